"""The directory and the accounts of the demonstration room are as large and as clean as those of a city."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from dutyroom.accounts.model import Role
from dutyroom.accounts.rules import ADMINISTRATORS, check_roles
from dutyroom.directory.model import Person, Unit, UnitKind
from dutyroom.directory.phones import PhoneShape, parse_phone
from dutyroom.directory.rules import check_person, check_unit
from tests.demo.content import (
    ACCOUNT_FILE,
    ACCOUNTS,
    DAYS,
    DIRECTORY,
    OPEN_ITEMS,
    PEOPLE,
    UNITS,
    Row,
    terms,
    texts,
)

LANDLINE = re.compile(r"0999-8\d{6}")
MOBILE = re.compile(r"199000\d{5}")
LONG_NUMBER = re.compile(r"\d{7,}|\d{3,4}-\d{7,8}")


def test_the_directory_is_as_large_as_that_of_a_city() -> None:
    kinds = Counter(unit["kind"] for unit in UNITS)
    assert len(UNITS) >= 70
    assert len(PEOPLE) >= 160
    assert kinds["county"] == 5
    assert kinds["committee"] == 2
    assert kinds["department"] >= 30
    assert set(kinds) == terms("unit_kind")


def test_each_unit_and_short_name_stands_once_and_the_directory_takes_it() -> None:
    for key in ("name", "short"):
        named = [unit[key] for unit in UNITS]
        assert len(set(named)) == len(named)
    for unit in UNITS:
        check_unit(Unit(id="u", name=unit["name"], short_name=unit["short"], kind=UnitKind(unit["kind"])))


def test_every_unit_but_the_leaders_has_a_duty_phone_and_a_fax() -> None:
    for unit in UNITS:
        assert ("duty_phone" in unit, "fax" in unit) == (unit["kind"] != "leaders",) * 2, unit["name"]


def test_each_person_stands_in_a_known_unit_under_a_name_of_their_own() -> None:
    shorts = {unit["short"] for unit in UNITS}
    assert len({person["name"] for person in PEOPLE}) == len(PEOPLE)
    for person in PEOPLE:
        assert person["unit"] in shorts
        words = {key: person[key] for key in ("name", "post", "portfolio") if key in person}
        check_person(Person(id="p", unit_id="u", **words))


def test_the_city_has_a_mayor_six_vice_mayors_a_secretary_general_and_four_deputies() -> None:
    leaders = [person for person in PEOPLE if person.get("is_leader")]
    posts = Counter(person["post"].split("、")[0].removeprefix("常务") for person in leaders)
    assert posts == {"市长": 1, "副市长": 6, "秘书长": 1, "副秘书长": 4}
    assert all(len(person["portfolio"]) >= 15 for person in leaders)


def test_names_with_rare_characters_are_among_the_people() -> None:
    rare = [person["name"] for person in PEOPLE if re.search("[\u3400-\u4dbf\U00020000-\U0003ffff]", person["name"])]
    assert len(rare) >= 2
    assert any(ord(character) > 0xFFFF for name in rare for character in name)


def test_all_numbers_are_unique_and_within_the_invented_ranges() -> None:
    numbers = [row[key] for row in (*UNITS, *PEOPLE) for key in ("duty_phone", "fax", "phone", "mobile") if key in row]
    assert len(set(numbers)) == len(numbers)
    for number in (*numbers, *(matter["phone"] for matter in OPEN_ITEMS if "phone" in matter)):
        assert LANDLINE.fullmatch(number) or MOBILE.fullmatch(number), number
        phone = parse_phone(number)
        assert phone is not None
        assert phone.shape in (PhoneShape.LANDLINE, PhoneShape.MOBILE)


@pytest.mark.parametrize("content", [DIRECTORY, ACCOUNT_FILE, DAYS], ids=["directory", "accounts", "days"])
def test_no_other_telephone_number_hides_in_a_text(content: Row) -> None:
    for text in texts(content):
        for number in LONG_NUMBER.findall(text):
            assert LANDLINE.fullmatch(number) or MOBILE.fullmatch(number), text


def test_there_are_six_officers_two_heads_a_leader_a_secretary_general_and_three_administrators() -> None:
    roles = Counter(role for account in ACCOUNTS for role in account["roles"])
    assert roles[Role.DUTY_OFFICER] == 6
    assert roles[Role.HEAD_OF_DUTY_ROOM] == 2
    assert roles[Role.LEADER_IN_CHARGE] == 3
    assert roles[Role.SECRETARY_GENERAL] == 1
    assert all(roles[role] == 1 for role in ADMINISTRATORS)
    assert set(roles) <= terms("role")


def test_each_account_is_a_trained_person_of_the_directory_and_has_no_password() -> None:
    known = {(person["name"], person["unit"]) for person in PEOPLE}
    logins = [account["login"] for account in ACCOUNTS]
    assert len(set(logins)) == len(logins)
    for account in ACCOUNTS:
        assert set(account) == {"login", "name", "unit", "roles", "basis", "trained_on"}
        assert re.fullmatch("[a-z]+", account["login"])
        assert (account["name"], account["unit"]) in known
        check_roles(frozenset(Role(role) for role in account["roles"]))
        assert account["basis"]
        assert account["trained_on"] < date(2026, 11, 19)
