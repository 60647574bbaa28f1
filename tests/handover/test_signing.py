"""The watch changes hands in writing: cut-off, read-back, two signatures at this desk, and nothing falls between."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from dutyroom.bootstrap import open_house
from dutyroom.handover.model import (
    EquipmentState,
    HandoverKind,
    HandoverState,
    HandoverStepKind,
    Place,
    ReadBackRule,
    SheetSection,
    WordsKind,
)
from dutyroom.incidents.events import NewFact
from dutyroom.log.model import Channel, Direction, EntryKind, NewEntry, Urgency
from tests.conftest import Template
from tests.factories import LOGIN, NAME, OTHER_PASSWORD, PASSWORD, UNIT_NAME, a_sheet, a_slip
from tests.handover.watching import NEXT_DAY, NIGHT, Desk, at, refused


@pytest.mark.req("R080", "R081", "R082", "R083", "R084", "R085", "R193", "R234")
def test_a_watch_changes_hands_with_done_and_pending_two_signatures_and_a_seal(desk: Desk, founded: Template) -> None:
    house, session, clock = desk.house, desk.session, desk.clock
    log = house.log
    done = log.open_matter(session, a_slip(clock, subject="咨询末班车", result="已告知")).matter
    waiting = log.open_matter(session, a_slip(clock, subject="东湖区报道路结冰", done="已转交警")).matter
    fax = log.open_matter(session, a_slip(clock, subject="省厅传真：防汛会商", channel=Channel.FAX)).matter
    event = house.incidents.open_event(
        session, a_slip(clock, subject="青云路两车相撞"), a_sheet(), [NewFact("deaths", Decimal(3), UNIT_NAME)]
    ).incident

    clock.jump(at(7, 41))
    before = house.handover_reader.standing(session)
    assert (before.window_open, before.overdue, before.next_watch) == (True, False, NEXT_DAY)
    assert before.left(clock.now()) == timedelta(minutes=19)
    handover = house.handovers.note_arrival(session, desk.incoming.id)
    house.handovers.test_reach(session, desk.incoming.id, reached=True, words="手机畅通")
    assert (handover.state, handover.arrived_name) == (HandoverState.DRAFT, "周岚")
    live = house.handover_reader.current(session)
    assert live is not None
    assert live.sealed is False

    clock.jump(at(7, 50))
    handover = house.handovers.start(session, handover.id)
    late = log.open_matter(session, a_slip(clock, subject="截止之后的来电")).matter
    assert (late.watch, waiting.watch) == (NEXT_DAY, NIGHT), "what comes later belongs to the next watch"
    with refused("handover.already_started"):
        house.handovers.start(session, handover.id)
    sheet = desk.sheet(handover)
    assert [one.number for one in sheet.done] == [done.number]
    assert {one.matter_id for one in sheet.pending} == {waiting.id, fax.id, event.id}
    rules = {one.matter_id: one.rule for one in sheet.pending}
    assert (rules[event.id], rules[waiting.id]) == (ReadBackRule.SIGNIFICANT, None)
    assert [(figure.name, figure.value) for figure in sheet.incidents[0].figures] == [("deaths", "3")]
    assert [one.number for one in sheet.papers] == [fax.number]
    assert sheet.calls == 3
    assert {one.kind for one in sheet.reports_due if one.kind} >= {"phone", "written"}
    assert sheet.alerts, "the alert of the accident stands"

    with refused("handover.next_step_missing"):
        desk.sign(handover)
    desk.words(handover, WordsKind.NEXT_STEP, fax.id, "8:30 前送分管秘书长")
    desk.words(handover, WordsKind.NEXT_STEP, event.id, "9:00 前报续报")
    house.handovers.set_equipment(session, handover.id, "传真机", EquipmentState.NOT_WORKING, "卡纸，已报修")
    desk.remark(handover, "值班室空调不制冷")
    signed = desk.sign(handover)
    assert (signed.state, signed.outgoing_name) == (HandoverState.SIGNED, NAME)
    with refused("handover.sheet_signed"):
        desk.remark(handover, "签字之后再改")

    with refused("handover.not_ticked"):
        desk.accept(handover)
    for one in (waiting, fax):
        house.handovers.tick(session, handover.id, one.id)
    house.handovers.tick(session, handover.id, event.id)
    with refused("handover.read_back_missing"):
        desk.accept(handover)
    desk.words(handover, WordsKind.READ_BACK, event.id, "9:00 前向省厅报续报，催交警支队")
    with refused("accounts.wrong_name_or_password"):
        desk.accept(handover, "Ab3-ling-yux")
    with refused("handover.same_person"):
        house.handovers.accept(session, handover.id, LOGIN, PASSWORD)
    assert house.handover_reader.standing(session).watch.name == NIGHT  # type: ignore[union-attr]

    clock.jump(at(7, 58))
    accepted = desk.accept(handover)
    standing = house.handover_reader.standing(session)
    assert standing.watch is not None
    assert (standing.watch.name, [one.name for one in standing.watch.on_now]) == (NEXT_DAY, ["周岚"])
    assert standing.handover is None
    assert standing.due_at == at(17, 30)
    assert [one.account_name for one in house.accounts.signatures_of("handover.incoming", handover.id)] == ["周岚"]
    sealed = desk.sheet(accepted)
    assert sealed.sealed
    assert [one.account_name for one in sealed.signatures] == [NAME, "周岚"]
    assert sealed.head == house.accounts.signatures_of("handover.incoming", handover.id)[0].head
    assert sealed.text(SheetSection.REMARKS) == "值班室空调不制冷"
    assert next(one for one in sealed.equipment if one.name == "传真机").remark == "卡纸，已报修"
    assert next(one for one in sealed.pending if one.matter_id == event.id).read_back.startswith("9:00 前向省厅")
    assert all(one.ticked for one in sealed.pending)
    with refused("handover.over"):
        desk.remark(handover, "封存之后")

    step = house.handovers.correct(session, handover.id, "传真机已于 7:55 修好")
    assert [one.id for one in desk.sheet(accepted).corrections] == [step.id]
    assert replace(desk.sheet(accepted), corrections=(), history=()) == replace(sealed, corrections=(), history=())
    assert house.verify().whole

    place = house.place
    house.close()
    again = open_house(place, founded.data_key, clock)
    assert again.handover_reader.sheet(session, handover.id).pending == sealed.pending
    assert again.log.open_matter(session, a_slip(clock)).matter.watch == NEXT_DAY
    assert again.verify().whole
    again.close()


def test_nobody_signs_while_the_log_is_not_filled_in(desk: Desk) -> None:
    house, session, clock = desk.house, desk.session, desk.clock
    house.drafts.keep(session, "d" * 32, "slip", "正在通话，尚未记完")
    house.drafts.keep(session, "e" * 32, "receipt", "省里来文，尚未登记完")
    clock.jump(at(7, 50))
    handover = desk.started()
    with refused("handover.slip_unsaved"):
        desk.sign(handover)
    assert [one.code for one in desk.sheet(handover).missing_to_sign] == [
        "handover.slip_unsaved",
        "handover.log_empty",
    ]
    assert desk.sheet(handover).missing_to_sign[0].count == 2
    house.drafts.drop(session, "e" * 32)
    clock.advance(timedelta(seconds=5))
    house.drafts.keep(session, "d" * 32, "slip", "还在通话")  # a call that goes on belongs to the next watch
    with refused("handover.log_empty"):
        desk.sign(handover)
    desk.remark(handover)
    assert desk.sign(handover).state is HandoverState.SIGNED


def test_a_refusal_goes_to_the_leader_in_charge_and_nothing_typed_is_lost(desk: Desk) -> None:
    house, session, clock = desk.house, desk.session, desk.clock
    urgent = house.log.open_matter(session, a_slip(clock, urgency=Urgency.URGENT, done="已转")).matter
    clock.jump(at(7, 50))
    handover = desk.started()
    desk.remark(handover)
    desk.words(handover, WordsKind.NEXT_STEP, urgent.id, "待回复")
    desk.sign(handover)
    desk.take_all(handover)
    with refused("handover.reason_missing"):
        house.handovers.refuse(session, handover.id, "  ", desk.incoming.id)
    refusal = house.handovers.refuse(session, handover.id, "急件去向没有写清", desk.incoming.id)
    assert (refusal.state, refusal.refusal, refusal.signed_at) == (HandoverState.REFUSED, "急件去向没有写清", None)
    (notice,) = [one for one in house.alert_reader.live(session) if one.subject.id == handover.id]
    assert notice.calls[0].person.name == "林副秘书长"
    with refused("handover.wrong_state"):
        desk.accept(handover)

    ready = house.handovers.resume(session, handover.id, "已补写")
    assert ready.state is HandoverState.READY
    assert not [one for one in house.alert_reader.live(session) if one.subject.id == handover.id]
    (pending,) = desk.sheet(handover).pending
    assert (pending.next_step, pending.ticked, pending.read_back) == ("待回复", True, "继续跟踪，有情况随时报告")
    desk.words(handover, WordsKind.NEXT_STEP, urgent.id, "已送政法委，待回复")
    desk.sign(handover)
    done = desk.accept(handover)
    sealed = desk.sheet(done)
    assert sealed.pending[0].next_step == "已送政法委，待回复"
    assert [one.kind for one in sealed.history if one.kind is not HandoverStepKind.OPENED] == [
        HandoverStepKind.STARTED,
        HandoverStepKind.SIGNED,
        HandoverStepKind.REFUSED,
        HandoverStepKind.RESUMED,
        HandoverStepKind.SIGNED,
        HandoverStepKind.ACCEPTED,
    ]
    assert len(sealed.signatures) == 2, "the signature that was taken back does not count"


def test_a_cut_off_can_be_taken_back_and_every_matter_is_still_on_one_sheet(desk: Desk) -> None:
    house, session, clock = desk.house, desk.session, desk.clock
    first = house.log.open_matter(session, a_slip(clock, done="已转")).matter
    clock.jump(at(7, 30))
    handover = desk.started()
    desk.remark(handover, "写了很久的话")
    closed = house.log.close(session, first.id, "已办结")
    with refused("handover.reason_missing"):
        house.handovers.take_back_start(session, handover.id, "")
    draft = house.handovers.take_back_start(session, handover.id, "点早了")
    assert (draft.state, draft.cut_off) == (HandoverState.DRAFT, None)
    assert house.log.open_matter(session, a_slip(clock, done="已转")).matter.watch == NIGHT
    again = house.handovers.start(session, handover.id)
    sheet = desk.sheet(again)
    assert sheet.text(SheetSection.REMARKS) == "写了很久的话"
    assert [one.matter_id for one in sheet.done] == [closed.matter.id]
    assert len(sheet.pending) == 1


def test_an_incoming_takes_over_by_force_from_somebody_who_is_gone(desk: Desk) -> None:
    house, session, clock = desk.house, desk.session, desk.clock
    house.log.open_matter(session, a_slip(clock, done="已转"))
    clock.jump(at(2, 10))
    with refused("handover.reason_missing"):
        house.handovers.force(session, desk.incoming.id, OTHER_PASSWORD, "")
    with refused("handover.on_watch_takes_over"):
        house.handovers.force(session, LOGIN, PASSWORD, "抢班")
    own = house.accounts.sign_in(desk.incoming.id)
    forced = house.handovers.force(own, desk.incoming.id, OTHER_PASSWORD, "陈予突发急病送医", leader=desk.leader.id)
    assert (forced.kind, forced.outgoing_name, forced.reason) == (HandoverKind.FORCED, "", "陈予突发急病送医")
    standing = house.handover_reader.standing(session)
    assert standing.watch is not None
    assert (standing.watch.name, standing.watch.on_now[0].name) == (NIGHT, "周岚"), "within the same shift"
    assert standing.due_at == at(8)
    assert [one.calls[0].person.name for one in house.alert_reader.live(session)] == ["林副秘书长"]
    assert desk.sheet(forced).pending[0].ticked is False


def test_one_person_goes_on_and_the_sheet_says_so(desk: Desk) -> None:
    house, session, clock = desk.house, desk.session, desk.clock
    clock.jump(at(7, 55))
    handover = desk.started()
    desk.remark(handover)
    with refused("handover.not_on_watch"):
        house.handovers.go_on(session, handover.id, desk.incoming.id, OTHER_PASSWORD, "接班人未到")
    done = house.handovers.go_on(session, handover.id, LOGIN, PASSWORD, "接班人因暴雪未到", leader="林副秘书长")
    assert (done.kind, done.outgoing_name, done.incoming_name) == (HandoverKind.DOUBLE_SHIFT, NAME, NAME)
    assert [one.account_name for one in desk.sheet(done).signatures] == [NAME]
    watch = house.handover_reader.standing(session).watch
    assert watch is not None
    assert (watch.name, watch.leader.name if watch.leader else "") == (NEXT_DAY, "林副秘书长")


def test_two_handovers_at_once_are_one(desk: Desk) -> None:
    house, session = desk.house, desk.session
    desk.clock.jump(at(7, 50))
    assert desk.opened().id == desk.opened().id
    handover = desk.started()
    assert desk.opened().id == handover.id
    with refused("handover.already_started"):
        house.handovers.start(session, handover.id)
    with refused("handover.watch_stands"):
        house.handovers.take_first(session)
    with refused("handover.no_such_place"):
        house.handovers.tick(session, handover.id, "0" * 32)
    with refused("log.secrecy_mark"):
        house.handovers.keep_words(
            session, handover.id, Place(WordsKind.SECTION, SheetSection.REMARKS.value), "机密★1年"
        )


def test_a_step_during_the_handover_is_on_the_next_sheet_once(desk: Desk) -> None:
    house, session, clock = desk.house, desk.session, desk.clock
    matter = house.log.open_matter(session, a_slip(clock, done="已转", direction=Direction.INBOUND)).matter
    clock.jump(at(7, 50))
    handover = desk.started()
    desk.remark(handover)
    entry = house.log.add_entry(session, matter.id, NewEntry(EntryKind.TOLD, "交接中收到回复")).entries[-1]
    house.log.close(session, matter.id, "已办结")
    desk.sign(handover)
    desk.take_all(handover)
    done = desk.accept(handover)
    assert entry.watch == NEXT_DAY
    assert [one.matter_id for one in desk.sheet(done).pending] == [matter.id], "open when the cut-off was frozen"
    clock.jump(at(17, 20))
    following = desk.started()
    sheet = desk.sheet(following)
    assert [one.matter_id for one in sheet.done] == [matter.id]
    assert sheet.pending == ()
