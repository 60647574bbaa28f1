"""The desk of somebody who sits down at a room with a roster, for the tests beside this file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from dutyroom.bootstrap import House, open_house
from dutyroom.clock import SetClock
from tests.conftest import Template
from tests.factories import EVENING
from tests.ui.desk.sitting import _light_and_english, desk, open_desk, seat
from tests.ui.roster.rostering import FIRST, LAST, fill_roster, in_force

__all__ = ["_light_and_english", "desk", "open_desk", "seat"]


@pytest.fixture(scope="session")
def rostered(founded: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A room whose people are entered and whose plan of five weeks is in force; copied for every test."""
    folder = tmp_path_factory.mktemp("rostered") / "room"
    before = SetClock(EVENING - timedelta(hours=1))
    opened = open_house(founded.copy_to(folder), founded.data_key, before)
    session = opened.accounts.sign_in(founded.account_id)
    fill_roster(opened, session)
    in_force(opened, session, FIRST, LAST)
    opened.close()
    return Template(folder, founded.recovery_key, founded.data_key, founded.account_id)


@pytest.fixture
def bare() -> None:
    """Asked for by a test that begins without a roster."""


@pytest.fixture
def house(
    request: pytest.FixtureRequest, founded: Template, rostered: Template, tmp_path: Path, clock: SetClock
) -> Iterator[House]:
    """An open room, with its roster unless the test wants it bare."""
    template = founded if "bare" in request.fixturenames else rostered
    opened = open_house(template.copy_to(tmp_path / "room"), template.data_key, clock)
    yield opened
    opened.close()
