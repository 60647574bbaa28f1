"""The watch as it really is, and where a handover stands.

A shift is planned by the calendar; a watch is what really happened: somebody took over, others joined, somebody stepped
away and came back. A watch lasts until the next one has accepted, however late that is.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from dutyroom.accounts.model import Role
from dutyroom.frozen import dataclass

REVIEWERS = frozenset({Role.LEADER_IN_CHARGE, Role.HEAD_OF_DUTY_ROOM, Role.SECRETARY_GENERAL})
"""Who reads past handovers for the room, gives remarks and orders on them, and marks them reviewed."""


class WatchPart(StrEnum):
    """What somebody is in a watch."""

    OFFICER = "officer"
    SECTION_OFFICER = "section_officer"
    LEADER_IN_CHARGE = "leader_in_charge"


class WatchEventKind(StrEnum):
    """What happened to the people of a watch."""

    TOOK_OVER = "took_over"
    JOINED = "joined"
    LEFT = "left"
    STEPPED_AWAY = "stepped_away"
    RETURNED = "returned"


class HandoverState(StrEnum):
    """Where a handover stands.

    Draft: the sheet is open and follows the log. Ready: the cut-off is frozen, the incoming reads and ticks. Signed: by
    the outgoing. Refused: by the incoming, with a reason; it becomes ready again. Accepted: signed by both, sealed.
    """

    DRAFT = "draft"
    READY = "ready"
    SIGNED = "signed"
    REFUSED = "refused"
    ACCEPTED = "accepted"


class HandoverKind(StrEnum):
    """How a watch was taken over."""

    ORDINARY = "ordinary"
    DOUBLE_SHIFT = "double_shift"
    FORCED = "forced"


class HandoverStepKind(StrEnum):
    """What was done to a handover, step by step."""

    OPENED = "opened"
    ARRIVED = "arrived"
    REACH_TESTED = "reach_tested"
    STARTED = "started"
    TAKEN_BACK = "taken_back"
    SIGNED = "signed"
    REFUSED = "refused"
    RESUMED = "resumed"
    ACCEPTED = "accepted"
    FORCED = "forced"
    CORRECTED = "corrected"
    REMARKED = "remarked"
    ORDERED = "ordered"
    REVIEWED = "reviewed"


class SheetSection(StrEnum):
    """The parts of the sheet, in their order; free text may stand beside each."""

    DONE = "done"
    PENDING = "pending"
    INCIDENTS = "incidents"
    REPORTS_DUE = "reports_due"
    INSTRUCTIONS = "instructions"
    ALERTS = "alerts"
    LEADERS_ABSENT = "leaders_absent"
    PAPERS = "papers"
    EQUIPMENT = "equipment"
    REMARKS = "remarks"
    WEATHER = "weather"


class WordsKind(StrEnum):
    """What a piece of text on the sheet is: beside a section, or of one matter or one thing of the checklist."""

    SECTION = "section"
    NEXT_STEP = "next_step"
    READ_BACK = "read_back"
    TICK = "tick"
    EQUIPMENT = "equipment"


class ReadBackRule(StrEnum):
    """Why a pending matter needs a line of what is to be done."""

    INCIDENT = "incident"
    SIGNIFICANT = "significant"
    URGENT = "urgent"


class EquipmentState(StrEnum):
    """How a thing of the checklist was found."""

    UNCHECKED = "unchecked"
    WORKING = "working"
    NOT_WORKING = "not_working"


class MatterMove(StrEnum):
    """What became of a matter between two sheets; untouched: without an entry for three watches."""

    NEW = "new"
    MOVED = "moved"
    STANDING = "standing"
    UNTOUCHED = "untouched"
    CLOSED = "closed"


class Punctuality(StrEnum):
    """Whether a handover was accepted by its time, and whether the incoming was there before it (R083)."""

    ON_TIME = "on_time"
    LATE = "late"
    ARRIVED_LATE = "arrived_late"
    UNPLANNED = "unplanned"


@dataclass(frozen=True)
class Place:
    """Where on the sheet a text stands: ``subject_id`` is a section's value, a matter, or a thing of the checklist."""

    kind: WordsKind
    subject_id: str


