"""The frozen desk on a real screen: somebody signs in, logs a call, prints it; it starts as quickly as from source.

Not part of the ordinary run: ``python -m scripts.release`` and then ``pytest -m release tests/release``.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from dutyroom.bootstrap import Place, open_house
from dutyroom.clock import SystemClock
from dutyroom.log.model import MatterFilter
from scripts.release import BUILT, PROMISED_MEGABYTES, ROOT, size_of
from tests.conftest import Template
from tests.factories import LOGIN, PASSWORD
from tests.release.display import Display, wait_until

pytestmark = pytest.mark.release
DESK = BUILT / "dutyroom"
STARTS = 5
SLOWER_AT_MOST = 1.3


@pytest.fixture(scope="module")
def display() -> Iterator[Display]:
    assert DESK.exists(), "there is no frozen desk: python -m scripts.release"
    with Display() as screen:
        yield screen


def sign_in(display: Display) -> None:
    """Sign in at the window that has just come."""
    display.wait_for("值班室")
    display.type(LOGIN)
    display.press("Tab")
    display.type(PASSWORD)
    display.press("Return")
    display.wait_for("值班室 ·")


def test_somebody_signs_in_logs_a_call_and_prints_it(display: Display, place: Place, founded: Template) -> None:
    desk = display.start(str(DESK), "--data", str(place.data_file.parent))
    sign_in(display)
    display.press("F2")
    display.type("Donghu")
    display.press("Tab", "Tab", "Tab", "Tab")
    display.type("Flood at the east gate")
    display.press("ctrl+Return")
    display.press("ctrl+p")
    paper = place.data_file.with_name("day.pdf")
    display.press("ctrl+s")
    display.wait_for("保存", "Save")
    display.press("ctrl+a")
    display.type(str(paper))
    display.press("Return")
    wait_until(lambda: paper.exists() and paper.stat().st_size > 1000, "the printed day")
    desk.terminate()
    desk.wait()
    assert paper.read_bytes().startswith(b"%PDF-")
    house = open_house(place, founded.data_key, SystemClock())
    try:
        session = house.accounts.sign_in(founded.account_id)
        (matter,) = house.log_reader.page(session, MatterFilter()).matters
        assert (matter.number[-4:], matter.unit_name, matter.subject) == ("0001", "Donghu", "Flood at the east gate")
        assert house.verify().whole
    finally:
        house.close()


def test_the_frozen_desk_tries_itself_on_a_real_screen(display: Display) -> None:
    done = display.ask(str(DESK), "--self-test")
    assert done.returncode == 0, done.stdout
    assert "xcb" in done.stdout
    assert "失败" not in done.stdout


def test_the_commands_work_on_a_room_without_a_screen(place: Place, tmp_path: Path) -> None:
    word = tmp_path / "word"
    word.write_text(PASSWORD, "utf-8")
    for command in ("verify", "backup"):
        more = [str(tmp_path / "copies")] if command == "backup" else []
        asked = [str(BUILT / "dutyroom-admin"), command, str(place.data_file), *more]
        done = subprocess.run(
            [*asked, "--account", LOGIN, "--password-file", str(word)],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "copies").glob("*.dutyroom"))) == 1


def test_it_starts_as_quickly_as_from_source(display: Display, founded: Template, tmp_path: Path) -> None:
    took: dict[str, list[float]] = {"frozen": [], "source": []}
    commands = {"frozen": [str(DESK)], "source": [sys.executable, str(ROOT / "main.py")]}
    for turn in range(STARTS + 1):
        for kind, command in commands.items():
            folder = tmp_path / f"{kind}{turn}"
            founded.copy_to(folder)
            seconds, process = display.seconds_to_window([*command, "--data", str(folder)])
            process.kill()
            process.wait()
            if turn:  # the first fills the caches of the disk
                took[kind].append(seconds)
    frozen, source = median(took["frozen"]), median(took["source"])
    print(f"start: frozen {frozen:.2f} s, source {source:.2f} s, {frozen / source:.2f} x")
    assert frozen <= SLOWER_AT_MOST * source


def test_it_is_no_larger_than_promised() -> None:
    assert size_of(BUILT) <= PROMISED_MEGABYTES * 1_000_000
