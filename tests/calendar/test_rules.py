from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dutyroom.calendar.model import ArrangementStatus, DayType, Holiday, LeadRole, YearArrangement
from dutyroom.calendar.rules import Calendar, lead_roles, shipped_calendar
from dutyroom.errors import Refused

OFFICE_LEADERS = (LeadRole.SECRETARY_GENERAL, LeadRole.DEPUTY_SECRETARY_GENERAL, LeadRole.OFFICE_LEADER)


@pytest.mark.parametrize(
    ("day", "day_type", "holiday"),
    [
        (date(2026, 2, 13), DayType.WORKDAY, None),
        (date(2026, 2, 14), DayType.MAKE_UP_WORKDAY, "春节"),
        (date(2026, 2, 15), DayType.HOLIDAY_REST_DAY, "春节"),
        (date(2026, 2, 16), DayType.STATUTORY_HOLIDAY, "春节"),
        (date(2026, 2, 19), DayType.STATUTORY_HOLIDAY, "春节"),
        (date(2026, 2, 20), DayType.HOLIDAY_REST_DAY, "春节"),
        (date(2026, 2, 23), DayType.HOLIDAY_REST_DAY, "春节"),
        (date(2026, 2, 24), DayType.WORKDAY, None),
        (date(2026, 2, 28), DayType.MAKE_UP_WORKDAY, "春节"),
        (date(2026, 3, 1), DayType.REST_DAY, None),
        (date(2026, 4, 4), DayType.HOLIDAY_REST_DAY, "清明节"),
        (date(2026, 4, 5), DayType.STATUTORY_HOLIDAY, "清明节"),
        (date(2026, 9, 20), DayType.MAKE_UP_WORKDAY, "国庆节"),
        (date(2025, 10, 6), DayType.STATUTORY_HOLIDAY, "国庆节、中秋节"),
        (date(2024, 2, 9), DayType.WORKDAY, None),
        (date(2024, 2, 10), DayType.STATUTORY_HOLIDAY, "春节"),
        (date(2024, 6, 9), DayType.REST_DAY, None),
        (date(2024, 6, 10), DayType.STATUTORY_HOLIDAY, "端午节"),
    ],
)
def test_a_day_is_what_the_notice_made_of_it(day: date, day_type: DayType, holiday: str | None) -> None:
    known = shipped_calendar().day(day)
    assert (known.day_type, known.holiday_name, known.status) == (day_type, holiday, ArrangementStatus.OFFICIAL)


def test_a_saturday_is_the_sixth_day_of_the_week() -> None:
    assert shipped_calendar().day(date(2026, 11, 21)).weekday == 6


@pytest.mark.req("R073")
@pytest.mark.parametrize("year", [2027, 2028, 2099])
def test_a_year_nobody_published_says_so_and_guesses_nothing(year: int) -> None:
    days = shipped_calendar().days(date(year, 1, 1), date(year, 12, 31))
    assert {day.status for day in days} == {ArrangementStatus.UNPUBLISHED}
    assert {day.day_type for day in days} == {DayType.WORKDAY, DayType.REST_DAY, DayType.STATUTORY_HOLIDAY}
    for day in days:
        if day.day_type is DayType.REST_DAY:
            assert day.weekday > 5


def test_a_statutory_day_on_a_weekend_is_a_holiday_and_gives_nothing_back() -> None:
    calendar = shipped_calendar()
    assert calendar.day(date(2027, 5, 1)).day_type is DayType.STATUTORY_HOLIDAY
    assert calendar.day(date(2027, 5, 2)).day_type is DayType.STATUTORY_HOLIDAY
    assert calendar.day(date(2027, 5, 3)).day_type is DayType.WORKDAY


def test_two_festivals_on_one_day_are_one_statutory_day() -> None:
    known = shipped_calendar().day(date(2028, 10, 3))
    assert (known.day_type, known.holiday_id) == (DayType.STATUTORY_HOLIDAY, "national_day")


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2100, 1, 1), date.min, date.max])
def test_a_year_outside_the_calendar_is_refused(day: date) -> None:
    with pytest.raises(Refused) as refusal:
        shipped_calendar().day(day)
    assert refusal.value.code == "calendar.year_unknown"
    assert refusal.value.params["year"] == day.year


