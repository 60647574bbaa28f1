"""The desk of somebody who sits down at a room with a second officer, for the tests beside this file."""

from __future__ import annotations

import pytest

from dutyroom.accounts.model import Account, Session
from dutyroom.bootstrap import House
from tests.handover.watching import an_account
from tests.ui.desk.sitting import _light_and_english, desk, open_desk, seat

__all__ = ["_light_and_english", "desk", "open_desk", "seat"]


@pytest.fixture
def incoming(house: House, session: Session) -> Account:
    """Whoever comes in the morning."""
    return an_account(house, session, "周岚")
