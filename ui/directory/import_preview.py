"""What an import would do, as a table: what is new, what changes from what to what, what is wrong where."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dutyroom.directory.directory_rows import Problem
from dutyroom.directory.model import Person, PhoneLabel, PhoneNumber, Unit, UnitKind
from dutyroom.directory.planning import Change, ImportPlan, Subject
from dutyroom.directory.rules import shown
from ui.directory.shelf import Shelf, called
from ui.terms import explain, label
from ui.widgets.quiet_table import ColumnLook

_Index = QModelIndex | QPersistentModelIndex
_Item = Unit | Person | PhoneNumber | Change | Problem


class Part(StrEnum):
    """The parts of a preview."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    PROBLEMS = "problems"


LOOKS: dict[Part, tuple[ColumnLook, ...]] = {
    Part.NEW: (ColumnLook(width=72, secondary=True), ColumnLook(width=220, strong=True), ColumnLook()),
    Part.CHANGED: (
        ColumnLook(width=56, secondary=True, right=True),
        ColumnLook(width=200, strong=True),
        ColumnLook(width=88, secondary=True),
        ColumnLook(width=200),
        ColumnLook(),
    ),
    Part.UNCHANGED: (ColumnLook(width=72, secondary=True), ColumnLook(strong=True)),
    Part.PROBLEMS: (
        ColumnLook(width=96, secondary=True),
        ColumnLook(width=56, right=True),
        ColumnLook(width=104, strong=True),
        ColumnLook(),
    ),
}


class PreviewModel(QAbstractTableModel):
    """One part of a plan at a time; the words of a row are made when it is painted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._part = Part.NEW
        self._items: dict[Part, Sequence[_Item]] = dict.fromkeys(Part, ())
        self._units: dict[str, Unit] = {}
        self._people: dict[str, Person] = {}
        self._numbers: dict[str, list[PhoneNumber]] = {}

    def set_plan(self, plan: ImportPlan, shelf: Shelf) -> None:
        """Take a plan for the directory of ``shelf``."""
        self.beginResetModel()
        self._units = dict(shelf.units) | {unit.id: unit for unit in (*plan.updated_units, *plan.new_units)}
        self._people = dict(shelf.people) | {person.id: person for person in (*plan.updated_people, *plan.new_people)}
        new = {unit.id for unit in plan.new_units} | {person.id for person in plan.new_people}
        self._numbers = {}
        for number in plan.new_numbers:
            self._numbers.setdefault(number.owner_id, []).append(number)
        beside = tuple(number for number in plan.new_numbers if number.owner_id not in new)
        same = (self._units.get(key) or self._people.get(key) for key in plan.unchanged)
        self._items = {
            Part.NEW: (*plan.new_units, *plan.new_people, *beside),
            Part.CHANGED: plan.changed,
            Part.UNCHANGED: tuple(owner for owner in same if owner is not None),
            Part.PROBLEMS: plan.problems,
        }
        self.endResetModel()

    def set_part(self, part: Part) -> None:
        """Show another part."""
        self.beginResetModel()
        self._part = part
        self.endResetModel()

    def count(self, part: Part) -> int:
        """Return the number of rows of a part."""
        return len(self._items[part])

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return the number of rows of the part that is shown."""
        return 0 if parent.isValid() else len(self._items[self._part])

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return the number of columns of the part that is shown."""
        return 0 if parent.isValid() else len(LOOKS[self._part])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a header."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and LOOKS[self._part][section].right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return self.headers()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def headers(self) -> tuple[str, ...]:
        """Return the headers of the part that is shown."""
        match self._part:
            case Part.NEW:
                return self.tr("What"), self.tr("Name"), self.tr("Details")
            case Part.CHANGED:
                return self.tr("Line"), self.tr("Name"), self.tr("Field"), self.tr("Before"), self.tr("After")
            case Part.UNCHANGED:
                return self.tr("What"), self.tr("Name")
            case Part.PROBLEMS:
                return self.tr("Sheet"), self.tr("Line"), self.tr("Column"), self.tr("What is wrong")

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what stands in a cell."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self.cells(index.row())[index.column()]

    def cells(self, at: int) -> tuple[str, ...]:
        """Return the words of a row."""
        item = self._items[self._part][at]
        match item:
            case Problem():
                return item.sheet, str(item.line) if item.line else "", item.column, explain(item.as_error())
            case Change():
                line = str(item.line) if item.line else ""
                return line, item.title, self._field(item), self._value(item, item.old), self._value(item, item.new)
            case PhoneNumber():
                return self.tr("Number"), self._owner(item.owner_id), _dialled(item)
            case _:
                what = self.tr("Unit") if isinstance(item, Unit) else self.tr("Person")
                return (what, item.name, self._details(item))[: len(LOOKS[self._part])]

    def sentence(self, at: int) -> str:
        """Return everything that a row says after its name, for reading it in full; empty beyond the end."""
        if not 0 <= at < self.rowCount():
            return ""
        cells = self.cells(at)
        return " → ".join(cells[-2:]) if self._part is Part.CHANGED else cells[-1]

    def names_sheets(self) -> bool:
        """Return whether the problems stand in named sheets."""
        return any(isinstance(item, Problem) and item.sheet for item in self._items[Part.PROBLEMS])

    def _details(self, owner: Unit | Person) -> str:
        parts: list[str] = []
        if isinstance(owner, Unit):
            above = self._units.get(owner.parent_id or "")
            parts += [owner.short_name, label(owner.kind), above.name if above else ""]
        else:
            parts += [self._owner(owner.unit_id), owner.post, self.tr("Leader") if owner.is_leader else ""]
        parts += [_dialled(number) for number in self._numbers.get(owner.id, ())]
        return " · ".join(part for part in parts if part)

    def _owner(self, owner_id: str) -> str:
        person = self._people.get(owner_id)
        if person is not None:
            return person.name
        unit = self._units.get(owner_id)
        return called(unit) if unit else ""

    def _field(self, change: Change) -> str:
        if change.subject is Subject.NUMBER:
            return label(PhoneLabel(change.field))
        names = {
            "name": self.tr("Name"),
            "short_name": self.tr("Short name"),
            "kind": self.tr("Kind"),
            "parent_id": self.tr("Below"),
            "unit_id": self.tr("Unit"),
            "post": self.tr("Post"),
            "is_leader": self.tr("Leader"),
            "portfolio": self.tr("Portfolio"),
            "remark": self.tr("Remark"),
            "active": self.tr("In use"),
        }
        return names.get(change.field, change.field)

    def _value(self, change: Change, value: str) -> str:
        if change.subject is not Subject.NUMBER and change.field == "kind":
            return label(UnitKind(value))
        if change.field in ("is_leader", "active"):
            return self.tr("yes") if value else self.tr("no")
        return " ".join(value.split()) or "—"


def _dialled(number: PhoneNumber) -> str:
    return f"{label(number.label)} {shown(number)}"
