"""What the marks of a year calendar mean, each drawn beside its words."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dutyroom.calendar.model import LOCAL, ArrangementStatus, Day, DayType
from ui import theme
from ui.terms import label
from ui.widgets.day_mark import CellState, DayMark
from ui.widgets.flow_layout import FlowLayout

_SAMPLE = date(2000, 1, 1)


class DayLegend(QWidget):
    """The types of days in a row that wraps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self)
        for kind in DayType:
            self._add(Day(_SAMPLE, kind, ArrangementStatus.OFFICIAL), CellState(), label(kind))
        local = Day(_SAMPLE, DayType.HOLIDAY_REST_DAY, ArrangementStatus.OFFICIAL, f"{LOCAL}:")
        self._add(local, CellState(), self.tr("Local holiday"))
        plain = Day(_SAMPLE, DayType.WORKDAY, ArrangementStatus.OFFICIAL)
        self._add(plain, CellState(changed=True), self.tr("Changes"))
        self._add(plain, CellState(today=True), self.tr("Today"))

    def _add(self, day: Day, state: CellState, words: str) -> None:
        pair = QWidget(self)
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().sizes.space_1)
        text = QLabel(words, pair)
        theme.mark(text, type="caption")
        row.addWidget(DayMark(day, state, pair))
        row.addWidget(text)
        self._row.addWidget(pair)
