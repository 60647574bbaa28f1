"""Brings a data file to the schema of this program.

Before a file with content is changed it is copied. Every step is one transaction with foreign keys off;
afterwards the guards are laid anew and compared, and the foreign keys are checked.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from types import ModuleType

from sqlalchemy import Connection, func, insert, select

from dutyroom import __version__
from dutyroom.clock import Clock, to_micros
from dutyroom.errors import Environment, Refused
from dutyroom.frozen import dataclass
from dutyroom.ids import IdMaker
from dutyroom.storage import guards, sqlite
from dutyroom.storage.store import Store
from dutyroom.storage.tables import schema_versions

STEPS = (
    "0001_the_desk",
    "0002_the_calendar",
    "0003_the_roster",
    "0004_the_incidents",
    "0005_the_alerts",
    "0006_the_pages",
    "0007_the_whereabouts",
    "0008_the_signatures",
    "0009_the_rules",
    "0010_the_reports",
    "0011_the_instructions",
    "0012_the_watch",
)
"""Names of the steps below ``versions/``, oldest first; never renamed, never reordered."""

NEWEST = STEPS[-1][:4]


@dataclass(frozen=True)
class Standing:
    """The schema version of a file (empty when the file is new) and the steps it lacks."""

    version: str
    lacking: tuple[str, ...]


def standing(connection: Connection) -> Standing:
    """Return where the file stands.

    Raises Refused ``storage.newer_schema`` when a newer program wrote it, and ``storage.not_ours`` when
    it holds tables but none of ours.
    """
    names = sqlite.table_names(connection)
    if schema_versions.name not in names:
        if names - {"sqlite_sequence"}:
            raise Refused("storage.not_ours")
        return Standing("", STEPS)
    version = str(connection.execute(select(func.max(schema_versions.c.version))).scalar_one() or "")
    if version > NEWEST:
        raise Refused("storage.newer_schema", version=version, known=NEWEST)
    return Standing(version, tuple(step for step in STEPS if step[:4] > version))


def bring_up(store: Store, clock: Clock, copy_first: Callable[[], None]) -> tuple[str, ...]:
    """Take every step that the file lacks and return their names.

    ``copy_first`` is called once before a file with content is changed.
    """
    with store.read() as connection:
        before = standing(connection)
    if before.lacking and before.version:
        copy_first()
    for step in before.lacking:
        _take(store, clock, step)
    return before.lacking


def _take(store: Store, clock: Clock, step: str) -> None:
    from alembic.migration import MigrationContext  # 260 ms that only a new or old file costs
    from alembic.operations import Operations

    module: ModuleType = importlib.import_module(f"dutyroom.storage.migrations.versions.{step}")
    with store.write_without_foreign_keys() as connection:
        context = MigrationContext.configure(connection)
        with Operations.context(context):
            module.upgrade()
        connection.execute(
            insert(schema_versions),
            {
                "id": IdMaker(clock).new(),
                "version": step[:4],
                "program": __version__,
                "applied_at": to_micros(clock.now()),
            },
        )
        guards.lay(connection)
        gone = guards.missing(connection)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if gone or broken:
            raise Environment("storage.migration_failed", step=step)
