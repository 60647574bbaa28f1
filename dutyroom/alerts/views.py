"""What the screen sees of alerts and deadlines: frozen, drawn from one reading, each with its version."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from dutyroom.alerts.model import (
    Acknowledgement,
    AlertState,
    Button,
    Called,
    Cause,
    DeadlineKind,
    DueTone,
    Health,
    How,
    Level,
    Number,
    StepRecord,
    Subject,
    Who,
)
from dutyroom.directory.phones import mask
from dutyroom.frozen import dataclass


@dataclass(frozen=True)
class NextCall:
    """The next call to make: whom, in which function, with which numbers."""

    person: Called
    who: Who
    how: How

    def locked(self) -> NextCall:
        """Return the call with private numbers masked, for a desk that is locked."""
        numbers = tuple(Number(mask(n.digits), True) if n.private else n for n in self.person.numbers)
        return replace(self, person=replace(self.person, numbers=numbers))


@dataclass(frozen=True, kw_only=True)
class LiveAlert:
    """One alert as the window shows it to one person.

    ``version`` goes back with every button, so that a press on an older picture is known. ``mine`` says whether this
    person has acknowledged, ``sounds`` whether it may sound for them, ``to_call`` whether it is on them to telephone
    now: they are on watch, or nobody is. ``clock_from`` is where the event's clock starts,
    ``late`` by how much its deadline was over when it was raised.
    """

    id: str
    version: int
    subject: Subject
    title: str
    level: Level
    cause: Cause
    deadline_kind: DeadlineKind | None
    due_at: datetime | None
    state: AlertState
    raised_at: datetime
    opened_at: datetime
    clock_from: datetime
    epoch: int
    place: int
    places: int
    round: int
    calls: tuple[NextCall, ...]
    next_step_at: datetime | None
    progress_at: datetime | None
    acknowledged: tuple[Acknowledgement, ...]
    history: tuple[StepRecord, ...]
    mine: bool
    sounds: bool
    buttons: frozenset[Button]
    to_call: bool = False

    @property
    def next_call(self) -> NextCall | None:
        """Return the first of the calls to make now, None when nobody has to be called."""
        return self.calls[0] if self.calls else None

    def locked(self) -> LiveAlert:
        """Return what a locked desk shows: no title, no private number, no button, but clock, level and call."""
        hidden = replace(self.subject, title="")
        calls = tuple(call.locked() for call in self.calls)
        return replace(self, subject=hidden, title="", calls=calls, buttons=frozenset())


@dataclass(frozen=True, kw_only=True)
class DueItem:
    """One line of the due panel. ``alert_id`` names the alert that its passing has raised (empty: none)."""

    id: str
    kind: DeadlineKind
    ordinal: int
    subject: Subject
    due_at: datetime
    warn_at: datetime | None
    tone: DueTone
    alert_id: str

    def left(self, now: datetime) -> timedelta:
        """Return how long is left; negative when it is over."""
        return self.due_at - now


@dataclass(frozen=True)
class DueBoard:
    """The due panel and its badges, counted over the very lines it would show without a limit."""

    items: tuple[DueItem, ...]
    total: int
    soon: int
    over: int


@dataclass(frozen=True, kw_only=True)
class Heartbeat:
    """Whether the watch over deadlines is alive: seconds since sweep and audit (None: never), what fails, who found."""

    health: Health
    since_sweep: float | None
    since_audit: float | None
    trouble: str
    repaired: int
    jumped: timedelta | None
