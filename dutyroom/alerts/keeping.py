"""Writing the rows of alerts within a unit of work: a move of the rules, its history, its line in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from dutyroom.alerts.chains import Escalation
from dutyroom.alerts.model import (
    Acknowledgement,
    Alert,
    AlertState,
    Called,
    Cause,
    Level,
    StepKind,
    StepTaken,
    Subject,
    Who,
)
from dutyroom.alerts.on_watch import Absences, OnWatch, acting_for, remembering, resolver
from dutyroom.alerts.rows import acknowledgement_of, alert_columns, alert_of, names_text
from dutyroom.alerts.rules import Move, Resolve, closed, level_of, raised, raised_higher
from dutyroom.alerts.tables import alert_acknowledgements, alert_steps, alerts
from dutyroom.changes import Topic
from dutyroom.clock import Clock, to_micros
from dutyroom.errors import Refused
from dutyroom.ids import IdMaker
from dutyroom.journal.model import Actor
from dutyroom.journal.service import Journal
from dutyroom.storage.prepared import run
from dutyroom.storage.store import UnitOfWork

_CALLS = (StepKind.REACHED, StepKind.NO_ANSWER)
_NEWEST_STEP = select(func.max(alert_steps.c.seq))
_NEWEST_ACKNOWLEDGEMENT = select(func.max(alert_acknowledgements.c.seq))
_BY_ID = select(alerts).where(alerts.c.id == bindparam("id"))
_OF_KEY = select(alerts).where(alerts.c.key == bindparam("key")).order_by(alerts.c.id.desc())
_OF_MATTER = select(alerts).where(alerts.c.matter_id == bindparam("matter"), alerts.c.state != AlertState.CLOSED.value)
_OF_SUBJECT = select(alerts).where(
    alerts.c.subject_id == bindparam("subject"), alerts.c.state != AlertState.CLOSED.value
)
_ACKNOWLEDGED = (
    select(alert_acknowledgements)
    .where(
        alert_acknowledgements.c.alert_id == bindparam("alert"), alert_acknowledgements.c.epoch == bindparam("epoch")
    )
    .order_by(alert_acknowledgements.c.seq)
)


def alert_with(connection: Connection, alert_id: str) -> Alert:
    """Return an alert as ``connection`` sees it; Refused ``alerts.no_such_alert``."""
    row = run(connection, _BY_ID, id=alert_id).mappings().one_or_none()
    if row is None:
        raise Refused("alerts.no_such_alert")
    return alert_of(row)


def alerts_of_key(connection: Connection, key: str) -> list[Alert]:
    """Return every alert that one cause has raised, newest first."""
    return [alert_of(row) for row in run(connection, _OF_KEY, key=key).mappings()]


def open_of_matter(connection: Connection, matter_id: str) -> list[Alert]:
    """Return the alerts that stand on a matter."""
    return [alert_of(row) for row in run(connection, _OF_MATTER, matter=matter_id).mappings()]


def open_of_subject(connection: Connection, subject_id: str) -> list[Alert]:
    """Return the alerts that stand on a subject."""
    return [alert_of(row) for row in run(connection, _OF_SUBJECT, subject=subject_id).mappings()]


def acknowledgements(connection: Connection, alert: Alert) -> tuple[Acknowledgement, ...]:
    """Return the acknowledgements that hold: those of the alert's epoch."""
    found = run(connection, _ACKNOWLEDGED, alert=alert.id, epoch=alert.epoch)
    return tuple(acknowledgement_of(row) for row in found.mappings())


