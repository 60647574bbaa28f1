"""Whom a step of an alert means while somebody really sits: they stay responsible until the next watch has accepted."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from dutyroom.alerts.model import Called, Subject, Who
from dutyroom.storage.store import Store

if TYPE_CHECKING:
    from dutyroom.handover.model import Watch, WatchPerson

_ASKED = frozenset({Who.OFFICER_ON_WATCH, Who.SECOND_OFFICER, Who.LEADER_IN_CHARGE})


class Others(Protocol):
    """Who is found by roster, accounts and directory."""

    def people(self, who: Who, subject: Subject, moment: datetime) -> tuple[Called, ...]:
        """Return who has this function at ``moment``, with the numbers to dial."""
        ...

    def named(self, ids: tuple[str, ...]) -> tuple[Called, ...]:
        """Return the persons or accounts of these identities."""
        ...


class StandingOnWatch:
    """Finds the officers and the leader in charge in the watch that stands, everybody else as without one.

    Who has stepped away from the desk is called after those who sit at it. A watch without a leader has the roster's.
    """

    def __init__(self, store: Store, others: Others) -> None:
        self._store = store
        self._others = others

    def people(self, who: Who, subject: Subject, moment: datetime) -> tuple[Called, ...]:
        """Return who has this function at ``moment``, with the numbers to dial."""
        if who not in _ASKED:
            return self._others.people(who, subject, moment)
        from dutyroom.handover.rows import standing_watch  # the first alert needs it, not the start

        with self._store.read() as connection:
            watch = standing_watch(connection)
        if watch is None or (who is Who.LEADER_IN_CHARGE and watch.leader is None):
            return self._others.people(who, subject, moment)
        if who is Who.LEADER_IN_CHARGE:
            return self._called([watch.leader] if watch.leader else [])
        officers = _present_first(watch)
        return self._called(officers[:1] if who is Who.OFFICER_ON_WATCH else officers[1:])

    def named(self, ids: tuple[str, ...]) -> tuple[Called, ...]:
        """Return the persons or accounts of these identities."""
        return self._others.named(ids)

    def _called(self, people: list[WatchPerson]) -> tuple[Called, ...]:
        found: list[Called] = []
        for one in people:
            known = self._others.named((one.account_id,)) if one.account_id else ()
            found += known or (Called(name=one.name, account_id=one.account_id),)
        return tuple(found)


def _present_first(watch: Watch) -> list[WatchPerson]:
    away = {one.account_id for one in watch.away_now}
    return sorted(watch.on_now, key=lambda one: one.account_id in away)
