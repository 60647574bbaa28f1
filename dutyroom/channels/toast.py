"""Notes of the system beside the alert window. Decoration: clipped to what fits, failures noted, never fatal."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable

_log = logging.getLogger(__name__)
TITLE_UNITS = 63
TEXT_UNITS = 255
SECONDS = 10
FAILED = "toast.failed"


def clipped(text: str, units: int) -> str:
    """Return ``text`` cut to so many UTF-16 units with an ellipsis, and never within a character."""
    if _length(text) <= units:
        return text
    kept, used = [], 1  # the ellipsis
    for character in text:
        used += _length(character)
        if used > units:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def load_notify() -> Callable[..., object]:
    """Return what shows a note, of plyer, which is known here only; finding the system's own way takes a moment."""
    from plyer import notification

    found: Callable[..., object] = notification.notify
    return found


class Toaster:
    """Shows notes by plyer; ``failure`` holds a code while that does not work."""

    def __init__(self, notify: Callable[..., object] | None = None) -> None:
        self._notify = notify
        self.failure = ""

    def show(self, title: str, text: str, app: str) -> bool:
        """Show a note and return whether the system took it; may take a while, so not in the screen's thread."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # plyer warns of every desktop service that it does not find
                self._plyer()(
                    title=clipped(title, TITLE_UNITS),
                    message=clipped(text, TEXT_UNITS),
                    app_name=app,
                    timeout=SECONDS,
                )
        except Exception as error:  # noqa: BLE001 - reported; plyer raises whatever the system below raises
            if not self.failure:
                _log.warning("no note of the system: %s", type(error).__name__)
            self.failure = FAILED
            return False
        self.failure = ""
        return True

    def _plyer(self) -> Callable[..., object]:
        if self._notify is None:
            self._notify = load_notify()
        return self._notify


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
