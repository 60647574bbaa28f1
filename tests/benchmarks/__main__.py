"""Measures the desk, each line beside its floor in the same run; see ``docs`` for what the specification asks.

``python -m tests.benchmarks [--rows N] [--json FILE] [--only NAME ...]``. Exit status: 0 measured, 2 wrong use. Slowness
is no failure: machines differ, the ratios are what counts.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dutyroom.storage.migrations import runner
from tests.benchmarks.building import Room, cache_folder, room_of, show_progress
from tests.benchmarks.lines_alarm import alarm_lines
from tests.benchmarks.lines_alert import alert_lines
from tests.benchmarks.lines_grade import grading_line
from tests.benchmarks.lines_handover import handover_lines
from tests.benchmarks.lines_keep import keep_lines
from tests.benchmarks.lines_paper import paper_lines
from tests.benchmarks.lines_read import read_lines
from tests.benchmarks.lines_report import report_lines
from tests.benchmarks.lines_roster import roster_lines
from tests.benchmarks.lines_save import commit_line, screen_lines
from tests.benchmarks.lines_start import memory_lines, start_lines
from tests.benchmarks.lines_supervision import supervision_lines
from tests.benchmarks.lines_type import completion_line
from tests.benchmarks.lines_wall import month_line
from tests.benchmarks.measuring import Line
from tests.benchmarks.table import table_text

FEWEST_ROWS = 1000
_MANY = 500_000

# In this order: what writes comes before search and verify, which so meet a file that has been worked on.
PARTS: dict[str, Callable[[Room], list[Line]]] = {
    "start": lambda room: start_lines(room, 9),
    "memory": lambda room: memory_lines(room),
    "screen": lambda room: screen_lines(room, 300),
    "commit": lambda room: [commit_line(room, 400)],
    "read": lambda room: read_lines(room, 5),
    "type": lambda _room: [completion_line(2), grading_line(200)],
    "paper": lambda room: paper_lines(room, 5),
    "roster": lambda room: [*roster_lines(5), month_line(room, 40)],
    "alerts": lambda room: alert_lines(room, 200),
    "alarm": lambda room: alarm_lines(room, 200),
    "supervision": lambda room: supervision_lines(room, 100),
    "reports": lambda room: report_lines(room, 100),
    "handover": lambda room: handover_lines(room, 9),
    "keep": lambda room: keep_lines(room, 1 if room.rows >= _MANY else 3),
}

# What comes onto a handover sheet is all that is open in the room: lines before it leave thousands of things open.
IN_A_ROOM_OF_ITS_OWN = frozenset({"handover"})


def main(arguments: list[str] | None = None) -> int:
    """Build or find the room, measure, print the table, write the JSON."""
    asked = _parser().parse_args(arguments)
    room = room_of(asked.rows, show_progress)
    work = Path(tempfile.mkdtemp(prefix="work-", dir=cache_folder()))
    lines: list[Line] = []
    try:
        used = room.copy_to(work / "room")
        for name in asked.only or PARTS:
            print(f"measuring: {name}", file=sys.stderr, flush=True)
            if name in IN_A_ROOM_OF_ITS_OWN:
                lines += PARTS[name](room.copy_to(work / name))
                shutil.rmtree(work / name)
            else:
                lines += PARTS[name](used)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    head = _head(room)
    print(f"\n{head['rows']:,} entries, {head['matters']:,} matters; {head['machine']}; load {head['load']}")
    print(table_text(lines))
    if asked.json:
        content = {**head, "lines": [line.facts() for line in lines]}
        Path(asked.json).write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    print("Medians of repeated pairs; NO says that the reach was missed on this machine at this hour.")
    return 0


def _head(room: Room) -> dict[str, object]:
    machine = (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    )
    return {
        "rows": room.rows,
        "matters": room.matters,
        "schema": runner.NEWEST,
        "built_in_seconds": room.built_in,
        "measured_at": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "machine": machine,
        "load": " ".join(f"{load:.2f}" for load in os.getloadavg()),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench.sh", description="Measure the desk beside its floors.")
    parser.add_argument("--rows", type=_rows, default=100_000, metavar="N", help="entries in the file (default 100000)")
    parser.add_argument("--json", metavar="FILE", help="write the figures there too")
    parser.add_argument("--only", nargs="+", choices=list(PARTS), metavar="PART", help=f"some of: {', '.join(PARTS)}")
    return parser


def _rows(text: str) -> int:
    if not text.isdecimal() or int(text) < FEWEST_ROWS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of at least {FEWEST_ROWS}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
