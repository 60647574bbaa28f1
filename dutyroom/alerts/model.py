"""Deadlines, alerts, the chain of people who are called, and what the screen sees of them.

A deadline is met by an act, never by silence. An alert stands until somebody closes it; who has acknowledged it is no
longer disturbed, and the others go on being called.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from dutyroom.frozen import dataclass
from dutyroom.incidents.model import Grade


class SubjectKind(StrEnum):
    """What an alert or a deadline is about."""

    INCIDENT = "incident"
    HANDOVER = "handover"
    REPORT = "report"
    INSTRUCTION = "instruction"
    MATTER = "matter"


class Level(StrEnum):
    """How loud an alert is, the worst first: the grade, or a notice where there is none."""

    I = "I"  # noqa: E741 - the grade is called so
    II = "II"
    III = "III"
    IV = "IV"
    NOTICE = "notice"

    @property
    def weight(self) -> int:
        """A number that is larger for a worse level: 0 for a notice to 4 for I."""
        return _WEIGHTS[self.value]


_WEIGHTS = {"I": 4, "II": 3, "III": 2, "IV": 1, "notice": 0}


class DeadlineKind(StrEnum):
    """What has to be done by a time (R090, R251)."""

    FIRST = "first"
    PHONE = "phone"
    WRITTEN = "written"
    FOLLOW_UP = "follow_up"
    ZERO_REPORT = "zero_report"
    FINAL = "final"
    CASUALTY_UPDATE = "casualty_update"
    PROGRESS = "progress"
    HANDOVER = "handover"
    MATTER_DUE = "matter_due"
    DRILL_OPEN = "drill_open"
    REVIEW = "review"
    RELAY = "relay"
    CHASE = "chase"
    TASK_DUE = "task_due"
    FEEDBACK = "feedback"
    CIRCULATION = "circulation"


class DeadlineState(StrEnum):
    """Where a deadline stands."""

    RUNNING = "running"
    MET = "met"
    WITHDRAWN = "withdrawn"


class Cause(StrEnum):
    """Why an alert was raised."""

    CONFIRMED = "confirmed"
    OVERDUE = "overdue"
    URGENT = "urgent"


class AlertState(StrEnum):
    """Where an alert stands: nobody answered, somebody did, it is done."""

    LIVE = "live"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"


class Who(StrEnum):
    """Whom a step calls; the people are found when the step comes."""

    OWNER = "owner"
    OFFICER_ON_WATCH = "officer_on_watch"
    SECOND_OFFICER = "second_officer"
    LEADER_IN_CHARGE = "leader_in_charge"
    HEAD_OF_DUTY_ROOM = "head_of_duty_room"
    SECRETARY_GENERAL = "secretary_general"
    RESPONSIBLE_DEPUTY = "responsible_deputy"
    RESPONSIBLE_VICE_MAYOR = "responsible_vice_mayor"
    MAYOR = "mayor"


class How(StrEnum):
    """How somebody is called: at the desk by window and sound, or by telephone."""

    DESK = "desk"
    PHONE = "phone"


class StepKind(StrEnum):
    """What happened in an alert, step by step."""

    CALLED = "called"
    EMPTY = "empty"
    FALLBACK = "fallback"
    CAME_BACK = "came_back"
    REOPENED = "reopened"
    ACKNOWLEDGED = "acknowledged"
    REACHED = "reached"
    NO_ANSWER = "no_answer"
    CLOSED = "closed"


class EmptyReason(StrEnum):
    """Why a step has nobody to call."""

    NOBODY_ON_DUTY = "nobody_on_duty"
    NOBODY_NAMED = "nobody_named"
    ABSENT_WITHOUT_DEPUTY = "absent_without_deputy"


class Button(StrEnum):
    """What a person may press on an alert."""

    ACKNOWLEDGE = "acknowledge"
    REACHED = "reached"
    NO_ANSWER = "no_answer"
    CLOSE = "close"


class DueTone(StrEnum):
    """How near a deadline is."""

    OVER = "over"
    SOON = "soon"
    LATER = "later"


class Health(StrEnum):
    """The heartbeat on the screen."""

    OK = "ok"
    GREY = "grey"
    RED = "red"


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What an alert or a deadline is about, as it stands when it is told.

    ``matter_id`` is the matter whose entries tell of progress and take the calls (empty: none); ``began_at`` where the
    clock of the event starts (the receipt); ``owner_id`` an account or a person who answers for it.
    """

    kind: SubjectKind
    id: str
    number: str
    title: str
    grade: Grade | None = None
    sensitive: bool = False
    drill: bool = False
    matter_id: str = ""
    owner_id: str = ""
    began_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class NewDeadline:
    """A deadline to set: what, until when, from when to warn; ``ordinal`` parts several of one kind (续报二 is 2)."""

    kind: DeadlineKind
    due_at: datetime
    warn_at: datetime | None = None
    ordinal: int = 1


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """One deadline as it stands; ``next_at`` is when the sweep looks at it again, None when it is through."""

    id: str
    kind: DeadlineKind
    ordinal: int
    subject: Subject
    due_at: datetime
    warn_at: datetime | None
    state: DeadlineState
    set_at: datetime
    next_at: datetime | None
    warned_at: datetime | None = None
    raised_at: datetime | None = None
    met_at: datetime | None = None
    met_by: str = ""
    met_act: str = ""


