"""Statements that every act needs, put into words once: to build one costs three times as much as to run it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from sqlalchemy import Connection, Executable, Table, bindparam, insert, update
from sqlalchemy.engine import IteratorResult, Result
from sqlalchemy.engine.result import SimpleResultMetaData

_Words = tuple[str, tuple[str, ...] | None, dict[str, Any]]
_known: dict[Hashable, _Words] = {}
_heads: dict[str, SimpleResultMetaData] = {}
_WHICH = "which_row"  # no column is called so


def run(connection: Connection, statement: Executable, **values: Any) -> Result[Any]:
    """Run a statement that lives as long as the program, with ``values`` for its named places.

    Values and columns are given and returned as they are stored. A statement made for the occasion belongs to
    ``Connection.execute``: this one is remembered for ever. Every row is read before this returns.
    """
    if not connection.in_transaction():
        connection.begin()  # so that what is asked next sees the same picture
    return run_alone(connection, statement, **values)


def run_alone(connection: Connection, statement: Executable, **values: Any) -> Result[Any]:
    """Run a statement as ``run`` does, for somebody who asks nothing else: no transaction is begun for it."""
    key = (connection.dialect.name, statement)
    words = _known.get(key) or _known.setdefault(key, _words(statement, connection))
    return _run(connection, words, values)


def add_row(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Add one row to ``table``; every value as it is stored.

    An answer that nobody reads would cost more than the row, so the driver is handed the words directly.
    """
    key = (connection.dialect.name, table, tuple(row))
    words = _known.get(key) or _known.setdefault(key, _words(insert(table), connection, list(row)))
    cursor = connection.connection.cursor()
    try:
        cursor.execute(words[0], _values(words, row))
    finally:
        cursor.close()


def change_row(connection: Connection, table: Table, row_id: str, values: Mapping[str, Any]) -> Result[Any]:
    """Change one row of ``table`` by its identity, and return it whole; no row where there is none."""
    key = (connection.dialect.name, "change", table, tuple(values))
    words = _known.get(key)
    if words is None:
        change = update(table).where(table.c.id == bindparam(_WHICH)).returning(*table.c)
        words = _known.setdefault(key, _words(change, connection, list(values)))
    return _run(connection, words, {**values, _WHICH: row_id})


def _run(connection: Connection, words: _Words, values: Mapping[str, Any]) -> Result[Any]:
    """Ask the driver directly: SQLAlchemy's account of what it asked costs twice as much as the answer."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(words[0], _values(words, values))
        head = _heads.get(words[0])
        if head is None:
            names = [column[0] for column in cursor.description or ()]  # none where nothing is answered
            head = _heads.setdefault(words[0], SimpleResultMetaData(names))
        return IteratorResult(head, iter(cursor.fetchall() if head.keys else ()))
    finally:
        cursor.close()


def _values(words: _Words, values: Mapping[str, Any]) -> Any:
    """Return the values in the order of their places, or by name where the driver wants names."""
    _text, names, fixed = words
    given = {**fixed, **values} if fixed else values
    return given if names is None else tuple([given[name] for name in names])


def _words(statement: Any, connection: Connection, columns: list[str] | None = None) -> _Words:
    compiled = statement.compile(
        dialect=connection.dialect, column_keys=columns, compile_kwargs={"render_postcompile": True}
    )
    names = None if compiled.positiontup is None else tuple(compiled.positiontup)
    return str(compiled), names, {name: value for name, value in compiled.params.items() if value is not None}
