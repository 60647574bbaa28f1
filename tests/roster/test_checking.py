"""What is wrong with a plan is found and named; what differs between two plans as well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dutyroom.calendar.rules import shipped_calendar
from dutyroom.roster.model import AbsenceKind, Assignment, ConflictKind, Member, Pool
from dutyroom.roster.rules import conflicts, default_rules, differences
from tests.roster.people import away, named, somebody


def wrong(members: tuple[Member, ...], assignments: tuple[Assignment, ...]) -> list[tuple[str, str]]:
    """Return kind and slot of each conflict."""
    found = conflicts(calendar=shipped_calendar(), rules=default_rules(), members=members, assignments=assignments)
    return [(conflict.kind.value, conflict.slot.id) for conflict in found]


def test_nobody_can_be_on_while_away_not_yet_here_or_on_another_list() -> None:
    gone = somebody(1, absences=(away("2026-03-02", "2026-03-05", AbsenceKind.TRIP),))
    no_nights = somebody(2, absences=(away("2026-03-01", "2026-03-31", AbsenceKind.NO_NIGHTS),))
    new = somebody(3, joins=date(2026, 3, 9))
    left = somebody(4, leaves=date(2026, 3, 1))
    leader = somebody(5, Pool.CITY_LEADERS)
    found = wrong(
        (gone, no_nights, new, left, leader),
        named(
            ("2026-03-01/night/duty_officer/1", gone),
            ("2026-03-02/day/duty_officer/1", no_nights),
            ("2026-03-02/night/duty_officer/1", left),
            ("2026-03-04/day/duty_officer/1", leader),
            ("2026-03-04/night/duty_officer/1", no_nights),
            ("2026-03-05/day/duty_officer/1", gone),
            ("2026-03-06/night/duty_officer/1", new),
            ("2026-03-08/day/duty_officer/1", somebody(9)),
            ("2026-03-08/night/duty_officer/1", None),
            ("2026-03-09/day/duty_officer/1", new),
        ),
    )
    assert found == [
        ("not_here", "2026-03-02/night/duty_officer/1"),
        ("wrong_pool", "2026-03-04/day/duty_officer/1"),
        ("no_nights", "2026-03-04/night/duty_officer/1"),
        ("absent", "2026-03-05/day/duty_officer/1"),
        ("not_here", "2026-03-06/night/duty_officer/1"),
        ("not_here", "2026-03-08/day/duty_officer/1"),
        ("empty", "2026-03-08/night/duty_officer/1"),
    ]


def test_two_duties_at_once_and_too_short_a_rest_are_found_at_the_later_one() -> None:
    one = somebody(1, Pool.DUTY_ROOM, Pool.HEADS)
    assignments = named(
        ("2026-03-02/night/duty_officer/1", one),
        ("2026-03-03/night/duty_officer/1", one),
        ("2026-03-05/day/duty_officer/1", one),
        ("2026-03-05/whole_day/leader_in_charge/1", one),
    )
    found = conflicts(calendar=shipped_calendar(), rules=default_rules(), members=(one,), assignments=assignments)
    assert [(conflict.kind, conflict.slot, conflict.other) for conflict in found] == [
        (ConflictKind.RESTING, assignments[1].slot, assignments[0].slot),
        (ConflictKind.TWO_DUTIES, assignments[3].slot, assignments[2].slot),
    ]
    rested = named(("2026-03-02/night/duty_officer/1", one), ("2026-03-04/day/duty_officer/1", one))
    assert wrong((one,), rested) == []


@pytest.mark.req("R078")
def test_a_newcomer_is_not_alone_at_night_or_on_a_holiday_and_is_paired_where_two_sit() -> None:
    new = somebody(1, Pool.DUTY_ROOM, Pool.SECTIONS, newcomer_until=date(2026, 12, 31))
    old = somebody(2, Pool.DUTY_ROOM, Pool.SECTIONS)
    alone = named(
        ("2026-03-02/day/duty_officer/1", new),
        ("2026-03-06/night/duty_officer/1", new),
        ("2026-10-01/day/section_officer/1", new),
        ("2027-01-04/night/duty_officer/1", new),
    )
    assert wrong((new, old), alone) == [
        ("newcomer_alone", "2026-03-06/night/duty_officer/1"),
        ("newcomer_alone", "2026-10-01/day/section_officer/1"),
    ]
    seats = ("2026-03-02/day/duty_officer/1", "2026-03-02/day/duty_officer/2")
    assert wrong((new, old), named((seats[0], new), (seats[1], old))) == []
    also_new = replace(new, id="m03")
    assert len(wrong((new, also_new), named((seats[0], new), (seats[1], also_new)))) == 2


@pytest.mark.req("R003")
def test_a_slot_that_nobody_wrote_down_is_empty_too() -> None:
    one = somebody(1)
    monday = date(2026, 3, 2)
    before = named(("2026-03-01/night/duty_officer/1", one))
    found = conflicts(
        calendar=shipped_calendar(),
        rules=default_rules(),
        members=(one,),
        assignments=before + named(("2026-03-02/day/duty_officer/1", one)),
        first=monday,
        last=monday,
    )
    assert [(conflict.kind.value, conflict.slot.id) for conflict in found] == [
        ("resting", "2026-03-02/day/duty_officer/1"),
        ("empty", "2026-03-02/night/duty_officer/1"),
        ("empty", "2026-03-02/whole_day/leader_in_charge/1"),
    ]


def test_two_plans_differ_where_somebody_else_is_on() -> None:
    one, other = somebody(1), somebody(2)
    before = named(("2026-03-02/day/duty_officer/1", one), ("2026-03-02/night/duty_officer/1", other))
    after = named(("2026-03-02/day/duty_officer/1", other), ("2026-03-02/night/duty_officer/1", other))
    (change,) = differences(before, after)
    assert (change.slot.id, change.before, change.after) == ("2026-03-02/day/duty_officer/1", one.name, other.name)
    (removed,) = differences(before, before[1:])
    assert (removed.before, removed.after) == (one.name, None)
    assert differences(after, after) == ()
