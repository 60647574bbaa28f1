"""The officer in charge reads any past handover: how punctual, what was carried, what moved, who did what."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyroom.handover.model import HandoverStepKind, MatterMove
from dutyroom.log.model import Category, EntryKind, MatterState, NewEntry
from tests.factories import LOGIN, NAME, OTHER_PASSWORD, PASSWORD, a_slip
from tests.handover.watching import Desk, at, refused


def swap(desk: Desk, *, late: int = 0) -> str:
    """Hand over from 陈予 to 周岚, or back, ten minutes before the time; return the handover."""
    house, session = desk.house, desk.session
    due = house.handover_reader.standing(session).due_at
    desk.clock.jump(due - timedelta(minutes=10))
    handover = desk.started()
    desk.next_steps(handover)
    desk.remark(handover)
    watch = house.handover_reader.standing(session).watch
    assert watch is not None
    signers = [(LOGIN, PASSWORD), (desk.incoming.id, OTHER_PASSWORD)]
    if watch.has(desk.incoming.id):
        signers.reverse()
    house.handovers.sign_out(session, handover.id, *signers[0])
    desk.take_all(handover)
    desk.clock.advance(timedelta(minutes=late))
    house.handovers.accept(session, handover.id, *signers[1])
    return handover.id


@pytest.mark.req("R209", "R234")
def test_the_review_shows_punctuality_age_moves_and_what_each_officer_did(desk: Desk) -> None:
    house, session, clock = desk.house, desk.session, desk.clock
    house.handovers.step_away(session, "取快报")
    clock.advance(timedelta(minutes=3))
    house.handovers.come_back(session)
    old = house.log.open_matter(session, a_slip(clock, subject="一直没有动的事")).matter
    busy = house.log.open_matter(session, a_slip(clock, subject="天天有进展的事", owner_id=session.account_id)).matter
    received = clock.now()
    clock.advance(timedelta(hours=1))
    house.log.open_matter(session, a_slip(clock, subject="补记", received_at=received, result="已办"))
    first = swap(desk)
    house.log.add_entry(session, busy.id, NewEntry(EntryKind.TOLD, "又催了一次"))
    second = swap(desk, late=25)
    third, fourth = swap(desk), swap(desk)
    house.log.close(session, busy.id, "办完了")
    fifth = swap(desk)

    lines = house.handover_reader.lines(session, at(0), at(0, day=25))
    assert [one.handover.id for one in lines] == [first, second, third, fourth, fifth]
    assert [one.punctuality for one in lines] == ["on_time", "late", "on_time", "on_time", "on_time"]
    assert lines[1].late == timedelta(minutes=15)
    assert lines[0].signers == (NAME, "周岚")
    assert lines[0].leader == "林副秘书长"
    assert [one.handover.pending for one in lines] == [2, 2, 2, 2, 1]
    assert (lines[0].handover.without_owner, lines[0].handover.without_next_step) == (1, 0)
    assert lines[0].oldest_age > timedelta(hours=11)

    changes = house.handover_reader.difference(session, second)
    assert [(one.matter_id, one.move) for one in changes.matters] == [
        (old.id, MatterMove.STANDING),
        (busy.id, MatterMove.MOVED),
    ]
    assert [one.number for one in house.handover_reader.difference(session, first).of(MatterMove.NEW)] == [
        old.number,
        busy.number,
    ]
    (still,) = house.handover_reader.difference(session, fourth).of(MatterMove.UNTOUCHED)
    assert (still.matter_id, still.untouched, still.carried) == (old.id, 3, 3)
    (closed,) = house.handover_reader.difference(session, fifth).of(MatterMove.CLOSED)
    assert (closed.matter_id, closed.after) == (busy.id, "办完了")
    assert next(one for one in house.handover_reader.sheet(session, second).pending).next_step == "等待县里书面材料"

    drawn = house.handover_reader.figures(session, at(0, day=21), at(0, day=25))
    assert [count for _moment, count in drawn.pending] == [2, 2, 2, 2, 1]
    assert (drawn.on_time, drawn.late) == (4, 1)
    assert sum(map(sum, drawn.calls)) == 3
    assert drawn.calls[5][20] == 3, "on a Saturday evening"
    assert sum(count for _low, _high, count in drawn.ages) == 1

    mine = {one.name: one for one in house.handover_reader.officers(session, at(0, day=21), at(0, day=25))}
    assert (mine[NAME].watches, mine["周岚"].watches) == (3, 3)
    assert (mine[NAME].matters, mine[NAME].late_entries, mine[NAME].absences) == (3, 1, 1)
    assert (mine[NAME].late, mine["周岚"].late, mine["周岚"].on_time) == (1, 0, 3)
    assert mine[NAME].hours > 20


def test_a_leader_remarks_orders_and_marks_as_reviewed(desk: Desk) -> None:
    house, session, clock = desk.house, desk.session, desk.clock
    matter = house.log.open_matter(session, a_slip(clock, done="已转")).matter
    clock.jump(at(7, 50))
    with refused("handover.not_over"):
        house.handovers.correct(session, desk.opened().id, "更正")
    handover = desk.hand_over()
    leader = house.accounts.sign_in(desk.leader.id)
    officer = house.accounts.sign_in(desk.incoming.id)
    with refused("handover.not_reviewer"):
        house.handovers.review(officer, handover.id, "看过了")
    with refused("handover.words_missing"):
        house.handovers.review(leader, handover.id, " ")
    house.handovers.review(leader, handover.id, "交接清楚")
    house.handovers.review(leader, handover.id, "今天下班前给我答复", order=True, matter_id=matter.id)
    assert house.log_reader.file(session, matter.id).entries[-1].kind is EntryKind.ORDERED
    step = house.handovers.review(leader, handover.id, "查清昨夜为何没有人接电话", order=True)
    ordered = house.log_reader.file(session, step.matter_id).matter
    assert (ordered.category, ordered.state) == (Category.LEADER_ORDER, MatterState.OPEN)
    reviewed = house.handovers.mark_reviewed(leader, handover.id)
    assert reviewed.reviewed_by == "林副秘书长"
    (line,) = house.handover_reader.lines(session, at(0), at(0, day=23))
    assert (line.remarks, line.handover.reviewed_by) == (3, "林副秘书长")
    kinds = [one.kind for one in house.handover_reader.sheet(session, handover.id).history][-4:]
    assert kinds[-1] is HandoverStepKind.REVIEWED
    assert house.verify().whole
