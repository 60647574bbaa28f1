"""What is known of an event as grading is asked with it, also with what somebody is about to add. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from dutyroom.incidents.events import EventFile, EventSheet, Fact, FactKind, NewFact
from dutyroom.incidents.model import FactSheet


def fact_sheet(sheet: EventSheet, facts: Iterable[Fact]) -> FactSheet:
    """Return what grading is asked with: of a figure the worst last word of any source, of an answer the newest."""
    figures: dict[str, dict[str, Fact]] = {}
    answers: dict[str, Fact] = {}
    for fact in sorted(facts, key=lambda one: (one.said_at, one.seq)):
        if fact.withdrawn:
            continue
        if fact.kind is FactKind.ANSWER:
            answers[fact.name] = fact
        else:
            figures.setdefault(fact.name, {})[fact.said_by] = fact
    worst = {name: max(said.values(), key=lambda one: one.value).value for name, said in figures.items()}
    return FactSheet(
        type_id=sheet.type_id,
        figures={name: value for name, value in worst.items() if not isinstance(value, bool)},
        sensitive=sheet.sensitive,
        answers={name: bool(fact.value) for name, fact in answers.items()},
    )


def sheet_with(file: EventFile, told: Sequence[NewFact], now: datetime) -> FactSheet:
    """Return what grading would be asked with if ``told`` were added now; nothing is written."""
    seq = max((fact.seq for fact in file.facts), default=0)
    added = (
        Fact(
            id="",
            seq=seq + place,
            kind=new.kind,
            name=new.name,
            value=new.value,
            said_by=new.said_by.strip(),
            said_at=new.said_at or now,
            matter_id=new.matter_id,
            remark=new.remark,
            entered_at=now,
            account_name="",
        )
        for place, new in enumerate(told, 1)
    )
    return fact_sheet(file.incident.sheet, (*file.facts, *added))
