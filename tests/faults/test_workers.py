"""Kills in several rooms at once: no kill goes uncounted, and a worker that dies is a fault."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from tests.conftest import Template
from tests.faults.killing import FRESH_AFTER, Count, Room, all_paths, rooms_for
from tests.faults.workers import in_all, kill_at_once


def work_or_die(room: Room, template: Template, folder: Path, seed: int) -> Count:
    """Stand in for the kills of a room: count them, end in an error, or die as a worker does without memory."""
    if room.path == "dies":
        os._exit(9)
    if room.path == "stumbles":
        raise ConnectionError("the desk ended by itself")
    return Count(room.path, kills=room.kills, acts=3)


def test_every_kill_asked_for_is_in_one_room() -> None:
    for kills in (1, 11, 30, 1000):
        rooms = rooms_for(kills, all_paths())
        shares = Counter[str]()
        for room in rooms:
            shares[room.path] += room.kills
        assert shares.total() == kills
        assert max(shares.values()) - min(shares[path] for path in all_paths()) <= 1
        assert max(room.kills for room in rooms) <= FRESH_AFTER
        assert len({(room.path, room.number) for room in rooms}) == len(rooms)


def test_rooms_gone_through_at_once_are_summed_and_what_was_not_gone_through_is_a_fault(
    founded: Template, tmp_path: Path
) -> None:
    rooms = [Room("log", 0, 20), Room("log", 1, 5), Room("stumbles", 0, 7)]
    log, stumbled = kill_at_once(rooms, founded, tmp_path, 1, 2, work=work_or_die)
    assert (log.kills, log.acts, log.good) == (25, 6, True)
    assert stumbled.broken == [
        "room 0 of stumbles: ConnectionError: the desk ended by itself",
        "7 kills were not made",
    ]
    everything = in_all([log, stumbled])
    assert (everything.kills, everything.good) == (25, False)


def test_a_worker_that_dies_is_a_fault(founded: Template, tmp_path: Path) -> None:
    (dead,) = kill_at_once([Room("dies", 0, 20)], founded, tmp_path, 1, 1, work=work_or_die)
    assert not dead.good
    assert dead.broken[-1] == "20 kills were not made"
