"""The words of a notice on holidays: items, dates with what stands behind them, days off and days worked.

Positions are counted in the text as it was pasted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum, auto
from itertools import pairwise

from dutyroom.frozen import dataclass

_NUMERAL = r"[一二三四五六七八九十]+\s*、\s*"
_DATE = re.compile(
    r"(?:(?P<year>\d{4})\s*年\s*)?(?:(?P<month>\d{1,2})\s*月\s*)?(?P<day>\d{1,2})\s*日"
    r"(?:\s*\((?P<note>[^()]{0,30})\))?"
)
_RANGE = re.compile(r"\s*[至到~—–-]+\s*")
_LIST = re.compile(r"\s*[、和及与,]\s*")
_VERB = re.compile(
    r"\s*(?:均|都|为)?\s*(?:照常|正常|正式)?\s*(?P<verb>上班|放假调休|调休放假|放假公休|放假|补休|调休|休息)"
)
_REST_OF_SENTENCE = re.compile(r"[^。;\n]*")
_COUNT = re.compile(r"(?:共|放假|调休)\s*(\d{1,2}|[一二三四五六七八九十])\s*天")
_TITLE_YEAR = re.compile(r"关于\s*(\d{4})\s*年\s*部分节假日")
_ANY_YEAR = re.compile(r"(\d{4})\s*年\s*(?:元旦|春节|节假日|放假)")


class Verb(Enum):
    """What a group of dates is for."""

    REST = auto()
    WORK = auto()


@dataclass(frozen=True)
class Item:
    """One item of the notice: the holiday names of its heading, and where its text stands."""

    names: tuple[str, ...]
    heading: tuple[int, int]
    body: tuple[int, int]


@dataclass(frozen=True)
class DateWord:
    """A date as written: year and month may be left out; ``note`` is what stands in brackets behind it."""

    year: int | None
    month: int | None
    day: int
    note: str
    start: int
    end: int


@dataclass(frozen=True)
class Group:
    """Dates that share a verb. ``spans`` are pairs of first and last date; ``count`` is the number of days it claims.

    ``verb`` is None for dates that nothing readable follows; ``joined`` says that the weekend is added (与周末连休).
    """

    spans: tuple[tuple[DateWord, DateWord], ...]
    verb: Verb | None
    count: int | None
    count_at: tuple[int, int]
    joined: bool

    @property
    def place(self) -> tuple[int, int]:
        """Where its dates stand."""
        return self.spans[0][0].start, self.spans[-1][1].end


def fold(text: str) -> str:
    """Return ``text`` with full-width letters, digits and signs made plain, each character in its place."""
    return "".join(plain if len(plain := unicodedata.normalize("NFKC", char)) == 1 else char for char in text)


def year_of(text: str) -> int | None:
    """Return the year that the title or the first sentence speaks of."""
    found = _TITLE_YEAR.search(text) or _ANY_YEAR.search(text)
    return int(found[1]) if found else None


def items_of(text: str, names: Iterable[str]) -> tuple[Item, ...]:
    """Return the items of folded ``text``, by headings such as 六、国庆节、中秋节: with one of ``names``.

    A numbered heading with other names is an item too, so that its dates are not taken for those of the one before.
    """
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    known = rf"(?P<known>(?:{either})(?:\s*[、和]\s*(?:{either}))*)"
    heading = re.compile(rf"(?:{_NUMERAL})?{known}\s*:|{_NUMERAL}(?P<other>[^:。\n]{{1,20}}):")
    found = list(heading.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)] * bool(found)
    return tuple(
        Item(
            names=tuple(part.strip() for part in re.split("[、和]", match["known"] or match["other"])),
            heading=match.span("known" if match["known"] is not None else "other"),
            body=(match.end(), end),
        )
        for match, end in zip(found, ends, strict=True)
    )


def groups_of(text: str, body: tuple[int, int]) -> tuple[Group, ...]:
    """Return the groups of dates in one item of folded ``text``.

    A line that is only a date is the signature's; a date in brackets explains a word, as in 除夕(2月9日).
    """
    words = [
        _date_word(match)
        for match in _DATE.finditer(text, *body)
        if not _alone_on_line(text, match) and not _in_brackets(text, match)
    ]
    groups: list[Group] = []
    while words:
        spans, words = _leading_spans(text, words)
        groups.append(_group(text, spans, body[1]))
    return tuple(groups)


def _leading_spans(text: str, words: list[DateWord]) -> tuple[list[tuple[DateWord, DateWord]], list[DateWord]]:
    """Split off the first dates that 至 and 、 hold together."""
    spans = [(words[0], words[0])]
    used = 1
    for before, word in pairwise(words):
        between = text[before.end : word.start]
        if _RANGE.fullmatch(between) and spans[-1][0] is spans[-1][1]:
            spans[-1] = (before, word)
        elif _LIST.fullmatch(between):
            spans.append((word, word))
        else:
            break
        used += 1
    return spans, words[used:]


def _group(text: str, spans: list[tuple[DateWord, DateWord]], end: int) -> Group:
    verb = _VERB.match(text, spans[-1][1].end, end)
    if verb is None:
        return Group(tuple(spans), None, None, (0, 0), False)
    rest = _REST_OF_SENTENCE.match(text, verb.start("verb"), end)
    assert rest is not None  # the pattern matches the empty string too
    sentence = _DATE.split(rest[0])[0]  # what stands behind further dates speaks of those
    count = _COUNT.search(sentence)
    return Group(
        spans=tuple(spans),
        verb=Verb.WORK if verb["verb"] == "上班" else Verb.REST,
        count=_number(count[1]) if count else None,
        count_at=(rest.start() + count.start(), rest.start() + count.end()) if count else (0, 0),
        joined="连休" in sentence,
    )


def _date_word(match: re.Match[str]) -> DateWord:
    year, month = match["year"], match["month"]
    return DateWord(
        year=int(year) if year else None,
        month=int(month) if month else None,
        day=int(match["day"]),
        note=match["note"] or "",
        start=match.start(),
        end=match.end(),
    )


def _alone_on_line(text: str, match: re.Match[str]) -> bool:
    line_start = text.rfind("\n", 0, match.start()) + 1
    line_end = text.find("\n", match.end())
    line = text[line_start : len(text) if line_end < 0 else line_end]
    return match["year"] is not None and line.strip() == match[0].strip()


def _in_brackets(text: str, match: re.Match[str]) -> bool:
    return text[: match.start()].rstrip().endswith("(") and text[match.end() :].lstrip().startswith(")")


def _number(text: str) -> int:
    return int(text) if text.isdigit() else "一二三四五六七八九十".index(text) + 1
