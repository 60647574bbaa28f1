"""The table of a plan: a row for each day, a column for each place at the desk, for who leads, for who is at home."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import groupby

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dutyroom.calendar.model import Day
from dutyroom.frozen import dataclass
from dutyroom.roster.model import Assignment, Conflict, Slot
from dutyroom.roster.views import PlanFile
from ui.roster.month import LineKind, in_order, kind_of
from ui.roster.words import conflict_text, day_kind, kind_text, line_tag, nobody, post_text, short_date, why_lines
from ui.theme import Tone
from ui.widgets.quiet_table import TONE_ROLE

_Index = QModelIndex | QPersistentModelIndex
CONFLICT_ROLE = int(Qt.ItemDataRole.UserRole) + 121  # the worst Tone of what is wrong with the cell
SLOT_ROLE = int(Qt.ItemDataRole.UserRole) + 122  # the Slot of the cell
FIXED_COLUMNS = 2


@dataclass(frozen=True)
class Place:
    """A column: the kind of line, and which of several equal ones (from 0)."""

    kind: LineKind
    number: int


@dataclass(frozen=True)
class PlanGrid:
    """A plan laid out as days by places."""

    days: tuple[date, ...]
    places: tuple[Place, ...]
    cells: Mapping[tuple[date, Place], Assignment]

    def where(self, slot: Slot) -> tuple[int, int] | None:
        """Return row and column (of the places) of a slot, or None."""
        for (day, place), one in self.cells.items():
            if one.slot == slot:
                return self.days.index(day), self.places.index(place)
        return None


def grid_of(assignments: tuple[Assignment, ...]) -> PlanGrid:
    """Return the grid of a plan."""
    cells: dict[tuple[date, Place], Assignment] = {}
    by_date = sorted(assignments, key=lambda one: one.slot.date)
    for day, ones in groupby(by_date, key=lambda one: one.slot.date):
        for kind, same in groupby(in_order(ones), key=kind_of):
            for number, one in enumerate(same):
                cells[day, Place(kind, number)] = one
    order = list(LineKind)
    places = sorted({place for _day, place in cells}, key=lambda place: (order.index(place.kind), place.number))
    return PlanGrid(tuple(sorted({day for day, _place in cells})), tuple(places), cells)


class PlanModel(QAbstractTableModel):
    """Shows one plan; what is wrong with a slot is there for the delegate and on hover."""

    def __init__(self, day_of: Callable[[date], Day], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._day_of = day_of
        self._grid = PlanGrid((), (), {})
        self._wrong: dict[Slot, list[Conflict]] = {}

    def show_plan(self, file: PlanFile | None) -> None:
        """Show a plan, or nothing."""
        grid = grid_of(file.assignments) if file is not None else PlanGrid((), (), {})
        wrong: dict[Slot, list[Conflict]] = {}
        for conflict in file.conflicts if file is not None else ():
            wrong.setdefault(conflict.slot, []).append(conflict)
        same = (grid.days, grid.places) == (self._grid.days, self._grid.places)
        if same:
            self._grid, self._wrong = grid, wrong
            if grid.days:
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self._grid, self._wrong = grid, wrong
        self.endResetModel()

    def assignment(self, index: _Index) -> Assignment | None:
        """Return what stands in a cell, or None where that day has no such place."""
        if not index.isValid() or index.column() < FIXED_COLUMNS:
            return None
        place = self._grid.places[index.column() - FIXED_COLUMNS]
        return self._grid.cells.get((self._grid.days[index.row()], place))

    def index_of(self, slot: Slot) -> QModelIndex:
        """Return the cell of a slot, or an invalid index."""
        where = self._grid.where(slot)
        return QModelIndex() if where is None else self.index(where[0], where[1] + FIXED_COLUMNS)

    def wrong(self, slot: Slot) -> tuple[Conflict, ...]:
        """Return what is wrong with a slot."""
        return tuple(self._wrong.get(slot, ()))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return the number of days."""
        return 0 if parent.isValid() else len(self._grid.days)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return the number of columns."""
        return 0 if parent.isValid() else FIXED_COLUMNS + len(self._grid.places)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words over a column; equal places are numbered."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        if section < FIXED_COLUMNS:
            return (self.tr("Date"), self.tr("Kind of day"))[section]
        place = self._grid.places[section - FIXED_COLUMNS]
        several = sum(other.kind is place.kind for other in self._grid.places) > 1
        return f"{line_tag(place.kind)} {place.number + 1}" if several else line_tag(place.kind)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what stands in a cell."""
        if index.column() < FIXED_COLUMNS:
            return self._of_day(index, role)
        one = self.assignment(index)
        if one is None:
            return None
        wrong = self.wrong(one.slot)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return one.name if not one.empty else nobody()
        if role == CONFLICT_ROLE:
            return _tone(one, wrong)
        if role == SLOT_ROLE:
            return one.slot
        if role == Qt.ItemDataRole.ToolTipRole:
            sentences = [conflict_text(conflict, one.name) for conflict in wrong]
            return "\n".join((post_text(one.slot), *sentences, *why_lines(one)))
        return None

    def _of_day(self, index: _Index, role: int) -> object:
        day = self._day_of(self._grid.days[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            tip = role == Qt.ItemDataRole.ToolTipRole
            return short_date(day.date) if index.column() == 0 else day_kind(day) if tip else kind_text(day)
        if role == TONE_ROLE:
            return None if day.works else Tone.ACCENT
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Return that names can be chosen and dragged, and nothing else can."""
        one = self.assignment(index)
        if one is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
        return flags if one.empty else flags | Qt.ItemFlag.ItemIsDragEnabled


def _tone(one: Assignment, wrong: tuple[Conflict, ...]) -> Tone | None:
    if one.empty or any(conflict.kind.stops for conflict in wrong):
        return Tone.DANGER
    return Tone.WARNING if wrong else None
