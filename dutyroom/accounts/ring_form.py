"""What a key ring may look like on the disk, before anything is done with what stands in it.

The sum in the file tells a flipped byte, but anybody can set it right: a ring that was put together by hand is as
damaged as one that was torn, and may neither break the program off nor keep the machine busy.
"""

from __future__ import annotations

from collections.abc import Mapping

_NUMBERS = range(2**63)
_PASSES = range(1, 65)
_LANES = range(1, 65)
_MEMORY_KIB = range(8, 1024 * 1024 + 1)
_MEMORY_PER_LANE_KIB = 8  # RFC 9106, section 3.1
_SALT, _NONCE, _KEY = 16, 12, 32  # bytes


def check_ring(ring: object) -> None:
    """Raise ValueError, KeyError or TypeError where ``ring`` is not what ``KeyFile.write`` writes."""
    form = _mapping(ring)
    _hex(form["salt"], _SALT)
    if form["open_key"]:
        _hex(form["open_key"], _KEY, most=_KEY)
    _check_stretching(form["stretching"])
    for slot in _list(form["slots"]):
        _check_slot(_mapping(slot))
    for stranger in _list(form.get("strangers", [])):
        known = _mapping(stranger)
        _text(known["tag"])
        _numbers(known, "failures", "locked_until", "noted")


def _check_slot(slot: Mapping[str, object]) -> None:
    _text(slot["id"]).encode()  # a half sign would break whatever writes it down
    for tag in _list(slot["tags"]):
        _text(tag)
    _check_stretching(slot["stretching"])
    _hex(slot["salt"], _SALT)
    _hex(slot["nonce"], _NONCE, most=_NONCE)
    _hex(slot["wrapped"], _KEY)
    if slot.get("signing_key"):
        _hex(slot["signing_key"], _KEY)
        _hex(slot["signing_nonce"], _NONCE, most=_NONCE)
    _numbers(slot, "failures", "locked_until")


def _check_stretching(form: object) -> None:
    how = _mapping(form)
    lanes, memory = _number(how["lanes"], _LANES), _number(how["memory_kib"], _MEMORY_KIB)
    _number(how["iterations"], _PASSES)
    if memory < _MEMORY_PER_LANE_KIB * lanes:
        raise ValueError("less memory than lanes need")


def _numbers(form: Mapping[str, object], *names: str) -> None:
    for name in names:
        _number(form.get(name, 0), _NUMBERS)


def _number(value: object, among: range) -> int:
    if type(value) is not int or value not in among:
        raise ValueError("not a number within its bounds")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _hex(value: object, least: int, most: int = 1024) -> None:
    if not least <= len(bytes.fromhex(_text(value))) <= most:
        raise ValueError("not as many bytes as there should be")


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return value
