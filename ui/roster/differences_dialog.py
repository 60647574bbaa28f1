"""What a version of a plan changes against the one before."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dutyroom.errors import DutyroomError
from dutyroom.roster.model import SlotChange
from dutyroom.roster.views import PlanFile
from ui import theme
from ui.roster.words import date_text, nobody, post_text
from ui.settings.rows_model import RowsModel, WordRow
from ui.terms import explain
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.workplace import Workplace

_SIZE = (620, 420)


class DifferencesDialog(QDialog):
    """A table of slots: before and after."""

    def __init__(self, workplace: Workplace, file: PlanFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._head = file.head
        self._title = QLabel(self.tr("Version {version} against the one before").format(version=file.head.version))
        self._reason = QLabel(file.head.reason)
        self.message = InlineMessage(self)
        self.rows = RowsModel((self.tr("Date"), self.tr("Post"), self.tr("Before"), self.tr("Now")), self)
        self._table = QuietTable(self)
        self._build()
        roster, previous = workplace.house.roster, file.head.previous_id or ""
        call = partial(roster.differences, workplace.session, previous, file.head.id)
        workplace.read(call, self, self._show, self._refused)

    def _build(self) -> None:
        sizes = theme.current().sizes
        self.setWindowTitle(self._title.text())
        theme.mark(self._title, type="section")
        theme.mark(self._reason, type="secondary")
        self._reason.setWordWrap(True)
        self._table.setModel(self.rows)
        self._table.set_columns(
            (ColumnLook(width=130), ColumnLook(), ColumnLook(width=110), ColumnLook(width=110, strong=True))
        )
        self._table.setAccessibleName(self._title.text())
        close = QPushButton(self.tr("Close"), self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_4, sizes.space_5, sizes.space_4)
        column.setSpacing(sizes.space_3)
        column.addWidget(self._title)
        column.addWidget(self._reason)
        column.addWidget(self.message)
        column.addWidget(self._table, 1)
        column.addLayout(foot)
        scale = sizes.body / 13
        self.resize(round(_SIZE[0] * scale), round(_SIZE[1] * scale))

    @Slot(object)
    def _show(self, changes: tuple[SlotChange, ...]) -> None:
        self.rows.set_rows(
            [
                WordRow(
                    change.slot.id,
                    (
                        date_text(change.slot.date),
                        post_text(change.slot),
                        change.before or nobody(),
                        change.after or nobody(),
                    ),
                )
                for change in changes
            ]
        )
        if not changes:
            self.message.say(MessageKind.INFO, self.tr("No name differs yet."))

    @Slot(object)
    def _refused(self, error: DutyroomError) -> None:
        self.message.say(MessageKind.REFUSAL, explain(error))
