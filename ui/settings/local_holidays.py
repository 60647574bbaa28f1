"""The local holidays: those that stand, and what was entered about them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dutyroom.calendar.model import LocalAct, LocalEntry, LocalHoliday
from ui import theme
from ui.settings.holiday_dialogs import AddLocalHolidayDialog, WithdrawLocalHolidayDialog
from ui.settings.rows_model import RowsModel, WordRow
from ui.settings.section import quiet
from ui.settings.year_reading import YearView
from ui.sign_in.card import with_icon
from ui.terms import label
from ui.theme import Tone
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.widgets.relative_time import standard_time
from ui.workplace import Workplace

_ROWS = 5
_LOOKS = (ColumnLook(104), ColumnLook(120, strong=True), ColumnLook(72), ColumnLook(), ColumnLook(96), ColumnLook(140))


class LocalHolidays(QWidget):
    """A table of every entry, newest day first; the ones withdrawn are quiet."""

    def __init__(self, workplace: Workplace, *, may: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._standing: dict[str, LocalHoliday] = {}
        headings = (
            self.tr("Day"),
            self.tr("Name"),
            self.tr("Entry"),
            self.tr("Source or reason"),
            self.tr("Who"),
            self.tr("Time"),
        )
        self._model = RowsModel(headings, self)
        self.table = QuietTable(self)
        self._none = quiet(self.tr("None. A day off that only this place has is added with its notice."), self)
        self.add = with_icon("add", self.tr("Add a &local holiday…"), self)
        self.withdraw = with_icon("withdraw", self.tr("&Withdraw…"), self)
        self._may = may
        self._build()
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.add.clicked.connect(self.ask_for_new)
        self.withdraw.clicked.connect(self.ask_withdraw)

    def _build(self) -> None:
        self.table.setModel(self._model)
        self.table.set_columns(_LOOKS)
        self.table.setAccessibleName(self.tr("Local holidays"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.withdraw)
        buttons.addStretch(1)
        for button in (self.add, self.withdraw):
            button.setVisible(self._may)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().sizes.space_2)
        column.addWidget(self._none)
        column.addWidget(self.table)
        column.addLayout(buttons)

    def show_view(self, view: YearView) -> None:
        """Show what was entered about local holidays of all years."""
        self._standing = {holiday.id: holiday for holiday in view.local_holidays}
        entries = sorted(enumerate(view.local_entries), key=_newest_day_first)
        self._model.set_rows([self._row(number, entry) for number, entry in entries])
        shown = min(len(entries), _ROWS)
        self.table.setVisible(bool(entries))
        self._none.setVisible(not entries)
        self.table.setFixedHeight(theme.current().sizes.row * (shown + 1))
        self._show_state()

    def holiday(self) -> LocalHoliday | None:
        """Return the local holiday of the row the keyboard is on, where it stands."""
        row = self._model.row(self.table.currentIndex().row())
        return self._standing.get(row.key.partition(" ")[0]) if row is not None else None

    def ask_for(self, day: date | None) -> None:
        """Ask for a new local holiday on ``day``."""
        if self._may:
            AddLocalHolidayDialog(self._workplace, day, self).open()

    @Slot()
    def ask_for_new(self) -> None:
        """Ask for a new local holiday."""
        self.ask_for(None)

    @Slot()
    def ask_withdraw(self) -> None:
        """Ask why the chosen one is withdrawn."""
        holiday = self.holiday()
        if holiday is not None:
            WithdrawLocalHolidayDialog(self._workplace, holiday, self).open()

    def _row(self, number: int, entry: LocalEntry) -> WordRow:
        when = standard_time(entry.entered_at, self._workplace.zone)
        holiday = entry.holiday
        cells = (holiday.day.isoformat(), holiday.name, label(entry.act), entry.source, entry.account_name, when)
        stands = entry.act is LocalAct.ADDED and holiday.id in self._standing
        return WordRow(f"{holiday.id} {number}", cells, tip=entry.source, tone=None if stands else Tone.NEUTRAL)

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_state()

    def _show_state(self) -> None:
        self.withdraw.setEnabled(self.holiday() is not None)


def _newest_day_first(entry: tuple[int, LocalEntry]) -> tuple[int, int]:
    return -entry[1].holiday.day.toordinal(), -entry[0]
