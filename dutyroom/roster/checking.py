"""What is wrong with the names of a plan, who could take a slot instead, and where two plans differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from dutyroom.roster.availability import CONFLICT_OF, alone, bar, newcomer
from dutyroom.roster.model import (
    Assignment,
    Conflict,
    ConflictKind,
    Member,
    RosterRules,
    Slot,
    SlotChange,
    Turn,
)
from dutyroom.roster.slots import AT_DESK, HOLIDAYS, Days, Place, places_on, span


def conflicts(
    *,
    calendar: Days,
    rules: RosterRules,
    members: Sequence[Member],
    assignments: Iterable[Assignment],
    first: date | None = None,
    last: date | None = None,
) -> tuple[Conflict, ...]:
    """Return everything wrong with ``assignments``, in order of slot; where two duties meet, at the later one.

    With ``first`` and ``last`` a slot of the period without an assignment is empty too, and what stands outside is only
    looked at for rest. Somebody who is not among ``members`` is not here.
    """
    given = sorted(assignments, key=lambda assignment: assignment.slot)
    known = {member.id: member for member in members}
    days = sorted({assignment.slot.date for assignment in given} | set(_dates(first, last)))
    places = {place.slot: place for day in days for place in places_on(calendar.day(day), rules)}
    found = [
        *_empty(given, places, first, last),
        *_personal(given, known, places),
        *_meeting(given, rules.rest_shifts),
        *(_unpaired(calendar, given, known) if rules.newcomer_needs_experienced else ()),
    ]
    within = (one for one in found if _inside(one.slot.date, first, last))
    return tuple(sorted(within, key=lambda conflict: (conflict.slot, conflict.kind)))


def differences(before: Iterable[Assignment], after: Iterable[Assignment]) -> tuple[SlotChange, ...]:
    """Return the slots that somebody else has in ``after``, or that only one of both knows, in order; with names."""
    was = {assignment.slot: assignment for assignment in before}
    now = {assignment.slot: assignment for assignment in after}
    return tuple(
        SlotChange(slot, _name(was.get(slot)), _name(now.get(slot)))
        for slot in sorted(was.keys() | now.keys())
        if slot not in was or slot not in now or was[slot].member_id != now[slot].member_id
    )


def _name(assignment: Assignment | None) -> str | None:
    return None if assignment is None or assignment.member_id is None else assignment.name or assignment.member_id


def _dates(first: date | None, last: date | None) -> Iterator[date]:
    if first is not None and last is not None:
        yield from (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))


def _inside(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def _empty(
    given: Sequence[Assignment], places: Mapping[Slot, Place], first: date | None, last: date | None
) -> Iterator[Conflict]:
    for assignment in given:
        if assignment.member_id is None:
            yield Conflict(ConflictKind.EMPTY, assignment.slot)
    if first is not None and last is not None:
        named = {assignment.slot for assignment in given}
        for slot in places:
            if slot not in named:
                yield Conflict(ConflictKind.EMPTY, slot)


def _personal(
    given: Sequence[Assignment], known: Mapping[str, Member], places: Mapping[Slot, Place]
) -> Iterator[Conflict]:
    for assignment in given:
        slot, member_id = assignment.slot, assignment.member_id
        if member_id is None:
            continue
        member, place = known.get(member_id), places.get(slot)
        if member is None:
            yield Conflict(ConflictKind.NOT_HERE, slot, member_id)
            continue
        found = bar(member, slot.date, slot.turn)
        if found is not None:
            yield Conflict(CONFLICT_OF[found[0]], slot, member_id)
        if place is not None and place.pool not in member.pools:
            yield Conflict(ConflictKind.WRONG_POOL, slot, member_id)


def _meeting(given: Sequence[Assignment], rest: int) -> Iterator[Conflict]:
    """Yield duties of one person that overlap, and turns at the desk with too little rest between them."""
    duties: dict[str, list[tuple[int, int, Slot]]] = {}
    for assignment in given:
        if assignment.member_id is not None:
            duties.setdefault(assignment.member_id, []).append((*span(assignment.slot), assignment.slot))
    for member_id, own in duties.items():
        if len(own) < 2:
            continue
        own.sort()
        latest = own[0]
        for duty in own[1:]:
            if duty[0] < latest[1]:
                yield Conflict(ConflictKind.TWO_DUTIES, duty[2], member_id, latest[2])
            latest = max(latest, duty, key=lambda one: one[1])
        for earlier, later in pairwise([duty for duty in own if duty[2].post in AT_DESK]):
            if 0 <= later[0] - earlier[1] < rest:
                yield Conflict(ConflictKind.RESTING, later[2], member_id, earlier[2])


def _unpaired(calendar: Days, given: Sequence[Assignment], known: Mapping[str, Member]) -> Iterator[Conflict]:
    """Yield newcomers at the desk without somebody experienced (R078)."""
    if all(member.newcomer_until is None for member in known.values()):
        return
    shifts: dict[tuple[date, Turn], list[Assignment]] = {}
    for assignment in given:
        if assignment.slot.post in AT_DESK:
            shifts.setdefault((assignment.slot.date, assignment.slot.turn), []).append(assignment)
    for (day, turn), together in shifts.items():
        people = [(one, known[one.member_id]) for one in together if one.member_id and one.member_id in known]
        new = [(one, member) for one, member in people if newcomer(member, day)]
        if not new:
            continue
        holiday = calendar.day(day).day_type in HOLIDAYS
        night = turn is not Turn.DAY
        if alone(len(new), len(people) - len(new), seats=len(together), night=night, holiday=holiday):
            for one, member in new:
                yield Conflict(ConflictKind.NEWCOMER_ALONE, one.slot, member.id)
