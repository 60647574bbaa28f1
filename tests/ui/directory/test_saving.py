"""Saving a unit with its numbers, broken off in the middle and asked for again."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.directory.model import Person, PhoneLabel, PhoneNumber, Unit
from dutyroom.directory.service import Directory
from dutyroom.errors import Environment, Refused
from ui.directory.number_editor import NumberEditor
from ui.directory.saving import NewNumber, NumberChanges, Saving

DUTY = NewNumber(PhoneLabel.DUTY, "0999-8000041")
FAX = NewNumber(PhoneLabel.FAX, "0999-8000042")


class FullDisk:
    """A directory whose disk is full when the fax is written for the first time."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._full = True
        self.add_unit = directory.add_unit
        self.change_unit = directory.change_unit
        self.add_person = directory.add_person
        self.drop_number = directory.drop_number

    def add_number(
        self, session: Session, owner_id: str, label: PhoneLabel, digits: str, *, private: bool
    ) -> PhoneNumber:
        if label is PhoneLabel.FAX and self._full:
            self._full = False
            raise Environment("storage.disk_full", file="room")
        return self._directory.add_number(session, owner_id, label, digits, private=private)


def test_a_broken_off_save_goes_on_where_it_stopped(house: House, session: Session) -> None:
    saving = Saving(FullDisk(house.directory), session)  # type: ignore[arg-type]
    unit, changes = Unit(id="", name="南川县人民政府总值班室"), NumberChanges(added=(DUTY, FAX))
    with pytest.raises(Environment):
        saving.unit(None, unit, changes)
    saving.unit(None, unit, changes)
    book = house.directory.book(session)
    assert [known.name for known in book.units] == ["南川县人民政府总值班室"]
    assert sorted(number.digits for number in book.numbers) == ["0999-8000041", "0999-8000042"]


def test_the_old_number_is_still_there_when_the_new_one_fails(house: House, session: Session) -> None:
    unit = house.directory.add_unit(session, Unit(id="", name="南川县"), {PhoneLabel.FAX: "0999-8000043"})
    old = house.directory.book(session).numbers[0]
    saving = Saving(FullDisk(house.directory), session)  # type: ignore[arg-type]
    with pytest.raises(Environment):
        saving.unit(unit, unit, NumberChanges(dropped=(old.id,), added=(FAX,)))
    assert house.directory.book(session).numbers == (old,)


def test_a_person_is_added_with_private_numbers_as_they_were_marked(house: House, session: Session) -> None:
    unit = house.directory.add_unit(session, Unit(id="", name="南川县"))
    number = NewNumber(PhoneLabel.OTHER, "0999-8000044", private=True)
    saving = Saving(house.directory, session)
    person = saving.person(None, Person(id="", unit_id=unit.id, name="沈知远"), NumberChanges(added=(number,)))
    stored = house.directory.book(session).numbers
    assert [(known.owner_id, known.private) for known in stored] == [(person.id, True)]


def test_the_same_number_twice_is_refused(qapp: QApplication) -> None:
    editor = NumberEditor(people=False)
    known = PhoneNumber(id="1", owner_id="u", label=PhoneLabel.DUTY, digits="0999-8000041")
    editor.set_numbers([known, PhoneNumber(id="2", owner_id="u", label=PhoneLabel.DUTY, digits="09998000041")])
    with pytest.raises(Refused, match="number_twice"):
        editor.changes()
    editor.deleteLater()


def test_lines_without_digits_are_left_out(qapp: QApplication) -> None:
    editor = NumberEditor(people=True)
    editor.set_numbers([], empty=(PhoneLabel.OFFICE, PhoneLabel.MOBILE))
    assert len(editor.lines()) == 2
    assert editor.changes() == NumberChanges()
    editor.deleteLater()
