"""How long a plan takes: a year for 12 people and for 60 with leave and pairing, and what is wrong with a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dutyroom.calendar.rules import shipped_calendar
from dutyroom.roster.model import Absence, AbsenceKind, Member, Pool, RosterRules
from dutyroom.roster.rules import conflicts, default_rules, places_of, plan
from tests.benchmarks.measuring import Limit, Line, milliseconds, side_by_side

_FIRST, _LAST = date(2026, 1, 1), date(2026, 12, 31)
_FLOOR = "slots, and one pass over them"


def roster_lines(count: int) -> list[Line]:
    """Return the lines of the planner and of the check of a month."""
    rules = default_rules()
    seats = tuple(replace(rule, seats=2) if rule.pool is Pool.DUTY_ROOM else rule for rule in rules.slots)
    return [
        _year_line("plan a year, 12 people", rules, _twelve(), count, 500),
        _year_line("plan a year, 60 people, leave and pairs", replace(rules, slots=seats), _sixty(), count, 2000),
        _month_line(rules, _twelve(), 10 * count),
    ]


def _year_line(work: str, rules: RosterRules, members: Sequence[Member], count: int, most: float) -> Line:
    calendar = shipped_calendar()
    planned = plan(calendar=calendar, rules=rules, members=members, first=_FIRST, last=_LAST)
    ours, floor = side_by_side(
        count,
        lambda _number: milliseconds(
            lambda: plan(calendar=calendar, rules=rules, members=members, first=_FIRST, last=_LAST)
        ),
        lambda _number: milliseconds(lambda: _pass_over(rules)),
        warm=1,
    )
    spreads = {pool.value: {kind.value: wide for kind, wide in own.items()} for pool, own in planned.spreads.items()}
    detail = {"slots": len(planned.assignments), "conflicts": len(planned.conflicts), "spreads": spreads}
    return Line(work, "ms", ours, _FLOOR, floor, (Limit("p50", most),), detail=detail)


def _month_line(rules: RosterRules, members: Sequence[Member], count: int) -> Line:
    calendar = shipped_calendar()
    first, last = date(2026, 10, 1), date(2026, 10, 31)
    assignments = plan(calendar=calendar, rules=rules, members=members, first=first, last=last).assignments
    ours, floor = side_by_side(
        count,
        lambda _number: milliseconds(
            lambda: conflicts(calendar=calendar, rules=rules, members=members, assignments=assignments)
        ),
        lambda _number: milliseconds(lambda: sum(one.member_id is None for one in assignments)),
    )
    return Line("conflicts of a month", "ms", ours, "one pass over its names", floor, (Limit("p50", 5),))


def _pass_over(rules: RosterRules) -> int:
    places = places_of(shipped_calendar(), rules, _FIRST, _LAST)
    return sum(len(place.classes) for place in places)


def _twelve() -> list[Member]:
    return [_member(number, Pool.DUTY_ROOM) for number in range(12)] + _others()


def _sixty() -> list[Member]:
    """Return sixty officers: most on leave once or twice, some new, exempt, joining or leaving, and the other lists."""
    officers = []
    for number in range(60):
        absences = [_absence(number * 5 % 330, 5 + number % 16, AbsenceKind.LEAVE)]
        if number % 3 == 0:
            absences.append(_absence((number * 5 + 170) % 330, 4, AbsenceKind.TRIP))
        if number % 20 == 7:
            absences.append(_absence(30, 180, AbsenceKind.NO_NIGHTS))
        officers.append(
            replace(
                _member(number, Pool.DUTY_ROOM),
                absences=tuple(absences),
                newcomer_until=date(2026, 6, 30) if number % 8 == 5 else None,
                joins=date(2026, 4, 1) if number % 30 == 14 else None,
                leaves=date(2026, 9, 30) if number % 30 == 20 else None,
            )
        )
    return officers + _others()


def _others() -> list[Member]:
    heads = [_member(100 + number, Pool.HEADS) for number in range(3)]
    sections = [replace(_member(200 + number, Pool.SECTIONS), section=f"科室{number // 3}") for number in range(18)]
    leaders = [_member(300 + number, Pool.OFFICE_LEADERS, Pool.CITY_LEADERS) for number in range(3)]
    return heads + sections + leaders + [_member(400 + number, Pool.CITY_LEADERS) for number in range(5)]


def _member(number: int, *pools: Pool) -> Member:
    return Member(id=f"m{number:03d}", name=f"值班{number:03d}", pools=frozenset(pools), order=number)


def _absence(begin: int, days: int, kind: AbsenceKind) -> Absence:
    return Absence(_FIRST + timedelta(days=begin), _FIRST + timedelta(days=begin + days - 1), kind)
