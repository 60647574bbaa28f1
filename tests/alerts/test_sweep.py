"""Many moments that have come at once, as after a night in which the desk was off."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import StepKind, Who
from dutyroom.bootstrap import House
from dutyroom.changes import Changes
from dutyroom.clock import SetClock
from dutyroom.incidents.model import Grade
from tests.alerts.people import Roster, an_incident
from tests.factories import a_slip

HOUR = timedelta(hours=1)


@pytest.mark.req("R090")
def test_a_night_of_passed_deadlines_is_acted_on_once_each_with_a_line_each_in_few_transactions(
    house: House, session: Session, clock: SetClock, roster: Roster
) -> None:
    for number in range(45):
        house.log.open_matter(session, a_slip(clock, due_at=clock.now() + timedelta(minutes=number + 1)))
    clock.advance(8 * HOUR)
    heard: list[Changes] = []
    stop = house.announcer.listen(heard.append)
    before = house.journal.head().seq
    asked = roster.asked[Who.OFFICER_ON_WATCH]
    swept = house.sweeper.run()
    stop()
    assert (swept.acted, swept.latest) == (45, 8 * HOUR - timedelta(minutes=1))
    assert len(heard) == 3
    assert roster.asked[Who.OFFICER_ON_WATCH] - asked == 3, "nobody can change the roster within a transaction"
    lines = [line for line in house.journal.newest(limit=200) if line.seq > before]
    assert Counter(line.act for line in lines) == {"deadline.passed": 45, "alert.raised": 45}
    live = house.alert_reader.live(session)
    assert len({one.subject.id for one in live}) == 45
    nobody_owns_it = [StepKind.EMPTY, StepKind.FALLBACK]
    assert all([step.kind for step in one.history] == nobody_owns_it for one in live)
    assert house.sweeper.run().acted == 0
    assert house.verify().whole


def test_one_alert_that_cannot_be_moved_keeps_none_of_its_neighbours_from_being_called(
    house: House, session: Session, clock: SetClock, roster: Roster
) -> None:
    raised = [house.alerts.confirm(session, an_incident(Grade.III, id=f"{number:032d}")) for number in range(5)]
    broken = raised[2]
    assert broken is not None
    clock.advance(HOUR)
    with house.store.write() as unit:  # as a mistake of ours would leave it
        unit.connection.exec_driver_sql("UPDATE alerts SET people = '?' WHERE id = :id", {"id": broken.id})
        unit.connection.commit()
    assert house.sweeper.run().acted == 4
    assert house.sweeper.heartbeat().trouble == "work.broken"
    assert house.sweeper.run().acted == 0, "the four were called once"
    with house.store.write() as unit:
        unit.connection.exec_driver_sql("UPDATE alerts SET people = '[]' WHERE id = :id", {"id": broken.id})
        unit.connection.commit()
    assert house.sweeper.run().acted == 1
    assert house.sweeper.heartbeat().trouble == ""
    histories = [one.history for one in house.alert_reader.live(session)]
    assert [len(history) for history in histories] == [2] * 5
