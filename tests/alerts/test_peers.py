"""What others are asked for and do not serve, one test each."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import Alert, DeadlineKind, DueTone, Level, NewDeadline, StepKind, Who
from dutyroom.alerts.sounding import SoundOwner
from dutyroom.alerts.sweep import Sweeper
from dutyroom.bootstrap import House, open_house
from dutyroom.clock import SetClock
from dutyroom.errors import Environment
from dutyroom.incidents.model import Grade
from dutyroom.journal.model import Actor
from dutyroom.log.model import EntryKind, MatterFilter, NewEntry, Urgency
from dutyroom.storage.store import UnitOfWork
from tests.alerts.people import LEADER, SECOND, Roster, an_incident
from tests.conftest import Template
from tests.factories import a_slip

Sweep = Callable[[], int]
Standing = Callable[[str], Alert]
MINUTE = timedelta(minutes=1)


class Loudspeaker:
    """Remembers what it was told to play, and whether there was a moment of silence between."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.failure = ""

    def play(self, file: Path) -> None:
        self.heard.append(file.stem)

    def keep_playing(self) -> None:
        """It repeats by itself."""

    def stop(self) -> None:
        self.heard.append("silence")


@pytest.fixture
def speaker() -> Loudspeaker:
    return Loudspeaker()


@pytest.fixture
def owner(speaker: Loudspeaker) -> SoundOwner:
    return SoundOwner(speaker, lambda level: Path(f"{level}.wav"))


def raised(house: House, session: Session, grade: Grade = Grade.III, **changes: object) -> Alert:
    alert = house.alerts.confirm(session, an_incident(grade, **changes))
    assert alert is not None
    return alert


def test_ask_1_an_alert_that_was_acknowledged_and_then_forgotten_comes_back(
    house: House, session: Session, clock: SetClock, sweep: Sweep, roster: Roster, standing: Standing
) -> None:
    alert = raised(house, session, Grade.II)
    for person in roster.on.values():
        assert person
    house.alerts.acknowledge(session, alert.id, alert.version)
    returned = 0
    for _ in range(120):  # two hours in which nobody writes a word
        clock.advance(MINUTE)
        sweep()
        seen = house.alert_reader.one(session, alert.id)
        if seen.sounds:
            returned += 1
            house.alerts.acknowledge(session, alert.id, seen.version)
    assert returned == 4, "every thirty minutes, the limit of grade II"


def test_ask_2_escalation_survives_a_restart_with_its_place_in_the_chain(
    house: House, session: Session, clock: SetClock, founded: Template, roster: Roster, standing: Standing
) -> None:
    alert = raised(house, session, Grade.I)
    clock.advance(MINUTE)
    house.sweeper.run()
    before = standing(alert.id)
    house.close()
    again = open_house(house.place, founded.data_key, clock)
    try:
        again.sweeper.start()
        (seen,) = again.alert_reader.live(session)
        assert (seen.version, seen.place, seen.next_step_at) == (before.version, before.step + 1, before.step_at)
        assert seen.next_call is not None
        assert seen.next_call.person == SECOND
    finally:
        again.close()


def test_ask_3_nobody_on_duty_is_not_silence(
    house: House, session: Session, clock: SetClock, sweep: Sweep, roster: Roster
) -> None:
    roster.on = {}
    alert = raised(house, session, Grade.I)
    seen = house.alert_reader.one(session, alert.id)
    assert seen.sounds, "the desk sounds all the same"
    assert {step.kind for step in seen.history} == {StepKind.EMPTY}
    assert seen.next_step_at is not None
    roster.on = {Who.MAYOR: (LEADER,)}
    clock.advance(5 * MINUTE)
    assert sweep() == 1
    call = house.alert_reader.one(session, alert.id).next_call
    assert call is not None
    assert call.person == LEADER


def test_ask_4_badge_row_and_list_come_from_one_query(
    house: House, session: Session, clock: SetClock, sweep: Sweep, roster: Roster
) -> None:
    now = clock.now()
    for number, minutes in enumerate((20, 45, 90, 300, 2000)):
        house.log.open_matter(session, a_slip(clock, subject=f"第{number}件", due_at=now + minutes * MINUTE))
    written = NewDeadline(kind=DeadlineKind.WRITTEN, due_at=now + 60 * MINUTE)
    with house.store.write() as unit:
        house.alerts.set_deadlines(unit, session.actor, an_incident(), [written])
        unit.commit()
    for minutes in (0, 30, 40, 300, 2000):
        clock.advance(minutes * MINUTE)
        sweep()
        board = house.alert_reader.due(session)
        tones = [item.tone for item in board.items]
        assert (board.total, board.over, board.soon) == (6, tones.count(DueTone.OVER), tones.count(DueTone.SOON))
        assert tones == sorted(tones, key=[DueTone.OVER, DueTone.SOON, DueTone.LATER].index)
        assert [bool(item.alert_id) for item in board.items] == [tone is DueTone.OVER for tone in tones]
        counts = house.log_reader.counts(session, MatterFilter(), clock.now())
        assert counts.overdue == sum(item.kind is DeadlineKind.MATTER_DUE for item in board.items[: board.over])
        assert house.alert_reader.due(session, limit=2).total == 6, "the badge counts beyond what is shown"


