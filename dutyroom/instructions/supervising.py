"""What is done with one task until there is a result: chased, explained, decided on, done, passed on (R121-R127)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dutyroom.accounts.model import Session
from dutyroom.errors import Refused
from dutyroom.instructions.acting import Acting, Said
from dutyroom.instructions.model import (
    ChaseSlot,
    InstructionFile,
    InstructionStepKind,
    NewChase,
    Pace,
    Task,
    TaskOutcome,
    TaskStanding,
)
from dutyroom.instructions.rules import WITH_DUE, chase_slot, check_chase, check_open_task, reckon
from dutyroom.instructions.saying import chase_said, due_moved_said, time_said, unit_said
from dutyroom.instructions.writing import reckoned_task
from dutyroom.log.model import EntryKind
from dutyroom.log.rules import REASON_LIMIT, check_name, check_words
from dutyroom.storage.store import UnitOfWork


class Supervising:
    """The verbs on one task of an instruction."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    def assign(
        self, session: Session, instruction_id: str, version: int, task_id: str, owner_id: str, owner_name: str
    ) -> InstructionFile:
        """Say who answers for a task (R127). Raises Refused ``instructions.no_person``, ``log.nothing_changed``."""
        name = check_name("person", owner_name)
        if not owner_id or not name:
            raise Refused("instructions.no_person")
        with self._acting.unit() as unit:
            file, task, now = self._begin(unit, session, instruction_id, version, task_id)
            if task.owner_id == owner_id:
                raise Refused("log.nothing_changed")
            self._step(unit, session, task, InstructionStepKind.ASSIGNED, now, person=name)
            after = replace(task, owner_id=owner_id, owner_name=name, moved_at=now)
            said = Said(EntryKind.HANDLED, f"{unit_said(task)}任务责任人：{name}")
            return self._acting.done(unit, session, file, "instruction.assigned", said, after)

    def note_chase(
        self, session: Session, instruction_id: str, version: int, task_id: str, chase: NewChase
    ) -> InstructionFile:
        """Note that a unit was chased and what it answered; the rules say which chase it was (R123, R124).

        Raises Refused as ``rules.check_chase``, ``instructions.not_relayed``, ``instructions.task_ended``.
        """
        with self._acting.unit() as unit:
            file, task, now = self._begin(unit, session, instruction_id, version, task_id)
            _check_relayed(task)
            checked = check_chase(chase, file.instruction.received_at, now)
            told_at = checked.told_at or now
            slot = chase_slot(task, told_at, self._acting.days.zone)
            self._acting.write.step(
                unit,
                session.actor,
                instruction_id,
                InstructionStepKind.CHASED,
                now,
                task=task,
                person=checked.person,
                channel=checked.channel,
                text=checked.answer,
                told_at=told_at,
                slot=slot,
                due_at=task.due_at,
            )
            after = replace(
                task,
                chase_before_at=task.chase_before_at if slot is ChaseSlot.EXTRA else None,
                chase_on_day_at=None if slot is ChaseSlot.ON_DAY else task.chase_on_day_at,
                moved_at=now,
            )
            said = Said(EntryKind.TOLD, chase_said(task, checked, slot.value))
            return self._acting.done(unit, session, file, "instruction.chased", said, after)

    def move_due(
        self, session: Session, instruction_id: str, version: int, task_id: str, due_at: datetime, reason: str
    ) -> InstructionFile:
        """Give a task the due time that was ordered, with the reason; its chases are planned anew.

        Raises Refused ``instructions.reason_missing``, ``instructions.due_passed``, ``log.nothing_changed``.
        """
        why = self._reason(reason)
        with self._acting.unit() as unit:
            file, task, now = self._begin(unit, session, instruction_id, version, task_id)
            if due_at == task.due_at:
                raise Refused("log.nothing_changed")
            after = self._moved(unit, session, task, due_at, why, now)
            said = Said(EntryKind.HANDLED, due_moved_said(after, why, self._acting.local))
            return self._acting.done(unit, session, file, "instruction.due_moved", said, after, met=False)

    def note_explanation(
        self,
        session: Session,
        instruction_id: str,
        version: int,
        task_id: str,
        person: str,
        text: str,
        new_due_at: datetime | None = None,
    ) -> InstructionFile:
        """Note a unit's written explanation of why it is late, with an extension or without (R122)."""
        whom, words = self._person(person), check_words(text, REASON_LIMIT)
        with self._acting.unit() as unit:
            file, task, now = self._begin(unit, session, instruction_id, version, task_id)
            kind = InstructionStepKind.EXPLAINED
            self._step(unit, session, task, kind, now, person=whom, text=words, old_due_at=task.due_at)
            after = replace(task, moved_at=now)
            if new_due_at is not None:
                after = self._moved(unit, session, task, new_due_at, words, now)
            said = Said(EntryKind.HEARD, f"{unit_said(task)}{whom}书面说明：{words}" + self._until(after, new_due_at))
            return self._acting.done(unit, session, file, "instruction.explained", said, after, met=False)

    def propose(self, session: Session, instruction_id: str, version: int, task_id: str, text: str) -> InstructionFile:
        """Propose how to go on where chasing has brought no result (R125); Refused ``instructions.not_chased``."""
        words = check_words(text, REASON_LIMIT)
        with self._acting.unit() as unit:
            file, task, now = self._begin(unit, session, instruction_id, version, task_id)
            if not file.steps_of(task_id, InstructionStepKind.CHASED):
                raise Refused("instructions.not_chased")
            self._step(unit, session, task, InstructionStepKind.PROPOSED, now, text=words)
            said = Said(EntryKind.HANDLED, f"{unit_said(task)}催办未果，处置意见：{words}")
            after = replace(task, moved_at=now)
            return self._acting.done(unit, session, file, "instruction.proposed", said, after)

    def note_word(
        self,
        session: Session,
        instruction_id: str,
        version: int,
        task_id: str,
        leader_name: str,
        text: str,
        new_due_at: datetime | None = None,
    ) -> InstructionFile:
        """Note a leader's word on a proposal, exactly; also putting it off is said in words (R120, R125).

        Raises Refused ``instructions.no_proposal`` without an open proposal, ``instructions.no_person``.
        """
        leader, words = self._person(leader_name), check_words(text, REASON_LIMIT)
        with self._acting.unit() as unit:
            file, task, now = self._begin(unit, session, instruction_id, version, task_id)
            asked = file.steps_of(task_id, InstructionStepKind.PROPOSED, InstructionStepKind.DECIDED)
            if not asked or asked[-1].kind is InstructionStepKind.DECIDED:
                raise Refused("instructions.no_proposal")
            self._step(unit, session, task, InstructionStepKind.DECIDED, now, person=leader, text=words)
            after = replace(task, moved_at=now)
            if new_due_at is not None:
                after = self._moved(unit, session, task, new_due_at, words, now)
            said = Said(EntryKind.ORDERED, f"{leader}批示：{words}" + self._until(after, new_due_at))
            return self._acting.done(unit, session, file, "instruction.decided", said, after, met=False)

    def finish_task(
        self, session: Session, instruction_id: str, version: int, task_id: str, result: str
    ) -> InstructionFile:
        """End a task with its result (R127, R220).

        Raises Refused ``instructions.not_relayed``, and ``instructions.explanation_missing`` when it is late and nobody
        has explained that (R122).
        """
        words = check_words(result)
        with self._acting.unit() as unit:
            file, task, now = self._begin(unit, session, instruction_id, version, task_id)
            _check_relayed(task)
            explained = {step.old_due_at for step in file.steps_of(task_id, InstructionStepKind.EXPLAINED)}
            if task.overdue(now) and task.due_at not in explained:
                raise Refused("instructions.explanation_missing", unit=unit_said(task))
            return self._end(unit, session, file, task, TaskOutcome.DONE, words, now)

    def pass_on(self, session: Session, instruction_id: str, version: int, task_id: str, text: str) -> InstructionFile:
        """Note that a task was passed on for direct reply: once passed on it counts as done (R126)."""
        words = check_words(text, REASON_LIMIT)
        with self._acting.unit() as unit:
            file, task, now = self._begin(unit, session, instruction_id, version, task_id)
            _check_relayed(task)
            return self._end(unit, session, file, task, TaskOutcome.PASSED_ON, words, now)

    def stop_task(
        self, session: Session, instruction_id: str, version: int, task_id: str, reason: str
    ) -> InstructionFile:
        """Stop a task, with the reason; it stays visible."""
        why = self._reason(reason)
        with self._acting.unit() as unit:
            file, task, now = self._begin(unit, session, instruction_id, version, task_id)
            return self._end(unit, session, file, task, TaskOutcome.STOPPED, why, now)

    def take_up(
        self, session: Session, instruction_id: str, version: int, task_id: str, reason: str
    ) -> InstructionFile:
        """Take an ended task up again, with the reason; its pace counts from now where it was not ordered."""
        why = self._reason(reason)
        acting, now = self._acting, self._acting.clock.now()
        with acting.unit() as unit:
            file = acting.begin(unit, session, instruction_id, version)
            task = acting.task_of(file, task_id)
            if task.outcome is None:
                raise Refused("instructions.task_open", unit=unit_said(task))
            after = replace(task, outcome=None, result="", finished_at=None, moved_at=now)
            if task.mode in WITH_DUE and task.pace is not Pace.ORDERED:
                after = reckoned_task(after, reckon(acting.rules(), acting.days, task.pace, now, None))
            kind = InstructionStepKind.TAKEN_UP
            acting.write.step(
                unit,
                session.actor,
                instruction_id,
                kind,
                now,
                task=task,
                text=why,
                due_at=after.due_at,
                old_due_at=task.due_at,
            )
            said = Said(EntryKind.HANDLED, f"{unit_said(task)}任务重新办理：{why}")
            return acting.done(unit, session, file, "instruction.taken_up", said, after)

    # --- within an act ------------------------------------------------------

    def _begin(
        self, unit: UnitOfWork, session: Session, instruction_id: str, version: int, task_id: str
    ) -> tuple[InstructionFile, Task, datetime]:
        file = self._acting.begin(unit, session, instruction_id, version)
        task = self._acting.task_of(file, task_id)
        check_open_task(task)
        return file, task, self._acting.clock.now()

    def _step(
        self,
        unit: UnitOfWork,
        session: Session,
        task: Task,
        kind: InstructionStepKind,
        now: datetime,
        *,
        person: str = "",
        text: str = "",
        due_at: datetime | None = None,
        old_due_at: datetime | None = None,
    ) -> None:
        self._acting.write.step(
            unit,
            session.actor,
            task.instruction_id,
            kind,
            now,
            task=task,
            person=person,
            text=text,
            due_at=due_at,
            old_due_at=old_due_at,
        )

    def _moved(self, unit: UnitOfWork, session: Session, task: Task, due_at: datetime, why: str, now: datetime) -> Task:
        acting = self._acting
        found = reckon(acting.rules(), acting.days, Pace.ORDERED, now, due_at)
        kind = InstructionStepKind.DUE_MOVED
        self._step(unit, session, task, kind, now, text=why, due_at=found.due_at, old_due_at=task.due_at)
        return replace(reckoned_task(task, found), pace=Pace.ORDERED, moved_at=now)

    def _end(
        self,
        unit: UnitOfWork,
        session: Session,
        file: InstructionFile,
        task: Task,
        outcome: TaskOutcome,
        words: str,
        now: datetime,
    ) -> InstructionFile:
        kind, act, name = {
            TaskOutcome.DONE: (InstructionStepKind.DONE, "instruction.task_done", "办结"),
            TaskOutcome.PASSED_ON: (InstructionStepKind.PASSED_ON, "instruction.passed_on", "转出直接答复，视为办结"),
            TaskOutcome.STOPPED: (InstructionStepKind.STOPPED, "instruction.task_stopped", "终止"),
        }[outcome]
        self._step(unit, session, task, kind, now, text=words)
        after = replace(task, outcome=outcome, result=words, finished_at=now, moved_at=now)
        said = Said(EntryKind.HANDLED, f"{unit_said(task)}任务{name}：{words}")
        met = outcome is not TaskOutcome.STOPPED
        return self._acting.done(unit, session, file, act, said, after, met=met)

    def _until(self, task: Task, new_due_at: datetime | None) -> str:
        if new_due_at is None or task.due_at is None:
            return ""
        return f"（时限改为{time_said(task.due_at, self._acting.local)}）"

    @staticmethod
    def _person(name: str) -> str:
        checked = check_name("person", name)
        if not checked:
            raise Refused("instructions.no_person")
        return checked

    @staticmethod
    def _reason(text: str) -> str:
        if not text.strip():
            raise Refused("instructions.reason_missing")
        return check_words(text, REASON_LIMIT)


def _check_relayed(task: Task) -> None:
    """Raise Refused ``instructions.not_relayed`` while the unit has not been told the words as they stand."""
    if task.standing is TaskStanding.TO_RELAY:
        raise Refused("instructions.not_relayed", unit=unit_said(task))
