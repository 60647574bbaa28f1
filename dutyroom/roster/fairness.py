"""What each member has had, so that the next duty goes to whoever has had least.

Every pool keeps its own book. A member's **standing** is the duties carried from earlier periods, plus the share of a
time in which they did not belong to the room: who joins starts where the others are, who leaves is not asked to work
ahead. Leave gives no share, so whoever comes back catches up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from dutyroom.roster.availability import bar, in_rotation, present, section_of
from dutyroom.roster.model import Assignment, DutyClass, Member, Pool, RosterRules
from dutyroom.roster.slots import Days, Place, places_of

Levels = dict[str, dict[DutyClass, int]]
Spreads = dict[Pool, dict[DutyClass, int]]


def standings(places: Sequence[Place], members: Sequence[Member], first: date) -> dict[Pool, Levels]:
    """Return the standing of each member by pool, id and class, before any duty of ``places`` is given."""
    return {
        pool: _standing(pool, [place for place in places if place.pool is pool], in_rotation(members, pool), first)
        for pool in Pool
    }


def carried_after(
    *,
    calendar: Days,
    rules: RosterRules,
    members: Sequence[Member],
    assignments: Iterable[Assignment],
    first: date,
    last: date,
) -> Mapping[str, Mapping[Pool, Mapping[DutyClass, int]]]:
    """Return what each member carries into the time after ``last``, by id, pool and class: a member's ``carried_in``.

    It holds what was carried before ``first``, the duties of the period, and the share of whoever joined within it.
    """
    places = places_of(calendar, rules, first, last)
    books = standings(places, members, first)
    pools = {place.slot: place for place in places}
    for assignment in assignments:
        place = pools.get(assignment.slot)
        if place is None or assignment.member_id is None:
            continue
        own = books[place.pool].get(assignment.member_id)
        if own is not None:
            for kind in place.classes:
                own[kind] += 1
    return {
        member.id: {pool: books[pool][member.id] for pool in Pool if member.id in books[pool]} for member in members
    }


def _standing(pool: Pool, places: Sequence[Place], members: Sequence[Member], first: date) -> Levels:
    levels = {member.id: _carried(member, pool) for member in members}
    partial = [member for member in members if not _whole(member, places)]
    starters = [member for member in members if present(member, first) and not _joins(member, pool, first)]
    for member in partial:
        beside = _beside(member, pool, members)
        for kind, share in _missed(member, places, beside, _groups(pool, members)).items():
            levels[member.id][kind] += _rounded(share)
    for member in members:
        if _joins(member, pool, first):
            others = [
                other for other in starters if pool is not Pool.SECTIONS or section_of(other) == section_of(member)
            ]
            for kind in DutyClass:
                total = sum(_carried(other, pool)[kind] for other in others)
                levels[member.id][kind] += _rounded(Fraction(total, max(1, len(others))))
    return levels


def _carried(member: Member, pool: Pool) -> dict[DutyClass, int]:
    known = member.carried_in.get(pool, member.carried)
    return {kind: known.get(kind, 0) for kind in DutyClass}


def _joins(member: Member, pool: Pool, first: date) -> bool:
    """Return whether somebody comes new, with nothing known of earlier duties."""
    return member.joins is not None and member.joins >= first and not member.carried_in.get(pool, member.carried)


def _whole(member: Member, places: Sequence[Place]) -> bool:
    return not places or (present(member, places[0].slot.date) and present(member, places[-1].slot.date))


def _beside(member: Member, pool: Pool, members: Sequence[Member]) -> list[Member]:
    """Return those among whom a duty of ``member`` would be shared."""
    if pool is not Pool.SECTIONS:
        return list(members)
    return [other for other in members if section_of(other) == section_of(member)]


def _groups(pool: Pool, members: Sequence[Member]) -> list[list[Member]]:
    """Return the groups that take turns: the sections of the sections' pool, otherwise one."""
    if pool is not Pool.SECTIONS:
        return [list(members)]
    sections: dict[str, list[Member]] = {}
    for member in members:
        sections.setdefault(section_of(member), []).append(member)
    return list(sections.values())


def _missed(
    member: Member, places: Sequence[Place], beside: Sequence[Member], groups: Sequence[Sequence[Member]]
) -> dict[DutyClass, Fraction]:
    """Return the duties that fell to each of the others while ``member`` did not belong to the room."""
    sharing: dict[date, int] = {}
    missed: Counter[tuple[DutyClass, int]] = Counter()
    for place in places:
        day = place.slot.date
        if present(member, day):
            continue
        if day not in sharing:
            turns = sum(any(present(other, day) for other in group) for group in groups)
            sharing[day] = turns * sum(present(other, day) for other in beside)
        if sharing[day]:
            for kind in place.classes:
                missed[kind, sharing[day]] += 1
    shares = dict.fromkeys(DutyClass, Fraction(0))
    for (kind, among), number in missed.items():
        shares[kind] += Fraction(number, among)
    return shares


def _rounded(share: Fraction) -> int:
    return int(share + Fraction(1, 2))


def spreads_of(places: Sequence[Place], members: Sequence[Member], books: Mapping[Pool, Levels]) -> Spreads:
    """Return the largest difference between two members, by pool and class; classes a pool never has are left out.

    Compared are those who belonged to the room all the time and could be on for at least half of the places; in the
    sections only two of one section, since sections rotate strictly whatever their size.
    """
    spreads: Spreads = {}
    for pool in Pool:
        own = [place for place in places if place.pool is pool]
        people = [member for member in in_rotation(members, pool) if _whole(member, own)]
        for kind in DutyClass:
            counted = [place for place in own if kind in place.classes]
            if counted:
                able = [member for member in people if _could(member, counted)]
                widest = [
                    max(levels) - min(levels)
                    for group in _groups(pool, able)
                    if (levels := [books[pool][member.id][kind] for member in group])
                ]
                spreads.setdefault(pool, {})[kind] = max(widest, default=0)
    return spreads


def _could(member: Member, places: Sequence[Place]) -> bool:
    if not member.absences:
        return True
    free = sum(bar(member, place.slot.date, place.slot.turn) is None for place in places)
    return 2 * free >= len(places)
