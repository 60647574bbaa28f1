"""The first start of a room."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dutyroom.accounts.model import Right
from dutyroom.bootstrap import Place, open_with_recovery_key
from dutyroom.clock import SetClock
from tests.factories import LOGIN, NAME, PASSWORD
from tests.ui.sign_in.conftest import Arrivals, OpenWindow
from ui.sign_in.founding import FoundingPage
from ui.sign_in.recovery_key import RecoveryKeyPage
from ui.sign_in.short_copy import ShortCopy
from ui.sign_in.trouble import TroublePage
from ui.sign_in.window import SignInWindow

ROOM = "云岭市人民政府总值班室"


@pytest.fixture
def nowhere(tmp_path: Path) -> Place:
    return Place.in_folder(tmp_path / "new")


def filled(window: SignInWindow, password: str = PASSWORD, again: str = PASSWORD) -> FoundingPage:
    page = window.page()
    assert isinstance(page, FoundingPage)
    page._room.setText(ROOM)
    page._city.setText("云岭市")
    page._name.setText(NAME)
    page._name.editingFinished.emit()
    window.settle()
    first, second = page._password.fields()
    first.setText(password)
    second.setText(again)
    return page


def founded(window: SignInWindow, qtbot: QtBot) -> RecoveryKeyPage:
    page = filled(window)
    qtbot.keyClick(page._password.fields()[1], Qt.Key.Key_Return)
    window.settle()
    shown = window.page()
    assert isinstance(shown, RecoveryKeyPage)
    return shown


def test_the_founder_names_the_room_puts_the_key_away_and_stands_at_the_desk(
    qtbot: QtBot, open_window: OpenWindow, nowhere: Place, arrivals: Arrivals, clock: SetClock
) -> None:
    window = open_window(nowhere)
    page = founded(window, qtbot)
    qtbot.mouseClick(page._go, Qt.MouseButton.LeftButton)
    assert not arrivals.houses, "the desk opened before the key was put away"
    qtbot.keyClick(page._safe, Qt.Key.Key_Space)
    qtbot.keyClick(page._go, Qt.Key.Key_Return)
    (house,), (session,) = arrivals.houses, arrivals.sessions
    assert (house.room.name, house.room.city, session.name) == (ROOM, "云岭市", NAME)
    assert session.may(Right.MANAGE_ACCOUNTS)
    assert house.accounts.all()[0].login == LOGIN
    key = page._facts.key
    house.close()
    again = open_with_recovery_key(nowhere, key, clock)
    assert again.room.name == ROOM
    again.close()
    arrivals.houses.clear()


def test_the_login_is_suggested_from_the_name_until_somebody_types_another(
    qtbot: QtBot, open_window: OpenWindow, nowhere: Place
) -> None:
    window = open_window(nowhere)
    page = filled(window)
    assert page._login.text() == LOGIN
    page._login.clear()
    qtbot.keyClicks(page._login, "room1")
    page._name.setText("林一川")
    page._name.editingFinished.emit()
    window.settle()
    assert page._login.text() == "room1"


@pytest.mark.parametrize(("password", "again"), [("abc", "abc"), ("Ab3-chenyu", "Ab3-chenyu"), (PASSWORD, "other")])
def test_a_weak_or_mistyped_password_is_refused_and_everything_typed_stays(
    qtbot: QtBot, open_window: OpenWindow, nowhere: Place, password: str, again: str
) -> None:
    window = open_window(nowhere)
    page = filled(window, password, again)
    qtbot.keyClick(page._go, Qt.Key.Key_Return)
    window.settle()
    assert window.page() is page
    assert page.message.isVisible()
    assert (page._room.text(), page._name.text(), page._password.password()) == (ROOM, NAME, password)
    assert not nowhere.founded


def test_a_room_without_a_name_is_not_founded(qtbot: QtBot, open_window: OpenWindow, nowhere: Place) -> None:
    window = open_window(nowhere)
    page = filled(window)
    page._room.clear()
    qtbot.keyClick(page._go, Qt.Key.Key_Return)
    assert page.message.text() == "Enter the name of the duty room."
    assert QApplication.focusWidget() is page._room
    assert not nowhere.founded


def test_the_window_stays_open_until_the_key_is_put_away_or_given_up(
    qtbot: QtBot, open_window: OpenWindow, nowhere: Place, arrivals: Arrivals
) -> None:
    window = open_window(nowhere)
    page = founded(window, qtbot)
    assert not window.close()
    assert page.message.isVisible()
    page.message.acted.emit()
    assert not window.isVisible()
    assert not arrivals.houses


@pytest.mark.req("R205")
def test_the_paper_says_the_key_and_the_room_and_the_clipboard_forgets_it(
    qtbot: QtBot, open_window: OpenWindow, nowhere: Place, tmp_path: Path
) -> None:
    page = founded(open_window(nowhere), qtbot)
    page.save_to(str(tmp_path / "key.pdf"))
    words = "".join(PdfReader(tmp_path / "key.pdf").pages[0].extract_text().split())
    for group in page._facts.key.split("-"):
        assert group in words
    copier = ShortCopy(page, stays_ms=1)
    copier.copy(page._facts.key)
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == "")


def test_the_clipboard_keeps_what_somebody_copied_after_the_key(qtbot: QtBot) -> None:
    copier = ShortCopy(QApplication.instance())
    copier.copy("7K3M-9QXZ")
    QApplication.clipboard().setText("0999-8000001")
    copier.take_away()
    assert QApplication.clipboard().text() == "0999-8000001"


def test_a_key_ring_without_its_data_is_never_founded_over(open_window: OpenWindow, place: Place) -> None:
    place.data_file.unlink()
    ring = place.key_file.read_bytes()
    page = open_window(place).page()
    assert isinstance(page, TroublePage)
    assert page.error().code == "storage.no_such_file"
    assert place.key_file.read_bytes() == ring


def test_the_look_switched_at_the_door_is_kept_for_this_seat(
    qtbot: QtBot, open_window: OpenWindow, nowhere: Place
) -> None:
    window = open_window(nowhere)
    with qtbot.waitSignal(window.theme_chosen) as chosen:
        qtbot.mouseClick(window._look_button, Qt.MouseButton.LeftButton)
    assert chosen.args == ["dark"]
