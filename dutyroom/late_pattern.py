"""Patterns that are compiled when they are first asked; those over many characters take milliseconds each."""

from __future__ import annotations

import re
from functools import cached_property


class LatePattern:
    """The text of a regular expression with its flags; ``made`` is the pattern."""

    def __init__(self, text: str, flags: int = 0) -> None:
        self._text, self._flags = text, flags

    @cached_property
    def made(self) -> re.Pattern[str]:
        """Return the pattern, compiled now if nobody asked for it before; raises ``re.error`` where it is none."""
        return re.compile(self._text, self._flags)
