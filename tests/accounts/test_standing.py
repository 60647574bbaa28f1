"""Rights follow at the next act: an account is closed, or given other roles, while its owner sits at the desk."""

from __future__ import annotations

import pytest

from dutyroom.accounts.model import Role, Session
from dutyroom.bootstrap import House
from dutyroom.changes import Changes, Topic
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from dutyroom.log.model import MatterFilter
from tests.factories import a_slip, an_officer


@pytest.fixture
def officer(house: House, session: Session) -> Session:
    """A second person who has signed in, and stays so."""
    return house.accounts.sign_in(an_officer(house, session).id)


def test_a_closed_account_does_nothing_more_and_reads_nothing_more(
    house: House, session: Session, officer: Session, clock: SetClock
) -> None:
    house.log.open_matter(officer, a_slip(clock))
    house.accounts.close(session, officer.account_id)
    lines = house.journal.head().seq
    heard: list[Changes] = []
    stop = house.announcer.listen(heard.append)
    for act in (
        lambda: house.log.open_matter(officer, a_slip(clock, subject="停用后所记")),
        lambda: house.log_reader.page(officer, MatterFilter()),
        lambda: house.accounts.renewed(officer),
    ):
        with pytest.raises(Refused) as told:
            act()
        assert told.value.code == "accounts.closed_meanwhile"
    stop()
    assert house.journal.head().seq == lines, "nothing was written"
    assert [(change.topics, change.subjects) for change in heard] == [
        (frozenset({Topic.ACCOUNTS}), frozenset({officer.account_id}))
    ] * 2, "the desk hears whose account it was, so that it signs them out"


def test_other_roles_count_at_the_next_act(house: House, session: Session, officer: Session, clock: SetClock) -> None:
    house.accounts.set_roles(session, officer.account_id, frozenset({Role.READER}))
    house.log_reader.page(officer, MatterFilter())
    with pytest.raises(Refused) as told:
        house.log.open_matter(officer, a_slip(clock))
    assert told.value.code == "accounts.not_allowed"
    again = house.accounts.renewed(officer)
    assert again.roles == {Role.READER}
    house.accounts.set_roles(session, officer.account_id, frozenset({Role.DUTY_OFFICER}))
    house.log.open_matter(again, a_slip(clock))


def test_an_account_that_is_opened_again_may_go_on(house: House, session: Session, officer: Session) -> None:
    house.accounts.close(session, officer.account_id)
    house.accounts.reopen(session, officer.account_id, "Qm7-lantern-x")
    assert house.log_reader.page(officer, MatterFilter()) is not None
