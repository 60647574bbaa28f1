"""Numbers as they stand in Chinese text: 3, 1,200, 十二, 两千, 三万; and ordinals: 续报十二."""

from __future__ import annotations

from decimal import Decimal

NUMBER = r"[0-9\uff10-\uff19][0-9\uff10-\uff19,.\uff0c\uff0e]*|[零\u3007一二两三四五六七八九十百千万]+"
"""What a number looks like, for a pattern."""

_DIGITS = {digit: place for place, digit in enumerate("零一二三四五六七八九")} | {"\u3007": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_PLAIN = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0E: ".", 0xFF0C: ","}  # full width
_HAN = "零一二三四五六七八九十"


def number_in(words: str) -> Decimal | None:
    """Return the number that ``words`` say; None where they say none."""
    plain = words.translate(_PLAIN).replace(",", "").rstrip(".")
    if plain[:1].isdigit():
        return Decimal(plain) if plain.count(".") <= 1 else None
    return _chinese(plain)


def _chinese(words: str) -> Decimal | None:
    if not words:
        return None
    whole, section, digit = 0, 0, 0
    for sign in words:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _PLACES:
            section, digit = section + (digit or 1) * _PLACES[sign], 0
        elif sign == "万":
            whole, section, digit = (whole + section + digit) * 10_000, 0, 0
        else:
            return None
    return Decimal(whole + section + digit)


def ordinal(number: int) -> str:
    """Return a number from 1 to 99 in Chinese: 十二; larger ones in figures."""
    tens, ones = divmod(number, 10)
    if not 1 <= number <= 99:
        return str(number)
    if number <= 10:
        return _HAN[number]
    return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")
