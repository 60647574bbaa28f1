"""Columns keep the width they were left with, on this seat, whatever else is kept there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QStandardItemModel
from pytestqt.qtbot import QtBot

from dutyroom.settings import COLUMNS, SeatSettings
from ui.kept_columns import KeptColumns
from ui.widgets.quiet_table import ColumnLook, QuietTable

LOOKS = (ColumnLook(width=80), ColumnLook(), ColumnLook(width=60))


def a_table(qtbot: QtBot, seat: SeatSettings, name: str, looks: tuple[ColumnLook, ...] = LOOKS) -> QuietTable:
    table = QuietTable()
    qtbot.addWidget(table)
    table.setModel(QStandardItemModel(1, len(looks), table))
    table.set_columns(looks)
    KeptColumns(seat, name, table)
    return table


def test_the_widths_somebody_drew_come_back_for_each_table_by_itself(qtbot: QtBot, tmp_path: Path) -> None:
    seat = SeatSettings(tmp_path / "seat.json")
    first, second = a_table(qtbot, seat, "first"), a_table(qtbot, seat, "second")
    for table, width in ((first, 123), (second, 99)):
        table.horizontalHeader().resizeSection(0, width)
        table.findChildren(KeptColumns)[0].keep_now()
    seat = SeatSettings(tmp_path / "seat.json")
    assert a_table(qtbot, seat, "first").columnWidth(0) == 123
    assert a_table(qtbot, seat, "second").columnWidth(0) == 99
    assert a_table(qtbot, seat, "first", LOOKS[:2]).columnWidth(0) == 80, "a table of another release begins anew"
    seat.put(COLUMNS, "{broken")
    assert a_table(qtbot, seat, "first").columnWidth(0) == 80
