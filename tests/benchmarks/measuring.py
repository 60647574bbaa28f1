"""What a measurement is: samples, their quantiles, a floor beside them, and the reach from the specification."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Samples:
    """Values of one kind, in one unit."""

    values: tuple[float, ...]

    @classmethod
    def of(cls, values: Sequence[float]) -> Samples:
        """Return samples of ``values``."""
        return cls(tuple(values))

    def at(self, percent: float) -> float:
        """Return the value that ``percent`` of the samples do not exceed (nearest rank)."""
        ordered = sorted(self.values)
        return ordered[max(0, -(-int(percent * len(ordered)) // 100) - 1)]

    @property
    def p50(self) -> float:
        """Return the median."""
        return statistics.median(self.values)

    @property
    def p95(self) -> float:
        """Return the 95th percentile."""
        return self.at(95)

    @property
    def p99(self) -> float:
        """Return the 99th percentile."""
        return self.at(99)


@dataclass(frozen=True)
class Limit:
    """One bound of the specification: at most ``most`` of a quantile, or of the ratio to the floor."""

    what: str  # p50, p95, p99, ratio
    most: float

    def text(self, unit: str) -> str:
        """Return the bound as the table shows it."""
        return f"{self.most:g} x floor" if self.what == "ratio" else f"{self.what} {self.most:g} {unit}"


@dataclass(frozen=True)
class Line:
    """One line of the table; ``if_short`` says what is known of why it may miss its reach."""

    work: str
    unit: str
    measured: Samples
    floor_name: str
    floor: Samples | None = None
    limits: tuple[Limit, ...] = ()
    more_is_better: bool = False
    detail: dict[str, Any] = field(default_factory=dict)
    if_short: str = ""

    @property
    def ratio(self) -> float | None:
        """Return how many times the floor it takes, by the medians; None without a floor."""
        if self.floor is None or not self.floor.p50 or not self.measured.p50:
            return None
        by = self.measured.p50 / self.floor.p50
        return 1 / by if self.more_is_better else by

    @property
    def within(self) -> bool | None:
        """Return whether every limit is kept; None when the specification names none."""
        if not self.limits:
            return None
        return all(
            (self.ratio or 0) <= limit.most
            if limit.what == "ratio"
            else getattr(self.measured, limit.what) <= limit.most
            for limit in self.limits
        )

    def facts(self) -> dict[str, Any]:
        """Return the line as JSON holds it."""
        return {
            "work": self.work,
            "unit": self.unit,
            "reach": [limit.text(self.unit) for limit in self.limits],
            "samples": len(self.measured.values),
            **{name: round(getattr(self.measured, name), 4) for name in ("p50", "p95", "p99")},
            "floor": self.floor_name,
            "floor_p50": None if self.floor is None else round(self.floor.p50, 4),
            "ratio": None if self.ratio is None else round(self.ratio, 3),
            "within_reach": self.within,
            "short_because": self.if_short if self.within is False else "",
            "detail": self.detail,
        }


def milliseconds(act: Callable[[], object]) -> float:
    """Return how long ``act`` takes."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def side_by_side(
    count: int, measured: Callable[[int], float], floor: Callable[[int], float], warm: int = 3
) -> tuple[Samples, Samples]:
    """Take ``count`` samples of each, alternately (A B A B), after ``warm`` rounds that do not count.

    Both are called with the number of the round and return their own figure.
    """
    for number in range(warm):
        measured(-1 - number)
        floor(-1 - number)
    ours, bare = [], []
    for number in range(count):
        ours.append(measured(number))
        bare.append(floor(number))
    return Samples.of(ours), Samples.of(bare)
