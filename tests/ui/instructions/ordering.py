"""Instructions as another seat would take them down, for the tests beside this file."""

from __future__ import annotations

from dutyroom.instructions.model import (
    GivenHow,
    InstructionFile,
    InstructionSheet,
    NewInstruction,
    NewRelay,
    NewTask,
    Pace,
    TaskMode,
)
from tests.ui.desk.sitting import Desk


def an_instruction(
    desk: Desk,
    leader: str = "林远航",
    words: str = "请核查渣土车整治进展。",
    units: tuple[str, ...] = ("市交警支队",),
    *,
    urgent: bool = False,
    **sheet: object,
) -> InstructionFile:
    """Take an instruction down that was given by phone; an empty unit stands for the room itself."""
    pace = Pace.URGENT if urgent else Pace.ORDINARY
    return desk.house.instructions.open(
        desk.session,
        NewInstruction(
            sheet=InstructionSheet(leader_name=leader, how=GivenHow.PHONE, **sheet),  # type: ignore[arg-type]
            words=words,
            tasks=tuple(
                NewTask(unit_name=unit, pace=pace, mode=TaskMode.CARRY_OUT if unit else TaskMode.OURSELVES)
                for unit in units
            ),
            decided=True,
        ),
    )


def relayed(desk: Desk, file: InstructionFile, person: str = "许知远") -> InstructionFile:
    """Relay an instruction to every unit, with the words read back."""
    for task in file.tasks:
        relay = NewRelay(person=person, read_back=file.instruction.words)
        file = desk.house.instructions.note_relay(
            desk.session, file.instruction.id, file.instruction.version, task.id, relay
        )
    return file
