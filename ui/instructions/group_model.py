"""Leaders or units with the number of their tasks, drawn, the one with the most first."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dutyroom.instructions.views import GroupCount
from ui.theme import Tone
from ui.widgets.bar_mark import Bar
from ui.widgets.quiet_table import MARK_ROLE, TONE_ROLE, ColumnLook

_Index = QModelIndex | QPersistentModelIndex


class GroupColumn(IntEnum):
    """The columns, from left to right."""

    NAME = 0
    TOTAL = 1
    OVERDUE = 2


GROUP_LOOKS = (ColumnLook(strong=True), ColumnLook(width=76, mark="bar"), ColumnLook(width=44, right=True))


class GroupModel(QAbstractTableModel):
    """Groups in a table; the first row stands for all of them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: list[GroupCount] = []
        self._whole = GroupCount("", 0, 0)

    def show_all(self, whole: GroupCount, groups: Sequence[GroupCount]) -> None:
        """Show these under one row for the whole."""
        if (self._whole, self._groups) == (whole, list(groups)):
            return
        self.beginResetModel()
        self._whole, self._groups = whole, list(groups)
        self.endResetModel()

    def name(self, row: int) -> str | None:
        """Return whose row it is, None for the whole; the room itself has an empty name."""
        return self._groups[row - 1].name if 0 < row <= len(self._groups) else None

    def row_of(self, name: str | None) -> int:
        """Return the row of a name, 0 (the whole) when it is not shown."""
        return next((at for at, group in enumerate(self._groups, start=1) if group.name == name), 0)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._groups) + 1

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(GroupColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Name"), self.tr("Tasks"), self.tr("Late"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        row = index.row()
        group = self._groups[row - 1] if row else self._whole
        column = GroupColumn(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            name = group.name or (self.tr("This room") if row else self.tr("All"))
            return (name, str(group.total), str(group.overdue) if group.overdue else "")[column]
        if role == MARK_ROLE and column is GroupColumn.TOTAL:
            return Bar(group.total, max(one.total for one in self._groups) if row else 0)
        if role == TONE_ROLE and column is GroupColumn.OVERDUE:
            return Tone.DANGER
        return None
