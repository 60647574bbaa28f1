"""The verbs of the incidents: every act is one transaction with its entry, its journal line and its consequences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from sqlalchemy import Connection

from dutyroom.accounts.model import Right, Role, Session
from dutyroom.changes import Topic
from dutyroom.clock import Clock, to_micros
from dutyroom.errors import Refused
from dutyroom.ids import IdMaker
from dutyroom.incidents.checking import (
    REASON_LIMIT,
    check_facts,
    check_grade,
    check_said,
    check_sheet,
    check_standing,
)
from dutyroom.incidents.deadlines import Stage
from dutyroom.incidents.events import (
    CheckKind,
    CheckResult,
    EventFile,
    EventSheet,
    Incident,
    LinkKind,
    NewFact,
)
from dutyroom.incidents.model import Grade, GradingBook
from dutyroom.incidents.reading import Books, read_event
from dutyroom.incidents.rows import sheet_values
from dutyroom.incidents.saying import (
    Local,
    check_said_as,
    facts_said,
    grade_said,
    joined_said,
    parted_said,
    report_said,
    sheet_said,
)
from dutyroom.incidents.writing import EventWriter
from dutyroom.journal.service import Journal
from dutyroom.log.model import EntryKind, Slip
from dutyroom.log.rules import check_name, check_words
from dutyroom.log.service import Log
from dutyroom.storage.store import Store, UnitOfWork

REVIEWERS = frozenset({Role.LEADER_IN_CHARGE, Role.HEAD_OF_DUTY_ROOM, Role.SECRETARY_GENERAL})


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


class Incidents:
    """The event files of one room."""

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

    def add_facts(self, session: Session, incident_id: str, facts: Sequence[NewFact]) -> EventFile:
        """Add what was said about an event; nothing said before is overwritten. Refused as ``check_facts``."""
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            before = self._read(unit, incident_id)
            checked = check_facts(
                self.book_of(before.incident), before.incident.sheet.type_id, facts, self._clock.now()
            )
            for new in checked:
                self._write.fact(unit, session, incident_id, new)
            self._say(
                unit, session, incident_id, EntryKind.HEARD, facts_said(self.book_of(before.incident), before, checked)
            )
            return self._done(unit, session, before, "incident.facts_added", {"facts": len(checked)})

    def withdraw_fact(self, session: Session, incident_id: str, fact_id: str, reason: str) -> EventFile:
        """Take a fact back that was said wrongly; it stays visible, struck through, and counts no more."""
        session.require(Right.WRITE_LOG)
        why = check_said(reason)
        with self._store.write() as unit:
            before = self._read(unit, incident_id)
            fact = check_standing(before, fact_id)
            taken_back = NewFact(fact.name, fact.value, fact.said_by, fact.said_at, fact.matter_id, why)
            self._write.fact(unit, session, incident_id, taken_back, withdraws=fact.id)
            said = facts_said(self.book_of(before.incident), before, (taken_back,), taken_back=True)
            self._say(unit, session, incident_id, EntryKind.HANDLED, f"{said}：{why}")
            return self._done(unit, session, before, "incident.fact_withdrawn", {"fact": fact_id})

    def confirm_grade(self, session: Session, incident_id: str, grade: Grade | None, reason: str = "") -> EventFile:
        """Confirm the grade, or decide another one with a reason; None says that it has none.

        Raises Refused as ``check_grade``.
        """
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            before = self._read(unit, incident_id)
            why = check_grade(before, grade, reason)
            self._write.grade(unit, session, before, grade, why)
            now = to_micros(self._clock.now())
            self._write.change(
                unit,
                incident_id,
                {"grade": grade.value if grade else None, "graded_at": now, "rules_version": before.assessment.version},
            )
            self._say(unit, session, incident_id, EntryKind.HANDLED, grade_said(before, grade, why))
            return self._done(
                unit, session, before, "incident.graded", {"grade": grade.value if grade else "", "why": len(why)}
            )

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

    def note_check(
        self, session: Session, incident_id: str, kind: CheckKind, result: CheckResult, with_whom: str, text: str
    ) -> EventFile:
        """Record a verification or an assessment: who, with whom, when, with what result (R041, R095).

        Raises Refused ``incidents.with_whom_missing`` for a verification without anybody asked.
        """
        session.require(Right.WRITE_LOG)
        whom, words = check_name("person", with_whom), check_said(text)
        if kind is CheckKind.VERIFICATION and not whom:
            raise Refused("incidents.with_whom_missing")
        with self._store.write() as unit:
            before = self._read(unit, incident_id)
            self._write.check(unit, session, incident_id, kind, result, whom, words)
            step = EntryKind.VERIFIED if kind is CheckKind.VERIFICATION else EntryKind.HANDLED
            self._say(unit, session, incident_id, step, check_said_as(kind, result, whom, words))
            return self._done(unit, session, before, "incident.checked", {"kind": kind.value, "result": result.value})

    def note_report(self, session: Session, incident_id: str, stage: Stage, to: str, text: str = "") -> EventFile:
        """Note that a report went out: which, to whom, with what words; its deadline is met by this (R015, R048, R250).

        Raises Refused ``incidents.to_whom_missing``.
        """
        session.require(Right.WRITE_LOG)
        whom = check_name("unit", to)
        if not whom:
            raise Refused("incidents.to_whom_missing")
        words = check_words(text, REASON_LIMIT) if text.strip() else ""
        with self._store.write() as unit:
            before = self._read(unit, incident_id)
            self._say(unit, session, incident_id, EntryKind.TOLD, report_said(stage, whom, words))
            for objection in self._objections:
                objection(unit, before, stage)
            self._follow(unit, session, before, "incident.report_noted", incident_id, {"stage": stage.value})
            after = self.reported_within(unit, session, incident_id, stage)
            unit.commit()
        return after

    def reported_within(self, unit: UnitOfWork, session: Session, incident_id: str, stage: Stage) -> EventFile:
        """Let what follows from a report be part of the act by which a higher room has sent it."""
        after = self._read(unit, incident_id)
        for consequence in self._consequences:
            consequence.reported(unit, session, after, stage)
        return after

    def decide_no_report(self, session: Session, incident_id: str, reason: str) -> EventFile:
        """Decide not to report an event below significant; it counts once somebody else has agreed (R089, R254).

        Raises Refused ``incidents.has_to_be_reported`` for a significant or sensitive one.
        """
        session.require(Right.WRITE_LOG)
        why = check_said(reason)
        with self._store.write() as unit:
            before = self._read(unit, incident_id)
            if before.incident.significant or before.assessment.report:
                raise Refused("incidents.has_to_be_reported")
            self._write.change(
                unit,
                incident_id,
                {
                    "no_report_reason": why,
                    "no_report_by": session.account_id,
                    "no_report_by_name": session.name,
                    "no_report_at": to_micros(self._clock.now()),
                    "no_report_reviewer": None,
                    "no_report_reviewed_at": None,
                },
            )
            self._say(unit, session, incident_id, EntryKind.HANDLED, f"拟不上报：{why}")
            return self._done(unit, session, before, "incident.no_report_decided", {})

    def review_no_report(self, session: Session, incident_id: str, *, agree: bool, remark: str = "") -> EventFile:
        """Agree to not reporting, or send it back; never by whoever decided it (R254).

        Raises Refused ``incidents.no_reviewer``, ``incidents.own_decision``, ``incidents.nothing_to_review``.
        """
        if not session.roles & REVIEWERS:
            raise Refused("incidents.no_reviewer")
        with self._store.write() as unit:
            before = self._read(unit, incident_id)
            decision = before.incident.no_report
            if decision is None or decision.valid:
                raise Refused("incidents.nothing_to_review")
            if decision.by_id == session.account_id:
                raise Refused("incidents.own_decision")
            if agree:
                now = to_micros(self._clock.now())
                self._write.change(
                    unit, incident_id, {"no_report_reviewer": session.name, "no_report_reviewed_at": now}
                )
                said = "同意不上报" + (f"：{remark.strip()}" if remark.strip() else "")
            else:
                self._write.change(unit, incident_id, {"no_report_at": None, "no_report_reason": None})
                said = f"不同意不上报，应予上报：{check_said(remark)}"
            self._say(unit, session, incident_id, EntryKind.ORDERED, said)
            return self._done(unit, session, before, "incident.no_report_reviewed", {"agreed": int(agree)})

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

    # --- within an act ------------------------------------------------------

    def _read(self, unit: UnitOfWork, incident_id: str) -> EventFile:
        return self.seen_by(unit.connection, incident_id)

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

    def _say(self, unit: UnitOfWork, session: Session, matter_id: str, kind: EntryKind, text: str) -> None:
        self._log.step_within(unit, session, matter_id, kind, text)

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

    def _event_within(self, unit: UnitOfWork, matter_id: str) -> EventFile | None:
        try:
            return self._read(unit, matter_id)
        except Refused as error:
            if error.code != "incidents.no_such_event":
                raise
            return None

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
