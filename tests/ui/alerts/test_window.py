"""The alert window: it comes, it cannot be closed without an act, it can be read on a locked desk, it comes back."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import text

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import Level, StepKind, Who
from dutyroom.errors import Refused
from dutyroom.incidents.model import Grade
from dutyroom.log.model import EntryKind, NewEntry, Urgency
from tests.alerts.people import HEAD, LEADER, Roster, an_incident
from tests.ui.desk.sitting import CTRL, Desk, Key, OpenDesk
from tests.ui.desk.test_lock import readable, unlock
from ui.alerts.window import AlertWindow

SECRET = "青云路化工厂储罐泄漏"


def window(desk: Desk) -> AlertWindow:
    return desk.window.alarm.window


def front(desk: Desk) -> AlertWindow:
    """Go to the alert as F9 does, and give its window the keyboard."""
    shown = window(desk)
    desk.press(Key.Key_F9)
    shown.activateWindow()
    desk.qtbot.waitUntil(shown.isActiveWindow)
    return shown


def acts(desk: Desk) -> list[str]:
    with desk.house.store.read() as connection:
        return [row[0] for row in connection.execute(text("SELECT act FROM journal ORDER BY seq"))]


def test_a_flash_matter_brings_a_window_that_only_an_act_sends_away(desk: Desk, roster: Roster) -> None:
    desk.call()
    file = desk.log(subject=SECRET, urgency=Urgency.FLASH)
    desk.settle()
    shown = window(desk)
    assert shown.isVisible()
    assert shown.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert shown.parent() is None, "it stays when the desk is minimised"
    assert shown.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating), "whoever is typing goes on typing"
    assert desk.slip().isAncestorOf(desk.focus())
    assert SECRET in readable()
    assert (desk.speaker.playing, len(desk.notes)) == ("notice", 1)
    assert SECRET not in str(desk.notes), "anybody may read a note of the system"

    for _attempt in range(2):
        assert not shown.close()
        assert "stays until you answer" in shown.message.text()
    shown.showMinimized()
    desk.window.tick()
    assert shown.isVisible()
    assert not shown.isMinimized()

    front(desk)
    desk.press(Key.Key_F11)
    assert desk.page.file() is not None
    assert desk.page.file().matter.id == file.matter.id  # type: ignore[union-attr]
    assert shown.isVisible()
    front(desk)
    desk.press(Key.Key_F12)
    assert not shown.isVisible()
    assert desk.speaker.playing == ""
    assert acts(desk)[-1] == "alert.acknowledged"

    desk.clock.advance(timedelta(hours=1, seconds=1))  # nobody wrote a word
    desk.house.sweeper.run()
    desk.settle()
    assert shown.isVisible()
    assert (desk.speaker.playing, len(desk.notes)) == ("notice", 2)
    desk.house.log.close(desk.session, file.matter.id, "已办")
    desk.settle()
    assert not shown.isVisible()
    assert desk.speaker.playing == ""
    desk.press(Key.Key_F9)
    assert desk.window.notice.text() == "No alert stands."


def test_a_locked_desk_shows_the_clock_and_the_call_and_not_a_word_of_the_title(desk: Desk, roster: Roster) -> None:
    roster.on[Who.OFFICER_ON_WATCH] = (LEADER,)
    desk.press(Key.Key_L, CTRL)
    assert desk.window.locked
    for grade, number in ((Grade.II, "1" * 32), (Grade.III, "2" * 32)):
        desk.house.alerts.confirm(desk.session, an_incident(grade, id=number, title=SECRET))
    desk.settle()
    shown = window(desk)
    assert shown.isVisible()
    assert desk.speaker.playing == "II"
    lock = desk.window.locking.page
    assert lock is not None
    card = lock._card
    assert not shown.frameGeometry().intersects(card.rect().translated(card.mapToGlobal(card.rect().topLeft())))
    seen = readable()
    assert "青云路" not in seen
    assert "储罐" not in seen
    for words in ("Major", "Since the receipt", "00:00:00", LEADER.name, "199****0003", "Next step in", "locked"):
        assert words in seen, words
    desk.clock.advance(timedelta(seconds=7))
    desk.window.tick()
    assert "00:00:07" in readable()
    before = acts(desk)
    shown.activateWindow()
    for key in (Key.Key_F5, Key.Key_F7, Key.Key_F11, Key.Key_F12):
        desk.press(key)
    assert not shown.close()
    assert acts(desk) == before, "no key answers on a locked desk"

    desk.qtbot.waitUntil(desk._is_active)
    unlock(desk)
    seen = readable()
    assert SECRET in seen
    assert "199 0000 0003" in seen
    assert [one.level for one in shown.others.alerts()] == [Level.III]


@pytest.mark.req("R015")
def test_a_call_that_is_reached_or_not_goes_on_by_one_key_and_becomes_an_entry(desk: Desk, roster: Roster) -> None:
    roster.on[Who.OFFICER_ON_WATCH] = (LEADER,)
    roster.on[Who.SECOND_OFFICER] = ()
    matter = desk.log(subject=SECRET).matter
    desk.house.alerts.confirm(desk.session, an_incident(Grade.III, matter_id=matter.id, title=SECRET))
    desk.settle()
    shown = front(desk)
    desk.clock.advance(timedelta(seconds=20))
    desk.press(Key.Key_F7)
    assert any("林秋实：无人接听" in entry.text for entry in desk.file(matter.id).entries)
    assert shown.isVisible(), "a call is not an acknowledgement"
    lines = [(line.title, line.right) for line in shown.steps.lines()]
    assert (LEADER.name, "No answer") in lines
    for _step in range(3):
        alert = shown.shown()
        assert alert is not None
        if alert.next_call is not None and alert.next_call.person == HEAD:
            break
        desk.press(Key.Key_F5)
    assert HEAD.name in readable()
    assert "199 0000 0004" in readable()
    desk.press(Key.Key_F5)
    history = desk.house.alert_reader.live(desk.session)[0].history
    assert [step.kind for step in history].count(StepKind.REACHED) >= 1
    assert any("何姗：已接通" in entry.text for entry in desk.file(matter.id).entries)
    desk.press(Key.Key_F12)
    assert not shown.isVisible()
    desk.press(Key.Key_F9)
    assert shown.isVisible(), "whoever has acknowledged can still look, and go on calling"
    assert shown.close(), "and put it away again"


def test_a_stale_press_says_so_and_shows_what_is_now(desk: Desk, roster: Roster, second: Session) -> None:
    alert = desk.house.alerts.confirm(desk.session, an_incident(Grade.III))
    desk.settle()
    assert alert is not None
    shown = front(desk)
    drawn = shown.shown()
    assert drawn is not None
    desk.workplace.changed.disconnect(desk.window.alarm._hear)  # the news has not come through yet
    desk.house.alerts.acknowledge(second, alert.id, alert.version)
    head = desk.house.journal.head()
    shown.activateWindow()
    desk.press(Key.Key_F12)
    assert desk.house.journal.head() == head
    assert "this press did nothing" in shown.message.text()
    now = shown.shown()
    assert now is not None
    assert now.version > drawn.version
    assert [one.name for one in now.acknowledged] == [second.name]
    assert desk.speaker.playing == "III", "another person's acknowledgement is not mine"
    desk.press(Key.Key_F12)
    assert (shown.waiting(), desk.speaker.playing) == ([], "")
    with pytest.raises(Refused):
        desk.house.alerts.acknowledge(desk.session, alert.id, now.version)


def test_the_worst_is_in_front_the_others_are_listed_and_a_newer_one_silences_nothing(
    desk: Desk, roster: Roster
) -> None:
    for number, grade in enumerate((Grade.III, Grade.I, Grade.II)):
        desk.clock.advance(timedelta(seconds=30))
        desk.house.alerts.confirm(desk.session, an_incident(grade, id=f"{number:032d}", title=f"事件{number}"))
        desk.settle()
    shown = window(desk)
    alert = shown.shown()
    assert alert is not None
    assert alert.level is Level.I
    assert [one.level for one in shown.others.alerts()] == [Level.II, Level.III]
    assert desk.speaker.heard == ["III", "I"]
    front(desk)
    desk.press(Key.Key_F12)
    assert shown.isVisible()
    assert (desk.speaker.playing, shown.shown().level) == ("II", Level.II)  # type: ignore[union-attr]
    shown._other_chosen(shown.others.index(1))
    assert shown.shown().level is Level.III  # type: ignore[union-attr]
    desk.house.alerts.confirm(desk.session, an_incident(Grade.I, id="9" * 32, title="又一起"))
    desk.settle()
    assert shown.shown().title == "又一起"  # type: ignore[union-attr]


def test_a_desk_that_cannot_make_a_sound_or_a_note_still_shows_the_alert_and_notes_what_failed(
    open_desk: OpenDesk, roster: Roster, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk()
    desk.speaker.failure = "sound.no_device"

    def fail(**_words: object) -> None:
        raise RuntimeError("no service")

    monkeypatch.setattr(desk, "_note", fail)
    desk.house.toaster._notify = fail
    desk.log(subject=SECRET, urgency=Urgency.FLASH)
    desk.settle()
    assert window(desk).isVisible()
    assert acts(desk).count("alert.channel_failed") == 2
    desk.window.close()
    assert not window(desk).isVisible(), "it goes with the desk"
    desk.window.alarm.stop()


def test_an_entry_is_progress_and_nobody_is_disturbed_again(desk: Desk, roster: Roster) -> None:
    file = desk.log(subject=SECRET, urgency=Urgency.FLASH)
    desk.settle()
    front(desk)
    desk.press(Key.Key_F12)
    for _quarter in range(8):
        desk.clock.advance(timedelta(minutes=15))
        desk.house.log.add_entry(desk.session, file.matter.id, NewEntry(EntryKind.VERIFIED, "现场已核实"))
        desk.house.sweeper.run()
    desk.settle()
    assert not window(desk).isVisible()


def test_what_was_raised_while_nobody_sat_here_is_on_the_screen_when_somebody_does(
    open_desk: OpenDesk, roster: Roster, second: Session
) -> None:
    first = open_desk()
    first.log(subject=SECRET, urgency=Urgency.FLASH)
    first.settle()
    front(first)
    first.press(Key.Key_F12)
    first.leave()
    after = open_desk(second)
    assert window(after).isVisible(), "an acknowledgement is one person's"
    assert SECRET in readable()
    assert after.speaker.playing == "notice"


@pytest.mark.req("R090")
def test_a_missed_deadline_comes_by_itself_with_the_clock_since_the_receipt_and_how_late_it_is(
    desk: Desk, roster: Roster
) -> None:
    desk.log(subject=SECRET, due_at=desk.clock.now() + timedelta(minutes=30))
    desk.clock.advance(timedelta(minutes=29))
    desk.house.sweeper.run()
    desk.settle()
    assert desk.window.due.alerts.alerts() == ()
    desk.clock.advance(timedelta(minutes=1))
    desk.house.sweeper.run()
    desk.settle()
    shown = window(desk)
    assert shown.isVisible()
    desk.clock.advance(timedelta(seconds=10))
    desk.window.tick()
    seen = readable()
    for words in ("Overdue", f"Matter due · {SECRET}", "00:30:10", "Late by", "00:00:10"):
        assert words in seen, words


def test_the_first_alert_of_a_night_comes_before_the_sweep_is_through_with_the_others(
    desk: Desk, roster: Roster, monkeypatch: pytest.MonkeyPatch
) -> None:
    through = threading.Event()
    monkeypatch.setattr(desk.house, "keep_watch", through.wait)
    desk.workplace.keep_watch()
    try:
        desk.house.alerts.confirm(desk.session, an_incident(Grade.II))
        desk.qtbot.waitUntil(lambda: window(desk).isVisible())
    finally:
        through.set()
    desk.settle()
