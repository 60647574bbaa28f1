"""What is found in the words of a report: its elements, figures that differ from the file, and words for the phone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
import yaml

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.incidents.events import EventFile, NewFact
from dutyroom.log.model import Category, EntryKind, NewEntry
from dutyroom.paths import resource
from dutyroom.reports.drafting import Drafting, draft_text
from dutyroom.reports.elements import check_elements, read_elements
from dutyroom.reports.figures import figure_differences
from dutyroom.reports.model import DispatchAct, DispatchChannel, Gate, Recipient, ReportText, WhyTold
from dutyroom.reports.numerals import number_in, ordinal
from dutyroom.reports.recipients import read_recipients
from dutyroom.reports.rules import read_number
from dutyroom.reports.scripts import SMS_LIMIT, script
from dutyroom.reports.views import Element, ElementState
from tests.factories import UNIT_NAME, a_sheet, a_slip
from tests.reports.conftest import FINAL, FIRST, FOLLOW_UP

WHOLE = """11月21日20时38分，我室接东湖区应急管理局报告：20时10分，位于青云路与滨河街路口两车相撞。
事故造成3人死亡、11人受伤，系追尾引发。周边交通中断，事态已得到控制。
公安、消防已赶赴现场开展救援，伤者已送医。下一步继续救治伤员，建议派工作组赴现场。现场联系人：邵青山。"""


def found(body: str, contact: str = "") -> dict[Element, ElementState]:
    return {one.element: one.state for one in check_elements(ReportText("标题", body), contact=contact)}


@pytest.fixture
def event(house: House, session: Session, clock: SetClock) -> EventFile:
    """An accident of which two sources tell."""
    slip = a_slip(clock, category=Category.EMERGENCY, subject="青云路两车相撞")
    told = [NewFact("deaths", Decimal(1), UNIT_NAME), NewFact("injured", Decimal(12), UNIT_NAME)]
    made = house.incidents.open_event(session, slip, a_sheet(), told)
    clock.advance(timedelta(minutes=6))
    return house.incidents.add_facts(session, made.incident.id, [NewFact("deaths", Decimal(3), "市公安局")])


@pytest.mark.req("R093", "R095")
def test_the_checker_names_what_is_missing_and_what_is_said_to_be_unknown_and_stops_nothing() -> None:
    assert set(found(WHOLE).values()) == {ElementState.PRESENT}
    unsure = found("20时10分，青云路路口两车相撞。起因和性质正在核实，伤亡人数待核实。")
    assert unsure[Element.CAUSE] is ElementState.UNVERIFIED
    assert unsure[Element.CONSEQUENCES] is ElementState.UNVERIFIED
    assert unsure[Element.TIME] is unsure[Element.PLACE] is ElementState.PRESENT
    assert {element for element, state in unsure.items() if state is ElementState.MISSING} == {
        Element.SOURCE,
        Element.SCOPE,
        Element.TREND,
        Element.MEASURES_TAKEN,
        Element.MEASURES_PLANNED,
        Element.PROPOSAL,
        Element.CONTACT,
    }
    assert found("起火。", contact="邵青山")[Element.CONTACT] is ElementState.PRESENT
    first = check_elements(ReportText("标题", WHOLE))[0]
    assert (first.words, first.needed) == (
        "11月21日20时38分，我室接东湖区应急管理局报告：20时10分，位于青云路与滨河街路口两车相撞",
        True,
    )


def test_rules_that_do_not_hold_together_are_not_read() -> None:
    elements = yaml.safe_load(resource("rules/elements.yaml").read_text("utf-8"))
    for change in (
        {name: one for name, one in elements["elements"].items() if name != "time"},
        {**elements["elements"], "time": {"needed": True, "words": []}},
        {**elements["elements"], "time": {"needed": True, "words": ["("]}},
    ):
        with pytest.raises(ValueError, match="element"):
            read_elements({**elements, "elements": change})
    recipients = yaml.safe_load(resource("rules/recipients.yaml").read_text("utf-8"))
    assert set(read_recipients(recipients).gates) == set(Gate)
    for part, change in (
        ("classes", {name: one for name, one in recipients["classes"].items() if name != "others"}),
        ("gates", {**recipients["gates"], "upward": {**recipients["gates"]["upward"], "wait": 0}}),
    ):
        with pytest.raises(ValueError):  # noqa: PT011 - two kinds of fault
            read_recipients({**recipients, part: change})


@pytest.mark.req("R249")
@pytest.mark.parametrize(
    ("body", "differing"),
    [
        ("截至21时，死亡3人，受伤12人。", []),
        ("3人死亡、12人受伤。", []),
        ("造成1人死亡12名群众受伤。", []),
        ("死亡三人，伤十二人。", []),
        ("死亡人数已上升至5人，伤12人。", [("deaths", 5, [1, 3])]),
        ("死亡由1人增至3人。", []),
        ("２人死亡。", [("deaths", 2, [1, 3])]),
        ("被困2人，3人死亡。", [("trapped", 2, [])]),
        ("伤亡15人，3人轻伤。", [("light_injuries", 3, [])]),
        ("无人员死亡，11月21日处置完毕，出动30人。", []),
        ("直接经济损失1.2亿元。", [("loss_wan", 12000, [])]),
    ],
)
def test_figures_that_no_source_of_the_file_gives_are_pointed_out(
    event: EventFile, house: House, body: str, differing: list[tuple[str, int, list[int]]]
) -> None:
    told = figure_differences(body, event, house.incidents.book)
    assert [(one.figure, one.written, [said.value for said in one.known]) for one in told] == differing
    for one in told:
        assert any(sign.isdigit() for sign in body[one.start : one.end])


@pytest.mark.req("R021", "R249", "R095")
def test_a_draft_tells_each_figure_with_its_source_and_differs_from_the_file_in_nothing(
    event: EventFile, house: House, session: Session, clock: SetClock
) -> None:
    local, book = house.calendar.local, house.incidents.book
    first = draft_text(event, Drafting(FIRST, 1, clock.now(), local), book)
    assert "死亡人数说法不一（东湖区应急管理局20时38分报1人；市公安局20时44分报3人），正在核实" in first.body
    assert "受伤12人（东湖区应急管理局20时38分）" in first.body
    assert "我室接东湖区应急管理局报告：青云路与滨河街路口发生货车侧翻" in first.body
    assert "事发时间待核实" in first.body
    assert figure_differences(first.body, event, book) == ()
    states = {one.element: one.state for one in check_elements(first, contact="邵青山")}
    assert states[Element.CAUSE] is ElementState.UNVERIFIED
    assert states[Element.PROPOSAL] is ElementState.MISSING

    since = clock.now()
    clock.advance(timedelta(minutes=30))
    house.log.add_entry(session, event.incident.id, NewEntry(EntryKind.ORDERED, "秦望舒副市长要求全力救治伤员"))
    event = house.incidents.add_facts(session, event.incident.id, [NewFact("deaths", Decimal(4), "市公安局")])
    second = draft_text(event, Drafting(FOLLOW_UP, 1, clock.now(), local, since), book)
    assert "与上次报告相比，死亡由3人增至4人。" in second.body
    assert "21时14分，秦望舒副市长要求全力救治伤员。" in second.body
    assert figure_differences(second.body, event, book) == ()
    final = draft_text(event, Drafting(FINAL, 1, clock.now(), local, clock.now()), book)
    assert (final.title, "主要数据没有变化" in final.body) == ("关于青云路两车相撞的报告（终报）", True)


@pytest.mark.req("R048")
def test_a_script_for_the_phone_ends_with_the_read_back_and_a_message_fits_its_length() -> None:
    leader = Recipient(
        key="p",
        name="秦望舒",
        class_id="leaders",
        act=DispatchAct.REPORT,
        gate=Gate.LEADERS,
        channel=DispatchChannel.PHONE,
        why=WhyTold.PORTFOLIO,
        post="副市长",
    )
    text = ReportText("关于青云路两车相撞的报告（初报）", "一、基本情况\n" + WHOLE * 5)
    words = script(text, leader, room="云岭市总值班室", officer="陈予")
    lines = words.phone.splitlines()
    assert lines[0] == "副市长 秦望舒您好，我是云岭市总值班室值班员陈予，现向您报告："
    assert lines[-1].startswith("报告完毕。请复述主要内容")
    assert "一、基本情况" not in lines
    assert len(words.sms) <= SMS_LIMIT
    assert words.sms.startswith("【关于青云路两车相撞的报告（初报）】11月21日20时38分")
    assert words.sms.endswith("。（云岭市总值班室）")
    told = script(text, replace(leader, act=DispatchAct.NOTIFY), room="云岭市总值班室", officer="陈予")
    assert "现向您通报" in told.phone
    long = script(ReportText("标题", "字" * 900), leader, room="云岭市总值班室", officer="陈予")
    assert len(long.sms) <= SMS_LIMIT


def test_numbers_are_read_as_people_write_them() -> None:
    said = ("3", "1,200", "12.5", "十", "十二", "两千零五", "三万二千", "一百零八", "好")
    values = [number_in(words) for words in said]
    assert values == [Decimal(value) for value in ("3", "1200", "12.5", "10", "12", "2005", "32000", "108")] + [None]
    assert [ordinal(number) for number in (1, 10, 11, 20, 32, 100)] == ["一", "十", "十一", "二十", "三十二", "100"]
    places = [read_number(words)[1:] for words in ("直报2026-0007", "2026-7", "直报〔2026〕7号")]
    assert places == [(2026, 7)] * 3
