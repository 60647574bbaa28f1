"""What happens to a plan after its approval: versions, differences, the locked watch, a year planned again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dutyroom.accounts.model import Role, Session
from dutyroom.bootstrap import House
from dutyroom.calendar.model import ArrangementStatus
from dutyroom.clock import SetClock
from dutyroom.roster.model import Assignment, ConflictKind, NoticeChannel, PlanState, Pool, Post, Slot, Turn
from dutyroom.roster.views import PlanAct, PlanFile
from tests.factories import NOTICE_2027
from tests.rosters import a_roster_room, a_secretary_general, approve, in_force, refused

TODAY = date(2026, 11, 21)  # Saturday evening: the night shift runs
TONIGHT = Slot(TODAY, Turn.NIGHT, Post.DUTY_OFFICER)
THIS_MORNING = Slot(TODAY, Turn.DAY, Post.DUTY_OFFICER)
MONDAY = Slot(date(2026, 11, 23), Turn.DAY, Post.DUTY_OFFICER)
DAYS_2027 = [date(2027, 1, 25) + timedelta(days=number) for number in range(31)]


@pytest.fixture
def officer(session: Session) -> Session:
    """Somebody who plans and is not the head of the duty room."""
    return replace(session, roles=frozenset({Role.DUTY_OFFICER}))


def a_week(house: House, session: Session) -> PlanFile:
    a_roster_room(house, session)
    return in_force(house, session, TODAY - timedelta(days=1), TODAY + timedelta(days=7))


def spare(house: House, session: Session, slot: Slot) -> str:
    """Return a member of the duty room for whom a slot raises no conflict."""
    around = house.roster.duties(session, slot.date - timedelta(days=1), slot.date + timedelta(days=1))
    busy = {one.member_id for one in around}
    return next(
        member.id
        for member in house.roster.members(session)
        if Pool.DUTY_ROOM in member.pools and member.id not in busy
    )


def held(house: House, session: Session, slot: Slot) -> Assignment:
    (found,) = [one for one in house.roster.duties(session, slot.date, slot.date) if one.slot == slot]
    return found


@pytest.mark.req("R035", "R076")
def test_a_change_after_approval_is_a_new_version_with_its_reason_and_a_visible_difference(
    house: House, session: Session
) -> None:
    first = a_week(house, session)
    with refused("roster.reason_missing"):
        house.roster.revise(session, first.head.id, " ")
    draft = house.roster.revise(session, first.head.id, "甲同志借调")
    assert (draft.head.version, draft.head.previous_id, draft.head.reason) == (2, first.head.id, "甲同志借调")
    assert draft.assignments == first.assignments
    with refused("roster.version_open"):
        house.roster.revise(session, first.head.id, "又一次")
    new = spare(house, session, MONDAY)
    house.roster.change_slot(session, draft.head.id, MONDAY, new, "借调")
    before = held(house, session, MONDAY)
    assert before == first.assignment(MONDAY)  # the old version holds until the new one is approved
    second = approve(house, session, draft.head.id)
    (change,) = house.roster.differences(session, first.head.id, second.head.id)
    assert (change.slot, change.before, change.after) == (MONDAY, before.name, held(house, session, MONDAY).name)
    assert held(house, session, MONDAY).member_id == new
    old = house.roster.plan(session, first.head.id)
    assert (old.head.state, old.history[-1].act) == (PlanState.REPLACED, PlanAct.REPLACED)
    with refused("roster.not_in_force"):
        house.roster.revise(session, first.head.id, "旧表")
    assert [head.version for head in house.roster.plans(session)] == [2, 1]
    assert house.verify().whole


@pytest.mark.req("R077")
def test_only_those_whose_duties_a_new_version_changed_are_told_again(house: House, session: Session) -> None:
    first = a_week(house, session)
    everybody = [notice.member_id for notice in first.notices]
    house.roster.notify(session, first.head.id, everybody, NoticeChannel.PHONE)
    for member_id in everybody:
        house.roster.note_acknowledgement(session, first.head.id, member_id, NoticeChannel.PHONE)
    draft = house.roster.revise(session, first.head.id, "借调").head.id
    before, new = held(house, session, MONDAY).member_id, spare(house, session, MONDAY)
    house.roster.change_slot(session, draft, MONDAY, new)
    second = approve(house, session, draft)
    assert {notice.member_id for notice in second.notices if notice.told_at is None} == {before, new} - {None}
    assert {notice.member_id for notice in second.notices if notice.acknowledged_at is None} == {before, new}
    told = house.roster.notify(session, draft, [before or "", new], NoticeChannel.SMS)
    assert told.head.state is PlanState.NOTIFIED
    said = house.roster.note_acknowledgement(session, draft, new, NoticeChannel.SMS)
    assert {notice.member_id for notice in said.notices if notice.acknowledged_at is None} == {before}


def test_todays_watch_is_locked_for_everyone_but_the_head_of_the_duty_room(
    house: House, session: Session, officer: Session
) -> None:
    first = a_week(house, session)
    draft = house.roster.revise(session, first.head.id, "今晚调整").head.id
    other = spare(house, session, TONIGHT)
    with refused("roster.today_locked"):
        house.roster.change_slot(officer, draft, TONIGHT, other)
    with refused("roster.today_locked"):
        house.roster.swap_slots(officer, draft, MONDAY, TONIGHT)
    house.roster.change_slot(officer, draft, MONDAY, spare(house, session, MONDAY))
    with refused("roster.slot_over"):
        house.roster.change_slot(session, draft, THIS_MORNING, other)
    house.roster.change_slot(session, draft, TONIGHT, other, "值班员突发疾病")
    assert approve(house, session, draft).head.in_force
    assert held(house, session, TONIGHT).member_id == other
    assert house.roster.on_duty(house.clock.now()).now[0].member_id == other


def test_a_change_drafted_yesterday_does_not_slip_into_todays_watch(
    house: House, session: Session, officer: Session, clock: SetClock
) -> None:
    first = a_week(house, session)
    draft = house.roster.revise(officer, first.head.id, "周一调整").head.id
    house.roster.change_slot(officer, draft, MONDAY, spare(house, session, MONDAY))
    house.roster.submit(officer, draft)
    clock.jump(house.calendar.watch_span("2026-11-23/day").start + timedelta(hours=1))
    with refused("roster.today_locked"):
        house.roster.approve(a_secretary_general(session), draft)
    clock.jump(house.calendar.watch_span("2026-11-23/night").start + timedelta(hours=1))
    with refused("roster.slot_over"):
        house.roster.approve(a_secretary_general(session), draft)


def test_of_two_plans_the_newest_approved_one_holds_and_an_older_draft_may_not_contradict_it(
    house: House, session: Session
) -> None:
    a_roster_room(house, session)
    first, last = date(2026, 12, 28), date(2027, 1, 3)
    year = in_force(house, session, first, last, "岁末年初")
    stale = house.roster.revise(session, year.head.id, "调整").head.id
    new_year = (date(2027, 1, 1), date(2027, 1, 1))
    draft = house.roster.draft(session, first=new_year[0], last=new_year[1], title="元旦", holiday_id="new_year")
    slot = Slot(new_year[0], Turn.DAY, Post.SECTION_OFFICER)
    now = draft.assignment(slot)
    assert now is not None
    others = [m.id for m in house.roster.members(session) if Pool.SECTIONS in m.pools and m.id != now.member_id]
    taken = {one.member_id for one in draft.assignments} | {held(house, session, slot).member_id}
    other = next(one for one in others if one not in taken)
    house.roster.change_slot(session, draft.head.id, slot, other)
    approve(house, session, draft.head.id)
    assert held(house, session, slot).member_id == other
    house.roster.submit(session, stale)
    with refused("roster.overtaken"):
        house.roster.approve(a_secretary_general(session), stale)
    assert held(house, session, slot).member_id == other
    house.roster.send_back(a_secretary_general(session), stale, "与元旦安排不符")
    fresh = house.roster.replan(session, stale).head.id
    assert house.roster.plan(session, stale).head.state is PlanState.WITHDRAWN
    assert fresh != stale


def test_a_provisional_year_is_planned_again_when_the_notice_comes_with_a_visible_difference(
    house: House, session: Session
) -> None:
    a_roster_room(house, session)
    first, last = date(2027, 2, 4), date(2027, 2, 12)
    draft = house.roster.draft(session, first=first, last=last, title="2027年春节", holiday_id="spring_festival")
    assert draft.head.provisional_years == (2027,)
    plan = approve(house, session, draft.head.id)
    house.arrangements.accept_notice(session, NOTICE_2027, source="国办通知", status=ArrangementStatus.OFFICIAL)
    stale = house.roster.plan(session, plan.head.id)
    assert stale.missing
    assert stale.needless
    again = house.roster.replan(session, plan.head.id, "2027年放假通知已公布")
    assert (again.head.version, again.head.provisional_years, again.head.previous_id) == (2, (), plan.head.id)
    assert again.missing == again.needless == ()
    assert {one.kind for one in again.conflicts} <= {ConflictKind.RESTING}
    changes = house.roster.differences(session, plan.head.id, again.head.id)
    changed = {change.slot for change in changes}
    assert set(stale.missing) | set(stale.needless) <= changed
    kept = [one for one in plan.assignments if one.slot not in changed]
    assert kept
    assert all(again.assignment(one.slot) == replace(one, fixed=True, why=again_why(again, one)) for one in kept)
    assert approve(house, session, again.head.id).head.in_force
    assert house.verify().whole


def test_a_holiday_planned_by_its_statutory_days_grows_to_the_days_off_of_the_notice(
    house: House, session: Session
) -> None:
    a_roster_room(house, session)
    first, last = date(2027, 2, 5), date(2027, 2, 8)
    draft = house.roster.draft(session, first=first, last=last, title="2027年春节", holiday_id="spring_festival")
    plan = approve(house, session, draft.head.id)
    assert plan.missing == plan.needless == plan.published == ()
    house.arrangements.accept_notice(session, NOTICE_2027, source="国办通知", status=ArrangementStatus.OFFICIAL)
    off = [day for day in DAYS_2027 if house.calendar.day(day).holiday_id == "spring_festival"]
    off = [day for day in off if not house.calendar.day(day).works]
    assert off[-1] > last
    stale = house.roster.plan(session, plan.head.id)
    assert stale.published == (2027,)
    assert {slot.date for slot in stale.missing} >= {day for day in off if not first <= day <= last}
    again = house.roster.replan(session, plan.head.id, "2027年放假通知已公布")
    assert (again.head.first, again.head.last) == (min(first, off[0]), off[-1])
    assert again.missing == again.needless == again.published == again.empty == ()
    assert approve(house, session, again.head.id).head.in_force


def again_why(plan: PlanFile, one: Assignment) -> object:
    found = plan.assignment(one.slot)
    return found.why if found is not None else None


def test_planning_again_leaves_what_is_over_and_todays_watch(house: House, session: Session) -> None:
    first = a_week(house, session)
    again = house.roster.replan(session, first.head.id)
    assert house.roster.differences(session, first.head.id, again.head.id) == ()
    with refused("roster.plan_closed"):
        house.roster.replan(session, house.roster.withdraw(session, again.head.id, "不需要").head.id)
