"""A drill on the screen: asked about before it is one, violet wherever it shows, over every page until it is ended."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dutyroom.alerts.model import DeadlineKind
from dutyroom.incidents.events import EventFilter, NewFact
from tests.factories import a_sheet, a_slip
from tests.ui.desk.sitting import CTRL, Desk, Key
from tests.ui.incidents.test_event_form import choose, opened
from ui.actions import Act
from ui.alerts.rows import ALERT_ROLE
from ui.log.matter_model import Column
from ui.theme import Tone
from ui.widgets.pill import Pill
from ui.widgets.quiet_table import TONE_ROLE
from ui.widgets.two_lines import LINES_ROLE


@pytest.fixture
def drilling(desk: Desk) -> Desk:
    """A desk at which a drill and a real event are open, both alerting."""
    dead = [NewFact("deaths", Decimal(30))]
    slip = a_slip(desk.clock, subject="演练：青云路两车相撞", due_at=desk.clock.now() + timedelta(hours=1))
    desk.house.incidents.open_event(desk.session, slip, a_sheet(drill=True), dead)
    desk.clock.advance(timedelta(minutes=20))
    dead = [NewFact("deaths", Decimal(3))]
    desk.house.incidents.open_event(desk.session, a_slip(desk.clock), a_sheet(place="机场高速"), dead)
    desk.settle()
    desk.window.tick()
    return desk


def test_no_slip_of_the_hand_makes_a_drill(desk: Desk) -> None:
    form = opened(desk)
    choose(desk, form, "dljt")
    form.fields.place.setText("青云路")
    form.content.setPlainText("演练：两车相撞。")
    form.fields.drill.click()
    desk.settle()
    desk.dialog().activateWindow()
    desk.settle()
    assert not form.fields.drill.isChecked(), "it is asked about first"
    desk.press(Key.Key_Return)
    assert (desk.dialogs(), form.fields.drill.isChecked()) == ([], False), "Enter says that it is real"
    assert not form.drill_note.isVisible()
    form.fields.drill.click()
    desk.dialog().drill.click()
    assert form.fields.drill.isChecked()
    assert form.drill_note.isVisible()
    assert form.save_button.text() == "Save the drill"
    desk.window.slips.show_slips()
    form.fields.place.setFocus()
    desk.save()
    (drill,) = desk.house.event_reader.all(desk.session, EventFilter(drill=True))
    assert drill.number == "演2026-001"
    assert desk.window.drills.isVisible()
    call = desk.log()
    desk.look_at(call)
    desk.press(Key.Key_M)
    (form,) = desk.window.slips.events()
    assert not form.fields.drill.isEnabled(), "a call that was logged as real stays real"


def test_the_banner_stands_over_every_page_and_the_lock_until_the_drill_is_ended(drilling: Desk) -> None:
    desk = drilling
    banner = desk.window.drills
    assert banner.isVisible()
    assert "演2026-001" in banner.text()
    assert "(00:20)" in banner.text()
    assert desk.window.windowTitle().startswith("DRILL")
    desk.window.lock()
    desk.settle()
    assert banner.isVisible()
    assert "青云路" not in banner.text(), "a locked desk names no event"
    assert not banner.end_button.isVisible()
    desk.window.locking.unlock()
    banner.open_button.click()
    desk.settle()
    assert desk.window.pages.event_page.file() == desk.file(banner.drills()[0].id)
    strays = [one for one in QApplication.topLevelWidgets() if isinstance(one, Pill) and one.isVisible()]
    assert not strays, "no mark stands on the screen as a window of its own"
    desk.window.pages.event_page.close_matter()
    desk.settle()
    assert desk.dialog().windowTitle() == "End the drill", "its own key ends it with all that was joined"
    desk.dialog().reject()
    banner.end_button.click()
    desk.settle()
    desk.say("桌面推演结束")
    desk.press(Key.Key_Return, CTRL)
    desk.settle()
    assert not banner.isVisible()
    assert not desk.window.windowTitle().startswith("DRILL")
    assert desk.house.drills.standing(desk.session) == ()


def test_every_row_of_a_drill_says_so_and_the_real_alert_stands_first(drilling: Desk) -> None:
    desk = drilling
    window = desk.window.alarm.window
    assert window.windowTitle() == "Alert: Considerable", "the drill is worse, the real one is shown"
    assert not window._drill.isVisible()
    assert desk.speaker.playing == "III"
    rows = [desk.window.due.alerts.index(row) for row in range(2)]
    assert [row.data(ALERT_ROLE)[0].subject.drill for row in rows] == [False, True]
    assert rows[1].data(Qt.ItemDataRole.DisplayRole).startswith("Drill")
    real, drill = window.waiting()
    window.show_one(drill.id)
    assert window.windowTitle() == "Drill, alert: Extraordinary"
    assert window._drill.isVisible()
    due = desk.window.due.model
    lines = [due.index(row).data(LINES_ROLE) for row in range(due.rowCount())]
    by_drill = {line.drill: line for line in lines}
    assert set(by_drill) == {True, False}
    assert "演2026-001" in by_drill[True].secondary
    assert DeadlineKind.DRILL_OPEN in {item.kind for item in due.items()}
    desk.window.go_to(Act.GO_LOG)
    desk.settle()
    table = desk.window.pages.log.model
    shown = {table.matter(row).number: row for row in range(table.rowCount())}  # type: ignore[union-attr]
    index = table.index(shown["演2026-001"], Column.SUBJECT)
    assert (index.data(), index.data(TONE_ROLE)) == ("Drill · 演练：青云路两车相撞", Tone.DRILL)
    desk.window.go_to(Act.GO_DESK)
    desk.settle()
    board = desk.window.pages.desk
    assert [matter.number for matter in board.model.matters()] == ["2026-0001"]
    assert board.tiles["open"].text() == "1", "rows and count of the desk are asked alike"
    assert real.subject.number == "2026-0001"
