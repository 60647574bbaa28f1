"""Rows of words for the quiet tables of the settings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dutyroom.frozen import dataclass
from ui.theme import Tone
from ui.widgets.collation import collated
from ui.widgets.quiet_table import TONE_ROLE

_Index = QModelIndex | QPersistentModelIndex
_AS_GIVEN = -1


@dataclass(frozen=True)
class WordRow:
    """One row: what it is about, its cells, what hovering says, and the tone of the whole row if it has one."""

    key: str
    cells: tuple[str, ...]
    tip: str = ""
    tone: Tone | None = None


class RowsModel(QAbstractTableModel):
    """A table of ``WordRow`` under fixed headings."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._rows: tuple[WordRow, ...] = ()
        self._given: tuple[WordRow, ...] = ()
        self._sorted_by, self._order = _AS_GIVEN, Qt.SortOrder.AscendingOrder

    def set_rows(self, rows: Sequence[WordRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._given = tuple(rows)
        self._rows = self._arranged()
        self.endResetModel()

    def add_rows(self, rows: Sequence[WordRow]) -> None:
        """Add rows at the end; what is selected stays."""
        if not rows:
            return
        self._given = (*self._given, *rows)
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows = (*self._rows, *rows)
        self.endInsertRows()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by the words of a column; -1 goes back to the order in which the rows were given."""
        self._sorted_by, self._order = column, order
        self.layoutAboutToBeChanged.emit()
        held, before = self.persistentIndexList(), self._rows
        self._rows = self._arranged()
        places = {id(row): place for place, row in enumerate(self._rows)}
        moved = [self.index(places[id(before[index.row()])], index.column()) for index in held]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _arranged(self) -> tuple[WordRow, ...]:
        column = self._sorted_by
        if column == _AS_GIVEN:
            return self._given
        falls = self._order == Qt.SortOrder.DescendingOrder
        return tuple(sorted(self._given, key=lambda row: collated(row.cells[column]), reverse=falls))

    def row(self, at: int) -> WordRow | None:
        """Return a row, or None where there is none."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def place(self, key: str) -> int:
        """Return where the row of ``key`` stands, or -1."""
        return next((at for at, row in enumerate(self._rows) if row.key == key), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a heading."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headings[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell, or what hovering says."""
        row = self.row(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tip or None
        if role == TONE_ROLE:
            return row.tone
        return None
