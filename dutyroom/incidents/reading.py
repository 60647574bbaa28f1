"""Reading the event files: one, the list with its counts, and which may be the same event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, func, or_, select

from dutyroom.accounts.model import Right, Session
from dutyroom.clock import to_micros
from dutyroom.errors import Refused
from dutyroom.incidents.events import EventFile, EventFilter, EventSheet, Fact, Incident, SameEvent
from dutyroom.incidents.known import fact_sheet
from dutyroom.incidents.model import GradingBook
from dutyroom.incidents.rows import check_of, fact_of, grade_step_of, incident_of, link_of
from dutyroom.incidents.rules import grade
from dutyroom.incidents.same_event import RECENT, same_events
from dutyroom.incidents.tables import (
    incident_checks,
    incident_contacts,
    incident_facts,
    incident_grades,
    incident_links,
    incidents,
)
from dutyroom.log.model import MatterState
from dutyroom.log.reading import read_file
from dutyroom.log.tables import matters
from dutyroom.storage.store import Store

PAGE = 100
_SIGNIFICANT = 2
_WHOLE = (
    select(
        incidents,
        matters.c.year,
        matters.c.number_in_year,
        matters.c.subject,
        matters.c.state,
        incident_contacts.c.name.label("contact_name"),
        incident_contacts.c.post.label("contact_post"),
        incident_contacts.c.phone.label("contact_phone"),
    )
    .join(matters, matters.c.id == incidents.c.id)
    .outerjoin(incident_contacts, incident_contacts.c.id == incidents.c.id)
)


class Books(Protocol):
    """What the event files ask for: the thresholds that stand, or those of the version an event was opened under."""

    def grading(self, version: int | None = None) -> GradingBook:
        """Return the thresholds of a version; those that stand now, where none is named."""
        ...


class Late(Protocol):
    """What the incidents ask whoever keeps deadlines: the question which subjects have one that is over."""

    def __call__(self, now: datetime) -> Select[tuple[str]]:
        """Return the question for the identities of what is late at ``now``."""
        ...


class EventReader:
    """The event files as they can be read; never writes."""

    def __init__(self, store: Store, books: Books, late: Late) -> None:
        self._store = store
        self._books = books
        self._late = late

    def file(self, session: Session, incident_id: str) -> EventFile:
        """Return an event with everything in it; Refused ``incidents.no_such_event``."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return read_event(connection, incident_id, self._books)

    def is_event(self, session: Session, matter_id: str) -> bool:
        """Return whether a matter has an event file beside it."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return connection.execute(select(incidents.c.id).where(incidents.c.id == matter_id)).first() is not None

    def all(self, session: Session, wanted: EventFilter, limit: int = PAGE) -> list[Incident]:
        """Return the events that a filter finds, the worst of the open ones first, then the newest.

        A drill stands below everything real.
        """
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return _found(connection, self._conditions(wanted), limit)

    def count(self, session: Session, wanted: EventFilter) -> int:
        """Return how many events a filter finds, by the conditions of ``all``."""
        session.require(Right.READ_LOG)
        statement = select(func.count()).select_from(incidents.join(matters, matters.c.id == incidents.c.id))
        with self._store.read() as connection:
            return int(connection.execute(statement.where(*self._conditions(wanted))).scalar_one())

    def overdue(self, session: Session, now: datetime) -> frozenset[str]:
        """Return which open events have a deadline that is over, by the conditions of ``all``."""
        session.require(Right.READ_LOG)
        statement = select(incidents.c.id).join(matters, matters.c.id == incidents.c.id)
        asked = self._conditions(EventFilter(overdue_at=now))
        with self._store.read() as connection:
            return frozenset(connection.execute(statement.where(*asked)).scalars())

    def _conditions(self, wanted: EventFilter) -> list[ColumnElement[bool]]:
        found = conditions(wanted)
        if wanted.overdue_at is not None:
            found += [matters.c.state == MatterState.OPEN.value, incidents.c.id.in_(self._late(wanted.overdue_at))]
        return found

    def offers(
        self, session: Session, sheet: EventSheet, title: str, received_at: datetime, but: str = ""
    ) -> tuple[SameEvent, ...]:
        """Return open and recent events that may be the same, the likeliest first (R046); ``but`` is left out."""
        session.require(Right.READ_LOG)
        moment = sheet.happened_at or received_at
        statement = _WHOLE.where(
            incidents.c.id != but,
            incidents.c.joined_to.is_(None),
            incidents.c.drill == int(sheet.drill),
            matters.c.state != MatterState.WITHDRAWN.value,
            incidents.c.received_at >= to_micros(moment - 2 * RECENT),
        )
        classes = {event.id: event.event_class for event in self._books.grading().types.values()}
        with self._store.read() as connection:
            known = [incident_of(row) for row in connection.execute(statement).mappings()]
        return same_events(sheet, title, received_at, known, classes)


def events_in(connection: Connection, wanted: EventFilter, limit: int | None = None) -> list[Incident]:
    """Return the events that a filter finds as ``connection`` sees them; in the order of ``EventReader.all``."""
    return _found(connection, conditions(wanted), limit)


def _found(connection: Connection, asked: list[ColumnElement[bool]], limit: int | None) -> list[Incident]:
    order = (
        matters.c.state != MatterState.OPEN.value,
        incidents.c.drill,
        incidents.c.weight.desc(),
        incidents.c.received_at.desc(),
    )
    statement = _WHOLE.where(*asked).order_by(*order).limit(limit)
    return [incident_of(row) for row in connection.execute(statement).mappings()]


def conditions(wanted: EventFilter) -> list[ColumnElement[bool]]:
    """Return the conditions that rows and counts are asked by, as far as the event files know them.

    Events joined to another stand with it.
    """
    found: list[ColumnElement[bool]] = [incidents.c.joined_to.is_(None)]
    if wanted.open is not None:
        is_open = matters.c.state == MatterState.OPEN.value
        found.append(is_open if wanted.open else matters.c.state == MatterState.CLOSED.value)
    else:
        found.append(matters.c.state != MatterState.WITHDRAWN.value)
    if wanted.grade is not None:
        found.append(incidents.c.weight == wanted.grade.weight)
    if wanted.significant is not None:
        significant = or_(incidents.c.weight >= _SIGNIFICANT, incidents.c.sensitive != "")
        found.append(significant if wanted.significant else ~significant)
    if wanted.drill is not None:
        found.append(incidents.c.drill == int(wanted.drill))
    return found


def read_event(connection: Connection, incident_id: str, books: Books) -> EventFile:
    """Return an event as ``connection`` sees it, graded by its own rules; Refused ``incidents.no_such_event``."""
    row = connection.execute(_WHOLE.where(incidents.c.id == incident_id)).mappings().one_or_none()
    if row is None:
        raise Refused("incidents.no_such_event")
    incident = incident_of(row)
    facts = facts_of(connection, incident_id)

    def rows(table: Table) -> Sequence[RowMapping]:
        return (
            connection.execute(select(table).where(table.c.incident_id == incident_id).order_by(table.c.seq))
            .mappings()
            .all()
        )

    return EventFile(
        incident=incident,
        matter=read_file(connection, incident_id),
        facts=facts,
        grades=tuple(grade_step_of(step) for step in rows(incident_grades)),
        checks=tuple(check_of(check) for check in rows(incident_checks)),
        links=tuple(link_of(link) for link in rows(incident_links)),
        assessment=grade(books.grading(incident.rules_version), fact_sheet(incident.sheet, facts)),
    )


def facts_of(connection: Connection, incident_id: str) -> tuple[Fact, ...]:
    """Return the facts of an event in the order of their entry."""
    statement = select(incident_facts).where(incident_facts.c.incident_id == incident_id).order_by(incident_facts.c.seq)
    found = list(connection.execute(statement).mappings())
    withdrawn = frozenset(row["withdraws_id"] for row in found if row["withdraws_id"])
    return tuple(fact_of(row, withdrawn) for row in found if not row["withdraws_id"])
