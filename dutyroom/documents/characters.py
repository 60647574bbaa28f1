"""What can stand on paper: characters that files refuse are replaced in sight, and type is measured roughly.

The measure serves where no screen is at hand: column widths, and heights of rows in files that do not say.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator

REPLACEMENT = "\ufffd"

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Not allowed in XML 1.0 (section 2.2), or able to turn round what is read: paper must say what the file says.
_UNFIT = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]")
_TOKEN = re.compile("[\x21-\x7e\u00a0-\u02ff]+")
_LATIN = 0.55
_BROAD_LATIN = 0.6  # of the broader faces that may stand in
_OPENING = "（《〈“‘〔【「『([{<"
_CLOSING = "）》〉”’〕】」』)]}>，。、；：！？…·%％℃"
_CLAUSE = 40  # characters to go back for the end of one
_JOINER = "\u200d"


def legible(words: str) -> str:
    """Return ``words`` as every writer can write them: line ends are ``\\n``, a tab is four spaces, what no file may
    hold is the replacement character.
    """
    return _UNFIT.sub(REPLACEMENT, _LINE_ENDS.sub("\n", words)).replace("\t", "    ")


def width_of(words: str) -> float:
    """Return about how wide ``words`` are, in sizes of their type."""
    return sum(_width(char) for char in words)


def _width(char: str) -> float:
    if char < "\u0300":
        return _LATIN
    if unicodedata.combining(char):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else _LATIN + 0.1


def widest_token(words: str) -> float:
    """Return the width of the longest piece that reads badly when broken (a number, a time, a Latin word), in sizes."""
    return max((_BROAD_LATIN * len(token) for token in _TOKEN.findall(words)), default=0.0)


def lines_in(words: str, room: float) -> int:
    """Return about how many lines ``words`` take where ``room`` sizes of their type fit in one."""
    room = max(room, 1.0)
    return sum(max(1, -int(-width_of(line) // room)) for line in words.split("\n"))


def balanced(words: str, room: float) -> str:
    """Return ``words`` with line ends put in where they part into lines of about one length, for titles.

    ``room`` is the length of a line in sizes. Brackets stay with what they hold, numbers and Latin words stay whole;
    words with line ends of their own, or that fit, come back as they are.
    """
    total = width_of(words)
    if total <= room or "\n" in words:
        return words
    lines = -int(-total // max(room, 1.0))
    cuts: list[int] = []
    for line in range(1, lines):
        ideal = total * line / lines
        places = [at for at in range((cuts or [0])[-1] + 1, len(words)) if _may_end(words, at)]
        if places:
            cuts.append(min(places, key=lambda at: (abs(width_of(words[:at]) - ideal), -at)))
    edges = [0, *cuts, len(words)]
    return "\n".join(words[start:end].strip() for start, end in itertools.pairwise(edges))


def _may_end(words: str, at: int) -> bool:
    before, after = words[at - 1], words[at]
    if before in _OPENING or after in _CLOSING or not _may_part(words, at):
        return False
    if words.rfind("（", 0, at) > words.rfind("）", 0, at) and words.find("）", at) >= 0:
        return False  # a short remark in brackets, such as （初报）, stays together
    return not (before < "\u0300" and after < "\u0300" and before != " " and after != " ")


def pieces(words: str, *, room: float, lines: int, units: int) -> Iterator[tuple[int, int]]:
    """Cut ``words`` into pieces of at most about ``lines`` lines of ``room`` sizes and ``units`` UTF-16 units.

    Yields (start, end); the pieces join up to the whole, and no cut parts a mark from the character it stands on.
    """
    start, line, used, width = 0, 1, 0, 0.0
    at = 0
    while at < len(words):
        char = words[at]
        step = _width(char)
        if width + step > room or (at > start and words[at - 1] == "\n"):
            line, width = line + 1, 0.0
        length = 2 if char > "\uffff" else 1
        if at > start and (line > lines or used + length > units) and _may_part(words, at):
            at = _clause_end(words, start, at)
            yield start, at
            start, line, used, width = at, 1, 0, 0.0
            continue
        width += step
        used += length
        at += 1
    yield start, len(words)


def _clause_end(words: str, start: int, at: int) -> int:
    """Return the end of a clause shortly before ``at``, or ``at``."""
    for place in range(at, max(start, at - _CLAUSE), -1):
        if words[place - 1] in "\n。；！？，、" and _may_part(words, place):
            return place
    return at


def _may_part(words: str, at: int) -> bool:
    char = words[at]
    joined = words[at - 1] == _JOINER or char == _JOINER
    return not (joined or unicodedata.combining(char) or "\ufe00" <= char <= "\ufe0f" or char >= "\U000e0000")
