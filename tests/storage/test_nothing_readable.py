"""Nothing that is written in the duty room can be read from the disk without the key."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.errors import Environment, Refused
from dutyroom.log.model import EntryKind, NewEntry
from dutyroom.storage.backup import copy_file
from tests.conftest import Template
from tests.factories import LOGIN, NAME, OTHER_PASSWORD, PASSWORD, a_slip, day_of_work

WORDS = [
    LOGIN,
    NAME,
    PASSWORD,
    OTHER_PASSWORD,
    "login-周岚",
    "周岚",
    "云岭市",
    "李明远",
    "沈知远",
    "19900000001",
    "0999-8000123",
    "09998000001",
    "8000001",
    "东湖区",
    "货车",
    "侧翻",
    "青云路",
    "云密〔2026〕17号",
    "西岭县来电尚未记完",
    "donghu",
    "morning_handover",
    "CREATE TABLE",
    "SQLite format 3",
]


def spellings(word: str) -> set[bytes]:
    """Return the bytes by which ``word`` could stand in a file."""
    found = {word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")}
    found |= {json.dumps(word)[1:-1].encode(), base64.b64encode(word.encode())[:-4], word.encode().hex().encode()}
    return {spelling for spelling in found if len(spelling) >= 4}


def readable_in(folder: Path, words: list[str]) -> list[tuple[str, str]]:
    """Return (file, word) for every word that can be read in a file below ``folder``, or in its name."""
    found = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = file.read_bytes() + b"\0" + file.name.encode()
        found += [(file.name, word) for word in words if any(spelling in content for spelling in spellings(word))]
    return found


def test_the_search_for_words_would_find_them(tmp_path: Path) -> None:
    for number, word in enumerate(WORDS):
        for place, spelling in enumerate(sorted(spellings(word))):
            file = tmp_path / f"{number}-{place}"
            file.write_bytes(b"\x81" * 100 + spelling + b"\x81" * 100)
            assert readable_in(tmp_path, [word]) == [(file.name, word)]
            file.unlink()


@pytest.mark.req("R086", "R205")
def test_no_word_of_a_day_can_be_read_from_any_file(
    house: House, session: Session, clock: SetClock, founded: Template, tmp_path: Path
) -> None:
    day_of_work(house, session, clock)
    with pytest.raises(Refused):
        house.accounts.confirm(session, PASSWORD + "x")
    copy_file(house.store, tmp_path / "backup" / "copy")
    secrets = [*WORDS, founded.recovery_key, founded.recovery_key.replace("-", ""), house.store.key.hex()]

    names = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert {"room.dutyroom", "room.dutyroom-wal", "room.keys", "copy"} <= names
    assert readable_in(tmp_path, secrets) == []

    house.close()
    assert readable_in(tmp_path, secrets) == []
    assert all(house.store.key not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_an_act_that_was_refused_leaves_no_word_either(
    house: House, session: Session, clock: SetClock, tmp_path: Path
) -> None:
    matter = house.log.open_matter(session, a_slip(clock)).matter
    with pytest.raises(Refused):
        house.log.add_entry(session, matter.id, NewEntry(EntryKind.HEARD, "甲" * 200_000))
    with house.store.write() as unit:
        unit.connection.exec_driver_sql("CREATE TABLE spilled (text TEXT)")
        unit.connection.exec_driver_sql("INSERT INTO spilled VALUES (?)", ("滨河街口" * 20_000,))
    assert readable_in(tmp_path, ["甲甲甲甲", "滨河街口"]) == []


def test_after_closing_the_room_is_one_file_and_its_key_ring(house: House, session: Session, clock: SetClock) -> None:
    house.log.open_matter(session, a_slip(clock))
    house.close()
    names = {path.name for path in house.place.data_file.parent.iterdir()}
    assert names - {"room.keys.previous"} == {"room.dutyroom", "room.dutyroom.mark", "room.keys"}


def test_an_error_of_the_environment_names_the_file_and_none_of_its_words(
    house: House, session: Session, clock: SetClock
) -> None:
    house.log.open_matter(session, a_slip(clock))
    house.close()
    house.place.data_file.write_bytes(house.place.data_file.read_bytes()[:5000])
    with pytest.raises(Environment) as told:
        house.log.open_matter(session, a_slip(clock))
    assert not any(word in str(told.value) for word in WORDS)
