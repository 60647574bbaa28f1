"""How long a call takes from the key to the disk and back into the list, beside a bare durable insert."""

from __future__ import annotations

import statistics
from typing import Any

from dutyroom.log.model import Caller, Slip
from tests.benchmarks.building import Room
from tests.benchmarks.children import desk_arguments, run
from tests.benchmarks.floors import DurableInsert
from tests.benchmarks.measuring import Limit, Line, Samples, milliseconds, side_by_side
from tests.benchmarks.words import Words

_PAGES = (
    "a save writes 22 to 28 pages, encrypted and sealed one by one, the bare insert 11; fewer take fewer indexes "
    "(docs/decisions/0016)"
)
_FLOOR = "a durable insert with two indexes and its words"


def screen_lines(room: Room, count: int) -> list[Line]:
    """Return what a person sees: a saved slip in the list, and the slip that opens."""
    _began, found = run(["-m", "tests.benchmarks.desk_child", "save", str(count), *desk_arguments(room)])
    floor = Samples.of(found["floor"])
    reach = (Limit("p50", 5), Limit("p99", 15))
    return [
        Line(
            "save: key -> in the log, painted",
            "ms",
            _until(found["log"]),
            _FLOOR,
            floor,
            reach,
            detail=_split(found["log"]),
            if_short=_PAGES,
        ),
        Line(
            "save: key -> on the desk, painted",
            "ms",
            _until(found["desk"]),
            _FLOOR,
            floor,
            reach,
            detail=_split(found["desk"]),
            if_short=_PAGES,
        ),
        Line(
            "call slip opens (F2)",
            "ms",
            Samples.of(found["slip"]),
            "an empty form of as many fields is shown",
            Samples.of(found["plain_form"]),
            (Limit("p95", 50),),
        ),
    ]


def commit_line(room: Room, count: int) -> Line:
    """Return the commit alone: rows, index and journal line of one call."""
    house, session = room.open()
    floor, words = DurableInsert(room.folder, room.key), Words(57)
    units = [(unit.id, unit.name) for unit in house.directory.book(session).units]

    def commit(_number: int) -> float:
        unit_id, unit_name = words.pick(units)
        caller, subject = words.pick(words.callers), words.subject()
        slip = Slip(
            received_at=house.clock.now(),
            unit_id=unit_id,
            unit_name=unit_name,
            caller=Caller(caller.name, caller.post, caller.phone),
            subject=subject,
            content=words.report(unit_name, subject),
        )
        floor.prepare("\n".join((slip.content, subject, unit_name, caller.name, caller.post, caller.phone)))
        return milliseconds(lambda: house.log.open_matter(session, slip))

    try:
        ours, bare = side_by_side(count, commit, lambda _number: milliseconds(floor.add))
    finally:
        floor.close()
        house.close()
    return Line("save: the commit alone", "ms", ours, _FLOOR, bare, (Limit("ratio", 3),), if_short=_PAGES)


def _until(stamps: list[dict[str, float]]) -> Samples:
    return Samples.of([one["painted"] for one in stamps])


def _split(stamps: list[dict[str, float]]) -> dict[str, Any]:
    return {
        station: {
            "p50": round(statistics.median(one[station] for one in stamps), 2),
            "p99": round(Samples.of([one[station] for one in stamps]).p99, 2),
        }
        for station in ("pressed", "committed", "listed", "painted", "saved", "whole")
    }
