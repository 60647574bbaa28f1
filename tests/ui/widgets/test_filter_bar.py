"""Chips narrow a list with mouse and keyboard alike."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.filter_bar import FilterBar


def bar(qtbot: QtBot, *, single: bool = False, required: bool = False) -> FilterBar:
    made = FilterBar(single=single, required=required)
    qtbot.addWidget(made)
    made.add("open", "待办", count=6)
    made.add("today", "今天", count=17)
    made.add("closed", "办结")
    return made


def chip(bar: FilterBar, at: int) -> QPushButton:
    return bar.findChildren(QPushButton)[at]


def click(qtbot: QtBot, bar: FilterBar, at: int) -> None:
    qtbot.mouseClick(chip(bar, at), Qt.MouseButton.LeftButton)


def test_any_of_them_can_be_chosen_together(qtbot: QtBot) -> None:
    many = bar(qtbot)
    click(qtbot, many, 0)
    with qtbot.waitSignal(many.changed) as told:
        click(qtbot, many, 2)
    assert told.args == [frozenset({"open", "closed"})]


def test_of_single_chips_the_last_one_counts_and_can_be_let_go(qtbot: QtBot) -> None:
    one = bar(qtbot, single=True)
    click(qtbot, one, 0)
    click(qtbot, one, 1)
    assert one.chosen() == {"today"}
    click(qtbot, one, 1)
    assert one.chosen() == frozenset()


def test_a_required_choice_cannot_be_let_go(qtbot: QtBot) -> None:
    one = bar(qtbot, single=True, required=True)
    one.choose(frozenset({"today"}))
    with qtbot.assertNotEmitted(one.changed):
        click(qtbot, one, 1)
    assert one.chosen() == {"today"}


def test_arrow_keys_go_from_chip_to_chip_and_space_chooses(qtbot: QtBot) -> None:
    many = bar(qtbot)
    many.show()
    many.activateWindow()
    qtbot.waitUntil(many.isActiveWindow)
    chip(many, 0).setFocus()
    qtbot.keyClick(chip(many, 0), Qt.Key.Key_Right)
    assert chip(many, 1).hasFocus()
    qtbot.keyClick(chip(many, 1), Qt.Key.Key_Space)
    assert many.chosen() == {"today"}
    qtbot.keyClick(chip(many, 1), Qt.Key.Key_Left)
    qtbot.keyClick(chip(many, 0), Qt.Key.Key_Left)
    assert chip(many, 2).hasFocus()


def test_a_count_stands_behind_the_words_and_is_spoken(qtbot: QtBot) -> None:
    many = bar(qtbot)
    many.set_count("closed", 41)
    assert chip(many, 2).text() == "办结 41"
    assert chip(many, 2).accessibleName() == "办结 41"


def test_choosing_from_outside_is_silent(qtbot: QtBot) -> None:
    many = bar(qtbot)
    with qtbot.assertNotEmitted(many.changed):
        many.choose(frozenset({"open"}))
    assert many.chosen() == {"open"}


def test_chips_go_on_below_where_the_width_ends(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    many = bar(qtbot)
    many.setParent(page)
    page.show()
    many.show()
    many.resize(120, many.heightForWidth(120))
    QApplication.processEvents()
    lines = {each.y() for each in many.findChildren(QPushButton)}
    assert len(lines) > 1
    assert many.heightForWidth(120) > many.heightForWidth(600)
    assert all(many.rect().contains(each.geometry()) for each in many.findChildren(QPushButton))
