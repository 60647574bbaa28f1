"""Searching is held against the record: an entry that it would miss, or find in another's words, is named."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.journal.model import Break
from dutyroom.log import indexing
from dutyroom.storage import search_index
from dutyroom.texts import term


def found(house: House) -> Break | None:
    """Return what ``verify`` says of the whole file."""
    return house.verify().first_break


def behind(house: House, *statements: str, words: tuple[int, str] | None = None) -> None:
    """Change the index with the key in hand."""
    with house.store.write_without_foreign_keys() as connection:
        for statement in statements:
            connection.execute(text(statement))
        if words is not None:
            search_index.add(connection, *words)


def test_every_entry_of_a_day_of_work_stands_in_the_index(worked_house: House) -> None:
    assert found(worked_house) is None


def test_an_entry_taken_out_of_the_index_is_named(worked_house: House) -> None:
    behind(worked_house, "DELETE FROM entry_index WHERE rowid = 3")
    assert found(worked_house) == Break("index_differs", where="entries 3")
    assert term("journal_break", "index_differs") != "index_differs"


def test_an_entry_indexed_under_other_words_is_named(worked_house: House) -> None:
    behind(worked_house, "DELETE FROM entry_index WHERE rowid = 2", words=(2, "平安无事，一切正常"))
    assert found(worked_house) == Break("index_differs", where="entries 2")


def test_words_without_an_entry_are_named(worked_house: House) -> None:
    behind(worked_house, words=(99_999, "从未登记"))
    assert found(worked_house) == Break("index_differs", where="entries 99999")


def test_an_entry_with_one_word_left_out_is_named(worked_house: House, worked_session: Session) -> None:
    with worked_house.store.read() as connection:
        words = str(connection.execute(text("SELECT text FROM entries WHERE seq = 1")).scalar_one())
    behind(worked_house, "DELETE FROM entry_index WHERE rowid = 1", words=(1, words.replace("货车", "")))
    assert found(worked_house) == Break("index_differs", where="entries 1")
    behind(worked_house, "DELETE FROM entry_index WHERE rowid = 1", words=(1, words + "\n2026-0001 李明远"))
    assert found(worked_house) is None, "what is found by more is not missed"


def test_in_a_large_room_older_entries_are_looked_at_here_and_there(
    worked_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "WORD_BY_WORD", 4)
    assert found(worked_house) is None
    with worked_house.store.read() as connection:
        newest = int(connection.execute(text("SELECT max(seq) FROM entries")).scalar_one())
    behind(worked_house, f"DELETE FROM entry_index WHERE rowid = {newest}", words=(newest, "别的话"))
    assert found(worked_house) == Break("index_differs", where=f"entries {newest}")
    behind(worked_house, "DELETE FROM entry_index WHERE rowid = 3")
    assert found(worked_house) == Break("index_differs", where="entries 3"), "each has to stand in it all the same"
