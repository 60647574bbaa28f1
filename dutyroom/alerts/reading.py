"""Reading alerts and deadlines for the screen: one picture of the file, never a write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, case, func, select

from dutyroom.accounts.model import Right, Session
from dutyroom.alerts.model import (
    Acknowledgement,
    Alert,
    AlertState,
    Deadline,
    DeadlineState,
    DueTone,
    StepRecord,
)
from dutyroom.alerts.rows import acknowledgement_of, alert_of, deadline_of, step_of
from dutyroom.alerts.rules import buttons
from dutyroom.alerts.tables import alert_acknowledgements, alert_steps, alerts, deadlines
from dutyroom.alerts.views import DueBoard, DueItem, LiveAlert, NextCall
from dutyroom.clock import Clock, to_micros
from dutyroom.errors import Refused
from dutyroom.storage.store import Store

SOON = timedelta(hours=1)
_OPEN = select(alerts).where(alerts.c.state.in_((AlertState.LIVE.value, AlertState.ACKNOWLEDGED.value)))
_RUNNING = deadlines.c.state == DeadlineState.RUNNING.value


class AlertReader:
    """Alerts and deadlines as they can be read."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def live(self, session: Session) -> tuple[LiveAlert, ...]:
        """Return every alert that stands, as this person sees it: the worst first, then who waits longest."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            found = [alert_of(row) for row in connection.execute(_OPEN).mappings()]
            seen = [self._view(connection, session, alert) for alert in found]
        return tuple(sorted(seen, key=lambda one: (-one.level.weight, one.mine, one.opened_at, one.id)))

    def one(self, session: Session, alert_id: str) -> LiveAlert:
        """Return one alert, also a closed one; Refused ``alerts.no_such_alert``."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            row = connection.execute(select(alerts).where(alerts.c.id == alert_id)).mappings().one_or_none()
            if row is None:
                raise Refused("alerts.no_such_alert")
            return self._view(connection, session, alert_of(row))

    def deadlines_of(self, session: Session, subject_id: str) -> tuple[Deadline, ...]:
        """Return every deadline of a subject, the first due first, whatever became of it."""
        session.require(Right.READ_LOG)
        asked = select(deadlines).where(deadlines.c.subject_id == subject_id).order_by(deadlines.c.due_at)
        with self._store.read() as connection:
            return tuple(deadline_of(row) for row in connection.execute(asked).mappings())

    def due(self, session: Session, limit: int = 200) -> DueBoard:
        """Return everything with a clock, the first due first, and the badges from the same rows and conditions."""
        session.require(Right.READ_LOG)
        now = self._clock.now()
        over, soon = (deadlines.c.due_at <= to_micros(until) for until in (now, now + SOON))
        asked = (
            select(
                deadlines,
                alerts.c.id.label("alert_id"),
                func.count().over().label("total"),
                func.sum(case((over, 1), else_=0)).over().label("over"),
                func.sum(case((soon, 1), else_=0)).over().label("soon"),
            )
            .outerjoin(alerts, (alerts.c.deadline_id == deadlines.c.id) & (alerts.c.state != AlertState.CLOSED.value))
            .where(_RUNNING)
            .order_by(deadlines.c.due_at, deadlines.c.id)
            .limit(limit)
        )
        with self._store.read() as connection:
            rows = connection.execute(asked).mappings().all()
        items = tuple(_due_item(deadline_of(row), row["alert_id"] or "", now) for row in rows)
        if not rows:
            return DueBoard((), 0, 0, 0)
        first = rows[0]
        return DueBoard(items, int(first["total"]), int(first["soon"]) - int(first["over"]), int(first["over"]))

    def _view(self, connection: Connection, session: Session, alert: Alert) -> LiveAlert:
        said = _acknowledgements(connection, alert)
        history = _history(connection, alert.id)
        deadline = _deadline(connection, alert.deadline_id)
        mine = any(one.account_id == session.account_id for one in said)
        answers = session.may(Right.ANSWER_ALERTS)
        calls = _calls(alert)
        if not session.may(Right.REVEAL_NUMBERS):
            calls = tuple(call.locked() for call in calls)
        started = alert.subject.began_at or (deadline.due_at if deadline else alert.raised_at)
        return LiveAlert(
            id=alert.id,
            version=alert.version,
            subject=alert.subject,
            title=alert.subject.title,
            level=alert.level,
            cause=alert.cause,
            deadline_kind=deadline.kind if deadline else None,
            due_at=deadline.due_at if deadline else None,
            state=alert.state,
            raised_at=alert.raised_at,
            opened_at=alert.opened_at,
            clock_from=started,
            epoch=alert.epoch,
            place=alert.step + 1,
            places=len(alert.chain.steps),
            round=alert.round,
            calls=calls,
            next_step_at=alert.step_at,
            progress_at=alert.progress_at,
            acknowledged=said,
            history=history,
            mine=mine,
            sounds=answers and not mine and alert.state is not AlertState.CLOSED,
            buttons=buttons(alert, mine=mine) if answers else frozenset(),
        )


def _calls(alert: Alert) -> tuple[NextCall, ...]:
    if alert.step_at is None:
        return ()
    step = alert.now_calling
    return tuple(NextCall(person, step.who, step.how) for person in alert.people)


def _acknowledgements(connection: Connection, alert: Alert) -> tuple[Acknowledgement, ...]:
    asked = (
        select(alert_acknowledgements)
        .where(alert_acknowledgements.c.alert_id == alert.id, alert_acknowledgements.c.epoch == alert.epoch)
        .order_by(alert_acknowledgements.c.seq)
    )
    return tuple(acknowledgement_of(row) for row in connection.execute(asked).mappings())


def _history(connection: Connection, alert_id: str) -> tuple[StepRecord, ...]:
    asked = select(alert_steps).where(alert_steps.c.alert_id == alert_id).order_by(alert_steps.c.seq)
    return tuple(step_of(row) for row in connection.execute(asked).mappings())


def _deadline(connection: Connection, deadline_id: str) -> Deadline | None:
    if not deadline_id:
        return None
    row = connection.execute(select(deadlines).where(deadlines.c.id == deadline_id)).mappings().one_or_none()
    return deadline_of(row) if row is not None else None


def _due_item(deadline: Deadline, alert_id: str, now: datetime) -> DueItem:
    left = deadline.due_at - now
    tone = DueTone.OVER if left <= timedelta(0) else DueTone.SOON if left <= SOON else DueTone.LATER
    return DueItem(
        id=deadline.id,
        kind=deadline.kind,
        ordinal=deadline.ordinal,
        subject=deadline.subject,
        due_at=deadline.due_at,
        warn_at=deadline.warn_at,
        tone=tone,
        alert_id=alert_id,
    )


def locked(seen: Sequence[LiveAlert]) -> tuple[LiveAlert, ...]:
    """Return alerts as a locked desk shows them."""
    return tuple(one.locked() for one in seen)
