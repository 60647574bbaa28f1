"""The one owner of sound at a desk: the worst alert that this person has not acknowledged plays, nothing else may."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from dutyroom.alerts.model import Level
from dutyroom.alerts.views import LiveAlert


class Sound(Protocol):
    """What plays: see ``channels.sound``."""

    failure: str

    def play(self, file: Path) -> None:
        """Play over and over, instead of what played before."""
        ...

    def keep_playing(self) -> None:
        """Start again what has come to its end."""
        ...

    def stop(self) -> None:
        """Play no more."""
        ...


def what_sounds(seen: Iterable[LiveAlert]) -> LiveAlert | None:
    """Return the alert that sounds: the worst unacknowledged one, among equals the one that has waited longest.

    A drill sounds only while nothing real does.
    """
    sounding = [one for one in seen if one.sounds]
    return min(sounding, key=lambda one: (one.subject.drill, -one.level.weight, one.opened_at, one.id), default=None)


class SoundOwner:
    """Decides alone what this desk plays.

    A newer alert never silences it, a follow-up or a higher grade switches it; only an acknowledgement or the end of
    the last alert stops it. ``noted`` hears once for each alert when no sound could be made.
    """

    def __init__(
        self, sound: Sound, file_of: Callable[[str], Path], noted: Callable[[str, str], None] | None = None
    ) -> None:
        self._sound = sound
        self._file_of = file_of
        self._noted = noted
        self._reported: set[str] = set()
        self._lock = threading.RLock()  # the screen updates, the watch ticks
        self.level: Level | None = None
        self.alert_id = ""

    def update(self, seen: Iterable[LiveAlert]) -> None:
        """Take note of the alerts as this person sees them, and switch where another level has to play."""
        top = what_sounds(seen)
        with self._lock:
            if top is None:
                self.close()
                return
            self.alert_id = top.id
            if top.level is not self.level:
                self.level = top.level
                self._sound.play(self._file_of(top.level.value))
            self._report()

    def tick(self) -> None:
        """Keep it playing; to be called every second."""
        with self._lock:
            if self.level is not None:
                self._sound.keep_playing()
                self._report()

    def close(self) -> None:
        """Play no more, as when the desk is left."""
        with self._lock:
            if self.level is not None:
                self._sound.stop()
            self.level, self.alert_id = None, ""

    def _report(self) -> None:
        if self._sound.failure and self.alert_id not in self._reported:
            self._reported.add(self.alert_id)
            if self._noted is not None:
                self._noted(self.alert_id, self._sound.failure)
