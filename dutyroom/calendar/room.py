"""The calendar of this room: its days, its zone, its hours of handover, the watch of a moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from dutyroom.calendar.model import (
    Day,
    HandoverChange,
    HandoverTimes,
    Season,
    Shift,
    ShiftPeriod,
    WorkingDay,
    YearArrangement,
)
from dutyroom.calendar.rules import Calendar, shipped_calendar
from dutyroom.calendar.shifts import next_handover, shift_at, shifts_of
from dutyroom.calendar.working_days import add_working_days
from dutyroom.errors import Refused
from dutyroom.seasons import read_close_of_day
from dutyroom.settings import CLOSE_OF_DAY, MORNING_HANDOVER, ZONE, RoomSettings


class RoomCalendar:
    """Answers what day it is here and whose shift, from whatever thread.

    It reads the settings again after ``settings_changed``, and what was accepted after ``calendar_changed``;
    ``accepted`` gives the calendar as it stands and is first asked when a day is.
    """

    def __init__(self, settings: RoomSettings, accepted: Callable[[], Calendar] = shipped_calendar) -> None:
        self._settings = settings
        self._accepted = accepted
        self._calendar: Calendar | None = None
        self._reading = threading.Lock()
        self._last: ShiftPeriod | None = None
        self.settings_changed()

    def settings_changed(self) -> None:
        """Read zone and hours again."""
        values = self._settings.all()
        self.zone = ZoneInfo(values.get(ZONE.name, ZONE.default))
        self.times = handover_times(
            values.get(MORNING_HANDOVER.name, MORNING_HANDOVER.default),
            values.get(CLOSE_OF_DAY.name, CLOSE_OF_DAY.default),
        )
        self._last = None

    def calendar_changed(self) -> None:
        """Read again what the room has accepted, where somebody has asked for a day at all."""
        with self._reading:
            if self._calendar is not None:
                self._calendar = self._accepted()

    @property
    def days_known(self) -> Calendar:
        """The calendar as it stands now; it never changes, the next one is another."""
        with self._reading:
            if self._calendar is None:
                self._calendar = self._accepted()
            return self._calendar

    def local(self, moment: datetime) -> datetime:
        """Return ``moment`` in the room's zone."""
        return moment.astimezone(self.zone)

    def local_date(self, moment: datetime) -> date:
        """Return the date of ``moment`` in the room's zone."""
        return self.local(moment).date()

    def shift_at(self, moment: datetime) -> ShiftPeriod:
        """Return the shift that covers ``moment``."""
        last = self._last
        if last is None or not last.start <= moment < last.end:
            last = self._last = shift_at(moment, self.zone, self.times)
        return last

    def watch_at(self, moment: datetime) -> str:
        """Return the name of the watch of ``moment``: ``2026-11-21/day``."""
        return watch_name(self.shift_at(moment))

    def watch_span(self, watch: str) -> ShiftPeriod:
        """Return the shift that a watch's name stands for; Refused ``calendar.bad_watch``."""
        day_text, _, shift_text = watch.partition("/")
        try:
            day, shift = date.fromisoformat(day_text), Shift(shift_text)
        except ValueError as error:
            raise Refused("calendar.bad_watch", watch=watch) from error
        return next(period for period in shifts_of(day, self.zone, self.times) if period.shift is shift)

    def next_handover(self, moment: datetime) -> datetime:
        """Return the first handover after ``moment``, in UTC."""
        return next_handover(moment, self.zone, self.times)

    def day(self, day: date) -> Day:
        """Return what kind of day ``day`` is; Refused ``calendar.year_unknown``."""
        return self.days_known.day(day)

    def days(self, first: date, last: date) -> tuple[Day, ...]:
        """Return the days from ``first`` to ``last``, both included."""
        return self.days_known.days(first, last)

    def arrangement(self, year: int) -> YearArrangement:
        """Return the arrangement of ``year`` that holds here; its status says whether it is published."""
        return self.days_known.arrangement(year)

    def add_working_days(self, day: date, count: int) -> WorkingDay:
        """Return the working day ``count`` working days after ``day``; see ``working_days``."""
        return add_working_days(self.days_known, day, count)

    def day_span(self, day: date) -> tuple[datetime, datetime]:
        """Return the first moment of ``day`` here and the first of the next, in UTC."""
        start = datetime.combine(day, time(0), tzinfo=self.zone)
        end = datetime.combine(date.fromordinal(day.toordinal() + 1), time(0), tzinfo=self.zone)
        return start.astimezone(UTC), end.astimezone(UTC)


def watch_name(period: ShiftPeriod) -> str:
    """Return the name of the watch of a shift: ``2026-11-21/day``."""
    return f"{period.date.isoformat()}/{period.shift.value}"


def handover_times(morning: str, close_of_day: str) -> HandoverTimes:
    """Return the hours of handover as the settings write them: ``08:00``, and ``seasons`` for the close of day.

    Raises ValueError for what the settings cannot say, Refused ``calendar.handover_order`` for hours that do not fit.
    """
    start = time.fromisoformat(morning)
    return HandoverTimes(
        tuple(
            HandoverChange(change.begins, tuple(Season(*season) for season in change.seasons), start)
            for change in read_close_of_day(close_of_day)
        )
    )
