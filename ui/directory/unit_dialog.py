"""Adding a unit, changing it, taking it out of use."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from dutyroom.directory.model import PhoneLabel, Unit, UnitKind
from dutyroom.directory.rules import check_parent, check_unit
from dutyroom.errors import Refused
from ui import theme
from ui.directory.number_editor import NumberEditor
from ui.directory.retiring import RetiringDialog
from ui.directory.saving import NumberChanges, Saving
from ui.directory.shelf import Shelf
from ui.directory.unit_field import UnitField
from ui.terms import label
from ui.widgets.inline_message import MessageKind
from ui.workplace import Workplace

_WIDTH = 560


class UnitDialog(RetiringDialog):
    """The form of a unit; ``saved`` carries its identity, ``retired`` the unit that went out of use."""

    saved = Signal(str)

    def __init__(self, workplace: Workplace, shelf: Shelf, unit: Unit | None, parent: QWidget | None = None) -> None:
        super().__init__(unit is not None, parent)
        self._workplace = workplace
        self._shelf = shelf
        self._unit = unit
        self._saving = Saving(workplace.house.directory, workplace.session)
        self._name = QLineEdit(unit.name if unit else "", self)
        self._short_name = QLineEdit(unit.short_name if unit else "", self)
        self._kind = QComboBox(self)
        self._parent_unit = UnitField(shelf, shelf.units.get(unit.parent_id or "") if unit else None, self)
        self._numbers = NumberEditor(people=False, parent=self)
        self._remark = QPlainTextEdit(unit.remark if unit else "", self)
        self._build_form()
        self.begin()

    def _build_form(self) -> None:
        self.set_title(self.tr("Change a unit") if self._unit else self.tr("New unit"))
        self.set_save_text(self.tr("&Save"))
        for kind in UnitKind:
            self._kind.addItem(label(kind), kind.value)
        kind = self._unit.kind if self._unit else UnitKind.DEPARTMENT
        self._kind.setCurrentIndex(self._kind.findData(kind.value))
        self._name.setPlaceholderText(self.tr("Full name, as on its seal"))
        self._short_name.setPlaceholderText(self.tr("As people say it"))
        self._parent_unit.setPlaceholderText(self.tr("Name or pinyin initials; may stay empty"))
        self._remark.setTabChangesFocus(True)
        self._remark.setFixedHeight(2 * theme.current().sizes.row)
        numbers = self._shelf.numbers_of(self._unit.id) if self._unit else ()
        self._numbers.set_numbers(numbers, empty=(PhoneLabel.DUTY, PhoneLabel.FAX))
        self._numbers.grown.connect(self.grow)
        self.add_field(self.tr("&Name"), self._name)
        self.add_field(self.tr("S&hort name"), self._short_name)
        self.add_field(self.tr("&Kind"), self._kind)
        self.add_field(self.tr("Bel&ow"), self._parent_unit)
        self.add_field(self.tr("Nu&mbers"), self._numbers)
        self.add_field(self.tr("&Remark"), self._remark)
        self.set_width(_WIDTH)
        self._name.setFocus()

    def snapshot(self) -> object:
        """Return everything that is typed."""
        return (
            self._name.text(),
            self._short_name.text(),
            self._kind.currentData(),
            self._parent_unit.text(),
            self._numbers.typed(),
            self._remark.toPlainText(),
        )

    def save(self) -> None:
        """Check what is typed, then store it."""
        if self._parent_unit.is_unknown():
            text = self.tr("No unit is called “{name}”. Choose one from the list, or leave the field empty.")
            self.say(MessageKind.REFUSAL, text.format(name=self._parent_unit.text().strip()))
            self._parent_unit.setFocus()
            return
        try:
            unit, changes = self._checked()
        except Refused as refused:
            self.refuse(refused)
            return
        self.set_busy(True)
        self._workplace.write(partial(self._saving.unit, self._unit, unit, changes), self, self._saved, self.refuse)

    def _checked(self) -> tuple[Unit, NumberChanges]:
        """Return what is typed; Refused with the keyboard in the field that is meant."""
        unit = self._typed()
        try:
            check_unit(unit)
        except Refused:
            self._name.setFocus()
            raise
        parents = {known.id: known.parent_id for known in self._shelf.units.values()}
        check_parent(unit.id, unit.parent_id, parents)
        return unit, self._numbers.changes()

    def _typed(self) -> Unit:
        parent = self._parent_unit.unit()
        return replace(
            self._unit or Unit(id="", name=""),
            name=self._name.text(),
            short_name=self._short_name.text(),
            kind=UnitKind(self._kind.currentData()),
            parent_id=parent.id if parent else None,
            remark=self._remark.toPlainText(),
        )

    @Slot(object)
    def _saved(self, unit: Unit) -> None:
        self.saved.emit(unit.id)
        self.accept()

    def retiring_text(self) -> str:
        """Return what taking the unit out of use means."""
        return self.tr("“{name}” and its people will no longer be offered; every record that names them stays.").format(
            name=self._unit.name if self._unit else ""
        )

    def retire(self) -> None:
        """Take the unit out of use."""
        assert self._unit is not None
        directory, session = self._workplace.house.directory, self._workplace.session
        call = partial(directory.change_unit, session, replace(self._unit, active=False))
        self._workplace.write(call, self, self.retire_done, self.refuse)
