"""The two gates: who may open them, what is returned, passed by and owed, and what waits too long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from dutyroom.accounts.model import Role
from dutyroom.alerts.model import Called, Cause, DeadlineKind, Who
from dutyroom.errors import Refused
from dutyroom.reports.model import (
    Basis,
    DispatchChannel,
    GateState,
    ReportFilter,
    ReportState,
    ReportStep,
    ReportText,
    Sending,
    UrgencyMark,
)
from dutyroom.texts import sentence
from tests.alerts.people import Roster
from tests.factories import PASSWORD, an_officer, signing
from tests.reports.conftest import LEADERS, UPWARD, Desk

PHONE = DispatchChannel.PHONE


def refused(act: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as told:
        act()
    return told.value


@pytest.mark.req("R043", "R094")
def test_each_gate_is_signed_once_by_who_may_with_opinion_name_time_and_signature(desk: Desk) -> None:
    verbs, house = desk.house.reports, desk.house
    report = desk.draft().report
    not_yet = refused(lambda: verbs.approve(desk.officer, report.id, LEADERS, 1, signer=desk.leader))
    assert not_yet.code == "reports.gate_not_asked"
    verbs.submit(desk.officer, report.id, 1)
    second = signing(house, an_officer(house, desk.officer, "谷雨"))
    not_theirs = refused(lambda: verbs.approve(desk.officer, report.id, LEADERS, 1, signer=second))
    assert not_theirs.code == "reports.not_at_gate"
    # The officer is head of the duty room as well, and all the same does not clear their own words.
    officer = house.accounts.signer(desk.officer.account_id, PASSWORD)
    own = refused(lambda: verbs.approve(desk.officer, report.id, LEADERS, 1, signer=officer))
    assert own.code == "reports.own_draft"
    early = refused(lambda: verbs.approve(desk.officer, report.id, UPWARD, 1, signer=desk.secretary))
    assert (early.code, early.params["gate"]) == ("reports.gate_before", "leaders")

    desk.clock.advance(timedelta(minutes=4))
    file = verbs.approve(desk.officer, report.id, LEADERS, 1, "同意报市领导", signer=desk.leader)
    decided = file.gate(LEADERS).decided
    assert decided is not None
    assert (decided.words, decided.account_name, decided.at) == ("同意报市领导", "林秋实", desk.clock.now())
    signature = house.accounts.signatures_of("report_gate", report.id)[0]
    assert (signature.id, signature.account_name) == (decided.signature_id, "林秋实")
    assert file.text.body in signature.text
    desk.clock.advance(timedelta(minutes=1))
    twice = refused(lambda: verbs.approve(desk.officer, report.id, LEADERS, 1, signer=desk.leader))
    assert (twice.code, twice.params["name"], twice.params["at"]) == ("reports.gate_signed", "林秋实", "11-21 20:42")
    assert sentence(twice) == "直报2026-0001 的“报领导审核”已由林秋实于11-21 20:42办结，不必再签。"
    assert house.verify().whole


@pytest.mark.req("R043", "R093", "R095")
def test_a_returned_report_is_changed_and_has_to_pass_every_gate_again(desk: Desk) -> None:
    verbs = desk.house.reports
    report = desk.draft().report
    verbs.submit(desk.officer, report.id, 1)
    verbs.approve(desk.officer, report.id, LEADERS, 1, signer=desk.leader)
    nothing_said = refused(lambda: verbs.give_back(desk.officer, report.id, UPWARD, 1, " ", signer=desk.secretary))
    assert nothing_said.code == "reports.remarks_missing"
    file = verbs.give_back(desk.officer, report.id, UPWARD, 1, "起因写明，事实不清处先核实", signer=desk.secretary)
    assert (file.report.state, file.gate(UPWARD).state) == (ReportState.RETURNED, GateState.RETURNED)
    assert file.steps[-1].words == "起因写明，事实不清处先核实"
    changed = replace(file.text, body=file.text.body.replace("起因和性质正在核实", "系追尾引发"))
    file = verbs.save(desk.officer, report.id, 1, changed)
    assert [one.state for one in file.gates] == [GateState.NOT_ASKED, GateState.NOT_ASKED]
    assert [one.text for one in file.versions] == [file.versions[0].text, changed]
    stale = refused(lambda: verbs.submit(desk.officer, report.id, 1))
    assert stale.code == "reports.overtaken"
    file = desk.cleared(file)
    assert file.report.state is ReportState.CLEARED
    file = verbs.take_back(desk.officer, report.id, "补充现场情况")
    assert (file.report.state, file.report.version) == (ReportState.DRAFT, 3)
    assert [one.state for one in file.gates] == [GateState.NOT_ASKED, GateState.NOT_ASKED]


@pytest.mark.req("R022", "R049", "R050", "R006")
def test_the_most_urgent_goes_past_the_gate_by_name_and_is_cleared_afterwards(desk: Desk) -> None:
    verbs = desk.house.reports
    file = desk.draft()
    mayor, above = desk.key(file, "mayor"), desk.key(file, "general_office")
    calm = verbs.save(desk.officer, file.report.id, 1, replace(file.text, urgency=UrgencyMark.URGENT))
    told = refused(lambda: verbs.bypass(desk.officer, file.report.id, LEADERS, 2, "市长贺江川", "三人死亡"))
    assert told.code == "reports.bypass_not_urgent"
    urgent = replace(calm.text, urgency=UrgencyMark.MOST_URGENT)
    verbs.save(desk.officer, file.report.id, 2, urgent)
    file = verbs.bypass(desk.officer, file.report.id, LEADERS, 3, "市长贺江川", "三人死亡，交通中断")
    assert (file.gate(LEADERS).state, file.report.owing) == (GateState.BYPASSED, frozenset({LEADERS}))
    file = desk.send(file, Sending(mayor, PHONE, received_by="贺江川", read_back="已知悉"))

    upward = refused(lambda: verbs.bypass(desk.officer, file.report.id, UPWARD, 3, "市长贺江川", "领导要求"))
    assert upward.code == "reports.order_missing"
    file = verbs.note_order(desk.officer, file.report.id, "市长贺江川", "立即报自治区，全力救人。")
    assert (file.orders[0].leader, file.orders[0].words) == ("市长贺江川", "立即报自治区，全力救人。")
    verbs.bypass(desk.officer, file.report.id, UPWARD, 3, "市长贺江川", "按市长指示立即上报")
    file = desk.send(file, Sending(above, PHONE))
    assert file.dispatches[-1].basis is Basis.ORDER

    owing = ReportFilter(owing=True)
    assert desk.house.report_reader.count(desk.officer, owing) == 1
    file = verbs.approve(desk.officer, file.report.id, LEADERS, 3, "情况属实，补签", signer=desk.leader)
    assert (file.gate(LEADERS).state, file.gate(LEADERS).late) == (GateState.APPROVED, True)
    file = verbs.approve(desk.officer, file.report.id, UPWARD, 3, signer=desk.secretary)
    assert (file.report.owing, file.report.state) == (frozenset(), ReportState.SENT)
    assert desk.house.report_reader.count(desk.officer, owing) == 0
    acts = [line.act for line in desk.house.journal.lines_about(file.report.id)]
    assert acts.count("report.bypassed") == 2


@pytest.mark.req("R049")
def test_a_gate_passed_by_is_shut_again_when_the_report_comes_back_before_it_went_out(desk: Desk) -> None:
    verbs = desk.house.reports
    file = desk.draft()
    mayor = Sending(desk.key(file, "mayor"), PHONE)
    verbs.bypass(desk.officer, file.report.id, LEADERS, 1, "市长贺江川", "三人死亡")
    file = verbs.give_back(desk.officer, file.report.id, LEADERS, 1, "先核实人数", signer=desk.leader)
    assert (file.gate(LEADERS).state, file.report.owing) == (GateState.RETURNED, frozenset())
    assert refused(lambda: desk.send(file, mayor)).code == "reports.gate_closed"


@pytest.mark.req("R043", "R113")
def test_a_leader_who_goes_on_leave_between_draft_and_gate_is_stood_in_for_by_the_deputy(desk: Desk) -> None:
    house, verbs = desk.house, desk.house.reports
    deputy = signing(house, an_officer(house, desk.officer, "白露", Role.DUTY_OFFICER))
    watch = Roster()
    watch.on = {Who.SECRETARY_GENERAL: (Called(name="沈知远", account_id=desk.secretary.account_id),)}
    keeper = house.alerts.keeper
    keeper._on_watch, keeper._absences = watch, watch
    report = desk.draft().report
    verbs.submit(desk.officer, report.id, 1)
    verbs.approve(desk.officer, report.id, LEADERS, 1, signer=desk.leader)
    assert [one.name for one in verbs.may_sign(desk.officer, report.id, UPWARD)] == ["沈知远"]
    not_yet = refused(lambda: verbs.approve(desk.officer, report.id, UPWARD, 1, signer=deputy))
    assert not_yet.code == "reports.not_at_gate"
    watch.away["沈知远"] = Called(name="白露", account_id=deputy.account_id)
    assert [one.instead_of for one in verbs.may_sign(desk.officer, report.id, UPWARD)] == ["沈知远"]
    file = verbs.approve(desk.officer, report.id, UPWARD, 1, signer=deputy)
    decided = file.gate(UPWARD).decided
    assert decided is not None
    assert (decided.account_name, decided.for_whom) == ("白露", "沈知远")


@pytest.mark.req("R094")
def test_the_responsible_deputy_opens_the_gate_upward_and_no_other(desk: Desk) -> None:
    house, verbs = desk.house, desk.house.reports
    deputy = signing(house, an_officer(house, desk.officer, "江照", Role.RESPONSIBLE_DEPUTY))
    report = desk.draft().report
    verbs.submit(desk.officer, report.id, 1)
    lower = refused(lambda: verbs.approve(desk.officer, report.id, LEADERS, 1, signer=deputy))
    assert lower.code == "reports.not_at_gate"
    verbs.approve(desk.officer, report.id, LEADERS, 1, signer=desk.leader)
    assert [one.name for one in verbs.may_sign(desk.officer, report.id, UPWARD)] == ["沈知远", "江照"]
    file = verbs.approve(desk.officer, report.id, UPWARD, 1, "同意上报", signer=deputy)
    decided = file.gate(UPWARD).decided
    assert decided is not None
    assert (decided.account_name, decided.for_whom, file.report.state) == ("江照", "", ReportState.CLEARED)
    assert [one.account_name for one in house.accounts.signatures_of("report_gate", report.id)] == ["林秋实", "江照"]
    assert all(step.signature_id for step in file.steps if step.step is ReportStep.APPROVED)


@pytest.mark.req("R043")
def test_what_waits_too_long_at_a_gate_raises_an_alert_and_ends_with_the_decision(desk: Desk) -> None:
    house = desk.house
    report = desk.draft().report
    file = house.reports.submit(desk.officer, report.id, 1)
    assert file.report.waiting_since == desk.clock.now()
    assert file.report.gate_due_at == desk.clock.now() + timedelta(minutes=10)
    assert house.report_reader.page(desk.officer, ReportFilter(gate=LEADERS)).reports == (file.report,)
    desk.clock.advance(timedelta(minutes=11))
    house.sweeper.run()
    late = [one for one in house.alert_reader.live(desk.officer) if one.subject.id == report.id]
    assert [(one.cause, one.deadline_kind) for one in late] == [(Cause.OVERDUE, DeadlineKind.REVIEW)]
    house.reports.approve(desk.officer, report.id, LEADERS, 1, signer=desk.leader)
    assert not [one for one in house.alert_reader.live(desk.officer) if one.subject.id == report.id]


@pytest.mark.req("R092", "R093")
def test_two_officers_on_one_draft_overwrite_nothing_and_a_mark_of_secrecy_stops_the_save(desk: Desk) -> None:
    verbs = desk.house.reports
    file = desk.draft()
    report, mine = file.report, replace(file.text, body=file.text.body + "\n现场已清理。")
    held = refused(lambda: verbs.save(desk.second, report.id, 1, mine))
    assert (held.code, held.params["name"]) == ("reports.held", desk.officer.name)
    verbs.hold(desk.second, report.id, take_over=True)
    file = verbs.save(desk.second, report.id, 1, mine)
    assert [step.step for step in file.steps[-2:]] == [ReportStep.TAKEN_OVER, ReportStep.SAVED]
    desk.clock.advance(timedelta(minutes=21))
    stale = refused(lambda: verbs.save(desk.officer, report.id, 1, replace(mine, title="另一个标题")))
    assert (stale.code, stale.params["name"]) == ("reports.overtaken", "周岚")
    verbs.hold(desk.officer, report.id)
    assert refused(lambda: verbs.hold(desk.second, report.id)).code == "reports.held"
    marked = ReportText("机密★关于事故的报告", mine.body)
    assert refused(lambda: verbs.save(desk.officer, report.id, 2, marked)).code == "log.secrecy_mark"
    assert len(desk.house.report_reader.file(desk.officer, report.id).versions) == 2
