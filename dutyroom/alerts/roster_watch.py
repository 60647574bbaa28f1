"""Whom a step of a chain means where there is a roster: who is on now; everybody else as without one."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from dutyroom.alerts.model import Called, Number, Subject, Who
from dutyroom.alerts.on_watch import AccountsOnWatch
from dutyroom.roster.model import Member, Post

_AT_THE_DESK = (Post.DUTY_OFFICER, Post.SECTION_OFFICER)


class PlannedWatch(Protocol):
    """What is asked of the roster."""

    def people_on(self, moment: datetime) -> tuple[tuple[Post, Member | None], ...] | None:
        """Return the posts of the running watch with who is on, None where no plan covers the day."""
        ...


class RosterOnWatch:
    """Finds the officers and the leader in charge in the roster, and the others in accounts and directory.

    Where no plan covers the day, everybody is found without it, so that a room that has not planned yet is not silent;
    where a plan does and nobody is on, nobody is the answer, and the chain falls at once.
    """

    def __init__(self, roster: PlannedWatch, others: AccountsOnWatch) -> None:
        self._roster = roster
        self._others = others

    def people(self, who: Who, subject: Subject, moment: datetime) -> tuple[Called, ...]:
        """Return who has this function at ``moment``, with the numbers to dial."""
        if who not in (Who.OFFICER_ON_WATCH, Who.SECOND_OFFICER, Who.LEADER_IN_CHARGE):
            return self._others.people(who, subject, moment)
        on = self._roster.people_on(moment)
        if on is None:
            return self._others.people(who, subject, moment)
        if who is Who.LEADER_IN_CHARGE:
            return self._called([member for post, member in on if post is Post.LEADER_IN_CHARGE])
        officers = [member for post, member in on if post in _AT_THE_DESK]
        return self._called(officers[:1] if who is Who.OFFICER_ON_WATCH else officers[1:])

    def named(self, ids: tuple[str, ...]) -> tuple[Called, ...]:
        """Return the persons or accounts of these identities."""
        return self._others.named(ids)

    def _called(self, members: list[Member | None]) -> tuple[Called, ...]:
        return tuple(self._with_numbers(member) for member in members if member is not None)

    def _with_numbers(self, member: Member) -> Called:
        own = (Number(member.phone, member.private_phone),) if member.phone else ()
        found = self._others.known(
            Called(
                name=member.name,
                post=member.post_title,
                account_id=member.account_id or "",
                person_id=member.person_id or "",
            )
        )
        numbers = (*own, *(one for one in found.numbers if one.digits not in {mine.digits for mine in own}))
        return Called(
            name=found.name,
            post=member.post_title or found.post,
            account_id=found.account_id,
            person_id=found.person_id,
            numbers=numbers,
        )
