"""The open desk makes a copy every hour by itself, and tells when one is not made, or when acts are missing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.settings import BACKUP_FOLDER, SeatSettings
from tests.ui.desk.sitting import Desk
from ui.window import DeskWindow
from ui.workplace import Workplace


@pytest.mark.req("R001")
def test_the_desk_makes_a_copy_every_hour_and_tells_when_it_cannot(
    qtbot: QtBot, desk: Desk, clock: SetClock, tmp_path: Path
) -> None:
    keeper, stick = desk.window.copies, tmp_path / "stick"
    keeper.look()
    assert keeper._work is None, "nobody has chosen a place"
    desk.workplace.seat.put(BACKUP_FOLDER, str(stick))
    with qtbot.waitSignal(keeper.kept):
        keeper.look()
    assert keeper._work is not None
    clock.advance(timedelta(minutes=59))
    keeper.look()
    assert not keeper._work.is_running()
    clock.advance(timedelta(minutes=1))
    with qtbot.waitSignal(keeper.kept):
        keeper.look()
    assert len(list(stick.glob("*.dutyroom"))) == 2

    elsewhere = tmp_path / "lost stick"
    elsewhere.write_bytes(b"a file where the folder should be")
    desk.workplace.seat.put(BACKUP_FOLDER, str(elsewhere))
    with qtbot.waitSignal(keeper.failed):
        keeper.look()
    assert "The copy of this hour was not made." in desk.window.notice.text()
    keeper.look()
    assert not keeper._work.is_running(), "it is tried again in ten minutes, not at once"
    elsewhere.unlink()
    clock.advance(timedelta(minutes=10))
    with qtbot.waitSignal(keeper.kept):
        keeper.look()


def test_acts_that_are_missing_from_the_file_are_told_when_the_window_opens(
    house: House, session: Session, seat: SeatSettings
) -> None:
    house.lost_lines = range(40, 46)
    workplace = Workplace(house, session, seat)
    window = DeskWindow(workplace)
    assert "lacks 6 acts" in window.notice.text()
    assert "lines 40 to 45" in window.notice.text()
    window.close()
    workplace.settle()
    workplace.close()
    window.deleteLater()
