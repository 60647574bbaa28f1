"""What a new password has to be, as a list that is ticked while it is typed."""

from __future__ import annotations

from enum import StrEnum

from dutyroom.accounts.rules import check_password
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass

_LONG = 64


class PasswordRule(StrEnum):
    """The rules, by the code with which a password is refused for them."""

    LENGTH = "accounts.password_short"
    KINDS = "accounts.password_plain"
    NAME = "accounts.password_has_name"


@dataclass(frozen=True)
class Demands:
    """How long a password has to be, and of how many kinds of characters."""

    length: int
    kinds: int


def demands() -> Demands:
    """Return the two numbers with which passwords are refused."""
    return Demands(_number("", "length"), _number("a" * _LONG, "kinds"))


def rules_met(password: str, login: str, name: str) -> frozenset[PasswordRule]:
    """Return the rules that ``password`` keeps; the one about the name is kept only by a whole password.

    The room checks one rule after the other and names the first that is broken, so each is asked for with a
    text that cannot break those before it.
    """
    code = _code(password, login, name)
    met = set()
    if password and code != PasswordRule.LENGTH:
        met.add(PasswordRule.LENGTH)
    if password and _code(password * _LONG, "", "") != PasswordRule.KINDS:
        met.add(PasswordRule.KINDS)
    if not code:
        met.add(PasswordRule.NAME)
    return frozenset(met)


def _code(password: str, login: str, name: str) -> str:
    refused = _refusal(password, login, name)
    return "" if refused is None else refused.code


def _number(password: str, param: str) -> int:
    refused = _refusal(password, "", "")
    assert refused is not None
    return int(refused.params[param])


def _refusal(password: str, login: str, name: str) -> Refused | None:
    try:
        check_password(password, login, name)
    except Refused as refused:
        return refused
    return None
