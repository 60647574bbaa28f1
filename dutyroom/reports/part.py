"""What every part of the reports stands on: rows with their step, one way to end an act, who may open a gate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection, Table, func, select

from dutyroom.accounts.model import Session, Signature, Signer
from dutyroom.alerts.model import Called, DeadlineKind, NewDeadline, Subject, SubjectKind
from dutyroom.alerts.service import Alerts
from dutyroom.changes import Topic
from dutyroom.clock import Clock, to_micros
from dutyroom.errors import Refused
from dutyroom.ids import IdMaker
from dutyroom.incidents.events import EventFile
from dutyroom.incidents.saying import Local
from dutyroom.incidents.service import Incidents
from dutyroom.journal.service import Journal
from dutyroom.log.model import EntryKind
from dutyroom.log.rules import REASON_LIMIT, check_words
from dutyroom.log.service import Log
from dutyroom.reports.drafting import stage_words
from dutyroom.reports.model import Gate, Recipient, Report, ReportFile, ReportStep, ReportText
from dutyroom.reports.reading import read_report
from dutyroom.reports.recipients import RecipientBook, shipped_recipients
from dutyroom.reports.rows import recipient_values
from dutyroom.reports.rules import held_by_other
from dutyroom.reports.tables import report_recipients, report_steps, report_versions, reports
from dutyroom.storage.digest import Stored
from dutyroom.storage.store import Store, UnitOfWork


class Doer(Protocol):
    """Whose a step is: of one who signs at a gate with their own password, or of the person signed in here."""

    @property
    def account_id(self) -> str:
        """Return the identity of the account."""
        ...

    @property
    def name(self) -> str:
        """Return the person's name."""
        ...


class Sign(Protocol):
    """What the reports ask of whoever keeps signatures, within the act that is signed."""

    def __call__(self, unit: UnitOfWork, signer: Signer, kind: str, subject_id: str, text: str) -> Signature:
        """Keep a signature over ``text``; the act writes the journal's line."""
        ...


