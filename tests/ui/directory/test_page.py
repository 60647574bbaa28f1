"""The page 通讯录: finding by keyboard, copying, calling, noting checks, and what a role may not do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.directory.model import PhoneLabel, Unit
from tests.ui.directory.conftest import Desk, Directory


def test_units_stand_below_the_heading_of_their_kind(desk: Desk) -> None:
    assert desk.titles() == ["[领导同志]", "云岭市人民政府领导", "[县区]", "东湖区", "[市直部门]", "市应急局"]


def test_the_keyboard_is_in_the_search_when_the_page_opens(desk: Desk) -> None:
    assert desk.page.finder.search.hasFocus()


def test_initials_enter_enter_opens_a_call_slip_for_the_unit(desk: Desk, directory: Directory) -> None:
    finder = desk.page.finder
    desk.qtbot.keyClicks(finder.search, "syjj")
    desk.qtbot.keyClick(finder.search, Qt.Key.Key_Return)
    assert finder.list.hasFocus()
    assert desk.page.view.unit_id() == directory.bureau.id
    with desk.qtbot.waitSignal(desk.page.call_wanted) as wanted:
        desk.qtbot.keyClick(finder.list, Qt.Key.Key_Return)
    assert wanted.args == [directory.bureau.id, ""]


def test_a_person_found_by_name_is_shown_in_the_unit(desk: Desk, directory: Directory) -> None:
    finder = desk.page.finder
    desk.commit(finder.search, "承岳")
    finder.search.search_now()
    assert desk.titles() == ["[People]", "顾承岳"]
    assert desk.page.view.unit_id() == directory.leaders.id
    assert desk.page.view.table.current_person() == directory.mayor.id


def test_digits_find_a_number_as_it_is_written(desk: Desk, directory: Directory) -> None:
    desk.qtbot.keyClicks(desk.page.finder.search, "8000011")
    desk.page.finder.search.search_now()
    assert desk.titles() == ["[Units]", "东湖区"]
    assert desk.page.view.unit_id() == directory.county.id


def test_a_masked_number_cannot_be_guessed_digit_by_digit(desk: Desk) -> None:
    finder = desk.page.finder
    desk.qtbot.keyClicks(finder.search, "1990000002")
    finder.search.search_now()
    assert desk.titles() == []


def test_the_arrow_keys_pass_over_the_headings(desk: Desk, directory: Directory) -> None:
    finder = desk.page.finder
    desk.qtbot.keyClick(finder.search, Qt.Key.Key_Down)
    seen = []
    for _press in range(3):
        seen.append(desk.page.view.unit_id())
        desk.qtbot.keyClick(finder.list, Qt.Key.Key_Down)
    assert seen == [directory.leaders.id, directory.county.id, directory.bureau.id]


def test_a_letter_typed_in_the_list_goes_on_in_the_search(desk: Desk) -> None:
    desk.page.finder.list.setFocus()
    desk.qtbot.keyClick(desk.page.finder.list, "d")
    assert desk.page.finder.search.text() == "d"
    assert desk.page.finder.search.hasFocus()


def test_nothing_found_says_what_to_try_and_keeps_what_was_typed(desk: Desk) -> None:
    finder = desk.page.finder
    desk.qtbot.keyClicks(finder.search, "qqqq")
    finder.search.search_now()
    assert not finder.list.isVisible()
    assert finder.search.text() == "qqqq"
    assert desk.page.view.unit_id() == ""


def test_ctrl_c_in_the_list_copies_the_duty_phone(desk: Desk, directory: Directory) -> None:
    desk.page.show_unit(directory.bureau.id)
    desk.page.finder.list.setFocus()
    desk.qtbot.keyClick(desk.page.finder.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "0999-8000001"


def test_ctrl_c_on_a_number_copies_that_number(desk: Desk, directory: Directory) -> None:
    desk.page.show_unit(directory.bureau.id)
    fax = desk.page.view.numbers.rows()[1]
    fax.setFocus()
    desk.qtbot.keyClick(fax, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "0999-8000002"


@pytest.mark.req("R088")
def test_a_masked_number_is_not_copied(desk: Desk, directory: Directory) -> None:
    QGuiApplication.clipboard().setText("before")
    desk.page.show_unit(directory.leaders.id, directory.mayor.id)
    mobile = desk.page.view.person.numbers.rows()[1]
    mobile.setFocus()
    desk.qtbot.keyClick(mobile, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "before"
    assert desk.page.message.isVisible()


def test_enter_on_a_person_opens_a_call_slip_for_the_person(desk: Desk, directory: Directory) -> None:
    desk.page.show_unit(directory.bureau.id)
    desk.page.view.table.setFocus()
    with desk.qtbot.waitSignal(desk.page.call_wanted) as wanted:
        desk.qtbot.keyClick(desk.page.view.table, Qt.Key.Key_Return)
    assert wanted.args == [directory.bureau.id, directory.officer.id]


@pytest.mark.req("R009")
def test_plus_notes_that_the_duty_phone_answered(
    desk: Desk, directory: Directory, house: House, session: Session
) -> None:
    desk.page.show_unit(directory.bureau.id)
    desk.page.finder.list.setFocus()
    desk.qtbot.keyClick(desk.page.finder.list, Qt.Key.Key_Plus)
    desk.settle()
    number = directory.number(house, session, directory.bureau, PhoneLabel.DUTY)
    check = house.directory.book(session).last_checks[number.id]
    assert (check.reachable, check.by) == (True, session.name)
    assert desk.page.view.numbers.rows()[0].accessibleDescription() == f"20:38 answered · {session.name}"


@pytest.mark.req("R009")
def test_what_did_not_answer_comes_first_among_the_numbers_to_be_checked(
    desk: Desk, directory: Directory, house: House, session: Session
) -> None:
    desk.page.show_unit(directory.bureau.id)
    fax = desk.page.view.numbers.rows()[1]
    fax.setFocus()
    desk.qtbot.keyClick(fax, Qt.Key.Key_Minus)
    desk.settle()
    _to_check(desk)
    assert desk.titles()[:3] == ["[Did not answer]", "市应急局", "[Never tried]"]
    row = desk.page.finder.current_row()
    assert row is not None
    assert row.key == directory.number(house, session, directory.bureau, PhoneLabel.FAX).id


@pytest.mark.req("R009")
def test_checked_numbers_leave_the_list_and_the_next_one_is_ready(desk: Desk) -> None:
    _to_check(desk)
    desk.page.finder.list.setFocus()
    for left in range(6, -1, -1):
        desk.qtbot.keyClick(desk.page.finder.list, Qt.Key.Key_Plus)
        desk.settle()
        assert len(desk.titles()) == (left + 1 if left else 0)
    assert desk.page.finder.search.isVisible()


@pytest.mark.req("R009")
def test_a_number_that_answered_is_to_be_checked_again_after_thirty_days(
    desk: Desk, directory: Directory, house: House, session: Session, clock: SetClock
) -> None:
    number = directory.number(house, session, directory.county, PhoneLabel.DUTY)
    house.directory.note_check(session, number.id, reachable=True)
    clock.advance(timedelta(days=31))
    other = directory.number(house, session, directory.bureau, PhoneLabel.DUTY)
    house.directory.note_check(session, other.id, reachable=True)
    desk.settle()
    _to_check(desk)
    assert desk.titles()[:3] == ["[Not tried for 30 days]", "东湖区", "[Never tried]"]


def test_another_seats_change_appears_and_the_chosen_unit_stays(
    desk: Desk, directory: Directory, house: House, session: Session
) -> None:
    desk.page.show_unit(directory.bureau.id)
    house.directory.change_unit(session, replace(directory.county, name="东湖区政府值班室", short_name=""))
    desk.settle()
    assert "东湖区政府值班室" in desk.titles()
    assert desk.page.view.unit_id() == directory.bureau.id


def test_a_page_out_of_sight_reads_when_it_is_shown_again(
    desk: Desk, directory: Directory, house: House, session: Session
) -> None:
    desk.page.hide()
    house.directory.change_unit(session, replace(directory.county, name="东湖区政府值班室", short_name=""))
    desk.settle()
    assert "东湖区政府值班室" not in desk.titles()
    desk.page.show()
    desk.settle()
    assert "东湖区政府值班室" in desk.titles()


def test_a_person_asked_for_before_the_directory_was_read_is_shown_then(
    desk: Desk, house: House, session: Session
) -> None:
    unit = house.directory.add_unit(session, Unit(id="", name="南川县人民政府总值班室"))
    desk.page.show_unit(unit.id)
    desk.settle()
    assert desk.page.view.unit_id() == unit.id


def test_an_empty_directory_says_what_to_do(empty_desk: Desk) -> None:
    page = empty_desk.page
    assert page.first_steps.isVisible()
    assert page.first_steps.button().hasFocus()
    assert [button.text() for button in page.first_steps.findChildren(QPushButton) if button.isVisible()] == [
        "&Import a file…",
        "Save the &template…",
        "Add the first &unit…",
    ]


def test_a_reader_is_offered_nothing_that_is_refused(reader_desk: Desk, directory: Directory) -> None:
    page = reader_desk.page
    page.show_unit(directory.leaders.id, directory.mayor.id)
    assert [button.text() for button in page.findChildren(QPushButton) if button.isVisible()] == [
        "All units 3",
        "To be checked 7",
    ]
    assert page.view.person.numbers.rows()[1].shown_text() == "199****0020"
    with reader_desk.qtbot.assertNotEmitted(page.call_wanted):
        reader_desk.qtbot.keyClick(page.finder.list, Qt.Key.Key_Return)


def test_somebody_who_may_not_read_is_told_why(stranger_desk: Desk) -> None:
    assert "查阅记录" in stranger_desk.page.message.text()


def _to_check(desk: Desk) -> None:
    chip = next(button for button in desk.page.finder.findChildren(QPushButton) if "To be" in button.text())
    desk.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
