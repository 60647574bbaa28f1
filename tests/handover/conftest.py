"""A desk at which the night watch sits."""

from __future__ import annotations

import pytest

from dutyroom.accounts.model import Role, Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from tests.handover.watching import Desk, an_account


@pytest.fixture
def desk(house: House, session: Session, clock: SetClock) -> Desk:
    """The founder has taken the first watch on Saturday evening; 周岚 and a leader in charge have accounts."""
    incoming = an_account(house, session, "周岚")
    leader = an_account(house, session, "林副秘书长", Role.LEADER_IN_CHARGE)
    house.handovers.take_first(session, leader=leader.id)
    return Desk(house, session, clock, incoming, leader)
