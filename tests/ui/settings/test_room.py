"""The room's options: changed by who may, kept with their history, refused without losing what was typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from pytestqt.qtbot import QtBot

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.errors import Refused
from dutyroom.settings import CLOSE_OF_DAY, EQUIPMENT, LOCK_AFTER_MINUTES, MORNING_HANDOVER
from ui.settings.page import SectionName, SettingsPage
from ui.settings.room import RoomSection, put_changed, values_now


def room_of(page: SettingsPage) -> RoomSection:
    section = page.section(SectionName.ROOM)
    assert isinstance(section, RoomSection)
    section._workplace.settle()
    return section


@pytest.mark.req("R080")
def test_the_hours_of_handover_are_changed_and_the_history_says_by_whom(
    qtbot: QtBot, page: SettingsPage, house: House
) -> None:
    section = room_of(page)
    assert not section._save.isEnabled()
    section._morning.setTime(QTime(8, 30))
    qtbot.mouseClick(section.close_of_day.blocks()[0]._add, Qt.MouseButton.LeftButton)
    added = section.close_of_day.rows()[-1]
    added._day.setDate(QDate(2000, 7, 15))
    added._close.setTime(QTime(18, 30))
    section._lock.setValue(5)
    section.equipment.setText("值班室钥匙、卫星电话")
    section.equipment.textEdited.emit(section.equipment.text())
    qtbot.mouseClick(section._save, Qt.MouseButton.LeftButton)
    section._workplace.settle()
    assert house.settings.get(MORNING_HANDOVER) == "08:30"
    assert house.settings.get(CLOSE_OF_DAY) == "05-01 18:00, 07-15 18:30, 10-01 17:30"
    assert house.settings.get(LOCK_AFTER_MINUTES) == "5"
    assert house.settings.get(EQUIPMENT) == "值班室钥匙、卫星电话"
    assert section.message.text() == "Saved."
    shown = [section._model.row(at) for at in range(section._model.rowCount())]
    assert {row.cells[1] for row in shown if row} == {"陈予"}
    assert any("from 07-15 18:30" in row.cells[3] for row in shown if row)


@pytest.mark.req("R080")
def test_a_change_known_ahead_is_entered_with_its_date_and_can_be_taken_away_again(
    qtbot: QtBot, page: SettingsPage, house: House
) -> None:
    section = room_of(page)
    qtbot.mouseClick(section.close_of_day._add, Qt.MouseButton.LeftButton)
    first, change = section.close_of_day.blocks()
    assert change.date_field().date() == QDate(2026, 11, 22), "tomorrow"
    assert change.date_field().hasFocus()
    change.date_field().setDate(QDate(2027, 3, 1))
    change.rows()[0]._close.setTime(QTime(18, 30))
    section.save()
    section._workplace.settle()
    written = "05-01 18:00, 10-01 17:30; 2027-03-01: 05-01 18:30, 10-01 17:30"
    assert house.settings.get(CLOSE_OF_DAY) == written
    assert not section._save.isEnabled()
    row = section._model.row(0)
    assert row is not None
    assert "since 2027-03-01: from 05-01 18:30" in row.cells[3]
    assert not first._head.isVisible()

    section.close_of_day.add_change()
    section.close_of_day.blocks()[2].date_field().setDate(QDate(2027, 3, 1))
    section.save()
    assert "same day" in section.message.text()
    qtbot.mouseClick(section.close_of_day.blocks()[2]._drop, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(section.close_of_day.blocks()[1]._drop, Qt.MouseButton.LeftButton)
    section.save()
    section._workplace.settle()
    assert house.settings.get(CLOSE_OF_DAY) == "05-01 18:00, 10-01 17:30"


def test_a_season_is_removed_but_one_always_stays(qtbot: QtBot, page: SettingsPage) -> None:
    section = room_of(page)
    first, second = section.close_of_day.rows()
    qtbot.mouseClick(second._drop, Qt.MouseButton.LeftButton)
    assert section.close_of_day.rows() == (first,)
    assert not first._drop.isEnabled()


def test_hours_that_leave_a_watch_too_short_are_refused_and_stay_typed(
    qtbot: QtBot, page: SettingsPage, house: House
) -> None:
    section = room_of(page)
    section._morning.setTime(QTime(16, 0))
    section.save()
    section._workplace.settle()
    assert section.message.isVisible()
    assert section.wanted()[MORNING_HANDOVER.name] == "16:00"
    assert section._save.isEnabled()
    assert house.settings.all() == {}


def test_two_seasons_on_one_day_are_refused(page: SettingsPage, house: House) -> None:
    section = room_of(page)
    section.close_of_day.rows()[1]._day.setDate(QDate(2000, 5, 1))
    section.save()
    assert "same day" in section.message.text()
    assert house.settings.all() == {}


@pytest.mark.parametrize(
    ("morning", "close"), [("14:00", "01-01 19:00"), ("05:00", "01-01 10:00"), ("08:00", "01-01 17:30")]
)
def test_both_hours_move_together_without_a_moment_in_which_they_do_not_fit(
    house: House, session: Session, morning: str, close: str
) -> None:
    wanted = values_now(house.settings) | {MORNING_HANDOVER.name: morning, CLOSE_OF_DAY.name: close}
    put_changed(house.settings, session, wanted)
    assert values_now(house.settings) == wanted
    assert f"{house.calendar.times.changes[0].morning:%H:%M}" == morning


def test_hours_that_never_fit_change_nothing(house: House, session: Session) -> None:
    wanted = values_now(house.settings) | {MORNING_HANDOVER.name: "17:00", LOCK_AFTER_MINUTES.name: "3"}
    with pytest.raises(Refused) as refused:
        put_changed(house.settings, session, wanted)
    assert refused.value.code == "calendar.handover_order"
    assert house.settings.all() == {}


def test_undo_shows_what_holds(page: SettingsPage) -> None:
    section = room_of(page)
    before = section.wanted()
    section._lock.setValue(99)
    section.close_of_day.blocks()[0].add_season()
    section.undo()
    assert section.wanted() == before
    assert not section._save.isEnabled()


def test_what_another_seat_changes_appears_and_leaves_what_is_being_typed(
    page: SettingsPage, house: House, session: Session
) -> None:
    section = room_of(page)
    house.settings.put(session, LOCK_AFTER_MINUTES, "20")
    section._workplace.settle()
    qt_events(section)
    assert section._lock.value() == 20
    section._lock.setValue(7)
    house.settings.put(session, MORNING_HANDOVER, "08:15")
    qt_events(section)
    assert section._lock.value() == 7


def qt_events(section: RoomSection) -> None:
    from PySide6.QtCore import QCoreApplication

    QCoreApplication.processEvents()
    section._workplace.settle()


def test_a_duty_officer_reads_the_options_and_who_may_change_them(officer_page: SettingsPage) -> None:
    section = room_of(officer_page)
    assert not section._save.isVisible()
    assert section._lock.isReadOnly()
    assert section._morning.isReadOnly()
    assert "head of the duty room" in section._intro.text()
