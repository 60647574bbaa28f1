"""The list of events as a table: the worst of the open ones first, as the reader puts them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from html import escape

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dutyroom.incidents.events import Incident
from dutyroom.incidents.model import Grade
from dutyroom.texts import term
from ui.incidents.event_parts import age_text, confirmed_text
from ui.terms import label, language
from ui.theme import Tone
from ui.widgets.quiet_table import MARK_ROLE, TONE_ROLE, ColumnLook
from ui.widgets.relative_time import full_time, relative_time
from ui.workplace import Workplace

_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns, from left to right."""

    GRADE = 0
    NUMBER = 1
    TITLE = 2
    MARKS = 3
    KIND = 4
    RECEIVED = 5
    STATE = 6


LOOKS: dict[Column, ColumnLook] = {
    Column.GRADE: ColumnLook(width=108, mark="grade", fits=Grade),
    Column.NUMBER: ColumnLook(width=86, secondary=True),
    Column.TITLE: ColumnLook(strong=True),
    Column.MARKS: ColumnLook(width=104),
    Column.KIND: ColumnLook(width=150, secondary=True),
    Column.RECEIVED: ColumnLook(width=118, time=True),
    Column.STATE: ColumnLook(width=150),
}


class IncidentModel(QAbstractTableModel):
    """Events in a table."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._incidents: list[Incident] = []
        self._overdue: frozenset[str] = frozenset()

    def show_all(self, incidents: Sequence[Incident], overdue: frozenset[str] = frozenset()) -> None:
        """Show exactly these; ``overdue`` are those with a deadline that is over."""
        if (list(incidents), overdue) == (self._incidents, self._overdue):
            return
        self.beginResetModel()
        self._incidents, self._overdue = list(incidents), overdue
        self.endResetModel()

    def incident(self, row: int) -> Incident | None:
        """Return the event in a row."""
        return self._incidents[row] if 0 <= row < len(self._incidents) else None

    def row_of(self, incident_id: str) -> int:
        """Return the row of an event, -1 when it is not shown."""
        return next((row for row, incident in enumerate(self._incidents) if incident.id == incident_id), -1)

    def refresh_times(self) -> None:
        """Let the column that depends on the present moment be read again."""
        if self._incidents:
            last = len(self._incidents) - 1
            self.dataChanged.emit(self.index(0, Column.RECEIVED), self.index(last, Column.RECEIVED))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._incidents)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Grade"),
            self.tr("No."),
            self.tr("Event"),
            self.tr("Marks"),
            self.tr("Kind"),
            self.tr("Received"),
            self.tr("State"),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, its mark, tone and tip."""
        incident = self.incident(index.row())
        if incident is None:
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(incident, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(incident, column)
        if role == MARK_ROLE and column is Column.GRADE:
            return incident.worst.value if incident.worst else None
        if role == TONE_ROLE:
            return self._tone(incident, column)
        return None

    def _text(self, incident: Incident, column: Column) -> str:
        match column:
            case Column.GRADE:
                return label(incident.worst) if incident.worst else self.tr("No grade")
            case Column.NUMBER:
                return incident.number
            case Column.TITLE:
                return incident.title
            case Column.MARKS:
                marks = [self.tr("Drill")] if incident.sheet.drill else []
                return " · ".join([*marks, *([self.tr("Sensitive")] if incident.sensitive else [])])
            case Column.KIND:
                return term("event_type", incident.sheet.type_id, language())
            case Column.RECEIVED:
                return relative_time(incident.received_at, self._workplace.now(), self._workplace.zone)
            case Column.STATE if incident.id in self._overdue:
                return self.tr("Report overdue")
            case Column.STATE:
                return confirmed_text(incident) if incident.open else self.tr("Closed")

    def _tip(self, incident: Incident, column: Column) -> str:
        if column is Column.RECEIVED:
            age = age_text(incident.received_at, self._workplace.house.clock.now())
            return f"{full_time(incident.received_at, self._workplace.zone)}  {age}"
        if column is Column.MARKS:
            return escape(incident.sheet.sensitive_why)
        return escape(self._text(incident, column))

    def _tone(self, incident: Incident, column: Column) -> Tone | None:
        if not incident.open:
            return Tone.NEUTRAL
        if column is Column.STATE and incident.id in self._overdue:
            return Tone.DANGER
        if column in (Column.NUMBER, Column.TITLE) and incident.sheet.drill:
            return Tone.DRILL
        if column is Column.MARKS:
            return Tone.DRILL if incident.sheet.drill else Tone.WARNING
        if column is Column.STATE and incident.graded_at is None:
            return Tone.ACCENT
        return None
