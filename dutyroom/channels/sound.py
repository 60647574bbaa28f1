"""Sound: one short file over and over, by what the system has; silence is noted, never fatal.

Windows plays by ``winsound``; elsewhere a player of the system is started (``paplay``, ``aplay``). ``play`` switches to
another file, ``keep_playing`` starts it again when it has come to its end.
"""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from dutyroom.paths import resource

_log = logging.getLogger(__name__)
PLAYERS = (("paplay",), ("aplay", "-q"))
NO_DEVICE = "sound.no_device"


class Running(Protocol):
    """A player that was started."""

    def poll(self) -> int | None:
        """Return how it ended, None while it plays."""
        ...

    def terminate(self) -> None:
        """End it."""
        ...

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end."""
        ...


def sound_file(level: str) -> Path:
    """Return the file of a level: ``I`` to ``IV``, ``notice``."""
    return resource(f"sounds/{level}.wav")


def _start(command: Sequence[str]) -> Running:
    return subprocess.Popen(
        list(command), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


class PlayerSound:
    """Plays by a program of the system, started anew each time."""

    def __init__(
        self,
        start: Callable[[Sequence[str]], Running] = _start,
        find: Callable[[str], str | None] = shutil.which,
    ) -> None:
        self._start = start
        self._find = find
        self._running: Running | None = None
        self._playing: Path | None = None
        self.failure = ""

    def play(self, file: Path) -> None:
        """Play ``file`` over and over; what played before ends only after the new one has begun."""
        before, self._playing = self._running, file
        self._begin()
        _end(before)

    def keep_playing(self) -> None:
        """Start the file again when it has come to its end; to be called every second."""
        if self._playing is None:
            return
        ended = None if self._running is None else self._running.poll()
        if self._running is None or ended is not None:
            if ended:
                self._fail(f"the player ended with {ended}")
            self._begin(after_failure=bool(ended))

    def stop(self) -> None:
        """Play no more."""
        before, self._running, self._playing = self._running, None, None
        _end(before)

    def _begin(self, *, after_failure: bool = False) -> None:
        player = next((player for player in PLAYERS if self._find(player[0])), None)
        self._running = None
        if player is None or self._playing is None:
            self._fail("there is no player")
            return
        try:
            self._running = self._start([*player, str(self._playing)])
        except OSError as error:
            self._fail(str(error))
            return
        if not after_failure:
            self.failure = ""

    def _fail(self, why: str) -> None:
        if not self.failure:
            _log.warning("no sound: %s", why)
        self.failure = NO_DEVICE


class WindowsSound:
    """Plays by winsound, which repeats by itself."""

    def __init__(self, module: Any = None) -> None:
        self._module = module
        self.failure = ""

    def play(self, file: Path) -> None:
        """Play ``file`` over and over, instead of what played before."""
        winsound = self._winsound()
        flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_LOOP | winsound.SND_NODEFAULT
        self._call(str(file), flags)

    def keep_playing(self) -> None:
        """Do nothing: the system repeats by itself."""

    def stop(self) -> None:
        """Play no more."""
        self._call(None, 0)

    def _call(self, file: str | None, flags: int) -> None:
        try:
            self._winsound().PlaySound(file, flags)
            self.failure = ""
        except RuntimeError as error:
            if not self.failure:
                _log.warning("no sound: %s", error)
            self.failure = NO_DEVICE

    def _winsound(self) -> Any:
        if self._module is None:
            import winsound

            self._module = winsound
        return self._module


def system_sound() -> PlayerSound | WindowsSound:
    """Return what plays on this system."""
    return WindowsSound() if sys.platform == "win32" else PlayerSound()


def _end(running: Running | None) -> None:
    if running is None or running.poll() is not None:
        return
    try:
        running.terminate()
        running.wait(timeout=2)
    except (OSError, subprocess.TimeoutExpired):
        _log.warning("a player did not end")
