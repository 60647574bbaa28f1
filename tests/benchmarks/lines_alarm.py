"""How long an alert takes from its confirmation to the painted window and to the player, in the real program."""

from __future__ import annotations

from tests.benchmarks.building import Room
from tests.benchmarks.children import desk_arguments, run
from tests.benchmarks.measuring import Limit, Line, Samples


def alarm_lines(room: Room, count: int) -> list[Line]:
    """Return what a person sees and hears of a significant incident that was just confirmed."""
    _began, found = run(["-m", "tests.benchmarks.alarm_child", str(count), *desk_arguments(room)])
    floor = Samples.of(found["floor"])
    reach = (Limit("p99", 100),)
    words = "an empty window of that size is shown"
    return [
        Line("alert: confirmed -> window painted", "ms", Samples.of(found["painted"]), words, floor, reach),
        Line("alert: confirmed -> sound asked for", "ms", Samples.of(found["sound"]), words, floor, reach),
    ]
