"""The people of a unit in a table that is sorted by its headers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import IntEnum
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from dutyroom.directory.model import NumberCheck, Person, PhoneLabel, PhoneNumber
from dutyroom.directory.rules import shown
from ui import theme
from ui.directory.checks import check_hint, check_result
from ui.directory.shelf import Shelf
from ui.terms import label
from ui.theme import Tone
from ui.widgets.quiet_table import TONE_ROLE, ColumnLook, QuietTable

_Index = QModelIndex | QPersistentModelIndex
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_UNSORTED = -1
_FEWEST_ROWS = 4
_NARROW = 560
_TOLD_BY_LOOKS = (PhoneLabel.OFFICE, PhoneLabel.MOBILE)


class Column(IntEnum):
    """The columns."""

    NAME = 0
    POST = 1
    NUMBERS = 2
    CHECK = 3


LOOKS = (
    ColumnLook(width=96, strong=True),
    ColumnLook(width=132),
    ColumnLook(),
    ColumnLook(width=128, secondary=True),
)


class PeopleModel(QAbstractTableModel):
    """The people of one unit, in the order of their entry until a header is clicked."""

    def __init__(self, now: Callable[[], datetime], zone: ZoneInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._zone = zone
        self._shelf: Shelf | None = None
        self._unit_id = ""
        self._people: list[Person] = []
        self._sorted_by = _UNSORTED
        self._order = Qt.SortOrder.AscendingOrder

    def show_unit(self, shelf: Shelf, unit_id: str) -> None:
        """Show the people of a unit."""
        self.beginResetModel()
        self._shelf, self._unit_id = shelf, unit_id
        self._arrange()
        self.endResetModel()

    def person(self, at: int) -> Person | None:
        """Return the person in a row, or None."""
        return self._people[at] if 0 <= at < len(self._people) else None

    def place_of(self, person_id: str) -> int:
        """Return the row of a person, or -1."""
        return next((at for at, person in enumerate(self._people) if person.id == person_id), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return the number of people."""
        return 0 if parent.isValid() else len(self._people)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a header."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Name"), self.tr("Post"), self.tr("Numbers"), self.tr("Last check"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what stands in a cell."""
        person, shelf = self.person(index.row()), self._shelf
        if person is None or shelf is None:
            return None
        check = shelf.last_check_of(person.id)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(shelf, person, check, Column(index.column()))
        if role == TONE_ROLE and index.column() == Column.CHECK:
            return Tone.DANGER if check is not None and not check.reachable else None
        if role == Qt.ItemDataRole.ToolTipRole:
            if index.column() == Column.CHECK:
                return check_hint(check, self._zone) or None
            return self._text(shelf, person, check, Column(index.column())) or None
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 goes back to the order of entry."""
        current = self._people
        self._sorted_by, self._order = column, order
        self.layoutAboutToBeChanged.emit()
        before = [self.person(index.row()) for index in self.persistentIndexList()]
        self._arrange()
        if current != self._people:
            moved = [
                self.index(self.place_of(person.id), index.column()) if person else QModelIndex()
                for person, index in zip(before, self.persistentIndexList(), strict=True)
            ]
            self.changePersistentIndexList(self.persistentIndexList(), moved)
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        if self._shelf is None:
            return
        self._people = list(self._shelf.people_of(self._unit_id))
        if self._sorted_by != _UNSORTED:
            self._people.sort(key=self._sort_key, reverse=self._order == Qt.SortOrder.DescendingOrder)

    def _sort_key(self, person: Person) -> tuple[str, datetime]:
        if self._shelf is None:
            return "", _LONG_AGO
        if self._sorted_by == Column.CHECK:
            check = self._shelf.last_check_of(person.id)
            return "", check.at if check else _LONG_AGO
        if self._sorted_by == Column.NUMBERS:
            number = self._shelf.main_number(person.id)
            return shown(number) if number else "", _LONG_AGO
        return (person.post if self._sorted_by == Column.POST else person.pinyin or person.name), _LONG_AGO

    def _text(self, shelf: Shelf, person: Person, check: NumberCheck | None, column: Column) -> str:
        match column:
            case Column.NAME:
                return person.name
            case Column.POST:
                return person.post
            case Column.NUMBERS:
                return "   ".join(_number_text(number) for number in shelf.numbers_of(person.id))
            case Column.CHECK:
                return check_result(check, now=self._now(), zone=self._zone)


def _number_text(number: PhoneNumber) -> str:
    """Return a number as anybody may see it; office and mobile are told by their looks."""
    return shown(number) if number.label in _TOLD_BY_LOOKS else f"{label(number.label)} {shown(number)}"


class PeopleTable(QuietTable):
    """The table; ``chosen`` carries the identity of the current person, ``tried`` the keys + and -."""

    chosen = Signal(str)
    wanted = Signal(str)
    tried = Signal(bool)

    def __init__(self, now: Callable[[], datetime], zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = PeopleModel(now, zone, self)
        self.setModel(self._people)
        self.set_columns(LOOKS)
        self.sort_by_heading()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("People of the unit"))
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.activated.connect(self._activated)

    def show_unit(self, shelf: Shelf, unit_id: str, person_id: str = "") -> None:
        """Show the people of a unit, and choose one of them: ``person_id``, else the first."""
        self._people.show_unit(shelf, unit_id)
        self._fit_height()
        if self._people.rowCount():
            self.selectRow(max(0, self._people.place_of(person_id)))
        else:
            self.chosen.emit("")

    def _fit_height(self) -> None:
        """Be no higher than the people, so that the chosen one stands right below."""
        rows = self._people.rowCount() * self.verticalHeader().defaultSectionSize()
        head = self.horizontalHeader().sizeHint().height() + 2
        self.setMaximumHeight(head + rows)
        self.setMinimumHeight(head + min(rows, _FEWEST_ROWS * self.verticalHeader().defaultSectionSize()))

    def current_person(self) -> str:
        """Return the identity of the chosen person, or an empty text."""
        person = self._people.person(self.currentIndex().row())
        return person.id if person else ""

    @Slot()
    def _current_changed(self) -> None:
        self.chosen.emit(self.current_person())

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        person = self._people.person(index.row())
        if person is not None:
            self.wanted.emit(person.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up the last check, which stands below as well, where the numbers would be cut."""
        narrow = event.size().width() < theme.px(_NARROW)
        self.setColumnHidden(Column.CHECK, narrow)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Note a try with + and -."""
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.tried.emit(event.key() == Qt.Key.Key_Plus)
            return
        super().keyPressEvent(event)
