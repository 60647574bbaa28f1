"""How the file answers a question: by which indexes, and whether it has to sort."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection


class _Cursor:
    """A cursor of the driver whose statements are told before they are run."""

    def __init__(self, cursor: Any, told: Callable[[str, Any], None]) -> None:
        self._cursor, self._told = cursor, told

    def execute(self, text: str, values: Any = ()) -> Any:
        """Tell the statement and run it."""
        self._told(text, values)
        return self._cursor.execute(text, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


class _Driver:
    """A connection of the driver whose cursors tell what they run."""

    def __init__(self, driver: Any, told: Callable[[str, Any], None]) -> None:
        self._driver, self._told = driver, told

    def cursor(self) -> _Cursor:
        """Return a cursor that tells."""
        return _Cursor(self._driver.cursor(), self._told)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._driver, name)


@contextmanager
def plans_of(connection: Connection) -> Iterator[list[list[str]]]:
    """Give a list into which the plan of each statement is put that is asked meanwhile, once however often asked."""
    plans: list[list[str]] = []
    known: set[str] = set()
    proxy: Any = connection.connection
    driver = proxy.dbapi_connection

    def explain(text: str, values: Any) -> None:
        if text.startswith("SELECT") and text not in known:
            known.add(text)
            told = driver.cursor().execute(f"EXPLAIN QUERY PLAN {text}", values)
            plans.append([line[3] for line in told])

    proxy.dbapi_connection = _Driver(driver, explain)
    try:
        yield plans
    finally:
        proxy.dbapi_connection = driver
