"""The log: what is chosen is what is listed and what is counted; it grows as one scrolls and copies as text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QModelIndex
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, open_house
from dutyroom.clock import SetClock
from dutyroom.log.model import Category, Channel, Handling, MatterState, Urgency
from dutyroom.settings import SeatSettings
from tests.conftest import Template
from tests.factories import EVENING, a_slip, an_officer
from tests.ui.desk.sitting import CTRL, Desk, Key, OpenDesk
from ui.actions import Act
from ui.log.page import LogPage

MANY = 180
CHIPS = {"open": MatterState.OPEN, "closed": MatterState.CLOSED, "withdrawn": MatterState.WITHDRAWN}


@pytest.fixture(scope="module")
def full_room(founded: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A room with 180 matters of four days: closed, withdrawn, overdue and waiting, by every channel."""
    folder = tmp_path_factory.mktemp("full") / "room"
    clock = SetClock(EVENING - timedelta(days=3))
    house = open_house(founded.copy_to(folder), founded.data_key, clock)
    session = house.accounts.sign_in(founded.account_id)
    channels, categories, urgencies = list(Channel), list(Category), list(Urgency)
    for number in range(MANY):
        due = clock.now() + timedelta(hours=5 if number % 3 else 200) if number % 2 else None
        slip = a_slip(
            clock,
            subject=f"第{number}件",
            content="内容",
            channel=channels[number % len(channels)],
            category=categories[number % len(categories)],
            urgency=urgencies[number % len(urgencies)],
            handling=Handling.HANDLE,
            due_at=due,
        )
        matter = house.log.open_matter(session, slip).matter
        if number % 5 == 0:
            house.log.close(session, matter.id, "已办")
        elif number % 11 == 0:
            house.log.withdraw(session, matter.id, "重复")
        clock.advance(timedelta(minutes=23))
    house.close()
    return Template(folder, founded.recovery_key, founded.data_key, founded.account_id)


@pytest.fixture
def full_house(full_room: Template, tmp_path: Path) -> Iterator[House]:
    house = open_house(full_room.copy_to(tmp_path / "full"), full_room.data_key, SetClock(EVENING))
    yield house
    house.close()


@pytest.fixture
def full(qtbot: QtBot, full_room: Template, full_house: House, seat: SeatSettings) -> Iterator[Desk]:
    """The desk of that room, on the page of the log."""
    clock = full_house.clock
    assert isinstance(clock, SetClock)
    desk = Desk(qtbot, full_house, full_house.accounts.sign_in(full_room.account_id), clock, seat)
    desk.press(Key.Key_2, CTRL)
    yield desk
    desk.leave()


def log_of(desk: Desk) -> LogPage:
    page = desk.window.pages.current()
    assert isinstance(page, LogPage)
    return page


def chip(page: LogPage, key: str) -> QPushButton:
    return next(button for button in page.state.findChildren(QPushButton) if button.property("key") == key)


def counted(page: LogPage, key: str) -> int:
    """Return the number behind the words of a chip."""
    return int(chip(page, key).text().split()[-1])


def fetch_all(desk: Desk, page: LogPage) -> list[str]:
    """Scroll to the very end and return the numbers of all rows."""
    while page.model.canFetchMore(QModelIndex()):
        page.model.fetchMore(QModelIndex())
        desk.settle()
    return numbers(page)


def numbers(page: LogPage) -> list[str]:
    return [str(page.model.index(row, 0).data()) for row in range(page.model.rowCount())]


def test_every_chip_counts_exactly_the_rows_it_leaves(full: Desk) -> None:
    page = log_of(full)
    assert len(fetch_all(full, page)) == MANY
    assert "180 matters" in [label.text() for label in page.findChildren(QLabel)]
    for key in ("open", "overdue", "closed", "withdrawn"):
        chip(page, key).click()
        full.settle()
        rows = fetch_all(full, page)
        assert len(rows) == len(set(rows)) == counted(page, key) > 0
        for row in range(len(rows)):
            matter = page.model.matter(row)
            assert matter is not None
            assert matter.overdue(EVENING) if key == "overdue" else matter.state is CHIPS[key]


def test_the_boxes_narrow_rows_and_counts_alike(full: Desk) -> None:
    page = log_of(full)
    for box, value in ((page.channel, Channel.FAX), (page.category, Category.MEETING), (page.urgency, Urgency.FLASH)):
        box.choose(value)  # type: ignore[attr-defined]
        full.settle()
        rows = fetch_all(full, page)
        expected = [number for number in range(MANY) if list(type(value))[number % len(type(value))] is value]
        assert len(rows) == len(expected)
        assert counted(page, "open") + counted(page, "closed") + counted(page, "withdrawn") == len(expected)
        chip(page, "closed").click()
        full.settle()
        assert len(fetch_all(full, page)) == counted(page, "closed")
        chip(page, "closed").click()
        box.setCurrentIndex(0)
        full.settle()


def test_the_list_grows_to_its_end_without_gap_or_double(full: Desk) -> None:
    page = log_of(full)
    assert page.model.rowCount() == 50
    bar = page.table.verticalScrollBar()
    for _ in range(6):
        bar.setValue(bar.maximum())
        full.settle()
    assert numbers(page) == [f"2026-{number:04d}" for number in range(MANY, 0, -1)]


