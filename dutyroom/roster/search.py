"""The third hand: where no single step evens the counts out any more, steps that first make them worse are tried too.

Counts seen before are not gone back to, so that the search leaves a dead end; the best it came by is kept. It looks
only at whoever has most or least in a class in which two people are two duties apart, and gives up after a fixed number
of trials: the same input gives the same plan, on a slow machine as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dutyroom.roster.board import NOBODY, Board
from dutyroom.roster.model import DutyClass, Pool

_TRIALS = 60_000
_WITHOUT_GAIN = 60
_SPREAD_WEIGHT = 3

_Vector = tuple[int, ...]
_Move = tuple[tuple[int, int], ...]
_NONE = tuple([0] * len(DutyClass))


class Search:
    """Looks for evener counts of one list; places of sections are not its business."""

    def __init__(self, board: Board, pool: Pool) -> None:
        self._board = board
        self._levels = board.levels[pool]
        self._people = board.people[pool]
        self._places = [p for p in board.of_pool[pool] if not board.locked[p] and board.holder[p] != NOBODY]
        self._kinds = sorted({kind for place in self._places for kind in board.classes[place]})
        self._trials = 0

    def run(self) -> None:
        """Search, and leave the board as it was at its best."""
        if len(self._people) < 2 or not self._places:
            return
        seen = {self._counts()}
        best, kept, idle = self._worth(), self._holders(), 0
        while self._apart() and idle < _WITHOUT_GAIN and self._trials < _TRIALS:
            if not self._move(seen):
                break
            seen.add(self._counts())
            idle += 1
            if (worth := self._worth()) < best:
                best, kept, idle = worth, self._holders(), 0
        self._restore(kept)

    def _apart(self) -> list[int]:
        """Return the classes in which two people are two duties apart or more."""
        return [kind for kind in self._kinds if self._spread(kind) >= 2]

    def _spread(self, kind: int) -> int:
        own = [self._levels[one][kind] for one in self._people]
        return max(own) - min(own)

    def _worth(self) -> tuple[int, int]:
        squares = sum(self._levels[one][kind] ** 2 for one in self._people for kind in self._kinds)
        return sum(self._spread(kind) for kind in self._kinds), squares

    def _counts(self) -> tuple[int, ...]:
        return tuple([self._levels[one][kind] for one in self._people for kind in self._kinds])

    def _holders(self) -> list[int]:
        return [self._board.holder[place] for place in self._places]

    def _restore(self, holders: Sequence[int]) -> None:
        changed = [(p, one) for p, one in zip(self._places, holders, strict=True) if self._board.holder[p] != one]
        for place, _one in changed:
            self._board.drop(place)
        for place, one in changed:
            self._board.take(place, one)

    def _move(self, seen: set[tuple[int, ...]]) -> bool:
        """Make the best step to counts that were not there before; False where there is none."""
        offers: list[tuple[int, int, int, _Vector, list[_Move]]] = []
        for one, other in self._pairs():
            for vector, moves in self._moves(one, other).items():
                offers.append((self._price(one, other, vector), one, other, vector, moves))
        offers.sort(key=lambda offer: offer[:4])
        for _price, one, other, vector, moves in offers:
            if self._after(one, other, vector) in seen:
                continue
            for move in moves:
                if self._try(move):
                    return True
            if self._trials > _TRIALS:
                return False
        return False

    def _pairs(self) -> list[tuple[int, int]]:
        """Return the pairs of which one has most or least where somebody is two duties apart."""
        extreme: set[int] = set()
        for kind in self._apart():
            own = [self._levels[one][kind] for one in self._people]
            extreme.update(one for one in self._people if self._levels[one][kind] in (max(own), min(own)))
        return [
            (one, other)
            for number, one in enumerate(self._people)
            for other in self._people[number + 1 :]
            if one in extreme or other in extreme
        ]

    def _moves(self, one: int, other: int) -> dict[_Vector, list[_Move]]:
        """Return what two people can change, by the duties that so go over from ``one`` to ``other``."""
        board = self._board
        own = [place for place in self._places if board.holder[place] in (one, other)]
        found: dict[_Vector, list[_Move]] = {}
        for vector, move in self._exchanges(own, one, other):
            if vector != _NONE:
                found.setdefault(vector, []).append(move)
        return found

    def _exchanges(self, own: Sequence[int], one: int, other: int) -> Iterator[tuple[_Vector, _Move]]:
        """Yield single duties, two duties that change persons, and whole stretches, the small ones first."""
        board = self._board
        steps = [self._step(place, one) for place in own]
        goes = [other if board.holder[place] == one else one for place in own]
        for number, place in enumerate(own):
            yield steps[number], ((place, goes[number]),)
        for first, place in enumerate(own):
            for second in range(first + 1, len(own)):
                if goes[first] != goes[second]:
                    vector = tuple([a + b for a, b in zip(steps[first], steps[second], strict=True)])
                    yield vector, ((place, goes[first]), (own[second], goes[second]))
        for first in range(len(own)):
            vector = steps[first]
            for second in range(first + 1, len(own)):
                vector = tuple([a + b for a, b in zip(vector, steps[second], strict=True)])
                if second > first + 1 or goes[first] == goes[second]:
                    yield vector, tuple(zip(own[first : second + 1], goes[first : second + 1], strict=True))

    def _step(self, place: int, one: int) -> _Vector:
        sign = 1 if self._board.holder[place] == one else -1
        classes = self._board.classes[place]
        return tuple([sign if kind in classes else 0 for kind in range(len(DutyClass))])

    def _price(self, one: int, other: int, vector: _Vector) -> int:
        """Return what the counts would be worth after ``vector`` went from ``one`` to ``other``."""
        price = 0
        for kind in self._kinds:
            moved = vector[kind]
            mine, theirs = self._levels[one][kind], self._levels[other][kind]
            price += 2 * moved * (moved - mine + theirs)
            if moved:
                rest = [self._levels[who][kind] for who in self._people if who not in (one, other)]
                after = [*rest, mine - moved, theirs + moved]
                price += _SPREAD_WEIGHT * (max(after) - min(after) - self._spread(kind))
        return price

    def _after(self, one: int, other: int, vector: _Vector) -> tuple[int, ...]:
        signs = {one: -1, other: 1}
        levels = self._levels
        return tuple(
            [levels[who][kind] + signs.get(who, 0) * vector[kind] for who in self._people for kind in self._kinds]
        )

    def _try(self, move: _Move) -> bool:
        """Make ``move`` where everybody fits; False leaves all as it was."""
        board = self._board
        self._trials += 1
        if any(board.barred[member][board.begin[place]] for place, member in move):
            return False
        holders = [board.drop(place) for place, _member in move]
        for number, (place, member) in enumerate(move):
            if not board.fits(place, member):
                for taken, _one in move[:number]:
                    board.drop(taken)
                for (freed, _one), holder in zip(move, holders, strict=True):
                    board.take(freed, holder)
                return False
            board.take(place, member)
        return True
