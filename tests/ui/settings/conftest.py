"""The settings page of whoever sits at the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dutyroom.accounts.model import Role, Session
from dutyroom.bootstrap import House
from dutyroom.settings import SeatSettings
from tests.factories import an_officer
from ui import terms, theme
from ui.settings.page import SettingsPage
from ui.workplace import Workplace

OpenPage = Callable[[Session], SettingsPage]


@pytest.fixture(autouse=True)
def _light_and_english(qapp: QApplication) -> Iterator[None]:
    theme.apply_theme(qapp, "light")
    before = terms.language()
    terms.speak("en")
    yield
    terms.speak(before)


@pytest.fixture
def seat(tmp_path: Path) -> SeatSettings:
    return SeatSettings(tmp_path / "seat.json")


@pytest.fixture
def open_page(qtbot: QtBot, house: House, seat: SeatSettings) -> Iterator[OpenPage]:
    made: list[tuple[SettingsPage, Workplace]] = []

    def opened(session: Session) -> SettingsPage:
        workplace = Workplace(house, session, seat)
        page = SettingsPage(workplace)
        made.append((page, workplace))
        page.resize(1100, 700)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        return page

    yield opened
    for page, workplace in made:
        page.stop_work()
        page.close()
        page.deleteLater()
        workplace.close()


@pytest.fixture
def page(open_page: OpenPage, session: Session) -> SettingsPage:
    """The settings of the founder: officer, head of the duty room, system administrator."""
    return open_page(session)


@pytest.fixture
def officer_page(open_page: OpenPage, house: House, session: Session) -> SettingsPage:
    """The settings of a plain duty officer."""
    return open_page(house.accounts.sign_in(an_officer(house, session).id))


@pytest.fixture
def auditor_page(open_page: OpenPage, house: House, session: Session) -> SettingsPage:
    """The settings of the audit administrator."""
    auditor = an_officer(house, session, "何姗", Role.AUDIT_ADMINISTRATOR)
    return open_page(house.accounts.sign_in(auditor.id))
