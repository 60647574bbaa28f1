"""The planner: fair, in turn, never a forbidden name, every name with its reason, the same every time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dutyroom.calendar.rules import shipped_calendar
from dutyroom.errors import Refused
from dutyroom.roster.model import (
    AbsenceKind,
    Assignment,
    ConflictKind,
    DutyClass,
    Member,
    Planned,
    Pool,
    Post,
    RotationMark,
    SkipReason,
    Slot,
    Turn,
    Why,
)
from dutyroom.roster.rules import candidates, carried_after, default_rules, plan
from tests.roster.people import a_room, away, by_slot, somebody

JANUARY, DECEMBER = date(2026, 1, 1), date(2026, 12, 31)


def planned(members: tuple[Member, ...], first: date = JANUARY, last: date = DECEMBER, **more: Any) -> Planned:
    return plan(
        calendar=shipped_calendar(), members=members, first=first, last=last, **{"rules": default_rules(), **more}
    )


def replaced(members: tuple[Member, ...], number: int, **more: Any) -> tuple[Member, ...]:
    return tuple(replace(one, **more) if one.id == f"m{number:02d}" else one for one in members)


@pytest.mark.req("R003", "R066", "R067", "R068", "R137")
def test_a_year_has_a_name_in_every_slot_and_nobody_has_two_duties_more_than_another() -> None:
    room = a_room(officers=12, heads=3, sections=6, leaders=5)
    year = planned(room)
    assert year.empty == ()
    assert year.conflicts == ()
    assert {spread for own in year.spreads.values() for spread in own.values()} <= {0, 1}
    assert set(year.spreads[Pool.DUTY_ROOM]) == {DutyClass.REST_DAY, DutyClass.NIGHT, DutyClass.TOTAL}
    assert sum(own[DutyClass.TOTAL] for own in year.counts.values()) == len(year.assignments)
    assert year == planned(tuple(reversed(room))), "the same input gives the same plan, in whatever order it comes"
    for one in year.assignments:
        assert one.why is not None
        assert 1 <= one.why.place <= one.why.of


@pytest.mark.req("R074")
def test_each_kind_of_holiday_goes_on_where_it_stopped_a_year_before() -> None:
    room = a_room(sections=5)
    section = {one.id: one.section for one in room}

    def sections_of(plan: Planned) -> list[list[str]]:
        days: dict[date, list[str]] = {}
        for one in plan.assignments:
            if one.slot.post is Post.SECTION_OFFICER:
                days.setdefault(one.slot.date, []).append(section[one.member_id or ""])
        return [sorted(on) for on in days.values()]

    first = planned(room, date(2025, 1, 28), date(2025, 2, 4))
    order = sorted({one.section for one in room if one.section}, key=[one.section for one in room].index)
    turns = [order[number % 5] for number in range(16)]
    assert sections_of(first) == [sorted(turns[place : place + 2]) for place in range(0, 16, 2)]
    mark = next(one for one in first.marks if one.pool is Pool.SECTIONS)
    assert (mark.holiday_id, mark.last, mark.on) == ("spring_festival", order[0], date(2025, 2, 4))

    combined = planned(room, date(2025, 10, 1), date(2025, 10, 8), marks=first.marks)
    moved = {one.holiday_id: one for one in combined.marks if one.pool is Pool.SECTIONS}
    assert moved.keys() == {"mid_autumn", "national_day", "spring_festival"}
    assert moved["mid_autumn"].last == moved["national_day"].last == order[1]
    assert moved["spring_festival"] == mark

    following = planned(room, date(2026, 2, 15), date(2026, 2, 15), marks=combined.marks)
    assert sections_of(following) == [sorted([order[1], order[2]])], "after the spring festival, not the national day"
    assert sections_of(planned(room, date(2026, 10, 1), date(2026, 10, 1), marks=combined.marks)) == [
        sorted(order[2:4])
    ]


@pytest.mark.req("R074")
def test_a_section_that_cannot_keeps_its_turn_for_the_next_time() -> None:
    room = a_room(sections=4)
    for number in (30, 31):
        room = replaced(room, number, absences=(away("2026-10-01", "2026-10-02"),))
    holiday = planned(room, date(2026, 10, 1), date(2026, 10, 2))
    (mark,) = (one for one in holiday.marks if one.pool is Pool.SECTIONS and one.holiday_id == "national_day")
    assert mark.owed == (room[8].section,)
    why = next(one.why for one in holiday.assignments if one.slot.post is Post.SECTION_OFFICER)
    assert why is not None
    absent = [one for one in why.skipped if one.reason is SkipReason.ABSENT]
    assert {one.until for one in absent} == {date(2026, 10, 2)}
    assert len(absent) == 2
    next_year = planned(room, date(2027, 10, 1), date(2027, 10, 1), marks=holiday.marks)
    section = {one.id: one.section for one in room}
    assert mark.owed[0] in {section.get(one.member_id or "") for one in next_year.assignments}


@pytest.mark.req("R067", "R075", "R137")
def test_leaders_take_turns_and_nobody_leads_in_the_room_and_at_home_at_once() -> None:
    both = tuple(somebody(60 + number, Pool.OFFICE_LEADERS, Pool.CITY_LEADERS) for number in range(3))
    room = (*a_room(leaders=0), *both)
    marks = (RotationMark(Pool.OFFICE_LEADERS, "national_day", "m60", date(2025, 10, 8)),)
    holiday = planned(room, date(2026, 10, 1), date(2026, 10, 7), marks=marks)
    lead = [one.member_id for one in holiday.assignments if one.slot.post is Post.LEADER_IN_CHARGE]
    home = [one.member_id for one in holiday.assignments if one.slot.post is Post.LEADER_AT_HOME]
    assert lead[:3] == ["m61", "m62", "m60"]
    assert max(Counter(lead).values()) - min(Counter(lead).values()) <= 1
    assert all(one != other for one, other in zip(lead, home, strict=True))


def test_who_joins_starts_where_the_others_are_and_who_comes_back_catches_up() -> None:
    room = a_room(officers=8)
    room = replaced(room, 3, joins=date(2026, 7, 1))
    room = replaced(room, 4, leaves=date(2026, 6, 30))
    room = replaced(room, 5, absences=(away("2026-02-01", "2026-03-31", AbsenceKind.SICK),))
    room = tuple(
        replace(one, carried=dict.fromkeys(DutyClass, 40)) if one.id in ("m00", "m01") else one for one in room
    )
    room = tuple(
        replace(one, carried=dict.fromkeys(DutyClass, 38)) if one.id in ("m02", "m04", "m05", "m06", "m07") else one
        for one in room
    )
    year = planned(room)
    assert year.conflicts == ()
    total = {member: own[DutyClass.TOTAL] for member, own in year.counts.items()}
    assert abs(total["m03"] - total["m04"]) <= 3, "half a year each"
    assert total["m00"] < total["m02"], "duties of earlier years are remembered"
    assert abs(total["m05"] - total["m06"]) <= 1, "leave is caught up"
    assert 2 * total["m03"] == pytest.approx(total["m06"], abs=4)
    assert year.spreads[Pool.DUTY_ROOM][DutyClass.TOTAL] <= 1
    carried = carried_after(
        calendar=shipped_calendar(),
        rules=default_rules(),
        members=room,
        assignments=year.assignments,
        first=JANUARY,
        last=DECEMBER,
    )
    levels = [carried[f"m{number:02d}"][Pool.DUTY_ROOM][DutyClass.TOTAL] for number in range(8)]
    assert max(levels) - min(levels) <= 1


@pytest.mark.req("R078")
def test_newcomers_are_paired_and_nobody_exempt_has_a_night() -> None:
    room = replaced(a_room(officers=9), 1, newcomer_until=date(2026, 6, 30))
    room = replaced(room, 2, newcomer_until=date(2026, 6, 30))
    room = replaced(room, 3, absences=(away("2026-01-01", "2026-04-30", AbsenceKind.NO_NIGHTS),))
    rules = default_rules()
    paired = replace(
        rules,
        slots=tuple(replace(rule, seats=2) if rule.pool is Pool.DUTY_ROOM else rule for rule in rules.slots),
    )
    half = planned(room, last=date(2026, 6, 30), rules=paired)
    assert half.conflicts == ()
    on: dict[tuple[date, Turn], set[str | None]] = {}
    for one in half.assignments:
        if one.slot.post is Post.DUTY_OFFICER:
            on.setdefault((one.slot.date, one.slot.turn), set()).add(one.member_id)
    assert all(not together <= {"m01", "m02"} for together in on.values())
    assert any("m01" in together for (_day, turn), together in on.items() if turn is Turn.NIGHT)
    alone = planned(room, last=date(2026, 3, 31))
    nights = {one.member_id for one in alone.assignments if one.slot.turn is Turn.NIGHT}
    assert not nights & {"m01", "m02", "m03"}
    assert alone.conflicts == ()


def test_what_is_fixed_stays_and_the_night_before_is_rested_from() -> None:
    room = a_room()
    monday = date(2026, 3, 2)
    fixed = (
        Assignment(Slot.of_id("2026-03-01/night/duty_officer/1"), "m00", room[0].name),
        Assignment(Slot.of_id("2026-03-03/night/duty_officer/1"), "m05", room[5].name, Why(Pool.DUTY_ROOM, 1, 6, {})),
        Assignment(Slot.of_id("2026-03-04/day/duty_officer/1"), None),
    )
    week = planned(room, monday, date(2026, 3, 8), fixed=fixed)
    names = by_slot(week.assignments)
    assert names["2026-03-03/night/duty_officer/1"] == room[5].name
    assert names["2026-03-04/day/duty_officer/1"] != ""
    assert all(one.slot.date >= monday for one in week.assignments)
    assert room[0].name not in (names["2026-03-02/day/duty_officer/1"], names["2026-03-02/night/duty_officer/1"])
    assert [one.slot.id for one in week.assignments if one.fixed] == ["2026-03-03/night/duty_officer/1"]
    kept = tuple(one for one in week.assignments if one.slot.date.day != 5)
    assert planned(room, monday, date(2026, 3, 8), fixed=kept).conflicts == ()


@pytest.mark.req("R003")
def test_nobody_who_must_not_is_on_even_where_a_slot_stays_empty() -> None:
    room = tuple(
        replace(one, absences=(away("2026-03-03", "2026-03-04"),)) if Pool.DUTY_ROOM in one.pools else one
        for one in a_room(officers=3)
    )
    week = planned(room, date(2026, 3, 2), date(2026, 3, 6))
    assert {one.slot.date.day for one in week.empty} == {3, 4}
    assert {one.kind for one in week.conflicts} == {ConflictKind.EMPTY}
    two = planned(room[1:3] + room[3:], date(2026, 3, 5), date(2026, 3, 6))
    assert two.empty == ()
    assert {one.kind for one in two.conflicts} == {ConflictKind.RESTING}, "a short rest rather than nobody"
    nobody = planned((), date(2026, 9, 30), date(2026, 10, 1))
    assert len(nobody.empty) == len(nobody.assignments) == 7
    with pytest.raises(Refused):
        planned(room, DECEMBER, JANUARY)


def test_an_unpublished_year_is_provisional_and_planned_from_the_law_alone() -> None:
    spring = planned(a_room(), date(2026, 12, 1), date(2027, 2, 28))
    assert spring.provisional_years == (2027,)
    assert {one.slot.date for one in spring.assignments if one.slot.post is Post.LEADER_AT_HOME} == {
        date(2027, 1, 1),
        *(date(2027, 2, day) for day in (5, 6, 7, 8)),
    }


def test_candidates_come_best_first_and_say_what_speaks_against_them() -> None:
    room = replaced(a_room(officers=5), 2, absences=(away("2026-03-04", "2026-03-09"),))
    week = planned(room, date(2026, 3, 2), date(2026, 3, 8))
    slot = Slot.of_id("2026-03-05/day/duty_officer/1")
    ranks = candidates(
        calendar=shipped_calendar(), rules=default_rules(), members=room, assignments=week.assignments, slot=slot
    )
    assert {one.member_id for one in ranks} == {"m00", "m01", "m02", "m03", "m04"}
    now = next(one.member_id for one in week.assignments if one.slot == slot)
    assert now in {one.member_id for one in ranks if one.fit}
    assert [one.fit for one in ranks] == sorted((one.fit for one in ranks), reverse=True)
    assert (ranks[-1].member_id, ranks[-1].problems, ranks[-1].until) == (
        "m02",
        (ConflictKind.ABSENT,),
        date(2026, 3, 9),
    )
    assert any(one.problems == (ConflictKind.RESTING,) and one.possible for one in ranks)
    stray = Slot.of_id("2026-03-05/day/section_officer/1")
    assert not candidates(
        calendar=shipped_calendar(), rules=default_rules(), members=room, assignments=week.assignments, slot=stray
    )
