"""A screen of its own with a window manager, and the hands that use it: Xvfb, openbox, xdotool, wmctrl, xev."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

NEEDED = ("Xvfb", "openbox", "xdotool", "wmctrl", "xev")
PATIENCE_SECONDS = 60.0
_LOOK_AGAIN_SECONDS = 0.02


def wait_until(holds: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> float:
    """Wait until ``holds`` and return the seconds that took; AssertionError naming ``what`` when it never does."""
    began = time.perf_counter()
    pause = threading.Event()
    while not holds():
        assert time.perf_counter() - began < seconds, f"{what}: not within {seconds:.0f} s"
        pause.wait(_LOOK_AGAIN_SECONDS)
    return time.perf_counter() - began


class Display:
    """One screen; used with ``with``."""

    def __init__(self, size: str = "1366x768") -> None:
        missing = [name for name in NEEDED if shutil.which(name) is None]
        assert not missing, f"to try a real window, install {', '.join(missing)} (docs/release.md)"
        self._size = size
        self._processes: list[subprocess.Popen[bytes]] = []
        self.environment: dict[str, str] = {}

    def __enter__(self) -> Display:
        ours, theirs = os.pipe()
        command = ("Xvfb", "-displayfd", str(theirs), "-screen", "0", f"{self._size}x24", "-nolisten", "tcp")
        self._processes.append(subprocess.Popen(command, pass_fds=[theirs], stderr=subprocess.DEVNULL))
        os.close(theirs)
        with os.fdopen(ours) as said:
            number = said.readline().strip()
        self.environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
        self.environment |= {"DISPLAY": f":{number}"}
        self.environment.pop("WAYLAND_DISPLAY", None)
        self.start("openbox")
        wait_until(lambda: self.ask("wmctrl", "-m").returncode == 0, "a window manager")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait()

    def start(self, *command: str, pass_fds: tuple[int, ...] = (), **more: str) -> subprocess.Popen[bytes]:
        """Start a program on this screen, with ``more`` in its environment; it ends with the screen."""
        process = subprocess.Popen(
            command,
            env=self.environment | more,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=pass_fds,
        )
        self._processes.append(process)
        return process

    def ask(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program on this screen to its end."""
        return subprocess.run(
            command, env=self.environment, capture_output=True, encoding="utf-8", check=False, timeout=PATIENCE_SECONDS
        )

    def titles(self) -> list[str]:
        """Return the titles of the windows that stand on the screen."""
        return [line.split(None, 3)[3] for line in self.ask("wmctrl", "-l").stdout.splitlines()]

    def wait_for(self, *words: str) -> float:
        """Wait for a window whose title holds one of ``words`` and the keyboard; return the seconds."""

        def has_keyboard() -> bool:
            title = self.ask("xdotool", "getactivewindow", "getwindowname").stdout
            return any(word in title for word in words)

        return wait_until(has_keyboard, f"a window called {' or '.join(words)}; there is {self.titles()}")

    def type(self, words: str) -> None:
        """Type letters."""
        self.ask("xdotool", "type", "--delay", "15", words)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, such as ``ctrl+Return``."""
        self.ask("xdotool", "key", "--delay", "60", *keys)

    def picture(self, file: Path) -> None:
        """Keep a picture of the whole screen."""
        self.ask("import", "-window", "root", str(file))

    def seconds_to_window(self, command: Sequence[str], **more: str) -> tuple[float, subprocess.Popen[bytes]]:
        """Start a program and return the seconds until its first window is shown, and the program."""
        watcher = subprocess.Popen(
            ("xev", "-root", "-event", "substructure"), env=self.environment, stdout=subprocess.PIPE, bufsize=0
        )
        assert watcher.stdout is not None
        began = time.perf_counter()
        process = self.start(*command, **more)
        try:
            for line in watcher.stdout:
                if line.startswith(b"MapNotify"):
                    return time.perf_counter() - began, process
        finally:
            watcher.kill()
            watcher.wait()
            watcher.stdout.close()
        raise AssertionError("the screen went away")
