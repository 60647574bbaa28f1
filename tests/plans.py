"""How the file answers a question: by which indexes, and whether it has to sort."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event


@contextmanager
def plans_of(connection: Connection) -> Iterator[list[list[str]]]:
    """Give a list into which the plan of each statement is put that is asked meanwhile, once however often asked."""
    plans: list[list[str]] = []
    known: set[str] = set()

    def explain(_connection: Connection, cursor: Any, text: str, values: Any, *_more: Any) -> None:
        if text.startswith("SELECT") and text not in known:
            known.add(text)
            told = cursor.connection.cursor().execute(f"EXPLAIN QUERY PLAN {text}", values)
            plans.append([line[3] for line in told])

    event.listen(connection, "before_cursor_execute", explain)
    yield plans
    event.remove(connection, "before_cursor_execute", explain)
