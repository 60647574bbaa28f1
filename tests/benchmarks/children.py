"""Fresh processes that are timed: the desk, and the bare minimum beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.building import Room

ROOT = Path(__file__).resolve().parent.parent.parent
_PATIENCE = 1800
_OFFSCREEN_SAYS = "This plugin does not support propagateSizeHints()"


def desk_arguments(room: Room) -> list[str]:
    """Return what a child needs to open ``room``."""
    return [str(room.folder), room.key.hex(), room.now.isoformat(), room.account_id]


def run(arguments: list[str]) -> tuple[float, Any]:
    """Run Python with ``arguments`` and no display; return when it was started and what its last line says."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDEVMODE", None)
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line != _OFFSCREEN_SAYS]
        raise RuntimeError("\n".join([f"{' '.join(arguments[:3])} ended with {done.returncode}:", *said[-40:]]))
    return began, json.loads(done.stdout.splitlines()[-1])
