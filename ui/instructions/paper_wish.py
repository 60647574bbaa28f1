"""Which paper of an instruction or of a receipt somebody wants to see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto


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
