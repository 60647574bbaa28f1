"""How long from the start of the process until a call slip takes a letter, and how much memory the desk holds."""

from __future__ import annotations

import compileall
import statistics
from collections.abc import Callable

from tests.benchmarks.building import Room
from tests.benchmarks.children import ROOT, desk_arguments, run
from tests.benchmarks.measuring import Limit, Line, Samples, side_by_side

_BARE = "import PySide6.QtWidgets, sqlalchemy, time; print(time.monotonic())"
_EMPTY = (
    "import json, PySide6.QtWidgets as w, sqlalchemy; from tests.benchmarks.memory import memory_of_this; "
    "a = w.QApplication([]); b = w.QMainWindow(); b.resize(1366, 768); b.show(); a.processEvents(); "
    "print(json.dumps(memory_of_this()))"
)
_STATIONS = ("python", "imports", "application", "file", "window", "slip", "letter", "shown")
_SHORT = (
    "Qt's enums, the tables of the schema and 280 modules are read in the same process before the window stands "
    "(docs/decisions/0016)"
)
_REACH = (Limit("p50", 1.0), Limit("ratio", 1.3))


def start_lines(room: Room, pairs: int) -> list[Line]:
    """Return the start with the data key at hand, and the start through the sign-in window."""
    for folder in ("dutyroom", "ui", "tests/benchmarks"):  # as the set-up does it
        compileall.compile_dir(ROOT / folder, quiet=1)
    compileall.compile_file(ROOT / "main.py", quiet=1)
    return [
        _start(room, pairs, "desk", "start -> slip takes a letter", _REACH),
        _start(room, max(3, pairs // 2), "sign_in", "the same, signing in on the way", ()),
    ]


def memory_lines(room: Room, times: int = 3) -> list[Line]:
    """Return the most memory that the desk held, after log, search and a matter were opened."""
    arguments = ["-m", "tests.benchmarks.desk_child", "memory", "0", *desk_arguments(room)]
    found = [run(arguments)[1] for _time in range(times)]
    empty = [run(["-c", _EMPTY])[1]["peak"] for _time in range(times)]
    return [
        Line(
            "memory of the desk",
            "MB",
            Samples.of([after["matter"]["peak"] for after in found]),
            "imports and an empty window",
            Samples.of(empty),
            (Limit("p50", 220),),
            detail={station: round(statistics.median(one[station]["rss"] for one in found), 1) for station in found[0]},
        )
    ]


def _start(room: Room, pairs: int, how: str, work: str, limits: tuple[Limit, ...]) -> Line:
    stamps: list[dict[str, float]] = []
    ours, bare = side_by_side(pairs, _desk_start(room, how, stamps), _bare_start, warm=1)
    name = "import PySide6.QtWidgets, sqlalchemy"
    return Line(work, "s", ours, name, bare, limits, detail=_split(stamps[1:]), if_short=_SHORT)


def _desk_start(room: Room, how: str, stamps: list[dict[str, float]]) -> Callable[[int], float]:
    def start(_number: int) -> float:
        began, found = run(["-m", "tests.benchmarks.start_child", how, *desk_arguments(room)])
        stamps.append({name: moment - began for name, moment in found.items()})
        return stamps[-1]["letter"]

    return start


def _bare_start(_number: int) -> float:
    began, ended = run(["-c", _BARE])
    return float(ended) - began


def _split(stamps: list[dict[str, float]]) -> dict[str, float]:
    """Return the seconds from one station to the next, by the medians."""
    known = [name for name in _STATIONS if name in stamps[0]]
    medians = [0.0, *(statistics.median(one[name] for one in stamps) for name in known)]
    return {name: round(after - before, 3) for name, before, after in zip(known, medians, medians[1:], strict=False)}
