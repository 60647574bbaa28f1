"""A table that somebody made as they like it is so again when they come back to this seat."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget
from pytestqt.qtbot import QtBot

from dutyroom.settings import REPORT_COLUMNS, REPORT_HALVES, SeatSettings
from ui.settings.rows_model import RowsModel
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.widgets.remembered import Remembered


def a_table(qtbot: QtBot, seat: SeatSettings) -> tuple[QuietTable, Remembered]:
    table = QuietTable()
    qtbot.addWidget(table)
    table.setModel(RowsModel(("Number", "Title"), table))
    table.set_columns((ColumnLook(width=100), ColumnLook()))
    remembered = Remembered(table.horizontalHeader(), seat, REPORT_COLUMNS)
    table.resize(600, 200)
    table.show()
    return table, remembered


def test_a_width_that_somebody_chose_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "seat.json"
    table, remembered = a_table(qtbot, SeatSettings(file))
    table.horizontalHeader().resizeSection(0, 173)
    remembered.keep()
    again, _remembered = a_table(qtbot, SeatSettings(file))
    assert again.columnWidth(0) == 173


def test_halves_come_back_and_what_is_broken_is_left_alone(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "seat.json"

    def halves(seat: SeatSettings) -> tuple[QSplitter, Remembered]:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        qtbot.addWidget(splitter)
        splitter.addWidget(QWidget())
        splitter.addWidget(QWidget())
        remembered = Remembered(splitter, seat, REPORT_HALVES)
        splitter.resize(600, 200)
        splitter.show()
        return splitter, remembered

    splitter, remembered = halves(SeatSettings(file))
    splitter.setSizes([420, 180])
    chosen = splitter.sizes()
    remembered.keep()
    again, _remembered = halves(SeatSettings(file))
    assert again.sizes() == chosen
    seat = SeatSettings(file)
    seat.put(REPORT_HALVES, "nonsense!")
    broken, _remembered = halves(seat)
    assert len(broken.sizes()) == 2
