"""Invented people for the roster's tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from dutyroom.roster.model import Absence, AbsenceKind, Assignment, DutyClass, Member, Pool, Slot

NAMES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"


def somebody(number: int, *pools: Pool, **more: Any) -> Member:
    """Return an invented person with id ``m01`` and the like."""
    name = f"值{NAMES[number % len(NAMES)]}{number:02d}"
    wanted = frozenset(pools or (Pool.DUTY_ROOM,))
    return Member(id=f"m{number:02d}", name=name, pools=wanted, **{"order": number, **more})


def a_room(officers: int = 6, heads: int = 2, sections: int = 4, leaders: int = 3) -> tuple[Member, ...]:
    """Return a room with every list filled: sections have two people each."""
    people = [somebody(number, Pool.DUTY_ROOM) for number in range(officers)]
    people += [somebody(20 + number, Pool.HEADS) for number in range(heads)]
    people += [
        somebody(30 + number, Pool.SECTIONS, section=f"科室{NAMES[number // 2]}") for number in range(2 * sections)
    ]
    people += [somebody(60 + number, Pool.OFFICE_LEADERS) for number in range(leaders)]
    people += [somebody(80 + number, Pool.CITY_LEADERS) for number in range(leaders)]
    return tuple(people)


def away(first: str, last: str, kind: AbsenceKind = AbsenceKind.LEAVE) -> Absence:
    """Return an absence between two written dates, both included."""
    return Absence(date.fromisoformat(first), date.fromisoformat(last), kind)


def named(*pairs: tuple[str, Member | None]) -> tuple[Assignment, ...]:
    """Return assignments by slot name and member."""
    return tuple(
        Assignment(Slot.of_id(slot), None if member is None else member.id, "" if member is None else member.name)
        for slot, member in pairs
    )


def counts(own: Mapping[DutyClass, int]) -> dict[str, int]:
    """Return only what was counted, by the name of its class."""
    return {kind.value: number for kind, number in own.items() if number}


def by_slot(assignments: Iterable[Assignment]) -> dict[str, str]:
    """Return who is on, by the name of the slot."""
    return {assignment.slot.id: assignment.name for assignment in assignments}
