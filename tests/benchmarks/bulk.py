"""Writes acts in bulk: rows, digests, index and chained journal lines as one at a time would, many per transaction.

The acts are made in this process; a second one fills index and file, so that two processors share the work.
"""

from __future__ import annotations

import contextlib
import inspect
import multiprocessing
import queue
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from dutyroom.journal.model import Head
from dutyroom.journal.rules import canonical, detail_text, line_hash
from dutyroom.journal.tables import journal
from dutyroom.log.tables import callers, entries, matters
from dutyroom.storage import search_index
from dutyroom.storage.digest import row_digest
from tests.benchmarks.forms import Form, Row

_TABLES = (matters, callers, entries, journal)
_COLUMNS = {table.name: tuple(column.name for column in table.c) for table in _TABLES}
_CHAINED = tuple(inspect.signature(canonical).parameters)
_BROKEN = "the room could not be written; what the writer said stands above"
_BATCH = 4000
_BATCHES_PER_COMMIT = 10
_Batch = tuple[dict[str, list[tuple[Any, ...]]], list[tuple[int, str, list[str]]]]


class BulkPen:
    """Writes on a data file that nobody else has open; ``close`` finishes it."""

    def __init__(self, file: Path, key: bytes) -> None:
        connection = _connect(file, key)
        seq, digest = connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        self._head = Head(seq, digest)
        (self.entries,) = connection.execute("SELECT coalesce(max(seq), 0) FROM entries").fetchone()
        (self.matters,) = connection.execute("SELECT coalesce(max(seq), 0) FROM matters").fetchone()
        connection.close()
        self._clear()
        context = multiprocessing.get_context("spawn")
        self._queue: multiprocessing.Queue[_Batch | None] = context.Queue(maxsize=4)
        self._writer = context.Process(target=_write_batches, args=(file, key, self._queue), daemon=True)
        self._writer.start()

    def next_entry(self) -> int:
        """Return the number of the next entry."""
        self.entries += 1
        return self.entries

    def next_matter(self) -> int:
        """Return the number of the next matter."""
        self.matters += 1
        return self.matters

    def index(self, seq: int, text: str, pinyin: list[str]) -> None:
        """Put the words of an entry into the index."""
        self._to_index.append((seq, text, pinyin))

    def act(self, form: Form, at: int, who: tuple[str, str], subject: str, detail: Row, rows: list[Row]) -> None:
        """Write one act after its form; ``rows`` hold what differs, row by row.

        A row of ``matters`` is not written yet: it is handed in with ``keep`` once it changes no more.
        """
        texts = []
        for written, row in zip(form.rows, rows, strict=True):
            texts.append(f"{written.how}{written.table} {row['id']} {row_digest(written.table, row)}")
            if written.table != "matters":
                self._put(written.table, row)
        line = {**form.line, "seq": self._head.seq + 1, "at": at, "account_id": who[0], "name": who[1]}
        line |= {"subject": subject, "detail": detail_text({**form.detail, **detail}), "rows": "\n".join(texts)}
        line["previous"] = self._head.hash
        line["hash"] = line_hash(self._head.hash, canonical(**{name: line[name] for name in _CHAINED}))
        self._head = Head(line["seq"], line["hash"])
        self._put("journal", line)
        if len(self._waiting["journal"]) >= _BATCH:
            self._hand_on()

    def keep(self, matter: Row) -> None:
        """Write the row of a matter as it stands in the end."""
        self._put("matters", matter)

    def close(self) -> None:
        """Write what is left and close the file."""
        self._hand_on()
        self._send(None)
        self._writer.join()
        if self._writer.exitcode:
            raise RuntimeError(_BROKEN)

    def _put(self, table: str, row: Row) -> None:
        self._waiting[table].append(tuple([row[name] for name in _COLUMNS[table]]))

    def _hand_on(self) -> None:
        self._send((self._waiting, self._to_index))
        self._clear()

    def _send(self, batch: _Batch | None) -> None:
        while self._writer.exitcode is None:
            with contextlib.suppress(queue.Full):
                self._queue.put(batch, timeout=1)
                return
        raise RuntimeError(_BROKEN)

    def _clear(self) -> None:
        self._waiting: dict[str, list[tuple[Any, ...]]] = {table.name: [] for table in _TABLES}
        self._to_index: list[tuple[int, str, list[str]]] = []


def _write_batches(file: Path, key: bytes, batches: multiprocessing.Queue[_Batch | None]) -> None:
    connection = _connect(file, key)
    join = f"INSERT INTO {search_index.TABLE}({search_index.TABLE}, rank) VALUES ('automerge', ?)"
    connection.execute(join, (8,))  # a desk joins the pieces of its index when it rests; here nobody rests
    connection.execute("BEGIN")
    since = 0
    while (batch := batches.get()) is not None:
        waiting, to_index = batch
        for table, rows in waiting.items():
            names = ", ".join(f'"{name}"' for name in _COLUMNS[table])
            places = ", ".join("?" * len(_COLUMNS[table]))
            connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)
        connection.executemany(
            f"INSERT INTO {search_index.TABLE}(rowid, chars, pairs, pinyin) VALUES (?, ?, ?, ?)",
            [search_index.index_row(*entry) for entry in to_index],
        )
        since += 1
        if since % _BATCHES_PER_COMMIT == 0:
            connection.execute("COMMIT")
            connection.execute("BEGIN")
    connection.execute("COMMIT")
    connection.execute(join, (0,))
    connection.close()


def _connect(file: Path, key: bytes) -> Any:
    """Open without the promises of the desk: nothing is lost if the building of a benchmark's room is broken off."""
    connection = dbapi2.connect(str(file))
    connection.isolation_level = None
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cache_size = -300000")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA journal_mode = OFF").fetchone()
    connection.execute("PRAGMA synchronous = OFF")
    return connection
