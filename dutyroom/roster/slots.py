"""Slots from the kinds of days: which places a period has, who fills them, and in which classes they count.

Shifts are numbered through: the day shift of a date is twice its ordinal, its night the number after. So a rest is a
difference of numbers, and a whole day covers two of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Protocol

from dutyroom.calendar.model import Day, DayType
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.roster.model import Assignment, Counts, DutyClass, Pool, Post, RosterRules, Slot, SlotRule, Turn

HOLIDAYS = frozenset({DayType.STATUTORY_HOLIDAY, DayType.HOLIDAY_REST_DAY})
AT_DESK = frozenset({Post.DUTY_OFFICER, Post.SECTION_OFFICER})


class Days(Protocol):
    """Whoever knows what kind of day a date is: the calendar."""

    def day(self, day: date, /) -> Day:
        """Return the type, holiday and status of a date."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """A slot with what the rules say of it: the pool, the classes it counts in, and its shifts (first, and after it).

    ``holiday_id`` is the holiday whose rotation it belongs to, empty on ordinary days.
    """

    slot: Slot
    pool: Pool
    classes: tuple[DutyClass, ...]
    begin: int
    end: int
    desk: bool
    holiday: bool
    holiday_id: str


def slots_of(calendar: Days, rules: RosterRules, first: date, last: date) -> tuple[Slot, ...]:
    """Return every slot from ``first`` to ``last``, both included, in order of date, turn, post and seat.

    No shift of a day stays without a place at the desk while the rules name one for each kind of day (R003, R140);
    day and night are the duty room's (R068) and on holidays the sections' (R074), leaders by R066, R067 and R075.
    """
    return tuple(place.slot for place in places_of(calendar, rules, first, last))


def places_of(calendar: Days, rules: RosterRules, first: date, last: date) -> tuple[Place, ...]:
    """Return the slots of a period as ``slots_of``, each with what the rules say of it.

    Refused ``roster.period_reversed`` where ``last`` comes before ``first``.
    """
    if last < first:
        raise Refused("roster.period_reversed")
    return tuple(
        place
        for number in range((last - first).days + 1)
        for place in places_on(calendar.day(first + timedelta(days=number)), rules)
    )


def places_on(day: Day, rules: RosterRules) -> Iterator[Place]:
    """Yield the places of one day; seats of one post and turn from several rules are numbered through."""
    holiday_id = (day.holiday_id or "") if day.day_type in HOLIDAYS else ""
    for form in _forms(rules.slots_on(day.date), day.day_type):
        slot = Slot(day.date, form.turn, form.post, form.seat)
        begin, end = span(slot)
        desk, holiday = form.post in AT_DESK, day.day_type in HOLIDAYS
        yield Place(slot, form.pool, form.classes, begin, end, desk, holiday, holiday_id)


@dataclass(frozen=True, slots=True)
class _Form:
    turn: Turn
    post: Post
    seat: int
    pool: Pool
    classes: tuple[DutyClass, ...]


@cache
def _forms(rules: tuple[SlotRule, ...], day_type: DayType) -> tuple[_Form, ...]:
    """Return the places that each day of a type has, in order."""
    seats: dict[tuple[Turn, Post], int] = {}
    forms = []
    for rule in rules:
        if day_type not in rule.day_types:
            continue
        for _seat in range(rule.seats):
            number = seats[rule.turn, rule.post] = seats.get((rule.turn, rule.post), 0) + 1
            classes = tuple(kind for kind in DutyClass if kind in classes_of(day_type, rule.turn))
            forms.append(_Form(rule.turn, rule.post, number, rule.pool, classes))
    return tuple(sorted(forms, key=lambda form: (form.turn, form.post, form.seat)))


def span(slot: Slot) -> tuple[int, int]:
    """Return the number of a slot's first shift and of the shift after its last."""
    day = 2 * slot.date.toordinal()
    match slot.turn:
        case Turn.DAY:
            return day, day + 1
        case Turn.NIGHT:
            return day + 1, day + 2
        case Turn.WHOLE_DAY:
            return day, day + 2


def classes_of(day_type: DayType, turn: Turn) -> frozenset[DutyClass]:
    """Return the classes in which a duty counts; the days off around a statutory day count as the holiday."""
    classes = {DutyClass.TOTAL}
    if day_type in HOLIDAYS:
        classes.add(DutyClass.HOLIDAY)
    if day_type is DayType.REST_DAY:
        classes.add(DutyClass.REST_DAY)
    if turn is Turn.NIGHT:
        classes.add(DutyClass.NIGHT)
    return frozenset(classes)


def counts_of(calendar: Days, assignments: Iterable[Assignment]) -> Counts:
    """Return how many duties of each class each member has, by id; empty slots count for nobody."""
    counts: dict[str, dict[DutyClass, int]] = {}
    for assignment in assignments:
        if assignment.member_id is None:
            continue
        own = counts.setdefault(assignment.member_id, dict.fromkeys(DutyClass, 0))
        for kind in classes_of(calendar.day(assignment.slot.date).day_type, assignment.slot.turn):
            own[kind] += 1
    return counts


def uncovered(slots: Iterable[Slot], first: date, last: date) -> tuple[tuple[date, Turn], ...]:
    """Return the shifts of a period for which no slot at the desk is there, by date and turn (R003)."""
    covered = {number for slot in slots if slot.post in AT_DESK for number in range(*span(slot))}
    shifts = range(2 * first.toordinal(), 2 * last.toordinal() + 2)
    turns: Mapping[int, Turn] = {0: Turn.DAY, 1: Turn.NIGHT}
    return tuple((date.fromordinal(shift // 2), turns[shift % 2]) for shift in shifts if shift not in covered)
