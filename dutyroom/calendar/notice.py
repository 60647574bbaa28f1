"""Reads the State Council's yearly notice on holidays, as pasted, into an arrangement.

Follows the wording of the notices for 2024 to 2026 (and the older 补休, 星期六): an item per holiday, days off as a
span, days worked as a list. What is read is only a proposal: every weekday, lunar day and number of days that the text
states is checked against the calendar, every statutory day against the law, and what does not fit is reported with its
place. A person looks at it before it counts.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dutyroom.calendar.book import HolidayBook
from dutyroom.calendar.checks import faults
from dutyroom.calendar.model import WEEKDAYS, ArrangementStatus, Holiday, YearArrangement
from dutyroom.calendar.notice_words import DateWord, Group, Item, Verb, fold, groups_of, items_of, year_of
from dutyroom.calendar.rules import FIRST_YEAR, LAST_YEAR
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass

_WEEKDAY_NOTE = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_LUNAR_NOTE = re.compile(r"农历\s*(除夕|闰?[正一二三四五六七八九十冬腊]{1,2}月[初十廿二三][一二三四五六七八九十]{1,2})")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class NoticeProblem:
    """Something in the notice that does not fit: ``start`` to ``end`` in the pasted text, and the sentence's error.

    Both positions are 0 where the whole text is meant.
    """

    start: int
    end: int
    error: Refused


@dataclass(frozen=True)
class ReadNotice:
    """What was read; ``arrangement`` is None where there is no year or no item to be found."""

    arrangement: YearArrangement | None
    problems: tuple[NoticeProblem, ...]


def read_notice(text: str, book: HolidayBook, *, year: int | None = None, source: str = "") -> ReadNotice:
    """Read a pasted notice; ``year`` overrides the one of its title, ``source`` is kept with the arrangement.

    Problems come in the order of the text. Raises nothing for a bad text: that is what the problems are for.
    """
    reader = _Reader(fold(text), book, year)
    return reader.read(source)


class _Reader:
    """One reading of one text, collecting problems on its way."""

    def __init__(self, text: str, book: HolidayBook, year: int | None) -> None:
        self._text = text
        self._book = book
        self._year = year if year is not None else year_of(text)
        self._ids = {
            spelling: name.id for name in book.names.values() if not name.joins for spelling in (name.zh, *name.also)
        }
        self._problems: list[NoticeProblem] = []
        self._places: dict[tuple[str, date], tuple[int, int]] = {}
        self._headings: dict[str, tuple[int, int]] = {}

    def read(self, source: str) -> ReadNotice:
        holidays: list[Holiday] = []
        if self._year is None or not FIRST_YEAR <= self._year <= LAST_YEAR:
            self._add((0, 0), "calendar.notice_no_year")
            return ReadNotice(None, tuple(self._problems))
        for item in items_of(self._text, self._ids):
            holiday = self._holiday(item, self._year)
            if holiday is not None:
                holidays.append(holiday)
        if not holidays:
            self._add((0, 0), "calendar.notice_no_items")
            return ReadNotice(None, self._in_order())
        arrangement = YearArrangement(self._year, ArrangementStatus.OFFICIAL, tuple(holidays), source)
        for fault in faults(arrangement, self._book):
            place = self._headings.get(fault.holiday_id or "", (0, 0))
            if fault.holiday_id is not None and fault.day is not None:
                place = self._places.get((fault.holiday_id, fault.day), place)
            self._problems.append(NoticeProblem(*place, fault.error))
        return ReadNotice(arrangement, self._in_order())

    def _holiday(self, item: Item, year: int) -> Holiday | None:
        identity = self._identity(item)
        if identity is None:
            self._add(item.heading, "calendar.notice_unknown_holiday", holiday="、".join(item.names))
            return None
        id_, name = identity
        if id_ in self._headings:
            self._add(item.heading, "calendar.notice_twice", holiday=name)
            return None
        self._headings[id_] = item.heading
        rest: set[date] = set()
        make_up: set[date] = set()
        month: int | None = None
        for group in groups_of(self._text, item.body):
            days, month = self._days(group, id_, year, month)
            if group.verb is None:
                self._add(group.place, "calendar.notice_not_understood", text=self._text[slice(*group.place)])
            else:
                (rest if group.verb is Verb.REST else make_up).update(days)
        if not rest:
            self._add(item.heading, "calendar.notice_no_days_off", holiday=name)
            return None
        first, last = min(rest), max(rest)
        self._check_gaps(item, name, rest)
        statutory = self._book.statutory_days(year)
        own = {day for festival in self._book.festivals_of(id_) for day in statutory.get(festival, ())}
        within = tuple(day for day in own if first <= day <= last)
        return Holiday(id_, name, first, last, within, tuple(make_up))

    def _identity(self, item: Item) -> tuple[str, str] | None:
        """Return id and name of an item's holiday: one festival, or a common holiday of several; None for others."""
        parts = {self._ids.get(name) for name in item.names}
        for name in self._book.names.values():
            if parts == set(name.joins or (name.id,)):
                return name.id, name.zh
        return None

    def _days(self, group: Group, id_: str, year: int, month: int | None) -> tuple[list[date], int | None]:
        """Return the days of a group and the month its last date stands in, for dates that leave theirs out."""
        days: list[date] = []
        for first_word, last_word in group.spans:
            first = self._date(first_word, id_, year, month)
            month = first_word.month or month
            last = self._date(last_word, id_, year, month) if last_word is not first_word else first
            month = last_word.month or month
            if first is None or last is None:
                continue
            if last < first:
                place = (first_word.start, last_word.end)
                self._add(place, "calendar.notice_wrong_order", text=self._text[slice(*place)])
                continue
            days.extend(first + number * _DAY for number in range((last - first).days + 1))
        if days:
            self._check_group(group, days)
        return days, month

    def _date(self, word: DateWord, id_: str, year: int, month: int | None) -> date | None:
        month = word.month or month
        if word.year is not None:
            year = word.year
        elif id_ == "new_year" and month == 12:
            year -= 1
        place = (word.start, word.end)
        try:
            if abs(year - (self._year or 0)) > 1:
                raise ValueError(year)
            day = date(year, month or 0, word.day)
        except ValueError:
            self._add(place, "calendar.notice_no_such_date", text=self._text[slice(*place)])
            return None
        self._places[id_, day] = place
        self._check_note(word, day)
        return day

    def _check_note(self, word: DateWord, day: date) -> None:
        """Hold the weekday and the lunar day in the brackets against the calendar."""
        place = (word.start, word.end)
        weekday = _WEEKDAY_NOTE.search(word.note)
        if weekday and WEEKDAYS.index(weekday[1].replace("天", "日")) != day.weekday():
            real = "周" + WEEKDAYS[day.weekday()]
            self._add(place, "calendar.notice_weekday", date=str(day), said=weekday[0], real=real)
        lunar = _LUNAR_NOTE.search(word.note)
        if lunar:
            words = _lunar_words(day)
            if _plain_lunar(lunar[1]) not in words:
                self._add(place, "calendar.notice_lunar", date=str(day), said=lunar[1], real=words[0])

    def _check_group(self, group: Group, days: list[date]) -> None:
        if group.count is not None and group.count != len(set(days)):
            self._add(group.count_at, "calendar.notice_count", said=group.count, real=len(set(days)))
        beside = (min(days) - _DAY, max(days) + _DAY)
        if group.joined and not any(day.isoweekday() > 5 for day in (*beside, *days)):
            self._add(group.place, "calendar.notice_no_weekend", text=self._text[slice(*group.place)])

    def _check_gaps(self, item: Item, name: str, rest: set[date]) -> None:
        """Report the first workday between the days off of one holiday: the arrangement holds a holiday as one span."""
        day = min(rest)
        while day < max(rest):
            day += _DAY
            if day not in rest and day.isoweekday() < 6:
                self._add(item.heading, "calendar.notice_gap", holiday=name, date=str(day))
                return

    def _add(self, place: tuple[int, int], code: str, **params: str | int) -> None:
        self._problems.append(NoticeProblem(*place, Refused(code, **params)))

    def _in_order(self) -> tuple[NoticeProblem, ...]:
        return tuple(sorted(self._problems, key=_start_of))


def _start_of(problem: NoticeProblem) -> int:
    return problem.start


def _lunar_words(day: date) -> tuple[str, ...]:
    """Return how a notice may call the lunar day of ``day``, the plainest first."""
    from dutyroom.calendar.lunar import lunar_day

    following = lunar_day(day + _DAY)
    eve: tuple[str, ...] = ("除夕",) if following.month == "正月" and following.day == "初一" else ()
    return (_plain_lunar(lunar_day(day).label), *eve)


def _plain_lunar(text: str) -> str:
    """Return a lunar day in one spelling: 十二月廿八 and 腊月二十八 are the same."""
    for written, plain in (("十二月", "腊月"), ("十一月", "冬月"), ("一月", "正月")):
        if text.removeprefix("闰").startswith(written):
            text = text.replace(written, plain)
            break
    return text.replace("廿", "二十") if not text.endswith("廿") else text
