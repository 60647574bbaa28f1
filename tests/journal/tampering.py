"""Changing a file behind the program's back, with the key in hand, as somebody would who wants to hide something."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sqlalchemy import Connection, select, text

from dutyroom.bootstrap import House
from dutyroom.clock import to_micros
from dutyroom.journal.rules import FIRST_PREVIOUS, canonical, line_hash
from dutyroom.journal.tables import journal
from dutyroom.storage import guards
from tests.factories import EVENING

CHAINED = ("seq", "room_id", "at", "account_id", "name", "seat", "act", "subject", "detail", "rows")


@contextlib.contextmanager
def behind_the_back(house: House) -> Iterator[Connection]:
    """Give a connection without guards and foreign keys; the guards stand again afterwards."""
    with house.store.write_without_foreign_keys() as connection:
        for table in guards.guarded_tables():
            for act in ("update", "delete", "replace"):
                connection.execute(text(f"DROP TRIGGER guard_{table.name}_{act}"))
        yield connection
        guards.lay(connection)


def rechain(connection: Connection, start: int) -> None:
    """Compute every hash from line ``start`` on anew, so that the chain holds again."""
    before = connection.execute(select(journal.c.hash).where(journal.c.seq == start - 1)).scalar_one_or_none()
    head = str(before or FIRST_PREVIOUS)
    lines = connection.execute(select(journal).where(journal.c.seq >= start).order_by(journal.c.seq)).mappings().all()
    for line in lines:
        found = line_hash(head, canonical(**{name: line[name] for name in CHAINED}))
        connection.execute(journal.update().where(journal.c.seq == line["seq"]).values(previous=head, hash=found))
        head = found


def another(value: object) -> object:
    """Return a value of the same kind that is not ``value``."""
    if isinstance(value, int):
        return value + 1000
    if isinstance(value, str):
        return f"{value}x"
    return to_micros(EVENING)


def last_line_about(connection: Connection, table: str, row_id: str) -> int:
    """Return the number of the newest line that names the row."""
    rows = connection.execute(
        text("SELECT max(seq) FROM journal WHERE rows LIKE :mark"), {"mark": f"%{table} {row_id} %"}
    )
    return int(rows.scalar_one())
