"""Rooms as a generator makes them: small enough for an exact model, with everything that makes planning hard."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dutyroom.roster.model import Absence, AbsenceKind, DutyClass, Member, Pool, RosterRules
from dutyroom.roster.rules import default_rules
from tests.roster.people import somebody

_STARTS = (
    date(2024, 4, 22),
    date(2025, 1, 13),
    date(2025, 9, 15),
    date(2026, 2, 2),
    date(2026, 6, 8),
    date(2027, 3, 29),
)


@dataclass(frozen=True)
class Room:
    """What the planner is handed."""

    rules: RosterRules
    members: tuple[Member, ...]
    first: date
    last: date


def generated_room(seed: int) -> Room:
    """Return the room of ``seed``: three to nine officers, two to five weeks, leave, newcomers, joiners, old counts."""
    chance = random.Random(seed)
    first = chance.choice(_STARTS) + timedelta(days=chance.randrange(12))
    last = first + timedelta(days=chance.randrange(13, 17))
    paired = chance.random() < 0.15
    officers = chance.randrange(8, 11) if paired else chance.choice((3, 4, 5, 5, 6, 6, 7, 8, 9))
    rules = replace(
        default_rules(),
        rest_shifts=chance.choice((1, 2, 2, 2, 2, 3)) if officers > 4 and not paired else 2,
        slots=tuple(
            replace(rule, seats=2) if paired and rule.pool is Pool.DUTY_ROOM else rule for rule in default_rules().slots
        ),
    )
    members = [_officer(chance, number, officers, first, last) for number in range(officers)]
    members += [somebody(20 + number, Pool.HEADS) for number in range(chance.randrange(2, 5))]
    if chance.random() < 0.25:
        members[0] = replace(members[0], pools=frozenset({Pool.DUTY_ROOM, Pool.HEADS}))
    size = chance.choice((1, 2, 3))
    for number in range(chance.randrange(5, 9)):
        members.append(somebody(30 + number, Pool.SECTIONS, section=f"科室{number // size}"))
    members += [somebody(50 + number, Pool.OFFICE_LEADERS) for number in range(chance.randrange(2, 5))]
    members += [somebody(60 + number, Pool.CITY_LEADERS) for number in range(chance.randrange(2, 5))]
    others = [_with_leave(chance, member, first, last, 0.2) if member.order >= 20 else member for member in members]
    return Room(rules, tuple(others), first, last)


def _officer(chance: random.Random, number: int, officers: int, first: date, last: date) -> Member:
    member = somebody(number)
    if officers <= 4:
        return member if officers == 3 else _with_leave(chance, member, first, last, 0.1)
    member = _with_leave(chance, member, first, last, 0.35)
    days = (last - first).days
    fate = chance.random()
    if fate < 0.06:
        return replace(member, joins=first + timedelta(days=chance.randrange(1, days)))
    if fate < 0.12:
        return replace(member, leaves=last - timedelta(days=chance.randrange(1, days)))
    if fate < 0.20:
        return replace(member, newcomer_until=first + timedelta(days=chance.randrange(days)))
    if fate < 0.28:
        absence = Absence(first, first + timedelta(days=chance.randrange(days)), AbsenceKind.NO_NIGHTS)
        return replace(member, absences=(*member.absences, absence))
    if fate < 0.5:
        carried = {kind: chance.randrange(3) for kind in (DutyClass.REST_DAY, DutyClass.NIGHT)}
        return replace(member, carried={**carried, DutyClass.TOTAL: sum(carried.values()) + chance.randrange(2)})
    return member


def _with_leave(chance: random.Random, member: Member, first: date, last: date, often: float) -> Member:
    if chance.random() >= often:
        return member
    begin = first + timedelta(days=chance.randrange((last - first).days))
    kind = chance.choice((AbsenceKind.LEAVE, AbsenceKind.TRIP, AbsenceKind.SICK))
    absence = Absence(begin, begin + timedelta(days=chance.randrange(1, 9)), kind)
    return replace(member, absences=(*member.absences, absence))
