"""Rules of single duties: whose list a slot is filled from, who may stand in, which duty holds of several plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from dutyroom.calendar.model import Day
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.roster.model import (
    Assignment,
    Conflict,
    DutyClass,
    Member,
    Pool,
    Post,
    RosterRules,
    Skipped,
    SkipReason,
    Slot,
    SwapState,
    Why,
)
from dutyroom.roster.slots import HOLIDAYS, places_on
from dutyroom.roster.views import Swap

DUTY_ROOM_STAFF = frozenset({Pool.DUTY_ROOM, Pool.HEADS})


@dataclass(frozen=True)
class Standing:
    """A duty that holds, the plan it comes from, and the identity of that plan's draft."""

    assignment: Assignment
    plan_id: str


@dataclass(frozen=True)
class Sat:
    """Somebody who really took a post of a watch."""

    post: Post
    member_id: str


def seats_taken(duties: Sequence[Assignment], sat: Sequence[Sat]) -> dict[Slot, str]:
    """Return which member sat in which slot of one watch.

    ``duties`` are its slots with who counts as on. Who is on one of the list keeps their own slot; others stand in, in
    their order, where somebody of their post did not come. Who finds no slot is one more than was planned.
    """
    found: dict[Slot, str] = {}
    for post in dict.fromkeys(one.post for one in sat):
        members = dict.fromkeys(one.member_id for one in sat if one.post is post)
        free = [one.slot for one in duties if one.slot.post is post and one.member_id not in members]
        own = {one.member_id: one.slot for one in duties if one.slot.post is post and one.member_id in members}
        found |= {slot: member_id for member_id, slot in own.items() if member_id is not None}
        found |= dict(zip(free, (one for one in members if one not in own), strict=False))
    return found


def pool_of(rules: RosterRules, day: Day, slot: Slot) -> Pool | None:
    """Return the list from which a slot is filled on its day, or None where the rules have no such slot."""
    return next((place.pool for place in places_on(day, rules) if place.slot == slot), None)


def check_substitute(day: Day, pool: Pool | None, member: Member | None, substitute: Member) -> None:
    """Raise Refused where this substitute may not take a slot of this day.

    On ordinary days both are duty-room staff (R071, R072); on holidays whoever gives the slot away found somebody of
    the list it is filled from (R079). Nobody stands in for themselves.
    """
    if member is not None and member.id == substitute.id:
        raise Refused("roster.swap_same", name=substitute.name)
    if pool is None or pool not in substitute.pools:
        raise Refused("roster.swap_pool", name=substitute.name)
    staff = all(one is None or one.pools & DUTY_ROOM_STAFF for one in (member, substitute))
    if day.day_type not in HOLIDAYS and not staff:
        raise Refused("roster.swap_staff_only", name=substitute.name)


def with_swaps(standing: Iterable[Standing], swaps: Iterable[tuple[str, Swap]]) -> list[Standing]:
    """Return the duties as agreed swaps leave them.

    ``swaps`` come in the order of agreement, each with the identity made at that moment. One holds in the plan in which
    the slot stands if it was agreed after that plan was drafted (a later draft has it in its names already) and the
    slot still says the name that was given away.
    """
    by_slot = {one.assignment.slot: one for one in standing}
    for agreement_id, swap in swaps:
        known = by_slot.get(swap.slot)
        if known is None or swap.state is not SwapState.AGREED or agreement_id < known.plan_id:
            continue
        if known.assignment.member_id == swap.member_id:
            taken = replace(known.assignment, member_id=swap.substitute_id, name=swap.substitute_name)
            why = _given_away(taken.why, swap)
            by_slot[swap.slot] = replace(known, assignment=replace(taken, why=why))
    return sorted(by_slot.values(), key=lambda one: one.assignment.slot)


def _given_away(why: Why | None, swap: Swap) -> Why | None:
    if why is None:
        return None
    passed = Skipped(swap.member_id, swap.member_name, SkipReason.BY_HAND)
    return replace(why, skipped=(*why.skipped, passed), by_hand=swap.reason)


def why_by_hand(
    pool: Pool,
    member: Member,
    members: Sequence[Member],
    counts: Mapping[DutyClass, int],
    before: Assignment | None,
    reason: str,
) -> Why:
    """Return why a name stands in a slot that somebody gave it: place on the list, counts, who stood there before."""
    listed = sorted((one for one in members if pool in one.pools), key=lambda one: (one.order, one.id))
    place = next((number for number, one in enumerate(listed, 1) if one.id == member.id), 0)
    skipped: tuple[Skipped, ...] = ()
    if before is not None and before.member_id is not None and before.member_id != member.id:
        skipped = (Skipped(before.member_id, before.name, SkipReason.BY_HAND),)
    return Why(pool, place, len(listed), dict(counts), skipped, reason)


def added_conflicts(before: Iterable[Conflict], after: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Return what is wrong after a change and was not before."""
    known = set(before)
    return tuple(conflict for conflict in after if conflict not in known)


def together(*counts: Mapping[str, Mapping[DutyClass, int]]) -> dict[str, dict[DutyClass, int]]:
    """Return the sum of several counts by member and class."""
    summed: dict[str, dict[DutyClass, int]] = {}
    for one in counts:
        for member_id, classes in one.items():
            kept = summed.setdefault(member_id, {})
            for kind, number in classes.items():
                kept[kind] = kept.get(kind, 0) + number
    return summed


def check_period(first: date, last: date, longest_days: int) -> None:
    """Raise Refused ``roster.period_order`` or ``roster.period_too_long`` (in days)."""
    if last < first:
        raise Refused("roster.period_order", first=first.isoformat(), last=last.isoformat())
    if (last - first).days + 1 > longest_days:
        raise Refused("roster.period_too_long", days=longest_days)


def runs_of(days: Iterable[date]) -> list[tuple[date, date]]:
    """Return the first and last day of each run of days that follow one another, in order."""
    runs: list[tuple[date, date]] = []
    for day in sorted(set(days)):
        if runs and (day - runs[-1][1]).days == 1:
            runs[-1] = runs[-1][0], day
        else:
            runs.append((day, day))
    return runs
