"""The sweep is woken at the start, every so often, and after a commit that made something due."""

from __future__ import annotations

import threading
from datetime import timedelta

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import Health
from dutyroom.alerts.sweep import AUDIT_EVERY_SECONDS, GREY_AFTER_SECONDS, RED_AFTER_SECONDS
from dutyroom.alerts.waker import Waker
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.errors import Environment
from tests.alerts.people import Roster, an_incident
from tests.factories import a_slip

LONG = 10.0


def test_it_sweeps_at_the_start_by_itself_and_at_once_after_an_alert_was_raised(
    house: House, session: Session, clock: SetClock, roster: Roster
) -> None:
    swept = threading.Semaphore(0)
    waker = Waker(house.sweeper, house.announcer, swept.release, every=0.05)
    waker.start()
    try:
        assert house.sweeper.heartbeat().health is Health.OK
        assert swept.acquire(timeout=LONG)
        alert = house.alerts.confirm(session, an_incident())
        assert alert is not None
        clock.advance(timedelta(minutes=3))
        for _ in range(3):
            assert swept.acquire(timeout=LONG)
        assert house.alert_reader.one(session, alert.id).place == 2
    finally:
        waker.stop()
    waker.wake()  # after the end nothing happens


def test_a_commit_wakes_a_waker_that_would_sleep_for_an_hour(
    house: House, session: Session, clock: SetClock, roster: Roster
) -> None:
    swept = threading.Semaphore(0)
    waker = Waker(house.sweeper, house.announcer, swept.release, every=3600)
    waker.start()
    try:
        house.log.open_matter(session, a_slip(clock, due_at=clock.now() + timedelta(minutes=1)))
        assert swept.acquire(timeout=LONG)
    finally:
        waker.stop()


def test_the_house_keeps_watch_until_it_is_closed(house: House) -> None:
    house.keep_watch()
    house.keep_watch()
    names = [thread.name for thread in threading.enumerate()]
    assert names.count("alerts-guard") == 1
    house.close()
    assert "alerts-guard" not in [thread.name for thread in threading.enumerate()]


def test_the_heartbeat_turns_grey_and_then_red_when_nobody_sweeps_or_audits(house: House, clock: SetClock) -> None:
    assert house.sweeper.heartbeat().health is Health.RED, "nothing has run yet"
    house.sweeper.start()
    assert house.sweeper.heartbeat().health is Health.OK
    clock.advance(timedelta(seconds=GREY_AFTER_SECONDS + 1))
    assert house.sweeper.heartbeat().health is Health.GREY
    clock.advance(timedelta(seconds=RED_AFTER_SECONDS))
    assert house.sweeper.heartbeat().health is Health.RED
    house.sweeper.run()
    assert house.sweeper.heartbeat().health is Health.OK
    for wanted in (Health.GREY, Health.RED):
        clock.advance(timedelta(seconds=1.6 * AUDIT_EVERY_SECONDS))
        house.sweeper.run()
        assert house.sweeper.heartbeat().health is wanted
    house.sweeper.audit()
    assert house.sweeper.heartbeat().health is Health.OK


def test_a_full_disk_is_seen_at_once_and_the_step_is_taken_when_there_is_room_again(
    house: House, session: Session, clock: SetClock, roster: Roster, monkeypatch: object
) -> None:
    alert = house.alerts.confirm(session, an_incident())
    assert alert is not None
    clock.advance(timedelta(minutes=3))
    record = house.journal.record

    def full(*_words: object, **_more: object) -> int:
        raise Environment("storage.disk_full", file="room.dutyroom")

    house.journal.record = full  # type: ignore[method-assign,assignment]
    assert house.sweeper.run().acted == 0
    beat = house.sweeper.heartbeat()
    assert (beat.health, beat.trouble) == (Health.RED, "storage.disk_full")
    (seen,) = house.alert_reader.live(session)
    assert seen.sounds, "it stands on the screen, and sounds"
    house.journal.record = record  # type: ignore[method-assign]
    assert house.sweeper.run().acted == 1
    assert house.sweeper.heartbeat().health is not Health.RED or house.sweeper.heartbeat().since_audit is None
