"""The only source of time. Everything that needs an hour is handed a Clock.

Moments are aware datetimes in UTC; the data file holds them as whole microseconds since 1970 (UTC).
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

DEFAULT_ZONE = ZoneInfo("Asia/Shanghai")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Clock(Protocol):
    """Tells the moment, in UTC, and a steady count of seconds that never jumps."""

    def now(self) -> datetime:
        """Return the present moment as an aware datetime in UTC."""
        ...

    def steady(self) -> float:
        """Return seconds on a clock that only runs forward; for measuring spans, never for dates."""
        ...


class SystemClock:
    """The clock of the computer."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place that may ask the computer

    def steady(self) -> float:
        """Return seconds since an arbitrary start, unaffected by changes of the wall clock."""
        return time.monotonic()


class ShiftedClock:
    """A running clock that was put to another moment when it was made; for the demonstration room."""

    def __init__(self, inner: Clock, start: datetime) -> None:
        self._inner = inner
        self._shift = as_utc(start) - inner.now()

    def now(self) -> datetime:
        """Return the moment, shifted."""
        return self._inner.now() + self._shift

    def steady(self) -> float:
        """Return the steady seconds of the clock behind."""
        return self._inner.steady()


class SetClock:
    """A clock that stands where it is put; for the demo, the tour and tests."""

    def __init__(self, start: datetime) -> None:
        self._now = as_utc(start)
        self._steady = 0.0

    def now(self) -> datetime:
        """Return the moment this clock was put to."""
        return self._now

    def steady(self) -> float:
        """Return the seconds that this clock was moved forward by."""
        return self._steady

    def advance(self, span: timedelta) -> None:
        """Let ``span`` pass on both the wall clock and the steady one."""
        self._now += span
        self._steady += span.total_seconds()

    def jump(self, moment: datetime) -> None:
        """Put the wall clock to ``moment`` with no time passing, as when somebody sets the computer."""
        self._now = as_utc(moment)


def as_utc(moment: datetime) -> datetime:
    """Return ``moment`` in UTC; a naive datetime is a mistake of the caller and raises ValueError."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime has no place in the duty room")
    return moment.astimezone(UTC)


def to_micros(moment: datetime) -> int:
    """Return whole microseconds since 1970 in UTC, exact (no float on the way)."""
    return (as_utc(moment) - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return the aware UTC datetime of ``micros`` microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=micros)
