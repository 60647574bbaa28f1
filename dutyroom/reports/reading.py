"""The reports as they can be read: one file, the register page by page, the outbound register of an event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, select

from dutyroom.accounts.model import Right, Session
from dutyroom.clock import from_micros, to_micros
from dutyroom.directory.model import Person, Unit, UnitKind
from dutyroom.directory.tables import people, units
from dutyroom.errors import Refused
from dutyroom.incidents.tables import incidents
from dutyroom.log.tables import matters
from dutyroom.reports.model import (
    Dispatch,
    NotedOutcome,
    Order,
    Recipient,
    Report,
    ReportFile,
    ReportFilter,
    ReportPage,
    ReportState,
    ReportStep,
)
from dutyroom.reports.rows import dispatch_of, gates_of, outcome_of, recipient_of, report_of, step_of, version_of
from dutyroom.reports.rules import gates_standing, read_number
from dutyroom.reports.tables import (
    report_dispatches,
    report_outcomes,
    report_receipts,
    report_recipients,
    report_steps,
    report_versions,
    reports,
)
from dutyroom.storage.store import Store

PAGE = 50
_HEADS = (
    select(
        reports,
        matters.c.year.label("matter_year"),
        matters.c.number_in_year.label("matter_number"),
        matters.c.received_at.label("matter_received_at"),
        incidents.c.drill,
    )
    .join(matters, matters.c.id == reports.c.matter_id)
    .join(incidents, incidents.c.id == reports.c.matter_id)
)
_SENDINGS = select(report_dispatches, reports.c.kind, reports.c.year, reports.c.number_in_kind).join(
    reports, reports.c.id == report_dispatches.c.report_id
)


class ReportReader:
    """The reports of one room; never writes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def file(self, session: Session, report_id: str) -> ReportFile:
        """Return a report with everything in it; Refused ``reports.no_such_report``."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return read_report(connection, report_id)

    def by_number(self, session: Session, number: str) -> ReportFile:
        """Return the report of a number (直报2026-0007, 2026-7); Refused ``reports.bad_number``, ``no_such_report``."""
        session.require(Right.READ_LOG)
        kind, year, place = read_number(number)
        asked = select(reports.c.id).where(
            reports.c.kind == kind.value, reports.c.year == year, reports.c.number_in_kind == place
        )
        with self._store.read() as connection:
            report_id = connection.execute(asked).scalar_one_or_none()
            if report_id is None:
                raise Refused("reports.no_such_report")
            return read_report(connection, report_id)

    def page(self, session: Session, wanted: ReportFilter, offset: int = 0, limit: int = PAGE) -> ReportPage:
        """Return the reports that a filter finds, newest first, from ``offset`` on, with their count."""
        session.require(Right.READ_LOG)
        asked = conditions(wanted)
        numbers = select(reports.c.seq).where(*asked).order_by(reports.c.seq.desc()).limit(limit).offset(offset)
        with self._store.read() as connection:
            total = _count(connection, asked)
            seqs = list(connection.execute(numbers).scalars())
            rows = connection.execute(_HEADS.where(reports.c.seq.in_(seqs)).order_by(reports.c.seq.desc()))
            found = tuple(report_of(row) for row in rows.mappings())
        return ReportPage(found, offset, total)

    def count(self, session: Session, wanted: ReportFilter) -> int:
        """Return how many reports a filter finds, by the conditions of ``page``."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return _count(connection, conditions(wanted))

    def of_event(self, session: Session, matter_id: str) -> tuple[Report, ...]:
        """Return the reports of an event, oldest first."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return reports_of(connection, matter_id)

    def register(self, session: Session, matter_id: str) -> tuple[Dispatch, ...]:
        """Return the one outbound register of an event: every sending of its reports, oldest first (R097)."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return register_of(connection, matter_id)

    def outcomes(self, session: Session, matter_id: str) -> tuple[NotedOutcome, ...]:
        """Return what was decided on an information, oldest first (R260)."""
        session.require(Right.READ_LOG)
        asked = select(report_outcomes).where(report_outcomes.c.matter_id == matter_id).order_by(report_outcomes.c.seq)
        with self._store.read() as connection:
            return tuple(outcome_of(row) for row in connection.execute(asked).mappings())


def conditions(wanted: ReportFilter) -> list[ColumnElement[bool]]:
    """Return the one set of conditions that rows and counts are asked by."""
    found: list[ColumnElement[bool]] = []
    for column in ("state", "stage", "kind", "gate", "matter_id"):
        value = getattr(wanted, column)
        if value:
            found.append(reports.c[column] == str(value))
    if wanted.significant is not None:
        found.append(reports.c.significant == int(wanted.significant))
    if wanted.owing is not None:
        found.append(reports.c.owes == int(wanted.owing))
    if wanted.drill is not None:
        found.append((reports.c.number_in_kind < 0) == wanted.drill)
    if wanted.since is not None:
        found.append(reports.c.drafted_at >= to_micros(wanted.since))
    if wanted.until is not None:
        found.append(reports.c.drafted_at < to_micros(wanted.until))
    return found


