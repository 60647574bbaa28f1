"""The register of reports as a table: as many rows as there are, read page by page where one looks."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from html import escape

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dutyroom.incidents.model import Grade
from dutyroom.reports.model import Report, ReportState
from ui.reports.words import STATE_TONES, stage_text, waiting_text, waits_too_long
from ui.terms import label
from ui.theme import Tone
from ui.widgets.drill_mark import drill_word
from ui.widgets.quiet_table import MARK_ROLE, TONE_ROLE, ColumnLook
from ui.widgets.relative_time import full_time, relative_time
from ui.workplace import Workplace

_Index = QModelIndex | QPersistentModelIndex
PAGE = 50
_MOST_PAGES = 40
_NOT_READ = "…"


class Column(IntEnum):
    """The columns, from left to right."""

    STATE = 0
    NUMBER = 1
    STAGE = 2
    TITLE = 3
    GRADE = 4
    EVENT = 5
    WAITING = 6
    DRAFTED = 7
    DRAFTER = 8


LOOKS: dict[Column, ColumnLook] = {
    Column.STATE: ColumnLook(width=66),
    Column.NUMBER: ColumnLook(width=116, secondary=True),
    Column.STAGE: ColumnLook(width=86),
    Column.TITLE: ColumnLook(strong=True),
    Column.GRADE: ColumnLook(width=104, mark="grade", fits=Grade),
    Column.EVENT: ColumnLook(width=80, secondary=True),
    Column.WAITING: ColumnLook(width=134),
    Column.DRAFTED: ColumnLook(width=80),
    Column.DRAFTER: ColumnLook(width=66, secondary=True),
}


class ReportModel(QAbstractTableModel):
    """Reports in a table; ``page_wanted`` carries the first row of a page that is looked at and not read yet."""

    page_wanted = Signal(int)

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._pages: dict[int, tuple[Report, ...]] = {}
        self._asked: set[int] = set()
        self._total = 0

    def show_page(self, reports: Sequence[Report], offset: int, total: int) -> None:
        """Show these from ``offset`` on, among ``total``; every other page is read again when it is looked at."""
        same = total == self._total
        if not same:
            self.beginResetModel()
        self._total = total
        self._pages.clear()
        self._asked.clear()
        self._keep(reports, offset)
        if not same:
            self.endResetModel()
        elif total:
            self.dataChanged.emit(self.index(0, 0), self.index(total - 1, len(Column) - 1))

    def add_page(self, reports: Sequence[Report], offset: int) -> None:
        """Fill rows that were looked at."""
        if len(self._pages) >= _MOST_PAGES:
            self._pages.clear()
            self._asked.clear()
        self._keep(reports, offset)
        if reports:
            last = min(offset + len(reports), self._total) - 1
            self.dataChanged.emit(self.index(offset, 0), self.index(last, len(Column) - 1))

    def _keep(self, reports: Sequence[Report], offset: int) -> None:
        for start in range(0, len(reports), PAGE):
            self._pages[(offset + start) // PAGE] = tuple(reports[start : start + PAGE])

    def total(self) -> int:
        """Return how many reports there are by the conditions of the list."""
        return self._total

    def report(self, row: int) -> Report | None:
        """Return the report in a row, None where it is not read yet."""
        page = self._pages.get(row // PAGE, ())
        place = row % PAGE
        return page[place] if 0 <= row < self._total and place < len(page) else None

    def row_of(self, report_id: str) -> int:
        """Return the row of a report that was read, -1 for any other."""
        for page, reports in self._pages.items():
            for place, report in enumerate(reports):
                if report.id == report_id:
                    return page * PAGE + place
        return -1

    def refresh_times(self) -> None:
        """Let the columns that depend on the present moment be read again."""
        if self._total:
            for column in (Column.WAITING, Column.DRAFTED):
                self.dataChanged.emit(self.index(0, column), self.index(self._total - 1, column))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many rows there are."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("State"),
            self.tr("No."),
            self.tr("Stage"),
            self.tr("Title"),
            self.tr("Grade"),
            self.tr("Event"),
            self.tr("At the gate"),
            self.tr("Drafted"),
            self.tr("By"),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, its mark, tone and tip; a row that is not read yet asks for its page."""
        report = self.report(index.row())
        column = Column(index.column())
        if report is None:
            self._ask(index.row() // PAGE)
            return _NOT_READ if role == Qt.ItemDataRole.DisplayRole and column is Column.TITLE else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(report, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(report, column)
        if role == MARK_ROLE and column is Column.GRADE:
            return report.grade.value if report.grade else None
        if role == TONE_ROLE:
            return self._tone(report, column)
        return None

    def _ask(self, page: int) -> None:
        if page not in self._asked:
            self._asked.add(page)
            self.page_wanted.emit(page * PAGE)

    def _text(self, report: Report, column: Column) -> str:
        match column:
            case Column.STATE:
                return label(report.state)
            case Column.NUMBER:
                return report.number
            case Column.STAGE:
                return stage_text(report.stage, report.ordinal)
            case Column.TITLE:
                return f"{drill_word()} · {report.title}" if report.drill else report.title
            case Column.GRADE:
                return label(report.grade) if report.grade else ""
            case Column.EVENT:
                return report.matter_number
            case Column.WAITING:
                return waiting_text(report, self._workplace.now())
            case Column.DRAFTED:
                return relative_time(report.drafted_at, self._workplace.now(), self._workplace.zone)
            case Column.DRAFTER:
                return report.holder_name or report.drafter_name

    def _tip(self, report: Report, column: Column) -> str:
        if column is Column.DRAFTED:
            return full_time(report.drafted_at, self._workplace.zone)
        if column is Column.DRAFTER and report.holder_name:
            return escape(
                self.tr("Drafted by {drafter}, in the hands of {holder}").format(
                    drafter=report.drafter_name, holder=report.holder_name
                )
            )
        return escape(self._text(report, column))

    def _tone(self, report: Report, column: Column) -> Tone | None:
        if column is Column.STATE:
            return STATE_TONES[report.state]
        if report.state in (ReportState.WITHDRAWN, ReportState.CORRECTED):
            return Tone.NEUTRAL
        if report.drill and column in (Column.NUMBER, Column.TITLE):
            return Tone.DRILL
        if column is Column.WAITING and waits_too_long(report, self._workplace.now()):
            return Tone.DANGER
        return None
