"""The lines as a table on a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from tests.benchmarks.measuring import Line

_UNKNOWN = "nobody has found out why; measure it again on a machine with nothing else to do"
_HEAD = ("work", "reach", "p50", "p95", "p99", "floor", "ratio", "within", "beside")


def table_text(lines: Sequence[Line]) -> str:
    """Return the table with a line below its heads, and below it why what missed its reach may have done so."""
    rows = [_HEAD, *(_cells(line) for line in lines)]
    widths = [max(_width(row[place]) for row in rows) for place in range(len(_HEAD))]
    texts = ["  ".join(_padded(cell, widths[place], place) for place, cell in enumerate(row)).rstrip() for row in rows]
    short = [f"NO, {line.work}: {line.if_short or _UNKNOWN}" for line in lines if line.within is False]
    return "\n".join([texts[0], "-" * _width(max(texts, key=_width)), *texts[1:], *([""] if short else []), *short])


def _cells(line: Line) -> tuple[str, ...]:
    reach = ", ".join(limit.text(line.unit) for limit in line.limits) or "-"
    numbers = [f"{_number(value)} {line.unit}" for value in (line.measured.p50, line.measured.p95, line.measured.p99)]
    if len(line.measured.values) < 5:
        numbers[1:] = ["-", "-"]  # a few samples have no tail
    floor = "-" if line.floor is None else f"{_number(line.floor.p50)} {line.unit}"
    ratio = "-" if line.ratio is None else f"{line.ratio:.2f}"
    within = {True: "yes", False: "NO", None: "-"}[line.within]
    return (line.work, reach, *numbers, floor, ratio, within, line.floor_name)


def _number(value: float) -> str:
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.4f}"


def _padded(text: str, width: int, place: int) -> str:
    gap = " " * (width - _width(text))
    return gap + text if 2 <= place <= 6 else text + gap


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
