"""Rows of instructions made into what is kept, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dutyroom.clock import from_micros, to_micros
from dutyroom.instructions.model import (
    ChaseSlot,
    GivenHow,
    Instruction,
    InstructionKind,
    InstructionSheet,
    InstructionStepKind,
    Pace,
    Step,
    Task,
    TaskMode,
    TaskOutcome,
    TaskStanding,
    Wording,
)
from dutyroom.instructions.tables import NEVER
from dutyroom.log.model import Channel, MatterState, Urgency
from dutyroom.log.rules import matter_number
from dutyroom.storage.digest import Stored

Row = Mapping[Any, Any]


def micros(moment: datetime | None) -> int | None:
    """Return a moment as it is stored, None for none."""
    return to_micros(moment) if moment is not None else None


def _moment(value: int | None) -> datetime | None:
    return from_micros(value) if value is not None else None


def sheet_values(sheet: InstructionSheet, received_at: datetime) -> dict[str, Stored]:
    """Return the columns of a sheet."""
    return {
        "kind": sheet.kind.value,
        "how": sheet.how.value,
        "leader_id": sheet.leader_id or None,
        "leader_name": sheet.leader_name,
        "leader_post": sheet.leader_post,
        "given_at": to_micros(sheet.given_at or received_at),
        "source": sheet.source,
        "transcriber": sheet.transcriber,
        "notes": sheet.notes,
        "drafted": int(sheet.drafted),
        "section": sheet.section,
        "forwarder": sheet.forwarder,
        "forwarder_number": sheet.forwarder_number,
        "linked_id": sheet.linked_id or None,
        "received_at": to_micros(received_at),
    }


def new_task_row(task: Task, room_id: str, leader_name: str, received_at: datetime) -> dict[str, Stored]:
    """Return the whole row of a new task; leader and receipt stand with it, so that a page asks one table."""
    return {
        "id": task.id,
        "seq": task.seq,
        "room_id": room_id,
        "instruction_id": task.instruction_id,
        "number": task.number,
        "unit_id": task.unit_id or None,
        "unit_name": task.unit_name,
        "mode": task.mode.value,
        "text": task.text,
        "set_at": to_micros(task.set_at),
        "chased": 0,
        "leader_name": leader_name,
        "received_at": to_micros(received_at),
        **task_values(task, is_open=True),
    }


def task_values(task: Task, *, is_open: bool) -> dict[str, Stored]:
    """Return the columns of a task that can change."""
    return {
        "owner_id": task.owner_id or None,
        "owner_name": task.owner_name,
        "pace": task.pace.value,
        "due_at": micros(task.due_at),
        "due_order": NEVER if task.due_at is None else to_micros(task.due_at),
        "chase_before_at": micros(task.chase_before_at),
        "chase_on_day_at": micros(task.chase_on_day_at),
        "uncertain": ",".join(str(year) for year in task.uncertain),
        "standing": task.standing.value,
        "outcome": task.outcome.value if task.outcome else None,
        "result": task.result,
        "wording": task.wording,
        "relayed_at": micros(task.relayed_at),
        "finished_at": micros(task.finished_at),
        "moved_at": to_micros(task.moved_at),
        "open": int(is_open),
    }


def instruction_of(row: Row, words: str) -> Instruction:
    """Return the instruction of a row of ``instructions`` joined with its matter; ``words`` as they stand."""
    return Instruction(
        id=row["id"],
        number=matter_number(row["year"], row["number_in_year"]),
        subject=row["subject"] or "",
        sheet=InstructionSheet(
            kind=InstructionKind(row["kind"]),
            how=GivenHow(row["how"]),
            leader_id=row["leader_id"] or "",
            leader_name=row["leader_name"],
            leader_post=row["leader_post"],
            given_at=from_micros(row["given_at"]),
            source=row["source"],
            transcriber=row["transcriber"],
            notes=row["notes"],
            drafted=bool(row["drafted"]),
            section=row["section"],
            forwarder=row["forwarder"],
            forwarder_number=row["forwarder_number"],
            linked_id=row["linked_id"] or "",
        ),
        words=words,
        wording=row["wording"],
        urgency=Urgency(row["urgency"]),
        received_at=from_micros(row["received_at"]),
        open=row["state"] == MatterState.OPEN.value,
        signed_at=_moment(row["signed_at"]),
        version=row["version"],
        changed_by=row["changed_by"],
        changed_at=from_micros(row["changed_at"]),
    )


def wording_of(row: Row) -> Wording:
    """Return the words of a row."""
    return Wording(row["version"], row["words"], row["reason"], from_micros(row["at"]), row["account_name"])


def task_of(row: Row) -> Task:
    """Return the task of a row."""
    return Task(
        id=row["id"],
        seq=row["seq"],
        instruction_id=row["instruction_id"],
        number=row["number"],
        unit_id=row["unit_id"] or "",
        unit_name=row["unit_name"],
        mode=TaskMode(row["mode"]),
        text=row["text"],
        owner_id=row["owner_id"] or "",
        owner_name=row["owner_name"],
        pace=Pace(row["pace"]),
        set_at=from_micros(row["set_at"]),
        due_at=_moment(row["due_at"]),
        chase_before_at=_moment(row["chase_before_at"]),
        chase_on_day_at=_moment(row["chase_on_day_at"]),
        uncertain=tuple(int(year) for year in row["uncertain"].split(",") if year),
        standing=TaskStanding(row["standing"]),
        outcome=TaskOutcome(row["outcome"]) if row["outcome"] else None,
        result=row["result"],
        wording=row["wording"],
        relayed_at=_moment(row["relayed_at"]),
        finished_at=_moment(row["finished_at"]),
        moved_at=from_micros(row["moved_at"]),
    )


def step_of(row: Row) -> Step:
    """Return the step of a row."""
    return Step(
        seq=row["seq"],
        kind=InstructionStepKind(row["kind"]),
        task_id=row["task_id"] or "",
        unit_name=row["unit_name"],
        person=row["person"],
        channel=Channel(row["channel"]) if row["channel"] else None,
        text=row["text"],
        read_back=row["read_back"],
        told_at=from_micros(row["told_at"]),
        entered_at=from_micros(row["at"]),
        account_id=row["account_id"],
        account_name=row["account_name"],
        slot=ChaseSlot(row["slot"]) if row["slot"] else None,
        wording=row["wording"],
        due_at=_moment(row["due_at"]),
        old_due_at=_moment(row["old_due_at"]),
    )
