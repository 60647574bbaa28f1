"""Copies of the data file, made while others go on writing, and checked before they count."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from dutyroom.errors import Environment
from dutyroom.storage import sqlite
from dutyroom.storage.files import explain, unused
from dutyroom.storage.mark import mark_file
from dutyroom.storage.store import Store

Told = Callable[[int, int], None]
_ENDINGS = ("", "-wal", "-shm")


def _nobody(_done: int, _all: int) -> None:
    """Tell nobody."""


def copy_file(store: Store, target: Path, told: Told = _nobody, *, gently: bool = False) -> None:
    """Copy the open data file to ``target`` under the same key, check the copy, and only then name it so.

    ``told`` hears (pages done, pages in all); ``gently`` takes longer and keeps nobody waiting who saves meanwhile.
    Raises Environment: ``backup.exists``, ``backup.not_whole``, and the causes of the disk.
    """
    if target.exists():
        raise Environment("backup.exists", file=str(target))
    beside = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        with store.read() as connection, sqlite.explained(target):
            sqlite.copy_encrypted(connection, beside, store.key, told, gently=gently)
        check_file(beside, store.key)
        os.replace(beside, target)
    except OSError as error:
        raise explain(error, target) from error
    finally:
        _remove_parts(beside)


def check_file(file: Path, key: bytes) -> None:
    """Raise Environment ``backup.not_whole`` unless every page of ``file`` has its seal and every tree is whole."""
    engine = sqlite.open_engine(file, key)
    try:
        with sqlite.explained(file), engine.connect() as connection:
            problems = sqlite.file_problems(connection)
            if not problems and not _holds_a_room(connection):
                problems = ["no room in it"]
    finally:
        engine.dispose()
    if problems:
        raise Environment("backup.not_whole", file=str(file), problem=problems[0])


def put_back(copy: Path, target: Path, key: bytes | None) -> Path | None:
    """Put ``copy`` in the place of ``target``; return where the old file was moved to, if there was one.

    With a ``key`` the copy is checked first. Nothing is deleted: the old file stays beside, its write-ahead log with
    it, as ``NAME.before-restore``. Raises Environment ``storage.no_such_file``, ``backup.not_whole``, and the causes
    of the disk; the old file then stands where it stood.
    """
    if not copy.is_file():
        raise Environment("storage.no_such_file", file=str(copy))
    beside = target.with_name(f"{target.name}.part")
    kept = unused(target.with_name(f"{target.name}.before-restore"))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(copy, beside)
        with beside.open("rb+") as handle:
            os.fsync(handle.fileno())  # the old file is moved away only when the new one is on the disk
        if key is not None:
            check_file(beside, key)
        if target.exists():
            for ending in _ENDINGS:
                with contextlib.suppress(FileNotFoundError):
                    os.replace(f"{target}{ending}", f"{kept}{ending}")
        mark_file(target).unlink(missing_ok=True)  # it speaks of the old file
        os.replace(beside, target)
    except OSError as error:
        raise explain(error, target) from error
    finally:
        _remove_parts(beside)
    return kept if kept.exists() else None


def _holds_a_room(connection: Connection) -> bool:
    if "rooms" not in sqlite.table_names(connection):
        return False
    return connection.exec_driver_sql("SELECT 1 FROM rooms LIMIT 1").first() is not None


def _remove_parts(beside: Path) -> None:
    for ending in (*_ENDINGS, "-journal"):
        with contextlib.suppress(OSError):  # whatever went wrong before is what to tell
            Path(f"{beside}{ending}").unlink(missing_ok=True)
