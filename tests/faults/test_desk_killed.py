"""A desk that is killed in the middle of a word: whatever was typed a second before comes back in the next window.

The desk is a process of its own with the real window (this file run as a module). It goes on typing into a slip and
into a step, and says each character when it stands in the form; SIGKILL ends it between two instructions.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import IO

import pytest
from pytestqt.qtbot import QtBot

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, Place, open_house
from dutyroom.clock import SetClock
from dutyroom.journal.verify import verify
from dutyroom.settings import SeatSettings
from tests.conftest import Template
from tests.factories import EVENING, a_slip
from ui.window import DeskWindow
from ui.workplace import Workplace

ROOT = Path(__file__).resolve().parents[2]
WORDS = "西岭县人民政府值班室来电：山洪已漫过镇区主街，转移群众三百余人，请求调拨冲锋舟与救生衣。"
EVERY_MS = 30
LIVES_SECONDS = 1.6
PROMISED_SECONDS = 1.0


def type_until_killed(folder: Path, key: bytes, account_id: str) -> None:
    """Open the window and type; say ``N`` when the first N characters stand in the slip and in the step."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from ui.touring.hands import commit_text, settle

    app = QApplication([])
    clock = SetClock(EVENING)
    house = open_house(Place.in_folder(folder), key, clock)
    session = house.accounts.sign_in(account_id)
    matter = house.log.open_matter(session, a_slip(clock)).matter
    workplace = Workplace(house, session, SeatSettings(folder / "seat.json"))
    window = DeskWindow(workplace)
    window.show()
    window.open_matter(matter.id)
    settle(workplace)
    form, step = window.forms.new_slip(), window.pages.matter.step
    typed = 0

    def type_one() -> None:
        nonlocal typed
        letter = WORDS[typed % len(WORDS)]
        for field in (form.content, step.words):
            commit_text(field, letter)
        typed += 1
        print(typed, flush=True)

    timer = QTimer()
    timer.timeout.connect(type_one)
    timer.start(EVERY_MS)
    app.exec()


def hear_and_kill(process: subprocess.Popen[str]) -> tuple[int, int]:
    """Listen for a while, kill the desk, and return how much it had typed by then, and a second before."""
    lines = process.stdout
    assert lines is not None
    heard = [(hear(lines), time.monotonic())]
    until = heard[0][1] + LIVES_SECONDS
    while heard[-1][1] < until:
        heard.append((hear(lines), time.monotonic()))
    process.kill()
    killed = time.monotonic()
    rest = [int(line) for line in lines.read().split() if line.isdecimal()]
    process.wait()
    assert all(after == before + 1 for (before, _at), (after, _then) in pairwise(heard))
    before = max((count for count, at in heard if at <= killed - PROMISED_SECONDS), default=0)
    return max([heard[-1][0], *rest]), before


def hear(lines: IO[str]) -> int:
    """Return the next number that the desk says."""
    line = lines.readline()
    assert line.strip().isdecimal(), "the desk ended by itself"
    return int(line)


def typed_text(count: int) -> str:
    return (WORDS * (count // len(WORDS) + 1))[:count]


@pytest.mark.req("R001")
def test_what_was_typed_a_second_before_the_desk_was_killed_comes_back(
    qtbot: QtBot, place: Place, founded: Template, tmp_path: Path
) -> None:
    folder = place.data_file.parent
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.faults.test_desk_killed",
            str(folder),
            founded.data_key.hex(),
            founded.account_id,
        ],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            typed, promised = hear_and_kill(process)
        finally:
            process.kill()
    assert promised > 10
    house = open_house(place, founded.data_key, SetClock(EVENING))
    try:
        session = house.accounts.sign_in(founded.account_id)
        assert verify(house.store).whole
        slip, step = come_back(house, session, SeatSettings(tmp_path / "seat.json"))
    finally:
        house.close()
    for back in (slip, step):
        assert len(back) >= promised, f"{promised - len(back)} characters older than a second are lost"
        assert back == typed_text(len(back))
        assert len(back) <= typed


def come_back(house: House, session: Session, seat: SeatSettings) -> tuple[str, str]:
    """Sit down again and return what stands in the only slip and in the step of the only matter."""
    workplace = Workplace(house, session, seat)
    window = DeskWindow(workplace)
    try:
        window.show()
        workplace.settle()
        (form,) = window.slips.forms()
        assert window.slips.isVisible()
        (matter,) = house.log_reader.open_board(session)
        window.open_matter(matter.id)
        workplace.settle()
        return form.content.toPlainText(), window.pages.matter.step.words.toPlainText()
    finally:
        window.close()
        workplace.settle()
        window.deleteLater()
        workplace._bridge.close()
        workplace.stop_lanes()


if __name__ == "__main__":
    type_until_killed(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3])