def test_ask_5_a_follow_up_switches_the_sound_and_a_newer_event_never_silences_it(
    house: House, session: Session, roster: Roster, speaker: Loudspeaker, owner: SoundOwner
) -> None:
    def hear() -> None:
        owner.update(house.alert_reader.live(session))
        owner.tick()

    first = raised(house, session, Grade.II)
    hear()
    raised(house, session, Grade.III, id="f" * 32, number="事件2026-0008")
    hear()
    raised(house, session, Grade.I)  # the follow-up of the first: worse
    hear()
    assert speaker.heard == ["II", "I"]
    worst = house.alert_reader.one(session, first.id)
    house.alerts.acknowledge(session, first.id, worst.version)
    hear()
    assert speaker.heard == ["II", "I", "III"], "the next worst takes over without a silence"
    other = next(one for one in house.alert_reader.live(session) if one.level is Level.III)
    house.alerts.acknowledge(session, other.id, other.version)
    hear()
    assert speaker.heard == ["II", "I", "III", "silence"]


def test_ask_6_a_raised_grade_calls_everyone_again_who_was_told_before(
    house: House, session: Session, clock: SetClock, roster: Roster, standing: Standing
) -> None:
    alert = raised(house, session)
    house.alerts.acknowledge(session, alert.id, alert.version)
    told = []
    while (now := standing(alert.id)).people:
        told.append(now.people[0].name)
        house.alerts.note_call(session, alert.id, now.version, now.people[0].key, reached=True)
    higher = raised(house, session, Grade.II)
    house.alerts.acknowledge(session, alert.id, higher.version)
    again = []
    while (now := standing(alert.id)).people:
        again.append(now.people[0].name)
        house.alerts.note_call(session, alert.id, now.version, now.people[0].key, reached=True)
    assert told == ["林秋实", "何姗", "沈知远"]
    assert again == [*told, "秦望舒"]


@pytest.mark.req("R015")
def test_ask_7_after_my_acknowledgement_i_am_left_alone_and_the_others_are_called_and_each_call_is_an_entry(
    house: House, session: Session, clock: SetClock, sweep: Sweep, roster: Roster, standing: Standing
) -> None:
    matter = house.log.open_matter(session, a_slip(clock)).matter
    alert = raised(house, session, matter_id=matter.id)
    house.alerts.acknowledge(session, alert.id, alert.version)
    called = [person.name for person in standing(alert.id).people]
    for _ in range(6):
        clock.advance(5 * MINUTE)
        sweep()
        called += [person.name for person in standing(alert.id).people]
    assert session.name not in called
    assert {"林秋实", "何姗", "沈知远", "秦望舒", "贺江川"} <= set(called)
    now = standing(alert.id)
    missed = house.alerts.note_call(session, alert.id, now.version, now.people[0].key, reached=False)
    person = missed.people[0]
    house.alerts.note_call(session, alert.id, missed.version, person.key, reached=True, words="要求立即核实")
    texts = [entry.text for entry in house.log_reader.file(session, matter.id).entries if entry.kind is EntryKind.TOLD]
    assert texts[0].endswith("无人接听")
    assert texts[1] == f"电话报告{person.post} {person.name}：已接通。要求立即核实"
    pressed = [step for step in house.alert_reader.one(session, alert.id).history if step.entry_id]
    assert [(step.kind, step.account_name) for step in pressed] == [
        (StepKind.NO_ANSWER, "陈予"),
        (StepKind.REACHED, "陈予"),
    ]
    assert house.verify().whole


def test_ask_8_a_duplicate_undoes_no_acknowledgement_and_a_worse_or_another_event_is_not_hidden(
    house: House, session: Session, clock: SetClock, roster: Roster, standing: Standing
) -> None:
    alert = raised(house, session)
    house.alerts.acknowledge(session, alert.id, alert.version)
    before = standing(alert.id)
    for _ in range(5):
        clock.advance(timedelta(seconds=20))
        raised(house, session)
    renamed = raised(house, session, title="青云路货车侧翻，四人受伤")
    assert renamed == replace(before, subject=renamed.subject)
    assert house.alert_reader.one(session, alert.id).mine
    other = raised(house, session, Grade.II, id="f" * 32)
    assert {one.id for one in house.alert_reader.live(session)} == {alert.id, other.id}
    assert house.alert_reader.live(session)[0].id == other.id
    done = house.alerts.acknowledge(session, other.id, other.version)
    house.alerts.close(session, other.id, done.version, "已处置")
    assert house.alerts.confirm(session, an_incident(Grade.II, id="f" * 32)) is None, "closed, and only a duplicate"
    worse = house.alerts.confirm(session, an_incident(Grade.I, id="f" * 32))
    assert worse is not None
    assert (worse.id != other.id, worse.level) == (True, Level.I)


