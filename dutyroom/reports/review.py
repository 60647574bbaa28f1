"""The two gates, passed by only for the most urgent, and then cleared afterwards (R049).

To leaders after the head of the duty room or the leader in charge (R043), upward after the secretary-general or the
responsible deputy (R094).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from dutyroom.accounts.model import Right, Session, Signer
from dutyroom.alerts.model import Called, DeadlineKind
from dutyroom.errors import Refused
from dutyroom.log.model import EntryKind
from dutyroom.log.rules import REASON_LIMIT, check_name, check_words
from dutyroom.reports.model import (
    Gate,
    GateState,
    Report,
    ReportFile,
    ReportState,
    ReportStep,
    UrgencyMark,
)
from dutyroom.reports.part import ReportsPart
from dutyroom.reports.reading import head_in
from dutyroom.reports.rows import gates_of, gates_text
from dutyroom.reports.tables import reports
from dutyroom.storage.digest import Stored
from dutyroom.storage.store import UnitOfWork
from dutyroom.texts import term

SIGNATURE = "report_gate"
_AGREED = "同意。"


class ReportReview(ReportsPart):
    """Verbs at the gates."""

    def submit(
        self, session: Session, report_id: str, version: int, gates: Collection[Gate] = (Gate.LEADERS, Gate.UPWARD)
    ) -> ReportFile:
        """Hand the words one has seen to the gates, the lower one first; the clock of each begins when it is its turn.

        A report that waits nowhere may be handed on to another gate later. Raises Refused ``reports.overtaken``,
        ``reports.held``, ``reports.over``, ``reports.in_review`` where it waits at a gate, ``reports.gate_signed``
        where every gate asked for is open already.
        """
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            file = self._file(unit, report_id)
            report = file.report
            self._check_seen(file, version)
            if report.state.over:
                raise Refused("reports.over", number=report.number)
            if report.gate is not None:
                raise Refused("reports.in_review", number=report.number)
            self._check_in_hand(session, report)
            asked = self._asked(unit, report_id) | set(gates) | {Gate.LEADERS}
            left = [gate for gate in Gate if gate in asked and not _opened(file, gate)]
            if not left:
                raise self._signed(file, Gate.LEADERS if Gate.UPWARD not in gates else Gate.UPWARD)
            self._change(
                unit, report_id, {"gates": gates_text(frozenset(asked)), "state": _state(report, ReportState.REVIEW)}
            )
            self._step(unit, session, report, ReportStep.SUBMITTED, gate=left[0])
            self._wait_at(unit, session, report, left[0])
            said = f"{self._named(report)}送审：{term('gate', left[0])}"
            self._say(unit, session, report, said, EntryKind.SENT)
            return self._finish(unit, session, "report.submitted", report, {"gate": left[0].value})

    def approve(
        self,
        session: Session,
        report_id: str,
        gate: Gate,
        version: int,
        opinion: str = "",
        *,
        signer: Signer,
    ) -> ReportFile:
        """Clear the words one has seen at a gate; ``signer`` is who decides and signs with their own password.

        Nobody decides without a signature, whoever has signed in at the desk. Clearing what was passed by closes what
        is owed. Raises Refused ``reports.not_at_gate``, ``reports.own_draft``, ``reports.gate_signed`` with who and
        when, ``reports.gate_before``, ``reports.gate_not_asked``, ``reports.overtaken``.
        """
        with self._store.write() as unit:
            file = self._at_gate(unit, report_id, gate, version)
            report = file.report
            instead_of = self._check_signer(report, gate, signer)
            if file.versions[-1].account_id == signer.account_id:
                raise Refused("reports.own_draft", name=signer.name, number=report.number)
            words = check_words(opinion, REASON_LIMIT) if opinion.strip() else _AGREED
            self._decide(unit, signer, file, ReportStep.APPROVED, gate, words, instead_of)
            report = self._met(unit, session, report, "report.approved")
            owing = report.owing - {gate}
            asked = self._asked(unit, report_id)
            left = [one for one in Gate if one in asked | owing and one is not gate and not _approved(file, one)]
            self._owe(unit, report_id, owing)
            self._wait_at(unit, session, report, left[0] if left else None)
            if not left:
                self._change(unit, report_id, {"state": _state(report, ReportState.CLEARED)})
            said = f"{self._named(report)}经{signer.name}审核（{term('gate', gate)}）：{words}"
            self._say(unit, session, report, said, EntryKind.ORDERED)
            return self._finish(
                unit, session, "report.approved", report, {"gate": gate.value, "signer": signer.account_id}
            )

    def give_back(
        self, session: Session, report_id: str, gate: Gate, version: int, remarks: str, *, signer: Signer
    ) -> ReportFile:
        """Return a report from a gate with remarks, to be changed and handed in again; one that went out is corrected.

        Raises Refused ``reports.remarks_missing``, and as ``approve``.
        """
        why = self._reason(remarks, "reports.remarks_missing")
        with self._store.write() as unit:
            file = self._at_gate(unit, report_id, gate, version)
            report = file.report
            instead_of = self._check_signer(report, gate, signer)
            self._decide(unit, signer, file, ReportStep.RETURNED, gate, why, instead_of)
            report = self._met(unit, session, report, "report.returned")
            self._wait_at(unit, session, report, None)
            self._owe(unit, report_id, frozenset() if report.sent_at is None else report.owing - {gate})
            self._change(unit, report_id, {"gates": "", "state": _state(report, ReportState.RETURNED)})
            said = f"{self._named(report)}被{signer.name}退回（{term('gate', gate)}）：{why}"
            self._say(unit, session, report, said, EntryKind.ORDERED)
            return self._finish(
                unit, session, "report.returned", report, {"gate": gate.value, "signer": signer.account_id}
            )

    def bypass(
        self, session: Session, report_id: str, gate: Gate, version: int, leader: str, reason: str
    ) -> ReportFile:
        """Pass a gate by for the most urgent: who is told directly, and why; the gate is owed and cleared later.

        Source: R049, and R050 for what then goes up: only by a leader's word. Raises Refused
        ``reports.bypass_not_urgent``, ``reports.leader_missing``, ``reports.order_missing``, ``reports.gate_signed``.
        """
        session.require(Right.WRITE_LOG)
        named, why = check_name("person", leader), self._reason(reason)
        if not named:
            raise Refused("reports.leader_missing")
        with self._store.write() as unit:
            file = self._file(unit, report_id)
            report = file.report
            self._check_seen(file, version)
            if report.state.over:
                raise Refused("reports.over", number=report.number)
            if file.text.urgency is not UrgencyMark.MOST_URGENT:
                raise Refused("reports.bypass_not_urgent", number=report.number)
            if _opened(file, gate):
                raise self._signed(file, gate)
            if gate is Gate.UPWARD and not file.orders:
                raise Refused("reports.order_missing", number=report.number)
            self._step(unit, session, report, ReportStep.BYPASSED, why, gate=gate, for_whom=named)
            asked = self._asked(unit, report_id) | {gate}
            self._owe(unit, report_id, report.owing | {gate})
            self._change(
                unit, report_id, {"gates": gates_text(frozenset(asked)), "state": _state(report, ReportState.REVIEW)}
            )
            if report.gate is None:
                self._wait_at(unit, session, report, gate)
            said = f"{self._named(report)}特别紧急，未经{term('gate', gate)}，直接报告{named}：{why}。审核事后补办"
            self._say(unit, session, report, said, EntryKind.HANDLED)
            return self._finish(unit, session, "report.bypassed", report, {"gate": gate.value})

    def take_back(self, session: Session, report_id: str, reason: str) -> ReportFile:
        """Take a report back from the gates to change its words; nothing of it may have gone out.

        Raises Refused ``reports.sent``, ``reports.not_in_review``, ``reports.reason_missing``.
        """
        session.require(Right.WRITE_LOG)
        why = self._reason(reason)
        with self._store.write() as unit:
            report = self._file(unit, report_id).report
            if report.sent_at is not None:
                raise Refused("reports.sent", number=report.number)
            if report.state not in (ReportState.REVIEW, ReportState.CLEARED):
                raise Refused("reports.not_in_review", number=report.number)
            self._met(unit, session, report, "report.taken_back")
            self._wait_at(unit, session, report, None)
            self._owe(unit, report_id, frozenset())
            self._change(unit, report_id, {"gates": "", "state": ReportState.DRAFT.value})
            # What was decided was decided on these words: they count as older ones from now on.
            self._version(
                unit, session, report_id, report.version + 1, self._file(unit, report_id).text, report.version
            )
            self._change(unit, report_id, {"version": report.version + 1})
            self._step(unit, session, report, ReportStep.TAKEN_BACK, why)
            self._say(unit, session, report, f"{self._named(report)}撤回修改：{why}", EntryKind.HANDLED)
            return self._finish(unit, session, "report.taken_back", report)

    def note_order(
        self,
        session: Session,
        report_id: str,
        leader: str,
        words: str,
        at: datetime | None = None,
        instruction_id: str = "",
    ) -> ReportFile:
        """Note a leader's word on a report, kept exactly: by it the report may go up (R006, R022, R050).

        ``instruction_id`` names the instruction it stands in, where there is one. Raises Refused
        ``reports.leader_missing``, ``reports.words_missing``, ``reports.in_the_future``.
        """
        session.require(Right.WRITE_LOG)
        named, said = check_name("person", leader), self._reason(words, "reports.words_missing")
        now = self._clock.now()
        if not named:
            raise Refused("reports.leader_missing")
        if at is not None and at > now:
            raise Refused("reports.in_the_future")
        with self._store.write() as unit:
            report = self._file(unit, report_id).report
            self._step(
                unit,
                session,
                report,
                ReportStep.ORDERED,
                said,
                for_whom=named,
                said_at=at or now,
                instruction_id=instruction_id,
            )
            self._say(unit, session, report, f"{named}对{self._named(report)}指示：{said}", EntryKind.ORDERED)
            return self._finish(unit, session, "report.ordered", report)

    def may_sign(self, session: Session, report_id: str, gate: Gate) -> tuple[Called, ...]:
        """Return who is asked at a gate now, for the screen to name and call; a deputy says for whom."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            report = head_in(connection, report_id)
        return self._signers(report, gate, self._clock.now())

    # --- within an act ------------------------------------------------------

    def _at_gate(self, unit: UnitOfWork, report_id: str, gate: Gate, version: int) -> ReportFile:
        """Return a report that waits at ``gate`` with the words the signer has seen."""
        file = self._file(unit, report_id)
        report = file.report
        if report.state.over:
            raise Refused("reports.over", number=report.number)
        self._check_seen(file, version)
        if report.gate is gate:
            return file
        if _approved(file, gate):
            raise self._signed(file, gate)
        if gate in self._asked(unit, report_id) and report.gate is not None:
            raise Refused("reports.gate_before", number=report.number, gate=report.gate.value)
        raise Refused("reports.gate_not_asked", number=report.number, gate=gate.value)

    def _signed(self, file: ReportFile, gate: Gate) -> Refused:
        decided = file.gate(gate).decided
        name, at = (decided.account_name, self._clock_words(decided.at)) if decided else ("", "")
        return Refused("reports.gate_signed", number=file.report.number, gate=gate.value, name=name, at=at)

    def _decide(
        self,
        unit: UnitOfWork,
        signer: Signer,
        file: ReportFile,
        step: ReportStep,
        gate: Gate,
        words: str,
        instead_of: str,
    ) -> None:
        """Add the decision with its signature over the words that were decided on."""
        report, text = file.report, file.text
        signed = "\n".join((report.number, str(report.version), gate.value, step.value, words, text.title, text.body))
        signature = self._sign(unit, signer, SIGNATURE, report.id, signed).id
        self._step(unit, signer, report, step, words, gate=gate, for_whom=instead_of, signature_id=signature)

    def _met(self, unit: UnitOfWork, session: Session, report: Report, act: str) -> Report:
        """Stop the clock of the gate at which a report waits."""
        self._alerts.meet(unit, session.actor, report.id, DeadlineKind.REVIEW, act)
        return replace(report, gate=None)

    def _owe(self, unit: UnitOfWork, report_id: str, owing: frozenset[Gate]) -> None:
        self._change(unit, report_id, {"owing": gates_text(owing), "owes": int(bool(owing))})

    @staticmethod
    def _asked(unit: UnitOfWork, report_id: str) -> set[Gate]:
        return set(gates_of(unit.execute(select(reports.c.gates).where(reports.c.id == report_id)).scalar_one()))


def _opened(file: ReportFile, gate: Gate) -> bool:
    return file.gate(gate).state.opens


def _approved(file: ReportFile, gate: Gate) -> bool:
    return file.gate(gate).state is GateState.APPROVED


def _state(report: Report, wanted: ReportState) -> Stored:
    """Return the state after an act at a gate: what has gone out stays sent."""
    return (ReportState.SENT if report.sent_at is not None else wanted).value
