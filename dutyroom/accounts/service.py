"""Opening and closing accounts, roles, passwords; signing in with an opened file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from dutyroom.accounts.keys import RECOVERY, KeyFile, KeyRing, make_recovery_slot, make_slot, new_recovery_key
from dutyroom.accounts.model import Account, NewAccount, Right, Role, Session, Signature, Signer
from dutyroom.accounts.rules import check_password, check_roles, fold_login, rights_of
from dutyroom.accounts.signing import Signing
from dutyroom.accounts.standing import Standing, roles_in
from dutyroom.accounts.tables import accounts
from dutyroom.changes import Topic
from dutyroom.clock import Clock, from_micros, to_micros
from dutyroom.errors import Refused
from dutyroom.ids import IdMaker
from dutyroom.journal.model import Actor
from dutyroom.journal.service import Journal
from dutyroom.storage.digest import Stored
from dutyroom.storage.store import Store, UnitOfWork

ROOM = ""


class Accounts:
    """The accounts of one room."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        clock: Clock,
        ids: IdMaker,
        keys: KeyFile,
        room_id: str,
        seat: str,
    ) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock
        self._ids = ids
        self._keys = keys
        self._room_id = room_id
        self._seat = seat
        self._standing = Standing(store)
        self._signing = Signing(store, journal, clock, ids, keys, room_id, seat)

    def open_first(self, new: NewAccount, password: str) -> Account:
        """Open the account of whoever founds the room; only while there is none.

        Raises Refused like ``open``.
        """
        if self.all():
            raise Refused("accounts.room_has_accounts")
        return self._open(Actor(ROOM, new.name, self._seat), new, password, must_change=False)

    def open(self, session: Session, new: NewAccount, password: str, *, must_change: bool = True) -> Account:
        """Open an account with a first password that its owner has to change; in a drill room it may stay.

        Raises Refused: ``accounts.not_allowed``, ``accounts.login_taken``, ``accounts.name_missing``; roles
        and passwords as in ``rules``.
        """
        session.require(Right.MANAGE_ACCOUNTS)
        return self._open(session.actor, new, password, must_change=must_change)

    def all(self) -> list[Account]:
        """Return every account, closed ones last, by name."""
        statement = select(accounts).order_by(accounts.c.active.desc(), accounts.c.name)
        with self._store.read() as connection:
            return [_account(row) for row in connection.execute(statement).mappings()]

    def owners(self) -> list[Account]:
        """Return the open accounts that may work on a matter, by name."""
        return [account for account in self.all() if account.active and Right.WRITE_LOG in rights_of(account.roles)]

    def sign_in(self, account_id: str, failures: int = 0) -> Session:
        """Return the session of an account whose password was right; notes earlier failures.

        Raises Refused ``accounts.closed``.
        """
        return self._sit_down(account_id, "account.signed_in", {"failures_before": failures})

    def resume(self, account_id: str) -> Session:
        """Return the session of whoever sat at a desk that broke down; it is for its caller to lock it at once.

        Raises Refused ``accounts.closed``.
        """
        return self._sit_down(account_id, "account.desk_resumed", {})

    def renewed(self, session: Session) -> Session:
        """Return the session with the roles that its account has now; Refused ``accounts.closed_meanwhile``."""
        return self._standing.renewed(session)

    def note_signed_out(self, session: Session) -> None:
        """Note that a person left the desk."""
        self._journal.note(session.actor, "account.signed_out", session.account_id)

    def note_locked(self, session: Session) -> None:
        """Note that the desk was locked."""
        self._journal.note(session.actor, "account.desk_locked", session.account_id)

    def confirm(self, session: Session, password: str) -> None:
        """Check this person's password again, as at the lock; Refused when it is wrong or locked."""
        slot_id, _key = self._keys.unlock(self._get(session.account_id).login, password, self._clock.now())
        if slot_id != session.account_id:
            raise Refused("accounts.wrong_name_or_password")

    def change_password(self, session: Session, old: str, new: str) -> Session:
        """Change one's own password; Refused when the old one is wrong or the new one weak or the same."""
        account = self._get(session.account_id)
        opened = self._keys.open_with(account.login, old, self._clock.now())
        if old == new:
            raise Refused("accounts.password_same")
        check_password(new, account.login, account.name)
        self._set_password(
            session.actor, account, new, opened.data_key, must_change=False, signing_key=opened.signing_key
        )
        return replace(session, must_change_password=False)

    def reset_password(self, session: Session, account_id: str, new: str) -> None:
        """Give somebody a new first password, which has to be changed at the next sign-in."""
        session.require(Right.MANAGE_ACCOUNTS)
        account = self._get(account_id)
        if not account.active:
            raise Refused("accounts.closed")
        check_password(new, account.login, account.name)
        self._set_password(session.actor, account, new, self._store.key, must_change=True)

    def replace_recovery_key(self, session: Session, password: str) -> str:
        """Return a new recovery key as it is printed; the old one opens nothing any more but copies made before.

        Asks for the own password of whoever does it. Raises Refused ``accounts.not_allowed``,
        ``accounts.wrong_name_or_password``, ``accounts.locked``.
        """
        session.require(Right.MANAGE_ACCOUNTS)
        opened = self._keys.open_with(self._get(session.account_id).login, password, self._clock.now())
        if opened.slot.id != session.account_id:
            raise Refused("accounts.wrong_name_or_password")
        recovery_key = new_recovery_key()
        with self._store.write() as unit:
            self._journal.record(unit, session.actor, "room.recovery_key_replaced", self._room_id)
            before = self._keys.read()
            slot = make_recovery_slot(before, recovery_key, opened.data_key)
            self._keys.write(before.with_slot(slot), forget=True)
            self._commit_or_put_back(unit, before)
        return recovery_key

    def recover(self, login: str, new: str) -> None:
        """Give ``login`` a new password after the recovery key has opened the file."""
        wanted = fold_login(login)
        account = next((known for known in self.all() if wanted in map(fold_login, (known.login, known.name))), None)
        if account is None:
            raise Refused("accounts.unknown_login", login=login)
        if not account.active:
            raise Refused("accounts.closed")
        check_password(new, account.login, account.name)
        self._set_password(Actor(ROOM, RECOVERY, self._seat), account, new, self._store.key, must_change=False)

    def set_roles(self, session: Session, account_id: str, roles: frozenset[Role]) -> Account:
        """Give an account other roles. Nobody changes their own; the last manager of accounts stays one.

        Raises Refused: ``accounts.own_roles``, ``accounts.last_manager``, roles as in ``rules``.
        """
        session.require(Right.MANAGE_ACCOUNTS, Right.GRANT_ROLES)
        if account_id == session.account_id:
            raise Refused("accounts.own_roles")
        check_roles(roles)
        value = ",".join(sorted(roles))
        leaving = Right.MANAGE_ACCOUNTS not in rights_of(roles)
        detail = {"roles": value}
        return self._change(session.actor, account_id, {"roles": value}, "account.roles_set", detail, leaving=leaving)

    def close(self, session: Session, account_id: str) -> Account:
        """Close an account: its slot leaves the key ring, its history stays."""
        session.require(Right.MANAGE_ACCOUNTS)
        if account_id == session.account_id:
            raise Refused("accounts.own_account")
        account = self._change(session.actor, account_id, {"active": 0}, "account.closed", {}, leaving=True)
        self._keys.write(self._keys.read().without(account_id), forget=True)
        return account

    def reopen(self, session: Session, account_id: str, password: str) -> Account:
        """Open a closed account again with a new first password."""
        session.require(Right.MANAGE_ACCOUNTS)
        account = self._get(account_id)
        check_password(password, account.login, account.name)
        values = {**self._password_values(must_change=True), "active": 1}
        with self._store.write() as unit:
            row = unit.update(accounts, account_id, values)
            self._finish(unit, session.actor, "account.reopened", account_id, {})
            self._commit_with_slot(unit, account, password, self._store.key)
        return _account(row)

    def signer(self, login: str, password: str) -> Signer:
        """Return somebody who signs at this desk with their own password, whoever has signed in.

        ``login`` is typed as at signing in, or is the identity of an account; failures count and lock just so. The
        first time an account signs, its pair of keys is made. Raises Refused ``accounts.wrong_name_or_password``,
        ``accounts.locked``, ``accounts.closed``, ``accounts.change_password_first``.
        """
        known = next((account.login for account in self.all() if account.id == login), login)
        opened = self._keys.open_with(known, password, self._clock.now())
        if opened.slot.id == RECOVERY:
            raise Refused("accounts.wrong_name_or_password")
        account = self._get(opened.slot.id)
        if not account.active:
            raise Refused("accounts.closed")
        if account.must_change_password:  # whoever gave the password could sign as well
            raise Refused("accounts.change_password_first")
        return self._signing.signer(account, opened)

    def sign(self, unit: UnitOfWork, signer: Signer, kind: str, subject_id: str, text: str) -> Signature:
        """Sign ``text`` and the head of the journal within an act, which writes the journal's line.

        ``kind`` says what is signed (``handover.outgoing``), ``subject_id`` on what thing. The text stays with it.
        """
        return self._signing.sign(unit, signer, kind, subject_id, text)

    def signatures_of(self, kind: str, subject_id: str) -> tuple[Signature, ...]:
        """Return the signatures of a kind on one thing, oldest first."""
        return self._signing.signatures_of(kind, subject_id)

    def _open(self, actor: Actor, new: NewAccount, password: str, *, must_change: bool) -> Account:
        login = fold_login(new.login) or fold_login(new.name)
        if not new.name.strip():
            raise Refused("accounts.name_missing")
        check_roles(new.roles)
        check_password(password, login, new.name)
        taken = {fold_login(text) for known in self.all() for text in (known.login, known.name)}
        if login in taken or login == RECOVERY:
            raise Refused("accounts.login_taken", login=login)
        roles = ",".join(sorted(new.roles))
        account_id = self._ids.new()
        now = to_micros(self._clock.now())
        row: dict[str, Stored] = {
            "id": account_id,
            "room_id": self._room_id,
            "login": login,
            "name": new.name.strip(),
            "roles": roles,
            "active": 1,
            "basis": new.basis.strip(),
            "trained_on": new.trained_on.isoformat() if new.trained_on else None,
            "created_at": now,
            "password_set_at": now,
            "must_change_password": int(must_change),
        }
        with self._store.write() as unit:
            unit.insert(accounts, row)
            self._finish(unit, actor, "account.opened", account_id, {"roles": roles})
            self._commit_with_slot(unit, _account(row), password, self._store.key)
        return _account(row)

    def _set_password(
        self,
        actor: Actor,
        account: Account,
        password: str,
        data_key: bytes,
        *,
        must_change: bool,
        signing_key: bytes | None = None,
    ) -> None:
        """Write a new slot. A password that somebody else set carries no signing key over: a new pair will be made."""
        with self._store.write() as unit:
            unit.update(accounts, account.id, self._password_values(must_change=must_change))
            self._finish(unit, actor, "account.password_set", account.id, {})
            self._commit_with_slot(unit, account, password, data_key, signing_key)

    def _password_values(self, *, must_change: bool) -> dict[str, Stored]:
        return {"password_set_at": to_micros(self._clock.now()), "must_change_password": int(must_change)}

    def _commit_with_slot(
        self, unit: UnitOfWork, account: Account, password: str, data_key: bytes, signing_key: bytes | None = None
    ) -> None:
        """Write the ring and then commit; a commit that fails takes the ring back.

        In this order since a slot without an account lets nobody in, but an account without a slot is shut out.
        """
        before = self._keys.read()
        self._write_slot(before, account, password, data_key, signing_key)
        self._commit_or_put_back(unit, before)

    def _commit_or_put_back(self, unit: UnitOfWork, before: KeyRing) -> None:
        try:
            unit.commit()
        except BaseException:
            self._keys.write(before)
            raise

    def _write_slot(
        self, ring: KeyRing, account: Account, password: str, data_key: bytes, signing_key: bytes | None
    ) -> None:
        known = {other.id for other in self.all()} | {RECOVERY, account.id}
        for slot in ring.slots:
            if slot.id not in known:  # left by an opening that a power cut broke off
                ring = ring.without(slot.id)
        namesakes = ring.find(account.name)
        alone = namesakes is None or namesakes.id == account.id
        logins = (account.login, account.name) if alone else (account.login,)
        slot = make_slot(ring, account.id, logins, password, data_key, signing_key)
        self._keys.write(ring.with_slot(slot), forget=True)

    def _change(
        self,
        actor: Actor,
        account_id: str,
        values: Mapping[str, str | int],
        act: str,
        detail: Mapping[str, str | int | None],
        *,
        leaving: bool,
    ) -> Account:
        with self._store.write() as unit:
            if leaving:
                self._keep_a_manager(unit, account_id)
            row = unit.update(accounts, account_id, values)
            self._finish(unit, actor, act, account_id, detail)
            unit.commit()
        return _account(row)

    def _finish(
        self,
        unit: UnitOfWork,
        actor: Actor,
        act: str,
        account_id: str,
        detail: Mapping[str, str | int | None],
    ) -> None:
        self._journal.record(unit, actor, act, account_id, detail)
        unit.touch(Topic.ACCOUNTS, account_id)

    def _keep_a_manager(self, unit: UnitOfWork, leaving: str) -> None:
        """Refuse to let the last manager go; asked within the act, since two may close each other at two desks."""
        rows = unit.execute(select(accounts).where(accounts.c.active == 1)).mappings()
        managers = [row["id"] for row in rows if Right.MANAGE_ACCOUNTS in rights_of(roles_in(str(row["roles"])))]
        if managers == [leaving]:
            raise Refused("accounts.last_manager")

    def _sit_down(self, account_id: str, act: str, detail: Mapping[str, int]) -> Session:
        account = self._get(account_id)
        if not account.active:
            raise Refused("accounts.closed")
        actor = Actor(account.id, account.name, self._seat)
        self._journal.note(actor, act, account.id, dict(detail))
        return Session(
            actor, account.roles, rights_of(account.roles), account.must_change_password, self._standing.rights_now
        )

    def _get(self, account_id: str) -> Account:
        with self._store.read() as connection:
            row = connection.execute(select(accounts).where(accounts.c.id == account_id)).mappings().one_or_none()
        if row is None:
            raise Refused("accounts.closed")
        return _account(row)


def _account(row: Mapping[Any, Any]) -> Account:
    return Account(
        id=str(row["id"]),
        login=str(row["login"]),
        name=str(row["name"]),
        roles=roles_in(str(row["roles"])),
        active=bool(row["active"]),
        basis=str(row["basis"]),
        trained_on=date.fromisoformat(row["trained_on"]) if row["trained_on"] else None,
        created_at=from_micros(int(row["created_at"])),
        password_set_at=from_micros(int(row["password_set_at"])),
        must_change_password=bool(row["must_change_password"]),
    )
