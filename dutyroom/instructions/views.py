"""What the page of supervision is asked for and shows: one row for each task, counts by the same conditions."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutyroom.frozen import dataclass
from dutyroom.instructions.model import InstructionKind, Step, Task, TaskStanding
from dutyroom.log.model import Urgency


@dataclass(frozen=True, kw_only=True)
class SupervisionFilter:
    """Which tasks to list; empty fields do not restrict. ``until`` bounds are not included.

    ``open`` True: the instruction is not closed yet, False: it is. ``unowned``: nobody answers for it (R127);
    ``ourselves``: no unit has it but the room itself.
    """

    open: bool | None = True
    standing: TaskStanding | None = None
    leader_name: str = ""
    unit_name: str = ""
    ourselves: bool = False
    owner_id: str = ""
    unowned: bool = False
    overdue_at: datetime | None = None
    due_since: datetime | None = None
    due_until: datetime | None = None
    received_since: datetime | None = None
    received_until: datetime | None = None
    moved_since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SupervisionRow:
    """One task on the page, with what its instruction says; ``chased`` counts chases made."""

    task: Task
    number: str
    subject: str
    kind: InstructionKind
    leader_name: str
    leader_post: str
    urgency: Urgency
    received_at: datetime
    chased: int

    def age(self, now: datetime) -> timedelta:
        """Return how long ago the instruction was received."""
        return now - self.received_at


@dataclass(frozen=True)
class Place:
    """Where a page ended: the values it was ordered by; only to be handed back."""

    values: tuple[str | int, ...]


@dataclass(frozen=True)
class SupervisionPage:
    """Some tasks in order; ``after`` continues the list, None at its end."""

    rows: tuple[SupervisionRow, ...]
    after: Place | None


@dataclass(frozen=True)
class SupervisionCounts:
    """How many tasks a filter finds, in all and by how they stand."""

    total: int
    to_relay: int
    under_way: int
    awaiting_feedback: int
    overdue: int
    due_today: int
    unowned: int
    moved_today: int


@dataclass(frozen=True)
class GroupCount:
    """How many tasks one leader or unit has under a filter, and how many of them are overdue."""

    name: str
    total: int
    overdue: int


@dataclass(frozen=True)
class Moved:
    """One step of today with the instruction it moved; its unit, person and words stand in the step."""

    step: Step
    number: str
    subject: str
