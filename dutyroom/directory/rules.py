"""What the directory demands of an entry, which numbers are private, and which should be tried again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from dutyroom.directory.model import (
    Candidate,
    CandidateKind,
    NumberCheck,
    Person,
    PhoneLabel,
    PhoneNumber,
    Unit,
    UnitKind,
)
from dutyroom.directory.names import tidy
from dutyroom.directory.phones import bare_digits, lost_its_zero, mask, parse_phone, tidy_phone
from dutyroom.errors import Refused

NAME_LIMIT = 80
SHORT_NAME_LIMIT = 30
POST_LIMIT = 80
PORTFOLIO_LIMIT = 2000
REMARK_LIMIT = 1000
PHONE_LIMIT = 40
_SHOWN_OF_A_LONG_TEXT = 20
_PRIVATE_LABELS = frozenset({PhoneLabel.MOBILE, PhoneLabel.HOME})


def check_name(text: str, limit: int = NAME_LIMIT) -> str:
    """Return the tidied name of a unit or a person; Refused where it is empty or longer than ``limit`` characters."""
    name = tidy(text)
    if not name:
        raise Refused("directory.name_missing")
    return check_length(name, limit)


def check_length(text: str, limit: int) -> str:
    """Return ``text``; Refused where it has more than ``limit`` characters."""
    if len(text) > limit:
        raise Refused("directory.text_too_long", begin=text[:_SHOWN_OF_A_LONG_TEXT], limit=limit)
    return text


def check_phone(text: str) -> str:
    """Return one number tidied, otherwise as typed; Refused where it cannot be dialled."""
    number = tidy_phone(text)
    if len(number) <= PHONE_LIMIT and parse_phone(number) is not None:
        return number
    shown = number[:PHONE_LIMIT]
    raise Refused("directory.phone_zero_lost" if lost_its_zero(number) else "directory.phone_bad", number=shown)


def check_unit(unit: Unit) -> None:
    """Refuse a unit without a name or with a text that is too long."""
    check_name(unit.name)
    check_length(unit.short_name, SHORT_NAME_LIMIT)
    check_length(unit.remark, REMARK_LIMIT)


def check_person(person: Person) -> None:
    """Refuse a person without a name or with a text that is too long."""
    check_name(person.name)
    check_length(person.post, POST_LIMIT)
    check_length(person.portfolio, PORTFOLIO_LIMIT)
    check_length(person.remark, REMARK_LIMIT)


def check_parent(unit_id: str, parent_id: str | None, parents: Mapping[str, str | None]) -> None:
    """Refuse a parent that is the unit itself or stands below it; ``parents`` maps each unit to its parent."""
    seen: set[str] = set()
    above = parent_id
    while above is not None and above not in seen:
        if above == unit_id:
            raise Refused("directory.unit_below_itself")
        seen.add(above)
        above = parents.get(above)


def private_by_default(label: PhoneLabel, *, is_leader: bool) -> bool:
    """Return whether a number is private: mobile and home of a leader are (R088)."""
    return is_leader and label in _PRIVATE_LABELS


def counts_as_leader(unit: Unit, *, said: bool | None) -> bool:
    """Return whether a person of ``unit`` is a leader: as ``said``, or else by the kind of the unit."""
    return unit.kind is UnitKind.LEADERS if said is None else said


def masked(number: PhoneNumber) -> str:
    """Return the number with its middle hidden: 199****0001, 0999-****001."""
    return mask(number.digits)


def shown(number: PhoneNumber) -> str:
    """Return what anybody may see: the number, of a private one only its masked form."""
    return masked(number) if number.private else number.digits


def latest_checks(checks: Iterable[NumberCheck]) -> dict[str, NumberCheck]:
    """Return the last check of each number, by the identity of the number."""
    latest: dict[str, NumberCheck] = {}
    for check in checks:
        known = latest.get(check.number_id)
        if known is None or check.at >= known.at:
            latest[check.number_id] = check
    return latest


def numbers_to_check(
    numbers: Iterable[PhoneNumber], checks: Iterable[NumberCheck], *, since: datetime
) -> tuple[PhoneNumber, ...]:
    """Return the numbers to try again (R009): failed ones, never tried ones, those reached last before ``since``."""
    latest = latest_checks(checks)
    waiting: list[tuple[int, float, PhoneNumber]] = []
    for number in numbers:
        if not number.active:
            continue
        check = latest.get(number.id)
        if check is None:
            waiting.append((1, 0.0, number))
        elif not check.reachable:
            waiting.append((0, check.at.timestamp(), number))
        elif check.at < since:
            waiting.append((2, check.at.timestamp(), number))
    return tuple(number for *_, number in sorted(waiting, key=lambda row: row[:2]))


def candidates(
    units: Iterable[Unit], people: Iterable[Person], numbers: Iterable[PhoneNumber]
) -> tuple[Candidate, ...]:
    """Return the rows completion is built from: active units, then active people, each in the order given."""
    dialled: dict[str, list[PhoneNumber]] = {}
    for number in numbers:
        if not number.active:
            continue
        dialled.setdefault(number.owner_id, []).append(number)

    def of(owner_id: str, *, private: bool) -> tuple[str, ...]:
        return tuple(bare_digits(n.digits) for n in dialled.get(owner_id, ()) if n.private is private)

    active = {unit.id: unit for unit in units if unit.active}
    rows = [
        Candidate(
            id=unit.id,
            kind=CandidateKind.UNIT,
            unit_id=unit.id,
            name=unit.name,
            short_name=unit.short_name,
            pinyin=unit.pinyin,
            initials=unit.initials,
            numbers=of(unit.id, private=False),
            private_numbers=of(unit.id, private=True),
        )
        for unit in active.values()
    ]
    rows.extend(
        Candidate(
            id=person.id,
            kind=CandidateKind.PERSON,
            unit_id=person.unit_id,
            name=person.name,
            pinyin=person.pinyin,
            initials=person.initials,
            detail=" ".join(filter(None, (_called(active[person.unit_id]), person.post))),
            numbers=of(person.id, private=False),
            private_numbers=of(person.id, private=True),
        )
        for person in people
        if person.active and person.unit_id in active
    )
    return tuple(rows)


def _called(unit: Unit) -> str:
    return unit.short_name or unit.name
