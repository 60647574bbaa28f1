"""The verbs of the directory: units, people, their numbers; showing a masked number; noting whether one answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Table, func, or_, select

from dutyroom.accounts.model import Right, Session
from dutyroom.changes import Topic
from dutyroom.clock import Clock, to_micros
from dutyroom.directory.matching import Completer, Match, MatchedText
from dutyroom.directory.model import NumberCheck, Person, PhoneLabel, PhoneNumber, Unit
from dutyroom.directory.names import tidy, tidy_lines
from dutyroom.directory.pinyin import full_pinyin, initials, spell_person, spell_unit
from dutyroom.directory.rows import (
    active_of,
    all_of,
    last_checks,
    number_of,
    number_values,
    person_of,
    person_values,
    unit_of,
    unit_values,
)
from dutyroom.directory.rules import (
    candidates,
    check_parent,
    check_person,
    check_phone,
    check_unit,
    private_by_default,
    shown,
)
from dutyroom.directory.tables import number_checks, numbers, people, units
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.ids import IdMaker
from dutyroom.journal.service import Journal
from dutyroom.spreadsheets.grid import Told
from dutyroom.storage.digest import Stored
from dutyroom.storage.store import Store, UnitOfWork

if TYPE_CHECKING:
    from dutyroom.directory.planning import ImportPlan

_BLOCK = 500
"""How many rows of a file are written in one go."""


@dataclass(frozen=True)
class Book:
    """The whole directory at one moment."""

    units: tuple[Unit, ...]
    people: tuple[Person, ...]
    numbers: tuple[PhoneNumber, ...]
    last_checks: Mapping[str, NumberCheck]

    def numbers_of(self, owner_id: str) -> tuple[PhoneNumber, ...]:
        """Return the numbers of a unit or person."""
        return tuple(number for number in self.numbers if number.owner_id == owner_id)

    def unit(self, unit_id: str) -> Unit | None:
        """Return the unit, or None."""
        return next((unit for unit in self.units if unit.id == unit_id), None)


class Directory:
    """The directory of one room."""

    def __init__(self, store: Store, journal: Journal, clock: Clock, ids: IdMaker, room_id: str) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock
        self._ids = ids
        self._room_id = room_id

    def book(self, session: Session) -> Book:
        """Return everything that is active, units by kind and name, people in the order of their entry.

        Private numbers come masked, whoever asks: ``reveal`` shows one, and the journal keeps why (R088).
        """
        session.require(Right.READ_LOG)
        book = self._whole_book()
        return replace(book, numbers=tuple(replace(number, digits=shown(number)) for number in book.numbers))

    def _whole_book(self) -> Book:
        with self._store.read() as connection:
            return Book(
                units=tuple(unit_of(row) for row in active_of(connection, units)),
                people=tuple(person_of(row) for row in active_of(connection, people)),
                numbers=tuple(number_of(row) for row in active_of(connection, numbers)),
                last_checks=last_checks(connection),
            )

    def completer(self, session: Session) -> Completer:
        """Return what offers units and people while somebody types."""
        session.require(Right.READ_LOG)
        book = self._whole_book()
        return Completer(candidates(book.units, book.people, book.numbers))

    def unit_named(self, name: str) -> str:
        """Return the identity of the active unit with this name or short name, or an empty text; the full name wins."""
        wanted = tidy(name)
        if not wanted:
            return ""
        known = select(units.c.id).where(units.c.active == 1, or_(units.c.name == wanted, units.c.short_name == wanted))
        with self._store.read() as connection:
            found = connection.execute(known.order_by(units.c.name != wanted, units.c.id)).first()
        return str(found.id) if found else ""

    def add_unit(self, session: Session, unit: Unit, phones: Mapping[PhoneLabel, str] | None = None) -> Unit:
        """Add a unit with its numbers; its identity and spelling are made here.

        Raises Refused as in ``rules.check_unit`` and ``rules.check_phone``, ``directory.unit_known``.
        """
        session.require(Right.EDIT_DIRECTORY)
        with self._store.write() as work:
            added = self._insert_unit(work, unit)
            for label, digits in (phones or {}).items():
                self._insert_number(work, added.id, label, digits, private=False)
            self._finish(work, session, "unit.added", added.id)
            work.commit()
        return added

    def add_person(self, session: Session, person: Person, phones: Mapping[PhoneLabel, str] | None = None) -> Person:
        """Add a person with numbers; a leader's mobile and home numbers become private (R088)."""
        session.require(Right.EDIT_DIRECTORY)
        with self._store.write() as work:
            added = self._insert_person(work, person)
            for label, digits in (phones or {}).items():
                private = private_by_default(label, is_leader=added.is_leader)
                self._insert_number(work, added.id, label, digits, private=private)
            self._finish(work, session, "person.added", added.id)
            work.commit()
        return added

    def change_unit(self, session: Session, unit: Unit) -> Unit:
        """Change a unit; an inactive one is no longer offered, and stays where it is named."""
        session.require(Right.EDIT_DIRECTORY)
        changed = _spelled_unit(unit)
        check_unit(changed)
        with self._store.write() as work:
            self._check_name_free(work, changed)
            parents = {row["id"]: row["parent_id"] for row in all_of(work.connection, units)}
            check_parent(changed.id, changed.parent_id, parents)
            work.update(units, unit.id, unit_values(changed))
            self._finish(work, session, "unit.changed", unit.id)
            work.commit()
        return changed

    def change_person(self, session: Session, person: Person) -> Person:
        """Change a person; an inactive one is no longer offered."""
        session.require(Right.EDIT_DIRECTORY)
        changed = _spelled_person(person)
        check_person(changed)
        with self._store.write() as work:
            work.update(people, person.id, person_values(changed))
            if changed.is_leader:
                self._hide_numbers(work, changed.id)
            self._finish(work, session, "person.changed", person.id)
            work.commit()
        return changed

    def add_number(
        self, session: Session, owner_id: str, label: PhoneLabel, digits: str, *, private: bool
    ) -> PhoneNumber:
        """Add a number to a unit or person; Refused as in ``rules.check_phone``."""
        session.require(Right.EDIT_DIRECTORY)
        with self._store.write() as work:
            number = self._insert_number(work, owner_id, label, digits, private=private)
            self._finish(work, session, "number.added", owner_id)
            work.commit()
        return number

    def drop_number(self, session: Session, number_id: str) -> None:
        """Take a number out of use; it stays in the file."""
        session.require(Right.EDIT_DIRECTORY)
        with self._store.write() as work:
            self._check_there(work, number_id)
            row = work.update(numbers, number_id, {"active": 0})
            self._finish(work, session, "number.dropped", str(row["owner_id"]))
            work.commit()

    def plan(self, session: Session, file: Path, told: Told | None = None) -> ImportPlan:
        """Return what importing ``file`` (xlsx or csv) would do; nothing is written.

        ``told`` hears how far it is, first in the lines that are read, then in the rows that are compared. Raises
        Refused and Environment as in ``reading.read_directory_file``.
        """
        session.require(Right.EDIT_DIRECTORY)
        from dutyroom.directory.planning import plan_import
        from dutyroom.directory.reading import read_directory_file  # the workbook library, which only imports need

        read = read_directory_file(file, told)
        with self._store.read() as connection:
            return plan_import(
                read,
                units=[unit_of(row) for row in all_of(connection, units)],
                people=[person_of(row) for row in all_of(connection, people)],
                numbers=[number_of(row) for row in all_of(connection, numbers)],
                new_id=self._ids.new,
                told=told,
            )

    def apply(self, session: Session, plan: ImportPlan, told: Told | None = None) -> int:
        """Write a plan in one act and return how many units, people and numbers it touched; ``told`` hears how far."""
        session.require(Right.EDIT_DIRECTORY)
        if plan.changes_nothing:
            return 0
        with self._store.write() as work:
            self._write_plan(work, plan, told)
            written = len(work.unrecorded)
            self._finish(work, session, "directory.imported", "")
            work.commit()
        return written

    def _write_plan(self, work: UnitOfWork, plan: ImportPlan, told: Told | None) -> None:
        room: dict[str, Stored] = {"room_id": self._room_id}
        new: tuple[tuple[Table, list[dict[str, Stored]]], ...] = (
            (units, [{"id": unit.id, **room, **unit_values(unit)} for unit in plan.new_units]),
            (people, [{"id": person.id, **room, **person_values(person)} for person in plan.new_people]),
            (numbers, [{"id": number.id, **room, **number_values(number)} for number in plan.new_numbers]),
        )
        changed: tuple[tuple[Table, str, dict[str, Stored]], ...] = (
            *((units, unit.id, unit_values(unit)) for unit in plan.updated_units),
            *((people, person.id, person_values(person)) for person in plan.updated_people),
            *((numbers, number.id, number_values(number)) for number in plan.updated_numbers),
        )
        total, done = sum(len(rows) for _table, rows in new) + len(changed), 0
        for table, rows in new:
            for first in range(0, len(rows), _BLOCK):
                work.insert_many(table, rows[first : first + _BLOCK])
                done += len(rows[first : first + _BLOCK])
                if told is not None:
                    told(done, total)
        for number, (table, row_id, row) in enumerate(changed, start=done + 1):
            work.update(table, row_id, row)
            if told is not None:
                told(number, total)

    def reveal(self, session: Session, number_id: str, reason: str) -> str:
        """Return a private number in full to whoever may see it, and note who and why (R088).

        Raises Refused ``accounts.not_allowed``, ``directory.reason_missing``, ``directory.no_such_number``.
        """
        session.require(Right.REVEAL_NUMBERS)
        why = tidy(reason)
        if not why:
            raise Refused("directory.reason_missing")
        with self._store.read() as connection:
            row = connection.execute(select(numbers).where(numbers.c.id == number_id)).mappings().one_or_none()
        if row is None:
            raise Refused("directory.no_such_number")
        self._journal.note(session.actor, "number.revealed", number_id, {"reason": why})
        return str(row["digits"])

    def note_check(self, session: Session, number_id: str, *, reachable: bool, remark: str = "") -> None:
        """Note that a number was tried, and whether it answered (R009)."""
        session.require(Right.WRITE_LOG)
        with self._store.write() as work:
            self._check_there(work, number_id)
            seq = int(work.execute(select(func.coalesce(func.max(number_checks.c.seq), 0))).scalar_one()) + 1
            work.insert(
                number_checks,
                {
                    "seq": seq,
                    "id": self._ids.new(),
                    "room_id": self._room_id,
                    "number_id": number_id,
                    "checked_at": to_micros(self._clock.now()),
                    "reachable": int(reachable),
                    "remark": tidy_lines(remark),
                    "account_id": session.account_id,
                    "account_name": session.name,
                },
            )
            self._finish(work, session, "number.checked", number_id)
            work.commit()

    @staticmethod
    @lru_cache(maxsize=512)
    def search_words(text: str) -> tuple[str, ...]:
        """Return the pinyin words by which a unit or person is found: initials and full pinyin."""
        return tuple(dict.fromkeys(word for word in (initials(text), full_pinyin(text)) if word))

    def _insert_unit(self, work: UnitOfWork, unit: Unit) -> Unit:
        added = _spelled_unit(replace(unit, id=self._ids.new()))
        check_unit(added)
        self._check_name_free(work, added)
        work.insert(units, {"id": added.id, "room_id": self._room_id, **unit_values(added)})
        return added

    @staticmethod
    def _hide_numbers(work: UnitOfWork, person_id: str) -> None:
        """Make the mobile and home numbers of somebody who is a leader private (R088)."""
        for row in work.execute(select(numbers).where(numbers.c.owner_id == person_id)).mappings().all():
            if not row["private"] and private_by_default(PhoneLabel(row["label"]), is_leader=True):
                work.update(numbers, row["id"], {"private": 1})

    @staticmethod
    def _check_there(work: UnitOfWork, number_id: str) -> None:
        there = select(numbers.c.id).where(numbers.c.id == number_id, numbers.c.active == 1)
        if work.execute(there).first() is None:
            raise Refused("directory.no_such_number")

    @staticmethod
    def _check_name_free(work: UnitOfWork, unit: Unit) -> None:
        same = select(units.c.id).where(units.c.name == unit.name, units.c.active == 1, units.c.id != unit.id)
        if unit.active and work.execute(same).first() is not None:
            raise Refused("directory.unit_known", name=unit.name)

    def _insert_person(self, work: UnitOfWork, person: Person) -> Person:
        added = _spelled_person(replace(person, id=self._ids.new()))
        check_person(added)
        work.insert(people, {"id": added.id, "room_id": self._room_id, **person_values(added)})
        return added

    def _insert_number(
        self, work: UnitOfWork, owner_id: str, label: PhoneLabel, digits: str, *, private: bool
    ) -> PhoneNumber:
        number = PhoneNumber(
            id=self._ids.new(), owner_id=owner_id, label=label, digits=check_phone(digits), private=private
        )
        work.insert(numbers, {"id": number.id, "room_id": self._room_id, **number_values(number)})
        return number

    def _finish(self, work: UnitOfWork, session: Session, act: str, subject: str) -> None:
        self._journal.record(work, session.actor, act, subject)
        work.touch(Topic.DIRECTORY, subject)


def _spelled_unit(unit: Unit) -> Unit:
    name, short_name = tidy(unit.name), tidy(unit.short_name)
    spelling = spell_unit(name, short_name)
    return replace(
        unit,
        name=name,
        short_name=short_name,
        remark=tidy_lines(unit.remark),
        pinyin=spelling.pinyin,
        initials=spelling.initials,
    )


def _spelled_person(person: Person) -> Person:
    name = tidy(person.name)
    spelling = spell_person(name)
    return replace(
        person,
        name=name,
        post=tidy(person.post),
        portfolio=tidy_lines(person.portfolio),
        remark=tidy_lines(person.remark),
        pinyin=spelling.pinyin,
        initials=spelling.initials,
    )


__all__ = ["Book", "Completer", "Directory", "Match", "MatchedText", "shown"]
