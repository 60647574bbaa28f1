"""What the screen does a little later: once, however often it was asked for, and never for a page that is gone."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, QTimer, Slot


class Later(QObject):
    """Calls slots of living objects after a pause; asked for again meanwhile, a slot is still called once."""

    def __init__(self, pause_ms: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[tuple[int, str], tuple[QObject, Callable[[], None]]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(pause_ms)
        self._timer.timeout.connect(self.flush)

    @property
    def idle(self) -> bool:
        """Return whether nothing waits."""
        return not self._waiting

    def put(self, owner: QObject, slot: Callable[[], None]) -> None:
        """Call ``slot``, a method of ``owner``, when the pause is over; it is not begun anew, so nothing waits long."""
        self.hold(owner, slot)
        self.begin()

    def hold(self, owner: QObject, slot: Callable[[], None]) -> None:
        """Call ``slot`` of ``owner`` when a pause that somebody else begins is over."""
        self._waiting[id(owner), slot.__name__] = (owner, slot)

    @Slot()
    def begin(self) -> None:
        """Begin the pause for what waits."""
        if self._waiting and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def flush(self) -> None:
        """Call now what waits."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        for owner, slot in waiting.values():
            if shiboken6.isValid(owner):
                slot()
