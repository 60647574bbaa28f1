"""Slots, members, plans and the reasons for each name: what the roster speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from dutyroom.calendar.model import DayType, Shift
from dutyroom.frozen import dataclass


class Post(StrEnum):
    """What somebody on the roster is there for."""

    DUTY_OFFICER = "duty_officer"  # sits at the desk, day or night (R068)
    SECTION_OFFICER = "section_officer"  # a section's turn at the desk on a holiday (R074)
    LEADER_IN_CHARGE = "leader_in_charge"  # leads for the whole day (R066, R067, R137)
    LEADER_AT_HOME = "leader_at_home"  # a leader of the city, within reach at home on a holiday (R075)


class Turn(StrEnum):
    """The part of a day a slot covers: one of the two shifts, or from one morning handover to the next."""

    DAY = "day"
    NIGHT = "night"
    WHOLE_DAY = "whole_day"

    @classmethod
    def of(cls, shift: Shift) -> Turn:
        """Return the turn of a shift."""
        return cls(shift.value)


class Pool(StrEnum):
    """Lists of people among whom a kind of slot rotates."""

    DUTY_ROOM = "duty_room"  # duty-room staff: ordinary days (R068, R071)
    HEADS = "heads"  # heads of the duty room: lead on ordinary days (R066)
    SECTIONS = "sections"  # officers of the office's sections and coordinating bodies: holidays (R074)
    OFFICE_LEADERS = "office_leaders"  # secretary-general, deputies, other office leaders: lead on holidays (R067)
    CITY_LEADERS = "city_leaders"  # leaders at home on holidays (R075)


class DutyClass(StrEnum):
    """What is counted per person. A duty counts in every class it belongs to, and always in the total."""

    HOLIDAY = "holiday"
    REST_DAY = "rest_day"
    NIGHT = "night"
    TOTAL = "total"


class AbsenceKind(StrEnum):
    """Why somebody cannot be on, or not at night."""

    LEAVE = "leave"
    TRIP = "trip"
    SICK = "sick"
    OTHER = "other"
    NO_NIGHTS = "no_nights"  # pregnancy and the like: days are possible, nights are not


class SkipReason(StrEnum):
    """Why somebody whose turn it was, or nearly was, is not on."""

    ABSENT = "absent"
    NO_NIGHTS = "no_nights"
    NOT_YET_HERE = "not_yet_here"
    LEFT = "left"
    RESTING = "resting"  # the night before, or too near to the last duty
    TWO_DUTIES = "two_duties"  # on elsewhere at the same time
    NEWCOMER_ALONE = "newcomer_alone"  # would be on without somebody experienced (R078)
    FAIRNESS = "fairness"  # has had more of this class of duty than whoever is on
    BALANCE = "balance"  # the counts of the whole period come out evener this way
    BY_HAND = "by_hand"  # the planner was overruled


class PlanState(StrEnum):
    """Where a plan stands (R035, R076, R077)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    NOTIFIED = "notified"
    REPLACED = "replaced"  # a newer version was approved
    WITHDRAWN = "withdrawn"


class SwapState(StrEnum):
    """Where a swap stands (R072, R079)."""

    REQUESTED = "requested"
    AGREED = "agreed"  # the substitute said yes under an own sign-in: the roster says the substitute from here on
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class NoticeChannel(StrEnum):
    """How somebody was told of a duty."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    SMS = "sms"
    PAPER = "paper"
    SCREEN = "screen"


@dataclass(frozen=True, order=True)
class Slot:
    """One place that must have a name: date, turn, post, and its number among equals (from 1)."""

    date: date
    turn: Turn
    post: Post
    seat: int = 1

    @property
    def id(self) -> str:
        """Return the slot's name: ``2026-10-01/night/section_officer/1``."""
        return f"{self.date.isoformat()}/{self.turn.value}/{self.post.value}/{self.seat}"

    @classmethod
    def of_id(cls, text: str) -> Slot:
        """Return the slot of a name; ValueError where it is none."""
        day, turn, post, seat = text.split("/")
        return cls(date.fromisoformat(day), Turn(turn), Post(post), int(seat))


