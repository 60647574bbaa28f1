"""The heart in the strip says whether somebody watches over the deadlines."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyroom.alerts.model import Health
from tests.ui.desk.sitting import Desk


def test_it_beats_turns_grey_and_then_red_and_says_why(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    heart, sweeper = desk.window.strip.heart, desk.house.sweeper
    assert (heart.health, "starting" in heart.toolTip()) == (Health.GREY, True)
    sweeper.start()
    desk.window.tick()
    assert (heart.health, heart.isEnabled(), "every second" in heart.toolTip()) == (Health.OK, True, True)
    desk.clock.advance(timedelta(seconds=7))
    desk.window.tick()
    assert (heart.health, heart.isEnabled(), "last sweep 7 s ago" in heart.toolTip()) == (Health.GREY, False, True)
    desk.clock.advance(timedelta(seconds=30))
    desk.window.tick()
    assert (heart.health, "has stopped" in heart.toolTip(), heart.accessibleName()) == (
        Health.RED,
        True,
        heart.toolTip(),
    )

    def fail(*_words: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(sweeper, "_due", sweeper._due)
        patch.setattr(sweeper._store, "read", fail)
        sweeper.run()
    desk.window.tick()
    assert (heart.health, "fails" in heart.toolTip()) == (Health.RED, True)
    sweeper.run()
    desk.window.tick()
    assert heart.health is Health.OK
    desk.clock.advance(timedelta(seconds=6))
    desk.clock.advance(timedelta(minutes=5))
    sweeper.run()
    desk.window.tick()
    assert (heart.health, "last check 5 min ago" in heart.toolTip()) == (Health.GREY, True)


def test_nobody_who_watches_is_said_too(desk: Desk) -> None:
    desk.clock.advance(timedelta(seconds=6))
    desk.window.tick()
    assert desk.window.strip.heart.health is Health.RED
    assert "Nobody watches" in desk.window.strip.heart.toolTip()
