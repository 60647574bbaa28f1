"""Calls that are on whoever is on watch bring the window back; an alert is closed with what came of it."""

from __future__ import annotations

from datetime import timedelta

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import Called, Who
from dutyroom.incidents.model import Grade
from tests.alerts.people import HEAD, LEADER, Roster, an_incident
from tests.ui.alerts.test_window import acts, front, window
from tests.ui.desk.sitting import Desk, Key, OpenDesk


def swept(desk: Desk, later: timedelta) -> None:
    desk.clock.advance(later)
    desk.house.sweeper.run()
    desk.settle()
    desk.window.tick()


def called(desk: Desk) -> Called | None:
    alert = window(desk).shown()
    return alert.next_call.person if alert is not None and alert.next_call is not None else None


def test_after_an_acknowledgement_the_window_comes_back_for_each_later_call(desk: Desk, roster: Roster) -> None:
    desk.house.alerts.confirm(desk.session, an_incident(Grade.III))
    desk.settle()
    shown = front(desk)
    desk.press(Key.Key_F12)
    assert shown.isVisible(), "the leader has to be called now"
    assert (called(desk), shown.waiting(), desk.speaker.playing) == (LEADER, [], "")
    assert shown.close(), "whoever has acknowledged may put it away"
    desk.window.tick()
    assert not shown.isVisible(), "and is not disturbed for the same call again"
    swept(desk, timedelta(minutes=3, seconds=1))
    assert shown.isVisible(), "the next call is on them again"
    assert called(desk) == HEAD
    assert desk.speaker.playing == ""
    front(desk)
    desk.press(Key.Key_F5)
    assert "alert.call_reached" in acts(desk)


def test_only_whoever_is_on_watch_is_brought_back_and_anybody_where_nobody_is(
    open_desk: OpenDesk, roster: Roster, second: Session
) -> None:
    desk = open_desk()
    alert = desk.house.alerts.confirm(desk.session, an_incident(Grade.III))
    assert alert is not None
    alert = desk.house.alerts.acknowledge(desk.session, alert.id, alert.version)
    desk.house.alerts.acknowledge(second, alert.id, alert.version)
    assert [one.to_call for one in desk.house.alert_reader.live(desk.session)] == [True]
    assert [one.to_call for one in desk.house.alert_reader.live(second)] == [False]
    roster.on[Who.OFFICER_ON_WATCH] = ()
    assert [one.to_call for one in desk.house.alert_reader.live(second)] == [True]
    roster.on[Who.OFFICER_ON_WATCH] = (Called(name=second.name, account_id=second.account_id),)
    assert [one.to_call for one in desk.house.alert_reader.live(desk.session)] == [False], "the watch has changed"


def test_an_alert_is_closed_with_its_outcome_and_a_stale_press_says_so(
    desk: Desk, roster: Roster, second: Session
) -> None:
    desk.house.alerts.confirm(desk.session, an_incident(Grade.III))
    desk.settle()
    shown = front(desk)
    assert not shown.close_alert.isVisible(), "nobody closes what they have not acknowledged"
    desk.press(Key.Key_F12)
    shown.close_alert.button.click()
    assert shown._closing.isVisible()
    shown._closing.ok.click()
    desk.settle()
    assert "Say what became of it" in shown.message.text()
    shown._closing.words.setText("现场已处置完毕")
    desk.workplace.changed.disconnect(desk.window.alarm._hear)  # the news has not come through yet
    (live,) = desk.house.alert_reader.live(second)
    desk.house.alerts.acknowledge(second, live.id, live.version)
    shown._closing.ok.click()
    desk.settle()
    assert "this press did nothing" in shown.message.text()
    assert shown._closing.words.text() == "现场已处置完毕", "nothing typed is lost"
    shown._closing.ok.click()
    desk.settle()
    assert not shown.isVisible()
    assert acts(desk)[-1] == "alert.closed"
    closed = desk.house.alert_reader.one(desk.session, live.id)
    assert closed.buttons == frozenset()
