"""The desk: what is open in the order of doing, and counts that are true at this very minute."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as RichText
from PySide6.QtWidgets import QLabel

from dutyroom.log.model import Channel, Handling, Urgency
from tests.factories import a_classified_slip, an_officer
from tests.ui.desk.sitting import Desk, Key
from ui.actions import Act
from ui.log.matter_model import Column
from ui.theme import Tone
from ui.widgets.quiet_table import TONE_ROLE


def tiles(desk: Desk) -> dict[str, str]:
    return {key: tile.text() for key, tile in desk.window.pages.desk.tiles.items()}


def rows(desk: Desk, column: Column = Column.SUBJECT) -> list[str]:
    model = desk.window.pages.desk.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


@pytest.mark.req("R219", "R240")
def test_the_board_lists_open_matters_in_the_order_of_doing(desk: Desk) -> None:
    hours = {"later": 5, "sooner": 1}
    now = desk.clock.now()
    desk.log(subject="平件", urgency=Urgency.ROUTINE)
    desk.log(subject="加急，无时限", urgency=Urgency.URGENT)
    desk.log(subject="加急，较晚", urgency=Urgency.URGENT, due_at=now + timedelta(hours=hours["later"]))
    desk.log(subject="加急，较早", urgency=Urgency.URGENT, due_at=now + timedelta(hours=hours["sooner"]))
    desk.log(subject="特提", urgency=Urgency.FLASH)
    closed = desk.log(subject="已办结", urgency=Urgency.FLASH)
    desk.house.log.close(desk.session, closed.matter.id, "已办")
    desk.settle()
    assert rows(desk) == ["特提", "加急，较早", "加急，较晚", "加急，无时限", "平件"]


def test_the_tiles_count_what_the_lists_hold(desk: Desk) -> None:
    now = desk.clock.now()
    desk.log(due_at=now + timedelta(minutes=10))
    desk.log()
    done = desk.log(received_at=now - timedelta(days=2))
    desk.house.log.close(desk.session, done.matter.id, "已办")
    desk.settle()
    assert tiles(desk) == {"open": "2", "overdue": "0", "today": "2", "watch": "4"}
    assert len(rows(desk)) == 2


def test_a_tile_leads_to_what_it_counts_and_to_nothing_else(desk: Desk) -> None:
    now = desk.clock.now()
    desk.log(subject="前天的", received_at=now - timedelta(days=2), channel=Channel.FAX)
    desk.log(subject="已过时限", due_at=now + timedelta(minutes=1))
    done = desk.log(subject="办结了")
    desk.house.log.close(desk.session, done.matter.id, "已办")
    desk.clock.advance(timedelta(minutes=2))
    desk.window.tick()
    desk.settle()
    board, log = desk.window.pages.desk, desk.window.pages.log
    log.channel.choose(Channel.FAX)
    log.watch_button.setChecked(True)
    for key, expected in {
        "open": {"前天的", "已过时限"},
        "overdue": {"已过时限"},
        "today": {"已过时限", "办结了"},
    }.items():
        desk.window.go_to(Act.GO_DESK)
        desk.qtbot.mouseClick(board.tiles[key], Qt.MouseButton.LeftButton)
        desk.settle()
        assert desk.window.pages.current() is log
        assert {matter.subject for matter in log.model.matters()} == expected
        assert board.tiles[key].text() == str(len(expected))
    desk.window.go_to(Act.GO_DESK)
    desk.qtbot.mouseClick(board.tiles["watch"], Qt.MouseButton.LeftButton)
    assert desk.window.pages.current() is board, "entries are no matters: the work log of the watch shows them"


def test_a_matter_counts_as_overdue_the_minute_its_time_has_passed(desk: Desk) -> None:
    desk.log(due_at=desk.clock.now() + timedelta(minutes=10))
    desk.settle()
    assert tiles(desk)["overdue"] == "0"
    desk.clock.advance(timedelta(minutes=11))
    desk.window.tick()
    desk.settle()
    assert tiles(desk)["overdue"] == "1"
    cell = desk.window.pages.desk.model.index(0, Column.DUE)
    assert Tone(str(cell.data(TONE_ROLE))) is Tone.DANGER


def test_at_midnight_and_at_the_handover_the_counts_begin_anew(desk: Desk) -> None:
    desk.log()
    desk.settle()
    assert (tiles(desk)["today"], tiles(desk)["watch"]) == ("1", "1")
    desk.clock.advance(timedelta(hours=4, minutes=1))
    desk.window.tick()
    desk.settle()
    assert (tiles(desk)["today"], tiles(desk)["watch"]) == ("0", "1"), "the night shift goes on"
    desk.clock.advance(timedelta(hours=8, minutes=1))
    desk.window.tick()
    desk.settle()
    assert tiles(desk)["watch"] == "0"


def test_the_bars_show_each_hour_of_today(desk: Desk) -> None:
    now = desk.clock.now()
    for hours in (0, 0, 3):
        desk.log(received_at=now - timedelta(hours=hours))
    desk.settle()
    bars = desk.window.pages.desk.hours
    assert bars.accessibleDescription() == "17: 1, 20: 2"
    assert "3" in bars.toolTip()
    drawn = bars.grab()
    assert not drawn.isNull()


def test_an_empty_board_says_what_to_do(desk: Desk) -> None:
    seen = [label.text() for label in desk.window.pages.desk.findChildren(QLabel) if label.isVisible()]
    assert any("Press F2 when the phone rings" in text for text in seen)
    assert tiles(desk) == {"open": "0", "overdue": "0", "today": "0", "watch": "0"}


def test_a_row_says_the_way_the_unit_the_owner_and_the_due_time(desk: Desk) -> None:
    officer = an_officer(desk.house, desk.session)
    due = desk.clock.now() + timedelta(days=1)
    desk.log(owner_id=officer.id, due_at=due, handling=Handling.HANDLE, channel=Channel.ONLINE_OPINION)
    desk.settle()
    assert rows(desk, Column.OWNER) == ["周岚"]
    assert rows(desk, Column.RECEIVED) == ["20:38"]
    assert rows(desk, Column.DUE) == ["Tomorrow 20:38"]
    tip = desk.window.pages.desk.model.index(0, Column.DUE).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "2026-11-22 20:38:00"


@pytest.mark.req("R087")
def test_of_a_classified_item_the_board_shows_number_and_sender_only(desk: Desk) -> None:
    desk.house.log.open_matter(desk.session, a_classified_slip(desk.clock))
    desk.settle()
    assert rows(desk) == ["Classified item 云密〔2026〕17号"]
    assert rows(desk, Column.UNIT) == ["云岭市保密局"]


def test_arrows_and_enter_open_a_matter_and_the_row_stays_marked(desk: Desk) -> None:
    for subject in ("一", "二", "三"):
        desk.log(subject=subject)
        desk.clock.advance(timedelta(minutes=1))
    desk.settle()
    desk.press(Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    shown = desk.page.file()
    assert shown is not None
    assert shown.matter.subject == "二"
    desk.press(Key.Key_Escape)
    assert desk.focus() is desk.window.pages.desk.table
    assert desk.window.pages.desk.table.currentIndex().row() == 1


def test_a_tip_shows_what_was_typed_letter_by_letter(desk: Desk) -> None:
    desk.log(subject="<b>急</b>")
    desk.settle()
    tip = str(desk.window.pages.desk.model.index(0, Column.SUBJECT).data(Qt.ItemDataRole.ToolTipRole))
    assert not RichText.mightBeRichText(tip) or "&lt;b&gt;" in tip
