"""Suggestions under a field: they never take the keyboard, never answer an old question, and know their keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QListView, QMainWindow, QPushButton, QVBoxLayout, QWidget
from PySide6.QtWidgets import QLineEdit as Field
from pytestqt.qtbot import QtBot

from ui.widgets.completion import CompletionPopup, CompletionRow

ROWS = (
    CompletionRow("1", "西岭县政府值班室", "县区 · 0999-8000012", "xlxzfzbs", ((0, 2),)),
    CompletionRow("2", "西岭县应急管理局", "县区 · 0999-8000013", "xlxyjglj", ((0, 2),)),
    CompletionRow("3", "西岭县委办公室", "县区 · 0999-8000014", "xlxwbgs", ((0, 2),), fill="西岭县委办"),
)


class Desk:
    """A window with two fields, the suggestions of the first, and Esc as the window's own key."""

    def __init__(self, qtbot: QtBot, *, preselect: bool = True) -> None:
        self.qtbot = qtbot
        self.window = QMainWindow()
        self.page = QWidget(self.window)
        self.field = Field(self.page)
        self.other = Field(self.page)
        self.button = QPushButton("保存", self.page)
        column = QVBoxLayout(self.page)
        for widget in (self.field, self.other, self.button):
            column.addWidget(widget)
        self.window.setCentralWidget(self.page)
        self.window.resize(600, 500)
        self.back = QAction(self.window)
        self.back.setShortcut("Esc")
        self.window.addAction(self.back)
        self.popup = CompletionPopup(self.field, preselect=preselect, delay_ms=0)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.field.setFocus()

    def commit(self, text: str) -> None:
        """Type as an input method does."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.field, event)

    def ask(self, text: str = "西岭") -> None:
        with self.qtbot.waitSignal(self.popup.wanted):
            self.commit(text)

    def open(self) -> None:
        self.ask()
        self.popup.show_rows(self.field.text(), ROWS)
        assert self.popup.is_open()

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.field, key)

    def key(self) -> str | None:
        row = self.popup.current()
        return None if row is None else row.key


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_the_owner_is_asked_for_what_was_typed(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.popup.wanted) as asked:
        desk.commit("西岭")
    assert asked.args == ["西岭"]


def test_the_field_keeps_the_keyboard_so_that_the_input_method_goes_on(desk: Desk) -> None:
    desk.open()
    assert desk.field.hasFocus()
    desk.commit("县")
    assert desk.field.text() == "西岭县"
    assert QApplication.activeWindow() is desk.window


def test_an_answer_to_an_older_question_is_ignored(desk: Desk) -> None:
    desk.ask()
    desk.commit("县")
    desk.popup.show_rows("西岭", ROWS)
    assert not desk.popup.is_open()


def test_an_answer_that_comes_after_the_field_was_left_is_ignored(desk: Desk) -> None:
    desk.ask()
    desk.other.setFocus()
    desk.popup.show_rows("西岭", ROWS)
    assert not desk.popup.is_open()


def test_an_empty_answer_closes_the_list(desk: Desk) -> None:
    desk.open()
    desk.popup.show_rows("西岭", ())
    assert not desk.popup.is_open()


def test_arrows_move_and_go_round(desk: Desk) -> None:
    desk.open()
    assert desk.key() == "1"
    desk.press(Qt.Key.Key_Down)
    assert desk.key() == "2"
    desk.press(Qt.Key.Key_Up)
    desk.press(Qt.Key.Key_Up)
    assert desk.key() == "3"
    desk.press(Qt.Key.Key_PageUp)
    assert desk.key() == "1"


def test_enter_chooses_and_fills_the_field(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    desk.press(Qt.Key.Key_Down)
    with qtbot.waitSignal(desk.popup.chosen) as chosen:
        desk.press(Qt.Key.Key_Return)
    assert chosen.args == [ROWS[1]]
    assert desk.field.text() == "西岭县应急管理局"
    assert not desk.popup.is_open()
    assert desk.field.hasFocus()


def test_tab_chooses_and_goes_on(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    desk.press(Qt.Key.Key_Up)
    with qtbot.waitSignal(desk.popup.chosen):
        desk.press(Qt.Key.Key_Tab)
    assert desk.field.text() == "西岭县委办"
    assert desk.other.hasFocus()


def test_esc_closes_the_list_and_not_the_page(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    with qtbot.assertNotEmitted(desk.back.triggered):
        desk.press(Qt.Key.Key_Escape)
    assert not desk.popup.is_open()
    assert desk.field.text() == "西岭"
    with qtbot.waitSignal(desk.back.triggered):
        desk.press(Qt.Key.Key_Escape)


def test_a_click_chooses(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    view = desk.window.findChild(QListView)
    assert view is not None
    place = view.visualRect(view.model().index(2, 0)).center()
    with qtbot.waitSignal(desk.popup.chosen) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [ROWS[2]]
    assert desk.field.hasFocus()


def test_without_preselection_enter_belongs_to_the_field_until_a_row_is_moved_to(qtbot: QtBot) -> None:
    desk = Desk(qtbot, preselect=False)
    desk.open()
    assert desk.key() is None
    with qtbot.assertNotEmitted(desk.popup.chosen), qtbot.waitSignal(desk.field.returnPressed):
        desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Down)
    with qtbot.waitSignal(desk.popup.chosen):
        desk.press(Qt.Key.Key_Return)


def test_leaving_the_field_closes_the_list(desk: Desk) -> None:
    desk.open()
    desk.other.setFocus()
    assert not desk.popup.is_open()


def test_clearing_the_field_closes_the_list_and_asks_nothing(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    with qtbot.assertNotEmitted(desk.popup.wanted, wait=20):
        desk.press(Qt.Key.Key_Backspace)
        desk.press(Qt.Key.Key_Backspace)
    assert not desk.popup.is_open()


def test_the_list_lies_over_the_field_where_there_is_no_room_below(desk: Desk) -> None:
    desk.page.layout().removeWidget(desk.field)
    desk.page.layout().addWidget(desk.field)
    QApplication.processEvents()
    desk.open()
    view = desk.window.findChild(QListView)
    assert view is not None
    bottom = view.mapTo(desk.window, view.rect().bottomLeft()).y()
    assert bottom <= desk.field.mapTo(desk.window, desk.field.rect().topLeft()).y()
    assert desk.window.rect().contains(view.parentWidget().geometry())


def test_a_screen_reader_hears_the_whole_row(desk: Desk) -> None:
    desk.open()
    view = desk.window.findChild(QListView)
    assert view is not None
    spoken = view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "西岭县政府值班室, 县区 · 0999-8000012, xlxzfzbs"


def test_while_characters_are_being_composed_nobody_is_asked(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(desk.popup.wanted, wait=20):
        QApplication.sendEvent(desk.field, QInputMethodEvent("xi'ling", []))
