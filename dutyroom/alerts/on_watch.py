"""Whom a step of a chain means now: the roster's people where there is one, else accounts by role and the directory."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, bindparam, select

from dutyroom.accounts.model import Role
from dutyroom.accounts.tables import accounts
from dutyroom.alerts.model import Called, EmptyReason, Number, Resolved, Subject, Who
from dutyroom.alerts.rules import Resolve
from dutyroom.directory.model import PhoneLabel
from dutyroom.directory.tables import numbers, people
from dutyroom.frozen import dataclass
from dutyroom.storage.prepared import run
from dutyroom.storage.store import Store

_DIALLED = (PhoneLabel.MOBILE, PhoneLabel.DUTY, PhoneLabel.OFFICE, PhoneLabel.HOME, PhoneLabel.OTHER)

_ALL = slice(None)
_OPEN_ACCOUNTS = (
    select(accounts.c.id, accounts.c.name, accounts.c.roles)
    .where(accounts.c.room_id == bindparam("room_id"), accounts.c.active == 1)
    .order_by(accounts.c.created_at, accounts.c.id)
)
_KNOWN = select(people.c.id, people.c.post).where(people.c.active == 1)
_BY_ID = _KNOWN.where(people.c.id == bindparam("sought"))
_BY_NAME = _KNOWN.where(people.c.name == bindparam("sought"))
_NUMBERS = select(numbers.c.label, numbers.c.digits, numbers.c.private).where(
    numbers.c.owner_id == bindparam("owner_id"), numbers.c.active == 1
)


class OnWatch(Protocol):
    """What alerts ask the roster. Called within a unit of work: it reads, and never writes."""

    def people(self, who: Who, subject: Subject, moment: datetime) -> tuple[Called, ...]:
        """Return who has this function at ``moment``, with the numbers to dial; nobody is an empty answer."""
        ...

    def named(self, ids: tuple[str, ...]) -> tuple[Called, ...]:
        """Return the persons or accounts of these identities."""
        ...


@dataclass(frozen=True)
class Absence:
    """A leader who is away, and who acts for them (None: nobody was named)."""

    deputy: Called | None


class Absences(Protocol):
    """What alerts ask the register of absent leaders (R026, R113)."""

    def absence(self, person: Called, moment: datetime) -> Absence | None:
        """Return the absence of ``person`` at ``moment``, None when they are here."""
        ...


class NobodyAway:
    """The answer of a room that keeps no register of absences yet."""

    def absence(self, person: Called, moment: datetime) -> Absence | None:
        """Return None: everybody is here."""
        return None


def resolver(on_watch: OnWatch, absences: Absences, subject: Subject, moment: datetime) -> Resolve:
    """Return what finds people for the steps of one alert at one moment, an absent leader's deputy included (R113)."""

    def resolve(who: Who, person_ids: tuple[str, ...]) -> Resolved:
        found = [*on_watch.people(who, subject, moment), *(on_watch.named(person_ids) if person_ids else ())]
        if not found:
            unnamed = who is Who.OWNER and not subject.owner_id
            return Resolved((), EmptyReason.NOBODY_NAMED if unnamed else EmptyReason.NOBODY_ON_DUTY)
        present = [acting_for(person, absences, moment) for person in found]
        kept = {person.key: person for person in present if person is not None}
        missing = EmptyReason.ABSENT_WITHOUT_DEPUTY if len(kept) < len({p.key for p in found}) else None
        return Resolved(tuple(kept.values()), missing)

    return resolve


def remembering(find: Resolve, subject: Subject, known: dict[Hashable, Any]) -> Resolve:
    """Return ``find`` with its answers kept in ``known``, for as long as nobody can change what they rest on.

    A subject decides about its own owner and by its title about the vice-mayor; others are the same for all subjects.
    """

    def resolve(who: Who, person_ids: tuple[str, ...]) -> Resolved:
        by = subject.owner_id if who is Who.OWNER else subject.title if who is Who.RESPONSIBLE_VICE_MAYOR else ""
        key = (resolver, who, person_ids, by)
        if key not in known:
            known[key] = find(who, person_ids)
        found: Resolved = known[key]
        return found

    return resolve


def acting_for(person: Called, absences: Absences, moment: datetime) -> Called | None:
    """Return who acts for ``person``: themselves, or the deputy of the deputy as far as it takes; None for nobody."""
    seen = {person.key}
    acting = person
    while (absence := absences.absence(acting, moment)) is not None:
        if absence.deputy is None or absence.deputy.key in seen:
            return None
        seen.add(absence.deputy.key)
        acting = absence.deputy
    return acting if acting is person else replace(acting, instead_of=person.name)


_ROLES = {
    Who.LEADER_IN_CHARGE: Role.LEADER_IN_CHARGE,
    Who.HEAD_OF_DUTY_ROOM: Role.HEAD_OF_DUTY_ROOM,
    Who.SECRETARY_GENERAL: Role.SECRETARY_GENERAL,
    Who.RESPONSIBLE_DEPUTY: Role.RESPONSIBLE_DEPUTY,
}


