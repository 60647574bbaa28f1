"""A desk killed around raising, stepping and acknowledging: the alert is back at once, nothing lost, nothing doubled.

``KILLS`` sets how often (12 by default; the promise is for 300). A room is given up for a new one after some kills,
since it would only grow.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import select

from dutyroom.alerts.model import Alert, AlertState, DeadlineState, StepKind
from dutyroom.alerts.rows import alert_of, deadline_of, step_of
from dutyroom.alerts.tables import alert_acknowledgements, alert_steps, alerts, deadlines
from dutyroom.bootstrap import House, Place, open_house
from dutyroom.clock import SetClock
from dutyroom.journal.verify import verify
from tests.conftest import Template
from tests.factories import EVENING
from tests.faults import alarm_desk, forking

KILLS = int(os.environ.get("KILLS", "12"))
FRESH_AFTER = 50
BACK_ON_SCREEN_SECONDS = 2.5
_CALLED = (StepKind.CALLED, StepKind.FALLBACK, StepKind.CAME_BACK, StepKind.REOPENED, StepKind.EMPTY)


@dataclass
class Said:
    """What the killed desks had called done."""

    raised: dict[str, int] = field(default_factory=dict)
    acknowledged: set[tuple[str, int]] = field(default_factory=set)
    called: set[tuple[str, int]] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    due: set[str] = field(default_factory=set)
    swept: int = 0

    def hear(self, line: str) -> None:
        """Take note of one whole line."""
        act, *words = line.split()
        if act == "raised":
            self.raised[words[0]] = max(int(words[1]), self.raised.get(words[0], 0))
        elif act == "acknowledged":
            self.acknowledged.add((words[0], int(words[1])))
        elif act == "called":
            self.called.add((words[0], int(words[1])))
        elif act == "closed":
            self.closed.add(words[0])
        elif act == "due":
            self.due.add(words[0])
        elif act == "swept":
            self.swept += int(words[0])


def work_until_killed(place: Place, template: Template, seed: int, draw: random.Random, said: Said) -> None:
    """Let a desk act for a random number of acts and a random part of the next one, then kill it."""
    context = forking.context()
    ours, theirs = context.Pipe(duplex=False)
    arguments = (place.data_file.parent, template.data_key, template.account_id, seed, theirs)
    process = context.Process(target=alarm_desk.work, args=arguments)
    process.start()
    theirs.close()
    try:
        assert ours.recv() == "ready"
        for _ in range(draw.randrange(14)):
            said.hear(ours.recv())
        process.join(timeout=draw.random() * 0.008)
        assert process.exitcode is None, "the desk ended by itself"
    finally:
        process.kill()
        try:
            while True:
                said.hear(ours.recv())
        except (EOFError, OSError):
            pass
        process.join()
        process.close()
        ours.close()


def check_alert(alert: Alert, house: House) -> None:
    """Assert that an alert, its history and its acknowledgements tell the same story."""
    with house.store.read() as connection:
        asked = select(alert_steps).where(alert_steps.c.alert_id == alert.id).order_by(alert_steps.c.seq)
        history = [step_of(row) for row in connection.execute(asked).mappings()]
        said = connection.execute(
            select(alert_acknowledgements.c.epoch, alert_acknowledgements.c.account_id).where(
                alert_acknowledgements.c.alert_id == alert.id
            )
        ).all()
    assert history, "an alert without a step was half raised"
    assert max(Counter(said).values(), default=1) == 1, "one person acknowledges an epoch once"
    noted = Counter(step.epoch for step in history if step.kind is StepKind.ACKNOWLEDGED)
    assert noted == Counter(epoch for epoch, _account in said)
    assert {step.epoch for step in history} == set(range(1, alert.epoch + 1))
    assert (alert.state is AlertState.CLOSED) == (history[-1].kind is StepKind.CLOSED)
    if alert.step_at is not None:
        taken = [step for step in history if step.kind in _CALLED]
        assert taken[-1].place == alert.step
    assert (alert.next_at is None) == (alert.state is AlertState.CLOSED)


def check(house: House, said: Said) -> None:
    """Assert that everything said is there once, and that nothing is half done."""
    verdict = verify(house.store)
    assert verdict.whole, verdict.first_break
    with house.store.read() as connection:
        kept = {row["id"]: alert_of(row) for row in connection.execute(select(alerts)).mappings()}
        set_ = [deadline_of(row) for row in connection.execute(select(deadlines)).mappings()]
        asked = select(alert_acknowledgements.c.alert_id, alert_acknowledgements.c.epoch)
        epochs = {(str(row.alert_id), int(row.epoch)) for row in connection.execute(asked)}
    standing = Counter(alert.key for alert in kept.values() if alert.state is not AlertState.CLOSED)
    assert max(standing.values(), default=1) == 1, "one alert stands for one cause"
    assert all(kept[alert_id].level.weight >= weight for alert_id, weight in said.raised.items())
    assert said.acknowledged <= epochs
    assert all(kept[alert_id].version > version for alert_id, version in said.called)
    assert all(kept[alert_id].state is AlertState.CLOSED for alert_id in said.closed)
    assert said.due <= {deadline.subject.id for deadline in set_}
    for alert in kept.values():
        check_alert(alert, house)
    for deadline in set_:
        raised = [alert for alert in kept.values() if alert.deadline_id == deadline.id]
        assert len(raised) == (deadline.raised_at is not None)
        assert (deadline.next_at is None) == (
            deadline.raised_at is not None or deadline.state is not DeadlineState.RUNNING
        )


@pytest.mark.parametrize("first", range(0, KILLS, FRESH_AFTER))
def test_a_desk_killed_around_an_alert_has_it_on_the_screen_again_with_nothing_lost_or_doubled(
    place: Place, founded: Template, first: int
) -> None:
    draw = random.Random(20261122 + first)
    said = Said()
    slowest = 0.0
    last = min(first + FRESH_AFTER, KILLS) - 1
    for kill in range(first, last + 1):
        work_until_killed(place, founded, kill, draw, said)
        clock = SetClock(EVENING + timedelta(hours=2 * kill + 1))
        began = time.perf_counter()
        house = open_house(place, founded.data_key, clock)
        try:
            session = house.accounts.sign_in(founded.account_id)
            before = {one.id for one in house.alert_reader.live(session)}
            swept = house.sweeper.start()
            seen = {one.id for one in house.alert_reader.live(session)}
            slowest = max(slowest, time.perf_counter() - began)
            assert before <= seen
            assert set(said.raised) - said.closed <= seen | _closed(house)
            assert house.sweeper.run().acted == 0, "one overdue step each, and no more"
            assert swept.acted >= 0
            assert house.sweeper.audit() == 0
            if kill % 5 == 4 or kill == last:
                check(house, said)
        finally:
            house.close()
    assert slowest <= BACK_ON_SCREEN_SECONDS, f"{slowest:.2f} s until the alert was on the screen again"
    assert said.raised
    assert said.acknowledged
    assert said.due
    assert said.swept > 0


def _closed(house: House) -> set[str]:
    with house.store.read() as connection:
        asked = select(alerts.c.id).where(alerts.c.state == AlertState.CLOSED.value)
        return set(connection.execute(asked).scalars())
