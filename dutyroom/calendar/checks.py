"""What is wrong with a year's arrangement, whether pasted from a notice or typed in the settings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dutyroom.calendar.book import HolidayBook
from dutyroom.calendar.model import WEEKDAYS, Holiday, YearArrangement
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing wrong: with which holiday and which day, where it has any; ``error`` carries the sentence."""

    error: Refused
    holiday_id: str | None = None
    day: date | None = None


def faults(arrangement: YearArrangement, book: HolidayBook) -> tuple[Fault, ...]:
    """Return what is wrong with ``arrangement``; none is fine.

    A make-up day is a Saturday or Sunday and not a day off; every statutory day of the law of that year is a day off of
    its own holiday; no day belongs to two holidays; days are of the year or of the December before.
    """
    rest: dict[date, Holiday] = {}
    found: list[Fault] = []
    for holiday in arrangement.holidays:
        for number in range((holiday.last - holiday.first).days + 1):
            day = holiday.first + timedelta(days=number)
            if rest.setdefault(day, holiday) is not holiday:
                error = Refused("calendar.days_overlap", date=str(day), holiday=holiday.name, other=rest[day].name)
                found.append(Fault(error, holiday.id, day))
    for holiday in arrangement.holidays:
        found.extend(_make_up_faults(holiday, rest))
        found.extend(_year_faults(holiday, arrangement.year))
    found.extend(_law_faults(arrangement, book))
    return tuple(found)


def _make_up_faults(holiday: Holiday, rest: dict[date, Holiday]) -> Iterator[Fault]:
    for day in holiday.make_up:
        if day in rest:
            error = Refused("calendar.make_up_is_off", date=str(day), holiday=rest[day].name)
            yield Fault(error, holiday.id, day)
        elif day.isoweekday() < 6:
            weekday = "周" + WEEKDAYS[day.weekday()]
            yield Fault(Refused("calendar.make_up_not_weekend", date=str(day), weekday=weekday), holiday.id, day)


def _year_faults(holiday: Holiday, year: int) -> Iterator[Fault]:
    for day in sorted({holiday.first, holiday.last, *holiday.make_up, *holiday.statutory}):
        if day.year != year and (day.year, day.month) != (year - 1, 12):
            yield Fault(Refused("calendar.outside_year", date=str(day), year=year), holiday.id, day)


def _law_faults(arrangement: YearArrangement, book: HolidayBook) -> Iterator[Fault]:
    """Yield the law's days that the arrangement leaves out."""
    owner = {festival: holiday for holiday in arrangement.holidays for festival in book.festivals_of(holiday.id)}
    for festival, days in book.statutory_days(arrangement.year).items():
        holiday = owner.get(festival)
        name = book.names[festival].zh
        if holiday is None:
            yield Fault(Refused("calendar.holiday_missing", holiday=name))
            continue
        for day in days:
            if not holiday.first <= day <= holiday.last:
                yield Fault(Refused("calendar.statutory_day_missing", holiday=name, date=str(day)), holiday.id, day)
