"""Who was told of a plan, how, and whether they said so (R035, R077)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dutyroom.accounts.model import Right
from dutyroom.errors import DutyroomError
from dutyroom.roster.model import NoticeChannel
from dutyroom.roster.views import Notice, PlanFile
from ui import icons, theme
from ui.log.choices import Choice
from ui.settings.rows_model import RowsModel, WordRow
from ui.terms import explain, label
from ui.theme import Tone
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.workplace import Workplace

_SIZE = (720, 460)


class NoticesDialog(QDialog):
    """A table of everybody on the plan; ``changed`` carries the ``PlanFile`` after somebody was told."""

    changed = Signal(object)

    def __init__(self, workplace: Workplace, file: PlanFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workplace = workplace
        self._file = file
        self._may = workplace.session.may(Right.PLAN_ROSTER)
        self._title = QLabel(self.tr("Notices: {title}").format(title=file.head.title), self)
        self._count = QLabel(self)
        self.message = InlineMessage(self)
        headings = (self.tr("Name"), self.tr("Told"), self.tr("Acknowledged"))
        self.rows = RowsModel(headings, self)
        self.table = QuietTable(self)
        self.channel = Choice(NoticeChannel)
        self.tell = QPushButton(icons.icon("phone-out"), self.tr("&Told the marked ones"), self)
        self.tell_all = QPushButton(self.tr("Told &everybody left"), self)
        self.noted = QPushButton(icons.icon("check"), self.tr("They have &acknowledged"), self)
        self._close = QPushButton(self.tr("Close"), self)
        self._build()
        self._connect_signals()
        self._show(file)

    def _build(self) -> None:
        sizes = theme.current().sizes
        self.setWindowTitle(self._title.text())
        theme.mark(self._title, type="section")
        theme.mark(self._count, type="secondary")
        self.table.setModel(self.rows)
        self.table.set_columns((ColumnLook(width=110, strong=True), ColumnLook(), ColumnLook()))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setAccessibleName(self.tr("Notices"))
        self.channel.setAccessibleName(self.tr("How they were told"))
        for widget in (self.channel, self.tell, self.tell_all, self.noted):
            widget.setVisible(self._may)
        self._close.setDefault(True)
        foot = QHBoxLayout()
        foot.setSpacing(sizes.space_2)
        for widget in (self.channel, self.tell, self.tell_all, self.noted):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_4, sizes.space_5, sizes.space_4)
        column.setSpacing(sizes.space_3)
        for part in (self._title, self._count, self.message):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        scale = sizes.body / 13
        self.resize(round(_SIZE[0] * scale), round(_SIZE[1] * scale))

    def _connect_signals(self) -> None:
        self.tell.clicked.connect(self._tell_marked)
        self.tell_all.clicked.connect(self._tell_all)
        self.noted.clicked.connect(self._note)
        self._close.clicked.connect(self.accept)

    def marked(self) -> tuple[str, ...]:
        """Return the identities of those who are marked."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return tuple(row.key for row in map(self.rows.row, rows) if row is not None)

    @Slot()
    def _tell_marked(self) -> None:
        self._tell(self.marked())

    @Slot()
    def _tell_all(self) -> None:
        self._tell(tuple(one.member_id for one in self._file.notices if one.told_at is None))

    def _tell(self, members: tuple[str, ...]) -> None:
        if not members:
            self.message.say(MessageKind.INFO, self.tr("Mark whom you told."))
            return
        roster, session, channel = self._workplace.house.roster, self._workplace.session, self.channel.value()
        assert channel is not None
        self._do(partial(roster.notify, session, self._file.head.id, members, channel))

    @Slot()
    def _note(self) -> None:
        members = self.marked()
        if not members:
            self.message.say(MessageKind.INFO, self.tr("Mark who acknowledged."))
            return
        roster, session, plan_id = self._workplace.house.roster, self._workplace.session, self._file.head.id
        channel = self.channel.value()
        assert channel is not None

        def act() -> PlanFile:
            for member_id in members:
                file = roster.note_acknowledgement(session, plan_id, member_id, channel)
            return file

        self._do(act)

    def _do(self, act: Callable[[], PlanFile]) -> None:
        self.message.clear()
        self._workplace.write(act, self, self._done, self._refused)

    @Slot(object)
    def _done(self, file: PlanFile) -> None:
        self._show(file)
        self.changed.emit(file)

    @Slot(object)
    def _refused(self, error: DutyroomError) -> None:
        self.message.say(MessageKind.REFUSAL, explain(error))

    def _show(self, file: PlanFile) -> None:
        self._file = file
        kept = set(self.marked())
        self.rows.set_rows([self._row(one) for one in file.notices])
        for one in kept:
            self.table.selectRow(self.rows.place(one))
        done = sum(one.acknowledged_at is not None for one in file.notices)
        self._count.setText(
            self.tr("{done} of {all} have acknowledged").format(done=done, all=len(file.notices))
            if file.notices
            else self.tr("Nobody stands on this plan.")
        )

    def _row(self, one: Notice) -> WordRow:
        told = self.tr("not yet") if one.told_at is None else self._how(one.told_at, one.channel, one.told_by)
        if one.acknowledged_at is None:
            noted = self.tr("not yet")
        elif one.own:
            noted = self.tr("{time} under an own sign-in").format(time=self._time(one.acknowledged_at))
        else:
            noted = self._how(one.acknowledged_at, one.acknowledged_how, one.acknowledged_by)
        tone = Tone.WARNING if one.told_at is None else None
        return WordRow(one.member_id, (one.name, told, noted), tone=tone)

    def _how(self, at: datetime, channel: NoticeChannel | None, by: str) -> str:
        parts = [self._time(at), label(channel) if channel is not None else "", by]
        return "  ".join(part for part in parts if part)

    def _time(self, at: datetime) -> str:
        return f"{self._workplace.house.calendar.local(at):%m-%d %H:%M}"
