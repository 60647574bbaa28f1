"""Rows of the reports made into what is kept, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dutyroom.clock import from_micros
from dutyroom.incidents.model import Grade
from dutyroom.log.rows import moment_of
from dutyroom.log.rules import matter_number
from dutyroom.reports.model import (
    Basis,
    Dispatch,
    DispatchAct,
    DispatchChannel,
    Gate,
    InformationOutcome,
    NotedOutcome,
    Recipient,
    Report,
    ReportKind,
    ReportStage,
    ReportState,
    ReportStep,
    ReportText,
    StepTaken,
    UrgencyMark,
    Version,
    WhyTold,
)
from dutyroom.reports.rules import report_number
from dutyroom.storage.digest import Stored

Row = Mapping[Any, Any]
_GRADES = {grade.weight: grade for grade in Grade}


def gates_text(gates: frozenset[Gate]) -> str:
    """Return gates as they are stored, in their order."""
    return ",".join(gate.value for gate in Gate if gate in gates)


def gates_of(text: str) -> frozenset[Gate]:
    """Return the gates that ``gates_text`` wrote."""
    return frozenset(Gate(part) for part in text.split(",") if part)


def report_of(row: Row) -> Report:
    """Return the report of a row of ``reports`` joined with its matter."""
    return Report(
        id=row["id"],
        seq=row["seq"],
        number=report_number(ReportKind(row["kind"]), row["year"], row["number_in_kind"]),
        kind=ReportKind(row["kind"]),
        stage=ReportStage(row["stage"]),
        ordinal=row["ordinal"],
        title=row["title"],
        urgency=UrgencyMark(row["urgency"]),
        state=ReportState(row["state"]),
        version=row["version"],
        matter_id=row["matter_id"],
        matter_number=matter_number(row["matter_year"], row["matter_number"]),
        grade=_GRADES.get(row["weight"]),
        sensitive=bool(row["sensitive"]),
        drafted_at=from_micros(row["drafted_at"]),
        drafter_id=row["drafter_id"],
        drafter_name=row["drafter_name"],
        holder_id=row["holder_id"] or "",
        holder_name=row["holder_name"] or "",
        held_at=moment_of(row["held_at"]),
        gate=Gate(row["gate"]) if row["gate"] else None,
        waiting_since=moment_of(row["waiting_since"]),
        gate_due_at=moment_of(row["gate_due_at"]),
        owing=gates_of(row["owing"]),
        sent_at=moment_of(row["sent_at"]),
        corrects_id=row["corrects_id"] or "",
        corrected_by_id=row["corrected_by_id"] or "",
        received_at=moment_of(row["matter_received_at"]),
        drill=bool(row["drill"]),
    )


def version_of(row: Row) -> Version:
    """Return the version of a row."""
    text = ReportText(row["title"], row["body"], UrgencyMark(row["urgency"]))
    at = from_micros(row["at"])
    return Version(row["version"], text, row["based_on"], at, row["account_id"], row["account_name"])


def step_of(row: Row) -> StepTaken:
    """Return the step of a row."""
    return StepTaken(
        seq=row["seq"],
        step=ReportStep(row["step"]),
        version=row["version"],
        gate=Gate(row["gate"]) if row["gate"] else None,
        words=row["words"],
        account_id=row["account_id"],
        account_name=row["account_name"],
        at=from_micros(row["at"]),
        for_whom=row["for_whom"],
        signature_id=row["signature_id"] or "",
    )


def recipient_values(one: Recipient) -> dict[str, Stored]:
    """Return the columns that a recipient on the list and a sending share, but for the channel."""
    return {
        "name": one.name,
        "post": one.post,
        "class_id": one.class_id,
        "act": one.act.value,
        "gate": one.gate.value,
        "why": one.why.value,
        "unit_id": one.unit_id or None,
        "person_id": one.person_id or None,
        "instead_of": one.instead_of,
    }


def recipient_of(row: Row, key: str = "key") -> Recipient:
    """Return the recipient of a row of the list, or of a sending (``key`` is ``recipient_key`` there)."""
    listed = key == "key"
    return Recipient(
        key=row[key],
        name=row["name"],
        class_id=row["class_id"],
        act=DispatchAct(row["act"]),
        gate=Gate(row["gate"]),
        channel=DispatchChannel(row["channel"]),
        why=WhyTold(row["why"]),
        post=row["post"],
        unit_id=row["unit_id"] or "",
        person_id=row["person_id"] or "",
        instead_of=row["instead_of"],
        removed_by=(row["removed_by"] or "") if listed else "",
        removed_at=moment_of(row["removed_at"]) if listed else None,
        removed_why=(row["removed_why"] or "") if listed else "",
    )


def dispatch_of(row: Row, receipt: Row | None) -> Dispatch:
    """Return the sending of a row joined with its report; ``receipt`` is the newest one."""
    return Dispatch(
        id=row["id"],
        seq=row["seq"],
        report_id=row["report_id"],
        number=report_number(ReportKind(row["kind"]), row["year"], row["number_in_kind"]),
        stage=ReportStage(row["stage"]),
        ordinal=row["ordinal"],
        version=row["version"],
        recipient=recipient_of(row, "recipient_key"),
        channel=DispatchChannel(row["channel"]),
        basis=Basis(row["basis"]),
        sent_at=from_micros(row["sent_at"]),
        entered_at=from_micros(row["at"]),
        account_name=row["account_name"],
        received_by=receipt["received_by"] if receipt else "",
        read_back=receipt["read_back"] if receipt else "",
        received_at=from_micros(receipt["received_at"]) if receipt else None,
    )


def outcome_of(row: Row) -> NotedOutcome:
    """Return the outcome of a row."""
    outcome = InformationOutcome(row["outcome"])
    return NotedOutcome(outcome, row["told"], row["words"], from_micros(row["at"]), row["account_name"])
