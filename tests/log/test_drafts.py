"""What was typed and not yet saved comes back, to the person who typed it, until it is saved or dropped."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, open_house
from dutyroom.clock import SetClock
from dutyroom.journal.verify import verify
from dutyroom.log.model import Draft, MatterFilter
from tests.conftest import Template
from tests.factories import a_slip, an_officer

FIRST, SECOND = "a" * 32, "b" * 32


@pytest.mark.req("R001")
def test_a_draft_is_kept_in_place_of_the_one_before_and_survives_a_restart(
    house: House, session: Session, clock: SetClock, founded: Template
) -> None:
    house.drafts.keep(session, FIRST, "slip", '{"content": "东湖区"}')
    clock.advance(timedelta(seconds=1))
    house.drafts.keep(session, FIRST, "slip", '{"content": "东湖区来电𠮷"}')
    house.close()
    again = open_house(house.place, founded.data_key, clock)
    assert again.drafts.of(session, "slip") == [Draft(FIRST, "slip", '{"content": "东湖区来电𠮷"}', clock.now())]
    again.close()


def test_drafts_are_of_one_person_and_one_kind(house: House, session: Session) -> None:
    officer = house.accounts.sign_in(an_officer(house, session).id)
    house.drafts.keep(session, FIRST, "slip", "我的")
    house.drafts.keep(officer, SECOND, "slip", "别人的")
    assert [draft.payload for draft in house.drafts.of(session, "slip")] == ["我的"]
    assert house.drafts.of(session, "step") == []
    house.drafts.drop(session, SECOND)
    assert [draft.payload for draft in house.drafts.of(officer, "slip")] == ["别人的"]


def test_a_dropped_draft_is_gone_and_dropping_again_does_no_harm(house: House, session: Session) -> None:
    house.drafts.keep(session, FIRST, "slip", "x")
    house.drafts.drop(session, FIRST)
    house.drafts.drop(session, FIRST)
    assert house.drafts.of(session, "slip") == []


def test_drafts_leave_no_line_in_the_journal(house: House, session: Session) -> None:
    head = house.journal.head()
    house.drafts.keep(session, FIRST, "slip", "x")
    house.drafts.drop(session, FIRST)
    assert house.journal.head() == head
    assert verify(house.store).whole


def test_a_refused_slip_keeps_its_draft(house: House, session: Session, clock: SetClock) -> None:
    house.drafts.keep(session, FIRST, "slip", "长长的一段话")
    with pytest.raises(Exception, match="secrecy_mark"):
        house.log.open_matter(session, a_slip(clock, content="机密★10年"), FIRST)
    assert [draft.payload for draft in house.drafts.of(session, "slip")] == ["长长的一段话"]


def test_a_draft_kept_late_does_not_come_back_after_its_slip_was_logged(
    house: House, session: Session, clock: SetClock
) -> None:
    # The second in which drafts are kept may end just after the key was pressed.
    house.drafts.keep(session, FIRST, "slip", "来电")
    house.log.open_matter(session, a_slip(clock), FIRST)
    house.drafts.keep(session, FIRST, "slip", "来电")
    assert house.drafts.of(session, "slip") == []
    assert house.log_reader.counts(session, MatterFilter(), clock.now()).total == 1


def test_half_of_a_surrogate_pair_does_not_lose_the_draft(house: House, session: Session) -> None:
    house.drafts.keep(session, FIRST, "slip", "值班\ud842员")
    assert [draft.payload.replace("\ud842", "") for draft in house.drafts.of(session, "slip")] == ["值班员"]
