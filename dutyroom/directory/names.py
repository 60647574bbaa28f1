"""How names are cleaned before they are kept, and folded before they are compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from dutyroom.late_pattern import LatePattern

_SPACES = LatePattern(r"\s+")
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAN_CHARACTER = LatePattern(f"[{_HAN}]")
_SPACE_BETWEEN_HAN = LatePattern(f"(?<=[{_HAN}]) (?=[{_HAN}])")
_VARIATION_SELECTORS = LatePattern("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Written by some programs where a carriage return was inside a cell (ECMA-376, part 1, 22.9.2.19).
_ESCAPED_CONTROL = LatePattern("_x00(?:[01][0-9A-Fa-f]|7[Ff])_")
_BREAKS = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
# Private use (rare characters of older systems) and unassigned (newer than this Python) are names, and stay.
_UNWANTED = frozenset({"Cc", "Cf", "Cs"})


def is_han(character: str) -> bool:
    """Return whether ``character`` is a Chinese character, rare ones included."""
    return _HAN_CHARACTER.made.match(character) is not None


def without_controls(text: str) -> str:
    """Return ``text`` without control, format and half characters; breaks of lines become a newline."""
    text = _ESCAPED_CONTROL.made.sub("", text)
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").translate(_BREAKS).replace("\t", " ")
    return "".join(
        character for character in text if character == "\n" or unicodedata.category(character) not in _UNWANTED
    )


@lru_cache(maxsize=4096)  # a column says the same words again and again
def tidy(text: str) -> str:
    """Return ``text`` as it is kept: on one line, single spaces, none between Chinese characters (王　伟 is 王伟)."""
    return _SPACE_BETWEEN_HAN.made.sub("", _SPACES.made.sub(" ", without_controls(text)).strip())


def tidy_lines(text: str) -> str:
    """Return ``text`` cleaned line by line, for portfolios and remarks, which may have several lines."""
    lines = (_SPACES.made.sub(" ", line).strip() for line in without_controls(text).split("\n"))
    return "\n".join(line for line in lines if line)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return the form in which two spellings of one name are equal: NFKC, no spaces, small letters."""
    text = unicodedata.normalize("NFKC", without_controls(text)).casefold()
    return _VARIATION_SELECTORS.made.sub("", _SPACES.made.sub("", text))
