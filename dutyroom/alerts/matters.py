"""How alerts follow the log: a due time is a deadline, a most urgent matter raises an alert, a closed one ends both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dutyroom.alerts.chains import Escalation
from dutyroom.alerts.deadlines import DeadlineKeeper, running_of
from dutyroom.alerts.keeping import AlertKeeper, open_of_subject
from dutyroom.alerts.model import Cause, Deadline, DeadlineKind, NewDeadline, Subject, SubjectKind
from dutyroom.journal.model import Actor
from dutyroom.log.model import Matter, MatterState, Urgency
from dutyroom.storage.store import UnitOfWork

_CHANGING = frozenset(
    {
        "matter.opened",
        "matter.due_set",
        "matter.assigned",
        "matter.corrected",
        "matter.closed",
        "matter.reopened",
        "matter.withdrawn",
        "matter.reinstated",
    }
)
_ENDS = {MatterState.CLOSED: "matter.closed", MatterState.WITHDRAWN: "matter.withdrawn"}


def subject_of_matter(matter: Matter, *, drill: bool = False) -> Subject:
    """Return the subject that stands for a matter; a classified item has no title."""
    return Subject(
        kind=SubjectKind.MATTER,
        id=matter.id,
        number=matter.number,
        title=matter.subject,
        drill=drill or matter.drill,
        matter_id=matter.id,
        owner_id=matter.owner_id,
        began_at=matter.received_at,
    )


class MatterFollower:
    """Keeps deadlines and alerts of matters in step with the log, within the log's own act."""

    def __init__(
        self,
        keeper: AlertKeeper,
        deadlines: DeadlineKeeper,
        escalation: Callable[[], Escalation],
        *,
        drill: bool = False,
    ) -> None:
        self._keeper = keeper
        self._deadlines = deadlines
        self._escalation = escalation
        self._drill = drill

    def follow(self, unit: UnitOfWork, actor: Actor, act: str, matter: Matter) -> None:
        """Follow one act of the log on ``matter`` as it stands after it."""
        if act not in _CHANGING:
            return
        fresh = act == "matter.opened"
        if fresh and matter.due_at is None and matter.urgency is not Urgency.FLASH:
            return  # the usual call costs nothing here
        subject = subject_of_matter(matter, drill=self._drill)
        if matter.state is not MatterState.OPEN:
            self._end(unit, actor, matter)
            return
        running = [] if fresh else running_of(unit.connection, matter.id)
        due = next((one for one in running if one.kind is DeadlineKind.MATTER_DUE), None)
        self._follow_due(unit, actor, matter, subject, due)
        urgent = matter.urgency in self._escalation().urgent_matters
        standing = () if fresh else open_of_subject(unit.connection, matter.id)
        if urgent and (fresh or act == "matter.corrected"):
            self._keeper.follow(unit, actor, subject, Cause.URGENT, f"matter:{matter.id}")
        for alert in standing:
            now = subject
            if alert.subject.kind is not SubjectKind.MATTER:  # an incident on this matter keeps its grade and kind
                now = replace(alert.subject, title=subject.title, owner_id=subject.owner_id)
            if alert.subject != now:
                self._keeper.follow(unit, actor, now, alert.cause, alert.key, alert.deadline_id)

    def adopt(self, unit: UnitOfWork, actor: Actor, matter: Matter) -> None:
        """Set the deadline of an open matter that was given its due time before there were deadlines."""
        if matter.due_at is not None:
            self._deadlines.add(
                unit,
                actor,
                subject_of_matter(matter, drill=self._drill),
                NewDeadline(kind=DeadlineKind.MATTER_DUE, due_at=matter.due_at),
            )

    def _follow_due(
        self, unit: UnitOfWork, actor: Actor, matter: Matter, subject: Subject, due: Deadline | None
    ) -> None:
        if due is None:
            if matter.due_at is not None:
                new = NewDeadline(kind=DeadlineKind.MATTER_DUE, due_at=matter.due_at)
                self._deadlines.add(unit, actor, subject, new)
        elif matter.due_at is None:
            self._deadlines.withdraw(unit, actor, due, "matter.due_set")
        elif matter.due_at != due.due_at:
            self._deadlines.move(unit, actor, due, matter.due_at)
        elif subject != due.subject:
            self._deadlines.rename(unit, actor, due, subject)

    def _end(self, unit: UnitOfWork, actor: Actor, matter: Matter) -> None:
        act = _ENDS[matter.state]
        for deadline in running_of(unit.connection, matter.id):
            if matter.state is MatterState.CLOSED and deadline.kind is DeadlineKind.MATTER_DUE:
                self._deadlines.meet(unit, actor, deadline, act)
            else:
                self._deadlines.withdraw(unit, actor, deadline, act)
        for alert in open_of_subject(unit.connection, matter.id):
            self._keeper.close(unit, actor, alert, act)
