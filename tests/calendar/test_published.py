"""The years that were published, held day by day against chinesecalendar."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest

from dutyroom.calendar.model import ArrangementStatus, DayType
from dutyroom.calendar.rules import shipped_calendar

LIBRARY_NAMES = {
    "new_year": {"New Year's Day"},
    "spring_festival": {"Spring Festival"},
    "qingming": {"Tomb-sweeping Day"},
    "labour_day": {"Labour Day"},
    "dragon_boat": {"Dragon Boat Festival"},
    "mid_autumn": {"Mid-autumn Festival"},
    "national_day": {"National Day"},
    "national_mid_autumn": {"National Day", "Mid-autumn Festival"},
    "victory_day": {"Anti-Fascist 70th Day"},
}
# A Sunday or Saturday amid a holiday, which the library leaves without a name; the second is the festival itself.
INSIDE_A_HOLIDAY = {date(2011, 6, 5), date(2012, 6, 23), date(2015, 6, 21)}
# The weekend before New Year 2024, named by the library; the notice joins it to the holiday and leaves it a weekend.
JOINED_WEEKEND = {date(2023, 12, 30), date(2023, 12, 31)}


def _days_of(year: int) -> list[date]:
    return [
        date(year, 1, 1) + timedelta(days=number) for number in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_day_of_a_published_year_works_or_rests_as_the_library_says(year: int) -> None:
    calendar = shipped_calendar()
    for date_ in _days_of(year):
        day = calendar.day(date_)
        assert day.works == chinese_calendar.is_workday(date_), date_
        assert day.works != chinese_calendar.is_holiday(date_), date_
        assert day.status is ArrangementStatus.OFFICIAL


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_day_of_a_published_year_belongs_to_the_holiday_the_library_says(year: int) -> None:
    calendar = shipped_calendar()
    for date_ in _days_of(year):
        day = calendar.day(date_)
        _, name = chinese_calendar.get_holiday_detail(date_)
        if date_ in INSIDE_A_HOLIDAY:
            assert (day.holiday_id, name) == ("dragon_boat", None)
        elif date_ in JOINED_WEEKEND:
            assert (day.day_type, name) == (DayType.REST_DAY, "New Year's Day")
        elif name is None:
            assert day.holiday_id is None, date_
        else:
            assert name in LIBRARY_NAMES[day.holiday_id or ""], date_


@pytest.mark.parametrize("year", range(2004, 2027))
def test_a_holiday_named_without_its_weekdays_is_a_rest_day_or_a_workday(year: int) -> None:
    for day in shipped_calendar().days(date(year, 1, 1), date(year, 12, 31)):
        weekend = day.date.isoweekday() > 5
        if day.day_type is DayType.MAKE_UP_WORKDAY:
            assert weekend, day
        if day.holiday_id is None:
            assert day.day_type is (DayType.REST_DAY if weekend else DayType.WORKDAY), day


@pytest.mark.parametrize(
    ("years", "count"), [(range(2004, 2008), 10), (range(2008, 2025), 11), (range(2025, 2027), 13)]
)
def test_a_year_has_the_statutory_days_of_its_law(years: range, count: int) -> None:
    extra = {2015: 1, 2009: -1, 2020: -1}  # Victory Day by a notice of its own; Mid-Autumn met a National Day
    for year in years:
        days = shipped_calendar().days(date(year, 1, 1), date(year, 12, 31))
        statutory = [day for day in days if day.day_type is DayType.STATUTORY_HOLIDAY]
        assert len(statutory) == count + extra.get(year, 0), year


@pytest.mark.parametrize("year", range(2004, 2027))
def test_no_statutory_day_is_worked_in_any_published_year(year: int) -> None:
    for holiday in shipped_calendar().arrangement(year).holidays:
        assert holiday.statutory
        assert all(holiday.first <= day <= holiday.last for day in holiday.statutory)
        assert all(chinese_calendar.is_holiday(day) for day in holiday.statutory)


@pytest.mark.parametrize("year", [2009, 2012, 2017, 2020, 2023, 2025])
def test_national_day_and_a_mid_autumn_beside_it_are_one_holiday(year: int) -> None:
    ids = [holiday.id for holiday in shipped_calendar().arrangement(year).holidays]
    assert "national_mid_autumn" in ids
    assert not {"national_day", "mid_autumn"} & set(ids)


@pytest.mark.parametrize(
    ("day", "day_type"),
    [
        (date(2006, 12, 30), DayType.MAKE_UP_WORKDAY),
        (date(2007, 12, 31), DayType.HOLIDAY_REST_DAY),
        (date(2011, 12, 31), DayType.MAKE_UP_WORKDAY),
        (date(2018, 12, 29), DayType.MAKE_UP_WORKDAY),
        (date(2018, 12, 31), DayType.HOLIDAY_REST_DAY),
        (date(2022, 12, 31), DayType.HOLIDAY_REST_DAY),
    ],
)
def test_december_days_belong_to_the_new_year_after(day: date, day_type: DayType) -> None:
    known = shipped_calendar().day(day)
    assert (known.day_type, known.holiday_id) == (day_type, "new_year")
    year_after = shipped_calendar().arrangement(day.year + 1)
    assert any(
        holiday.first <= day <= holiday.last or day in holiday.make_up
        for holiday in year_after.holidays
        if holiday.id == "new_year"
    )