class AccountsOnWatch:
    """Finds people without a roster.

    Officers are the open accounts of that role, the oldest first: one is on watch, the others are second. Leaders are
    accounts by role; vice-mayors and the mayor are the leaders of the directory by their post. Numbers come from the
    directory, by name.
    """

    def __init__(self, store: Store, room_id: str) -> None:
        self._store = store
        self._room_id = room_id

    def people(self, who: Who, subject: Subject, moment: datetime) -> tuple[Called, ...]:
        """Return who has this function; of vice-mayors those whose portfolio names a word of the title (R047)."""
        with self._store.read() as connection:
            if who is Who.OWNER:
                return self._by_ids(connection, (subject.owner_id,)) if subject.owner_id else ()
            if who is Who.OFFICER_ON_WATCH:
                return self._by_role(connection, Role.DUTY_OFFICER, slice(0, 1))
            if who is Who.SECOND_OFFICER:
                return self._by_role(connection, Role.DUTY_OFFICER, slice(1, None))
            if who in _ROLES:
                return self._by_role(connection, _ROLES[who])
            return self._by_post(connection, who, subject)

    def named(self, ids: tuple[str, ...]) -> tuple[Called, ...]:
        """Return the persons or accounts of these identities."""
        with self._store.read() as connection:
            return self._by_ids(connection, ids)

    def deputy(self, person_id: str) -> Called | None:
        """Return somebody of the directory with the account of their name, if there is one; None for nobody."""
        with self._store.read() as connection:
            found = self._by_ids(connection, (person_id,))
            if not found:
                return None
            own = select(accounts.c.id).where(accounts.c.name == found[0].name, accounts.c.active == 1)
            known = connection.execute(own).all()
        return replace(found[0], account_id=str(known[0].id)) if len(known) == 1 else found[0]

    def known(self, person: Called) -> Called:
        """Return ``person`` with the post and the numbers of the directory."""
        with self._store.read() as connection:
            return _with_numbers(connection, person)

    def _by_role(self, connection: Connection, role: Role, places: slice = _ALL) -> tuple[Called, ...]:
        """Return those of a role who stand at ``places``, the oldest account first; only theirs are looked up."""
        known = run(connection, _OPEN_ACCOUNTS, room_id=self._room_id)
        found = [row for row in known if role.value in row.roles.split(",")]
        return tuple(_with_numbers(connection, Called(name=row.name, account_id=row.id)) for row in found[places])

    def _by_ids(self, connection: Connection, ids: tuple[str, ...]) -> tuple[Called, ...]:
        own = select(accounts.c.id, accounts.c.name).where(accounts.c.id.in_(ids), accounts.c.active == 1)
        found = [Called(name=row.name, account_id=row.id) for row in connection.execute(own)]
        known = select(people.c.id, people.c.name, people.c.post).where(people.c.id.in_(ids), people.c.active == 1)
        found += [Called(name=row.name, post=row.post, person_id=row.id) for row in connection.execute(known)]
        return tuple(_with_numbers(connection, person) for person in found)

    def _by_post(self, connection: Connection, who: Who, subject: Subject) -> tuple[Called, ...]:
        asked = select(people.c.id, people.c.name, people.c.post, people.c.portfolio).where(
            people.c.room_id == self._room_id, people.c.active == 1, people.c.is_leader == 1
        )
        wanted = "副市长" if who is Who.RESPONSIBLE_VICE_MAYOR else "市长"
        found = [row for row in connection.execute(asked) if row.post.startswith(wanted)]
        if who is Who.RESPONSIBLE_VICE_MAYOR:
            fitting = [row for row in found if _portfolio_fits(row.portfolio, subject.title)]
            found = fitting or found
        called = (Called(name=row.name, post=row.post, person_id=row.id) for row in found)
        return tuple(_with_numbers(connection, person) for person in called)


def _portfolio_fits(portfolio: str, title: str) -> bool:
    words = portfolio.replace("、", " ").replace("，", " ").replace(",", " ").split()
    return any(len(word) > 1 and word in title for word in words)


def _with_numbers(connection: Connection, person: Called) -> Called:
    """Return ``person`` with post and numbers of the directory, where an account is found by its name."""
    if person.person_id:
        found = run(connection, _BY_ID, sought=person.person_id).all()
    else:
        found = run(connection, _BY_NAME, sought=person.name).all()
    if len(found) != 1:
        return person
    rows = [row for row in run(connection, _NUMBERS, owner_id=found[0].id) if row.label in _DIALLED]
    rows.sort(key=lambda row: _DIALLED.index(PhoneLabel(row.label)))
    known = tuple(Number(row.digits, bool(row.private)) for row in rows)
    return replace(person, post=person.post or found[0].post, person_id=found[0].id, numbers=known)
