"""Everything that is particular to SQLite and SQLCipher.

The file is opened with a raw 256-bit key. Writes begin with ``BEGIN IMMEDIATE`` and reach the disk before
they are called done (``synchronous=FULL``); readers see a steady picture beside the one writer (WAL).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, FromClause, Select, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from dutyroom.errors import Environment

BUSY_MILLISECONDS = 5000
KEY_BYTES = 32
PAGE_BYTES = 4096
_LITTLE_ROOM = 65536
_PAGES = 512  # in one step of a copy
_GENTLE_PAGES = 64
_FLUSHED_PAGES = 256  # a megabyte at most waits for the disk
_PAUSE_SECONDS = 0.004
_CHECKPOINT_PAGES = 4000  # 16 MB of log; mostly emptied long before by ``move_log``, when nobody waits
_CAUSES = (
    ("database or disk is full", "storage.disk_full"),
    ("readonly database", "storage.read_only"),
    ("database is locked", "storage.locked"),
    ("unable to open database", "storage.cannot_open"),
    ("file is not a database", "storage.wrong_key"),
    ("malformed", "storage.damaged"),
    ("corrupt", "storage.damaged"),
    ("vtable constructor failed", "storage.damaged"),
    ("disk i/o error", "storage.io_error"),
)


class _Compiler(SQLiteCompiler):
    """Writes hints behind the names of tables; without it SQLAlchemy keeps them to itself on SQLite."""

    def get_from_hint_text(self, _table: FromClause, text: str | None) -> str | None:
        return text


def led_by(statement: Select[Any], table: FromClause, index: str) -> Select[Any]:
    """Return ``statement`` with the rows of ``table`` brought by ``index`` and nothing else.

    For statements that know better than any statistics; other backends plan as they do. SQLite refuses the statement
    when there is no such index.
    """
    return statement.with_hint(table, f"INDEXED BY {index}", "sqlite")


def led_by_number(statement: Select[Any], table: FromClause) -> Select[Any]:
    """Return ``statement`` with the rows of ``table`` gone through by their number, whatever an index promises."""
    return statement.with_hint(table, "NOT INDEXED", "sqlite")


def open_engine(file: Path, key: bytes, *, must_exist: bool = True) -> Engine:
    """Return an engine on the encrypted ``file`` with the raw ``key`` of 32 bytes.

    Raises Environment: ``storage.no_such_file``, ``storage.wrong_key`` (also when the file is not ours),
    and the causes named in this module.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("the key of a data file has 32 bytes")
    if must_exist and not file.is_file():
        raise Environment("storage.no_such_file", file=str(file))
    if must_exist and file.stat().st_size < PAGE_BYTES:
        raise Environment("storage.damaged", file=str(file))

    def connect() -> Any:
        return _connect(file, key)

    engine = create_engine(
        "sqlite://", module=dbapi2, creator=connect, pool_size=4, max_overflow=4, poolclass=_pool_class()
    )
    engine.dialect.statement_compiler = _Compiler
    event.listen(engine, "begin", _begin)
    return engine


def open_writer(file: Path, key: bytes) -> Engine:
    """Return the engine of the one writer, whose transactions take the write lock at their beginning.

    It keeps one connection of its own: SQLite throws a connection's pages away when another one has written.
    """

    def connect() -> Any:
        return _connect(file, key)

    engine = create_engine(
        "sqlite://", module=dbapi2, creator=connect, pool_size=1, max_overflow=0, poolclass=_pool_class()
    )
    engine.dialect.statement_compiler = _Compiler
    event.listen(engine, "begin", _begin_writing)
    return engine


def move_log(connection: Connection) -> None:
    """Move what the write-ahead log holds into the file, as far as no reader needs the old pages; nobody waits for it.

    Left to itself SQLite does this within the commit that makes the log too long, which then takes ten times as long.
    """
    cursor = connection.connection.cursor()  # below the transactions, in which it would find itself in the way
    try:
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    finally:
        cursor.close()


