"""An exact model of the roster: what the best plan there is would look like, written without a line of the planner's.

Every place has one name or none; nobody is on while away, twice at once, too soon after a turn at the desk, or as a
newcomer by themselves. First the empty places are fewest; then the sum of all spreads is smallest, over every list and
class that this list has: the largest difference between any two of its people, carried duties and the share of joiners
and leavers included, in the sections between two of one section. Which section has a turn is taken from the plan that
is held against it, since their order is strict and is proved by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from dutyroom.roster.availability import alone, bar, newcomer, section_of
from dutyroom.roster.fairness import Levels
from dutyroom.roster.model import Assignment, DutyClass, Member, Pool, RosterRules, Slot, Turn
from dutyroom.roster.slots import Place

Spread = dict[tuple[Pool, DutyClass], int]
_EFFORT = 3.0  # deterministic seconds


@dataclass(frozen=True)
class Best:
    """What the exact model reaches: how many places stay empty, spreads where none does, and whether it is proved."""

    empty: int
    spreads: Spread
    proved: bool


def spreads_of_plan(
    places: Sequence[Place],
    members: Sequence[Member],
    standing: Mapping[Pool, Levels],
    assignments: Sequence[Assignment],
) -> Spread:
    """Return the spreads of a plan as the exact model counts them."""
    on = {(one.slot, one.member_id) for one in assignments}
    found: Spread = {}
    for pool, kind, group in _groups(places, members):
        own = [place for place in places if place.pool is pool and kind in place.classes]
        levels = [standing[pool][one.id][kind] + sum((place.slot, one.id) in on for place in own) for one in group]
        found[pool, kind] = max(found.get((pool, kind), 0), max(levels) - min(levels))
    return found


def _groups(places: Sequence[Place], members: Sequence[Member]) -> list[tuple[Pool, DutyClass, list[Member]]]:
    """Return who is compared in which class of which list."""
    groups = []
    for pool in Pool:
        kinds = {kind for place in places if place.pool is pool for kind in place.classes}
        people = [member for member in members if pool in member.pools]
        names = sorted({section_of(member) for member in people}) if pool is Pool.SECTIONS else [""]
        for kind in sorted(kinds):
            for name in names:
                group = [one for one in people if pool is not Pool.SECTIONS or section_of(one) == name]
                if group:
                    groups.append((pool, kind, group))
    return groups


def best_plan(
    places: Sequence[Place],
    members: Sequence[Member],
    rules: RosterRules,
    standing: Mapping[Pool, Levels],
    plan: Sequence[Assignment],
) -> Best:
    """Return the best there is, each group of lists that share people solved by itself.

    Among plans of the same smallest sum it is the one whose classes come nearest to those of ``plan``.
    """
    ours = spreads_of_plan(places, members, standing, plan)
    empty, spreads, proved = 0, Spread(), True
    for pools in _sharing(members):
        own = [place for place in places if place.pool in pools]
        if own:
            found = Exact(own, [one for one in members if one.pools & pools], rules, standing, plan).best(ours)
            empty += found.empty
            spreads |= found.spreads
            proved &= found.proved
    return Best(empty, spreads, proved)


def _sharing(members: Sequence[Member]) -> list[set[Pool]]:
    """Return the lists in groups that have no people in common."""
    groups = [{pool} for pool in Pool]
    for member in members:
        touched = [group for group in groups if group & member.pools]
        if len(touched) > 1:
            groups = [group for group in groups if group not in touched] + [set().union(*touched)]
    return groups


class Exact:
    """The model of some lists of one room."""

    def __init__(
        self,
        places: Sequence[Place],
        members: Sequence[Member],
        rules: RosterRules,
        standing: Mapping[Pool, Levels],
        plan: Sequence[Assignment],
    ) -> None:
        self._places, self._members, self._rules, self._standing = places, members, rules, standing
        self._plan = {one.slot: one.member_id for one in plan}
        self._model = cp_model.CpModel()
        self._on: dict[tuple[Slot, str], cp_model.IntVar] = {}
        self._empty: dict[Slot, cp_model.IntVar] = {}
        self._name_places()
        self._keep_rest()
        self._pair()
        self._keep_sections()

    def best(self, ours: Spread) -> Best:
        """Solve it: fewest empty places, then the smallest sum of spreads."""
        empties = sum(self._empty.values())
        self._model.minimize(empties)
        empty, proved = self._solve()
        if empty:
            return Best(empty, {}, proved)  # who lacks people does not ask for even counts
        self._model.add(empties == 0)
        spreads = self._spreads()
        self._model.minimize(sum(spreads.values()))
        least, even = self._solve()
        if least < sum(ours[key] for key in spreads):
            self._model.add(sum(spreads.values()) == least)
            worse = self._model.new_int_var(0, max(ours.values()), "")
            for key, spread in spreads.items():
                self._model.add(worse >= ours[key] - spread)
            self._model.minimize(worse)
            self._solve()
        values = {key: self._solver_used.value(spread) for key, spread in spreads.items()}
        return Best(empty, values, proved and even)

    def _solve(self) -> tuple[int, bool]:
        solver = self._solver_used = self._solver()
        status = solver.solve(self._model)
        assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return round(solver.objective_value), status == cp_model.OPTIMAL

    @staticmethod
    def _solver() -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_deterministic_time = _EFFORT
        return solver

    def _name_places(self) -> None:
        for place in self._places:
            able = [
                one
                for one in self._members
                if place.pool in one.pools and bar(one, place.slot.date, place.slot.turn) is None
            ]
            empty = self._empty[place.slot] = self._model.new_bool_var("")
            self._model.add_hint(empty, self._plan[place.slot] is None)
            for one in able:
                on = self._on[place.slot, one.id] = self._model.new_bool_var("")
                self._model.add_hint(on, self._plan[place.slot] == one.id)
            self._model.add_exactly_one([empty, *(self._on[place.slot, one.id] for one in able)])

    def _keep_rest(self) -> None:
        shifts = range(min(place.begin for place in self._places), max(place.end for place in self._places))
        for one in self._members:
            mine = [(place, on) for place in self._places if (on := self._on.get((place.slot, one.id))) is not None]
            for shift in shifts:
                now = [on for place, on in mine if place.begin <= shift < place.end]
                if len(now) > 1:
                    self._model.add_at_most_one(now)
                until = shift + self._rules.rest_shifts + 1
                desk = [on for place, on in mine if place.desk and shift <= place.begin < until]
                if len(desk) > 1:
                    self._model.add_at_most_one(desk)

    def _pair(self) -> None:
        """Let no newcomer sit by themselves, nor newcomers among themselves."""
        turns: dict[tuple[object, Turn], list[Place]] = {}
        for place in self._places:
            if place.desk:
                turns.setdefault((place.slot.date, place.slot.turn), []).append(place)
        for seats in turns.values():
            where = seats[0]
            night = where.slot.turn is Turn.NIGHT
            if not alone(1, 0, seats=len(seats), night=night, holiday=where.holiday):
                continue
            old = [
                on
                for place in seats
                for one in self._members
                if not newcomer(one, where.slot.date) and (on := self._on.get((place.slot, one.id))) is not None
            ]
            for place in seats:
                for one in self._members:
                    if newcomer(one, where.slot.date) and (place.slot, one.id) in self._on:
                        self._model.add_bool_or([*old, self._on[place.slot, one.id].negated()])

    def _keep_sections(self) -> None:
        section = {one.id: section_of(one) for one in self._members}
        of_sections = [place for place in self._places if place.pool is Pool.SECTIONS]
        turn = {place.slot: section.get(self._plan[place.slot] or "") for place in of_sections}
        for (slot, member), on in self._on.items():
            if slot in turn and section[member] != turn[slot]:
                self._model.add(on == 0)

    def _spreads(self) -> dict[tuple[Pool, DutyClass], cp_model.IntVar]:
        spreads: dict[tuple[Pool, DutyClass], cp_model.IntVar] = {}
        for pool, kind, group in _groups(self._places, self._members):
            own = [place.slot for place in self._places if place.pool is pool and kind in place.classes]
            most = len(own) + max(self._standing[pool][one.id][kind] for one in group)
            high, low = self._model.new_int_var(0, most, ""), self._model.new_int_var(0, most, "")
            if pool is not Pool.SECTIONS:  # what no plan can beat, said aloud
                total = len(own) + sum(self._standing[pool][one.id][kind] for one in group)
                self._model.add(high >= -(-total // len(group)))
                self._model.add(low <= total // len(group))
            for one in group:
                level = self._standing[pool][one.id][kind] + sum(
                    self._on[slot, one.id] for slot in own if (slot, one.id) in self._on
                )
                self._model.add(level <= high)
                self._model.add(level >= low)
            spread = spreads.setdefault((pool, kind), self._model.new_int_var(0, most, ""))
            self._model.add(spread >= high - low)
        return spreads
