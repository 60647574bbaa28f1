"""Who is at the desk: signing in is not taking over, nobody leaves without a word, and entries know their watch."""

from __future__ import annotations

from datetime import timedelta
from timeit import repeat

import pytest

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import DeadlineKind, Who
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.handover.model import WatchPart
from tests.alerts.people import an_incident
from tests.factories import NAME, a_slip
from tests.handover.watching import NEXT_DAY, NIGHT, Desk, an_account, at, refused

SAVE_LIMIT = 0.0001


@pytest.mark.req("R070")
def test_a_watch_has_people_who_join_and_leave_and_step_away_with_a_reason(desk: Desk) -> None:
    house, session, clock = desk.house, desk.session, desk.clock
    third = an_account(house, session, "吴科员")
    with refused("handover.last_on_watch"):
        house.handovers.leave(session, session.account_id)
    watch = house.handovers.join(session, third.id, WatchPart.SECTION_OFFICER)
    assert [(one.name, one.part) for one in watch.on_now] == [
        (NAME, WatchPart.OFFICER),
        ("吴科员", WatchPart.SECTION_OFFICER),
    ]
    assert watch.leader is not None
    assert watch.leader.name == "林副秘书长"
    with refused("handover.on_watch"):
        house.handovers.join(session, third.id)

    with refused("handover.reason_missing"):
        house.handovers.step_away(session, " ")
    clock.advance(timedelta(minutes=5))
    (away,) = house.handovers.step_away(session, "到三楼送急件").away_now
    assert (away.name, away.reason, away.since) == (NAME, "到三楼送急件", clock.now())
    with refused("handover.is_away"):
        house.handovers.step_away(session, "再离开一次")
    shown = house.handover_reader.standing(session).watch
    assert shown is not None
    assert [one.name for one in shown.away_now] == [NAME]
    clock.advance(timedelta(minutes=12))
    back = house.handovers.come_back(session)
    assert back.away_now == ()
    assert [one.until - one.since for one in back.absences if one.until] == [timedelta(minutes=12)]
    with refused("handover.is_here"):
        house.handovers.come_back(session)
    with refused("handover.not_on_watch"):
        house.handovers.step_away(session, "买饭", desk.incoming.id)

    house.handovers.leave(session, third.id)
    assert house.handovers.set_leader(session, "王秘书长").leader.name == "王秘书长"  # type: ignore[union-attr]
    reopened = house.handover_reader.standing(session).watch
    assert reopened is not None
    assert [one.name for one in reopened.on_now] == [NAME]
    assert house.verify().whole


def test_signing_in_is_not_taking_over_and_entries_belong_to_the_watch_that_made_them(
    house: House, session: Session, clock: SetClock
) -> None:
    assert house.handover_reader.standing(session).watch is None
    assert house.log.open_matter(session, a_slip(clock)).matter.watch == NIGHT, "by the calendar while nobody sits"
    with refused("handover.no_watch"):
        house.handovers.open_draft(session)
    other = an_account(house, session, "周岚")
    house.handovers.take_first(session)
    clock.jump(at(9, 30))
    own = house.accounts.sign_in(other.id)
    assert house.log.open_matter(own, a_slip(clock)).matter.watch == NIGHT, "nobody has taken over at eight"
    desk = Desk(house, session, clock, other, other)
    desk.hand_over()
    assert house.log.open_matter(own, a_slip(clock)).matter.watch == NEXT_DAY
    spent = min(repeat(lambda: house.watch_time.watch_at(clock.now()), number=1000, repeat=5)) / 1000
    assert spent < SAVE_LIMIT


@pytest.mark.req("R080", "R083")
def test_a_handover_that_is_not_done_in_time_is_escalated_and_ends_with_the_acceptance(desk: Desk) -> None:
    house, session, clock = desk.house, desk.session, desk.clock
    watch = house.handover_reader.standing(session).watch
    assert watch is not None
    dues = house.alert_reader.deadlines_of(session, watch.id)
    assert [(one.kind, one.due_at) for one in dues] == [
        (DeadlineKind.HANDOVER, at(8)),
        (DeadlineKind.HANDOVER, at(8, 10)),
    ]
    clock.jump(at(8, 1))
    house.sweeper.run()
    (late,) = house.alert_reader.live(session)
    assert late.title == "接班人员到岗"
    house.handovers.note_arrival(session, desk.incoming.id)
    assert house.alert_reader.live(session) == ()
    clock.jump(at(8, 11))
    house.sweeper.run()
    (overdue,) = house.alert_reader.live(session)
    assert (overdue.title, overdue.subject.number) == ("交接班", "2026-11-21 夜班")
    for _minute in range(30):
        clock.advance(timedelta(minutes=1))
        house.sweeper.run()
    called = {name for step in house.alert_reader.one(session, overdue.id).history for name in step.names}
    assert "林副秘书长" in called, "the leader in charge is called at last"
    assert house.handover_reader.standing(session).overdue
    house.log.open_matter(session, a_slip(clock, done="已办"))  # logging never stops
    desk.hand_over()
    assert house.alert_reader.live(session) == ()
    (line,) = house.handover_reader.lines(session, at(0), at(0, day=23))
    assert (line.punctuality, line.late) == ("late", timedelta(minutes=41))


def test_a_clock_that_is_changed_across_eight_makes_neither_a_second_nor_a_missing_handover(desk: Desk) -> None:
    house, session, clock = desk.house, desk.session, desk.clock
    clock.jump(at(7, 52))
    desk.hand_over()
    clock.jump(at(6, 52))  # an hour back: eight o'clock comes again
    house.sweeper.run()
    standing = house.handover_reader.standing(session)
    assert standing.watch is not None
    assert (standing.watch.name, standing.due_at) == (NEXT_DAY, at(17, 30))
    clock.jump(at(8, 30))
    house.sweeper.run()
    assert house.alert_reader.live(session) == ()
    assert len(house.handover_reader.lines(session, at(0), at(0, day=23))) == 1

    clock.jump(at(18, 40))  # over half past five in one jump: the handover is due, not gone
    house.sweeper.run()
    assert house.handover_reader.standing(session).overdue
    assert {one.title for one in house.alert_reader.live(session)} == {"接班人员到岗", "交接班"}
    clock.jump(at(6, 30))
    assert house.handovers.open_draft(session).next_watch == NEXT_DAY, "no earlier shift is taken again"


def test_alarms_go_to_whoever_really_sits(desk: Desk) -> None:
    house, clock = desk.house, desk.clock
    ask = house.alerts.keeper.resolve(an_incident(), clock.now())
    assert [one.name for one in ask(Who.OFFICER_ON_WATCH, ()).people] == [NAME]
    assert [one.name for one in ask(Who.LEADER_IN_CHARGE, ()).people] == ["林副秘书长"]
    clock.jump(at(7, 50))
    handover = desk.started()
    desk.remark(handover)
    desk.sign(handover)
    assert [one.name for one in ask(Who.OFFICER_ON_WATCH, ()).people] == [NAME], "responsible until it is accepted"
    desk.accept(handover)
    assert [one.name for one in ask(Who.OFFICER_ON_WATCH, ()).people] == ["周岚"]
    assert ask(Who.SECOND_OFFICER, ()).people == ()
