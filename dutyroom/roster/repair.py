"""Where the first hand left a place empty or a rest too short, the days around it are laid anew.

Only rest binds one shift to the next, so it is enough to know who was at the desk in the last shifts. For each such
recent past the best way to it is kept, the cheapest first: fewest empty places, then fewest things to be pointed out,
then the people who have had least.
"""

from __future__ import annotations

from collections.abc import Sequence

from dutyroom.frozen import dataclass
from dutyroom.roster.board import NOBODY, Board
from dutyroom.roster.model import Pool, SkipReason
from dutyroom.roster.rotation import LAST_RESORTS

_EMPTY = 1000
_REACH = (6, 20, 60)  # shifts before and after, widened while it does not help
_WAYS = 160  # kept side by side
_ABLE = 9  # of those who could be at a place, the ones who have had least

_Recent = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to fill the places so far: what it costs, who was at the desk lately, and the way it goes on from."""

    cost: int
    load: int
    recent: _Recent
    holder: int
    before: _Way | None


def repair(board: Board, pool: Pool) -> int:
    """Lay anew what surrounds the empty or doubtful places of ``pool``, wherever that makes fewer of them.

    Returns what is left of them: a thousand for an empty place, one for a doubtful one.
    """
    for place in board.of_pool[pool]:
        if board.holder[place] == NOBODY and not board.locked[place]:
            _free_somebody(board, place)
    for reach in _REACH:
        doubtful = [place for place in board.of_pool[pool] if not board.locked[place] and _cost(board, place)]
        for window in _windows(board, pool, doubtful, reach):
            _lay_anew(board, pool, window)
        if not doubtful:
            return 0
    return sum(_cost(board, place) for place in board.of_pool[pool] if not board.locked[place])


def _windows(board: Board, pool: Pool, doubtful: Sequence[int], reach: int) -> list[list[int]]:
    """Return the stretches of places within ``reach`` of a doubtful one that somebody could fill."""
    near: set[int] = set()
    for place in doubtful:
        if any(not board.barred[one][board.begin[place]] for one in board.people[pool]):
            near.update(range(board.begin[place] - reach, board.begin[place] + reach + 1))
    windows: list[list[int]] = []
    together = False
    for place in board.of_pool[pool]:
        if board.begin[place] not in near:
            together = False
        elif not board.locked[place]:
            if not together:
                windows.append([])
            windows[-1].append(place)
            together = True
    return windows


def _cost(board: Board, place: int) -> int:
    """Return what the name at ``place`` costs as the board stands: nothing where all is well."""
    member = board.drop(place)
    if member == NOBODY:
        return _EMPTY
    cost = _price(board, place, member)
    board.take(place, member)
    return cost


def _price(board: Board, place: int, member: int) -> int:
    if board.fits(place, member):
        return 0
    return 1 if board.problem(place, member) in LAST_RESORTS else _EMPTY


def _lay_anew(board: Board, pool: Pool, window: Sequence[int]) -> None:
    """Fill the places of ``window`` in the best way there is, or leave them as they are."""
    before = sum(_cost(board, place) for place in window)
    holders = [board.drop(place) for place in window]
    best = _best_way(board, pool, window)
    if best.cost < before:
        way: _Way | None = best
        for number in reversed(range(len(window))):
            assert way is not None
            holders[number], way = way.holder, way.before
    for place, member in zip(window, holders, strict=True):
        if member != NOBODY:
            board.take(place, member)


def _best_way(board: Board, pool: Pool, window: Sequence[int]) -> _Way:
    ways = [_Way(0, 0, (), NOBODY, None)]
    for place in window:
        able = _able(board, pool, place)
        further: dict[_Recent, _Way] = {}
        for way in ways:
            for following in _steps(board, place, able, way):
                known = further.get(following.recent)
                if known is None or (following.cost, following.load) < (known.cost, known.load):
                    further[following.recent] = following
        ways = sorted(further.values(), key=_worth)[:_WAYS]
    return ways[0]


def _worth(way: _Way) -> tuple[int, int, _Recent]:
    return way.cost, way.load, way.recent


def _able(board: Board, pool: Pool, place: int) -> list[tuple[int, int, int]]:
    """Return who could be at ``place`` while its window is empty, with price and what they have had."""
    levels, classes = board.levels[pool], board.classes[place]
    able = [
        (price, sum(levels[member][kind] for kind in classes), member)
        for member in board.people[pool]
        if (price := _price(board, place, member)) < _EMPTY
    ]
    return sorted(able)[:_ABLE]


def _steps(board: Board, place: int, able: Sequence[tuple[int, int, int]], way: _Way) -> list[_Way]:
    """Return the ways on from ``way`` over ``place``: one for each person who could be there, and an empty one."""
    begin = board.begin[place]
    oldest = begin - board.rest
    recent = tuple([one for one in way.recent if one[0] >= oldest])
    lately = {member: shift for shift, member in recent}
    steps = [_Way(way.cost + _EMPTY, way.load, recent, NOBODY, way)]
    for price, level, member in able:
        shift = lately.get(member)
        if shift == begin:
            continue
        cost = way.cost + (price or shift is not None)
        if board.some_new and board.desk[place] and cost == way.cost:
            cost += _newcomers_beside(board, place, member, recent)
        latest = recent if not board.desk[place] else (*recent, (begin, member))
        steps.append(_Way(cost, way.load + level, latest, member, way))
    return steps


def _newcomers_beside(board: Board, place: int, member: int, recent: _Recent) -> int:
    """Return 1 where the last seat of a turn leaves newcomers among themselves."""
    begin = board.begin[place]
    together = [one for shift, one in recent if shift == begin]
    together += [board.holder[seat] for seat in board.beside[place] if board.holder[seat] != NOBODY]
    full = len(together) == len(board.beside[place])
    return int(full and bool(together) and all(begin <= board.new_until[one] for one in (member, *together)))


def _free_somebody(board: Board, place: int) -> None:
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
                        return
            board.take(other, member)
