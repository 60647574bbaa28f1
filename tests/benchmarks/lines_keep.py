"""How fast the whole file is held against its journal, and copied."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import Any

from dutyroom.storage import sqlite
from dutyroom.storage.backup import copy_file
from tests.benchmarks.building import Room
from tests.benchmarks.floors import plain_connection
from tests.benchmarks.measuring import Line, Samples

_MEGABYTE = 1_000_000


def keep_lines(room: Room, pairs: int) -> list[Line]:
    """Return verify and backup; the file is verified after everything that was done to it before."""
    house, _session = room.open()
    bare = plain_connection(room.place.data_file, room.key)
    try:
        return [_verify_line(house, bare, pairs), *_backup_lines(house, room, pairs)]
    finally:
        bare.close()
        house.close()


def _verify_line(house: Any, bare: Any, pairs: int) -> Line:
    speeds, floors, detail = [], [], {}
    for _pair in range(pairs):
        began = time.perf_counter()
        verdict = house.verify()
        taken = time.perf_counter() - began
        speeds.append(verdict.lines / taken)
        floors.append(verdict.lines / _read_all(bare))
        detail = {"lines": verdict.lines, "rows": verdict.rows, "whole": verdict.whole, "seconds": round(taken, 1)}
        if not verdict.whole:
            detail["first_break"] = str(verdict.first_break)
    detail["of which the seals and trees of the file"] = round(_seconds(house), 1)
    name = "the same rows read and thrown away"
    return Line("verify", "lines/s", Samples.of(speeds), name, Samples.of(floors), more_is_better=True, detail=detail)


def _seconds(house: Any) -> float:
    with house.store.read() as connection:
        began = time.perf_counter()
        sqlite.file_problems(connection)
        return time.perf_counter() - began


def _read_all(bare: Any) -> float:
    began = time.perf_counter()
    for table in ("journal", "entries", "matters", "callers"):
        rows = bare.execute(f"SELECT * FROM {table}")
        while rows.fetchmany(2000):
            pass
    return time.perf_counter() - began


def _backup_lines(house: Any, room: Room, pairs: int) -> list[Line]:
    house.store.close()  # its write-ahead log goes into the file, so that both copy the same bytes
    size = room.place.data_file.stat().st_size / _MEGABYTE
    target = room.folder / "copy.dutyroom"
    whole, alone, plain = [], [], []
    for _pair in range(pairs):
        whole.append(size / _taken(target, lambda: copy_file(house.store, target)))
        alone.append(size / _taken(target, lambda: _copy_only(house, target)))
        plain.append(size / _taken(target, lambda: _copy_plain(room.place.data_file, target)))
    floor, detail = Samples.of(plain), {"size_mb": round(size, 1)}
    name = "a plain copy of the file"
    return [
        Line("backup, copied", "MB/s", Samples.of(alone), name, floor, more_is_better=True, detail=detail),
        Line("backup, copied and checked", "MB/s", Samples.of(whole), name, floor, more_is_better=True, detail=detail),
    ]


def _taken(target: Path, act: Any) -> float:
    began = time.perf_counter()
    act()
    taken = time.perf_counter() - began
    target.unlink()
    return taken


def _copy_only(house: Any, target: Path) -> None:
    with house.store.read() as connection:
        sqlite.copy_encrypted(connection, target, house.store.key, lambda _done, _all: None)


def _copy_plain(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb") as copied:
        os.fsync(copied.fileno())