class ReportsPart:
    """One part of the reports of a room."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        clock: Clock,
        ids: IdMaker,
        room_id: str,
        log: Log,
        incidents: Incidents,
        alerts: Alerts,
        local: Local,
        sign: Sign,
        book: Callable[[], RecipientBook] = shipped_recipients,
        *,
        drill: bool = False,
    ) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock
        self._ids = ids
        self._room_id = room_id
        self._log = log
        self._incidents = incidents
        self._alerts = alerts
        self._local = local
        self._sign = sign
        self._book = book
        self._drill = drill

    @property
    def book(self) -> RecipientBook:
        """Return the rules of gates and recipients that hold."""
        return self._book()

    # --- reading within an act ----------------------------------------------

    def _event(self, connection: Connection, incident_id: str) -> EventFile:
        return self._incidents.seen_by(connection, incident_id)

    @staticmethod
    def _file(unit: UnitOfWork, report_id: str) -> ReportFile:
        return read_report(unit.connection, report_id)

    def _check_seen(self, file: ReportFile, version: int) -> None:
        """Raise Refused ``reports.overtaken`` where somebody saved other words than the caller saw."""
        newest = file.versions[-1]
        if newest.version != version:
            raise Refused("reports.overtaken", number=file.report.number, name=newest.account_name)

    def _check_in_hand(self, session: Session, report: Report) -> None:
        if held_by_other(report, session.account_id, self._clock.now()):
            raise Refused("reports.held", number=report.number, name=report.holder_name)

    @staticmethod
    def _reason(text: str, code: str = "reports.reason_missing") -> str:
        """Return words that have to be given: cleaned, without a mark of secrecy."""
        if not text.strip():
            raise Refused(code)
        return check_words(text, REASON_LIMIT)

    def _clock_words(self, moment: datetime) -> str:
        return f"{self._local(moment):%m-%d %H:%M}"

    @staticmethod
    def _named(report: Report) -> str:
        """Return a report as an entry calls it: 直报2026-0007（续报一）."""
        return f"{report.number}（{stage_words(report.stage, report.ordinal)}）"

    # --- writing ------------------------------------------------------------

    def _append(self, unit: UnitOfWork, who: Doer, table: Table, values: Mapping[str, Stored]) -> str:
        newest = unit.execute(select(func.max(table.c.seq))).scalar_one()
        row: dict[str, Stored] = {
            "seq": int(newest or 0) + 1,
            "id": self._ids.new(),
            "room_id": self._room_id,
            **values,
            "at": to_micros(self._clock.now()),
            "account_id": who.account_id,
            "account_name": who.name,
        }
        unit.insert(table, row)
        return str(row["id"])

    def _step(
        self,
        unit: UnitOfWork,
        who: Doer,
        report: Report,
        step: ReportStep,
        words: str = "",
        *,
        gate: Gate | None = None,
        for_whom: str = "",
        signature_id: str = "",
        said_at: datetime | None = None,
        instruction_id: str = "",
    ) -> None:
        values: dict[str, Stored] = {
            "report_id": report.id,
            "step": step.value,
            "version": report.version,
            "gate": gate.value if gate else None,
            "words": words,
            "for_whom": for_whom,
            "said_at": to_micros(said_at) if said_at else None,
            "instruction_id": instruction_id or None,
            "signature_id": signature_id or None,
        }
        self._append(unit, who, report_steps, values)

    def _version(
        self, unit: UnitOfWork, session: Session, report_id: str, version: int, text: ReportText, based_on: int
    ) -> None:
        values: dict[str, Stored] = {
            "report_id": report_id,
            "version": version,
            "based_on": based_on,
            "title": text.title,
            "body": text.body,
            "urgency": text.urgency.value,
        }
        self._append(unit, session, report_versions, values)

    def _list(self, unit: UnitOfWork, report_id: str, recipients: Iterable[Recipient]) -> None:
        """Add recipients behind those that are on the list."""
        last = select(func.max(report_recipients.c.place)).where(report_recipients.c.report_id == report_id)
        place = int(unit.execute(last).scalar_one() or 0)
        for number, one in enumerate(recipients, place + 1):
            row: dict[str, Stored] = {
                "id": self._ids.new(),
                "room_id": self._room_id,
                "report_id": report_id,
                "place": number,
                "key": one.key,
                **recipient_values(one),
                "channel": one.channel.value,
                "removed_by": None,
                "removed_at": None,
                "removed_why": None,
            }
            unit.insert(report_recipients, row)

    @staticmethod
    def _change(unit: UnitOfWork, report_id: str, values: Mapping[str, Stored]) -> None:
        unit.update(reports, report_id, values)

    def _say(self, unit: UnitOfWork, session: Session, report: Report, text: str, kind: EntryKind) -> None:
        """Leave a step on the matter of the event, so that the log reads alone."""
        self._log.step_within(unit, session, report.matter_id, kind, text)

    def _finish(
        self,
        unit: UnitOfWork,
        session: Session,
        act: str,
        report: Report,
        detail: Mapping[str, str | int | None] | None = None,
    ) -> ReportFile:
        """Write the line of the journal, commit, and return the report as it stands."""
        self._journal.record(unit, session.actor, act, report.id, {"number": report.number, **(detail or {})})
        unit.touch(Topic.REPORTS, report.id, report.matter_id)
        unit.touch(Topic.MATTERS, report.matter_id)
        file = self._file(unit, report.id)
        unit.commit()
        return file

    # --- deadlines and gates ------------------------------------------------

    def _subject(self, report: Report) -> Subject:
        return Subject(
            kind=SubjectKind.REPORT,
            id=report.id,
            number=report.number,
            title=report.title,
            grade=report.grade,
            sensitive=report.sensitive,
            drill=self._drill or report.drill,
            matter_id=report.matter_id,
            owner_id=report.drafter_id,
            began_at=report.drafted_at,
        )

    def _set_deadline(
        self, unit: UnitOfWork, session: Session, report: Report, kind: DeadlineKind, due_at: datetime
    ) -> None:
        """Let a clock of the report's own begin; its passing raises the alert."""
        known = [one.ordinal for one in self._alerts.all_of(unit, report.id) if one.kind is kind]
        wanted = NewDeadline(kind=kind, due_at=due_at, ordinal=max(known, default=0) + 1)
        self._alerts.set_deadlines(unit, session.actor, self._subject(report), [wanted])

    def _wait_at(self, unit: UnitOfWork, session: Session, report: Report, gate: Gate | None) -> Report:
        """Let a report wait at ``gate`` from now on (None: at none), with its clock."""
        now = self._clock.now()
        due = now + self.book.gates[gate].wait if gate else None
        values: dict[str, Stored] = {
            "gate": gate.value if gate else None,
            "waiting_since": to_micros(now) if gate else None,
            "gate_due_at": to_micros(due) if due else None,
        }
        self._change(unit, report.id, values)
        if due is not None:
            self._set_deadline(unit, session, report, DeadlineKind.REVIEW, due)
        return replace(report, gate=gate, waiting_since=now if gate else None, gate_due_at=due)

    def _signers(self, report: Report, gate: Gate, now: datetime) -> tuple[Called, ...]:
        """Return who is asked at a gate now; the deputy of a leader who is away stands in their place (R113)."""
        resolve = self._alerts.keeper.resolve(self._subject(report), now)
        found: dict[str, Called] = {}
        for who in self.book.gates[gate].who:
            found |= {one.key: one for one in resolve(who, ()).people}
        return tuple(found.values())

    def _check_signer(self, report: Report, gate: Gate, signer: Signer) -> str:
        """Return for whom ``signer`` stands in (empty: nobody); Refused ``reports.not_at_gate`` for anybody else."""
        if signer.roles & self.book.gates[gate].roles:
            return ""
        for called in self._signers(report, gate, self._clock.now()):
            if called.account_id and called.account_id == signer.account_id:
                return called.instead_of
        raise Refused("reports.not_at_gate", name=signer.name, gate=gate.value)
