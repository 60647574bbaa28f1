"""What page, paper and review see of a handover: frozen, drawn from one reading."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dutyroom.accounts.model import Signature
from dutyroom.alerts.model import AlertState, DeadlineKind, Level
from dutyroom.frozen import dataclass
from dutyroom.handover.model import (
    EquipmentState,
    Handover,
    HandoverState,
    HandoverStep,
    MatterMove,
    Punctuality,
    ReadBackRule,
    SheetSection,
    Watch,
)
from dutyroom.incidents.model import Grade
from dutyroom.journal.model import Head
from dutyroom.log.model import Channel, EntryKind, MatterState, Urgency
from dutyroom.reports.model import ReportState
from dutyroom.whereabouts.model import WhereaboutsKind


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the strip shows: who is responsible now, when the watch changes hands, and what is missing for it.

    ``watch`` is None before the first take-over of a room. ``due_at`` is the time of the handover, ``window_open`` from
    20 minutes before. ``expected`` are the names that the roster has for the next watch.
    """

    watch: Watch | None
    handover: Handover | None
    next_watch: str
    due_at: datetime
    window_open: bool
    overdue: bool
    expected: tuple[str, ...]

    def left(self, now: datetime) -> timedelta:
        """Return how long until the handover; negative when it is overdue."""
        return self.due_at - now


@dataclass(frozen=True, kw_only=True)
class DoneMatter:
    """A matter that the outgoing watch has closed or withdrawn; a classified item has no subject."""

    matter_id: str
    number: str
    subject: str
    unit_name: str
    state: MatterState
    result: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PendingMatter:
    """A matter that is open at the cut-off.

    ``last_kind`` and ``last_text`` say where it stands; ``carried`` on how many sheets before it stood, ``untouched``
    for how many of them nothing was written. ``rule`` names why a read-back is needed, None when a tick is enough.
    """

    matter_id: str
    number: str
    subject: str
    unit_name: str
    channel: Channel
    urgency: Urgency
    classified: bool
    received_at: datetime
    due_at: datetime | None
    owner_id: str
    owner_name: str
    last_kind: EntryKind
    last_text: str
    last_at: datetime
    last_seq: int
    carried: int
    untouched: int
    grade: Grade | None
    rule: ReadBackRule | None
    next_step: str = ""
    ticked_by: str = ""
    read_back: str = ""

    @property
    def ticked(self) -> bool:
        """Return whether the incoming has ticked it."""
        return bool(self.ticked_by)

    @property
    def taken(self) -> bool:
        """Return whether the incoming has done all that this matter needs."""
        return self.ticked and (self.rule is None or bool(self.read_back))


@dataclass(frozen=True)
class Figure:
    """The last word on a figure of an incident: its id, the value as written, and who said so."""

    name: str
    value: str
    said_by: str


@dataclass(frozen=True, kw_only=True)
class SheetIncident:
    """An open incident with its grade and last figures."""

    incident_id: str
    number: str
    title: str
    grade: Grade | None
    sensitive: bool
    drill: bool
    received_at: datetime
    figures: tuple[Figure, ...]


@dataclass(frozen=True, kw_only=True)
class SheetDue:
    """A report or a task that somebody has to carry on, with its clock where it has one.

    ``subject_id`` is its matter; ``detail`` whose it is: who has the draft in hand, which unit has the task. ``report``
    is where a situation report stands, None for everything else.
    """

    subject_id: str
    kind: DeadlineKind
    ordinal: int
    number: str
    title: str
    due_at: datetime | None
    detail: str = ""
    report: ReportState | None = None


@dataclass(frozen=True, kw_only=True)
class SheetAlert:
    """An alert that stands."""

    alert_id: str
    number: str
    title: str
    level: Level
    state: AlertState
    raised_at: datetime


@dataclass(frozen=True, kw_only=True)
class AbsentLeader:
    """A leader who is away, why and where, and who acts for them (empty: nobody was named)."""

    name: str
    post: str
    where: str
    until: datetime | None
    deputy: str
    why: WhereaboutsKind | None = None


