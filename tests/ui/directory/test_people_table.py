"""The people of a unit, sorted by a click on a header and back again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.directory.model import Person, PhoneLabel, Unit
from ui.directory.people_table import Column, PeopleTable
from ui.directory.shelf import Shelf, make_shelf


@pytest.fixture
def office(house: House, session: Session, clock: SetClock) -> Unit:
    """Three people in the order of their entry: 周岚, 安其, 马骁; two of them with a checked number."""
    unit = house.directory.add_unit(session, Unit(id="", name="云岭市应急管理局"))
    for name, post, digits in (
        ("周岚", "科员", "0999-8000033"),
        ("安其", "处长", "0999-8000031"),
        ("马骁", "科员", ""),
    ):
        phones = {PhoneLabel.OFFICE: digits} if digits else {}
        house.directory.add_person(session, Person(id="", unit_id=unit.id, name=name, post=post), phones)
    for number in house.directory.book(session).numbers:
        house.directory.note_check(session, number.id, reachable=True)
        clock.advance(timedelta(hours=1))
    return unit


@pytest.fixture
def shelf(house: House, session: Session, clock: SetClock, office: Unit) -> Shelf:
    return make_shelf(house.directory.book(session), now=clock.now())


@pytest.fixture
def table(qtbot: QtBot, house: House, shelf: Shelf, office: Unit) -> PeopleTable:
    zone = house.calendar.zone
    shown = PeopleTable(house.clock.now, zone)
    qtbot.addWidget(shown)
    shown.resize(700, 300)
    shown.show_unit(shelf, office.id)
    shown.show()
    return shown


def _names(table: PeopleTable) -> list[str]:
    model = table.model()
    return [str(model.index(row, Column.NAME).data()) for row in range(model.rowCount())]


def _click(qtbot: QtBot, table: PeopleTable, column: Column) -> None:
    head = table.horizontalHeader()
    place = QPoint(head.sectionPosition(column) + 20, head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_people_stand_in_the_order_of_their_entry(table: PeopleTable) -> None:
    assert _names(table) == ["周岚", "安其", "马骁"]


def test_names_are_sorted_by_their_pinyin(qtbot: QtBot, table: PeopleTable) -> None:
    _click(qtbot, table, Column.NAME)
    assert _names(table) == ["安其", "马骁", "周岚"]


def test_a_second_click_turns_the_order_and_a_third_goes_back(qtbot: QtBot, table: PeopleTable) -> None:
    for names in (["安其", "马骁", "周岚"], ["周岚", "马骁", "安其"], ["周岚", "安其", "马骁"]):
        _click(qtbot, table, Column.NAME)
        assert _names(table) == names


def test_who_was_never_tried_comes_first_by_last_check(qtbot: QtBot, table: PeopleTable) -> None:
    _click(qtbot, table, Column.CHECK)
    assert _names(table) == ["马骁", "周岚", "安其"]


def test_numbers_are_sorted_as_they_are_shown(qtbot: QtBot, table: PeopleTable) -> None:
    _click(qtbot, table, Column.NUMBERS)
    assert _names(table) == ["马骁", "安其", "周岚"]


def test_the_chosen_person_stays_chosen_while_the_table_is_sorted(qtbot: QtBot, table: PeopleTable) -> None:
    table.selectRow(1)
    chosen = table.current_person()
    _click(qtbot, table, Column.NAME)
    assert table.current_person() == chosen
    assert table.currentIndex().row() == 0


def test_a_column_keeps_its_width_when_another_unit_is_shown(table: PeopleTable, shelf: Shelf, office: Unit) -> None:
    table.horizontalHeader().resizeSection(Column.POST, 171)
    table.show_unit(shelf, office.id)
    assert table.columnWidth(Column.POST) == 171


def test_where_there_is_little_room_the_numbers_stay_and_the_check_gives_way(table: PeopleTable) -> None:
    table.resize(500, 300)
    assert table.isColumnHidden(Column.CHECK)
    assert table.columnWidth(Column.NUMBERS) > 200
    table.resize(700, 300)
    assert not table.isColumnHidden(Column.CHECK)
