"""Past handovers as rows: when, who to whom, how punctual, what was pending and how old it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dutyroom.handover.model import HandoverKind
from dutyroom.handover.views import HandoverLine
from ui.handover.words import days_text, is_punctual, punctuality_text, short_watch_text
from ui.terms import label
from ui.theme import Tone
from ui.widgets.bar_mark import Bar
from ui.widgets.quiet_table import ICON_ROLE, MARK_ROLE, TONE_ROLE, ColumnLook
from ui.workplace import Workplace

_Index = QModelIndex | QPersistentModelIndex
WATCH, PEOPLE, PUNCTUAL, PENDING, OLDEST, LACKING, REVIEWED = range(7)
LOOKS = (
    ColumnLook(width=92),
    ColumnLook(strong=True),
    ColumnLook(width=92),
    ColumnLook(width=72, mark="bar"),
    ColumnLook(width=62, right=True),
    ColumnLook(width=60, right=True),
    ColumnLook(width=66),
)


class ReviewModel(QAbstractTableModel):
    """Rows of ``HandoverLine``, the oldest first."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = workplace.zone
        self._rows: tuple[HandoverLine, ...] = ()
        self._most = 0

    def show_all(self, rows: Sequence[HandoverLine]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._most = max((one.handover.pending for one in rows), default=0)
        self.endResetModel()

    def line(self, row: int) -> HandoverLine | None:
        """Return a row, or None where there is none."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, handover_id: str) -> int:
        """Return where a handover stands, or -1."""
        return next((row for row, one in enumerate(self._rows) if one.handover.id == handover_id), -1)

    def day_of(self, row: int) -> date | None:
        """Return the day of a handover, in the room's zone."""
        one = self.line(row)
        return one.handover.due_at.astimezone(self._zone).date() if one is not None else None

    def row_of_day(self, row: int, step: int) -> int:
        """Return the first handover of the next day that has one, or of the day before; -1 where there is none."""
        here = self.day_of(row)
        days = [self.day_of(place) for place in range(len(self._rows))]
        if here is None:
            return -1
        wanted = [day for day in days if day is not None and (day > here if step > 0 else day < here)]
        if not wanted:
            return -1
        return days.index(min(wanted) if step > 0 else max(wanted))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many handovers there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(LOOKS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a heading."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            self.tr("Watch"),
            self.tr("From, to"),
            self.tr("Punctuality"),
            self.tr("Pending"),
            self.tr("Oldest"),
            self.tr("Lacking"),
            self.tr("Reviewed"),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell, its tone, its bar, or what hovering says."""
        line = self.line(index.row())
        if line is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(line, column)
        if role == MARK_ROLE and column == PENDING:
            return Bar(line.handover.pending, self._most)
        if role == TONE_ROLE:
            return self._tone(line, column)
        if role == ICON_ROLE and column == REVIEWED:
            return "check" if line.handover.reviewed_at else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line)
        return None

    def _words(self, line: HandoverLine, column: int) -> str:
        if column == REVIEWED:
            return ""
        one = line.handover
        people = f"{one.outgoing_name or '—'} → {one.incoming_name or '—'}"
        if one.kind is not HandoverKind.ORDINARY:
            people = f"{people}  {label(one.kind)}"
        return (
            short_watch_text(one.watch),
            people,
            punctuality_text(line),
            str(one.pending),
            days_text(line.oldest_age) if one.pending else "—",
            f"{one.without_owner}·{one.without_next_step}" if one.without_owner or one.without_next_step else "—",
        )[column]

    def _tone(self, line: HandoverLine, column: int) -> Tone | None:
        if column == PUNCTUAL and not is_punctual(line):
            return Tone.DANGER
        if column == PEOPLE and line.handover.kind is HandoverKind.FORCED:
            return Tone.WARNING
        if column == LACKING and (line.handover.without_owner or line.handover.without_next_step):
            return Tone.WARNING
        return None

    def _tip(self, line: HandoverLine) -> str:
        one = line.handover
        parts = [self.tr("Lead: {name}").format(name=line.leader)] if line.leader else []
        parts.append(
            self.tr("Without owner: {owner}; without next step: {step}").format(
                owner=one.without_owner, step=one.without_next_step
            )
        )
        parts += [self.tr("Reason: {reason}").format(reason=one.reason)] if one.reason else []
        parts += [self.tr("Reviewed by {name}").format(name=one.reviewed_by)] if one.reviewed_by else []
        parts += [self.tr("Remarks: {count}").format(count=line.remarks)] if line.remarks else []
        parts += [self.tr("Corrections: {count}").format(count=line.corrections)] if line.corrections else []
        return "\n".join(parts)
