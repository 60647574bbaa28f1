"""The left half: a search field, two views of the list, and the list itself."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.directory.grouped_list import GroupedList
from ui.directory.rows import Row, check_rows, found_rows, unit_rows
from ui.directory.shelf import Shelf
from ui.directory.unit_list import UnitListModel
from ui.widgets.filter_bar import FilterBar
from ui.widgets.search_field import SearchField
from ui.workplace import Workplace

_PAUSE_MS = 80


class View(StrEnum):
    """What the list shows while nothing is searched."""

    ALL = "all"
    TO_CHECK = "to_check"


class _Search(SearchField):
    """A search field that hands the keyboard on to the list with Enter and Down."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.search_now()
            self.left.emit()
            return
        super().keyPressEvent(event)


class Finder(QWidget):
    """Finds units, people and numbers; ``chosen`` carries a ``Row`` or None."""

    chosen = Signal(object)
    call_wanted = Signal(object)
    tried = Signal(bool)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf: Shelf | None = None
        self._view = View.ALL
        self._typed = ""
        self.search = _Search(self.tr("Name, pinyin initials or number"), pause_ms=_PAUSE_MS, parent=self)
        self._views = FilterBar(single=True, required=True, parent=self)
        self._model = UnitListModel(workplace.now, workplace.zone, self)
        self.list = GroupedList(self._model, self)
        self._nothing = QLabel(self)
        self._stack = QStackedWidget(self)
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        sizes = theme.current().sizes
        self._views.add(View.ALL, self.tr("All units"))
        self._views.add(View.TO_CHECK, self.tr("To be checked"))
        self._views.choose(frozenset({View.ALL.value}))
        self.list.setAccessibleName(self.tr("Units and people"))
        theme.mark(self._nothing, type="secondary")
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(sizes.space_3, sizes.space_3, sizes.space_3, sizes.space_3)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, sizes.space_3, 0)
        column.setSpacing(sizes.space_2)
        column.addWidget(self.search)
        column.addWidget(self._views)
        column.addWidget(self._stack, 1)

    def _connect_signals(self) -> None:
        self.search.searched.connect(self._searched)
        self.search.left.connect(self._go_to_list)
        self._views.changed.connect(self._view_chosen)
        self.list.chosen.connect(self.chosen)
        self.list.wanted.connect(self.call_wanted)
        self.list.tried.connect(self.tried)
        self.list.typed.connect(self._go_to_search)

    def show_shelf(self, shelf: Shelf) -> None:
        """Show a newer directory; the row that was chosen stays chosen, or the one after it."""
        self._shelf = shelf
        self._views.set_count(View.ALL, len(shelf.units))
        self._views.set_count(View.TO_CHECK, len(shelf.to_check))
        self._refill(keep=True)

    def show_unit(self, unit_id: str) -> None:
        """Go to a unit among all of them."""
        self.search.clear_search()
        self._view = View.ALL
        self._views.choose(frozenset({self._view.value}))
        self._refill(keep=False)
        place = next((at for at in range(self._model.rowCount()) if _is(self._model.row(at), unit_id)), -1)
        if place >= 0:
            self.list.choose(place)

    def focus_search(self) -> None:
        """Take the keyboard into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def current_row(self) -> Row | None:
        """Return the row that is chosen, or None."""
        return self.list.current_row()

    def _refill(self, *, keep: bool) -> None:
        if self._shelf is None:
            return
        current, at = self.list.current_row(), self.list.currentIndex().row()
        rows = self._rows(self._shelf)
        self._model.set_rows(self._shelf, rows)
        self._stack.setCurrentWidget(self.list if rows else self._nothing)
        self._nothing.setText(self._why_nothing())
        place = self._model.place_of(current.kind, current.key) if keep and current else -1
        if place < 0:
            place = self._model.place_near(at if keep else 0)
        self.list.choose(place)

    def _rows(self, shelf: Shelf) -> tuple[Row, ...]:
        if self._view is View.TO_CHECK:
            return check_rows(shelf, self._typed)
        return found_rows(shelf, self._typed) if self._typed else unit_rows(shelf)

    def _why_nothing(self) -> str:
        if self._typed:
            text = self.tr("Nothing fits “{text}”. Try fewer letters, the pinyin initials, or part of a number.")
            return text.format(text=self._typed)
        return self.tr("Every number answered within the last 30 days. There is nothing to check.")

    @Slot(str)
    def _searched(self, text: str) -> None:
        if text != self._typed:
            self._typed = text
            self._refill(keep=False)

    @Slot(object)
    def _view_chosen(self, keys: frozenset[str]) -> None:
        for key in keys:
            if View(key) is not self._view:
                self._view = View(key)
                self._refill(keep=False)

    @Slot()
    def _go_to_list(self) -> None:
        if self._model.rowCount():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(str)
    def _go_to_search(self, letter: str) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.setText(letter)


def _is(row: Row | None, unit_id: str) -> bool:
    return row is not None and row.key == unit_id
