"""Which unit each row of a file means, and what the file says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from dutyroom.directory.directory_rows import DirectoryRow, Problem
from dutyroom.directory.model import Unit
from dutyroom.directory.names import fold
from dutyroom.directory.pinyin import spell_unit
from dutyroom.directory.units_known import AMBIGUOUS, NEW, UnitsKnown
from dutyroom.texts import term

_SHOWN_OF_A_TEXT = 40
_PASSES = 5

Placed = tuple[tuple[DirectoryRow, str], ...]


class UnitPlanner:
    """The units as they would stand after an import.

    A row may call a unit by a short name, or below a parent, that only another row tells. So the rows are gone
    through until each means the same unit as the time before: then the same file once more means the same again.
    """

    def __init__(self, units: Iterable[Unit], new_id: Callable[[], str]) -> None:
        self._known = UnitsKnown(units)
        self._new_id = new_id
        self._said: dict[tuple[str, str], str] = {}
        self._complaints: list[Problem] = []
        self._notes: dict[str, Problem] = {}
        self.before = dict(self._known.units)
        self.after = self.before
        self.lines: dict[str, int] = {}

    @property
    def problems(self) -> list[Problem]:
        """Return what could not be placed, contradicts itself, or was added beyond the rows."""
        return self._complaints + [note for key, note in self._notes.items() if key in self._known.named]

    def place(self, rows: Sequence[DirectoryRow]) -> Placed:
        """Return each row that can be placed with the identity of its unit, in the order of the file.

        ``after`` then holds the units by identity, and ``lines`` where the file first speaks of each.
        """
        # Those that say most of themselves come first, so that the others find them.
        ordered = sorted(range(len(rows)), key=lambda place: (not rows[place].short_name, not rows[place].parent))
        unit_ids: list[str | None] = []
        for _ in range(_PASSES):
            units, before = dict(self._known.units), unit_ids
            unit_ids = self._pass(rows, ordered)
            if unit_ids == before and units == self._known.units:
                break
        final = self._final_ids()
        return tuple((row, final[key]) for row, key in zip(rows, unit_ids, strict=True) if key is not None)

    def _final_ids(self) -> dict[str, str]:
        """Give what is new its identity, in the order of the file; one that only an earlier pass added is dropped."""
        units, lines = self._known.units, self._known.named
        final = {key: key for key in self.before}
        for key in sorted(lines.keys() - final.keys(), key=lambda key: (lines[key], key not in self._notes, key)):
            final[key] = self._new_id()
        self.lines = {final[key]: line for key, line in lines.items()}
        self.after = {
            new: replace(units[key], id=new, parent_id=final.get(units[key].parent_id or "", units[key].parent_id))
            for key, new in final.items()
        }
        return final

    def _pass(self, rows: Sequence[DirectoryRow], ordered: Sequence[int]) -> list[str | None]:
        """Return the unit of each row, as the units known so far let it be understood."""
        self._said.clear()
        self._complaints.clear()
        self._known.begin_again()
        unit_ids: list[str | None] = [None] * len(rows)
        for place in ordered:
            unit_ids[place] = self._place(rows[place])
        for row, unit_id in zip(rows, unit_ids, strict=True):
            if unit_id is not None:
                self._place_below(row, unit_id)
        return unit_ids

    def _place(self, row: DirectoryRow) -> str | None:
        unit_id = self._known.find(row.unit, row.parent)
        if unit_id == AMBIGUOUS:
            self._complain(row, "directory.unit_ambiguous", unit=row.unit)
            return None
        if unit_id is None:
            namesake = self._known.namesake(row.unit)
            unit_id = self._add(row.unit)
            if namesake in self.before:
                parent = self._known.parent_name(namesake)
                self._notes[unit_id] = _problem(row, "directory.unit_same_name", unit=row.unit, parent=parent)
        self._known.name(unit_id, row.line, row.parent)
        unit = replace(self._known.units[unit_id], active=True)
        if self._say(row, unit_id, "short_name", row.short_name):
            unit = replace(unit, short_name=_unless_same(unit.short_name, row.short_name))
        if row.kind is not None and self._say(row, unit_id, "kind", term("unit_kind", row.kind)):
            unit = replace(unit, kind=row.kind)
        if not row.name and self._say(row, unit_id, "remark", row.remark):
            unit = replace(unit, remark=row.remark)
        if unit != self._known.units[unit_id]:
            self._known.put(_spelled(unit, self._known.units[unit_id]))
        return unit_id

    def _place_below(self, row: DirectoryRow, unit_id: str) -> None:
        """Put the unit below the parent the row names; a parent nobody knows becomes a unit, and is named."""
        if not self._say(row, unit_id, "parent", row.parent):
            return
        parent_id = self._known.find(row.parent, "")
        if parent_id == AMBIGUOUS:
            self._complain(row, "directory.parent_ambiguous", unit=row.unit, parent=row.parent)
            return
        if parent_id is None:
            parent_id = self._add(row.parent)
            self._notes[parent_id] = _problem(row, "directory.parent_added", unit=row.parent)
        self._known.name(parent_id, row.line, "")
        if self._known.is_below(parent_id, unit_id):
            self._complain(row, "directory.row_parent_below", unit=row.unit, parent=row.parent)
            return
        if self._known.units[unit_id].parent_id != parent_id:
            self._known.put(replace(self._known.units[unit_id], parent_id=parent_id))

    def _add(self, name: str) -> str:
        key = f"{NEW}{len(self._known.units)}"
        self._known.put(_spelled(Unit(id=key, name=name), None))
        return key

    def _say(self, row: DirectoryRow, unit_id: str, field: str, value: str) -> bool:
        """Return whether the file is the first to say ``value``, or says the same again; a contradiction is named."""
        if not value:
            return False
        said = self._said.setdefault((unit_id, field), value)
        if fold(said) == fold(value):
            return True
        kept, other = said[:_SHOWN_OF_A_TEXT], value[:_SHOWN_OF_A_TEXT]
        self._complain(row, "directory.row_conflict", unit=row.unit, kept=kept, value=other)
        return False

    def _complain(self, row: DirectoryRow, code: str, **params: str | int) -> None:
        self._complaints.append(_problem(row, code, **params))


def _problem(row: DirectoryRow, code: str, **params: str | int) -> Problem:
    return Problem(code, row.line, "", row.sheet, params)


def _unless_same(old: str, new: str) -> str:
    """Return ``new``, but ``old`` where they differ only in spaces and widths."""
    return old if fold(old) == fold(new) else new


def _spelled(unit: Unit, before: Unit | None) -> Unit:
    """Return ``unit`` spelled anew where its names are not those of ``before``."""
    if before is not None and (before.name, before.short_name) == (unit.name, unit.short_name):
        return unit
    spelling = spell_unit(unit.name, unit.short_name)
    return replace(unit, pinyin=spelling.pinyin, initials=spelling.initials)