def _count(connection: Connection, asked: Sequence[ColumnElement[bool]]) -> int:
    statement = select(func.count()).select_from(reports).where(*asked)
    return int(connection.execute(statement).scalar_one())


def head_in(connection: Connection, report_id: str) -> Report:
    """Return a report as ``connection`` sees it; Refused ``reports.no_such_report``."""
    row = connection.execute(_HEADS.where(reports.c.id == report_id)).mappings().one_or_none()
    if row is None:
        raise Refused("reports.no_such_report")
    return report_of(row)


def reports_of(connection: Connection, matter_id: str) -> tuple[Report, ...]:
    """Return the reports of an event, oldest first."""
    rows = connection.execute(_HEADS.where(reports.c.matter_id == matter_id).order_by(reports.c.seq))
    return tuple(report_of(row) for row in rows.mappings())


def unfinished_reports(connection: Connection) -> tuple[Report, ...]:
    """Return the reports that somebody has to carry on: not out and not withdrawn, or out with a gate still owed."""
    in_hand = (ReportState.DRAFT, ReportState.REVIEW, ReportState.RETURNED, ReportState.CLEARED)
    states = [state.value for state in in_hand]
    rows = [*connection.execute(_HEADS.where(reports.c.state.in_(states))).mappings()]
    rows += connection.execute(_HEADS.where(reports.c.owes == 1, reports.c.state.not_in(states))).mappings()
    return tuple(sorted(map(report_of, rows), key=lambda one: one.seq))


def read_report(connection: Connection, report_id: str) -> ReportFile:
    """Return a report with everything in it as ``connection`` sees it; Refused ``reports.no_such_report``."""
    row = connection.execute(_HEADS.where(reports.c.id == report_id)).mappings().one_or_none()
    if row is None:
        raise Refused("reports.no_such_report")
    report = report_of(row)

    def rows(statement: Select[Any]) -> Sequence[RowMapping]:
        return connection.execute(statement).mappings().all()

    of_report = (report_versions.c.report_id == report_id, report_steps.c.report_id == report_id)
    versions = tuple(map(version_of, rows(select(report_versions).where(of_report[0]).order_by("seq"))))
    step_rows = rows(select(report_steps).where(of_report[1]).order_by("seq"))
    steps = tuple(step_of(one) for one in step_rows)
    return ReportFile(
        report=report,
        text=versions[-1].text,
        versions=versions,
        steps=steps,
        gates=gates_standing(report, gates_of(row["gates"]), steps),
        recipients=recipients_in(connection, report_id),
        dispatches=_dispatches(connection, report_dispatches.c.report_id == report_id),
        orders=tuple(_order(one) for one in step_rows if one["step"] == ReportStep.ORDERED.value),
    )


def recipients_in(connection: Connection, report_id: str) -> tuple[Recipient, ...]:
    """Return everybody who is or was on the list of a report, in its order."""
    asked = select(report_recipients).where(report_recipients.c.report_id == report_id)
    return tuple(recipient_of(row) for row in connection.execute(asked.order_by("place")).mappings())


def register_of(connection: Connection, matter_id: str) -> tuple[Dispatch, ...]:
    """Return every sending of an event's reports, oldest first."""
    return _dispatches(connection, report_dispatches.c.matter_id == matter_id)


def _dispatches(connection: Connection, asked: ColumnElement[bool]) -> tuple[Dispatch, ...]:
    found = connection.execute(_SENDINGS.where(asked).order_by(report_dispatches.c.seq)).mappings().all()
    if not found:
        return ()
    ids = [row["id"] for row in found]
    receipts: dict[str, RowMapping] = {}
    for start in range(0, len(ids), 500):
        part = report_receipts.c.dispatch_id.in_(ids[start : start + 500])
        asked_for = select(report_receipts).where(part).order_by(report_receipts.c.seq)
        receipts |= {row["dispatch_id"]: row for row in connection.execute(asked_for).mappings()}
    return tuple(dispatch_of(row, receipts.get(row["id"])) for row in found)


def _order(row: RowMapping) -> Order:
    return Order(row["for_whom"], row["words"], from_micros(row["said_at"]), row["instruction_id"] or "")


def leaders_in(connection: Connection) -> tuple[Person, ...]:
    """Return the leaders of the directory with what they answer for, without their numbers."""
    asked = select(people).where(people.c.active == 1, people.c.is_leader == 1).order_by(people.c.id)
    return tuple(
        Person(
            id=row["id"],
            unit_id=row["unit_id"],
            name=row["name"],
            post=row["post"],
            is_leader=True,
            portfolio=row["portfolio"],
        )
        for row in connection.execute(asked).mappings()
    )


def units_in(connection: Connection) -> tuple[Unit, ...]:
    """Return the units of the directory that are in use, without their numbers."""
    asked = select(units).where(units.c.active == 1).order_by(units.c.id)
    return tuple(
        Unit(id=row["id"], name=row["name"], short_name=row["short_name"], kind=UnitKind(row["kind"]))
        for row in connection.execute(asked).mappings()
    )
