"""A few bytes beside the data file that say how far its journal had come: they notice acts that are gone.

A write-ahead log that was deleted, cut short or damaged takes the last acts with it, and SQLite opens the file as if
they had never been. The mark is written after every act, without waiting for the disk: after a power cut it may be
older than the file, never newer. It is sealed with the data key and holds no word of the room.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from pathlib import Path
from typing import BinaryIO

_log = logging.getLogger(__name__)
_DIGITS, _SEAL = 19, 32


def mark_file(data_file: Path) -> Path:
    """Return where the mark of a data file stands."""
    return data_file.with_name(f"{data_file.name}.mark")


class Mark:
    """The mark beside one open data file."""

    def __init__(self, data_file: Path, key: bytes) -> None:
        self._file = mark_file(data_file)
        self._key = key
        self._handle: BinaryIO | None = None

    def read(self) -> tuple[int, str]:
        """Return the number of the last line and the beginning of its hash; 0 when there is no mark to be trusted."""
        try:
            words = self._file.read_text("ascii").split()
        except (OSError, ValueError):
            return 0, ""
        if len(words) != 3 or not words[0].isdecimal():
            return 0, ""
        whole = hmac.compare_digest(words[2], self._seal(f"{words[0]} {words[1]}"))
        return (int(words[0]), words[1]) if whole else (0, "")

    def put(self, seq: int, line_hash: str) -> None:
        """Note the newest line of the journal; a place that cannot be written to leaves the mark as it was."""
        words = f"{seq:0{_DIGITS}d} {line_hash[:_SEAL]}"
        try:
            if self._handle is None:
                self._file.touch(mode=0o600)
                self._handle = self._file.open("r+b", buffering=0)
            self._handle.seek(0)
            self._handle.write(f"{words} {self._seal(words)}\n".encode())
        except OSError as error:
            _log.warning("the mark beside the data file was not written: %s", error.strerror)
            self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._handle is not None:
            self._handle.close()
            self._handle = None

    def _seal(self, words: str) -> str:
        return hmac.new(self._key, f"mark {words}".encode(), hashlib.sha256).hexdigest()[:_SEAL]
