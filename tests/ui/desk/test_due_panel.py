"""The panel 待办: what has a clock, the earliest first, in the tone of how near it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.desk.sitting import Desk, Key
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