@dataclass(frozen=True)
class SlotRule:
    """Slots that each day of some types has: which post and turn, how many, filled from which pool.

    ``first`` and ``last`` are the first and last day on which it holds, None where it has no beginning or no end.
    """

    day_types: frozenset[DayType]
    post: Post
    turn: Turn
    pool: Pool
    seats: int = 1
    first: date | None = None
    last: date | None = None

    def holds_on(self, day: date) -> bool:
        """Return whether it holds on a day of its types."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class RosterRules:
    """How this room plans. Data of ``resources/rules/roster.yaml``; a change in the settings is a new version.

    ``rest_shifts`` is how many shifts must lie between two turns at the desk of one person: 2 keeps whoever had the
    night off the next day and the next night. ``newcomer_needs_experienced`` pairs where a turn has two seats or more
    (R078); a newcomer is never alone at the desk at night or on a holiday where somebody else can be.
    """

    version: int
    slots: tuple[SlotRule, ...]
    rest_shifts: int = 2
    newcomer_needs_experienced: bool = True
    source: str = ""

    def slots_on(self, day: date) -> tuple[SlotRule, ...]:
        """Return those slots that hold on a day."""
        return tuple(rule for rule in self.slots if rule.holds_on(day))


@dataclass(frozen=True)
class Absence:
    """Days, both included, on which somebody is not available, or (``NO_NIGHTS``) not for a night."""

    first: date
    last: date
    kind: AbsenceKind = AbsenceKind.LEAVE
    remark: str = ""


@dataclass(frozen=True)
class Member:
    """Somebody who can be on the roster.

    ``order`` is the place in the rotation of the member's lists; within ``Pool.SECTIONS`` sections rotate in the order
    of their first member, and within a section its people. ``joins`` and ``leaves`` are the first and last day.
    ``newcomer_until`` is the last day on which somebody experienced has to be beside them.
    ``carried`` are duties of earlier periods by class, so that fairness remembers years. Who stands on several lists
    may have them apart in ``carried_in``; a list that is not there takes ``carried``.
    """

    id: str
    name: str
    pools: frozenset[Pool]
    order: int = 0
    section: str = ""
    post_title: str = ""
    phone: str = ""
    private_phone: bool = False
    joins: date | None = None
    leaves: date | None = None
    newcomer_until: date | None = None
    absences: tuple[Absence, ...] = ()
    carried: Mapping[DutyClass, int] = field(default_factory=dict)
    carried_in: Mapping[Pool, Mapping[DutyClass, int]] = field(default_factory=dict)
    person_id: str | None = None
    account_id: str | None = None


@dataclass(frozen=True)
class RotationMark:
    """Where a rotation stopped: the last section (or person) of a pool, per kind of holiday (``""`` on ordinary days).

    ``owed`` are sections that were passed over because nobody of theirs could be on; their turn comes first.
    Source: R074, the rolling rota continues where the last holiday of its kind stopped, over years.
    """

    pool: Pool
    holiday_id: str
    last: str
    on: date
    owed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Skipped:
    """Somebody who was nearer in the rotation and is not on, and why."""

    member_id: str
    name: str
    reason: SkipReason
    until: date | None = None


@dataclass(frozen=True)
class Why:
    """Why this person: the place in the rotation (from 1, of how many), the counts before, and who was passed over."""

    pool: Pool
    place: int
    of: int
    counts: Mapping[DutyClass, int]
    skipped: tuple[Skipped, ...] = ()
    by_hand: str = ""


@dataclass(frozen=True)
class Assignment:
    """A slot with its name; ``member_id`` None is an empty slot, which is an error that must be seen."""

    slot: Slot
    member_id: str | None
    name: str = ""
    why: Why | None = None
    fixed: bool = False

    @property
    def empty(self) -> bool:
        """Return whether nobody is on."""
        return self.member_id is None


class ConflictKind(StrEnum):
    """What is wrong with a name in a slot."""

    EMPTY = "empty"
    ABSENT = "absent"
    NO_NIGHTS = "no_nights"
    NOT_HERE = "not_here"
    RESTING = "resting"
    TWO_DUTIES = "two_duties"
    WRONG_POOL = "wrong_pool"
    NEWCOMER_ALONE = "newcomer_alone"

    @property
    def stops(self) -> bool:
        """Return whether it stops approval; the others are pointed out."""
        return self not in (ConflictKind.RESTING, ConflictKind.NEWCOMER_ALONE)


@dataclass(frozen=True)
class Conflict:
    """One thing wrong with one slot of a plan; ``other`` is the second slot where two meet."""

    kind: ConflictKind
    slot: Slot
    member_id: str | None = None
    other: Slot | None = None


@dataclass(frozen=True)
class CandidateRank:
    """Somebody of a slot's pool: what would be wrong with them there, how many duties they have had, and their place.

    ``counts`` are their duties of the pool up to now, carried ones included; ``until`` is when what is wrong ends.
    """

    member_id: str
    name: str
    problems: tuple[ConflictKind, ...]
    counts: Mapping[DutyClass, int]
    place: int
    of: int
    until: date | None = None

    @property
    def fit(self) -> bool:
        """Return whether nothing speaks against them."""
        return not self.problems

    @property
    def possible(self) -> bool:
        """Return whether nothing stops approval, though something may be pointed out."""
        return not any(problem.stops for problem in self.problems)


Counts = Mapping[str, Mapping[DutyClass, int]]


@dataclass(frozen=True)
class Planned:
    """What the planner makes of a period: each slot with its name, what is wrong, and how fair it is.

    ``counts`` are the duties of this plan by member and class; ``spreads`` the largest difference between two
    members of a pool who were there all the time and could be on for at least half of its slots of that class, carried
    duties included; in the sections between two of one section. ``marks`` is where each rotation stops.
    ``provisional_years`` are those without a published arrangement.
    """

    first: date
    last: date
    assignments: tuple[Assignment, ...]
    conflicts: tuple[Conflict, ...]
    counts: Counts
    spreads: Mapping[Pool, Mapping[DutyClass, int]]
    marks: tuple[RotationMark, ...]
    rules_version: int
    provisional_years: tuple[int, ...] = ()

    @property
    def empty(self) -> tuple[Assignment, ...]:
        """Return the slots without a name."""
        return tuple(assignment for assignment in self.assignments if assignment.empty)


@dataclass(frozen=True)
class SlotChange:
    """A slot that somebody else has in another plan: both names; None where the slot or its name is not there."""

    slot: Slot
    before: str | None
    after: str | None


def turn_of_text(text: str) -> Turn:
    """Return the turn that a person typed on the command line: ``day``, ``night`` or ``whole_day``; ValueError."""
    return Turn(text.strip().lower().replace("-", "_"))
