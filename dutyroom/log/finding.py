"""Which matters a choice finds, answered by indexes: quick however rare or frequent what is asked for.

A planner decides by averages, and what is rare in the asked stretch of the list it takes for frequent: it then reads
row after row. Here one condition **leads**: its index brings numbers in the order of the list, a bounded number of them
at a time, and each number is looked up in the indexes of the other conditions. Which one leads is found by looking how
far the next few hundred of each reach. The conditions are those of ``conditions.conditions_of`` and no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, exists, func, literal_column, select

from dutyroom.frozen import dataclass
from dutyroom.log.conditions import COMPARE, Comparison, Condition
from dutyroom.log.tables import matters
from dutyroom.storage.sqlite import led_by, led_by_number

FEW = 2000
"""Fewer numbers than this are simply gone through, sorted where they come from a span."""
PORTIONS = (FEW, 32_000, 256_000)
"""So many numbers of a condition are looked at at a time, as long as nothing is found."""
_INDEX = {
    "channel": "ix_matters_channel",
    "category": "ix_matters_category",
    "urgency": "ix_matters_urgency",
    "state": "ix_matters_state",
    "unit_id": "ix_matters_unit",
    "watch": "ix_matters_watch",
    "owner_id": "ix_matters_owner",
}
_SPAN_INDEX = {"received_at": "ix_matters_received_at", "due_at": "ix_matters_due"}
# The table once more for each index, under a name that says what is looked up there.
_IN = {index: matters.alias(f"in_{index.removeprefix('ix_')}") for index in _INDEX.values()}
_ROW = matters.alias("its_row")


@dataclass(frozen=True)
class Stretch:
    """A part of the list by the numbers of its matters, and the way through it; the ends are not included."""

    above: int | None = None
    below: int | None = None
    upwards: bool = False

    def beyond(self, seq: int) -> Stretch:
        """Return what comes after ``seq``."""
        return replace(self, above=seq) if self.upwards else replace(self, below=seq)

    def until(self, seq: int) -> Stretch:
        """Return what comes up to ``seq``, which is included."""
        return replace(self, below=seq + 1) if self.upwards else replace(self, above=seq - 1)

    def within(self, first: int, last: int) -> Stretch:
        """Return the part of it from ``first`` to ``last``, both included."""
        above = first - 1 if self.above is None else max(self.above, first - 1)
        below = last + 1 if self.below is None else min(self.below, last + 1)
        return replace(self, above=above, below=below)

    def bounds(self) -> list[ColumnElement[bool]]:
        """Return it as conditions."""
        seq = matters.c.seq
        ends = ((self.above, seq.__gt__), (self.below, seq.__lt__))
        return [compare(end) for end, compare in ends if end is not None]

    def ordered(self, statement: Select[Any]) -> Select[Any]:
        """Return ``statement`` in the order in which it is gone through."""
        return statement.order_by(matters.c.seq.asc() if self.upwards else matters.c.seq.desc())

    def first_of(self, seqs: Iterable[int], count: int) -> list[int]:
        """Return the first ``count`` on the way."""
        return sorted(seqs, reverse=not self.upwards)[:count]


@dataclass(frozen=True)
class _Lead:
    """Conditions that one index answers alone. Values bring their matters by number, a span by moment."""

    index: str
    asked: tuple[Condition, ...]

    def of(self, columns: FromClause) -> list[ColumnElement[bool]]:
        return [asked_of(columns, condition) for condition in self.asked]

    def seqs(self) -> Select[Any]:
        """Return the numbers that this index brings."""
        return led_by(select(matters.c.seq).where(*self.of(matters)), matters, self.index)

    def test(self) -> ColumnElement[bool]:
        """Return whether a matter that another index brought is in this one too."""
        other = _IN[self.index]
        there = led_by(select(other.c.seq), other, self.index)
        return exists(there.where(*self.of(other), other.c.seq == matters.c.seq).correlate(matters))


@dataclass(frozen=True)
class _Parts:
    """What is asked, parted by how it can be answered."""

    values: list[_Lead]
    spans: list[_Lead]
    rest: list[Condition]
    """Has no index: read from the row."""

    def tests(self, leading: _Lead | None) -> list[ColumnElement[bool]]:
        """Return what is to be tested on what ``leading`` brings, indexes before rows."""
        by_index = [lead.test() for lead in self.values if lead != leading]
        from_row = [condition for lead in self.spans if lead != leading for condition in lead.asked] + self.rest
        if not from_row or not by_index:
            return by_index + [asked_of(matters, condition) for condition in from_row]
        # Asked apart, as the others are: SQLite would test the row first, which has to be read and unlocked for it.
        asked = (asked_of(_ROW, condition) for condition in from_row)
        return [*by_index, exists(select(_ROW.c.seq).where(_ROW.c.seq == matters.c.seq, *asked)).correlate(matters)]


def asked_of(columns: FromClause, condition: Condition) -> ColumnElement[bool]:
    """Return a condition as the file is asked it of these ``columns``, the table of matters or another name of it."""
    # Only where it is written out and not bound does SQLite see which of the smaller indexes answers.
    value: Any = literal_column(f"'{condition.value}'") if condition.written_out else condition.value
    asked: ColumnElement[bool] = COMPARE[condition.test](columns.c[condition.column], value)
    return asked


def find(connection: Connection, asked: Sequence[Condition], stretch: Stretch, count: int) -> list[int]:
    """Return the numbers of the first ``count`` matters on the way that fulfil what is ``asked``."""
    parts = _parted(asked)
    for span in parts.spans:
        if _fewer(connection, span, FEW):
            found = span.seqs().where(*stretch.bounds(), *parts.tests(span))
            return stretch.first_of(connection.execute(found).scalars(), count)
        ends = led_by(select(func.min(matters.c.seq), func.max(matters.c.seq)), matters, span.index)
        stretch = stretch.within(*connection.execute(ends.where(*span.of(matters))).one())
    if not parts.values:
        statement = led_by_number(select(matters.c.seq), matters).where(*stretch.bounds(), *parts.tests(None))
        return list(connection.execute(stretch.ordered(statement).limit(count)).scalars())
    return _walk(connection, parts, stretch, count)


def how_many(connection: Connection, asked: Sequence[Condition]) -> int:
    """Return how many matters fulfil what is ``asked``."""
    parts = _parted(asked)
    if not parts.values and not parts.spans:
        statement = select(func.count()).select_from(matters).where(*parts.tests(None))
        return int(connection.execute(statement).scalar_one())
    leading = _leading(connection, parts)
    counted = led_by(select(func.count()).select_from(matters), matters, leading.index)
    return int(connection.execute(counted.where(*leading.of(matters), *parts.tests(leading))).scalar_one())


def _leading(connection: Connection, parts: _Parts) -> _Lead:
    """Return by what is counted: few of a span, or the rarest value; a long span only where no value is rarer."""
    for span in parts.spans:
        if not parts.values or _fewer(connection, span, FEW):
            return span
    values = parts.values
    if not parts.spans and len(values) == 1:
        return values[0]
    for portion in PORTIONS:
        values, edge = _rarest(connection, values, Stretch(), portion)
        if edge is None:
            break
    return parts.spans[0] if parts.spans and portion > FEW else values[0]


def _walk(connection: Connection, parts: _Parts, stretch: Stretch, count: int) -> list[int]:
    """Go through the rarest value's matters in portions, until enough of them pass the tests or there are no more."""
    found: list[int] = []
    values, edge = parts.values, None
    for portion in (*PORTIONS, None):
        if portion is not None and parts.tests(values[0]):
            values, edge = _rarest(connection, values, stretch, portion)
        else:
            edge = None
        tests = replace(parts, values=values).tests(values[0])
        reach = stretch if edge is None else stretch.until(edge)
        statement = values[0].seqs().where(*reach.bounds(), *tests)
        found += connection.execute(reach.ordered(statement).limit(count - len(found))).scalars()
        if edge is None or len(found) >= count:
            break
        stretch = stretch.beyond(edge)
    return found


