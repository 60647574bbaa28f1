"""Who may do what, which passwords are good enough, and when an account is locked.

Sources: GB/T 22239-2019 (identity, access, audit), customary parameters of protected systems
(eight characters of three kinds, five failures); separation of the three administrators after R206-R208.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

from dutyroom.accounts.model import Right, Role
from dutyroom.errors import Refused
from dutyroom.folding import fold

PASSWORD_LENGTH = 8
PASSWORD_KINDS = 3
FAILURES_BEFORE_LOCK = 5
LOCK_FOR = timedelta(minutes=10)

_DESK = frozenset({Right.READ_LOG, Right.WRITE_LOG, Right.PRINT, Right.REVEAL_NUMBERS, Right.ANSWER_ALERTS})
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.DUTY_OFFICER: _DESK | {Right.PLAN_ROSTER},
    Role.LEADER_IN_CHARGE: _DESK,
    Role.HEAD_OF_DUTY_ROOM: _DESK
    | {Right.EDIT_DIRECTORY, Right.CHANGE_SETTINGS, Right.EDIT_CALENDAR, Right.BACK_UP, Right.PLAN_ROSTER}
    | {Right.EDIT_RULES},
    # The plan of duty over holidays is the secretary-general's to approve (R076), and it rests on the calendar.
    # What goes up is theirs to clear, so that they may say with the head of the duty room from where on it does (R037).
    Role.SECRETARY_GENERAL: frozenset(
        {
            Right.READ_LOG,
            Right.PRINT,
            Right.REVEAL_NUMBERS,
            Right.EDIT_CALENDAR,
            Right.APPROVE_ROSTER,
            Right.ANSWER_ALERTS,
            Right.EDIT_RULES,
        }
    ),
    # The deputy secretary-general in whose field an event lies clears what goes up just as well (R094), no more.
    Role.RESPONSIBLE_DEPUTY: frozenset({Right.READ_LOG, Right.PRINT, Right.REVEAL_NUMBERS, Right.ANSWER_ALERTS}),
    Role.READER: frozenset({Right.READ_LOG}),
    Role.SYSTEM_ADMINISTRATOR: frozenset({Right.MANAGE_ACCOUNTS, Right.BACK_UP}),
    Role.SECURITY_ADMINISTRATOR: frozenset({Right.GRANT_ROLES}),
    Role.AUDIT_ADMINISTRATOR: frozenset({Right.READ_JOURNAL}),
}
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR})


def rights_of(roles: frozenset[Role]) -> frozenset[Right]:
    """Return everything that these roles together may do."""
    return frozenset().union(*(RIGHTS[role] for role in roles))


def check_roles(roles: frozenset[Role]) -> None:
    """Raise Refused when a person would have no role, or be two of the three administrators."""
    if not roles:
        raise Refused("accounts.no_role")
    if len(roles & ADMINISTRATORS) > 1:
        raise Refused("accounts.two_administrators")
    if Role.AUDIT_ADMINISTRATOR in roles and len(roles) > 1:
        raise Refused("accounts.auditor_stands_alone")


def check_password(password: str, login: str, name: str) -> None:
    """Raise Refused when ``password`` is too weak: length, kinds of characters, or the name within it."""
    if len(password) < PASSWORD_LENGTH:
        raise Refused("accounts.password_short", length=PASSWORD_LENGTH)
    if sum(kind(password) for kind in (_has_lower, _has_upper, _has_digit, _has_other)) < PASSWORD_KINDS:
        raise Refused("accounts.password_plain", kinds=PASSWORD_KINDS)
    folded = fold_login(password)
    if any(part and fold_login(part) in folded for part in (login, name)):
        raise Refused("accounts.password_has_name")


def fold_login(login: str) -> str:
    """Return a login in the form in which it is compared: NFKC, no case, no spaces."""
    return unicodedata.normalize("NFKC", "".join(fold(login).split()))


def lock_until(failures: int, now: datetime) -> datetime | None:
    """Return until when an account is locked after this many failures in a row, or None."""
    return now + LOCK_FOR if failures >= FAILURES_BEFORE_LOCK else None


def _has_lower(text: str) -> bool:
    return any("a" <= character <= "z" for character in text)


def _has_upper(text: str) -> bool:
    return any("A" <= character <= "Z" for character in text)


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _has_other(text: str) -> bool:
    return any(not (character.isascii() and character.isalnum()) for character in text)
