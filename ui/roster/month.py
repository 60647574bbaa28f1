"""A month of the wall calendar as it is to be painted: weeks of days, each with its kind and its names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from dutyroom.calendar.model import ArrangementStatus, Day, LunarDay
from dutyroom.frozen import dataclass
from dutyroom.roster.model import Assignment, Post, Slot, Turn
from dutyroom.roster.views import ActualDuty

_WEEK = 7


class LineKind(StrEnum):
    """What a line of a cell is about."""

    DAY = "day"
    NIGHT = "night"
    WHOLE_DAY = "whole_day"
    LEAD = "lead"
    HOME = "home"


_ORDER = tuple(LineKind)


@dataclass(frozen=True)
class CellLine:
    """One line of a cell; an empty name is a slot that nobody has."""

    kind: LineKind
    names: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Return whether a slot of this line has no name."""
        return "" in self.names


@dataclass(frozen=True)
class Cell:
    """One day; ``day`` is None where the calendar does not reach; of ``noted`` it was noted who really was on."""

    date: date
    in_month: bool
    day: Day | None = None
    lunar: LunarDay | None = None
    lines: tuple[CellLine, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    draft: bool = False
    noted: tuple[ActualDuty, ...] = ()


@dataclass(frozen=True)
class Month:
    """The weeks of a month, from a Monday on, and the years whose arrangement is not final."""

    year: int
    month: int
    today: date
    cells: tuple[Cell, ...]
    statuses: Mapping[int, ArrangementStatus]

    @property
    def weeks(self) -> int:
        """Return how many weeks are shown."""
        return len(self.cells) // _WEEK

    @property
    def planned(self) -> bool:
        """Return whether any day of the month has a slot."""
        return any(cell.assignments for cell in self.cells if cell.in_month)

    @property
    def empty(self) -> int:
        """Return how many slots of the month have no name, in what is approved."""
        return sum(one.empty for cell in self.cells if cell.in_month and not cell.draft for one in cell.assignments)

    def cell(self, day: date) -> Cell | None:
        """Return the cell of a day that is shown, or None."""
        place = (day - self.cells[0].date).days
        return self.cells[place] if 0 <= place < len(self.cells) else None


def span_of(year: int, month: int) -> tuple[date, date]:
    """Return the first and last day shown for a month: whole weeks from Monday to Sunday."""
    first = date(year, month, 1)
    start = first - timedelta(days=first.weekday())
    last = moved(first, 1) - timedelta(days=1)
    return start, last + timedelta(days=_WEEK - 1 - last.weekday())


def moved(day: date, months: int) -> date:
    """Return the first day of the month that lies ``months`` after the one of ``day``."""
    at = day.year * 12 + day.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)


def month_of(
    year: int,
    month: int,
    *,
    today: date,
    day_of: Callable[[date], Day | None],
    lunar_of: Callable[[date], LunarDay],
    assignments: Iterable[Assignment],
    draft_days: frozenset[date] = frozenset(),
    noted: Iterable[ActualDuty] = (),
) -> Month:
    """Return the month to paint; ``day_of`` gives None for a date the calendar does not know.

    The names of ``draft_days`` come from a plan that is not approved yet; ``noted`` are those of which it was noted who
    really sat, whose name ``assignments`` have already.
    """
    on: dict[date, list[Assignment]] = {}
    for one in assignments:
        on.setdefault(one.slot.date, []).append(one)
    first, last = span_of(year, month)
    cells = tuple(
        _cell(first + timedelta(days=number), month, day_of, lunar_of, on) for number in range((last - first).days + 1)
    )
    told: dict[date, tuple[ActualDuty, ...]] = {}
    for duty in noted:
        told[duty.slot.date] = (*told.get(duty.slot.date, ()), duty)
    cells = tuple(replace(cell, draft=cell.date in draft_days, noted=told.get(cell.date, ())) for cell in cells)
    statuses = {
        cell.date.year: cell.day.status
        for cell in cells
        if cell.in_month and cell.day is not None and cell.day.status is not ArrangementStatus.OFFICIAL
    }
    return Month(year, month, today, cells, statuses)


def lines_of(assignments: Sequence[Assignment]) -> tuple[CellLine, ...]:
    """Return the lines of one day: the desk by day and by night, who leads, who is at home."""
    return tuple(
        CellLine(kind, tuple("" if one.empty else one.name for one in ones))
        for kind, ones in groupby(in_order(assignments), key=kind_of)
    )


def in_order(assignments: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """Return the slots of one day as they are read: the desk by day and by night, who leads, who is at home."""
    return tuple(sorted(assignments, key=lambda one: (_ORDER.index(kind_of(one)), one.slot.post, one.slot.seat)))


def kind_of(assignment: Assignment) -> LineKind:
    """Return the line in which an assignment is shown."""
    return line_of(assignment.slot)


def line_of(slot: Slot) -> LineKind:
    """Return the line in which a slot is shown."""
    if slot.post is Post.LEADER_IN_CHARGE:
        return LineKind.LEAD
    if slot.post is Post.LEADER_AT_HOME:
        return LineKind.HOME
    return {Turn.DAY: LineKind.DAY, Turn.NIGHT: LineKind.NIGHT, Turn.WHOLE_DAY: LineKind.WHOLE_DAY}[slot.turn]


def _cell(
    day: date,
    month: int,
    day_of: Callable[[date], Day | None],
    lunar_of: Callable[[date], LunarDay],
    on: Mapping[date, Sequence[Assignment]],
) -> Cell:
    known = day_of(day)
    ones = in_order(on.get(day, ()))
    lunar = lunar_of(day) if known is not None else None
    return Cell(day, day.month == month, known, lunar, lines_of(ones), ones)
