"""What holds for watches and handovers: pure, without clock or file.

Sources: R070 (nobody leaves the post), R080 (times), R081 (the log is filled in before it is closed), R083 (the
incoming comes before the time), R084 and R085 (in writing, done and pending apart, pending ones taken one by one).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from dutyroom.calendar.model import ShiftPeriod
from dutyroom.errors import Refused
from dutyroom.handover.model import (
    Away,
    Handover,
    HandoverState,
    Punctuality,
    ReadBackRule,
    WatchEventKind,
    WatchPart,
    WatchPerson,
)
from dutyroom.handover.views import Missing, PendingMatter
from dutyroom.incidents.model import Grade
from dutyroom.log.model import Urgency

WINDOW = timedelta(minutes=20)
"""From when before its time the strip counts down and the incoming is awaited."""
GRACE = timedelta(minutes=10)
"""How long after its time a handover may still be called punctual: two people read a sheet."""
EARLY = timedelta(hours=1)
"""Who takes over within this time before a shift begins takes that shift."""
LATE_ENTRY = timedelta(minutes=30)
UNTOUCHED_WATCHES = 3
TEXT_LIMIT = 2000
_URGENT = frozenset({Urgency.FLASH, Urgency.IMMEDIATE, Urgency.URGENT})


def shift_taken(
    standing: ShiftPeriod | None, now: datetime, shift_at: Callable[[datetime], ShiftPeriod]
) -> ShiftPeriod:
    """Return the shift that whoever takes over at ``now`` takes.

    It is the one that runs, or the one that begins within the hour. A clock that was set back leads to no earlier shift
    than the one that stands: a handover that was done is not done again.
    """
    found = shift_at(now + EARLY)
    return standing if standing is not None and found.start < standing.start else found


def read_back_rule(grade: Grade | None, urgency: Urgency, *, incident: bool, sensitive: bool) -> ReadBackRule | None:
    """Return why a pending matter needs a line of what is to be done, None when a tick is enough."""
    if incident and (sensitive or (grade is not None and grade.significant)):
        return ReadBackRule.SIGNIFICANT
    if incident:
        return ReadBackRule.INCIDENT
    return ReadBackRule.URGENT if urgency in _URGENT else None


def missing_to_sign(
    pending: Sequence[PendingMatter], *, since_seq: int, entries: int, remarks: str, slips: int
) -> tuple[Missing, ...]:
    """Return what the log lacks before the outgoing may sign (R081).

    No slip that somebody of the watch left unsaved before the cut-off; a watch without an entry says so under remarks;
    a matter that came in this watch and has had no step since says on the sheet what is to be done next.
    """
    found = [Missing(code="handover.slip_unsaved", count=slips)] if slips else []
    if not entries and not remarks:
        found.append(Missing(code="handover.log_empty"))
    found += [
        Missing(code="handover.next_step_missing", matter_id=one.matter_id, number=one.number)
        for one in pending
        if one.last_kind.value == "heard" and one.last_seq > since_seq and not one.next_step and not one.classified
    ]
    return tuple(found)


def missing_to_accept(pending: Sequence[PendingMatter]) -> tuple[Missing, ...]:
    """Return what the incoming has not ticked, and where the line of what is to be done lacks (R085)."""
    found = []
    for one in pending:
        if not one.ticked:
            found.append(Missing(code="handover.not_ticked", matter_id=one.matter_id, number=one.number))
        elif one.rule is not None and not one.read_back:
            found.append(
                Missing(code="handover.read_back_missing", matter_id=one.matter_id, number=one.number, rule=one.rule)
            )
    return tuple(found)


def refuse_missing(missing: Sequence[Missing]) -> None:
    """Raise Refused with the first of what is missing."""
    for one in missing:
        if one.code == "handover.slip_unsaved":
            raise Refused("handover.slip_unsaved", count=one.count)
        if one.code == "handover.log_empty":
            raise Refused("handover.log_empty")
        if one.code == "handover.next_step_missing":
            raise Refused("handover.next_step_missing", number=one.number)
        if one.code == "handover.not_ticked":
            raise Refused("handover.not_ticked", number=one.number)
        rule = one.rule.value if one.rule else ""
        raise Refused("handover.read_back_missing", number=one.number, read_back_rule=rule)


def check_state(handover: Handover, *allowed: HandoverState) -> None:
    """Raise Refused ``handover.wrong_state`` unless the handover stands in one of these states."""
    if handover.state not in allowed:
        raise Refused("handover.wrong_state", handover_state=handover.state.value)


def punctuality(handover: Handover) -> Punctuality:
    """Return how punctual an accepted handover was (R083)."""
    accepted = handover.accepted_at or handover.due_at
    if accepted < handover.due_at - EARLY:
        return Punctuality.UNPLANNED
    if accepted > handover.due_at + GRACE:
        return Punctuality.LATE
    arrived = handover.arrived_at
    return Punctuality.ARRIVED_LATE if arrived is not None and arrived > handover.due_at else Punctuality.ON_TIME


class PeopleOfWatch:
    """Adds up what happened to the people of a watch: who is on, and who has stepped away."""

    def __init__(self) -> None:
        self.people: list[WatchPerson] = []
        self.absences: list[Away] = []

    def add(self, kind: WatchEventKind, part: WatchPart, account_id: str, name: str, reason: str, at: datetime) -> None:
        """Take one event into account."""
        if kind in (WatchEventKind.TOOK_OVER, WatchEventKind.JOINED):
            if part is WatchPart.LEADER_IN_CHARGE:
                self._end_people(at, part=part)
            self.people.append(WatchPerson(account_id=account_id, name=name, part=part, since=at))
        elif kind is WatchEventKind.LEFT:
            self._end_people(at, account_id=account_id, name=name)
            self._end_absences(at, account_id)
        elif kind is WatchEventKind.STEPPED_AWAY:
            self.absences.append(Away(account_id=account_id, name=name, reason=reason, since=at))
        else:
            self._end_absences(at, account_id)

    def close(self, at: datetime) -> None:
        """Let the watch have ended: nobody is on or away any more."""
        self._end_people(at)
        self._end_absences(at)

    def _end_people(
        self, at: datetime, *, account_id: str | None = None, name: str = "", part: WatchPart | None = None
    ) -> None:
        for place, one in enumerate(self.people):
            ours = account_id is None or (one.account_id == account_id and one.name == name)
            if one.until is None and ours and part in (None, one.part):
                self.people[place] = replace(one, until=at)

    def _end_absences(self, at: datetime, account_id: str | None = None) -> None:
        for place, one in enumerate(self.absences):
            if one.until is None and account_id in (None, one.account_id):
                self.absences[place] = replace(one, until=at)


def names_of(people: Iterable[WatchPerson]) -> tuple[str, ...]:
    """Return the names of people, each once."""
    return tuple(dict.fromkeys(one.name for one in people))
