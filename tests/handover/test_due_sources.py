"""What the rooms of reports, instructions and whereabouts put on the sheet of the next handover."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyroom.alerts.model import DeadlineKind
from dutyroom.directory.model import Person, Unit, UnitKind
from dutyroom.incidents.events import EventSheet
from dutyroom.instructions.model import FeedbackTo, InstructionSheet, NewInstruction, NewRelay, NewTask, Pace
from dutyroom.log.model import Category, Channel, Urgency
from dutyroom.reports.model import Gate, ReportStage, ReportState
from dutyroom.whereabouts.model import NewNotice, WhereaboutsKind
from tests.factories import a_sheet, a_slip
from tests.handover.watching import Desk, at


@pytest.mark.req("R085")
def test_a_report_stands_on_the_next_sheet_until_it_is_out_and_its_gates_are_cleared(desk: Desk) -> None:
    house, session, clock = desk.house, desk.session, desk.clock
    slip = a_slip(clock, category=Category.EMERGENCY, urgency=Urgency.FLASH, subject="青云路两车相撞")
    event = house.incidents.open_event(session, slip, a_sheet(place="东湖区青云路")).incident
    file = house.reports.draft(session, event.id, ReportStage.FIRST)
    drafted = desk.sheet(desk.opened())
    (line,) = [one for one in drafted.reports_due if one.report is not None]
    assert (line.kind, line.report, line.due_at) == (DeadlineKind.FIRST, ReportState.DRAFT, None)
    assert (line.number, line.subject_id, line.detail) == (file.report.number, event.id, session.name)

    waiting = house.reports.submit(session, file.report.id, file.report.version, (Gate.UPWARD,)).report
    (line,) = [one for one in desk.sheet(desk.started()).reports_due if one.report is not None]
    assert (line.report, line.due_at) == (ReportState.REVIEW, waiting.gate_due_at)

    house.reports.withdraw(session, file.report.id, "与前报重复")
    frozen, live = desk.sheet(desk.opened()), house.gatherer.sources[0]
    with house.store.read() as connection:
        assert live.lines(connection, clock.now()) == ()
    assert [one.report for one in frozen.reports_due if one.report] == [ReportState.REVIEW]  # cut off before


def test_a_task_stands_on_the_next_sheet_with_its_chase_until_the_leader_has_heard(desk: Desk) -> None:
    house, session, clock = desk.house, desk.session, desk.clock
    sheet = InstructionSheet(leader_name="贺知微", leader_post="副市长")
    task = NewTask(unit_name="西岭县政府", text="排查隐患", pace=Pace.ORDERED, due_at=at(12) + timedelta(days=4))
    file = house.instructions.open(
        session, NewInstruction(sheet=sheet, words="请排查青云路段隐患，四日内报我。", tasks=(task,), decided=True)
    )
    number, subject = file.matter.matter.number, file.matter.matter.subject

    def lines() -> list[tuple[DeadlineKind, str, str, str]]:
        with house.store.read() as connection:
            found = house.gatherer.sources[1].lines(connection, clock.now())
        return [(one.kind, one.number, one.title, one.detail) for one in found]

    told = (number, subject, "西岭县政府")
    assert lines() == [(DeadlineKind.RELAY, *told)]
    assert [one.kind for one in desk.sheet(desk.opened()).instructions] == [DeadlineKind.RELAY]
    relay = NewRelay(person="邵青山", read_back="排查隐患，四日内上报")
    file = house.instructions.note_relay(
        session, file.instruction.id, file.instruction.version, file.tasks[0].id, relay
    )
    assert lines() == [(DeadlineKind.TASK_DUE, *told)]

    chase = file.tasks[0].chase_before_at
    assert chase is not None
    clock.jump(chase - timedelta(hours=20))
    assert lines() == [(DeadlineKind.TASK_DUE, *told), (DeadlineKind.CHASE, *told)]

    version = file.instruction.version
    file = house.instructions.finish_task(session, file.instruction.id, version, file.tasks[0].id, "隐患已排除")
    assert lines() == [(DeadlineKind.FEEDBACK, *told)]
    file = house.instructions.note_feedback(
        session, file.instruction.id, file.instruction.version, FeedbackTo.LEADER, "贺知微", Channel.PHONE, "已报告"
    )
    house.instructions.close(session, file.instruction.id, file.instruction.version, "隐患已排除，已报告")
    assert lines() == []


@pytest.mark.req("R085")
def test_leaders_away_stand_on_the_sheet_with_where_and_who_acts(desk: Desk) -> None:
    house, session = desk.house, desk.session
    unit = house.directory.add_unit(session, Unit(id="", name="云岭市人民政府领导", kind=UnitKind.LEADERS), {}).id
    ids = [
        house.directory.add_person(
            session, Person(id="", unit_id=unit, name=name, post="副市长", is_leader=True), {}
        ).id
        for name in ("秦望舒", "白露")
    ]
    until = desk.clock.now() + timedelta(days=2)
    trip = NewNotice(person_id=ids[0], kind=WhereaboutsKind.TRIP, since=desk.clock.now(), until=until, place="省城")
    house.whereabouts.note(session, NewNotice(**{**vars(trip), "deputy_id": ids[1]}))
    (away,) = desk.sheet(desk.started()).leaders_absent
    assert (away.name, away.post, away.why, away.where) == ("秦望舒", "副市长", WhereaboutsKind.TRIP, "省城")
    assert (away.until, away.deputy) == (until, "白露")


def test_a_drill_is_handed_over_after_what_is_real_and_counts_as_no_call(desk: Desk) -> None:
    house, session, clock = desk.house, desk.session, desk.clock
    flash = a_slip(clock, category=Category.EMERGENCY, urgency=Urgency.FLASH, subject="演练：化工厂泄漏")
    drill = house.incidents.open_event(session, flash, EventSheet(**{**vars(a_sheet()), "drill": True})).incident
    call = house.log.open_matter(session, a_slip(clock, subject="路面塌陷")).matter
    sheet = desk.sheet(desk.started())
    assert [one.matter_id for one in sheet.pending] == [call.id, drill.id]
    assert sheet.calls == 1
