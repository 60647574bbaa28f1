"""Sending: each stage of an event once to each recipient, from one register; phone first, then paper (R048, R097)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Table, select

from dutyroom.accounts.model import Right, Session
from dutyroom.alerts.model import DeadlineKind
from dutyroom.clock import to_micros
from dutyroom.directory.tables import people, units
from dutyroom.errors import Refused
from dutyroom.incidents.deadlines import Stage
from dutyroom.incidents.events import EventFile
from dutyroom.log.model import EntryKind
from dutyroom.log.rules import NAME_LIMIT, REASON_LIMIT, check_length, check_name, check_unclassified, clean_line
from dutyroom.reports.model import (
    Basis,
    Dispatch,
    DispatchAct,
    Gate,
    Recipient,
    Report,
    ReportFile,
    ReportState,
    ReportStep,
    Sending,
)
from dutyroom.reports.part import ReportsPart
from dutyroom.reports.reading import head_in, read_report, reports_of
from dutyroom.reports.recipients import HAND_CLASS
from dutyroom.reports.rows import recipient_values
from dutyroom.reports.rules import incident_stage
from dutyroom.reports.scripts import script
from dutyroom.reports.tables import report_dispatches, report_receipts, report_recipients, reports
from dutyroom.reports.views import Script
from dutyroom.storage.digest import Stored
from dutyroom.storage.store import UnitOfWork
from dutyroom.texts import term

_BY_HAND = (Stage.WRITTEN, Stage.FOLLOW_UP, Stage.FINAL)


class ReportSending(ReportsPart):
    """Verbs of the list of recipients and of the outbound register."""

    def add_recipient(self, session: Session, report_id: str, recipient: Recipient) -> ReportFile:
        """Put somebody on the list, or back on it; act and gate are those of the class in the rules.

        Raises Refused ``reports.unknown_class``, ``reports.recipient_missing``, ``reports.recipient_there``.
        """
        session.require(Right.WRITE_LOG)
        one = self._checked(recipient)
        with self._store.write() as unit:
            file = self._open(unit, report_id)
            known = next((other for other in file.recipients if other.key == one.key), None)
            if known is not None and not known.removed_by:
                raise Refused("reports.recipient_there", name=known.called)
            if known is None:
                self._list(unit, report_id, [one])
            else:
                row_id = self._row_id(unit, report_id, one.key)
                unit.update(report_recipients, row_id, {"removed_by": None, "removed_at": None, "removed_why": None})
            self._step(unit, session, file.report, ReportStep.RECIPIENT_ADDED, one.called)
            return self._finish(unit, session, "report.recipient_added", file.report)

    def remove_recipient(self, session: Session, report_id: str, key: str, reason: str) -> ReportFile:
        """Take somebody off the list, with who, when and why; nobody to whom it went already.

        Raises Refused ``reports.no_such_recipient``, ``reports.sent_already``, ``reports.reason_missing``.
        """
        session.require(Right.WRITE_LOG)
        why = self._reason(reason)
        with self._store.write() as unit:
            file = self._open(unit, report_id)
            one = self._on_list(file, key)
            gone = next((sent for sent in file.dispatches if sent.recipient.key == key), None)
            if gone is not None:
                raise self._already(gone)
            marked: dict[str, Stored] = {
                "removed_by": session.name,
                "removed_at": to_micros(self._clock.now()),
                "removed_why": why,
            }
            unit.update(report_recipients, self._row_id(unit, report_id, key), marked)
            self._step(unit, session, file.report, ReportStep.RECIPIENT_REMOVED, f"{one.called}：{why}")
            return self._finish(unit, session, "report.recipient_removed", file.report)

    def send(self, session: Session, report_id: str, version: int, sendings: Sequence[Sending]) -> ReportFile:
        """Note that a report went out: every line of ``sendings``, or none of them, in one transaction.

        A first report by phone opens the duty to write, with its own clock (R096). Raises Refused
        ``reports.nothing_to_send``, ``reports.overtaken``, ``reports.over``, ``reports.no_such_recipient``,
        ``reports.recipient_removed``, ``reports.recipient_gone``, ``reports.gate_closed``, ``reports.order_missing``,
        ``reports.sent_already`` with who and when, ``reports.in_the_future``, ``log.secrecy_mark``.
        """
        session.require(Right.WRITE_LOG)
        if not sendings:
            raise Refused("reports.nothing_to_send")
        with self._store.write() as unit:
            file = self._open(unit, report_id)
            self._check_seen(file, version)
            event = self._event(unit.connection, file.report.matter_id)
            lines = [self._check_line(unit, file, event, line) for line in sendings]
            told = []
            for line, (one, basis) in zip(sendings, lines, strict=True):
                self._enter(unit, session, file.report, one, line, basis)
                told.append(_said(one, line))
            self._sent(unit, session, file)
            self._clocks(unit, session, file, event, sendings, lines)
            self._step(unit, session, file.report, ReportStep.SENT, "；".join(told))
            self._say(
                unit, session, file.report, f"{self._named(file.report)}已发出：{'；'.join(told)}", EntryKind.SENT
            )
            return self._finish(unit, session, "report.sent", file.report, {"count": len(sendings)})

    def note_receipt(self, session: Session, dispatch_id: str, received_by: str, read_back: str = "") -> ReportFile:
        """Note who received a sending, and what was read back; a later note stands in for an earlier one.

        Raises Refused ``reports.receiver_missing``, ``reports.no_such_dispatch``.
        """
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            asked = select(report_dispatches).where(report_dispatches.c.id == dispatch_id)
            row = unit.execute(asked).mappings().one_or_none()
            if row is None:
                raise Refused("reports.no_such_dispatch")
            self._receipt(unit, session, dispatch_id, received_by, read_back)
            report = head_in(unit.connection, row["report_id"])
            said = f"{self._named(report)}：{row['name']}由{clean_line(received_by)}接收"
            said += f"，复述：{clean_line(read_back)}" if read_back.strip() else ""
            self._say(unit, session, report, said, EntryKind.ANSWERED)
            return self._finish(unit, session, "report.receipt_noted", report, {"dispatch": dispatch_id})

    def script(self, session: Session, report_id: str, recipient: Recipient, room: str) -> Script:
        """Return the words to read out and to send as a message (R048); ``room`` is what this duty room is called."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            text = read_report(connection, report_id).text
        return script(text, recipient, room=room, officer=session.name)

    def check_noted_by_hand(self, unit: UnitOfWork, event: EventFile, stage: Stage) -> None:
        """Refuse a note by hand of what goes out from the register here: significant events go up only so (R097)."""
        if stage in _BY_HAND and event.incident.significant:
            known = reports_of(unit.connection, event.incident.id)
            if known:
                raise Refused("reports.only_here", number=known[-1].number)

    # --- checks -------------------------------------------------------------

    def _open(self, unit: UnitOfWork, report_id: str) -> ReportFile:
        file = self._file(unit, report_id)
        if file.report.state.over:
            raise Refused("reports.over", number=file.report.number)
        return file

    def _checked(self, recipient: Recipient) -> Recipient:
        rule = self.book.classes.get(recipient.class_id or HAND_CLASS)
        if rule is None:
            raise Refused("reports.unknown_class", name=recipient.name)
        name, post = check_name("unit", recipient.name), check_name("person", recipient.post)
        if not name:
            raise Refused("reports.recipient_missing")
        key = recipient.key.strip() or recipient.person_id or recipient.unit_id or name
        kind = rule.kind
        return replace(
            recipient, key=key, name=name, post=post, class_id=kind.id, act=kind.act, gate=kind.gate, removed_by=""
        )

    def _on_list(self, file: ReportFile, key: str) -> Recipient:
        """Return a recipient that stands on the list; one that was taken off names who did and when."""
        one = next((other for other in file.recipients if other.key == key), None)
        if one is None:
            raise Refused("reports.no_such_recipient", number=file.report.number)
        if one.removed_by:
            at = self._clock_words(one.removed_at) if one.removed_at else ""
            raise Refused("reports.recipient_removed", name=one.called, by=one.removed_by, at=at)
        return one

    def _check_line(
        self, unit: UnitOfWork, file: ReportFile, event: EventFile, line: Sending
    ) -> tuple[Recipient, Basis]:
        report, one = file.report, self._on_list(file, line.recipient_key)
        _check_active(unit, people, one.person_id, one)
        _check_active(unit, units, one.unit_id, one)
        if not file.gate(one.gate).state.opens:
            raise Refused("reports.gate_closed", number=report.number, name=one.called, gate=one.gate.value)
        if line.sent_at is not None and line.sent_at > self._clock.now():
            raise Refused("reports.in_the_future")
        self._check_once(unit, report, one, line)
        return one, self._basis(file, event, one)

    def _basis(self, file: ReportFile, event: EventFile, one: Recipient) -> Basis:
        """Return why it may go up: a leader's word, or the rules where the event is significant (R010, R022, R097)."""
        if one.gate is not Gate.UPWARD:
            return Basis.NOT_NEEDED
        if file.orders:
            return Basis.ORDER
        if event.incident.significant or event.assessment.report:
            return Basis.RULE
        raise Refused("reports.order_missing", number=file.report.number)

    def _check_once(self, unit: UnitOfWork, report: Report, one: Recipient, line: Sending) -> None:
        """Refuse to send the same stage of an event to the same recipient twice in the same form."""
        head = select(reports.c.round).where(reports.c.id == report.id).scalar_subquery()
        sent = report_dispatches.c
        asked = select(sent.id).where(
            sent.matter_id == report.matter_id,
            sent.stage == report.stage.value,
            sent.ordinal == report.ordinal,
            sent.round == head,
            sent.recipient_key == one.key,
            sent.form == line.channel.form,
        )
        known = unit.execute(asked).scalar_one_or_none()
        if known is None:
            return
        file = self._file(unit, report.id)
        raise self._already(next(dispatch for dispatch in file.dispatches if dispatch.id == known))

    def _already(self, sent: Dispatch) -> Refused:
        return Refused(
            "reports.sent_already",
            number=sent.number,
            name=sent.recipient.called,
            by=sent.account_name,
            at=self._clock_words(sent.sent_at),
            dispatch_channel=sent.channel.value,
        )

    # --- writing ------------------------------------------------------------

    def _enter(
        self, unit: UnitOfWork, session: Session, report: Report, one: Recipient, line: Sending, basis: Basis
    ) -> None:
        """Add one line to the register, with its receipt where somebody has received it already."""
        sent_at = line.sent_at or self._clock.now()
        round_ = unit.execute(select(reports.c.round).where(reports.c.id == report.id)).scalar_one()
        values: dict[str, Stored] = {
            "report_id": report.id,
            "matter_id": report.matter_id,
            "stage": report.stage.value,
            "ordinal": report.ordinal,
            "round": round_,
            "version": report.version,
            "recipient_key": one.key,
            "form": line.channel.form,
            **recipient_values(one),
            "channel": line.channel.value,
            "basis": basis.value,
            "sent_at": to_micros(sent_at),
        }
        dispatch_id = self._append(unit, session, report_dispatches, values)
        if line.received_by.strip():
            self._receipt(unit, session, dispatch_id, line.received_by, line.read_back, sent_at)

    def _receipt(
        self,
        unit: UnitOfWork,
        session: Session,
        dispatch_id: str,
        received_by: str,
        read_back: str,
        at: datetime | None = None,
    ) -> None:
        name, words = clean_line(received_by), clean_line(read_back)
        if not name:
            raise Refused("reports.receiver_missing")
        check_length("person", name, NAME_LIMIT)
        check_length("content", words, REASON_LIMIT)
        check_unclassified(name, words)
        values: dict[str, Stored] = {
            "dispatch_id": dispatch_id,
            "received_by": name,
            "read_back": words,
            "received_at": to_micros(at or self._clock.now()),
        }
        self._append(unit, session, report_receipts, values)

    def _sent(self, unit: UnitOfWork, session: Session, file: ReportFile) -> None:
        """Let a report stand as sent, and the one it corrects as corrected; the hold on the draft ends."""
        report = file.report
        if report.sent_at is not None:
            return
        now = to_micros(self._clock.now())
        letting_go = {"holder_id": None, "holder_name": None, "held_at": None}
        self._change(unit, report.id, {"state": ReportState.SENT.value, "sent_at": now, **letting_go})
        if report.corrects_id:
            self._change(unit, report.corrects_id, {"state": ReportState.CORRECTED.value, "gate": None})
            self._alerts.ended(unit, session.actor, report.corrects_id, "report.corrected")

    def _clocks(
        self,
        unit: UnitOfWork,
        session: Session,
        file: ReportFile,
        event: EventFile,
        sendings: Sequence[Sending],
        lines: Sequence[tuple[Recipient, Basis]],
    ) -> None:
        """Meet the limits of the event that this sending meets, once for a report; begin or meet the duty to write."""
        report, classes = file.report, self.book.classes
        meeting = {
            incident_stage(report.stage, line.channel)
            for line, (one, _basis) in zip(sendings, lines, strict=True)
            if one.class_id in classes and classes[one.class_id].kind.meets_deadline
        }
        meeting -= {
            incident_stage(report.stage, sent.channel)
            for sent in file.dispatches
            if sent.recipient.class_id in classes and classes[sent.recipient.class_id].kind.meets_deadline
        }
        for stage in sorted(meeting):
            self._incidents.reported_within(unit, session, event.incident.id, stage)
        written = any(line.channel.written for line in sendings)
        written_before = any(sent.channel.written for sent in file.dispatches)
        if written:
            self._alerts.meet(unit, session.actor, report.id, DeadlineKind.WRITTEN, "report.sent")
        elif not written_before and not file.dispatches:
            due = self._clock.now() + self.book.written_after_phone
            self._set_deadline(unit, session, report, DeadlineKind.WRITTEN, due)

    @staticmethod
    def _row_id(unit: UnitOfWork, report_id: str, key: str) -> str:
        of_key = (report_recipients.c.report_id == report_id, report_recipients.c.key == key)
        return str(unit.execute(select(report_recipients.c.id).where(*of_key)).scalar_one())


def _check_active(unit: UnitOfWork, table: Table, row_id: str, one: Recipient) -> None:
    """Refuse a recipient who has left the directory while the report was on its way."""
    if not row_id:
        return
    active = unit.execute(select(table.c.active).where(table.c.id == row_id)).scalar_one_or_none()
    if active != 1:
        raise Refused("reports.recipient_gone", name=one.called)


def _said(one: Recipient, line: Sending) -> str:
    """Return one sending in words: 报告副市长 秦望舒（电话，秦望舒接收，复述无误）."""
    act = "报告" if one.act is DispatchAct.REPORT else "通报"
    parts = [term("dispatch_channel", line.channel)]
    if line.received_by.strip():
        parts.append(f"{clean_line(line.received_by)}接收")
    if line.read_back.strip():
        parts.append(f"复述：{clean_line(line.read_back)}")
    return f"{act}{one.called}（{'，'.join(parts)}）"
