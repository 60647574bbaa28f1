"""Finding a unit again by what a file calls it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dutyroom.directory.model import Unit
from dutyroom.directory.names import fold

AMBIGUOUS = "?"
NEW = "+"  # begins the key of a unit that has no identity yet


class UnitsKnown:
    """Units by name and short name below their parents; grows while a file is planned.

    ``units`` are the units by identity, ``named`` the first line that speaks of each. A parent that is not placed yet
    counts by the name the file gives it.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units: dict[str, Unit] = {}
        self.named: dict[str, int] = {}
        self._by_name: dict[str, list[str]] = {}
        self._by_short_name: dict[str, list[str]] = {}
        self._said_parent: dict[str, str] = {}
        for unit in units:
            self.put(unit)

    def begin_again(self) -> None:
        """Forget what a file said so far of lines and parents, but not the units."""
        self.named.clear()
        self._said_parent.clear()

    def name(self, unit_id: str, line: int, parent: str) -> None:
        """Note that a line of the file speaks of a unit, and below which parent, which may not be placed yet."""
        self.named[unit_id] = min(line, self.named.get(unit_id, line))
        if parent:
            self._said_parent[unit_id] = fold(parent)

    def put(self, unit: Unit) -> None:
        """Take ``unit``, new or in place of what had its identity."""
        before = self.units.get(unit.id)
        self.units[unit.id] = unit
        if before is None or fold(before.name) != fold(unit.name):
            self._by_name.setdefault(fold(unit.name), []).append(unit.id)
        if unit.short_name and (before is None or fold(before.short_name) != fold(unit.short_name)):
            self._by_short_name.setdefault(fold(unit.short_name), []).append(unit.id)

    def find(self, name: str, parent: str) -> str | None:
        """Return the unit called ``name`` below ``parent``, None where there is none, or AMBIGUOUS.

        A unit of this name comes before one of this short name. With a parent, a unit that has none yet is meant too,
        and a unit of this name below another parent is another unit (each bureau has its own 办公室).
        """
        for called in (self._in_use(self._by_name, name), self._in_use(self._by_short_name, name)):
            meant = called
            if parent:
                below = [unit_id for unit_id in called if self._is_named_parent(unit_id, fold(parent))]
                meant = below or [unit_id for unit_id in called if self._may_go_below(unit_id, fold(parent))]
            if meant:
                return meant[0] if len(meant) == 1 else AMBIGUOUS
        return None

    def namesake(self, name: str) -> str | None:
        """Return some unit of this name below whatever parent, or None."""
        return next(iter(self._in_use(self._by_name, name)), None)

    def parent_name(self, unit_id: str) -> str:
        """Return the name of the unit above, empty where there is none."""
        above = self.units.get(self.units[unit_id].parent_id or "")
        return above.name if above is not None else ""

    def is_below(self, unit_id: str, above_id: str) -> bool:
        """Return whether a unit is ``above_id`` or stands below it."""
        seen: set[str] = set()
        at: str | None = unit_id
        while at is not None and at in self.units and at not in seen:
            if at == above_id:
                return True
            seen.add(at)
            at = self.units[at].parent_id
        return False

    def _in_use(self, register: Mapping[str, list[str]], name: str) -> list[str]:
        """Return the units a register has under ``name``, only those in use where there are any."""
        found = [unit_id for unit_id in register.get(fold(name), ()) if self._goes_by(unit_id, fold(name))]
        active = [unit_id for unit_id in found if self.units[unit_id].active]
        return active or found

    def _goes_by(self, unit_id: str, key: str) -> bool:
        unit = self.units[unit_id]
        return key in (fold(unit.name), fold(unit.short_name))

    def _may_go_below(self, unit_id: str, parent: str) -> bool:
        """Return whether a unit has no parent yet, and is not itself the one called ``parent``."""
        free = self.units[unit_id].parent_id is None and not self._said_parent.get(unit_id)
        return free and not self._goes_by(unit_id, parent)

    def _is_named_parent(self, unit_id: str, parent: str) -> bool:
        if self._said_parent.get(unit_id) == parent:
            return True
        above = self.units[unit_id].parent_id
        return above in self.units and self._goes_by(above, parent)
