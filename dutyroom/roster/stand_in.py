"""Candidates in rotation order only, until the real ones are there."""

from __future__ import annotations

from collections.abc import Sequence

from dutyroom.roster.availability import in_rotation
from dutyroom.roster.model import (
    Assignment,
    CandidateRank,
    Member,
    RosterRules,
    Slot,
)
from dutyroom.roster.rules import places_of
from dutyroom.roster.slots import Days


def candidates(
    *,
    calendar: Days,
    rules: RosterRules,
    members: Sequence[Member],
    assignments: Sequence[Assignment],
    slot: Slot,
) -> tuple[CandidateRank, ...]:
    """List the pool."""
    (place,) = [one for one in places_of(calendar, rules, slot.date, slot.date) if one.slot == slot]
    people = in_rotation(members, place.pool)
    return tuple(CandidateRank(m.id, m.name, (), {}, n, len(people)) for n, m in enumerate(people, 1))
