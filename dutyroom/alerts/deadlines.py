"""Setting, moving, meeting and withdrawing deadlines within the act that causes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from dutyroom.alerts.chains import Escalation
from dutyroom.alerts.keeping import AlertKeeper, open_of_subject
from dutyroom.alerts.model import (
    Alert,
    Cause,
    Deadline,
    DeadlineState,
    NewDeadline,
    Subject,
)
from dutyroom.alerts.rows import deadline_columns, deadline_of
from dutyroom.alerts.rules import fallen_due, next_moment
from dutyroom.alerts.tables import deadlines
from dutyroom.changes import Topic
from dutyroom.clock import Clock, to_micros
from dutyroom.ids import IdMaker
from dutyroom.journal.model import Actor
from dutyroom.journal.service import Journal
from dutyroom.storage.prepared import run
from dutyroom.storage.store import UnitOfWork

_BY_ID = select(deadlines).where(deadlines.c.id == bindparam("id"))
_RUNNING_OF = select(deadlines).where(
    deadlines.c.subject_id == bindparam("subject"), deadlines.c.state == DeadlineState.RUNNING.value
)
_EVERY_OF = select(deadlines).where(deadlines.c.subject_id == bindparam("subject"))
_OF = select(deadlines.c.kind, deadlines.c.ordinal).where(deadlines.c.subject_id == bindparam("subject"))


def deadline_with(connection: Connection, deadline_id: str) -> Deadline:
    """Return a deadline as ``connection`` sees it; LookupError when there is none."""
    row = run(connection, _BY_ID, id=deadline_id).mappings().one_or_none()
    if row is None:
        raise LookupError(f"no deadline {deadline_id}")
    return deadline_of(row)


def running_of(connection: Connection, subject_id: str) -> list[Deadline]:
    """Return the deadlines of a subject that nobody has met yet."""
    return [deadline_of(row) for row in run(connection, _RUNNING_OF, subject=subject_id).mappings()]


def every_of(connection: Connection, subject_id: str) -> list[Deadline]:
    """Return every deadline that a subject ever had."""
    return [deadline_of(row) for row in run(connection, _EVERY_OF, subject=subject_id).mappings()]


def overdue_key(deadline: Deadline) -> str:
    """Return the key of the alert that the passing of a deadline raises; one that was moved can pass again."""
    return f"{deadline.id}:{to_micros(deadline.due_at)}"


class DeadlineKeeper:
    """Writes deadlines; each change is a row and a line in the journal of the act it belongs to."""

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        ids: IdMaker,
        room_id: str,
        keeper: AlertKeeper,
        escalation: Callable[[], Escalation],
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._ids = ids
        self._room_id = room_id
        self._keeper = keeper
        self._escalation = escalation

    def set(
        self, unit: UnitOfWork, actor: Actor, subject: Subject, wanted: Iterable[NewDeadline]
    ) -> tuple[Deadline, ...]:
        """Set deadlines that are not there yet; a kind and ordinal that was ever set is not touched (no duplicate)."""
        known = {(row.kind, row.ordinal) for row in unit.run(_OF, subject=subject.id)}
        fresh = [new for new in wanted if (new.kind.value, new.ordinal) not in known]
        return tuple(self.add(unit, actor, subject, new) for new in fresh)

    def add(self, unit: UnitOfWork, actor: Actor, subject: Subject, new: NewDeadline) -> Deadline:
        """Add one deadline."""
        now = self._clock.now()
        warn_at = new.warn_at or new.due_at - self._escalation().warn_before
        added = Deadline(
            id=self._ids.new(),
            kind=new.kind,
            ordinal=new.ordinal,
            subject=subject,
            due_at=new.due_at,
            warn_at=warn_at if warn_at > now else None,
            state=DeadlineState.RUNNING,
            set_at=now,
            next_at=None,
        )
        added = replace(added, next_at=next_moment(added))
        unit.insert(deadlines, {"id": added.id, "room_id": self._room_id, **deadline_columns(added)})
        self._finish(unit, actor, added, "deadline.set")
        return added

    def move(self, unit: UnitOfWork, actor: Actor, deadline: Deadline, due_at: datetime) -> Deadline:
        """Give a running deadline another end, as a person decided; an alert for the old end is closed."""
        now = self._clock.now()
        warn_at = due_at - self._escalation().warn_before
        moved = replace(
            deadline, due_at=due_at, warn_at=warn_at if warn_at > now else None, warned_at=None, raised_at=None
        )
        moved = replace(moved, next_at=next_moment(moved))
        self._save(unit, actor, moved, "deadline.moved")
        self._close_alert(unit, actor, moved, "deadline.moved")
        return moved

    def rename(self, unit: UnitOfWork, actor: Actor, deadline: Deadline, subject: Subject) -> Deadline:
        """Tell a deadline what its subject is called now; no clock is touched."""
        changed = replace(deadline, subject=subject)
        self._save(unit, actor, changed, "deadline.subject_changed")
        return changed

    def meet(self, unit: UnitOfWork, actor: Actor, deadline: Deadline, act: str) -> Deadline:
        """Note the act that meets a deadline (an entry's identity or an act's name), and close its alert."""
        met = replace(
            deadline,
            state=DeadlineState.MET,
            met_at=self._clock.now(),
            met_by=actor.account_id,
            met_act=act,
            next_at=None,
        )
        self._save(unit, actor, met, "deadline.met")
        self._close_alert(unit, actor, met, "deadline.met")
        return met

    def withdraw(self, unit: UnitOfWork, actor: Actor, deadline: Deadline, act: str) -> Deadline:
        """Take a deadline back because its subject is gone, and close its alert."""
        gone = replace(deadline, state=DeadlineState.WITHDRAWN, met_act=act, next_at=None)
        self._save(unit, actor, gone, "deadline.withdrawn")
        self._close_alert(unit, actor, gone, "deadline.withdrawn")
        return gone

    def fall_due(self, unit: UnitOfWork, actor: Actor, deadline: Deadline) -> Alert | None:
        """Let the moment of a deadline have come: warn of it, or raise the alert that it is over."""
        now = self._clock.now()
        passed = fallen_due(deadline, now)
        if passed.raised_at is None:
            self._save(unit, actor, passed, "deadline.warned")
            return None
        late = int((now - passed.due_at).total_seconds())
        self._save(unit, actor, passed, "deadline.passed", late)
        return self._keeper.follow(unit, actor, passed.subject, Cause.OVERDUE, overdue_key(passed), passed.id)

    def _close_alert(self, unit: UnitOfWork, actor: Actor, deadline: Deadline, outcome: str) -> None:
        for alert in open_of_subject(unit.connection, deadline.subject.id):
            if alert.deadline_id == deadline.id:
                self._keeper.close(unit, actor, alert, outcome)

    def _save(self, unit: UnitOfWork, actor: Actor, deadline: Deadline, act: str, late: int | None = None) -> None:
        unit.update(deadlines, deadline.id, deadline_columns(deadline))
        self._finish(unit, actor, deadline, act, late)

    def _finish(self, unit: UnitOfWork, actor: Actor, deadline: Deadline, act: str, late: int | None = None) -> None:
        detail = {"number": deadline.subject.number, "kind": deadline.kind.value, "ordinal": deadline.ordinal}
        if late is not None:
            detail["late_seconds"] = late
        self._journal.record(unit, actor, act, deadline.id, detail)
        unit.touch(Topic.ALERTS, deadline.id, deadline.subject.id)
