"""Everybody of a list for one slot: who could take it, who could not and why, the best first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dutyroom.roster.availability import CONFLICT_OF, alone, bar, in_rotation, newcomer, section_of
from dutyroom.roster.fairness import standings
from dutyroom.roster.model import (
    Assignment,
    CandidateRank,
    ConflictKind,
    DutyClass,
    Member,
    Pool,
    RosterRules,
    Slot,
    Turn,
)
from dutyroom.roster.slots import AT_DESK, HOLIDAYS, Days, Place, places_of, span


def candidates(
    *,
    calendar: Days,
    rules: RosterRules,
    members: Sequence[Member],
    assignments: Sequence[Assignment],
    slot: Slot,
) -> tuple[CandidateRank, ...]:
    """Return all of the pool of ``slot``, the best first; whoever has it now is judged as if it were free.

    First those against whom nothing speaks, then those where something is pointed out, then those who cannot; among
    equals whoever has had fewest duties of the slot's classes in all of ``assignments``, carried ones included, then
    the next in the rotation. Nobody where the rules know no such slot.
    """
    others = [one for one in assignments if one.slot != slot and one.member_id is not None]
    days = [one.slot.date for one in others] + [slot.date]
    places = places_of(calendar, rules, min(days), max(days))
    place = next((one for one in places if one.slot == slot), None)
    if place is None:
        return ()
    book = standings(places, members, min(days))[place.pool]
    of_pool = {one.slot: one for one in places if one.pool is place.pool}
    for one in others:
        if one.slot in of_pool and one.member_id in book:
            for kind in of_pool[one.slot].classes:
                book[one.member_id][kind] += 1
    line = _line(members, place, [one for one in others if one.slot in of_pool])
    found = []
    for rank, member in enumerate(line, start=1):
        problems, until = _problems(calendar, rules, members, others, place, member)
        counts = {kind: book[member.id][kind] for kind in DutyClass}
        found.append(CandidateRank(member.id, member.name, problems, counts, rank, len(line), until))
    return tuple(sorted(found, key=lambda one: _worth(one, place)))


def _worth(candidate: CandidateRank, place: Place) -> tuple[object, ...]:
    stops = sum(problem.stops for problem in candidate.problems)
    return stops, len(candidate.problems), tuple(candidate.counts[kind] for kind in place.classes), candidate.place


def _line(members: Sequence[Member], place: Place, others: Sequence[Assignment]) -> list[Member]:
    """Return the people of the pool as their turns come after the last duty before the slot."""
    people = in_rotation(members, place.pool)
    known = {member.id: member for member in people}
    before = [one for one in others if one.slot < place.slot and one.member_id in known]
    last = known[str(max(before, key=lambda one: one.slot).member_id)] if before else None
    if place.pool is not Pool.SECTIONS:
        start = people.index(last) + 1 if last is not None else 0
        return [*people[start:], *people[:start]]
    sections = list(dict.fromkeys(section_of(member) for member in people))
    start = sections.index(section_of(last)) + 1 if last is not None else 0
    order = [*sections[start:], *sections[:start]]
    return sorted(people, key=lambda member: order.index(section_of(member)))


def _problems(
    calendar: Days,
    rules: RosterRules,
    members: Sequence[Member],
    others: Sequence[Assignment],
    place: Place,
    member: Member,
) -> tuple[tuple[ConflictKind, ...], date | None]:
    """Return what would be wrong with ``member`` at ``place``, and when a personal reason ends."""
    slot = place.slot
    problems: list[ConflictKind] = []
    barred = bar(member, slot.date, slot.turn)
    if barred is not None:
        problems.append(CONFLICT_OF[barred[0]])
    own = [one.slot for one in others if one.member_id == member.id]
    begin, end = place.begin, place.end
    if any(first < end and begin < after for first, after in map(span, own)):
        problems.append(ConflictKind.TWO_DUTIES)
    elif place.desk and any(
        first < end + rules.rest_shifts and begin < after + rules.rest_shifts
        for first, after in (span(one) for one in own if one.post in AT_DESK)
    ):
        problems.append(ConflictKind.RESTING)
    if place.desk and rules.newcomer_needs_experienced and newcomer(member, slot.date):
        known = {one.id: one for one in members}
        beside = [one for one in others if one.slot.post in AT_DESK and _together(one.slot, slot)]
        new = sum(
            newcomer(known[one.member_id], slot.date) for one in beside if one.member_id and one.member_id in known
        )
        holiday = calendar.day(slot.date).day_type in HOLIDAYS
        night = slot.turn is not Turn.DAY
        if alone(1 + new, len(beside) - new, seats=1 + len(beside), night=night, holiday=holiday):
            problems.append(ConflictKind.NEWCOMER_ALONE)
    return tuple(problems), barred[1] if barred is not None else None


def _together(one: Slot, other: Slot) -> bool:
    return (one.date, one.turn) == (other.date, other.turn)
