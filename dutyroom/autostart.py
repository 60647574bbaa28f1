"""Opens the desk when its person signs in to the computer, and again after a crash; and puts it into the menu.

On Linux that is an entry of the desktop's autostart (every desktop knows these), which starts a systemd user unit where
there is one for this session, and the desk itself elsewhere. On Windows it is a task of the task scheduler. Everything
belongs to this user; no administrator is needed.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from dutyroom.errors import Environment, Refused
from dutyroom.frozen import dataclass
from dutyroom.paths import resource
from dutyroom.programs import desk_command

UNIT = "dutyroom.service"
TASK = "Dutyroom"
_ENTRY = "dutyroom.desktop"
_PATIENCE_SECONDS = 3  # a switch of the settings waits for it
_PASSED_ON = (
    *("DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP", "LANG"),
    *("QT_IM_MODULE", "XMODIFIERS", "QT_SCALE_FACTOR", "PULSE_SERVER"),
)

Run = Callable[[Sequence[str]], int]


def _run(command: Sequence[str]) -> int:
    try:
        return subprocess.run(command, check=False, capture_output=True, timeout=_PATIENCE_SECONDS).returncode
    except (OSError, subprocess.TimeoutExpired):
        return 1


@dataclass(frozen=True)
class Folders:
    """Where this user's programs, settings and services stand on Linux."""

    config: Path
    data: Path

    @classmethod
    def of_user(cls) -> Folders:
        """Return those that the environment names, or the usual ones."""
        home = Path.home()
        return cls(
            Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config"),
            Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share"),
        )

    @property
    def autostart(self) -> Path:
        """Return the entry that the desktop starts at sign-in."""
        return self.config / "autostart" / _ENTRY

    @property
    def unit(self) -> Path:
        """Return the unit of systemd."""
        return self.config / "systemd" / "user" / UNIT

    @property
    def menu(self) -> Path:
        """Return the entry of the menu."""
        return self.data / "applications" / _ENTRY

    @property
    def icon(self) -> Path:
        """Return the icon of both entries."""
        return self.data / "icons" / "hicolor" / "scalable" / "apps" / "dutyroom.svg"


class Autostart:
    """Whether the desk opens by itself for this user."""

    def __init__(
        self,
        folders: Folders | None = None,
        desk: tuple[str, ...] | None = None,
        run: Run = _run,
        windows: bool = sys.platform == "win32",
    ) -> None:
        self._folders = folders or Folders.of_user()
        self._desk = desk_command() if desk is None else desk
        self._run = run
        self._windows = windows

    def is_on(self) -> bool:
        """Return whether it does."""
        if self._windows:
            return self._run(("schtasks", "/Query", "/TN", TASK)) == 0
        return self._folders.autostart.exists()

    def turn_on(self) -> None:
        """Let it open from the next sign-in on.

        Raises Refused ``autostart.no_desk`` where there is no desk to open, Environment ``autostart.failed``.
        """
        if not self._desk:
            raise Refused("autostart.no_desk")
        if self._windows:
            self._make_task()
            return
        command = " ".join(_quoted(word) for word in self._desk)
        files = {
            self._folders.menu: _filled("dutyroom.desktop", DESK=command),
            self._folders.unit: _filled(UNIT, DESK=" ".join(_quoted_for_systemd(word) for word in self._desk)),
            self._folders.autostart: _filled("dutyroom-autostart.desktop", START=_start_line(self._desk)),
            self._folders.icon: resource("icons/app.svg").read_text("utf-8"),
        }
        try:
            for file, words in files.items():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(words, "utf-8")
        except OSError as error:
            raise Environment("autostart.failed", reason=error.strerror or type(error).__name__) from error
        self._reload()

    def turn_off(self) -> None:
        """Let it open no more; the entry of the menu stays. Environment ``autostart.failed``."""
        if self._windows:
            if self.is_on() and self._run(("schtasks", "/Delete", "/TN", TASK, "/F")) != 0:
                raise Environment("autostart.failed", reason="schtasks")
            return
        try:
            self._folders.autostart.unlink(missing_ok=True)
            self._folders.unit.unlink(missing_ok=True)
        except OSError as error:
            raise Environment("autostart.failed", reason=error.strerror or type(error).__name__) from error
        self._reload()

    def _reload(self) -> None:
        if shutil.which("systemctl"):
            self._run(("systemctl", "--user", "daemon-reload"))

    def _make_task(self) -> None:
        program, *arguments = self._desk
        words = _filled(
            "dutyroom-task.xml", PROGRAM=escape(program), ARGUMENTS=escape(subprocess.list2cmdline(arguments))
        )
        file = Path(os.environ.get("TEMP") or ".") / "dutyroom-task.xml"
        try:
            file.write_text(words, "utf-16")
            failed = self._run(("schtasks", "/Create", "/TN", TASK, "/XML", str(file), "/F")) != 0
            file.unlink(missing_ok=True)
        except OSError as error:
            raise Environment("autostart.failed", reason=error.strerror or type(error).__name__) from error
        if failed:
            raise Environment("autostart.failed", reason="schtasks")


def _filled(name: str, **words: str) -> str:
    text = resource(f"system/{name}").read_text("utf-8")
    for place, word in words.items():
        text = text.replace(f"@{place}@", word)
    return text


def _start_line(desk: tuple[str, ...]) -> str:
    """Return what the desktop starts: the unit on the screen of this session; without systemd the desk itself."""
    unit = f"systemctl --user import-environment {' '.join(_PASSED_ON)} && systemctl --user start {UNIT}"
    script = f"{unit} || exec {shlex.join(desk)}"
    return f"/bin/sh -c {_quoted(script)}"


def _quoted(word: str) -> str:
    """Return ``word`` as the specification of desktop entries wants it in Exec, where it needs that."""
    word = word.replace("%", "%%")
    if word and not set(word) & set(" \t\n\"'\\><~|&;$*?#()`"):
        return word
    for sign in '\\"`$':
        word = word.replace(sign, f"\\{sign}")
    return '"' + word.replace("\\", "\\\\") + '"'


def _quoted_for_systemd(word: str) -> str:
    """Return ``word`` as systemd wants it in ExecStart."""
    word = word.replace("%", "%%").replace("$", "$$")
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"' if set(word) & set(" \t\"'\\;") else word