class AlertKeeper:
    """Raises alerts and writes what becomes of them; what happens is decided by ``rules``."""

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        ids: IdMaker,
        room_id: str,
        on_watch: OnWatch,
        absences: Absences,
        escalation: Callable[[], Escalation],
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._ids = ids
        self._room_id = room_id
        self._on_watch = on_watch
        self._absences = absences
        self._escalation = escalation

    def follow(
        self, unit: UnitOfWork, actor: Actor, subject: Subject, cause: Cause, key: str, deadline_id: str = ""
    ) -> Alert | None:
        """Raise the alert of a cause, or raise it higher; a duplicate or a lower grade touches no clock.

        Returns the alert that stands, None when an earlier one of this level was closed already.
        """
        level, now = level_of(subject), self._clock.now()
        known = alerts_of_key(unit.connection, key)
        standing = next((alert for alert in known if alert.state is not AlertState.CLOSED), None)
        if standing is None:
            if any(alert.level.weight >= level.weight for alert in known):
                return None
            return self._raise(unit, actor, subject, level, cause, key, deadline_id, now)
        if level.weight > standing.level.weight:
            chain = self._escalation().chain(level)
            move = raised_higher(standing, subject, chain, self.resolve(subject, now, unit), now)
            return self.save(unit, actor, standing, move, "alert.raised_higher", {"level": level.value})
        if subject != standing.subject:
            return self.save(unit, actor, standing, Move(replace(standing, subject=subject)), "alert.subject_changed")
        return standing

    def _raise(
        self,
        unit: UnitOfWork,
        actor: Actor,
        subject: Subject,
        level: Level,
        cause: Cause,
        key: str,
        deadline_id: str,
        now: datetime,
    ) -> Alert:
        fresh = Alert(
            id=self._ids.new(),
            key=key,
            subject=subject,
            level=level,
            cause=cause,
            deadline_id=deadline_id,
            chain=self._escalation().chain(level),
            state=AlertState.LIVE,
            raised_at=now,
            opened_at=now,
        )
        move = raised(fresh, self.resolve(subject, now, unit), now)
        unit.insert(alerts, {"id": fresh.id, "room_id": self._room_id, **alert_columns(move.alert)})
        self.write_steps(unit, actor, move.alert, move.taken)
        self._finish(unit, actor, move.alert, "alert.raised", {"level": level.value, "cause": cause.value})
        return move.alert

    def save(
        self,
        unit: UnitOfWork,
        actor: Actor,
        before: Alert,
        move: Move,
        act: str,
        detail: Mapping[str, str | int | None] | None = None,
        entry_id: str = "",
    ) -> Alert:
        """Write a move: the row of the alert, its history, the line in the journal; changed columns only."""
        old, new = alert_columns(before), alert_columns(move.alert)
        unit.update(alerts, move.alert.id, {name: value for name, value in new.items() if value != old[name]} or new)
        self.write_steps(unit, actor, move.alert, move.taken, entry_id)
        self._finish(unit, actor, move.alert, act, detail or {})
        return move.alert

    def write_steps(
        self, unit: UnitOfWork, actor: Actor, alert: Alert, taken: Sequence[StepTaken], entry_id: str = ""
    ) -> None:
        """Add lines to the history of an alert."""
        if not taken:
            return
        seq = int(unit.run(_NEWEST_STEP).scalar_one() or 0)
        for number, step in enumerate(taken, 1):
            unit.insert(
                alert_steps,
                {
                    "seq": seq + number,
                    "id": self._ids.new(),
                    "room_id": self._room_id,
                    "alert_id": alert.id,
                    "epoch": alert.epoch,
                    "round": alert.round,
                    "place": step.place,
                    "kind": step.kind.value,
                    "who": step.who.value,
                    "at": to_micros(self._clock.now()),
                    "late_seconds": int(step.late.total_seconds()),
                    "names": names_text(step.people),
                    "reason": step.reason.value if step.reason else None,
                    "account_id": actor.account_id,
                    "account_name": actor.name,
                    "entry_id": (entry_id or None) if step.kind in _CALLS else None,
                },
            )

    def write_acknowledgement(self, unit: UnitOfWork, actor: Actor, alert: Alert) -> None:
        """Add a person's acknowledgement of the alert's epoch."""
        seq = int(unit.run(_NEWEST_ACKNOWLEDGEMENT).scalar_one() or 0) + 1
        unit.insert(
            alert_acknowledgements,
            {
                "seq": seq,
                "id": self._ids.new(),
                "room_id": self._room_id,
                "alert_id": alert.id,
                "epoch": alert.epoch,
                "account_id": actor.account_id,
                "account_name": actor.name,
                "at": to_micros(self._clock.now()),
            },
        )

    def close(self, unit: UnitOfWork, actor: Actor, alert: Alert, outcome: str) -> Alert:
        """Close an alert with what became of it."""
        return self.save(unit, actor, alert, closed(alert, outcome, self._clock.now()), "alert.closed")

    def resolve(self, subject: Subject, now: datetime, unit: UnitOfWork | None = None) -> Resolve:
        """Return what finds the people of a step now; within one ``unit`` each function is looked for once."""
        find = resolver(self._on_watch, self._absences, subject, now)
        return find if unit is None else remembering(find, subject, unit.known)

    def officers(self, subject: Subject, now: datetime) -> frozenset[str]:
        """Return the accounts of whoever is on watch now."""
        found = self.resolve(subject, now)(Who.OFFICER_ON_WATCH, ()).people
        return frozenset(person.account_id for person in found if person.account_id)

    def acting(self, person: Called, now: datetime) -> Called | None:
        """Return who acts for ``person`` now: themselves, the deputy of one who is away, or nobody (R113)."""
        return acting_for(person, self._absences, now)

    def _finish(
        self, unit: UnitOfWork, actor: Actor, alert: Alert, act: str, detail: Mapping[str, str | int | None]
    ) -> None:
        self._journal.record(unit, actor, act, alert.id, {"number": alert.subject.number, **detail})
        unit.touch(Topic.ALERTS, alert.id, alert.subject.id)
