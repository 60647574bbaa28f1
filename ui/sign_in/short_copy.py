"""A secret on the clipboard, which does not stay there."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication

_STAYS_MS = 60_000


class ShortCopy(QObject):
    """Puts a text on the clipboard and takes it away after ``stays_ms``, or when the program ends.

    What somebody else has copied since is left alone.
    """

    def __init__(self, parent: QObject, *, stays_ms: int = _STAYS_MS) -> None:
        super().__init__(parent)
        self._secret = ""
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(stays_ms)
        self._end.timeout.connect(self.take_away)
        app = QGuiApplication.instance()
        assert app is not None
        app.aboutToQuit.connect(self.take_away)

    def copy(self, secret: str) -> None:
        """Put ``secret`` on the clipboard for a short time."""
        self._secret = secret
        QGuiApplication.clipboard().setText(secret)
        self._end.start()

    def seconds(self) -> int:
        """Return for how many seconds a copy stays."""
        return self._end.interval() // 1000

    @Slot()
    def take_away(self) -> None:
        """Empty the clipboard if the secret is still on it."""
        self._end.stop()
        clipboard = QGuiApplication.clipboard()
        if self._secret and clipboard.text() == self._secret:
            clipboard.clear()
        self._secret = ""
