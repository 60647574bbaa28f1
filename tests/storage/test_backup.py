"""A copy is made while others write, is checked before it counts, and can be put back without losing anything."""

from __future__ import annotations

import itertools
import os
import threading
from pathlib import Path

import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, Place, open_house
from dutyroom.clock import SetClock
from dutyroom.errors import Environment
from dutyroom.journal.verify import verify
from dutyroom.log.model import MatterFilter
from dutyroom.storage import sqlite
from dutyroom.storage.backup import check_file, copy_file, put_back
from tests.conftest import Template
from tests.factories import a_slip
from tests.storage.disks import small_disk


def matters_in(file: Path, worked: Template, clock: SetClock) -> int:
    """Open ``file`` as a room, check it whole, and return how many matters it holds."""
    house = open_house(Place(file), worked.data_key, clock)
    try:
        assert verify(house.store).whole
        session = house.accounts.sign_in(worked.account_id)
        return house.log_reader.counts(session, MatterFilter(), clock.now()).total
    finally:
        house.close()


def log_some(house: House, session: Session, clock: SetClock, count: int) -> None:
    for _ in range(count):
        house.log.open_matter(session, a_slip(clock))


def test_a_copy_made_while_another_thread_writes_is_whole_and_opens(
    worked: Template, worked_house: House, worked_session: Session, clock: SetClock, tmp_path: Path
) -> None:
    before = worked_house.log_reader.counts(worked_session, MatterFilter(), clock.now()).total
    going, enough = threading.Event(), threading.Event()

    def write() -> None:
        while not enough.is_set():
            worked_house.log.open_matter(worked_session, a_slip(clock))
            going.set()

    writer = threading.Thread(target=write)
    writer.start()
    going.wait(10)
    heard: list[tuple[int, int]] = []
    try:
        for number in range(5):
            copy_file(worked_house.store, tmp_path / f"copy-{number}", lambda done, all_: heard.append((done, all_)))
    finally:
        enough.set()
        writer.join(10)
    after = worked_house.log_reader.counts(worked_session, MatterFilter(), clock.now()).total
    held = [matters_in(tmp_path / f"copy-{number}", worked, clock) for number in range(5)]
    assert held == sorted(held)
    assert before < held[0]
    assert held[-1] <= after
    assert heard[-1][0] == heard[-1][1] > 0


def test_the_copy_is_one_file_under_the_same_key(worked: Template, worked_house: House, tmp_path: Path) -> None:
    copy_file(worked_house.store, tmp_path / "safe" / "copy")
    assert [path.name for path in (tmp_path / "safe").iterdir()] == ["copy"]
    check_file(tmp_path / "safe" / "copy", worked.data_key)
    assert [path.name for path in (tmp_path / "safe").iterdir()] == ["copy"]
    with pytest.raises(Environment) as told:
        check_file(tmp_path / "safe" / "copy", bytes(32))
    assert told.value.code == "storage.wrong_key"


def test_a_copy_never_overwrites_another(worked_house: House, tmp_path: Path) -> None:
    (tmp_path / "copy").write_bytes(b"an older one")
    with pytest.raises(Environment) as told:
        copy_file(worked_house.store, tmp_path / "copy")
    assert told.value.code == "backup.exists"
    assert (tmp_path / "copy").read_bytes() == b"an older one"


class CancelledError(Exception):
    """Somebody pressed cancel."""


