"""Which watch an entry belongs to: the one that really sits, not the one that the calendar has.

It is asked within every act of the log, so it answers from memory; whoever changes the watch says so within the same
lock of the writer, before the next act can begin. Before the first take-over of a room the calendar answers.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from sqlalchemy import Connection, select

from dutyroom.handover.model import HandoverState
from dutyroom.handover.tables import handovers, watches
from dutyroom.storage.prepared import run
from dutyroom.storage.store import Store, UnitOfWork


class CalendarTime(Protocol):
    """What is asked of the calendar."""

    def watch_at(self, moment: datetime) -> str:
        """Return the name of the watch of ``moment`` by the calendar."""
        ...

    def local_date(self, moment: datetime) -> date:
        """Return the date of ``moment`` in the room's zone."""
        ...


_FROZEN = frozenset({HandoverState.READY.value, HandoverState.SIGNED.value, HandoverState.REFUSED.value})
_STANDING = (
    select(watches.c.name, handovers.c.next_watch, handovers.c.state)
    .outerjoin(handovers, (handovers.c.watch_id == watches.c.id) & (handovers.c.state != HandoverState.ACCEPTED.value))
    .where(watches.c.ended_at.is_(None))
    .order_by(watches.c.began_at.desc())
    .limit(1)
)


class WatchTime:
    """The watch of this moment, for everything that is written now."""

    def __init__(self, store: Store, calendar: CalendarTime) -> None:
        self._store = store
        self._calendar = calendar
        self._name: str | None = None

    def watch_at(self, moment: datetime) -> str:
        """Return the name of the watch to which what is written at ``moment``, which is now, belongs.

        From the cut-off of a handover on that is the next watch, though the outgoing one stays responsible.
        """
        if self._name is None:
            with self._store.read() as connection:
                self._name = _name_in(connection)
        return self._name or self._calendar.watch_at(moment)

    def local_date(self, moment: datetime) -> date:
        """Return the date of ``moment`` in the room's zone."""
        return self._calendar.local_date(moment)

    def commit(self, unit: UnitOfWork) -> None:
        """Commit an act that changed the watch, and take it over while no other act can begin."""
        name = _name_in(unit.connection)
        unit.commit()
        self._name = name

    def forget(self) -> None:
        """Read again at the next question: another seat may have handed over."""
        self._name = None


def _name_in(connection: Connection) -> str:
    row = run(connection, _STANDING).first()
    if row is None:
        return ""
    return str(row.next_watch if row.state in _FROZEN else row.name)
