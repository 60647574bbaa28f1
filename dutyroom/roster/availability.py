"""Who can be on at all: membership, leave, trips, nights. What depends on other duties stands with the planner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dutyroom.roster.model import AbsenceKind, ConflictKind, Member, Pool, SkipReason, Turn

Bar = tuple[SkipReason, date | None]

CONFLICT_OF: Mapping[SkipReason, ConflictKind] = {
    SkipReason.NOT_YET_HERE: ConflictKind.NOT_HERE,
    SkipReason.LEFT: ConflictKind.NOT_HERE,
    SkipReason.ABSENT: ConflictKind.ABSENT,
    SkipReason.NO_NIGHTS: ConflictKind.NO_NIGHTS,
    SkipReason.TWO_DUTIES: ConflictKind.TWO_DUTIES,
    SkipReason.RESTING: ConflictKind.RESTING,
    SkipReason.NEWCOMER_ALONE: ConflictKind.NEWCOMER_ALONE,
}


def present(member: Member, day: date) -> bool:
    """Return whether ``member`` belongs to the room on ``day``, on leave or not."""
    return (member.joins is None or member.joins <= day) and (member.leaves is None or day <= member.leaves)


def bar(member: Member, day: date, turn: Turn) -> Bar | None:
    """Return why ``member`` cannot be on at all in a turn of ``day`` and until when; None where nothing stands against.

    A night counts by the date it begins on: it ends on the morning of the first day of a leave.
    """
    if member.joins is not None and day < member.joins:
        return SkipReason.NOT_YET_HERE, member.joins
    if member.leaves is not None and day > member.leaves:
        return SkipReason.LEFT, None
    found: Bar | None = None
    for absence in member.absences:
        if not absence.first <= day <= absence.last:
            continue
        if absence.kind is not AbsenceKind.NO_NIGHTS:
            return SkipReason.ABSENT, absence.last
        if turn is Turn.NIGHT:
            found = SkipReason.NO_NIGHTS, absence.last
    return found


def newcomer(member: Member, day: date) -> bool:
    """Return whether somebody experienced has to be beside ``member`` on ``day`` (R078)."""
    return member.newcomer_until is not None and day <= member.newcomer_until


def alone(newcomers: int, experienced: int, *, seats: int, night: bool, holiday: bool) -> bool:
    """Return whether newcomers at the desk lack somebody experienced.

    One seat is enough for a newcomer by day, while the offices are there or one call away, but not at night and not on
    a holiday; two seats and more are paired at any time. Source: R078.
    """
    return newcomers > 0 and experienced == 0 and (seats > 1 or night or holiday)


def in_rotation(members: Iterable[Member], pool: Pool) -> tuple[Member, ...]:
    """Return the members of ``pool`` in the order of its rotation; equal places go by id."""
    return tuple(
        sorted((member for member in members if pool in member.pools), key=lambda member: (member.order, member.id))
    )


def section_of(member: Member) -> str:
    """Return the section of a member; who has none is a section alone."""
    return member.section or member.name


def sections_in_rotation(members: Sequence[Member]) -> dict[str, list[Member]]:
    """Return the members of each section, sections in the order of their first member (R074)."""
    sections: dict[str, list[Member]] = {}
    for member in in_rotation(members, Pool.SECTIONS):
        sections.setdefault(section_of(member), []).append(member)
    return sections
