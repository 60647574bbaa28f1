"""Situation reports, their gates, recipients and sendings: what the room of reports speaks of.

A report stands beside the matter of its event. Its words are kept in versions, its steps and sendings are only added.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from dutyroom.frozen import dataclass
from dutyroom.incidents.model import Grade


class ReportKind(StrEnum):
    """What is numbered apart: what goes up (报告), and what is only told sideways (通报, R058)."""

    SITUATION = "situation"
    NOTICE = "notice"


class ReportStage(StrEnum):
    """Which place in the chain of an event's reports; follow-ups are numbered (续报一, 续报二)."""

    FIRST = "first"
    FOLLOW_UP = "follow_up"
    FINAL = "final"


class ReportState(StrEnum):
    """Where a report stands. ``CORRECTED``: a later report that names this one was sent in its place."""

    DRAFT = "draft"
    REVIEW = "review"
    RETURNED = "returned"
    CLEARED = "cleared"
    SENT = "sent"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"

    @property
    def editable(self) -> bool:
        """Whether its words may be changed."""
        return self in (ReportState.DRAFT, ReportState.RETURNED)

    @property
    def over(self) -> bool:
        """Whether nothing is done with it any more."""
        return self in (ReportState.CORRECTED, ReportState.WITHDRAWN)


class UrgencyMark(StrEnum):
    """The mark at the head of the paper (GB/T 9704-2012, 7.2.3); only the most urgent may pass a gate (R049)."""

    NONE = "none"
    URGENT = "urgent"
    MOST_URGENT = "most_urgent"


class Gate(StrEnum):
    """Before leaders are told (R043), and before it goes up (R094)."""

    LEADERS = "leaders"
    UPWARD = "upward"


class GateState(StrEnum):
    """Where a report stands at a gate. ``NEXT``: asked for, behind another gate; ``BYPASSED``: passed, still owed."""

    NOT_ASKED = "not_asked"
    NEXT = "next"
    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"
    BYPASSED = "bypassed"

    @property
    def opens(self) -> bool:
        """Whether what is behind the gate may be done."""
        return self in (GateState.APPROVED, GateState.BYPASSED)


class ReportStep(StrEnum):
    """What happened to a report; every step names who and when."""

    DRAFTED = "drafted"
    SAVED = "saved"
    TAKEN_OVER = "taken_over"
    SUBMITTED = "submitted"
    TAKEN_BACK = "taken_back"
    APPROVED = "approved"
    RETURNED = "returned"
    BYPASSED = "bypassed"
    ORDERED = "ordered"
    RECIPIENT_ADDED = "recipient_added"
    RECIPIENT_REMOVED = "recipient_removed"
    SENT = "sent"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class DispatchAct(StrEnum):
    """Up and sideways are different acts (R058)."""

    REPORT = "report"
    NOTIFY = "notify"


class DispatchChannel(StrEnum):
    """By what means (R048, R091)."""

    PHONE = "phone"
    SMS = "sms"
    FAX = "fax"
    COURIER = "courier"
    PAPER = "paper"
    OTHER = "other"

    @property
    def form(self) -> str:
        """Return ``phone``, ``sms`` or ``written``: each may reach the same recipient once (R096, R097)."""
        return self.value if self in (DispatchChannel.PHONE, DispatchChannel.SMS) else "written"

    @property
    def written(self) -> bool:
        """Whether the report itself is delivered, not only its gist."""
        return self.form == "written"


class Basis(StrEnum):
    """Why it may go up: the rules ask for it (R010, R097), or a leader said so (R022, R050)."""

    RULE = "rule"
    ORDER = "order"
    NOT_NEEDED = "not_needed"


class WhyTold(StrEnum):
    """Why a recipient is proposed."""

    PORTFOLIO = "portfolio"
    HEADS_GOVERNMENT = "heads_government"
    BY_RULE = "by_rule"
    SCENE = "scene"
    KIND = "kind"
    TOLD_BEFORE = "told_before"
    BY_HAND = "by_hand"


class InformationOutcome(StrEnum):
    """What becomes of any information (R260)."""

    REPORT_UP = "report_up"
    RETURN = "return"
    NOT_REPORTED = "not_reported"


@dataclass(frozen=True)
class ReportText:
    """What an officer edits: title, urgency, and the body in paragraphs parted by line ends."""

    title: str
    body: str
    urgency: UrgencyMark = UrgencyMark.NONE


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Somebody to whom a report goes. ``key`` is the identity of the person or unit, else the name.

    ``class_id`` is the kind of recipient in ``recipients.yaml``, which fixes ``act`` and ``gate``. ``instead_of`` names
    the leader who is away and whose deputy this is (R113). ``removed_by`` is empty while it stands on the list.
    """

    key: str
    name: str
    class_id: str
    act: DispatchAct
    gate: Gate
    channel: DispatchChannel
    why: WhyTold
    post: str = ""
    unit_id: str = ""
    person_id: str = ""
    instead_of: str = ""
    removed_by: str = ""
    removed_at: datetime | None = None
    removed_why: str = ""

    @property
    def called(self) -> str:
        """Return post and name as they stand in an entry: 副市长 秦望舒."""
        name = f"{self.post} {self.name}".strip()
        return f"{name}（代{self.instead_of}）" if self.instead_of else name


@dataclass(frozen=True)
class Order:
    """A leader's word that it goes up (R022, R050): who, when, in which words, and the instruction it stands in."""

    leader: str
    words: str
    at: datetime
    instruction_id: str = ""


