"""Adds rows to an event file within a unit of work; the verbs that decide stand in ``service``."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Table, func, select

from dutyroom.accounts.model import Session
from dutyroom.changes import Topic
from dutyroom.clock import Clock, to_micros
from dutyroom.ids import IdMaker
from dutyroom.incidents.events import (
    CheckKind,
    CheckResult,
    Contact,
    EventFile,
    EventSheet,
    FactKind,
    LinkKind,
    NewFact,
)
from dutyroom.incidents.model import Grade
from dutyroom.incidents.rows import sheet_values, value_text
from dutyroom.incidents.tables import (
    incident_checks,
    incident_contacts,
    incident_facts,
    incident_grades,
    incident_links,
    incidents,
)
from dutyroom.journal.service import Journal
from dutyroom.storage.digest import Stored
from dutyroom.storage.store import UnitOfWork

_REVIEW_AFTER_YEARS = 1


class EventWriter:
    """Adds to the event files of one room."""

    def __init__(self, journal: Journal, clock: Clock, ids: IdMaker, room_id: str) -> None:
        self._journal = journal
        self._clock = clock
        self._ids = ids
        self._room_id = room_id

    def new(self, unit: UnitOfWork, incident_id: str, sheet: EventSheet, version: int, received_micros: int) -> None:
        """Add the sheet of an event beside its matter."""
        row: dict[str, Stored] = {
            "id": incident_id,
            "room_id": self._room_id,
            **sheet_values(sheet),
            "grade": None,
            "suggested": None,
            "weight": 0,
            "rules_version": version,
            "graded_at": None,
            "received_at": received_micros,
            "joined_to": None,
        }
        names = ("reason", "by", "by_name", "at", "reviewer", "reviewed_at")
        unit.insert(incidents, {**row, **{f"no_report_{name}": None for name in names}})
        if sheet.contact:
            self.put_contact(unit, incident_id, sheet.contact)

    def put_contact(self, unit: UnitOfWork, incident_id: str, contact: Contact) -> None:
        """Write whom to call at the scene, apart from the record and salted, with a day on which to review it."""
        values: dict[str, Stored] = {"name": contact.name, "post": contact.post, "phone": contact.phone}
        values["salt"] = secrets.token_hex(16)
        known = select(incident_contacts.c.id).where(incident_contacts.c.id == incident_id)
        if unit.execute(known).first() is not None:
            unit.update(incident_contacts, incident_id, values)
            return
        today = self._clock.now().date()
        review = date(today.year + _REVIEW_AFTER_YEARS, today.month, min(today.day, 28))
        unit.insert(incident_contacts, {"id": incident_id, **values, "review_on": review.isoformat()})

    def fact(
        self, unit: UnitOfWork, session: Session, incident_id: str, new: NewFact, *, withdraws: str | None = None
    ) -> None:
        """Add a fact, or (``withdraws``) take one back."""
        said_at = new.said_at or self._clock.now()
        self._append(
            unit,
            session,
            incident_facts,
            {
                "incident_id": incident_id,
                "kind": new.kind.value,
                "name": new.name,
                "value": value_text(new.value),
                "said_by": new.said_by,
                "said_at": to_micros(said_at),
                "matter_id": new.matter_id or None,
                "remark": new.remark,
                "withdraws_id": withdraws,
            },
        )

    def bring_facts(self, unit: UnitOfWork, session: Session, incident_id: str, other: EventFile) -> None:
        """Set the figures of a joined event beside ours, so that a worse one shows and counts."""
        for fact in other.facts:
            if not fact.withdrawn and fact.kind is FactKind.FIGURE:
                said_by = fact.said_by or other.incident.sheet.unit_name or other.incident.number
                brought = NewFact(fact.name, fact.value, said_by, fact.said_at, other.incident.id, fact.remark)
                self.fact(unit, session, incident_id, brought)

    def grade(self, unit: UnitOfWork, session: Session, file: EventFile, grade: Grade | None, reason: str) -> None:
        """Add a decision on the grade."""
        found = file.assessment
        self._append(
            unit,
            session,
            incident_grades,
            {
                "incident_id": file.incident.id,
                "grade": grade.value if grade else None,
                "suggested": found.grade.value if found.grade else None,
                "reason": reason,
                "rules_version": found.version,
                "conditions": json.dumps([match.condition.id for match in found.matched]),
            },
        )

    def check(
        self,
        unit: UnitOfWork,
        session: Session,
        incident_id: str,
        kind: CheckKind,
        result: CheckResult,
        with_whom: str,
        text: str,
    ) -> None:
        """Add a verification or an assessment."""
        values: dict[str, Stored] = {"kind": kind.value, "result": result.value, "with_whom": with_whom, "text": text}
        self._append(unit, session, incident_checks, {"incident_id": incident_id, **values})

    def link(
        self, unit: UnitOfWork, session: Session, incident_id: str, matter_id: str, kind: LinkKind, reason: str
    ) -> None:
        """Join another matter to an event, or part them."""
        values: dict[str, Stored] = {"matter_id": matter_id, "kind": kind.value, "reason": reason}
        self._append(unit, session, incident_links, {"incident_id": incident_id, **values})

    def change(self, unit: UnitOfWork, incident_id: str, values: Mapping[str, Stored]) -> None:
        """Change what stands of an event."""
        unit.update(incidents, incident_id, values)

    def finish(
        self,
        unit: UnitOfWork,
        session: Session,
        act: str,
        incident_id: str,
        detail: Mapping[str, str | int | None] | None = None,
    ) -> None:
        """Write the line of the journal and say what was touched."""
        self._journal.record(unit, session.actor, act, incident_id, detail)
        unit.touch(Topic.INCIDENTS, incident_id)
        unit.touch(Topic.MATTERS, incident_id)

    def _append(self, unit: UnitOfWork, session: Session, table: Table, values: Mapping[str, Stored]) -> None:
        newest = unit.execute(select(func.max(table.c.seq))).scalar_one()
        unit.insert(
            table,
            {
                "seq": int(newest or 0) + 1,
                "id": self._ids.new(),
                "room_id": self._room_id,
                **values,
                "at": to_micros(self._clock.now()),
                "account_id": session.account_id,
                "account_name": session.name,
            },
        )
