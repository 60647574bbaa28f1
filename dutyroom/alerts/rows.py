"""Rows of alerts made into what they mean, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from dutyroom.alerts.model import (
    Acknowledgement,
    Alert,
    AlertState,
    Called,
    Cause,
    Chain,
    Deadline,
    DeadlineKind,
    DeadlineState,
    EmptyReason,
    How,
    Level,
    Number,
    Step,
    StepKind,
    StepRecord,
    Subject,
    SubjectKind,
    Who,
)
from dutyroom.clock import from_micros, to_micros
from dutyroom.incidents.model import Grade
from dutyroom.storage.digest import Stored

Row = Mapping[Any, Any]


def subject_columns(subject: Subject) -> dict[str, Stored]:
    """Return the columns of a subject."""
    return {
        "subject_kind": subject.kind.value,
        "subject_id": subject.id,
        "matter_id": subject.matter_id or None,
        "number": subject.number,
        "title": subject.title,
        "grade": subject.grade.value if subject.grade else None,
        "sensitive": int(subject.sensitive),
        "drill": int(subject.drill),
        "owner_id": subject.owner_id or None,
        "began_at": _micros(subject.began_at),
    }


def deadline_columns(deadline: Deadline) -> dict[str, Stored]:
    """Return the columns of a deadline but its identity and room."""
    return {
        **subject_columns(deadline.subject),
        "kind": deadline.kind.value,
        "ordinal": deadline.ordinal,
        "due_at": to_micros(deadline.due_at),
        "warn_at": _micros(deadline.warn_at),
        "state": deadline.state.value,
        "set_at": to_micros(deadline.set_at),
        "next_at": _micros(deadline.next_at),
        "warned_at": _micros(deadline.warned_at),
        "raised_at": _micros(deadline.raised_at),
        "met_at": _micros(deadline.met_at),
        "met_by": deadline.met_by,
        "met_act": deadline.met_act,
    }


def deadline_of(row: Row) -> Deadline:
    """Return the deadline of a row."""
    return Deadline(
        id=row["id"],
        kind=DeadlineKind(row["kind"]),
        ordinal=row["ordinal"],
        subject=subject_of(row),
        due_at=from_micros(row["due_at"]),
        warn_at=_moment(row["warn_at"]),
        state=DeadlineState(row["state"]),
        set_at=from_micros(row["set_at"]),
        next_at=_moment(row["next_at"]),
        warned_at=_moment(row["warned_at"]),
        raised_at=_moment(row["raised_at"]),
        met_at=_moment(row["met_at"]),
        met_by=row["met_by"],
        met_act=row["met_act"],
    )


def alert_columns(alert: Alert) -> dict[str, Stored]:
    """Return the columns of an alert but its identity and room."""
    return {
        **subject_columns(alert.subject),
        "key": alert.key,
        "level": alert.level.value,
        "cause": alert.cause.value,
        "deadline_id": alert.deadline_id or None,
        "chain": chain_text(alert.chain),
        "state": alert.state.value,
        "raised_at": to_micros(alert.raised_at),
        "opened_at": to_micros(alert.opened_at),
        "epoch": alert.epoch,
        "version": alert.version,
        "step": alert.step,
        "round": alert.round,
        "people": _json([asdict(person) for person in alert.people]),
        "told": _places(alert.told),
        "answered": _places(alert.answered),
        "step_at": _micros(alert.step_at),
        "progress_at": _micros(alert.progress_at),
        "next_at": _micros(alert.next_at),
        "closed_at": _micros(alert.closed_at),
        "outcome": alert.outcome,
    }


def alert_of(row: Row) -> Alert:
    """Return the alert of a row."""
    return Alert(
        id=row["id"],
        key=row["key"],
        subject=subject_of(row),
        level=Level(row["level"]),
        cause=Cause(row["cause"]),
        deadline_id=row["deadline_id"] or "",
        chain=chain_of(row["chain"]),
        state=AlertState(row["state"]),
        raised_at=from_micros(row["raised_at"]),
        opened_at=from_micros(row["opened_at"]),
        epoch=row["epoch"],
        version=row["version"],
        step=row["step"],
        round=row["round"],
        people=tuple(_called(person) for person in json.loads(row["people"])),
        told=_set(row["told"]),
        answered=_set(row["answered"]),
        step_at=_moment(row["step_at"]),
        progress_at=_moment(row["progress_at"]),
        closed_at=_moment(row["closed_at"]),
        outcome=row["outcome"],
    )


def subject_of(row: Row) -> Subject:
    """Return the subject of a row of deadlines or alerts."""
    return Subject(
        kind=SubjectKind(row["subject_kind"]),
        id=row["subject_id"],
        number=row["number"],
        title=row["title"],
        grade=Grade(row["grade"]) if row["grade"] else None,
        sensitive=bool(row["sensitive"]),
        drill=bool(row["drill"]),
        matter_id=row["matter_id"] or "",
        owner_id=row["owner_id"] or "",
        began_at=_moment(row["began_at"]),
    )


def step_of(row: Row) -> StepRecord:
    """Return the line of an alert's history of a row."""
    return StepRecord(
        seq=row["seq"],
        alert_id=row["alert_id"],
        epoch=row["epoch"],
        round=row["round"],
        place=row["place"],
        kind=StepKind(row["kind"]),
        who=Who(row["who"]),
        at=from_micros(row["at"]),
        late=timedelta(seconds=row["late_seconds"]),
        names=tuple(json.loads(row["names"])),
        reason=EmptyReason(row["reason"]) if row["reason"] else None,
        account_id=row["account_id"],
        account_name=row["account_name"],
        entry_id=row["entry_id"] or "",
    )


