"""The one register of tables, and how each of them may be written.

Columns hold only integers, texts and bytes, so that a row reads the same on every backend and its
digest can be computed from what is stored. Moments are whole microseconds since 1970 in UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, Text

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMING)


class Keeping(StrEnum):
    """How the rows of a table are kept."""

    APPENDED = "appended"  # only ever added, numbered by ``seq``; triggers refuse anything else
    JOURNALLED = "journalled"  # may change; every state leaves its digest in the journal
    PERSONAL = "personal"  # journalled, salted, and may be destroyed when its review says so
    PASSING = "passing"  # drafts and the like; no trace


ID = String(32)


def moment(name: str, *, nullable: bool = False) -> Column[int]:
    """Return a column for a moment, in microseconds since 1970 (UTC)."""
    return Column(name, BigInteger, nullable=nullable)


def sequence() -> Column[int]:
    """Return the primary key of a table whose rows are numbered in the order of their writing."""
    number = BigInteger().with_variant(Integer, "sqlite")
    return Column("seq", number, primary_key=True, autoincrement=False)


def keeping(table: Table) -> Keeping:
    """Return how the rows of ``table`` are kept."""
    return Keeping(table.info["keeping"])


def kept(how: Keeping) -> dict[str, str]:
    """Return the ``info`` that marks a table as kept in this way."""
    return {"keeping": how.value}


_LATE: list[Callable[[], object]] = []


def join_late(load: Callable[[], object]) -> None:
    """Let ``load`` make the tables of rooms that are not loaded yet, whenever somebody goes over all tables."""
    _LATE.append(load)


def every_table() -> Mapping[str, Table]:
    """Return all tables by their names, those of rooms that nobody has asked for too."""
    for load in _LATE:
        load()
    return metadata.tables


def tables_kept(*how: Keeping) -> list[Table]:
    """Return the tables kept in one of these ways, by name."""
    return sorted((t for t in every_table().values() if keeping(t) in how), key=lambda t: t.name)


schema_versions = Table(
    "schema_versions",
    metadata,
    Column("id", ID, primary_key=True),
    Column("version", String(16), nullable=False, unique=True),
    Column("program", Text, nullable=False),
    moment("applied_at"),
    info=kept(Keeping.PASSING),
)
