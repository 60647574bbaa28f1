"""What is wrong with a book of rules, each fault with the place where it stands, so that it can be put right."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from dutyroom.errors import Refused
from dutyroom.frozen import dataclass

LARGEST = Decimal(10) ** 12  # of any figure, whatever its unit: more is a mistyped one
_FINEST = Decimal(10) ** -6

Tree = Mapping[str, object]
Kind = TypeVar("Kind", bound=StrEnum)


@dataclass(frozen=True)
class Fault:
    """One thing wrong: where (``road_traffic.III.deaths``), and what; ``error`` carries the sentence."""

    place: str
    error: Refused


class FaultyBook(Refused):
    """A book of rules that cannot be used; ``faults`` names each condition that is wrong."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("incidents.book_faulty", count=len(faults), place=faults[0].place)
        self.faults = tuple(faults)


class Notes:
    """Collects faults, and takes values out of a tree of unknown content without ever failing."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def add(self, place: str, error: Refused) -> None:
        """Note a fault."""
        self.faults.append(Fault(place, error))

    def unknown(self, place: str, part: object) -> None:
        """Note a name that nobody knows here."""
        self.add(place, Refused("incidents.rule_unknown_part", place=place, part=_shown(part)))

    def unreadable(self, place: str, part: str) -> None:
        """Note a part that is not written as it has to be."""
        self.add(place, Refused("incidents.rule_unreadable", place=place, part=part))

    def tree(self, value: object, place: str, known: Collection[str] = ()) -> Tree:
        """Return ``value`` as a mapping with names as keys; an empty one and a fault where it is none."""
        if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
            self.unreadable(place, place.rpartition(".")[2])
            return {}
        for key in value:
            if known and key not in known:
                self.unknown(place, key)
        return value

    def items(self, tree: Tree, part: str, place: str) -> Sequence[object]:
        """Return a list of the tree, empty where it is not there."""
        value = tree.get(part, ())
        if isinstance(value, list | tuple):
            return value
        self.unreadable(place, part)
        return ()

    def names(self, tree: Tree, part: str, place: str, known: Collection[str]) -> tuple[str, ...]:
        """Return a list of known names."""
        found = []
        for value in self.items(tree, part, place):
            if isinstance(value, str) and value in known:
                found.append(value)
            else:
                self.unknown(place, value)
        return tuple(found)

    def text(self, tree: Tree, part: str, place: str, *, needed: bool = False) -> str:
        """Return a text, empty where it is not there."""
        value = tree.get(part, "")
        if not isinstance(value, str):
            self.unreadable(place, part)
            return ""
        if needed and not value.strip():
            self.add(place, Refused("incidents.rule_missing_part", place=place, part=part))
        return value.strip()

    def flag(self, tree: Tree, part: str, place: str) -> bool:
        """Return yes or no, no where it is not there."""
        value = tree.get(part, False)
        if not isinstance(value, bool):
            self.unreadable(place, part)
            return False
        return value

    def one_of(self, kind: type[Kind], value: object, place: str) -> Kind | None:
        """Return the member of an enum, or None and a fault."""
        if isinstance(value, str) and value in [one.value for one in kind]:
            return kind(value)
        self.unknown(place, value)
        return None

    def number(self, value: object, place: str, part: str) -> Decimal | None:
        """Return a number from nothing to ``LARGEST``; None and a fault for anything else."""
        number = as_number(value)
        if number is None or not 0 <= number <= LARGEST or number != number.quantize(_FINEST):
            self.add(place, Refused("incidents.rule_number", place=place, part=part))
            return None
        return number


def as_number(value: object) -> Decimal | None:
    """Return an int, a float or a Decimal as an exact finite number; None for anything else, a bool too."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except (InvalidOperation, ValueError):  # an int of thousands of digits has no text
        return None
    return number if number.is_finite() else None


def _shown(part: object) -> str:
    return str(part)[:40]
