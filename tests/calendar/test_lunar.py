from __future__ import annotations

from datetime import date, timedelta

import lunar_python
import pytest

from dutyroom.calendar.lunar import date_of_lunar, lunar_day, solar_term_date, solar_terms


@pytest.mark.parametrize(
    ("day", "label", "short"),
    [
        (date(2026, 11, 21), "十月十三", "十三"),
        (date(2026, 11, 9), "十月初一", "十月"),
        (date(2026, 11, 22), "十月十四", "小雪"),
        (date(2026, 12, 22), "冬月十四", "冬至"),
        (date(2026, 2, 16), "腊月廿九", "廿九"),
        (date(2026, 2, 17), "正月初一", "正月"),
        (date(2025, 7, 25), "闰六月初一", "闰六月"),
        (date(2026, 1, 1), "冬月十三", "十三"),
    ],
)
def test_the_wall_calendar_shows_the_term_or_the_lunar_day(day: date, label: str, short: str) -> None:
    lunar = lunar_day(day)
    assert (lunar.label, lunar.short) == (label, short)


@pytest.mark.parametrize("year", [2025, 2033])  # each with a leap month; 2033 is the hard one
def test_the_tables_say_what_the_library_says_day_by_day(year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        theirs = lunar_python.Solar.fromYmd(day.year, day.month, day.day).getLunar()
        ours = lunar_day(day)
        assert ours.label == f"{theirs.getMonthInChinese()}月{theirs.getDayInChinese()}"
        assert (ours.solar_term or "") == theirs.getJieQi()
        day += timedelta(days=3)


@pytest.mark.parametrize("year", [2004, 2027, 2099])
def test_a_year_has_twenty_four_solar_terms_of_its_own(year: int) -> None:
    terms = solar_terms(year)
    assert len(terms) == len(set(terms.values())) == 24
    assert {day.year for day in terms} == {year}


def test_lunar_dates_and_terms_find_their_day() -> None:
    assert date_of_lunar(2027, 1, 1) == date(2027, 2, 6)
    assert date_of_lunar(2027, 8, 15) == date(2027, 9, 15)
    assert solar_term_date(2026, "清明") == date(2026, 4, 5)
    with pytest.raises(KeyError):
        solar_term_date(2026, "国庆")
