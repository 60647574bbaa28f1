"""What an act changed, and who wants to hear of it.

A service returns its ``Changes`` with the result; whoever shows or follows such things listens.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import StrEnum

from dutyroom.frozen import dataclass


class Topic(StrEnum):
    """Kinds of things a listener may care about."""

    MATTERS = "matters"
    DRAFTS = "drafts"
    DIRECTORY = "directory"
    ACCOUNTS = "accounts"
    SETTINGS = "settings"
    CALENDAR = "calendar"
    ROSTER = "roster"
    INCIDENTS = "incidents"
    ALERTS = "alerts"
    WHEREABOUTS = "whereabouts"
    RULES = "rules"
    REPORTS = "reports"
    INSTRUCTIONS = "instructions"
    RECEIPTS = "receipts"
    HANDOVER = "handover"


@dataclass(frozen=True)
class Changes:
    """The kinds of things an act touched and their identities; ``seq`` is its line in the journal."""

    topics: frozenset[Topic] = frozenset()
    subjects: frozenset[str] = frozenset()
    seq: int = 0

    def touches(self, *topics: Topic) -> bool:
        """Return whether any of ``topics`` was touched."""
        return not self.topics.isdisjoint(topics)


class Announcer:
    """Passes changes on to everyone who listens, in the thread of the act."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: tuple[tuple[object, Callable[[Changes], None]], ...] = ()

    def listen(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Call ``listener`` with every change from now on; the returned function ends that."""
        place = object()
        with self._lock:
            self._listeners = (*self._listeners, (place, listener))

        def stop() -> None:
            with self._lock:
                self._listeners = tuple(known for known in self._listeners if known[0] is not place)

        return stop

    def announce(self, changes: Changes) -> None:
        """Tell every listener; the first error of one is raised after all have heard."""
        failed: Exception | None = None
        for _place, listener in self._listeners:
            try:
                listener(changes)
            except Exception as error:  # noqa: BLE001 - raised below
                failed = failed or error
        if failed is not None:
            raise failed
