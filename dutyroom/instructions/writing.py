"""Adds rows to an instruction within a unit of work; the verbs that decide stand in ``service``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Table, func, select

from dutyroom.changes import Topic
from dutyroom.clock import to_micros
from dutyroom.ids import IdMaker
from dutyroom.instructions.model import (
    ChaseSlot,
    InstructionFile,
    InstructionSheet,
    InstructionStepKind,
    NewTask,
    Task,
    TaskMode,
    TaskStanding,
)
from dutyroom.instructions.reading import read_instruction
from dutyroom.instructions.rows import micros, new_task_row, sheet_values, task_values
from dutyroom.instructions.rules import Reckoned, standing_of
from dutyroom.instructions.tables import instruction_steps, instruction_tasks, instruction_words, instructions
from dutyroom.journal.model import Actor
from dutyroom.journal.service import Journal
from dutyroom.log.model import Channel, MatterState
from dutyroom.storage.digest import Stored
from dutyroom.storage.store import UnitOfWork


class InstructionWriter:
    """Adds to the instructions of one room; ``now`` is the moment of the act."""

    def __init__(self, journal: Journal, ids: IdMaker, room_id: str) -> None:
        self._journal = journal
        self._ids = ids
        self._room_id = room_id

    def sheet(
        self,
        unit: UnitOfWork,
        actor: Actor,
        instruction_id: str,
        sheet: InstructionSheet,
        received_at: datetime,
        now: datetime,
    ) -> None:
        """Add the sheet of an instruction beside its matter."""
        row: dict[str, Stored] = {
            "id": instruction_id,
            "room_id": self._room_id,
            **sheet_values(sheet, received_at),
            "signed_at": None,
            "wording": 1,
            "version": 0,
            "changed_by": actor.name,
            "changed_at": to_micros(now),
        }
        unit.insert(instructions, row)

    def change_sheet(self, unit: UnitOfWork, file: InstructionFile, sheet: InstructionSheet) -> None:
        """Change the sheet of an instruction; its tasks are listed by the leader it names."""
        instruction = file.instruction
        unit.update(instructions, instruction.id, sheet_values(sheet, instruction.received_at))
        if sheet.leader_name != instruction.sheet.leader_name:
            for task in file.tasks:
                unit.update(instruction_tasks, task.id, {"leader_name": sheet.leader_name})

    def received(self, unit: UnitOfWork, file: InstructionFile, received_at: datetime) -> None:
        """Let the receipt be what it was corrected to; the clock of a relay begins there."""
        moment: dict[str, Stored] = {"received_at": to_micros(received_at)}
        unit.update(instructions, file.instruction.id, moment)
        for task in file.tasks:
            unit.update(instruction_tasks, task.id, moment)

    def words(
        self,
        unit: UnitOfWork,
        actor: Actor,
        instruction_id: str,
        version: int,
        words: str,
        now: datetime,
        reason: str = "",
    ) -> None:
        """Add the words of an instruction as its ``version``; those before stay."""
        values: dict[str, Stored] = {"version": version, "words": words, "reason": reason}
        self._append(unit, actor, instruction_words, {"instruction_id": instruction_id, **values}, now)

    def new_task(
        self,
        unit: UnitOfWork,
        instruction_id: str,
        number: int,
        new: NewTask,
        reckoned: Reckoned | None,
        now: datetime,
        leader_name: str,
        received_at: datetime,
    ) -> Task:
        """Add a task and return it."""
        seq = int(unit.execute(select(func.max(instruction_tasks.c.seq))).scalar_one() or 0) + 1
        ours = new.mode is TaskMode.OURSELVES
        task = Task(
            id=self._ids.new(),
            seq=seq,
            instruction_id=instruction_id,
            number=number,
            unit_id=new.unit_id,
            unit_name=new.unit_name,
            mode=new.mode,
            text=new.text,
            owner_id=new.owner_id,
            owner_name=new.owner_name,
            pace=new.pace,
            set_at=now,
            due_at=reckoned.due_at if reckoned else None,
            chase_before_at=reckoned.chase_before_at if reckoned else None,
            chase_on_day_at=reckoned.chase_on_day_at if reckoned else None,
            uncertain=reckoned.uncertain if reckoned else (),
            standing=TaskStanding.UNDER_WAY if ours else TaskStanding.TO_RELAY,
            outcome=None,
            result="",
            wording=0,
            relayed_at=None,
            finished_at=None,
            moved_at=now,
        )
        unit.insert(instruction_tasks, new_task_row(task, self._room_id, leader_name, received_at))
        return task

    def step(
        self,
        unit: UnitOfWork,
        actor: Actor,
        instruction_id: str,
        kind: InstructionStepKind,
        now: datetime,
        *,
        task: Task | None = None,
        unit_name: str = "",
        person: str = "",
        channel: Channel | None = None,
        text: str = "",
        read_back: str = "",
        told_at: datetime | None = None,
        slot: ChaseSlot | None = None,
        wording: int = 0,
        due_at: datetime | None = None,
        old_due_at: datetime | None = None,
    ) -> None:
        """Add one step."""
        values: dict[str, Stored] = {
            "instruction_id": instruction_id,
            "task_id": task.id if task else None,
            "kind": kind.value,
            "unit_name": task.unit_name if task else unit_name,
            "person": person,
            "channel": channel.value if channel else None,
            "text": text,
            "read_back": read_back,
            "slot": slot.value if slot else None,
            "wording": wording,
            "told_at": to_micros(told_at or now),
            "due_at": micros(due_at),
            "old_due_at": micros(old_due_at),
        }
        self._append(unit, actor, instruction_steps, values, now)

    def head(self, unit: UnitOfWork, instruction_id: str, values: Mapping[str, Stored]) -> None:
        """Change what stands of an instruction."""
        unit.update(instructions, instruction_id, values)

    def settle(self, unit: UnitOfWork, instruction_id: str, changed: tuple[Task, ...]) -> InstructionFile:
        """Save tasks that an act has changed, let every task stand where it stands now, and return the instruction."""
        before = read_instruction(unit.connection, instruction_id)
        instruction = before.instruction
        by_id = {task.id: task for task in changed}
        withdrawn = before.matter.matter.state is MatterState.WITHDRAWN
        for known in before.tasks:
            task = by_id.get(known.id, known)
            standing = standing_of(task, instruction.wording, is_open=instruction.open, withdrawn=withdrawn)
            task = replace(task, standing=standing)
            if task != known:
                chased = len(before.steps_of(task.id, InstructionStepKind.CHASED))
                values = {**task_values(task, is_open=instruction.open), "chased": chased}
                unit.update(instruction_tasks, task.id, values)
        return read_instruction(unit.connection, instruction_id)

    def finish(
        self,
        unit: UnitOfWork,
        actor: Actor,
        act: str,
        instruction_id: str,
        detail: Mapping[str, str | int | None] | None = None,
    ) -> None:
        """Write the line of the journal and say what was touched."""
        self._journal.record(unit, actor, act, instruction_id, detail)
        unit.touch(Topic.INSTRUCTIONS, instruction_id)
        unit.touch(Topic.MATTERS, instruction_id)

    def _append(
        self, unit: UnitOfWork, actor: Actor, table: Table, values: Mapping[str, Stored], now: datetime
    ) -> None:
        newest = unit.execute(select(func.max(table.c.seq))).scalar_one()
        unit.insert(
            table,
            {
                "seq": int(newest or 0) + 1,
                "id": self._ids.new(),
                "room_id": self._room_id,
                **values,
                "at": to_micros(now),
                "account_id": actor.account_id,
                "account_name": actor.name,
            },
        )


def reckoned_task(task: Task, found: Reckoned) -> Task:
    """Return a task with another due time, and its chases planned anew."""
    return replace(
        task,
        due_at=found.due_at,
        chase_before_at=found.chase_before_at,
        chase_on_day_at=found.chase_on_day_at,
        uncertain=found.uncertain,
    )
