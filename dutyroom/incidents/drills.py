"""Exercises in the real room: which stand open, and the act that ends one with everything that was joined to it."""

from __future__ import annotations

from datetime import datetime

from dutyroom.accounts.model import Right, Session
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.incidents.events import EventFile, EventFilter
from dutyroom.incidents.reading import Books, EventReader, read_event
from dutyroom.journal.service import Journal
from dutyroom.log.model import MatterState
from dutyroom.log.service import Log
from dutyroom.storage.store import Store


@dataclass(frozen=True)
class OpenDrill:
    """An exercise that stands open: what it is called and since when."""

    id: str
    number: str
    title: str
    since: datetime


class Drills:
    """The exercises of one room. That an event is one is fixed when its file is made, and never changes."""

    def __init__(self, store: Store, journal: Journal, log: Log, reader: EventReader, books: Books) -> None:
        self._store = store
        self._journal = journal
        self._log = log
        self._reader = reader
        self._books = books

    def standing(self, session: Session) -> tuple[OpenDrill, ...]:
        """Return the exercises that stand open, the oldest first."""
        found = self._reader.all(session, EventFilter(open=True, drill=True))
        drills = (OpenDrill(one.id, one.number, one.title, one.received_at) for one in found)
        return tuple(sorted(drills, key=lambda drill: (drill.since, drill.id)))

    def end(self, session: Session, incident_id: str, result: str) -> EventFile:
        """End an exercise with what came of it, and every call that was joined to it, in one act.

        Its alerts are closed and its deadlines withdrawn with it. Raises Refused ``incidents.no_drill``, and as
        ``Log.close``.
        """
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            event = read_event(unit.connection, incident_id, self._books)
            if not event.incident.sheet.drill:
                raise Refused("incidents.no_drill", number=event.incident.number)
            closed = self._log.close_within(unit, session, incident_id, result)
            for matter_id in event.joined():
                if self._log.file_within(unit, matter_id).matter.state is MatterState.OPEN:
                    self._log.close_within(unit, session, matter_id, f"随演练 {closed.matter.number} 一并结束")
            self._journal.record(unit, session.actor, "incident.drill_ended", incident_id)
            ended = read_event(unit.connection, incident_id, self._books)
            unit.commit()
        return ended
