"""What importing a file would do to the directory: new, changed, unchanged; the same file twice changes nothing.

Blank cells never erase, nothing is ever removed, and a unit or person is known again by its folded name: a unit by
its name or short name below its parent, a person by the name within the unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from enum import StrEnum
from typing import TypeVar

from dutyroom.directory.directory_rows import DirectoryRow, Problem
from dutyroom.directory.model import Person, PhoneLabel, PhoneNumber, Unit
from dutyroom.directory.names import fold
from dutyroom.directory.phones import bare_digits
from dutyroom.directory.pinyin import spell_person
from dutyroom.directory.planning_units import UnitPlanner
from dutyroom.directory.reading import ReadDirectory
from dutyroom.directory.rules import counts_as_leader, private_by_default, shown
from dutyroom.frozen import dataclass
from dutyroom.spreadsheets.grid import Told

# Of a person's row, these belong to the unit: they stand on its desk.
_OF_THE_UNIT = frozenset({PhoneLabel.DUTY, PhoneLabel.FAX})
Kept = TypeVar("Kept", Unit, Person, PhoneNumber)
_SPELLED_FIELDS = frozenset({"id", "pinyin", "initials"})


class Subject(StrEnum):
    """What a change is about."""

    UNIT = "unit"
    PERSON = "person"
    NUMBER = "number"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field, old and new as they are shown (a private number masked); ``line`` is that of the file.

    ``field`` is a field of the unit or person; of a number it is its label. A parent is shown by its name, ``kind`` by
    its value, ``is_leader`` and ``active`` as ``yes`` or nothing.
    """

    subject: Subject
    owner_id: str
    title: str
    field: str
    old: str
    new: str
    line: int


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """Everything an import would write, and nothing written yet.

    ``new_*`` are to be added and ``updated_*`` stored over what has their identity; ``changed`` says of the latter what
    differs. ``unchanged`` are the identities of units and people that the file names and that stay as they are.
    """

    new_units: tuple[Unit, ...]
    new_people: tuple[Person, ...]
    new_numbers: tuple[PhoneNumber, ...]
    updated_units: tuple[Unit, ...]
    updated_people: tuple[Person, ...]
    updated_numbers: tuple[PhoneNumber, ...]
    changed: tuple[Change, ...]
    unchanged: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def changes_nothing(self) -> bool:
        """Return whether there is nothing to write."""
        return not (self.new_units or self.new_people or self.new_numbers or self.changed)


def plan_import(
    read: ReadDirectory,
    *,
    units: Iterable[Unit],
    people: Iterable[Person],
    numbers: Iterable[PhoneNumber],
    new_id: Callable[[], str],
    told: Told | None = None,
) -> ImportPlan:
    """Return what importing ``read`` into the directory of these units, people and numbers would do.

    ``new_id`` makes the identities of what is new; ``told`` hears how many rows of how many are compared. Rows that
    cannot be placed are named among the problems.
    """
    return _Planner(units, people, numbers, new_id).plan(read, told)


