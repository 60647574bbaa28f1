"""The outbound register: what goes wrong between a decision to send and a sending that stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import DeadlineState
from dutyroom.bootstrap import Place, open_house
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from dutyroom.incidents.events import NewFact
from dutyroom.log.model import Category
from dutyroom.reports.model import (
    Basis,
    DispatchAct,
    DispatchChannel,
    Gate,
    InformationOutcome,
    Recipient,
    ReportFilter,
    ReportState,
    Sending,
    WhyTold,
)
from dutyroom.reports.part import ReportsPart
from dutyroom.storage.store import UnitOfWork
from tests.conftest import Template
from tests.factories import UNIT_NAME, a_sheet, a_slip
from tests.reports.conftest import FINAL, FIRST, FOLLOW_UP, LEADERS, Desk, dead

FAX, PHONE, SMS = DispatchChannel.FAX, DispatchChannel.PHONE, DispatchChannel.SMS


def refused(act: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as told:
        act()
    return told.value


def by_hand(name: str, class_id: str = "others") -> Recipient:
    return Recipient(
        key="",
        name=name,
        class_id=class_id,
        act=DispatchAct.REPORT,
        gate=LEADERS,
        channel=PHONE,
        why=WhyTold.BY_HAND,
    )


@pytest.mark.req("R044", "R048", "R091")
def test_the_list_is_the_officers_and_whoever_is_taken_off_it_while_it_is_sent_is_refused_by_name(desk: Desk) -> None:
    house, verbs = desk.house, desk.house.reports
    file = verbs.add_recipient(desk.officer, desk.draft().report.id, by_hand("云岭供电公司"))
    added = file.standing()[-1]
    assert (added.key, added.act) == ("云岭供电公司", DispatchAct.NOTIFY), "the rules say what is up and what sideways"
    again = refused(lambda: verbs.add_recipient(desk.officer, file.report.id, by_hand("云岭供电公司")))
    assert again.code == "reports.recipient_there"
    file = desk.cleared(file, Gate.LEADERS)

    verbs.remove_recipient(desk.second, file.report.id, added.key, "与供电无关")
    gone = refused(lambda: desk.send(file, Sending(desk.key(file, "committee"), FAX), Sending(added.key, PHONE)))
    assert (gone.code, gone.params["by"], gone.params["at"]) == ("reports.recipient_removed", "周岚", "11-21 20:38")
    assert house.report_reader.register(desk.officer, desk.event_id) == (), "all lines or none"
    verbs.add_recipient(desk.officer, file.report.id, by_hand("云岭供电公司"))

    leader = next(one for one in file.standing() if one.class_id == "leaders")
    person = next(one for one in house.directory.book(desk.officer).people if one.id == leader.person_id)
    house.directory.change_person(desk.officer, replace(person, active=False))
    left = refused(lambda: desk.send(file, Sending(leader.key, PHONE)))
    assert (left.code, left.params["name"]) == ("reports.recipient_gone", "副市长 秦望舒")

    file = desk.send(file, Sending(added.key, SMS), Sending(added.key, PHONE))
    assert {one.channel for one in file.dispatches} == {SMS, PHONE}
    kept = refused(lambda: verbs.remove_recipient(desk.officer, file.report.id, added.key, "不需要"))
    assert kept.code == "reports.sent_already"
    file = verbs.note_receipt(desk.officer, file.dispatches[1].id, "值班长邹平", "死亡三人，正在核实")
    assert (file.dispatches[1].received_by, file.dispatches[1].read_back) == ("值班长邹平", "死亡三人，正在核实")
    said = house.log_reader.file(desk.officer, desk.event_id).entries[-2].text
    assert said == "直报2026-0001（初报）已发出：通报云岭供电公司（手机短信）；通报云岭供电公司（电话）"


@pytest.mark.req("R097", "R249")
def test_a_wrong_figure_found_after_sending_is_corrected_by_a_report_that_names_the_old_one(desk: Desk) -> None:
    verbs = desk.house.reports
    old = desk.cleared(desk.draft(), Gate.LEADERS)
    committee = desk.key(old, "committee")
    too_early = refused(lambda: verbs.correct(desk.officer, old.report.id, "死亡人数有误"))
    assert too_early.code == "reports.not_sent"
    desk.send(old, Sending(committee, FAX))
    assert refused(lambda: verbs.save(desk.officer, old.report.id, 1, old.text)).code == "reports.sent"

    new = verbs.correct(desk.officer, old.report.id, "死亡人数应为二人")
    assert new.text.title == "关于青云路两车相撞的报告（初报）（更正）"
    assert new.text.body.startswith("更正直报2026-0001：死亡人数应为二人")
    assert (new.report.corrects_id, new.report.stage) == (old.report.id, FIRST)
    assert next(one for one in new.standing() if one.key == committee).why is WhyTold.TOLD_BEFORE
    second = refused(lambda: verbs.correct(desk.second, old.report.id, "死亡人数有误"))
    assert (second.code, second.params["by"]) == ("reports.correction_exists", "直报2026-0002")
    read = desk.house.report_reader
    assert read.file(desk.officer, old.report.id).report.state is ReportState.SENT
    new = desk.cleared(new, Gate.LEADERS)
    desk.send(new, Sending(committee, FAX))
    assert read.file(desk.officer, old.report.id).report.state is ReportState.CORRECTED
    register = read.register(desk.officer, desk.event_id)
    assert [(one.number, one.recipient.key) for one in register] == [
        ("直报2026-0001", committee),
        ("直报2026-0002", committee),
    ]

    gone = verbs.withdraw(desk.officer, new.report.id, "误发")
    assert gone.report.state is ReportState.WITHDRAWN
    entry = desk.house.log_reader.file(desk.officer, desk.event_id).entries[-1].text
    assert entry == "直报2026-0002（初报）已撤回：误发。须告知：中共云岭市委值班室"
    assert refused(lambda: desk.send(new, Sending(committee, PHONE))).code == "reports.over"


@pytest.mark.req("R021", "R046")
def test_the_chain_of_an_event_is_one_whoever_drafts(desk: Desk) -> None:
    verbs = desk.house.reports
    assert refused(lambda: desk.draft(FOLLOW_UP)).code == "reports.first_missing"
    first = verbs.draft(desk.officer, desk.event_id, FIRST, draft_id="a" * 32)
    assert verbs.draft(desk.officer, desk.event_id, FIRST, draft_id="a" * 32) == first, "a second press finds the first"
    other = refused(lambda: verbs.draft(desk.second, desk.event_id, FIRST))
    assert (other.code, other.params["number"]) == ("reports.stage_exists", "直报2026-0001")
    follow_up = desk.draft(FOLLOW_UP)
    assert refused(lambda: desk.draft(FOLLOW_UP)).code == "reports.stage_exists"
    follow_up = desk.cleared(follow_up, Gate.LEADERS)
    desk.send(follow_up, Sending(desk.key(follow_up, "committee"), FAX))
    assert desk.draft(FOLLOW_UP).report.ordinal == 2
    final = desk.draft(FINAL)
    assert final.text.title == "关于青云路两车相撞的报告（终报）"
    numbers = [one.number for one in desk.house.report_reader.of_event(desk.officer, desk.event_id)]
    assert numbers == [f"直报2026-{place:04d}" for place in (1, 2, 3, 4)], "no gap, whatever became of them"

    again = desk.house.log.open_matter(desk.officer, a_slip(desk.clock, category=Category.EMERGENCY)).matter.id
    desk.house.incidents.make_event(desk.officer, again, a_sheet(), [dead(3, "市民")])
    desk.house.incidents.join(desk.officer, desk.event_id, again, "同一路口")
    assert refused(lambda: verbs.draft(desk.officer, again, FIRST)).code == "reports.event_joined"


def test_reports_of_a_drill_are_numbered_apart_and_found_by_their_own_sign(desk: Desk) -> None:
    house, verbs = desk.house, desk.house.reports
    slip = a_slip(desk.clock, category=Category.EMERGENCY, subject="演练：滨河街火情")
    event = house.incidents.open_event(desk.officer, slip, a_sheet(drill=True), [dead(3)])
    drill = verbs.draft(desk.officer, event.incident.id, FIRST).report
    assert (drill.number, drill.drill) == ("演直报2026-001", True)
    assert desk.draft().report.number == "直报2026-0001"
    reader = house.report_reader
    assert reader.by_number(desk.officer, "演2026-1").report == drill
    assert [reader.count(desk.officer, ReportFilter(drill=one)) for one in (True, False, None)] == [1, 1, 2]


@pytest.mark.req("R022")
def test_an_event_below_significant_goes_up_only_by_a_leaders_word(desk: Desk) -> None:
    house, verbs = desk.house, desk.house.reports
    slip = a_slip(desk.clock, category=Category.EMERGENCY, subject="滨河街追尾")
    event = house.incidents.open_event(
        desk.officer, slip, a_sheet(), [NewFact("light_injuries", Decimal(1), UNIT_NAME)]
    )
    file = verbs.draft(desk.officer, event.incident.id, FIRST)
    above = replace(by_hand("自治区人民政府总值班室", "general_office"), channel=FAX)
    assert "general_office" not in {one.class_id for one in file.standing()}
    file = desk.cleared(verbs.add_recipient(desk.officer, file.report.id, above))
    sending = Sending("自治区人民政府总值班室", FAX)
    assert refused(lambda: desk.send(file, sending)).code == "reports.order_missing"
    verbs.note_order(desk.officer, file.report.id, "副市长秦望舒", "报自治区。")
    assert desk.send(file, sending).dispatches[0].basis is Basis.ORDER


@pytest.mark.req("R260")
def test_every_information_goes_up_or_back_or_its_result_is_told(desk: Desk) -> None:
    house, verbs = desk.house, desk.house.reports
    call = house.log.open_matter(desk.officer, a_slip(desk.clock, subject="群众反映河面有油污")).matter.id
    verbs.decide(desk.officer, call, InformationOutcome.RETURN, "东湖区值班室李明远", "位置和面积不清，请核实后补报")
    unnamed = refused(lambda: verbs.decide(desk.officer, call, InformationOutcome.NOT_REPORTED, " ", "已清理"))
    assert unnamed.code == "reports.told_missing"
    verbs.decide(desk.officer, call, InformationOutcome.NOT_REPORTED, "带班领导林秋实", "系少量渗漏，已清理完毕")
    known = house.report_reader.outcomes(desk.officer, call)
    assert [one.outcome for one in known] == [InformationOutcome.RETURN, InformationOutcome.NOT_REPORTED]
    last = house.log_reader.file(desk.officer, call).entries[-1].text
    assert last == "不上报，已告知带班领导林秋实：系少量渗漏，已清理完毕"
    grave = refused(
        lambda: verbs.decide(desk.officer, desk.event_id, InformationOutcome.NOT_REPORTED, "林秋实", "影响不大")
    )
    assert grave.code == "incidents.has_to_be_reported"


@pytest.mark.req("R097")
def test_a_power_cut_between_sent_and_saved_leaves_everything_or_nothing(
    desk: Desk, place: Place, founded: Template, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = desk.cleared(desk.draft(), Gate.LEADERS)
    lines = [Sending(desk.key(file, "committee"), FAX, received_by="夏明哲"), Sending(desk.key(file, "mayor"), PHONE)]

    def cut(_part: ReportsPart, _unit: UnitOfWork, *_told: object) -> None:
        raise OSError(5, "the power went")

    with monkeypatch.context() as patch:
        patch.setattr(ReportsPart, "_say", cut)
        with pytest.raises(OSError, match="power"):
            desk.send(file, *lines)
    desk.house.close()
    house = open_house(place, founded.data_key, clock)
    session: Session = house.accounts.sign_in(founded.account_id)
    kept = house.report_reader.file(session, file.report.id)
    assert (kept.dispatches, kept.report.state) == ((), ReportState.CLEARED)
    every = house.alert_reader.deadlines_of(session, file.report.id)
    assert not [one for one in every if one.state is DeadlineState.RUNNING]
    sent = house.reports.send(session, file.report.id, 1, lines)
    assert [one.received_by for one in sent.dispatches] == ["夏明哲", ""]
    assert house.verify().whole
    house.close()


def test_a_reader_looks_and_does_nothing(desk: Desk) -> None:
    report = desk.draft().report
    secretary = desk.house.accounts.sign_in(desk.secretary.account_id)
    assert desk.house.report_reader.file(secretary, report.id).report == report
    written = refused(lambda: desk.house.reports.draft(secretary, desk.event_id, FOLLOW_UP))
    assert written.code == "accounts.not_allowed"
    early = refused(lambda: desk.send(desk.draft(FOLLOW_UP), Sending("nobody", FAX, desk.clock.now() + timedelta(1))))
    assert early.code == "reports.no_such_recipient"