@dataclass(frozen=True, kw_only=True)
class PassedPaper:
    """A paper, fax or telegram that came in this watch or is still open (R193)."""

    matter_id: str
    number: str
    subject: str
    unit_name: str
    channel: Channel
    state: MatterState
    received_at: datetime
    handed_to: str


@dataclass(frozen=True)
class Equipment:
    """A key or a thing of the checklist, as it was found."""

    name: str
    state: EquipmentState
    remark: str


@dataclass(frozen=True, kw_only=True)
class Missing:
    """What is missing for the next act: an error's code and its parameters, as a refusal would say it."""

    code: str
    matter_id: str = ""
    number: str = ""
    rule: ReadBackRule | None = None
    count: int = 0


@dataclass(frozen=True, kw_only=True)
class HandoverSheet:
    """The sheet, live while a draft, frozen from the start of the handover, sealed when accepted.

    ``texts`` are the free texts beside sections. ``head`` is the journal's head that the last signature covers, None
    before the first. ``corrections`` were appended after acceptance. ``missing`` says what keeps the next act back:
    ``missing_to_sign`` the outgoing, ``missing_to_accept`` the incoming.
    """

    handover: Handover
    outgoing: Watch
    done: tuple[DoneMatter, ...]
    pending: tuple[PendingMatter, ...]
    incidents: tuple[SheetIncident, ...]
    reports_due: tuple[SheetDue, ...]
    instructions: tuple[SheetDue, ...]
    alerts: tuple[SheetAlert, ...]
    leaders_absent: tuple[AbsentLeader, ...]
    papers: tuple[PassedPaper, ...]
    equipment: tuple[Equipment, ...]
    texts: dict[SheetSection, str]
    calls: int
    entries: int
    head: Head | None = None
    signatures: tuple[Signature, ...] = ()
    corrections: tuple[HandoverStep, ...] = ()
    history: tuple[HandoverStep, ...] = ()
    missing_to_sign: tuple[Missing, ...] = ()
    missing_to_accept: tuple[Missing, ...] = ()

    @property
    def sealed(self) -> bool:
        """Return whether both have signed."""
        return self.handover.state is HandoverState.ACCEPTED

    def text(self, section: SheetSection) -> str:
        """Return the free text beside a section, empty when there is none."""
        return self.texts.get(section, "")


@dataclass(frozen=True, kw_only=True)
class HandoverLine:
    """One handover in the list of the review page. ``late`` is by how much it was accepted after its time."""

    handover: Handover
    punctuality: Punctuality
    late: timedelta
    leader: str
    signers: tuple[str, ...]
    oldest_age: timedelta
    remarks: int
    corrections: int


@dataclass(frozen=True, kw_only=True)
class MovedMatter:
    """A matter in the difference of two sheets."""

    move: MatterMove
    matter_id: str
    number: str
    subject: str
    before: str
    after: str
    carried: int
    untouched: int


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What became of the pending matters between the sheet before and this one."""

    before: Handover | None
    after: Handover
    matters: tuple[MovedMatter, ...]

    def of(self, move: MatterMove) -> tuple[MovedMatter, ...]:
        """Return the matters with this move."""
        return tuple(one for one in self.matters if one.move is move)


@dataclass(frozen=True, kw_only=True)
class ReviewFigures:
    """What the review page draws: pending matters and lateness by handover, calls by weekday (Monday first) and hour,
    open matters by their age in days (0, 1, 2–3, 4–7, 8–30, more)."""

    pending: tuple[tuple[datetime, int], ...]
    lateness: tuple[tuple[datetime, timedelta], ...]
    on_time: int
    late: int
    calls: tuple[tuple[int, ...], ...]
    ages: tuple[tuple[int, int | None, int], ...]


@dataclass(frozen=True, kw_only=True)
class OfficerFigures:
    """What one officer did in a range (R209).

    ``late_entries`` were entered more than 30 minutes after they were received; ``late`` counts watches taken over
    after their time, ``carried`` pending matters handed on.
    """

    account_id: str
    name: str
    watches: int
    hours: float
    on_time: int
    late: int
    matters: int
    entries: int
    late_entries: int
    absences: int


@dataclass(frozen=True)
class ReviewDay:
    """One day of the review page: its handovers in order."""

    day: date
    lines: tuple[HandoverLine, ...]
