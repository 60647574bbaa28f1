"""How long the duty record of a hundred matters takes as PDF, docx and xlsx."""

from __future__ import annotations

from tests.benchmarks.building import Room
from tests.benchmarks.children import desk_arguments, run
from tests.benchmarks.measuring import Line, Samples

_PLAIN = {
    "pdf": "QPdfWriter, the words in boxes",
    "docx": "python-docx, a plain table",
    "xlsx": "openpyxl, plain rows",
}


def paper_lines(room: Room, times: int) -> list[Line]:
    """Return the three papers."""
    _began, found = run(["-m", "tests.benchmarks.paper_child", str(times), *desk_arguments(room)])
    return [
        Line(
            f"duty record of 100 matters, {kind}",
            "ms",
            Samples.of(found[kind]["ours"]),
            floor,
            Samples.of(found[kind]["plain"]),
            detail={"the first one": round(found[kind]["first"], 1), "pages": found["pages"]},
        )
        for kind, floor in _PLAIN.items()
    ]
