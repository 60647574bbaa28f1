"""The one outbound register of an event: every sending of all its reports, who noted it, who received it."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.reports.report_desk import ReportDesk
from ui.settings.rows_model import RowsModel, WordRow
from ui.terms import label
from ui.widgets.empty_page import EmptyPage
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.widgets.relative_time import full_time, relative_time
from ui.workplace import Workplace


class RegisterPart(QWidget):
    """The one outbound register of the event: every sending of all its reports."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        heads = (
            *(self.tr("Sent"), self.tr("No."), self.tr("Recipient"), self.tr("By"), self.tr("Why it may go")),
            *(self.tr("Noted by"), self.tr("Received, read back")),
        )
        self.rows = RowsModel(heads, self)
        self.table = QuietTable()
        self.table.setModel(self.rows)
        self.table.set_columns(
            (
                *(ColumnLook(width=96), ColumnLook(width=116, secondary=True), ColumnLook(strong=True)),
                *(ColumnLook(width=78), ColumnLook(width=118, secondary=True), ColumnLook(width=72, secondary=True)),
                ColumnLook(width=190),
            )
        )
        self.table.setAccessibleName(self.tr("Outbound register of the event"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyPage(
            icon="send",
            title=self.tr("Nothing of this event went out yet"),
            text=self.tr("Note each sending under Sending (D); it stands here for all reports of the event."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack)
        self.setFocusProxy(self.table)

    def show_desk(self, desk: ReportDesk) -> None:
        """Show every sending, the newest first."""
        now, zone = self._workplace.now(), self._workplace.zone
        self._stack.setCurrentWidget(self.table if desk.register else self.empty)
        self.rows.set_rows(
            [
                WordRow(
                    one.id,
                    (
                        relative_time(one.sent_at, now, zone),
                        one.number,
                        f"{label(one.recipient.act)} · {one.recipient.called}",
                        label(one.channel),
                        label(one.basis),
                        one.account_name,
                        f"{one.received_by} {one.read_back}".strip(),
                    ),
                    f"{full_time(one.sent_at, zone)} · {one.received_by} {one.read_back}".strip(),
                )
                for one in reversed(desk.register)
            ]
        )
