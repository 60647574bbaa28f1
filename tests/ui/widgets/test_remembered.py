"""What somebody made as they like it is so again when they come back to this seat, whatever else is kept there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget
from pytestqt.qtbot import QtBot

from dutyroom.settings import COLUMNS, SeatSettings
from ui import theme
from ui.settings.rows_model import RowsModel
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.widgets.remembered import Remembered

LOOKS = (ColumnLook(width=80), ColumnLook(), ColumnLook(width=60))


def a_table(
    qtbot: QtBot, seat: SeatSettings, name: str = "one", looks: tuple[ColumnLook, ...] = LOOKS, *, sorts: bool = False
) -> tuple[QuietTable, Remembered]:
    table = QuietTable()
    qtbot.addWidget(table)
    table.setModel(RowsModel(tuple(f"column {place}" for place in range(len(looks))), table))
    table.set_columns(looks)
    if sorts:
        table.setSortingEnabled(True)
        table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    remembered = Remembered(seat, name, table)
    table.resize(600, 200)
    table.show()
    return table, remembered


def test_the_widths_somebody_drew_come_back_for_each_table_by_itself(qtbot: QtBot, tmp_path: Path) -> None:
    seat = SeatSettings(tmp_path / "seat.json")
    for name, width in (("first", 123), ("second", 99)):
        table, remembered = a_table(qtbot, seat, name)
        table.horizontalHeader().resizeSection(0, width)
        assert remembered._pause.isActive(), "it is kept when the mouse has come to rest"
        remembered.keep_now()
    seat = SeatSettings(tmp_path / "seat.json")
    assert a_table(qtbot, seat, "first")[0].columnWidth(0) == 123
    assert a_table(qtbot, seat, "second")[0].columnWidth(0) == 99
    assert a_table(qtbot, seat, "first", LOOKS[:2])[0].columnWidth(0) == 80, "a table of another release begins anew"
    for broken in (
        "{broken",
        "[1]",
        '{"first": [80, 0, 60]}',
        '{"first": {"widths": "wide"}}',
        "[" * 9999,
        '{"first": {"widths": [1e999]}}',
    ):
        seat.put(COLUMNS, broken)
        assert a_table(qtbot, seat, "first")[0].columnWidth(0) == 80


def test_a_hidden_column_keeps_the_width_it_had(qtbot: QtBot, tmp_path: Path) -> None:
    seat = SeatSettings(tmp_path / "seat.json")
    table, remembered = a_table(qtbot, seat)
    table.horizontalHeader().resizeSection(2, 77)
    remembered.keep_now()
    table.setColumnHidden(2, True)
    table.horizontalHeader().resizeSection(0, 111)
    remembered.keep_now()
    again, _remembered = a_table(qtbot, seat)
    assert (again.columnWidth(0), again.columnWidth(2)) == (111, 77)


def test_the_order_of_columns_and_of_rows_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    seat = SeatSettings(tmp_path / "seat.json")
    table, remembered = a_table(qtbot, seat, sorts=True)
    head = table.horizontalHeader()
    head.moveSection(2, 0)
    head.setSortIndicator(2, Qt.SortOrder.DescendingOrder)
    remembered.keep_now()
    head = a_table(qtbot, seat, sorts=True)[0].horizontalHeader()
    assert [head.logicalIndex(place) for place in range(3)] == [2, 0, 1]
    assert (head.sortIndicatorSection(), head.sortIndicatorOrder()) == (2, Qt.SortOrder.DescendingOrder)


def test_halves_come_back_and_what_is_broken_is_left_alone(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "seat.json"

    def halves(seat: SeatSettings) -> tuple[QSplitter, Remembered]:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        qtbot.addWidget(splitter)
        splitter.addWidget(QWidget())
        splitter.addWidget(QWidget())
        remembered = Remembered(seat, "halves", splitter)
        splitter.resize(600, 200)
        splitter.show()
        return splitter, remembered

    splitter, remembered = halves(SeatSettings(file))
    splitter.setSizes([420, 180])
    chosen = splitter.sizes()
    remembered.keep_now()
    again, _remembered = halves(SeatSettings(file))
    assert again.sizes() == chosen
    seat = SeatSettings(file)
    seat.put(COLUMNS, "nonsense!")
    broken, _remembered = halves(seat)
    assert len(broken.sizes()) == 2


def test_in_a_narrow_window_free_words_give_way_to_what_a_row_is_about_and_nobody_keeps_that(
    qtbot: QtBot, tmp_path: Path
) -> None:
    seat = SeatSettings(tmp_path / "seat.json")
    unit, subject, due = ColumnLook(width=240), ColumnLook(), ColumnLook(width=120, time=True)
    table, remembered = a_table(qtbot, seat, looks=(unit, subject, due))
    wide = [table.columnWidth(column) for column in range(3)]
    assert (wide[0], wide[2]) == (240, 120)
    table.resize(400, 200)
    assert table.columnWidth(1) >= 9 * theme.current().sizes.body, "what it is about can be made out"
    assert 6 * theme.current().sizes.body <= table.columnWidth(0) < 240, "the unit gives way"
    assert table.columnWidth(2) == 120, "a time that is cut is no time"
    assert sum(table.columnWidth(column) for column in range(3)) <= table.viewport().width(), "nothing is scrolled"
    remembered.keep_now()
    table.resize(600, 200)
    assert [table.columnWidth(column) for column in range(3)] == wide
    again, _remembered = a_table(qtbot, seat, looks=(unit, subject, due))
    assert again.columnWidth(0) == 240
