"""The list of rules says of every password what the room itself says of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyroom.accounts.rules import PASSWORD_KINDS, PASSWORD_LENGTH, check_password
from dutyroom.errors import Refused
from ui.sign_in.password_rules import Demands, PasswordRule, demands, rules_met

EVERY = frozenset(PasswordRule)


def taken(password: str, login: str, name: str) -> bool:
    try:
        check_password(password, login, name)
    except Refused:
        return False
    return True


def test_the_numbers_are_those_of_the_room() -> None:
    assert demands() == Demands(PASSWORD_LENGTH, PASSWORD_KINDS)


@given(st.text(alphabet="abzABZ059-!陈予 ", max_size=14), st.sampled_from(["", "ab", "chenyu"]), st.just("陈予"))
def test_every_rule_is_ticked_exactly_when_the_room_takes_the_password(password: str, login: str, name: str) -> None:
    assert (rules_met(password, login, name) == EVERY) == taken(password, login, name)


@pytest.mark.parametrize(
    ("password", "met"),
    [
        ("", frozenset()),
        ("abcdefgh", {PasswordRule.LENGTH}),
        ("aB3", {PasswordRule.KINDS}),
        ("aB3-chenyu", {PasswordRule.LENGTH, PasswordRule.KINDS}),
        ("aB3-ling-yun", EVERY),
    ],
)
def test_rules_are_ticked_one_by_one(password: str, met: frozenset[PasswordRule]) -> None:
    assert rules_met(password, "chenyu", "陈予") == met
