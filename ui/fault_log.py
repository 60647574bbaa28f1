"""Where faults of the program are noted: what broke and at which line, never with the words that were in it."""

from __future__ import annotations

import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

FILE = "faults.log"
_SIZE = 512 * 1024
_KEPT = 2
_log = logging.getLogger(__name__)


class _PlacesOnly(logging.Formatter):
    """Writes the kind of an error and the lines it passed; its message may hold what somebody typed."""

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Return the kind and the places."""
        kind, _error, trace = ei
        places = "".join(traceback.format_tb(trace)) if trace else ""
        return f"{places}{kind.__name__ if kind else ''}"

    def format(self, record: logging.LogRecord) -> str:
        """Format without the cached text of another handler, which would hold the message."""
        record.exc_text = None
        return super().format(record)


def note_faults_in(folder: Path) -> None:
    """Note faults in ``folder`` from now on; a folder that cannot be written to is said on the error output."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / FILE, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8", delay=True)
    except OSError as error:
        print(f"faults cannot be noted: {error}", file=sys.stderr)
        return
    handler.setLevel(logging.WARNING)
    handler.setFormatter(_PlacesOnly("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    sys.excepthook = _note  # what a slot lets through ends here; a windowed program has no error output


def _note(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    _log.error("a fault nobody awaited", exc_info=(kind, error, trace))
    if sys.stderr is not None:
        sys.__excepthook__(kind, error, trace)
