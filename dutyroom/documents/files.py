"""Files of documents: a fitting name, and bytes on the disk either whole or not at all."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

from dutyroom.documents.characters import legible
from dutyroom.errors import Environment
from dutyroom.storage.files import put_in_place

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\ufffd]+')
_TAKEN_BY_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST_NAME = 180  # bytes of UTF-8; Linux takes 255 and a desktop adds " (copy)"
_HELD_BY_ANOTHER = {32, 33}  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION

_CODES = {  # by name, as not every system knows every number
    "ENOSPC": "documents.disk_full",
    "EDQUOT": "documents.disk_full",
    "EFBIG": "documents.disk_full",
    "EROFS": "documents.read_only",
    "EACCES": "documents.read_only",
    "EPERM": "documents.read_only",
    "EBUSY": "documents.locked",
    "ETXTBSY": "documents.locked",
    "ENOENT": "documents.folder_missing",
    "ENOTDIR": "documents.folder_missing",
    "EISDIR": "documents.bad_name",
    "ENAMETOOLONG": "documents.bad_name",
    "EINVAL": "documents.bad_name",
}


def file_name(title: str, suffix: str) -> str:
    """Return a name for a file that every system accepts, made from ``title``; ``suffix`` comes with its dot."""
    stem = _NOT_IN_NAMES.sub(" ", legible(title).replace("\n", " "))
    stem = " ".join(stem.split()).strip(". ")
    stem = stem.encode()[: _LONGEST_NAME - len(suffix)].decode(errors="ignore").strip(". ")
    if not stem or _TAKEN_BY_WINDOWS.fullmatch(stem):
        stem = f"_{stem}"
    return stem + suffix


def write_whole(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path``: into a file beside it, onto the disk, then in place of what was there.

    Whatever goes wrong, the old file stays and nothing readable is left beside it. Raises Environment with
    ``documents.disk_full``, ``.locked``, ``.read_only``, ``.folder_missing``, ``.bad_name`` or ``.not_written``.
    """
    try:
        put_in_place(path, content)
    except OSError as trouble:
        raise _told(trouble, path) from trouble


def _told(trouble: OSError, path: Path) -> Environment:
    code = _CODES.get(errno.errorcode.get(trouble.errno or 0, ""), "documents.not_written")
    if getattr(trouble, "winerror", None) in _HELD_BY_ANOTHER:
        code = "documents.locked"
    elif isinstance(trouble, PermissionError) and os.name == "nt" and path.exists():
        code = "documents.locked"  # Windows says "access denied" when the file to replace is open in Word or WPS
    return Environment(code, file=path.name, folder=str(path.parent), reason=trouble.strerror or str(trouble))
