"""Accounts: opened, given roles and passwords, closed and reopened by who may; three administrators, three persons."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from dutyroom.accounts.model import Account, Role, Session
from dutyroom.accounts.rules import check_password
from dutyroom.bootstrap import House, Place, open_with_recovery_key, unlock
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from tests.factories import LOGIN, NAME, OTHER_PASSWORD, PASSWORD, an_officer
from ui.settings.account_dialogs import CloseAccountDialog, FirstPasswordDialog, OpenAccountDialog, RolesDialog
from ui.settings.accounts import AccountsSection, missing_administrators
from ui.settings.day_field import read_day
from ui.settings.first_password import new_first_password
from ui.settings.own_password import OwnPasswordDialog
from ui.settings.page import SectionName, SettingsPage
from ui.settings.replace_key import NewKeyDialog, ReplaceKeyDialog
from ui.widgets.quick_time import Lean

TODAY = date(2026, 11, 21)


def accounts_of(page: SettingsPage) -> AccountsSection:
    section = page.section(SectionName.ACCOUNTS)
    assert isinstance(section, AccountsSection)
    settle(section)
    return section


def settle(section: AccountsSection) -> None:
    section._workplace.settle()
    QApplication.processEvents()
    section._workplace.settle()


def press_ctrl_enter(qtbot: QtBot, dialog: QDialog, key: Qt.Key = Qt.Key.Key_Return) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)  # a shortcut needs an active window
    qtbot.keyClick(dialog, key, Qt.KeyboardModifier.ControlModifier)


def named(house: House, name: str) -> Account:
    return next(account for account in house.accounts.all() if account.name == name)


def may_enter(place: Place, clock: SetClock, login: str, password: str) -> Session:
    house, session = unlock(place, login, password, clock)
    house.close()
    return session


@pytest.mark.req("R206", "R207")
def test_an_administrator_adds_an_officer_and_tells_the_first_password_once(
    qtbot: QtBot, page: SettingsPage, house: House, place: Place, clock: SetClock
) -> None:
    section = accounts_of(page)
    qtbot.mouseClick(section._add, Qt.MouseButton.LeftButton)
    dialog = section.dialog()
    assert isinstance(dialog, OpenAccountDialog)
    dialog._name.setText("沈知远")
    dialog._name.editingFinished.emit()
    settle(section)
    assert dialog._login.text() == "shenzhiyuan"
    dialog._basis.setText("云政任〔2026〕9号")
    qtbot.keyClicks(dialog._trained, "2026-9-3")
    qtbot.keyClick(dialog._name, Qt.Key.Key_Return)
    settle(section)
    password = dialog.hand_over.password()
    assert dialog.hand_over.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert section.dialog() is None
    added = named(house, "沈知远")
    assert (added.login, added.basis, added.trained_on) == ("shenzhiyuan", "云政任〔2026〕9号", date(2026, 9, 3))
    assert added.roles == {Role.DUTY_OFFICER}
    assert section._model.place(added.id) >= 0
    assert may_enter(place, clock, "shenzhiyuan", password).must_change_password


def test_a_person_cannot_be_two_administrators_and_everything_typed_stays(
    qtbot: QtBot, page: SettingsPage, house: House
) -> None:
    section = accounts_of(page)
    section.add()
    dialog = section.dialog()
    assert isinstance(dialog, OpenAccountDialog)
    dialog._name.setText("沈知远")
    for role in (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR):
        dialog._roles.check(role).setChecked(True)
    press_ctrl_enter(qtbot, dialog)
    settle(section)
    assert "three persons" in dialog.message.text()
    assert dialog._name.text() == "沈知远"
    assert len(house.accounts.all()) == 1


def test_a_day_that_is_none_is_not_sent(page: SettingsPage, house: House) -> None:
    section = accounts_of(page)
    section.add()
    dialog = section.dialog()
    assert isinstance(dialog, OpenAccountDialog)
    dialog._name.setText("沈知远")
    dialog._trained.setText("2026-13-40")
    dialog.act()
    settle(section)
    assert "no day" in dialog.message.text()
    assert len(house.accounts.all()) == 1


def test_the_page_says_which_administrators_are_missing(page: SettingsPage, house: House, session: Session) -> None:
    section = accounts_of(page)
    assert "Security administrator, Audit administrator" in section._missing.text()
    an_officer(house, session, "何姗", Role.SECURITY_ADMINISTRATOR)
    settle(section)
    assert section._missing.text().startswith("Still missing: Audit administrator.")
    an_officer(house, session, "高原", Role.AUDIT_ADMINISTRATOR)
    settle(section)
    assert not section._missing.isVisible()
    assert missing_administrators(house.accounts.all()) == []


def test_a_closed_account_is_shut_out_and_reopened_with_a_new_password(
    qtbot: QtBot, page: SettingsPage, house: House, session: Session, place: Place, clock: SetClock
) -> None:
    officer = an_officer(house, session)
    section = accounts_of(page)
    section.choose(officer.id)
    qtbot.mouseClick(section._close, Qt.MouseButton.LeftButton)
    dialog = section.dialog()
    assert isinstance(dialog, CloseAccountDialog)
    dialog.act()
    settle(section)
    assert not named(house, "周岚").active
    with pytest.raises(Refused):
        may_enter(place, clock, "周岚", OTHER_PASSWORD)
    section.choose(officer.id)
    assert section._reopen.isVisible()
    qtbot.mouseClick(section._reopen, Qt.MouseButton.LeftButton)
    reopening = section.dialog()
    assert isinstance(reopening, FirstPasswordDialog)
    reopening.act()
    settle(section)
    assert may_enter(place, clock, "周岚", reopening.hand_over.password()).name == "周岚"


def test_esc_on_the_question_closes_no_account(
    qtbot: QtBot, page: SettingsPage, house: House, session: Session
) -> None:
    officer = an_officer(house, session)
    section = accounts_of(page)
    section.choose(officer.id)
    section.close_account()
    dialog = section.dialog()
    assert dialog is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settle(section)
    assert named(house, "周岚").active


def test_a_forgotten_password_is_replaced_by_a_first_one(
    page: SettingsPage, house: House, session: Session, place: Place, clock: SetClock
) -> None:
    officer = an_officer(house, session)
    section = accounts_of(page)
    section.choose(officer.id)
    section.reset_password()
    dialog = section.dialog()
    assert isinstance(dialog, FirstPasswordDialog)
    dialog.act()
    settle(section)
    with pytest.raises(Refused):
        may_enter(place, clock, "周岚", OTHER_PASSWORD)
    assert may_enter(place, clock, "周岚", dialog.hand_over.password()).must_change_password


def test_roles_are_changed_with_the_keyboard(qtbot: QtBot, page: SettingsPage, house: House, session: Session) -> None:
    officer = an_officer(house, session)
    section = accounts_of(page)
    section.choose(officer.id)
    section.change_roles()
    dialog = section.dialog()
    assert isinstance(dialog, RolesDialog)
    qtbot.keyClick(dialog._roles.check(Role.LEADER_IN_CHARGE), Qt.Key.Key_Space)
    press_ctrl_enter(qtbot, dialog, Qt.Key.Key_Enter)  # the number pad
    settle(section)
    assert named(house, "周岚").roles == {Role.DUTY_OFFICER, Role.LEADER_IN_CHARGE}


def test_nobody_is_offered_to_change_their_own_roles_or_close_themselves(page: SettingsPage, house: House) -> None:
    section = accounts_of(page)
    section.choose(named(house, NAME).id)
    assert not section._set_roles.isEnabled()
    assert not section._close.isEnabled()


def test_a_duty_officer_sees_no_accounts_but_changes_the_own_password(
    qtbot: QtBot, officer_page: SettingsPage, house: House, place: Place, clock: SetClock
) -> None:
    section = accounts_of(officer_page)
    assert not section._table.isVisible()
    assert not section._add.isVisible()
    qtbot.mouseClick(section._own, Qt.MouseButton.LeftButton)
    dialog = section.dialog()
    assert isinstance(dialog, OwnPasswordDialog)
    dialog._old.setText("wrong")
    for field in dialog._new.fields():
        field.setText("Zz7-bei-ping")
    dialog.act()
    settle(section)
    assert dialog.message.text() == "The old password is wrong. Try again."
    assert dialog._new.password() == "Zz7-bei-ping"
    dialog._old.setText(OTHER_PASSWORD)
    dialog.act()
    settle(section)
    assert section.message.text() == "Your password is changed."
    assert may_enter(place, clock, "周岚", "Zz7-bei-ping").name == "周岚"


def test_the_old_password_holds_while_the_new_one_is_weak(page: SettingsPage, place: Place, clock: SetClock) -> None:
    section = accounts_of(page)
    section.change_own_password()
    dialog = section.dialog()
    assert isinstance(dialog, OwnPasswordDialog)
    dialog._old.setText(PASSWORD)
    for field in dialog._new.fields():
        field.setText("Ab3-chenyu")
    dialog.act()
    settle(section)
    assert dialog.isVisible()
    assert may_enter(place, clock, LOGIN, PASSWORD).name == NAME


@given(st.sampled_from(["", "chenyu", "ab"]), st.sampled_from(["", "陈予", "K"]))
def test_a_made_password_keeps_every_rule(login: str, name: str) -> None:
    password = new_first_password(login, name)
    check_password(password, login, name)
    assert not set(password) & set("01OIl")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-09-03", date(2026, 9, 3)),
        ("20260903", date(2026, 9, 3)),
        ("2026年9月3日", date(2026, 9, 3)),
        ("11-21", TODAY),
        ("12-1", date(2025, 12, 1)),
        ("2026-02-30", None),
        ("soon", None),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, day: date | None) -> None:
    assert read_day(typed, TODAY) == day


def test_a_day_without_a_year_is_past_for_what_was_coming_for_what_is_planned_and_else_the_nearest() -> None:
    reads = {lean: [read_day(typed, TODAY, lean) for typed in ("12-05", "10-01", "11-21")] for lean in Lean}
    assert reads[Lean.PAST] == [date(2025, 12, 5), date(2026, 10, 1), TODAY]
    assert reads[Lean.FUTURE] == [date(2026, 12, 5), date(2027, 10, 1), TODAY]
    assert reads[Lean.NEAR] == [date(2026, 12, 5), date(2026, 10, 1), TODAY]
    assert read_day("1-5", date(2026, 12, 28), Lean.NEAR) == date(2027, 1, 5)
    assert [read_day("2-29", TODAY, lean) for lean in Lean] == [date(2024, 2, 29), date(2028, 2, 29), date(2028, 2, 29)]
    assert read_day("4-31", TODAY, Lean.NEAR) is None


def test_a_lost_recovery_key_is_replaced_by_an_administrator_and_seen_once(
    page: SettingsPage, house: House, place: Place, clock: SetClock, recovery_key: str, qtbot: QtBot
) -> None:
    section = accounts_of(page)
    section.replace_recovery_key()
    dialog = section.dialog()
    assert isinstance(dialog, ReplaceKeyDialog)
    dialog.act()
    assert "Enter your password" in dialog.message.text()
    dialog._password.setText(OTHER_PASSWORD)
    dialog.act()
    settle(section)
    assert dialog.isVisible(), "a wrong password replaces nothing"
    open_with_recovery_key(place, recovery_key, clock).close()
    dialog._password.setText(PASSWORD)
    dialog.act()
    settle(section)
    shown = next(found for found in section.findChildren(NewKeyDialog) if found.isVisible())
    shown.reject()
    assert shown.isVisible(), "whoever presses Esc is warned first"
    assert "cannot be shown again" in shown.page.message.text()
    open_with_recovery_key(place, shown.page._facts.key, clock).close()
    with pytest.raises(Refused):
        open_with_recovery_key(place, recovery_key, clock)
    shown.page.put_away.emit()
    assert not shown.isVisible()


def test_whoever_does_not_manage_accounts_is_not_offered_a_recovery_key(officer_page: SettingsPage) -> None:
    assert not accounts_of(officer_page)._recovery.isVisible()
