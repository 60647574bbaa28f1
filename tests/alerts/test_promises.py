"""The eight promises about alerts that cannot get lost, one test each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import (
    Alert,
    AlertState,
    Button,
    DeadlineKind,
    EmptyReason,
    Level,
    NewDeadline,
    StepKind,
    Who,
)
from dutyroom.alerts.sounding import what_sounds
from dutyroom.alerts.tables import alert_steps, alerts
from dutyroom.alerts.views import LiveAlert
from dutyroom.bootstrap import House, open_house
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from dutyroom.incidents.model import Grade
from dutyroom.log.model import EntryKind, NewEntry
from tests.alerts.people import LEADER, SECOND, Roster, an_incident
from tests.conftest import Template
from tests.factories import a_slip

Sweep = Callable[[], int]
Standing = Callable[[str], Alert]
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def confirmed(house: House, session: Session, grade: Grade = Grade.III, **changes: object) -> LiveAlert:
    alert = house.alerts.confirm(session, an_incident(grade, **changes))
    assert alert is not None
    return house.alert_reader.one(session, alert.id)


def kinds(house: House, session: Session, alert_id: str) -> list[tuple[StepKind, int]]:
    return [(step.kind, step.place) for step in house.alert_reader.one(session, alert_id).history]


@pytest.mark.req("R090", "R251")
def test_promise_1_a_deadline_is_on_the_disk_with_the_act_that_caused_it_or_neither_is(
    house: House, session: Session, clock: SetClock, sweep: Sweep, roster: Roster
) -> None:
    due = clock.now() + HOUR
    with house.store.write() as unit:  # the act is not finished, so it never was
        written = NewDeadline(kind=DeadlineKind.WRITTEN, due_at=due)
        assert house.alerts.set_deadlines(unit, session.actor, an_incident(), [written])
    assert house.alert_reader.due(session).total == 0
    matter = house.log.open_matter(session, a_slip(clock, due_at=due)).matter
    (item,) = house.alert_reader.due(session).items
    assert (item.subject.id, item.due_at, item.kind) == (matter.id, due, DeadlineKind.MATTER_DUE)
    assert [sweep(), sweep()] == [0, 0]
    clock.advance(HOUR - 10 * MINUTE)
    assert [sweep(), sweep()] == [1, 0], "warned of, once"
    assert house.alert_reader.live(session) == ()
    clock.advance(10 * MINUTE)
    assert [sweep(), sweep()] == [1, 0], "over, once"
    (alert,) = house.alert_reader.live(session)
    assert (alert.deadline_kind, alert.due_at, alert.level) == (DeadlineKind.MATTER_DUE, due, Level.NOTICE)
    assert house.verify().whole


def test_promise_2_after_a_stop_one_overdue_step_runs_at_once_with_its_lateness_never_a_burst_never_a_skip(
    house: House, session: Session, clock: SetClock, sweep: Sweep, roster: Roster, standing: Standing
) -> None:
    alert = confirmed(house, session)
    clock.advance(8 * HOUR)
    assert [sweep(), sweep(), sweep()] == [1, 0, 0]
    seen = house.alert_reader.one(session, alert.id)
    assert kinds(house, session, alert.id) == [(StepKind.CALLED, 0), (StepKind.CALLED, 1)]
    assert seen.history[-1].late == 8 * HOUR - 2 * MINUTE
    wait = standing(alert.id).now_calling.wait
    assert seen.next_step_at == clock.now() + wait
    clock.advance(wait - timedelta(seconds=1))
    assert sweep() == 0
    clock.advance(timedelta(seconds=1))
    assert sweep() == 1
    assert kinds(house, session, alert.id)[-1] == (StepKind.CALLED, 2)


def test_promise_2_a_step_and_its_record_are_one_transaction(
    house: House, session: Session, clock: SetClock, roster: Roster, monkeypatch: pytest.MonkeyPatch
) -> None:
    alert = confirmed(house, session)
    clock.advance(3 * MINUTE)

    def fail(*_words: object, **_more: object) -> int:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(house.journal, "record", fail)
        assert house.sweeper.run().acted == 0
    assert house.sweeper.heartbeat().trouble == "work.broken"
    assert kinds(house, session, alert.id) == [(StepKind.CALLED, 0)]
    assert house.sweeper.run().acted == 1
    assert (house.sweeper.heartbeat().trouble, house.verify().whole) == ("", True)


def test_promise_3_the_chain_is_frozen_when_the_alert_is_raised_and_its_last_step_repeats_until_someone_acts(
    house: House, session: Session, clock: SetClock, sweep: Sweep, roster: Roster, standing: Standing
) -> None:
    alert = confirmed(house, session)
    frozen = standing(alert.id).chain
    for _ in range(9):
        clock.advance(HOUR)
        assert sweep() == 1
    now = standing(alert.id)
    assert (now.chain, now.step, now.round) == (frozen, 6, 4)
    house.alerts.acknowledge(session, alert.id, now.version)
    assert standing(alert.id).now_calling.who is not Who.MAYOR, "now the leader in charge, who was never told"


def test_promise_3_a_step_with_nobody_on_duty_says_why_and_falls_at_once_to_the_named_fallback(
    house: House, session: Session, clock: SetClock, sweep: Sweep, roster: Roster
) -> None:
    roster.on[Who.OFFICER_ON_WATCH] = ()
    alert = confirmed(house, session)
    first, second = alert.history
    assert (first.kind, first.reason, first.at) == (StepKind.EMPTY, EmptyReason.NOBODY_ON_DUTY, clock.now())
    assert (second.kind, second.who, second.names, second.at) == (
        StepKind.FALLBACK,
        Who.LEADER_IN_CHARGE,
        (LEADER.name,),
        clock.now(),
    )
    assert alert.next_call is not None
    assert alert.next_call.person == LEADER


def test_promise_4_an_acknowledgement_is_one_persons_and_comes_back_without_progress(
    house: House, session: Session, second: Session, clock: SetClock, sweep: Sweep, roster: Roster, standing: Standing
) -> None:
    matter = house.log.open_matter(session, a_slip(clock)).matter
    alert = confirmed(house, session, matter_id=matter.id)
    house.alerts.acknowledge(session, alert.id, alert.version)
    mine, theirs = (house.alert_reader.one(who, alert.id) for who in (session, second))
    assert (mine.mine, mine.sounds, theirs.mine, theirs.sounds) == (True, False, False, True)
    limit = standing(alert.id).chain.progress
    assert mine.progress_at == clock.now() + limit

    for _ in range(3):  # the leaders are reached, and nobody is called any more
        now = standing(alert.id)
        clock.advance(timedelta(seconds=20))
        house.alerts.note_call(session, alert.id, now.version, now.people[0].key, reached=True)
    assert standing(alert.id).step_at is None
    clock.advance(limit - MINUTE)
    house.log.add_entry(session, matter.id, NewEntry(EntryKind.VERIFIED, "现场已核实"))
    clock.advance(limit - MINUTE)
    assert sweep() == 0
    roster.on[Who.OFFICER_ON_WATCH] = (SECOND,)
    clock.advance(MINUTE)
    assert sweep() == 1
    back = house.alert_reader.one(session, alert.id)
    assert (back.mine, back.sounds, back.state, back.epoch) == (False, True, AlertState.LIVE, 2)
    assert {call.person.name for call in back.calls} == {session.name, SECOND.name}
    assert house.verify().whole


def test_promise_5_a_higher_grade_reopens_and_a_duplicate_touches_no_clock(
    house: House, session: Session, clock: SetClock, roster: Roster, standing: Standing
) -> None:
    alert = confirmed(house, session)
    house.alerts.acknowledge(session, alert.id, alert.version)
    before = standing(alert.id)
    clock.advance(5 * MINUTE)
    head = house.journal.head()
    assert house.alerts.confirm(session, an_incident(Grade.III)) == before, "a duplicate"
    assert (standing(alert.id), house.journal.head()) == (before, head)
    lower = house.alerts.confirm(session, an_incident(Grade.IV))
    assert lower is None
    after = standing(alert.id)
    assert (after.level, after.step_at, after.progress_at) == (Level.III, before.step_at, before.progress_at)
    higher = house.alerts.confirm(session, an_incident(Grade.II))
    assert higher is not None
    assert (higher.id, higher.level, higher.state, higher.step) == (alert.id, Level.II, AlertState.LIVE, 0)
    again = house.alert_reader.one(session, alert.id)
    assert (again.mine, again.sounds) == (False, True)
    assert Button.ACKNOWLEDGE in again.buttons


def test_promise_5_a_stale_press_does_nothing_and_says_so(
    house: House, session: Session, second: Session, clock: SetClock, sweep: Sweep, roster: Roster
) -> None:
    drawn = confirmed(house, session)
    assert drawn.next_call is not None
    clock.advance(2 * MINUTE)
    assert sweep() == 1
    head, person = house.journal.head(), drawn.next_call.person.key
    presses: list[Callable[[], object]] = [
        lambda: house.alerts.acknowledge(session, drawn.id, drawn.version),
        lambda: house.alerts.note_call(session, drawn.id, drawn.version, person, reached=True),
        lambda: house.alerts.close(session, drawn.id, drawn.version, "已办"),
    ]
    for press in presses:
        with pytest.raises(Refused) as told:
            press()
        assert (told.value.code, told.value.params) == ("alerts.stale", {"number": drawn.subject.number})
    assert house.journal.head() == head

    now = house.alert_reader.one(session, drawn.id)
    acknowledged = house.alerts.acknowledge(session, now.id, now.version)
    closed = house.alerts.close(session, now.id, acknowledged.version, "已处置完毕")
    with pytest.raises(Refused) as told:
        house.alerts.acknowledge(second, now.id, closed.version)
    assert told.value.code == "alerts.closed"


def test_promise_6_the_worst_unacknowledged_grade_is_the_one_that_sounds_and_a_newer_event_never_silences_it(
    house: House, session: Session, second: Session, clock: SetClock, roster: Roster
) -> None:
    heard = []
    for number, grade in enumerate((Grade.III, Grade.I, Grade.II)):
        clock.advance(MINUTE)
        confirmed(house, session, grade, id=f"{number:032d}")
        top = what_sounds(house.alert_reader.live(session))
        heard.append(top.level if top else None)
    assert heard == [Level.III, Level.I, Level.I]
    worst = house.alert_reader.live(session)[0]
    house.alerts.acknowledge(session, worst.id, worst.version)
    mine, theirs = (what_sounds(house.alert_reader.live(who)) for who in (session, second))
    assert mine is not None
    assert theirs is not None
    assert (mine.level, theirs.level) == (Level.II, Level.I), "an acknowledgement is one person's"


def test_promise_7_an_alert_is_closed_only_by_an_act_of_someone_who_knows_of_it_and_the_locked_desk_shows_no_title(
    house: House, session: Session, second: Session, roster: Roster
) -> None:
    seen = confirmed(house, session, title="青云路货车侧翻")
    assert Button.CLOSE not in seen.buttons
    codes = []
    for who, words in ((session, "已办"), (session, "  ")):
        with pytest.raises(Refused) as told:
            house.alerts.close(who, seen.id, seen.version, words)
        codes.append(told.value.code)
    assert codes == ["alerts.not_acknowledged", "alerts.outcome_missing"]
    roster.on[Who.OFFICER_ON_WATCH] = (LEADER,)
    other = house.alerts.confirm(session, an_incident(Grade.II, id="f" * 32))
    assert other is not None
    locked = house.alert_reader.one(session, other.id).locked()
    assert (locked.title, locked.subject.title, locked.buttons) == ("", "", frozenset())
    assert locked.next_call is not None
    assert [number.digits for number in locked.next_call.person.numbers] == ["199****0003"]
    assert (locked.level, locked.clock_from) == (Level.II, locked.raised_at)


def test_promise_8_the_audit_finds_an_alert_without_a_future_and_has_it_called_again(
    house: House, session: Session, clock: SetClock, roster: Roster, standing: Standing
) -> None:
    alert = confirmed(house, session)
    due = clock.now() + HOUR
    with house.store.write() as unit:
        house.alerts.set_deadlines(
            unit, session.actor, an_incident(), [NewDeadline(kind=DeadlineKind.FINAL, due_at=due)]
        )
        unit.commit()
    assert house.sweeper.audit() == 0
    with house.store.write() as unit:  # as a mistake of ours would leave them
        unit.connection.exec_driver_sql("UPDATE alerts SET step_at = NULL, next_at = NULL")
        unit.connection.exec_driver_sql("UPDATE deadlines SET next_at = NULL")
        unit.connection.commit()
    assert house.sweeper.run().acted == 0
    assert house.sweeper.audit() == 2
    assert kinds(house, session, alert.id)[-1] == (StepKind.CALLED, 1)
    assert standing(alert.id).next_at is not None
    assert house.sweeper.audit() == 0
    assert house.sweeper.heartbeat().repaired == 2
    assert [line.act for line in house.journal.newest(limit=4)].count("alerts.repaired") == 2


def test_an_alert_survives_the_program(
    house: House, session: Session, clock: SetClock, founded: Template, roster: Roster
) -> None:
    alert = confirmed(house, session, Grade.I)
    house.close()
    clock.advance(HOUR)
    again = open_house(house.place, founded.data_key, clock)
    try:
        swept = again.sweeper.start()
        (seen,) = again.alert_reader.live(session)
        assert (seen.id, swept.acted, swept.latest) == (alert.id, 1, HOUR - MINUTE)
        assert seen.place > 1
    finally:
        again.close()


def test_nothing_of_an_alert_is_kept_without_its_line(house: House, session: Session, roster: Roster) -> None:
    confirmed(house, session)
    with house.store.read() as connection:
        assert connection.execute(select(alerts.c.id)).all()
        assert connection.execute(select(alert_steps.c.names)).scalars().all() == ['["陈予"]']
    verdict = house.verify()
    assert verdict.whole, verdict.first_break
