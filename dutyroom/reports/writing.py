"""Drafting, holding and saving the words of a report; correcting one that went out; withdrawing one (R021, R093)."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, delete, func, select

from dutyroom.accounts.model import Right, Session
from dutyroom.alerts.model import Called
from dutyroom.changes import Topic
from dutyroom.clock import to_micros
from dutyroom.errors import Refused
from dutyroom.incidents.events import EventFile
from dutyroom.log.model import EntryKind
from dutyroom.log.tables import drafts
from dutyroom.reports.drafting import Drafting, draft_text
from dutyroom.reports.model import (
    Proposal,
    Recipient,
    Report,
    ReportFile,
    ReportKind,
    ReportStage,
    ReportState,
    ReportStep,
    ReportText,
    WhyTold,
)
from dutyroom.reports.part import ReportsPart
from dutyroom.reports.reading import head_in, leaders_in, register_of, reports_of, units_in
from dutyroom.reports.recipients import propose
from dutyroom.reports.rules import check_editable, check_text
from dutyroom.reports.tables import reports
from dutyroom.storage.digest import Stored
from dutyroom.storage.store import UnitOfWork

_CORRECTION = "（更正）"
_AT_NO_GATE: dict[str, Stored] = {
    "gates": "",
    "gate": None,
    "waiting_since": None,
    "gate_due_at": None,
    "owing": "",
    "owes": 0,
}


class ReportWriting(ReportsPart):
    """Verbs on the words of a report."""

    def proposal(self, session: Session, incident_id: str, stage: ReportStage) -> Proposal:
        """Return what the file offers for the next report of an event: words, number in the chain, recipients.

        Raises Refused as ``draft``; nothing is written.
        """
        session.require(Right.WRITE_LOG)
        with self._store.read() as connection:
            return self._proposal(connection, incident_id, stage)

    def draft(
        self,
        session: Session,
        incident_id: str,
        stage: ReportStage,
        text: ReportText | None = None,
        *,
        draft_id: str = "",
        kind: ReportKind = ReportKind.SITUATION,
    ) -> ReportFile:
        """Begin the report of a stage with the words of the file, or with ``text``; it has its number from now on.

        The same ``draft_id`` never makes two. Raises Refused ``reports.stage_exists``, ``reports.first_missing``,
        ``reports.event_joined``, ``incidents.no_such_event``, and as ``check_text``.
        """
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            if draft_id and unit.execute(select(reports.c.id).where(reports.c.id == draft_id)).first():
                return self._file(unit, draft_id)
            offered = self._proposal(unit.connection, incident_id, stage)
            checked = check_text(text or offered.text)
            event = self._event(unit.connection, incident_id)
            report_id = draft_id or self._ids.new()
            self._insert(unit, session, event, report_id, kind, offered, checked)
            report = self._begin(unit, session, report_id, checked, offered.recipients)
            if draft_id:
                unit.execute(delete(drafts).where(drafts.c.id == draft_id))
                unit.touch(Topic.DRAFTS, draft_id)
            self._say(unit, session, report, f"{self._named(report)}已起草", EntryKind.HANDLED)
            return self._finish(unit, session, "report.drafted", report, {"stage": stage.value})

    def hold(self, session: Session, report_id: str, *, take_over: bool = False) -> ReportFile:
        """Take a draft in hand, so that others see who has it; ``take_over`` takes it from whoever has it now.

        Raises Refused ``reports.held`` with the name, and as ``check_editable``.
        """
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            file = self._file(unit, report_id)
            report = file.report
            check_editable(report)
            if not take_over:
                self._check_in_hand(session, report)
            self._take(unit, session, report_id)
            if report.holder_id and report.holder_id != session.account_id:
                self._step(unit, session, report, ReportStep.TAKEN_OVER, report.holder_name)
            return self._finish(unit, session, "report.held", report)

    def let_go(self, session: Session, report_id: str) -> ReportFile:
        """Put a draft down that one has in hand; nothing happens to one that somebody else has."""
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            file = self._file(unit, report_id)
            if file.report.holder_id != session.account_id:
                return file
            self._change(unit, report_id, {"holder_id": None, "holder_name": None, "held_at": None})
            return self._finish(unit, session, "report.let_go", file.report)

    def save(self, session: Session, report_id: str, version: int, text: ReportText) -> ReportFile:
        """Save the words as a new version; ``version`` is the one they were changed from, and nothing is overwritten.

        Raises Refused ``reports.overtaken`` (who saved), ``reports.held``, ``reports.nothing_changed``, and
        as ``check_text`` and ``check_editable``.
        """
        session.require(Right.WRITE_LOG)
        checked = check_text(text)
        with self._store.write() as unit:
            file = self._file(unit, report_id)
            report = file.report
            check_editable(report)
            self._check_seen(file, version)
            self._check_in_hand(session, report)
            if checked == file.text:
                raise Refused("reports.nothing_changed")
            report = replace(report, version=version + 1, title=checked.title)
            self._version(unit, session, report_id, report.version, checked, version)
            self._change(unit, report_id, {"version": report.version, **self._head_of(unit, report, checked)})
            self._take(unit, session, report_id)
            self._step(unit, session, report, ReportStep.SAVED)
            return self._finish(unit, session, "report.saved", report, {"version": report.version})

    def correct(self, session: Session, report_id: str, reason: str, text: ReportText | None = None) -> ReportFile:
        """Begin the report that stands in for one that went out wrong; it names the old one and goes to all told.

        Raises Refused ``reports.not_sent``, ``reports.correction_exists``, ``reports.reason_missing``.
        """
        session.require(Right.WRITE_LOG)
        why = self._reason(reason)
        with self._store.write() as unit:
            old = self._file(unit, report_id)
            if old.report.state is not ReportState.SENT:
                raise Refused("reports.not_sent", number=old.report.number)
            if old.report.corrected_by_id:
                other = head_in(unit.connection, old.report.corrected_by_id)
                raise Refused("reports.correction_exists", number=old.report.number, by=other.number)
            event = self._event(unit.connection, old.report.matter_id)
            checked = check_text(text or _corrected(old, why))
            told = self._recipients(unit.connection, event, also=old.standing())
            offered = Proposal(old.report.stage, old.report.ordinal, checked, told)
            new_id = self._ids.new()
            self._insert(unit, session, event, new_id, old.report.kind, offered, checked, corrects_id=report_id)
            report = self._begin(unit, session, new_id, checked, told, why)
            self._change(unit, report_id, {"corrected_by_id": new_id})
            self._step(unit, session, old.report, ReportStep.CORRECTED, why, for_whom=report.number)
            self._say(
                unit, session, report, f"{self._named(report)}已起草，更正{old.report.number}：{why}", EntryKind.HANDLED
            )
            return self._finish(unit, session, "report.corrected", report, {"corrects": report_id})

    def withdraw(self, session: Session, report_id: str, reason: str) -> ReportFile:
        """Take a report back; its words stay, and of one that went out the entry says who has to hear of it.

        Raises Refused ``reports.over``, ``reports.reason_missing``.
        """
        session.require(Right.WRITE_LOG)
        why = self._reason(reason)
        with self._store.write() as unit:
            file = self._file(unit, report_id)
            report = file.report
            if report.state.over:
                raise Refused("reports.over", number=report.number)
            self._change(unit, report_id, {"state": ReportState.WITHDRAWN.value, **_AT_NO_GATE})
            if report.corrects_id:
                self._change(unit, report.corrects_id, {"corrected_by_id": None})
            self._step(unit, session, report, ReportStep.WITHDRAWN, why)
            self._alerts.ended(unit, session.actor, report_id, "report.withdrawn")
            told = "、".join(dict.fromkeys(one.recipient.called for one in file.dispatches))
            said = f"{self._named(report)}已撤回：{why}" + (f"。须告知：{told}" if told else "")
            self._say(unit, session, report, said, EntryKind.HANDLED)
            return self._finish(unit, session, "report.withdrawn", report)

    # --- within an act ------------------------------------------------------

    def _proposal(self, connection: Connection, incident_id: str, stage: ReportStage) -> Proposal:
        event = self._event(connection, incident_id)
        if event.incident.joined_to:
            raise Refused("reports.event_joined", number=event.incident.number)
        chain = [one for one in reports_of(connection, incident_id) if one.state is not ReportState.WITHDRAWN]
        ordinal = _next_place(chain, stage)
        sent = [one.drafted_at for one in chain if one.sent_at is not None]
        drafting = Drafting(stage, ordinal, self._clock.now(), self._local, max(sent, default=None))
        text = draft_text(event, drafting, self._incidents.book_of(event.incident))
        return Proposal(stage, ordinal, text, self._recipients(connection, event))

    def _recipients(
        self, connection: Connection, event: EventFile, also: tuple[Recipient, ...] = ()
    ) -> tuple[Recipient, ...]:
        """Return who was told of an event before, those who stood on a list, and who is proposed by the rules."""
        told = [one.recipient for one in register_of(connection, event.incident.id)]
        before = {one.key: replace(one, why=WhyTold.TOLD_BEFORE) for one in (*told, *also)}
        now = self._clock.now()

        def acting(person: Called) -> Called | None:
            return self._alerts.keeper.acting(person, now)

        told_before = tuple(before.values())
        return propose(event.incident, leaders_in(connection), units_in(connection), told_before, self.book, acting)

    def _insert(
        self,
        unit: UnitOfWork,
        session: Session,
        event: EventFile,
        report_id: str,
        kind: ReportKind,
        offered: Proposal,
        text: ReportText,
        corrects_id: str = "",
    ) -> None:
        """Add the head of a report with the next number of its year and kind, without a gap."""
        now = self._clock.now()
        year = self._local(now).year
        number = self._next_number(unit, kind, year, drill=event.incident.sheet.drill)
        of_stage = (
            reports.c.matter_id == event.incident.id,
            reports.c.stage == offered.stage.value,
            reports.c.ordinal == offered.ordinal,
        )
        row: dict[str, Stored] = {
            "id": report_id,
            "seq": int(unit.execute(select(func.max(reports.c.seq))).scalar_one() or 0) + 1,
            "room_id": self._room_id,
            "kind": kind.value,
            "year": year,
            "number_in_kind": number,
            "matter_id": event.incident.id,
            "stage": offered.stage.value,
            "ordinal": offered.ordinal,
            "round": int(unit.execute(select(func.count()).select_from(reports).where(*of_stage)).scalar_one()),
            "state": ReportState.DRAFT.value,
            "version": 1,
            **_head(event, text),
            **_AT_NO_GATE,
            "holder_id": session.account_id,
            "holder_name": session.name,
            "held_at": to_micros(now),
            "drafted_at": to_micros(now),
            "drafter_id": session.account_id,
            "drafter_name": session.name,
            "sent_at": None,
            "corrects_id": corrects_id or None,
            "corrected_by_id": None,
        }
        unit.insert(reports, row)

    def _next_number(self, unit: UnitOfWork, kind: ReportKind, year: int, *, drill: bool) -> int:
        """Return the next number of a kind in a year, upwards; of drills downwards from zero."""
        of_kind = (reports.c.room_id == self._room_id, reports.c.kind == kind.value, reports.c.year == year)
        ends = select(func.max(reports.c.number_in_kind), func.min(reports.c.number_in_kind)).where(*of_kind)
        last, last_drill = (int(end or 0) for end in unit.execute(ends).one())
        return min(last_drill, 0) - 1 if drill else max(last, 0) + 1

    def _begin(
        self,
        unit: UnitOfWork,
        session: Session,
        report_id: str,
        text: ReportText,
        recipients: tuple[Recipient, ...],
        why: str = "",
    ) -> Report:
        """Add the first version, the list and the first step of a report that was just inserted."""
        self._version(unit, session, report_id, 1, text, 0)
        self._list(unit, report_id, recipients)
        report = head_in(unit.connection, report_id)
        self._step(unit, session, report, ReportStep.DRAFTED, why)
        return report

    def _take(self, unit: UnitOfWork, session: Session, report_id: str) -> None:
        now = to_micros(self._clock.now())
        self._change(unit, report_id, {"holder_id": session.account_id, "holder_name": session.name, "held_at": now})

    def _head_of(self, unit: UnitOfWork, report: Report, text: ReportText) -> dict[str, Stored]:
        return _head(self._event(unit.connection, report.matter_id), text)


def _head(event: EventFile, text: ReportText) -> dict[str, Stored]:
    """Return the columns of a head that follow from words and event."""
    worst = event.incident.worst
    return {
        "title": text.title,
        "urgency": text.urgency.value,
        "weight": worst.weight if worst else 0,
        "sensitive": int(event.incident.sensitive),
        "significant": int(event.incident.significant),
    }


def _next_place(chain: list[Report], stage: ReportStage) -> int:
    """Return the place of the next report of ``stage`` in the chain of an event.

    Raises Refused ``reports.stage_exists`` where one stands already or is not out yet, ``reports.first_missing``.
    """
    same = [one for one in chain if one.stage is stage]
    if stage is not ReportStage.FIRST and not any(one.stage is ReportStage.FIRST for one in chain):
        raise Refused("reports.first_missing")
    standing = [one for one in same if stage is not ReportStage.FOLLOW_UP or not (one.sent_at or one.corrects_id)]
    if standing:
        raise Refused("reports.stage_exists", number=standing[-1].number, name=standing[-1].drafter_name)
    return max((one.ordinal for one in same), default=0) + 1


def _corrected(old: ReportFile, why: str) -> ReportText:
    """Return the words of a correction as they are offered: the old ones under a line that says what was wrong."""
    text = old.text
    title = text.title.removesuffix(_CORRECTION) + _CORRECTION
    return ReportText(title, f"更正{old.report.number}：{why}\n{text.body}", text.urgency)
