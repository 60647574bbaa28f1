"""What happened in a year against the year before: by grade, class, unit and month, drills apart (R014)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Protocol

from sqlalchemy import select

from dutyroom.accounts.model import Right, Session
from dutyroom.clock import from_micros, to_micros
from dutyroom.frozen import dataclass
from dutyroom.incidents.events import SummaryPart
from dutyroom.incidents.model import EventClass, Grade
from dutyroom.incidents.reading import Books
from dutyroom.incidents.tables import incidents
from dutyroom.log.model import MatterState
from dutyroom.log.tables import matters
from dutyroom.storage.store import Store

UNITS = 12
_NO_GRADE = "none"
_REST = "…"


@dataclass(frozen=True)
class Tally:
    """One line of the summary. ``key`` is a grade (``none`` without), a class, a unit's name or a month (``1``)."""

    part: SummaryPart
    key: str
    count: int
    before: int

    @property
    def change(self) -> int:
        """Return by how many there are more than the year before."""
        return self.count - self.before


@dataclass(frozen=True)
class Summary:
    """The events of ``year`` up to ``until`` (not included), and of the same stretch of the year before."""

    year: int
    until: date
    drills: bool
    total: int
    before: int
    tallies: tuple[Tally, ...]


@dataclass(frozen=True)
class Counted:
    """What is counted of one event: its day, its class, its worst grade and its unit."""

    day: date
    event_class: EventClass
    grade: Grade | None
    unit: str


class Days(Protocol):
    """What the summary asks the calendar."""

    def day_span(self, day: date) -> tuple[datetime, datetime]:
        """Return the first moment of ``day`` and of the day after it."""
        ...

    def local_date(self, moment: datetime) -> date:
        """Return the date of ``moment`` in the room's zone."""
        ...


class SummaryReader:
    """Counts the event files of one room; never writes."""

    def __init__(self, store: Store, books: Books, days: Days) -> None:
        self._store = store
        self._books = books
        self._days = days

    def of_year(self, session: Session, year: int, today: date, *, drills: bool = False) -> Summary:
        """Return the summary of ``year``, a year that is not over up to and with ``today``.

        What was withdrawn counts nowhere, what was joined counts with the event it belongs to, once.
        """
        session.require(Right.READ_LOG)
        since, _ = self._days.day_span(date(year - 1, 1, 1))
        end, _ = self._days.day_span(date(year + 1, 1, 1))
        statement = (
            select(
                incidents.c.type_id,
                incidents.c.rules_version,
                incidents.c.weight,
                incidents.c.unit_name,
                incidents.c.received_at,
            )
            .join(matters, matters.c.id == incidents.c.id)
            .where(
                incidents.c.received_at >= to_micros(since),
                incidents.c.received_at < to_micros(end),
                incidents.c.joined_to.is_(None),
                incidents.c.drill == int(drills),
                matters.c.state != MatterState.WITHDRAWN.value,
            )
        )
        grades = {grade.weight: grade for grade in Grade}
        with self._store.read() as connection:
            rows = connection.execute(statement).all()
        types = {version: self._books.grading(version).types for version in {row.rules_version for row in rows}}
        found = [
            Counted(
                self._days.local_date(from_micros(row.received_at)),
                types[row.rules_version][row.type_id].event_class,
                grades.get(row.weight),
                row.unit_name,
            )
            for row in rows
        ]
        return summed(found, year, today, drills=drills)


def summed(found: Iterable[Counted], year: int, today: date, *, drills: bool = False) -> Summary:
    """Return events counted by ``year`` and by the same stretch of the year before, which ends on the same day."""
    until = min(date(year + 1, 1, 1), max(date(year, 1, 1), today + timedelta(days=1)))
    until_before = date(year, 1, 1) if until.year > year else _a_year_before(until)
    now, before = [], []
    for one in found:
        if one.day.year == year and one.day < until:
            now.append(one)
        elif one.day.year == year - 1 and one.day < until_before:
            before.append(one)
    tallies = [tally for part in SummaryPart for tally in _tallies(part, now, before)]
    return Summary(year, until, drills, len(now), len(before), tuple(tallies))


def _a_year_before(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return date(day.year - 1, 3, 1) if leap else day.replace(year=day.year - 1)


def _tallies(part: SummaryPart, now: list[Counted], before: list[Counted]) -> list[Tally]:
    counted, earlier = (Counter(_key(part, one) for one in ones) for ones in (now, before))
    if part is SummaryPart.UNIT:
        return _units(counted, earlier)
    keys: Mapping[SummaryPart, list[str]] = {
        SummaryPart.GRADE: [*(grade.value for grade in Grade), _NO_GRADE],
        SummaryPart.EVENT_CLASS: [one.value for one in EventClass],
        SummaryPart.MONTH: [str(month) for month in range(1, 13)],
    }
    return [Tally(part, key, counted[key], earlier[key]) for key in keys[part]]


def _units(counted: Counter[str], earlier: Counter[str]) -> list[Tally]:
    """Return the units with most events, and all others in one line, so that the lines add up."""
    ranked = sorted(counted | earlier, key=lambda unit: (-counted[unit], -earlier[unit], unit))
    shown, rest = ranked[:UNITS], ranked[UNITS:]
    lines = [Tally(SummaryPart.UNIT, unit, counted[unit], earlier[unit]) for unit in shown]
    if rest:
        sums = (sum(one[unit] for unit in rest) for one in (counted, earlier))
        lines.append(Tally(SummaryPart.UNIT, _REST, *sums))
    return lines


def _key(part: SummaryPart, one: Counted) -> str:
    match part:
        case SummaryPart.GRADE:
            return one.grade.value if one.grade else _NO_GRADE
        case SummaryPart.EVENT_CLASS:
            return one.event_class.value
        case SummaryPart.UNIT:
            return one.unit
        case SummaryPart.MONTH:
            return str(one.day.month)
