"""The last hand, for small lists: all ways to fill a week are held side by side, with the counts each of them makes.

What no exchange between two people reaches, a ring of four within one week may. A way is told apart by who was at the
desk lately and by what it has given everybody; of two that agree in both, one is enough.
"""

from __future__ import annotations

from collections.abc import Sequence

from dutyroom.frozen import dataclass
from dutyroom.roster.board import NOBODY, Board
from dutyroom.roster.model import DutyClass, Pool
from dutyroom.roster.search import Search

_LENGTH, _STEP = 16, 5
_WAYS = 200
_KINDS = len(DutyClass)

_Recent = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to fill the places so far: what everybody has then, how uneven that is, and the way it goes on from."""

    squares: int
    counts: tuple[int, ...]
    recent: _Recent
    holder: int
    before: _Way | None


def even_out_weeks(board: Board, pool: Pool) -> bool:
    """Lay stretch after stretch of a list in its evenest way; return whether anything became evener."""
    people = board.people[pool]
    places = [place for place in board.of_pool[pool] if not board.locked[place] and board.holder[place] in people]
    if board.some_new and any(board.beside[place] for place in places):
        return False  # who sits beside a newcomer is not among what a way remembers
    gained = False
    for start in range(0, max(1, len(places) - _LENGTH + _STEP), _STEP):
        if not Search(board, pool, people).apart():
            break
        gained |= _lay(board, pool, places[start : start + _LENGTH])
    return gained


def _lay(board: Board, pool: Pool, window: Sequence[int]) -> bool:
    people = board.people[pool]
    before = _uneven([count for one in people for count in board.levels[pool][one]])
    holders = [board.drop(place) for place in window]
    better = False
    best = min(_ways(board, pool, window), key=lambda way: _uneven(way.counts), default=None)
    if best is not None and _uneven(best.counts) < before:
        better = True
        way: _Way | None = best
        for number in reversed(range(len(window))):
            assert way is not None
            holders[number], way = way.holder, way.before
    for place, member in zip(window, holders, strict=True):
        board.take(place, member)
    return better


def _uneven(counts: Sequence[int]) -> tuple[int, int]:
    """Return the sum of all spreads, then the sum of all squares."""
    spreads = [max(counts[kind::_KINDS]) - min(counts[kind::_KINDS]) for kind in range(_KINDS)]
    return sum(spreads), sum(count * count for count in counts)


def _ways(board: Board, pool: Pool, window: Sequence[int]) -> list[_Way]:
    """Return the ways to fill ``window`` without anything to be pointed out, the evenest of them."""
    people = board.people[pool]
    rank = {one: number * _KINDS for number, one in enumerate(people)}
    levels = tuple([count for one in people for count in board.levels[pool][one]])
    ways = [_Way(0, levels, (), NOBODY, None)]
    for place in window:
        able = [one for one in people if board.fits(place, one)]
        further: dict[tuple[_Recent, tuple[int, ...]], _Way] = {}
        for way in ways:
            for following in _steps(board, place, able, rank, way):
                further.setdefault((following.recent, following.counts), following)
        ways = sorted(further.values(), key=_worth)[:_WAYS]
    return ways


def _worth(way: _Way) -> tuple[int, tuple[int, ...], _Recent]:
    return way.squares, way.counts, way.recent


def _steps(board: Board, place: int, able: Sequence[int], rank: dict[int, int], way: _Way) -> list[_Way]:
    begin = board.begin[place]
    oldest = begin - board.rest if board.desk[place] else begin
    recent = tuple([one for one in way.recent if one[0] >= oldest])
    lately = {one for _shift, one in recent}
    steps = []
    for member in able:
        if member in lately:
            continue
        counts, squares = list(way.counts), way.squares
        for kind in board.classes[place]:
            squares += 2 * counts[rank[member] + kind] + 1
            counts[rank[member] + kind] += 1
        steps.append(_Way(squares, tuple(counts), (*recent, (begin, member)), member, way))
    return steps
