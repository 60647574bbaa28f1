"""Matters that tell of the same event: joined to it, and parted again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dutyroom.accounts.model import Right, Session
from dutyroom.changes import Topic
from dutyroom.errors import Refused
from dutyroom.incidents.checking import check_facts, check_said
from dutyroom.incidents.events import EventFile, LinkKind, NewFact
from dutyroom.incidents.part import IncidentsPart
from dutyroom.incidents.saying import facts_said, joined_said, parted_said
from dutyroom.log.model import EntryKind, Slip
from dutyroom.storage.store import UnitOfWork


class EventJoining(IncidentsPart):
    """The earliest report stays the one that is sent (R046)."""

    def join(
        self, session: Session, incident_id: str, matter_id: str, reason: str, facts: Sequence[NewFact] = ()
    ) -> EventFile:
        """Say that another matter tells of this event: the earliest report stays the one that is sent (R046).

        The other matter keeps its own file and facts; clocks are not touched. Where it is an event itself, it stands
        with this one from now on; a worse grade of it is never hidden, since its facts are read with it. ``facts`` are
        what it said of this event. Raises Refused ``incidents.same_matter``, ``incidents.joined_already``,
        ``incidents.earlier_leads``, and as ``check_facts``.
        """
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            before = self._read(unit, incident_id)
            return self._join_within(unit, session, before, matter_id, reason, facts)

    def join_call(
        self,
        session: Session,
        incident_id: str,
        slip: Slip,
        reason: str,
        facts: Sequence[NewFact] = (),
        draft_id: str = "",
    ) -> EventFile:
        """Log a slip as another source of a known event, in one act; the same draft never makes two (R046).

        Raises Refused as ``Log.open_matter`` and ``join``.
        """
        session.require(Right.WRITE_LOG)
        matter_id = draft_id or self._ids.new()
        with self._store.write() as unit:
            before = self._read(unit, incident_id)
            if self._log.known_within(unit, matter_id):
                return before
            slip = replace(slip, drill=before.incident.sheet.drill)
            self._log.open_within(unit, session, slip, matter_id, draft_id)
            unit.touch(Topic.MATTERS, matter_id)
            return self._join_within(unit, session, before, matter_id, reason, facts)

    def part(self, session: Session, incident_id: str, matter_id: str, reason: str) -> EventFile:
        """Undo a joining: the other matter stands for itself again; Refused ``incidents.not_joined``."""
        session.require(Right.WRITE_LOG)
        why = check_said(reason)
        with self._store.write() as unit:
            before = self._read(unit, incident_id)
            if matter_id not in before.joined():
                raise Refused("incidents.not_joined")
            self._write.link(unit, session, incident_id, matter_id, LinkKind.PARTED, why)
            twin = self._event_within(unit, matter_id)
            if twin is not None:
                self._write.change(unit, matter_id, {"joined_to": None})
                self._tell(unit, session, twin)
            for fact in before.facts:
                if fact.matter_id == matter_id and not fact.withdrawn:
                    back = NewFact(fact.name, fact.value, fact.said_by, fact.said_at, fact.matter_id, why)
                    self._write.fact(unit, session, incident_id, back, withdraws=fact.id)
            self._say(unit, session, incident_id, EntryKind.HANDLED, parted_said(unit.connection, matter_id, why))
            self._say(unit, session, matter_id, EntryKind.HANDLED, f"与事件 {before.incident.number} 分开：{why}")
            return self._done(unit, session, before, "incident.parted", {"matter": matter_id})

    def _join_within(
        self,
        unit: UnitOfWork,
        session: Session,
        before: EventFile,
        matter_id: str,
        reason: str,
        facts: Sequence[NewFact],
    ) -> EventFile:
        incident_id, why = before.incident.id, check_said(reason)
        self._check_join(unit, before, matter_id)
        self._write.link(unit, session, incident_id, matter_id, LinkKind.JOINED, why)
        other = self._event_within(unit, matter_id)
        if other is not None:
            self._write.change(unit, matter_id, {"joined_to": incident_id})
            self._write.bring_facts(unit, session, incident_id, other)
            self._tell(unit, session, other)
        self._say(unit, session, incident_id, EntryKind.HEARD, joined_said(unit.connection, matter_id, why))
        self._say(unit, session, matter_id, EntryKind.HANDLED, f"并入事件 {before.incident.number}：{why}")
        if facts:
            told = check_facts(self.book_of(before.incident), before.incident.sheet.type_id, facts, self._clock.now())
            for new in told:
                self._write.fact(unit, session, incident_id, replace(new, matter_id=matter_id))
            self._say(
                unit, session, incident_id, EntryKind.HEARD, facts_said(self.book_of(before.incident), before, told)
            )
        return self._done(unit, session, before, "incident.joined", {"matter": matter_id})

    def _check_join(self, unit: UnitOfWork, event: EventFile, matter_id: str) -> None:
        if matter_id == event.incident.id:
            raise Refused("incidents.same_matter")
        if matter_id in event.joined() or event.incident.joined_to:
            raise Refused("incidents.joined_already")
        other = self._log.file_within(unit, matter_id).matter
        if other.classified is not None:
            raise Refused("log.classified_no_reply")
        if other.drill != event.incident.sheet.drill:
            raise Refused("incidents.drill_apart")
        twin = self._event_within(unit, matter_id)
        if twin is None:
            return
        if twin.incident.joined_to:
            raise Refused("incidents.joined_already")
        if twin.incident.received_at < event.incident.received_at:
            raise Refused("incidents.earlier_leads", number=twin.incident.number)
