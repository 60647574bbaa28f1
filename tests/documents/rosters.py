"""Rosters as the planner makes them; the city, its people and its numbers are invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from dutyroom.calendar.model import DayType, HandoverChange, HandoverTimes, Holiday, Season
from dutyroom.calendar.rules import shipped_calendar
from dutyroom.clock import DEFAULT_ZONE
from dutyroom.documents.roster_facts import RosterFacts
from dutyroom.documents.words import Printing
from dutyroom.journal.model import Head
from dutyroom.roster.model import Assignment, Member, Pool, Post, Slot, Turn

PHONES = ("0999-8000001", "0999-8000002")
TIMES = HandoverTimes((HandoverChange(date.min, (Season(5, 1, time(18)), Season(10, 1, time(17, 30)))),))


def printing(*, drill: bool = False) -> Printing:
    """Return who prints, and when."""
    at = datetime(2026, 9, 24, 2, 30, tzinfo=UTC)
    return Printing("云岭市人民政府总值班室", drill, "林一川", at, DEFAULT_ZONE, Head(412, "9f3c2a71b04e" + "0" * 52))


def _members() -> Iterator[Member]:
    leaders = (
        ("温怀谷", "市长"),
        ("沈砚", "常务副市长"),
        ("欧阳晓晴", "副市长"),
        ("陆知行", "副市长"),
        ("秦望", "秘书长"),
    )
    for order, (name, post) in enumerate(leaders, start=1):
        yield Member(
            f"city-{order}",
            name,
            frozenset({Pool.CITY_LEADERS}),
            order,
            post_title=post,
            phone=f"1990000000{order}",
            private_phone=True,
        )
    office = (("贺知微", "副秘书长"), ("江远", "副秘书长"), ("司徒明远", "办公厅主任"), ("杜若", "办公厅副主任"))
    for order, (name, post) in enumerate(office, start=1):
        yield Member(
            f"office-{order}",
            name,
            frozenset({Pool.OFFICE_LEADERS}),
            order,
            post_title=post,
            phone=f"1990000001{order}",
            private_phone=True,
        )
    sections = {
        "综合一科": ("周望舒", "林一川", "叶知秋"),
        "信息科": ("夏侯云", "方禾", "白石"),
        "政务督查室": ("简宁", "宋清和", "梁上燕"),
        "市推进办": ("唐晚", "高山月", "何以安"),
    }
    order = 0
    for section, names in sections.items():
        for name in names:
            order += 1
            yield Member(
                f"section-{order}",
                name,
                frozenset({Pool.SECTIONS}),
                order,
                section=section,
                phone=f"199000001{order:02d}",
            )
    for order, name in enumerate(("苏禾", "顾长青", "慕容雪", "邵一鸣"), start=1):
        yield Member(f"duty-{order}", name, frozenset({Pool.DUTY_ROOM}), order, phone=f"199000002{order:02d}")
    for order, name in enumerate(("韩松", "尹若水"), start=1):
        yield Member(f"head-{order}", name, frozenset({Pool.HEADS}), order, post_title="值班室主任")


MEMBERS = {member.id: member for member in _members()}


def taken(slot: Slot, member_id: str) -> Assignment:
    """Return a slot with a member on it."""
    return Assignment(slot, member_id, MEMBERS[member_id].name)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def holiday_assignments(first: date, last: date) -> Iterator[Assignment]:
    """Yield leaders for three days each, and two officers of a section for each shift."""
    for number, day in enumerate(_days(first, last)):
        yield taken(Slot(day, Turn.WHOLE_DAY, Post.LEADER_AT_HOME), f"city-{number // 3 % 5 + 1}")
        yield taken(Slot(day, Turn.WHOLE_DAY, Post.LEADER_IN_CHARGE), f"office-{number // 2 % 4 + 1}")
        for place, turn in enumerate((Turn.DAY, Turn.NIGHT)):
            section = (2 * number + place) % 4
            for seat in (1, 2):
                yield taken(Slot(day, turn, Post.SECTION_OFFICER, seat), f"section-{3 * section + seat}")


def ordinary_assignments(first: date, last: date) -> Iterator[Assignment]:
    """Yield a head of the duty room for each day, and one officer for each shift."""
    for number, day in enumerate(_days(first, last)):
        if shipped_calendar().day(day).day_type in (DayType.STATUTORY_HOLIDAY, DayType.HOLIDAY_REST_DAY):
            yield from holiday_assignments(day, day)
            continue
        yield taken(Slot(day, Turn.WHOLE_DAY, Post.LEADER_IN_CHARGE), f"head-{number // 7 % 2 + 1}")
        yield taken(Slot(day, Turn.DAY, Post.DUTY_OFFICER), f"duty-{number % 4 + 1}")
        yield taken(Slot(day, Turn.NIGHT, Post.DUTY_OFFICER), f"duty-{(number + 2) % 4 + 1}")


def holiday_of(year: int, holiday_id: str) -> Holiday:
    """Return a holiday of the shipped calendar."""
    return next(one for one in shipped_calendar().arrangement(year).holidays if one.id == holiday_id)


def holiday_facts(year: int, holiday_id: str) -> RosterFacts:
    """Return the plan of a holiday."""
    holiday = holiday_of(year, holiday_id)
    return RosterFacts(
        city="云岭市",
        days=shipped_calendar().days(holiday.first, holiday.last),
        assignments=tuple(holiday_assignments(holiday.first, holiday.last)),
        members=MEMBERS,
        times=TIMES,
        holiday=holiday,
        duty_phones=PHONES,
        issued_on=holiday.first - timedelta(days=6),
    )


def month_facts(year: int, month: int) -> RosterFacts:
    """Return the plan of a month."""
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return RosterFacts(
        city="云岭市",
        days=shipped_calendar().days(first, last),
        assignments=tuple(ordinary_assignments(first, last)),
        members=MEMBERS,
        times=TIMES,
        duty_phones=PHONES,
        issued_on=first - timedelta(days=3),
    )


def emptied(facts: RosterFacts, slot_id: str) -> RosterFacts:
    """Return ``facts`` with nobody on a slot."""
    slot = Slot.of_id(slot_id)
    changed = tuple(Assignment(slot, None) if one.slot == slot else one for one in facts.assignments)
    return replace(facts, assignments=changed)
