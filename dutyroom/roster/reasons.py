"""Why this name: for every place of a finished board, its rotation, the counts before, and who was passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from dutyroom.roster.availability import bar, present, section_of
from dutyroom.roster.board import NOBODY, Board
from dutyroom.roster.model import Assignment, DutyClass, Member, Pool, Skipped, SkipReason, Slot, Why
from dutyroom.roster.rotation import Sections, comfortable_gap
from dutyroom.roster.turns import Standing, Turns, after_taking


class Reasons:
    """Walks over a finished board in order of time; ``turns`` begins where earlier plans stopped and is moved on."""

    def __init__(self, board: Board, turns: Turns) -> None:
        self._board = board
        self._turns = turns
        self._levels = board.standing
        self._sections = Sections(board)
        self._latest = {pool: [-board.shifts] * len(board.members) for pool in Pool}
        self._apart = {pool: comfortable_gap(board, pool) for pool in Pool}

    def assignments(self, fixed: Mapping[Slot, Assignment]) -> tuple[Assignment, ...]:
        """Return every place with its name and reason; what was fixed stays word for word but for a missing reason."""
        board = self._board
        numbered = groupby(range(len(board.places)), key=lambda number: board.places[number].slot.date)
        return tuple(assignment for day, group in numbered for assignment in self._day(day, list(group), fixed))

    def _day(self, day: date, places: Sequence[int], fixed: Mapping[Slot, Assignment]) -> Iterator[Assignment]:
        board = self._board
        of_sections = [place for place in places if board.places[place].pool is Pool.SECTIONS]
        on_today = {section_of(board.members[one]) for p in of_sections if (one := board.holder[p]) != NOBODY}
        for place in places:
            slot, holder = board.places[place].slot, board.holder[place]
            given = fixed.get(slot)
            if holder == NOBODY:
                yield given or Assignment(slot, None)
                continue
            member = board.members[holder]
            by_hand = "" if given is None or given.why is None else given.why.by_hand
            why = given.why if given is not None and given.why is not None else self._why(place, on_today, by_hand)
            yield Assignment(slot, member.id, member.name, why, fixed=given is not None)
        self._move_on(day, places, of_sections)

    def _move_on(self, day: date, places: Iterable[int], of_sections: Sequence[int]) -> None:
        """Count the duties of a day and move the rotations on."""
        board = self._board
        for place in places:
            pool, holder = board.places[place].pool, board.holder[place]
            if holder == NOBODY:
                continue
            for kind in board.classes[place]:
                self._levels[pool][holder][kind] += 1
            self._latest[pool][holder] = board.begin[place]
            if pool is not Pool.SECTIONS:
                standing = Standing(board.members[holder].id, day)
                self._turns.move(pool, board.places[place].holiday_id, standing)
        taken = [section_of(board.members[one]) for place in of_sections if (one := board.holder[place]) != NOBODY]
        while taken:
            holiday_id = board.places[of_sections[0]].holiday_id
            standing = self._turns.standing(Pool.SECTIONS, holiday_id)
            order = self._sections.order(standing, day)
            following = min(taken, key=lambda name: order.index(name) if name in order else len(order))
            taken.remove(following)
            self._turns.move(Pool.SECTIONS, holiday_id, after_taking(order, standing, following, day))

    def _why(self, place: int, on_today: set[str], by_hand: str) -> Why:
        board = self._board
        where, holder = board.places[place], board.holder[place]
        counts = dict(zip(DutyClass, self._levels[where.pool][holder], strict=True))
        standing = self._turns.standing(where.pool, where.holiday_id)
        if where.pool is Pool.SECTIONS:
            order = self._sections.order(standing, where.slot.date)
            own = section_of(board.members[holder])
            rank = order.index(own) + 1 if own in order else 0
            nearer = [name for name in order[: max(0, rank - 1)] if name not in on_today]
            passed = [one for name in (*nearer, own) for one in self._sections.members.get(name, ()) if one != holder]
            of = len(order)
        else:
            line = self._line(where.pool, standing, where.slot.date)
            rank = line.index(holder) + 1 if holder in line else 0
            passed, of = line[: max(0, rank - 1)], len(line)
        skipped = tuple(skip for one in passed if (skip := self._skipped(place, one)) is not None)
        return Why(where.pool, rank, of, counts, skipped, by_hand)

    def _line(self, pool: Pool, standing: Standing, day: date) -> list[int]:
        """Return the people of ``pool`` who belong to the room on ``day``, as their turns come."""
        board = self._board
        people = board.people[pool]
        last = board.index.get(standing.last, NOBODY)
        start = people.index(last) + 1 if last in people else 0
        return [one for one in people[start:] + people[:start] if present(board.members[one], day)]

    def _skipped(self, place: int, one: int) -> Skipped | None:
        board = self._board
        member, slot = board.members[one], board.places[place].slot
        if not present(member, slot.date):
            return None
        reason = board.problem(place, one) or self._rather(place, one)
        return Skipped(member.id, member.name, reason, _until(member, slot, reason))

    def _rather(self, place: int, one: int) -> SkipReason:
        """Return why somebody who could be on is not: had more, had one lately, or it comes out even in the end."""
        board, pool, holder = self._board, self._board.places[place].pool, self._board.holder[place]
        if board.locked[place]:
            return SkipReason.BY_HAND
        levels = self._levels[pool]
        mine = [levels[holder][kind] for kind in board.classes[place]]
        if [levels[one][kind] for kind in board.classes[place]] > mine:
            return SkipReason.FAIRNESS
        near = board.begin[place] - self._apart[pool]
        if self._latest[pool][one] > near >= self._latest[pool][holder]:
            return SkipReason.RESTING
        return SkipReason.BALANCE


def _until(member: Member, slot: Slot, reason: SkipReason) -> date | None:
    if reason not in (SkipReason.ABSENT, SkipReason.NO_NIGHTS):
        return None
    found = bar(member, slot.date, slot.turn)
    return found[1] if found else None
