"""``main.py``: what it understands, what it refuses, and that it loads no screen to say so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
import main  # noqa: E402

sys.path.remove(str(ROOT))


def leave(arguments: list[str]) -> int:
    """Return the status with which ``main.py`` ends at once."""
    with pytest.raises(SystemExit) as leaving:
        main.main(arguments)
    return int(str(leaving.value.code))


def test_help_says_what_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert leave(["--help"]) == 0
    said = capsys.readouterr().out
    for asked in ("--data", "--demo", "--self-test", "tour"):
        assert asked in said


@pytest.mark.parametrize(
    "arguments",
    [["--nonsense"], ["nonsense"], ["tour"], ["tour", "--out"], ["tour", "--out", "x", "--lang", "fr"], ["--data"]],
    ids=" ".join,
)
def test_wrong_use_ends_with_status_two(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert leave(arguments) == 2
    assert "usage" in capsys.readouterr().err


def test_help_is_given_by_a_real_process_too() -> None:
    done = subprocess.run(
        [sys.executable, "main.py", "--help"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0
    assert "值班室" in done.stdout
    assert done.stderr == ""


def test_the_room_is_loaded_before_the_screen_and_no_garbage_is_looked_for_meanwhile() -> None:
    asked = (
        "import gc, sys, main; main.prepare(); "
        "print(gc.isenabled(), 'dutyroom.bootstrap' in sys.modules, 'PySide6' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.split() == ["False", "True", "False"], done.stderr
