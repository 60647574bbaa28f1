"""The deadlines of an instruction, kept in step with it within each act: relay, chases, due times, feedback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from dutyroom.alerts.model import Deadline, DeadlineKind, NewDeadline, Subject, SubjectKind
from dutyroom.alerts.service import Alerts
from dutyroom.instructions.book import SupervisionRules
from dutyroom.instructions.model import FeedbackTo, InstructionFile, Task, TaskOutcome
from dutyroom.journal.model import Actor
from dutyroom.storage.store import UnitOfWork

_ORDINAL = {to: place for place, to in enumerate(FeedbackTo, start=1)}


class Wanted(NamedTuple):
    """A deadline that has to run, and whose it is."""

    new: NewDeadline
    owner_id: str = ""
    unit_name: str = ""


class InstructionClocks:
    """Sets, moves, meets and withdraws the deadlines of an instruction, so that they are what it needs now."""

    def __init__(self, alerts: Alerts, rules: Callable[[], SupervisionRules], *, drill: bool = False) -> None:
        self._alerts = alerts
        self._rules = rules
        self._drill = drill

    def follow(self, unit: UnitOfWork, actor: Actor, file: InstructionFile, act: str, *, met: bool) -> None:
        """Let the deadlines follow ``act``; those no longer needed are met by it, or withdrawn unless ``met``."""
        wanted = {(one.new.kind, one.new.ordinal): one for one in wanted_deadlines(file, self._rules())}
        running = {
            (one.kind, one.ordinal): one
            for one in self._alerts.running(unit, file.instruction.id)
            if one.subject.kind is SubjectKind.INSTRUCTION
        }
        for key, deadline in running.items():
            if key not in wanted:
                end = self._alerts.deadlines.meet if met else self._alerts.deadlines.withdraw
                end(unit, actor, deadline, act)
        for key, one in wanted.items():
            self._set(unit, actor, file, one, running.get(key))
        self._alerts.progress(unit, actor, file.instruction.id)

    def _set(
        self, unit: UnitOfWork, actor: Actor, file: InstructionFile, wanted: Wanted, known: Deadline | None
    ) -> None:
        subject = self._subject(file, wanted)
        if known is None:
            self._alerts.deadlines.add(unit, actor, subject, wanted.new)
            return
        if known.subject != subject:
            known = self._alerts.deadlines.rename(unit, actor, known, subject)
        if known.due_at == wanted.new.due_at:
            return
        if wanted.new.warn_at is None:
            self._alerts.deadlines.move(unit, actor, known, wanted.new.due_at)
        else:  # moving would forget from when to prompt
            self._alerts.deadlines.withdraw(unit, actor, known, "instruction.due_moved")
            self._alerts.deadlines.add(unit, actor, subject, wanted.new)

    def _subject(self, file: InstructionFile, wanted: Wanted) -> Subject:
        instruction = file.instruction
        title = f"{instruction.subject}（{wanted.unit_name}）" if wanted.unit_name else instruction.subject
        return Subject(
            kind=SubjectKind.INSTRUCTION,
            id=instruction.id,
            number=instruction.number,
            title=title,
            drill=self._drill,
            matter_id=instruction.id,
            owner_id=wanted.owner_id,
            began_at=instruction.received_at,
        )


def wanted_deadlines(file: InstructionFile, rules: SupervisionRules) -> Iterator[Wanted]:
    """Yield the deadlines that an instruction needs as it stands; none when it is closed or withdrawn."""
    if not file.instruction.open:
        return
    for task in file.tasks:
        relay_by = _relay_by(file, task, rules)
        if relay_by is not None:
            yield _of(task, NewDeadline(kind=DeadlineKind.RELAY, due_at=relay_by, ordinal=task.number))
        if task.outcome is not None or task.due_at is None:
            continue
        yield _of(task, NewDeadline(kind=DeadlineKind.TASK_DUE, due_at=task.due_at, ordinal=task.number))
        for place, moment in enumerate((task.chase_before_at, task.chase_on_day_at)):
            if moment is not None:
                due = min(moment + rules.chase_within, task.due_at)
                chase = NewDeadline(
                    kind=DeadlineKind.CHASE, due_at=due, warn_at=moment, ordinal=2 * task.number - 1 + place
                )
                yield _of(task, chase)
    yield from _feedback(file, rules)


def _relay_by(file: InstructionFile, task: Task, rules: SupervisionRules) -> datetime | None:
    """Return until when a unit has to be told: from the receipt, or from what was set or corrected later (R054)."""
    instruction = file.instruction
    if not file.needs_relay(task) or task.outcome is TaskOutcome.STOPPED:
        return None
    if instruction.sheet.drafted and instruction.signed_at is None:
        return None  # nothing goes out before the leader has signed (R200)
    begun = instruction.received_at
    if task.wording:
        begun = file.wordings[-1].at
    elif task.set_at > file.wordings[0].at:
        begun = task.set_at
    return max(begun, instruction.signed_at or begun) + rules.relay[instruction.urgency]


def _feedback(file: InstructionFile, rules: SupervisionRules) -> Iterator[Wanted]:
    ended = [task.finished_at for task in file.tasks]
    for to in file.owed():
        if to is FeedbackTo.FORWARDER:
            begun = file.instruction.received_at
        elif any(moment is None for moment in ended):
            continue  # there is nothing to tell yet
        else:
            begun = max(moment for moment in ended if moment is not None)
        due = NewDeadline(kind=DeadlineKind.FEEDBACK, due_at=begun + rules.feedback[to], ordinal=_ORDINAL[to])
        yield Wanted(due)


def _of(task: Task, new: NewDeadline) -> Wanted:
    return Wanted(new, task.owner_id, task.unit_name)
