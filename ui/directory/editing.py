"""The dialogs that change the directory, and taking back that something went out of use."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from dutyroom.directory.model import Person, Unit
from ui.directory.person_dialog import PersonDialog
from ui.directory.shelf import Shelf
from ui.directory.unit_dialog import UnitDialog
from ui.widgets.inline_message import MessageKind
from ui.workplace import Workplace


class Editing(QObject):
    """Opens one dialog at a time over the page."""

    saved = Signal(str, str)
    """The unit and the person that were stored; the person may be empty."""
    said = Signal(object, str, str)
    """A ``MessageKind``, a sentence, and the name of what may be done about it."""
    refused = Signal(object)

    def __init__(self, workplace: Workplace, page: QWidget) -> None:
        super().__init__(page)
        self._workplace = workplace
        self._page = page
        self._shelf: Shelf | None = None
        self._retired: Unit | Person | None = None
        self.dialog: QDialog | None = None

    def set_shelf(self, shelf: Shelf) -> None:
        """Take a newer directory."""
        self._shelf = shelf

    @Slot()
    def add_unit(self) -> None:
        """Open the form of a new unit."""
        self._open_unit(None)

    @Slot(str)
    def edit_unit(self, unit_id: str) -> None:
        """Open the form of a unit."""
        unit = self._shelf.units.get(unit_id) if self._shelf else None
        if unit is not None:
            self._open_unit(unit)

    @Slot(str)
    def add_person(self, unit_id: str) -> None:
        """Open the form of a new person of a unit."""
        self._open_person(unit_id, None)

    @Slot(str)
    def edit_person(self, person_id: str) -> None:
        """Open the form of a person."""
        person = self._shelf.people.get(person_id) if self._shelf else None
        if person is not None:
            self._open_person(person.unit_id, person)

    @Slot()
    def undo(self) -> None:
        """Bring back into use what went out of it last."""
        owner, self._retired = self._retired, None
        directory, session = self._workplace.house.directory, self._workplace.session
        if isinstance(owner, Unit):
            unit = replace(owner, active=True)
            self._workplace.write(partial(directory.change_unit, session, unit), self, self._unit_back, self._fail)
        elif isinstance(owner, Person):
            person = replace(owner, active=True)
            call = partial(directory.change_person, session, person)
            self._workplace.write(call, self, self._person_back, self._fail)

    def _open_unit(self, unit: Unit | None) -> None:
        if self._shelf is None:
            return
        dialog = UnitDialog(self._workplace, self._shelf, unit, self._page)
        dialog.saved.connect(self._unit_saved)
        dialog.retired.connect(self._note_retired)
        self.dialog = dialog
        dialog.open()

    def _open_person(self, unit_id: str, person: Person | None) -> None:
        unit = self._shelf.units.get(unit_id) if self._shelf else None
        if self._shelf is None or unit is None:
            return
        dialog = PersonDialog(self._workplace, self._shelf, unit, person, self._page)
        dialog.saved.connect(self.saved)
        dialog.retired.connect(self._note_retired)
        self.dialog = dialog
        dialog.open()

    @Slot(str)
    def _unit_saved(self, unit_id: str) -> None:
        self.saved.emit(unit_id, "")

    @Slot(object)
    def _note_retired(self, owner: Unit | Person) -> None:
        self._retired = owner
        text = self.tr("“{name}” is out of use and no longer offered.").format(name=owner.name)
        self.said.emit(MessageKind.SUCCESS, text, self.tr("Take it back into use"))

    def _unit_back(self, unit: Unit) -> None:
        self._say_back(unit)
        self.saved.emit(unit.id, "")

    def _person_back(self, person: Person) -> None:
        self._say_back(person)
        self.saved.emit(person.unit_id, person.id)

    def _say_back(self, owner: Unit | Person) -> None:
        self.said.emit(MessageKind.SUCCESS, self.tr("“{name}” is in use again.").format(name=owner.name), "")

    def _fail(self, error: object) -> None:
        self.refused.emit(error)
