"""PySide6 does not read our sources at the start, and nothing of ours needs it to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ui.unread_sources import leave_sources_unread

ROOT = Path(__file__).resolve().parents[2]


def test_no_source_of_ours_is_read_while_the_desk_is_loaded() -> None:
    ask = (
        "import inspect, ui\n"
        "read = []\n"
        "inspect.getsource = lambda module: read.append(module.__name__) or ''\n"
        "import ui.app\n"
        "print([name for name in read if name.startswith(('ui', 'dutyroom'))])"
    )
    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_this_pyside_asks_in_the_way_that_is_answered() -> None:
    assert leave_sources_unread()
    assert leave_sources_unread()


def test_no_module_of_ours_asks_for_features() -> None:
    word = "__feature__"
    asking = [
        file
        for folder in ("ui", "dutyroom")
        for file in (ROOT / folder).rglob("*.py")
        if word in file.read_text("utf-8")
    ]
    assert asking == [ROOT / "ui" / "unread_sources.py"]
