from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyroom.directory.phones import Phone, PhoneShape, bare_digits, lost_its_zero, mask, parse_phone


def wide(digits: str) -> str:
    """Return digits as a Chinese keyboard in full-width mode writes them."""
    return "".join(chr(ord(digit) + 0xFEE0) for digit in digits)


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("19900000001", Phone(PhoneShape.MOBILE, "19900000001")),
        ("199 0000 0001", Phone(PhoneShape.MOBILE, "19900000001")),
        ("+86 199-0000-0001", Phone(PhoneShape.MOBILE, "19900000001")),
        (wide("19900000011"), Phone(PhoneShape.MOBILE, "19900000011")),
        ("0999-8000001", Phone(PhoneShape.LANDLINE, "8000001", "0999")),
        ("（0999）8000001", Phone(PhoneShape.LANDLINE, "8000001", "0999")),
        ("0999—800 0001", Phone(PhoneShape.LANDLINE, "8000001", "0999")),
        ("09998000001", Phone(PhoneShape.LANDLINE, "8000001", "0999")),
        ("010-80000001", Phone(PhoneShape.LANDLINE, "80000001", "010")),
        ("+86-999-8000001", Phone(PhoneShape.LANDLINE, "8000001", "0999")),
        ("0999-8000001转102", Phone(PhoneShape.LANDLINE, "8000001", "0999", "102")),
        ("0999-8000001-102", Phone(PhoneShape.LANDLINE, "8000001", "0999", "102")),
        ("8000001分机12", Phone(PhoneShape.SHORT, "8000001", "", "12")),
        ("800-0001", Phone(PhoneShape.SHORT, "8000001")),
        ("0999-12345", Phone(PhoneShape.LANDLINE, "12345", "0999")),
        ("110", Phone(PhoneShape.SHORT, "110")),
        ("66001", Phone(PhoneShape.SHORT, "66001")),
        ("400-800-0001", Phone(PhoneShape.HOTLINE, "4008000001")),
        ("+852 2000 0001", Phone(PhoneShape.OVERSEAS, "20000001", "+852")),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, phone: Phone) -> None:
    assert parse_phone(typed) == phone


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "12",
        "1990000000",
        "199000000011",
        "0999-80000",
        "八零零",
        "8000001白天",
        "999-800001",
        "0001",
        "1.99E+10",
        "8001 8002",
    ],
)
def test_what_cannot_be_dialled_is_no_number(typed: str) -> None:
    assert parse_phone(typed) is None


@pytest.mark.parametrize("typed", ["9998000001", "999-8000001", "1080000001", "2180000001"])
def test_a_landline_whose_zero_a_spreadsheet_took_is_recognised_as_such(typed: str) -> None:
    assert lost_its_zero(typed)


@pytest.mark.parametrize("typed", ["0999-8000001", "19900000001", "8000001", "4008000001", "abc"])
def test_a_sound_number_has_not_lost_its_zero(typed: str) -> None:
    assert not lost_its_zero(typed)


def test_one_number_written_twice_has_the_same_digits() -> None:
    assert bare_digits("（0999）800 0001转12") == bare_digits("09998000001-12") == "0999800000112"
    assert bare_digits("+86 199 0000 0001") == "19900000001"


@pytest.mark.req("R088")
@pytest.mark.parametrize(
    ("typed", "hidden"),
    [
        ("19900000001", "199****0001"),
        ("+86 199 0000 0001", "199****0001"),
        ("0999-8000001", "0999-****001"),
        ("0999-8000001转102", "0999-****001"),
        ("8000001", "****001"),
        ("66001", "****1"),
        ("6601", "****"),
        ("住在湖滨路12号", "****"),
        ("", "****"),
    ],
)
def test_a_masked_number_keeps_what_its_owner_recognises(typed: str, hidden: str) -> None:
    assert mask(typed) == hidden


@pytest.mark.req("R088")
@given(st.text() | st.text("0123456789- 转()+", min_size=1, max_size=24))
def test_no_masked_text_can_be_dialled(text: str) -> None:
    digits, left = bare_digits(text), [character for character in mask(text) if character.isdigit()]
    assert "****" in mask(text)
    assert len(left) <= 7
    assert not digits or len(left) < len(digits)
