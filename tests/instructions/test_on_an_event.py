"""A leader's word on an event: whom the room called, what they were asked to do, what came of it, all by the event."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.instructions.model import (
    FeedbackTo,
    InstructionStepKind,
    NewRelay,
    NewTask,
    TaskStanding,
)
from dutyroom.instructions.views import SupervisionFilter
from dutyroom.log.model import Category, EntryKind, MatterState, NewEntry
from tests.factories import UNIT_NAME, a_sheet, a_slip
from tests.instructions.orders import TRAFFIC, WORDS, Desk, an_order, code_of

HOSPITAL = "云岭市第一人民医院"


@pytest.fixture
def event_id(house: House, session: Session, clock: SetClock) -> str:
    slip = a_slip(clock, category=Category.EMERGENCY, subject="青云路两车相撞")
    return house.incidents.open_event(session, slip, a_sheet(), []).incident.id


@pytest.fixture
def desk(house: House, session: Session, event_id: str) -> Desk:
    """An officer with a vice mayor's order on the event, to be carried out by three units."""
    tasks = (
        NewTask(unit_name=UNIT_NAME, text="到场统一指挥"),
        NewTask(unit_name=TRAFFIC, text="分流过往车辆"),
        NewTask(unit_name=HOSPITAL, text="腾出床位接收伤员"),
    )
    return Desk(house, session, an_order(sheet={"linked_id": event_id, "section": "秘书五科"}, tasks=tasks))


@pytest.mark.req("R008", "R051")
def test_each_unit_is_called_asked_to_do_something_and_its_answer_stays_with_the_event(
    house: House, session: Session, clock: SetClock, desk: Desk, event_id: str
) -> None:
    called = (("邵青山", "已带队出发"), ("纪长河", "两处路口已设卡"), ("舒蔓", "已腾出床位十二张"))
    for place, (person, answer) in enumerate(called):
        clock.advance(timedelta(minutes=2))
        desk.on("note_relay", NewRelay(person=person, read_back=WORDS), task=place)
        clock.advance(timedelta(minutes=10))
        desk.on("finish_task", answer, task=place)
    (of_event,) = house.instruction_reader.about(session, event_id)
    file = house.instruction_reader.file(session, of_event.id)
    seen = []
    for task in file.tasks:
        (relay,) = file.steps_of(task.id, InstructionStepKind.RELAYED)
        (done,) = file.steps_of(task.id, InstructionStepKind.DONE)
        seen.append((relay.unit_name or task.unit_name, relay.person, task.text, done.text))
    assert seen == [
        (UNIT_NAME, "邵青山", "到场统一指挥", "已带队出发"),
        (TRAFFIC, "纪长河", "分流过往车辆", "两处路口已设卡"),
        (HOSPITAL, "舒蔓", "腾出床位接收伤员", "已腾出床位十二张"),
    ]
    entries = house.log_reader.file(session, event_id).entries
    assert [one.kind for one in entries if WORDS in one.text] == [EntryKind.ORDERED], "the event says what was ordered"
    day = house.calendar.day_span(house.calendar.local_date(clock.now()))
    assert {one.step.kind for one in house.instruction_reader.moved(session, *day)} == {
        InstructionStepKind.RELAYED,
        InstructionStepKind.DONE,
    }
    counts = house.instruction_reader.counts(session, SupervisionFilter(), clock.now(), day)
    assert (counts.total, counts.awaiting_feedback) == (3, 3), "summed up for the leader"
    assert house.verify().whole


@pytest.mark.req("R016", "R051")
def test_an_order_on_an_event_is_a_task_with_owner_due_time_standing_feedback_and_an_end(
    house: House, session: Session, clock: SetClock, desk: Desk
) -> None:
    desk.on("assign", session.account_id, session.name)
    assert (desk.task.owner_name, desk.task.standing) == (session.name, TaskStanding.TO_RELAY)
    assert desk.task.due_at is not None
    for place in range(3):
        desk.relay(place)
    clock.advance(timedelta(hours=1))
    desk.chase("正在处置")
    assert desk.task.standing is TaskStanding.UNDER_WAY
    assert code_of(lambda: desk.act("close", "已办")) == "instructions.tasks_open"
    for place in range(3):
        desk.on("finish_task", "已办结", task=place)
    assert desk.file.owed() == (FeedbackTo.LEADER, FeedbackTo.SECTION)
    desk.tell()
    desk.tell(FeedbackTo.SECTION)
    desk.act("close", "伤员均已收治，道路恢复通行")
    assert desk.file.matter.matter.state is MatterState.CLOSED
    assert [task.standing for task in desk.file.tasks] == [TaskStanding.FINISHED] * 3


@pytest.mark.req("R052")
def test_whom_the_room_spoke_with_about_an_event_stands_in_its_file_step_by_step(
    house: House, session: Session, clock: SetClock, event_id: str
) -> None:
    spoken = (
        (EntryKind.TOLD, "电话告知秘书五科纪长河：两车相撞，三人受伤"),
        (EntryKind.ANSWERED, "秘书五科答复：已报分管副秘书长"),
        (EntryKind.TOLD, "电话询问东湖区人民政府总值班室舒蔓：现场力量是否足够"),
        (EntryKind.ANSWERED, "东湖区人民政府总值班室答复：消防、医疗已到场"),
        (EntryKind.VERIFIED, "与市公安局交警支队核对：伤者三人"),
    )
    for kind, text in spoken:
        clock.advance(timedelta(minutes=3))
        house.log.add_entry(session, event_id, NewEntry(kind, text))
    entries = house.log_reader.file(session, event_id).entries[-len(spoken) :]
    assert [(one.kind, one.text) for one in entries] == list(spoken)
    assert [one.received_at for one in entries] == sorted({one.received_at for one in entries})
    assert {one.account_name for one in entries} == {session.name}
    hits = house.log_reader.search(session, "东湖区人民政府总值班室").hits
    assert {hit.matter.id for hit in hits} == {event_id}, "and is found again by the name of the unit"
