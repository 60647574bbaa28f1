"""The field for a moment: quick to type, honest about what it understood, and never losing what was typed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QCalendarWidget
from pytestqt.qtbot import QtBot

from dutyroom.clock import SetClock
from ui.widgets.calendar_popup import CalendarPopup
from ui.widgets.date_time_field import DateTimeField
from ui.widgets.quick_time import Lean

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 20, 38, 7, tzinfo=ZONE)


@pytest.fixture
def field(qtbot: QtBot) -> DateTimeField:
    made = DateTimeField(SetClock(NOW), zone=ZONE)
    qtbot.addWidget(made)
    return made


def commit(field: DateTimeField, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def test_what_was_typed_is_written_in_the_standard_form(field: DateTimeField, qtbot: QtBot) -> None:
    qtbot.keyClicks(field, "0805")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "2026-11-21 08:05"
    assert field.value() == datetime(2026, 11, 21, 0, 5, tzinfo=UTC)
    assert field.toolTip() == "2026-11-21 08:05:00"


def test_chinese_days_are_typed_through_an_input_method(field: DateTimeField) -> None:
    commit(field, "昨天17:30")
    field.settle()
    assert field.text() == "2026-11-20 17:30"


def test_the_moment_is_known_before_the_field_is_left(field: DateTimeField, qtbot: QtBot) -> None:
    with qtbot.waitSignal(field.value_changed) as told:
        qtbot.keyClicks(field, "0805")
    assert told.args == [datetime(2026, 11, 21, 0, 5, tzinfo=UTC)] or field.value() is not None
    assert field.value() == datetime(2026, 11, 21, 0, 5, tzinfo=UTC)


def test_what_cannot_be_read_stays_as_typed_and_is_marked(field: DateTimeField, qtbot: QtBot) -> None:
    qtbot.keyClicks(field, "2599")
    field.settle()
    assert field.text() == "2599"
    assert field.value() is None
    assert not field.is_valid()
    assert field.property("invalid") is True
    assert "0805" in field.toolTip()


def test_the_mark_goes_as_soon_as_the_text_is_a_time(field: DateTimeField, qtbot: QtBot) -> None:
    qtbot.keyClicks(field, "2599")
    field.settle()
    field.clear()
    qtbot.keyClicks(field, "0805")
    assert field.property("invalid") is False


def test_an_empty_field_is_no_moment_and_no_mistake(field: DateTimeField) -> None:
    field.set_value(NOW)
    field.clear()
    field.settle()
    assert field.value() is None
    assert field.is_valid()


def test_seconds_of_a_given_moment_are_kept_until_something_is_typed(field: DateTimeField, qtbot: QtBot) -> None:
    field.set_value(NOW)
    field.settle()
    assert field.value() == NOW
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClicks(field, "9")
    assert field.value() == datetime(2026, 11, 21, 12, 39, tzinfo=UTC)


def test_arrows_move_by_minutes_and_page_keys_by_hours(field: DateTimeField, qtbot: QtBot) -> None:
    field.set_value(datetime(2026, 11, 21, 23, 59, tzinfo=ZONE))
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "2026-11-22 00:00"
    qtbot.keyClick(field, Qt.Key.Key_PageDown)
    assert field.text() == "2026-11-21 23:00"


def test_an_arrow_in_an_empty_field_starts_from_now(field: DateTimeField, qtbot: QtBot) -> None:
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.text() == "2026-11-21 20:37"


def test_a_due_time_leans_to_tomorrow(qtbot: QtBot) -> None:
    due = DateTimeField(SetClock(NOW), zone=ZONE, lean=Lean.FUTURE)
    qtbot.addWidget(due)
    qtbot.keyClicks(due, "0800")
    due.settle()
    assert due.text() == "2026-11-22 08:00"


def test_a_naive_moment_is_refused(field: DateTimeField) -> None:
    with pytest.raises(ValueError, match="naive"):
        field.set_value(datetime(2026, 11, 21, 8, 5))  # noqa: DTZ001


def test_a_day_from_the_month_keeps_the_time(field: DateTimeField, qtbot: QtBot) -> None:
    field.set_value(datetime(2026, 11, 21, 8, 5, tzinfo=ZONE))
    field.open_calendar()
    popup = field.findChild(CalendarPopup)
    assert popup is not None
    month = popup.findChild(QCalendarWidget)
    assert month is not None
    assert month.selectedDate().toPython() == date(2026, 11, 21)
    with qtbot.waitSignal(field.value_changed):
        month.activated.emit(month.selectedDate().addDays(-3))
    assert field.text() == "2026-11-18 08:05"
    assert not popup.isVisible()


def test_weekends_are_not_red_because_red_is_a_grade(field: DateTimeField) -> None:
    popup = CalendarPopup(field)
    month = popup.calendar()
    inks = {month.weekdayTextFormat(day).foreground().color().name() for day in Qt.DayOfWeek}
    assert "#ff0000" not in inks
    assert len(inks) == 2


def test_the_field_says_how_it_is_to_be_used(field: DateTimeField) -> None:
    assert field.placeholderText()
    assert field.accessibleDescription()
