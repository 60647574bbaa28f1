"""A field to search with: it waits for a pause in typing and never asks twice for the same words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import icons
from ui.icons import Role

_PAUSE_MS = 180


class SearchField(QLineEdit):
    """Emits ``searched`` with the words after a pause, at once on Enter, and with "" when cleared by button or Esc."""

    searched = Signal(str)

    def __init__(self, placeholder: str = "", *, pause_ms: int = _PAUSE_MS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(pause_ms)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder or self.tr("Search"))
        glass = self.addAction(icons.icon("search", Role.SECONDARY), QLineEdit.ActionPosition.LeadingPosition)
        glass.setText(self.tr("Search"))
        self._clear = QAction(icons.icon("close", Role.SECONDARY), self.tr("Clear the search"), self)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)  # after it was added: before, its button would stay to be seen
        self._connect_signals()

    def _connect_signals(self) -> None:
        self.textChanged.connect(self._note)
        self.returnPressed.connect(self.search_now)
        self._pause.timeout.connect(self.search_now)
        self._clear.triggered.connect(self.clear_search)

    @Slot()
    def search_now(self) -> None:
        """Ask at once, unless these words were asked for last."""
        self._pause.stop()
        words = self.text().strip()
        if words != self._asked:
            self._asked = words
            self.searched.emit(words)

    @Slot()
    def clear_search(self) -> None:
        """Empty the field and ask for everything again."""
        self.clear()
        self.search_now()

    @Slot(str)
    def _note(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._pause.start()

    def event(self, event: QEvent) -> bool:
        """Claim Esc before a shortcut of the window may take it, as long as there are words to clear."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.text()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear on Esc."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear_search()
            return
        super().keyPressEvent(event)
