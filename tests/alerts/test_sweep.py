"""Many moments that have come at once, as after a night in which the desk was off."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import StepKind, Who
from dutyroom.alerts.sweep import DUE
from dutyroom.bootstrap import House, Place, open_house
from dutyroom.changes import Changes
from dutyroom.clock import SetClock
from dutyroom.incidents.model import Grade
from dutyroom.storage.prepared import run
from tests.alerts.people import Roster, an_incident
from tests.factories import a_slip
from tests.plans import plans_of

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


def test_what_has_come_due_is_found_by_its_moment_also_on_a_morning_whose_statistics_know_of_one_deadline(
    house: House, session: Session, clock: SetClock, place: Place
) -> None:
    house.log.open_matter(session, a_slip(clock, due_at=clock.now() + HOUR))
    with house.store.write() as unit:
        unit.connection.exec_driver_sql("ANALYZE")
        unit.connection.commit()
    morning = open_house(place, house.store.key, clock)  # a connection reads the statistics once, when it is opened
    try:
        with morning.store.read() as connection, plans_of(connection) as plans:
            assert run(connection, DUE, now=0).all() == []
    finally:
        morning.close()
    (plan,) = plans
    ways = [line for line in plan if line.startswith(("SEARCH", "SCAN"))]
    assert [line.partition(" INDEX ")[2].split(" ")[0] for line in ways] == [
        "ix_alerts_next_at",
        "ix_deadlines_next_at",
    ], plan
