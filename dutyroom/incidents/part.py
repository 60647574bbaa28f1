"""What every part of the incidents stands on: an event read within an act, its step, its line, and what follows."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import Connection

from dutyroom.accounts.model import Session
from dutyroom.clock import Clock
from dutyroom.errors import Refused
from dutyroom.ids import IdMaker
from dutyroom.incidents.deadlines import Stage
from dutyroom.incidents.events import EventFile, Incident
from dutyroom.incidents.model import GradingBook
from dutyroom.incidents.reading import Books, read_event
from dutyroom.incidents.saying import Local
from dutyroom.incidents.writing import EventWriter
from dutyroom.journal.service import Journal
from dutyroom.log.model import EntryKind
from dutyroom.log.service import Log
from dutyroom.storage.store import Store, UnitOfWork


class Consequence(Protocol):
    """What a higher room does within the act that caused it: an alert is raised in the transaction of the grade."""

    def follow(self, unit: UnitOfWork, session: Session, before: EventFile | None, after: EventFile) -> None:
        """Write what follows from ``after``; ``before`` is None for a new event."""
        ...

    def reported(self, unit: UnitOfWork, session: Session, file: EventFile, stage: Stage) -> None:
        """Write what follows from a report that went out."""
        ...


class Objection(Protocol):
    """What a higher room has against a report that is only noted by hand."""

    def __call__(self, unit: UnitOfWork, event: EventFile, stage: Stage) -> None:
        """Raise Refused where the report has to go out from a register."""
        ...


class IncidentsPart:
    """One part of the incidents of a room."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        clock: Clock,
        ids: IdMaker,
        room_id: str,
        log: Log,
        local: Local,
        books: Books,
    ) -> None:
        self._store = store
        self._books = books
        self._local = local
        self._clock = clock
        self._ids = ids
        self._log = log
        self._write = EventWriter(journal, clock, ids, room_id)
        self._consequences: tuple[Consequence, ...] = ()
        self._objections: tuple[Objection, ...] = ()

    @property
    def book(self) -> GradingBook:
        """Return the rules that new events are graded by; an event stays with those it was opened under (R037)."""
        return self._books.grading()

    def book_of(self, incident: Incident) -> GradingBook:
        """Return the rules that an event is graded by."""
        return self._books.grading(incident.rules_version)

    def seen_by(self, connection: Connection, incident_id: str) -> EventFile:
        """Return an event as the act of a higher room sees it; Refused ``incidents.no_such_event``."""
        return read_event(connection, incident_id, self._books)

    def follow(self, consequence: Consequence) -> None:
        """Let ``consequence`` be part of every act from now on; the room's joining calls this, nobody else."""
        self._consequences = (*self._consequences, consequence)

    def object_to_notes(self, objection: Objection) -> None:
        """Let ``objection`` refuse reports noted by hand from now on; the room's joining calls this, nobody else."""
        self._objections = (*self._objections, objection)

    # --- within an act ------------------------------------------------------

    def _read(self, unit: UnitOfWork, incident_id: str) -> EventFile:
        return self.seen_by(unit.connection, incident_id)

    def _event_within(self, unit: UnitOfWork, matter_id: str) -> EventFile | None:
        try:
            return self._read(unit, matter_id)
        except Refused as error:
            if error.code != "incidents.no_such_event":
                raise
            return None

    def _say(self, unit: UnitOfWork, session: Session, matter_id: str, kind: EntryKind, text: str) -> None:
        self._log.step_within(unit, session, matter_id, kind, text)

    def _done(
        self, unit: UnitOfWork, session: Session, before: EventFile, act: str, detail: dict[str, str | int | None]
    ) -> EventFile:
        after = self._follow(unit, session, before, act, before.incident.id, detail)
        unit.commit()
        return after

    def _follow(
        self,
        unit: UnitOfWork,
        session: Session,
        before: EventFile | None,
        act: str,
        incident_id: str,
        detail: dict[str, str | int | None],
    ) -> EventFile:
        """Let the rules look again, write the line, and let the higher rooms add what follows."""
        now = self._read(unit, incident_id)
        suggested, kept = now.assessment.grade, now.incident
        weight = max((one.weight for one in (suggested, kept.grade) if one is not None), default=0)
        self._write.change(unit, incident_id, {"suggested": suggested.value if suggested else None, "weight": weight})
        self._write.finish(unit, session, act, incident_id, detail)
        return self._tell(unit, session, before, incident_id)

    def _tell(self, unit: UnitOfWork, session: Session, before: EventFile | None, incident_id: str = "") -> EventFile:
        """Let the higher rooms add what follows from an event as it stands now."""
        wanted = before.incident.id if before is not None else incident_id
        after = self._read(unit, wanted)
        for consequence in self._consequences:
            consequence.follow(unit, session, before, after)
        return after
