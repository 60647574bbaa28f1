"""Completion while somebody types: which units and people are meant, best first, within one keystroke.

All words of one sort stand in one long text, one per line, so that the search for a piece is a search of the C
library, and a prefix is what follows a line break. 3,000 units and 20,000 people answer in well under 5 ms.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from enum import IntEnum, StrEnum
from itertools import islice

from dutyroom.directory.marking import Span, spans_in_name, spans_of_initials, spans_of_pinyin
from dutyroom.directory.model import Candidate, CandidateKind
from dutyroom.directory.names import fold
from dutyroom.directory.phones import bare_digits
from dutyroom.frozen import dataclass

_FEWEST_DIGITS = 3
_FEWEST_LETTERS_INSIDE = 2
_LONGEST = 80
_DIALLED = re.compile(r"\+?[0-9()\- ]+", re.ASCII)


class Rank(IntEnum):
    """How well a row fits, best first."""

    EXACT = 0
    INITIALS = 1
    NAME = 2
    PINYIN = 3
    INSIDE = 4
    SCATTERED = 5


class MatchedText(StrEnum):
    """Which text of the row the spans of a match belong to."""

    NAME = "name"
    SHORT_NAME = "short_name"
    NUMBER = "number"


@dataclass(frozen=True)
class Match:
    """A row that fits; ``spans`` are the places to mark in ``text``, as (begin, end) counted in characters.

    ``text`` is the name, the short name or the bare digits, whichever fitted; of a private number it is empty.
    """

    candidate: Candidate
    rank: Rank
    matched: MatchedText
    text: str
    spans: tuple[Span, ...] = ()


class _Lines:
    """Words of one sort, one per line, each with the place of its row."""

    def __init__(self, words: Iterable[tuple[int, str]]) -> None:
        kept = [(row, word) for row, word in words if word]
        self._rows = [row for row, _ in kept]
        self._text = "\n" + "".join(f"{word}\n" for _, word in kept)
        self._starts: list[int] = []
        start = 1
        for _, word in kept:
            self._starts.append(start)
            start += len(word) + 1
        self._starts.append(start)
        self._whole: dict[str, list[int]] = {}
        for row, word in kept:
            self._whole.setdefault(word, []).append(row)

    def being(self, word: str) -> Sequence[int]:
        """Return the rows of the lines that are ``word`` and nothing else."""
        return self._whole.get(word, ())

    def holding(self, needle: str) -> Iterator[int]:
        """Yield the row of each line that holds ``needle``; a line break in it stands for begin or end."""
        shift = 1 if needle.startswith("\n") else 0
        place = self._text.find(needle)
        while place >= 0:
            line = bisect_right(self._starts, place + shift) - 1
            yield self._rows[line]
            place = self._text.find(needle, self._starts[line + 1] - 1)

    def scattered(self, letters: str) -> Iterator[int]:
        """Yield the row of each line that has ``letters`` in this order, others between them."""
        # Between two letters whatever is not the second one: there is one way to match, so nothing is tried twice.
        steps = (f"[^\n{re.escape(letter)}]*{re.escape(letter)}" for letter in letters[1:])
        pattern = re.compile(re.escape(letters[0]) + "".join(steps))
        found = pattern.search(self._text)
        while found:
            line = bisect_right(self._starts, found.start()) - 1
            yield self._rows[line]
            found = pattern.search(self._text, self._starts[line + 1])


class _Index:
    """Everything to search in some rows of one kind; made once, read by any thread."""

    def __init__(self, rows: Sequence[Candidate]) -> None:
        self.rows = rows
        numbered = list(enumerate(rows))
        self.names = _Lines((i, fold(name)) for i, row in numbered for name in (row.name, row.short_name))
        self.initials = _Lines((i, word) for i, row in numbered for word in row.initials.split())
        spelled = [(i, word.split("'")) for i, row in numbered for word in row.pinyin.split()]
        self.pinyin = _Lines((i, "".join(word)) for i, word in spelled)
        self.tails = _Lines((i, "".join(word[k:])) for i, word in spelled for k in range(1, len(word)))
        self.numbers = _Lines((i, number) for i, row in numbered for number in row.numbers)
        self.private = _Lines((i, number) for i, row in numbered for number in row.private_numbers)

    def holding(self, rank: Rank, typed: _Typed) -> Iterator[int]:
        """Yield the places of the rows that fit ``typed`` with ``rank``; one may come more than once."""
        if typed.digits:
            yield from self._dialled(rank, typed.digits)
        if rank is Rank.EXACT:
            yield from self.names.being(typed.text)
            if typed.letters:
                yield from self.initials.being(typed.letters)
                yield from self.pinyin.being(typed.letters)
        elif rank is Rank.NAME:
            yield from self.names.holding(f"\n{typed.text}")
        elif rank is Rank.INSIDE:
            yield from self._inside(typed)
        elif rank is Rank.SCATTERED and len(typed.text) >= _FEWEST_LETTERS_INSIDE:
            yield from (self.initials if typed.letters else self.names).scattered(typed.letters or typed.text)
        elif typed.letters and rank in (Rank.INITIALS, Rank.PINYIN):
            lines = self.initials if rank is Rank.INITIALS else self.pinyin
            yield from lines.holding(f"\n{typed.letters}")

    def _dialled(self, rank: Rank, digits: str) -> Iterator[int]:
        if rank is Rank.EXACT:
            yield from self.numbers.being(digits)
            yield from self.private.being(digits)
        elif rank is Rank.NAME:
            yield from self.numbers.holding(f"\n{digits}")
            yield from self.numbers.holding(f"{digits}\n")
        elif rank is Rank.INSIDE:
            yield from self.numbers.holding(digits)

    def _inside(self, typed: _Typed) -> Iterator[int]:
        yield from self.names.holding(typed.text)
        if len(typed.letters) >= _FEWEST_LETTERS_INSIDE:
            yield from self.initials.holding(typed.letters)
            yield from self.tails.holding(f"\n{typed.letters}")


@dataclass(frozen=True)
class _Typed:
    """What was typed: folded; as letters where it may be pinyin; as digits where it may be a number."""

    text: str
    letters: str
    digits: str

    @classmethod
    def of(cls, typed: str) -> _Typed:
        text = fold(typed[:_LONGEST])
        letters = text.replace("'", "") if text.isascii() else ""
        digits = bare_digits(text) if _DIALLED.fullmatch(text) else ""
        return cls(
            text,
            letters if letters.isalnum() else "",
            digits if len(digits) >= _FEWEST_DIGITS else "",
        )


class Completer:
    """Offers units and people while somebody types; built from rows in order of preference, never changed.

    Rows that fit equally well come in the order they were given, units before people.
    """

    def __init__(self, rows: Iterable[Candidate]) -> None:
        people_by_unit: dict[str, list[Candidate]] = {}
        units: list[Candidate] = []
        people: list[Candidate] = []
        for row in rows:
            if row.kind is CandidateKind.UNIT:
                units.append(row)
            else:
                people.append(row)
                people_by_unit.setdefault(row.unit_id, []).append(row)
        self._units_by_id = {unit.id: unit for unit in units}
        self._by_id = {row.id: row for row in (*units, *people)}
        self._people_by_unit = {unit_id: tuple(rows) for unit_id, rows in people_by_unit.items()}
        self._units = _Index(units)
        self._people = _Index(people)
        self._first: _Index | None = None

    def within(self, unit_id: str) -> Completer:
        """Return a completer that offers the people of this unit first, then everybody."""
        narrowed = copy(self)
        narrowed._first = _Index(self.people_of(unit_id))
        return narrowed

    def find(self, candidate_id: str) -> Candidate | None:
        """Return the unit or person with this identity, or None."""
        return self._by_id.get(candidate_id)

    def unit_of(self, person: Candidate) -> Candidate | None:
        """Return the unit that choosing ``person`` fills in."""
        return self._units_by_id.get(person.unit_id)

    def people_of(self, unit_id: str) -> tuple[Candidate, ...]:
        """Return the people of a unit."""
        return self._people_by_unit.get(unit_id, ())

    def complete(self, typed: str, *, limit: int = 8, kind: CandidateKind | None = None) -> tuple[Match, ...]:
        """Return at most ``limit`` rows that fit ``typed``, best first.

        ``typed`` is a piece of a name, initials (szfb), pinyin (shizheng) or at least three digits of a number. Nothing
        typed gives the people of the unit named by ``within``, otherwise nothing.
        """
        said = _Typed.of(typed)
        if not said.text:
            return self._unasked(limit, kind)
        return tuple(islice(self._found(said, kind), limit))

    def _unasked(self, limit: int, kind: CandidateKind | None) -> tuple[Match, ...]:
        if self._first is None or kind is CandidateKind.UNIT:
            return ()
        return tuple(Match(row, Rank.EXACT, MatchedText.NAME, row.name) for row in self._first.rows[:limit])

    def _found(self, typed: _Typed, kind: CandidateKind | None) -> Iterator[Match]:
        everybody = [
            index
            for index, holds in ((self._units, CandidateKind.UNIT), (self._people, CandidateKind.PERSON))
            if kind in (None, holds)
        ]
        first = [self._first] if self._first is not None and kind is not CandidateKind.UNIT else []
        seen: set[str] = set()
        for group in (first, everybody):
            for rank in Rank:
                for index in group:
                    for place in index.holding(rank, typed):
                        row = index.rows[place]
                        if row.id not in seen:
                            seen.add(row.id)
                            yield _marked(row, rank, typed)


def _marked(row: Candidate, rank: Rank, typed: _Typed) -> Match:
    """Return the match with what to mark: in a name if it is there, else a number, else by the pinyin."""
    for matched, name in ((MatchedText.NAME, row.name), (MatchedText.SHORT_NAME, row.short_name)):
        if spans := spans_in_name(name, typed.text, scattered=False):
            return Match(row, rank, matched, name, spans)
    if typed.digits:
        for number in row.numbers:
            place = number.find(typed.digits)
            if place >= 0:
                return Match(row, rank, MatchedText.NUMBER, number, ((place, place + len(typed.digits)),))
        if typed.digits in row.private_numbers:
            return Match(row, rank, MatchedText.NUMBER, "")
    return _marked_by_spelling(row, rank, typed)


def _marked_by_spelling(row: Candidate, rank: Rank, typed: _Typed) -> Match:
    names = [(MatchedText.NAME, row.name)]
    if row.short_name:
        names.append((MatchedText.SHORT_NAME, row.short_name))
    initials, pinyin = row.initials.split(), row.pinyin.split()
    for scattered in (False, True):
        for word in range(max(len(initials), len(pinyin), len(names))):
            # The first word spells the name, the second the short name; a person's further readings spell the name.
            matched, name = names[min(word, len(names) - 1)]
            spans = (
                spans_of_initials(name, initials[word], typed.letters, scattered=scattered)
                if typed.letters and word < len(initials)
                else ()
            )
            if not spans and not scattered and typed.letters and word < len(pinyin):
                spans = spans_of_pinyin(name, pinyin[word], typed.letters)
            if not spans and scattered:
                spans = spans_in_name(name, typed.text, scattered=True)
            if spans:
                return Match(row, rank, matched, name, spans)
    return Match(row, rank, MatchedText.NAME, row.name)
