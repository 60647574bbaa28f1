"""Founding a room, opening it, closing it; what is left when founding fails: nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from dutyroom.accounts.keys import KeyFile, Stretching
from dutyroom.accounts.model import NewAccount, Role, Session
from dutyroom.accounts.service import Accounts
from dutyroom.bootstrap import (
    FOUNDER_ROLES,
    Founding,
    House,
    Place,
    found,
    open_house,
    open_with_recovery_key,
    seat_name,
    unlock,
    warm_up,
)
from dutyroom.clock import SetClock
from dutyroom.errors import DutyroomError, Environment, Refused
from dutyroom.journal.verify import verify
from dutyroom.storage.store import UnitOfWork
from tests.conftest import Template
from tests.factories import LOGIN, NAME, PASSWORD, a_slip

QUICK = Stretching(1, 1, 1024)
FOUNDING = Founding("云岭市人民政府总值班室", "云岭市", NewAccount(LOGIN, NAME, FOUNDER_ROLES), PASSWORD)


def found_in(folder: Path, clock: SetClock, **changes: object) -> tuple[House, str]:
    return found(Place.in_folder(folder), Founding(**{**vars(FOUNDING), **changes}), clock, QUICK)  # type: ignore[arg-type]


def test_a_founded_room_is_open_whole_and_known_by_its_name(tmp_path: Path, clock: SetClock) -> None:
    house, recovery_key = found_in(tmp_path / "new", clock, room_name=" 值班室 ")
    assert (house.room.name, house.room.city, house.room.drill) == ("值班室", "云岭市", False)
    assert house.seat == seat_name() != ""
    assert verify(house.store).whole
    assert len(recovery_key) == 39
    house.close()
    again, session = unlock(house.place, LOGIN, PASSWORD, clock)
    assert again.room == house.room
    assert (session.name, session.roles, session.must_change_password) == (NAME, FOUNDER_ROLES, False)
    again.close()


def test_two_rooms_share_no_key(tmp_path: Path, clock: SetClock) -> None:
    one, one_key = found_in(tmp_path / "one", clock)
    two, two_key = found_in(tmp_path / "two", clock)
    assert one.store.key != two.store.key
    assert one_key != two_key
    assert one.room.id != two.room.id
    one.close()
    two.close()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"room_name": "  "}, "room.name_missing"),
        ({"password": "short1A"}, "accounts.password_short"),
        ({"password": "Chenyu-2026"}, "accounts.password_has_name"),
        ({"founder": NewAccount(LOGIN, " ", FOUNDER_ROLES)}, "accounts.name_missing"),
        ({"founder": NewAccount(LOGIN, NAME, frozenset())}, "room.founder_manages"),
        ({"founder": NewAccount("recovery", NAME, FOUNDER_ROLES)}, "accounts.login_taken"),
        (
            {"founder": NewAccount(LOGIN, NAME, frozenset({Role.AUDIT_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR}))},
            "accounts.two_administrators",
        ),
    ],
)
def test_a_founding_that_is_refused_leaves_nothing_and_can_be_repeated(
    tmp_path: Path, clock: SetClock, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as told:
        found_in(tmp_path / "new", clock, **changes)
    assert told.value.code == code
    assert not list(tmp_path.rglob("*.*"))
    found_in(tmp_path / "new", clock)[0].close()


def test_a_founder_must_be_able_to_open_accounts(tmp_path: Path, clock: SetClock) -> None:
    # A room whose only account may not manage accounts could never get a second one.
    with pytest.raises(Refused):
        found_in(tmp_path / "new", clock, founder=NewAccount(LOGIN, NAME, frozenset({Role.DUTY_OFFICER})))[0].close()


def test_a_founding_that_fails_at_the_last_step_leaves_nothing(
    tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits = []
    commit = UnitOfWork.commit

    def fail_at_the_second(unit: UnitOfWork) -> object:
        commits.append(unit)
        if len(commits) == 2:
            raise Environment("storage.disk_full", file="room.dutyroom")
        return commit(unit)

    with monkeypatch.context() as patch:
        patch.setattr(UnitOfWork, "commit", fail_at_the_second)
        with pytest.raises(Environment):
            found_in(tmp_path / "new", clock)
    assert list((tmp_path / "new").iterdir()) == []


def test_a_founding_that_is_interrupted_leaves_nothing(
    tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Accounts, "open_first", interrupt)
        with pytest.raises(KeyboardInterrupt):
            found_in(tmp_path / "new", clock)
    assert list((tmp_path / "new").iterdir()) == []


def test_a_room_is_not_founded_over_another(place: Place, clock: SetClock) -> None:
    before = (place.data_file.read_bytes(), place.key_file.read_bytes())
    with pytest.raises(Refused) as told:
        found(place, FOUNDING, clock, QUICK)
    assert (told.value.code, told.value.params) == ("room.exists", {"file": str(place.data_file)})
    assert (place.data_file.read_bytes(), place.key_file.read_bytes()) == before


def test_a_room_is_not_founded_over_the_key_ring_of_one_whose_file_is_elsewhere(
    place: Place, founded: Template, clock: SetClock, tmp_path: Path
) -> None:
    # Whoever moved the data file away for a moment must not lose the only keys to it.
    place.data_file.rename(tmp_path / "moved away")
    ring = place.key_file.read_bytes()
    with pytest.raises(DutyroomError):
        found(place, FOUNDING, clock, QUICK)[0].close()
    assert place.key_file.read_bytes() == ring
    assert KeyFile(place.key_file).unlock(LOGIN, PASSWORD, clock.now())[1] == founded.data_key


def test_a_new_folder_belongs_to_its_user_alone_and_an_old_one_is_left_as_it_is(
    tmp_path: Path, clock: SetClock
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    shared.chmod(0o755)
    for folder in (tmp_path / "new", shared):
        found_in(folder, clock)[0].close()
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
        assert stat.S_IMODE(shared.stat().st_mode) == 0o755, "somebody else may be working in it"


def test_a_drill_room_says_so_and_its_ring_guards_nothing(tmp_path: Path, clock: SetClock) -> None:
    house, _key = found_in(tmp_path / "drill", clock, drill=True)
    assert house.room.drill
    assert house.keys.read().open_key == house.store.key.hex()
    house.close()
    again = open_house(house.place, bytes.fromhex(house.keys.read().open_key), clock)
    assert again.room.drill
    again.close()


def test_the_recovery_key_opens_the_room_with_nobody_signed_in(
    place: Place, recovery_key: str, founded: Template, clock: SetClock
) -> None:
    house = open_with_recovery_key(place, recovery_key, clock)
    assert house.store.key == founded.data_key
    assert house.journal.newest(limit=1)[0].act != "account.signed_in"
    house.close()


def test_a_room_can_be_read_without_being_brought_up(place: Place, founded: Template, clock: SetClock) -> None:
    before = place.data_file.read_bytes()
    house = open_house(place, founded.data_key, clock, bring_up=False)
    assert verify(house.store).whole
    house.close()
    assert place.data_file.read_bytes() == before


def test_a_sign_in_that_fails_closes_the_room_again(
    place: Place, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> Session:
        raise Refused("accounts.closed")

    with monkeypatch.context() as patch:
        patch.setattr(Accounts, "sign_in", refuse)
        with pytest.raises(Refused):
            unlock(place, LOGIN, PASSWORD, clock)
    assert {path.name for path in place.data_file.parent.iterdir()} - {"room.keys.previous", "room.dutyroom.mark"} == {
        "room.dutyroom",
        "room.keys",
    }


def test_warming_up_ends_by_itself_and_changes_nothing(house: House, session: Session, clock: SetClock) -> None:
    head = house.journal.head()
    warm_up(house).join(20)
    assert house.journal.head() == head
    assert house.log.open_matter(session, a_slip(clock)).matter.number == "2026-0001"


def test_a_place_is_a_file_and_the_ring_beside_it(tmp_path: Path) -> None:
    place = Place.in_folder(tmp_path)
    assert (place.data_file.name, place.key_file.name) == ("room.dutyroom", "room.keys")
    assert place.data_file.parent == place.key_file.parent
    assert not place.founded
