"""What somebody who has signed in may do now: an account is closed, or given other roles, while they sit here."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import bindparam, select

from dutyroom.accounts.model import Right, Role, Session
from dutyroom.accounts.rules import rights_of
from dutyroom.accounts.tables import accounts
from dutyroom.changes import Changes, Topic
from dutyroom.errors import Refused
from dutyroom.storage.store import Store

_NOW = select(accounts.c.active, accounts.c.roles).where(accounts.c.id == bindparam("account_id"))


class Standing:
    """Asks the file, at every act, what the account of a session may do."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rights_now(self, session: Session) -> frozenset[Right]:
        """Return what this person may do now; whoever listens is told when their roles are no longer the session's.

        Raises Refused ``accounts.closed_meanwhile``.
        """
        try:
            roles = self._roles(session.account_id)
        except Refused:
            self._tell(session)
            raise
        if roles == session.roles:
            return session.rights
        self._tell(session)
        return rights_of(roles)

    def renewed(self, session: Session) -> Session:
        """Return the session with the roles that its account has now; Refused ``accounts.closed_meanwhile``."""
        roles = self._roles(session.account_id)
        return replace(session, roles=roles, rights=rights_of(roles))

    def _roles(self, account_id: str) -> frozenset[Role]:
        row = self._store.ask(_NOW, account_id=account_id).mappings().one_or_none()
        if row is None or not row["active"]:
            raise Refused("accounts.closed_meanwhile")
        return roles_in(str(row["roles"]))

    def _tell(self, session: Session) -> None:
        self._store.announcer.announce(Changes(frozenset({Topic.ACCOUNTS}), frozenset({session.account_id})))


def roles_in(kept: str) -> frozenset[Role]:
    """Return the roles that stand in an account's row."""
    return frozenset(Role(value) for value in kept.split(",") if value)
