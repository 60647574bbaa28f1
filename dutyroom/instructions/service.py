"""The verbs of instructions: taken down word for word, relayed, carried out, fed back, closed with a result.

Every verb but ``open`` takes the version of the picture it was decided on; an older one is refused with who changed it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from dutyroom.accounts.model import Right, Session
from dutyroom.alerts.service import Alerts
from dutyroom.changes import Topic
from dutyroom.clock import Clock, to_micros
from dutyroom.errors import Refused
from dutyroom.ids import IdMaker
from dutyroom.instructions.acting import Acting, Said
from dutyroom.instructions.book import SupervisionRules, shipped_rules
from dutyroom.instructions.model import (
    FeedbackTo,
    GivenHow,
    InstructionFile,
    InstructionSheet,
    InstructionStepKind,
    NewInstruction,
    NewRelay,
    NewTask,
    Pace,
    Task,
    TaskOutcome,
)
from dutyroom.instructions.reading import is_instruction, read_instruction
from dutyroom.instructions.replanning import replan
from dutyroom.instructions.rules import (
    WITH_DUE,
    Reckoned,
    RoomDays,
    check_new,
    check_open_task,
    check_relay,
    check_sheet,
    check_task,
    check_told,
    ended_by_relay,
    reckon,
)
from dutyroom.instructions.saying import (
    corrected_said,
    leader_said,
    relay_said,
    sheet_changed_said,
    sheet_said,
    task_said,
    unit_said,
)
from dutyroom.instructions.supervising import Supervising
from dutyroom.journal.model import Actor
from dutyroom.journal.service import Journal
from dutyroom.log.model import Caller, Category, Channel, EntryKind, MatterFile, Slip
from dutyroom.log.rules import check_name, check_words, derive_subject
from dutyroom.log.service import Log, usual_for
from dutyroom.storage.store import Store, UnitOfWork
from dutyroom.texts import term

_CHANNELS = {GivenHow.WRITTEN: Channel.PAPER, GivenHow.PHONE: Channel.PHONE, GivenHow.IN_PERSON: Channel.VISIT}
_TOLD = {
    FeedbackTo.LEADER: InstructionStepKind.FED_BACK,
    FeedbackTo.SECTION: InstructionStepKind.COPIED,
    FeedbackTo.FORWARDER: InstructionStepKind.SENT_BACK,
}
_FOLLOWED = ("matter.closed", "matter.reopened", "matter.withdrawn", "matter.reinstated", "matter.corrected")


class Instructions(Supervising):
    """The instructions of one room; what is done with a single task stands in ``Supervising``."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        clock: Clock,
        ids: IdMaker,
        room_id: str,
        log: Log,
        alerts: Alerts,
        days: RoomDays,
        rules: Callable[[], SupervisionRules] = shipped_rules,
        *,
        drill: bool = False,
    ) -> None:
        super().__init__(Acting(store, journal, clock, ids, room_id, log, alerts, days, rules, drill=drill))

    def open(self, session: Session, new: NewInstruction, draft_id: str = "") -> InstructionFile:
        """Take an instruction down as a new matter with a sheet and its tasks, in one act; a draft never makes two.

        Raises Refused as ``rules.check_new``, ``rules.reckon`` and ``Log.open_matter``.
        """
        session.require(Right.WRITE_LOG)
        acting, now = self._acting, self._acting.clock.now()
        checked = check_new(new, now)
        received_at = checked.received_at or now
        matter_id = draft_id or acting.ids.new()
        with acting.unit() as unit:
            if acting.log.known_within(unit, matter_id):
                return read_instruction(unit.connection, matter_id)
            if checked.sheet.linked_id:
                acting.log.file_within(unit, checked.sheet.linked_id)  # refused before a row could point nowhere
            acting.log.open_within(unit, session, _slip(checked, received_at), matter_id, draft_id)
            acting.write.sheet(unit, session.actor, matter_id, checked.sheet, received_at, now)
            acting.write.words(unit, session.actor, matter_id, 1, checked.words, now)
            tasks = [self._set_task(unit, matter_id, n, task, now) for n, task in enumerate(checked.tasks, start=1)]
            said = [Said(EntryKind.HANDLED, sheet_said(checked.sheet, session.name, acting.local))]
            said += [Said(EntryKind.HANDLED, task_said(task, acting.local)) for task in tasks]
            if checked.sheet.notes:
                said.append(Said(EntryKind.HANDLED, f"值班员备注：{checked.sheet.notes}"))
            self._tell_linked(unit, session, checked, matter_id)
            detail: dict[str, str | int | None] = {"kind": checked.sheet.kind.value, "tasks": len(tasks)}
            file = acting.finish(unit, session, matter_id, "instruction.opened", detail, said, (), met=True)
            unit.commit()
        return file

    def preview_due(self, pace: Pace, received_at: datetime | None = None) -> Reckoned:
        """Return when a task that is set now would be due and chased, for a form; ValueError for an ordered one."""
        if pace is Pace.ORDERED:
            raise ValueError("who orders says when it is due")
        acting = self._acting
        return reckon(acting.rules(), acting.days, pace, received_at or acting.clock.now(), None)

    def correct_words(
        self, session: Session, instruction_id: str, version: int, words: str, reason: str
    ) -> InstructionFile:
        """Correct the words; the old ones stay visible, and every unit has to be told again (R199).

        Raises Refused ``instructions.reason_missing``, ``log.nothing_changed``, ``log.secrecy_mark``.
        """
        checked, why = check_words(words), self._reason(reason)
        acting, now = self._acting, self._acting.clock.now()
        with acting.unit() as unit:
            file = acting.begin(unit, session, instruction_id, version)
            instruction = file.instruction
            if checked == instruction.words:
                raise Refused("log.nothing_changed")
            newest = instruction.wording + 1
            acting.write.words(unit, session.actor, instruction_id, newest, checked, now, why)
            acting.write.head(unit, instruction_id, {"wording": newest})
            again = [
                replace(task, outcome=None, finished_at=None, moved_at=now)
                for task in file.tasks
                if task.outcome is not None and ended_by_relay(task.mode) is task.outcome
            ]
            said = Said(EntryKind.HANDLED, corrected_said(instruction.words, checked, why))
            return acting.done(unit, session, file, "instruction.words_corrected", said, *again, met=False)

    def change_sheet(
        self, session: Session, instruction_id: str, version: int, sheet: InstructionSheet, reason: str
    ) -> InstructionFile:
        """Correct who gave it, how, when, from what it was transcribed, who hears of it; what stood before is said.

        What it is about and whether it is a draft stay as they are. Raises Refused as ``rules.check_sheet``,
        ``instructions.reason_missing``, ``log.nothing_changed``.
        """
        why = self._reason(reason)
        acting, now = self._acting, self._acting.clock.now()
        with acting.unit() as unit:
            file = acting.begin(unit, session, instruction_id, version)
            old, received_at = file.instruction.sheet, file.instruction.received_at
            checked = check_sheet(replace(sheet, drafted=old.drafted, linked_id=old.linked_id), received_at, now)
            if checked == old:
                raise Refused("log.nothing_changed")
            acting.write.change_sheet(unit, file, checked)
            said = Said(EntryKind.HANDLED, sheet_changed_said(old, checked, why, acting.local))
            return acting.done(unit, session, file, "instruction.sheet_changed", said)

    def add_task(self, session: Session, instruction_id: str, version: int, new: NewTask) -> InstructionFile:
        """Set one more task. Raises Refused as ``rules.check_task`` and ``rules.reckon``."""
        checked = check_task(new)
        acting, now = self._acting, self._acting.clock.now()
        with acting.unit() as unit:
            file = acting.begin(unit, session, instruction_id, version)
            task = self._set_task(unit, instruction_id, len(file.tasks) + 1, checked, now)
            said = Said(EntryKind.HANDLED, task_said(task, acting.local))
            return acting.done(unit, session, file, "instruction.task_set", said)

    def note_relay(
        self, session: Session, instruction_id: str, version: int, task_id: str, relay: NewRelay
    ) -> InstructionFile:
        """Note that a unit was told the words as they stand (R054); for some tasks that is the end (R126).

        Raises Refused as ``rules.check_relay``, ``instructions.not_signed`` for a draft that the leader has not signed
        (R200), ``instructions.task_ended``.
        """
        acting, now = self._acting, self._acting.clock.now()
        with acting.unit() as unit:
            file = acting.begin(unit, session, instruction_id, version)
            instruction, task = file.instruction, acting.task_of(file, task_id)
            if instruction.sheet.drafted and instruction.signed_at is None:
                raise Refused("instructions.not_signed", name=leader_said(instruction.sheet))
            if not file.needs_relay(task):
                check_open_task(task)
            checked = check_relay(relay, instruction.received_at, now)
            acting.write.step(
                unit,
                session.actor,
                instruction_id,
                InstructionStepKind.RELAYED,
                now,
                task=task,
                person=checked.person,
                channel=checked.channel,
                text=checked.remark,
                read_back=checked.read_back,
                told_at=checked.told_at,
                wording=instruction.wording,
            )
            told_at = checked.told_at or now
            after = replace(task, wording=instruction.wording, relayed_at=task.relayed_at or told_at, moved_at=now)
            ended = ended_by_relay(task.mode)
            if ended is not None and task.outcome is None:
                after = replace(after, outcome=ended, finished_at=told_at)
            said = Said(EntryKind.TOLD, relay_said(instruction, task, checked))
            return acting.done(unit, session, file, "instruction.relayed", said, after)

    def note_signed(
        self, session: Session, instruction_id: str, version: int, paper: str, signed_at: datetime | None = None
    ) -> InstructionFile:
        """Note that the leader has read and signed what was drafted for them, and on which paper (R200).

        Raises Refused ``instructions.not_drafted``, ``instructions.no_source``.
        """
        evidence = check_name("content", paper)
        if not evidence:
            raise Refused("instructions.no_source")
        acting, now = self._acting, self._acting.clock.now()
        with acting.unit() as unit:
            file = acting.begin(unit, session, instruction_id, version)
            instruction = file.instruction
            if not instruction.sheet.drafted or instruction.signed_at is not None:
                raise Refused("instructions.not_drafted")
            at = check_told(signed_at, instruction.received_at, now)
            name = leader_said(instruction.sheet)
            kind = InstructionStepKind.SIGNED
            acting.write.step(unit, session.actor, instruction_id, kind, now, person=name, text=evidence, told_at=at)
            acting.write.head(unit, instruction_id, {"signed_at": to_micros(at)})
            said = Said(EntryKind.HANDLED, f"{name}已审阅签署：{evidence}")
            return acting.done(unit, session, file, "instruction.signed", said)

    def note_feedback(
        self,
        session: Session,
        instruction_id: str,
        version: int,
        to: FeedbackTo,
        person: str,
        channel: Channel,
        text: str,
        told_at: datetime | None = None,
    ) -> InstructionFile:
        """Note that the leader, the section or the forwarding office was told, whom and with what words (R055, R056).

        Raises Refused ``instructions.no_person`` and as for the words of a step.
        """
        whom, words = check_name("person", person), check_words(text)
        if not whom:
            raise Refused("instructions.no_person")
        acting, now = self._acting, self._acting.clock.now()
        with acting.unit() as unit:
            file = acting.begin(unit, session, instruction_id, version)
            sheet = file.instruction.sheet
            names = {FeedbackTo.SECTION: sheet.section, FeedbackTo.FORWARDER: sheet.forwarder}
            acting.write.step(
                unit,
                session.actor,
                instruction_id,
                _TOLD[to],
                now,
                unit_name=names.get(to, ""),
                person=whom,
                channel=channel,
                text=words,
                told_at=check_told(told_at, file.instruction.received_at, now),
            )
            step = term("instruction_step_kind", _TOLD[to].value)
            said = Said(
                EntryKind.TOLD, f"{step}：{names.get(to, '')}{whom}（{term('channel', channel.value)}）。{words}"
            )
            return acting.done(unit, session, file, "instruction.fed_back", said)

    def close(self, session: Session, instruction_id: str, version: int, result: str) -> InstructionFile:
        """Close an instruction with its result (R220), once nothing is to be done and everybody has heard.

        Raises Refused ``instructions.tasks_open``, ``instructions.feedback_owed``, ``log.result_missing``.
        """
        acting = self._acting
        with acting.unit() as unit:
            acting.begin(unit, session, instruction_id, version)
            acting.log.close_within(unit, session, instruction_id, result)
            file = read_instruction(unit.connection, instruction_id)
            unit.commit()
        return file

    def calendar_changed(self, actor: Actor) -> int:
        """Count the due times and the chases not made yet again, as the calendar stands now; return how many moved.

        A due time that was ordered stays; its chases follow the working days (R121, R123).
        """
        return replan(self._acting, actor)

    def follow_matter(self, unit: UnitOfWork, session: Session, act: str, file: MatterFile) -> None:
        """Follow an act of the log on the matter of an instruction, within it; see ``log.service.Consequence``.

        Raises Refused ``instructions.tasks_open``, ``instructions.feedback_owed`` when it is closed too early.
        """
        matter_id = file.matter.id
        if act not in _FOLLOWED or not is_instruction(unit.connection, matter_id):
            return
        instruction = read_instruction(unit.connection, matter_id)
        if act == "matter.closed":
            _check_finished(instruction)
        if file.matter.received_at != instruction.instruction.received_at:
            self._acting.write.received(unit, instruction, file.matter.received_at)
        ending = "instruction.closed" if act == "matter.closed" else "instruction.followed"
        detail: dict[str, str | int | None] = {"number": file.matter.number, "act": act}
        self._acting.finish(unit, session, matter_id, ending, detail, (), (), met=act == "matter.closed")

    # --- within an act ------------------------------------------------------

    def _set_task(self, unit: UnitOfWork, instruction_id: str, number: int, new: NewTask, now: datetime) -> Task:
        acting = self._acting
        instruction = read_instruction(unit.connection, instruction_id).instruction
        found = None
        if new.mode in WITH_DUE:
            found = reckon(acting.rules(), acting.days, new.pace, now, new.due_at)
        leader, received_at = instruction.sheet.leader_name, instruction.received_at
        return acting.write.new_task(unit, instruction_id, number, new, found, now, leader, received_at)

    def _tell_linked(self, unit: UnitOfWork, session: Session, new: NewInstruction, matter_id: str) -> None:
        """Let the order stand in what it is about; a classified item takes no words and refuses it."""
        linked = new.sheet.linked_id
        if not linked:
            return
        number = self._acting.log.file_within(unit, matter_id).matter.number
        kind = term("instruction_kind", new.sheet.kind.value)
        text = f"{leader_said(new.sheet)}{kind}（{number}）：{new.words}"
        self._acting.log.step_within(unit, session, linked, EntryKind.ORDERED, text)
        unit.touch(Topic.MATTERS, linked)


def _slip(new: NewInstruction, received_at: datetime) -> Slip:
    sheet = new.sheet
    return Slip(
        received_at=received_at,
        channel=_CHANNELS[sheet.how],
        category=Category.LEADER_ORDER,
        urgency=new.urgency,
        handling=usual_for(Category.LEADER_ORDER)[1],
        caller=Caller(name=sheet.leader_name, post=sheet.leader_post),
        subject=new.subject or derive_subject(new.words),
        content=new.words,
    )


def _check_finished(file: InstructionFile) -> None:
    """Raise Refused unless every task has ended, every unit heard the words that stand, and everybody the result."""
    left = [task for task in file.tasks if task.outcome is None or _untold(file, task)]
    if left:
        names = "、".join(unit_said(task) for task in left[:3])
        raise Refused("instructions.tasks_open", count=len(left), units=names)
    owed = file.owed()
    if owed:
        raise Refused("instructions.feedback_owed", feedback_to=owed[0].value)


def _untold(file: InstructionFile, task: Task) -> bool:
    return file.needs_relay(task) and task.outcome is not TaskOutcome.STOPPED
