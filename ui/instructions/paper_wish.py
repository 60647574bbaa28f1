"""Which paper of an instruction or of a receipt somebody wants to see."""

from __future__ import annotations

from datetime import date
from enum import Enum, auto

from dutyroom.frozen import dataclass


class WishKind(Enum):
    """The papers: routing slip, circulation slip, reading slip, receipt register."""

    ROUTING = auto()
    CIRCULATION = auto()
    READING = auto()
    REGISTER = auto()


@dataclass(frozen=True)
class PaperWish:
    """``subject_id`` is the instruction or the paper; ``days`` the first and the last day of the register."""

    kind: WishKind
    subject_id: str = ""
    days: tuple[date, date] | None = None
