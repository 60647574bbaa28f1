"""Where the first hand left a place empty or a rest too short, the days around it are laid anew.

Only rest binds one shift to the next, so it is enough to know who was at the desk in the last shifts. For each such
recent past the best way to it is kept, the cheapest first: fewest empty places, then fewest things to be pointed out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dutyroom.roster.board import NOBODY, Board
from dutyroom.roster.model import Pool, SkipReason

_EMPTY = 1000
_REACH = (4, 10, 24, 60)  # shifts before and after, widened while it does not help
_WAYS = 500  # kept side by side
_SOFT = (SkipReason.RESTING, SkipReason.NEWCOMER_ALONE)


@dataclass(frozen=True)
class _Way:
    """One way to fill the places so far: what it costs, who is on, and who was at the desk lately."""

    cost: int
    load: int
    recent: tuple[tuple[int, int], ...]
    holders: tuple[int, ...]


def repair(board: Board, pool: Pool) -> None:
    """Lay anew what surrounds an empty or doubtful place of ``pool``, wherever that makes fewer of them."""
    for place in board.of_pool[pool]:
        if board.locked[place] or not _cost(board, place):
            continue
        if board.holder[place] == NOBODY and _free_somebody(board, place):
            continue
        for reach in _REACH:
            if _lay_anew(board, pool, place, reach) and not _cost(board, place):
                break


def _cost(board: Board, place: int) -> int:
    """Return what the name at ``place`` costs as the board stands: nothing where all is well."""
    member = board.drop(place)
    if member == NOBODY:
        return _EMPTY
    cost = _price(board, place, member)
    board.take(place, member)
    return cost


def _price(board: Board, place: int, member: int) -> int:
    match board.problem(place, member):
        case None:
            return 0
        case SkipReason.RESTING | SkipReason.NEWCOMER_ALONE:
            return 1
        case _:
            return _EMPTY


def _lay_anew(board: Board, pool: Pool, place: int, reach: int) -> bool:
    """Fill the places of ``pool`` around ``place`` in the best way there is; False leaves them as they were."""
    low, high = board.begin[place] - reach, board.begin[place] + reach
    window = [one for one in board.of_pool[pool] if low <= board.begin[one] <= high and not board.locked[one]]
    before = sum(_cost(board, one) for one in window)
    holders = [board.drop(one) for one in window]
    best = _best_way(board, pool, window)
    better = best.cost < before
    for one, member in zip(window, best.holders if better else holders, strict=True):
        if member != NOBODY:
            board.take(one, member)
    return better


def _best_way(board: Board, pool: Pool, window: Sequence[int]) -> _Way:
    ways: dict[tuple[tuple[int, int], ...], _Way] = {(): _Way(0, 0, (), ())}
    for place in window:
        able = [(member, price) for member in board.people[pool] if (price := _price(board, place, member)) < _EMPTY]
        further: dict[tuple[tuple[int, int], ...], _Way] = {}
        for way in ways.values():
            for following in _steps(board, place, able, way):
                known = further.get(following.recent)
                if known is None or (following.cost, following.load) < (known.cost, known.load):
                    further[following.recent] = following
        kept = sorted(further.values(), key=lambda way: (way.cost, way.load, way.holders))[:_WAYS]
        ways = {way.recent: way for way in kept}
    return min(ways.values(), key=lambda way: (way.cost, way.load, way.holders))


def _steps(board: Board, place: int, able: Sequence[tuple[int, int]], way: _Way) -> list[_Way]:
    """Return the ways on from ``way`` over ``place``: one for each person who could be there, and an empty one."""
    begin = board.begin[place]
    recent = tuple(one for one in way.recent if one[0] >= begin - board.rest)
    steps = [_Way(way.cost + _EMPTY, way.load, recent, (*way.holders, NOBODY))]
    levels = board.levels[board.places[place].pool]
    lately = {member: shift for shift, member in recent}
    for member, price in able:
        if lately.get(member) == begin:
            continue
        cost = way.cost + (price or member in lately)
        if board.some_new and board.desk[place] and cost == way.cost:
            cost += _newcomers_beside(board, place, member, recent)
        load = way.load + sum(levels[member][kind] for kind in board.classes[place])
        steps.append(_Way(cost, load, (*recent, (begin, member)), (*way.holders, member)))
    return steps


def _newcomers_beside(board: Board, place: int, member: int, recent: Sequence[tuple[int, int]]) -> int:
    """Return 1 where the last seat of a turn leaves newcomers among themselves."""
    begin = board.begin[place]
    together = [one for shift, one in recent if shift == begin]
    together += [board.holder[seat] for seat in board.beside[place] if board.holder[seat] != NOBODY]
    full = len(together) == len(board.beside[place])
    return int(full and all(begin <= board.new_until[one] for one in (member, *together)) and bool(together))


def _free_somebody(board: Board, place: int) -> bool:
    """Fill an empty place with somebody who is on elsewhere at that time and whom another can take over from."""
    for member in board.people[board.places[place].pool]:
        if board.problem(place, member) is not SkipReason.TWO_DUTIES:
            continue
        for other, holder in enumerate(board.holder):
            meets = board.begin[other] < board.end[place] and board.begin[place] < board.end[other]
            fixed = board.locked[other] or board.places[other].pool is Pool.SECTIONS  # sections keep their turns
            if holder != member or not meets or fixed:
                continue
            board.drop(other)
            if board.fits(place, member):
                for stand_in in board.people[board.places[other].pool]:
                    if stand_in != member and board.fits(other, stand_in):
                        board.take(other, stand_in)
                        board.take(place, member)
                        return True
            board.take(other, member)
    return False
