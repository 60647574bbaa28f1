"""The holidays that come next, to be offered when a plan is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from dutyroom.calendar.model import ArrangementStatus, Day
from dutyroom.frozen import dataclass

_AHEAD = 400


@dataclass(frozen=True)
class NextHoliday:
    """The days off of one holiday: its first ``day``, which names it and says how sure it is, and its ``last`` date."""

    day: Day
    last: date

    @property
    def id(self) -> str:
        """Return the holiday's id."""
        return self.day.holiday_id or ""

    @property
    def first(self) -> date:
        """Return the first day off."""
        return self.day.date

    @property
    def status(self) -> ArrangementStatus:
        """Return how sure the days are."""
        return self.day.status

    @property
    def year(self) -> int:
        """Return the year the holiday is called by: New Year may begin in December."""
        return self.last.year


def next_holidays(day_of: Callable[[date], Day], after: date, most: int = 4) -> tuple[NextHoliday, ...]:
    """Return at most ``most`` holidays that begin after a day, soonest first; ``day_of`` may refuse far days."""
    found: list[NextHoliday] = []
    for number in range(1, _AHEAD):
        day = day_of(after + timedelta(days=number))
        if day.holiday_id is None or day.works:
            continue
        last = found[-1] if found else None
        if last is not None and last.id == day.holiday_id and (day.date - last.last).days == 1:
            found[-1] = replace(last, last=day.date)
        elif len(found) == most:
            break
        else:
            found.append(NextHoliday(day, day.date))
    return tuple(found)
