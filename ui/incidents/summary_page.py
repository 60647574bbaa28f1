"""The summary of events: a year against the year before, drawn as bars; drills apart."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dutyroom.accounts.model import Right
from dutyroom.changes import Changes, Topic
from dutyroom.documents.event_summary import key_words
from dutyroom.incidents.summary import Summary, Tally
from ui import theme
from ui.actions import Act, plain_text_of
from ui.terms import label, language
from ui.theme import Tone
from ui.widgets.bar_mark import Bar
from ui.widgets.pill import Pill
from ui.widgets.quiet_table import MARK_ROLE, ColumnLook, QuietTable
from ui.widgets.remembered import Remembered
from ui.workplace import Workplace

_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns, from left to right."""

    PART = 0
    NAME = 1
    YEAR = 2
    BEFORE = 3
    CHANGE = 4


LOOKS: dict[Column, ColumnLook] = {
    Column.PART: ColumnLook(width=110, secondary=True),
    Column.NAME: ColumnLook(width=220, strong=True),
    Column.YEAR: ColumnLook(mark="bar", strong=True),
    Column.BEFORE: ColumnLook(mark="bar"),
    Column.CHANGE: ColumnLook(width=90, right=True),
}


class SummaryModel(QAbstractTableModel):
    """The lines of a summary."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._summary: Summary | None = None
        self._lines: tuple[Tally, ...] = ()

    def show_summary(self, summary: Summary) -> None:
        """Show another summary."""
        self.beginResetModel()
        self._summary, self._lines = summary, summary.tallies
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        year = self._summary.year if self._summary else 0
        return ("", "", str(year), str(year - 1), self.tr("Change"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows: a name, or a number with its bar."""
        if not 0 <= index.row() < len(self._lines):
            return None
        line, column = self._lines[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, index.row(), column)
        if role == MARK_ROLE and column in (Column.YEAR, Column.BEFORE):
            most = max(max(one.count, one.before) for one in self._lines if one.part is line.part)
            return Bar(line.count if column is Column.YEAR else line.before, most)
        return None

    def _text(self, line: Tally, row: int, column: Column) -> str:
        match column:
            case Column.PART:
                first = row == 0 or self._lines[row - 1].part is not line.part
                return label(line.part) if first else ""
            case Column.NAME:
                return key_words(line, language())
            case Column.YEAR:
                return str(line.count)
            case Column.BEFORE:
                return str(line.before)
            case Column.CHANGE:
                return f"{line.change:+d}" if line.change else "0"


class SummaryPage(QWidget):
    """Counts a year; an earlier one is a key away, and the sheet goes to the preview."""

    left = Signal()
    print_wanted = Signal(int, bool)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._stale = False
        self.year = workplace.now().year
        self.model = SummaryModel(self)
        self.table = QuietTable()
        self.total = QLabel()
        self._title, self._drill = QLabel(), Pill(self.tr("Drill"), Tone.DRILL)
        self.back = QPushButton(plain_text_of(Act.BACK))
        self.earlier = QPushButton(self.tr("Year &before"))
        self.later = QPushButton(self.tr("Year &after"))
        self.drills = QCheckBox(self.tr("&Drills"))
        self.paper = QPushButton(self.tr("&Print or export…"))
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.earlier.clicked.connect(self._earlier)
        self.later.clicked.connect(self._later)
        self.drills.toggled.connect(self.refresh)
        self.paper.clicked.connect(self._print)
        workplace.changed.connect(self._hear)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Count again."""
        house, session, year, drills = (
            self._workplace.house,
            self._workplace.session,
            self.year,
            self.drills.isChecked(),
        )
        today = self._workplace.now().date()

        def question() -> Summary:
            return house.event_summary.of_year(session, year, today, drills=drills)

        self._workplace.read(question, self, self._take, key="summary")

    def _take(self, summary: Summary) -> None:
        self.model.show_summary(summary)
        self._title.setText(self.tr("Events of {year}").format(year=summary.year))
        self._drill.setVisible(summary.drills)
        change = summary.total - summary.before
        self.total.setText(
            self.tr("{count} events, {before} in the same time of the year before ({change})").format(
                count=summary.total, before=summary.before, change=f"{change:+d}"
            )
        )
        self.later.setEnabled(summary.year < self._workplace.now().year)

    @Slot()
    def _earlier(self) -> None:
        self.year -= 1
        self.refresh()

    @Slot()
    def _later(self) -> None:
        self.year += 1
        self.refresh()

    @Slot()
    def _print(self) -> None:
        self.print_wanted.emit(self.year, self.drills.isChecked())

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.INCIDENTS, Topic.MATTERS) and self.isVisible():
            self._workplace.reread(self, self.refresh)

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="page")
        theme.mark(self._title, type="title")
        theme.mark(self.total, type="secondary")
        theme.mark(self.back, kind="quiet")
        head = QHBoxLayout()
        head.setSpacing(sizes.space_3)
        for widget in (self.back, self._title, self._drill, self.total):
            head.addWidget(widget)
        head.addStretch(1)
        for control in (self.drills, self.earlier, self.later, self.paper):
            head.addWidget(control)
        self.paper.setVisible(self._workplace.session.may(Right.PRINT))
        self.table.setAccessibleName(self.tr("Summary of events"))
        self.table.setModel(self.model)
        self.table.set_columns([LOOKS[column] for column in sorted(LOOKS)])
        Remembered(self._workplace.seat, "summary", self.table)
        self.setFocusProxy(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_4, sizes.space_5, 0)
        column.setSpacing(sizes.space_3)
        column.addLayout(head)
        column.addWidget(self.table, 1)
