"""The third hand: where no single step evens the counts out any more, steps that first make them worse are tried too.

Counts seen before are not gone back to, so that the search leaves a dead end; the best it came by is kept. It looks
only at whoever has most or least in a class in which two people are two duties apart, and gives up after a fixed number
of trials: the same input gives the same plan, on a slow machine as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dutyroom.roster.board import Board
from dutyroom.roster.model import DutyClass, Pool

_EFFORT = 40_000  # exchanges looked at
_WITHOUT_GAIN = 40
_FAR = 24  # duties of two people over which an exchange reaches
_FEW = 12  # people of whom all are looked at when the same counts are laid in another way
_SPREAD_WEIGHT = 3

# What goes over from one to another, by class, in one number: adding numbers adds the duties of each class.
_UNIT = tuple(1 << (12 * kind) for kind in range(len(DutyClass)))
_MIDDLE = sum(unit << 11 for unit in _UNIT)


def _duties(vector: int, kind: int) -> int:
    return (((vector + _MIDDLE) >> (12 * kind)) & 0xFFF) - 0x800


class _Pair:
    """What two people can change: for each outcome the exchanges that have it, the small ones first.

    An exchange is the place in the row of their duties where it begins, where it ends, and whether what lies between
    goes with it.
    """

    def __init__(self, board: Board, places: Sequence[int], one: int, other: int) -> None:
        self.one, self.other = one, other
        self.places = [place for place in places if board.holder[place] in (one, other)]
        self.goes = [other if board.holder[place] == one else one for place in self.places]
        self.offers: dict[int, list[tuple[int, int, bool]]] = {}
        self.size = 0
        steps = []
        for place, goes in zip(self.places, self.goes, strict=True):
            units = sum(_UNIT[kind] for kind in board.classes[place])
            steps.append(units if goes == other else -units)
        for vector, offer in self._exchanges(steps):
            self.size += 1
            self.offers.setdefault(vector, []).append(offer)

    def _exchanges(self, steps: Sequence[int]) -> Iterator[tuple[int, tuple[int, int, bool]]]:
        count = len(steps)
        for first in range(count):
            yield steps[first], (first, first, True)
        for first in range(count):
            for second in range(first + 1, min(count, first + _FAR)):
                if self.goes[first] != self.goes[second]:
                    yield steps[first] + steps[second], (first, second, False)
        for first in range(count):
            vector = steps[first]
            for second in range(first + 1, min(count, first + _FAR)):
                vector += steps[second]
                if second > first + 1 or self.goes[first] == self.goes[second]:
                    yield vector, (first, second, True)

    def move(self, first: int, second: int, between: bool) -> list[tuple[int, int]]:
        """Return the places of an exchange, each with whom it goes to."""
        chosen = range(first, second + 1) if between else (first, second)
        return [(self.places[number], self.goes[number]) for number in chosen]


class Search:
    """Looks for evener counts among some people of one list: all of it, or those of one section."""

    def __init__(self, board: Board, pool: Pool, people: Sequence[int]) -> None:
        self._board = board
        self._levels = board.levels[pool]
        self._people = people
        self._places = [p for p in board.of_pool[pool] if not board.locked[p] and board.holder[p] in people]
        self._kinds = sorted({kind for place in self._places for kind in board.classes[place]})
        self._most = {kind: {one: self._most_of(one, kind) for one in people} for kind in self._kinds}
        self._effort = 0
        self._seen: set[tuple[int, ...]] = set()
        self._laid: set[tuple[int, ...]] = set()
        self._known: dict[tuple[int, int], _Pair] = {}

    def run(self) -> None:
        """Search, and leave the board as it was at its best."""
        if len(self._people) < 2 or not self._places:
            return
        self._seen = {self._counts()}
        self._laid = {tuple(self._holders())}
        best, kept, idle = self.worth(), self._holders(), 0
        while self.apart() and idle < _WITHOUT_GAIN and self._effort < _EFFORT:
            if not self._move(anew=idle % 3 != 2) and not self._move(anew=idle % 3 == 2):
                break
            self._seen.add(self._counts())
            idle += 1
            if (worth := self.worth()) < best:
                best, kept, idle = worth, self._holders(), 0
        self._restore(kept)

    def apart(self) -> list[int]:
        """Return the classes in which somebody has two duties more than another who could have more."""
        return [kind for kind in self._kinds if self._top(kind) - self._bottom(kind) >= 2]

    def _top(self, kind: int) -> int:
        return max(self._levels[one][kind] for one in self._people)

    def _bottom(self, kind: int) -> int:
        """Return the least that anybody has who could have more."""
        levels, most = self._levels, self._most[kind]
        return min((levels[one][kind] for one in self._people if levels[one][kind] < most[one]), default=1 << 30)

    def _most_of(self, one: int, kind: int) -> int:
        """Return how high the count of ``one`` could rise if all others stood back: leave and rest alone say so."""
        board = self._board
        free, count = 0, self._levels[one][kind]
        for place in sorted(self._places, key=lambda place: board.end[place]):
            if kind not in board.classes[place]:
                continue
            count -= board.holder[place] == one
            if board.begin[place] >= free and not board.barred[one][board.begin[place]]:
                count += 1
                free = board.end[place] + (board.rest if board.desk[place] else 0)
        return count

    def _spread(self, kind: int) -> int:
        own = [self._levels[one][kind] for one in self._people]
        return max(own) - min(own)

    def worth(self) -> tuple[int, int]:
        """Return how uneven the counts are: the sum of all spreads, then the sum of all squares."""
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

    def _move(self, *, anew: bool) -> bool:
        """Make the best step there is; False where there is none.

        ``anew`` asks for counts that were not there before; otherwise the same counts are laid in another way, so that
        a step which rest forbids now may be free later.
        """
        offers: list[tuple[int, int, int, int]] = []
        for one, other in self._pairs(everybody=not anew and len(self._people) <= _FEW):
            offers += self._prices(self._pair(one, other))
        offers.sort()
        for _price, one, other, vector in offers:
            if (self._after(one, other, vector) in self._seen) == anew:
                continue
            pair = self._known[one, other]
            for offer in pair.offers[vector]:
                self._effort += 4
                move = pair.move(*offer)
                if self._try(move):
                    laid = tuple(self._holders())
                    if laid not in self._laid:
                        self._laid.add(laid)
                        self._known = {key: kept for key, kept in self._known.items() if not {one, other} & set(key)}
                        return True
                    self._undo(move, one, other)
            if self._effort > _EFFORT:
                return False
        return False

    def _undo(self, move: Sequence[tuple[int, int]], one: int, other: int) -> None:
        for place, _member in move:
            self._board.drop(place)
        for place, member in move:
            self._board.take(place, one if member == other else other)

    def _pair(self, one: int, other: int) -> _Pair:
        pair = self._known.get((one, other))
        if pair is None:
            pair = self._known[one, other] = _Pair(self._board, self._places, one, other)
            self._effort += pair.size
        return pair

    def _pairs(self, *, everybody: bool) -> list[tuple[int, int]]:
        """Return the pairs of which one has most or least where somebody is two duties apart."""
        extreme: set[int] = set()
        for kind in self.apart():
            ends = (self._top(kind), self._bottom(kind))
            extreme.update(one for one in self._people if self._levels[one][kind] in ends)
        return [
            (one, other)
            for number, one in enumerate(self._people)
            for other in self._people[number + 1 :]
            if everybody or one in extreme or other in extreme
        ]

    def _prices(self, pair: _Pair) -> Iterator[tuple[int, int, int, int]]:
        """Yield what the counts would be worth after each outcome that two people can reach."""
        one, other = pair.one, pair.other
        rest = [who for who in self._people if who not in (one, other)]
        facts = []
        for kind in self._kinds:
            others = [self._levels[who][kind] for who in rest] or [self._levels[one][kind]]
            most, least = max(others), min(others)
            facts.append((kind, self._levels[one][kind], self._levels[other][kind], most, least))
        for vector in pair.offers:
            price = 0
            for kind, mine, theirs, most, least in facts:
                moved = _duties(vector, kind)
                after, beyond = mine - moved, theirs + moved
                spread = max(most, after, beyond) - min(least, after, beyond)
                price += 2 * moved * (moved - mine + theirs) + _SPREAD_WEIGHT * spread
            yield price, one, other, vector

    def _after(self, one: int, other: int, vector: int) -> tuple[int, ...]:
        signs = {one: -1, other: 1}
        levels, kinds = self._levels, self._kinds
        return tuple(
            [
                levels[who][kind] + (signs[who] * _duties(vector, kind) if who in signs else 0)
                for who in self._people
                for kind in kinds
            ]
        )

    def _try(self, move: Sequence[tuple[int, int]]) -> bool:
        """Make ``move`` where everybody fits; False leaves all as it was."""
        board = self._board
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
