"""A table as it stands in a file: lines of cells, all text, before anybody asks what the columns mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace

from dutyroom.frozen import dataclass

ROW_LIMIT = 60_000
LINE_LIMIT = 1_048_576  # blank ones included; what a sheet of Excel has
COLUMN_LIMIT = 100
# Merged areas never overlap in a sound file; what they repeat is bounded by the cells there may be.
_REPEAT_LIMIT = 500_000
Told = Callable[[int, int], None]
"""Hears how far some work is: what is done, and of how many; 0 where nobody knows."""


@dataclass(frozen=True)
class Line:
    """One row of a table; ``number`` is its line in the file, from 1.

    ``unread`` are the places of cells whose formula has no stored result; ``wide`` are areas merged across columns,
    as (first, last) place; ``broken`` says that a quotation mark was never closed.
    """

    number: int
    cells: tuple[str, ...]
    unread: frozenset[int] = frozenset()
    wide: tuple[tuple[int, int], ...] = ()
    broken: bool = False

    def cell(self, place: int) -> str:
        """Return the text at ``place``, empty beyond the end."""
        return self.cells[place] if place < len(self.cells) else ""


@dataclass(frozen=True)
class Grid:
    """The lines of one sheet that hold anything; a CSV file is one sheet without a name."""

    lines: tuple[Line, ...]
    sheet: str = ""


@dataclass(frozen=True)
class Area:
    """A merged area: rows by line number, columns by place, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class SheetFindings:
    """What stands in a sheet besides its values: merged areas, and formulas without a stored result by line."""

    areas: list[Area] = field(default_factory=list)
    unread: dict[int, set[int]] = field(default_factory=dict)


def with_findings(values: Mapping[int, tuple[str, ...]], findings: SheetFindings, sheet: str) -> Grid:
    """Return the grid in which each merged area says its text on each of its lines, in its first column.

    ``values`` are the cells by line number. A cell that is merely empty stays empty.
    """
    filled = {number: list(cells) for number, cells in values.items()}
    wide: dict[int, list[tuple[int, int]]] = {}
    left_to_repeat = _REPEAT_LIMIT
    for area in findings.areas:
        for number in _lines_of(area, filled, left_to_repeat):
            left_to_repeat -= 1
            if area.right > area.left:
                wide.setdefault(number, []).append((area.left, area.right))
            _repeat(filled, area, number)
    lines = (
        Line(
            number,
            tuple(cells),
            frozenset(findings.unread.get(number, ())),
            tuple(wide.get(number, ())),
        )
        for number, cells in filled.items()
    )
    return Grid(tuple(lines), sheet)


def _lines_of(area: Area, filled: Mapping[int, list[str]], limit: int) -> Iterable[int]:
    last = min(area.bottom, area.top + limit)
    return [number for number in range(area.top, last + 1) if number in filled]


def _repeat(filled: Mapping[int, list[str]], area: Area, number: int) -> None:
    source = filled.get(area.top, [])
    text = source[area.left] if area.left < len(source) else ""
    cells = filled[number]
    if not text or number == area.top:
        return
    cells.extend([""] * (area.left + 1 - len(cells)))
    cells[area.left] = cells[area.left] or text


def without_blank_lines(grid: Grid) -> Grid:
    """Return ``grid`` with only the lines that say anything."""
    kept = (line for line in grid.lines if line.broken or line.unread or any(cell.strip() for cell in line.cells))
    return replace(grid, lines=tuple(kept))


def column_letters(place: int) -> str:
    """Return what a spreadsheet calls the column at ``place``: A for 0, AA for 26."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(place: int, line: int) -> str:
    """Return what a spreadsheet calls a cell: C7 for place 2 of line 7."""
    return f"{column_letters(place)}{line}"
