"""People on a roster, plans in force and a swap, to test with; everybody is invented."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from dutyroom.accounts.model import Account, Role, Session
from dutyroom.accounts.rules import rights_of
from dutyroom.bootstrap import House
from dutyroom.errors import Refused
from dutyroom.journal.model import Actor
from dutyroom.roster.model import Absence, Member, NoticeChannel, Pool, Post, Turn
from dutyroom.roster.views import PlanFile


@contextlib.contextmanager
def refused(code: str) -> Iterator[None]:
    """Expect that what is done here is refused with ``code``."""
    with pytest.raises(Refused) as told:
        yield
    assert told.value.code == code, str(told.value)


def a_roster_room(house: House, session: Session, *, staff: int = 6) -> dict[str, Member]:
    """Put people on every list of the roster, and return them by name: 甲一 is of the duty room."""
    lists = (
        ("甲", Pool.DUTY_ROOM, staff, {}),
        ("主任", Pool.HEADS, 2, {}),
        ("科", Pool.SECTIONS, 6, {}),
        ("厅", Pool.OFFICE_LEADERS, 2, {}),
        ("市", Pool.CITY_LEADERS, 2, {"phone": "19900000009", "private_phone": True}),
    )
    members = {}
    for called, pool, number, more in lists:
        for place in range(number):
            section = f"{'秘综信'[place // 2]}科" if pool is Pool.SECTIONS else ""
            name = called + "一二三四五六七八九十"[place]
            member = Member("", name, frozenset({pool}), place, section, **more)  # type: ignore[arg-type]
            members[name] = house.roster.save_member(session, member)
    return members


def in_force(house: House, session: Session, first: date, last: date, title: str = "值班表", **more: Any) -> PlanFile:
    """Plan a period, and let a secretary-general approve it."""
    plan = house.roster.draft(session, first=first, last=last, title=title, **more)
    return approve(house, session, plan.head.id)


def approve(house: House, session: Session, plan_id: str) -> PlanFile:
    """Submit a draft and let a secretary-general approve it."""
    house.roster.submit(session, plan_id)
    return house.roster.approve(a_secretary_general(session), plan_id)


def a_secretary_general(session: Session) -> Session:
    """Return the session of somebody who approves plans."""
    roles = frozenset({Role.SECRETARY_GENERAL})
    return Session(Actor("5" * 32, "温秘书长", session.actor.seat), roles, rights_of(roles))


def days_of_duty(house: House, session: Session, officer: Account) -> None:
    """Leave a row in every table of the roster: a plan in force, told and acknowledged, a swap, an actual duty."""
    roster = house.roster
    members = a_roster_room(house, session)
    own = roster.save_member(session, replace(members["甲一"], account_id=officer.id))
    roster.change_rules(session, roster.rules(session))
    roster.add_absence(session, own.id, Absence(date(2026, 12, 1), date(2026, 12, 3), remark="探亲"))
    today = house.calendar.local_date(house.clock.now())
    plan = in_force(house, session, today, today + timedelta(days=6))
    roster.notify(session, plan.head.id, [own.id], NoticeChannel.PHONE)
    roster.note_acknowledgement(session, plan.head.id, own.id, NoticeChannel.PHONE)
    night = next(one for one in plan.assignments if one.slot.turn is Turn.NIGHT)
    roster.note_actual(session, night.slot, night.member_id)
    later = [one for one in plan.assignments if one.slot.post is Post.DUTY_OFFICER][-1]
    others = (one for one in members.values() if Pool.DUTY_ROOM in one.pools and one.id != later.member_id)
    for member in others:
        try:
            roster.request_swap(session, plan.head.id, later.slot, member.id, "家中有事")
        except Refused:
            continue
        return
    raise AssertionError("nobody could take the last shift")


def a_reader(session: Session) -> Session:
    """Return the session of somebody who may only read."""
    roles = frozenset({Role.READER})
    return Session(Actor("7" * 32, "查阅人", session.actor.seat), roles, rights_of(roles))
