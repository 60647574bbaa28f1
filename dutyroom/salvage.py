"""Brings over what a damaged room still holds beyond its last good copy.

The journal names every row that an act wrote, with its digest. So the acts after the copy are read one after the other
from the damaged file and its write-ahead log, and as many of them are brought over as can be proven row by row: line
follows line by its hash, every row is as its last line says. The first act that cannot be proven ends it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select
from sqlalchemy.exc import DBAPIError

from dutyroom.errors import Environment
from dutyroom.frozen import dataclass
from dutyroom.journal.model import Head
from dutyroom.journal.rules import canonical, line_hash
from dutyroom.journal.service import head_of
from dutyroom.journal.tables import journal
from dutyroom.log.indexing import index_entries
from dutyroom.log.writing import Pinyin
from dutyroom.storage import sqlite
from dutyroom.storage.digest import row_digest
from dutyroom.storage.store import Store
from dutyroom.storage.tables import Keeping, every_table, keeping, schema_versions, tables_kept

_CHAINED = ("seq", "room_id", "at", "account_id", "name", "seat", "act", "subject", "detail", "rows")
_BLOCK = 4096
Told = Callable[[int, int], None]
_Row = dict[str, Any]


@dataclass(frozen=True)
class Salvaged:
    """What was brought over: acts (lines of the journal), and how many more the damaged file speaks of."""

    brought: int = 0
    lost: int = 0


@dataclass(frozen=True)
class _Word:
    """What one line says of one row."""

    line: int
    how: str
    table: str
    row_id: str
    digest: str


def copy_readable(source: Path, target: Path) -> None:
    """Copy a file; what the disk no longer gives becomes zeroes, which the seals of its pages will tell."""
    with source.open("rb", buffering=0) as giving, target.open("wb") as taking:
        size = giving.seek(0, 2)
        for start in range(0, size, _BLOCK):
            block = b""
            with contextlib.suppress(OSError):
                giving.seek(start)
                block = giving.read(min(_BLOCK, size - start)) or b""
            taking.write(block.ljust(min(_BLOCK, size - start), b"\0"))


def bring_over(copy: Store, damaged: Path, key: bytes, pinyin: Pinyin, told: Told) -> Salvaged:
    """Add to the room in ``copy`` the acts that ``damaged`` (never changed; its log beside it) can prove beyond it.

    ``told`` hears (acts read, acts in all). A file that cannot be opened gives nothing, and says of nothing that it is
    lost.
    """
    try:
        engine = sqlite.open_engine(damaged, key)
    except Environment:
        return Salvaged()
    try:
        with engine.connect() as giving, copy.read() as standing:
            head = head_of(standing)
            acts = list(_lines(giving, head, told))
            newest = _newest_line(giving)
            proven, rows = _proven(giving, head, acts)
            drafts = _passing(giving)
    except (DBAPIError, Environment):  # pages that everything else hangs on are gone
        return Salvaged()
    finally:
        engine.dispose()
    with copy.write_without_foreign_keys() as taking:
        _write(taking, proven, rows, drafts, pinyin)
    last = int(proven[-1]["seq"]) if proven else head.seq
    return Salvaged(len(proven), max(newest - last, 0))


def _lines(giving: Connection, head: Head, told: Told) -> Iterator[_Row]:
    """Yield the lines behind ``head`` as far as they can be read and follow each other."""
    newest = _newest_line(giving)
    for seq in range(head.seq + 1, newest + 1):
        line = _read(giving, journal, journal.c.seq == seq)
        if line is None or line["previous"] != head.hash:
            return
        if line_hash(head.hash, canonical(**{name: line[name] for name in _CHAINED})) != line["hash"]:
            return
        head = Head(seq, str(line["hash"]))
        told(seq, newest)
        yield line


def _newest_line(giving: Connection) -> int:
    try:
        return head_of(giving).seq
    except DBAPIError:
        return 0


def _proven(giving: Connection, head: Head, acts: list[_Row]) -> tuple[list[_Row], dict[tuple[str, str], _Row | None]]:
    """Return the lines that can be brought over whole, and the rows as they stand after the last of them."""
    words = [word for line in acts for word in _words(line)]
    found: dict[tuple[str, str], _Row | None] = {}
    for word in words:
        if (word.table, word.row_id) not in found:
            table = every_table().get(word.table)
            found[word.table, word.row_id] = None if table is None else _read(giving, table, table.c.id == word.row_id)
    end = int(acts[-1]["seq"]) if acts else head.seq
    while True:
        last: dict[tuple[str, str], _Word] = {}
        first: dict[tuple[str, str], _Word] = {}
        for word in words:
            if word.line <= end:
                last[word.table, word.row_id] = word
                first.setdefault((word.table, word.row_id), word)
        wrong = [first[at].line for at, word in last.items() if not _stands(word, found[at])]
        if not wrong:
            break
        end = min(wrong) - 1
    rows = {at: None if word.how == "-" else found[at] for at, word in last.items()}
    return [line for line in acts if line["seq"] <= end], rows


def _words(line: Mapping[str, Any]) -> Iterator[_Word]:
    for written in str(line["rows"]).split("\n") if line["rows"] else ():
        table, row_id, digest = (*written[1:].split(" "), "", "")[:3]
        yield _Word(int(line["seq"]), written[0], table, row_id, digest)


def _stands(word: _Word, row: _Row | None) -> bool:
    """Return whether a row is as its line says; one that was destroyed is as it says when it is gone."""
    if word.how == "-":
        return True
    return row is not None and row_digest(word.table, row) == word.digest


def _read(giving: Connection, table: Table, which: Any) -> _Row | None:
    """Return one row, or None where it is missing or stands on a damaged page."""
    try:
        row = giving.execute(select(table).where(which)).mappings().first()
    except DBAPIError:
        return None
    return None if row is None else dict(row)


def _passing(giving: Connection) -> dict[str, list[_Row]]:
    """Return what can be read of drafts and the like, which the journal does not speak of."""
    found: dict[str, list[_Row]] = {}
    for table in tables_kept(Keeping.PASSING):
        if table is not schema_versions:
            with contextlib.suppress(DBAPIError):
                found[table.name] = [dict(row) for row in giving.execute(select(table)).mappings()]
    return found


def _write(
    taking: Connection,
    lines: list[_Row],
    rows: Mapping[tuple[str, str], _Row | None],
    passing: Mapping[str, list[_Row]],
    pinyin: Pinyin,
) -> None:
    for (name, row_id), row in rows.items():
        table = every_table()[name]
        if keeping(table) is not Keeping.APPENDED:
            taking.execute(delete(table).where(table.c.id == row_id))
        if row is not None:
            taking.execute(insert(table), row)
    for line in lines:
        taking.execute(insert(journal), line)
    for name, kept in passing.items():
        taking.execute(delete(every_table()[name]))
        for row in kept:
            taking.execute(insert(every_table()[name]), row)
    entries = [int(row["seq"]) for (name, _id), row in rows.items() if name == "entries" and row is not None]
    index_entries(taking, sorted(entries), pinyin)
