"""The event file: what is kept of one incident beside its matter.

An incident is a matter with a sheet of its own (DESIGN section 1). Facts, grades, checks and links are only ever added;
what stands now follows from them.
"""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from dutyroom.frozen import dataclass
from dutyroom.incidents.model import Assessment, Grade, SensitiveFlag
from dutyroom.log.model import MatterFile


class FactKind(StrEnum):
    """A figure, or the answer to a question of a condition (yes or no)."""

    FIGURE = "figure"
    ANSWER = "answer"


class CheckKind(StrEnum):
    """Two steps that are recorded apart (R041): was it true, and what does it mean."""

    VERIFICATION = "verification"
    ASSESSMENT = "assessment"


class CheckResult(StrEnum):
    """How a check came out; what is not clear goes back to its source (R095)."""

    CONFIRMED = "confirmed"
    PARTLY = "partly"
    REFUTED = "refuted"
    UNCLEAR = "unclear"


class LinkKind(StrEnum):
    """What a link says: another matter tells of the same event, or no longer."""

    JOINED = "joined"
    PARTED = "parted"


class Likeness(StrEnum):
    """Why two events may be one."""

    SAME_TYPE = "same_type"
    SAME_CLASS = "same_class"
    SAME_UNIT = "same_unit"
    NEAR_PLACE = "near_place"
    NEAR_TIME = "near_time"
    SAME_WORDS = "same_words"


class SummaryPart(StrEnum):
    """By what events are counted."""

    GRADE = "grade"
    EVENT_CLASS = "event_class"
    UNIT = "unit"
    MONTH = "month"


@dataclass(frozen=True)
class Contact:
    """Whom to call at the scene (R045); personal, kept apart from the record."""

    name: str = ""
    post: str = ""
    phone: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.post or self.phone)


@dataclass(frozen=True)
class EventSheet:
    """What a person says of an event besides its figures; moments are aware."""

    type_id: str
    happened_at: datetime | None = None
    unit_id: str = ""
    unit_name: str = ""
    place: str = ""
    sensitive: frozenset[SensitiveFlag] = frozenset()
    sensitive_why: str = ""
    contact: Contact = field(default_factory=Contact)
    drill: bool = False


@dataclass(frozen=True)
class NewFact:
    """A fact as somebody said it: what, how much, who said so, and when it was so (now when empty).

    ``value`` is a number in the figure's own unit, or True / False for an answer. ``matter_id`` names the matter that
    brought it, where it is not the event's own.
    """

    name: str
    value: Decimal | bool
    said_by: str = ""
    said_at: datetime | None = None
    matter_id: str = ""
    remark: str = ""

    @property
    def kind(self) -> FactKind:
        """Return whether it is a figure or an answer."""
        return FactKind.ANSWER if isinstance(self.value, bool) else FactKind.FIGURE


@dataclass(frozen=True)
class Fact:
    """A fact as it is kept, never overwritten; a withdrawn one names why."""

    id: str
    seq: int
    kind: FactKind
    name: str
    value: Decimal | bool
    said_by: str
    said_at: datetime
    matter_id: str
    remark: str
    entered_at: datetime
    account_name: str
    withdrawn: bool = False


@dataclass(frozen=True)
class GradeStep:
    """One decision on the grade: what the rules suggested, what a person confirmed, and why where they differ."""

    seq: int
    grade: Grade | None
    suggested: Grade | None
    reason: str
    rules_version: int
    conditions: tuple[str, ...]
    at: datetime
    account_id: str
    account_name: str


@dataclass(frozen=True)
class Check:
    """A verification or an assessment: who, with whom, when, with what result (R041, R095)."""

    seq: int
    kind: CheckKind
    result: CheckResult
    with_whom: str
    text: str
    at: datetime
    account_name: str


@dataclass(frozen=True)
class Link:
    """Another matter that tells of this event, and why it was joined or parted."""

    seq: int
    kind: LinkKind
    matter_id: str
    reason: str
    at: datetime
    account_name: str


