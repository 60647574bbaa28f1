"""A task is due by its pace, chased twice, explained when late, and ends with a result (篇2 二十七 to 二十九)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import DeadlineKind, DeadlineState
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.instructions.book import read_rules, shipped_rules
from dutyroom.instructions.model import (
    ChaseSlot,
    FeedbackTo,
    InstructionStepKind,
    NewTask,
    Pace,
    SupervisionOrder,
    TaskOutcome,
    TaskStanding,
)
from dutyroom.instructions.rules import reckon
from dutyroom.instructions.views import SupervisionFilter
from dutyroom.log.model import EntryKind
from tests.factories import SHANGHAI, UNIT_NAME
from tests.instructions.orders import TRAFFIC, Desk, an_order, at, code_of


def deadlines(desk: Desk, kind: DeadlineKind) -> list[datetime]:
    every = desk.house.alert_reader.deadlines_of(desk.session, desk.id)
    return sorted(one.due_at for one in every if one.kind is kind and one.state is DeadlineState.RUNNING)


@pytest.mark.req("R119", "R121", "R123")
@pytest.mark.parametrize(
    ("pace", "set_at", "due", "before", "on_day"),
    [
        (Pace.URGENT, (2026, 11, 23, 9, 30), (11, 23, 17, 30), None, (11, 23, 15, 30)),
        (Pace.URGENT, (2026, 11, 23, 16, 0), (11, 23, 23, 59), None, (11, 23, 21, 59)),
        (Pace.URGENT, (2026, 11, 21, 20, 38), (11, 21, 23, 59), None, (11, 21, 21, 59)),
        (Pace.URGENT, (2026, 11, 21, 22, 59), (11, 21, 23, 59), None, (11, 21, 23, 29)),
        (Pace.URGENT_SPECIAL, (2026, 11, 20, 10, 0), (11, 24, 17, 30), None, (11, 24, 9, 0)),
        (Pace.ORDINARY, (2026, 11, 21, 20, 38), (12, 4, 17, 30), (12, 2, 9, 0), (12, 4, 9, 0)),
        # over the Mid-Autumn Festival, National Day and the Saturday that is worked for it
        (Pace.ORDINARY, (2026, 9, 24, 10, 0), (10, 15, 17, 30), (10, 13, 9, 0), (10, 15, 9, 0)),
    ],
)
def test_working_days_count_without_holidays_and_with_the_days_worked_for_them(
    house: House,
    pace: Pace,
    set_at: tuple[int, ...],
    due: tuple[int, ...],
    before: tuple[int, ...],
    on_day: tuple[int, ...],
) -> None:
    found = reckon(shipped_rules(), house.calendar, pace, datetime(*set_at, tzinfo=SHANGHAI), None)  # type: ignore[misc,arg-type]
    wanted = [datetime(2026, *one, tzinfo=SHANGHAI) if one else None for one in (due, before, on_day)]  # type: ignore[misc,arg-type]
    assert [found.due_at, found.chase_before_at, found.chase_on_day_at] == wanted


def test_a_year_that_nobody_has_published_is_named_and_faulty_rules_are_refused(house: House) -> None:
    found = reckon(shipped_rules(), house.calendar, Pace.ORDINARY, at(24, 9, month=12), None)
    assert found.uncertain == (2027,)
    assert code_of(lambda: reckon(shipped_rules(), house.calendar, Pace.ORDERED, at(24, 9), None)) == (
        "instructions.due_missing"
    )
    assert code_of(lambda: reckon(shipped_rules(), house.calendar, Pace.ORDERED, at(24, 9), at(24, 8))) == (
        "instructions.due_passed"
    )
    tree = {
        "version": 1,
        "paces": {pace.value: {"working_days": 1} for pace in Pace},
        "chases": {
            "before": {"working_days": 0},
            "hour": {"at": "09:00"},
            "within_hours": {"hours": 2},
            "same_day_hours": {"hours": 2},
        },
        "relay_minutes": {key: {"within": 5} for key in ("flash", "immediate", "urgent", "routine")},
        "feedback_minutes": {to.value: {"within": 5} for to in FeedbackTo},
    }
    with pytest.raises(ValueError, match="at least one back"):
        read_rules(tree)


@pytest.mark.req("R123", "R124", "R224")
def test_a_task_is_chased_two_working_days_before_and_on_the_day_each_with_its_answer(
    house: House, session: Session, clock: SetClock
) -> None:
    desk = Desk(house, session)
    assert code_of(desk.chase) == "instructions.not_relayed"
    desk.relay()
    assert deadlines(desk, DeadlineKind.CHASE) == [at(2, 11, month=12), at(4, 11, month=12)]
    clock.jump(at(27, 15))
    desk.chase("已开会部署")
    assert len(deadlines(desk, DeadlineKind.CHASE)) == 2, "one made early is another one; the planned ones stay"
    clock.jump(at(2, 11, 1, month=12))
    house.sweeper.run()
    assert [alert.deadline_kind for alert in house.alert_reader.live(session)] == [DeadlineKind.CHASE]
    desk.chase("排查过半")
    assert house.alert_reader.live(session) == ()
    clock.jump(at(4, 9, 5, month=12))
    desk.chase("今日报结果")
    assert deadlines(desk, DeadlineKind.CHASE) == []
    chases = desk.file.steps_of(desk.task.id, InstructionStepKind.CHASED)
    assert [(step.slot, step.text) for step in chases] == [
        (ChaseSlot.EXTRA, "已开会部署"),
        (ChaseSlot.BEFORE, "排查过半"),
        (ChaseSlot.ON_DAY, "今日报结果"),
    ]
    assert desk.file.matter.entries[-1].text == f"催办（到期日）{UNIT_NAME}邵青山（电话），答复：今日报结果"


@pytest.mark.req("R122", "R125", "R120")
def test_late_needs_a_written_explanation_and_no_result_a_proposal_and_a_leaders_word(
    house: House, session: Session, clock: SetClock
) -> None:
    desk = Desk(house, session)
    desk.relay()
    assert code_of(lambda: desk.on("propose", "建议约谈")) == "instructions.not_chased"
    assert code_of(lambda: desk.on("note_word", "贺知微", "同意")) == "instructions.no_proposal"
    clock.jump(at(4, 18, month=12))
    house.sweeper.run()
    assert DeadlineKind.TASK_DUE in {alert.deadline_kind for alert in house.alert_reader.live(session)}
    desk.chase("人手不足")
    desk.on("propose", "建议由市安委办挂牌督办")
    assert code_of(lambda: desk.on("note_word", "贺知微", " ")) == "log.nothing_written"
    desk.on("note_word", "贺知微", "缓办三日，仍无结果即约谈", at(7, 17, month=12))
    assert desk.file.matter.entries[-1].kind is EntryKind.ORDERED
    assert (desk.task.due_at, desk.task.pace) == (at(7, 17, month=12), Pace.ORDERED)
    assert house.alert_reader.live(session) == ()
    assert code_of(lambda: desk.on("note_word", "贺知微", "同意")) == "instructions.no_proposal"

    clock.jump(at(7, 17, 5, month=12))
    assert code_of(lambda: desk.on("finish_task", "已排查")) == "instructions.explanation_missing"
    desk.on("note_explanation", "邵青山", "道路封闭，排查延期", at(8, 12, month=12))
    clock.jump(at(8, 13, month=12))
    assert code_of(lambda: desk.on("finish_task", "已排查")) == "instructions.explanation_missing", "late once more"
    desk.on("note_explanation", "邵青山", "抢修未完")
    desk.on("finish_task", "隐患三处均已处置")
    moves = desk.file.steps_of(desk.task.id, InstructionStepKind.DUE_MOVED)
    assert [(step.old_due_at, step.due_at) for step in moves] == [
        (at(4, 17, 30, month=12), at(7, 17, month=12)),
        (at(7, 17, month=12), at(8, 12, month=12)),
    ]
    desk.on("take_up", "复查发现一处未处置")
    assert (desk.task.outcome, desk.task.standing) == (None, TaskStanding.UNDER_WAY)
    assert code_of(lambda: desk.on("take_up", "再来")) == "instructions.task_open"
    desk.on("stop_task", "并入市安委办督办")
    assert desk.task.outcome is TaskOutcome.STOPPED


@pytest.mark.req("R121", "R123")
def test_a_changed_arrangement_moves_what_is_counted_and_the_chases_not_made_but_no_ordered_time(
    house: House, session: Session, clock: SetClock
) -> None:
    ordered = NewTask(unit_name=TRAFFIC, pace=Pace.ORDERED, due_at=at(4, 12, month=12))
    desk = Desk(house, session, an_order(tasks=(an_order().tasks[0], ordered)))
    desk.relay(0)
    desk.relay(1)
    clock.jump(at(2, 9, 30, month=12))
    desk.chase("排查过半")
    house.arrangements.add_local_holiday(session, date(2026, 12, 3), "冰雪节", "市政府通知")
    desk.file = house.instruction_reader.file(session, desk.id)
    counted, fixed = desk.file.tasks
    assert counted.due_at == at(7, 17, 30, month=12)
    assert (counted.chase_before_at, counted.chase_on_day_at) == (None, at(7, 9, month=12)), "made is made"
    assert (fixed.due_at, fixed.chase_before_at) == (at(4, 12, month=12), at(1, 9, month=12))
    moved = desk.file.steps[-1]
    assert (moved.kind, moved.old_due_at, moved.text) == (
        InstructionStepKind.DUE_MOVED,
        at(4, 17, 30, month=12),
        "放假安排有变",
    )
    assert deadlines(desk, DeadlineKind.TASK_DUE) == [at(4, 12, month=12), at(7, 17, 30, month=12)]
    version = desk.file.instruction.version
    assert house.instructions.calendar_changed(session.actor) == 0, "counted again, nothing moves"
    assert house.instruction_reader.file(session, desk.id).instruction.version == version
    assert house.verify().whole


@pytest.mark.req("R127")
def test_every_task_has_an_owner_and_those_without_are_listed(house: House, session: Session) -> None:
    desk = Desk(house, session)
    unowned = SupervisionFilter(unowned=True)
    assert [row.task.id for row in house.instruction_reader.page(session, unowned).rows] == [desk.task.id]
    desk.on("assign", session.account_id, "陈予")
    assert house.instruction_reader.page(session, unowned).rows == ()
    assert code_of(lambda: desk.on("assign", session.account_id, "陈予")) == "log.nothing_changed"
    mine = house.instruction_reader.page(session, SupervisionFilter(owner_id=session.account_id)).rows
    assert [row.task.owner_name for row in mine] == ["陈予"]


@pytest.mark.req("R231", "R127")
def test_the_page_of_supervision_counts_and_lists_by_the_same_conditions(
    house: House, session: Session, clock: SetClock
) -> None:
    reader = house.instruction_reader
    first = Desk(house, session, an_order(subject="甲", task={"pace": Pace.URGENT}))
    clock.advance(timedelta(minutes=1))
    second = Desk(house, session, an_order(subject="乙", sheet={"leader_name": "安平"}, task={"unit_name": TRAFFIC}))
    clock.advance(timedelta(minutes=1))
    third = Desk(house, session, an_order(subject="丙", task={"pace": Pace.ORDERED, "due_at": at(30, 12)}))
    first.relay()

    def listed(order: SupervisionOrder, **wanted: object) -> list[str]:
        found, after = [], None
        while True:  # page by page, one row each
            page = reader.page(session, SupervisionFilter(**wanted), order, after, limit=1)  # type: ignore[arg-type]
            found += [row.subject for row in page.rows]
            after = page.after
            if after is None:
                return found

    assert listed(SupervisionOrder.DUE) == ["甲", "丙", "乙"]
    assert listed(SupervisionOrder.AGE) == ["甲", "乙", "丙"]
    assert listed(SupervisionOrder.LEADER) == ["乙", "甲", "丙"]
    assert listed(SupervisionOrder.UNIT) == ["甲", "丙", "乙"]
    assert listed(SupervisionOrder.DUE, leader_name="安平") == ["乙"]
    assert (reader.leaders(session), reader.units(session)) == (("安平", "贺知微"), (UNIT_NAME, TRAFFIC))

    clock.jump(at(24, 9))
    today = house.calendar.day_span(house.calendar.local_date(clock.now()))
    counts = reader.counts(session, SupervisionFilter(), clock.now(), today)
    assert (counts.total, counts.to_relay, counts.under_way, counts.overdue) == (3, 2, 1, 1)
    late = SupervisionFilter(overdue_at=clock.now())
    assert [row.subject for row in reader.page(session, late).rows] == ["甲"]
    assert [
        (one.name, one.total, one.overdue)
        for one in reader.groups(session, SupervisionFilter(), SupervisionOrder.LEADER, clock.now())
    ] == [
        ("贺知微", 2, 1),
        ("安平", 1, 0),
    ]
    assert counts.moved_today == 0
    second.relay()
    second.on("finish_task", "已办")
    counts = reader.counts(session, SupervisionFilter(), clock.now(), today)
    assert (counts.moved_today, counts.awaiting_feedback, counts.unowned) == (1, 1, 2)
    assert [step.step.kind for step in reader.moved(session, *today)] == [
        InstructionStepKind.DONE,
        InstructionStepKind.RELAYED,
    ]
    second.tell()
    second.act("close", "已办结")
    assert listed(SupervisionOrder.DUE) == ["甲", "丙"]
    assert listed(SupervisionOrder.DUE, open=False) == ["乙"]
    assert third.task.due_at == at(30, 12)
