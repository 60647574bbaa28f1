"""A full disk refuses the act with its cause; the file stays whole, and the act can be repeated."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutyroom.accounts.keys import Stretching
from dutyroom.accounts.model import NewAccount, Session
from dutyroom.bootstrap import FOUNDER_ROLES, Founding, House, Place, found, open_house, unlock
from dutyroom.clock import SetClock
from dutyroom.errors import Environment
from dutyroom.journal.verify import verify
from dutyroom.log.model import MatterFilter
from dutyroom.storage import sqlite
from tests.conftest import Template
from tests.factories import LOGIN, OTHER_PASSWORD, PASSWORD, a_slip
from tests.storage.disks import Disk, page_limit, small_disk

LONG = "东湖区报告雨情。" * 2000


@pytest.fixture
def disk(place: Place, tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "disk", 3072) as made:
        for file in place.data_file.parent.iterdir():
            shutil.copy(file, made.folder)
        yield made


@pytest.fixture
def house_there(disk: Disk, founded: Template, clock: SetClock) -> Iterator[House]:
    opened = open_house(Place.in_folder(disk.folder), founded.data_key, clock)
    yield opened
    opened.close()


@pytest.fixture
def session_there(house_there: House, founded: Template) -> Session:
    return house_there.accounts.sign_in(founded.account_id)


def write_until_full(house: House, session: Session, clock: SetClock) -> tuple[int, Environment]:
    """Log long matters until the disk is full; return how many went in, and the error."""
    for logged in range(1000):
        try:
            house.log.open_matter(session, a_slip(clock, content=LONG))
        except Environment as error:
            return logged, error
    raise AssertionError("the disk was never full")


@pytest.mark.req("R001")
def test_a_full_disk_is_named_and_the_act_succeeds_once_there_is_room(
    disk: Disk, house_there: House, session_there: Session, clock: SetClock
) -> None:
    if disk.real:
        filler = disk.fill(leave=400_000)
        logged, error = write_until_full(house_there, session_there, clock)
        assert logged > 0
    else:  # no right to mount: SQLite itself counts the pages
        filler = disk.folder / "filler"
        filler.touch()
        logged = 0
        with page_limit(house_there.store), pytest.raises(Environment) as told:
            house_there.log.open_matter(session_there, a_slip(clock, content=LONG))
        error = told.value
    assert error.code == "storage.disk_full"
    assert error.params == {"file": str(house_there.place.data_file)}
    assert house_there.log_reader.counts(session_there, MatterFilter(), clock.now()).total == logged
    assert verify(house_there.store).whole

    filler.unlink()
    again = house_there.log.open_matter(session_there, a_slip(clock, content=LONG)).matter
    assert again.number == f"2026-{logged + 1:04d}"
    assert verify(house_there.store).whole


def test_a_file_that_may_not_grow_refuses_and_takes_the_same_draft_later(
    house: House, session: Session, clock: SetClock
) -> None:
    draft = "c" * 32
    house.drafts.keep(session, draft, "slip", "typed")
    head = house.journal.head()
    slip = a_slip(clock, content=LONG * 3)
    with page_limit(house.store), pytest.raises(Environment) as told:
        house.log.open_matter(session, slip, draft)
    assert told.value.code == "storage.disk_full"
    assert house.journal.head() == head
    assert [kept.payload for kept in house.drafts.of(session, "slip")] == ["typed"]

    file = house.log.open_matter(session, slip, draft)
    assert file.entries[0].text == LONG * 3
    assert house.drafts.of(session, "slip") == []


def test_a_draft_that_found_no_room_leaves_the_one_before(house: House, session: Session) -> None:
    house.drafts.keep(session, "c" * 32, "slip", "first words")
    with page_limit(house.store), pytest.raises(Environment) as told:
        house.drafts.keep(session, "c" * 32, "slip", LONG * 5)
    assert told.value.code == "storage.disk_full"
    assert [kept.payload for kept in house.drafts.of(session, "slip")] == ["first words"]


def test_a_password_is_not_changed_when_the_ring_finds_no_room(
    disk: Disk, house_there: House, session_there: Session, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    if disk.real:
        filler = disk.fill(leave=0)
    else:
        filler = disk.folder / "filler"
        filler.touch()
        monkeypatch.setattr("dutyroom.storage.files.os.fsync", raise_full)
    with pytest.raises(Environment) as told:
        house_there.accounts.change_password(session_there, PASSWORD, OTHER_PASSWORD)
    assert told.value.code == "storage.disk_full"
    monkeypatch.undo()
    filler.unlink()
    house_there.accounts.confirm(session_there, PASSWORD)
    assert [path.name for path in disk.folder.iterdir() if path.suffix in (".part", ".tmp")] == []


def test_signing_in_on_a_full_disk_names_the_cause(
    disk: Disk, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    if disk.real:
        disk.fill(leave=0)
    else:
        monkeypatch.setattr(sqlite.dbapi2, "connect", raise_sqlite_full)
    with pytest.raises(Environment) as told:
        unlock(Place.in_folder(disk.folder), LOGIN, PASSWORD, clock)
    assert told.value.code == "storage.disk_full"


def test_founding_on_a_full_disk_leaves_nothing_behind(
    disk: Disk, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place.in_folder(disk.folder / "new")
    founding = Founding("值班室", "云岭市", NewAccount(LOGIN, "陈予", FOUNDER_ROLES), PASSWORD)
    if disk.real:
        disk.fill(leave=24_000)  # room for a key ring, none for a data file
    else:
        monkeypatch.setattr("dutyroom.storage.files.os.fsync", raise_full)
    with pytest.raises(Environment) as told:
        found(place, founding, clock, Stretching(1, 1, 1024))
    assert told.value.code == "storage.disk_full"
    assert list(place.data_file.parent.iterdir()) == []


def raise_sqlite_full(*_arguments: object, **_options: object) -> None:
    raise sqlite.dbapi2.OperationalError("database or disk is full")


def raise_full(_handle: int) -> None:
    raise OSError(28, "No space left on device")
