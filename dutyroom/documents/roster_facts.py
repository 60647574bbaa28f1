"""What the papers of the roster are made of: a period, its days, who is on, and what stands below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, time
from functools import cached_property

from dutyroom.calendar.model import ArrangementStatus, Day, HandoverTimes, Holiday
from dutyroom.frozen import dataclass
from dutyroom.roster.model import Assignment, Member, Post, Slot, Turn

AT_THE_DESK = (Post.DUTY_OFFICER, Post.SECTION_OFFICER)


@dataclass(frozen=True)
class Hours:
    """The hours of handover that hold from ``first`` to ``last``, both included."""

    first: date
    last: date
    morning: time
    close: time


@dataclass(frozen=True)
class RosterFacts:
    """A plan as it is printed: its days in order, its assignments, the members by identity.

    ``city`` is the name of the city (云岭市), ``holiday`` the one that is planned, None for ordinary days.
    ``remarks`` are words of the office by date. Only an approved plan is no ``draft``.
    """

    city: str
    days: tuple[Day, ...]
    assignments: tuple[Assignment, ...]
    members: Mapping[str, Member]
    times: HandoverTimes
    holiday: Holiday | None = None
    duty_phones: tuple[str, ...] = ()
    issued_on: date | None = None
    version: int = 1
    draft: bool = False
    remarks: Mapping[date, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.days:
            raise ValueError("a roster without a day cannot be printed")

    @property
    def first(self) -> date:
        """The first day."""
        return self.days[0].date

    @property
    def last(self) -> date:
        """The last day."""
        return self.days[-1].date

    @property
    def provisional(self) -> bool:
        """Whether a notice still to come may change the days."""
        return any(day.status is not ArrangementStatus.OFFICIAL for day in self.days)

    def on(self, day: date, *posts: Post, turn: Turn | None = None) -> tuple[Assignment, ...]:
        """Return who is on at ``posts`` on ``day``, in order; a ``turn`` takes the whole day with it."""
        turns = tuple(Turn) if turn is None else (turn, Turn.WHOLE_DAY)
        found = [one for one in self._by_day.get(day, ()) if one.slot.post in posts]
        return tuple(sorted((one for one in found if one.slot.turn in turns), key=_order))

    @cached_property
    def _by_day(self) -> Mapping[date, list[Assignment]]:
        found: dict[date, list[Assignment]] = {}
        for one in self.assignments:
            found.setdefault(one.slot.date, []).append(one)
        return found

    def has(self, post: Post) -> bool:
        """Return whether any day has a slot of ``post``."""
        return any(one.slot.post is post for one in self.assignments)

    def of(self, member_id: str) -> tuple[Assignment, ...]:
        """Return the duties of a member in order."""
        return tuple(sorted((one for one in self.assignments if one.member_id == member_id), key=_order))

    def day(self, day: date) -> Day:
        """Return one of the days; KeyError where it is none of them."""
        number = (day - self.first).days
        if 0 <= number < len(self.days) and self.days[number].date == day:
            return self.days[number]
        raise KeyError(day)

    def name_of(self, member_id: str) -> str:
        """Return the name of a member, or what was given where nobody is known by it."""
        member = self.members.get(member_id)
        return member.name if member else member_id

    def hours(self) -> Iterator[Hours]:
        """Yield the hours of the period, each as long as they hold."""
        begun: Hours | None = None
        for day in self.days:
            morning, close = self.times.on(day.date)
            if begun is not None and (begun.morning, begun.close) == (morning, close):
                begun = Hours(begun.first, day.date, morning, close)
                continue
            if begun is not None:
                yield begun
            begun = Hours(day.date, day.date, morning, close)
        if begun is not None:
            yield begun


_TURNS = {turn: place for place, turn in enumerate((Turn.WHOLE_DAY, Turn.DAY, Turn.NIGHT))}
_POSTS = {post: place for place, post in enumerate(Post)}


def _order(assignment: Assignment) -> tuple[date, int, int, int]:
    slot: Slot = assignment.slot
    return slot.date, _TURNS[slot.turn], _POSTS[slot.post], slot.seat
