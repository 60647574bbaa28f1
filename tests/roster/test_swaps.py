"""Swaps: by the rules of the day, before the shift, told to the leader, agreed by the substitute."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from dutyroom.accounts.model import Role, Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.roster.model import (
    Absence,
    Assignment,
    Member,
    NoticeChannel,
    Pool,
    Post,
    Slot,
    SwapState,
    Turn,
)
from dutyroom.roster.views import PlanFile, Swap
from tests.factories import an_officer
from tests.rosters import a_reader, a_roster_room, approve, in_force, refused

FIRST, LAST = date(2026, 11, 23), date(2026, 11, 29)  # Monday to Sunday
NEW_YEAR = date(2027, 1, 1)


@dataclass
class Week:
    """A week in force, and two of the duty room who may swap: each with an account of their own."""

    house: House
    plan: PlanFile
    slot: Slot
    giver: Session
    taker: Session
    giver_id: str
    taker_id: str
    desk: Session
    head: Session

    def ask(self, **more: object) -> Swap:
        return self.house.roster.request_swap(
            self.giver,
            self.plan.head.id,
            self.slot,
            self.taker_id,
            "孩子生病",
            **more,  # type: ignore[arg-type]
        )

    def held(self, slot: Slot | None = None) -> Assignment:
        wanted = slot or self.slot
        (found,) = [one for one in self.house.roster.duties(self.desk, wanted.date, wanted.date) if one.slot == wanted]
        return found


@pytest.fixture
def week(house: House, session: Session) -> Week:
    members = a_roster_room(house, session)
    plan = in_force(house, session, FIRST, LAST)
    slot = Slot(date(2026, 11, 26), Turn.DAY, Post.DUTY_OFFICER)
    giver = plan.assignment(slot)
    assert giver is not None
    around = {one.member_id for one in plan.assignments if abs(one.slot.date - slot.date) <= timedelta(days=1)}
    staff = [one for one in members.values() if Pool.DUTY_ROOM in one.pools]
    taker = next(one for one in staff if one.id not in around)

    def signed_in(member: Member, name: str) -> Session:
        account = an_officer(house, session, name)
        house.roster.save_member(session, replace(member, account_id=account.id))
        return house.accounts.sign_in(account.id)

    by_id = {one.id: one for one in members.values()}
    return Week(
        house=house,
        plan=plan,
        slot=slot,
        giver=signed_in(by_id[giver.member_id or ""], "让班人"),
        taker=signed_in(taker, "替班人"),
        giver_id=giver.member_id or "",
        taker_id=taker.id,
        desk=replace(session, roles=frozenset({Role.DUTY_OFFICER})),
        head=session,
    )


@pytest.mark.req("R071", "R072")
def test_an_ordinary_swap_is_told_agreed_and_then_holds(week: Week, clock: SetClock) -> None:
    roster = week.house.roster
    leader = week.held(Slot(week.slot.date, Turn.WHOLE_DAY, Post.LEADER_IN_CHARGE)).name
    swap = week.ask()
    assert (swap.state, swap.holiday, swap.to_tell, swap.told_at) == (SwapState.REQUESTED, False, leader, None)
    assert week.held().member_id == week.giver_id  # nothing has changed yet
    with refused("roster.swap_open"):
        week.ask()
    with refused("roster.swap_not_reported"):
        roster.agree_swap(week.taker, swap.id)
    clock.advance(timedelta(minutes=10))
    reported = roster.report_swap(week.giver, swap.id, NoticeChannel.PHONE)
    assert (reported.told_name, reported.told_at, reported.told_channel) == (leader, clock.now(), NoticeChannel.PHONE)
    with refused("roster.only_substitute"):
        roster.agree_swap(week.giver, swap.id)
    with refused("roster.only_substitute"):
        roster.agree_swap(week.head, swap.id, "我替他同意")
    agreed = roster.agree_swap(week.taker, swap.id)
    assert (agreed.state, agreed.answered_by) == (SwapState.AGREED, "替班人")
    held = week.held()
    assert (held.member_id, held.why.by_hand if held.why else "") == (week.taker_id, "孩子生病")
    assert week.plan.assignment(week.slot) != held  # what was approved stays as it was approved
    assert roster.plan(week.desk, week.plan.head.id).assignments == week.plan.assignments
    assert [one.slot for one in roster.my_duties(week.taker, FIRST, LAST)].count(week.slot) == 1
    assert week.slot not in [one.slot for one in roster.my_duties(week.giver, FIRST, LAST)]
    assert all(not one.empty for one in roster.duties(week.desk, FIRST, LAST))
    assert roster.swaps(week.desk) == (agreed,)
    with refused("roster.swap_closed"):
        roster.withdraw_swap(week.giver, swap.id, "不换了")
    assert [line.act for line in week.house.journal.lines_about(swap.id)] == [
        "roster.swap_agreed",
        "roster.swap_reported",
        "roster.swap_requested",
    ]
    assert week.house.verify().whole


@pytest.mark.req("R071", "R072")
def test_on_ordinary_days_only_duty_room_staff_of_the_list_stand_in(week: Week) -> None:
    roster, plan_id = week.house.roster, week.plan.head.id
    members = {member.name: member for member in roster.members(week.desk)}

    def ask(name: str, code: str, slot: Slot = week.slot) -> None:
        with refused(code):
            roster.request_swap(week.desk, plan_id, slot, members[name].id, "家中有事")

    ask("科一", "roster.swap_pool")
    ask("厅一", "roster.swap_pool")
    ask(week.held().name, "roster.swap_same")
    night_before = Slot(week.slot.date - timedelta(days=1), Turn.NIGHT, Post.DUTY_OFFICER)
    ask(week.held(night_before).name, "roster.swap_conflict")  # had the night before
    same_day = week.held(replace(week.slot, turn=Turn.NIGHT))
    ask(same_day.name, "roster.swap_conflict")
    roster.add_absence(week.desk, week.taker_id, Absence(week.slot.date, week.slot.date))
    with refused("roster.swap_conflict"):
        week.ask()
    with refused("roster.reason_missing"):
        roster.request_swap(week.desk, plan_id, week.slot, week.taker_id, " ")
    with refused("roster.no_such_slot"):
        roster.request_swap(week.desk, plan_id, replace(week.slot, date=date(2026, 12, 24)), week.taker_id, "有事")
    with refused("accounts.not_allowed"):
        roster.request_swap(a_reader(week.desk), plan_id, week.slot, week.taker_id, "有事")
    assert roster.swaps(week.desk) == ()


@pytest.mark.req("R072")
def test_a_swap_comes_before_the_shift_or_not_at_all(week: Week, clock: SetClock) -> None:
    asked = week.ask(told=NoticeChannel.IN_PERSON)
    assert asked.told_channel is NoticeChannel.IN_PERSON
    clock.jump(week.house.calendar.watch_span(f"{week.slot.date}/day").start)
    with refused("roster.shift_begun"):
        week.house.roster.agree_swap(week.taker, asked.id)
    assert week.held().member_id == week.giver_id
    week.house.roster.withdraw_swap(week.giver, asked.id, "未及答复")
    with refused("roster.shift_begun"):
        week.ask()


def test_a_swap_is_refused_or_withdrawn_with_a_reason_and_stays_in_the_history(week: Week) -> None:
    roster = week.house.roster
    first = week.ask()
    with refused("roster.reason_missing"):
        roster.refuse_swap(week.taker, first.id, "")
    with refused("roster.only_substitute"):
        roster.refuse_swap(week.desk, first.id, "不行")
    declined = roster.refuse_swap(week.taker, first.id, "当天出差")
    second = week.ask()
    with refused("accounts.not_allowed"):
        roster.withdraw_swap(a_reader(week.desk), second.id, "算了")
    withdrawn = roster.withdraw_swap(week.giver, second.id, "已痊愈")
    assert roster.swaps(week.desk) == (withdrawn, declined)
    assert (declined.state, declined.answer) == (SwapState.REFUSED, "当天出差")
    assert (withdrawn.state, withdrawn.answer) == (SwapState.WITHDRAWN, "已痊愈")
    assert roster.swaps(week.desk, SwapState.AGREED) == ()
    assert week.held().member_id == week.giver_id


def test_a_head_notes_the_agreement_of_somebody_without_an_account(week: Week, session: Session) -> None:
    roster = week.house.roster
    taker = next(member for member in roster.members(session) if member.id == week.taker_id)
    roster.save_member(session, replace(taker, account_id=None))
    asked = week.ask()
    with refused("roster.only_leader_notes"):
        roster.agree_swap(week.desk, asked.id, "电话里同意")
    with refused("roster.reason_missing"):
        roster.agree_swap(week.head, asked.id)
    agreed = roster.agree_swap(week.head, asked.id, "本人电话同意，系统无账户")
    assert (agreed.state, agreed.answered_by, agreed.answer) == (
        SwapState.AGREED,
        week.head.name,
        "本人电话同意，系统无账户",
    )
    assert agreed.told_name == week.head.name  # the head who notes it has been told by that


@pytest.mark.req("R079")
def test_on_a_holiday_whoever_is_on_finds_any_colleague_of_the_list(house: House, session: Session) -> None:
    a_roster_room(house, session)
    plan = in_force(house, session, NEW_YEAR, NEW_YEAR, "元旦", holiday_id="new_year")
    slot = Slot(NEW_YEAR, Turn.NIGHT, Post.SECTION_OFFICER)
    busy = {one.member_id for one in plan.assignments}
    members = house.roster.members(session)
    other = next(one for one in members if Pool.SECTIONS in one.pools and one.id not in busy)
    desk = replace(session, roles=frozenset({Role.DUTY_OFFICER}))
    swap = house.roster.request_swap(desk, plan.head.id, slot, other.id, "返乡", told=NoticeChannel.PHONE)
    leader = plan.assignment(Slot(NEW_YEAR, Turn.WHOLE_DAY, Post.LEADER_IN_CHARGE))
    assert leader is not None
    assert (swap.holiday, swap.told_name) == (True, leader.name)
    house.roster.agree_swap(session, swap.id, "本人当面同意")
    duties = house.roster.duties(session, NEW_YEAR, NEW_YEAR)
    assert {one.slot: one.member_id for one in duties}[slot] == other.id
    assert all(not one.empty for one in duties)
    staff = next(one for one in members if Pool.DUTY_ROOM in one.pools)
    with refused("roster.swap_pool"):
        house.roster.request_swap(desk, plan.head.id, slot, staff.id, "有事")


def test_an_agreed_swap_is_kept_by_a_version_drafted_before_it_and_by_one_drafted_after(
    week: Week, session: Session
) -> None:
    roster = week.house.roster
    draft = roster.revise(session, week.plan.head.id, "周日调整").head.id
    swap = week.ask(told=NoticeChannel.PHONE)
    roster.agree_swap(week.taker, swap.id)
    second = approve(week.house, session, draft)
    assert week.held().member_id == week.taker_id
    third = roster.revise(session, second.head.id, "再次调整")
    held = third.assignment(week.slot)
    assert held is not None
    assert held.member_id == week.taker_id
    roster.change_slot(session, third.head.id, week.slot, week.giver_id, "恢复原班")
    approve(week.house, session, third.head.id)
    assert week.held().member_id == week.giver_id  # the newer approval says so


def test_a_swap_that_a_new_version_has_overtaken_is_not_agreed(week: Week, session: Session) -> None:
    roster = week.house.roster
    swap = week.ask(told=NoticeChannel.PHONE)
    draft = roster.revise(session, week.plan.head.id, "换人").head.id
    roster.change_slot(session, draft, week.slot, week.taker_id)
    approve(week.house, session, draft)
    with refused("roster.swap_outdated"):
        roster.agree_swap(week.taker, swap.id)
    with refused("roster.plan_replaced"):
        roster.request_swap(week.taker, week.plan.head.id, replace(week.slot, turn=Turn.NIGHT), week.giver_id, "有事")