class _Planner:
    """The directory as it would stand after the import, built row by row beside the one before."""

    def __init__(
        self,
        units: Iterable[Unit],
        people: Iterable[Person],
        numbers: Iterable[PhoneNumber],
        new_id: Callable[[], str],
    ) -> None:
        self._unit_planner = UnitPlanner(units, new_id)
        self._units = self._units_before = self._unit_planner.before
        self._people = {person.id: person for person in people}
        self._people_before = dict(self._people)
        self._numbers = {number.id: number for number in numbers}
        self._numbers_before = dict(self._numbers)
        self._new_id = new_id
        self._by_name: dict[tuple[str, str], list[str]] = {}
        for person in self._people.values():
            self._by_name.setdefault((person.unit_id, fold(person.name)), []).append(person.id)
        self._lines: dict[str, int] = {}
        self._wanted: dict[tuple[str, PhoneLabel], dict[str, tuple[str, int]]] = {}
        self._problems: list[Problem] = []

    def plan(self, read: ReadDirectory, told: Told | None) -> ImportPlan:
        """Return the differences between the directory before and after all rows are placed."""
        placed = self._unit_planner.place(read.rows)
        self._units = self._unit_planner.after
        self._lines |= self._unit_planner.lines
        for number, (row, unit_id) in enumerate(placed, start=1):
            self._place_person(row, unit_id)
            if told is not None:
                told(number, len(placed))
        self._place_numbers()
        problems = sorted((*self._unit_planner.problems, *self._problems), key=lambda problem: problem.line)
        new_units, updated_units = _differences(self._units_before, self._units)
        new_people, updated_people = _differences(self._people_before, self._people)
        new_numbers, updated_numbers = _differences(self._numbers_before, self._numbers)
        touched = {unit.id for unit in (*new_units, *updated_units)}
        touched |= {person.id for person in (*new_people, *updated_people)}
        touched |= {number.owner_id for number in (*new_numbers, *updated_numbers)}
        named = [key for key in self._lines if key in self._units or key in self._people]
        return ImportPlan(
            new_units=new_units,
            new_people=new_people,
            new_numbers=new_numbers,
            updated_units=updated_units,
            updated_people=updated_people,
            updated_numbers=updated_numbers,
            changed=self._changes(updated_units, updated_people, updated_numbers),
            unchanged=tuple(key for key in named if key not in touched),
            problems=(*read.problems, *problems),
        )

    def _complain(self, row: DirectoryRow, code: str, **params: str | int) -> None:
        self._problems.append(Problem(code, row.line, "", row.sheet, params))

    # --- people

    def _place_person(self, row: DirectoryRow, unit_id: str) -> None:
        """Take over what the row says of a person, and its numbers for the person or the unit."""
        owner_id = unit_id
        if row.name:
            person_id = self._person_id(row, unit_id)
            if person_id is None:
                return
            owner_id = person_id
            self._take_person(row, person_id)
        for number in row.numbers:
            whose = unit_id if number.label in _OF_THE_UNIT else owner_id
            wanted = self._wanted.setdefault((whose, number.label), {})
            wanted.setdefault(bare_digits(number.digits), (number.digits, row.line))

    def _person_id(self, row: DirectoryRow, unit_id: str) -> str | None:
        ids = self._by_name.setdefault((unit_id, fold(row.name)), [])
        active = [person_id for person_id in ids if self._people[person_id].active]
        found = active or ids
        if len(found) > 1:
            self._complain(row, "directory.person_ambiguous", name=row.name, unit=row.unit)
            return None
        if not found:
            person = Person(id=self._new_id(), unit_id=unit_id, name=row.name)
            person = replace(person, is_leader=counts_as_leader(self._units[unit_id], said=row.is_leader))
            self._people[person.id] = _spelled_person(person)
            ids.append(person.id)
            found = [person.id]
        self._lines.setdefault(found[0], row.line)
        return found[0]

    def _take_person(self, row: DirectoryRow, person_id: str) -> None:
        person = self._people[person_id]
        self._people[person_id] = replace(
            person,
            active=True,
            post=row.post or person.post,
            is_leader=person.is_leader if row.is_leader is None else row.is_leader,
            portfolio=row.portfolio or person.portfolio,
            remark=row.remark or person.remark,
        )

    # --- numbers

    def _place_numbers(self) -> None:
        """Add the numbers that are new; one number for one of the same label replaces it; none is removed."""
        of_owner: dict[tuple[str, PhoneLabel], list[PhoneNumber]] = {}
        for number in self._numbers.values():
            of_owner.setdefault((number.owner_id, number.label), []).append(number)
        for (owner_id, label), wanted in self._wanted.items():
            known = of_owner.get((owner_id, label), [])
            by_digits = {bare_digits(number.digits): number for number in known}
            fresh = [said for digits, said in wanted.items() if digits not in by_digits]
            for digits in wanted.keys() & by_digits.keys():
                self._put_number(replace(by_digits[digits], active=True), wanted[digits][1])
            active = [number for number in known if number.active]
            if len(wanted) == len(active) == len(fresh) == 1:
                digits, line = fresh[0]
                self._put_number(replace(active[0], digits=digits), line)
                continue
            for digits, line in fresh:
                self._put_number(PhoneNumber(id=self._new_id(), owner_id=owner_id, label=label, digits=digits), line)
        for person_id, before in self._people_before.items():
            if self._people[person_id].is_leader and not before.is_leader:
                self._make_private(person_id)

    def _put_number(self, number: PhoneNumber, line: int) -> None:
        owner = self._people.get(number.owner_id)
        must_hide = owner is not None and private_by_default(number.label, is_leader=owner.is_leader)
        if number.id not in self._numbers_before or number.digits != self._numbers_before[number.id].digits:
            number = replace(number, private=number.private or must_hide)
        self._numbers[number.id] = number
        self._lines[number.id] = line

    def _make_private(self, person_id: str) -> None:
        """Hide the numbers that somebody had before becoming a leader."""
        for number in [number for number in self._numbers.values() if number.owner_id == person_id]:
            if private_by_default(number.label, is_leader=True):
                self._numbers[number.id] = replace(number, private=True)

    # --- changes

    def _changes(
        self, units: Iterable[Unit], people: Iterable[Person], numbers: Iterable[PhoneNumber]
    ) -> tuple[Change, ...]:
        changes: list[Change] = []
        for unit in units:
            changes += self._field_changes(Subject.UNIT, self._units_before[unit.id], unit)
        for person in people:
            changes += self._field_changes(Subject.PERSON, self._people_before[person.id], person)
        for number in numbers:
            changes.append(self._number_change(self._numbers_before[number.id], number))
        return tuple(sorted(changes, key=lambda change: change.line))

    def _field_changes(self, subject: Subject, old: Unit | Person, new: Unit | Person) -> list[Change]:
        return [
            Change(
                subject=subject,
                owner_id=new.id,
                title=new.name,
                field=field.name,
                old=self._word(getattr(old, field.name)),
                new=self._word(getattr(new, field.name)),
                line=self._lines.get(new.id, 0),
            )
            for field in fields(new)
            if field.name not in _SPELLED_FIELDS and getattr(old, field.name) != getattr(new, field.name)
        ]

    def _number_change(self, old: PhoneNumber, new: PhoneNumber) -> Change:
        owner = self._people.get(new.owner_id) or self._units.get(new.owner_id)
        return Change(
            subject=Subject.NUMBER,
            owner_id=new.owner_id,
            title=owner.name if owner is not None else "",
            field=new.label.value,
            old=shown(replace(old, private=old.private or new.private)),
            new=shown(new),
            line=self._lines.get(new.id, self._lines.get(new.owner_id, 0)),
        )

    def _word(self, value: object) -> str:
        """Return a field as text: a parent by its name, yes and no as ``yes`` and an empty text."""
        if isinstance(value, bool):
            return "yes" if value else ""
        if isinstance(value, str) and value in self._units:
            return self._units[value].name
        return "" if value is None else str(value)


def _differences(before: dict[str, Kept], after: dict[str, Kept]) -> tuple[tuple[Kept, ...], tuple[Kept, ...]]:
    """Return what is new and what differs."""
    new = tuple(item for key, item in after.items() if key not in before)
    return new, tuple(item for key, item in after.items() if key in before and before[key] != item)


def _spelled_person(person: Person) -> Person:
    spelling = spell_person(person.name)
    return replace(person, pinyin=spelling.pinyin, initials=spelling.initials)
