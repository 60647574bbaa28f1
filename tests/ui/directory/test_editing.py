"""Adding and changing units and people: nothing typed is lost, nothing is deleted, leaders' numbers are masked."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QToolButton, QWidget

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.directory.model import Person, PhoneLabel, Unit, UnitKind
from tests.ui.directory.conftest import Desk, Directory
from ui.directory.form_dialog import FormDialog
from ui.directory.number_editor import NumberEditor

CONTROL = Qt.KeyboardModifier.ControlModifier
W = TypeVar("W", bound=QWidget)


class Form:
    """The dialog that is open."""

    def __init__(self, desk: Desk) -> None:
        dialog = desk.page.editing.dialog
        assert isinstance(dialog, FormDialog)
        self.desk, self.dialog = desk, dialog
        desk.qtbot.waitUntil(dialog.isActiveWindow)

    def field(self, name: str, kind: type[W]) -> W:
        return next(field for field in self.dialog.findChildren(kind) if field.accessibleName() == name)

    def line(self, name: str) -> QLineEdit:
        return self.field(name, QLineEdit)

    def digits(self) -> list[QLineEdit]:
        return [field for field in self.dialog.findChildren(QLineEdit) if field.accessibleName() == "Number"]

    def button(self, text: str) -> QPushButton:
        return next(button for button in self.dialog.findChildren(QPushButton) if text in button.text())

    def press(self, text: str) -> None:
        self.desk.qtbot.mouseClick(self.button(text), Qt.MouseButton.LeftButton)
        self.desk.settle()

    def save(self) -> None:
        self.desk.qtbot.keyClick(self.dialog, Qt.Key.Key_Return, CONTROL)
        self.desk.settle()


def _units(house: House, session: Session) -> dict[str, Unit]:
    return {unit.name: unit for unit in house.directory.book(session).units}


def _people(house: House, session: Session) -> dict[str, Person]:
    return {person.name: person for person in house.directory.book(session).people}


def _numbers(house: House, session: Session, owner_id: str) -> list[tuple[PhoneLabel, str, bool]]:
    """Return what is kept: label, digits in full, whether they are private."""
    directory = house.directory
    return [
        (
            number.label,
            directory.reveal(session, number.id, "核对") if number.private else number.digits,
            number.private,
        )
        for number in directory.book(session).numbers_of(owner_id)
    ]


def test_a_new_unit_is_stored_with_its_numbers_and_shown(desk: Desk, house: House, session: Session) -> None:
    desk.page.editing.add_unit()
    form = Form(desk)
    assert form.line("Name").hasFocus()
    desk.commit(form.line("Name"), "西岭县人民政府总值班室")
    desk.commit(form.line("Short name"), "西岭县")
    kind = form.field("Kind", QComboBox)
    kind.setCurrentIndex(kind.findData(UnitKind.COUNTY.value))
    duty, fax = form.digits()
    desk.qtbot.keyClicks(duty, "0999-8000031")
    desk.qtbot.keyClicks(fax, "0999-8000032")
    form.save()
    unit = _units(house, session)["西岭县人民政府总值班室"]
    assert (unit.short_name, unit.kind) == ("西岭县", UnitKind.COUNTY)
    assert [digits for _label, digits, _private in _numbers(house, session, unit.id)] == [
        "0999-8000031",
        "0999-8000032",
    ]
    assert desk.page.view.unit_id() == unit.id


def test_a_number_that_cannot_be_dialled_is_refused_in_the_form(desk: Desk, house: House, session: Session) -> None:
    desk.page.editing.add_unit()
    form = Form(desk)
    desk.commit(form.line("Name"), "西岭县人民政府总值班室")
    desk.qtbot.keyClicks(form.digits()[0], "12")
    form.save()
    assert form.dialog.isVisible()
    assert form.dialog.message.isVisible()
    assert form.digits()[0].hasFocus()
    assert (form.line("Name").text(), form.digits()[0].text()) == ("西岭县人民政府总值班室", "12")
    assert "西岭县人民政府总值班室" not in _units(house, session)


def test_a_unit_that_is_known_is_refused_and_what_was_typed_stays(desk: Desk, directory: Directory) -> None:
    desk.page.editing.add_unit()
    form = Form(desk)
    desk.commit(form.line("Name"), directory.county.name)
    form.save()
    assert directory.county.name in form.dialog.message.text()
    assert form.line("Name").text() == directory.county.name
    assert form.button("Save").isEnabled()


def test_a_unit_is_put_below_another_by_its_initials(
    desk: Desk, directory: Directory, house: House, session: Session
) -> None:
    desk.page.editing.edit_unit(directory.bureau.id)
    form = Form(desk)
    above = form.line("Below")
    above.setFocus()
    desk.qtbot.keyClicks(above, "dhq")
    desk.qtbot.waitUntil(lambda: _popup_open(form.dialog))
    desk.qtbot.keyClick(above, Qt.Key.Key_Return)
    assert above.text() == directory.county.name
    form.save()
    assert _units(house, session)[directory.bureau.name].parent_id == directory.county.id


def _popup_open(dialog: FormDialog) -> bool:
    return any(view.isVisible() for view in dialog.findChildren(QWidget) if view.accessibleName() == "Suggestions")


def test_a_unit_below_one_that_nobody_knows_is_not_saved(
    desk: Desk, directory: Directory, house: House, session: Session
) -> None:
    desk.page.editing.edit_unit(directory.bureau.id)
    form = Form(desk)
    desk.commit(form.line("Below"), "没有的单位")
    form.save()
    assert "没有的单位" in form.dialog.message.text()
    assert form.line("Below").hasFocus()
    assert _units(house, session)[directory.bureau.name].parent_id is None


def test_a_unit_does_not_come_below_itself(desk: Desk, directory: Directory) -> None:
    desk.page.editing.edit_unit(directory.bureau.id)
    form = Form(desk)
    desk.commit(form.line("Below"), directory.bureau.name)
    form.save()
    assert form.dialog.isVisible()
    assert form.dialog.message.isVisible()


def test_changing_a_number_adds_the_new_one_and_drops_the_old(
    desk: Desk, directory: Directory, house: House, session: Session
) -> None:
    desk.page.editing.edit_unit(directory.bureau.id)
    form = Form(desk)
    duty = form.digits()[0]
    duty.clear()
    desk.qtbot.keyClicks(duty, "0999-8000099")
    form.save()
    kept = {(label, digits) for label, digits, _private in _numbers(house, session, directory.bureau.id)}
    assert kept == {(PhoneLabel.DUTY, "0999-8000099"), (PhoneLabel.FAX, "0999-8000002")}


def test_saving_without_a_change_writes_nothing(
    desk: Desk, directory: Directory, house: House, session: Session
) -> None:
    before = house.journal.newest(limit=1)
    desk.page.editing.edit_unit(directory.bureau.id)
    form = Form(desk)
    form.save()
    assert house.journal.newest(limit=1) == before


def test_esc_asks_once_where_something_typed_would_be_lost(desk: Desk, directory: Directory) -> None:
    desk.page.editing.edit_unit(directory.bureau.id)
    form = Form(desk)
    desk.commit(form.line("Short name"), "局")
    desk.qtbot.keyClick(form.dialog, Qt.Key.Key_Escape)
    assert form.dialog.isVisible()
    assert form.dialog.message.isVisible()
    with desk.qtbot.waitSignal(form.dialog.rejected):
        desk.qtbot.keyClick(form.dialog, Qt.Key.Key_Escape)


def test_esc_leaves_an_untouched_form_at_once(desk: Desk, directory: Directory) -> None:
    desk.page.editing.edit_unit(directory.bureau.id)
    form = Form(desk)
    with desk.qtbot.waitSignal(form.dialog.rejected):
        desk.qtbot.keyClick(form.dialog, Qt.Key.Key_Escape)


def test_a_unit_goes_out_of_use_at_the_second_press_and_comes_back(
    desk: Desk, directory: Directory, house: House, session: Session
) -> None:
    desk.page.editing.edit_unit(directory.county.id)
    form = Form(desk)
    form.press("ake out of use")
    assert directory.county.name in _units(house, session)
    form.press("ake out of use")
    assert directory.county.name not in _units(house, session)
    assert "东湖区" not in desk.titles()
    back = next(button for button in desk.page.message.findChildren(QPushButton) if button.isVisible())
    desk.qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    desk.settle()
    assert _units(house, session)[directory.county.name].id == directory.county.id
    assert desk.page.view.unit_id() == directory.county.id


@pytest.mark.req("R088")
def test_somebody_who_becomes_a_leader_has_the_mobile_masked(
    desk: Desk, directory: Directory, house: House, session: Session
) -> None:
    desk.page.editing.edit_person(directory.officer.id)
    form = Form(desk)
    leader = next(box for box in form.dialog.findChildren(QCheckBox) if "leader" in box.text())
    leader.click()
    form.save()
    assert _people(house, session)[directory.officer.name].is_leader
    assert set(_numbers(house, session, directory.officer.id)) == {
        (PhoneLabel.OFFICE, "0999-8000003", False),
        (PhoneLabel.MOBILE, "19900000003", True),
    }


@pytest.mark.req("R088")
def test_a_masked_number_is_not_shown_in_the_form_and_survives_it(
    desk: Desk, directory: Directory, house: House, session: Session
) -> None:
    desk.page.editing.edit_person(directory.mayor.id)
    form = Form(desk)
    assert [field.text() for field in form.digits()] == ["0999-8000020", "199****0020"]
    assert form.digits()[1].isReadOnly()
    desk.commit(form.line("Post"), "（主持工作）")
    form.save()
    assert (PhoneLabel.MOBILE, "19900000020", True) in _numbers(house, session, directory.mayor.id)
    assert _people(house, session)["顾承岳"].post == "市长（主持工作）"


def test_a_new_person_is_stored_and_chosen(desk: Desk, directory: Directory, house: House, session: Session) -> None:
    desk.page.editing.add_person(directory.county.id)
    form = Form(desk)
    desk.commit(form.line("Name"), "沈知远")
    desk.commit(form.line("Post"), "值班员")
    desk.commit(form.field("Portfolio", QPlainTextEdit), "应急值守")
    desk.qtbot.keyClicks(form.digits()[0], "0999-8000012")
    form.save()
    person = _people(house, session)["沈知远"]
    assert (person.unit_id, person.portfolio) == (directory.county.id, "应急值守")
    assert desk.page.view.table.current_person() == person.id


def test_a_new_person_of_the_leaders_is_a_leader(
    desk: Desk, directory: Directory, house: House, session: Session
) -> None:
    desk.page.editing.add_person(directory.leaders.id)
    form = Form(desk)
    desk.commit(form.line("Name"), "沈毓林")
    desk.qtbot.keyClicks(form.digits()[1], "19900000021")
    form.save()
    person = _people(house, session)["沈毓林"]
    assert person.is_leader
    assert _numbers(house, session, person.id) == [(PhoneLabel.MOBILE, "19900000021", True)]


def test_a_person_without_a_name_is_refused_in_the_form(desk: Desk, directory: Directory) -> None:
    desk.page.editing.add_person(directory.county.id)
    form = Form(desk)
    desk.commit(form.line("Post"), "值班员")
    form.save()
    assert form.dialog.message.isVisible()
    assert form.line("Name").hasFocus()
    assert form.line("Post").text() == "值班员"


def test_a_person_moves_to_another_unit(desk: Desk, directory: Directory, house: House, session: Session) -> None:
    desk.page.editing.edit_person(directory.officer.id)
    form = Form(desk)
    form.line("Unit").clear()
    desk.commit(form.line("Unit"), "东湖区")
    form.save()
    assert _people(house, session)["蔡知行"].unit_id == directory.county.id
    assert desk.page.view.table.current_person() == directory.officer.id


def test_everybody_belongs_to_a_unit(desk: Desk, directory: Directory) -> None:
    desk.page.editing.edit_person(directory.officer.id)
    form = Form(desk)
    form.line("Unit").clear()
    form.save()
    assert form.dialog.message.isVisible()
    assert form.line("Unit").hasFocus()


def test_numbers_are_added_and_taken_out_by_keyboard(
    desk: Desk, directory: Directory, house: House, session: Session
) -> None:
    desk.page.editing.edit_unit(directory.county.id)
    form = Form(desk)
    add = form.button("dd a number")
    add.setFocus()
    desk.qtbot.keyClick(add, Qt.Key.Key_Space)
    assert form.digits()[1].hasFocus()
    desk.qtbot.keyClicks(form.digits()[1], "0999-8000012")
    editor = form.dialog.findChild(NumberEditor)
    assert isinstance(editor, NumberEditor)
    out = editor.lines()[0].findChild(QToolButton)
    assert isinstance(out, QToolButton)
    out.setFocus()
    desk.qtbot.keyClick(out, Qt.Key.Key_Space)
    form.save()
    assert _numbers(house, session, directory.county.id) == [(PhoneLabel.FAX, "0999-8000012", False)]
