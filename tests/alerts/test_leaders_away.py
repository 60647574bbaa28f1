"""An absent leader's deputy is called by the chain itself, from the hour of leaving until the hour of return."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dutyroom.accounts.model import Role, Session
from dutyroom.alerts.model import Alert, EmptyReason, StepKind, Who
from dutyroom.alerts.views import LiveAlert
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.incidents.model import Grade
from dutyroom.whereabouts.model import NewNotice, WhereaboutsKind
from tests.alerts.people import an_incident
from tests.factories import a_slip, an_officer
from tests.whereabouts.leaders import HOUR, a_trip, leaders

MINUTE = timedelta(minutes=1)


def staffed(house: House, session: Session, clock: SetClock) -> dict[str, str]:
    """Let there be a second officer, a leader in charge and a head; return the leaders of the directory."""
    clock.advance(MINUTE)
    an_officer(house, session)
    an_officer(house, session, "林秋实", Role.LEADER_IN_CHARGE)
    an_officer(house, session, "沈知远", Role.SECRETARY_GENERAL)
    return leaders(house, session)


def confirmed(house: House, session: Session, number: int, matter_id: str = "") -> Alert:
    """Confirm a significant incident."""
    subject = replace(an_incident(Grade.III), id=f"{number:032d}", number=f"事件{number}", matter_id=matter_id)
    alert = house.alerts.confirm(session, subject)
    assert alert is not None
    return alert


def until_the_leader(house: House, session: Session, clock: SetClock, alert: Alert) -> LiveAlert:
    """Let nobody answer until it is the turn of the leader in charge."""
    for _step in range(2):
        clock.advance(2 * MINUTE)
        house.sweeper.run()
    return house.alert_reader.one(session, alert.id)


@pytest.mark.req("R026", "R113")
def test_the_deputy_of_the_leader_who_is_away_is_called_with_their_number_and_named_as_instead_of(
    house: House, session: Session, clock: SetClock
) -> None:
    known = staffed(house, session, clock)
    matter = house.log.open_matter(session, a_slip(clock)).matter.id
    first = confirmed(house, session, 1, matter)
    trip = a_trip(known["林秋实"], clock.now(), until=clock.now() + HOUR, deputy_id=known["白露"])
    house.whereabouts.note(session, trip)  # told while the alert is under way
    seen = until_the_leader(house, session, clock, first)
    assert seen.next_call is not None
    deputy = seen.next_call.person
    assert (seen.next_call.who, deputy.name, deputy.post) == (Who.LEADER_IN_CHARGE, "白露", "办公厅副主任")
    assert (deputy.instead_of, [number.digits for number in deputy.numbers]) == ("林秋实", ["19900000052"])
    assert seen.history[-1].names == ("白露（代林秋实）",)
    house.alerts.note_call(session, first.id, seen.version, deputy.key, reached=True, words="已知悉")
    entry = house.log_reader.file(session, matter).entries[-1]
    assert "白露（代林秋实）" in entry.text

    clock.advance(HOUR)  # back at the hour
    seen = until_the_leader(house, session, clock, confirmed(house, session, 2))
    assert seen.next_call is not None
    assert (seen.next_call.person.name, seen.next_call.person.instead_of) == ("林秋实", "")


@pytest.mark.req("R113")
def test_a_leader_away_without_a_deputy_is_logged_with_the_reason_and_the_next_is_called_at_once(
    house: House, session: Session, clock: SetClock
) -> None:
    known = staffed(house, session, clock)
    house.whereabouts.note(session, a_trip(known["林秋实"], clock.now()))
    seen = until_the_leader(house, session, clock, confirmed(house, session, 1))
    missing, fallen = seen.history[-2:]
    assert (missing.kind, missing.reason) == (StepKind.EMPTY, EmptyReason.ABSENT_WITHOUT_DEPUTY)
    assert (fallen.kind, fallen.at, fallen.names) == (StepKind.FALLBACK, missing.at, (session.name,))

    house.whereabouts.note(
        session,
        NewNotice(
            person_id=known["林秋实"],
            kind=WhereaboutsKind.STANDING_DEPUTY,
            since=clock.now(),
            deputy_id=known["白露"],
        ),
    )
    away = a_trip(known["白露"], clock.now(), deputy_id=known["沈知远"])
    seen = until_the_leader(house, session, clock, confirmed(house, session, 2))
    assert seen.next_call is not None
    assert (seen.next_call.person.name, seen.next_call.person.instead_of) == ("白露", "林秋实")
    house.whereabouts.note(session, away)  # the deputy is away as well: theirs is called, who has an account
    seen = until_the_leader(house, session, clock, confirmed(house, session, 3))
    assert seen.next_call is not None
    assert (seen.next_call.person.name, seen.next_call.person.instead_of) == ("沈知远", "林秋实")
    assert seen.next_call.person.account_id
    assert house.verify().whole
