"""Walks the journal from its first line and holds every row of the file against it.

Appended tables are read beside the journal in the order of their writing; of the others the journal's
last word on each row is kept in memory. Nothing is changed. A file of an older schema lacks the tables of later steps;
one that the journal has rows of must be there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select
from sqlalchemy.exc import OperationalError

from dutyroom.clock import from_micros
from dutyroom.journal.model import Break, Head, Verdict
from dutyroom.journal.rules import FIRST_PREVIOUS, canonical, line_hash
from dutyroom.journal.tables import journal
from dutyroom.storage import guards, sqlite
from dutyroom.storage.digest import row_digest
from dutyroom.storage.store import Store
from dutyroom.storage.tables import Keeping, every_table, keeping, tables_kept

STEP = 2000
_CHAINED = ("seq", "room_id", "at", "account_id", "name", "seat", "act", "subject", "detail", "rows")


class _BrokenError(Exception):
    """Ends the walk at the first break."""

    def __init__(self, found: Break) -> None:
        super().__init__(found.reason)
        self.found = found


def verify(store: Store, told: Callable[[int, int], None] | None = None, printed: Head | None = None) -> Verdict:
    """Return the verdict on the file; ``told`` hears (lines walked, lines in all) now and then.

    ``printed`` is a head read from paper: the chain must pass through it (``paper_differs``).
    """
    listening = told or (lambda _done, _all: None)
    with store.read() as connection:
        try:
            return _walked(connection, listening, printed)
        except OperationalError:  # a text that is none cannot be read; whose it is, is told by taking it as it stands
            with sqlite.any_text(connection):
                return _walked(connection, listening, printed)


def _walked(connection: Connection, told: Callable[[int, int], None], printed: Head | None) -> Verdict:
    with contextlib.ExitStack() as readers:
        walk = _Walk(connection, told, printed, readers)
        try:
            walk.run()
            found = None
        except _BrokenError as broken:
            found = broken.found
    return Verdict(walk.lines, walk.rows, walk.head, found)


class _Walk:
    """One walk; keeps where it stands.

    ``readers`` closes what is read when the walk ends, at a break too: a cursor that is left to be collected resets
    its statement in the middle of the next walk.
    """

    def __init__(
        self,
        connection: Connection,
        told: Callable[[int, int], None],
        printed: Head | None,
        readers: contextlib.ExitStack,
    ) -> None:
        self._connection = connection
        self._readers = readers
        self._told = told
        self._printed = printed
        self.lines = 0
        self.rows = 0
        self.head = Head(0, FIRST_PREVIOUS)
        there = sqlite.table_names(connection)
        self._appended = {
            table.name: self._rows_in_order(table) if table.name in there else iter(())
            for table in tables_kept(Keeping.APPENDED)
            if table is not journal
        }
        self._last_word: dict[str, dict[str, tuple[str, int]]] = {
            table.name: {} for table in tables_kept(Keeping.JOURNALLED, Keeping.PERSONAL)
        }
        self._there = there

    def run(self) -> None:
        """Check file, chain and rows; raises _BrokenError at the first disagreement."""
        problems = sqlite.file_problems(self._connection)
        if problems:
            raise _BrokenError(Break("file_damaged", where=problems[0]))
        self._walk_chain()
        self._check_ends()
        self._check_standing_rows()
        gone = guards.missing(self._connection)
        if gone:
            raise _BrokenError(Break("guard_missing", where=gone[0]))

    def _walk_chain(self) -> None:
        total = self._connection.execute(select(func.count()).select_from(journal)).scalar_one()
        for line in self._read(select(journal).order_by(journal.c.seq)):
            self._check_line(line)
            self.lines += 1
            if self.lines % STEP == 0:
                self._told(self.lines, total)
        self._told(self.lines, total)
        if self._printed is not None and self._printed.seq > self.head.seq:
            raise _BrokenError(Break("paper_differs", seq=self._printed.seq))

    def _check_line(self, line: Mapping[Any, Any]) -> None:
        expected = self.head.seq + 1
        if line["seq"] != expected:
            raise _BrokenError(Break("line_missing", seq=expected))
        if line["previous"] != self.head.hash:
            raise self._at(line, "chain_broken")
        try:
            form = canonical(**{name: line[name] for name in _CHAINED})
        except TypeError:  # bytes, where a text belongs
            raise self._at(line, "line_changed") from None
        if line_hash(self.head.hash, form) != line["hash"]:
            raise self._at(line, "line_changed")
        self.head = Head(int(line["seq"]), str(line["hash"]))
        printed = self._printed
        if printed is not None and printed.seq == self.head.seq and not self.head.hash.startswith(printed.hash):
            raise self._at(line, "paper_differs")
        for written in str(line["rows"]).split("\n") if line["rows"] else ():
            how, table, row_id, digest = self._parts(line, written)
            self.rows += 1
            if table in self._appended:
                self._check_appended(line, table, row_id, digest)
            elif how == "-":
                self._last_word[table].pop(row_id, None)
            else:
                self._last_word[table][row_id] = (digest, int(line["seq"]))

    def _parts(self, line: Mapping[Any, Any], written: str) -> tuple[str, str, str, str]:
        """Return how, table, row and digest of one row of a line; words that say none of this are a change."""
        parts = written[1:].split(" ")
        known = len(parts) == 3 and (parts[0] in self._appended or parts[0] in self._last_word)
        if not known or written[0] not in "+=-":
            raise self._at(line, "line_changed")
        return written[0], parts[0], parts[1], parts[2]

    def _check_appended(self, line: Mapping[Any, Any], table: str, row_id: str, digest: str) -> None:
        row = next(self._appended[table], None)
        if row is None or row["id"] != row_id:
            raise self._at(line, "row_missing" if row is None or str(row["id"]) > row_id else "row_unknown", table)
        if row_digest(table, row) != digest:
            raise self._at(line, "row_changed", table)

    def _check_ends(self) -> None:
        for table, rows in self._appended.items():
            left = next(rows, None)
            if left is not None:
                raise _BrokenError(Break("row_unknown", seq=self.head.seq, where=table))

    def _check_standing_rows(self) -> None:
        first: tuple[int, str, str] | None = None
        for name, known in self._last_word.items():
            for row in self._rows_in_order(every_table()[name]) if name in self._there else ():
                digest, seq = known.pop(row["id"], ("", 0))
                if not seq:
                    raise _BrokenError(Break("row_unknown", seq=self.head.seq, where=name))
                if row_digest(name, row) != digest and (first is None or seq < first[0]):
                    first = (seq, "row_changed", name)
            for _digest, seq in known.values():
                if first is None or seq < first[0]:
                    first = (seq, "row_missing", name)
        if first is not None:
            seq, reason, name = first
            statement = select(journal).where(journal.c.seq == seq)
            raise self._at(self._connection.execute(statement).mappings().one(), reason, name)

    def _rows_in_order(self, table: Table) -> Iterator[Mapping[Any, Any]]:
        order = table.c.seq if keeping(table) is Keeping.APPENDED else table.c.id
        yield from self._read(select(table).order_by(order))

    def _read(self, asked: Select[Any]) -> Iterator[Mapping[Any, Any]]:
        result = self._connection.execution_options(yield_per=STEP).execute(asked)
        self._readers.callback(result.close)
        yield from result.mappings()

    @staticmethod
    def _at(line: Mapping[Any, Any], reason: str, where: str = "") -> _BrokenError:
        return _BrokenError(
            Break(
                reason,
                seq=int(line["seq"]),
                at=_moment(line["at"]),
                name=str(line["name"]),
                act=str(line["act"]),
                where=where,
            )
        )


def _moment(micros: object) -> datetime | None:
    """Return when a line says that it was written, or None where it says nothing of the kind."""
    try:
        return from_micros(int(str(micros)))
    except (ValueError, OverflowError):
        return None
