"""What people search for: pieces of what stands in the file, as frequent or rare as they are there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random

LENGTHS = range(1, 9)
LONG = 10
_RUN = re.compile(r"[^\W_]+")


def drawn(texts: Sequence[str], length: int, count: int, random: Random) -> list[str]:
    """Return pieces from anywhere in the texts: what is frequent there is so among them."""
    pieces: list[str] = []
    while len(pieces) < count:
        found = list(_pieces(random.choice(texts), length))
        if found:
            pieces.append(random.choice(found))
    return pieces


def frequent(texts: Sequence[str], length: int, count: int) -> list[str]:
    """Return the pieces that stand in the most texts."""
    known: Counter[str] = Counter()
    for text in texts:
        known.update(set(_pieces(text, length)))
    return [piece for piece, _times in known.most_common(count)]


def rare(texts: Sequence[str], length: int, count: int, random: Random) -> list[str]:
    """Return pieces around the characters that stand in the fewest texts."""
    known: Counter[str] = Counter()
    for text in texts:
        known.update(set(text))
    scarce = sorted(texts, key=lambda text: (min(known[letter] for letter in text), text))[: count * 20]
    pieces = []
    for text in random.sample(scarce, len(scarce)):
        letter = min(text, key=lambda letter: (known[letter], letter))
        found = [piece for piece in _pieces(text, length) if letter in piece]
        if found:
            pieces.append(random.choice(found))
    return pieces[:count]


def _pieces(text: str, length: int) -> Iterator[str]:
    for run in _RUN.findall(text):
        for start in range(len(run) - length + 1):
            yield run[start : start + length]