@contextlib.contextmanager
def without_foreign_keys(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction during which foreign keys are not enforced.

    SQLite heeds the switch only between transactions, so it is turned before and after.
    """
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
        finally:
            cursor.execute("PRAGMA foreign_keys = ON")
            cursor.close()


def _pool_class() -> Any:
    from sqlalchemy.pool import QueuePool

    return QueuePool


def _connect(file: Path, key: bytes) -> Any:
    connection = None
    try:
        connection = dbapi2.connect(str(file), timeout=BUSY_MILLISECONDS / 1000, check_same_thread=False)
        connection.isolation_level = None  # we begin and end transactions ourselves
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        cursor.execute("PRAGMA cipher_log_level = NONE")  # what it finds comes back as errors
        cursor.execute("PRAGMA temp_store = MEMORY")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA cache_size = -8000")
        cursor.execute("PRAGMA journal_mode = WAL").fetchone()
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}").fetchone()
        cursor.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        cursor.close()
    except dbapi2.Error as error:
        if connection is not None:
            connection.close()  # a file that is still held cannot be replaced by its backup
        raise explain(error, file) from error
    return connection


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def explain(error: BaseException, file: Path | None = None) -> Exception:
    """Return the Environment error that says what ``error`` means, or ``error`` itself when it is a bug."""
    text = str(error).lower()
    for part, code in _CAUSES:
        if part in text:
            return Environment(_closer_cause(code, file), file=str(file or ""))
    if isinstance(error, Exception):
        return error
    return RuntimeError(text)


def _closer_cause(code: str, file: Path | None) -> str:
    """Return what lies behind a vague cause: SQLite says of a protected or full disk only that it cannot go on."""
    if file is None or code not in ("storage.cannot_open", "storage.io_error"):
        return code
    if not os.access(file.parent, os.W_OK):
        return "storage.read_only"
    try:
        full = shutil.disk_usage(file.parent).free < _LITTLE_ROOM
    except OSError:
        return code
    return "storage.disk_full" if full else code


@contextlib.contextmanager
def explained(file: Path) -> Iterator[None]:
    """Turn errors of the database below into Environment errors; bugs pass as they are."""
    try:
        yield
    except (DBAPIError, dbapi2.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
        explanation = explain(cause, file)
        if explanation is cause:
            raise
        raise explanation from error


def refresh_statistics(engine: Engine) -> None:
    """Let SQLite count again what its indexes hold where that has changed much; a file that cannot stays as it is."""
    with contextlib.suppress(DBAPIError, Environment), engine.connect() as connection:
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("PRAGMA optimize = 0x10002")  # every table, not only those that this connection asked
        cursor.close()


def guard_texts(table: str, keys: tuple[str, ...], refusal: str) -> dict[str, str]:
    """Return the texts of the triggers that keep ``table`` append-only, by name.

    The third refuses a row whose ``keys`` are taken: INSERT OR REPLACE would remove the old row without a word.
    """
    say = f"BEGIN SELECT RAISE(ABORT, '{refusal}: {table}'); END"
    taken = " OR ".join(f"{key} = NEW.{key}" for key in keys)
    heads = {
        "update": f"BEFORE UPDATE ON {table}",
        "delete": f"BEFORE DELETE ON {table}",
        "replace": f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken})",
    }
    return {f"guard_{table}_{act}": f"CREATE TRIGGER guard_{table}_{act} {head} {say}" for act, head in heads.items()}


def guard_statements(texts: dict[str, str]) -> list[str]:
    """Return the statements that lay (or lay anew) these guards."""
    statements = []
    for name, text in texts.items():
        statements += [f"DROP TRIGGER IF EXISTS {name}", text]
    return statements


def standing_triggers(connection: Connection) -> dict[str, str]:
    """Return the texts of all triggers in the file, by name."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    return {str(name): str(text) for name, text in rows}


def table_names(connection: Connection) -> set[str]:
    """Return the names of the tables in the file."""
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return {str(name) for (name,) in rows}


def file_problems(connection: Connection, *, limit: int = 20) -> list[str]:
    """Return what SQLCipher and SQLite find wrong with the file: pages whose seal is broken, torn trees."""
    seals = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
    trees = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA quick_check({limit})")]
    return (seals + [line for line in trees if line != "ok"])[:limit]


@contextlib.contextmanager
def any_text(connection: Connection) -> Iterator[None]:
    """Let texts that are no UTF-8 be read, with a sign of no text for each byte that belongs to none."""
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.text_factory = _as_it_stands
    try:
        yield
    finally:
        raw.text_factory = str


def _as_it_stands(words: bytes) -> str:
    return words.decode("utf-8", "surrogateescape")


def copy_encrypted(
    source: Connection, target: Path, key: bytes, told: Callable[[int, int], None], *, gently: bool = False
) -> None:
    """Copy the file as ``source`` sees it into ``target``, under the same key, while others go on writing.

    ``told`` hears (pages done, pages in all) after every step; raising in it ends the copy. ``gently``: a step is
    small, it is soon on the disk, and a pause follows, since whoever saves meanwhile waits for what lies before the
    disk. Until this returns ``target`` is of no use to anybody, so it has no journal. Raises OSError for the disk.
    """
    source.exec_driver_sql("SELECT count(*) FROM sqlite_schema")  # the picture is held from here on
    destination = dbapi2.connect(str(target))
    try:
        destination.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        destination.execute("PRAGMA journal_mode = OFF")
        destination.execute("PRAGMA synchronous = OFF")  # it is sent to the disk here
        raw = source.connection.driver_connection
        assert raw is not None
        with target.open("ab") as written:
            step = _Gently(written.fileno(), told).step_done if gently else _telling(told)
            raw.backup(destination, pages=_GENTLE_PAGES if gently else _PAGES, progress=step, sleep=0.0)
            destination.close()
            os.fsync(written.fileno())
    finally:
        destination.close()


def _telling(told: Callable[[int, int], None]) -> Callable[[int, int, int], None]:
    def step_done(_status: int, remaining: int, total: int) -> None:
        told(total - remaining, total)

    return step_done


class _Gently:
    """Lets the disk and whoever saves come between the steps of a copy."""

    def __init__(self, handle: int, told: Callable[[int, int], None]) -> None:
        self._handle = handle
        self._told = told
        self._flushed = 0
        self._never = threading.Event()

    def step_done(self, _status: int, remaining: int, total: int) -> None:
        done = total - remaining
        self._told(done, total)
        if done - self._flushed >= _FLUSHED_PAGES:
            self._flushed = done
            os.fsync(self._handle)
        self._never.wait(_PAUSE_SECONDS)
