"""Instructions of leaders, kept word for word, and their tasks, which are supervised until there is a result.

An instruction is a matter with a sheet beside it, under one identity. Each unit it is addressed to has a task; whatever
happens to a task or to the whole is a step, added and never changed.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from dutyroom.frozen import dataclass
from dutyroom.log.model import Channel, MatterFile, Urgency


class InstructionKind(StrEnum):
    """A remark written on a paper (批示), an order that was spoken (指示), or another matter assigned (R036)."""

    REMARK = "remark"
    ORDER = "order"
    ASSIGNED = "assigned"


class GivenHow(StrEnum):
    """How a leader gave an instruction."""

    WRITTEN = "written"
    PHONE = "phone"
    IN_PERSON = "in_person"


class TaskMode(StrEnum):
    """What a unit has to do: carry it out, take note, reply by itself (R126), or the room does it itself."""

    CARRY_OUT = "carry_out"
    TAKE_NOTE = "take_note"
    REPLY_DIRECTLY = "reply_directly"
    OURSELVES = "ourselves"


class Pace(StrEnum):
    """By which rule a task is due (R121): the same day, two or ten working days, or as it was ordered."""

    URGENT = "urgent"
    URGENT_SPECIAL = "urgent_special"
    ORDINARY = "ordinary"
    ORDERED = "ordered"


class TaskStanding(StrEnum):
    """Where a task stands; ``AWAITING_FEEDBACK`` is done, but the leader has not heard of it yet."""

    TO_RELAY = "to_relay"
    UNDER_WAY = "under_way"
    AWAITING_FEEDBACK = "awaiting_feedback"
    FINISHED = "finished"
    WITHDRAWN = "withdrawn"


UNFINISHED = (TaskStanding.TO_RELAY, TaskStanding.UNDER_WAY)
OPEN = (*UNFINISHED, TaskStanding.AWAITING_FEEDBACK)


class TaskOutcome(StrEnum):
    """How a task ended: with a result, passed on for direct reply, told, or stopped with a reason."""

    DONE = "done"
    PASSED_ON = "passed_on"
    INFORMED = "informed"
    STOPPED = "stopped"


class InstructionStepKind(StrEnum):
    """What happened to an instruction or to one of its tasks."""

    RELAYED = "relayed"
    CHASED = "chased"
    ASSIGNED = "assigned"
    DUE_MOVED = "due_moved"
    EXPLAINED = "explained"
    PROPOSED = "proposed"
    DECIDED = "decided"
    DONE = "done"
    PASSED_ON = "passed_on"
    STOPPED = "stopped"
    TAKEN_UP = "taken_up"
    SIGNED = "signed"
    FED_BACK = "fed_back"
    COPIED = "copied"
    SENT_BACK = "sent_back"


class ChaseSlot(StrEnum):
    """Which chase it was: two working days before it is due, on the day, or another one (R123)."""

    BEFORE = "before"
    ON_DAY = "on_day"
    EXTRA = "extra"


class FeedbackTo(StrEnum):
    """Who has to hear of the result: the leader, the section (R055), the office that forwarded it (R056)."""

    LEADER = "leader"
    SECTION = "section"
    FORWARDER = "forwarder"


class SupervisionOrder(StrEnum):
    """By what the page of supervision is ordered."""

    DUE = "due"
    LEADER = "leader"
    UNIT = "unit"
    AGE = "age"


ENDING = (
    InstructionStepKind.RELAYED,
    InstructionStepKind.DONE,
    InstructionStepKind.PASSED_ON,
    InstructionStepKind.STOPPED,
)
"""The steps with which a task can end; whoever hears of the result hears after the last of them."""


@dataclass(frozen=True, kw_only=True)
class InstructionSheet:
    """What stands of an instruction beside its matter.

    ``source`` is what was transcribed (转录, R201): the paper, the call; ``transcriber`` who did it, empty for the
    officer who enters it. ``drafted`` was written on the leader's behalf and goes out only after the leader has signed
    (R200). ``section`` gets a copy (R055), ``forwarder`` is the office that sent on what was instructed on (R056),
    ``linked_id`` the matter, event or report it is about.
    """

    kind: InstructionKind = InstructionKind.ORDER
    how: GivenHow = GivenHow.PHONE
    leader_id: str = ""
    leader_name: str = ""
    leader_post: str = ""
    given_at: datetime | None = None
    source: str = ""
    transcriber: str = ""
    notes: str = ""
    drafted: bool = False
    section: str = ""
    forwarder: str = ""
    forwarder_number: str = ""
    linked_id: str = ""


@dataclass(frozen=True, kw_only=True)
class NewTask:
    """A task to set: which unit, what, by which pace; ``due_at`` only where it was ordered.

    ``owner_id`` is an account or a person of the room who answers for it (R127).
    """

    unit_id: str = ""
    unit_name: str = ""
    mode: TaskMode = TaskMode.CARRY_OUT
    text: str = ""
    owner_id: str = ""
    owner_name: str = ""
    pace: Pace = Pace.ORDINARY
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class NewInstruction:
    """What an officer takes down: the words exactly, the sheet, the tasks.

    ``decided`` is the officer's word that this is decided and no part of a discussion (R202). ``received_at`` is when
    it reached the room, now when None. ``subject`` is derived from the words when empty.
    """

    sheet: InstructionSheet
    words: str
    tasks: tuple[NewTask, ...]
    decided: bool = False
    received_at: datetime | None = None
    subject: str = ""
    urgency: Urgency = Urgency.URGENT


@dataclass(frozen=True, kw_only=True)
class NewRelay:
    """That a unit was told: whom, when (now when None), by what means, and what was read back."""

    person: str
    channel: Channel = Channel.PHONE
    read_back: str = ""
    told_at: datetime | None = None
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class NewChase:
    """That a unit was chased: whom, when, by what means, and what it answered."""

    person: str
    answer: str
    channel: Channel = Channel.PHONE
    told_at: datetime | None = None


@dataclass(frozen=True)
class Wording:
    """The words of an instruction as they were taken down once; ``version`` counts from 1, the newest stands."""

    version: int
    words: str
    reason: str
    at: datetime
    account_name: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that happened. ``told_at`` is when it happened, ``entered_at`` when it was entered.

    ``text`` holds the words: what was said, answered, explained, proposed, decided, achieved; ``read_back`` what the
    other side repeated. ``wording`` is the version of the words that was relayed. ``due_at`` the due time from then on,
    ``old_due_at`` the one before.
    """

    seq: int
    kind: InstructionStepKind
    task_id: str
    unit_name: str
    person: str
    channel: Channel | None
    text: str
    read_back: str
    told_at: datetime
    entered_at: datetime
    account_id: str
    account_name: str
    slot: ChaseSlot | None = None
    wording: int = 0
    due_at: datetime | None = None
    old_due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Task:
    """One task as it stands.

    ``set_at`` is when it was set; its working days are counted from that day. ``chase_before_at`` and
    ``chase_on_day_at`` are the chases still to be made (None: made, or none is planned). ``uncertain`` are the years
    without an official arrangement that were passed in counting, so that a notice still to come may move it.
    ``wording`` is the version of the words that the unit was told (0: none), ``moved_at`` its last step.
    """

    id: str
    seq: int
    instruction_id: str
    number: int
    unit_id: str
    unit_name: str
    mode: TaskMode
    text: str
    owner_id: str
    owner_name: str
    pace: Pace
    set_at: datetime
    due_at: datetime | None
    chase_before_at: datetime | None
    chase_on_day_at: datetime | None
    uncertain: tuple[int, ...]
    standing: TaskStanding
    outcome: TaskOutcome | None
    result: str
    wording: int
    relayed_at: datetime | None
    finished_at: datetime | None
    moved_at: datetime

    @property
    def unfinished(self) -> bool:
        """Return whether something is still to be done."""
        return self.standing in UNFINISHED

    def overdue(self, now: datetime) -> bool:
        """Return whether it is unfinished and past its due time."""
        return self.unfinished and self.due_at is not None and self.due_at < now


