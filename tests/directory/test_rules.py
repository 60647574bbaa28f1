from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dutyroom.directory import rules
from dutyroom.directory.model import NumberCheck, Person, PhoneLabel, PhoneNumber, Unit, UnitKind
from dutyroom.errors import Refused
from dutyroom.texts import term

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


def number(number_id: str, label: PhoneLabel = PhoneLabel.DUTY, *, private: bool = False) -> PhoneNumber:
    return PhoneNumber(id=number_id, owner_id="u", label=label, digits="0999-8000001", private=private)


@pytest.mark.req("R088")
def test_a_leaders_mobile_and_home_number_are_private_and_the_office_number_is_not() -> None:
    private = {label for label in PhoneLabel if rules.private_by_default(label, is_leader=True)}
    assert private == {PhoneLabel.MOBILE, PhoneLabel.HOME}
    assert not any(rules.private_by_default(label, is_leader=False) for label in PhoneLabel)


@pytest.mark.req("R088")
def test_a_private_number_is_shown_masked_and_an_open_one_as_typed() -> None:
    assert rules.shown(number("n", private=True)) == "0999-****001"
    assert rules.shown(number("n")) == "0999-8000001"


def test_whoever_is_listed_among_the_leaders_is_one_unless_the_list_says_no() -> None:
    leaders = Unit(id="l", name="市政府领导", kind=UnitKind.LEADERS)
    assert rules.counts_as_leader(leaders, said=None)
    assert not rules.counts_as_leader(leaders, said=False)
    assert not rules.counts_as_leader(Unit(id="u", name="市水利局"), said=None)


@pytest.mark.parametrize("typed", ["  ", "\x00\u200b", ""])
def test_a_unit_without_a_name_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="name_missing"):
        rules.check_unit(Unit(id="u", name=typed))


def test_a_text_that_is_too_long_is_refused_with_its_limit() -> None:
    with pytest.raises(Refused) as refused:
        rules.check_person(Person(id="p", unit_id="u", name="王测", portfolio="分" * 2001))
    assert (refused.value.code, refused.value.params["limit"]) == ("directory.text_too_long", 2000)


def test_a_number_is_kept_as_typed_with_plain_digits_and_hyphens() -> None:
    assert rules.check_phone(" \uff10\uff19\uff19\uff19－8000001 转 102 ") == "0999-8000001 转 102"


@pytest.mark.parametrize(
    ("typed", "code"), [("打值班室", "directory.phone_bad"), ("9998000001", "directory.phone_zero_lost")]
)
def test_a_number_that_cannot_be_dialled_is_refused_with_the_reason(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_phone(typed)
    assert refused.value.code == code


def test_a_unit_cannot_stand_below_itself() -> None:
    parents = {"section": "office", "office": "city", "city": None}
    rules.check_parent("section", "city", parents)
    with pytest.raises(Refused, match="unit_below_itself"):
        rules.check_parent("city", "section", parents)


def test_a_ring_in_old_data_does_not_hold_the_check_for_ever() -> None:
    rules.check_parent("new", "a", {"a": "b", "b": "a"})


@pytest.mark.req("R009")
def test_numbers_to_try_again_are_the_failed_then_the_never_tried_then_the_oldest() -> None:
    def check(number_id: str, days_ago: int, *, reachable: bool = True) -> NumberCheck:
        at = NOON - timedelta(days=days_ago)
        return NumberCheck(number_id=number_id, at=at, reachable=reachable, by="王测")

    numbers = [number(key) for key in ("fresh", "old", "older", "never", "failed")]
    checks = [
        check("fresh", 40),
        check("fresh", 1),
        check("old", 40),
        check("older", 50),
        check("failed", 2, reachable=False),
        check("failed", 9),
    ]
    waiting = rules.numbers_to_check(numbers, checks, since=NOON - timedelta(days=30))
    assert [each.id for each in waiting] == ["failed", "never", "older", "old"]
    assert rules.latest_checks(checks)["fresh"].at == NOON - timedelta(days=1)


@pytest.mark.req("R013")
def test_every_kind_of_reporting_unit_has_its_word_in_both_languages() -> None:
    words = {term("unit_kind", kind, language) for kind in UnitKind for language in ("zh_CN", "en")}
    assert len(words) == 2 * len(UnitKind)
