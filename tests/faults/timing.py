"""Measures whether the time of a refusal tells who has an account here: pairs of a known name and one that is nobody's.

The ring has the stretching of a real room. Each try begins with the same ring, so that nobody is locked out meanwhile.
"""

from __future__ import annotations

import contextlib
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from dutyroom.accounts.keys import KeyFile, make_slot, new_ring
from dutyroom.errors import Refused
from tests.factories import EVENING, LOGIN, OTHER_PASSWORD, PASSWORD

PAIRS = 25
MOST_APART = 1.25
"""A ratio of medians beyond which the time of a refusal would tell somebody with a stop watch who exists."""


@dataclass(frozen=True)
class Apart:
    """What was measured, in milliseconds, and the middle of the ratios of the pairs."""

    known: float
    nobodys: float
    ratio: float

    @property
    def good(self) -> bool:
        """Return whether the two are alike."""
        return 1 / MOST_APART < self.ratio < MOST_APART

    def row(self) -> str:
        """Return the sentence that is printed."""
        return (
            f"wrong password: known name {self.known:.0f} ms, nobody's {self.nobodys:.0f} ms"
            f" (medians of {PAIRS} pairs); ratio {self.ratio:.2f}"
        )


def measure(folder: Path) -> Apart:
    """Refuse a known and an unknown name by turns and compare."""
    folder.mkdir(parents=True)
    keys, ring = KeyFile(folder / "room.keys"), new_ring()
    ring = ring.with_slot(make_slot(ring, "a" * 32, (LOGIN,), PASSWORD, b"k" * 32, b"s" * 32))
    pairs = []
    for number in range(PAIRS):
        names = (LOGIN, "nobody") if number % 2 else ("nobody", LOGIN)
        took = {}
        for name in names:
            keys.write(ring)
            took[name] = _refused(keys, name)
        pairs.append((took[LOGIN], took["nobody"]))
    known, nobodys = zip(*pairs, strict=True)
    ratio = statistics.median(one / other for one, other in pairs)
    return Apart(1000 * statistics.median(known), 1000 * statistics.median(nobodys), ratio)


def _refused(keys: KeyFile, name: str) -> float:
    began = time.perf_counter()
    with contextlib.suppress(Refused):
        keys.unlock(name, OTHER_PASSWORD, EVENING)
        raise AssertionError("a wrong password opened the ring")
    return time.perf_counter() - began
