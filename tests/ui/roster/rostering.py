"""A roster of the invented duty room: its people, a plan in force, and plans that wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dutyroom.accounts.model import Right, Session
from dutyroom.bootstrap import House
from dutyroom.roster.model import Member, Pool, Slot, Turn
from dutyroom.roster.views import PlanFile

FIRST, LAST = date(2026, 11, 21), date(2026, 12, 27)
"""The days of the plan in force: it begins on the evening on which the tests sit down."""

_PEOPLE: tuple[tuple[str, Pool, str], ...] = (
    ("陈予", Pool.DUTY_ROOM, ""),
    ("林一川", Pool.DUTY_ROOM, ""),
    ("周晓岚", Pool.DUTY_ROOM, ""),
    ("吴砚秋", Pool.DUTY_ROOM, ""),
    ("苏闻笛", Pool.DUTY_ROOM, ""),
    ("韩听雪", Pool.DUTY_ROOM, ""),
    ("沈望舒", Pool.HEADS, ""),
    ("江怀远", Pool.HEADS, ""),
    ("方知行", Pool.SECTIONS, "综合科"),
    ("罗景行", Pool.SECTIONS, "综合科"),
    ("冯采薇", Pool.SECTIONS, "信息科"),
    ("邓临川", Pool.SECTIONS, "信息科"),
    ("秦月白", Pool.SECTIONS, "会务科"),
    ("许归舟", Pool.SECTIONS, "会务科"),
    ("顾承岳", Pool.OFFICE_LEADERS, ""),
    ("孟清和", Pool.OFFICE_LEADERS, ""),
    ("魏长风", Pool.CITY_LEADERS, ""),
    ("欧阳若水", Pool.CITY_LEADERS, ""),
)


def planner(session: Session) -> Session:
    """Return the session with the right of the secretary-general as well, to approve what is planned."""
    return replace(session, rights=session.rights | {Right.APPROVE_ROSTER, Right.PLAN_ROSTER})


def fill_roster(house: House, session: Session) -> None:
    """Enter everybody; the founder's account belongs to 陈予."""
    for order, (name, pool, section) in enumerate(_PEOPLE):
        account = session.account_id if name == session.name else None
        member = Member("", name, frozenset({pool}), order=order, section=section, account_id=account)
        house.roster.save_member(session, member)


def member(house: House, session: Session, name: str) -> Member:
    """Return somebody by name."""
    return next(one for one in house.roster.members(session) if one.name == name)


def plan_in_force(house: House, session: Session) -> PlanFile:
    """Return the plan that the room goes by."""
    (head,) = [head for head in house.roster.plans(session) if head.in_force]
    return house.roster.plan(session, head.id)


def draft(house: House, session: Session, first: date, last: date, title: str = "十一月值班表") -> PlanFile:
    """Make a draft."""
    return house.roster.draft(session, first=first, last=last, title=title)


def in_force(house: House, session: Session, first: date, last: date, title: str = "十一月值班表") -> PlanFile:
    """Make a plan and bring it into force."""
    file = draft(house, session, first, last, title)
    house.roster.submit(session, file.head.id)
    return house.roster.approve(planner(session), file.head.id)


def a_slot_of(file: PlanFile, day: date, turn: Turn, post: str = "duty_officer") -> Slot:
    """Return a slot of a plan."""
    return next(
        one.slot for one in file.assignments if (one.slot.date, one.slot.turn, one.slot.post.value) == (day, turn, post)
    )
