"""A year on one page: each type of day has its own shape, the keyboard reaches every day, each is said in full."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from dutyroom.calendar.model import ArrangementStatus, Day, DayType, LocalHoliday
from dutyroom.calendar.rules import Calendar
from ui import theme
from ui.widgets.day_mark import CellState, DayMark, corner_word
from ui.widgets.year_calendar import YearCalendar

TODAY = date(2026, 11, 21)
CALENDAR = Calendar(local=[LocalHoliday("x", date(2026, 4, 20), "三月三")])
DAYS = CALENDAR.days(date(2026, 1, 1), date(2026, 12, 31))


def words(day: Day) -> str:
    return f"{day.date} {day.day_type.value} {day.holiday_name or ''}"


@pytest.fixture
def year(qtbot: QtBot) -> YearCalendar:
    made = YearCalendar(words)
    made.show_year(2026, DAYS, changed=frozenset({date(2026, 3, 2)}), today=TODAY)
    qtbot.addWidget(made)
    made.resize(760, made.heightForWidth(760))
    with qtbot.waitExposed(made):
        made.show()
    return made


PLAIN = CellState()


def grey(day: Day, state: CellState = PLAIN) -> QImage:
    """Return a day as somebody sees it who tells no colours apart, without its number."""
    mark = DayMark(day, state)
    mark.resize(mark.sizeHint())
    image = mark.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    mark.deleteLater()
    return image


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_types_of_days_differ_without_colour(qapp: QApplication, qtbot: QtBot, look: theme.Name) -> None:
    theme.apply_theme(qapp, look)
    sample = date(2026, 1, 1)
    seen = {
        **{kind.value: grey(Day(sample, kind, ArrangementStatus.OFFICIAL)) for kind in DayType},
        "local": grey(Day(sample, DayType.HOLIDAY_REST_DAY, ArrangementStatus.OFFICIAL, "local:x", "x")),
        "changed": grey(Day(sample, DayType.WORKDAY, ArrangementStatus.OFFICIAL), CellState(changed=True)),
        "today": grey(Day(sample, DayType.WORKDAY, ArrangementStatus.OFFICIAL), CellState(today=True)),
    }
    statutory = Day(sample, DayType.STATUTORY_HOLIDAY, ArrangementStatus.OFFICIAL)
    seen["statutory with the keyboard"] = grey(statutory, CellState(current=True))
    for (one, first), (other, second) in combinations(seen.items(), 2):
        assert first != second, f"{one} looks like {other}"


def test_no_day_wears_the_colour_of_a_grade(year: YearCalendar) -> None:
    image = year.grab().toImage()
    inks = {QColor(theme.current().grade(grade).ink).rgb() for grade in ("I", "II", "III", "IV")}
    assert not inks & {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(image.height())}


def test_days_off_and_days_worked_carry_their_word() -> None:
    said = {day.date: corner_word(day) for day in DAYS}
    assert said[date(2026, 2, 14)] == "on"
    assert said[date(2026, 2, 15)] == said[date(2026, 2, 16)] == "off"
    assert said[date(2026, 4, 20)] == "L"
    assert said[date(2026, 3, 2)] == said[date(2026, 3, 7)] == ""


def test_the_keyboard_reaches_every_day_and_each_is_said_in_full(qtbot: QtBot, year: YearCalendar) -> None:
    moved: list[date] = []
    taken: list[date] = []
    year.moved.connect(moved.append)
    year.activated.connect(taken.append)
    assert year.current() == TODAY
    assert year.accessibleName() == "Calendar of 2026"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Up):
        qtbot.keyClick(year, key)
    assert moved == [date(2026, 11, day) for day in (22, 29)] + [date(2026, 10, day) for day in (29, 28, 21)]
    qtbot.keyClick(year, Qt.Key.Key_Home)
    assert year.accessibleDescription() == "2026-01-01 statutory_holiday 元旦"
    qtbot.keyClick(year, Qt.Key.Key_Left)
    assert year.current() == date(2026, 1, 1), "the year before is not shown"
    qtbot.keyClick(year, Qt.Key.Key_End)
    qtbot.keyClick(year, Qt.Key.Key_PageUp)
    assert year.current() == date(2026, 11, 30)
    qtbot.keyClick(year, Qt.Key.Key_Return)
    assert taken == [date(2026, 11, 30)]


def test_the_mouse_finds_the_day_it_points_at_at_every_width(qtbot: QtBot, year: YearCalendar) -> None:
    for width in (240, 500, 760, 1200):
        year.resize(width, year.heightForWidth(width))
        QApplication.processEvents()
        for day in (date(2026, 1, 1), date(2026, 8, 31), date(2026, 12, 31)):
            box = year.cell(day)
            assert year.rect().contains(box), f"{day} does not fit into {width}"
            assert year.day_at(box.center()) == day
    qtbot.mouseClick(year, Qt.MouseButton.LeftButton, pos=year.cell(date(2026, 10, 1)).center())
    assert year.current() == date(2026, 10, 1)
    assert year.day_at(QPoint(-5, -5)) is None
    boxes = [year.cell(day.date) for day in DAYS]
    assert len({(box.x(), box.y()) for box in boxes}) == 365


def test_a_day_out_of_sight_is_scrolled_to(qtbot: QtBot) -> None:
    area = QScrollArea()
    area.setWidgetResizable(True)
    inside = YearCalendar(words)
    inside.show_year(2026, DAYS, today=TODAY)
    area.setWidget(inside)
    qtbot.addWidget(area)
    area.resize(780, 300)
    with qtbot.waitExposed(area):
        area.show()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        qtbot.keyClick(inside, key)
        current = inside.current()
        assert current is not None
        assert area.viewport().rect().contains(inside.mapTo(area.viewport(), inside.cell(current).center()))
