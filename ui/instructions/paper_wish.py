"""Which paper of an instruction or of a receipt somebody wants to see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from dutyroom.receipts.model import RegisterFilter


class WishKind(Enum):
    """The papers: routing slip, circulation slip, reading slip, receipt register."""

    ROUTING = auto()
    CIRCULATION = auto()
    READING = auto()
    REGISTER = auto()


@dataclass(frozen=True)
class PaperWish:
    """``subject_id`` is the instruction or the paper; ``register`` what the register is narrowed to."""

    kind: WishKind
    subject_id: str = ""
    register: RegisterFilter | None = None
