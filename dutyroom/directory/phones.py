"""How phone numbers are written in China, read apart, compared and masked.

Source of the shapes: the numbering plan of the telephone network (area codes 010, 02x, 03xx to 09xx; mobiles 1xx
with eleven digits; short numbers of a house or a service with three to eight).
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from dutyroom.frozen import dataclass
from dutyroom.late_pattern import LatePattern


class PhoneShape(StrEnum):
    """How a number is built."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    SHORT = "short"
    HOTLINE = "hotline"
    OVERSEAS = "overseas"


@dataclass(frozen=True)
class Phone:
    """A number read apart; ``area`` keeps its leading zero (or the country code with +), ``body`` is digits."""

    shape: PhoneShape
    body: str
    area: str = ""
    extension: str = ""


_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))  # noqa: RUF001 - the dashes people type
_EXTENSION = r"(?:\s*(?:-|转|分机|#|ext\.?|x)\s*(?P<extension>\d{1,6}))?"
_BODY = r"(?P<body>[1-9]\d{6,7}|[1-9]\d{2,3}[- ]\d{4})"
_SERVICE_BODY = r"(?P<body>1\d{2,4}|9\d{4})"
_MAINLAND = r"(?:(?:\+|00)86[- ]?)"
_SHAPES: tuple[tuple[PhoneShape, LatePattern], ...] = tuple(
    (shape, LatePattern(pattern, re.IGNORECASE | re.ASCII))
    for shape, pattern in (
        (PhoneShape.MOBILE, rf"(?:{_MAINLAND}|86[- ]?)?(?P<body>1[3-9]\d[- ]?\d{{4}}[- ]?\d{{4}})"),
        (PhoneShape.LANDLINE, rf"\(?(?P<area>0(?:10|2\d|[3-9]\d\d))\)?[- ]*{_BODY}{_EXTENSION}"),
        (PhoneShape.LANDLINE, rf"\(?(?P<area>0(?:10|2\d|[3-9]\d\d))(?:\)|-)\s*{_SERVICE_BODY}"),
        (PhoneShape.LANDLINE, rf"{_MAINLAND}\(?0?\)?(?P<area>10|2\d|[3-9]\d\d)\)?[- ]*{_BODY}{_EXTENSION}"),
        (PhoneShape.HOTLINE, r"(?P<body>[48]00[- ]?(?:\d{7}|\d{3}[- ]\d{4}|\d{4}[- ]\d{3}))"),
        (PhoneShape.SHORT, r"(?P<body>[1-9]\d{2,3}(?:-\d{4})?)"),
        (PhoneShape.SHORT, rf"(?P<body>[1-9]\d{{4,7}}){_EXTENSION}"),
        (PhoneShape.OVERSEAS, r"(?P<area>(?:\+|00)(?!86)[1-9]\d{0,2})[- ](?P<body>\d[\d -]{4,13}\d)"),
        (PhoneShape.OVERSEAS, r"(?P<area>\+(?!86))(?P<body>[1-9]\d{6,14})"),
    )
)
_ZERO_LOST = LatePattern(r"(?:(?:10|2\d)-?[1-9]\d{7}|[3-9]\d\d-?[1-9]\d{6,7})(?:-\d{1,6})?", re.ASCII)
_HIDDEN = "****"


def tidy_phone(text: str) -> str:
    """Return ``text`` with half-width digits and plain hyphens, otherwise as typed."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split())


@lru_cache(maxsize=1024)  # a number is read, compared and masked one after the other
def parse_phone(text: str) -> Phone | None:
    """Return the number in ``text`` read apart, or None where it is not exactly one number."""
    tidied = tidy_phone(text)
    for shape, pattern in _SHAPES:
        if found := pattern.made.fullmatch(tidied):
            parts = found.groupdict(default="")
            area = parts.get("area", "")
            if shape is PhoneShape.LANDLINE and not area.startswith("0"):
                area = f"0{area}"
            if shape is PhoneShape.OVERSEAS and area.startswith("00"):
                area = f"+{area[2:]}"
            body = re.sub("[- ]", "", parts["body"])
            return Phone(shape, body, area, parts.get("extension", ""))
    return None


def lost_its_zero(text: str) -> bool:
    """Return whether ``text`` looks like a landline whose leading zero a spreadsheet took away."""
    return parse_phone(text) is None and _ZERO_LOST.made.fullmatch(tidy_phone(text)) is not None


def bare_digits(text: str) -> str:
    """Return the digits that are dialled, for comparing and finding: no country code 86, no hyphens."""
    phone = parse_phone(text)
    if phone is None:
        return "".join(character for character in tidy_phone(text) if character in "0123456789")
    return phone.area.replace("+", "00") + phone.body + phone.extension


def mask(text: str) -> str:
    """Return ``text`` so that its owner can recognise it and nobody can dial it.

    199****0001, 0999-****001; of short or unreadable numbers less or nothing is left, and an extension never.
    What is masked stays as it is.
    """
    if _HIDDEN in text:
        return text
    phone = parse_phone(text)
    if phone is None:
        digits = bare_digits(text)
        return _HIDDEN + (digits[-2:] if len(digits) >= 8 else "")
    if phone.shape is PhoneShape.MOBILE:
        return f"{phone.body[:3]}{_HIDDEN}{phone.body[-4:]}"
    tail = phone.body[-3:] if len(phone.body) >= 7 else phone.body[-1:] if len(phone.body) >= 5 else ""
    return f"{phone.area}-{_HIDDEN}{tail}" if phone.area.strip("+") else f"{_HIDDEN}{tail}"
