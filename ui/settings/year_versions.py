"""The versions of a year with who accepted them when; one of them can be used again, the newest taken back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dutyroom.calendar.model import ArrangementVersion
from dutyroom.calendar.rules import shipped_calendar
from ui import theme
from ui.settings.holiday_dialogs import TakeBackDialog
from ui.settings.rows_model import RowsModel, WordRow
from ui.settings.year_reading import YearView
from ui.sign_in.card import with_icon
from ui.terms import label
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.widgets.relative_time import standard_time
from ui.workplace import Workplace

_ROWS = 5
_LOOKS = (ColumnLook(72), ColumnLook(140), ColumnLook(96, strong=True), ColumnLook(112), ColumnLook())


class YearVersions(QWidget):
    """``chosen`` carries the version the keyboard is on, or None for what the program ships; ``refused`` an error."""

    chosen = Signal(object)
    refused = Signal(object)

    def __init__(self, workplace: Workplace, *, may: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._view: YearView | None = None
        headings = (self.tr("Version"), self.tr("Time"), self.tr("Who"), self.tr("State"), self.tr("Source"))
        self._model = RowsModel(headings, self)
        self.table = QuietTable(self)
        self.again = QPushButton(self.tr("&Use this version again"), self)
        self.take_back = with_icon("withdraw", self.tr("Take &back…"), self)
        self._may = may
        self._build()
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.again.clicked.connect(self.use_again)
        self.take_back.clicked.connect(self.ask_take_back)

    def _build(self) -> None:
        self.table.setModel(self._model)
        self.table.set_columns(_LOOKS)
        self.table.setAccessibleName(self.tr("Versions of the year"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.again)
        buttons.addWidget(self.take_back)
        buttons.addStretch(1)
        for button in (self.again, self.take_back):
            button.setVisible(self._may)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().sizes.space_2)
        column.addWidget(self.table)
        column.addLayout(buttons)

    def show_view(self, view: YearView) -> None:
        """Show the versions of a year; the last row is what the program ships."""
        self._view = view
        shipped = shipped_calendar().arrangement(view.year)
        first = (self.tr("shipped"), "", "", label(shipped.status), shipped.source)
        self._model.set_rows([*(self._row(version) for version in view.versions), WordRow("0", first)])
        shown = min(self._model.rowCount(), _ROWS)
        self.table.setFixedHeight(theme.current().sizes.row * (shown + 1))
        self._show_state()

    def version(self) -> ArrangementVersion | None:
        """Return the version of the row the keyboard is on."""
        row = self._model.row(self.table.currentIndex().row())
        versions = self._view.versions if self._view is not None else ()
        return next((one for one in versions if row is not None and str(one.version) == row.key), None)

    @Slot()
    def use_again(self) -> None:
        """Accept the chosen version once more, as the newest."""
        version = self.version()
        if version is not None and version.arrangement is not None and self.again.isEnabled():
            accept = self._workplace.house.arrangements.accept
            act = partial(accept, self._workplace.session, version.arrangement, notice=version.notice)
            self._workplace.write(act, self, None, self.refused.emit)

    @Slot()
    def ask_take_back(self) -> None:
        """Ask why the arrangement is taken back."""
        if self._view is not None and self.take_back.isEnabled():
            TakeBackDialog(self._workplace, self._view.year, self).open()

    def _row(self, version: ArrangementVersion) -> WordRow:
        state = self.tr("taken back") if version.arrangement is None else label(version.arrangement.status)
        when = standard_time(version.accepted_at, self._workplace.zone)
        cells = (str(version.version), when, version.account_name, state, version.source)
        return WordRow(str(version.version), cells, tip=version.notice)

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_state()
        self.chosen.emit(self.version())

    def _show_state(self) -> None:
        newest = self._view.versions[0] if self._view is not None and self._view.versions else None
        version = self.version()
        self.take_back.setEnabled(newest is not None and newest.arrangement is not None)
        self.again.setEnabled(version is not None and version.arrangement is not None and version != newest)
