"""The lock of the desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dutyroom.accounts.model import Session
from dutyroom.accounts.rules import FAILURES_BEFORE_LOCK
from dutyroom.bootstrap import House
from dutyroom.settings import SeatSettings
from tests.factories import NAME, PASSWORD, SHANGHAI
from ui.sign_in.lock import LockPage
from ui.workplace import Workplace


@pytest.fixture
def workplace(house: House, session: Session, tmp_path: Path) -> Iterator[Workplace]:
    made = Workplace(house, session, SeatSettings(tmp_path / "seat.json"))
    yield made
    made.close()


@pytest.fixture
def lock(qtbot: QtBot, workplace: Workplace) -> LockPage:
    page = LockPage(workplace)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    return page


def words(lock: LockPage) -> str:
    return " ".join(label.text() for label in lock.findChildren(QLabel) if label.isVisible())


@pytest.mark.req("R205")
def test_only_the_password_of_who_sits_here_brings_the_desk_back(
    qtbot: QtBot, lock: LockPage, workplace: Workplace
) -> None:
    with qtbot.assertNotEmitted(lock.unlocked):
        qtbot.keyClicks(lock._password, "wrong")
        qtbot.keyClick(lock._password, Qt.Key.Key_Return)
        workplace.settle()
    assert "The password is wrong" in words(lock)
    assert lock._password.hasSelectedText()
    with qtbot.waitSignal(lock.unlocked):
        qtbot.keyClicks(lock._password, PASSWORD)
        qtbot.keyClick(lock._password, Qt.Key.Key_Return)
    assert lock._password.text() == ""


def test_the_locked_desk_shows_the_time_and_who_left_it(lock: LockPage) -> None:
    lock.show_time(datetime(2026, 11, 21, 23, 59, tzinfo=SHANGHAI))
    assert "23:59" in words(lock)
    assert "Saturday, 2026-11-21" in words(lock)
    assert NAME in words(lock)
    lock.show_time(datetime(2026, 11, 22, 0, 0, tzinfo=SHANGHAI))
    assert "Sunday, 2026-11-22" in words(lock)


def test_too_many_wrong_passwords_lock_the_account_too(lock: LockPage, workplace: Workplace) -> None:
    for _ in range(FAILURES_BEFORE_LOCK + 1):
        lock._password.setText("wrong")
        lock.try_password()
        workplace.settle()
    assert "10 minutes" in words(lock)


def test_somebody_else_can_take_the_desk(qtbot: QtBot, lock: LockPage) -> None:
    with qtbot.waitSignal(lock.switch_wanted):
        qtbot.mouseClick(lock._switch, Qt.MouseButton.LeftButton)


def test_a_half_typed_password_is_gone_when_the_lock_comes_back(lock: LockPage) -> None:
    lock._password.setText("half")
    lock.hide()
    lock.show()
    assert lock._password.text() == ""


def test_only_a_drill_room_tells_its_password(qtbot: QtBot, lock: LockPage, workplace: Workplace) -> None:
    assert PASSWORD not in words(lock)
    workplace.password_hint = PASSWORD
    workplace.house.room = replace(workplace.house.room, drill=True)
    drill = LockPage(workplace)
    qtbot.addWidget(drill)
    drill.show()
    assert PASSWORD in words(drill)
