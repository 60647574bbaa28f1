"""A key ring that was carried away, or put where it does not belong: it opens its own room and no other."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dutyroom.accounts.keys import KeyFile, Stretching
from dutyroom.accounts.model import NewAccount, Session
from dutyroom.accounts.rules import FAILURES_BEFORE_LOCK, LOCK_FOR
from dutyroom.bootstrap import FOUNDER_ROLES, Founding, House, Place, found, unlock
from dutyroom.clock import SetClock
from dutyroom.errors import DutyroomError, Environment
from tests.factories import LOGIN, OTHER_PASSWORD, PASSWORD


def answer(place: Place, login: str, password: str, clock: SetClock) -> str:
    """Return the code with which somebody is refused, or nothing where they are let in."""
    try:
        unlock(place, login, password, clock)[0].close()
    except DutyroomError as error:
        return error.code
    return ""


def carried(place: Place, folder: Path) -> Place:
    """Return the place of a copy of data file and ring on another machine."""
    return Place(Path(shutil.copytree(place.data_file.parent, folder)) / place.data_file.name)


def test_the_ring_of_another_room_opens_nothing_and_leaves_the_data_as_they_are(
    place: Place, clock: SetClock, tmp_path: Path
) -> None:
    founding = Founding("他处值班室", "云岭市", NewAccount("attacker", "某人", FOUNDER_ROLES), OTHER_PASSWORD)
    other, _recovery_key = found(Place.in_folder(tmp_path / "other"), founding, clock, Stretching(1, 1, 1024))
    other.close()
    ours, before = place.key_file.read_bytes(), place.data_file.read_bytes()
    shutil.copy(other.place.key_file, place.key_file)
    with pytest.raises(Environment):
        unlock(place, "attacker", OTHER_PASSWORD, clock)
    assert answer(place, LOGIN, PASSWORD, clock) == "accounts.wrong_name_or_password"
    assert place.data_file.read_bytes() == before
    place.key_file.write_bytes(ours)
    assert answer(place, LOGIN, PASSWORD, clock) == ""


def test_a_room_carried_to_another_machine_asks_for_the_same_passwords_and_stays_locked(
    place: Place, clock: SetClock, tmp_path: Path
) -> None:
    for _ in range(FAILURES_BEFORE_LOCK):
        answer(place, LOGIN, OTHER_PASSWORD, clock)
    there = carried(place, tmp_path / "elsewhere")
    assert answer(there, LOGIN, PASSWORD, clock) == "accounts.locked"
    clock.advance(LOCK_FOR)
    assert answer(there, LOGIN, PASSWORD, clock) == ""
    assert answer(there, LOGIN, OTHER_PASSWORD, clock) == "accounts.wrong_name_or_password"


def test_a_slot_lent_to_another_account_opens_nothing(
    house: House, session: Session, place: Place, clock: SetClock
) -> None:
    """Whoever can write the ring puts the founder's login on a slot of their own, or their slot under the founder."""
    officer = house.accounts.open(session, NewAccount("zhoulan", "周岚", session.roles), OTHER_PASSWORD)
    ring = house.keys.read()
    founders, own = ring.find(LOGIN), ring.find("zhoulan")
    assert founders is not None
    assert own is not None
    forged = replace(own, id=founders.id, tags=founders.tags)
    KeyFile(place.key_file).write(ring.without(founders.id).without(own.id).with_slot(forged))
    assert answer(place, LOGIN, OTHER_PASSWORD, clock) == "accounts.wrong_name_or_password"
    KeyFile(place.key_file).write(ring.without(founders.id).with_slot(replace(own, tags=(*own.tags, *founders.tags))))
    opened, somebody = unlock(place, LOGIN, OTHER_PASSWORD, clock)
    assert somebody.account_id == officer.id, "they are let in as who they are"
    opened.close()
