"""People who may sign in, what they may do, and the session of one who did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.journal.model import Actor, Head


class Role(StrEnum):
    """What a person is in the duty room. The three administrators are three persons."""

    DUTY_OFFICER = "duty_officer"
    LEADER_IN_CHARGE = "leader_in_charge"
    HEAD_OF_DUTY_ROOM = "head_of_duty_room"
    SECRETARY_GENERAL = "secretary_general"
    RESPONSIBLE_DEPUTY = "responsible_deputy"
    READER = "reader"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDIT_ADMINISTRATOR = "audit_administrator"


class Right(StrEnum):
    """What an act needs."""

    READ_LOG = "read_log"
    WRITE_LOG = "write_log"
    PRINT = "print"
    EDIT_DIRECTORY = "edit_directory"
    REVEAL_NUMBERS = "reveal_numbers"
    MANAGE_ACCOUNTS = "manage_accounts"
    GRANT_ROLES = "grant_roles"
    CHANGE_SETTINGS = "change_settings"
    EDIT_CALENDAR = "edit_calendar"
    READ_JOURNAL = "read_journal"
    BACK_UP = "back_up"
    PLAN_ROSTER = "plan_roster"
    APPROVE_ROSTER = "approve_roster"
    ANSWER_ALERTS = "answer_alerts"
    EDIT_RULES = "edit_rules"


@dataclass(frozen=True)
class Account:
    """A person's account. Passwords are not here: they only wrap the data key in the key ring."""

    id: str
    login: str
    name: str
    roles: frozenset[Role]
    active: bool
    basis: str
    trained_on: date | None
    created_at: datetime
    password_set_at: datetime
    must_change_password: bool


@dataclass(frozen=True)
class NewAccount:
    """What is asked for to open an account.

    ``basis`` is the paper by which the person was posted; ``trained_on`` the day of the confidentiality
    training.
    """

    login: str
    name: str
    roles: frozenset[Role]
    basis: str = ""
    trained_on: date | None = None


@dataclass(frozen=True)
class Session:
    """A person who has signed in at this seat, with the rights they had then.

    ``standing`` tells what they may do now, which counts at every act; without one nothing has changed.
    """

    actor: Actor
    roles: frozenset[Role]
    rights: frozenset[Right]
    must_change_password: bool = False
    standing: Callable[[Session], frozenset[Right]] | None = field(default=None, compare=False, repr=False)

    @property
    def account_id(self) -> str:
        """Return the identity of the account."""
        return self.actor.account_id

    @property
    def name(self) -> str:
        """Return the person's name."""
        return self.actor.name

    def may(self, right: Right) -> bool:
        """Return whether this person may do what needs ``right``, as far as this session knows; for showing buttons."""
        return right in self.rights

    def require(self, *rights: Right) -> None:
        """Raise Refused unless this person may now do what needs one of ``rights``.

        The codes: ``accounts.not_allowed``, and ``accounts.closed_meanwhile`` once the account is closed.
        """
        held = self.rights if self.standing is None else self.standing(self)
        if held.isdisjoint(rights):
            raise Refused("accounts.not_allowed", right=rights[-1].value)


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Somebody who signs at this desk with their own password; the private key is never shown."""

    account_id: str
    name: str
    roles: frozenset[Role]
    rights: frozenset[Right]
    key_id: str
    private_key: bytes = field(repr=False)

    def may(self, right: Right) -> bool:
        """Return whether this person may do what needs ``right``."""
        return right in self.rights

    def require(self, right: Right) -> None:
        """Raise Refused ``accounts.not_allowed`` unless this person may do what needs ``right``."""
        if right not in self.rights:
            raise Refused("accounts.not_allowed", right=right.value)


@dataclass(frozen=True, kw_only=True)
class Signature:
    """One signature: who signed what, and the head of the journal at that moment, which it covers.

    ``kind`` says what was signed (``handover.outgoing``), ``subject_id`` on what thing; ``text`` are the words,
    ``digest`` their SHA-256 and ``value`` the signature itself, in hexadecimal.
    """

    id: str
    seq: int
    kind: str
    subject_id: str
    account_id: str
    account_name: str
    key_id: str
    digest: str
    head: Head
    at: datetime
    text: str = field(repr=False)
    value: str = field(repr=False)
