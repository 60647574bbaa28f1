"""The table the planner works at: places, people, who sits where, and what each has had.

Everything is a number here: places and people by their index, shifts from the first one looked at. One board serves one
plan and is thrown away; nothing of it leaves the roster's rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dutyroom.roster.availability import alone, bar, in_rotation
from dutyroom.roster.fairness import standings
from dutyroom.roster.model import AbsenceKind, Assignment, DutyClass, Member, Pool, RosterRules, SkipReason, Turn
from dutyroom.roster.slots import AT_DESK, Place, span

NOBODY = -1
_CLASS = {kind: number for number, kind in enumerate(DutyClass)}
_MARGIN = 64  # shifts before and after the period that are looked at for rest


class Board:
    """Places and people of one plan; ``take`` and ``drop`` keep rest, meetings and levels up to date."""

    def __init__(
        self, places: Sequence[Place], members: Sequence[Member], rules: RosterRules, first: date, last: date
    ) -> None:
        self.places = tuple(places)
        self.members = tuple(sorted(members, key=lambda member: (member.order, member.id)))
        self.rules = rules
        self.rest = rules.rest_shifts
        self.index = {member.id: number for number, member in enumerate(self.members)}
        self.holder = [NOBODY] * len(self.places)
        self.locked = bytearray(len(self.places))
        self.base = 2 * first.toordinal() - _MARGIN
        self.shifts = 2 * (last - first).days + 2 + 2 * _MARGIN
        self.begin = [place.begin - self.base for place in self.places]
        self.end = [place.end - self.base for place in self.places]
        self.desk = [place.desk for place in self.places]
        self.classes = [tuple(_CLASS[kind] for kind in place.classes) for place in self.places]
        self.of_pool = {pool: self._places_of(pool) for pool in Pool}
        self.people = {pool: [self.index[one.id] for one in in_rotation(self.members, pool)] for pool in Pool}
        self.busy = [bytearray(self.shifts) for _ in self.members]
        self.at_desk = [bytearray(self.shifts) for _ in self.members]
        self.barred = [self._barred(member, first, last) for member in self.members]
        books = standings(self.places, self.members, first)
        self.levels = {
            pool: [[books[pool].get(member.id, {}).get(kind, 0) for kind in DutyClass] for member in self.members]
            for pool in Pool
        }
        self.standing = {pool: [list(own) for own in levels] for pool, levels in self.levels.items()}
        self.new_until = [0 if one.newcomer_until is None else self._number(one.newcomer_until) for one in self.members]
        self.some_new = rules.newcomer_needs_experienced and any(self.new_until)
        self.beside = self._beside() if self.some_new else []

    def take(self, place: int, member: int) -> None:
        """Put ``member`` at the empty ``place``."""
        self.holder[place] = member
        self._note(place, member, 1)

    def drop(self, place: int) -> int:
        """Free ``place`` and return who was there, or ``NOBODY``."""
        member = self.holder[place]
        if member != NOBODY:
            self.holder[place] = NOBODY
            self._note(place, member, -1)
        return member

    def give(self, place: int, member: int) -> None:
        """Put ``member`` at ``place`` instead of whoever is there."""
        self.drop(place)
        self.take(place, member)

    def problem(self, place: int, member: int) -> SkipReason | None:
        """Return why ``member`` should not be at ``place`` as the board stands, the gravest first; None if fit.

        Whoever sits there now is not looked at; ``member`` must not be the one.
        """
        begin, end = self.begin[place], self.end[place]
        if self.barred[member][begin]:
            slot = self.places[place].slot
            found = bar(self.members[member], slot.date, slot.turn)
            return found[0] if found else None
        if any(self.busy[member][begin:end]):
            return SkipReason.TWO_DUTIES
        if self.desk[place]:
            if any(self.at_desk[member][begin - self.rest : end + self.rest]):
                return SkipReason.RESTING
            if self.some_new and self.lonely(place, member):
                return SkipReason.NEWCOMER_ALONE
        return None

    def fits(self, place: int, member: int) -> bool:
        """Return whether nothing speaks against ``member`` at ``place``, as ``problem`` but quicker."""
        begin, end = self.begin[place], self.end[place]
        if self.barred[member][begin] or any(self.busy[member][begin:end]):
            return False
        if not self.desk[place]:
            return True
        if any(self.at_desk[member][begin - self.rest : end + self.rest]):
            return False
        return not (self.some_new and self.lonely(place, member))

    def lonely(self, place: int, member: int) -> bool:
        """Return whether a newcomer would lack somebody experienced; a seat still empty may bring one (R078)."""
        begin = self.begin[place]
        if begin > self.new_until[member]:
            return False
        new, old = 1, 0
        for seat in self.beside[place]:
            other = self.holder[seat]
            if other == NOBODY:
                return False
            if begin > self.new_until[other]:
                old += 1
            else:
                new += 1
        where = self.places[place]
        night = where.slot.turn is not Turn.DAY
        return alone(new, old, seats=1 + len(self.beside[place]), night=night, holiday=where.holiday)

    def seen_outside(self, assignments: Iterable[Assignment]) -> None:
        """Note duties before and after the period, which count for rest only."""
        for assignment in assignments:
            member = self.index.get(assignment.member_id or "")
            begin, end = (number - self.base for number in span(assignment.slot))
            if member is None or begin < 0 or end > self.shifts:
                continue
            for shift in range(begin, end):
                self.busy[member][shift] += 1
                self.at_desk[member][shift] += assignment.slot.post in AT_DESK

    def _note(self, place: int, member: int, by: int) -> None:
        busy = self.busy[member]
        for shift in range(self.begin[place], self.end[place]):
            busy[shift] += by
        if self.desk[place]:
            desk = self.at_desk[member]
            for shift in range(self.begin[place], self.end[place]):
                desk[shift] += by
        own = self.levels[self.places[place].pool][member]
        for kind in self.classes[place]:
            own[kind] += by

    def _places_of(self, pool: Pool) -> list[int]:
        return [number for number, place in enumerate(self.places) if place.pool is pool]

    def _number(self, day: date) -> int:
        """Return the night of ``day`` as a shift of the board; 0 where it is before everything looked at."""
        return max(0, 2 * day.toordinal() + 1 - self.base)

    def _barred(self, member: Member, first: date, last: date) -> bytearray:
        """Return the shifts of the period on which ``member`` cannot be on at all."""
        barred = bytearray(self.shifts)
        for begin, end, nights_only in _spans(member, first, last):
            step = 2 if nights_only else 1
            for shift in range(
                begin.toordinal() * 2 - self.base + nights_only, end.toordinal() * 2 + 2 - self.base, step
            ):
                barred[shift] = 1
        return barred

    def _beside(self) -> list[tuple[int, ...]]:
        """Return for each place at the desk the other places of the same turn."""
        turns: dict[tuple[date, Turn], list[int]] = {}
        for number, place in enumerate(self.places):
            if place.desk:
                turns.setdefault((place.slot.date, place.slot.turn), []).append(number)
        return [
            tuple(seat for seat in turns.get((place.slot.date, place.slot.turn), ()) if place.desk and seat != number)
            for number, place in enumerate(self.places)
        ]


def _spans(member: Member, first: date, last: date) -> Iterable[tuple[date, date, bool]]:
    """Yield the stretches within the period on which somebody is not available, and whether nights only."""
    if member.joins is not None and member.joins > first:
        yield first, min(last, date.fromordinal(member.joins.toordinal() - 1)), False
    if member.leaves is not None and member.leaves < last:
        yield max(first, date.fromordinal(member.leaves.toordinal() + 1)), last, False
    for absence in member.absences:
        if absence.first <= last and absence.last >= first:
            nights_only = absence.kind is AbsenceKind.NO_NIGHTS
            yield max(first, absence.first), min(last, absence.last), nights_only
