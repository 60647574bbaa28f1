"""The panel 待办: what has a clock, the earliest first, in the tone of how near it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLabel

from dutyroom.alerts.model import DeadlineKind, Level, NewDeadline
from dutyroom.incidents.model import Grade
from tests.alerts.people import an_incident
from tests.ui.desk.sitting import Desk, Key
from ui.terms import label
from ui.theme import Tone
from ui.widgets.two_lines import LINES_ROLE, TwoLines


def lines(desk: Desk) -> list[TwoLines]:
    model = desk.window.due.model
    return [model.index(row).data(LINES_ROLE) for row in range(model.rowCount())]


@pytest.mark.req("R090")
def test_what_is_due_stands_there_with_the_time_that_is_left(desk: Desk) -> None:
    now = desk.clock.now()
    for subject, minutes in (("明日", 26 * 60), ("一小时内", 59), ("早已过时", 5), ("今夜", 180)):
        desk.log(subject=subject, due_at=now + timedelta(minutes=minutes))
    desk.log(subject="没有时限")
    desk.clock.advance(timedelta(minutes=10))
    desk.window.tick()
    desk.settle()
    shown = lines(desk)
    assert [line.title for line in shown] == ["早已过时", "一小时内", "今夜", "明日"]
    assert [line.tone for line in shown] == [Tone.DANGER, Tone.WARNING, None, None]
    assert [line.right for line in shown] == ["00:05 over", "00:49", "02:50", "1 d 01:50"]


def test_the_time_that_is_left_runs_by_the_minute(desk: Desk) -> None:
    desk.log(due_at=desk.clock.now() + timedelta(minutes=2))
    desk.settle()
    assert lines(desk)[0].right == "00:02"
    desk.clock.advance(timedelta(minutes=1))
    desk.window.tick()
    assert lines(desk)[0].right == "00:01"


def test_a_closed_matter_leaves_the_panel(desk: Desk) -> None:
    file = desk.log(due_at=desk.clock.now() + timedelta(minutes=2))
    desk.settle()
    assert len(lines(desk)) == 1
    desk.house.log.close(desk.session, file.matter.id, "已办")
    desk.settle()
    assert lines(desk) == []
    seen = [label.text() for label in desk.window.due.findChildren(QLabel) if label.isVisible()]
    assert any("Set one with D" in text for text in seen)


def test_enter_opens_what_is_due(desk: Desk) -> None:
    desk.log(subject="有时限", due_at=desk.clock.now() + timedelta(minutes=2))
    desk.settle()
    panel = desk.window.due
    panel.list.setFocus()
    panel.list.setCurrentIndex(panel.model.index(0))
    desk.press(Key.Key_Return)
    shown = desk.page.file()
    assert shown is not None
    assert shown.matter.subject == "有时限"


@pytest.mark.req("R090")
def test_everything_with_a_clock_stands_there_and_the_badge_counts_the_same_rows(desk: Desk) -> None:
    now = desk.clock.now()
    incident = an_incident(Grade.III, title="青云路货车侧翻")
    wanted = [
        NewDeadline(kind=DeadlineKind.WRITTEN, due_at=now + timedelta(minutes=50)),
        NewDeadline(kind=DeadlineKind.FOLLOW_UP, due_at=now + timedelta(hours=2), ordinal=2),
    ]
    desk.log(subject="来电", due_at=now + timedelta(minutes=30))
    with desk.house.store.write() as unit:
        desk.house.alerts.set_deadlines(unit, desk.session.actor, incident, wanted)
        unit.commit()
    desk.settle()
    shown = lines(desk)
    assert [(line.title, line.secondary.partition(" · ")[0]) for line in shown[1:]] == [
        (incident.title, label(DeadlineKind.WRITTEN)),
        (incident.title, f"{label(DeadlineKind.FOLLOW_UP)} 2"),
    ]
    panel = desk.window.due
    assert not panel.over.isVisible()
    desk.clock.advance(timedelta(minutes=40))
    desk.window.tick()
    assert (panel.over.text(), panel.over.isVisible()) == ("1 over", True)
    desk.house.sweeper.run()
    desk.settle()
    board = desk.house.alert_reader.due(desk.session)
    assert (panel.over.text(), board.over, board.total) == (f"{board.over} over", 1, len(lines(desk)))


def test_alerts_stand_on_top_and_one_of_them_opens_its_window(desk: Desk) -> None:
    panel = desk.window.due
    assert not panel.alert_list.isVisible()
    for number, grade in enumerate((Grade.III, Grade.II)):
        desk.house.alerts.confirm(desk.session, an_incident(grade, id=f"{number:032d}", title=f"事件{number}"))
    desk.settle()
    assert [one.level for one in panel.alerts.alerts()] == [Level.II, Level.III]
    assert panel.alert_list.isVisible()
    panel.alert_list.clicked.emit(panel.alerts.index(1))
    shown = desk.window.alarm.window.shown()
    assert shown is not None
    assert shown.level is Level.III
    desk.clock.advance(timedelta(seconds=5))
    desk.window.tick()
    assert panel.alerts.since(shown) == "00:00:05"
    panel.alert_list.clicked.emit(QModelIndex())
