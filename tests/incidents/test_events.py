"""An event file: facts are added and never overwritten, a person decides the grade, two calls may be one event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from dutyroom.accounts.model import Role, Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from dutyroom.incidents.deadlines import Stage
from dutyroom.incidents.events import (
    CheckKind,
    CheckResult,
    EventFile,
    EventFilter,
    Likeness,
    NewFact,
)
from dutyroom.incidents.model import Grade, SensitiveFlag
from dutyroom.journal.verify import verify
from dutyroom.log.model import Caller, Category, Channel, EntryKind, MatterFilter, NewEntry
from dutyroom.storage.store import UnitOfWork
from tests.factories import UNIT_NAME, a_classified_slip, a_sheet, a_slip, an_officer

POLICE = "市公安局"


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as told:
        act()
    return told.value.code


def dead(number: int, said_by: str = UNIT_NAME) -> list[NewFact]:
    return [NewFact("deaths", Decimal(number), said_by)]


class Follower:
    """A higher room that notes what it is told, and cannot follow the worst."""

    def __init__(self) -> None:
        self.seen: list[object] = []

    def follow(self, _unit: UnitOfWork, _session: Session, before: EventFile | None, after: EventFile) -> None:
        assert before is not None
        self.seen.append((before.incident.suggested, after.incident.suggested))
        if after.incident.suggested is Grade.I:
            raise Refused("alerts.stale")

    def reported(self, _unit: UnitOfWork, _session: Session, _file: EventFile, stage: Stage) -> None:
        self.seen.append(stage)


@pytest.fixture
def event(house: House, session: Session, clock: SetClock) -> EventFile:
    slip = a_slip(clock, category=Category.EMERGENCY, subject="青云路两车相撞")
    return house.incidents.open_event(session, slip, a_sheet(), dead(1))


def words(file: EventFile) -> list[str]:
    return [entry.text for entry in file.matter.entries]


@pytest.mark.req("R007")
def test_an_event_is_a_matter_with_a_file_beside_it_and_says_so_in_the_log(
    house: House, session: Session, event: EventFile
) -> None:
    assert event.incident.number == event.matter.matter.number
    assert (event.incident.suggested, event.incident.grade, event.incident.open) == (Grade.IV, None, True)
    assert event.incident.sheet.contact.phone == "19900000031"
    assert words(event)[-1] == (
        "建立事件档案：类型道路交通事故，单位东湖区应急管理局，地点青云路与滨河街路口；情况：死亡人数1人（东湖区应急管理局）"
    )
    assert house.event_reader.file(session, event.incident.id) == event
    assert [one.id for one in house.event_reader.all(session, EventFilter(open=True))] == [event.incident.id]


def test_a_second_press_of_the_key_makes_no_second_event(house: House, session: Session, clock: SetClock) -> None:
    made = [house.incidents.open_event(session, a_slip(clock), a_sheet(), (), "e" * 32) for _press in range(2)]
    assert made[0].incident == made[1].incident
    assert house.event_reader.count(session, EventFilter()) == 1


def test_a_call_becomes_an_event_once_and_a_classified_item_never(
    house: House, session: Session, clock: SetClock
) -> None:
    call = house.log.open_matter(session, a_slip(clock)).matter.id
    made = house.incidents.make_event(session, call, a_sheet())
    assert made.incident.id == call
    assert code_of(lambda: house.incidents.make_event(session, call, a_sheet())) == "incidents.is_event"
    item = house.log.open_matter(session, a_classified_slip(clock)).matter.id
    assert code_of(lambda: house.incidents.make_event(session, item, a_sheet())) == "log.classified_no_reply"


@pytest.mark.req("R007", "R090")
def test_facts_are_added_and_the_suggestion_follows_the_worst_last_word_of_any_source(
    house: House, session: Session, clock: SetClock, event: EventFile
) -> None:
    suggested = []
    for number, said_by in ((3, POLICE), (2, UNIT_NAME), (10, UNIT_NAME), (4, UNIT_NAME), (2, POLICE)):
        clock.advance(timedelta(minutes=5))
        event = house.incidents.add_facts(session, event.incident.id, dead(number, said_by))
        suggested.append(event.incident.suggested)
    assert suggested == [Grade.III, Grade.III, Grade.II, Grade.III, Grade.III]
    (deaths,) = event.figures()
    assert [fact.value for fact in deaths.facts] == [1, 3, 2, 10, 4, 2], "nothing that was said is gone"
    assert (deaths.latest.value, deaths.latest.said_by) == (2, POLICE)
    assert deaths.disagree
    assert (deaths.worst.value, deaths.worst.said_by) == (4, UNIT_NAME)


def test_a_fact_that_was_said_wrongly_is_taken_back_and_stays_in_sight(
    house: House, session: Session, clock: SetClock, event: EventFile
) -> None:
    clock.advance(timedelta(minutes=5))
    event = house.incidents.add_facts(session, event.incident.id, dead(31, POLICE))
    assert event.incident.suggested is Grade.I
    wrong = event.facts[-1]
    assert code_of(lambda: house.incidents.withdraw_fact(session, event.incident.id, wrong.id, " ")) == (
        "incidents.reason_missing"
    )
    after = house.incidents.withdraw_fact(session, event.incident.id, wrong.id, "听错，应为三人轻伤")
    assert after.incident.suggested is Grade.IV
    assert [(fact.value, fact.withdrawn) for fact in after.facts] == [(1, False), (31, True)]
    assert words(after)[-1] == "撤回：死亡人数31人（市公安局）：听错，应为三人轻伤"
    again = code_of(lambda: house.incidents.withdraw_fact(session, event.incident.id, wrong.id, "再撤"))
    assert again == "incidents.no_such_fact"


def test_an_answer_makes_a_condition_count(house: House, session: Session, clock: SetClock) -> None:
    flood = house.incidents.open_event(session, a_slip(clock, subject="青水河漫堤"), a_sheet(type_id="flood_drought"))
    assert flood.incident.suggested is None
    asked = next(one for one in flood.assessment.questions if one.grade is Grade.I)
    after = house.incidents.add_facts(session, flood.incident.id, [NewFact(asked.id, True, POLICE)])
    assert after.incident.suggested is Grade.I
    assert words(after)[-1] == f"情况：{asked.question}：是（市公安局）"
    clock.advance(timedelta(minutes=1))
    denied = house.incidents.add_facts(session, flood.incident.id, [NewFact(asked.id, False, POLICE)])
    assert denied.incident.suggested is None


@pytest.mark.req("R037", "R254")
def test_a_person_decides_the_grade_and_says_why_when_the_rules_say_otherwise(
    house: House, session: Session, clock: SetClock, event: EventFile
) -> None:
    event_id = event.incident.id
    confirmed = house.incidents.confirm_grade(session, event_id, Grade.IV)
    assert (confirmed.incident.grade, confirmed.incident.graded_at) == (Grade.IV, clock.now())
    assert code_of(lambda: house.incidents.confirm_grade(session, event_id, Grade.IV)) == "incidents.grade_unchanged"
    assert code_of(lambda: house.incidents.confirm_grade(session, event_id, None)) == "incidents.reason_missing"
    raised = house.incidents.confirm_grade(session, event_id, Grade.III, "伤者多、情况不明，从重")
    assert (raised.incident.grade, raised.incident.suggested) == (Grade.III, Grade.IV)
    assert words(raised)[-1] == "定级：较大（系统建议一般），原定一般。理由：伤者多、情况不明，从重"
    assert [step.grade for step in raised.grades] == [Grade.IV, Grade.III]
    assert raised.grades[-1].conditions, "the conditions that held are kept with the decision"


@pytest.mark.req("R042")
def test_a_sensitive_event_is_significant_whatever_its_figures(
    house: House, session: Session, event: EventFile
) -> None:
    assert not event.incident.significant
    flagged = replace(event.incident.sheet, sensitive=frozenset({SensitiveFlag.PLACE}))
    assert code_of(lambda: house.incidents.change_sheet(session, event.incident.id, flagged)) == (
        "incidents.sensitive_without_why"
    )
    said = replace(flagged, sensitive_why="市政府门前")
    after = house.incidents.change_sheet(session, event.incident.id, said)
    assert after.incident.significant
    assert words(after)[-1].startswith("事件档案变更：敏感因素由“无”改为“")
    assert [one.id for one in house.event_reader.all(session, EventFilter(significant=True))] == [event.incident.id]
    refused = code_of(lambda: house.incidents.decide_no_report(session, event.incident.id, "影响不大"))
    assert refused == "incidents.has_to_be_reported"


@pytest.mark.req("R041", "R095")
def test_verification_and_assessment_are_steps_with_who_and_with_what_result(
    house: House, session: Session, event: EventFile
) -> None:
    nobody = code_of(
        lambda: house.incidents.note_check(
            session, event.incident.id, CheckKind.VERIFICATION, CheckResult.CONFIRMED, " ", "属实"
        )
    )
    assert nobody == "incidents.with_whom_missing"
    house.incidents.note_check(
        session, event.incident.id, CheckKind.VERIFICATION, CheckResult.UNCLEAR, POLICE, "人数待查"
    )
    file = house.incidents.note_check(
        session, event.incident.id, CheckKind.ASSESSMENT, CheckResult.CONFIRMED, "", "可能继续增加"
    )
    assert [(check.kind, check.result, check.with_whom) for check in file.checks] == [
        (CheckKind.VERIFICATION, CheckResult.UNCLEAR, POLICE),
        (CheckKind.ASSESSMENT, CheckResult.CONFIRMED, ""),
    ]
    assert words(file)[-2:] == ["核实（市公安局）：待核实。人数待查", "研判：属实。可能继续增加"]
    assert file.matter.entries[-2].kind is EntryKind.VERIFIED


@pytest.mark.req("R089", "R254")
def test_not_reporting_needs_a_reason_and_somebody_else_who_agrees(
    house: House, session: Session, event: EventFile
) -> None:
    event_id = event.incident.id
    decided = house.incidents.decide_no_report(session, event_id, "轻微事故，已处置完毕")
    assert decided.incident.no_report is not None
    assert not decided.incident.no_report.valid
    assert code_of(lambda: house.incidents.review_no_report(session, event_id, agree=True)) == "incidents.own_decision"
    officer = an_officer(house, session, "周岚")
    not_a_leader = house.accounts.sign_in(officer.id)
    refused = code_of(lambda: house.incidents.review_no_report(not_a_leader, event_id, agree=True))
    assert refused == "incidents.no_reviewer"
    leader = house.accounts.sign_in(an_officer(house, session, "林远航", Role.LEADER_IN_CHARGE).id)
    sent_back = house.incidents.review_no_report(leader, event_id, agree=False, remark="按续报补报")
    assert sent_back.incident.no_report is None
    house.incidents.decide_no_report(session, event_id, "轻微事故，已处置完毕")
    agreed = house.incidents.review_no_report(leader, event_id, agree=True)
    assert agreed.incident.no_report is not None
    assert (agreed.incident.no_report.valid, agreed.incident.no_report.reviewed_by) == (True, "林远航")


@pytest.mark.req("R046")
def test_two_calls_about_one_event_are_offered_joined_and_parted_again(
    house: House, session: Session, clock: SetClock, event: EventFile
) -> None:
    clock.advance(timedelta(minutes=20))
    told = a_sheet(unit_name=POLICE, place="青云路滨河街路口东侧")
    (offer,) = house.event_reader.offers(session, told, "青云路两车相撞有人死亡", clock.now())
    assert offer.incident.id == event.incident.id
    assert set(offer.why) == {
        Likeness.SAME_TYPE, Likeness.NEAR_PLACE, Likeness.NEAR_TIME, Likeness.SAME_WORDS,
    }  # fmt: skip
    other = house.incidents.open_event(session, a_slip(clock, unit_name=POLICE), told, dead(3, POLICE))
    earlier = code_of(lambda: house.incidents.join(session, other.incident.id, event.incident.id, "同一事故"))
    assert earlier == "incidents.earlier_leads", "the earliest report stays the one that is sent"
    joined = house.incidents.join(session, event.incident.id, other.incident.id, "同一路口")
    assert joined.joined() == (other.incident.id,)
    assert joined.incident.suggested is Grade.III, "a worse figure of the second call is never hidden"
    assert [one.id for one in house.event_reader.all(session, EventFilter())] == [event.incident.id]
    assert house.event_reader.file(session, other.incident.id).facts == other.facts, "the child keeps its own"
    parted = house.incidents.part(session, event.incident.id, other.incident.id, "实为两起事故")
    assert (parted.joined(), parted.incident.suggested) == ((), Grade.IV)
    assert house.event_reader.count(session, EventFilter()) == 2


@pytest.mark.req("R046")
def test_a_call_that_is_known_to_tell_of_an_event_is_logged_as_its_source_in_one_act(
    house: House, session: Session, clock: SetClock, event: EventFile
) -> None:
    clock.advance(timedelta(minutes=9))
    slip = a_slip(clock, unit_name=POLICE, subject="青云路事故死亡三人")
    made = [
        house.incidents.join_call(session, event.incident.id, slip, "同一路口", dead(3, POLICE), "c" * 32)
        for _press in range(2)
    ]
    assert made[0].joined() == ("c" * 32,)
    assert made[0].incident.suggested is Grade.III
    assert made[0].facts[-1].matter_id == "c" * 32
    assert made[0].incident.received_at == event.incident.received_at, "its clocks are not touched"
    assert len(made[1].facts) == 2
    assert not house.event_reader.is_event(session, "c" * 32)
    assert house.log_reader.file(session, "c" * 32).entries[-1].text.startswith("并入事件")
    parted = house.incidents.part(session, event.incident.id, "c" * 32, "实为两起事故")
    assert (parted.joined(), parted.incident.suggested) == ((), Grade.IV)


def test_what_is_far_away_in_time_place_or_kind_is_not_offered(
    house: House, session: Session, clock: SetClock, event: EventFile
) -> None:
    reader = house.event_reader
    assert (
        reader.offers(session, a_sheet(type_id="flood_drought", unit_name="", place=""), "水位上涨", clock.now()) == ()
    )
    assert reader.offers(session, a_sheet(unit_name="", place="机场高速"), "货车起火", clock.now()) == ()
    drill = a_sheet(drill=True)
    assert reader.offers(session, drill, "青云路两车相撞", clock.now()) == ()
    clock.advance(timedelta(days=4))
    assert reader.offers(session, a_sheet(), "青云路两车相撞", clock.now()) == ()


def test_a_drill_is_never_mixed_with_a_real_event(house: House, session: Session, clock: SetClock) -> None:
    real = house.incidents.open_event(session, a_slip(clock), a_sheet())
    drill = house.incidents.open_event(session, a_slip(clock), a_sheet(drill=True))
    assert code_of(lambda: house.incidents.join(session, real.incident.id, drill.incident.id, "误")) == (
        "incidents.drill_apart"
    )
    turned = replace(drill.incident.sheet, drill=False)
    assert code_of(lambda: house.incidents.change_sheet(session, drill.incident.id, turned)) == "incidents.drill_stays"
    assert house.event_reader.count(session, EventFilter(drill=False)) == 1


def test_what_follows_from_an_act_is_part_of_it_and_fails_with_it(
    house: House, session: Session, event: EventFile
) -> None:
    follower = Follower()
    house.incidents.follow(follower)
    house.incidents.add_facts(session, event.incident.id, dead(3, POLICE))
    house.incidents.note_report(session, event.incident.id, Stage.PHONE, "市委总值班室", "三人死亡，正在核实")
    assert follower.seen == [(Grade.IV, Grade.III), (Grade.III, Grade.III), Stage.PHONE]
    with pytest.raises(Refused):
        house.incidents.add_facts(session, event.incident.id, dead(40, POLICE))
    kept = house.event_reader.file(session, event.incident.id)
    assert [fact.value for fact in kept.facts] == [1, 3]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ([], "incidents.no_facts"),
        ([NewFact("deaths", Decimal("-1"))], "incidents.figure_negative"),
        ([NewFact("deaths", Decimal("1.5"))], "incidents.figure_not_whole"),
        ([NewFact("nonsense", Decimal(1))], "incidents.unknown_figure"),
        ([NewFact("deaths", True)], "incidents.unknown_answer"),
        ([NewFact("deaths", Decimal(1), remark="机密★10年")], "log.secrecy_mark"),
    ],
)
def test_a_fact_that_cannot_be_is_refused_and_nothing_is_written(
    house: House, session: Session, event: EventFile, facts: list[NewFact], code: str
) -> None:
    assert code_of(lambda: house.incidents.add_facts(session, event.incident.id, facts)) == code
    assert house.event_reader.file(session, event.incident.id) == event


def test_the_journal_knows_every_row_of_an_event(house: House, session: Session, event: EventFile) -> None:
    house.incidents.confirm_grade(session, event.incident.id, Grade.IV)
    assert verify(house.store).whole
    assert [line.act for line in house.journal.lines_about(event.incident.id)] == ["incident.graded", "incident.opened"]


@pytest.mark.req("R017")
def test_what_is_seen_online_is_kept_with_source_time_and_spread_joined_to_its_event_and_told(
    house: House, session: Session, clock: SetClock, event: EventFile
) -> None:
    seen = a_slip(
        clock,
        channel=Channel.ONLINE_OPINION,
        category=Category.PUBLIC_OPINION,
        unit_name="某短视频平台",
        caller=Caller(name="账号“云岭路况”"),
        subject="网传青云路车祸多人死亡",
        content="视频称现场多人死亡，与核实情况不符",
        happened_at=clock.now() - timedelta(minutes=20),
    )
    opinion = house.log.open_matter(session, seen).matter
    house.log.add_entry(session, opinion.id, NewEntry(EntryKind.HEARD, "阅读量八万，转发一千二百次，两家媒体询问"))
    joined = house.incidents.join(session, event.incident.id, opinion.id, "同一起事故的网络信息")
    assert opinion.id in joined.joined()
    told = "电话报告分管副市长：网传信息与核实不符，已请网信办处置"
    file = house.log.add_entry(session, opinion.id, NewEntry(EntryKind.TOLD, told))
    matter = file.matter
    assert (matter.unit_name, matter.caller.name) == ("某短视频平台", "账号“云岭路况”")
    assert matter.happened_at == clock.now() - timedelta(minutes=20)
    assert file.entries[-1].text == told
    house.log.open_matter(session, a_slip(clock, subject="市民来电反映噪声"))
    online = MatterFilter(channel=Channel.ONLINE_OPINION)
    assert [one.id for one in house.log_reader.page(session, online).matters] == [opinion.id], "all of them in one list"
    assert house.log_reader.counts(session, online, clock.now()).total == 1
    assert {hit.matter.id for hit in house.log_reader.search(session, "转发").hits} == {opinion.id}