@dataclass(frozen=True)
class Number:
    """A number to dial; a private one is masked on a locked desk."""

    digits: str
    private: bool = False


@dataclass(frozen=True, kw_only=True)
class Called:
    """Somebody who is called; ``instead_of`` names the leader whose deputy this is (R113)."""

    name: str
    post: str = ""
    account_id: str = ""
    person_id: str = ""
    numbers: tuple[Number, ...] = ()
    instead_of: str = ""

    @property
    def key(self) -> str:
        """Who this is, for buttons and records."""
        return self.account_id or self.person_id or self.name


@dataclass(frozen=True)
class Resolved:
    """Whom a step calls now; ``reason`` says why there is nobody, or who is missing."""

    people: tuple[Called, ...] = ()
    reason: EmptyReason | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a chain: whom (a role, or persons by id), how, how long to wait, and who if there is nobody.

    ``always`` steps are called even when somebody before has answered; the others only after silence.
    """

    who: Who
    how: How
    wait: timedelta
    fallback: Who
    always: bool = False
    person_ids: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Who is called in which order; frozen into an alert when it is raised. ``progress`` is the limit of silence."""

    level: Level
    version: int
    progress: timedelta
    steps: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class Alert:
    """One alert as it stands.

    ``step`` is the place in the chain, ``people`` who is being called; ``step_at`` when the next step comes (None: all
    who must be called were), ``progress_at`` when it comes back unless somebody writes an entry. ``epoch`` counts how
    often it was opened anew, ``version`` every change that a button has to know of. ``told`` are the places that were
    reached since it was raised or raised higher, ``answered`` those of this epoch.
    """

    id: str
    key: str
    subject: Subject
    level: Level
    cause: Cause
    deadline_id: str
    chain: Chain
    state: AlertState
    raised_at: datetime
    opened_at: datetime
    epoch: int = 1
    version: int = 1
    step: int = 0
    round: int = 1
    people: tuple[Called, ...] = ()
    told: frozenset[int] = frozenset()
    answered: frozenset[int] = frozenset()
    step_at: datetime | None = None
    progress_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str = ""

    @property
    def next_at(self) -> datetime | None:
        """Return when the sweep looks at it again; None when it is closed."""
        moments = [moment for moment in (self.step_at, self.progress_at) if moment is not None]
        return min(moments, default=None)

    @property
    def now_calling(self) -> Step:
        """Return the step at which it stands."""
        return self.chain.steps[self.step]


@dataclass(frozen=True, kw_only=True)
class StepTaken:
    """One line of an alert's history: what happened, at which place, to whom, how late it was."""

    kind: StepKind
    place: int
    who: Who
    people: tuple[Called, ...] = ()
    reason: EmptyReason | None = None
    late: timedelta = timedelta(0)


@dataclass(frozen=True, kw_only=True)
class StepRecord:
    """A line of the history as it was kept. ``names`` are those called; ``account_name`` who pressed a button."""

    seq: int
    alert_id: str
    epoch: int
    round: int
    place: int
    kind: StepKind
    who: Who
    at: datetime
    late: timedelta
    names: tuple[str, ...]
    reason: EmptyReason | None
    account_id: str
    account_name: str
    entry_id: str


@dataclass(frozen=True)
class Acknowledgement:
    """One person's word that they know."""

    account_id: str
    name: str
    at: datetime
