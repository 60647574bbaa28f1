"""Days, holidays, shifts and handover hours: what the calendar room speaks of."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum

from dutyroom.errors import Refused
from dutyroom.frozen import dataclass

WEEKDAYS = "一二三四五六日"
LOCAL = "local"  # before the colon of a local holiday's id; a shipped id has no colon
_LEAST_SHIFT_MINUTES = 4 * 60


def _minutes(wall: time) -> int:
    return wall.hour * 60 + wall.minute


class DayType(StrEnum):
    """What kind of day it is for work and duty."""

    WORKDAY = "workday"
    REST_DAY = "rest_day"
    STATUTORY_HOLIDAY = "statutory_holiday"
    HOLIDAY_REST_DAY = "holiday_rest_day"
    MAKE_UP_WORKDAY = "make_up_workday"

    @property
    def works(self) -> bool:
        """Whether offices work on such a day."""
        return self in (DayType.WORKDAY, DayType.MAKE_UP_WORKDAY)


class ArrangementStatus(StrEnum):
    """How sure a year's arrangement is."""

    OFFICIAL = "official"
    UNPUBLISHED = "unpublished"
    PROVISIONAL = "provisional"


class LocalAct(StrEnum):
    """What an entry says of a local holiday."""

    ADDED = "added"
    WITHDRAWN = "withdrawn"


class LeadRole(StrEnum):
    """Who may be the leader in charge of a day (R066, R067)."""

    HEAD_OF_DUTY_ROOM = "head_of_duty_room"
    SECRETARY_GENERAL = "secretary_general"
    DEPUTY_SECRETARY_GENERAL = "deputy_secretary_general"
    OFFICE_LEADER = "office_leader"


class Shift(StrEnum):
    """The two shifts of every day."""

    DAY = "day"
    NIGHT = "night"


@dataclass(frozen=True)
class Holiday:
    """One holiday of a year: off from ``first`` to ``last``, both included.

    ``statutory`` are the law's own days within; the others off are weekends or days that ``make_up`` pays for.
    """

    id: str
    name: str
    first: date
    last: date
    statutory: tuple[date, ...]
    make_up: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        """Hold the days in order, so that equal holidays compare equal."""
        if self.first > self.last:
            raise ValueError(f"{self.id} ends on {self.last}, before it begins on {self.first}")
        object.__setattr__(self, "statutory", tuple(sorted(self.statutory)))
        object.__setattr__(self, "make_up", tuple(sorted(self.make_up)))


@dataclass(frozen=True)
class YearArrangement:
    """The holidays of a year. Days of the December before may be among them, never days of the year after."""

    year: int
    status: ArrangementStatus
    holidays: tuple[Holiday, ...]
    source: str = ""


@dataclass(frozen=True)
class LocalHoliday:
    """A day off that only this locality has, by a notice of its own; ``source`` names the notice."""

    id: str
    day: date
    name: str
    source: str = ""

    @property
    def kind(self) -> str:
        """The id of the holiday among the others: ``local:三月三``, the same every year."""
        return f"{LOCAL}:{self.name}"


@dataclass(frozen=True)
class Day:
    """One day of the calendar; the holiday is named on days off that belong to one and on the days worked for it."""

    date: date
    day_type: DayType
    status: ArrangementStatus
    holiday_id: str | None = None
    holiday_name: str | None = None

    @property
    def local(self) -> bool:
        """Whether only this locality is off."""
        return self.holiday_id is not None and self.holiday_id.startswith(f"{LOCAL}:")

    @property
    def weekday(self) -> int:
        """The day of the week after ISO 8601: Monday is 1, Sunday 7."""
        return self.date.isoweekday()

    @property
    def works(self) -> bool:
        """Whether offices work on this day."""
        return self.day_type.works


@dataclass(frozen=True)
class DayChange:
    """A day that becomes something else: its type, or the holiday it belongs to."""

    date: date
    before: Day
    after: Day

    @property
    def type_changed(self) -> bool:
        """Whether the type is another; else only the holiday is."""
        return self.before.day_type is not self.after.day_type


@dataclass(frozen=True)
class ArrangementVersion:
    """One version of a year in this room: ``version`` counts from 1.

    ``arrangement`` is None where the version takes the earlier ones back and the shipped facts hold again; ``source``
    is the paper it rests on, or the reason for taking back; ``notice`` the text that was pasted, if one was.
    """

    id: str
    year: int
    version: int
    arrangement: YearArrangement | None
    source: str
    notice: str
    accepted_at: datetime
    account_name: str


