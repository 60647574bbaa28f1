"""The first hand: every place of a list in turn of time, to whoever has had least and is next in the rotation.

Leaders, heads and duty-room staff take turns as people: the fewest duties of the rarest class first, and among equals
the next in the rotation. Sections take turns strictly (R074): the first one that has somebody who can be on, and within
it whoever has had least; a section that cannot is owed its turn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dutyroom.roster.availability import present, section_of
from dutyroom.roster.board import NOBODY, Board
from dutyroom.roster.model import Pool, SkipReason
from dutyroom.roster.turns import Standing, Turns, after_taking, order_after

# What may be pointed out rather than leave a place empty, the lesser evil first.
LAST_RESORTS = (SkipReason.RESTING, SkipReason.NEWCOMER_ALONE)


def rotate_people(
    board: Board,
    pool: Pool,
    turns: Turns,
    *,
    spaced: bool = True,
    rarest_first: bool = True,
    backwards: bool = False,
) -> None:
    """Fill the empty places of ``pool`` among its people.

    ``spaced`` prefers who had no duty lately; ``rarest_first`` looks at holidays before nights before the total, and
    not the other way round; ``backwards`` begins with the last place, which helps whoever can only be on late. Another
    way to begin may end in evener counts where leave and rest leave little room.
    """
    people = board.people[pool]
    ranks = {member: rank for rank, member in enumerate(people)}
    apart = comfortable_gap(board, pool) if spaced and not backwards else -board.shifts
    latest = [-board.shifts] * len(board.members)
    for place in reversed(board.of_pool[pool]) if backwards else board.of_pool[pool]:
        where = board.places[place]
        if board.holder[place] == NOBODY and not board.locked[place]:
            last = board.index.get(turns.standing(pool, where.holiday_id).last, NOBODY)
            start = ranks.get(last, NOBODY) + 1
            chosen = _person(board, place, people[start:] + people[:start], latest, apart, rarest_first)
            if chosen != NOBODY:
                board.take(place, chosen)
        holder = board.holder[place]
        if holder != NOBODY:
            latest[holder] = board.begin[place]
            turns.move(pool, where.holiday_id, Standing(board.members[holder].id, where.slot.date))


def comfortable_gap(board: Board, pool: Pool) -> int:
    """Return half the shifts that lie between two duties of one person when all take turns.

    Whoever comes back from leave catches up in the course of weeks, not in a row of nights.
    """
    places = board.of_pool[pool]
    shifts = {shift for place in places for shift in range(board.begin[place], board.end[place])}
    return len(shifts) * len(board.people[pool]) // (2 * max(1, len(places)))


def _person(
    board: Board, place: int, order: Sequence[int], latest: Sequence[int], apart: int, rarest_first: bool
) -> int:
    """Return who of ``order`` is next for ``place``: rested well, then fewest duties, then the order; or ``NOBODY``."""
    near = board.begin[place] - apart
    levels, classes = board.levels[board.places[place].pool], board.classes[place][:: 1 if rarest_first else -1]
    best: tuple[bool, tuple[int, ...]] | None = None
    chosen = NOBODY
    for member in order:
        if board.fits(place, member):
            own = levels[member]
            key = latest[member] > near, tuple([own[kind] for kind in classes])
            if best is None or key < best:
                best, chosen = key, member
    return chosen if chosen != NOBODY else _last_resort(board, place, order)


def _last_resort(board: Board, place: int, order: Sequence[int]) -> int:
    for reason in LAST_RESORTS:
        able = [member for member in order if board.problem(place, member) is reason]
        if able:
            return least_burdened(board, place, able)
    return NOBODY


def least_burdened(board: Board, place: int, members: Sequence[int]) -> int:
    """Return who of ``members`` has had least of what ``place`` counts in; the first among equals."""
    levels, classes = board.levels[board.places[place].pool], board.classes[place]
    return min(members, key=lambda member: tuple(levels[member][kind] for kind in classes))


class Sections:
    """The sections of a room in the order of their rotation, and who of them is there."""

    def __init__(self, board: Board) -> None:
        self.members: dict[str, list[int]] = {}
        for member in board.people[Pool.SECTIONS]:
            self.members.setdefault(section_of(board.members[member]), []).append(member)
        self.names = list(self.members)
        self._board = board

    def order(self, standing: Standing, day: date) -> list[str]:
        """Return the sections that have anybody on ``day``, on leave or not, as their turns come."""
        people = self._board.members
        here = {name for name, own in self.members.items() if any(present(people[member], day) for member in own)}
        return order_after(self.names, standing, here)


def rotate_sections(board: Board, turns: Turns) -> None:
    """Fill the empty places of the sections' list, strictly in the order of sections."""
    sections = Sections(board)
    for place in board.of_pool[Pool.SECTIONS]:
        where = board.places[place]
        standing = turns.standing(Pool.SECTIONS, where.holiday_id)
        order = sections.order(standing, where.slot.date)
        if board.holder[place] == NOBODY and not board.locked[place]:
            chosen = _of_sections(board, place, order, sections.members)
            if chosen != NOBODY:
                board.take(place, chosen)
        holder = board.holder[place]
        if holder != NOBODY:
            taken = section_of(board.members[holder])
            after = after_taking(order, standing, taken, where.slot.date)
            turns.move(Pool.SECTIONS, where.holiday_id, after)


def _of_sections(board: Board, place: int, order: Sequence[str], members: Mapping[str, Sequence[int]]) -> int:
    for name in order:
        able = [member for member in members[name] if board.fits(place, member)]
        if able:
            return least_burdened(board, place, able)
    return _last_resort(board, place, [member for name in order for member in members[name]])
