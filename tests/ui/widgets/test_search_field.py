"""Searching waits for a pause, never asks twice, and Esc clears before it leaves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from ui.widgets.search_field import SearchField


@pytest.fixture
def field(qtbot: QtBot) -> SearchField:
    made = SearchField("搜索编号、单位、事由", pause_ms=0)
    qtbot.addWidget(made)
    return made


def commit(field: SearchField, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def test_words_are_asked_for_after_a_pause(field: SearchField, qtbot: QtBot) -> None:
    with qtbot.waitSignal(field.searched) as asked:
        commit(field, " 火情 ")
    assert asked.args == ["火情"]


def test_several_keys_in_a_row_are_one_question(qtbot: QtBot) -> None:
    field = SearchField(pause_ms=10_000)
    qtbot.addWidget(field)
    asked: list[str] = []
    field.searched.connect(asked.append)
    for key in "0417":
        qtbot.keyClicks(field, key)
    assert asked == []
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asked == ["0417"]


def test_clearing_asks_for_everything_again(field: SearchField, qtbot: QtBot) -> None:
    with qtbot.waitSignal(field.searched):
        commit(field, "火情")
    with qtbot.waitSignal(field.searched) as asked:
        field.clear_search()
    assert asked.args == [""]


def test_esc_clears_first_and_belongs_to_the_window_afterwards(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    field = SearchField(pause_ms=0, parent=window)
    window.setCentralWidget(field)
    back = QAction(window)
    back.setShortcut("Esc")
    window.addAction(back)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    commit(field, "火情")
    with qtbot.assertNotEmitted(back.triggered):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    with qtbot.waitSignal(back.triggered):
        qtbot.keyClick(field, Qt.Key.Key_Escape)


def test_the_field_has_a_name_for_screen_readers(field: SearchField, qtbot: QtBot) -> None:
    assert field.accessibleName() == "搜索编号、单位、事由"
    plain = SearchField()
    qtbot.addWidget(plain)
    assert plain.accessibleName() == "Search"
