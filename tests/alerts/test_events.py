"""What follows from an event file: its alert in the same act, its deadlines from the receipt, and their end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import AlertState, Cause, Deadline, DeadlineKind, DeadlineState, Level, Who
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.incidents.deadlines import Stage
from dutyroom.incidents.events import EventFile, NewFact
from dutyroom.incidents.model import Grade, SensitiveFlag
from dutyroom.log.model import Category
from tests.alerts.people import Roster
from tests.factories import UNIT_NAME, a_sheet, a_slip


def dead(number: int, said_by: str = UNIT_NAME) -> list[NewFact]:
    return [NewFact("deaths", Decimal(number), said_by)]


def told(house: House, session: Session, clock: SetClock, number: int) -> EventFile:
    """Log an accident with so many dead."""
    slip = a_slip(clock, category=Category.EMERGENCY, subject="青云路两车相撞")
    return house.incidents.open_event(session, slip, a_sheet(), dead(number))


def running(house: House, session: Session, event: EventFile) -> dict[DeadlineKind, Deadline]:
    every = house.alert_reader.deadlines_of(session, event.incident.id)
    return {one.kind: one for one in every if one.state is DeadlineState.RUNNING}


def levels(house: House, session: Session) -> list[tuple[Level, AlertState]]:
    return [(one.level, one.state) for one in house.alert_reader.live(session)]


@pytest.mark.req("R007", "R090", "R252")
def test_a_significant_event_is_alerted_in_the_act_that_tells_of_it_and_its_clocks_begin_at_the_receipt(
    house: House, session: Session, clock: SetClock, roster: Roster
) -> None:
    event = told(house, session, clock, 3)
    assert levels(house, session) == [(Level.III, AlertState.LIVE)]
    found = running(house, session, event)
    received = event.incident.received_at
    assert found[DeadlineKind.PHONE].due_at == received + timedelta(minutes=30)
    assert found[DeadlineKind.WRITTEN].due_at == received + timedelta(minutes=60)
    assert DeadlineKind.FOLLOW_UP in found
    again = house.incidents.note_report(session, event.incident.id, Stage.PHONE, "市委总值班室")
    assert again.matter.entries[-1].text == "电话报告：市委总值班室"
    assert DeadlineKind.PHONE not in running(house, session, event), "met by the act, and by nothing else"


@pytest.mark.req("R090")
def test_an_event_that_grows_grave_later_has_its_clocks_from_the_later_news(
    house: House, session: Session, clock: SetClock, roster: Roster
) -> None:
    event = told(house, session, clock, 1)
    clock.advance(timedelta(minutes=9))
    same_call = told(house, session, clock, 1)
    clock.advance(timedelta(minutes=5))
    house.incidents.add_facts(session, same_call.incident.id, dead(3))
    first = running(house, session, same_call)[DeadlineKind.PHONE]
    assert first.due_at == same_call.incident.received_at + timedelta(minutes=30)
    clock.advance(timedelta(hours=2))
    house.incidents.add_facts(session, event.incident.id, dead(3))
    assert running(house, session, event)[DeadlineKind.PHONE].due_at == clock.now() + timedelta(minutes=30)


def test_an_ordinary_event_raises_nothing_until_its_figures_or_its_sensitivity_do(
    house: House, session: Session, clock: SetClock, roster: Roster
) -> None:
    event = told(house, session, clock, 1)
    assert levels(house, session) == []
    assert running(house, session, event) == {}
    flagged = replace(event.incident.sheet, sensitive=frozenset({SensitiveFlag.TIME}), sensitive_why="两会期间")
    house.incidents.change_sheet(session, event.incident.id, flagged)
    assert levels(house, session) == [(Level.III, AlertState.LIVE)]


@pytest.mark.req("R007")
def test_a_worse_figure_opens_an_acknowledged_alert_again_and_the_same_news_twice_touches_nothing(
    house: House, session: Session, clock: SetClock, roster: Roster
) -> None:
    event = told(house, session, clock, 3)
    (seen,) = house.alert_reader.live(session)
    house.alerts.acknowledge(session, seen.id, seen.version)
    before = running(house, session, event)
    clock.advance(timedelta(minutes=4))
    house.incidents.add_facts(session, event.incident.id, dead(3, "市公安局"))
    assert [state for _level, state in levels(house, session)] == [AlertState.ACKNOWLEDGED]
    assert {one.due_at for one in running(house, session, event).values()} == {one.due_at for one in before.values()}
    house.incidents.add_facts(session, event.incident.id, dead(12, "市公安局"))
    assert levels(house, session) == [(Level.II, AlertState.LIVE)]


def test_who_decides_a_lower_grade_with_a_reason_is_obeyed_until_the_facts_grow_worse(
    house: House, session: Session, clock: SetClock, roster: Roster
) -> None:
    event = told(house, session, clock, 2)
    house.incidents.confirm_grade(session, event.incident.id, Grade.IV)
    clock.advance(timedelta(minutes=5))
    house.incidents.add_facts(session, event.incident.id, dead(3))
    assert levels(house, session) == [(Level.III, AlertState.LIVE)], "worse than at the decision"
    lowered = house.incidents.confirm_grade(session, event.incident.id, Grade.IV, "一人经抢救生还，待核")
    assert lowered.grades[-1].suggested is Grade.III
    clock.advance(timedelta(minutes=5))
    house.incidents.add_facts(session, event.incident.id, [NewFact("serious_injuries", Decimal(2), UNIT_NAME)])
    assert [one.cause for one in house.alert_reader.live(session)] == [Cause.CONFIRMED], "what was raised still stands"


@pytest.mark.req("R045", "R250", "R251")
def test_each_follow_up_that_went_out_sets_the_next_and_a_missed_report_is_an_alert(
    house: House, session: Session, clock: SetClock, roster: Roster
) -> None:
    event = told(house, session, clock, 12)
    first = running(house, session, event)[DeadlineKind.FOLLOW_UP]
    clock.advance(timedelta(minutes=50))
    house.incidents.note_report(session, event.incident.id, Stage.FOLLOW_UP, "市政府领导", "死亡十二人，救援继续")
    following = running(house, session, event)[DeadlineKind.FOLLOW_UP]
    assert (first.ordinal, following.ordinal) == (1, 2)
    assert following.due_at > clock.now()
    clock.advance(timedelta(minutes=11))
    house.sweeper.run()
    missed = [one for one in house.alert_reader.live(session) if one.cause is Cause.OVERDUE]
    assert {one.deadline_kind for one in missed} == {DeadlineKind.PHONE, DeadlineKind.WRITTEN}


def test_the_clocks_of_an_event_that_stands_with_another_end_and_its_own_due_time_stays(
    house: House, session: Session, clock: SetClock, roster: Roster
) -> None:
    event = told(house, session, clock, 3)
    clock.advance(timedelta(minutes=6))
    twin = told(house, session, clock, 4)
    house.log.set_due(session, twin.incident.id, clock.now() + timedelta(hours=3))
    before = running(house, session, event)
    house.incidents.join(session, event.incident.id, twin.incident.id, "同一事故")
    assert set(running(house, session, twin)) == {DeadlineKind.MATTER_DUE}
    assert running(house, session, event) == before, "joining touches no clock"
    assert [(one.subject.number, one.cause.value) for one in house.alert_reader.live(session)] == [
        ("2026-0001", "confirmed")
    ]
    house.incidents.part(session, event.incident.id, twin.incident.id, "实为两起事故")
    assert {DeadlineKind.PHONE, DeadlineKind.WRITTEN} <= set(running(house, session, twin)), "its clocks run again"
    assert len(house.alert_reader.live(session)) == 2


@pytest.mark.req("R015")
def test_the_roster_says_who_is_called_and_a_room_without_a_plan_is_not_silent(
    house: House, session: Session, clock: SetClock
) -> None:
    subject_of = told(house, session, clock, 3).incident.id
    (alert,) = house.alert_reader.live(session)
    assert alert.subject.id == subject_of
    called = house.alerts.keeper._on_watch.people(Who.OFFICER_ON_WATCH, alert.subject, clock.now())
    assert [person.name for person in called] == [session.name], "no plan covers the day: accounts are asked"
