"""Matters and their entries: everything that reaches the room, and every step until there is a result."""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from dutyroom.frozen import dataclass


class Direction(StrEnum):
    """Which way a matter came: in, out, or by our own asking (R039)."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    INQUIRY = "inquiry"


class Channel(StrEnum):
    """By what means a matter came (R012)."""

    PHONE = "phone"
    NETWORK = "network"
    FAX = "fax"
    TELEGRAM = "telegram"
    SMS = "sms"
    VISIT = "visit"
    PAPER = "paper"
    ONLINE_OPINION = "online_opinion"
    PATROL = "patrol"
    OTHER = "other"


class Urgency(StrEnum):
    """How urgent a matter is, the most urgent first."""

    FLASH = "flash"
    IMMEDIATE = "immediate"
    URGENT = "urgent"
    ROUTINE = "routine"


class Handling(StrEnum):
    """Who decides (R217): handle it, handle it and then report, ask before handling."""

    HANDLE = "handle"
    HANDLE_THEN_REPORT = "handle_then_report"
    ASK_FIRST = "ask_first"


class Secrecy(StrEnum):
    """An open item, or a classified one of which only the movement is kept (R087)."""

    OPEN = "open"
    CLASSIFIED = "classified"


class SecrecyLevel(StrEnum):
    """The level that a classified item is marked with."""

    SECRET = "secret"
    CONFIDENTIAL = "confidential"
    TOP_SECRET = "top_secret"


class MatterState(StrEnum):
    """Where a matter stands."""

    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Category(StrEnum):
    """What kind of matter it is; its usual urgency and handling level stand in ``rules``."""

    EMERGENCY = "emergency"
    PUBLIC_OPINION = "public_opinion"
    WARNING = "warning"
    LEADER_ORDER = "leader_order"
    DOCUMENT = "document"
    MEETING = "meeting"
    PETITION = "petition"
    PUBLIC_HELP = "public_help"
    INQUIRY = "inquiry"
    DUTY_CHECK = "duty_check"
    SECURITY = "security"
    OTHER = "other"


class EntryKind(StrEnum):
    """What a step was."""

    HEARD = "heard"
    TOLD = "told"
    VERIFIED = "verified"
    ORDERED = "ordered"
    SENT = "sent"
    ANSWERED = "answered"
    HANDLED = "handled"
    MOVED = "moved"
    ASSIGNED = "assigned"
    DUE_SET = "due_set"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    REINSTATED = "reinstated"
    CLOSED = "closed"
    REOPENED = "reopened"


STEPS_BY_HAND = (
    EntryKind.HEARD,
    EntryKind.TOLD,
    EntryKind.VERIFIED,
    EntryKind.ORDERED,
    EntryKind.SENT,
    EntryKind.ANSWERED,
    EntryKind.HANDLED,
)
"""The steps that a person adds as such; the others follow from acts."""


class Field(StrEnum):
    """What of a matter can be corrected."""

    SUBJECT = "subject"
    DIRECTION = "direction"
    CHANNEL = "channel"
    CATEGORY = "category"
    URGENCY = "urgency"
    HANDLING = "handling"
    UNIT = "unit"
    PERSON = "person"
    POST = "post"
    PHONE = "phone"
    RECEIVED_AT = "received_at"
    HAPPENED_AT = "happened_at"


@dataclass(frozen=True)
class Caller:
    """Who called, wrote or came. Kept apart from the record, with a day on which to review whether to keep it."""

    name: str = ""
    post: str = ""
    phone: str = ""
    review_on: date | None = None

    def __bool__(self) -> bool:
        return bool(self.name or self.post or self.phone)


@dataclass(frozen=True)
class ClassifiedItem:
    """The movement of a classified item; never a word of what it says (R087, R165, R172)."""

    document_number: str
    sender: str
    level: SecrecyLevel
    copies: int
    received_by: str
    handed_to: str = ""
    handed_at: datetime | None = None


@dataclass(frozen=True)
class Slip:
    """What a call slip holds when it is saved. Moments are aware; ``happened_at`` only when it differs."""

    received_at: datetime
    direction: Direction = Direction.INBOUND
    channel: Channel = Channel.PHONE
    category: Category = Category.OTHER
    urgency: Urgency = Urgency.ROUTINE
    handling: Handling = Handling.HANDLE
    happened_at: datetime | None = None
    unit_id: str = ""
    unit_name: str = ""
    caller: Caller = field(default_factory=Caller)
    subject: str = ""
    content: str = ""
    done: str = ""
    result: str = ""
    owner_id: str = ""
    due_at: datetime | None = None
    classified: ClassifiedItem | None = None
    drill: bool = False


@dataclass(frozen=True)
class Matter:
    """One matter as it stands."""

    id: str
    seq: int
    number: str
    direction: Direction
    channel: Channel
    category: Category
    urgency: Urgency
    handling: Handling
    secrecy: Secrecy
    state: MatterState
    received_at: datetime
    happened_at: datetime | None
    entered_at: datetime
    unit_id: str
    unit_name: str
    caller: Caller
    subject: str
    owner_id: str
    due_at: datetime | None
    result: str
    closed_at: datetime | None
    watch: str
    account_id: str
    account_name: str
    classified: ClassifiedItem | None = None
    number_in_year: int = 1

    @property
    def drill(self) -> bool:
        """Return whether it belongs to an exercise: it has a number of the series below zero."""
        return self.number_in_year < 0

    def overdue(self, now: datetime) -> bool:
        """Return whether it is open and past its due time."""
        return self.state is MatterState.OPEN and self.due_at is not None and self.due_at < now


@dataclass(frozen=True)
class Entry:
    """One step, never changed. Three times that are never mixed: happened, received, entered."""

    id: str
    seq: int
    matter_id: str
    kind: EntryKind
    text: str
    happened_at: datetime | None
    received_at: datetime
    entered_at: datetime
    account_id: str
    account_name: str
    watch: str
    corrects_id: str = ""
    field: Field | None = None
    old: str = ""
    new: str = ""


@dataclass(frozen=True)
class NewEntry:
    """A step to add: what kind, its words, when it was received (now when empty), when it happened."""

    kind: EntryKind
    text: str
    received_at: datetime | None = None
    happened_at: datetime | None = None


@dataclass(frozen=True)
class MatterFile:
    """A matter with all its entries, oldest first."""

    matter: Matter
    entries: tuple[Entry, ...]

    def corrected_by(self, entry: Entry) -> Entry | None:
        """Return the newest correction of ``entry``, or None."""
        return next((later for later in reversed(self.entries) if later.corrects_id == entry.id), None)

    def standing_text(self, entry: Entry) -> str:
        """Return the words of ``entry`` as they stand after its corrections."""
        correction = self.corrected_by(entry)
        return correction.new if correction else entry.text


@dataclass(frozen=True)
class MatterFilter:
    """Which matters to list. Empty fields do not restrict; ``since`` is included, ``until`` is not."""

    since: datetime | None = None
    until: datetime | None = None
    watch: str = ""
    direction: Direction | None = None
    channel: Channel | None = None
    category: Category | None = None
    urgency: Urgency | None = None
    state: MatterState | None = None
    unit_id: str = ""
    owner_id: str = ""
    overdue_at: datetime | None = None
    drill: bool | None = None


@dataclass(frozen=True)
class MatterPage:
    """Some matters, newest first; ``newer`` and ``older`` say whether there are more on either side."""

    matters: tuple[Matter, ...]
    newer: bool
    older: bool


@dataclass(frozen=True)
class MatterCounts:
    """How many matters a filter finds, from the same conditions as the rows."""

    total: int
    open: int
    overdue: int
    closed: int
    withdrawn: int


@dataclass(frozen=True)
class DayCounts:
    """How the day stands: open and overdue now, received today (also hour by hour), entries of the watch."""

    open: int
    overdue: int
    today: int
    watch: int
    by_hour: tuple[int, ...]


@dataclass(frozen=True)
class Hit:
    """One entry that a search found, with its matter."""

    entry: Entry
    matter: Matter


@dataclass(frozen=True)
class SearchPage:
    """Hits, newest first; ``next_before`` continues the list, None at its end."""

    query: str
    hits: tuple[Hit, ...]
    next_before: int | None


@dataclass(frozen=True)
class Draft:
    """Something typed and not yet saved; it survives everything."""

    id: str
    kind: str
    payload: str
    updated_at: datetime


@dataclass(frozen=True)
class WatchSpan:
    """A watch by the clock: its name (``2026-11-21/day``) and its first and last moment."""

    watch: str
    since: datetime
    until: datetime
