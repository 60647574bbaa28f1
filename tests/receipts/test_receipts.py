"""A paper is counted, signed for, registered, laid before leaders and sent on; nothing classified is written here."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import DeadlineKind, DeadlineState
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.log.model import Channel, Urgency
from dutyroom.receipts.circulation import read_spans
from dutyroom.receipts.model import (
    NewOpinion,
    NewPaper,
    OpinionRole,
    PaperFile,
    PaperKind,
    PaperStepKind,
    RegisterFilter,
)
from tests.factories import an_item
from tests.instructions.orders import code_of

TITLE = "关于做好寒潮防范工作的通知"


def a_paper(**changes: Any) -> NewPaper:
    new = NewPaper(title=TITLE, document_number="云政办发〔2026〕40号", issuer="省政府办公厅", copies=2, pages=12)
    return replace(new, **changes)


def waiting(house: House, session: Session, file: PaperFile) -> list[int]:
    every = house.alert_reader.deadlines_of(session, file.paper.id)
    return [one.ordinal for one in every if one.kind is DeadlineKind.CIRCULATION and one.state is DeadlineState.RUNNING]


@pytest.mark.req("R159", "R160", "R162", "R187", "R192")
def test_a_paper_is_counted_signed_for_and_registered_and_its_way_stays(
    house: House, session: Session, clock: SetClock
) -> None:
    def refused(**changes: Any) -> str:
        return code_of(lambda: house.receipts.receive(session, a_paper(**changes)))

    assert refused(copies=0) == "receipts.copies"
    assert refused(pages=0) == "receipts.pages"
    assert refused(pages=None, important=True) == "receipts.pages_missing"
    assert refused(title=" ") == "receipts.no_title"
    assert refused(issuer="") == "receipts.no_issuer"
    assert refused(channel=Channel.PHONE) == "receipts.not_a_paper"
    assert refused(title="机密★10年 会议纪要") == "log.secrecy_mark"

    file = house.receipts.receive(session, a_paper(important=True, delivered_by="机要通信员 何姗"), "d" * 32)
    assert house.receipts.receive(session, a_paper(), "d" * 32) == file, "a second press finds the first"
    paper = file.paper
    assert (paper.number, paper.signed_by, paper.copies, paper.pages) == ("2026-0001", "陈予", 2, 12)
    assert file.matter.entries[-1].text == "签收：省政府办公厅 云政办发〔2026〕40号，2份，12页，签收人陈予"
    file = house.receipts.note_query(session, paper.id, paper.version, "省政府办公厅", "第7页缺失")
    assert (
        code_of(lambda: house.receipts.send_on(session, paper.id, paper.version, "秘书五科", "周岚"))
        == "receipts.changed"
    )
    version = file.paper.version
    assert code_of(lambda: house.receipts.send_on(session, paper.id, version, "秘书五科", "")) == "receipts.no_person"
    early = clock.now() - timedelta(hours=1)
    late = code_of(lambda: house.receipts.send_on(session, paper.id, version, "秘书五科", "周岚", "", early))
    assert late == "receipts.given_before"
    clock.advance(timedelta(minutes=9))
    file = house.receipts.send_on(session, paper.id, version, "秘书五科", "周岚")
    assert file.paper.whereabouts == "秘书五科 周岚"
    assert [step.kind for step in file.steps] == [PaperStepKind.RECEIVED, PaperStepKind.QUERIED, PaperStepKind.SENT_ON]
    house.log.close(session, paper.id, "已转办")
    closed = house.receipt_reader.file(session, paper.id).paper
    assert code_of(lambda: house.receipts.note_query(session, paper.id, closed.version, "省", "缺页")) == "log.not_open"
    assert house.verify().whole


@pytest.mark.req("R144", "R120", "R186")
def test_a_telegram_is_laid_before_the_secretary_general_and_then_a_vice_mayor(
    house: House, session: Session, clock: SetClock
) -> None:
    file = house.receipts.receive(session, a_paper(channel=Channel.TELEGRAM, urgency=Urgency.IMMEDIATE))
    assert (file.waits_for, waiting(house, session, file)) == (OpinionRole.APPROVED, [1])
    clock.advance(timedelta(minutes=31))
    house.sweeper.run()
    assert [alert.deadline_kind for alert in house.alert_reader.live(session)] == [DeadlineKind.CIRCULATION]
    word = NewOpinion(role=OpinionRole.APPROVED, person="秦望", post="秘书长", text="")

    def note(opinion: NewOpinion) -> PaperFile:
        version = house.receipt_reader.file(session, file.paper.id).paper.version
        return house.receipts.note_opinion(session, file.paper.id, version, opinion)

    assert code_of(lambda: note(word)) == "receipts.opinion_missing"
    assert code_of(lambda: note(replace(word, person=" ", text="呈贺市长阅定"))) == "receipts.no_person"
    file = note(replace(word, text="呈贺市长阅定", source="传阅单原件"))
    assert (file.waits_for, waiting(house, session, file)) == (OpinionRole.SETTLED, [2])
    assert house.alert_reader.live(session) == ()
    file = note(NewOpinion(role=OpinionRole.SETTLED, person="贺知微", post="副市长", text="缓办，待省里会议后再议"))
    assert (file.waits_for, waiting(house, session, file)) == (None, [])
    assert [(step.person, step.text) for step in file.opinions()] == [
        ("秦望", "呈贺市长阅定"),
        ("贺知微", "缓办，待省里会议后再议"),
    ]
    assert file.matter.entries[-2].text == "秦望秘书长阅批意见：呈贺市长阅定（转录自传阅单原件）"
    other = house.receipts.receive(session, a_paper(channel=Channel.FAX))
    house.log.close(session, other.paper.id, "已转办")
    assert waiting(house, session, other) == []
    house.log.reopen(session, other.paper.id, "仍须阅批")
    assert waiting(house, session, other) == [1]
    with pytest.raises(ValueError, match="no time"):
        read_spans({"circulation_minutes": {"approved": {"within": 0}, "settled": {"within": 1}}})


@pytest.mark.req("R184")
def test_each_part_of_a_signing_chain_has_opinion_name_and_time(
    house: House, session: Session, clock: SetClock
) -> None:
    file = house.receipts.receive(session, a_paper(kind=PaperKind.REQUEST))
    chain = (OpinionRole.DRAFTED, OpinionRole.REVIEWED, OpinionRole.COSIGNED, OpinionRole.CHECKED, OpinionRole.SIGNED)
    for place, role in enumerate(chain):
        clock.advance(timedelta(minutes=1))
        opinion = NewOpinion(role=role, person=f"经办人{'甲乙丙丁戊'[place]}", text="同意")
        file = house.receipts.note_opinion(session, file.paper.id, file.paper.version, opinion)
    signed = file.opinions()
    assert [step.role for step in signed] == list(chain)
    assert all(step.person and step.text for step in signed)
    assert len({step.given_at for step in signed}) == len(chain)


@pytest.mark.req("R161")
def test_what_only_its_addressee_opens_is_handed_on_as_it_came(house: House, session: Session) -> None:
    sealed = a_paper(addressee="书记工作人员 陆知行", title="", pages=None, important=True)
    assert code_of(lambda: house.receipts.receive(session, replace(sealed, title=TITLE))) == "receipts.sealed"
    paper = house.receipts.receive(session, sealed).paper
    assert (paper.title, paper.pages) == ("", None)
    file = house.receipts.hand_unopened(session, paper.id, paper.version, "陆知行")
    assert file.matter.entries[-1].text == "原封转交陆知行"
    plain = house.receipts.receive(session, a_paper()).paper
    act = code_of(lambda: house.receipts.hand_unopened(session, plain.id, plain.version, "陆知行"))
    assert act == "receipts.not_sealed"


@pytest.mark.req("R187")
def test_a_classified_paper_leaves_its_movement_and_not_a_word(house: House, session: Session) -> None:
    secret = NewPaper(channel=Channel.TELEGRAM, classified=an_item(received_by=""))
    assert code_of(lambda: house.receipts.receive(session, replace(secret, title=TITLE))) == "log.classified_no_content"
    file = house.receipts.receive(session, secret)
    paper = file.paper
    assert (paper.title, paper.document_number, paper.copies) == ("", "云密〔2026〕17号", 2)
    assert paper.classified is not None
    assert paper.classified.received_by == "陈予"
    assert (file.waits_for, waiting(house, session, file)) == (None, [])
    opinion = NewOpinion(role=OpinionRole.APPROVED, person="秦望", text="阅")
    refused = code_of(lambda: house.receipts.note_opinion(session, paper.id, paper.version, opinion))
    assert refused == "log.classified_no_reply"
    refused = code_of(lambda: house.receipts.send_on(session, paper.id, paper.version, "机要室", "何姗"))
    assert refused == "receipts.classified_goes_on"
    house.log.hand_over_item(session, paper.id, "机要室 何姗")
    assert house.receipt_reader.file(session, paper.id).paper.whereabouts == "机要室 何姗"


@pytest.mark.req("R162", "R164")
def test_the_register_lists_and_counts_by_the_same_conditions(house: House, session: Session, clock: SetClock) -> None:
    for kind in (PaperKind.SUPERIOR, PaperKind.REQUEST, PaperKind.LETTER, PaperKind.JOURNAL):
        house.receipts.receive(session, a_paper(kind=kind, title=f"第{kind.value}件"))
        clock.advance(timedelta(minutes=1))
    reader = house.receipt_reader
    first = reader.page(session, RegisterFilter(), limit=3)
    rest = reader.page(session, RegisterFilter(), before=first.before, limit=3)
    assert [paper.kind for paper in (*first.papers, *rest.papers)] == [
        PaperKind.JOURNAL,
        PaperKind.LETTER,
        PaperKind.REQUEST,
        PaperKind.SUPERIOR,
    ]
    assert rest.before is None
    asked = RegisterFilter(kind=PaperKind.REQUEST)
    counts = reader.counts(session, asked)
    assert (counts.total, counts.open, counts.copies) == (1, 1, 2)
    assert [paper.kind for paper in reader.received(session, asked)] == [PaperKind.REQUEST]
    house.log.withdraw(session, first.papers[0].id, "重复登记")
    assert reader.counts(session, RegisterFilter()).total == 3
    assert reader.is_paper(session, first.papers[0].id)
