"""Small and write-protected disks to test on: real ones where this user may mount, else what comes nearest.

As root a tmpfs of a given size is mounted. Without that right the same causes are produced by SQLite itself:
a page limit gives SQLITE_FULL, a connection in ``mode=ro`` gives SQLITE_READONLY. ``real`` says which it was.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import event

from dutyroom.storage import sqlite
from dutyroom.storage.store import Store


@dataclass
class Disk:
    """A folder that is a disk of its own when ``real``."""

    folder: Path
    real: bool

    def fill(self, *, leave: int) -> Path:
        """Fill the disk until only ``leave`` bytes are free; removing the returned file makes room again."""
        filler = self.folder / "filler"
        free = shutil.disk_usage(self.folder).free
        with filler.open("wb") as handle:
            handle.write(b"\0" * max(0, free - leave))
        return filler

    def protect(self) -> None:
        """Make the disk read-only."""
        _mount("-o", "remount,ro", str(self.folder))


@contextlib.contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Disk]:
    """Mount a disk of this size on ``folder``, or give the plain folder where mounting is not allowed."""
    folder.mkdir(parents=True)
    real = os.name == "posix" and _mount("-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder))
    try:
        yield Disk(folder, real)
    finally:
        if real:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def _mount(*arguments: str) -> bool:
    try:
        done = subprocess.run(["mount", *arguments], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


@contextlib.contextmanager
def page_limit(store: Store) -> Iterator[None]:
    """Let the file of ``store`` grow by no page, as on a full disk."""
    engine = store._writing

    def limit(connection: object) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # type: ignore[attr-defined] # never below what is there

    def lift(connection: object) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 4294967294")  # type: ignore[attr-defined]

    event.listen(engine, "begin", limit)
    try:
        yield
    finally:
        event.remove(engine, "begin", limit)
        event.listen(engine, "begin", lift)


def open_read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every file be opened as from a medium that cannot be written to."""
    connect = sqlite.dbapi2.connect

    def read_only(file: str, **options: object) -> object:
        return connect(f"file:{file}?mode=ro", uri=True, **options)

    monkeypatch.setattr(sqlite.dbapi2, "connect", read_only)
