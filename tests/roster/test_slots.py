"""Each day has the slots that its kind asks for, and no hour is without one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dutyroom.calendar.model import DayType
from dutyroom.calendar.rules import shipped_calendar
from dutyroom.errors import Refused
from dutyroom.roster.model import DutyClass, Pool, Post, Turn
from dutyroom.roster.rules import (
    changed_from,
    check_rules,
    classes_of,
    counts_of,
    default_rules,
    places_of,
    rules_of_tree,
    slots_of,
    tree_of_rules,
    uncovered,
)
from dutyroom.texts import sentence
from tests.roster.people import counts, named, somebody

DAY = timedelta(days=1)


@pytest.mark.req("R003", "R140")
def test_somebody_has_a_slot_at_the_desk_in_every_hour_from_2004_to_2027() -> None:
    first, last = date(2004, 1, 1), date(2027, 12, 31)
    slots = slots_of(shipped_calendar(), default_rules(), first, last)
    assert uncovered(slots, first, last) == ()
    leads = {slot.date for slot in slots if slot.post is Post.LEADER_IN_CHARGE}
    assert len(leads) == (last - first).days + 1
    assert list(slots) == sorted(set(slots)), "each slot once, in order"
    night = next(slot for slot in slots if slot.id == "2026-10-01/night/section_officer/1")
    assert uncovered([slot for slot in slots if slot != night], first, last) == ((date(2026, 10, 1), Turn.NIGHT),)


@pytest.mark.req("R066", "R067", "R068", "R074", "R075", "R137")
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 13), "day/duty_officer:duty_room night/duty_officer:duty_room whole_day/leader_in_charge:heads"),
        (date(2026, 2, 14), "day/duty_officer:duty_room night/duty_officer:duty_room whole_day/leader_in_charge:heads"),
        (date(2026, 3, 1), "day/duty_officer:duty_room night/duty_officer:duty_room whole_day/leader_in_charge:heads"),
        *(
            (
                date(2026, 2, day),
                "day/section_officer:sections night/section_officer:sections "
                "whole_day/leader_at_home:city_leaders whole_day/leader_in_charge:office_leaders",
            )
            for day in (15, 17)
        ),
    ],
    ids=["workday", "make-up workday", "rest day", "holiday rest day", "statutory holiday"],
)
def test_the_kind_of_day_says_who_is_on(day: date, expected: str) -> None:
    places = places_of(shipped_calendar(), default_rules(), day, day)
    assert " ".join(f"{place.slot.turn}/{place.slot.post}:{place.pool}" for place in places) == expected


def test_a_duty_counts_in_each_class_it_belongs_to() -> None:
    assert classes_of(DayType.WORKDAY, Turn.DAY) == {DutyClass.TOTAL}
    assert classes_of(DayType.MAKE_UP_WORKDAY, Turn.NIGHT) == {DutyClass.NIGHT, DutyClass.TOTAL}
    assert classes_of(DayType.REST_DAY, Turn.WHOLE_DAY) == {DutyClass.REST_DAY, DutyClass.TOTAL}
    assert classes_of(DayType.HOLIDAY_REST_DAY, Turn.NIGHT) == {DutyClass.HOLIDAY, DutyClass.NIGHT, DutyClass.TOTAL}
    one, other = somebody(1), somebody(2)
    duties = named(
        ("2026-09-30/night/duty_officer/1", one),
        ("2026-10-01/night/section_officer/1", one),
        ("2026-10-11/day/duty_officer/1", one),
        ("2026-10-12/day/duty_officer/1", other),
        ("2026-10-12/night/duty_officer/1", None),
    )
    counted = counts_of(shipped_calendar(), duties)
    assert counts(counted[one.id]) == {"holiday": 1, "rest_day": 1, "night": 2, "total": 3}
    assert counts(counted[other.id]) == {"total": 1}
    assert len(counted) == 2


def test_rules_are_kept_as_data_and_may_not_leave_an_hour_empty() -> None:
    rules = default_rules()
    assert rules_of_tree(tree_of_rules(rules), version=1) == rules
    paired = replace(rules, slots=tuple(replace(rule, seats=2) for rule in rules.slots if rule.pool is not Pool.HEADS))
    ids = [slot.id for slot in slots_of(shipped_calendar(), paired, date(2026, 1, 5), date(2026, 1, 5))]
    assert ids == [f"2026-01-05/{turn}/duty_officer/{seat}" for turn in ("day", "night") for seat in (1, 2)]
    without_nights = tuple(rule for rule in rules.slots if (rule.post, rule.turn) != (Post.SECTION_OFFICER, Turn.NIGHT))
    with pytest.raises(Refused) as refused:
        check_rules(replace(rules, slots=without_nights))
    assert "法定节假日的夜班" in sentence(refused.value)
    for wrong in (replace(rules, rest_shifts=15), replace(rules, slots=(replace(rules.slots[0], seats=0),))):
        with pytest.raises(Refused):
            check_rules(wrong)


@pytest.mark.req("R003", "R066", "R068")
def test_rules_that_change_from_a_day_on_leave_the_days_before_it_as_they_were() -> None:
    rules, day = default_rules(), date(2026, 12, 1)
    two = tuple(replace(rule, seats=2) if rule.turn is Turn.NIGHT else rule for rule in rules.slots)
    changed = changed_from(rules, replace(rules, slots=two, rest_shifts=3), day)
    assert changed.rest_shifts == 3
    nights = [slot.date for slot in slots_of(shipped_calendar(), changed, day - DAY, day) if slot.turn is Turn.NIGHT]
    assert nights == [day - DAY, day, day]
    assert rules_of_tree(tree_of_rules(changed), version=1) == changed
    again = changed_from(changed, replace(changed, slots=rules.slots), date(2026, 12, 10))
    nights = [
        slot.date for slot in slots_of(shipped_calendar(), again, day, date(2026, 12, 10)) if slot.turn is Turn.NIGHT
    ]
    assert (nights.count(day), nights.count(date(2026, 12, 9)), nights.count(date(2026, 12, 10))) == (2, 2, 1)
    earlier = changed_from(changed, replace(changed, slots=rules.slots), date(2026, 11, 25))  # before it ever began
    assert len(slots_of(shipped_calendar(), earlier, day, day)) == len(slots_of(shipped_calendar(), rules, day, day))
    bare = tuple(rule for rule in rules.slots if rule.turn is not Turn.NIGHT)
    with pytest.raises(Refused) as refusal:
        check_rules(changed_from(rules, replace(rules, slots=bare), day))
    assert refusal.value.code == "roster.rules_uncovered"
