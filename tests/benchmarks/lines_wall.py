"""How long a month of the wall calendar takes from the key to the screen, read, laid out and painted."""

from __future__ import annotations

from tests.benchmarks.building import Room
from tests.benchmarks.children import desk_arguments, run
from tests.benchmarks.measuring import Limit, Line, Samples


def month_line(room: Room, count: int) -> Line:
    """Return the line of the month page; the room has a roster of a year afterwards."""
    _began, found = run(["-m", "tests.benchmarks.roster_child", str(count), *desk_arguments(room)])
    return Line(
        "month of the roster, key to painted",
        "ms",
        Samples.of(found["month"]),
        "Qt's own month, without names",
        Samples.of(found["bare"]),
        (Limit("p50", 30),),
    )
