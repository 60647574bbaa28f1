"""What the page of one instruction is shown with: its file, and the matter it is about."""

from __future__ import annotations

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.frozen import dataclass
from dutyroom.instructions.model import InstructionFile
from dutyroom.log.model import Matter


@dataclass(frozen=True)
class InstructionView:
    """One instruction; ``linked`` is the matter, event or paper it is about, if any."""

    file: InstructionFile
    linked: Matter | None


def read_view(house: House, session: Session, instruction_id: str) -> InstructionView:
    """Return an instruction as it stands; for the reader's lane. Refused ``instructions.no_such_instruction``."""
    file = house.instruction_reader.file(session, instruction_id)
    linked_id = file.instruction.sheet.linked_id
    return InstructionView(file, house.log_reader.file(session, linked_id).matter if linked_id else None)
