"""Signing in, a forgotten password, a first password, and what may be in the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dutyroom.accounts.keys import KeyFile
from dutyroom.accounts.model import Session
from dutyroom.accounts.rules import FAILURES_BEFORE_LOCK
from dutyroom.bootstrap import House, Place
from dutyroom.errors import Environment
from tests.factories import LOGIN, NAME, OTHER_PASSWORD, PASSWORD, an_officer
from tests.ui.sign_in.conftest import Arrivals, OpenWindow
from ui.sign_in.changing import ChangePasswordPage
from ui.sign_in.recovering import RecoverPage
from ui.sign_in.signing_in import SignInPage
from ui.sign_in.trouble import TroublePage
from ui.sign_in.window import SignInWindow


def sign_in_page(window: SignInWindow) -> SignInPage:
    page = window.page()
    assert isinstance(page, SignInPage)
    return page


def try_to_sign_in(window: SignInWindow, qtbot: QtBot, login: str, password: str) -> SignInPage:
    page = sign_in_page(window)
    page._login.setText(login)
    page._password.setText(password)
    qtbot.keyClick(page._password, Qt.Key.Key_Return)
    window.settle()
    return page


@pytest.mark.parametrize("login", [LOGIN, NAME, " ChenYu "])
def test_name_or_login_and_the_right_password_open_the_desk(
    qtbot: QtBot, open_window: OpenWindow, place: Place, arrivals: Arrivals, login: str
) -> None:
    try_to_sign_in(open_window(place), qtbot, login, PASSWORD)
    assert [session.name for session in arrivals.sessions] == [NAME]


def test_enter_goes_from_the_name_to_the_password_and_from_there_in(
    qtbot: QtBot, open_window: OpenWindow, place: Place, arrivals: Arrivals
) -> None:
    window = open_window(place)
    page = sign_in_page(window)
    assert QApplication.focusWidget() is page._login
    qtbot.keyClicks(page._login, LOGIN)
    qtbot.keyClick(page._login, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page._password
    qtbot.keyClicks(page._password, PASSWORD)
    qtbot.keyClick(page._password, Qt.Key.Key_Return)
    window.settle()
    assert arrivals.sessions


def test_after_a_wrong_password_the_name_stays_and_the_password_is_ready_to_be_typed_again(
    qtbot: QtBot, open_window: OpenWindow, place: Place, arrivals: Arrivals
) -> None:
    page = try_to_sign_in(open_window(place), qtbot, LOGIN, "wrong")
    assert page.message.text() == "Name or password is wrong. Try again."
    assert page._login.text() == LOGIN
    assert page._password.selectedText() == "wrong" or page._password.hasSelectedText()
    assert QApplication.focusWidget() is page._password
    assert not arrivals.houses


def test_after_five_wrong_passwords_the_page_says_for_how_long_the_account_is_locked(
    qtbot: QtBot, open_window: OpenWindow, place: Place
) -> None:
    window = open_window(place)
    for _ in range(FAILURES_BEFORE_LOCK):
        try_to_sign_in(window, qtbot, LOGIN, "wrong")
    page = try_to_sign_in(window, qtbot, LOGIN, PASSWORD)
    assert "10 minutes" in page.message.text()


def test_the_printed_key_gives_a_new_password_however_it_is_typed(
    qtbot: QtBot, open_window: OpenWindow, place: Place, arrivals: Arrivals, recovery_key: str
) -> None:
    window = open_window(place)
    page = sign_in_page(window)
    page._login.setText(LOGIN)
    qtbot.mouseClick(page._forgot, Qt.MouseButton.LeftButton)
    recovering = window.page()
    assert isinstance(recovering, RecoverPage)
    assert recovering._login.text() == LOGIN
    qtbot.keyClicks(recovering._key, recovery_key.lower().replace("-", " "))
    assert recovering._key.text() == recovery_key
    for field in recovering._password.fields():
        field.setText(OTHER_PASSWORD)
    qtbot.keyClick(recovering._password.fields()[1], Qt.Key.Key_Return)
    window.settle()
    assert [session.name for session in arrivals.sessions] == [NAME]
    arrivals.houses.pop().close()
    try_to_sign_in(open_window(place), qtbot, LOGIN, OTHER_PASSWORD)
    assert len(arrivals.sessions) == 2


def test_a_wrong_key_is_called_that_and_esc_leads_back(qtbot: QtBot, open_window: OpenWindow, place: Place) -> None:
    window = open_window(place)
    window._show_recovering(LOGIN)
    page = window.page()
    assert isinstance(page, RecoverPage)
    page._key.setText("0" * 32)
    for field in page._password.fields():
        field.setText(OTHER_PASSWORD)
    page.submit()
    window.settle()
    assert page.message.text().startswith("The recovery key does not fit")
    assert page._password.password() == OTHER_PASSWORD
    qtbot.keyClick(page._key, Qt.Key.Key_Escape)
    assert isinstance(window.page(), SignInPage)


@pytest.mark.req("R205")
def test_a_first_password_is_changed_before_the_desk_opens(
    qtbot: QtBot, open_window: OpenWindow, place: Place, house: House, session: Session, arrivals: Arrivals
) -> None:
    an_officer(house, session)
    window = open_window(place)
    try_to_sign_in(window, qtbot, "周岚", OTHER_PASSWORD)
    page = window.page()
    assert isinstance(page, ChangePasswordPage)
    assert not arrivals.houses
    for field in page._password.fields():
        field.setText(OTHER_PASSWORD)
    page.submit()
    window.settle()
    assert page.message.text().startswith("The new password is the old one")
    for field in page._password.fields():
        field.setText("Zz7-bei-ping")
    qtbot.keyClick(page._password.fields()[1], Qt.Key.Key_Return)
    window.settle()
    assert [one.name for one in arrivals.sessions] == ["周岚"]
    assert not arrivals.sessions[0].must_change_password


def test_only_a_drill_room_tells_its_password(open_window: OpenWindow, place: Place) -> None:
    window = open_window(place)
    window.drill_hint = PASSWORD
    assert not sign_in_page(window)._hint.isVisible()
    keys = KeyFile(place.key_file)
    keys.write(replace(keys.read(), open_key="00" * 32))
    window.look()
    assert PASSWORD in sign_in_page(window)._hint.text()
    assert sign_in_page(window)._hint.isVisible()
    assert window._card._drill.isVisible()


def test_a_missing_key_ring_is_explained_and_comes_back_from_a_backup(
    open_window: OpenWindow, place: Place, tmp_path: Path
) -> None:
    saved = tmp_path / "backup.keys"
    place.key_file.rename(saved)
    window = open_window(place)
    page = window.page()
    assert isinstance(page, TroublePage)
    assert page.error().code == "keys.missing"
    window.set_restorer(lambda where, file: file.rename(where.key_file))
    window.take_backup(str(saved))
    window.settle()
    assert isinstance(window.page(), SignInPage)


def test_a_damaged_data_file_leads_to_the_page_of_ways_out_and_another_file_to_its_own_door(
    qtbot: QtBot, open_window: OpenWindow, place: Place, tmp_path: Path, arrivals: Arrivals
) -> None:
    good = tmp_path / "other.dutyroom"
    good.write_bytes(place.data_file.read_bytes())
    good.with_suffix(".keys").write_bytes(place.key_file.read_bytes())
    place.data_file.write_bytes(b"not a data file" * 1000)
    window = open_window(place)
    try_to_sign_in(window, qtbot, LOGIN, PASSWORD)
    page = window.page()
    assert isinstance(page, TroublePage)
    assert page.error().code == "storage.wrong_key"
    window.take_file(str(good))
    try_to_sign_in(window, qtbot, LOGIN, PASSWORD)
    assert arrivals.sessions


def test_a_backup_that_cannot_be_put_back_says_why(open_window: OpenWindow, place: Place, tmp_path: Path) -> None:
    place.key_file.unlink()

    def refuse(_where: Place, file: Path) -> None:
        raise Environment("backup.not_whole", file=str(file), problem="page 7")

    window = open_window(place)
    window.set_restorer(refuse)
    window.take_backup(str(tmp_path / "bad.dutyroom"))
    window.settle()
    page = window.page()
    assert isinstance(page, TroublePage)
    assert "page 7" in page.message.text()
