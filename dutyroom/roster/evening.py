"""The second hand: duties change places until the counts of the whole period are as even as they get.

What is made smaller is the sum of squares of all counts of a list, so that every step is a gain and the end is certain.
A step is a duty that goes from one person to another, directly or over others who pass on a like duty, or two duties
that change persons. No step makes a rest too short, leaves a newcomer alone or moves what is fixed. Sections keep their
turns: theirs are exchanged within a section, or within one date.
"""

from __future__ import annotations

from collections.abc import Iterator

from dutyroom.roster.availability import section_of
from dutyroom.roster.board import NOBODY, Board
from dutyroom.roster.model import DutyClass, Pool

_MOST_ROUNDS = 60


class Evening:
    """Evens out one list of a board."""

    def __init__(self, board: Board, pool: Pool) -> None:
        self._board = board
        self._pool = pool
        self._levels = board.levels[pool]
        self._people = board.people[pool]
        self._places = [place for place in board.of_pool[pool] if not board.locked[place]]
        self._kinds = [kind for kind in range(len(DutyClass)) if any(kind in board.classes[p] for p in self._places)]
        self._section = {one: section_of(board.members[one]) for one in self._people}

    def run(self) -> None:
        """Exchange duties until no step is a gain."""
        for _round in range(_MOST_ROUNDS if len(self._people) > 1 else 0):
            gains = sum(self._lower(kind) for kind in self._kinds)
            if not gains:
                gains = sum(self._lower_over_others(kind) for kind in self._kinds)
            if not gains:
                return

    def _lower(self, kind: int) -> int:
        """Give duties of a class from those who have most to those who have least; return how many steps were made."""
        steps = 0
        own = self._own()
        for giver, taker in self._pairs(kind):
            while self._gap(giver, taker, kind) >= 2 and self._step(giver, taker, kind, own):
                steps += 1
        return steps

    def _pairs(self, kind: int) -> list[tuple[int, int]]:
        """Return who is two duties apart, the widest first."""
        levels = self._levels
        by_level = sorted(self._people, key=lambda one: -levels[one][kind])
        pairs = [
            (levels[taker][kind] - levels[giver][kind], giver, taker)
            for giver in by_level
            for taker in reversed(by_level)
            if levels[giver][kind] - levels[taker][kind] >= 2
        ]
        pairs.sort(key=lambda pair: pair[0])
        return [(giver, taker) for _gap, giver, taker in pairs]

    def _gap(self, giver: int, taker: int, kind: int) -> int:
        return self._levels[giver][kind] - self._levels[taker][kind]

    def _own(self) -> dict[int, list[int]]:
        own: dict[int, list[int]] = {one: [] for one in self._people}
        for place in self._places:
            if self._board.holder[place] in own:
                own[self._board.holder[place]].append(place)
        return own

    def _step(self, giver: int, taker: int, kind: int, own: dict[int, list[int]]) -> bool:
        given = [place for place in own[giver] if kind in self._board.classes[place]]
        for place in given:
            if self._gain(giver, taker, place, NOBODY) < 0 and self._move(place, taker):
                own[giver].remove(place)
                own[taker].append(place)
                return True
        returned = [place for place in own[taker] if kind not in self._board.classes[place]]
        for place in given:
            for other in returned:
                if self._gain(giver, taker, place, other) < 0 and self._swap(place, other):
                    own[giver][own[giver].index(place)] = other
                    own[taker][own[taker].index(other)] = place
                    return True
        return False

    def _gain(self, giver: int, taker: int, place: int, returned: int) -> int:
        """Return by how much the sum of squares changes when ``place`` goes over and ``returned`` comes back."""
        board, levels = self._board, self._levels
        back: tuple[int, ...] = board.classes[returned] if returned != NOBODY else ()
        change = 0
        for kind in board.classes[place]:
            if kind not in back:
                change += levels[taker][kind] - levels[giver][kind] + 1
        for kind in back:
            if kind not in board.classes[place]:
                change += levels[giver][kind] - levels[taker][kind] + 1
        return change

    def _allowed(self, place: int, taker: int) -> bool:
        return self._pool is not Pool.SECTIONS or self._section[self._board.holder[place]] == self._section[taker]

    def _move(self, place: int, taker: int) -> bool:
        """Give ``place`` to ``taker`` where that is possible."""
        board = self._board
        if not self._allowed(place, taker) or not board.fits(place, taker):
            return False
        board.give(place, taker)
        return True

    def _swap(self, place: int, other: int) -> bool:
        """Let two holders change places where that is possible; False leaves all as it was."""
        board = self._board
        one, two = board.holder[place], board.holder[other]
        same_date = board.places[place].slot.date == board.places[other].slot.date
        if not (self._allowed(place, two) or same_date) or board.barred[two][board.begin[place]]:
            return False
        if board.barred[one][board.begin[other]]:
            return False
        board.drop(place)
        board.drop(other)
        if board.fits(place, two):
            board.take(place, two)
            if board.fits(other, one):
                board.take(other, one)
                return True
            board.drop(place)
        board.take(place, one)
        board.take(other, two)
        return False

    def _lower_over_others(self, kind: int) -> int:
        """Bring down who has most, and up who has least, by duties passed on over others."""
        levels = self._levels
        top = max(levels[one][kind] for one in self._people)
        bottom = min(levels[one][kind] for one in self._people)
        if top - bottom < 2:
            return 0
        for signature in self._signatures(kind):
            for giver in [one for one in self._people if levels[one][kind] == top]:
                takers = {one for one in self._people if self._lighter(giver, one, kind, signature)}
                if takers and self._pass_on(giver, takers, signature):
                    return 1
            for taker in [one for one in self._people if levels[one][kind] == bottom]:
                for giver in [one for one in self._people if self._lighter(one, taker, kind, signature)]:
                    if self._pass_on(giver, {taker}, signature):
                        return 1
        return 0

    def _lighter(self, giver: int, taker: int, kind: int, signature: tuple[int, ...]) -> bool:
        levels = self._levels
        change = sum(levels[taker][one] - levels[giver][one] + 1 for one in signature)
        return levels[giver][kind] - levels[taker][kind] >= 2 and change < 0

    def _signatures(self, kind: int) -> list[tuple[int, ...]]:
        return sorted({classes for place in self._places if kind in (classes := self._board.classes[place])})

    def _pass_on(self, giver: int, takers: set[int], signature: tuple[int, ...]) -> bool:
        """Find the shortest way on which like duties are handed on from ``giver`` to one of ``takers``, and go it."""
        board = self._board
        own = self._own()
        came: dict[int, tuple[int, int]] = {giver: (NOBODY, NOBODY)}
        queue = [giver]
        for member in queue:
            for place in own[member]:
                if board.classes[place] != signature:
                    continue
                for taker in self._people:
                    if taker in came or not self._allowed(place, taker) or not board.fits(place, taker):
                        continue
                    came[taker] = (member, place)
                    if taker in takers:
                        return self._walk_back(taker, came)
                    queue.append(taker)
        return False

    def _walk_back(self, taker: int, came: dict[int, tuple[int, int]]) -> bool:
        """Hand the duties on, the last one first; undo all where one no longer fits."""
        done: list[tuple[int, int]] = []
        for member, place, receiver in self._way(taker, came):
            if not self._board.fits(place, receiver):
                for gone, holder in reversed(done):
                    self._board.give(gone, holder)
                return False
            self._board.give(place, receiver)
            done.append((place, member))
        return True

    @staticmethod
    def _way(taker: int, came: dict[int, tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
        while came[taker][0] != NOBODY:
            member, place = came[taker]
            yield member, place, taker
            taker = member
