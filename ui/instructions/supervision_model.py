"""The tasks under supervision as a table; rows come page by page, in the order that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from enum import IntEnum
from html import escape

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dutyroom.instructions.model import SupervisionOrder
from dutyroom.instructions.views import Place, SupervisionPage, SupervisionRow
from ui.instructions.words import age_text, due_text, leader_text, standing_text, standing_tone, unit_of
from ui.terms import label
from ui.theme import Tone
from ui.widgets.quiet_table import MARK_ROLE, TONE_ROLE, ColumnLook
from ui.widgets.relative_time import full_time
from ui.workplace import Workplace

_Index = QModelIndex | QPersistentModelIndex
_SOON = timedelta(hours=24)


class Column(IntEnum):
    """The columns, from left to right."""

    DUE = 0
    UNIT = 1
    TASK = 2
    LEADER = 3
    STANDING = 4
    CHASED = 5
    OWNER = 6
    AGE = 7
    NUMBER = 8


LOOKS: dict[Column, ColumnLook] = {
    Column.DUE: ColumnLook(width=118, time=True),
    Column.UNIT: ColumnLook(width=176),
    Column.TASK: ColumnLook(strong=True),
    Column.LEADER: ColumnLook(width=120),
    Column.STANDING: ColumnLook(width=104),
    Column.CHASED: ColumnLook(width=56, right=True),
    Column.OWNER: ColumnLook(width=76, secondary=True),
    Column.AGE: ColumnLook(width=84, right=True, secondary=True),
    Column.NUMBER: ColumnLook(width=84, secondary=True),
}
ORDERS = {
    Column.DUE: SupervisionOrder.DUE,
    Column.UNIT: SupervisionOrder.UNIT,
    Column.LEADER: SupervisionOrder.LEADER,
    Column.AGE: SupervisionOrder.AGE,
}
"""The columns by which the page can be ordered; a click on their heads asks for it."""


class SupervisionModel(QAbstractTableModel):
    """Tasks in a table; ``more_wanted`` asks for the next page when the last row comes into sight."""

    more_wanted = Signal()

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._rows: list[SupervisionRow] = []
        self._after: Place | None = None
        self._asked = False

    @property
    def after(self) -> Place | None:
        """Return where the next page begins."""
        return self._after

    def show_first(self, page: SupervisionPage) -> None:
        """Show exactly this page."""
        self._after, self._asked = page.after, False
        if list(page.rows) == self._rows:
            self.refresh_times()
            return
        self.beginResetModel()
        self._rows = list(page.rows)
        self.endResetModel()

    def add(self, page: SupervisionPage) -> None:
        """Add the rows of the next page."""
        known = {row.task.id for row in self._rows}
        new = [row for row in page.rows if row.task.id not in known]
        self._after, self._asked = page.after, False
        if new:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._rows += new
            self.endInsertRows()

    def rows(self) -> Sequence[SupervisionRow]:
        """Return what is shown."""
        return self._rows

    def row(self, at: int) -> SupervisionRow | None:
        """Return what stands in a row."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def row_of(self, task_id: str) -> int:
        """Return the row of a task, -1 when it is not shown."""
        return next((at for at, row in enumerate(self._rows) if row.task.id == task_id), -1)

    def refresh_times(self) -> None:
        """Let what depends on the present moment be read again."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def canFetchMore(self, parent: _Index) -> bool:
        """Return whether more rows can be asked for."""
        return not parent.isValid() and self._after is not None and not self._asked

    def fetchMore(self, parent: _Index) -> None:
        """Ask for the next page."""
        self._asked = True
        self.more_wanted.emit()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heads of the columns; a tip says by which of them the page can be ordered."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.ToolTipRole and section in ORDERS:
            return label(ORDERS[Column(section)])
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Due"),
            self.tr("Unit"),
            self.tr("What has to be done"),
            self.tr("Leader"),
            self.tr("Standing"),
            self.tr("Chased"),
            self.tr("Answers"),
            self.tr("Age"),
            self.tr("No."),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, its tone and tip."""
        row = self.row(index.row())
        if row is None:
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column)
        if role == TONE_ROLE:
            return self._tone(row, column)
        if role == MARK_ROLE:
            return None
        return None

    def _text(self, row: SupervisionRow, column: Column) -> str:
        task, now = row.task, self._workplace.now()
        match column:
            case Column.DUE:
                return due_text(task, now, self._workplace.zone)
            case Column.UNIT:
                return unit_of(task)
            case Column.TASK:
                return task.text or row.subject
            case Column.LEADER:
                return leader_text(row.leader_name, row.leader_post)
            case Column.STANDING:
                return label(task.standing)
            case Column.CHASED:
                return str(row.chased) if row.chased else ""
            case Column.OWNER:
                return task.owner_name or "—"
            case Column.AGE:
                return age_text(row.age(now))
            case Column.NUMBER:
                return row.number

    def _tip(self, row: SupervisionRow, column: Column) -> str:
        zone = self._workplace.zone
        match column:
            case Column.DUE if row.task.due_at is not None:
                return f"{full_time(row.task.due_at, zone)}  {label(row.task.pace)}"
            case Column.AGE:
                return full_time(row.received_at, zone)
            case Column.TASK:
                return escape(row.subject)
            case Column.STANDING:
                return standing_text(row.task)
            case _:
                return escape(self._text(row, column))

    def _tone(self, row: SupervisionRow, column: Column) -> Tone | None:
        task, now = row.task, self._workplace.now()
        if column is Column.STANDING:
            return standing_tone(task, now)
        if column is Column.DUE and task.unfinished and task.due_at is not None:
            if task.overdue(now):
                return Tone.DANGER
            return Tone.WARNING if task.due_at - now < _SOON else None
        if column is Column.OWNER and not task.owner_name and task.unfinished:
            return Tone.WARNING
        return None
