"""How the setting of the close of day is written: by season, and with changes dated ahead.

``05-01 18:00, 10-01 17:30`` are two seasons, from a day of every year each; ``; 2027-03-01: 06-01 18:00, 09-15 17:00``
behind it are the seasons from 1 March 2027 on. A value of an older release has no dates and reads the same.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, time
from typing import NamedTuple

_SEASON = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]) +([01][0-9]|2[0-3]):([0-5][0-9])")
_DATED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}): *(.*)")
_YEARS = range(2000, 2100)


class SeasonStart(NamedTuple):
    """A day of every year, and when the day closes from then on."""

    month: int
    day: int
    close: time


class DatedSeasons(NamedTuple):
    """The seasons from a date on; ``begins`` is ``date.min`` for those that hold from the beginning."""

    begins: date
    seasons: tuple[SeasonStart, ...]


def read_close_of_day(text: str) -> tuple[DatedSeasons, ...]:
    """Return what the setting says, in the order of time; ValueError for anything that it cannot say.

    Seasons begin on days of every year (never 29 February), no two of them on one day, no two changes on one date.
    """
    first, *later = text.split(";")
    changes = [DatedSeasons(date.min, _seasons(first))]
    for part in later:
        dated = _DATED.fullmatch(part.strip())
        if dated is None:
            raise ValueError(f"{part!r} is no change with a date")
        changes.append(DatedSeasons(_date(dated[1]), _seasons(dated[2])))
    if len({change.begins for change in changes}) < len(changes):
        raise ValueError("two changes begin on one date")
    return tuple(sorted(changes))


def write_close_of_day(changes: tuple[DatedSeasons, ...]) -> str:
    """Return changes as the setting writes them, in the order of time; the first has no date."""
    first, *later = sorted(changes)
    dated = (f"; {change.begins}: {_written(change.seasons)}" for change in later)
    return _written(first.seasons) + "".join(dated)


def _written(seasons: tuple[SeasonStart, ...]) -> str:
    return ", ".join(f"{one.month:02d}-{one.day:02d} {one.close:%H:%M}" for one in sorted(seasons))


def _seasons(text: str) -> tuple[SeasonStart, ...]:
    found = [_season(part.strip()) for part in text.split(",")]
    if len({(one.month, one.day) for one in found}) < len(found):
        raise ValueError("two seasons begin on one day")
    return tuple(sorted(found))


def _season(text: str) -> SeasonStart:
    match = _SEASON.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no season")
    month, day, hour, minute = (int(part) for part in match.groups())
    if day > monthrange(2001, month)[1]:
        raise ValueError(f"{text!r} is not a day of every year")
    return SeasonStart(month, day, time(hour, minute))


def _date(text: str) -> date:
    day = date.fromisoformat(text)
    if day.year not in _YEARS:
        raise ValueError(f"{text} is out of reach")
    return day
