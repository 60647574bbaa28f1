"""What is being done, and that it goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from ui import theme

_WIDTH = 320


class BusyView(QWidget):
    """A sentence over a bar that moves while something is under way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = ""
        self._text = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(_WIDTH))
        self.stop()
        column = QVBoxLayout(self)
        column.setSpacing(theme.current().sizes.space_3)
        column.addStretch(2)
        column.addWidget(self._text, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def start(self, text: str) -> None:
        """Say what is under way."""
        self._what = text
        self._text.setText(text)
        self._bar.show()
        self._bar.setRange(0, 0)

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        """Say how many of how many are done; where nobody knows of how many, the bar goes to and fro."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if total:
            self._text.setText(self.tr("{what} {done} of {total}").format(what=self._what, done=done, total=total))

    def text(self) -> str:
        """Return what is said."""
        return self._text.text()

    def stop(self) -> None:
        """Say nothing, and stand still."""
        self._text.clear()
        self._bar.setRange(0, 1)
        self._bar.hide()
