"""The directory of the room: who can be called, whether the number answers, who saw a leader's number and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from dutyroom.accounts.model import Role, Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.directory.model import Person, PhoneLabel, PhoneNumber, Unit, UnitKind
from dutyroom.errors import Refused
from dutyroom.journal.verify import verify
from tests.factories import UNIT_NAME, an_officer

DUTY_PHONE = "0999-8000001"
MOBILE = "19900000001"


@pytest.fixture
def unit(house: House, session: Session) -> Unit:
    unit = Unit(id="", name=UNIT_NAME, short_name="东湖应急", kind=UnitKind.COUNTY)
    return house.directory.add_unit(session, unit, {PhoneLabel.DUTY: DUTY_PHONE})


@pytest.fixture
def leaders_mobile(house: House, session: Session, unit: Unit) -> PhoneNumber:
    person = Person(id="", unit_id=unit.id, name="沈知远", post="局长", is_leader=True)
    added = house.directory.add_person(session, person, {PhoneLabel.MOBILE: MOBILE})
    (number,) = house.directory.book(session).numbers_of(added.id)
    return number


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as told:
        act()
    return told.value.code


@pytest.mark.req("R004", "R009")
def test_a_unit_stands_in_the_book_with_its_number_and_its_spelling(house: House, session: Session, unit: Unit) -> None:
    book = house.directory.book(session)
    assert book.unit(unit.id) == unit
    assert [number.digits for number in book.numbers_of(unit.id)] == [DUTY_PHONE]
    assert "dhqyjglj" in unit.initials
    assert house.journal.newest(limit=1)[0].act == "unit.added"


@pytest.mark.req("R088")
def test_the_book_shows_a_leaders_mobile_to_nobody_and_whoever_dials_it_is_still_recognised(
    house: House, session: Session, leaders_mobile: PhoneNumber
) -> None:
    assert leaders_mobile.private
    assert leaders_mobile.digits == "199****0001"
    assert MOBILE not in repr(house.directory.book(session))
    (found,) = house.directory.completer(session).complete(MOBILE)
    assert found.candidate.name == "沈知远"


@pytest.mark.req("R009")
def test_every_try_of_a_number_is_kept_and_the_newest_is_shown(
    house: House, session: Session, clock: SetClock, unit: Unit
) -> None:
    (number,) = house.directory.book(session).numbers_of(unit.id)
    for reachable, remark in ((False, "无人接听"), (True, "接听及时")):
        clock.advance(timedelta(minutes=5))
        house.directory.note_check(session, number.id, reachable=reachable, remark=remark)
    last = house.directory.book(session).last_checks[number.id]
    assert (last.reachable, last.remark, last.at, last.by) == (True, "接听及时", clock.now(), "陈予")
    assert [line.act for line in house.journal.lines_about(number.id)] == ["number.checked"] * 2
    assert verify(house.store).whole


def test_a_number_that_is_not_there_is_neither_tried_nor_dropped(house: House, session: Session) -> None:
    head = house.journal.head()
    assert code_of(lambda: house.directory.note_check(session, "nobody", reachable=True)) == "directory.no_such_number"
    assert code_of(lambda: house.directory.drop_number(session, "nobody")) == "directory.no_such_number"
    assert house.journal.head() == head


@pytest.mark.req("R088")
def test_showing_a_leaders_number_notes_who_saw_it_and_why(
    house: House, session: Session, leaders_mobile: PhoneNumber
) -> None:
    assert leaders_mobile.private
    assert house.directory.reveal(session, leaders_mobile.id, " 夜间联系处置 ") == MOBILE
    line = house.journal.newest(limit=1)[0]
    assert (line.act, line.subject, line.actor.name) == ("number.revealed", leaders_mobile.id, "陈予")
    assert json.loads(line.detail) == {"reason": "夜间联系处置"}


@pytest.mark.req("R088")
def test_a_refused_look_at_a_leaders_number_shows_nothing(
    house: House, session: Session, leaders_mobile: PhoneNumber
) -> None:
    reader = house.accounts.sign_in(an_officer(house, session, "某人", Role.READER).id)
    assert code_of(lambda: house.directory.reveal(reader, leaders_mobile.id, "想看")) == "accounts.not_allowed"
    assert code_of(lambda: house.directory.reveal(session, leaders_mobile.id, "\n ")) == "directory.reason_missing"
    assert code_of(lambda: house.directory.reveal(session, "nobody", "核对")) == "directory.no_such_number"
    assert house.journal.lines_about(leaders_mobile.id) == []


def test_a_dropped_number_is_offered_no_more_and_stays_in_the_file(house: House, session: Session, unit: Unit) -> None:
    (number,) = house.directory.book(session).numbers_of(unit.id)
    house.directory.drop_number(session, number.id)
    assert house.directory.book(session).numbers_of(unit.id) == ()
    assert house.directory.reveal(session, number.id, "核对旧号码") == DUTY_PHONE


def test_a_unit_is_entered_once(house: House, session: Session, unit: Unit) -> None:
    again = Unit(id="", name=f" {UNIT_NAME} ")
    assert code_of(lambda: house.directory.add_unit(session, again)) == "directory.unit_known"
    assert [known.name for known in house.directory.book(session).units] == [unit.name]
