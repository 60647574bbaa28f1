"""What the machine can do at best: the plainest form of the same work, measured in the same run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from dutyroom.storage import search_index


def plain_connection(file: Path, key: bytes) -> Any:
    """Return an encrypted connection that keeps what it commits, without anything of the program around it."""
    connection = dbapi2.connect(str(file))
    connection.isolation_level = None
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cache_size = -16000")
    connection.execute("PRAGMA journal_mode = WAL").fetchone()
    connection.execute("PRAGMA synchronous = FULL")
    return connection


class DurableInsert:
    """A table with two indexes and a full-text index; one row and its words per transaction, on the disk when done."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._connection = plain_connection(folder / "floor.db", key)
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS calls (seq INTEGER PRIMARY KEY, id TEXT, at INTEGER, words TEXT)"
        )
        self._connection.execute("CREATE INDEX IF NOT EXISTS calls_id ON calls (id)")
        self._connection.execute("CREATE INDEX IF NOT EXISTS calls_at ON calls (at)")
        self._connection.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS calls_index USING fts5("
            "chars, pairs, pinyin, content='', contentless_delete=1, tokenize='ascii', detail=full)"
        )
        (self._seq,) = self._connection.execute("SELECT coalesce(max(seq), 0) FROM calls").fetchone()
        self._row: tuple[Any, ...] = ()

    def prepare(self, text: str) -> None:
        """Split the words of the next row: that is the program's work, not the floor's."""
        self._seq += 1
        self._row = search_index.index_row(self._seq, text, ("dhqyjglj",))
        self._text = text

    def add(self) -> None:
        """Insert the prepared row, durably."""
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        execute("INSERT INTO calls VALUES (?, ?, ?, ?)", (self._seq, f"{self._seq:032x}", self._seq * 1000, self._text))
        execute("INSERT INTO calls_index(rowid, chars, pairs, pinyin) VALUES (?, ?, ?, ?)", self._row)
        execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
