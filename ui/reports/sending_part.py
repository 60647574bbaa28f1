"""The sending of a report: everybody on its list at the left, whoever is marked at the right."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dutyroom.accounts.model import Right
from dutyroom.reports.model import Recipient
from dutyroom.reports.views import Script
from ui import theme
from ui.actions import Act, plain_text_of
from ui.reports.recipient_model import LOOKS, RecipientModel
from ui.reports.report_desk import ReportDesk
from ui.reports.sending_box import SendingBox
from ui.widgets.quiet_table import QuietTable
from ui.widgets.remembered import Remembered
from ui.workplace import Workplace


class SendingPart(QWidget):
    """Shows the list and notes what goes out; adding and taking off is asked of the page."""

    add_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._desk: ReportDesk | None = None
        self.model = RecipientModel(workplace, self)
        self.table = QuietTable()
        self.box = SendingBox(workplace)
        self.count = QLabel()
        self.add = QPushButton(plain_text_of(Act.ADD_RECIPIENT))
        self.remove = QPushButton(plain_text_of(Act.REMOVE_RECIPIENT))
        self._lay_out()
        self._connect_signals()

    def show_desk(self, desk: ReportDesk) -> None:
        """Show the list of a report; whoever was marked stays marked."""
        before, self._desk = self._desk, desk
        other = before is None or before.file.report.id != desk.file.report.id
        marked = [] if other else [one.key for one in self.marked()]
        self.model.show_desk(desk)
        rows = [row for row in map(self.model.row_of, marked) if row >= 0]
        if (other or not self.marked()) and self.model.rowCount():
            self._choose(rows[0] if rows else self._first_waiting())
        waiting = sum(not self.model.sent(one.key) for one in desk.file.standing())
        self.count.setText(
            self.tr("{count} on the list, {waiting} not told yet").format(
                count=len(desk.file.standing()), waiting=waiting
            )
        )
        writes = self._workplace.session.may(Right.WRITE_LOG) and not desk.file.report.state.over
        self.add.setEnabled(writes)
        self.remove.setEnabled(writes)
        self._show_marked()

    def marked(self) -> tuple[Recipient, ...]:
        """Return the recipients that are marked, from the top."""
        selection = self.table.selectionModel()
        rows = sorted(index.row() for index in selection.selectedRows()) if selection is not None else []
        return tuple(one for one in map(self.model.recipient, rows) if one is not None)

    def mark(self, key: str) -> None:
        """Mark one recipient."""
        self._choose(self.model.row_of(key))

    def _choose(self, row: int) -> None:
        """Mark one row alone; ``selectRow`` would add it or let go of it while Ctrl is held down for Ctrl+Enter."""
        chosen, selection = self.model.index(row, 0), self.table.selectionModel()
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        selection.setCurrentIndex(chosen, how)

    def _first_waiting(self) -> int:
        """Return the first row of somebody who can be told now and was not, else the first."""
        desk = self._desk
        if desk is None:
            return 0
        for row, one in enumerate(desk.file.standing()):
            if not self.model.sent(one.key) and desk.file.gate(one.gate).state.opens:
                return row
        return 0

    @Slot(QItemSelection, QItemSelection)
    def _selection_changed(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self._show_marked()

    def _show_marked(self) -> None:
        desk, marked = self._desk, self.marked()
        if desk is None:
            return
        writes = self._workplace.session.may(Right.WRITE_LOG) and not desk.file.report.state.over
        off = bool(marked) and bool(marked[0].removed_by)
        self.remove.setText(self.tr("Put back") if off else plain_text_of(Act.REMOVE_RECIPIENT))
        sent = self.model.sent(marked[0].key) if marked else ()
        self.box.show_recipients(desk.file.report.id, marked, sent, may_send=writes and not off)
        if not marked:
            return
        house, session, report_id, one = self._workplace.house, self._workplace.session, desk.file.report.id, marked[0]
        name = house.room.name

        def question() -> Script:
            return house.reports.script(session, report_id, one, name)

        self._workplace.read(question, self, self.box.show_script, key="script")

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self.count, type="secondary")
        self.table.setModel(self.model)
        self.table.set_columns([LOOKS[column] for column in sorted(LOOKS)])
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setAccessibleName(self.tr("Recipients"))
        Remembered(self._workplace.seat, "recipients", self.table)
        below = QHBoxLayout()
        below.addWidget(self.count)
        below.addStretch(1)
        below.addWidget(self.add)
        below.addWidget(self.remove)
        left = QVBoxLayout()
        left.setSpacing(sizes.space_2)
        left.addWidget(self.table, 1)
        left.addLayout(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.space_3)
        row.addLayout(left, 1)
        row.addWidget(self.box)
        self.setFocusProxy(self.table)

    def _connect_signals(self) -> None:
        self.table.selectionModel().selectionChanged.connect(self._selection_changed)
        self.add.clicked.connect(self.add_wanted)
        self.remove.clicked.connect(self.remove_wanted)
