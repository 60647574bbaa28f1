"""Counts due times and chases again when the arrangement of a year has changed (R121, R123)."""

from __future__ import annotations

from dutyroom.accounts.model import Session
from dutyroom.instructions.acting import Acting, Said
from dutyroom.instructions.model import InstructionStepKind, Task
from dutyroom.instructions.reading import counted_tasks, read_instruction
from dutyroom.instructions.rules import replanned
from dutyroom.instructions.saying import due_moved_said
from dutyroom.journal.model import Actor
from dutyroom.log.model import EntryKind
from dutyroom.storage.store import UnitOfWork

_WHY = "放假安排有变"


def replan(acting: Acting, actor: Actor) -> int:
    """Count again what is counted in working days, one act for each instruction; return how many tasks changed."""
    with acting.reading() as connection:
        found = [task for task in counted_tasks(connection) if _again(acting, task) != task]
    session, changed = Session(actor, frozenset(), frozenset()), 0
    for instruction_id in dict.fromkeys(task.instruction_id for task in found):
        with acting.unit() as unit:
            changed += _replan(acting, unit, session, instruction_id)
            unit.commit()
    return changed


def _replan(acting: Acting, unit: UnitOfWork, session: Session, instruction_id: str) -> int:
    file, now = read_instruction(unit.connection, instruction_id), acting.clock.now()
    changed = {task: after for task in file.tasks if task.unfinished and (after := _again(acting, task)) != task}
    said = []
    for task, after in changed.items():
        if after.due_at != task.due_at:
            acting.write.step(
                unit,
                session.actor,
                instruction_id,
                InstructionStepKind.DUE_MOVED,
                now,
                task=task,
                text=_WHY,
                due_at=after.due_at,
                old_due_at=task.due_at,
            )
            said.append(Said(EntryKind.HANDLED, due_moved_said(after, _WHY, acting.local)))
    detail: dict[str, str | int | None] = {"number": file.instruction.number, "tasks": len(changed)}
    tasks = tuple(changed.values())
    acting.finish(unit, session, instruction_id, "instruction.replanned", detail, said, tasks, met=False)
    return len(changed)


def _again(acting: Acting, task: Task) -> Task:
    return replanned(acting.rules(), acting.days, task)
