"""Reading alerts and deadlines for the screen: one picture of the file, never a write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, Select, case, func, select

from dutyroom.accounts.model import Right, Session
from dutyroom.alerts.model import (
    Acknowledgement,
    Alert,
    AlertState,
    Button,
    Deadline,
    DeadlineState,
    DueTone,
    How,
    StepRecord,
    Subject,
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

    def __init__(self, store: Store, clock: Clock, officers: Callable[[Subject, datetime], frozenset[str]]) -> None:
        self._store = store
        self._clock = clock
        self._officers = officers

    def live(self, session: Session) -> tuple[LiveAlert, ...]:
        """Return every alert that stands, as this person sees it: the worst first, then who waits longest.

        A drill comes after everything real.
        """
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            found = standing_alerts(connection)
            seen = self._views(connection, session, found)
        return tuple(sorted(self._with_calls(session, seen), key=_worst_first))

    def one(self, session: Session, alert_id: str) -> LiveAlert:
        """Return one alert, also a closed one; Refused ``alerts.no_such_alert``."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            row = connection.execute(select(alerts).where(alerts.c.id == alert_id)).mappings().one_or_none()
            if row is None:
                raise Refused("alerts.no_such_alert")
            (seen,) = self._views(connection, session, [alert_of(row)])
        return self._with_calls(session, [seen])[0]

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

    def _with_calls(self, session: Session, seen: Sequence[LiveAlert]) -> list[LiveAlert]:
        """Return alerts that say whether their next call is on this person; who is on watch is asked once."""
        calling = [one for one in seen if _may_call(session, one)]
        if not calling:
            return list(seen)
        on_watch = self._officers(calling[0].subject, self._clock.now())
        mine = not on_watch or session.account_id in on_watch
        ids = {one.id for one in calling}
        return [replace(one, to_call=mine and one.id in ids) for one in seen]

    def _views(self, connection: Connection, session: Session, found: Sequence[Alert]) -> list[LiveAlert]:
        """Return alerts with what belongs to them, asked for once and not alert by alert."""
        said = _acknowledgements(connection, found)
        history = _history(connection, found)
        due = _deadlines(connection, found)
        return [
            _view(session, alert, said.get(alert.id, ()), history.get(alert.id, ()), due.get(alert.deadline_id))
            for alert in found
        ]


def late_subjects(now: datetime) -> Select[tuple[str]]:
    """Return the question which subjects have a deadline that is over at ``now`` and that nobody has met."""
    return select(deadlines.c.subject_id).where(_RUNNING, deadlines.c.due_at <= to_micros(now))


def _may_call(session: Session, seen: LiveAlert) -> bool:
    """Return whether an alert waits for a telephone call that this person may make: nobody calls themselves."""
    by_phone = [call.person.account_id for call in seen.calls if call.how is How.PHONE]
    return bool(by_phone) and Button.REACHED in seen.buttons and session.account_id not in by_phone


def standing_alerts(connection: Connection) -> list[Alert]:
    """Return every alert that stands, as ``connection`` sees it."""
    return [alert_of(row) for row in connection.execute(_OPEN).mappings()]


def running_deadlines(connection: Connection) -> list[Deadline]:
    """Return every deadline that nobody has met yet, the first due first."""
    asked = select(deadlines).where(_RUNNING).order_by(deadlines.c.due_at, deadlines.c.id)
    return [deadline_of(row) for row in connection.execute(asked).mappings()]


def _worst_first(one: LiveAlert) -> tuple[bool, int, bool, datetime, str]:
    return one.subject.drill, -one.level.weight, one.mine, one.opened_at, one.id


def _view(
    session: Session,
    alert: Alert,
    said: Sequence[Acknowledgement],
    history: Sequence[StepRecord],
    deadline: Deadline | None,
) -> LiveAlert:
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
        acknowledged=tuple(said),
        history=tuple(history),
        mine=mine,
        sounds=answers and not mine and alert.state is not AlertState.CLOSED,
        buttons=buttons(alert, mine=mine) if answers else frozenset(),
    )


def _calls(alert: Alert) -> tuple[NextCall, ...]:
    if alert.step_at is None:
        return ()
    step = alert.now_calling
    return tuple(NextCall(person, step.who, step.how) for person in alert.people)


def _acknowledgements(connection: Connection, found: Sequence[Alert]) -> dict[str, list[Acknowledgement]]:
    """Return the acknowledgements that hold, by alert."""
    epochs = {alert.id: alert.epoch for alert in found}
    asked = (
        select(alert_acknowledgements)
        .where(alert_acknowledgements.c.alert_id.in_(list(epochs)))
        .order_by(alert_acknowledgements.c.seq)
    )
    by_alert: dict[str, list[Acknowledgement]] = {}
    for row in connection.execute(asked).mappings():
        if row["epoch"] == epochs[row["alert_id"]]:
            by_alert.setdefault(row["alert_id"], []).append(acknowledgement_of(row))
    return by_alert


def _history(connection: Connection, found: Sequence[Alert]) -> dict[str, list[StepRecord]]:
    asked = select(alert_steps).where(alert_steps.c.alert_id.in_([alert.id for alert in found]))
    by_alert: dict[str, list[StepRecord]] = {}
    for row in connection.execute(asked.order_by(alert_steps.c.seq)).mappings():
        by_alert.setdefault(row["alert_id"], []).append(step_of(row))
    return by_alert


def _deadlines(connection: Connection, found: Sequence[Alert]) -> dict[str, Deadline]:
    ids = [alert.deadline_id for alert in found if alert.deadline_id]
    asked = select(deadlines).where(deadlines.c.id.in_(ids))
    return {row["id"]: deadline_of(row) for row in connection.execute(asked).mappings()} if ids else {}


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
