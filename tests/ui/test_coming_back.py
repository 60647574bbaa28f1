"""A desk that broke down stands again, locked, with its alerts, before anybody has given a password."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from dutyroom.bootstrap import Place
from dutyroom.clock import SetClock
from dutyroom.restart import Seated, held
from dutyroom.settings import LANGUAGE, SeatSettings
from tests.conftest import Template
from tests.session_manager import SessionManager
from ui.app import App
from ui.window import DeskWindow


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SessionManager]:
    with SessionManager(tmp_path) as made:
        monkeypatch.setenv("NOTIFY_SOCKET", made.environment["NOTIFY_SOCKET"])
        yield made


@pytest.fixture
def app(qtbot: QtBot, qapp: QApplication, place: Place, clock: SetClock, tmp_path: Path) -> Iterator[App]:
    seat = SeatSettings(tmp_path / "seat.json")
    seat.put(LANGUAGE, "zh_CN")
    made = App(qapp, place, clock, seat)
    yield made
    if made.window is not None:
        made.window.close()
        made.window.deleteLater()
    made.languages.speak("en")
    made.tidying.stop()
    made.one_desk.release()
    made.deleteLater()


def test_a_desk_that_broke_down_stands_again_locked_and_says_so(
    app: App, manager: SessionManager, place: Place, founded: Template
) -> None:
    seated = Seated(str(place.data_file.resolve()), founded.data_key.hex(), founded.account_id)
    assert app.come_back(seated)
    window = app.window
    assert isinstance(window, DeskWindow)
    assert window.locked
    assert app.workplace is not None
    app.workplace.settle()
    QApplication.processEvents()
    said = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert any("意外中断" in words for words in said), said
    acts = [line.act for line in app.workplace.house.journal.newest(limit=3)]
    assert {"account.desk_resumed", "account.desk_locked"} <= set(acts)
    environment, file = manager.passing_on(os.getpid())
    assert held(environment, file) == seated, "and stands again after the next break"
    window.close()
    assert not manager.listen(), "a desk that is closed in order is not opened again by itself"


def test_a_key_that_does_not_open_the_room_leads_to_the_sign_in(app: App, place: Place, founded: Template) -> None:
    seated = Seated(str(place.data_file.resolve()), "00" * 32, founded.account_id)
    assert not app.come_back(seated)
    assert not app.come_back(Seated("/elsewhere/room.dutyroom", founded.data_key.hex(), founded.account_id))
    assert app.window is None
