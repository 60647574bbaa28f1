"""Without a roster people are found by their accounts and in the directory, with the numbers to dial."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from dutyroom.accounts.model import Role, Session
from dutyroom.alerts.model import EmptyReason, Subject, SubjectKind, Who
from dutyroom.alerts.on_watch import AccountsOnWatch, NobodyAway, resolver
from dutyroom.alerts.tables import deadlines
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.directory.model import Person, PhoneLabel, Unit, UnitKind
from tests.alerts.people import an_incident
from tests.factories import a_slip, an_officer


@pytest.fixture
def on_watch(house: House) -> AccountsOnWatch:
    return AccountsOnWatch(house.store, house.room.id)


def names(on_watch: AccountsOnWatch, who: Who, clock: SetClock, **subject: object) -> list[str]:
    return [person.name for person in on_watch.people(who, an_incident(**subject), clock.now())]


@pytest.mark.req("R047")
def test_functions_are_found_by_role_and_leaders_of_the_city_by_post_and_portfolio(
    house: House, session: Session, clock: SetClock, on_watch: AccountsOnWatch
) -> None:
    assert names(on_watch, Who.LEADER_IN_CHARGE, clock) == []
    clock.advance(timedelta(minutes=1))
    an_officer(house, session)
    an_officer(house, session, "林秋实", Role.LEADER_IN_CHARGE)
    an_officer(house, session, "沈知远", Role.SECRETARY_GENERAL)
    assert names(on_watch, Who.OFFICER_ON_WATCH, clock) == [session.name]
    assert names(on_watch, Who.SECOND_OFFICER, clock) == ["周岚"]
    assert names(on_watch, Who.LEADER_IN_CHARGE, clock) == ["林秋实"]
    assert names(on_watch, Who.SECRETARY_GENERAL, clock) == ["沈知远"]

    unit = house.directory.add_unit(session, Unit(id="", name="市政府领导", kind=UnitKind.LEADERS))
    for name, post, portfolio in (
        ("贺江川", "市长", ""),
        ("秦望舒", "副市长", "公安、交通、应急"),
        ("陆清和", "副市长", "教育、卫生"),
    ):
        person = Person(id="", unit_id=unit.id, name=name, post=post, is_leader=True, portfolio=portfolio)
        house.directory.add_person(
            session, person, {PhoneLabel.MOBILE: "19900000006", PhoneLabel.OFFICE: "0999-8000006"}
        )
    assert names(on_watch, Who.MAYOR, clock) == ["贺江川"]
    assert names(on_watch, Who.RESPONSIBLE_VICE_MAYOR, clock, title="青云路交通事故") == ["秦望舒"]
    assert names(on_watch, Who.RESPONSIBLE_VICE_MAYOR, clock, title="不明原因") == ["秦望舒", "陆清和"]
    (mayor,) = on_watch.people(Who.MAYOR, an_incident(), clock.now())
    assert [(number.digits, number.private) for number in mayor.numbers] == [
        ("19900000006", True),
        ("0999-8000006", False),
    ]
    assert (mayor.post, on_watch.named((mayor.person_id, session.account_id))[0].name) == ("市长", session.name)


def test_the_owner_of_a_matter_is_called_first_and_an_unowned_one_says_that_nobody_was_named(
    house: House, session: Session, clock: SetClock, on_watch: AccountsOnWatch
) -> None:
    officer = an_officer(house, session)
    matter = Subject(kind=SubjectKind.MATTER, id="m" * 32, number="2026-0001", title="", owner_id=officer.id)
    found = resolver(on_watch, NobodyAway(), matter, clock.now())(Who.OWNER, ())
    assert [person.name for person in found.people] == [officer.name]
    unowned = resolver(on_watch, NobodyAway(), an_incident(), clock.now())
    assert unowned(Who.OWNER, ()).reason is EmptyReason.NOBODY_NAMED
    assert unowned(Who.LEADER_IN_CHARGE, ()).reason is EmptyReason.NOBODY_ON_DUTY
    assert [person.name for person in unowned(Who.LEADER_IN_CHARGE, (officer.id,)).people] == [officer.name]


def test_the_owner_hears_of_an_overdue_matter_before_the_watch(house: House, session: Session, clock: SetClock) -> None:
    clock.advance(timedelta(minutes=1))
    officer = an_officer(house, session)
    due = clock.now() + timedelta(minutes=20)
    house.log.open_matter(session, a_slip(clock, due_at=due, owner_id=officer.id))
    clock.advance(timedelta(minutes=21))
    house.sweeper.run()
    (alert,) = house.alert_reader.live(session)
    assert alert.next_call is not None
    assert (alert.next_call.person.name, alert.next_call.who) == (officer.name, Who.OWNER)
    clock.advance(timedelta(minutes=5))
    house.sweeper.run()
    (alert,) = house.alert_reader.live(session)
    assert alert.next_call is not None
    assert alert.next_call.person.name == session.name


def test_a_due_time_older_than_the_deadlines_is_adopted_at_the_start_once(
    house: House, session: Session, clock: SetClock
) -> None:
    due = clock.now() + timedelta(hours=2)
    for subject in ("一", "二", "三"):
        house.log.open_matter(session, a_slip(clock, subject=subject, due_at=due))
    with house.store.write() as unit:  # as a file of an older release has them: none
        unit.execute(update(deadlines).values(state="withdrawn", next_at=None))
        house.journal.record(unit, session.actor, "deadline.withdrawn")
        unit.commit()
    assert house.alert_reader.due(session).total == 0
    for _ in range(2):
        house.sweeper.start()
        assert [item.due_at for item in house.alert_reader.due(session).items] == [due] * 3


def test_a_reader_sees_alerts_without_numbers_or_buttons(house: House, session: Session, clock: SetClock) -> None:
    account = an_officer(house, session, "许听澜", Role.READER)
    reader = house.accounts.sign_in(account.id)
    house.directory.add_person(
        session,
        Person(
            id="",
            unit_id=house.directory.add_unit(session, Unit(id="", name="办公厅", kind=UnitKind.OFFICE)).id,
            name=session.name,
            is_leader=True,
        ),
        {PhoneLabel.MOBILE: "19900000011"},
    )
    house.alerts.confirm(session, an_incident())
    for who, digits in ((session, "19900000011"), (reader, "199****0011")):
        (seen,) = house.alert_reader.live(who)
        assert seen.next_call is not None
        assert [number.digits for number in seen.next_call.person.numbers] == [digits]
    assert (seen.buttons, seen.sounds) == (frozenset(), False)
