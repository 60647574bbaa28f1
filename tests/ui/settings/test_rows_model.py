"""A list of words is sorted by its headings: names by pinyin, figures by value, and back to the order it came in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.settings.rows_model import RowsModel, WordRow
from ui.widgets.quiet_table import ColumnLook, QuietTable

GIVEN = (("周岚", "9"), ("陈予", "10"), ("蔡知行", "2"), ("曾一", "10"))


def rows(*cells: tuple[str, str]) -> list[WordRow]:
    return [WordRow(name, (name, figure)) for name, figure in cells]


@pytest.fixture
def table(qtbot: QtBot) -> QuietTable:
    made = QuietTable()
    qtbot.addWidget(made)
    model = RowsModel(("Name", "Watches"), made)
    model.set_rows(rows(*GIVEN))
    made.setModel(model)
    made.set_columns((ColumnLook(width=100), ColumnLook()))
    made.sort_by_heading()
    made.resize(300, 200)
    made.show()
    return made


def names(table: QuietTable) -> list[str]:
    return [str(table.model().index(row, 0).data()) for row in range(table.model().rowCount())]


def click_heading(qtbot: QtBot, table: QuietTable, column: int) -> None:
    head = table.horizontalHeader()
    at = head.viewport().rect().center()
    at.setX(head.sectionViewportPosition(column) + 20)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_a_heading_sorts_by_pinyin_and_value_up_down_and_not_at_all(qtbot: QtBot, table: QuietTable) -> None:
    as_given = [name for name, _figure in GIVEN]
    assert names(table) == as_given
    click_heading(qtbot, table, 0)
    assert names(table) == ["蔡知行", "曾一", "陈予", "周岚"]
    click_heading(qtbot, table, 0)
    assert names(table) == ["周岚", "陈予", "曾一", "蔡知行"]
    click_heading(qtbot, table, 0)
    assert names(table) == as_given
    click_heading(qtbot, table, 1)
    assert names(table) == ["蔡知行", "周岚", "陈予", "曾一"], "9 comes before 10, and what is equal stays as it came"


def test_whoever_was_marked_stays_marked_and_news_take_their_place(qtbot: QtBot, table: QuietTable) -> None:
    model = table.model()
    assert isinstance(model, RowsModel)
    table.selectRow(0)
    click_heading(qtbot, table, 0)
    assert table.currentIndex().data() == "周岚"
    assert [index.data() for index in table.selectionModel().selectedRows()] == ["周岚"]
    assert model.place("周岚") == table.currentIndex().row() == 3
    model.set_rows(rows(*GIVEN, ("冯越", "1")))
    assert names(table) == ["蔡知行", "曾一", "陈予", "冯越", "周岚"], "read again, it is sorted as before"