@dataclass(frozen=True)
class NoReport:
    """The decision not to report, with its reason, and who reviewed it (R254); not valid before the review."""

    reason: str
    by: str
    by_id: str
    at: datetime
    reviewed_by: str = ""
    reviewed_at: datetime | None = None

    @property
    def valid(self) -> bool:
        """Return whether somebody else has agreed."""
        return self.reviewed_at is not None


@dataclass(frozen=True)
class Incident:
    """One incident as it stands; ``id`` is that of its matter.

    ``grade`` is what a person confirmed (``graded_at`` tells when, None: nobody yet), ``suggested`` what the rules say.
    """

    id: str
    number: str
    title: str
    sheet: EventSheet
    grade: Grade | None
    suggested: Grade | None
    rules_version: int
    graded_at: datetime | None
    received_at: datetime
    open: bool
    joined_to: str = ""
    no_report: NoReport | None = None

    @property
    def sensitive(self) -> bool:
        """Return whether it is treated as significant whatever its figures (R042)."""
        return bool(self.sheet.sensitive)

    @property
    def worst(self) -> Grade | None:
        """Return the worse of what was confirmed and what the rules say: missing confirmation hides nothing."""
        known = [grade for grade in (self.grade, self.suggested) if grade is not None]
        return max(known, key=lambda grade: grade.weight, default=None)

    @property
    def significant(self) -> bool:
        """Return whether it is significant or worse, or treated as such."""
        return self.sensitive or (self.worst is not None and self.worst.significant)


@dataclass(frozen=True)
class Figures:
    """What several sources say of one figure: the latest, and whether they disagree; oldest first."""

    name: str
    facts: tuple[Fact, ...]

    @property
    def latest(self) -> Fact:
        """Return the fact that was so last; of two of one moment the one entered last."""
        return max(self.facts, key=lambda fact: (fact.said_at, fact.seq))

    @property
    def disagree(self) -> bool:
        """Return whether the last words of two sources differ."""
        last: dict[str, Fact] = {}
        for fact in sorted(self.facts, key=lambda fact: (fact.said_at, fact.seq)):
            last[fact.said_by] = fact
        return len({fact.value for fact in last.values()}) > 1

    @property
    def worst(self) -> Fact:
        """Return the largest that anybody says now: the last word of each source, never hidden by a smaller one."""
        last: dict[str, Fact] = {}
        for fact in sorted(self.facts, key=lambda fact: (fact.said_at, fact.seq)):
            last[fact.said_by] = fact
        return max(last.values(), key=lambda fact: (fact.value, fact.said_at, fact.seq))


@dataclass(frozen=True)
class EventFile:
    """An incident with everything in it, and what the rules make of it now."""

    incident: Incident
    matter: MatterFile
    facts: tuple[Fact, ...]
    grades: tuple[GradeStep, ...]
    checks: tuple[Check, ...]
    links: tuple[Link, ...]
    assessment: Assessment

    def figures(self) -> tuple[Figures, ...]:
        """Return the figures with what each source says, in the order in which they were first named."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            if fact.kind is FactKind.FIGURE and not fact.withdrawn:
                found.setdefault(fact.name, []).append(fact)
        return tuple(Figures(name, tuple(facts)) for name, facts in found.items())

    def joined(self) -> tuple[str, ...]:
        """Return the matters that tell of this event, in the order of their joining."""
        standing: dict[str, None] = {}
        for link in self.links:
            if link.kind is LinkKind.JOINED:
                standing[link.matter_id] = None
            else:
                standing.pop(link.matter_id, None)
        return tuple(standing)


@dataclass(frozen=True)
class SameEvent:
    """An event that may be the same, with why, the likeliest first."""

    incident: Incident
    why: tuple[Likeness, ...]
    score: int


@dataclass(frozen=True)
class EventFilter:
    """Which events to list; empty fields do not restrict."""

    open: bool | None = None
    grade: Grade | None = None
    significant: bool | None = None
    drill: bool | None = None
    overdue_at: datetime | None = None