@dataclass(frozen=True)
class LocalEntry:
    """One entry about a local holiday; the ``source`` of a withdrawal is its reason."""

    act: LocalAct
    holiday: LocalHoliday
    source: str
    entered_at: datetime
    account_name: str


@dataclass(frozen=True)
class LunarDay:
    """A day of the lunar calendar: ``month`` 十月, ``day`` 初三, ``solar_term`` 冬至 where one falls on it."""

    month: str
    day: str
    solar_term: str | None

    @property
    def label(self) -> str:
        """Month and day in full: 十月初三."""
        return self.month + self.day

    @property
    def short(self) -> str:
        """What fits a cell of the wall calendar: the solar term, the month on its first day, else the day."""
        if self.solar_term is not None:
            return self.solar_term
        return self.month if self.day == "初一" else self.day


@dataclass(frozen=True)
class ShiftPeriod:
    """One shift in time: ``start`` included, ``end`` not, both in UTC; a night belongs to the date it begins on."""

    date: date
    shift: Shift
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Season:
    """The close of day from ``month``/``day`` of every year until the next season begins."""

    month: int
    day: int
    close: time


@dataclass(frozen=True)
class HandoverChange:
    """The hours of handover from a date on, until a later change; seasons come back every year.

    Raises Refused ``calendar.handover_order`` where day and night are not at least four hours each; the order of
    shifts across a change of clocks rests on that.
    """

    effective_from: date
    seasons: tuple[Season, ...]
    morning: time = time(8, 0)

    def __post_init__(self) -> None:
        """Hold the seasons in order and check the hours."""
        if not self.seasons:
            raise ValueError("hours of handover without a season")
        object.__setattr__(self, "seasons", tuple(sorted(self.seasons, key=lambda season: (season.month, season.day))))
        for season in self.seasons:
            length = _minutes(season.close) - _minutes(self.morning)
            if not _LEAST_SHIFT_MINUTES <= length <= 24 * 60 - _LEAST_SHIFT_MINUTES:
                raise Refused("calendar.handover_order", morning=f"{self.morning:%H:%M}", close=f"{season.close:%H:%M}")

    def close_on(self, day: date) -> time:
        """Return the close of ``day``; before the year's first season, the last one of the year before goes on."""
        begun = [season for season in self.seasons if (season.month, season.day) <= (day.month, day.day)]
        return (begun or self.seasons)[-1].close


@dataclass(frozen=True)
class HandoverTimes:
    """When the watch changes: in the morning and at the close of day (R080), each change with its date.

    Before the first change the first one counts, so that no day is without hours.
    """

    changes: tuple[HandoverChange, ...]

    def __post_init__(self) -> None:
        """Hold the changes in order."""
        if not self.changes:
            raise ValueError("hours of handover are missing")
        object.__setattr__(self, "changes", tuple(sorted(self.changes, key=lambda change: change.effective_from)))

    def on(self, day: date) -> tuple[time, time]:
        """Return the wall times at which the day shift and the night shift of ``day`` begin."""
        effective = [change for change in self.changes if change.effective_from <= day]
        change = effective[-1] if effective else self.changes[0]
        return change.morning, change.close_on(day)


# The source fixes 08:00 and "下午下班时间"; 17:30 is where a new room starts, its own hour is a setting.
DEFAULT_TIMES = HandoverTimes((HandoverChange(date.min, (Season(1, 1, time(17, 30)),)),))


@dataclass(frozen=True)
class WorkingDay:
    """A date found by counting working days.

    ``uncertain_years`` are the years on the way without an official arrangement.
    """

    date: date
    uncertain_years: tuple[int, ...] = ()

    @property
    def provisional(self) -> bool:
        """Whether a notice still to come may move the date."""
        return bool(self.uncertain_years)


@dataclass(frozen=True)
class WorkingDayCount:
    """A number of working days; ``uncertain_years`` as in ``WorkingDay``."""

    days: int
    uncertain_years: tuple[int, ...] = ()

    @property
    def provisional(self) -> bool:
        """Whether a notice still to come may change the number."""
        return bool(self.uncertain_years)
