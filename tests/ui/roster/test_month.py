"""A month of the wall calendar: whole weeks, the names of each day in order, an empty place that is not passed over."""

from __future__ import annotations

from datetime import date

import pytest

from dutyroom.calendar.lunar import lunar_day
from dutyroom.calendar.model import ArrangementStatus, Day
from dutyroom.calendar.rules import shipped_calendar
from dutyroom.errors import Refused
from dutyroom.roster.model import Assignment, Slot
from ui.roster.holidays import next_holidays
from ui.roster.month import CellLine, LineKind, Month, month_of, moved, span_of


def on(slot: str, name: str = "") -> Assignment:
    """Return an assignment; without a name nobody is on."""
    return Assignment(Slot.of_id(slot), name or None, name)


def day_of(day: date) -> Day | None:
    try:
        return shipped_calendar().day(day)
    except Refused:
        return None


def a_month(year: int, month: int, *assignments: Assignment, draft: frozenset[date] = frozenset()) -> Month:
    return month_of(
        year,
        month,
        today=date(2026, 10, 13),
        day_of=day_of,
        lunar_of=lunar_day,
        assignments=assignments,
        draft_days=draft,
    )


def test_a_month_is_shown_in_whole_weeks_and_goes_on_over_the_year() -> None:
    assert span_of(2026, 10) == (date(2026, 9, 28), date(2026, 11, 1))
    assert span_of(2026, 2) == (date(2026, 1, 26), date(2026, 3, 1))
    assert [moved(date(2026, 12, 31), by) for by in (1, -12, 0)] == [
        date(2027, 1, 1),
        date(2025, 12, 1),
        date(2026, 12, 1),
    ]
    month = a_month(2026, 10)
    assert month.weeks == 5
    first = month.cell(date(2026, 10, 1))
    assert first is not None
    assert first.day is not None
    assert first.lunar is not None
    assert (first.day.holiday_name, first.lunar.short, first.in_month) == ("国庆节", "廿一", True)
    assert month.cell(date(2027, 1, 1)) is None
    assert not month.planned
    assert month.statuses == {}


@pytest.mark.req("R003", "R140")
def test_a_day_reads_desk_leader_home_and_counts_the_places_without_a_name() -> None:
    holiday = (
        on("2026-10-01/whole_day/leader_at_home/1", "魏长风"),
        on("2026-10-01/whole_day/leader_in_charge/1", "顾承岳"),
        on("2026-10-01/night/section_officer/2"),
        on("2026-10-01/night/section_officer/1", "冯采薇"),
        on("2026-10-01/day/section_officer/1", "方知行"),
        on("2026-11-01/night/duty_officer/1"),
    )
    month = a_month(2026, 10, *holiday)
    cell = month.cell(date(2026, 10, 1))
    assert cell is not None
    assert cell.lines == (
        CellLine(LineKind.DAY, ("方知行",)),
        CellLine(LineKind.NIGHT, ("冯采薇", "")),
        CellLine(LineKind.LEAD, ("顾承岳",)),
        CellLine(LineKind.HOME, ("魏长风",)),
    )
    assert [line.empty for line in cell.lines] == [False, True, False, False]
    assert month.empty == 1  # the one of November stands in November
    assert a_month(2026, 10, *holiday, draft=frozenset({date(2026, 10, 1)})).empty == 0  # nothing holds there yet


def test_years_that_are_not_published_or_beyond_the_calendar_are_told() -> None:
    assert a_month(2027, 2).statuses == {2027: ArrangementStatus.UNPUBLISHED}
    last = a_month(2099, 12).cell(date(2100, 1, 1))
    assert last is not None
    assert last.day is None
    assert last.lunar is None


def test_the_holidays_that_come_next_are_offered_with_their_days() -> None:
    found = next_holidays(shipped_calendar().day, date(2026, 9, 20), most=3)
    assert [(one.id, one.first, one.last, one.year) for one in found] == [
        ("mid_autumn", date(2026, 9, 25), date(2026, 9, 27), 2026),
        ("national_day", date(2026, 10, 1), date(2026, 10, 7), 2026),
        ("new_year", date(2027, 1, 1), date(2027, 1, 1), 2027),
    ]
    assert found[2].status is ArrangementStatus.UNPUBLISHED