def test_the_first_and_the_last_day_of_the_calendar_are_known() -> None:
    assert shipped_calendar().day(date(2004, 1, 1)).day_type is DayType.STATUTORY_HOLIDAY
    assert shipped_calendar().day(date(2099, 12, 31)).day_type is DayType.WORKDAY


def test_a_moment_is_not_a_date() -> None:
    with pytest.raises(TypeError):
        shipped_calendar().day(datetime(2026, 2, 14, 8, tzinfo=UTC))


def _new_year_of_2027(status: ArrangementStatus) -> YearArrangement:
    days = Holiday("new_year", "元旦", date(2026, 12, 31), date(2027, 1, 3), (date(2027, 1, 1),), (date(2026, 12, 27),))
    return YearArrangement(2027, status, (days,))


@pytest.mark.req("R073")
def test_an_arrangement_entered_by_hand_replaces_what_was_shipped() -> None:
    calendar = Calendar([_new_year_of_2027(ArrangementStatus.OFFICIAL)])
    assert calendar.day(date(2027, 1, 2)).day_type is DayType.HOLIDAY_REST_DAY
    assert calendar.day(date(2027, 1, 2)).status is ArrangementStatus.OFFICIAL
    assert calendar.day(date(2027, 5, 1)).day_type is DayType.REST_DAY, "only what was entered counts"
    assert shipped_calendar().day(date(2027, 5, 1)).day_type is DayType.STATUTORY_HOLIDAY


def test_the_new_year_after_reaches_into_december_with_its_own_status() -> None:
    calendar = Calendar([_new_year_of_2027(ArrangementStatus.PROVISIONAL)])
    worked, off = calendar.day(date(2026, 12, 27)), calendar.day(date(2026, 12, 31))
    assert (worked.day_type, worked.status) == (DayType.MAKE_UP_WORKDAY, ArrangementStatus.PROVISIONAL)
    assert (off.day_type, off.status) == (DayType.HOLIDAY_REST_DAY, ArrangementStatus.PROVISIONAL)
    assert calendar.day(date(2026, 12, 30)).status is ArrangementStatus.OFFICIAL


def test_a_festival_within_another_holiday_stays_statutory() -> None:
    national = Holiday("national_day", "国庆节", date(2028, 10, 1), date(2028, 10, 8), (date(2028, 10, 1),))
    inside = Holiday("mid_autumn", "中秋节", date(2028, 10, 3), date(2028, 10, 3), (date(2028, 10, 3),))
    for holidays in ((national, inside), (inside, national)):
        calendar = Calendar([YearArrangement(2028, ArrangementStatus.OFFICIAL, holidays)])
        assert calendar.day(date(2028, 10, 3)).day_type is DayType.STATUTORY_HOLIDAY


def test_a_holiday_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Holiday("new_year", "元旦", date(2027, 1, 2), date(2027, 1, 1), ())


@pytest.mark.req("R066")
@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2026, 11, 21), date(2026, 2, 14)])
def test_a_head_of_the_duty_room_leads_on_workdays_and_rest_days(day: date) -> None:
    assert lead_roles(shipped_calendar().day(day).day_type) == (LeadRole.HEAD_OF_DUTY_ROOM,)


@pytest.mark.req("R067")
@pytest.mark.parametrize("day", [date(2026, 2, 15), date(2026, 2, 17), date(2026, 10, 7), date(2027, 10, 1)])
def test_the_secretary_general_and_deputies_take_turns_over_a_holiday(day: date) -> None:
    assert lead_roles(shipped_calendar().day(day).day_type) == OFFICE_LEADERS


def test_asking_for_the_rules_loads_neither_yaml_nor_a_calendar_library() -> None:
    probe = (
        "import sys, dutyroom.calendar.rules;"
        "print([name for name in ('yaml', 'lunar_python', 'chinese_calendar') if name in sys.modules])"
    )
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run(
        [sys.executable, "-c", probe], cwd=root, capture_output=True, text=True, check=True, timeout=60
    )
    assert told.stdout.strip() == "[]"
