"""What other rooms put on the sheet: situation reports not out yet, tasks of leaders' instructions, leaders away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import DeadlineKind
from dutyroom.handover.gathering import AbsentLeaders
from dutyroom.handover.model import SheetSection
from dutyroom.handover.views import AbsentLeader, SheetDue
from dutyroom.instructions.model import Task, TaskStanding
from dutyroom.instructions.reading import open_tasks
from dutyroom.instructions.views import SupervisionRow
from dutyroom.reports.model import Report, ReportStage
from dutyroom.reports.reading import unfinished_reports
from dutyroom.whereabouts.model import AbsentLeader as Away

CHASE_AHEAD = timedelta(days=1)
"""A chase stands on the sheet from one day before its time: one of the next two watches has to make it."""

_STAGES = {
    ReportStage.FIRST: DeadlineKind.FIRST,
    ReportStage.FOLLOW_UP: DeadlineKind.FOLLOW_UP,
    ReportStage.FINAL: DeadlineKind.FINAL,
}
_WORK = {
    TaskStanding.TO_RELAY: DeadlineKind.RELAY,
    TaskStanding.UNDER_WAY: DeadlineKind.TASK_DUE,
    TaskStanding.AWAITING_FEEDBACK: DeadlineKind.FEEDBACK,
}


class ReportsNotOut:
    """The situation reports that somebody has to carry on: drafts, those at a gate, cleared ones, gates owed."""

    section = SheetSection.REPORTS_DUE

    def lines(self, connection: Connection, moment: datetime) -> Sequence[SheetDue]:
        """Return them as ``connection`` sees them, the oldest first, drills after what is real."""
        found = sorted(unfinished_reports(connection), key=lambda one: (one.drill, one.seq))
        return tuple(_report(one) for one in found)


def _report(one: Report) -> SheetDue:
    return SheetDue(
        subject_id=one.matter_id,
        kind=_STAGES[one.stage],
        ordinal=one.ordinal,
        number=one.number,
        title=one.title,
        due_at=one.gate_due_at,
        detail=one.holder_name,
        report=one.state,
    )


class TasksOpen:
    """The tasks of leaders' instructions that are open, and the chases that come within ``CHASE_AHEAD``."""

    section = SheetSection.INSTRUCTIONS

    def lines(self, connection: Connection, moment: datetime) -> Sequence[SheetDue]:
        """Return them as ``connection`` sees them, the first due first."""
        return tuple(line for one in open_tasks(connection) for line in _task(one, moment))


def _task(one: SupervisionRow, moment: datetime) -> Iterator[SheetDue]:
    yield _line(one, _WORK[one.task.standing], one.task.due_at)
    for chase in _chases(one.task, moment):
        yield _line(one, DeadlineKind.CHASE, chase)


def _line(one: SupervisionRow, kind: DeadlineKind, due_at: datetime | None) -> SheetDue:
    return SheetDue(
        subject_id=one.task.instruction_id,
        kind=kind,
        ordinal=1,
        number=one.number,
        title=one.subject,
        due_at=due_at,
        detail=one.task.unit_name or one.task.owner_name,
    )


def _chases(task: Task, moment: datetime) -> Iterator[datetime]:
    if task.unfinished:
        for at in (task.chase_before_at, task.chase_on_day_at):
            if at is not None and at < moment + CHASE_AHEAD:
                yield at


def leaders_away(registered: Callable[[Session, datetime], Sequence[Away]]) -> AbsentLeaders:
    """Return what asks the register of whereabouts who is away, in the words of a sheet."""

    def absent(session: Session, moment: datetime) -> Sequence[AbsentLeader]:
        return tuple(
            AbsentLeader(
                name=one.notice.person_name,
                post=one.notice.post,
                where=one.notice.place,
                until=one.notice.until,
                deputy=one.deputy_name,
                why=one.notice.kind,
            )
            for one in registered(session, moment)
        )

    return absent
