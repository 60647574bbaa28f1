"""Where rotations stand, per list and kind of holiday, while a plan is made.

Source: R074, the rolling rota goes on where the last holiday of its kind stopped, over years. A common holiday
(National Day and Mid-Autumn) goes on where the later of its festivals stopped, and moves both.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date

from dutyroom.calendar.book import shipped_book
from dutyroom.frozen import dataclass
from dutyroom.roster.model import Pool, RotationMark


@dataclass(frozen=True)
class Standing:
    """Where a rotation stands: who was last, on which date, and which sections are owed a turn."""

    last: str = ""
    on: date = date.min
    owed: tuple[str, ...] = ()


class Turns:
    """The standings of all rotations; begins with the marks of earlier plans."""

    def __init__(self, marks: Iterable[RotationMark]) -> None:
        self._standings = {
            (mark.pool, mark.holiday_id): Standing(mark.last, mark.on, mark.owed)
            for mark in sorted(marks, key=lambda mark: (mark.on, mark.pool, mark.holiday_id))
        }

    def standing(self, pool: Pool, holiday_id: str) -> Standing:
        """Return where ``pool`` stands on such a day: as the last of its kind left it, else the last of any kind."""
        kinds = shipped_book().festivals_of(holiday_id)
        own = [self._standings[pool, kind] for kind in reversed(kinds) if (pool, kind) in self._standings]
        if own:
            return max(own, key=lambda standing: standing.on)
        others = [standing for (other, _kind), standing in self._standings.items() if other is pool]
        newest = max(others, key=lambda standing: standing.on, default=Standing())
        return Standing(newest.last, newest.on)  # what another kind of holiday owes stays there

    def move(self, pool: Pool, holiday_id: str, standing: Standing) -> None:
        """Note where ``pool`` stands after a day."""
        for kind in shipped_book().festivals_of(holiday_id):
            self._standings[pool, kind] = standing

    def marks(self) -> tuple[RotationMark, ...]:
        """Return all standings, by pool and kind of holiday."""
        return tuple(
            RotationMark(pool, kind, standing.last, standing.on, standing.owed)
            for (pool, kind), standing in sorted(self._standings.items(), key=lambda item: item[0])
        )


def order_after(names: Sequence[str], standing: Standing, here: Container[str]) -> list[str]:
    """Return those of ``names`` who are ``here`` as their turns come: who is owed one, then round from the last.

    ``names`` are all in the order of the rotation; where the last one is no longer known, it begins anew.
    """
    start = names.index(standing.last) + 1 if standing.last in names else 0
    owed = [name for name in standing.owed if name in here]
    return owed + [name for name in (*names[start:], *names[:start]) if name in here and name not in owed]


def after_taking(order: Sequence[str], standing: Standing, taken: str, on: date) -> Standing:
    """Return the standing after ``taken`` of ``order`` had its turn: whoever was passed over is owed one."""
    if taken in standing.owed:
        return Standing(standing.last, on, tuple(name for name in standing.owed if name != taken))
    passed = order[: order.index(taken)] if taken in order else ()
    return Standing(taken, on, (*standing.owed, *(name for name in passed if name not in standing.owed)))
