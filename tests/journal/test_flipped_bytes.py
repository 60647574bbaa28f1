"""A byte that the disk got wrong is noticed, wherever in the file it stands; it never passes as a changed word."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy import select

from dutyroom.changes import Announcer
from dutyroom.errors import Environment
from dutyroom.journal.verify import verify
from dutyroom.storage import search_index
from dutyroom.storage.store import Store
from dutyroom.storage.tables import metadata
from tests.conftest import Template

PAGE = 4096
SAMPLES = 200
TOLD = {"storage.damaged", "storage.wrong_key", "storage.io_error"}


def everything_in(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table."""
    with store.read() as connection:
        return {
            table.name: sorted(tuple(row) for row in connection.execute(select(table)))
            for table in metadata.sorted_tables
        }


def outcome(file: Path, key: bytes) -> tuple[str, object]:
    """Return how a reader fares: told by the surroundings, told by the verdict, or the rows it was given."""
    store = None
    try:
        store = Store(file, key, Announcer())
        verdict = verify(store)
        if verdict.first_break is not None:
            return "verdict", verdict.first_break.reason
        return "rows", everything_in(store)
    except Environment as error:
        return "environment", error.code
    finally:
        if store is not None:
            store.close()


def offsets(size: int) -> list[int]:
    """Return one place in every page, and then places anywhere, the same in every run."""
    draw = random.Random(20261121)
    pages = [page * PAGE + draw.randrange(PAGE) for page in range(size // PAGE)]
    return (pages + [draw.randrange(size) for _ in range(SAMPLES)])[: max(SAMPLES, len(pages))]


@pytest.mark.req("R204")
def test_a_flipped_byte_is_told_and_never_read_as_another_word(
    worked: Template, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = (worked.folder / "room.dutyroom").read_bytes()
    file = tmp_path / "room.dutyroom"
    file.write_bytes(whole)
    kind, rows = outcome(file, worked.data_key)
    assert kind == "rows"
    unexplained: list[tuple[int, str]] = []
    for place in offsets(len(whole)):
        torn = bytearray(whole)
        torn[place] ^= 1 << place % 8
        file.write_bytes(torn)
        try:
            kind, found = outcome(file, worked.data_key)
        except Exception as error:  # noqa: BLE001 - collected and reported below
            unexplained.append((place, f"{type(error).__name__}: {error}"))
            continue
        if kind == "rows":
            assert found == rows, f"byte {place} changed what is read without a word"
        elif kind == "verdict":
            assert found == "file_damaged", place
        else:
            assert found in TOLD, place
    capfd.readouterr()  # SQLCipher reports every torn page on stderr
    assert unexplained == []


def test_a_torn_page_of_the_search_index_is_called_damage_while_searching(
    worked: Template, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = (worked.folder / "room.dutyroom").read_bytes()
    file = tmp_path / "room.dutyroom"
    told = set()
    for page in range(1, len(whole) // PAGE):
        torn = bytearray(whole)
        torn[page * PAGE + 100] ^= 1
        file.write_bytes(torn)
        store = Store(file, worked.data_key, Announcer())
        try:
            with store.read() as connection:
                search_index.find(connection, "东湖")
        except Environment as error:
            told.add(error.code)
        finally:
            store.close()
    capfd.readouterr()
    assert told == {"storage.damaged"}
