"""The one edge at which changes reach the screen, whatever thread they were made in."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from dutyroom.changes import Announcer, Changes


class Bridge(QObject):
    """Emits ``changed`` with a ``Changes`` in the screen's thread."""

    changed = Signal(object)

    def __init__(self, announcer: Announcer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = announcer.listen(self._hear)

    def close(self) -> None:
        """Listen no more."""
        self._stop()

    def _hear(self, changes: Changes) -> None:
        self.changed.emit(changes)
