"""Saving a unit or a person together with its numbers, and going on where an earlier try broke off."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.accounts.model import Session
from dutyroom.directory.model import Person, PhoneLabel, Unit
from dutyroom.directory.service import Directory
from dutyroom.frozen import dataclass


@dataclass(frozen=True)
class NewNumber:
    """A number as it was typed."""

    label: PhoneLabel
    digits: str
    private: bool = False


@dataclass(frozen=True)
class NumberChanges:
    """What an editor does to the numbers of one owner: identities to take out of use, numbers to add."""

    dropped: tuple[str, ...] = ()
    added: tuple[NewNumber, ...] = ()


class Saving:
    """Saves one unit or person. Runs on the writer's lane; one for each dialog.

    A new number is added before an old one is dropped, so that a break in between loses none.
    """

    def __init__(self, directory: Directory, session: Session) -> None:
        self._directory = directory
        self._session = session
        self._stored: Unit | Person | None = None
        self._added: set[NewNumber] = set()
        self._dropped: set[str] = set()

    def unit(self, before: Unit | None, unit: Unit, changes: NumberChanges) -> Unit:
        """Store a unit and its numbers; without ``before`` it is new. Refused as in ``Directory``."""
        known = self._stored if isinstance(self._stored, Unit) else before
        if known is None:
            self._stored = self._directory.add_unit(self._session, unit)
        elif replace(unit, id=known.id, pinyin=known.pinyin, initials=known.initials) != known:
            self._stored = self._directory.change_unit(self._session, replace(unit, id=known.id))
        else:
            self._stored = known
        self._numbers(self._stored.id, changes)
        return self._stored

    def person(self, before: Person | None, person: Person, changes: NumberChanges) -> Person:
        """Store a person and the numbers; without ``before`` the person is new. Refused as in ``Directory``."""
        known = self._stored if isinstance(self._stored, Person) else before
        if known is None:
            self._stored = self._directory.add_person(self._session, person)
        elif replace(person, id=known.id, pinyin=known.pinyin, initials=known.initials) != known:
            self._stored = self._directory.change_person(self._session, replace(person, id=known.id))
        else:
            self._stored = known
        self._numbers(self._stored.id, changes)
        return self._stored

    def _numbers(self, owner_id: str, changes: NumberChanges) -> None:
        for number in changes.added:
            if number not in self._added:
                self._directory.add_number(self._session, owner_id, number.label, number.digits, private=number.private)
                self._added.add(number)
        for number_id in changes.dropped:
            if number_id not in self._dropped:
                self._directory.drop_number(self._session, number_id)
                self._dropped.add(number_id)
