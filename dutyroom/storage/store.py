"""The data file and the unit of work: one act, one transaction, rolled back unless committed."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Hashable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Executable, Table, delete, insert
from sqlalchemy.engine import CursorResult, Result

from dutyroom.changes import Announcer, Changes, Topic
from dutyroom.errors import Environment
from dutyroom.frozen import dataclass
from dutyroom.storage import search_index, sqlite
from dutyroom.storage.digest import Stored, row_digest
from dutyroom.storage.mark import Mark
from dutyroom.storage.prepared import add_row, change_row, run, run_alone
from dutyroom.storage.tables import Keeping, keeping

_log = logging.getLogger(__name__)
_SPOILS = frozenset({"storage.damaged", "storage.io_error", "storage.cannot_open", "storage.disk_full"})


@dataclass(frozen=True)
class Written:
    """One row that an act wrote: how (``+`` added, ``=`` changed, ``-`` destroyed), where, and its digest."""

    how: str
    table: str
    row_id: str
    digest: str


class UnitOfWork:
    """One act on the data file. Rows written here are remembered until the journal has taken note of them."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.unrecorded: list[Written] = []
        self.known: dict[Hashable, Any] = {}
        """What was found out within this act; nobody else changes the file before it ends."""
        self._topics: set[Topic] = set()
        self._subjects: set[str] = set()
        self._seq = 0
        self.line_hash = ""
        self.changes: Changes | None = None

    def insert(self, table: Table, row: Mapping[str, Stored]) -> None:
        """Add one row; every value as it is stored."""
        add_row(self.connection, table, row)
        self._note("+", table, row)

    def insert_many(self, table: Table, rows: Sequence[Mapping[str, Stored]]) -> None:
        """Add many rows in one go."""
        if rows:
            self.connection.execute(insert(table), [dict(row) for row in rows])
            for row in rows:
                self._note("+", table, row)

    def update(self, table: Table, row_id: str, values: Mapping[str, Stored]) -> dict[str, Any]:
        """Change one row of a table that may change; return the row as it stands now.

        Raises LookupError when there is no such row.
        """
        row = change_row(self.connection, table, row_id, values).mappings().one_or_none()
        if row is None:
            raise LookupError(f"no row {row_id} in {table.name}")
        self._note("=", table, row)
        return dict(row)

    def remove(self, table: Table, row_id: str) -> None:
        """Remove one row of a passing or personal table; others are never removed."""
        if keeping(table) not in (Keeping.PASSING, Keeping.PERSONAL):
            raise ValueError(f"rows of {table.name} are never removed")
        self.connection.execute(delete(table).where(table.c.id == row_id))
        if keeping(table) is Keeping.PERSONAL:
            self.unrecorded.append(Written("-", table.name, row_id, ""))

    def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        """Run a query inside the act."""
        return self.connection.execute(statement, parameters)

    def run(self, statement: Executable, **values: Any) -> Result[Any]:
        """Run a statement that every act needs; see ``prepared.run``."""
        return run(self.connection, statement, **values)

    def touch(self, topic: Topic, *subjects: str) -> None:
        """Say which kind of thing, and which things, listeners should look at again."""
        self._topics.add(topic)
        self._subjects.update(subjects)

    @property
    def touched(self) -> bool:
        """Return whether anything was touched so far."""
        return bool(self._topics)

    def recorded(self, seq: int, line_hash: str) -> None:
        """Take the journal's word that everything written so far stands in its line ``seq``, which has this hash."""
        self.unrecorded.clear()
        self._seq = seq
        self.line_hash = line_hash

    def commit(self) -> Changes:
        """Make the act final on the disk. Rows unknown to the journal are a bug and are refused."""
        if self.unrecorded:
            tables = sorted({written.table for written in self.unrecorded})
            raise RuntimeError(f"rows written without a line in the journal: {', '.join(tables)}")
        self.connection.commit()
        self.changes = Changes(frozenset(self._topics), frozenset(self._subjects), self._seq)
        return self.changes

    def _note(self, how: str, table: Table, row: Mapping[Any, Any]) -> None:
        if keeping(table) is not Keeping.PASSING:
            if len(str(row["id"]).split()) != 1 or str(row["id"]).strip() != str(row["id"]):
                raise ValueError(f"a row of {table.name} has no proper identity: {row['id']!r}")
            self.unrecorded.append(Written(how, table.name, str(row["id"]), row_digest(table.name, row)))


