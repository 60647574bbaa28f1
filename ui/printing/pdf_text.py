"""The text behind the pages of a PDF: what a reader finds when searching and copying.

WORKAROUND for QPdfWriter (Qt 6.8 to 6.12): it names a glyph after the lowest character that shows it, so that with
a face that has radicals 人民 becomes ⼈⺠, which look alike and are not found. Each such name is put right where it
stands; all names have one length, so nothing in the file moves. Characters beyond U+FFFF get no name from Qt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from PySide6.QtGui import QFont, QRawFont

_MAP = re.compile(rb"beginbfrange\n.*?\nendbfrange", re.DOTALL)
_LINE = re.compile(rb"^(<[0-9A-F]{4}> <[0-9A-F]{4}> )(.*)$", re.MULTILINE)  # numbers of glyphs, then their names
_NAME = re.compile(rb"<([0-9A-F]{4})>")


def with_true_text(pdf: bytes, typed: frozenset[str], fonts: Iterable[QFont]) -> bytes:
    """Return ``pdf``, drawn with ``fonts``, with its glyphs named after the characters that were ``typed``."""
    lines = (line for part in _MAP.findall(pdf) for line in _LINE.findall(part))
    named = {chr(int(name, 16)) for _, names in lines for name in _NAME.findall(names)}
    right = _right_names(named - typed - {"\0"}, typed, fonts)
    return _MAP.sub(lambda part: _renamed(part[0], right), pdf) if right else pdf


def _renamed(part: bytes, right: Mapping[str, str]) -> bytes:
    def name(found: re.Match[bytes]) -> bytes:
        char = chr(int(found[1], 16))
        return b"<%04X>" % ord(right.get(char, char))

    return _LINE.sub(lambda line: line[1] + _NAME.sub(name, line[2]), part)


def _right_names(wrong: Iterable[str], typed: Iterable[str], fonts: Iterable[QFont]) -> dict[str, str]:
    """Return what to call each of ``wrong``: the typed character that the same glyph of a font shows."""
    wrong_chars, typed_chars = sorted(wrong), sorted(char for char in typed if char <= "\uffff")
    result: dict[str, str] = {}
    for font in fonts:
        raw = QRawFont.fromFont(font)
        if not raw.isValid():
            continue
        shown = dict(zip(_glyphs(raw, typed_chars), typed_chars, strict=True))
        for char, glyph in zip(wrong_chars, _glyphs(raw, wrong_chars), strict=True):
            if glyph and glyph in shown:
                result.setdefault(char, shown[glyph])
    return result


def _glyphs(raw: QRawFont, chars: list[str]) -> list[int]:
    return list(raw.glyphIndexesForString("".join(chars)))
