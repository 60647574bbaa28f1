"""An instruction is kept word for word, relayed at once, and closed only with a result that the leader has heard."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import DeadlineKind, DeadlineState
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from dutyroom.instructions.model import (
    FeedbackTo,
    GivenHow,
    InstructionKind,
    InstructionStepKind,
    NewTask,
    TaskMode,
    TaskOutcome,
    TaskStanding,
)
from dutyroom.log.model import Category, Channel, EntryKind, MatterState
from tests.factories import UNIT_NAME, a_classified_slip, a_slip, an_officer
from tests.instructions.orders import LEADER, TRAFFIC, WORDS, Desk, an_order, code_of


def running(desk: Desk) -> list[tuple[DeadlineKind, int]]:
    every = desk.house.alert_reader.deadlines_of(desk.session, desk.id)
    return sorted((one.kind, one.ordinal) for one in every if one.state is DeadlineState.RUNNING)


@pytest.mark.req("R054", "R055", "R199", "R220", "R231")
def test_an_order_goes_from_the_leader_to_the_unit_and_back(house: House, session: Session, clock: SetClock) -> None:
    desk = Desk(house, session, an_order(sheet={"section": "秘书五科", "notes": "语气急"}))
    instruction = desk.file.instruction
    assert (instruction.words, instruction.number, desk.task.standing) == (WORDS, "2026-0001", TaskStanding.TO_RELAY)
    assert desk.file.matter.entries[0].text == WORDS, "the exact words stand alone, notes are another entry"
    assert [entry.text for entry in desk.file.matter.entries if "语气急" in entry.text] == ["值班员备注：语气急"]
    assert (DeadlineKind.RELAY, 1) in running(desk)
    assert code_of(lambda: desk.act("close", "已办")) == "instructions.tasks_open"

    clock.advance(timedelta(minutes=6))
    assert code_of(lambda: desk.relay(read_back="")) == "instructions.no_read_back"
    desk.relay()
    assert desk.file.relay_took(desk.task) == timedelta(minutes=6)
    assert desk.task.standing is TaskStanding.UNDER_WAY
    assert (DeadlineKind.RELAY, 1) not in running(desk)
    assert desk.file.matter.entries[-1].text == f"已向{UNIT_NAME}邵青山（电话）传达批示原文，对方复诵：{WORDS}"

    clock.advance(timedelta(hours=3))
    desk.on("finish_task", "排查路段12公里，隐患三处已设警示")
    assert running(desk) == [(DeadlineKind.FEEDBACK, 1), (DeadlineKind.FEEDBACK, 2)]
    assert desk.file.owed() == (FeedbackTo.LEADER, FeedbackTo.SECTION)
    assert code_of(lambda: desk.act("close", "已办")) == "instructions.feedback_owed"
    desk.tell()
    assert code_of(lambda: house.log.close(session, desk.id, "已办")) == "instructions.feedback_owed"
    desk.tell(FeedbackTo.SECTION)
    assert code_of(lambda: desk.act("close", " ")) == "log.result_missing"
    desk.act("close", "隐患三处均已处置")
    assert desk.file.matter.matter.state is MatterState.CLOSED
    assert (desk.task.standing, running(desk)) == (TaskStanding.FINISHED, [])
    assert house.verify().whole

    house.log.reopen(session, desk.id, "领导要求复查")
    again = house.instruction_reader.file(session, desk.id)
    assert (again.instruction.open, again.tasks[0].standing) == (True, TaskStanding.AWAITING_FEEDBACK)


@pytest.mark.req("R054")
def test_an_overdue_relay_alerts_and_one_to_do_nothing_ends_with_the_relay(
    house: House, session: Session, clock: SetClock
) -> None:
    told = NewTask(unit_name=TRAFFIC, mode=TaskMode.TAKE_NOTE)
    asked = NewTask(unit_name="西岭县人民政府", mode=TaskMode.REPLY_DIRECTLY)
    desk = Desk(house, session, an_order(tasks=(told, asked)))
    clock.advance(timedelta(minutes=16))
    house.sweeper.run()
    alerts = house.alert_reader.live(session)
    assert {alert.title for alert in alerts} == {
        f"{desk.file.instruction.subject}（{name}）" for name in (TRAFFIC, "西岭县人民政府")
    }
    desk.relay(0)
    desk.relay(1)
    assert [task.outcome for task in desk.file.tasks] == [TaskOutcome.INFORMED, TaskOutcome.PASSED_ON]
    assert house.alert_reader.live(session) == ()
    assert [task.due_at for task in desk.file.tasks] == [None, None]


@pytest.mark.req("R126")
def test_what_is_passed_on_for_direct_reply_counts_as_done_and_is_chased_no_more(
    house: House, session: Session
) -> None:
    desk = Desk(house, session)
    desk.relay()
    desk.on("pass_on", "转市交通局直接答复来文单位")
    assert desk.task.outcome is TaskOutcome.PASSED_ON
    assert {kind for kind, _ordinal in running(desk)} == {DeadlineKind.FEEDBACK}
    assert code_of(lambda: desk.chase()) == "instructions.task_ended"


@pytest.mark.req("R056")
def test_who_forwarded_what_a_leader_instructed_on_has_to_hear_of_it(
    house: House, session: Session, clock: SetClock
) -> None:
    linked = house.log.open_matter(session, a_slip(clock)).matter.id
    sheet = {
        "forwarder": "市委办公室",
        "forwarder_number": "信息第17期",
        "linked_id": linked,
        "how": GivenHow.WRITTEN,
        "source": "市委信息第17期批示页",
        "kind": InstructionKind.REMARK,
    }
    desk = Desk(house, session, an_order(sheet=sheet))
    assert (DeadlineKind.FEEDBACK, 3) in running(desk), "the loop is open from the receipt"
    assert [one.id for one in house.instruction_reader.about(session, linked)] == [desk.id]
    assert house.log_reader.file(session, linked).entries[-1].kind is EntryKind.ORDERED
    clock.advance(timedelta(hours=3))
    house.sweeper.run()
    assert any(alert.deadline_kind is DeadlineKind.FEEDBACK for alert in house.alert_reader.live(session))
    desk.tell(FeedbackTo.FORWARDER)
    assert (DeadlineKind.FEEDBACK, 3) not in running(desk)
    assert desk.file.steps[-1].unit_name == "市委办公室"


@pytest.mark.req("R199", "R202", "R201")
def test_what_may_be_taken_down(house: House, session: Session, clock: SetClock) -> None:
    def refused(**changes: object) -> str:
        return code_of(lambda: house.instructions.open(session, an_order(**changes)))

    assert refused(decided=False) == "instructions.undecided"
    assert refused(sheet={"leader_name": " "}) == "instructions.no_leader"
    assert refused(sheet={"how": GivenHow.WRITTEN}) == "instructions.no_source"
    assert refused(tasks=()) == "instructions.no_task"
    assert refused(task={"unit_name": ""}) == "instructions.no_unit"
    assert refused(words="机密★10年 请阅") == "log.secrecy_mark"
    assert refused(sheet={"notes": "【秘密】"}) == "log.secrecy_mark"
    item = house.log.open_matter(session, a_classified_slip(clock)).matter.id
    assert refused(sheet={"linked_id": item}) == "log.classified_no_reply"
    with house.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM instructions").scalar_one() == 0

    written = {"how": GivenHow.WRITTEN, "source": "呈批件第8号", "transcriber": "周岚"}
    desk = Desk(house, session, an_order(sheet=written))
    assert "转录人周岚，转录自呈批件第8号" in desk.file.matter.entries[1].text
    assert desk.file.matter.matter.channel is Channel.PAPER


@pytest.mark.req("R199")
def test_corrected_words_stand_beside_the_old_ones_and_every_unit_is_told_again(
    house: House, session: Session, clock: SetClock
) -> None:
    told = NewTask(unit_name=TRAFFIC, mode=TaskMode.TAKE_NOTE)
    desk = Desk(house, session, an_order(tasks=(an_order().tasks[0], told)))
    desk.relay(0)
    desk.relay(1)
    clock.advance(timedelta(minutes=30))
    assert code_of(lambda: desk.act("correct_words", WORDS, "听错")) == "log.nothing_changed"
    assert code_of(lambda: desk.act("correct_words", "密级：秘密", "听错")) == "log.secrecy_mark"
    desk.act("correct_words", WORDS.replace("八点", "九点"), "领导秘书更正")
    assert [one.words for one in desk.file.wordings] == [WORDS, WORDS.replace("八点", "九点")]
    assert WORDS in desk.file.matter.entries[-1].text
    assert [task.standing for task in desk.file.tasks] == [TaskStanding.TO_RELAY] * 2
    due = [
        one.due_at
        for one in house.alert_reader.deadlines_of(session, desk.id)
        if one.state is DeadlineState.RUNNING and one.kind is DeadlineKind.RELAY
    ]
    assert due == [clock.now() + timedelta(minutes=15)] * 2
    assert code_of(lambda: desk.on("finish_task", "已办")) == "instructions.not_relayed"
    desk.relay(0)
    desk.relay(1)
    assert desk.file.steps_of(desk.task.id, InstructionStepKind.RELAYED)[-1].wording == 2
    desk.on("finish_task", "已办")
    desk.tell()
    desk.act("correct_words", WORDS.replace("连夜", "立即"), "再次核对原件")
    assert code_of(lambda: desk.act("close", "已办")) == "instructions.tasks_open", "who has done it hears of it too"
    desk.relay(0)
    desk.relay(1)
    desk.tell()
    assert not desk.act("close", "已办").instruction.open


@pytest.mark.req("R201")
def test_a_wrong_sheet_is_corrected_and_what_stood_before_is_said(house: House, session: Session) -> None:
    desk = Desk(house, session, an_order(sheet={"forwarder": "市委办公室"}))
    sheet = desk.file.instruction.sheet
    assert code_of(lambda: desk.act("change_sheet", sheet, "核对")) == "log.nothing_changed"
    assert code_of(lambda: desk.act("change_sheet", replace(sheet, leader_name="沈砚"), " ")) == (
        "instructions.reason_missing"
    )
    desk.act("change_sheet", replace(sheet, leader_name="沈砚", leader_post="常务副市长", forwarder=""), "记错领导")
    assert desk.file.matter.entries[-1].text == (
        "更正登记：领导由“贺知微副市长”改为“沈砚常务副市长”；转文单位由“市委办公室”改为“无”。理由：记错领导"
    )
    assert house.instruction_reader.leaders(session) == ("沈砚",)
    assert code_of(lambda: house.instructions.open(session, an_order(sheet={"linked_id": "f" * 32}))) == (
        "log.no_such_matter"
    )


@pytest.mark.req("R200")
def test_a_draft_on_a_leaders_behalf_goes_out_only_when_it_is_signed(
    house: House, session: Session, clock: SetClock
) -> None:
    desk = Desk(house, session, an_order(sheet={"drafted": True, "source": "代拟稿第3号"}))
    assert code_of(desk.relay) == "instructions.not_signed"
    clock.advance(timedelta(hours=1))
    desk.act("note_signed", "代拟稿第3号签批页")
    assert (DeadlineKind.RELAY, 1) in running(desk)
    desk.relay()
    assert code_of(lambda: desk.act("note_signed", "再签一次")) == "instructions.not_drafted"


@pytest.mark.req("R036")
def test_another_matter_that_a_leader_assigns_uses_the_same_sheet_and_the_room_does_it_itself(
    house: House, session: Session
) -> None:
    ours = NewTask(mode=TaskMode.OURSELVES, text="核对国庆值班安排")
    desk = Desk(house, session, an_order(sheet={"kind": InstructionKind.ASSIGNED}, tasks=(ours,)))
    assert desk.task.standing is TaskStanding.UNDER_WAY
    assert desk.file.matter.matter.category is Category.LEADER_ORDER
    desk.on("finish_task", "已核对")
    desk.tell()
    assert not desk.act("close", "已核对并报告").instruction.open


def test_of_two_officers_at_one_instruction_the_second_hears_who_was_first(
    house: House, session: Session, clock: SetClock
) -> None:
    desk = Desk(house, session)
    other = house.accounts.sign_in(an_officer(house, session).id)
    seen = desk.file.instruction.version
    desk.relay()
    clock.advance(timedelta(minutes=1))
    with pytest.raises(Refused) as told:
        house.instructions.stop_task(other, desk.id, seen, desk.task.id, "不办了")
    assert told.value.params == {"number": "2026-0001", "name": "陈予", "at": "20:38"}
    assert house.instruction_reader.file(other, desk.id).tasks[0].outcome is None
    twice = house.instructions.open(session, an_order(), "d" * 32)
    assert house.instructions.open(session, an_order(), "d" * 32) == twice, "a second press finds the first"


def test_a_withdrawn_instruction_has_no_clock_and_comes_back_as_it_was(house: House, session: Session) -> None:
    desk = Desk(house, session)
    before = running(desk)
    house.log.withdraw(session, desk.id, "重复登记")
    gone = house.instruction_reader.file(session, desk.id)
    assert (gone.tasks[0].standing, running(desk)) == (TaskStanding.WITHDRAWN, [])
    house.log.reinstate(session, desk.id, "并非重复")
    assert running(desk) == before
    assert house.instruction_reader.file(session, desk.id).tasks[0].standing is TaskStanding.TO_RELAY
    assert gone.instruction.sheet.leader_name == LEADER
