"""A report on its way: drafted from the file, cleared at two gates, sent once to each, followed up, corrected."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyroom.alerts.model import DeadlineKind, DeadlineState
from dutyroom.errors import Refused
from dutyroom.incidents.deadlines import Stage
from dutyroom.reports.model import (
    Basis,
    DispatchAct,
    DispatchChannel,
    GateState,
    ReportFilter,
    ReportStage,
    ReportState,
    Sending,
    WhyTold,
)
from tests.reports.conftest import FIRST, FOLLOW_UP, LEADERS, UPWARD, Desk, dead

FAX, PHONE = DispatchChannel.FAX, DispatchChannel.PHONE


def running(desk: Desk, subject_id: str) -> set[DeadlineKind]:
    every = desk.house.alert_reader.deadlines_of(desk.officer, subject_id)
    return {one.kind for one in every if one.state is DeadlineState.RUNNING}


@pytest.mark.req("R010", "R021", "R043", "R044", "R058", "R094", "R097")
def test_a_first_report_is_cleared_at_two_gates_sent_once_to_each_and_followed_up_to_everybody_told(desk: Desk) -> None:
    verbs, house = desk.house.reports, desk.house
    file = desk.draft()
    assert (file.report.number, file.report.state) == ("直报2026-0001", ReportState.DRAFT)
    assert file.report.title == "关于青云路两车相撞的报告（初报）"
    assert "死亡3人（东湖区应急管理局20时38分）" in file.text.body
    listed = {one.class_id: one for one in file.standing()}
    assert {"mayor", "leaders", "committee", "general_office", "counties", "departments"} <= set(listed)
    assert (listed["leaders"].called, listed["leaders"].why) == ("副市长 秦望舒", WhyTold.PORTFOLIO)
    assert listed["counties"].name == "东湖区人民政府总值班室"
    assert (listed["committee"].act, listed["counties"].act) == (DispatchAct.REPORT, DispatchAct.NOTIFY)

    above = Sending(listed["general_office"].key, FAX, received_by="值班员郑维岳", read_back="死亡三人")
    with pytest.raises(Refused) as early:
        desk.send(file, above)
    assert (early.value.code, early.value.params["gate"]) == ("reports.gate_closed", "upward")

    file = verbs.submit(desk.officer, file.report.id, 1)
    assert (file.gate(LEADERS).state, file.gate(UPWARD).state) == (GateState.WAITING, GateState.NEXT)
    file = verbs.approve(desk.officer, file.report.id, LEADERS, 1, "同意报市领导", signer=desk.leader)
    assert file.gate(UPWARD).state is GateState.WAITING
    told = [Sending(listed[one].key, PHONE) for one in ("mayor", "leaders")]
    file = desk.send(file, Sending(listed["committee"].key, FAX), *told)
    assert file.report.state is ReportState.SENT
    file = verbs.approve(desk.officer, file.report.id, UPWARD, 1, signer=desk.secretary)
    assert [step.account_name for step in file.steps if step.gate and step.words][-2:] == ["林秋实", "沈知远"]
    assert file.signed_by() == "沈知远"
    file = desk.send(file, above)
    assert file.dispatches[-1].basis is Basis.RULE
    assert (file.dispatches[-1].received_by, file.dispatches[-1].read_back) == ("值班员郑维岳", "死亡三人")

    desk.clock.advance(timedelta(minutes=5))
    with pytest.raises(Refused) as twice:
        desk.send(file, above)
    assert twice.value.code == "reports.sent_already"
    assert twice.value.params["by"] == desk.officer.name
    assert twice.value.params["at"] == "11-21 20:38"

    desk.clock.advance(timedelta(minutes=20))
    house.incidents.add_facts(desk.officer, desk.event_id, [dead(4, "市公安局")])
    again = desk.draft(FOLLOW_UP)
    assert (again.report.number, again.report.title) == ("直报2026-0002", "关于青云路两车相撞的报告（续报一）")
    assert "死亡由3人增至4人" in again.text.body
    before = [one.key for one in again.standing() if one.why is WhyTold.TOLD_BEFORE]
    assert before == [one.recipient.key for one in file.dispatches]
    assert house.report_reader.page(desk.officer, ReportFilter(state=ReportState.SENT)).total == 1
    assert [one.number for one in house.report_reader.of_event(desk.officer, desk.event_id)] == [
        "直报2026-0001",
        "直报2026-0002",
    ]
    assert house.verify().whole


@pytest.mark.req("R096")
def test_a_report_by_phone_opens_the_duty_to_write_which_the_written_one_closes(desk: Desk) -> None:
    file = desk.cleared(desk.draft())
    committee = desk.key(file, "committee")
    assert {DeadlineKind.PHONE, DeadlineKind.WRITTEN} <= running(desk, desk.event_id)
    file = desk.send(file, Sending(committee, PHONE, received_by="夏明哲", read_back="复述无误"))
    assert DeadlineKind.PHONE not in running(desk, desk.event_id)
    assert running(desk, file.report.id) == {DeadlineKind.WRITTEN}
    written = desk.house.alert_reader.deadlines_of(desk.officer, file.report.id)
    assert written[-1].due_at == desk.clock.now() + timedelta(minutes=30)
    desk.clock.advance(timedelta(minutes=9))
    desk.send(file, Sending(committee, FAX))
    assert running(desk, file.report.id) == set()
    assert DeadlineKind.WRITTEN not in running(desk, desk.event_id)


@pytest.mark.req("R097")
def test_a_significant_event_with_a_report_is_not_told_upward_by_a_note_beside_the_register(desk: Desk) -> None:
    desk.draft(FIRST)
    note = desk.house.incidents.note_report
    note(desk.officer, desk.event_id, Stage.PHONE, "市委值班室")
    with pytest.raises(Refused, match="only_here"):
        note(desk.officer, desk.event_id, Stage.WRITTEN, "自治区人民政府总值班室")


@pytest.mark.req("R057")
def test_what_both_duty_rooms_above_were_told_of_an_event_is_one_log_with_who_took_it_down(desk: Desk) -> None:
    house = desk.house

    def tell(stage: ReportStage, channel: DispatchChannel, minutes: int) -> None:
        file = desk.cleared(desk.draft(stage))
        for class_id, person in (("committee", "夏明哲"), ("general_office", "郑维岳")):
            desk.clock.advance(timedelta(minutes=minutes))
            to = Sending(desk.key(file, class_id), channel, received_by=person, read_back="复述无误")
            file = desk.send(file, to)

    tell(FIRST, FAX, 2)
    house.incidents.add_facts(desk.officer, desk.event_id, [dead(4, "市公安局")])
    tell(FOLLOW_UP, PHONE, 5)
    log = house.report_reader.register(desk.officer, desk.event_id)
    assert [(one.recipient.class_id, one.stage, one.channel, one.received_by) for one in log] == [
        ("committee", FIRST, FAX, "夏明哲"),
        ("general_office", FIRST, FAX, "郑维岳"),
        ("committee", FOLLOW_UP, PHONE, "夏明哲"),
        ("general_office", FOLLOW_UP, PHONE, "郑维岳"),
    ]
    assert [one.recipient.name for one in log[:2]] == ["中共云岭市委值班室", "青岚省人民政府总值班室"]
    assert all(one.read_back and one.account_name == desk.officer.name for one in log)
    assert [one.sent_at for one in log] == sorted(one.sent_at for one in log)
