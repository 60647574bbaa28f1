"""The one set of conditions that lists, counts and badges are asked by, for the file and for a matter at hand.

``reading`` asks the file with them; ``fits`` asks a matter that was just saved, so that it is shown at once. No clock,
no database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from operator import eq, ge, lt
from typing import Any

from dutyroom.clock import to_micros
from dutyroom.frozen import dataclass
from dutyroom.log.model import DayCounts, Matter, MatterCounts, MatterFile, MatterFilter, MatterState
from dutyroom.log.rules import URGENCY_ORDER


class Comparison(StrEnum):
    """How a value is held against what is asked for."""

    IS = "is"
    FROM = "from"  # included
    BEFORE = "before"  # not included


COMPARE: dict[Comparison, Callable[[Any, Any], Any]] = {
    Comparison.IS: eq,
    Comparison.FROM: ge,
    Comparison.BEFORE: lt,
}


@dataclass(frozen=True)
class Condition:
    """One column of a matter, how it is tested, and against what, as it is stored; a moment in microseconds.

    ``written_out``: the value never changes, and the file is to know it when it plans how to answer.
    """

    column: str
    test: Comparison
    value: str | int
    written_out: bool = False

    def holds(self, matter: Matter) -> bool:
        """Return whether ``matter`` fulfils it; what is not there fulfils nothing."""
        held = getattr(matter, self.column)
        if held is None:
            return False
        found = to_micros(held) if isinstance(held, datetime) else held if isinstance(held, int) else str(held)
        return bool(COMPARE[self.test](found, self.value))


def conditions_of(wanted: MatterFilter) -> Iterator[Condition]:
    """Yield what ``wanted`` asks for; empty fields ask nothing."""
    for column in ("direction", "channel", "category", "urgency", "state", "watch", "unit_id", "owner_id"):
        value = getattr(wanted, column)
        if value:
            yield Condition(column, Comparison.IS, str(value))
    if wanted.since is not None:
        yield Condition("received_at", Comparison.FROM, to_micros(wanted.since))
    if wanted.until is not None:
        yield Condition("received_at", Comparison.BEFORE, to_micros(wanted.until))
    if wanted.overdue_at is not None:
        yield Condition("state", Comparison.IS, MatterState.OPEN.value, written_out=True)
        yield Condition("due_at", Comparison.BEFORE, to_micros(wanted.overdue_at))
    if wanted.drill is not None:
        yield Condition("number_in_year", Comparison.BEFORE if wanted.drill else Comparison.FROM, 0)


def fits(wanted: MatterFilter, matter: Matter) -> bool:
    """Return whether ``matter`` is one of those that ``wanted`` finds in the file."""
    return all(condition.holds(matter) for condition in conditions_of(wanted))


def order_of_doing(matter: Matter) -> tuple[int, bool, int, int, int]:
    """Return by what open matters are ordered: most urgent, then first due, then oldest (R240)."""
    due = 0 if matter.due_at is None else to_micros(matter.due_at)
    return URGENCY_ORDER[matter.urgency], matter.due_at is None, due, to_micros(matter.received_at), matter.seq


def counted(counts: MatterCounts, matter: Matter, now: datetime) -> MatterCounts:
    """Return ``counts`` with one more matter among them."""
    is_now = {state: int(matter.state is state) for state in MatterState}
    return MatterCounts(
        total=counts.total + 1,
        open=counts.open + is_now[MatterState.OPEN],
        overdue=counts.overdue + matter.overdue(now),
        closed=counts.closed + is_now[MatterState.CLOSED],
        withdrawn=counts.withdrawn + is_now[MatterState.WITHDRAWN],
    )


def counted_in_day(
    counts: DayCounts, file: MatterFile, day: tuple[datetime, datetime], watch: str, now: datetime
) -> DayCounts:
    """Return the counts of a ``day`` (from, until) and a ``watch`` with a matter that was just logged.

    A drill counts nowhere.
    """
    matter = file.matter
    if matter.drill:
        return counts
    still_open = fits(MatterFilter(state=MatterState.OPEN), matter)
    today = fits(MatterFilter(since=day[0], until=day[1]), matter)
    hour = int((matter.received_at - day[0]).total_seconds() // 3600)
    return replace(
        counts,
        open=counts.open + still_open,
        overdue=counts.overdue + fits(MatterFilter(overdue_at=now), matter),
        today=counts.today + today,
        watch=counts.watch + sum(entry.watch == watch for entry in file.entries),
        by_hour=tuple(count + (today and place == hour) for place, count in enumerate(counts.by_hour)),
    )
