"""Counting in working days: workdays and make-up workdays count, rest days and holidays do not.

Each answer names the years it passed whose arrangement is not official; a notice still to come may move it.
"""

from __future__ import annotations

from datetime import date, timedelta

from dutyroom.calendar.model import ArrangementStatus, WorkingDay, WorkingDayCount
from dutyroom.calendar.rules import Calendar


def add_working_days(calendar: Calendar, day: date, count: int) -> WorkingDay:
    """Return the working day ``count`` working days after ``day``, or before it where ``count`` is negative.

    ``day`` itself is not counted and need not be a working day. With 0 the answer is ``day`` if it is one, else the
    next.
    Raises Refused ``calendar.year_unknown`` where the count leaves the years of the calendar.
    """
    step = timedelta(days=-1 if count < 0 else 1)
    if count == 0:
        day, count = day - step, 1
    left = abs(count)
    uncertain: set[int] = set()
    while left:
        day += step
        known = calendar.day(day)
        left -= known.works
        if known.status is not ArrangementStatus.OFFICIAL:
            uncertain.add(day.year)
    return WorkingDay(day, tuple(sorted(uncertain)))


def working_days_between(calendar: Calendar, start: date, end: date) -> WorkingDayCount:
    """Return how many working days lie after ``start`` up to and including ``end``; negative where ``end`` is earlier.

    So that it undoes ``add_working_days``: an earlier ``end`` is counted and ``start`` is not.
    """
    if end < start:
        passed = calendar.days(end, start - timedelta(days=1))
    else:
        passed = calendar.days(start + timedelta(days=1), end)
    number = sum(known.works for known in passed)
    uncertain = {known.date.year for known in passed if known.status is not ArrangementStatus.OFFICIAL}
    return WorkingDayCount(-number if end < start else number, tuple(sorted(uncertain)))