@dataclass(frozen=True, kw_only=True)
class Instruction:
    """One instruction as it stands; ``version`` is to be given back with every act (two officers at one sheet)."""

    id: str
    number: str
    subject: str
    sheet: InstructionSheet
    words: str
    wording: int
    urgency: Urgency
    received_at: datetime
    open: bool
    signed_at: datetime | None
    version: int
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class InstructionFile:
    """An instruction with everything in it, oldest first."""

    instruction: Instruction
    matter: MatterFile
    wordings: tuple[Wording, ...]
    tasks: tuple[Task, ...]
    steps: tuple[Step, ...]

    def task(self, task_id: str) -> Task | None:
        """Return a task by its identity."""
        return next((task for task in self.tasks if task.id == task_id), None)

    def steps_of(self, task_id: str, *kinds: InstructionStepKind) -> tuple[Step, ...]:
        """Return the steps of a task, of some kinds or all."""
        return tuple(step for step in self.steps if step.task_id == task_id and (not kinds or step.kind in kinds))

    def relay_took(self, task: Task) -> timedelta | None:
        """Return how long it took from the receipt to the first relay to this unit (R054); None before."""
        told = [step.told_at for step in self.steps_of(task.id, InstructionStepKind.RELAYED)]
        return min(told) - self.instruction.received_at if told else None

    def needs_relay(self, task: Task) -> bool:
        """Return whether the unit has still to be told the words as they stand now."""
        return task.mode is not TaskMode.OURSELVES and task.wording < self.instruction.wording

    def owed(self) -> tuple[FeedbackTo, ...]:
        """Return who has still to hear: leader and section of the last result (R055), the forwarder at all (R056)."""
        ended = max((step.seq for step in self.steps if step.kind in ENDING), default=0)
        told = {step.kind: step.seq for step in self.steps}
        sheet = self.instruction.sheet
        owed = []
        if told.get(InstructionStepKind.FED_BACK, 0) <= ended:
            owed.append(FeedbackTo.LEADER)
        if sheet.section and told.get(InstructionStepKind.COPIED, 0) <= ended:
            owed.append(FeedbackTo.SECTION)
        if sheet.forwarder and InstructionStepKind.SENT_BACK not in told:
            owed.append(FeedbackTo.FORWARDER)
        return tuple(owed)
