"""Adding a person, changing it, taking it out of use."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from dutyroom.directory.model import Person, PhoneLabel, Unit, UnitKind
from dutyroom.directory.rules import check_person
from dutyroom.errors import Refused
from ui import theme
from ui.directory.number_editor import NumberEditor
from ui.directory.retiring import RetiringDialog
from ui.directory.saving import NumberChanges, Saving
from ui.directory.shelf import Shelf
from ui.directory.unit_field import UnitField
from ui.widgets.inline_message import MessageKind
from ui.workplace import Workplace

_WIDTH = 580


class PersonDialog(RetiringDialog):
    """The form of a person; ``saved`` carries the identities of the unit and the person."""

    saved = Signal(str, str)

    def __init__(
        self,
        workplace: Workplace,
        shelf: Shelf,
        unit: Unit,
        person: Person | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(person is not None, parent)
        self._workplace = workplace
        self._shelf = shelf
        self._person = person
        self._saving = Saving(workplace.house.directory, workplace.session)
        self._name = QLineEdit(person.name if person else "", self)
        self._unit = UnitField(shelf, unit, self)
        self._post = QLineEdit(person.post if person else "", self)
        self._leader = QCheckBox(self.tr("Is a &leader; mobile and home numbers are masked"), self)
        self._portfolio = QPlainTextEdit(person.portfolio if person else "", self)
        self._numbers = NumberEditor(people=True, parent=self)
        self._remark = QPlainTextEdit(person.remark if person else "", self)
        self._leader.toggled.connect(self._leader_toggled)
        self._leader.setChecked(person.is_leader if person else unit.kind is UnitKind.LEADERS)
        self._build_form()
        self.begin()

    def _build_form(self) -> None:
        self.set_title(self.tr("Change a person") if self._person else self.tr("New person"))
        self.set_save_text(self.tr("&Save"))
        for text, rows in ((self._portfolio, 3), (self._remark, 2)):
            text.setTabChangesFocus(True)
            text.setFixedHeight(rows * theme.current().sizes.row)
        self._portfolio.setPlaceholderText(self.tr("What this person answers for"))
        numbers = self._shelf.numbers_of(self._person.id) if self._person else ()
        self._numbers.set_numbers(numbers, empty=(PhoneLabel.OFFICE, PhoneLabel.MOBILE))
        self._numbers.set_leader(self._leader.isChecked())
        self._numbers.grown.connect(self.grow)
        self.add_field(self.tr("&Name"), self._name)
        self.add_field(self.tr("&Unit"), self._unit)
        self.add_field(self.tr("&Post"), self._post)
        self.add_field("", self._leader)
        self.add_field(self.tr("Nu&mbers"), self._numbers)
        self.add_field(self.tr("P&ortfolio"), self._portfolio)
        self.add_field(self.tr("&Remark"), self._remark)
        self.set_width(_WIDTH)
        self._name.setFocus()

    def snapshot(self) -> object:
        """Return everything that is typed."""
        return (
            self._name.text(),
            self._unit.text(),
            self._post.text(),
            self._leader.isChecked(),
            self._portfolio.toPlainText(),
            self._numbers.typed(),
            self._remark.toPlainText(),
        )

    def save(self) -> None:
        """Check what is typed, then store it."""
        unit = self._unit.unit()
        if unit is None:
            theme.mark(self._unit, invalid=True)
            text = self.tr("Everybody belongs to a unit. Choose one from the list.")
            self.say(MessageKind.REFUSAL, text)
            self._unit.setFocus()
            return
        try:
            person, changes = self._checked(unit)
        except Refused as refused:
            self.refuse(refused)
            return
        self.set_busy(True)
        call = partial(self._saving.person, self._person, person, changes)
        self._workplace.write(call, self, self._saved, self.refuse)

    def _checked(self, unit: Unit) -> tuple[Person, NumberChanges]:
        """Return what is typed; Refused with the keyboard in the field that is meant."""
        person = replace(
            self._person or Person(id="", unit_id=unit.id, name=""),
            unit_id=unit.id,
            name=self._name.text(),
            post=self._post.text(),
            is_leader=self._leader.isChecked(),
            portfolio=self._portfolio.toPlainText(),
            remark=self._remark.toPlainText(),
        )
        try:
            check_person(person)
        except Refused:
            self._name.setFocus()
            raise
        return person, self._numbers.changes()

    @Slot(bool)
    def _leader_toggled(self, is_leader: bool) -> None:
        self._numbers.set_leader(is_leader)

    @Slot(object)
    def _saved(self, person: Person) -> None:
        self.saved.emit(person.unit_id, person.id)
        self.accept()

    def retiring_text(self) -> str:
        """Return what taking the person out of use means."""
        return self.tr("{name} will no longer be offered; every record that names this person stays.").format(
            name=self._person.name if self._person else ""
        )

    def retire(self) -> None:
        """Take the person out of use."""
        assert self._person is not None
        directory, session = self._workplace.house.directory, self._workplace.session
        call = partial(directory.change_person, session, replace(self._person, active=False))
        self._workplace.write(call, self, self.retire_done, self.refuse)
