from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyroom.calendar.model import ArrangementStatus, YearArrangement
from dutyroom.calendar.rules import Calendar, shipped_calendar
from dutyroom.calendar.working_days import add_working_days, working_days_between
from dutyroom.errors import Refused

DATES = st.dates(date(2004, 6, 1), date(2027, 6, 1))


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # the Saturday before Spring Festival is worked
        (date(2026, 2, 13), 2, date(2026, 2, 24)),  # and then come nine days off
        (date(2026, 2, 14), 1, date(2026, 2, 24)),
        (date(2026, 2, 18), 1, date(2026, 2, 24)),
        (date(2026, 2, 27), 1, date(2026, 2, 28)),  # the Saturday after is worked too
        (date(2026, 2, 27), 2, date(2026, 3, 2)),
        (date(2026, 2, 24), -1, date(2026, 2, 14)),
        (date(2026, 2, 24), -2, date(2026, 2, 13)),
        (date(2026, 2, 20), -2, date(2026, 2, 13)),
        (date(2026, 9, 18), 1, date(2026, 9, 20)),  # a Sunday worked, Saturday the 19th is not
        (date(2026, 11, 20), 2, date(2026, 11, 24)),
        (date(2026, 2, 14), 0, date(2026, 2, 14)),
        (date(2026, 2, 15), 0, date(2026, 2, 24)),
    ],
)
def test_a_make_up_saturday_counts_as_a_workday_and_a_holiday_does_not(start: date, count: int, due: date) -> None:
    found = add_working_days(shipped_calendar(), start, count)
    assert (found.date, found.provisional) == (due, False)


def test_a_count_that_enters_an_unpublished_year_says_which() -> None:
    found = add_working_days(shipped_calendar(), date(2026, 12, 30), 3)
    assert (found.date, found.provisional, found.uncertain_years) == (date(2027, 1, 5), True, (2027,))
    assert not add_working_days(shipped_calendar(), date(2026, 12, 30), 1).provisional
    counted = working_days_between(shipped_calendar(), date(2026, 12, 30), date(2027, 1, 5))
    assert (counted.days, counted.provisional, counted.uncertain_years) == (3, True, (2027,))


def test_a_provisional_arrangement_leaves_the_count_provisional() -> None:
    calendar = Calendar([YearArrangement(2027, ArrangementStatus.PROVISIONAL, ())])
    assert add_working_days(calendar, date(2027, 3, 1), 5).uncertain_years == (2027,)


def test_an_entered_official_arrangement_takes_the_doubt_away() -> None:
    calendar = Calendar([YearArrangement(2027, ArrangementStatus.OFFICIAL, ())])
    assert add_working_days(calendar, date(2026, 12, 31), 5).provisional is False


def test_the_week_of_spring_festival_has_the_working_days_one_counts_by_hand() -> None:
    calendar = shipped_calendar()
    assert working_days_between(calendar, date(2026, 2, 8), date(2026, 2, 28)).days == 11
    assert working_days_between(calendar, date(2026, 2, 14), date(2026, 2, 23)).days == 0
    assert working_days_between(calendar, date(2026, 2, 14), date(2026, 2, 14)).days == 0
    assert working_days_between(calendar, date(2026, 2, 24), date(2026, 2, 13)).days == -2


def test_counting_out_of_the_calendar_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        add_working_days(shipped_calendar(), date(2099, 12, 30), 5)
    assert refusal.value.code == "calendar.year_unknown"


@settings(deadline=None, max_examples=150)
@given(start=DATES, count=st.integers(-60, 60))
def test_counting_back_undoes_counting_on(start: date, count: int) -> None:
    calendar = shipped_calendar()
    due = add_working_days(calendar, start, count).date
    assert calendar.day(due).works
    if count:
        assert working_days_between(calendar, start, due).days == count
    if calendar.day(start).works:
        assert add_working_days(calendar, due, -count).date == start


@settings(deadline=None, max_examples=100)
@given(start=DATES, first=st.integers(0, 200), second=st.integers(0, 200))
def test_spans_of_working_days_add_up(start: date, first: int, second: int) -> None:
    calendar = shipped_calendar()
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    whole = working_days_between(calendar, start, end).days
    parts = working_days_between(calendar, start, middle).days + working_days_between(calendar, middle, end).days
    assert whole == parts
    assert working_days_between(calendar, end, start).days == -sum(
        day.works for day in calendar.days(start, end - timedelta(days=1))
    )