def acknowledgement_of(row: Row) -> Acknowledgement:
    """Return the acknowledgement of a row."""
    return Acknowledgement(row["account_id"], row["account_name"], from_micros(row["at"]))


@lru_cache(maxsize=64)
def chain_text(chain: Chain) -> str:
    """Return a chain as it is frozen into an alert."""
    return _json(
        {
            "level": chain.level.value,
            "version": chain.version,
            "progress": _seconds(chain.progress),
            "steps": [
                {
                    "who": step.who.value,
                    "how": step.how.value,
                    "wait": _seconds(step.wait),
                    "fallback": step.fallback.value,
                    "always": step.always,
                    "persons": list(step.person_ids),
                }
                for step in chain.steps
            ],
        }
    )


@lru_cache(maxsize=64)
def chain_of(text: str) -> Chain:
    """Return the chain that was frozen."""
    loaded = json.loads(text)
    return Chain(
        level=Level(loaded["level"]),
        version=loaded["version"],
        progress=timedelta(seconds=loaded["progress"]),
        steps=tuple(
            Step(
                who=Who(step["who"]),
                how=How(step["how"]),
                wait=timedelta(seconds=step["wait"]),
                fallback=Who(step["fallback"]),
                always=step["always"],
                person_ids=tuple(step["persons"]),
            )
            for step in loaded["steps"]
        ),
    )


def names_text(people: Iterable[Called]) -> str:
    """Return the names of those called, each with the leader they stand in for; never a number."""
    return _json([f"{person.name}（代{person.instead_of}）" if person.instead_of else person.name for person in people])


def _called(loaded: dict[str, Any]) -> Called:
    return Called(**{**loaded, "numbers": tuple(Number(**number) for number in loaded["numbers"])})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _places(places: frozenset[int]) -> str:
    return " ".join(str(place) for place in sorted(places))


def _set(text: str) -> frozenset[int]:
    return frozenset(int(place) for place in text.split())


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())


def _micros(moment: datetime | None) -> int | None:
    return None if moment is None else to_micros(moment)


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
