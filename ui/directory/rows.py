"""The rows of the list at the left: units by kind, what a search found, numbers to be checked."""

from __future__ import annotations

from enum import StrEnum

from dutyroom.directory.matching import Match
from dutyroom.directory.model import CandidateKind, PhoneNumber, UnitKind
from dutyroom.frozen import dataclass
from ui.directory.shelf import Shelf

FOUND_LIMIT = 100
CHECK_LIMIT = 500


class RowKind(StrEnum):
    """What a row stands for."""

    HEADING = "heading"
    UNIT = "unit"
    PERSON = "person"
    NUMBER = "number"


class Heading(StrEnum):
    """What stands over the rows that a search found, or that wait for a check."""

    UNITS = "units"
    PEOPLE = "people"
    NO_ANSWER = "no_answer"
    LONG_AGO = "long_ago"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``key`` is the identity of the unit, person or number; a heading has its words and a count."""

    kind: RowKind
    key: str
    unit_id: str = ""
    person_id: str = ""
    heading: UnitKind | Heading | None = None
    count: str = ""
    match: Match | None = None


def unit_rows(shelf: Shelf) -> tuple[Row, ...]:
    """Return every unit below the heading of its kind."""
    rows: list[Row] = []
    for kind, units in shelf.groups.items():
        rows.append(_heading(kind, str(len(units))))
        rows.extend(Row(RowKind.UNIT, unit.id, unit.id) for unit in units)
    return tuple(rows)


def found_rows(shelf: Shelf, typed: str) -> tuple[Row, ...]:
    """Return what ``typed`` finds, best first: units, then people, at most ``FOUND_LIMIT`` of each."""
    rows: list[Row] = []
    for kind, heading in ((CandidateKind.UNIT, Heading.UNITS), (CandidateKind.PERSON, Heading.PEOPLE)):
        found = shelf.completer.complete(typed, limit=FOUND_LIMIT + 1, kind=kind)
        if found:
            rows.append(_heading(heading, f"{FOUND_LIMIT}+" if len(found) > FOUND_LIMIT else str(len(found))))
            rows.extend(_found(match) for match in found[:FOUND_LIMIT])
    return tuple(rows)


def check_rows(shelf: Shelf, typed: str = "") -> tuple[Row, ...]:
    """Return the numbers to be checked: those that did not answer, not for long, never; narrowed by ``typed``.

    Of each at most ``CHECK_LIMIT`` are listed: they are worked off from the top, and others follow.
    """
    wanted = _owners(shelf, typed) if typed else None
    waiting: dict[Heading, list[PhoneNumber]] = {Heading.NO_ANSWER: [], Heading.LONG_AGO: [], Heading.NEVER: []}
    for number in shelf.to_check:
        if wanted is None or _is_wanted(shelf, number, wanted):
            check = shelf.check(number.id)
            heading = Heading.NEVER if check is None else Heading.LONG_AGO if check.reachable else Heading.NO_ANSWER
            waiting[heading].append(number)
    rows: list[Row] = []
    for heading, numbers in waiting.items():
        if numbers:
            rows.append(_heading(heading, str(len(numbers))))
            rows.extend(_waiting(shelf, number) for number in numbers[:CHECK_LIMIT])
    return tuple(rows)


def _is_wanted(shelf: Shelf, number: PhoneNumber, wanted: frozenset[str]) -> bool:
    person = shelf.people.get(number.owner_id)
    return number.owner_id in wanted or (person is not None and person.unit_id in wanted)


def _waiting(shelf: Shelf, number: PhoneNumber) -> Row:
    person = shelf.people.get(number.owner_id)
    if person is None:
        return Row(RowKind.NUMBER, number.id, number.owner_id)
    return Row(RowKind.NUMBER, number.id, person.unit_id, person.id)


def _heading(heading: UnitKind | Heading, count: str) -> Row:
    return Row(RowKind.HEADING, heading.value, heading=heading, count=count)


def _found(match: Match) -> Row:
    row = match.candidate
    if row.kind is CandidateKind.UNIT:
        return Row(RowKind.UNIT, row.id, row.id, match=match)
    return Row(RowKind.PERSON, row.id, row.unit_id, row.id, match=match)


def _owners(shelf: Shelf, typed: str) -> frozenset[str]:
    return frozenset(match.candidate.id for match in shelf.completer.complete(typed, limit=10 * FOUND_LIMIT))
