"""Kills desks in several rooms at once: each room belongs to one worker, and a worker that dies is a fault.

Whatever the number of workers, the rooms and their kills are the same, and each kill that was asked for is either
counted or told of as not made.
"""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tests.conftest import Template
from tests.faults import forking
from tests.faults.killing import Count, Room, kill_in

Work = Callable[[Room, Template, Path, int], Count]


def kill_in_whole(room: Room, template: Template, folder: Path, seed: int) -> Count:
    """Kill desks in one room as often as it says and return what was counted."""
    *_, count = kill_in(room, template, folder, seed)
    return count


def kill_at_once(
    rooms: Sequence[Room],
    template: Template,
    folder: Path,
    seed: int,
    workers: int,
    told: Callable[[Count], None] = lambda _count: None,
    work: Work = kill_in_whole,
) -> list[Count]:
    """Go through ``rooms`` with ``workers`` processes and return a count for each way of writing, in their order.

    ``told`` hears the count of each room when it is through. A room that could not be gone through to its end is a
    break of its way of writing, as are kills that were not made.
    """
    counts = {room.path: Count(room.path) for room in rooms}
    with ProcessPoolExecutor(workers, forking.context()) as pool:
        asked = {pool.submit(work, room, template, folder, seed): room for room in rooms}
        for answer in as_completed(asked):
            room, error = asked[answer], answer.exception()
            if error is None:
                counts[room.path].add(answer.result())
                told(answer.result())
            else:
                words = "".join(traceback.format_exception_only(error)).strip()
                counts[room.path].broken.append(f"room {room.number} of {room.path}: {words}")
    wanted = Counter[str]()
    for room in rooms:
        wanted[room.path] += room.kills
    for path, count in counts.items():
        if count.kills != wanted[path]:
            count.broken.append(f"{wanted[path] - count.kills} kills were not made")
    return list(counts.values())


def in_all(counts: Sequence[Count]) -> Count:
    """Return the sum of all ways of writing."""
    everything = Count("in all")
    for count in counts:
        everything.add(count)
    return everything
