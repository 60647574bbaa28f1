"""A sentence that can be chosen: it breaks at the width it has, which a button does not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui import theme


class WordLink(QLabel):
    """``chosen`` carries what it was made with, by mouse, Enter or Space."""

    chosen = Signal(object)

    def __init__(self, words: str, carried: object, *, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._carried = carried
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setToolTip(tip)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.mark(self, area="entry")

    def choose(self) -> None:
        """Choose it."""
        self.chosen.emit(self._carried)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it with the mouse."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.choose()
            event.accept()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose it with Enter or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.choose()
            return
        super().keyPressEvent(event)
