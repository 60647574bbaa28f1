"""A write-ahead log that is gone, cut short or damaged takes acts with it: the next start says so, and which lines."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, Place, open_house, put_back_room
from dutyroom.clock import SetClock
from dutyroom.journal.model import Break
from dutyroom.storage.mark import mark_file
from tests.conftest import Template
from tests.factories import a_slip


@pytest.fixture
def crashed(house: House, session: Session, clock: SetClock, tmp_path: Path) -> Place:
    """A room as a crash leaves it: the data file, its log with five matters, ring and mark."""
    house.rest()
    for _ in range(5):
        house.log.open_matter(session, a_slip(clock))
    folder = tmp_path / "crashed"
    folder.mkdir()
    for file in house.place.data_file.parent.iterdir():
        if not file.name.endswith("-shm"):
            shutil.copy(file, folder)
    return Place.in_folder(folder)


def log_of(place: Place) -> Path:
    return Path(f"{place.data_file}-wal")


def test_a_crash_alone_loses_nothing(crashed: Place, founded: Template, clock: SetClock) -> None:
    house = open_house(crashed, founded.data_key, clock)
    assert not house.lost_lines
    assert house.verify().whole
    house.close()


@pytest.mark.req("R001", "R204")
@pytest.mark.parametrize("damage", ["deleted", "emptied", "cut", "flipped", "torn"])
def test_acts_that_went_with_the_log_are_named_and_stay_in_the_journal(
    crashed: Place, founded: Template, clock: SetClock, house: House, damage: str
) -> None:
    written = house.journal.head().seq
    log = log_of(crashed)
    whole = log.read_bytes()
    if damage == "deleted":
        log.unlink()
    else:
        places = {"emptied": 0, "cut": len(whole) // 2 + 100, "flipped": len(whole), "torn": len(whole) - 2000}
        spoilt = bytearray(whole[: places[damage]])
        if damage == "flipped":
            spoilt[len(whole) * 2 // 3] ^= 1
        log.write_bytes(bytes(spoilt))
    opened = open_house(crashed, founded.data_key, clock)
    try:
        assert opened.lost_lines
        assert opened.lost_lines[-1] == written
        assert opened.verify().first_break == Break("lines_lost", seq=opened.lost_lines[0])
        told = opened.journal.newest(limit=1)[0]
        first, last = opened.lost_lines[0], opened.lost_lines[-1]
        assert (told.act, told.detail) == ("journal.lines_lost", f'{{"first":{first},"last":{last}}}')
    finally:
        opened.close()
    again = open_house(crashed, founded.data_key, clock)
    assert not again.lost_lines, "it is told once"
    assert again.verify().whole
    again.close()


def test_no_flipped_byte_of_the_log_goes_unnoticed(crashed: Place, founded: Template, clock: SetClock) -> None:
    whole, mark = log_of(crashed).read_bytes(), mark_file(crashed.data_file).read_bytes()
    file = crashed.data_file.read_bytes()
    clean = open_house(crashed, founded.data_key, clock)
    rows = clean.verify().rows
    clean.close()
    draw = random.Random(20261122)
    for _ in range(25):
        crashed.data_file.write_bytes(file)
        mark_file(crashed.data_file).write_bytes(mark)
        spoilt = bytearray(whole)
        spoilt[draw.randrange(len(whole))] ^= 1 << draw.randrange(8)
        log_of(crashed).write_bytes(bytes(spoilt))
        house = open_house(crashed, founded.data_key, clock, bring_up=False)
        verdict = house.verify()
        assert not verdict.whole or verdict.rows == rows
        house.close()


def test_a_file_put_back_by_hand_is_noticed_and_one_put_back_by_the_program_is_not(
    house: House, session: Session, clock: SetClock, founded: Template, tmp_path: Path
) -> None:
    place = house.place
    copy = house.back_up(session, tmp_path / "stick", lambda _done, _all: None)
    house.log.open_matter(session, a_slip(clock))
    house.close()
    before = place.data_file.read_bytes()
    shutil.copy(copy, place.data_file)
    by_hand = open_house(place, founded.data_key, clock)
    assert by_hand.lost_lines
    by_hand.close()
    place.data_file.write_bytes(before)
    put_back_room(Place(copy), place, founded.data_key)
    by_program = open_house(place, founded.data_key, clock)
    assert not by_program.lost_lines
    by_program.close()


def test_a_mark_that_somebody_wrote_or_that_is_torn_says_nothing(
    crashed: Place, founded: Template, clock: SetClock
) -> None:
    mark = mark_file(crashed.data_file)
    for words in (b"", b"9" * 19, mark.read_bytes().replace(b"0000", b"0009", 1), b"\xff" * 90):
        mark.write_bytes(words)
        house = open_house(crashed, founded.data_key, clock, bring_up=False)
        assert not house.lost_lines
        house.close()
