"""Which passwords are good enough, and what changing one does to the data: nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyroom.accounts.model import Session
from dutyroom.accounts.rules import check_password, fold_login
from dutyroom.bootstrap import House, Place, unlock
from dutyroom.clock import SetClock
from dutyroom.errors import Environment, Refused
from dutyroom.storage.store import UnitOfWork
from tests.factories import LOGIN, NAME, OTHER_PASSWORD, PASSWORD, a_slip, an_officer, wide


def weakness(password: str) -> str:
    """Return the code that refuses ``password``, or an empty text."""
    try:
        check_password(password, LOGIN, NAME)
    except Refused as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "accounts.password_short"),
        ("Ab3-xyz", "accounts.password_short"),
        ("Ab3-xyzw", ""),
        ("abcdefgh", "accounts.password_plain"),
        ("abcdefg1", "accounts.password_plain"),
        ("ABCDEFG1", "accounts.password_plain"),
        ("abcdefG1", ""),
        ("abcdef-1", ""),
        ("ABCDEF-1", ""),
        ("abcdeF--", ""),
        ("值班室值班室值班", "accounts.password_plain"),
        ("值班室Duty2026", ""),
        ("Chenyu-2026", "accounts.password_has_name"),
        ("xx-CHENYU-1a", "accounts.password_has_name"),
        (f"x-{wide('chenyu')}-1A", "accounts.password_has_name"),
        ("Aa1陈予Aa1x", "accounts.password_has_name"),
        ("Aa1陈 予Aa1x", "accounts.password_has_name"),
    ],
)
def test_a_password_has_eight_characters_of_three_kinds_and_not_the_name(password: str, code: str) -> None:
    assert weakness(password) == code


@given(st.text(max_size=7))
def test_nothing_shorter_than_eight_passes(password: str) -> None:
    assert weakness(password) == "accounts.password_short"


@given(st.text(max_size=20))
def test_folding_a_login_twice_is_folding_it_once(login: str) -> None:
    assert fold_login(fold_login(f" {login} ")) == fold_login(login)


def test_a_changed_password_opens_the_same_data_and_the_old_one_nothing(
    house: House, session: Session, place: Place, clock: SetClock
) -> None:
    house.log.open_matter(session, a_slip(clock))
    key = house.store.key
    clock.advance(timedelta(hours=1))
    changed = house.accounts.change_password(session, PASSWORD, OTHER_PASSWORD)
    assert not changed.must_change_password
    assert house.accounts.all()[0].password_set_at == clock.now()
    house.close()
    with pytest.raises(Refused):
        unlock(place, LOGIN, PASSWORD, clock)
    again, person = unlock(place, LOGIN, OTHER_PASSWORD, clock)
    assert again.store.key == key
    assert again.log_reader.by_number(person, "2026-0001") is not None
    again.close()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (PASSWORD + "x", OTHER_PASSWORD, "accounts.wrong_name_or_password"),
        (PASSWORD, PASSWORD, "accounts.password_same"),
        (PASSWORD, "short-1A", ""),
        (PASSWORD, "short1A", "accounts.password_short"),
        (PASSWORD, "Chenyu-2026", "accounts.password_has_name"),
    ],
)
def test_a_password_is_changed_only_by_who_knows_the_old_one_to_a_good_new_one(
    house: House, session: Session, old: str, new: str, code: str
) -> None:
    if not code:
        house.accounts.change_password(session, old, new)
        return
    with pytest.raises(Refused) as told:
        house.accounts.change_password(session, old, new)
    assert told.value.code == code
    house.accounts.confirm(session, PASSWORD)


def test_a_reset_password_has_to_be_changed_at_the_next_sign_in(
    house: House, session: Session, place: Place, clock: SetClock
) -> None:
    officer = an_officer(house, session)
    house.accounts.reset_password(session, officer.id, "Reset-pass-1")
    house.close()
    again, person = unlock(place, officer.login, "Reset-pass-1", clock)
    assert person.must_change_password
    assert not again.accounts.change_password(person, "Reset-pass-1", "Own-pass-22").must_change_password
    again.close()
    again, person = unlock(place, officer.login, "Own-pass-22", clock)
    assert not person.must_change_password
    again.close()


@pytest.mark.parametrize("weak", ["short1A", "login-周岚A1", "abcdefgh"])
def test_a_weak_first_password_is_refused_too(house: House, session: Session, weak: str) -> None:
    officer = an_officer(house, session)
    with pytest.raises(Refused):
        house.accounts.reset_password(session, officer.id, weak)
    house.keys.unlock(officer.login, OTHER_PASSWORD, house.clock.now())


def test_a_new_password_unlocks_an_account_that_was_locked_out(
    house: House, session: Session, place: Place, clock: SetClock
) -> None:
    officer = an_officer(house, session)
    for _ in range(5):
        with pytest.raises(Refused):
            house.keys.unlock(officer.login, "wrong", clock.now())
    house.accounts.reset_password(session, officer.id, "Reset-pass-1")
    house.close()
    unlock(place, officer.login, "Reset-pass-1", clock)[0].close()


def fail_at_commit(_unit: UnitOfWork) -> None:
    raise Environment("storage.disk_full", file="room.dutyroom")


def test_a_password_change_that_the_disk_refused_leaves_the_old_password(
    house: House, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(UnitOfWork, "commit", fail_at_commit)
        with pytest.raises(Environment):
            house.accounts.change_password(session, PASSWORD, OTHER_PASSWORD)
    house.accounts.confirm(session, PASSWORD)


def test_an_account_that_the_disk_refused_leaves_no_way_in(
    house: House, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(UnitOfWork, "commit", fail_at_commit)
        with pytest.raises(Environment):
            an_officer(house, session)
    assert [account.name for account in house.accounts.all()] == [NAME]
    assert {slot.id for slot in house.keys.read().slots} == {"recovery", session.account_id}
    assert an_officer(house, session).name == "周岚"  # and can be opened once there is room
