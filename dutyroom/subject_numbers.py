"""The numbers of what lines of the journal are about, for whoever reads the journal and may not read the log."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Table, select

from dutyroom.accounts.model import Right, Session
from dutyroom.alerts.tables import alerts, deadlines
from dutyroom.log.rules import matter_number
from dutyroom.log.tables import matters
from dutyroom.reports.model import ReportKind
from dutyroom.reports.rules import report_number
from dutyroom.reports.tables import reports
from dutyroom.storage.store import Store


class SubjectNumbers:
    """Says which number a person knows a thing by."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, session: Session, subjects: Iterable[str]) -> dict[str, str]:
        """Return the number of each matter, event, report, alert and deadline among ``subjects``, by identity.

        A number and nothing else: no subject, no name. Raises Refused ``accounts.not_allowed``.
        """
        session.require(Right.READ_JOURNAL)
        wanted = sorted({subject for subject in subjects if subject})
        with self._store.read() as connection:
            return _of_alerts(connection, wanted) | _of_reports(connection, wanted) | _of_matters(connection, wanted)


def _of_matters(connection: Connection, wanted: list[str]) -> dict[str, str]:
    columns = (matters.c.id, matters.c.year, matters.c.number_in_year)
    rows = connection.execute(select(*columns).where(matters.c.id.in_(wanted)))
    return {str(row.id): matter_number(int(row.year), int(row.number_in_year)) for row in rows}


def _of_reports(connection: Connection, wanted: list[str]) -> dict[str, str]:
    columns = (reports.c.id, reports.c.kind, reports.c.year, reports.c.number_in_kind)
    rows = connection.execute(select(*columns).where(reports.c.id.in_(wanted)))
    return {str(row.id): report_number(ReportKind(row.kind), int(row.year), int(row.number_in_kind)) for row in rows}


def _of_alerts(connection: Connection, wanted: list[str]) -> dict[str, str]:
    return {key: number for table in (alerts, deadlines) for key, number in _told(connection, table, wanted) if number}


def _told(connection: Connection, table: Table, wanted: list[str]) -> list[tuple[str, str]]:
    rows = connection.execute(select(table.c.id, table.c.number).where(table.c.id.in_(wanted)))
    return [(str(row.id), str(row.number)) for row in rows]
