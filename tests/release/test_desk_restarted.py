"""The frozen desk is ended by force while an alert stands: the alert is back before anybody signs in."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutyroom.alerts.model import Subject, SubjectKind
from dutyroom.bootstrap import Place, open_house
from dutyroom.clock import SystemClock
from dutyroom.incidents.model import Grade
from tests.conftest import Template
from tests.release.display import Display, wait_until
from tests.release.test_frozen_desk import DESK, sign_in
from tests.session_manager import SessionManager

pytestmark = pytest.mark.release
BACK_SECONDS = 2.5
BREAKS = 5


@pytest.fixture
def display() -> Iterator[Display]:
    with Display() as screen:
        yield screen


def raise_an_alert(place: Place, founded: Template) -> None:
    """Let somebody confirm a serious incident at the room."""
    house = open_house(place, founded.data_key, SystemClock())
    try:
        session = house.accounts.sign_in(founded.account_id)
        subject = Subject(kind=SubjectKind.INCIDENT, id="0" * 32, number="事件1", title="山洪转移群众", grade=Grade.II)
        assert house.alerts.confirm(session, subject) is not None
    finally:
        house.close()


def start(display: Display, manager: SessionManager, place: Place) -> subprocess.Popen[bytes]:
    command, environment = manager.command(str(DESK), "--data", str(place.data_file.parent))
    return display.start(*command, pass_fds=tuple(manager.held.values()), **environment)


def processor_seconds(pid: int) -> float:
    """Return how long the processors have worked for a process, which on a busy machine is less than it took."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def words_of(seconds: list[float]) -> str:
    """Return figures for a person to read."""
    return ", ".join(f"{one:.2f}" for one in seconds)


def test_the_alert_is_on_the_screen_again_before_anybody_signs_in(
    display: Display, place: Place, founded: Template, tmp_path: Path
) -> None:
    raise_an_alert(place, founded)
    took, worked = [], []
    with SessionManager(tmp_path) as manager:
        desk = start(display, manager, place)
        sign_in(display)
        wait_until(lambda: any("警报" in title for title in display.titles()), "the alert")
        for _break in range(BREAKS):
            desk.kill()
            desk.wait()
            wait_until(lambda: not display.titles(), "an empty screen")
            desk = start(display, manager, place)
            took.append(wait_until(lambda: any("警报" in title for title in display.titles()), "the alert again"))
            worked.append(processor_seconds(desk.pid))
        desk.kill()
        desk.wait()
    print(f"the alert again after {words_of(took)} s, of which the processor worked {words_of(worked)} s")
    house = open_house(place, founded.data_key, SystemClock())
    try:
        acts = [line.act for line in house.journal.newest(limit=100)]
        assert acts.count("account.desk_resumed") == BREAKS
        assert acts.count("account.signed_in") == 2, "once for the alert, once at the desk"
        assert house.verify().whole
    finally:
        house.close()
    assert sorted(took)[BREAKS // 2] <= BACK_SECONDS
