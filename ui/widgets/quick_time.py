"""Reading a time the way it is typed in a hurry: 0805, 8:05, 昨天17:30, 11-20 17:30, +30.

Pure functions: the present moment is handed in, the answer is aware and in the zone asked for.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from dutyroom.frozen import dataclass

_EARLY = timedelta(hours=1)  # a clock on the wall may be ahead of ours; more than this is another day

_DAYS = {
    "前天": -2,
    "昨天": -1,
    "昨日": -1,
    "昨晚": -1,
    "今天": 0,
    "今日": 0,
    "今晚": 0,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
}
_SPAN = re.compile(r"\+(\d{1,4})(m|min|分|分钟|h|小时)?")
_CLOCK = re.compile(r"(\d{1,2})[:.点时](?:(\d{1,2})分?)?(?::(\d{2}))?|(\d{1,2})(\d{2})(\d{2})?")
_DAY_WORD = re.compile("(" + "|".join(_DAYS) + r")\s*(.+)")
_FULL_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?[ t]?\s*(.+)")
_MONTH_DAY = re.compile(r"(\d{1,2})(?:[-/月]|\.(?=\d{1,2}\s))(\d{1,2})(?:[日号]\s*|\s+)(.+)")
_PACKED_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})\s*(\d{4,6}|\d{1,2}:.+)")


class Lean(StrEnum):
    """Which way a time without a date, or a day without a year, is understood."""

    PAST = "past"  # happened, received: 2350 typed at 00:20 is yesterday
    FUTURE = "future"  # due: 0800 typed at 23:00 is tomorrow
    NEAR = "near"  # today, whatever the hour


@dataclass(frozen=True)
class _Typed:
    """What stood there: a time of day, and as much of a date as was typed."""

    hour: int
    minute: int
    second: int = 0
    year: int | None = None
    month: int | None = None
    day: int | None = None
    shift: int | None = None  # days from today


def read_time(text: str, now: datetime, zone: ZoneInfo, lean: Lean = Lean.PAST) -> datetime | None:
    """Return the moment that ``text`` names, aware and in ``zone``, or None where it names none.

    ``now`` is aware. A naive ``now`` raises ValueError.
    """
    if now.tzinfo is None:
        raise ValueError("a naive datetime has no place in the duty room")
    here = now.astimezone(zone)
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().lower()
    span = _SPAN.fullmatch(plain)
    if span is not None:
        amount = int(span[1])
        hours = span[2] in ("h", "小时")
        moved = now + (timedelta(hours=amount) if hours else timedelta(minutes=amount))
        return moved.astimezone(zone).replace(second=0, microsecond=0)
    typed = _read(plain)
    if typed is None:
        return None
    try:
        return _place(typed, here, zone, lean)
    except ValueError:  # 31 April, 25:00
        return None


def _read(plain: str) -> _Typed | None:
    found = _DAY_WORD.fullmatch(plain)
    if found is not None:
        return _with_clock(found[2], shift=_DAYS[found[1]])
    found = _FULL_DAY.fullmatch(plain) or _PACKED_DAY.fullmatch(plain)
    if found is not None:
        return _with_clock(found[4], year=int(found[1]), month=int(found[2]), day=int(found[3]))
    found = _MONTH_DAY.fullmatch(plain)
    if found is not None:
        return _with_clock(found[3], month=int(found[1]), day=int(found[2]))
    return _with_clock(plain)


def _with_clock(
    text: str,
    *,
    year: int | None = None,
    month: int | None = None,
    day: int | None = None,
    shift: int | None = None,
) -> _Typed | None:
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, second = (found[1], found[2], found[3]) if found[1] else (found[4], found[5], found[6])
    return _Typed(int(hour), int(minute or 0), int(second or 0), year, month, day, shift)


def _place(typed: _Typed, here: datetime, zone: ZoneInfo, lean: Lean) -> datetime:
    """Put the typed time on a day; a day or hour that does not exist raises ValueError."""
    if typed.shift is not None:
        return _on(here.date() + timedelta(days=typed.shift), typed, zone)
    if typed.month is not None and typed.day is not None:
        return _on_month_day(typed, typed.month, typed.day, here, lean)
    moment = _on(here.date(), typed, zone)
    if lean is Lean.PAST and moment > here + _EARLY:
        return _on(here.date() - timedelta(days=1), typed, zone)
    if lean is Lean.FUTURE and moment < here - _EARLY:
        return _on(here.date() + timedelta(days=1), typed, zone)
    return moment


def _on_month_day(typed: _Typed, month: int, day: int, here: datetime, lean: Lean) -> datetime:
    zone = here.tzinfo
    assert isinstance(zone, ZoneInfo)
    if typed.year is not None:
        return _on(date(typed.year, month, day), typed, zone)
    moment = _on(date(here.year, month, day), typed, zone)
    if lean is Lean.PAST and moment > here + _EARLY:
        return _on(date(here.year - 1, month, day), typed, zone)
    if lean is Lean.FUTURE and moment < here - _EARLY:
        return _on(date(here.year + 1, month, day), typed, zone)
    return moment


def _on(day: date, typed: _Typed, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, typed.hour, typed.minute, typed.second, tzinfo=zone)
