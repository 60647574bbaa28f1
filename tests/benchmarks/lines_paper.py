"""How long papers take as PDF, docx and xlsx: duty record, schedule of a holiday, handover sheet."""

from __future__ import annotations

from tests.benchmarks.building import Room
from tests.benchmarks.children import desk_arguments, run
from tests.benchmarks.measuring import Limit, Line, Samples

_PLAIN = {
    "pdf": "QPdfWriter, the words in boxes",
    "docx": "python-docx, a plain table",
    "xlsx": "openpyxl, plain rows",
}
_LIMITS = {
    **{("holiday schedule", kind): (Limit("p50", 200),) for kind in _PLAIN},
    **{("handover sheet of 60", kind): (Limit("p50", 250),) for kind in ("pdf", "docx")},
}


def paper_lines(room: Room, times: int) -> list[Line]:
    """Return each paper as each kind of file."""
    _began, found = run(["-m", "tests.benchmarks.paper_child", str(times), *desk_arguments(room)])
    return [
        Line(
            f"{paper}, {kind}",
            "ms",
            Samples.of(taken[kind]["ours"]),
            floor,
            Samples.of(taken[kind]["plain"]),
            limits=_LIMITS.get((paper, kind), ()),
            detail={"the first one": round(taken[kind]["first"], 1), "pages": taken["pages"]},
        )
        for paper, taken in found.items()
        for kind, floor in _PLAIN.items()
    ]
