"""Somebody sets the computer's clock, or the computer sleeps: one overdue step at once, never a burst, never a skip."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import DeadlineKind, NewDeadline, StepKind
from dutyroom.bootstrap import House, open_house
from dutyroom.clock import SetClock
from tests.alerts.people import Roster, an_incident
from tests.conftest import Template

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
SPANS = [MINUTE, HOUR, 8 * HOUR, 24 * HOUR]


def called(house: House, session: Session, alert_id: str) -> list[int]:
    history = house.alert_reader.one(session, alert_id).history
    return [step.place for step in history if step.kind in (StepKind.CALLED, StepKind.FALLBACK)]


@pytest.mark.parametrize("span", SPANS, ids=str)
def test_a_clock_set_forward_and_a_sleep_run_one_overdue_step_at_once(
    house: House, session: Session, clock: SetClock, roster: Roster, span: timedelta
) -> None:
    alert = house.alerts.confirm(session, an_incident())
    assert alert is not None
    clock.advance(100 * SECOND)
    assert house.sweeper.run().acted == 0
    clock.jump(clock.now() + span)  # of a sleep too the steady clock knows nothing
    swept = house.sweeper.run()
    assert (swept.acted, swept.jumped) == (1, span)
    assert swept.latest == span - 20 * SECOND
    assert house.sweeper.run().acted == 0
    assert called(house, session, alert.id) == [0, 1]
    assert house.journal.newest(limit=2)[1].act == "alerts.clock_jumped"
    clock.advance(2 * MINUTE)
    assert [house.sweeper.run().acted for _ in range(2)] == [1, 0]
    assert called(house, session, alert.id) == [0, 1, 2]
    assert house.verify().whole


@pytest.mark.parametrize("span", SPANS, ids=str)
@pytest.mark.parametrize("stopped", [False, True], ids=["running", "started anew"])
def test_a_clock_set_back_never_makes_a_step_wait_longer_than_its_own_wait(
    house: House,
    session: Session,
    clock: SetClock,
    roster: Roster,
    founded: Template,
    span: timedelta,
    stopped: bool,
) -> None:
    alert = house.alerts.confirm(session, an_incident())
    assert alert is not None
    clock.advance(30 * SECOND)
    clock.jump(clock.now() - span)
    desk = house
    if stopped:
        house.close()
        desk = open_house(house.place, founded.data_key, clock)
        desk.sweeper.start()
    try:
        desk.sweeper.run()
        assert called(desk, session, alert.id) == [0]
        waited = timedelta(0)
        while called(desk, session, alert.id) == [0] and waited < HOUR:
            clock.advance(10 * SECOND)
            waited += 10 * SECOND
            desk.sweeper.run()
        assert waited <= 2 * MINUTE
        assert len(called(desk, session, alert.id)) == 2
        assert desk.sweeper.audit() == 0
        assert desk.verify().whole
    finally:
        if stopped:
            desk.close()


@pytest.mark.parametrize("put_back", [SECOND, 4 * SECOND], ids=["stands still", "runs backwards"])
def test_a_clock_that_is_put_back_little_by_little_is_noted_as_one_that_jumped(
    house: House, session: Session, clock: SetClock, put_back: timedelta
) -> None:
    swept = []
    for _ in range(6):
        clock.advance(SECOND)
        clock.jump(clock.now() - put_back)
        swept.append(house.sweeper.run().jumped)
    assert any(swept)
    assert house.sweeper.heartbeat().jumped is not None
    noted = [line for line in house.journal.newest(limit=9) if line.act == "alerts.clock_jumped"]
    assert len(noted) == sum(one is not None for one in swept)


def test_clocks_that_part_as_good_clocks_do_are_not_called_jumping(house: House, clock: SetClock) -> None:
    for _ in range(600):
        clock.advance(10 * SECOND)
        clock.jump(clock.now() + timedelta(milliseconds=9))
        assert house.sweeper._jump() is None


def test_a_deadline_keeps_its_absolute_time_whatever_the_clock_does_and_is_acted_on_once(
    house: House, session: Session, clock: SetClock, roster: Roster
) -> None:
    due = clock.now() + HOUR
    written = NewDeadline(kind=DeadlineKind.WRITTEN, due_at=due)
    with house.store.write() as unit:
        house.alerts.set_deadlines(unit, session.actor, an_incident(), [written])
        unit.commit()
    for moment in (due - 5 * MINUTE, due - 3 * HOUR, due + MINUTE, due - HOUR, due + 24 * HOUR):
        clock.jump(moment)
        house.sweeper.run()
        house.sweeper.run()
    acts = [line.act for line in house.journal.newest(limit=50)]
    assert (acts.count("deadline.warned"), acts.count("deadline.passed"), acts.count("alert.raised")) == (1, 1, 1)
    (item,) = house.alert_reader.due(session).items
    assert item.due_at == due
