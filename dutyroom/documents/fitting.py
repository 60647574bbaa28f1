"""The largest type in which a sheet stands on one page; measured roughly, as no screen is at hand here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from dutyroom.documents.characters import balanced, widest_token, width_of
from dutyroom.documents.grid import grid_of
from dutyroom.documents.model import Column, Row, Sheet, plain
from dutyroom.documents.paper import CELL_PADDING_X, page_box

_SAFELY = 0.95  # of a page: the faces of another machine may break a line more
_SLACK = 0.4  # in sizes, of a column, for the same reason
_AUTOMATIC = 0.25  # in sizes
_LINES_OF_TITLE = 2


def height_of(sheet: Sheet) -> float:
    """Return about how high everything on ``sheet`` is together, in points."""
    box = page_box(sheet.orientation, sheet.margins)
    marks = len(sheet.marks)  # the spreadsheet has rows for them, paper has them above the type area
    return sum(row.height for row in grid_of(sheet, box.content_width).rows[marks:])


def on_one_page(make: Callable[[float], Sheet], sizes: Sequence[float], otherwise: float) -> Sheet:
    """Return what ``make`` makes of the first of ``sizes`` that fits a page, or of ``otherwise`` where none does."""
    for size in sizes:
        sheet = make(size)
        if height_of(sheet) <= page_box(sheet.orientation, sheet.margins).content_height * _SAFELY:
            return sheet
    return make(otherwise)


def weighed(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[Column, ...]:
    """Return ``columns`` as wide as their longest lines; a title may take two lines."""
    return tuple(
        replace(column, weight=max(_title(column.title), _longest(rows, place)) + _SLACK)
        for place, column in enumerate(columns)
    )


def _title(title: str) -> float:
    lines = balanced(title, width_of(title) / _LINES_OF_TITLE + 0.1).split("\n")
    return max(max(width_of(line), widest_token(line)) for line in lines)


def _longest(rows: Sequence[Row], place: int) -> float:
    lines = (line for row in rows for line in plain(row.cells[place]).split("\n"))
    return max((max(width_of(line), widest_token(line)) + _between(line) for line in lines), default=0.0)


def _between(line: str) -> float:
    """Return the room that some programs put between figures and characters (10月1日), whatever the file asks for."""
    return _AUTOMATIC * sum(one.isdigit() != other.isdigit() for one, other in pairwise(line))


def unbroken_size(columns: Sequence[Column], width: float) -> float:
    """Return the largest type in which no line of ``columns`` that are ``weighed`` breaks in ``width`` points."""
    return (width - 2 * CELL_PADDING_X * len(columns)) / sum(column.weight for column in columns)
