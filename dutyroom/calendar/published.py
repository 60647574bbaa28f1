"""Arrangements of 2004 to 2023, by chinesecalendar; the one file that asks it.

The library lists every day off and every make-up day with the festival's name, but not which days are the law's own;
those come from the law of the year (``book``). Verified: tests compare each day of these years with the library, and
find every statutory day among its days off. The library itself was not compared with the notices of those years, with
one exception: it counts the weekend of 30 and 31 December 2023 to New Year's Day, which the notice of 2024 leaves a
weekend (与周末连休); so does this calendar.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from dutyroom.calendar.book import HolidayBook
from dutyroom.calendar.model import ArrangementStatus, Holiday, YearArrangement

FIRST_YEAR = 2004
LAST_YEAR = 2023

_IDS = {
    "New Year's Day": "new_year",
    "Spring Festival": "spring_festival",
    "Tomb-sweeping Day": "qingming",
    "Labour Day": "labour_day",
    "Dragon Boat Festival": "dragon_boat",
    "Mid-autumn Festival": "mid_autumn",
    "National Day": "national_day",
    "Anti-Fascist 70th Day": "victory_day",
}


def published_arrangement(year: int, book: HolidayBook) -> YearArrangement:
    """Return the arrangement of ``year`` (2004 to 2023), days of the December before included."""
    import chinese_calendar

    rest = _days_of(year, chinese_calendar.holidays)
    make_up = _days_of(year, chinese_calendar.workdays)
    statutory = book.statutory_days(year)
    holidays = [
        Holiday(
            id=id_,
            name=book.names[id_].zh,
            first=min(days),  # a weekend inside a holiday, which the library passes over, is part of it
            last=max(days),
            statutory=statutory[id_],
            make_up=tuple(make_up.get(id_, ())),
        )
        for id_, days in sorted(rest.items(), key=lambda item: min(item[1]))
    ]
    return YearArrangement(year, ArrangementStatus.OFFICIAL, _joined(holidays, statutory, book), "chinesecalendar")


def _days_of(year: int, table: Mapping[date, str]) -> dict[str, list[date]]:
    """Return the days of a year's arrangement by holiday id; New Year's days in December belong to the year after."""
    days: dict[str, list[date]] = defaultdict(list)
    for day, name in table.items():
        id_ = _IDS[name]
        if day.year + (id_ == "new_year" and day.month == 12) == year:
            days[id_].append(day)
    return days


def _joined(
    holidays: list[Holiday], statutory: Mapping[str, tuple[date, ...]], book: HolidayBook
) -> tuple[Holiday, ...]:
    """Make one holiday of National Day and a Mid-Autumn that touches it, as the notices of such years do."""
    mid_autumn = statutory.get("mid_autumn")
    found = {holiday.id: holiday for holiday in holidays}
    national = found["national_day"]
    day = timedelta(days=1)
    if mid_autumn is None or not national.first - day <= mid_autumn[0] <= national.last + day:
        return tuple(holidays)
    parts = [national, *([found["mid_autumn"]] if "mid_autumn" in found else [])]
    common = replace(
        national,
        id="national_mid_autumn",
        name=book.names["national_mid_autumn"].zh,
        first=min(part.first for part in parts),
        last=max(part.last for part in parts),
        statutory=tuple({*national.statutory, *mid_autumn}),
        make_up=tuple(worked for part in parts for worked in part.make_up),
    )
    return (*(holiday for holiday in holidays if holiday not in parts), common)
