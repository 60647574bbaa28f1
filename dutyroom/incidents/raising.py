"""How an event file begins and what stands at its head: kind, place, time, sensitivity, contact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dutyroom.accounts.model import Right, Session
from dutyroom.clock import to_micros
from dutyroom.errors import Refused
from dutyroom.incidents.checking import check_facts, check_sheet
from dutyroom.incidents.events import EventFile, EventSheet, NewFact
from dutyroom.incidents.part import IncidentsPart
from dutyroom.incidents.rows import sheet_values
from dutyroom.incidents.saying import facts_said, sheet_said
from dutyroom.log.model import EntryKind, Slip
from dutyroom.storage.store import UnitOfWork


class EventRaising(IncidentsPart):
    """Event files of one room: opened with a call or on one."""

    def open_event(
        self, session: Session, slip: Slip, sheet: EventSheet, facts: Sequence[NewFact] = (), draft_id: str = ""
    ) -> EventFile:
        """Log a slip as a new matter with an event file beside it, in one act; the same draft never makes two.

        A drill has a number of its own series. Raises Refused as ``Log.open_matter``, ``check_sheet``, ``check_facts``.
        """
        session.require(Right.WRITE_LOG)
        matter_id = draft_id or self._ids.new()
        with self._store.write() as unit:
            if self._log.known_within(unit, matter_id):
                return self._read(unit, matter_id)
            self._log.open_within(unit, session, replace(slip, drill=sheet.drill), matter_id, draft_id)
            file = self._make(unit, session, matter_id, sheet, facts)
            unit.commit()
        return file

    def make_event(
        self, session: Session, matter_id: str, sheet: EventSheet, facts: Sequence[NewFact] = ()
    ) -> EventFile:
        """Give a logged matter an event file (one key from a call).

        Raises Refused ``incidents.is_event`` for a second one, ``incidents.drill_from_start`` where a real call would
        become a drill or the other way round.
        """
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            file = self._make(unit, session, matter_id, sheet, facts)
            unit.commit()
        return file

    def change_sheet(self, session: Session, incident_id: str, sheet: EventSheet) -> EventFile:
        """Change kind, place, time, sensitivity or contact; the entry says what stood before.

        Raises Refused as ``check_sheet``, ``incidents.nothing_changed``, ``incidents.drill_stays``.
        """
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            before = self._read(unit, incident_id)
            checked, old = check_sheet(self.book_of(before.incident), sheet, self._clock.now()), before.incident.sheet
            if checked == old:
                raise Refused("incidents.nothing_changed")
            if checked.drill != old.drill:
                raise Refused("incidents.drill_stays")
            self._write.change(unit, incident_id, sheet_values(checked))
            if checked.contact != old.contact:
                self._write.put_contact(unit, incident_id, checked.contact)
            self._say(unit, session, incident_id, EntryKind.HANDLED, sheet_said(old, checked, self._local))
            return self._done(unit, session, before, "incident.sheet_changed", {})

    def _make(
        self, unit: UnitOfWork, session: Session, matter_id: str, sheet: EventSheet, facts: Sequence[NewFact]
    ) -> EventFile:
        book = self.book
        checked = check_sheet(book, sheet, self._clock.now())
        if self._event_within(unit, matter_id) is not None:
            raise Refused("incidents.is_event")
        matter = self._log.file_within(unit, matter_id).matter
        if matter.classified is not None:
            raise Refused("log.classified_no_reply")
        if matter.drill != checked.drill:
            raise Refused("incidents.drill_from_start")
        self._write.new(unit, matter_id, checked, book.version, to_micros(matter.received_at))
        told = check_facts(book, checked.type_id, facts, self._clock.now()) if facts else ()
        for new in told:
            self._write.fact(unit, session, matter_id, new)
        made = self._read(unit, matter_id)
        said = sheet_said(None, checked, self._local) + (f"；{facts_said(book, made, told)}" if told else "")
        self._say(unit, session, matter_id, EntryKind.HANDLED, said)
        return self._follow(unit, session, None, "incident.opened", matter_id, {"type": checked.type_id})
