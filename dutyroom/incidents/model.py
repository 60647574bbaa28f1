"""Grades, figures, conditions and what a sheet of facts amounts to: what grading speaks of.

Grades are suggestions. The law lets the State Council and the bodies it names set them (突发事件应对法, article 3); a
person confirms or overrides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from dutyroom.frozen import dataclass


class Grade(StrEnum):
    """How bad an incident is, from the worst."""

    I = "I"  # noqa: E741 - the grade is called so
    II = "II"
    III = "III"
    IV = "IV"

    @property
    def weight(self) -> int:
        """A number that is larger for a worse grade: 1 for IV to 4 for I."""
        return _WEIGHTS[self]

    @property
    def significant(self) -> bool:
        """Whether it is 较大 or worse, which is reported and alerted (R007, R042)."""
        return _WEIGHTS[self] >= _WEIGHTS["III"]


_WEIGHTS: dict[str, int] = {"I": 4, "II": 3, "III": 2, "IV": 1}


class EventClass(StrEnum):
    """The four classes of 突发事件应对法, article 2."""

    NATURAL = "natural"
    ACCIDENT = "accident"
    HEALTH = "health"
    SOCIAL = "social"

    @property
    def graded_by_law(self) -> bool:
        """Whether the law gives the class four grades (突发事件应对法, article 3: all but social security)."""
        return self is not EventClass.SOCIAL


class Verification(StrEnum):
    """How well a rule is known."""

    TEXT = "text"
    EXCERPT = "excerpt"
    LOCAL = "local"
    DRAFT = "draft"
    MEMORY = "memory"
    SUGGESTED = "suggested"


class SensitiveFlag(StrEnum):
    """Why an incident is treated as significant whatever its figures (R042)."""

    EVENT = "event"
    PLACE = "place"
    TIME = "time"
    PEOPLE = "people"
    MAY_ESCALATE = "may_escalate"


class FigureUnit(StrEnum):
    """What a figure is counted or measured in."""

    PEOPLE = "people"
    CASES = "cases"
    HOUSEHOLDS = "households"
    VEHICLES = "vehicles"
    WAN_YUAN = "wan_yuan"
    HOURS = "hours"
    PERCENT = "percent"
    MEGAWATT = "megawatt"
    HECTARE = "hectare"
    KM2 = "km2"
    MAGNITUDE = "magnitude"

    @property
    def counted(self) -> bool:
        """Whether only whole numbers make sense."""
        return self in (FigureUnit.PEOPLE, FigureUnit.CASES, FigureUnit.HOUSEHOLDS, FigureUnit.VEHICLES)


@dataclass(frozen=True)
class Figure:
    """One kind of figure; ``limit`` is the largest there can be.

    It is never less than the figures of ``sum_of`` together, nor than the largest of ``largest_of``: whoever knows of
    three dead knows of three dead or missing.
    """

    id: str
    unit: FigureUnit
    limit: Decimal
    sum_of: tuple[str, ...] = ()
    largest_of: tuple[str, ...] = ()

    @cached_property
    def counted(self) -> bool:
        """Whether only whole numbers make sense."""
        return self.unit.counted


@dataclass(frozen=True)
class Source:
    """Where a rule stands: the law, the place in it, its words, and where they were read."""

    title: str
    article: str = ""
    quote: str = ""
    url: str = ""
    file: str = ""
    remark: str = ""

    @property
    def cited(self) -> str:
        """The law as it is quoted: title and article."""
        return self.title + self.article


@dataclass(frozen=True)
class Threshold:
    """A figure from ``least`` (included, 以上) to ``below`` (not included, 以下; None for no end), in its own unit."""

    figure: str
    least: Decimal
    below: Decimal | None = None


@dataclass(frozen=True)
class Criterion:
    """What makes an incident reportable: figures that must all be reached, within a scope, or words alone.

    ``id`` is stable over versions (``road_traffic.III.deaths``).
    """

    id: str
    thresholds: tuple[Threshold, ...]
    scope: str
    words: str
    verification: Verification
    source: Source
    remark: str

    @cached_property
    def asks(self) -> bool:
        """Whether a person has to say yes before it counts: it has a scope, or no figures."""
        return bool(self.scope) or not self.thresholds

    @property
    def question(self) -> str:
        """What to ask: the scope, or the words of a condition without figures; empty where nothing is asked."""
        return self.scope or ("" if self.thresholds else self.words)


@dataclass(frozen=True)
class Condition(Criterion):
    """A criterion that makes an incident of a grade."""

    grade: Grade

    @cached_property
    def weight(self) -> int:
        """The weight of its grade."""
        return self.grade.weight


@dataclass(frozen=True)
class EventType:
    """One of the kinds of events, with its conditions from the worst grade down.

    ``trigger`` marks a kind whose grade is only the way it is reported (较大涉险, which is no 较大 accident);
    ``always_report`` one that is reported whenever it happens; ``reported`` are what has to be reported whatever the
    grade. ``figures`` are all that can matter, ``wholes`` those of them that are made of others, each behind its parts.
    ``local_grades`` are left to local plans, ``local_plan`` is the one in use (empty: none was entered).
    """

    id: str
    event_class: EventClass
    verification: Verification
    sources: tuple[Source, ...]
    remarks: tuple[str, ...]
    conditions: tuple[Condition, ...]
    reported: tuple[Criterion, ...]
    figures: frozenset[str]
    wholes: tuple[Figure, ...]
    grade_labels: Mapping[Grade, str]
    local_grades: tuple[Grade, ...]
    local_plan: str
    trigger: bool
    always_report: bool

    def criteria(self) -> dict[str, Criterion]:
        """Return everything that can hold, by id."""
        return {one.id: one for one in (*self.conditions, *self.reported)}


@dataclass(frozen=True)
class GradingBook:
    """All rules of grading in one version; an incident remembers the version it was graded by."""

    version: int
    figures: Mapping[str, Figure]
    types: Mapping[str, EventType]


@dataclass(frozen=True)
class FactSheet:
    """What is known of an incident. A figure that is not there is unknown, never zero.

    ``answers`` say by the id of a condition whether its question holds; what was not asked is not there.
    """

    type_id: str
    figures: Mapping[str, Decimal] = field(default_factory=dict)
    sensitive: frozenset[SensitiveFlag] = frozenset()
    answers: Mapping[str, bool] = field(default_factory=dict)


class MatchedBy(StrEnum):
    """Why a condition counts: by figures alone, or because a person said that its scope or its words hold."""

    FIGURES = "figures"
    ANSWER = "answer"


@dataclass(frozen=True)
class Match:
    """A condition that holds; ``beyond`` where a figure is larger than its band and no other condition takes it up."""

    condition: Condition
    by: MatchedBy
    beyond: bool = False


@dataclass(frozen=True)
class Waiting:
    """A condition that nobody can judge yet, and the figures it waits for."""

    condition: Condition
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One figure on its way up, in its own unit; ``known`` is None for an unknown figure."""

    figure: str
    known: Decimal | None
    needed: Decimal

    @property
    def more(self) -> Decimal | None:
        """How much is still missing; None where nobody knows."""
        return None if self.known is None else self.needed - self.known


