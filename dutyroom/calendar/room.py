"""The calendar of this room: its zone, its hours of handover, the watch of a moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from dutyroom.calendar.model import Day, HandoverChange, HandoverTimes, Season, Shift, ShiftPeriod
from dutyroom.calendar.rules import Calendar, shipped_calendar
from dutyroom.calendar.shifts import next_handover, shift_at, shifts_of
from dutyroom.errors import Refused
from dutyroom.settings import CLOSE_OF_DAY, MORNING_HANDOVER, ZONE, RoomSettings


class RoomCalendar:
    """Answers what day it is here and whose shift; reads the settings again after ``settings_changed``."""

    def __init__(self, settings: RoomSettings, calendar: Calendar | None = None) -> None:
        self._settings = settings
        self._calendar = calendar
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
        """Return what kind of day ``day`` is."""
        if self._calendar is None:
            self._calendar = shipped_calendar()
        return self._calendar.day(day)

    def day_span(self, day: date) -> tuple[datetime, datetime]:
        """Return the first moment of ``day`` here and the first of the next, in UTC."""
        start = datetime.combine(day, time(0), tzinfo=self.zone)
        end = datetime.combine(date.fromordinal(day.toordinal() + 1), time(0), tzinfo=self.zone)
        return start.astimezone(UTC), end.astimezone(UTC)


def watch_name(period: ShiftPeriod) -> str:
    """Return the name of the watch of a shift: ``2026-11-21/day``."""
    return f"{period.date.isoformat()}/{period.shift.value}"


def handover_times(morning: str, close_of_day: str) -> HandoverTimes:
    """Return the hours of handover as the settings write them: ``08:00``, ``05-01 18:00, 10-01 17:30``."""
    seasons = []
    for part in close_of_day.split(","):
        day_text, close = part.split()
        month, day = (int(number) for number in day_text.split("-"))
        seasons.append(Season(month, day, time.fromisoformat(close)))
    return HandoverTimes((HandoverChange(date.min, tuple(seasons), time.fromisoformat(morning)),))
