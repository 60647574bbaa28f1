"""Which shift covers a moment: the day shift from the morning to the close of day, the night to the next morning.

Shifts are spans between boundaries, and each boundary ends one shift and begins the next, so no moment is outside a
shift and none in two, whatever the clocks of the zone do. A wall time that a change of clocks leaves out becomes the
moment just as far past the change; one that comes twice is taken the first time; a date that a zone leaves out
altogether (Samoa, 30 December 2011) has no shifts, and the night before lasts until the next morning there is.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from dutyroom.calendar.model import HandoverTimes, Shift, ShiftPeriod
from dutyroom.clock import as_utc

# Far enough to find a boundary on either side, also where a date is left out or comes twice.
_MARGIN = timedelta(days=3)


def shift_at(moment: datetime, zone: ZoneInfo, times: HandoverTimes) -> ShiftPeriod:
    """Return the shift that covers ``moment``; ValueError for a naive one."""
    moment = as_utc(moment)
    (period,) = shifts_between(moment, moment + timedelta(microseconds=1), zone, times)
    return period


def shifts_between(start: datetime, end: datetime, zone: ZoneInfo, times: HandoverTimes) -> tuple[ShiftPeriod, ...]:
    """Return the shifts that cover ``start`` (included) to ``end`` (not), each in full; none for an empty span."""
    start, end = as_utc(start), as_utc(end)
    if start >= end:
        return ()
    first = start.astimezone(zone).date() - _MARGIN
    last = end.astimezone(zone).date() + _MARGIN
    return tuple(period for period in _periods(first, last, zone, times) if period.start < end and start < period.end)


def shifts_of(day: date, zone: ZoneInfo, times: HandoverTimes) -> tuple[ShiftPeriod, ...]:
    """Return the day shift and the night shift that begin on ``day``; none on a date that the zone leaves out."""
    return tuple(period for period in _periods(day, day + _MARGIN, zone, times) if period.date == day)


def next_handover(moment: datetime, zone: ZoneInfo, times: HandoverTimes) -> datetime:
    """Return the first handover after ``moment``, in UTC; at a handover itself, the one after."""
    return shift_at(moment, zone, times).end


def _periods(first: date, last: date, zone: ZoneInfo, times: HandoverTimes) -> list[ShiftPeriod]:
    boundaries: list[tuple[datetime, date, Shift]] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        for shift, wall in zip((Shift.DAY, Shift.NIGHT), times.on(day), strict=True):
            moment = datetime.combine(day, wall, tzinfo=zone).astimezone(UTC)
            if moment.astimezone(zone).date() == day:
                boundaries.append((moment, day, shift))
    return [ShiftPeriod(day, shift, start, following[0]) for (start, day, shift), following in pairwise(boundaries)]
