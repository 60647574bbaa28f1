"""The pending matters of a sheet as rows: ticked or not, where each stands, what the incoming reads back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dutyroom.handover.views import PendingMatter
from dutyroom.log.model import Secrecy
from ui.terms import label
from ui.theme import Tone
from ui.widgets.quiet_table import ICON_ROLE, TONE_ROLE, ColumnLook
from ui.widgets.relative_time import relative_time
from ui.workplace import Workplace

_Index = QModelIndex | QPersistentModelIndex
TICK, NUMBER, SUBJECT, STANDS, DUE, OWNER, READ_BACK = range(7)
LOOKS = (
    ColumnLook(width=46),
    ColumnLook(width=88, secondary=True),
    ColumnLook(strong=True),
    ColumnLook(width=140),
    ColumnLook(width=92, time=True),
    ColumnLook(width=70),
    ColumnLook(width=150),
)


class PendingModel(QAbstractTableModel):
    """Rows of ``PendingMatter``; a row whose words changed is painted anew, the rest stays."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._rows: tuple[PendingMatter, ...] = ()
        self._taking = False

    def show_all(self, rows: Sequence[PendingMatter], *, taking: bool) -> None:
        """Show other rows; where the matters are the same ones, the mark stays where it is.

        ``taking`` is whether the incoming goes through them now; before, what they will have to write is not lacking.
        """
        self._taking = taking
        same = [one.matter_id for one in rows] == [one.matter_id for one in self._rows]
        if same:
            self._rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, READ_BACK))
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def matter(self, row: int) -> PendingMatter | None:
        """Return a row, or None where there is none."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, matter_id: str) -> int:
        """Return where a matter stands, or -1."""
        return next((row for row, one in enumerate(self._rows) if one.matter_id == matter_id), -1)

    def open_rows(self) -> int:
        """Return how many are not ticked, or lack the line that they need."""
        return sum(not one.taken for one in self._rows)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many matters are pending."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(LOOKS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a heading."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            "✓",
            self.tr("No."),
            self.tr("Matter"),
            self.tr("Where it stands"),
            self.tr("Due"),
            self.tr("Owner"),
            self.tr("Read back"),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell, its tone, or what hovering says."""
        one = self.matter(index.row())
        if one is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(one, column)
        if role == ICON_ROLE and column == TICK:
            return "check" if one.ticked else None
        if role == TONE_ROLE:
            return self._tone(one, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(one, column)
        return None

    def _words(self, one: PendingMatter, column: int) -> str:
        now, zone = self._workplace.now(), self._workplace.zone
        match column:
            case 1:
                return one.number
            case 2:
                return one.subject or label(Secrecy.CLASSIFIED)
            case 3:
                return f"{label(one.last_kind)} {relative_time(one.last_at, now, zone)}"
            case 4:
                return relative_time(one.due_at, now, zone) if one.due_at else ""
            case 5:
                return one.owner_name
            case 6:
                return one.read_back or (self.tr("wanted: {rule}").format(rule=label(one.rule)) if one.rule else "")
            case _:
                return ""

    def _tone(self, one: PendingMatter, column: int) -> Tone | None:
        if column == READ_BACK and one.rule is not None and not one.read_back:
            return Tone.DANGER if self._taking else None
        if column == DUE and one.due_at is not None and one.due_at < self._workplace.now():
            return Tone.DANGER
        if column == STANDS and one.untouched:
            return Tone.WARNING
        return None

    def _tip(self, one: PendingMatter, column: int) -> str:
        if column == TICK and one.ticked:
            return self.tr("Ticked by {name}").format(name=one.ticked_by)
        carried = self.tr("On {count} sheets before").format(count=one.carried) if one.carried else ""
        still = self.tr("Nothing was written for {count} watches").format(count=one.untouched) if one.untouched else ""
        return "\n".join(part for part in (one.unit_name, one.last_text, carried, still) if part)
