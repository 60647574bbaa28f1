"""To whom a paper goes: whose field its unit is, whom else it touches, the secretary-general where views differ."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import Called, DeadlineKind
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.directory.model import Person, PhoneLabel, Unit, UnitKind
from dutyroom.log.model import MatterState
from dutyroom.receipts.model import NewOpinion, OpinionRole, PaperFile, PaperStepKind
from dutyroom.receipts.routing import RouteLine, route
from dutyroom.whereabouts.model import NewNotice, WhereaboutsKind
from tests.instructions.orders import code_of
from tests.receipts.test_receipts import a_paper, waiting

ADVISED, INFORMED = OpinionRole.ADVISED, OpinionRole.INFORMED


def leader(name: str, post: str, portfolio: str) -> Person:
    return Person(id=name, unit_id="", name=name, post=post, is_leader=True, portfolio=portfolio)


LEADERS = (
    leader("卢振川", "副市长", "负责公安、司法、信访方面工作。分管市司法局"),
    leader("苏映雪", "副市长", "负责教育、卫生健康方面工作。分管市教育局、市卫生健康委员会"),
    leader("温怀谷", "秘书长", "主持市人民政府办公厅工作"),
    leader("姚静之", "副秘书长", "协助苏映雪副市长工作，分管秘书三科"),
    leader("万晓棠", "副秘书长", "协助卢振川副市长工作，分管秘书一科、舆情协调"),
)


def here(person: Called) -> Called:
    return person


def lines(found: tuple[RouteLine, ...]) -> list[tuple[OpinionRole, str, str]]:
    return [(one.role, one.name, one.word) for one in found]


@pytest.mark.req("R110")
def test_the_unit_a_paper_comes_from_says_whose_it_is() -> None:
    assert lines(route("云岭市教育局", "关于校园安全的报告", LEADERS, here)) == [(ADVISED, "姚静之", "市教育局")]
    assert lines(route("市公安局", "关于警力部署的报告", LEADERS, here)) == [(ADVISED, "万晓棠", "公安")]
    assert lines(route("秘书一科", "来文", LEADERS, here)) == [(ADVISED, "万晓棠", "秘书一科")]
    assert lines(route("某研究院", "函", LEADERS, here)) == [(ADVISED, "温怀谷", "")], "nobody's field"
    assert route("市教育局", "报告", (), here) == ()


@pytest.mark.req("R111")
def test_one_deputy_gives_a_word_and_the_others_whose_fields_it_touches_are_told() -> None:
    found = route("市教育局", "关于校园周边公安巡逻的请示", LEADERS, here)
    assert lines(found) == [(ADVISED, "姚静之", "市教育局"), (INFORMED, "万晓棠", "公安")]
    joint = route("市教育局、市公安局", "关于校园安全的联合请示", LEADERS, here)
    assert [one.role for one in joint] == [ADVISED, INFORMED], "never two who decide"


@pytest.mark.req("R110", "R113")
def test_who_is_away_is_replaced_by_whoever_acts_for_them(house: House, session: Session, clock: SetClock) -> None:
    unit = house.directory.add_unit(session, Unit(id="", name="秘书长和副秘书长", kind=UnitKind.LEADERS), {}).id
    known = {}
    for one in LEADERS:
        person = Person(id="", unit_id=unit, name=one.name, post=one.post, is_leader=True, portfolio=one.portfolio)
        known[one.name] = house.directory.add_person(session, person, {PhoneLabel.MOBILE: "19900000041"}).id
    paper = house.receipts.receive(session, a_paper(issuer="市教育局")).paper
    assert lines(house.receipts.route(session, paper.id)) == [(ADVISED, "姚静之", "市教育局")]
    away = NewNotice(
        person_id=known["姚静之"],
        kind=WhereaboutsKind.TRIP,
        since=clock.now(),
        until=clock.now() + timedelta(days=2),
        place="省城",
        deputy_id=known["万晓棠"],
    )
    house.whereabouts.note(session, away)
    (line,) = house.receipts.route(session, paper.id)
    assert (line.name, line.post, line.instead_of) == ("万晓棠", "副秘书长", "姚静之")
    clock.advance(timedelta(days=3))
    assert [one.name for one in house.receipts.route(session, paper.id)] == ["姚静之"]


@pytest.mark.req("R112")
def test_where_views_differ_the_secretary_general_is_told_before_anything_is_decided(
    house: House, session: Session, clock: SetClock
) -> None:
    file = house.receipts.receive(session, a_paper(issuer="市教育局"))

    def now() -> PaperFile:
        return house.receipt_reader.file(session, file.paper.id)

    def note(role: OpinionRole, person: str, post: str, text: str) -> PaperFile:
        new = NewOpinion(role=role, person=person, post=post, text=text)
        return house.receipts.note_opinion(session, file.paper.id, now().paper.version, new)

    def differ(text: str) -> PaperFile:
        return house.receipts.note_difference(session, file.paper.id, now().paper.version, text)

    note(ADVISED, "姚静之", "副秘书长", "拟同意")
    assert code_of(lambda: differ("是否同意")) == "receipts.one_view"
    note(INFORMED, "万晓棠", "副秘书长", "建议暂缓")
    clock.advance(timedelta(minutes=5))
    assert differ("是否同意校园周边增设岗亭").waits_for is OpinionRole.APPROVED
    assert now().matter.entries[-1].text == "意见不一：是否同意校园周边增设岗亭。报秘书长后再定"
    assert waiting(house, session, now()) == [3]
    for decide in (
        lambda: note(OpinionRole.SETTLED, "苏映雪", "副市长", "同意"),
        lambda: house.receipts.send_on(session, file.paper.id, now().paper.version, "秘书三科", "柯永新"),
        lambda: house.log.close(session, file.paper.id, "已办"),
        lambda: differ("又不一致"),
    ):
        assert code_of(decide) == "receipts.views_differ"
    clock.advance(timedelta(minutes=31))
    house.sweeper.run()
    assert [one.deadline_kind for one in house.alert_reader.live(session)] == [DeadlineKind.CIRCULATION]
    note(OpinionRole.APPROVED, "姚静之", "副秘书长", "再议")
    assert now().waits_for is OpinionRole.APPROVED, "a deputy's word does not settle it"
    told = note(OpinionRole.APPROVED, "温怀谷", "秘书长", "同意增设，列入下月计划")
    assert (told.waits_for, waiting(house, session, told), house.alert_reader.live(session)) == (None, [], ())
    note(OpinionRole.SETTLED, "苏映雪", "副市长", "同意")
    differ("由哪个部门出资")
    assert waiting(house, session, now()) == [4], "each time anew"
    note(OpinionRole.APPROVED, "温怀谷", "秘书长", "由市财政统筹")
    house.receipts.send_on(session, file.paper.id, now().paper.version, "秘书三科", "柯永新")
    house.log.close(session, file.paper.id, "已转办")
    assert now().matter.matter.state is MatterState.CLOSED
    assert [one.kind for one in now().steps].count(PaperStepKind.DIFFERED) == 2
    assert house.verify().whole
