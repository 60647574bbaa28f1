"""Writing a file so that it is either the old one or the new one, never half of each."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from dutyroom.errors import Environment


def write_whole(file: Path, content: bytes, *, keep_previous: bool = False) -> None:
    """Write ``content`` to ``file``: beside it first, to the disk, then in its place.

    With ``keep_previous`` the old file stays as ``NAME.previous``. Environment errors: ``storage.disk_full``,
    ``storage.read_only``, ``storage.locked``, ``storage.io_error``.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        put_in_place(file, content, keep_previous=keep_previous)
        _sync_folder(file.parent)
    except OSError as error:
        raise explain(error, file) from error


def put_in_place(file: Path, content: bytes, *, keep_previous: bool = False) -> None:
    """Put ``content`` at ``file``, whole or not at all, readable by this account alone; nothing is left beside it.

    With ``keep_previous`` the old file stays as ``NAME.previous``. Raises OSError.
    """
    beside = file.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with open(handle, "wb") as written:
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        if keep_previous and file.exists():
            previous = file.with_name(f"{file.name}.previous")
            previous.unlink(missing_ok=True)
            previous.write_bytes(file.read_bytes())
        os.replace(beside, file)
    finally:
        with contextlib.suppress(OSError):  # the first cause is the one to tell
            beside.unlink(missing_ok=True)


def explain(error: OSError, file: Path) -> Environment:
    """Return the Environment error that says what ``error`` on ``file`` means."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Environment("storage.disk_full", file=str(file))
    if error.errno == errno.EROFS:
        return Environment("storage.read_only", file=str(file))
    if isinstance(error, PermissionError):
        return Environment("storage.no_permission", file=str(file))
    if isinstance(error, FileNotFoundError):
        return Environment("storage.no_such_file", file=str(file))
    return Environment("storage.io_error", file=str(file))


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows has no handle on a folder; its rename is ordered by the journal of NTFS
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def unused(file: Path) -> Path:
    """Return ``file``, or the first of ``NAME-2``, ``NAME-3`` … that nothing stands at."""
    place, number = file, 1
    while place.exists():
        number += 1
        place = file.with_name(f"{file.name}-{number}")
    return place
