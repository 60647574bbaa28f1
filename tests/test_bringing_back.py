"""A room's backup is data file and key ring together, and bringing it back never leaves less than there was."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dutyroom.accounts.keys import Stretching
from dutyroom.accounts.model import NewAccount, Right, Session
from dutyroom.bootstrap import FOUNDER_ROLES, Founding, House, Place, bring_back, found, put_back_room, unlock
from dutyroom.clock import SetClock
from dutyroom.errors import Environment, Refused
from dutyroom.journal.verify import verify
from dutyroom.log.model import MatterFilter
from tests.factories import LOGIN, OTHER_PASSWORD, PASSWORD, a_slip


def nobody(_done: int, _all: int) -> None:
    """Tell nobody."""


def matters_in(place: Place, clock: SetClock, password: str = PASSWORD) -> int:
    """Sign in, check the file whole, and return how many matters it holds."""
    house, session = unlock(place, LOGIN, password, clock)
    try:
        assert verify(house.store).whole
        return house.log_reader.counts(session, MatterFilter(), clock.now()).total
    finally:
        house.close()


@pytest.fixture
def backup(house: House, session: Session, clock: SetClock, tmp_path: Path) -> Path:
    """A backup with one matter in it; two more were logged since."""
    house.log.open_matter(session, a_slip(clock))
    copy = house.back_up(session, tmp_path / "stick", nobody)
    house.log.open_matter(session, a_slip(clock))
    house.log.open_matter(session, a_slip(clock))
    return copy


def crash(house: House, folder: Path) -> Place:
    """Copy the room as a crash leaves it: the data file with its write-ahead log, and the ring."""
    folder.mkdir()
    for name in ("room.dutyroom", "room.dutyroom-wal", "room.keys"):
        shutil.copy(house.place.data_file.parent / name, folder / name)
    return Place.in_folder(folder)


def test_a_backup_opens_on_a_new_computer_with_nothing_but_the_stick(
    backup: Path, clock: SetClock, tmp_path: Path
) -> None:
    assert sorted(path.suffix for path in backup.parent.iterdir()) == [".dutyroom", ".keys"]
    new = Place.in_folder(tmp_path / "new computer")
    bring_back(new, backup)
    assert matters_in(new, clock) == 1


def test_a_backup_is_noted_and_needs_the_right(house: House, session: Session, backup: Path, tmp_path: Path) -> None:
    acts = [line.act for line in house.journal.newest(limit=10)]
    assert "room.backed_up" in acts
    poorer = replace(session, rights=session.rights - {Right.BACK_UP})
    with pytest.raises(Refused) as told:
        house.back_up(poorer, tmp_path / "elsewhere", nobody)
    assert told.value.code == "accounts.not_allowed"
    assert not (tmp_path / "elsewhere").exists()


def test_two_backups_in_one_second_do_not_overwrite_each_other(house: House, session: Session, tmp_path: Path) -> None:
    first = house.back_up(session, tmp_path / "stick", nobody)
    with pytest.raises(Environment) as told:
        house.back_up(session, tmp_path / "stick", nobody)
    assert told.value.code == "backup.exists"
    assert first.exists()


@pytest.mark.parametrize("by_key", [True, False], ids=["with the key", "before signing in"])
def test_a_backup_brought_back_after_a_crash_keeps_every_act_of_the_room_before(
    house: House, backup: Path, clock: SetClock, tmp_path: Path, by_key: bool
) -> None:
    crashed = crash(house, tmp_path / "crashed")
    if by_key:
        put_back_room(Place(backup), crashed, house.store.key)
    else:
        bring_back(crashed, backup)
    assert matters_in(crashed, clock) == 1

    kept = Place(next(crashed.data_file.parent.glob("room.dutyroom.before-restore")))
    old = Place.in_folder(tmp_path / "old")
    old.data_file.parent.mkdir()
    for ending in ("", "-wal"):  # SQLite finds the log of a file by its name
        if Path(f"{kept.data_file}{ending}").exists():
            shutil.copy(f"{kept.data_file}{ending}", f"{old.data_file}{ending}")
    shutil.copy(crashed.key_file, old.key_file)
    assert matters_in(old, clock) == 3, "what stood only in the write-ahead log is gone"


@pytest.mark.parametrize("by_key", [True, False], ids=["with the key", "before signing in"])
def test_a_backup_whose_ring_is_missing_changes_nothing(
    house: House, backup: Path, clock: SetClock, tmp_path: Path, by_key: bool
) -> None:
    house.close()
    before = {path.name: path.read_bytes() for path in house.place.data_file.parent.iterdir()}
    Place(backup).key_file.unlink()
    with pytest.raises(Environment) as told:
        put_back_room(Place(backup), house.place, house.store.key) if by_key else bring_back(house.place, backup)
    assert told.value.params == {"file": str(Place(backup).key_file)}
    assert {path.name: path.read_bytes() for path in house.place.data_file.parent.iterdir()} == before


def test_a_key_ring_alone_is_brought_back(house: House, backup: Path, session: Session, clock: SetClock) -> None:
    house.accounts.change_password(session, PASSWORD, OTHER_PASSWORD)
    house.close()
    house.place.key_file.unlink()
    bring_back(house.place, Place(backup).key_file)
    assert matters_in(house.place, clock) == 3  # the data of now, the password of then


def test_a_full_disk_while_bringing_back_leaves_the_room_as_it_was(
    house: House, backup: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.close()

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("dutyroom.storage.files.os.fsync", fail)
        with pytest.raises(Environment) as told:
            bring_back(house.place, backup)
    assert told.value.code == "storage.disk_full"
    assert matters_in(house.place, clock) == 3


def test_bringing_back_the_rooms_own_file_loses_nothing(house: House, backup: Path, clock: SetClock) -> None:
    assert backup.exists()
    house.close()
    bring_back(house.place, house.place.data_file)
    assert matters_in(house.place, clock) == 3


def test_the_ring_of_another_room_that_stood_there_is_kept_for_its_data(
    house: House, backup: Path, session: Session, clock: SetClock, tmp_path: Path
) -> None:
    other, _key = found(
        Place.in_folder(tmp_path / "other"),
        Founding("值班室", "云岭市", NewAccount(LOGIN, "沈知远", FOUNDER_ROLES), PASSWORD),
        clock,
        Stretching(1, 1, 1024),
    )
    other.close()
    ring = other.place.key_file.read_bytes()
    bring_back(other.place, backup)
    again, person = unlock(other.place, LOGIN, PASSWORD, clock)
    again.accounts.change_password(person, PASSWORD, OTHER_PASSWORD)
    again.close()
    kept = [path for path in other.place.data_file.parent.iterdir() if path.read_bytes() == ring]
    assert kept, "without its ring the data that was kept can never be opened again"


def test_bringing_back_twice_keeps_both_rooms_that_were_there(
    house: House, backup: Path, session: Session, clock: SetClock
) -> None:
    house.close()
    bring_back(house.place, backup)
    bring_back(house.place, backup)
    kept = [path for path in house.place.data_file.parent.iterdir() if path.name.startswith("room.dutyroom.before-")]
    assert len(kept) == 2
    assert len({path.read_bytes() for path in kept}) == 2
