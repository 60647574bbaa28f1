"""A file that cannot be opened says why, in a code of its own, and is left as it was."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from dutyroom.accounts.keys import KEY_BYTES
from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, Place, open_house, unlock
from dutyroom.changes import Announcer
from dutyroom.clock import SetClock
from dutyroom.errors import DutyroomError, Environment, Refused
from dutyroom.storage import sqlite
from dutyroom.storage.store import Store
from tests.conftest import Template
from tests.factories import LOGIN, PASSWORD, a_slip
from tests.storage.disks import open_read_only, small_disk

WRONG_KEY = bytes(range(KEY_BYTES))


def refusal(place: Place, key: bytes, clock: SetClock) -> DutyroomError:
    """Return the error of opening."""
    with pytest.raises(DutyroomError) as told:
        open_house(place, key, clock).close()
    return told.value


def handles_on(place: Place) -> list[str]:
    """Return the files of the room that this process still holds open (known on Linux only)."""
    if sys.platform != "linux":
        return []
    held = []
    for handle in Path("/proc/self/fd").iterdir():
        try:
            target = os.readlink(handle)
        except FileNotFoundError:
            continue
        if target.startswith(str(place.data_file)):
            held.append(target)
    return held


@pytest.mark.parametrize("damage", ["wrong key", "truncated", "emptied"])
def test_a_room_that_did_not_open_holds_no_file(place: Place, founded: Template, clock: SetClock, damage: str) -> None:
    # On Windows a file that is still held cannot be replaced by its backup.
    if damage != "wrong key":
        os.truncate(place.data_file, 20_000 if damage == "truncated" else 0)
    error = refusal(place, WRONG_KEY if damage == "wrong key" else founded.data_key, clock)
    assert handles_on(place) == [], f"still held after {error}"


def test_a_wrong_key_opens_nothing(place: Place, clock: SetClock) -> None:
    before = place.data_file.read_bytes()
    error = refusal(place, WRONG_KEY, clock)
    assert isinstance(error, Environment)
    assert error.code == "storage.wrong_key"
    assert error.params == {"file": str(place.data_file)}
    assert place.data_file.read_bytes() == before


def test_a_missing_file_is_not_made(place: Place, founded: Template, clock: SetClock) -> None:
    place.data_file.unlink()
    assert refusal(place, founded.data_key, clock).code == "storage.no_such_file"
    assert not place.data_file.exists()


@pytest.mark.parametrize(
    "content",
    [b"not a data file at all " * 500, b"SQLite format 3\0" + bytes(8176), b"x", b"\0" * 4096],
    ids=["text", "a plain database header", "one byte", "zeroes"],
)
def test_a_file_of_another_kind_is_not_taken_for_a_room_and_not_touched(
    place: Place, founded: Template, clock: SetClock, content: bytes
) -> None:
    place.data_file.write_bytes(content)
    assert refusal(place, founded.data_key, clock).code in {"storage.wrong_key", "storage.damaged"}
    assert place.data_file.read_bytes() == content


def test_a_file_that_was_emptied_is_called_damaged_and_not_filled_anew(
    place: Place, founded: Template, clock: SetClock
) -> None:
    place.data_file.write_bytes(b"")
    assert refusal(place, founded.data_key, clock).code == "storage.damaged"
    assert place.data_file.read_bytes() == b""


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 0.9])
def test_a_truncated_file_is_called_damaged(place: Place, founded: Template, clock: SetClock, share: float) -> None:
    size = place.data_file.stat().st_size
    os.truncate(place.data_file, max(4096, int(size * share)))
    assert refusal(place, founded.data_key, clock).code == "storage.damaged"


def test_a_key_of_the_wrong_length_is_a_bug(place: Place) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Store(place.data_file, b"short", Announcer())


def test_a_folder_in_place_of_the_file_is_no_file(place: Place, founded: Template, clock: SetClock) -> None:
    place.data_file.unlink()
    place.data_file.mkdir()
    assert refusal(place, founded.data_key, clock).code == "storage.no_such_file"


def test_an_error_that_nobody_foresaw_passes_as_it_is(house: House) -> None:
    with pytest.raises(sqlite.DBAPIError, match="no such table"), house.store.read() as connection:
        connection.exec_driver_sql("SELECT 1 FROM nowhere")


def test_closing_twice_does_no_harm(house: House) -> None:
    house.close()
    house.close()


def test_a_room_on_a_protected_disk_says_that_it_is_read_only(
    place: Place, founded: Template, clock: SetClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As root a real read-only mount; without that right connections in mode=ro, which reach the same cause.
    with small_disk(tmp_path / "disk", 4096) as disk:
        there = Place.in_folder(disk.folder)
        for file in place.data_file.parent.iterdir():
            shutil.copy(file, disk.folder)
        if disk.real:
            disk.protect()
        else:
            open_read_only(monkeypatch)
        with pytest.raises(Environment) as told:
            unlock(there, LOGIN, PASSWORD, clock)[0].close()
        assert told.value.code == "storage.read_only"
        assert there.data_file.read_bytes() == place.data_file.read_bytes()


def test_a_wrong_password_on_a_protected_disk_is_no_crash(place: Place, clock: SetClock, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4096) as disk:
        there = Place.in_folder(disk.folder)
        for file in place.data_file.parent.iterdir():
            shutil.copy(file, disk.folder)
        if disk.real:
            disk.protect()
        with pytest.raises((Environment, Refused)) as told:
            unlock(there, LOGIN, PASSWORD + "x", clock)
        assert told.value.code == ("storage.read_only" if disk.real else "accounts.wrong_name_or_password")


def test_an_open_room_that_turns_read_only_loses_nothing_and_goes_on_later(
    house: House, session: Session, clock: SetClock
) -> None:
    writer = house.store._writing.raw_connection()  # the writer has one connection, always the same
    writer.cursor().execute("PRAGMA query_only = ON")
    writer.close()
    with pytest.raises(Environment) as told:
        house.log.open_matter(session, a_slip(clock))
    assert told.value.code == "storage.read_only"
    writer = house.store._writing.raw_connection()
    writer.cursor().execute("PRAGMA query_only = OFF")
    writer.close()
    assert house.log.open_matter(session, a_slip(clock)).matter.number == "2026-0001"