def test_a_gentle_copy_goes_to_the_disk_piece_by_piece_and_another_at_its_end(
    worked_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    monkeypatch.setattr(sqlite.os, "fsync", lambda handle: sizes.append(os.fstat(handle).st_size))
    heard: list[int] = []
    copy_file(worked_house.store, tmp_path / "gentle", lambda done, _all: heard.append(done), gently=True)
    steps = [after - before for before, after in itertools.pairwise([0, *heard])]
    assert max(steps) <= 64, "whoever saves waits for a small step at most"
    assert len(sizes) >= heard[-1] // 256, "no more than a megabyte waits for the disk"
    assert sizes[-1] == (tmp_path / "gentle").stat().st_size, "all of it is on the disk before it gets its name"
    check_file(tmp_path / "gentle", worked_house.store.key)
    del sizes[:]
    copy_file(worked_house.store, tmp_path / "quick")
    assert len(sizes) == 1


def test_a_cancelled_copy_is_never_named(worked_house: House, tmp_path: Path) -> None:
    folder = tmp_path / "safe"

    def cancel(_done: int, _all: int) -> None:
        assert [path.name.endswith(".part") for path in folder.iterdir()] == [True]
        raise CancelledError

    with pytest.raises(CancelledError):
        copy_file(worked_house.store, folder / "copy", cancel)
    assert list(folder.iterdir()) == []
    copy_file(worked_house.store, folder / "copy")  # and can be made again


def test_a_copy_that_fails_its_check_is_never_named(
    worked_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "file_problems", lambda _connection: ["page 7 is torn"])
    with pytest.raises(Environment) as told:
        copy_file(worked_house.store, tmp_path / "safe" / "copy")
    assert told.value.code == "backup.not_whole"
    assert told.value.params["problem"] == "page 7 is torn"
    assert list((tmp_path / "safe").iterdir()) == []


def test_a_copy_left_half_by_a_power_cut_is_done_again(worked: Template, worked_house: House, tmp_path: Path) -> None:
    (tmp_path / "copy.part").write_bytes(b"half a copy")
    copy_file(worked_house.store, tmp_path / "copy")
    assert not (tmp_path / "copy.part").exists()
    check_file(tmp_path / "copy", worked.data_key)


def test_a_full_stick_is_named_and_keeps_no_half_copy(
    worked_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path / "stick", 64) as stick:
        target = stick.folder / "copy"
        if not stick.real:
            monkeypatch.setattr(sqlite, "copy_encrypted", raise_full)
        with pytest.raises(Environment) as told:
            copy_file(worked_house.store, target)
        assert told.value.code == "storage.disk_full"
        assert list(stick.folder.iterdir()) == []
        assert told.value.params == {"file": str(target)}, "the sentence has to name the disk that is full"


def raise_full(*_arguments: object) -> None:
    raise sqlite.dbapi2.OperationalError("database or disk is full")


def test_a_restore_puts_the_copy_in_place_and_keeps_what_was_there(
    worked: Template, worked_house: House, worked_session: Session, clock: SetClock, tmp_path: Path
) -> None:
    place = worked_house.place
    held = worked_house.log_reader.counts(worked_session, MatterFilter(), clock.now()).total
    copy_file(worked_house.store, tmp_path / "copy")
    log_some(worked_house, worked_session, clock, 3)
    worked_house.close()

    kept = put_back(tmp_path / "copy", place.data_file, worked.data_key)
    assert matters_in(place.data_file, worked, clock) == held
    assert kept is not None
    assert matters_in(kept, worked, clock) == held + 3
    assert (tmp_path / "copy").exists()


def test_a_restore_takes_an_unfinished_write_ahead_log_out_of_the_way(
    worked: Template, worked_house: House, worked_session: Session, clock: SetClock, tmp_path: Path
) -> None:
    copy_file(worked_house.store, tmp_path / "copy")
    held = worked_house.log_reader.counts(worked_session, MatterFilter(), clock.now()).total
    log_some(worked_house, worked_session, clock, 3)
    crashed = Place.in_folder(tmp_path / "crashed")  # as a power cut leaves it: the file and its log
    crashed.data_file.parent.mkdir()
    for ending in ("", "-wal"):
        Path(f"{crashed.data_file}{ending}").write_bytes(Path(f"{worked_house.place.data_file}{ending}").read_bytes())

    kept = put_back(tmp_path / "copy", crashed.data_file, worked.data_key)
    assert matters_in(crashed.data_file, worked, clock) == held
    assert kept is not None
    assert matters_in(kept, worked, clock) == held + 3


def test_a_second_restore_still_deletes_nothing(
    worked: Template, worked_house: House, worked_session: Session, clock: SetClock, tmp_path: Path
) -> None:
    copy_file(worked_house.store, tmp_path / "copy")
    log_some(worked_house, worked_session, clock, 3)
    worked_house.close()
    first = put_back(tmp_path / "copy", worked_house.place.data_file, worked.data_key)
    second = put_back(tmp_path / "copy", worked_house.place.data_file, worked.data_key)
    assert first is not None
    assert second is not None
    assert matters_in(first, worked, clock) == matters_in(second, worked, clock) + 3


def test_a_restore_into_an_empty_folder_needs_nothing_there(
    worked: Template, worked_house: House, clock: SetClock, tmp_path: Path
) -> None:
    copy_file(worked_house.store, tmp_path / "copy")
    target = tmp_path / "new computer" / "room.dutyroom"
    assert put_back(tmp_path / "copy", target, worked.data_key) is None
    assert matters_in(target, worked, clock) > 0


@pytest.mark.parametrize("damage", ["empty", "truncated", "torn", "another key", "no room", "missing"])
def test_a_copy_that_is_not_whole_is_not_put_back(
    worked: Template, worked_house: House, clock: SetClock, tmp_path: Path, damage: str
) -> None:
    copy = tmp_path / "copy"
    copy_file(worked_house.store, copy)
    worked_house.close()
    key = worked.data_key
    if damage == "empty":
        copy.write_bytes(b"")
    elif damage == "truncated":
        os.truncate(copy, copy.stat().st_size // 2)
    elif damage == "torn":
        with copy.open("r+b") as handle:
            handle.seek(copy.stat().st_size - 2000)
            handle.write(b"torn")
    elif damage == "another key":
        key = bytes(32)
    elif damage == "no room":
        copy.unlink()
        sqlite.open_engine(copy, key, must_exist=False).connect().close()
    else:
        copy.unlink()
    target = worked_house.place.data_file
    before = target.read_bytes()
    with pytest.raises(Environment) as told:
        put_back(copy, target, key)
    if damage == "missing":
        assert (told.value.code, told.value.params) == ("storage.no_such_file", {"file": str(copy)})
    assert target.read_bytes() == before
    assert not list(target.parent.glob("*.part*"))


def test_a_copy_on_a_write_protected_stick_can_be_put_back(
    worked: Template, worked_house: House, clock: SetClock, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "stick", 4096) as stick:
        copy_file(worked_house.store, stick.folder / "copy")
        worked_house.close()
        if stick.real:
            stick.protect()
        else:
            (stick.folder / "copy").chmod(0o444)
            stick.folder.chmod(0o555)
        try:
            put_back(stick.folder / "copy", worked_house.place.data_file, worked.data_key)
        finally:
            if not stick.real:
                stick.folder.chmod(0o755)
    assert matters_in(worked_house.place.data_file, worked, clock) > 0
