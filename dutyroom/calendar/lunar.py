"""Lunar dates and solar terms, by lunar_python; the one file that asks it.

The library is loaded with the first question (20 ms), a year is computed once (2 ms). It computes by astronomy in
Beijing time. Checked: tests hold these tables against the library's own day-by-day answer, the published holidays of
2004 to 2026 and a list made by hand for 2027 and 2028.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache

from dutyroom.calendar.model import LunarDay

_JULIAN_DAY_OF_ORDINAL_ZERO = 1721425
_MONTHS = "正二三四五六七八九十冬腊"
_TENS = ("初", "十", "廿", "三")
_DIGITS = "十一二三四五六七八九"
_ROUND_DAYS = {10: "初十", 20: "二十", 30: "三十"}
_CACHED_YEARS = 128

# The library writes the terms that lie beyond the year of its table in pinyin.
_PINYIN_TERMS = {
    "DA_XUE": "大雪",
    "DONG_ZHI": "冬至",
    "XIAO_HAN": "小寒",
    "DA_HAN": "大寒",
    "LI_CHUN": "立春",
    "YU_SHUI": "雨水",
    "JING_ZHE": "惊蛰",
}


@lru_cache(maxsize=_CACHED_YEARS)
def _months(lunar_year: int) -> tuple[tuple[date, int], ...]:
    """Return the first day and the number of each month of a lunar year; a leap month has a negative number."""
    from lunar_python import LunarYear

    return tuple(
        (
            date.fromordinal(
                math.floor(month.getFirstJulianDay() + 0.5) - _JULIAN_DAY_OF_ORDINAL_ZERO,
            ),
            int(month.getMonth()),
        )
        for month in LunarYear(lunar_year).getMonths()
        if month.getYear() == lunar_year
    )


@lru_cache(maxsize=_CACHED_YEARS)
def solar_terms(year: int) -> dict[date, str]:
    """Return the 24 solar terms of a solar year by their dates."""
    from lunar_python import Lunar

    found: dict[date, str] = {}
    for name, moment in Lunar.fromYmd(year, 1, 1).getJieQiTable().items():
        if moment.getYear() == year:
            day = date(year, moment.getMonth(), moment.getDay())
            found[day] = _PINYIN_TERMS.get(str(name), str(name))
    return found


def solar_term_date(year: int, term: str) -> date:
    """Return the date of a solar term (清明) of a solar year; KeyError for a word that is none."""
    for day, name in solar_terms(year).items():
        if name == term:
            return day
    raise KeyError(term)


def date_of_lunar(lunar_year: int, month: int, day: int) -> date:
    """Return the date of a lunar day: (2026, 1, 1) is Spring Festival of 2026. KeyError for a month the year lacks."""
    return {number: first for first, number in _months(lunar_year)}[month] + timedelta(days=day - 1)


def lunar_day(day: date) -> LunarDay:
    """Return the lunar month and day of ``day``, and the solar term where one falls on it."""
    months = _months(day.year)
    if day < months[0][0]:
        months = _months(day.year - 1)
    first, number = months[bisect_right(months, day, key=_first_of) - 1]
    name = ("闰" if number < 0 else "") + _MONTHS[abs(number) - 1] + "月"
    return LunarDay(name, _day_name((day - first).days + 1), solar_terms(day.year).get(day))


def _first_of(month: tuple[date, int]) -> date:
    return month[0]


def _day_name(number: int) -> str:
    return _ROUND_DAYS.get(number) or _TENS[number // 10] + _DIGITS[number % 10]
