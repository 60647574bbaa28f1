"""Rows of the event files made into what is kept, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dutyroom.clock import from_micros, to_micros
from dutyroom.incidents.events import (
    Check,
    CheckKind,
    CheckResult,
    Contact,
    EventSheet,
    Fact,
    FactKind,
    GradeStep,
    Incident,
    Link,
    LinkKind,
    NoReport,
)
from dutyroom.incidents.model import Grade, SensitiveFlag
from dutyroom.log.model import MatterState
from dutyroom.log.rules import matter_number
from dutyroom.storage.digest import Stored

Row = Mapping[Any, Any]


def sheet_values(sheet: EventSheet) -> dict[str, Stored]:
    """Return the columns of a sheet; the contact stands in a table of its own."""
    return {
        "type_id": sheet.type_id,
        "happened_at": to_micros(sheet.happened_at) if sheet.happened_at else None,
        "unit_id": sheet.unit_id or None,
        "unit_name": sheet.unit_name,
        "place": sheet.place,
        "sensitive": ",".join(sorted(sheet.sensitive)),
        "sensitive_why": sheet.sensitive_why,
        "drill": int(sheet.drill),
    }


def incident_of(row: Row) -> Incident:
    """Return the incident of a row of ``incidents`` joined with its matter and contact."""
    return Incident(
        id=row["id"],
        number=matter_number(row["year"], row["number_in_year"]),
        title=row["subject"] or "",
        sheet=_sheet_of(row),
        grade=_grade(row["grade"]),
        suggested=_grade(row["suggested"]),
        rules_version=row["rules_version"],
        graded_at=from_micros(row["graded_at"]) if row["graded_at"] is not None else None,
        received_at=from_micros(row["received_at"]),
        open=row["state"] == MatterState.OPEN.value,
        joined_to=row["joined_to"] or "",
        no_report=_no_report(row),
    )


def _sheet_of(row: Row) -> EventSheet:
    return EventSheet(
        type_id=row["type_id"],
        happened_at=from_micros(row["happened_at"]) if row["happened_at"] is not None else None,
        unit_id=row["unit_id"] or "",
        unit_name=row["unit_name"],
        place=row["place"],
        sensitive=frozenset(SensitiveFlag(flag) for flag in row["sensitive"].split(",") if flag),
        sensitive_why=row["sensitive_why"],
        contact=Contact(row["contact_name"] or "", row["contact_post"] or "", row["contact_phone"] or ""),
        drill=bool(row["drill"]),
    )


def _no_report(row: Row) -> NoReport | None:
    if row["no_report_at"] is None:
        return None
    reviewed = row["no_report_reviewed_at"]
    return NoReport(
        row["no_report_reason"],
        row["no_report_by_name"],
        row["no_report_by"],
        from_micros(row["no_report_at"]),
        row["no_report_reviewer"] or "",
        from_micros(reviewed) if reviewed is not None else None,
    )


def fact_of(row: Row, withdrawn: frozenset[str]) -> Fact:
    """Return the fact of a row; ``withdrawn`` are the identities of facts that were taken back."""
    kind = FactKind(row["kind"])
    return Fact(
        id=row["id"],
        seq=row["seq"],
        kind=kind,
        name=row["name"],
        value=row["value"] == "yes" if kind is FactKind.ANSWER else Decimal(row["value"]),
        said_by=row["said_by"],
        said_at=from_micros(row["said_at"]),
        matter_id=row["matter_id"] or "",
        remark=row["remark"],
        entered_at=from_micros(row["at"]),
        account_name=row["account_name"],
        withdrawn=row["id"] in withdrawn,
    )


def value_text(value: Decimal | bool) -> str:
    """Return a fact's value as it is stored: ``yes``, ``no``, or the plain digits."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value.normalize():f}"


def grade_step_of(row: Row) -> GradeStep:
    """Return the decision of a row."""
    return GradeStep(
        seq=row["seq"],
        grade=_grade(row["grade"]),
        suggested=_grade(row["suggested"]),
        reason=row["reason"],
        rules_version=row["rules_version"],
        conditions=tuple(json.loads(row["conditions"])),
        at=from_micros(row["at"]),
        account_id=row["account_id"],
        account_name=row["account_name"],
    )


def check_of(row: Row) -> Check:
    """Return the check of a row."""
    return Check(
        seq=row["seq"],
        kind=CheckKind(row["kind"]),
        result=CheckResult(row["result"]),
        with_whom=row["with_whom"],
        text=row["text"],
        at=from_micros(row["at"]),
        account_name=row["account_name"],
    )


def link_of(row: Row) -> Link:
    """Return the link of a row."""
    return Link(
        seq=row["seq"],
        kind=LinkKind(row["kind"]),
        matter_id=row["matter_id"],
        reason=row["reason"],
        at=from_micros(row["at"]),
        account_name=row["account_name"],
    )


def _grade(text: str | None) -> Grade | None:
    return Grade(text) if text else None