class Store:
    """The open data file: many readers beside one writer."""

    def __init__(self, file: Path, key: bytes, announcer: Announcer, *, must_exist: bool = True) -> None:
        """Open ``file`` with its ``key`` (32 bytes); Environment errors as in ``sqlite.open_engine``."""
        self.file = file
        self.key = key
        self.announcer = announcer
        self._engine = sqlite.open_engine(file, key, must_exist=must_exist)
        self._writing = sqlite.open_writer(file, key)
        self._write_lock = threading.Lock()
        self._written = False
        self._mark = Mark(file, key)

    def marked(self) -> tuple[int, str]:
        """Return how far the journal had come when an act last ended: line, beginning of its hash; see ``mark``."""
        return self._mark.read()

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one steady picture of the file."""
        with self._explained(self._engine), self._engine.connect() as connection:
            yield connection

    def ask(self, statement: Executable, **values: Any) -> Result[Any]:
        """Return the answer to one question that every act asks; see ``prepared.run_alone``.

        The writer is asked where it has nothing to do: a reader has thrown its pages away since the last act and
        would read and decrypt them again.
        """
        free = self._write_lock.acquire(blocking=False)
        engine = self._writing if free else self._engine
        try:
            with self._explained(engine), engine.connect() as connection:
                return run_alone(connection, statement, **values)
        finally:
            if free:
                self._write_lock.release()

    @contextlib.contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """Give a unit of work that is rolled back unless committed; listeners hear of it when it was."""
        with self._write_lock, self._explained(self._writing), self._writing.connect() as connection:
            connection.begin()
            unit = UnitOfWork(connection)
            yield unit
            if unit.changes is not None and unit.line_hash:
                self._mark.put(unit.changes.seq, unit.line_hash)
        if unit.changes is not None:
            self._written = True
            self._announce(unit.changes)

    @contextlib.contextmanager
    def _explained(self, engine: Engine) -> Iterator[None]:
        """Explain errors of the database, and give up connections of ``engine`` that an error of the disk has spoilt.

        SQLCipher answers with "damaged" for ever once a single page could not be read or written.
        """
        try:
            with sqlite.explained(self.file):
                yield
        except Environment as error:
            if error.code in _SPOILS:
                engine.dispose()
            raise

    def _announce(self, changes: Changes) -> None:
        """Tell the listeners; what one of them does wrong must not make an act look failed that is on the disk."""
        try:
            self.announcer.announce(changes)
        except Exception:  # noqa: BLE001 - reported in the log of faults
            _log.exception("a listener failed after an act was committed")

    @contextlib.contextmanager
    def write_without_foreign_keys(self) -> Iterator[Connection]:
        """Give a connection for a step of the schema: one transaction, foreign keys off until its end."""
        with (
            self._write_lock,
            self._explained(self._writing),
            sqlite.without_foreign_keys(self._writing) as changing,
        ):
            yield changing

    def rest(self) -> None:
        """Do what the acts left for later, in some milliseconds: join pieces of the search index, empty the log.

        Raises Environment as an act does; nothing is lost then, and the next rest does it.
        """
        with (
            self._write_lock,
            self._explained(self._writing),
            self._writing.connect() as connection,
            connection.begin(),
        ):
            search_index.join_pieces(connection)
        with self.read() as connection:
            sqlite.move_log(connection)

    def close(self) -> None:
        """Close every connection; the file is then one file again, without its write-ahead log."""
        if self._written:
            sqlite.refresh_statistics(self._engine)
            self._written = False
        self._mark.close()
        self._writing.dispose()
        self._engine.dispose()
