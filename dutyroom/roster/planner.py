"""The planner: a period, its people and what earlier plans left behind become a plan in which every name has a reason.

Nothing here is left to chance or to the order of a set: the same input gives the same plan, on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dutyroom.calendar.model import ArrangementStatus
from dutyroom.roster.board import NOBODY, Board
from dutyroom.roster.checking import conflicts
from dutyroom.roster.evening import Evening
from dutyroom.roster.fairness import spreads_of
from dutyroom.roster.model import Assignment, DutyClass, Member, Planned, Pool, RosterRules, RotationMark, Slot
from dutyroom.roster.reasons import Reasons
from dutyroom.roster.repair import repair
from dutyroom.roster.rotation import Sections, rotate_people, rotate_sections
from dutyroom.roster.search import Search
from dutyroom.roster.slots import Days, counts_of, places_of
from dutyroom.roster.turns import Turns
from dutyroom.roster.windows import even_out_weeks

# Whoever stands on several lists gets turns at the desk first: they need rest, and leading can be laid around them.
_ORDER = (Pool.SECTIONS, Pool.DUTY_ROOM, Pool.HEADS, Pool.OFFICE_LEADERS, Pool.CITY_LEADERS)
# Ways to begin: spaced, the rarest class first, backwards; the plainest first.
_BEGINNINGS = ((True, True, False), (False, True, False), (False, True, True))
_FEW_PEOPLE, _FEW_PLACES = 9, 90  # a list small enough to look at whole weeks


def plan(
    *,
    calendar: Days,
    rules: RosterRules,
    members: Sequence[Member],
    first: date,
    last: date,
    fixed: Sequence[Assignment] = (),
    marks: Sequence[RotationMark] = (),
) -> Planned:
    """Return the plan from ``first`` to ``last``, both included.

    ``fixed`` are names that stay, right or wrong; those outside the period (the night before) count for rest only.
    ``marks`` say where the rotations stopped; those of the result are all of them, moved on. Nobody is given a place
    while away, not here, exempt from nights, on elsewhere or from another list: where nobody can be, the place stays
    empty. Too short a rest, or a newcomer alone, is taken only where the place would stay empty otherwise, and is among
    the conflicts. Refused ``roster.period_reversed`` where ``last`` comes before ``first``.
    """
    places = places_of(calendar, rules, first, last)
    board = Board(places, members, rules, first, last)
    own = _fix(board, fixed)
    outside = [one for one in fixed if not first <= one.slot.date <= last]
    board.seen_outside(outside)
    for pool in _ORDER:
        _serve(board, pool, marks)
    books = {
        pool: {
            member.id: dict(zip(DutyClass, board.levels[pool][board.index[member.id]], strict=True))
            for member in board.members
        }
        for pool in Pool
    }
    turns = Turns(marks)
    assignments = Reasons(board, turns).assignments(own)
    return Planned(
        first=first,
        last=last,
        assignments=assignments,
        conflicts=conflicts(
            calendar=calendar,
            rules=rules,
            members=members,
            assignments=[*assignments, *outside],
            first=first,
            last=last,
        ),
        counts=counts_of(calendar, assignments),
        spreads=spreads_of(places, members, books),
        marks=turns.marks(),
        rules_version=rules.version,
        provisional_years=provisional_years(calendar, first, last),
    )


def _serve(board: Board, pool: Pool, marks: Sequence[RotationMark]) -> None:
    """Fill the places of a list: from one beginning, and where counts stay apart from others too; the best is kept."""
    if not board.people[pool]:
        return  # nobody is on this list: its places stay empty, and are seen
    if pool is Pool.SECTIONS:
        rotate_sections(board, Turns(marks))
        Evening(board, pool).run()
        for group in Sections(board).members.values():
            Search(board, pool, group).run()
        return
    places = [place for place in board.of_pool[pool] if not board.locked[place]]
    best: tuple[tuple[int, int, int], list[int]] | None = None
    apart = False
    for spaced, rarest_first, backwards in _BEGINNINGS:
        _free(board, places)
        rotate_people(board, pool, Turns(marks), spaced=spaced, rarest_first=rarest_first, backwards=backwards)
        doubtful = repair(board, pool)
        Evening(board, pool).run()
        search = Search(board, pool, board.people[pool])
        search.run()
        apart = not doubtful and bool(search.apart())  # where places lack people, counts are not what matters
        found = (doubtful, *search.worth()), [board.holder[place] for place in places]
        best = found if best is None or found[0] < best[0] else best
        if not apart:
            break
    assert best is not None
    _free(board, places)
    for place, member in zip(places, best[1], strict=True):
        if member != NOBODY:
            board.take(place, member)
    if apart and len(places) <= _FEW_PLACES and len(board.people[pool]) <= _FEW_PEOPLE:
        even_out_weeks(board, pool)


def _free(board: Board, places: Sequence[int]) -> None:
    for place in places:
        board.drop(place)


def provisional_years(calendar: Days, first: date, last: date) -> tuple[int, ...]:
    """Return the years of a period without a published arrangement: planned from the statutory days alone."""
    days = (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))
    return tuple(sorted({day.year for day in days if calendar.day(day).status is not ArrangementStatus.OFFICIAL}))


def _fix(board: Board, fixed: Sequence[Assignment]) -> dict[Slot, Assignment]:
    """Put the names that stay on the board, and return them by slot; an empty one is there to be filled."""
    numbers = {place.slot: number for number, place in enumerate(board.places)}
    kept = {one.slot: one for one in fixed if one.member_id is not None and one.slot in numbers}
    for slot, assignment in kept.items():
        board.locked[numbers[slot]] = 1
        member = board.index.get(assignment.member_id or "")
        if member is not None:
            board.take(numbers[slot], member)
    return kept