@dataclass(frozen=True)
class Words:
    """A text of the sheet as it was last typed, by whom and when."""

    place: Place
    text: str
    account_name: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class WatchPerson:
    """Somebody of a watch; ``until`` is None while they are on. Who has no account has an empty ``account_id``."""

    account_id: str
    name: str
    part: WatchPart
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Away:
    """A short absence from the desk (R070); ``until`` is None while it lasts."""

    account_id: str
    name: str
    reason: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Watch:
    """A watch: ``name`` is that of its shift (``2026-11-21/night``), which ends at ``until`` by the calendar.

    ``since_seq`` and ``since_matter_seq`` are the last entry and the last matter before it.
    """

    id: str
    name: str
    began_at: datetime
    since: datetime
    until: datetime
    since_seq: int
    since_matter_seq: int
    ended_at: datetime | None
    people: tuple[WatchPerson, ...]
    absences: tuple[Away, ...]

    @property
    def on_now(self) -> tuple[WatchPerson, ...]:
        """Return who has not left, the leader in charge apart."""
        return tuple(one for one in self.people if one.until is None and one.part is not WatchPart.LEADER_IN_CHARGE)

    @property
    def leader(self) -> WatchPerson | None:
        """Return the leader in charge, None when nobody was named."""
        leaders = [one for one in self.people if one.until is None and one.part is WatchPart.LEADER_IN_CHARGE]
        return leaders[-1] if leaders else None

    @property
    def away_now(self) -> tuple[Away, ...]:
        """Return who has stepped away from the desk and not come back."""
        return tuple(one for one in self.absences if one.until is None)

    def has(self, account_id: str) -> bool:
        """Return whether an account is on this watch now, not as its leader."""
        return any(one.account_id == account_id for one in self.on_now)


@dataclass(frozen=True, kw_only=True)
class CutOff:
    """What was frozen at the start: the moment, and the last matter and entry that belong to the outgoing watch."""

    at: datetime
    matter_seq: int
    entry_seq: int


@dataclass(frozen=True, kw_only=True)
class Handover:
    """One handover as it stands.

    ``due_at`` is the time of the handover by the calendar; ``since_seq`` and ``since_matter_seq`` are the last entry
    and matter of the sheet before, so that each is on exactly one sheet. ``round`` counts how often the cut-off was
    frozen. ``reason`` says why it was forced, or why one person goes on; ``refusal`` why the incoming refused last.
    ``pending`` and the like are counted when the cut-off is frozen.
    """

    id: str
    kind: HandoverKind
    state: HandoverState
    watch_id: str
    watch: str
    next_watch: str
    next_watch_id: str
    due_at: datetime
    opened_at: datetime
    since_seq: int
    since_matter_seq: int
    cut_off: CutOff | None = None
    round: int = 0
    arrived_at: datetime | None = None
    arrived_name: str = ""
    outgoing_id: str = ""
    outgoing_name: str = ""
    signed_at: datetime | None = None
    incoming_id: str = ""
    incoming_name: str = ""
    accepted_at: datetime | None = None
    reason: str = ""
    refusal: str = ""
    done: int = 0
    pending: int = 0
    without_owner: int = 0
    without_next_step: int = 0
    oldest_at: datetime | None = None
    reviewed_at: datetime | None = None
    reviewed_by: str = ""

    @property
    def frozen(self) -> bool:
        """Return whether the cut-off stands."""
        return self.cut_off is not None

    @property
    def over(self) -> bool:
        """Return whether it is done and sealed."""
        return self.state is HandoverState.ACCEPTED


@dataclass(frozen=True, kw_only=True)
class HandoverStep:
    """One line of a handover's history, added and never changed."""

    id: str
    seq: int
    handover_id: str
    kind: HandoverStepKind
    at: datetime
    account_id: str
    account_name: str
    text: str = ""
    name: str = ""
    signature_id: str = ""
    matter_id: str = ""
