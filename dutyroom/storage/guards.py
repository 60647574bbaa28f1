"""Triggers that refuse to change or remove what may only be added."""

from __future__ import annotations

from sqlalchemy import Connection, Table

from dutyroom.storage import sqlite
from dutyroom.storage.tables import Keeping, tables_kept

REFUSAL = "append-only"


def guarded_tables() -> list[Table]:
    """Return the tables that carry guards, by name."""
    return tables_kept(Keeping.APPENDED)


def standing_tables(connection: Connection) -> list[Table]:
    """Return the guarded tables that the file has; one of an older schema lacks those of later steps."""
    names = sqlite.table_names(connection)
    return [table for table in guarded_tables() if table.name in names]


def lay(connection: Connection, tables: list[Table] | None = None) -> None:
    """Create the guards of ``tables`` (all that the file has by default), replacing any of the same name."""
    for table in standing_tables(connection) if tables is None else tables:
        for statement in sqlite.guard_statements(_texts(table)):
            connection.exec_driver_sql(statement)


def missing(connection: Connection) -> list[str]:
    """Return the names of guards that lack or were changed, and of triggers that are none of ours."""
    standing = sqlite.standing_triggers(connection)
    wanted: dict[str, str] = {}
    for table in standing_tables(connection):
        wanted |= _texts(table)
    return sorted(name for name in wanted | standing if standing.get(name) != wanted.get(name))


def _texts(table: Table) -> dict[str, str]:
    keys = tuple(column.name for column in table.columns if column.primary_key or column.unique)
    return sqlite.guard_texts(table.name, keys, REFUSAL)
