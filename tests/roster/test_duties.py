"""Who is on, who really sat, and what everybody has had."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.roster.model import DutyClass, Pool, Post, Slot, Turn
from dutyroom.settings import CLOSE_OF_DAY
from tests.rosters import a_reader, a_roster_room, in_force, refused

TODAY = date(2026, 11, 21)
TONIGHT = Slot(TODAY, Turn.NIGHT, Post.DUTY_OFFICER)
LEADER = Slot(TODAY, Turn.WHOLE_DAY, Post.LEADER_IN_CHARGE)


def test_where_nobody_is_planned_the_slots_stand_there_empty(house: House, clock: SetClock) -> None:
    on = house.roster.on_duty(clock.now())
    assert on.nobody_planned
    assert [(one.slot, one.empty) for one in on.now] == [(TONIGHT, True), (LEADER, True)]
    assert [one.slot.turn for one in on.next] == [Turn.DAY, Turn.WHOLE_DAY]
    assert (on.watch, on.next_watch) == ("2026-11-21/night", "2026-11-22/day")
    assert on.since <= clock.now() < on.until


@pytest.mark.req("R003", "R066", "R068")
def test_who_is_on_now_and_next_follows_the_watch_and_the_roster(
    house: House, session: Session, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_roster_room(house, session)
    assert house.roster.on_duty(clock.now()).nobody_planned
    plan = in_force(house, session, TODAY, TODAY + timedelta(days=2))
    on = house.roster.on_duty(clock.now())
    assert on.now == tuple(plan.assignment(slot) for slot in (TONIGHT, LEADER))
    assert not on.nobody_planned
    with monkeypatch.context() as patch:
        patch.setattr(house.roster, "_look", pytest.fail)
        assert house.roster.on_duty(clock.now() + timedelta(hours=5)) == on  # remembered until the watch changes
    morning = house.roster.on_duty(on.until)
    assert [one for one in morning.now if one.slot.turn is Turn.DAY] == [on.next[0]]
    assert [one.slot.turn for one in morning.next] == [Turn.NIGHT]  # the leader goes on until the next morning
    house.settings.put(session, CLOSE_OF_DAY, "01-01 22:00")
    assert house.roster.on_duty(clock.now()).watch == "2026-11-21/day"


@pytest.mark.req("R069")
def test_planned_and_actual_are_kept_apart_and_counts_follow_the_actual(house: House, session: Session) -> None:
    members = a_roster_room(house, session)
    plan = in_force(house, session, TODAY, TODAY + timedelta(days=2))
    planned = plan.assignment(TONIGHT)
    assert planned is not None
    staff = [one for one in members.values() if Pool.DUTY_ROOM in one.pools and one.id != planned.member_id]
    really = staff[-1]
    with refused("roster.reason_missing"):
        house.roster.note_actual(session, TONIGHT, really.id)
    with refused("roster.not_begun"):
        house.roster.note_actual(session, Slot(TODAY + timedelta(days=1), Turn.DAY, Post.DUTY_OFFICER), really.id, "替")
    with refused("roster.no_such_slot"):
        house.roster.note_actual(session, Slot(TODAY, Turn.NIGHT, Post.DUTY_OFFICER, 7), really.id, "替")
    with refused("accounts.not_allowed"):
        house.roster.note_actual(a_reader(session), TONIGHT, really.id, "替")
    noted = house.roster.note_actual(session, TONIGHT, really.id, "原值班员急诊")
    assert (noted.planned, noted.member_id, noted.noted_by) == (planned, really.id, session.name)
    assert house.roster.duties(session, TODAY, TODAY)[1] == planned
    assert house.roster.on_duty(house.clock.now()).now[0].member_id == really.id
    counts = house.roster.counts(session, TODAY, TODAY)
    assert counts[really.id][DutyClass.NIGHT] == 1
    assert planned.member_id not in counts or counts[planned.member_id][DutyClass.NIGHT] == 0
    later = in_force(house, session, TODAY + timedelta(days=5), TODAY + timedelta(days=6))
    assert later.carried[really.id][DutyClass.NIGHT] == plan.counts.get(really.id, {}).get(DutyClass.NIGHT, 0) + 1

    absent = house.roster.note_actual(session, TONIGHT, None, "脱岗")
    assert (absent.member_id, absent.noted) == (None, True)
    again = house.roster.note_actual(session, TONIGHT, planned.member_id)
    assert (again.name, again.reason) == (planned.name, "")
    assert house.verify().whole


def test_duties_of_a_period_are_one_question(house: House, session: Session) -> None:
    a_roster_room(house, session)
    plan = in_force(house, session, TODAY, TODAY + timedelta(days=2))
    both = house.roster.duties(session, TODAY - timedelta(days=3), TODAY + timedelta(days=1))
    assert both == plan.assignments[:6]
    assert house.roster.my_duties(session, TODAY, TODAY + timedelta(days=2)) == ()
    with refused("roster.period_order"):
        house.roster.duties(session, TODAY, TODAY - timedelta(days=1))
