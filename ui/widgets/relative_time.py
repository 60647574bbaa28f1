"""Times as the screen writes them: one format everywhere, short beside a row, full on hover."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

_HOUR = 3600
_DAY = 24 * _HOUR


def relative_time(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Return ``08:05`` for today, ``昨天 17:30``, ``11-19 08:05`` within the year, else ``2025-11-19``.

    Both moments are aware; naive ones raise ValueError. Days are those of ``zone``.
    """
    there, here = _in_zone(moment, zone), _in_zone(now, zone)
    clock = f"{there:%H:%M}"
    days = (there.date() - here.date()).days
    if days == 0:
        return clock
    if days == -1:
        return QCoreApplication.translate("RelativeTime", "Yesterday {time}").format(time=clock)
    if days == 1:
        return QCoreApplication.translate("RelativeTime", "Tomorrow {time}").format(time=clock)
    if there.year == here.year:
        return f"{there:%m-%d} {clock}"
    return f"{there.year:04d}-{there:%m-%d}"


def widest_time() -> str:
    """Return the longest that ``relative_time`` says, for the width of a column."""
    words = (
        QCoreApplication.translate("RelativeTime", "Yesterday {time}"),
        QCoreApplication.translate("RelativeTime", "Tomorrow {time}"),
    )
    return max((word.format(time="00:00") for word in words), key=len)


def standard_time(moment: datetime, zone: ZoneInfo) -> str:
    """Return ``2026-11-21 08:05``: the form of fields and papers."""
    there = _in_zone(moment, zone)
    return f"{there.year:04d}-{there:%m-%d %H:%M}"


def full_time(moment: datetime, zone: ZoneInfo) -> str:
    """Return ``2026-11-21 08:05:07``: what hovering shows."""
    there = _in_zone(moment, zone)
    return f"{there.year:04d}-{there:%m-%d %H:%M:%S}"


def span_text(span: timedelta) -> str:
    """Return how long: ``00:12`` (hours and minutes), ``2 d 03:05`` from a day on, a minus sign before what is over.

    Started minutes count while there is time left, so that ``00:00`` is only shown when none is.
    """
    seconds = int(span.total_seconds())
    sign = "−" if seconds <= -60 else ""  # noqa: RUF001 - a minus as wide as a figure
    minutes = -(-seconds // 60) if seconds > 0 else -seconds // 60
    days, rest = divmod(minutes * 60, _DAY)
    clock = f"{rest // _HOUR:02d}:{rest % _HOUR // 60:02d}"
    if not days:
        return sign + clock
    return sign + QCoreApplication.translate("RelativeTime", "{days} d {time}").format(days=days, time=clock)


def _in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a naive datetime has no place in the duty room")
    return moment.astimezone(zone)