@dataclass(frozen=True)
class Sending:
    """One line of a sending as the officer notes it: to whom, by what means; received by whom, read back how."""

    recipient_key: str
    channel: DispatchChannel
    sent_at: datetime | None = None
    received_by: str = ""
    read_back: str = ""


@dataclass(frozen=True, kw_only=True)
class Dispatch:
    """One sending as it is kept: the outbound register of an event is all of them. ``basis`` says why it may go up."""

    id: str
    seq: int
    report_id: str
    number: str
    stage: ReportStage
    ordinal: int
    version: int
    recipient: Recipient
    channel: DispatchChannel
    basis: Basis
    sent_at: datetime
    entered_at: datetime
    account_name: str
    received_by: str = ""
    read_back: str = ""
    received_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Report:
    """One report as it stands. ``matter_id`` is the matter of its event; ``corrects`` the report it stands in for.

    ``holder_name`` is who has the draft in hand; ``gate`` where it waits, since ``waiting_since``, to be cleared until
    ``gate_due_at``. ``owing`` are gates that were passed and must be cleared afterwards.
    """

    id: str
    seq: int
    number: str
    kind: ReportKind
    stage: ReportStage
    ordinal: int
    title: str
    urgency: UrgencyMark
    state: ReportState
    version: int
    matter_id: str
    matter_number: str
    grade: Grade | None
    sensitive: bool
    drafted_at: datetime
    drafter_id: str
    drafter_name: str
    holder_id: str = ""
    holder_name: str = ""
    held_at: datetime | None = None
    gate: Gate | None = None
    waiting_since: datetime | None = None
    gate_due_at: datetime | None = None
    owing: frozenset[Gate] = frozenset()
    sent_at: datetime | None = None
    corrects_id: str = ""
    corrected_by_id: str = ""
    received_at: datetime | None = None
    drill: bool = False


@dataclass(frozen=True)
class Version:
    """The words of a report as somebody saved them; ``based_on`` is the version they were changed from."""

    version: int
    text: ReportText
    based_on: int
    at: datetime
    account_id: str
    account_name: str


@dataclass(frozen=True, kw_only=True)
class StepTaken:
    """One line of a report's history. ``words`` are the opinion, remarks or reason; ``for_whom`` who was away."""

    seq: int
    step: ReportStep
    version: int
    gate: Gate | None
    words: str
    account_id: str
    account_name: str
    at: datetime
    for_whom: str = ""
    signature_id: str = ""


@dataclass(frozen=True, kw_only=True)
class GateStanding:
    """A gate of the version that stands. ``decided`` is the step that did; ``late``: after a bypass."""

    gate: Gate
    state: GateState
    asked_at: datetime | None = None
    due_at: datetime | None = None
    decided: StepTaken | None = None
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class ReportFile:
    """A report with everything in it, oldest first."""

    report: Report
    text: ReportText
    versions: tuple[Version, ...]
    steps: tuple[StepTaken, ...]
    gates: tuple[GateStanding, ...]
    recipients: tuple[Recipient, ...]
    dispatches: tuple[Dispatch, ...]
    orders: tuple[Order, ...] = ()

    def gate(self, gate: Gate) -> GateStanding:
        """Return how a gate stands."""
        return next(one for one in self.gates if one.gate is gate)

    def standing(self) -> tuple[Recipient, ...]:
        """Return the recipients that were not taken off the list."""
        return tuple(one for one in self.recipients if not one.removed_by)

    def signed_by(self) -> str:
        """Return who signed it for issue (签发人): at the higher gate, else at the lower; empty when nobody did."""
        for gate in (Gate.UPWARD, Gate.LEADERS):
            decided = self.gate(gate).decided
            if decided is not None and decided.step is ReportStep.APPROVED:
                return decided.account_name
        return ""


@dataclass(frozen=True)
class ReportFilter:
    """Which reports to list; empty fields do not restrict. ``since`` is included, ``until`` is not; by drafting."""

    state: ReportState | None = None
    stage: ReportStage | None = None
    kind: ReportKind | None = None
    gate: Gate | None = None
    matter_id: str = ""
    significant: bool | None = None
    owing: bool | None = None
    drill: bool | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class ReportPage:
    """Some reports, newest first, from ``offset`` on, and how many there are by the same conditions."""

    reports: tuple[Report, ...]
    offset: int
    total: int


@dataclass(frozen=True)
class Proposal:
    """What the file offers for the next report of an event, before anybody wrote a word."""

    stage: ReportStage
    ordinal: int
    text: ReportText
    recipients: tuple[Recipient, ...]


@dataclass(frozen=True)
class NotedOutcome:
    """What was decided on an information, who was told, when, in which words (R260)."""

    outcome: InformationOutcome
    told: str
    words: str
    at: datetime
    account_name: str