@pytest.mark.req("R090")
def test_a_deadline_is_met_by_an_act_never_by_silence_and_a_duplicate_does_not_move_it(
    house: House, session: Session, clock: SetClock, sweep: Sweep, roster: Roster
) -> None:
    subject, due = an_incident(), clock.now() + 30 * MINUTE
    new = [
        NewDeadline(kind=DeadlineKind.PHONE, due_at=due),
        NewDeadline(kind=DeadlineKind.WRITTEN, due_at=due + 30 * MINUTE),
    ]

    def set_them() -> int:
        with house.store.write() as unit:
            made = house.alerts.set_deadlines(unit, session.actor, subject, new)
            unit.commit()
        return len(made)

    assert [set_them(), set_them()] == [2, 0]
    clock.advance(31 * MINUTE)
    sweep()
    sweep()
    (alert,) = house.alert_reader.live(session)
    assert (alert.deadline_kind, alert.level) == (DeadlineKind.PHONE, Level.III)
    with house.store.write() as unit:
        met = house.alerts.meet(unit, session.actor, subject.id, DeadlineKind.PHONE, "entry-1")
        unit.commit()
    assert [(one.kind, one.met_act, one.met_by, one.met_at) for one in met] == [
        (DeadlineKind.PHONE, "entry-1", session.account_id, clock.now())
    ]
    assert house.alert_reader.live(session) == (), "the late act met it, and its alert is over"
    assert [item.kind for item in house.alert_reader.due(session).items] == [DeadlineKind.WRITTEN]
    with house.store.write() as unit:
        house.alerts.ended(unit, session.actor, subject.id, "incident.closed")
        unit.commit()
    assert house.alert_reader.due(session).total == 0
    states = [one.state.value for one in house.alert_reader.deadlines_of(session, subject.id)]
    assert (states, set_them()) == (["met", "withdrawn"], 0)


def test_a_matter_moves_hands_over_and_ends_its_deadline(
    house: House, session: Session, second: Session, clock: SetClock, sweep: Sweep, roster: Roster
) -> None:
    due = clock.now() + 30 * MINUTE
    matter = house.log.open_matter(session, a_slip(clock, due_at=due)).matter
    house.log.assign(session, matter.id, second.account_id, second.name)
    clock.advance(40 * MINUTE)
    sweep()
    (alert,) = house.alert_reader.live(session)
    assert alert.subject.owner_id == second.account_id
    house.log.set_due(session, matter.id, due + 60 * MINUTE)
    assert house.alert_reader.live(session) == (), "a person gave it another end"
    clock.advance(60 * MINUTE)
    sweep()
    assert [one.deadline_kind for one in house.alert_reader.live(session)] == [DeadlineKind.MATTER_DUE]
    house.log.close(session, matter.id, "已办")
    assert house.alert_reader.live(session) == ()
    assert house.alert_reader.due(session).total == 0
    flash = house.log.open_matter(session, a_slip(clock, urgency=Urgency.FLASH)).matter
    (urgent,) = house.alert_reader.live(session)
    assert (urgent.subject.id, urgent.cause.value) == (flash.id, "urgent")
    house.log.add_entry(session, flash.id, NewEntry(EntryKind.TOLD, "已报告"))
    house.log.withdraw(session, flash.id, "重复登记")
    assert house.alert_reader.live(session) == ()
    assert house.verify().whole


def test_two_seats_that_sweep_at_once_take_one_step_and_raise_one_alert(
    house: House, session: Session, clock: SetClock, roster: Roster
) -> None:
    alert = raised(house, session)
    house.log.open_matter(session, a_slip(clock, due_at=clock.now() + MINUTE))
    clock.advance(3 * MINUTE)
    seats = [house.sweeper, Sweeper(house.store, house.journal, clock, house.alerts, "second-seat")]
    start = threading.Barrier(2)
    acted: list[int] = []

    def sweep_with(sweeper: Sweeper) -> None:
        start.wait(timeout=10)
        acted.append(sweeper.run().acted)

    threads = [threading.Thread(target=sweep_with, args=(seat,)) for seat in seats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(acted) == 2
    assert [one.deadline_kind for one in house.alert_reader.live(session)].count(DeadlineKind.MATTER_DUE) == 1
    assert [step.place for step in house.alert_reader.one(session, alert.id).history] == [0, 1]
    assert house.verify().whole


def test_a_disk_that_is_full_while_an_alert_is_raised_refuses_the_act_whole(
    house: House, session: Session, clock: SetClock, roster: Roster, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = house.journal.head()
    record = house.journal.record

    def full(unit: UnitOfWork, actor: Actor, act: str, *more: object) -> int:
        if act.startswith("alert."):
            raise Environment("storage.disk_full", file="room.dutyroom")
        return record(unit, actor, act, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(house.journal, "record", full)
    with pytest.raises(Environment):
        house.log.open_matter(session, a_slip(clock, urgency=Urgency.FLASH))
    assert house.log_reader.page(session, MatterFilter()).matters == ()
    assert (house.alert_reader.live(session), house.journal.head()) == ((), head)
