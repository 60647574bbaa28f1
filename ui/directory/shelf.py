"""The directory as the page shows it: one steady picture, indexed once, away from the screen's thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from dutyroom.directory.matching import Completer
from dutyroom.directory.model import NumberCheck, Person, PhoneLabel, PhoneNumber, Unit, UnitKind
from dutyroom.directory.rules import candidates, numbers_to_check
from dutyroom.directory.service import Book
from dutyroom.frozen import dataclass

T = TypeVar("T")

CHECK_AGAIN_AFTER = timedelta(days=30)
"""How long a number that answered is trusted; our own choice, no rule names a span."""

_KIND_ORDER = {kind: place for place, kind in enumerate(UnitKind)}
_LABEL_ORDER = {label: place for place, label in enumerate(PhoneLabel)}


@dataclass(frozen=True)
class Shelf:
    """A ``Book`` with everything to find in it. Units stand by kind, then in the order of their entry.

    ``people`` and ``numbers`` hold only what belongs to a unit in use; ``to_check`` are the numbers to try again,
    those of units before those of people.
    """

    book: Book
    completer: Completer
    units: Mapping[str, Unit]
    people: Mapping[str, Person]
    numbers: Mapping[str, PhoneNumber]
    groups: Mapping[UnitKind, tuple[Unit, ...]]
    to_check: tuple[PhoneNumber, ...]
    _people_of: Mapping[str, tuple[Person, ...]]
    _numbers_of: Mapping[str, tuple[PhoneNumber, ...]]

    @property
    def empty(self) -> bool:
        """Return whether nothing was entered yet."""
        return not self.units

    def people_of(self, unit_id: str) -> tuple[Person, ...]:
        """Return the people of a unit in the order of their entry."""
        return self._people_of.get(unit_id, ())

    def numbers_of(self, owner_id: str) -> tuple[PhoneNumber, ...]:
        """Return the numbers of a unit or person, the duty phone first."""
        return self._numbers_of.get(owner_id, ())

    def main_number(self, owner_id: str) -> PhoneNumber | None:
        """Return the number to dial first, or None."""
        return next(iter(self.numbers_of(owner_id)), None)

    def check(self, number_id: str) -> NumberCheck | None:
        """Return the last check of a number, or None."""
        return self.book.last_checks.get(number_id)

    def last_check_of(self, owner_id: str) -> NumberCheck | None:
        """Return the newest check of any number of a unit or person, or None."""
        checks = [check for number in self.numbers_of(owner_id) if (check := self.check(number.id))]
        return max(checks, key=_time_of, default=None)

    def unit_of(self, owner_id: str) -> Unit | None:
        """Return the unit that a number's owner is, or belongs to."""
        person = self.people.get(owner_id)
        return self.units.get(person.unit_id if person else owner_id)


def make_shelf(book: Book, *, now: datetime, before: Shelf | None = None) -> Shelf:
    """Return the shelf of ``book``; ``now`` tells which numbers were not reached for long.

    What a check of a number leaves as it was is taken over from the shelf ``before``.
    """
    if before is None or _differs(before.book, book):
        before = _indexed(book)
    to_check = numbers_to_check(before.numbers.values(), book.last_checks.values(), since=now - CHECK_AGAIN_AFTER)
    return Shelf(
        book=book,
        completer=before.completer,
        units=before.units,
        people=before.people,
        numbers=before.numbers,
        groups=before.groups,
        to_check=to_check,
        _people_of=before._people_of,
        _numbers_of=before._numbers_of,
    )


def with_check(shelf: Shelf, check: NumberCheck) -> Shelf:
    """Return the shelf after one more check, without reading everything again."""
    waiting = [number for number in shelf.to_check if number.id != check.number_id]
    number = shelf.numbers.get(check.number_id)
    if number is not None and not check.reachable:
        failed = (place for place, other in enumerate(waiting) if _answered(shelf.check(other.id)))
        waiting.insert(next(failed, len(waiting)), number)
    book = replace(shelf.book, last_checks={**shelf.book.last_checks, check.number_id: check})
    return replace(shelf, book=book, to_check=tuple(waiting))


def called(unit: Unit) -> str:
    """Return what a unit is called for short."""
    return unit.short_name or unit.name


def _answered(check: NumberCheck | None) -> bool:
    """Return whether a number stands behind those that did not answer: it did, or was never tried."""
    return check is None or check.reachable


def _differs(before: Book, book: Book) -> bool:
    return (before.units, before.people, before.numbers) != (book.units, book.people, book.numbers)


def _indexed(book: Book) -> Shelf:
    units = {unit.id: unit for unit in sorted(book.units, key=_kind_order)}
    people = {person.id: person for person in book.people if person.unit_id in units}
    owned = [number for number in book.numbers if number.owner_id in units]
    owned.sort(key=_label_order)
    owned += sorted((number for number in book.numbers if number.owner_id in people), key=_label_order)
    return Shelf(
        book=book,
        completer=Completer(candidates(units.values(), people.values(), owned)),
        units=units,
        people=people,
        numbers={number.id: number for number in owned},
        groups=_grouped((unit.kind, unit) for unit in units.values()),
        to_check=(),
        _people_of=_grouped((person.unit_id, person) for person in people.values()),
        _numbers_of=_grouped((number.owner_id, number) for number in owned),
    )


K = TypeVar("K")


def _grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, tuple[T, ...]]:
    gathered: dict[K, list[T]] = {}
    for key, item in pairs:
        gathered.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in gathered.items()}


def _kind_order(unit: Unit) -> int:
    return _KIND_ORDER[unit.kind]


def _label_order(number: PhoneNumber) -> int:
    return _LABEL_ORDER[number.label]


def _time_of(check: NumberCheck) -> datetime:
    return check.at
