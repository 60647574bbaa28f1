"""The chosen unit: its name, its numbers large enough to dial from, its people, and one of them in full."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dutyroom.accounts.model import Right
from dutyroom.directory.model import Unit
from ui import icons, theme
from ui.directory.number_row import NumberRow
from ui.directory.number_rows import NumberRows
from ui.directory.people_table import PeopleTable
from ui.directory.person_view import PersonView
from ui.directory.shelf import Shelf
from ui.icons import Role
from ui.terms import label
from ui.widgets.pill import Pill
from ui.widgets.remembered import Remembered
from ui.widgets.section_title import SectionTitle
from ui.workplace import Workplace


class UnitView(QWidget):
    """Shows one unit of a shelf and asks for everything that is done to it."""

    call_wanted = Signal(str, str)
    edit_wanted = Signal(str)
    person_edit_wanted = Signal(str)
    person_add_wanted = Signal(str)
    tried = Signal(str, bool)
    reveal_wanted = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit_id = ""
        self._shelf: Shelf | None = None
        self._content = QWidget(self)
        self._name = QLabel(self)
        self._kind = Pill(parent=self)
        self._detail = QLabel(self)
        self._remark = QLabel(self)
        self._call = QPushButton(icons.icon("phone-out", Role.ON_ACCENT), self.tr("&Log call"), self)
        self._edit = QPushButton(icons.icon("correct"), self.tr("Chan&ge"), self)
        none = self.tr("No duty phone is known.")
        self.numbers = NumberRows(workplace, large=True, none=none, parent=self)
        self._title = SectionTitle(self.tr("People"), parent=self)
        self._add = QPushButton(icons.icon("add"), self.tr("Add a &person"), self)
        self._nobody = QLabel(self.tr("Nobody is entered for this unit yet."), self)
        self.table = PeopleTable(workplace.now, workplace.zone, self)
        Remembered(workplace.seat, "directory", self.table)
        self.person = PersonView(workplace, self)
        may_edit = workplace.session.may(Right.EDIT_DIRECTORY)
        for button in (self._edit, self._add):
            button.setVisible(may_edit)
        self._call.setVisible(workplace.session.may(Right.WRITE_LOG))
        self._build()
        self._connect_signals()
        self._content.hide()

    def _build(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self._name, type="title")
        theme.mark(self._call, kind="primary")
        theme.mark(self._edit, kind="quiet")
        theme.mark(self._add, kind="quiet")
        for text in (self._detail, self._remark, self._nobody):
            theme.mark(text, type="secondary")
        for text in (self._name, self._detail, self._remark):
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._call.setToolTip(self.tr("Open a call slip for this unit (Enter)"))
        self._title.add(self._add)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._content)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(sizes.space_4, 0, 0, 0)
        column.setSpacing(sizes.space_2)
        column.addLayout(self._head())
        column.addWidget(self._remark)
        column.addWidget(self.numbers)
        column.addSpacing(sizes.space_1)
        column.addWidget(self._title)
        column.addWidget(self._nobody)
        column.addWidget(self.table, 100)
        column.addWidget(self.person)
        column.addStretch(1)  # takes what is left where few people are shown

    def _head(self) -> QHBoxLayout:
        sizes = theme.current().sizes
        below = QHBoxLayout()
        below.setSpacing(sizes.space_2)
        below.addWidget(self._kind)
        below.addWidget(self._detail, 1)
        words = QVBoxLayout()
        words.setSpacing(sizes.space_1)
        words.addWidget(self._name)
        words.addLayout(below)
        head = QHBoxLayout()
        head.setSpacing(sizes.space_2)
        head.addLayout(words, 1)
        for button in (self._edit, self._call):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _connect_signals(self) -> None:
        self._call.clicked.connect(self._ask_call)
        self._edit.clicked.connect(self._ask_edit)
        self._add.clicked.connect(self._ask_add)
        self.table.chosen.connect(self._person_chosen)
        self.table.wanted.connect(self._ask_person_call)
        self.table.tried.connect(self._person_tried)
        self.person.call_wanted.connect(self._ask_person_call)
        self.person.edit_wanted.connect(self.person_edit_wanted)
        for numbers in (self.numbers, self.person.numbers):
            numbers.tried.connect(self.tried)
            numbers.reveal_wanted.connect(self.reveal_wanted)

    def show_unit(self, shelf: Shelf, unit_id: str, person_id: str = "") -> None:
        """Show a unit, with one person chosen; of an unknown one nothing.

        Shown again after a change, it keeps the person that was chosen.
        """
        unit = shelf.units.get(unit_id)
        self._content.setVisible(unit is not None)
        if unit is None:
            self._unit_id = ""
            return
        same = unit_id == self._unit_id
        self._shelf, self._unit_id = shelf, unit_id
        self._show_words(shelf, unit)
        self.numbers.show_numbers(shelf, unit_id)
        people = shelf.people_of(unit_id)
        self._title.set_count(len(people))
        self._nobody.setVisible(not people)
        self.table.setVisible(bool(people))
        self.table.show_unit(shelf, unit_id, person_id or (self.table.current_person() if same else ""))

    def unit_id(self) -> str:
        """Return the unit that is shown, or an empty text."""
        return self._unit_id

    def number_row(self, number_id: str = "") -> NumberRow | None:
        """Return the row of a number; without one, the row with the keyboard, or the number to dial first."""
        own, person = self.numbers.row(number_id), self.person.numbers.row(number_id)
        if not number_id and self._in_people():
            return person
        return own or person

    def _in_people(self) -> bool:
        return self.table.hasFocus() or any(row.hasFocus() for row in self.person.numbers.rows())

    def _show_words(self, shelf: Shelf, unit: Unit) -> None:
        parent = shelf.units.get(unit.parent_id or "")
        below = self.tr("below {unit}").format(unit=parent.name) if parent else ""
        self._name.setText(unit.name)
        self._kind.setText(label(unit.kind))
        short_name = unit.short_name if unit.short_name != unit.name else ""
        self._detail.setText(" · ".join(filter(None, (short_name, below))))
        self._remark.setText(unit.remark)
        self._remark.setVisible(bool(unit.remark))

    @Slot(str)
    def _person_chosen(self, person_id: str) -> None:
        if self._shelf is not None:
            self.person.show_person(self._shelf, person_id)

    @Slot(bool)
    def _person_tried(self, reachable: bool) -> None:
        row = self.person.numbers.row()
        if row is not None:
            self.tried.emit(row.number.id, reachable)

    @Slot()
    def _ask_call(self) -> None:
        self.call_wanted.emit(self._unit_id, "")

    @Slot(str)
    def _ask_person_call(self, person_id: str) -> None:
        self.call_wanted.emit(self._unit_id, person_id)

    @Slot()
    def _ask_edit(self) -> None:
        self.edit_wanted.emit(self._unit_id)

    @Slot()
    def _ask_add(self) -> None:
        self.person_add_wanted.emit(self._unit_id)
