"""What the roster hands out: plans with what is wrong in them, notices, swaps, duties, who is on."""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from dutyroom.frozen import dataclass
from dutyroom.roster.model import (
    Assignment,
    Conflict,
    Counts,
    NoticeChannel,
    PlanState,
    RosterRules,
    Slot,
    SwapState,
)


class PlanAct(StrEnum):
    """What was done to a plan."""

    DRAFTED = "drafted"
    NAME_CHANGED = "name_changed"
    NAMES_EXCHANGED = "names_exchanged"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    RECALLED = "recalled"
    APPROVED = "approved"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    TOLD = "told"
    ACKNOWLEDGED = "acknowledged"


@dataclass(frozen=True)
class PlanStep:
    """One line of a plan's history.

    ``slot``, ``before`` and ``after`` are filled where a name was changed; ``after`` and ``channel`` say who was told
    or acknowledged, and how.
    """

    act: PlanAct
    at: datetime
    by: str
    reason: str = ""
    slot: Slot | None = None
    before: str = ""
    after: str = ""
    channel: NoticeChannel | None = None


@dataclass(frozen=True)
class PlanHead:
    """A plan without its slots.

    Versions of one plan share ``series_id``; ``previous_id`` is the version this one was made from. ``empty`` is how
    many slots have no name. ``provisional_years`` are those without a published arrangement when it was made.
    """

    id: str
    series_id: str
    version: int
    title: str
    first: date
    last: date
    holiday_id: str | None
    state: PlanState
    reason: str
    previous_id: str | None
    rules_version: int
    provisional_years: tuple[int, ...]
    created_at: datetime
    created_by: str
    approved_at: datetime | None = None
    approved_by: str = ""
    slots: int = 0
    empty: int = 0

    @property
    def in_force(self) -> bool:
        """Return whether the duty room goes by it."""
        return self.state in (PlanState.APPROVED, PlanState.NOTIFIED)

    @property
    def open(self) -> bool:
        """Return whether it still waits for its approval."""
        return self.state in (PlanState.DRAFT, PlanState.SUBMITTED)


@dataclass(frozen=True)
class Notice:
    """Whether somebody on a plan was told of it, and whether they said so (R035, R077).

    ``told_at`` None: not yet told. ``own`` is set where the person acknowledged under an own sign-in.
    """

    plan_id: str
    member_id: str
    name: str
    channel: NoticeChannel | None = None
    told_at: datetime | None = None
    told_by: str = ""
    acknowledged_at: datetime | None = None
    acknowledged_how: NoticeChannel | None = None
    acknowledged_by: str = ""
    own: bool = False


@dataclass(frozen=True)
class PlanFile:
    """A plan with everything in it.

    ``counts`` are the duties of this plan by member and class, ``carried`` those of each member before its first day.
    ``missing`` are slots that the calendar asks for and the plan does not have, ``needless`` those it has and the
    calendar no longer asks for: the arrangement of a year was changed, plan it again. ``published`` are years for which
    it was planned provisionally and whose arrangement is out now.
    """

    head: PlanHead
    assignments: tuple[Assignment, ...]
    conflicts: tuple[Conflict, ...]
    counts: Counts
    carried: Counts = field(default_factory=dict)
    missing: tuple[Slot, ...] = ()
    needless: tuple[Slot, ...] = ()
    notices: tuple[Notice, ...] = ()
    history: tuple[PlanStep, ...] = ()
    published: tuple[int, ...] = ()

    @property
    def empty(self) -> tuple[Assignment, ...]:
        """Return the slots without a name."""
        return tuple(assignment for assignment in self.assignments if assignment.empty)

    @property
    def approvable(self) -> bool:
        """Return whether nothing in it stops approval."""
        return not (self.empty or self.missing or self.needless or any(one.kind.stops for one in self.conflicts))

    def assignment(self, slot: Slot) -> Assignment | None:
        """Return the assignment of a slot, or None."""
        return next((one for one in self.assignments if one.slot == slot), None)


@dataclass(frozen=True)
class Swap:
    """A swap of one slot (R071, R072, R079).

    ``member`` gives the slot away, ``substitute`` takes it. ``to_tell`` names the leader in charge of that day, who has
    to be told before the substitute may agree; ``told_at`` None: not yet. ``holiday`` says which rules held.
    """

    id: str
    plan_id: str
    slot: Slot
    member_id: str
    member_name: str
    substitute_id: str
    substitute_name: str
    reason: str
    state: SwapState
    holiday: bool
    requested_at: datetime
    requested_by: str
    to_tell: str = ""
    told_name: str = ""
    told_at: datetime | None = None
    told_channel: NoticeChannel | None = None
    answered_at: datetime | None = None
    answered_by: str = ""
    answer: str = ""


@dataclass(frozen=True)
class ActualDuty:
    """Who was planned for a slot, and who really sat where somebody noted it."""

    slot: Slot
    planned: Assignment | None
    member_id: str | None
    name: str
    noted: bool = False
    reason: str = ""
    noted_at: datetime | None = None
    noted_by: str = ""


@dataclass(frozen=True)
class PeopleTaken:
    """What came of a list of people: the names that are new, those that were known, and how many absences were new."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    absences: int


@dataclass(frozen=True)
class RulesVersion:
    """Rules that a room planned by; ``changed_at`` None for those that came with the program. The reason is their
    ``source``.
    """

    rules: RosterRules
    changed_at: datetime | None = None
    changed_by: str = ""


@dataclass(frozen=True)
class OnDuty:
    """Who is on now and who comes next; where nobody is planned the slots stand there empty.

    ``watch`` is the running one, from ``since`` to ``until`` (UTC); ``next`` are the slots of the one after it.
    """

    watch: str
    since: datetime
    until: datetime
    now: tuple[Assignment, ...]
    next_watch: str
    next: tuple[Assignment, ...]

    @property
    def nobody_planned(self) -> bool:
        """Return whether no name at all is planned for the running watch."""
        return all(assignment.empty for assignment in self.now)
