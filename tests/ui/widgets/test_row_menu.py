"""Any row of any table can be copied as it is seen, by key or by menu, and opened from its menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu
from pytestqt.qtbot import QtBot

from ui.widgets.quiet_table import ColumnLook, QuietTable


@pytest.fixture
def table(qtbot: QtBot) -> QuietTable:
    """Return three calls with number, unit, subject, and what nobody sees."""
    model = QStandardItemModel()
    model.setHorizontalHeaderLabels(["No.", "Unit", "Subject", "Hidden"])
    for number in range(1, 4):
        model.appendRow([QStandardItem(text) for text in (f"2026-000{number}", "东湖区", f"第{number}件", "看不见")])
    made = QuietTable()
    qtbot.addWidget(made)
    model.setParent(made)
    made.setModel(model)
    made.set_columns((ColumnLook(width=90), ColumnLook(width=90), ColumnLook(), ColumnLook(width=60)))
    made.setColumnHidden(3, True)
    made.resize(500, 300)
    made.show()
    made.selectRow(1)
    made.setFocus()
    QGuiApplication.clipboard().clear()
    return made


def copied() -> str:
    return QGuiApplication.clipboard().text()


def press_copy(qtbot: QtBot, table: QuietTable) -> None:
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def menu_of(table: QuietTable, row: int) -> list[str]:
    """Ask for the menu of a row as the right button of the mouse does, and return what it offers."""
    at = QPoint(20, table.rowViewportPosition(row) + 5) if row >= 0 else QPoint(20, 280)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, table.viewport().mapToGlobal(at))
    QApplication.sendEvent(table.viewport(), asked)
    return [action.text() for menu in table.findChildren(QMenu) for action in menu.actions()]


def choose(table: QuietTable, text: str) -> None:
    (menu,) = table.findChildren(QMenu)
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()


def test_ctrl_c_copies_the_whole_row_as_it_is_seen_and_not_one_cell(qtbot: QtBot, table: QuietTable) -> None:
    press_copy(qtbot, table)
    assert copied() == "2026-0002\t东湖区\t第2件", "what is hidden is not copied"
    table.horizontalHeader().moveSection(2, 0)
    press_copy(qtbot, table)
    assert copied() == "第2件\t2026-0002\t东湖区", "the columns stand as somebody laid them"
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.selectAll()
    press_copy(qtbot, table)
    assert [line.split("\t")[1] for line in copied().splitlines()] == ["2026-0001", "2026-0002", "2026-0003"]


def test_with_nothing_chosen_the_clipboard_keeps_what_it_has(qtbot: QtBot, table: QuietTable) -> None:
    QGuiApplication.clipboard().setText("别处复制的")
    table.clearSelection()
    press_copy(qtbot, table)
    assert copied() == "别处复制的"


def test_the_menu_of_a_row_opens_and_copies_it(qtbot: QtBot, table: QuietTable) -> None:
    assert menu_of(table, -1) == [], "below the rows there is nothing to be done"
    assert menu_of(table, 1) == ["Copy the row"], "a list in which nothing opens does not offer to"
    choose(table, "Copy the row")
    assert copied() == "2026-0002\t东湖区\t第2件"
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert table.findChildren(QMenu) == [], "a menu goes when it is closed"
    opened: list[int] = []
    table.activated.connect(lambda index: opened.append(index.row()))
    assert menu_of(table, 1) == ["Open", "Copy the row"]
    choose(table, "Open")
    assert opened == [1]
