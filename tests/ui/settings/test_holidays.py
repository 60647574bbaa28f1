"""The year drawn; a notice pasted, corrected, accepted; a local holiday; versions with who and when."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dutyroom.accounts.model import Role, Session
from dutyroom.bootstrap import House
from dutyroom.calendar.model import ArrangementStatus, DayType
from tests.factories import NOTICE_2027, an_officer, day_of_calendar
from tests.ui.settings.conftest import OpenPage
from ui.settings.holiday_dialogs import AddLocalHolidayDialog, TakeBackDialog, WithdrawLocalHolidayDialog
from ui.settings.holidays import HolidaysSection
from ui.settings.page import SectionName, SettingsPage

SOURCE = "国办发明电〔2026〕0号"


def holidays_of(page: SettingsPage) -> HolidaysSection:
    section = page.section(SectionName.HOLIDAYS)
    assert isinstance(section, HolidaysSection)
    settle(section)
    return section


def settle(section: HolidaysSection) -> None:
    for _round in range(3):
        section._workplace.settle()
        QApplication.processEvents()


def day_type(section: HolidaysSection, day: date) -> DayType:
    known = section.calendar.day(day)
    assert known is not None
    return known.day_type


@pytest.mark.req("R073")
def test_a_notice_is_pasted_corrected_where_it_does_not_fit_and_accepted(
    qtbot: QtBot, page: SettingsPage, house: House
) -> None:
    section = holidays_of(page)
    panel = section.panel
    assert (section.year.value(), section._status.text()) == (2026, "Published")
    assert day_type(section, date(2026, 2, 14)) is DayType.MAKE_UP_WORKDAY
    section.year.setValue(2027)
    settle(section)
    assert section._status.text() == "Not published"
    assert "Only the law's own days" in section._source.text()
    section.year.setValue(2026)

    qtbot.mouseClick(section.paste, Qt.MouseButton.LeftButton)
    assert panel.text.hasFocus()
    assert not panel.accept_button.isEnabled()
    panel.text.setPlainText(NOTICE_2027.replace("2月14日（周日）", "2月14日（周六）"))
    panel.source.setText(SOURCE)
    settle(section)
    assert panel.faults.count() == 1
    assert "2027-02-14 is 周日" in panel.faults.item(0).text()
    assert not panel.accept_button.isEnabled()
    panel.faults.setCurrentRow(0)
    assert panel.text.textCursor().selectedText() == "2月14日（周六）"

    panel.text.setPlainText(NOTICE_2027)
    settle(section)
    assert panel.faults.isHidden()
    assert panel._state.text().startswith("2027 can be accepted")
    assert section.year.value() == 2027
    assert day_type(section, date(2027, 2, 9)) is DayType.HOLIDAY_REST_DAY, "drawn before it is accepted"
    section.calendar.go_to(date(2027, 2, 9))
    assert section._day.text() == "2027-02-09 Tuesday: Workday → Holiday rest day (Spring Festival)"
    assert house.arrangements.versions(2027) == ()

    qtbot.mouseClick(panel.accept_button, Qt.MouseButton.LeftButton)
    settle(section)
    assert section.message.text() == "The arrangement of 2027 is accepted as version 1."
    assert panel.isHidden()
    assert (section._status.text(), section._source.text()) == ("Published", f"Source: {SOURCE}")
    assert house.calendar.arrangement(2027).status is ArrangementStatus.OFFICIAL
    row = section.versions._model.row(0)
    assert row is not None
    assert row.cells == ("1", "2026-11-21 20:38", "陈予", "Published", SOURCE)


def test_an_arrangement_is_changed_by_hand_tried_as_provisional_and_taken_back(
    qtbot: QtBot, page: SettingsPage, house: House
) -> None:
    section = holidays_of(page)
    section.year.setValue(2027)
    settle(section)
    section.edit_by_hand()
    settle(section)
    panel = section.panel
    assert "二、春节：2月5日（周五）至2月8日（周一）放假，共4天。" in panel.text.toPlainText()
    assert "No day becomes another than it is now." in panel._state.text()
    changed = panel.text.toPlainText().replace("2月8日（周一）放假，共4天", "2月9日（周二）放假，共5天")
    panel.text.setPlainText(changed)
    panel.provisional.setChecked(True)
    panel.source.setText("市政府办公室试排")
    settle(section)
    qtbot.keyClick(panel.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(section)
    assert section._status.text() == "Provisional"
    assert house.calendar.day(date(2027, 2, 9)).status is ArrangementStatus.PROVISIONAL

    section.versions.table.selectRow(0)
    settle(section)
    assert section.calendar._changed == {date(2027, 2, 9)}, "what a version changed is framed"
    assert not section.versions.again.isEnabled()
    section.versions.ask_take_back()
    dialog = section.versions.findChild(TakeBackDialog)
    assert dialog is not None
    dialog.act()
    settle(section)
    assert "Say why" in dialog.message.text()
    dialog.reason.setText("试排有误")
    dialog.act()
    settle(section)
    assert section._status.text() == "Not published"
    section.versions.table.selectRow(1)
    settle(section)
    assert section.versions.again.isEnabled()
    section.versions.use_again()
    settle(section)
    assert section._status.text() == "Provisional"
    assert [one.version for one in house.arrangements.versions(2027)] == [3, 2, 1]


def test_what_is_refused_stays_typed_and_cancel_shows_the_year_as_it_is(
    qtbot: QtBot, page: SettingsPage, house: House, session: Session
) -> None:
    section = holidays_of(page)
    section.paste_notice()
    section.panel.text.setPlainText(NOTICE_2027 + "机密★启封前")
    section.panel.source.setText(SOURCE)
    settle(section)
    section.panel.accept()
    settle(section)
    assert "机密" in section.panel.message.text()
    assert section.panel.text.toPlainText().startswith(NOTICE_2027)
    assert section.panel.accept_button.isEnabled()
    qtbot.keyClick(section.panel.text, Qt.Key.Key_Escape)
    settle(section)
    assert section.panel.isHidden()
    assert section.paste.hasFocus()
    assert day_type(section, date(2027, 2, 9)) is DayType.WORKDAY
    section.paste_notice()
    settle(section)
    assert section.panel.text.toPlainText().startswith(NOTICE_2027), "it is there when it is opened again"
    assert day_type(section, date(2027, 2, 9)) is DayType.HOLIDAY_REST_DAY
    section.panel.cancel()
    settle(section)
    assert section.calendar._changed == frozenset()
    day_of_calendar(house, session)
    settle(section)
    assert section._status.text() == "Provisional", "another seat's act appears"


def test_a_local_holiday_is_added_on_the_chosen_day_and_withdrawn_with_a_reason(
    qtbot: QtBot, page: SettingsPage, house: House
) -> None:
    section = holidays_of(page)
    section.calendar.go_to(date(2026, 12, 7))
    qtbot.keyClick(section.calendar, Qt.Key.Key_Return)
    dialog = section.findChild(AddLocalHolidayDialog)
    assert dialog is not None
    assert dialog.day.text() == "2026-12-07"
    dialog.name.setText("灯节")
    dialog.source.setText("云岭市政府通知")
    dialog.act()
    settle(section)
    known = section.calendar.day(date(2026, 12, 7))
    assert known is not None
    assert (known.local, known.holiday_name) == (True, "灯节")
    assert section._day.text() == "2026-12-07 Monday  Holiday rest day (灯节)"

    section.local.table.selectRow(0)
    qtbot.mouseClick(section.local.withdraw, Qt.MouseButton.LeftButton)
    withdrawal = section.findChild(WithdrawLocalHolidayDialog)
    assert withdrawal is not None
    withdrawal.reason.setText("另行通知")
    withdrawal.act()
    settle(section)
    assert house.calendar.day(date(2026, 12, 7)).works
    rows = [section.local._model.row(at) for at in range(2)]
    assert [row.cells[2:4] for row in rows if row] == [("Withdrawn", "另行通知"), ("Added", "云岭市政府通知")]
    assert not section.local.withdraw.isEnabled()


def test_an_officer_reads_the_calendar_and_the_secretary_general_keeps_it(
    open_page: OpenPage, officer_page: SettingsPage, house: House, session: Session
) -> None:
    section = holidays_of(officer_page)
    hidden = (section.paste, section.edit, section.local.add, section.local.withdraw, section.versions.take_back)
    assert not any(button.isVisible() for button in hidden)
    assert "secretary-general" in section._intro.text()
    section.calendar.activated.emit(date(2026, 12, 7))
    assert section.findChild(AddLocalHolidayDialog) is None
    secretary = an_officer(house, session, "方拟", Role.SECRETARY_GENERAL)
    kept = holidays_of(open_page(house.accounts.sign_in(secretary.id)))
    assert kept.paste.isVisible()
