"""Which characters of a name to mark for what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dutyroom.directory.names import fold, is_han

Span = tuple[int, int]


def _joined(places: Iterable[int]) -> tuple[Span, ...]:
    """Return single places as spans, neighbours in one."""
    spans: list[Span] = []
    for place in places:
        if spans and spans[-1][1] == place:
            spans[-1] = (spans[-1][0], place + 1)
        elif not spans or place >= spans[-1][1]:
            spans.append((place, place + 1))
    return tuple(spans)


def _scattered(text: Sequence[str], wanted: str) -> list[int]:
    """Return the first places of the letters of ``wanted`` in this order, or nothing where one is missing."""
    places: list[int] = []
    start = 0
    for letter in wanted:
        place = next((place for place in range(start, len(text)) if text[place] == letter), -1)
        if place < 0:
            return []
        places.append(place)
        start = place + 1
    return places


def _folded_places(name: str) -> list[tuple[str, int]]:
    """Return each folded character of ``name`` with the place it comes from."""
    return [(folded, place) for place, character in enumerate(name) for folded in fold(character)]


def _spelled_places(name: str, count: int) -> list[int]:
    """Return the place of each spelled character, or nothing where ``count`` syllables do not tell which they are."""
    places = [
        place for folded, place in _folded_places(name) if is_han(folded) or (folded.isascii() and folded.isalnum())
    ]
    return places if len(places) == count else []


def spans_in_name(name: str, typed: str, *, scattered: bool) -> tuple[Span, ...]:
    """Return where the folded ``typed`` stands in ``name``: in one piece, or with ``scattered`` letter by letter."""
    folded = _folded_places(name)
    if scattered:
        found = _scattered([character for character, _ in folded], typed)
        return _joined(folded[place][1] for place in found)
    start = "".join(character for character, _ in folded).find(typed) if typed else -1
    return () if start < 0 else _joined(place for _, place in folded[start : start + len(typed)])


def spans_of_initials(name: str, initials: str, typed: str, *, scattered: bool) -> tuple[Span, ...]:
    """Return the characters of ``name`` whose initials were typed."""
    places = _spelled_places(name, len(initials))
    if not places:
        return ()
    if scattered:
        return _joined(places[letter] for letter in _scattered(initials, typed))
    start = initials.find(typed)
    return () if start < 0 else _joined(places[start : start + len(typed)])


def spans_of_pinyin(name: str, pinyin: str, typed: str) -> tuple[Span, ...]:
    """Return the characters of ``name`` whose syllables were typed, the last one perhaps not to its end."""
    syllables = pinyin.split("'")
    places = _spelled_places(name, len(syllables))
    for first in range(len(syllables) if places else 0):
        if "".join(syllables[first:]).startswith(typed):
            covered, last = 0, first
            while covered < len(typed):
                covered += len(syllables[last])
                last += 1
            return _joined(places[first:last])
    return ()
