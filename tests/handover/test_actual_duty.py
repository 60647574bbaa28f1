"""Who really takes a watch is noted in the roster, beside who was planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dutyroom.roster.duty_rules import Sat, seats_taken
from dutyroom.roster.model import Assignment, DutyClass, Pool, Post, Slot, Turn
from tests.factories import OTHER_PASSWORD
from tests.handover.watching import Desk, at
from tests.rosters import a_roster_room, in_force

TODAY, SUNDAY = date(2026, 11, 21), date(2026, 11, 22)
SUNDAY_DAY = Slot(SUNDAY, Turn.DAY, Post.DUTY_OFFICER)
SUNDAY_NIGHT = Slot(SUNDAY, Turn.NIGHT, Post.DUTY_OFFICER)
SUNDAY_LEADER = Slot(SUNDAY, Turn.WHOLE_DAY, Post.LEADER_IN_CHARGE)


def test_who_came_keeps_their_own_slot_and_others_stand_in_for_who_did_not() -> None:
    first, second = SUNDAY_DAY, replace(SUNDAY_DAY, seat=2)
    duties = (Assignment(first, "甲"), Assignment(second, "乙"), Assignment(SUNDAY_LEADER, "厅"))
    officer, leader = Post.DUTY_OFFICER, Post.LEADER_IN_CHARGE
    assert seats_taken(duties, [Sat(officer, "丙"), Sat(officer, "甲")]) == {first: "甲", second: "丙"}
    assert seats_taken(duties, [Sat(officer, "乙")]) == {second: "乙"}  # the other may still join
    three = [Sat(officer, one) for one in ("乙", "丙", "丁")]
    assert seats_taken(duties, three) == {second: "乙", first: "丙"}  # one more than was planned
    assert seats_taken(duties, [Sat(leader, "市")]) == {SUNDAY_LEADER: "市"}


@pytest.mark.req("R069")
def test_an_accepted_watch_notes_the_actual_duty_and_duties_count_by_it(desk: Desk) -> None:
    house, session, clock = desk.house, desk.session, desk.clock
    members = a_roster_room(house, session)
    plan = in_force(house, session, TODAY, SUNDAY)
    planned = {one.slot: one.member_id for one in plan.assignments}
    staff = [one for one in members.values() if Pool.DUTY_ROOM in one.pools]
    stands_in = next(one for one in staff if one.id not in planned.values())
    house.roster.save_member(session, replace(stands_in, account_id=desk.incoming.id))
    clock.jump(at(7, 55))
    desk.hand_over()
    clock.jump(at(8, 30))  # the day has begun

    actual = {one.slot: one for one in house.roster.actual(session, SUNDAY, SUNDAY)}
    noted = actual[SUNDAY_DAY]
    assert (noted.noted, noted.member_id, noted.reason) == (True, stands_in.id, "交接班实到")
    assert noted.planned is not None
    assert noted.planned.member_id == planned[SUNDAY_DAY] != stands_in.id
    assert not actual[SUNDAY_NIGHT].noted
    counted = house.roster.counts(session, SUNDAY, SUNDAY)
    assert counted[stands_in.id][DutyClass.TOTAL] == 1
    assert planned[SUNDAY_DAY] not in counted
    assert house.roster.on_duty(clock.now()).now[0].member_id == stands_in.id

    own = next(one for one in staff if one.id == planned[SUNDAY_NIGHT])
    house.roster.save_member(session, replace(own, account_id=session.account_id))
    clock.jump(at(17, 55))
    handover = desk.started()
    desk.remark(handover)
    house.handovers.go_on(session, handover.id, desk.incoming.id, OTHER_PASSWORD, "接班人途中遇雪")
    actual = {one.slot: one for one in house.roster.actual(session, SUNDAY, SUNDAY)}
    assert actual[SUNDAY_NIGHT].member_id == stands_in.id
    house.handovers.join(session, session.account_id)  # the planned one comes late: there is no second seat
    actual = {one.slot: one for one in house.roster.actual(session, SUNDAY, SUNDAY)}
    assert actual[SUNDAY_NIGHT].member_id == stands_in.id
    assert house.verify().whole
