"""All numbers of a unit or a person, one below the other."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from dutyroom.directory.model import PhoneNumber
from ui import theme
from ui.directory.number_row import NumberLook, NumberRow
from ui.directory.shelf import Shelf
from ui.workplace import Workplace


class NumberRows(QWidget):
    """Rows that are used again for other numbers; while their number stays, what is in sight stays in sight."""

    tried = Signal(str, bool)
    reveal_wanted = Signal(object)

    def __init__(self, workplace: Workplace, *, large: bool, none: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._look = NumberLook.of(workplace.session, large=large)
        self._rows: list[NumberRow] = []
        self._used = 0
        self._none = QLabel(none, self)
        theme.mark(self._none, type="secondary")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._none)

    def show_numbers(self, shelf: Shelf, owner_id: str) -> None:
        """Show the numbers of an owner with their last checks."""
        numbers = shelf.numbers_of(owner_id)
        if numbers != self.numbers():
            self._refill(numbers)
        now, zone = self._workplace.now(), self._workplace.zone
        for row in self.rows():
            row.set_check(shelf.check(row.number.id), now=now, zone=zone)
        self._none.setVisible(not numbers)

    def numbers(self) -> tuple[PhoneNumber, ...]:
        """Return the numbers that are shown."""
        return tuple(row.number for row in self.rows())

    def rows(self) -> tuple[NumberRow, ...]:
        """Return the rows."""
        return tuple(self._rows[: self._used])

    def row(self, number_id: str = "") -> NumberRow | None:
        """Return the row of a number; without one the row that has the keyboard, else the first; or None."""
        focus = QApplication.focusWidget()
        for row in self.rows():
            if row.number.id == number_id or (not number_id and focus is not None and row.isAncestorOf(focus)):
                return row
            if not number_id and focus is row:
                return row
        return self._rows[0] if self._used and not number_id else None

    def _refill(self, numbers: tuple[PhoneNumber, ...]) -> None:
        """Give the rows that are there other numbers, make what is missing, and hide what is left over."""
        for number, row in zip(numbers, self._rows, strict=False):
            if row.number != number:
                row.show_number(number)
        for number in numbers[len(self._rows) :]:
            row = NumberRow(number, self._look, self)
            row.tried.connect(self.tried)
            row.reveal_wanted.connect(self.reveal_wanted)
            self._column.addWidget(row)
            self._rows.append(row)
        self._used = len(numbers)
        for place, row in enumerate(self._rows):
            row.setVisible(place < self._used)