def test_scrolling_on_while_another_choice_is_under_way_doubles_nothing(full: Desk) -> None:
    page = log_of(full)
    chip(page, "open").click()
    page.model.fetchMore(QModelIndex())
    full.settle()
    rows = fetch_all(full, page)
    assert len(rows) == len(set(rows)) == counted(page, "open")


@pytest.mark.req("R018")
def test_a_day_lists_what_was_received_on_it(full: Desk) -> None:
    page = log_of(full)
    page._choose_day()
    popup = page._popup
    assert popup is not None
    popup.calendar().clicked.emit(QDate(2026, 11, 20))
    full.settle()
    rows = fetch_all(full, page)
    since, until = full.house.calendar.day_span(EVENING.date() - timedelta(days=1))
    expected = [matter.number for matter in full.matters() if since <= matter.received_at < until]
    assert rows == expected != []
    assert page.day_button.text() == "2026-11-20"
    page.day_button.click()
    full.settle()
    assert len(fetch_all(full, page)) == MANY


def test_this_watch_lists_what_this_watch_has_logged(full: Desk) -> None:
    page = log_of(full)
    page.watch_button.click()
    full.settle()
    watch = full.house.calendar.watch_at(EVENING)
    expected = [matter.number for matter in full.matters() if matter.watch == watch]
    assert fetch_all(full, page) == expected
    assert counted(page, "open") + counted(page, "closed") + counted(page, "withdrawn") == len(expected)


def test_ctrl_c_copies_the_marked_row_as_text(full: Desk) -> None:
    page = log_of(full)
    page.table.setFocus()
    full.press(Key.Key_Down)
    full.press(Key.Key_C, CTRL)
    cells = QGuiApplication.clipboard().text().split("\t")
    assert cells[0] == "2026-0179"
    assert cells[3] == "第178件"


def test_enter_opens_the_marked_matter_and_esc_comes_back_to_its_row(full: Desk) -> None:
    page = log_of(full)
    page.table.setFocus()
    full.press(Key.Key_Down)
    full.press(Key.Key_Return)
    shown = full.page.file()
    assert shown is not None
    assert shown.matter.number == "2026-0179"
    full.press(Key.Key_Escape)
    marked = log_of(full).marked()
    assert marked is not None
    assert marked.number == "2026-0179"
    assert full.focus() is page.table


def test_a_new_matter_appears_on_top_and_the_marked_row_stays_marked(full: Desk) -> None:
    page = log_of(full)
    page.table.setFocus()
    full.press(Key.Key_Down)
    full.at_another_seat(lambda: full.log(subject="新来的"))
    assert numbers(page)[0] == "2026-0181"
    marked = page.marked()
    assert marked is not None
    assert marked.number == "2026-0179"


def test_news_do_not_throw_the_list_back_to_its_top(full: Desk) -> None:
    page = log_of(full)
    bar = page.table.verticalScrollBar()
    for _ in range(3):
        bar.setValue(bar.maximum())
        full.settle()
    at = page.table.rowAt(5)
    before = numbers(page)[at]
    full.at_another_seat(lambda: full.log(subject="新来的"))
    assert bar.value() > 0
    row = page.table.rowAt(5)
    assert abs(numbers(page).index(before) - row) <= 1


def test_an_overdue_matter_counts_as_soon_as_its_time_has_passed(desk: Desk) -> None:
    desk.log(due_at=desk.clock.now() + timedelta(minutes=10))
    desk.press(Key.Key_2, CTRL)
    page = log_of(desk)
    assert counted(page, "overdue") == 0
    desk.clock.advance(timedelta(minutes=11))
    desk.window.tick()
    desk.settle()
    assert counted(page, "overdue") == 1


def test_an_empty_log_says_what_to_do_and_its_button_does_it(desk: Desk) -> None:
    desk.press(Key.Key_2, CTRL)
    page = log_of(desk)
    seen = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert any("Press F2" in text for text in seen)
    page._empty.button().click()
    desk.settle()
    assert desk.focus() is desk.slip().caller.unit


def test_a_choice_without_a_match_says_so_and_not_that_nothing_was_ever_logged(full: Desk) -> None:
    page = log_of(full)
    page._choose_day()
    assert page._popup is not None
    page._popup.calendar().clicked.emit(QDate(2026, 10, 1))
    full.settle()
    seen = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert page.model.rowCount() == 0
    assert not any("Nothing is logged here yet" in text for text in seen)


def test_somebody_who_may_only_read_is_not_offered_a_new_call(desk: Desk, open_desk: OpenDesk) -> None:
    from dutyroom.accounts.model import Role

    reader: Session = desk.house.accounts.sign_in(an_officer(desk.house, desk.session, "阅览", Role.READER).id)
    desk.leave()
    other = open_desk(reader)
    other.window.go_to(Act.GO_LOG)
    other.settle()
    seen = [button.text() for button in other.window.findChildren(QPushButton) if button.isVisible()]
    assert not [text for text in seen if "New call" in text]
