"""Makes a copy of the room every hour in a second place, beside whatever goes on; says when one failed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from dutyroom.bootstrap import House
from dutyroom.errors import DutyroomError
from dutyroom.safekeeping import EVERY, KeepingRule, is_due, keep_copy
from dutyroom.settings import BACKUP_DAILY, BACKUP_FOLDER, BACKUP_HOURLY, SeatSettings
from ui.settings.long_work import LongWork
from ui.workplace import Workplace

_AGAIN = timedelta(minutes=10)


def keeping_rule(seat: SeatSettings) -> KeepingRule | None:
    """Return where this seat keeps copies and how many, or None where nobody has chosen a place."""
    folder = seat.get(BACKUP_FOLDER)
    if not folder:
        return None
    return KeepingRule(Path(folder), int(seat.get(BACKUP_HOURLY)), int(seat.get(BACKUP_DAILY)))


def copy_when_due(house: House, rule: KeepingRule, told: Callable[[int, int], None]) -> Path | None:
    """Make the copy that is due and return it; None when the newest is younger than an hour."""
    return keep_copy(house, rule, told) if is_due(house, rule) else None


class CopyKeeper(QObject):
    """Looks every minute; ``failed`` carries the DutyroomError of a copy that was not made, ``kept`` its path."""

    failed = Signal(object)
    kept = Signal(object)

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._work: LongWork | None = None
        self._rule: KeepingRule | None = None
        self._rest_until: datetime | None = None

    @Slot()
    def look(self) -> None:
        """Make a copy when an hour has passed since the last; after a failure it is tried again in ten minutes."""
        rule, now = keeping_rule(self._workplace.seat), self._workplace.house.clock.now()
        if rule is None or (self._work is not None and self._work.is_running()):
            return
        resting = self._rest_until is not None and now < self._rest_until <= now + EVERY
        if resting and rule == self._rule:
            return
        if self._work is None:
            self._work = LongWork(self)
            self._work.done.connect(self._done)
            self._work.failed.connect(self._failed)
            self._work.broken.connect(self._workplace.broken)
        self._rule = rule
        self._work.start(partial(copy_when_due, self._workplace.house, rule))

    def stop(self) -> None:
        """Leave off what is under way; before the room is closed."""
        if self._work is not None:
            self._work.stop()

    @Slot(object)
    def _done(self, copy: Path | None) -> None:
        self._rest_until = self._workplace.house.clock.now() + (EVERY if copy is not None else _AGAIN)
        if copy is not None:
            self.kept.emit(copy)

    @Slot(object)
    def _failed(self, error: DutyroomError) -> None:
        self._rest_until = self._workplace.house.clock.now() + _AGAIN
        self.failed.emit(error)
