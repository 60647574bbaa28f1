"""Notices that nobody has touched anything for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication

from dutyroom.settings import LOCK_AFTER_MINUTES
from ui.workplace import Workplace

_CHECK_MS = 5000
_ACTIVITY = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel)


class IdleWatch(QObject):
    """Emits ``idle`` when the room's time without a key or a movement of the mouse has passed."""

    idle = Signal()

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._last = workplace.house.clock.steady()
        self._stopped = False
        self._timer = QTimer(self)
        self._timer.setInterval(_CHECK_MS)
        self._timer.timeout.connect(self.check)
        self._timer.start()
        _application().focusWindowChanged.connect(self._watch)
        # Characters that are being composed reach no window as keys, but they move the cursor.
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self.somebody_is_here)

    @Slot()
    def check(self) -> None:
        """Say so when the time is over."""
        minutes = int(self._workplace.house.settings.get(LOCK_AFTER_MINUTES))
        if self._workplace.house.clock.steady() - self._last >= minutes * 60:
            self.idle.emit()

    @Slot()
    def somebody_is_here(self) -> None:
        """Begin to count again."""
        self._last = self._workplace.house.clock.steady()

    def stop(self) -> None:
        """Watch no more; a second time this does nothing."""
        if self._stopped:
            return
        self._stopped = True
        self._timer.stop()
        _application().focusWindowChanged.disconnect(self._watch)
        QGuiApplication.inputMethod().cursorRectangleChanged.disconnect(self.somebody_is_here)

    @Slot(object)
    def _watch(self, window: QWindow | None) -> None:
        """Watch the window that is used now. A filter on the application instead would hear every repaint."""
        if window is not None and not window.property("watched"):
            window.setProperty("watched", True)
            window.installEventFilter(self)
        self.somebody_is_here()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note that somebody is there."""
        if event.type() in _ACTIVITY:
            self.somebody_is_here()
        return False


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
