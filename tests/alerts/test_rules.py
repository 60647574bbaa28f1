"""An alert moves from step to step by rules that know no clock and no file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyroom.alerts.chains import read_escalation, shipped_escalation
from dutyroom.alerts.model import (
    Alert,
    AlertState,
    Button,
    Called,
    Cause,
    Deadline,
    DeadlineKind,
    DeadlineState,
    EmptyReason,
    Level,
    StepKind,
    Who,
)
from dutyroom.alerts.on_watch import resolver
from dutyroom.alerts.rules import (
    Move,
    Resolve,
    acknowledged,
    advanced,
    alerting,
    buttons,
    call_made,
    came_back,
    closed,
    drawn_nearer,
    fallen_due,
    level_of,
    next_moment,
    progressed,
    proven,
    raised,
    raised_higher,
)
from dutyroom.incidents.faults import FaultyBook
from dutyroom.incidents.model import Grade
from tests.alerts.people import DEPUTY, HEAD, LEADER, OFFICER, SECOND, SECRETARY, Roster, an_incident

NOW = datetime(2026, 11, 21, 12, 38, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Room:
    """One alert and the people around it, moved by hand."""

    def __init__(self, level: Level = Level.III, roster: Roster | None = None) -> None:
        self.roster = roster or Roster()
        self.now = NOW
        self.known: frozenset[str] = frozenset()
        fresh = Alert(
            id="a" * 32,
            key="incident:e",
            subject=an_incident(Grade(level.value) if level is not Level.NOTICE else None),
            level=level,
            cause=Cause.CONFIRMED,
            deadline_id="",
            chain=shipped_escalation().chain(level),
            state=AlertState.LIVE,
            raised_at=NOW,
            opened_at=NOW,
        )
        self.last = raised(fresh, self.resolve, NOW)
        self.alert = self.last.alert

    @property
    def resolve(self) -> Resolve:
        return resolver(self.roster, self.roster, self.alert.subject if hasattr(self, "alert") else an_incident(), NOW)

    def take(self, move: Move) -> Move:
        self.last, self.alert = move, move.alert
        return move

    def wait(self) -> Move:
        assert self.alert.step_at is not None
        self.now = self.alert.step_at
        return self.take(advanced(self.alert, self.resolve, self.known, self.now))

    def acknowledge(self, person: Called) -> Move:
        move = self.take(acknowledged(self.alert, person, self.resolve, self.known, self.now))
        self.known |= {person.account_id}
        return move

    def call(self, *, reached: bool) -> Move:
        person = self.alert.people[0]
        return self.take(
            call_made(self.alert, person, reached=reached, resolve=self.resolve, known=self.known, now=self.now)
        )

    def names(self) -> list[str]:
        return [person.name for person in self.alert.people]


@pytest.mark.req("R042")
def test_sensitive_is_as_loud_as_grade_three_and_a_grade_is_never_made_quieter() -> None:
    assert level_of(an_incident(None)) is Level.NOTICE
    assert level_of(an_incident(None, sensitive=True)) is Level.III
    assert level_of(an_incident(Grade.IV, sensitive=True)) is Level.III
    assert level_of(an_incident(Grade.I, sensitive=True)) is Level.I
    assert [alerting(an_incident(grade)) for grade in Grade] == [True, True, True, False]
    assert alerting(an_incident(Grade.IV, sensitive=True))


def test_without_an_answer_every_function_is_called_in_order_and_the_last_again_and_again() -> None:
    room = Room(Level.I)
    called = [*room.names()]
    for _ in range(6):
        called += [room.wait().alert.people[0].name]
    assert called == ["陈予", "周岚", "林秋实", "何姗", "沈知远", "秦望舒", "贺江川"]
    for round_ in (2, 3, 4):
        move = room.wait()
        assert (room.names(), room.alert.round) == (["贺江川"], round_)
        assert [step.kind for step in move.taken] == [StepKind.CALLED]
    assert room.alert.step_at == room.now + room.alert.now_calling.wait


def test_after_one_acknowledgement_the_others_who_must_know_are_still_called_and_the_second_officer_is_not() -> None:
    room = Room(Level.III)
    room.acknowledge(OFFICER)
    assert (room.names(), room.alert.state) == (["林秋实"], AlertState.ACKNOWLEDGED)
    room.call(reached=True)
    assert room.names() == ["何姗"]
    room.call(reached=True)
    assert room.names() == ["沈知远"]
    room.call(reached=True)
    assert (room.alert.step_at, room.alert.people) == (None, ())
    assert room.alert.progress_at == NOW + room.alert.chain.progress
    assert room.alert.told == {0, 2, 3, 4}


def test_who_has_acknowledged_is_not_called_when_their_step_comes() -> None:
    room = Room(Level.III)
    room.acknowledge(LEADER)  # from another desk, while the officer on watch is still being called
    assert room.names() == ["陈予"]
    room.acknowledge(OFFICER)
    assert room.names() == ["何姗"]


def test_no_answer_goes_on_at_once_and_whoever_was_missed_is_called_again_at_the_end() -> None:
    room = Room(Level.III)
    room.acknowledge(OFFICER)
    room.call(reached=False)
    assert room.names() == ["何姗"]
    room.call(reached=True)
    assert room.names() == ["沈知远"]
    room.call(reached=True)
    assert room.names() == ["林秋实"], "the leader in charge has to be told and was not"
    room.call(reached=True)
    assert room.alert.step_at is None


def test_of_two_people_in_one_step_the_second_is_still_called_when_the_first_does_not_answer() -> None:
    roster = Roster()
    roster.on[Who.OFFICER_ON_WATCH] = (OFFICER, SECOND)
    room = Room(Level.IV, roster)
    room.call(reached=False)
    assert room.names() == ["周岚"]
    room.call(reached=False)
    assert room.alert.step == 1


@pytest.mark.req("R113")
def test_the_deputy_of_an_absent_leader_is_called_in_their_place() -> None:
    roster = Roster()
    roster.away = {"林秋实": HEAD, "何姗": DEPUTY}
    room = Room(Level.III, roster)
    room.acknowledge(OFFICER)
    (called,) = room.alert.people
    assert (called.name, called.instead_of) == ("白露", "林秋实")
    assert called.numbers == DEPUTY.numbers


@pytest.mark.req("R113")
def test_a_leader_away_without_a_deputy_is_an_empty_step_with_that_reason() -> None:
    roster = Roster()
    roster.away = {"林秋实": None}
    room = Room(Level.III, roster)
    move = room.acknowledge(OFFICER)
    assert [(step.kind, step.who, step.reason) for step in move.taken[1:]] == [
        (StepKind.EMPTY, Who.LEADER_IN_CHARGE, EmptyReason.ABSENT_WITHOUT_DEPUTY),
        (StepKind.FALLBACK, Who.HEAD_OF_DUTY_ROOM, None),
    ]
    assert room.names() == ["何姗"]
    roster.away = {"林秋实": HEAD, "何姗": LEADER}  # two who stand in for each other
    assert resolver(roster, roster, an_incident(), NOW)(Who.LEADER_IN_CHARGE, ()).people == ()


def test_a_room_without_anybody_writes_every_empty_step_and_stands_at_its_last() -> None:
    roster = Roster()
    roster.on = {}
    room = Room(Level.III, roster)
    assert {step.kind for step in room.last.taken} == {StepKind.EMPTY}
    assert len(room.last.taken) == 2 * len(room.alert.chain.steps)
    assert room.alert.step == len(room.alert.chain.steps) - 1
    assert room.alert.step_at == NOW + room.alert.now_calling.wait
    roster.on = {Who.MAYOR: (LEADER,)}
    assert room.wait().alert.people == (LEADER,)


def test_silence_after_an_acknowledgement_brings_it_back_to_that_person_and_to_the_watch_of_now() -> None:
    roster = Roster()
    room = Room(Level.IV, roster)
    room.acknowledge(OFFICER)
    assert room.alert.step_at is None
    roster.on[Who.OFFICER_ON_WATCH] = (SECOND,)
    later = NOW + room.alert.chain.progress
    room.take(came_back(room.alert, room.resolve, (OFFICER,), later))
    assert (room.alert.state, room.alert.epoch) == (AlertState.LIVE, 2)
    assert sorted(room.names()) == ["周岚", "陈予"]
    assert room.last.taken[0].kind is StepKind.CAME_BACK
    assert room.alert.progress_at is None


def test_a_new_entry_moves_the_clock_of_progress_and_no_other() -> None:
    room = Room(Level.III)
    assert progressed(room.alert, NOW + MINUTE) == room.alert
    room.acknowledge(OFFICER)
    after = progressed(room.alert, NOW + 5 * MINUTE)
    assert after.progress_at == NOW + 5 * MINUTE + room.alert.chain.progress
    assert (after.step_at, after.version) == (room.alert.step_at, room.alert.version)


def test_a_higher_grade_takes_a_new_chain_from_its_beginning() -> None:
    room = Room(Level.III)
    room.acknowledge(OFFICER)
    chain = shipped_escalation().chain(Level.I)
    room.take(raised_higher(room.alert, an_incident(Grade.I), chain, room.resolve, NOW + MINUTE))
    assert (room.alert.level, room.alert.state, room.alert.step, room.alert.epoch) == (Level.I, AlertState.LIVE, 0, 2)
    assert room.names() == ["陈予"]
    assert (room.alert.told, room.alert.progress_at) == (frozenset(), None)


def test_buttons_follow_the_state() -> None:
    room = Room(Level.IV)
    calls = {Button.REACHED, Button.NO_ANSWER}
    assert buttons(room.alert, mine=False) == {Button.ACKNOWLEDGE} | calls
    room.acknowledge(OFFICER)
    assert buttons(room.alert, mine=True) == {Button.CLOSE}
    room.take(closed(room.alert, "已处置", NOW))
    assert buttons(room.alert, mine=True) == frozenset()
    assert room.alert.next_at is None


def test_after_the_clock_went_back_no_step_is_further_away_than_its_own_wait() -> None:
    room = Room(Level.III)
    back = NOW - timedelta(days=1)
    assert drawn_nearer(room.alert, back).step_at == back + room.alert.now_calling.wait
    assert drawn_nearer(room.alert, NOW) == room.alert


def test_the_audit_believes_only_a_coming_step_or_an_acknowledgement_with_a_clock() -> None:
    room = Room(Level.IV)
    tolerance = 30 * timedelta(seconds=1)
    assert proven(room.alert, 0, NOW, tolerance)
    assert not proven(replace(room.alert, step_at=None), 0, NOW, tolerance)
    assert not proven(replace(room.alert, step_at=None), 1, NOW, tolerance), "acknowledged and then forgotten"
    assert not proven(replace(room.alert, step_at=NOW + timedelta(days=3)), 0, NOW, tolerance)
    room.acknowledge(OFFICER)
    assert proven(room.alert, 1, NOW, tolerance)


@given(st.lists(st.sampled_from(["wait", "officer", "leader", "reached", "no_answer", "back", "higher"]), max_size=40))
def test_whatever_people_do_an_open_alert_always_has_a_next_moment_and_a_growing_version(acts: list[str]) -> None:
    room = Room(Level.III)
    for act in acts:
        before = room.alert
        if act == "wait" and room.alert.step_at is not None:
            room.wait()
        elif act in ("officer", "leader"):
            person = OFFICER if act == "officer" else LEADER
            if person.account_id not in room.known:
                room.acknowledge(person)
        elif act in ("reached", "no_answer") and room.alert.people:
            room.call(reached=act == "reached")
        elif act == "back" and room.alert.progress_at is not None:
            room.take(came_back(room.alert, room.resolve, (OFFICER,), room.now))
            room.known = frozenset()
        elif act == "higher" and room.alert.level is Level.III:
            chain = shipped_escalation().chain(Level.I)
            room.take(raised_higher(room.alert, an_incident(Grade.I), chain, room.resolve, room.now))
            room.known = frozenset()
        assert room.alert.next_at is not None
        assert proven(room.alert, len(room.known), room.now, MINUTE)
        assert room.alert == before or room.alert.version == before.version + 1
        assert not room.known & {person.account_id for person in room.alert.people}


def a_deadline(**changes: object) -> Deadline:
    made = Deadline(
        id="d" * 32,
        kind=DeadlineKind.WRITTEN,
        ordinal=1,
        subject=an_incident(),
        due_at=NOW + 60 * MINUTE,
        warn_at=NOW + 50 * MINUTE,
        state=DeadlineState.RUNNING,
        set_at=NOW,
        next_at=None,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.req("R090", "R251")
def test_a_deadline_is_warned_of_once_and_passes_once() -> None:
    deadline = a_deadline()
    assert next_moment(deadline) == deadline.warn_at
    warned = fallen_due(deadline, NOW + 50 * MINUTE)
    assert (warned.warned_at, warned.next_at) == (NOW + 50 * MINUTE, deadline.due_at)
    passed = fallen_due(warned, NOW + 61 * MINUTE)
    assert (passed.raised_at, passed.next_at) == (NOW + 61 * MINUTE, None)
    assert fallen_due(deadline, NOW + 61 * MINUTE).warned_at is None, "after a stop there is no warning behind time"
    assert next_moment(a_deadline(state=DeadlineState.MET)) is None


def test_chains_that_do_not_hold_together_are_refused() -> None:
    good = {
        "version": 2,
        "progress_minutes": {level.value: 30 for level in Level},
        "urgent_matters": ["flash"],
        "warn_minutes": 10,
        "chains": {
            level.value: [{"who": "mayor", "how": "phone", "wait": 60, "fallback": "secretary_general"}]
            for level in Level
        },
    }
    assert read_escalation(good).chain(Level.I).steps[0].who is Who.MAYOR
    for wrong in ({"wait": 5}, {"fallback": "mayor"}, {"who": "caretaker"}):
        entry = {"who": "mayor", "how": "phone", "wait": 60, "fallback": "secretary_general", **wrong}
        with pytest.raises(FaultyBook) as told:
            read_escalation({**good, "chains": {level.value: [entry] for level in Level}})
        assert [fault.place for fault in told.value.faults] == [f"{level.value}.1" for level in Level], "each is named"
    with pytest.raises(FaultyBook) as told:
        read_escalation({**good, "chains": {level.value: [] for level in Level}, "warn_minutes": -1})
    assert [fault.place for fault in told.value.faults] == [*(level.value for level in Level), "escalation"]


def test_the_shipped_chains_go_from_the_officer_on_watch_up_to_the_mayor() -> None:
    everybody = [who for who in Who if who not in (Who.OWNER, Who.RESPONSIBLE_DEPUTY)]
    for level in (Level.I, Level.II, Level.III):
        assert [step.who for step in shipped_escalation().chain(level).steps] == everybody
    assert shipped_escalation().chain(Level.NOTICE).steps[0].who is Who.OWNER
    assert SECRETARY.post == "秘书长"
