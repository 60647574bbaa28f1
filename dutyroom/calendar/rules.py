"""The type of any day from 2004 to 2099, and who leads on it.

Where the facts come from, in this order: an arrangement that was handed in (edited in the settings), the shipped
ones of 2024 to 2026, the library's of 2004 to 2023, and for every other year the law alone. A year without a published
arrangement is ``unpublished``: weekends rest, the law's own days are statutory holidays, and nothing is guessed,
neither make-up days nor days given back for a holiday on a weekend. Where two festivals meet on one day, the later in
the law names it (3 October 2028: National Day).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

from dutyroom.calendar.model import (
    ArrangementStatus,
    Day,
    DayChange,
    DayType,
    Holiday,
    LeadRole,
    LocalAct,
    LocalEntry,
    LocalHoliday,
    YearArrangement,
)
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass

FIRST_YEAR = 2004
LAST_YEAR = 2099  # a bound, so that a mistyped year is refused
_LIBRARY_YEARS = range(FIRST_YEAR, 2024)


@dataclass(frozen=True)
class _Mark:
    """What an arrangement says about one day."""

    day_type: DayType
    holiday: Holiday
    status: ArrangementStatus


class Calendar:
    """The days of the years, from the shipped facts and the arrangements handed in; tables of a year are kept.

    A local holiday is a day off on what would be worked or a plain weekend; on a day off of the whole country it
    changes nothing. Leaders take turns on it as on the others (R067).
    """

    def __init__(self, edited: Iterable[YearArrangement] = (), local: Iterable[LocalHoliday] = ()) -> None:
        self._edited: Mapping[int, YearArrangement] = {one.year: one for one in edited}
        self._local: Mapping[date, LocalHoliday] = {one.day: one for one in local}
        self._arrangements: dict[int, YearArrangement] = {}
        self._marks: dict[int, dict[date, _Mark]] = {}

    def arrangement(self, year: int) -> YearArrangement:
        """Return the arrangement of ``year``; Refused ``calendar.year_unknown`` outside 2004 to 2099."""
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Refused("calendar.year_unknown", year=year, first=FIRST_YEAR, last=LAST_YEAR)
        found = self._arrangements.get(year)
        if found is None:
            found = self._published(year) or _of_the_law(year)
            self._arrangements[year] = found
        return found

    def day(self, day: date) -> Day:
        """Return the type, holiday and status of a date; Refused ``calendar.year_unknown`` outside 2004 to 2099.

        The last days of December may belong to the New Year of the year after and then carry its status. While that
        year is unpublished they follow the present one.
        """
        if isinstance(day, datetime):
            raise TypeError("a calendar has dates; ask the shifts for a moment")
        national = self._national(day)
        local = self._local.get(day)
        if local is None or national.day_type in (DayType.STATUTORY_HOLIDAY, DayType.HOLIDAY_REST_DAY):
            return national
        return replace(national, day_type=DayType.HOLIDAY_REST_DAY, holiday_id=local.kind, holiday_name=local.name)

    def changed(self, *, arrangement: YearArrangement) -> Calendar:
        """Return this calendar with another arrangement of one year."""
        edited = {**self._edited, arrangement.year: arrangement}
        return Calendar(edited.values(), self._local.values())

    def days(self, first: date, last: date) -> tuple[Day, ...]:
        """Return the days from ``first`` to ``last``, both included."""
        return tuple(self.day(first + timedelta(days=number)) for number in range((last - first).days + 1))

    def _national(self, day: date) -> Day:
        following = day.month == 12 and day.year < LAST_YEAR  # New Year may begin, or be worked for, in December
        for year in (day.year + 1, day.year) if following else (day.year,):
            mark = self._year(year).get(day)
            if mark is not None:
                return Day(day, mark.day_type, mark.status, mark.holiday.id, mark.holiday.name)
        plain = DayType.REST_DAY if day.isoweekday() > 5 else DayType.WORKDAY
        return Day(day, plain, self.arrangement(day.year).status)

    def _published(self, year: int) -> YearArrangement | None:
        if year in self._edited:
            return self._edited[year]
        from dutyroom.calendar.book import shipped_book  # importing this module stays cheap

        book = shipped_book()
        if year in book.arrangements:
            return book.arrangements[year]
        if year in _LIBRARY_YEARS:
            from dutyroom.calendar.published import published_arrangement

            return published_arrangement(year, book)
        return None

    def _year(self, year: int) -> dict[date, _Mark]:
        marks = self._marks.get(year)
        if marks is None:
            marks = self._marks[year] = _marks(self.arrangement(year))
        return marks


@cache
def shipped_calendar() -> Calendar:
    """Return the calendar of the shipped facts alone."""
    return Calendar()


def changed_days(before: Calendar, after: Calendar, first: date, last: date) -> tuple[DayChange, ...]:
    """Return the days from ``first`` to ``last``, both included, whose type or holiday differs, in their order."""
    pairs = zip(before.days(first, last), after.days(first, last), strict=True)
    return tuple(
        DayChange(old.date, old, new)
        for old, new in pairs
        if (old.day_type, old.holiday_id) != (new.day_type, new.holiday_id)
    )


def span_of(year: int) -> tuple[date, date]:
    """Return the days that an arrangement of ``year`` may touch: from 1 December of the year before to its end."""
    return date(year - 1, 12, 1) if year > FIRST_YEAR else date(year, 1, 1), date(year, 12, 31)


def standing(entries: tuple[LocalEntry, ...]) -> tuple[LocalHoliday, ...]:
    """Return the local holidays that were added and not withdrawn, by date; ``entries`` oldest first."""
    there: dict[str, LocalHoliday] = {}
    for entry in entries:
        if entry.act is LocalAct.ADDED:
            there[entry.holiday.id] = entry.holiday
        else:
            there.pop(entry.holiday.id, None)
    return tuple(sorted(there.values(), key=_day_of))


def lead_roles(day_type: DayType) -> tuple[LeadRole, ...]:
    """Return who leads on such a day; several take turns.

    Source: R066 (workdays and rest days: a head of the duty room) and R067 (the holidays: the secretary-general, the
    deputies and other leaders of the office in turn). The other days of a holiday's arrangement go with the holiday; a
    make-up workday is a workday.
    """
    if day_type in (DayType.STATUTORY_HOLIDAY, DayType.HOLIDAY_REST_DAY):
        return (LeadRole.SECRETARY_GENERAL, LeadRole.DEPUTY_SECRETARY_GENERAL, LeadRole.OFFICE_LEADER)
    return (LeadRole.HEAD_OF_DUTY_ROOM,)


def _of_the_law(year: int) -> YearArrangement:
    """Return the statutory days of ``year`` as holidays of their own, without days off around them."""
    from dutyroom.calendar.book import shipped_book

    book = shipped_book()
    holidays = tuple(
        Holiday(id_, book.names[id_].zh, days[0], days[-1], days) for id_, days in book.statutory_days(year).items()
    )
    return YearArrangement(year, ArrangementStatus.UNPUBLISHED, holidays)


def _marks(arrangement: YearArrangement) -> dict[date, _Mark]:
    """Return what ``arrangement`` says by day: a statutory day wins over a day off, a day worked over both."""
    marks: dict[date, _Mark] = {}
    for holiday in arrangement.holidays:
        for number in range((holiday.last - holiday.first).days + 1):
            day = holiday.first + timedelta(days=number)
            marks[day] = _Mark(DayType.HOLIDAY_REST_DAY, holiday, arrangement.status)
    for holiday in arrangement.holidays:
        for day in holiday.statutory:
            marks[day] = _Mark(DayType.STATUTORY_HOLIDAY, holiday, arrangement.status)
    for holiday in arrangement.holidays:
        for day in holiday.make_up:
            marks[day] = _Mark(DayType.MAKE_UP_WORKDAY, holiday, arrangement.status)
    return marks


def _day_of(holiday: LocalHoliday) -> date:
    return holiday.day