def _rarest(
    connection: Connection, values: list[_Lead], stretch: Stretch, portion: int
) -> tuple[list[_Lead], int | None]:
    """Return ``values``, the rarest first, and how far the next ``portion`` of it reaches; None: to the end."""
    edges: dict[_Lead, int | None] = {}
    for lead in values:
        statement = stretch.ordered(lead.seqs().where(*stretch.bounds())).limit(1).offset(portion - 1)
        edges[lead] = connection.execute(statement).scalar_one_or_none()
    way = 1 if stretch.upwards else -1
    ranked = sorted(values, key=lambda lead: (edges[lead] is not None, -way * (edges[lead] or 0)))
    return ranked, edges[ranked[0]]


def _fewer(connection: Connection, lead: _Lead, limit: int) -> bool:
    """Return whether fewer than ``limit`` matters fulfil ``lead``, without counting further."""
    return connection.execute(lead.seqs().limit(1).offset(limit - 1)).one_or_none() is None


def _parted(asked: Sequence[Condition]) -> _Parts:
    values, rest = [], []
    spans: dict[str, list[Condition]] = {}
    for condition in asked:
        if condition.column in _SPAN_INDEX:
            spans.setdefault(condition.column, []).append(condition)
        elif condition.test is Comparison.IS and condition.column in _INDEX:
            values.append(_Lead(_INDEX[condition.column], (condition,)))
        else:
            rest.append(condition)
    still_open = tuple(condition for condition in asked if condition.written_out)
    needed = {"received_at": (), "due_at": still_open}  # the due times of open matters only stand in their index
    found = [_Lead(_SPAN_INDEX[column], (*needed[column], *those)) for column, those in spans.items()]
    return _Parts(list(dict.fromkeys(values)), found, rest)
