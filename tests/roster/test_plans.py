"""A plan from its draft to the last acknowledgement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.roster.model import (
    Absence,
    Assignment,
    ConflictKind,
    DutyClass,
    Member,
    NoticeChannel,
    PlanState,
    Pool,
    Post,
    SkipReason,
    Slot,
    Turn,
)
from dutyroom.roster.views import PlanAct, PlanFile
from tests.factories import an_officer
from tests.rosters import a_reader, a_roster_room, a_secretary_general, in_force, refused

FIRST, LAST = date(2026, 12, 7), date(2026, 12, 13)  # Monday to Sunday
NATIONAL_DAY = (date(2027, 10, 1), date(2027, 10, 3))


def a_draft(house: House, session: Session) -> PlanFile:
    return house.roster.draft(session, first=FIRST, last=LAST, title="十二月第二周值班表")


def of(plan: PlanFile, post: Post = Post.DUTY_OFFICER, turn: Turn = Turn.DAY, day: date = FIRST) -> Assignment:
    found = plan.assignment(Slot(day, turn, post))
    assert found is not None
    return found


def somebody_else(house: House, session: Session, plan: PlanFile, slot: Slot) -> str:
    """Return a member of the duty room who is not on within a day of a slot."""
    near = {one.member_id for one in plan.assignments if abs(one.slot.date - slot.date) <= timedelta(days=1)}
    staff = [member for member in house.roster.members(session) if Pool.DUTY_ROOM in member.pools]
    return next(member.id for member in staff if member.id not in near)


@pytest.mark.req("R003", "R066", "R068", "R140")
def test_a_draft_names_somebody_for_every_hour_and_says_why(house: House, session: Session) -> None:
    a_roster_room(house, session)
    plan = a_draft(house, session)
    assert (plan.head.state, plan.head.version, plan.head.slots, plan.head.empty) == (PlanState.DRAFT, 1, 21, 0)
    assert {one.slot.turn for one in plan.assignments if one.slot.date == FIRST} == set(Turn)
    assert all(one.name and one.why is not None for one in plan.assignments)
    assert plan.approvable
    assert plan.missing == plan.needless == plan.conflicts == ()
    assert sum(counts[DutyClass.TOTAL] for counts in plan.counts.values()) == len(plan.assignments)
    assert [step.act for step in plan.history] == [PlanAct.DRAFTED]
    assert house.roster.plans(session) == (plan.head,)
    assert house.roster.duties(session, FIRST, LAST) == ()  # a draft puts nobody on duty
    assert house.verify().whole


def test_a_plan_without_title_people_or_days_is_refused(house: House, session: Session) -> None:
    roster = house.roster
    with refused("roster.no_members"):
        a_draft(house, session)
    a_roster_room(house, session)
    with refused("roster.title_missing"):
        roster.draft(session, first=FIRST, last=LAST, title=" ")
    with refused("roster.period_order"):
        roster.draft(session, first=LAST, last=FIRST, title="值班表")
    with refused("roster.period_too_long"):
        roster.draft(session, first=FIRST, last=FIRST + timedelta(days=800), title="值班表")
    with refused("calendar.year_unknown"):
        roster.draft(session, first=date(2100, 1, 1), last=date(2100, 1, 2), title="值班表")
    with refused("roster.no_such_plan"):
        roster.plan(session, "f" * 32)
    assert roster.plans(session) == ()


@pytest.mark.req("R003")
def test_a_list_without_people_leaves_its_slots_empty_to_be_seen(house: House, session: Session) -> None:
    house.roster.save_member(session, Member("", "独一人", frozenset({Pool.HEADS})))
    plan = a_draft(house, session)
    assert {one.slot.post for one in plan.empty} == {Post.DUTY_OFFICER}
    assert (len(plan.empty), plan.head.empty, plan.approvable) == (14, 14, False)


def test_a_name_is_changed_by_hand_with_its_reason_and_conflicts_come_back_at_once(
    house: House, session: Session
) -> None:
    members = a_roster_room(house, session)
    plan = a_draft(house, session)
    day, night = of(plan), of(plan, turn=Turn.NIGHT)
    house.roster.add_absence(session, members["甲六"].id, Absence(FIRST, FIRST))
    clash = house.roster.change_slot(session, plan.head.id, day.slot, members["甲六"].id, "本人要求")
    assert ConflictKind.ABSENT in {one.kind for one in clash.conflicts if one.slot == day.slot}
    assert not clash.approvable
    wrong = house.roster.change_slot(session, plan.head.id, day.slot, members["科一"].id)
    assert ConflictKind.WRONG_POOL in {one.kind for one in wrong.conflicts}
    other = somebody_else(house, session, plan, day.slot)
    changed = house.roster.change_slot(session, plan.head.id, day.slot, other, "临时调整")
    held = of(changed)
    assert held.member_id == other
    assert held.why is not None
    assert held.why.by_hand == "临时调整"
    assert [(one.name, one.reason) for one in held.why.skipped] == [("科一", SkipReason.BY_HAND)]
    assert changed.history[-1].reason == "临时调整"
    assert (changed.history[-1].before, changed.history[-1].after) == ("科一", held.name)

    swapped = house.roster.swap_slots(session, plan.head.id, day.slot, night.slot)
    assert (of(swapped).member_id, of(swapped, turn=Turn.NIGHT).member_id) == (night.member_id, other)
    emptied = house.roster.change_slot(session, plan.head.id, day.slot, None)
    assert emptied.empty == (Assignment(day.slot, None),)
    assert emptied.head.empty == 1
    again = house.roster.change_slot(session, plan.head.id, day.slot, None)
    assert again.history == emptied.history  # nothing changed, nothing noted
    with refused("roster.no_such_slot"):
        house.roster.change_slot(session, plan.head.id, replace(day.slot, seat=9), None)
    assert house.verify().whole


@pytest.mark.req("R035", "R076")
def test_the_secretary_general_approves_and_only_then_somebody_is_on_duty(house: House, session: Session) -> None:
    a_roster_room(house, session)
    general = a_secretary_general(session)
    plan_id = a_draft(house, session).head.id
    with refused("roster.not_submitted"):
        house.roster.approve(general, plan_id)
    house.roster.submit(session, plan_id)
    with refused("roster.not_draft"):
        house.roster.submit(session, plan_id)
    with refused("roster.not_draft"):
        house.roster.change_slot(session, plan_id, Slot(FIRST, Turn.DAY, Post.DUTY_OFFICER), None)
    with refused("accounts.not_allowed"):
        house.roster.approve(session, plan_id)
    with refused("roster.reason_missing"):
        house.roster.send_back(general, plan_id, "")
    with refused("accounts.not_allowed"):
        house.roster.recall(general, plan_id, "再核对")
    assert house.roster.recall(session, plan_id, "再核对").head.state is PlanState.DRAFT
    with refused("roster.not_submitted"):
        house.roster.recall(session, plan_id, "再核对")
    house.roster.submit(session, plan_id)
    back = house.roster.send_back(general, plan_id, "周六请换一位带班领导")
    assert (back.head.state, back.history[-1].reason) == (PlanState.DRAFT, "周六请换一位带班领导")
    house.roster.submit(session, plan_id)
    approved = house.roster.approve(general, plan_id)
    assert (approved.head.state, approved.head.approved_by) == (PlanState.APPROVED, general.name)
    assert house.roster.duties(session, FIRST, LAST) == approved.assignments
    with refused("roster.plan_closed"):
        house.roster.withdraw(session, plan_id, "不再需要")
    assert [step.act for step in approved.history] == [
        PlanAct.DRAFTED,
        PlanAct.SUBMITTED,
        PlanAct.RECALLED,
        PlanAct.SUBMITTED,
        PlanAct.SENT_BACK,
        PlanAct.SUBMITTED,
        PlanAct.APPROVED,
    ]
    acts = [line.act for line in house.journal.lines_about(plan_id)]
    assert acts[:2] == ["roster.approved", "roster.submitted"]


@pytest.mark.req("R003", "R076", "R140")
def test_an_empty_slot_or_a_clash_stops_approval_by_name(house: House, session: Session) -> None:
    members = a_roster_room(house, session)
    general = a_secretary_general(session)
    plan = a_draft(house, session)
    day = of(plan)

    def approve(code: str) -> None:
        house.roster.submit(session, plan.head.id)
        with refused(code):
            house.roster.approve(general, plan.head.id)
        house.roster.send_back(general, plan.head.id, "有问题")

    house.roster.change_slot(session, plan.head.id, day.slot, None)
    approve("roster.slot_empty")
    house.roster.change_slot(session, plan.head.id, day.slot, day.member_id)
    assert day.member_id is not None
    absent = Absence(FIRST, LAST)
    house.roster.add_absence(session, day.member_id, absent)
    approve("roster.slot_conflict")
    house.roster.withdraw_absence(session, day.member_id, absent)
    rules = house.roster.rules(session)
    two = tuple(replace(rule, seats=2) if rule.post is Post.DUTY_OFFICER else rule for rule in rules.slots)
    house.roster.change_rules(session, replace(rules, slots=two))
    assert house.roster.plan(session, plan.head.id).missing[0] == Slot(FIRST, Turn.DAY, Post.DUTY_OFFICER, 2)
    approve("roster.slots_differ")
    house.roster.change_rules(session, rules)
    house.roster.submit(session, plan.head.id)
    assert house.roster.approve(general, plan.head.id).head.in_force
    assert house.roster.duties(session, FIRST, FIRST)[0].member_id != members["科一"].id


def test_a_draft_is_withdrawn_and_stays_to_be_looked_at(house: House, session: Session) -> None:
    a_roster_room(house, session)
    plan_id = a_draft(house, session).head.id
    gone = house.roster.withdraw(session, plan_id, "改为按月排班")
    assert (gone.head.state, gone.history[-1].reason) == (PlanState.WITHDRAWN, "改为按月排班")
    with refused("roster.not_draft"):
        house.roster.submit(session, plan_id)


@pytest.mark.req("R035", "R077")
def test_everybody_is_told_and_says_so(house: House, session: Session, clock: SetClock) -> None:
    members = a_roster_room(house, session)
    account = an_officer(house, session)
    house.roster.save_member(session, replace(members["甲一"], account_id=account.id))
    own = house.accounts.sign_in(account.id)
    plan = in_force(house, session, FIRST, LAST)
    waiting = {notice.name: notice for notice in plan.notices}
    assert set(waiting) == {one.name for one in plan.assignments}
    assert all(notice.told_at is None for notice in plan.notices)
    other = waiting["主任一"].member_id
    with refused("roster.not_told"):
        house.roster.note_acknowledgement(session, plan.head.id, other, NoticeChannel.PHONE)
    with refused("roster.not_in_plan"):
        house.roster.notify(session, plan.head.id, [members["科一"].id], NoticeChannel.SMS)
    first = house.roster.notify(session, plan.head.id, [other], NoticeChannel.PHONE)
    assert first.head.state is PlanState.APPROVED
    rest = [notice.member_id for notice in first.notices if notice.told_at is None]
    everybody = house.roster.notify(session, plan.head.id, rest, NoticeChannel.PAPER)
    assert everybody.head.state is PlanState.NOTIFIED
    assert house.roster.duties(session, FIRST, LAST) == plan.assignments  # still in force

    clock.advance(timedelta(minutes=5))
    house.roster.acknowledge(own, plan.head.id)
    house.roster.note_acknowledgement(session, plan.head.id, other, NoticeChannel.PHONE)
    told = {notice.name: notice for notice in house.roster.acknowledge(own, plan.head.id).notices}
    assert (told["甲一"].own, told["甲一"].acknowledged_by) == (True, account.name)
    assert told["甲一"].acknowledged_at == clock.now()
    assert (told["主任一"].own, told["主任一"].acknowledged_how) == (False, NoticeChannel.PHONE)
    assert (told["主任一"].channel, told["主任一"].told_by) == (NoticeChannel.PHONE, session.name)
    assert told["甲二"].acknowledged_at is None
    history = house.roster.plan(session, plan.head.id).history
    assert [(step.act, step.after) for step in history[-2:]] == [
        (PlanAct.ACKNOWLEDGED, "甲一"),
        (PlanAct.ACKNOWLEDGED, "主任一"),
    ]
    with refused("roster.not_a_member"):
        house.roster.acknowledge(a_reader(session), plan.head.id)
    assert house.verify().whole


@pytest.mark.req("R034", "R067", "R074", "R075")
def test_a_holiday_plan_has_its_four_groups_and_the_next_one_goes_on_where_it_stopped(
    house: House, session: Session
) -> None:
    a_roster_room(house, session)
    first, last = NATIONAL_DAY
    plan = in_force(house, session, first, last, "2027年国庆节值班安排表", holiday_id="national_day")
    assert plan.head.holiday_id == "national_day"
    assert plan.head.provisional_years == (2027,)
    assert {one.slot.post for one in plan.assignments} == {
        Post.SECTION_OFFICER,
        Post.LEADER_IN_CHARGE,
        Post.LEADER_AT_HOME,
    }
    names = {post: {one.name[0] for one in plan.assignments if one.slot.post is post} for post in Post}
    assert names[Post.LEADER_IN_CHARGE] == {"厅"}
    assert names[Post.LEADER_AT_HOME] == {"市"}
    sections = {member.id: member.section for member in house.roster.members(session)}

    def turns(file: PlanFile) -> list[str]:
        officers = [one for one in file.assignments if one.slot.post is Post.SECTION_OFFICER]
        return list(dict.fromkeys(sections[one.member_id or ""] for one in officers))

    following = house.roster.draft(
        session, first=date(2028, 10, 1), last=date(2028, 10, 1), title="2028年国庆节", holiday_id="national_day"
    )
    rotation = ["秘科", "综科", "信科"]
    last_section = sections[
        [one for one in plan.assignments if one.slot.post is Post.SECTION_OFFICER][-1].member_id or ""
    ]
    assert turns(following)[0] == rotation[(rotation.index(last_section) + 1) % 3]


def test_an_ordinary_plan_keeps_the_names_of_a_holiday_plan_within_it(house: House, session: Session) -> None:
    a_roster_room(house, session)
    first, last = date(2026, 12, 31), date(2027, 1, 2)
    holiday = in_force(house, session, date(2027, 1, 1), date(2027, 1, 1), "元旦", holiday_id="new_year")
    plan = house.roster.draft(session, first=first, last=last, title="岁末值班表")
    kept = [one for one in plan.assignments if one.slot.date == date(2027, 1, 1)]
    assert [(one.slot, one.member_id) for one in kept] == [(one.slot, one.member_id) for one in holiday.assignments]
    assert all(one.fixed for one in kept)


def test_who_could_be_on_instead_is_listed_for_a_slot(house: House, session: Session) -> None:
    members = a_roster_room(house, session)
    plan = a_draft(house, session)
    slot = of(plan).slot
    house.roster.add_absence(session, members["甲六"].id, Absence(FIRST, FIRST))
    ranks = house.roster.candidates(session, plan.head.id, slot)
    assert {rank.name for rank in ranks} == {"甲一", "甲二", "甲三", "甲四", "甲五", "甲六"}
    assert ranks[0].fit
    assert (ranks[-1].name, ranks[-1].problems, ranks[-1].possible) == ("甲六", (ConflictKind.ABSENT,), False)
    taken = house.roster.change_slot(session, plan.head.id, slot, ranks[0].member_id)
    assert not [conflict for conflict in taken.conflicts if conflict.slot == slot]
