"""By when what has to be told: profiles as data, and the due moments that follow from a receipt.

The clock starts at receipt (R090). Everything here is pure: no clock is asked, moments are absolute and in UTC, and
local times of the day are those of the zone handed in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from dutyroom.clock import as_utc
from dutyroom.frozen import dataclass
from dutyroom.incidents.model import Grade, Source, Verification


class Stage(StrEnum):
    """Which report is due; ``FIRST`` by whatever means, where a rule knows no difference of phone and paper."""

    FIRST = "first"
    PHONE = "phone"
    WRITTEN = "written"
    FOLLOW_UP = "follow_up"
    ZERO_REPORT = "zero_report"
    CASUALTY_UPDATE = "casualty_update"
    FINAL = "final"


class ProfileKind(StrEnum):
    """Whether a profile is chosen for a room, joins for its kinds of events, or is there to be read."""

    ROOM = "room"
    SECTOR = "sector"
    LAW = "law"
    SUPERSEDED = "superseded"


class Lateness(StrEnum):
    """What a report is called that was not as it had to be (迟报、漏报、谎报、瞒报)."""

    LATE = "late"
    MISSED = "missed"
    FALSE = "false"
    CONCEALED = "concealed"


@dataclass(frozen=True)
class Timing:
    """When a report is due; exactly one of these says so.

    ``within`` minutes from receipt; ``at_once`` without any number; ``every`` so many hours; ``at`` these local times
    of each day; ``days`` from the day of the event; ``after_end`` minutes from the end of the handling.
    """

    within: int | None = None
    at_once: bool = False
    every: int | None = None
    at: tuple[time, ...] = ()
    days: int | None = None
    after_end: int | None = None


@dataclass(frozen=True)
class DutyRule:
    """One duty to report: when it applies (empty: always), when it is due, whose it is and whom it goes to.

    ``by`` is empty where the duty is the room's own; only such rules start a clock.
    """

    id: str
    stage: Stage
    timing: Timing
    grades: frozenset[Grade]
    types: frozenset[str]
    only_sensitive: bool
    by: str
    to: str
    words: str
    verification: Verification
    source: Source

    @property
    def starts_clock(self) -> bool:
        """Whether the room itself has to act by a moment that can be reckoned."""
        return not self.by and not self.timing.at_once

    def applies(self, type_id: str, grade: Grade | None, sensitive: bool) -> bool:
        """Whether the rule is for such an incident; a sensitive one counts as significant at least (R042)."""
        if sensitive and (grade is None or not grade.significant):
            grade = Grade.III
        return (
            (not self.only_sensitive or sensitive)
            and (not self.grades or grade in self.grades)
            and (not self.types or type_id in self.types)
        )


@dataclass(frozen=True)
class DailyReport:
    """A report of every day, whether anything happened or not: by which local time, and when it is asked for."""

    at: time
    words: str
    verification: Verification
    source: Source


@dataclass(frozen=True)
class DeadlineProfile:
    """The limits of one place or one law; ``base`` says what the place leaves open, ``sector`` joins by kind of event.

    ``reach`` is up to whom a grade has to go; ``warn_before`` the minutes of warning before a limit.
    """

    id: str
    names: Mapping[str, str]
    kind: ProfileKind
    rules: tuple[DutyRule, ...]
    verification: Verification
    source: Source
    reach: Mapping[Grade, str]
    warn_before: int
    daily_report: DailyReport | None
    remarks: tuple[str, ...]
    base: DeadlineProfile | None = None
    sector: tuple[DutyRule, ...] = ()


@dataclass(frozen=True)
class LatenessTerm:
    """What the law calls late, missed, false and concealed, in its own words."""

    kind: Lateness
    quote: str
    verification: Verification
    source: Source


@dataclass(frozen=True)
class DeadlineBook:
    """All profiles in one version, and which one a new room begins with."""

    version: int
    default: str
    profiles: Mapping[str, DeadlineProfile]
    lateness: tuple[LatenessTerm, ...]

    def choices(self) -> tuple[DeadlineProfile, ...]:
        """Return the profiles that a room can choose from."""
        return tuple(one for one in self.profiles.values() if one.kind is ProfileKind.ROOM)


@dataclass(frozen=True)
class Due:
    """One moment by which one report has to be out; ``number`` counts the reports of a stage from 1."""

    stage: Stage
    at: datetime
    number: int
    rule: DutyRule


def duty_rules(profile: DeadlineProfile, *, type_id: str, grade: Grade | None, sensitive: bool) -> tuple[DutyRule, ...]:
    """Return the rules for such an incident: the place's own, what it leaves open from its base, and the sector's.

    ``sensitive`` is whether it counts as significant whatever its grade (``Assessment.reasons``). Duties of others and
    those without a number are among them, for the screen to show; they start no clock.
    """
    chosen: list[DutyRule] = []
    covered: set[Stage] = set()
    layer: DeadlineProfile | None = profile
    while layer is not None:
        own = [one for one in layer.rules if one.applies(type_id, grade, sensitive)]
        chosen += [one for one in own if one.stage not in covered or not one.starts_clock]
        timed = {one.stage for one in own if one.starts_clock}
        covered |= timed
        if Stage.FIRST in timed:  # by whatever means: stands for phone and paper alike
            covered |= {Stage.PHONE, Stage.WRITTEN}
        layer = layer.base
    return (*chosen, *(one for one in profile.sector if one.applies(type_id, grade, sensitive)))


def duties(
    profile: DeadlineProfile,
    *,
    type_id: str,
    grade: Grade | None,
    sensitive: bool,
    received_at: datetime,
    until: datetime,
    zone: ZoneInfo,
    happened_at: datetime | None = None,
    ended_at: datetime | None = None,
) -> tuple[Due, ...]:
    """Return what the room has to report by when, up to ``until``, in order; ValueError for a naive moment.

    Whether an incident below significant goes up at all is for the handling level to say (R254); the moments returned
    are those that hold once it does. Follow-ups begin after the first reports are due and stop at ``ended_at``. Changed
    casualties are to be reported until the end of the last day, counted from the day after ``happened_at`` (else after
    the receipt). The final report is due only once ``ended_at`` is known. Source: R040, R090.
    """
    received_at, until = as_utc(received_at), as_utc(until)
    rules = duty_rules(profile, type_id=type_id, grade=grade, sensitive=sensitive)
    own = [one for one in rules if one.starts_clock]
    found = _first_reports(own, received_at)
    begun = max((due.at for due in found), default=received_at)
    last = until if ended_at is None else min(until, as_utc(ended_at))
    for stage in (Stage.FOLLOW_UP, Stage.ZERO_REPORT):
        found += _repeated([one for one in own if one.stage is stage], received_at, begun, last, zone)
    for rule in own:
        if rule.timing.days is not None:
            found.append(Due(rule.stage, _end_of_days(happened_at or received_at, rule.timing.days, zone), 1, rule))
        if rule.timing.after_end is not None and ended_at is not None:
            found.append(Due(rule.stage, as_utc(ended_at) + timedelta(minutes=rule.timing.after_end), 1, rule))
    return tuple(sorted((due for due in found if due.at <= until), key=lambda due: due.at))


def next_follow_up(
    profile: DeadlineProfile, *, type_id: str, grade: Grade | None, sensitive: bool, after: datetime, zone: ZoneInfo
) -> datetime | None:
    """Return when the next follow-up is due after a report went out at ``after``; None where no rule asks for one."""
    after = as_utc(after)
    moments = []
    for rule in duty_rules(profile, type_id=type_id, grade=grade, sensitive=sensitive):
        if rule.stage is Stage.FOLLOW_UP and rule.starts_clock:
            if rule.timing.every is not None:
                moments.append(after + timedelta(hours=rule.timing.every))
            if rule.timing.at:
                moments.append(next(_at_times(rule.timing.at, after, zone)))
    return min(moments, default=None)


def _first_reports(own: Sequence[DutyRule], received_at: datetime) -> list[Due]:
    """Return one due moment for each stage: the strictest of those named."""
    strictest: dict[Stage, DutyRule] = {}
    minutes: dict[Stage, int] = {}
    for rule in own:
        within = rule.timing.within
        if within is not None and within < minutes.get(rule.stage, within + 1):
            strictest[rule.stage], minutes[rule.stage] = rule, within
    return [Due(stage, received_at + timedelta(minutes=minutes[stage]), 1, rule) for stage, rule in strictest.items()]


def _repeated(
    rules: Sequence[DutyRule], received_at: datetime, begun: datetime, last: datetime, zone: ZoneInfo
) -> list[Due]:
    """Return the reports that come again and again after ``begun``, up to ``last``, numbered over all rules."""
    moments: dict[datetime, DutyRule] = {}
    for rule in rules:
        for moment in _moments(rule.timing, received_at, begun, zone):
            if moment > last:
                break
            moments.setdefault(moment, rule)
    return [Due(moments[at].stage, at, number, moments[at]) for number, at in enumerate(sorted(moments), 1)]


def _moments(timing: Timing, received_at: datetime, begun: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    if timing.every is not None:
        step = timedelta(hours=timing.every)
        number = (begun - received_at) // step + 1
        while True:
            yield received_at + number * step
            number += 1
    if timing.at:
        yield from _at_times(timing.at, begun, zone)


def _at_times(times: Sequence[time], after: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the moments after ``after`` at which a clock in ``zone`` shows one of ``times``, without an end."""
    day = after.astimezone(zone).date()
    while True:
        moments = sorted(datetime.combine(day, wall, tzinfo=zone).astimezone(UTC) for wall in times)
        yield from (moment for moment in moments if moment > after)
        day += timedelta(days=1)


def _end_of_days(start: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return the end of the last of ``days`` days; the day it began on is not counted."""
    first = as_utc(start).astimezone(zone).date()
    return datetime.combine(first + timedelta(days=days + 1), time(0), tzinfo=zone).astimezone(UTC)
