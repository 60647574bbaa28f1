"""The words of the journal: who acts, and what a line says."""

from __future__ import annotations

from datetime import datetime

from dutyroom.frozen import dataclass


@dataclass(frozen=True)
class Actor:
    """Who acts: an account at a seat. The room itself acts with an empty ``account_id``."""

    account_id: str
    name: str
    seat: str


@dataclass(frozen=True)
class Line:
    """One line of the journal. ``rows`` names each row written, how, and its digest."""

    seq: int
    at: datetime
    actor: Actor
    act: str
    subject: str
    detail: str
    rows: str
    previous: str
    hash: str


@dataclass(frozen=True)
class Head:
    """The newest line: its number and hash. Printed on paper, it proves everything up to it."""

    seq: int
    hash: str

    def short(self) -> str:
        """Return the head as it is printed: ``417·3fa8 b210 9c44 d7e1``."""
        groups = [self.hash[start : start + 4] for start in range(0, 16, 4)]
        return f"{self.seq}·{' '.join(groups)}"


@dataclass(frozen=True)
class Break:
    """The first place where file and journal disagree.

    ``reason`` is a code: ``line_missing``, ``line_changed``, ``chain_broken``, ``row_changed``,
    ``row_missing``, ``row_unknown``, ``guard_missing``, ``file_damaged``, ``paper_differs``, ``signature_false``,
    ``lines_lost`` (the mark beside the file knows of more), ``index_differs`` (searching would miss an entry).
    """

    reason: str
    seq: int = 0
    at: datetime | None = None
    name: str = ""
    act: str = ""
    where: str = ""


@dataclass(frozen=True)
class Verdict:
    """What a walk through the journal found: lines and rows checked, the head, and the first break if any."""

    lines: int
    rows: int
    head: Head
    first_break: Break | None

    @property
    def whole(self) -> bool:
        """Return whether nothing disagrees."""
        return self.first_break is None
