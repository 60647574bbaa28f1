"""What was moved today: every step of every instruction, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from html import escape

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from dutyroom.changes import Changes, Topic
from dutyroom.instructions.views import Moved
from dutyroom.log.model import Matter
from ui import theme
from ui.instructions.steps import said_of
from ui.terms import label
from ui.widgets.empty_page import EmptyPage
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.widgets.relative_time import full_time, relative_time
from ui.widgets.remembered import Remembered
from ui.workplace import Workplace

_Index = QModelIndex | QPersistentModelIndex


class MovedColumn(IntEnum):
    """The columns, from left to right."""

    TIME = 0
    STEP = 1
    UNIT = 2
    WORDS = 3
    SUBJECT = 4
    WHO = 5
    NUMBER = 6


_LOOKS = (
    ColumnLook(width=64),
    ColumnLook(width=104, strong=True),
    ColumnLook(width=140),
    ColumnLook(),
    ColumnLook(width=220, secondary=True),
    ColumnLook(width=76, secondary=True),
    ColumnLook(width=84, secondary=True),
)


class MovedModel(QAbstractTableModel):
    """The steps in a table."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._moved: list[Moved] = []

    def show_all(self, moved: Sequence[Moved]) -> None:
        """Show exactly these."""
        if list(moved) == self._moved:
            return
        self.beginResetModel()
        self._moved = list(moved)
        self.endResetModel()

    def moved(self, row: int) -> Moved | None:
        """Return the step in a row."""
        return self._moved[row] if 0 <= row < len(self._moved) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._moved)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(MovedColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Time"),
            self.tr("Step"),
            self.tr("Unit"),
            self.tr("Words"),
            self.tr("Instruction"),
            self.tr("Entered by"),
            self.tr("No."),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, and its tip."""
        moved = self.moved(index.row())
        if moved is None:
            return None
        column = MovedColumn(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(moved, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            if column is MovedColumn.TIME:
                return full_time(moved.step.told_at, self._workplace.zone)
            return escape(self._text(moved, column))
        return None

    def _text(self, moved: Moved, column: MovedColumn) -> str:
        step = moved.step
        match column:
            case MovedColumn.TIME:
                return relative_time(step.told_at, self._workplace.now(), self._workplace.zone)
            case MovedColumn.STEP:
                return label(step.kind)
            case MovedColumn.UNIT:
                return step.unit_name
            case MovedColumn.WORDS:
                return said_of(step, self._workplace.zone)
            case MovedColumn.SUBJECT:
                return moved.subject
            case MovedColumn.WHO:
                return step.account_name
            case MovedColumn.NUMBER:
                return moved.number


class MovedView(QWidget):
    """The steps of today."""

    opened = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._stale = True
        self.model = MovedModel(workplace, self)
        self.table = QuietTable()
        self._count = QLabel()
        self._empty = EmptyPage(
            icon="due",
            title=self.tr("Nothing was moved today"),
            text=self.tr("Relay, chase and feedback that are noted today stand here, newest first."),
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self.table.activated.connect(self._activated)
        workplace.changed.connect(self._hear)

    @Slot()
    def refresh(self) -> None:
        """Read the steps again."""
        house, session = self._workplace.house, self._workplace.session
        since, until = house.calendar.day_span(self._workplace.now().date())

        def question() -> tuple[Moved, ...]:
            return house.instruction_reader.moved(session, since, until)

        self._workplace.read(question, self, self._show, key="moved")

    def time_passed(self) -> None:
        """A minute passed: another day may have begun."""
        self._refresh_when_seen()

    def _show(self, moved: tuple[Moved, ...]) -> None:
        self.model.show_all(moved)
        self._count.setText(self.tr("{count} steps today").format(count=len(moved)))
        self._stack.setCurrentWidget(self.table if moved else self._empty)
        if moved and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        moved = self.model.moved(index.row())
        if moved is None:
            return
        house, session, number = self._workplace.house, self._workplace.session, moved.number

        def question() -> Matter | None:
            return house.log_reader.by_number(session, number)

        self._workplace.read(question, self, self._open, key="by number")

    def _open(self, matter: Matter | None) -> None:
        if matter is not None:
            self.opened.emit(matter.id)

    def _refresh_when_seen(self) -> None:
        self._stale = not self.isVisible()
        if not self._stale:
            self.refresh()

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.INSTRUCTIONS):
            self._workplace.reread(self, self._refresh_when_seen)

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.set_columns(_LOOKS)
        self.table.setAccessibleName(self.tr("What was moved today"))
        Remembered(self._workplace.seat, "moved", self.table)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self.setFocusProxy(self.table)
        theme.mark(self._count, type="secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().sizes.space_2)
        column.addWidget(self._count)
        column.addWidget(self._stack, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring up to date what changed behind another page."""
        super().showEvent(event)
        if self._stale:
            self._refresh_when_seen()
