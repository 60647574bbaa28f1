"""The form in which words are compared and searched for, and the runs that they are split into."""

from __future__ import annotations

import re
import unicodedata

# Letters and digits of every script, and the planes of rare Chinese characters, of which Python's own tables
# know only those assigned when it was made.
RUN = re.compile(r"(?:[^\W_]|[\U00020000-\U0003fffd])+")


def fold(text: str) -> str:
    """Return ``text`` as it is compared: NFKC, without case."""
    return unicodedata.normalize("NFKC", text).casefold()


def runs(text: str) -> list[str]:
    """Return the unbroken runs of letters, digits and characters in ``text``, folded."""
    return RUN.findall(fold(text))
