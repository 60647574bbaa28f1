"""Tries the parts that a frozen build may lack: the cipher with its full-text index, the keys, the documents."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from dutyroom.accounts.keys import Stretching, make_slot, new_data_key, new_ring, unwrap
from dutyroom.alerts.waker import load_scheduler
from dutyroom.changes import Announcer
from dutyroom.channels.toast import load_notify
from dutyroom.clock import SystemClock
from dutyroom.documents.docx import docx_bytes
from dutyroom.documents.model import Sheet
from dutyroom.documents.xlsx import xlsx_bytes
from dutyroom.storage.migrations import runner
from dutyroom.storage.store import Store


def try_cipher() -> None:
    """Make an encrypted file with every table; RuntimeError when it is not encrypted."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "try.dutyroom"
        store = Store(file, bytes(32), Announcer(), must_exist=False)
        try:
            runner.bring_up(store, SystemClock(), _nothing)
        finally:
            store.close()
        if file.read_bytes()[:6] == b"SQLite":
            raise RuntimeError("the file is not encrypted")


def try_keys() -> None:
    """Wrap a key and unwrap it; RuntimeError when it does not come back."""
    ring, key = new_ring(Stretching(1, 1, 1024)), new_data_key()
    if unwrap(make_slot(ring, "try", ("try",), "password", key), "password") != key:
        raise RuntimeError("a wrapped key does not come back")


def try_documents() -> None:
    """Write an empty sheet as docx and xlsx."""
    docx_bytes(Sheet("试"))
    xlsx_bytes(Sheet("试"))


def try_alerts() -> None:
    """Load what wakes the sweep and what shows a note; neither is started."""
    load_scheduler()
    load_notify()


def _nothing() -> None:
    """Copy nothing: the file is new."""


TRIES: tuple[tuple[str, Callable[[], None]], ...] = (
    ("cipher", try_cipher),
    ("keys", try_keys),
    ("documents", try_documents),
    ("alerts", try_alerts),
)
