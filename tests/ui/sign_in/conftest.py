"""A sign-in window that is closed again, and what it let in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, Place
from dutyroom.clock import SetClock
from dutyroom.settings import SeatSettings
from ui import terms, theme
from ui.sign_in.recovery_key import RecoveryKeyPage
from ui.sign_in.window import SignInWindow

OpenWindow = Callable[[Place], SignInWindow]


@pytest.fixture(autouse=True)
def _light_and_english(qapp: QApplication) -> Iterator[None]:
    theme.apply_theme(qapp, "light")
    before = terms.language()
    terms.speak("en")
    yield
    terms.speak(before)


class Arrivals:
    """Who was let in, and the houses to close afterwards."""

    def __init__(self) -> None:
        self.houses: list[House] = []
        self.sessions: list[Session] = []

    def take(self, house: House, session: Session) -> None:
        self.houses.append(house)
        self.sessions.append(session)


@pytest.fixture
def arrivals() -> Iterator[Arrivals]:
    arrived = Arrivals()
    yield arrived
    for house in arrived.houses:
        house.close()


@pytest.fixture
def seat(tmp_path: Path) -> SeatSettings:
    return SeatSettings(tmp_path / "seat.json")


@pytest.fixture
def open_window(qtbot: QtBot, clock: SetClock, seat: SeatSettings, arrivals: Arrivals) -> Iterator[OpenWindow]:
    windows: list[SignInWindow] = []

    def opened(place: Place) -> SignInWindow:
        window = SignInWindow(place, clock, seat)
        window.signed_in.connect(arrivals.take)
        windows.append(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield opened
    for window in windows:
        page = window.page()
        if isinstance(page, RecoveryKeyPage):
            page.left.emit()
        window.close()
        window.deleteLater()
