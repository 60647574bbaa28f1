"""The people on the roster: joining and leaving, absences."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from dutyroom.accounts.model import Right, Session
from dutyroom.directory.names import tidy
from dutyroom.directory.phones import mask
from dutyroom.errors import Refused
from dutyroom.roster.model import Absence, Member, Pool
from dutyroom.roster.part import NAME_LENGTH, RosterPart
from dutyroom.roster.reading import member_in, members_in
from dutyroom.roster.rows import absence_of, member_values
from dutyroom.roster.tables import roster_absences, roster_members
from dutyroom.roster.views import PeopleTaken
from dutyroom.storage.store import UnitOfWork

LEADERS = frozenset({Pool.OFFICE_LEADERS, Pool.CITY_LEADERS})


class RosterMembers(RosterPart):
    """Verbs about members."""

    def members(self, session: Session) -> tuple[Member, ...]:
        """Return everybody who is or was on the roster, in rotation order; private numbers masked (R088)."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return tuple(self._shown(member) for member in members_in(connection))

    def save_member(self, session: Session, member: Member) -> Member:
        """Add a member (empty ``id``) or change one; absences have verbs of their own and stay as they are.

        A masked number leaves the stored one as it is. ``leaves`` retires a member.
        Raises Refused ``accounts.not_allowed``, ``roster.name_missing``, ``roster.no_pool``, ``roster.leaves_early``,
        ``roster.account_taken``, ``roster.no_such_member``.
        """
        session.require(Right.PLAN_ROSTER)
        with self._store.write() as work:
            known = member_in(work.connection, member.id) if member.id else None
            kept = self._put_member(work, member, known)
            self._finish(work, session, "roster.member_saved", kept.id)
        return self._shown(kept)

    def take_people(self, session: Session, people: Sequence[Member]) -> PeopleTaken:
        """Take a list of people (``people_file.read_people``) in one act: who is known by name is changed to what the
        list says, others are added, absences that are not known yet are noted; nobody who is not on it is touched.

        What the list leaves empty stays as it was. Numbers of leaders are kept masked (R088).
        Raises Refused ``accounts.not_allowed``, ``roster.name_twice`` where two here have one name, and as
        ``save_member``.
        """
        session.require(Right.PLAN_ROSTER)
        added: list[str] = []
        changed: list[str] = []
        absences = 0
        with self._store.write() as work:
            here = members_in(work.connection)
            for person in people:
                called = [one for one in here if one.name == person.name]
                if len(called) > 1:
                    raise Refused("roster.name_twice", name=person.name)
                known = called[0] if called else None
                kept = self._put_member(work, listed(person, known), known)
                (added if known is None else changed).append(kept.name)
                new = [one for one in person.absences if known is None or one not in known.absences]
                for absence in new:
                    self._put_absence(work, kept.id, absence)
                absences += len(new)
            detail = {"added": len(added), "changed": len(changed), "absences": absences}
            self._finish(work, session, "roster.people_taken", self._room_id, detail)
        return PeopleTaken(tuple(added), tuple(changed), absences)

    def _put_member(self, work: UnitOfWork, member: Member, known: Member | None) -> Member:
        kept = self._checked(work, member, known)
        if known is None:
            work.insert(roster_members, {"id": kept.id, "room_id": self._room_id, **member_values(kept)})
        else:
            work.update(roster_members, kept.id, member_values(kept))
        return kept

    def reveal_phone(self, session: Session, member_id: str, reason: str) -> str:
        """Return a member's private number in full to whoever may see it, and note who and why (R088).

        Raises Refused ``accounts.not_allowed``, ``directory.reason_missing``, ``roster.no_such_member``.
        """
        session.require(Right.REVEAL_NUMBERS)
        why = self._words(reason, "directory.reason_missing")
        with self._store.read() as connection:
            member = member_in(connection, member_id)
        self._journal.note(session.actor, "number.revealed", member_id, {"reason": why})
        return member.phone

    def add_absence(self, session: Session, member_id: str, absence: Absence) -> Member:
        """Note that a member is not available, or not at night, for some days; plans in force are not touched.

        Raises Refused ``accounts.not_allowed``, ``roster.period_order``, ``roster.no_such_member``.
        """
        session.require(Right.PLAN_ROSTER)
        if absence.last < absence.first:
            raise Refused("roster.period_order", first=absence.first.isoformat(), last=absence.last.isoformat())
        with self._store.write() as work:
            member_in(work.connection, member_id)
            self._put_absence(work, member_id, absence)
            member = member_in(work.connection, member_id)
            self._finish(work, session, "roster.absence_added", member_id)
        return self._shown(member)

    def _put_absence(self, work: UnitOfWork, member_id: str, absence: Absence) -> None:
        work.insert(
            roster_absences,
            {
                "id": self._ids.new(),
                "room_id": self._room_id,
                "member_id": member_id,
                "first": absence.first.isoformat(),
                "last": absence.last.isoformat(),
                "kind": absence.kind.value,
                "remark": self._words(absence.remark),
                "withdrawn": 0,
                "salt": secrets.token_hex(16),
            },
        )

    def withdraw_absence(self, session: Session, member_id: str, absence: Absence) -> Member:
        """Take an absence back; Refused ``accounts.not_allowed``, ``roster.no_such_absence``."""
        session.require(Right.PLAN_ROSTER)
        with self._store.write() as work:
            of_member = (roster_absences.c.member_id == member_id) & (roster_absences.c.withdrawn == 0)
            rows = work.execute(select(roster_absences).where(of_member)).mappings().all()
            found = next((row["id"] for row in rows if absence_of(row) == absence), None)
            if found is None:
                raise Refused("roster.no_such_absence")
            work.update(roster_absences, found, {"withdrawn": 1})
            member = member_in(work.connection, member_id)
            self._finish(work, session, "roster.absence_withdrawn", member_id)
        return self._shown(member)

    def _checked(self, work: UnitOfWork, member: Member, known: Member | None) -> Member:
        """Return a member as it is kept."""
        kept = replace(
            member,
            id=known.id if known is not None else self._ids.new(),
            name=self._words(member.name, "roster.name_missing", NAME_LENGTH),
            section=self._words(member.section, limit=NAME_LENGTH),
            post_title=self._words(member.post_title, limit=NAME_LENGTH),
            phone=_phone(member, known),
            absences=known.absences if known is not None else (),
        )
        if not kept.pools:
            raise Refused("roster.no_pool", name=kept.name)
        if kept.joins is not None and kept.leaves is not None and kept.leaves < kept.joins:
            raise Refused("roster.leaves_early", name=kept.name)
        self._check_account_free(work, kept)
        return kept

    @staticmethod
    def _check_account_free(work: UnitOfWork, member: Member) -> None:
        if member.account_id is None:
            return
        of_account = roster_members.c.account_id == member.account_id
        name = work.execute(
            select(roster_members.c.name).where(of_account, roster_members.c.id != member.id)
        ).scalar_one_or_none()
        if name is not None:
            raise Refused("roster.account_taken", name=name)


def listed(person: Member, known: Member | None) -> Member:
    """Return a member as a list of people has them; what it leaves empty is as it was known."""
    if known is None:
        leads = bool(person.pools & LEADERS)
        return replace(person, id="", private_phone=leads and bool(person.phone))
    return replace(
        known,
        pools=person.pools,
        order=person.order,
        section=person.section or known.section,
        post_title=person.post_title or known.post_title,
        phone=person.phone or known.phone,
        joins=person.joins or known.joins,
        leaves=person.leaves or known.leaves,
        newcomer_until=person.newcomer_until or known.newcomer_until,
        carried={**known.carried, **person.carried},
    )


def _phone(member: Member, known: Member | None) -> str:
    """Return the number to keep; the masked form that a screen was given stands for the stored one."""
    digits = tidy(member.phone)
    if known is not None and known.private_phone and digits == mask(known.phone):
        return known.phone
    return digits