@dataclass(frozen=True)
class Raise:
    """What would make the incident of a worse grade: all these changes together."""

    condition: Condition
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Disagreement:
    """A figure that was given smaller than its parts make it; the larger one counts."""

    figure: str
    given: Decimal
    at_least: Decimal


class ReportReason(StrEnum):
    """Why an incident goes up."""

    GRADE = "grade"
    SENSITIVE = "sensitive"
    KIND = "kind"
    CIRCUMSTANCE = "circumstance"


@dataclass(frozen=True)
class Assessment:
    """What the rules make of a sheet of facts; ``grade`` is None where no condition holds.

    ``matched`` are all conditions that hold, worst first; ``questions`` those that a yes would make hold; ``waiting``
    those that lack a figure; ``raises`` the nearest ways to a worse grade; ``circumstances`` what has to be reported
    whatever the grade, ``circumstance_questions`` the same to be asked; ``unused`` figures that say nothing here.
    """

    event: EventType
    sheet: FactSheet
    version: int
    grade: Grade | None
    matched: tuple[Match, ...]
    questions: tuple[Condition, ...]
    waiting: tuple[Waiting, ...]
    raises: tuple[Raise, ...]
    circumstances: tuple[Criterion, ...]
    circumstance_questions: tuple[Criterion, ...]
    disagreements: tuple[Disagreement, ...]
    unused: tuple[str, ...]
    reasons: tuple[ReportReason, ...]

    @property
    def report(self) -> bool:
        """Whether it goes up; below significant and not sensitive the handling level decides (R217, R254)."""
        return bool(self.reasons)

    @property
    def alert(self) -> bool:
        """Whether it is raised as an alert: significant or worse, or treated as such (R042)."""
        return bool(self.reasons)
