"""Figures in the words of a report that differ from the file of the event (R249). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from dutyroom.frozen import dataclass
from dutyroom.incidents.events import EventFile, Fact, Figures
from dutyroom.incidents.model import GradingBook
from dutyroom.paths import resource
from dutyroom.reports.numerals import NUMBER, number_in
from dutyroom.reports.views import FigureDifference, FigureSaid
from dutyroom.texts import term

_CLAUSES = re.compile(r"[^，。；、！？,;\n（）()]+")
_WIDEST = 10  # characters between a word and its number: 死亡人数已上升至12人
_UNITS = {"人": "people", "名": "people", "位": "people", "例": "cases", "户": "households", "辆": "vehicles"}
_UNITS |= {"万元": "wan_yuan", "亿元": "wan_yuan", "公顷": "hectare", "平方公里": "km2", "小时": "hours"}
_SIZES = {"亿元": Decimal(10_000)}
_ENDINGS = ("人数", "辆数", "户数", "合计", "例数")


@dataclass(frozen=True)
class FigureWords:
    """How figures are found in a text: one pattern for words and numbers, and which figure a word means."""

    pattern: re.Pattern[str]
    meaning: Mapping[str, tuple[str, ...]]


def figure_words(book: GradingBook) -> FigureWords:
    """Return the words by which the figures of a book are found; made once for each book."""
    return _words_of(tuple(book.figures))


@cache
def _words_of(names: tuple[str, ...]) -> FigureWords:
    import yaml  # only who writes reports needs it

    shipped: dict[str, Any] = yaml.safe_load(resource("rules/elements.yaml").read_text("utf-8"))["figures"]
    meaning: dict[str, list[str]] = {}
    for name in names:
        for word in shipped.get(name) or [stem_of(name)]:
            meaning.setdefault(str(word), []).append(name)
    words = "|".join(_guarded(word) for word in sorted(meaning, key=len, reverse=True))
    units = "|".join(sorted(_UNITS, key=len, reverse=True))
    pattern = re.compile(rf"(?P<word>{words})|(?<![由从0-9\uff10-\uff19])(?P<number>{NUMBER})\s*(?P<unit>{units})")
    return FigureWords(pattern, {word: tuple(found) for word, found in meaning.items()})


def _guarded(word: str) -> str:
    """Return a word as a pattern; a lone 伤 is a word of its own only beside a number: 伤11人, 11人伤."""
    return r"(?<![重轻受死致])伤(?![亡员者情势口病])" if word == "伤" else re.escape(word)


def stem_of(name: str) -> str:
    """Return the label of a figure without the word for counting: 死亡人数 is found as 死亡."""
    label = term("figure", name)
    return next((label.removesuffix(ending) for ending in _ENDINGS if label.endswith(ending)), label)


def last_words(figures: Figures) -> tuple[Fact, ...]:
    """Return each source's last word on a figure, in the order in which it was said."""
    said: dict[str, Fact] = {}
    for fact in sorted(figures.facts, key=lambda one: (one.said_at, one.seq)):
        said.pop(fact.said_by, None)
        said[fact.said_by] = fact
    return tuple(said.values())


def figure_differences(body: str, event: EventFile, book: GradingBook) -> tuple[FigureDifference, ...]:
    """Return the figures in ``body`` that are no source's last word, in their order, with what the file says.

    A figure made of others (伤亡合计) may also be their sum. Of a word with several meanings one that fits is enough.
    """
    words = figure_words(book)
    known = {one.name: last_words(one) for one in event.figures()}
    found = []
    for word, number, unit, start, end in _pairs(body, words.pattern):
        names = [name for name in words.meaning[word] if book.figures[name].unit.value == _UNITS[unit]]
        value = number_in(number)
        if not names or value is None:
            continue
        written = value * _SIZES.get(unit, Decimal(1))
        if any(written in _allowed(name, known, book) for name in names):
            continue
        name = next((one for one in names if one in known), names[0])
        said = tuple(FigureSaid(Decimal(fact.value), fact.said_by) for fact in known.get(name, ()))
        found.append(FigureDifference(name, written, said, start, end))
    return tuple(found)


def _pairs(body: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, str, str, int, int]]:
    """Yield word, number, unit and place of figures: in 死亡3人伤11人 the word leads, in 3人死亡11人受伤 the number."""
    for clause in _CLAUSES.finditer(body):
        tokens = list(pattern.finditer(body, clause.start(), clause.end()))
        word_leads = bool(tokens) and tokens[0].lastgroup == "word"
        place = 0
        while place + 1 < len(tokens):
            first, second = tokens[place], tokens[place + 1]
            word, number = (first, second) if word_leads else (second, first)
            near = second.start() - first.end() <= _WIDEST
            if not (word["word"] and number["number"] and near):
                place += 1
                continue
            yield word["word"], number["number"], number["unit"], first.start(), second.end()
            place += 2


def _allowed(name: str, known: Mapping[str, tuple[Fact, ...]], book: GradingBook) -> set[Decimal]:
    """Return the values that sources give: their last words, and what the parts of a whole add up to."""
    values = {Decimal(fact.value) for fact in known.get(name, ())}
    parts = book.figures[name].sum_of
    if parts and all(part in known for part in parts):
        values.add(sum((max(Decimal(fact.value) for fact in known[part]) for part in parts), Decimal(0)))
    return values
