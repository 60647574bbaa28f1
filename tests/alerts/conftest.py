"""A room whose roster a test writes itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dutyroom.accounts.model import Role, Session
from dutyroom.alerts.model import Alert, Called, Who
from dutyroom.alerts.on_watch import NobodyAway
from dutyroom.bootstrap import House
from tests.alerts.people import EVERYBODY, Roster
from tests.factories import an_officer


@pytest.fixture
def roster(house: House, session: Session) -> Roster:
    """The signed-in officer is on watch; all others are invented and have no account here."""
    made = Roster()
    made.on = {**EVERYBODY, Who.OFFICER_ON_WATCH: (Called(name=session.name, account_id=session.account_id),)}
    keeper = house.alerts.keeper
    keeper._on_watch = made
    keeper._absences = NobodyAway()
    return made


@pytest.fixture
def sweep(house: House) -> Callable[[], int]:
    """Sweep once and say on how many moments it acted."""
    return lambda: house.sweeper.run().acted


@pytest.fixture
def second(house: House, session: Session) -> Session:
    """A second officer, signed in at the same house."""
    account = an_officer(house, session)
    return house.accounts.sign_in(account.id)


@pytest.fixture
def leader(house: House, session: Session) -> Session:
    """The leader in charge, signed in."""
    account = an_officer(house, session, "林秋实", Role.LEADER_IN_CHARGE)
    return house.accounts.sign_in(account.id)


@pytest.fixture
def standing(house: House, session: Session) -> Callable[[str], Alert]:
    """Return what reads one alert as it stands in the file."""
    from dutyroom.alerts.keeping import alert_with

    def read(alert_id: str) -> Alert:
        with house.store.read() as connection:
            return alert_with(connection, alert_id)

    return read
