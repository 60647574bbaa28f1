"""The strip at the top: whose room, what day, what time, who sits here, how long until the handover."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from dutyroom.accounts.keys import Stretching
from dutyroom.accounts.model import NewAccount
from dutyroom.bootstrap import FOUNDER_ROLES, Founding, House, Place, found
from dutyroom.clock import SetClock
from dutyroom.settings import MORNING_HANDOVER, SeatSettings
from tests.conftest import Template
from tests.factories import EVENING, LOGIN, NAME, PASSWORD, SHANGHAI
from tests.ui.desk.sitting import Desk
from ui.desk.top_strip import TopStrip
from ui.workplace import Workplace


def read(strip: TopStrip) -> str:
    words = [label.text() for label in strip.findChildren(QLabel) if label.isVisible() and label.text()]
    return " | ".join((*words, strip.handover.text()))


@pytest.mark.req("R069", "R080")
def test_it_says_room_day_hour_officer_and_the_time_to_the_handover(desk: Desk) -> None:
    shown = read(desk.window.strip)
    for words in (
        "云岭市人民政府总值班室",
        "2026-11-21",
        "Sat",
        "Rest day",
        "20:38:00",
        "Night: 陈予",
        "08:00",
        "(11:22)",
    ):
        assert words in shown, words
    assert "Drill" not in shown


def test_the_second_and_the_countdown_run(desk: Desk) -> None:
    desk.clock.advance(timedelta(seconds=61))
    desk.window.tick()
    shown = read(desk.window.strip)
    assert "20:39:01" in shown
    assert "(11:21)" in shown


def test_after_the_handover_the_next_shift_is_named(desk: Desk) -> None:
    desk.clock.advance(timedelta(hours=11, minutes=22))
    desk.window.tick()
    desk.settle()
    shown = read(desk.window.strip)
    assert "2026-11-22" in shown
    assert "Day: 陈予" in shown
    assert "17:30" in shown
    assert "(09:30)" in shown


@pytest.mark.req("R067", "R073")
def test_a_holiday_is_named_and_a_year_without_arrangement_says_so(desk: Desk) -> None:
    desk.clock.jump(datetime(2026, 10, 1, 9, tzinfo=SHANGHAI))
    desk.window.tick()
    desk.settle()
    assert "Statutory holiday" in read(desk.window.strip)
    assert "National Day" in read(desk.window.strip)
    desk.clock.jump(datetime(2031, 3, 3, 9, tzinfo=SHANGHAI))
    desk.window.tick()
    desk.settle()
    assert "Not published" in read(desk.window.strip)
    here = desk.house.calendar.local_date(desk.clock.now())
    desk.at_another_seat(lambda: desk.house.arrangements.add_local_holiday(desk.session, here, "三月三", "市政府通知"))
    desk.settle()
    assert "Holiday rest day  三月三" in read(desk.window.strip), "what the room accepts is shown at once"


@pytest.mark.parametrize("year", [1999, 2155])
def test_a_computer_whose_clock_is_far_out_still_shows_the_time(desk: Desk, year: int) -> None:
    desk.clock.jump(datetime(year, 3, 3, 9, 5, tzinfo=SHANGHAI))
    desk.window.tick()
    desk.settle()
    shown = read(desk.window.strip)
    assert "09:05:00" in shown
    assert f"{year}-03-03" in shown


def test_another_hour_of_handover_is_shown_at_once(desk: Desk) -> None:
    desk.at_another_seat(lambda: desk.house.settings.put(desk.session, MORNING_HANDOVER, "09:00"))
    desk.window.tick()
    assert "Handover 09:00 (12:22)" in read(desk.window.strip)


@pytest.fixture
def drill_room(tmp_path: Path) -> Iterator[House]:
    house, _key = found(
        Place.in_folder(tmp_path / "drill"),
        Founding("演练值班室", "云岭市", NewAccount(LOGIN, NAME, FOUNDER_ROLES), PASSWORD, drill=True),
        SetClock(EVENING),
        Stretching(1, 1, 1024),
    )
    yield house
    house.close()


def test_a_drill_room_says_drill(drill_room: House, founded: Template, seat: SeatSettings, qtbot: object) -> None:
    session = drill_room.accounts.sign_in(drill_room.accounts.all()[0].id)
    workplace = Workplace(drill_room, session, seat)
    strip = TopStrip(workplace)
    strip.show()
    workplace.settle()
    assert "Drill" in read(strip)
    strip.close()
    strip.deleteLater()
    workplace._bridge.close()
    workplace.stop_lanes()
