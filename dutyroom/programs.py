"""Where the two programs of the desk are, in a checkout and in a frozen build, and what their children inherit."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "LIBPATH")


def is_frozen() -> bool:
    """Return whether this program runs out of a folder that PyInstaller made (docs/release.md)."""
    return bool(getattr(sys, "frozen", False))


def desk_command() -> tuple[str, ...]:
    """Return the command that opens the desk; empty where there is none, as beside the rooms alone."""
    if is_frozen():
        return _present(Path(sys.executable).with_stem("dutyroom"))
    screen = Path(__file__).resolve().parent.parent / "main.py"
    return (sys.executable, *_present(screen)) if screen.exists() else ()


def free_children(environment: MutableMapping[str, str] | None = None) -> None:
    """Let programs of the system that are started from a frozen build find the system's own libraries.

    The loader of a frozen build points the path of libraries at its folder and keeps what stood there before. This
    process has read the path when it began, so only children see the difference.
    """
    given = os.environ if environment is None else environment
    for name in _LIBRARY_PATHS:
        before = given.pop(f"{name}_ORIG", None)
        if before:
            given[name] = before
        elif is_frozen():
            given.pop(name, None)


def _present(file: Path) -> tuple[str, ...]:
    return (str(file),) if file.exists() else ()
