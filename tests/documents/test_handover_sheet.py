"""《值班交接单》 and 《交接班情况汇总》 on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dutyroom.documents.handover_review import HandoverRange, handover_review
from dutyroom.documents.handover_sheet import handover_sheet
from dutyroom.documents.model import (
    Block,
    FieldGrid,
    Heading,
    MarkKind,
    Paragraph,
    Sheet,
    SignatureLine,
    Table,
    plain,
)
from dutyroom.handover.model import HandoverState, Punctuality
from dutyroom.handover.views import HandoverLine, OfficerFigures, ReviewFigures
from tests.documents.handovers import sealed_sheet
from tests.documents.rosters import printing


def words_of(sheet: Sheet) -> str:
    """Return everything a sheet says, block by block."""
    return "\n".join(said for block in sheet.blocks for said in _words(block))


def _words(block: Block) -> list[str]:
    match block:
        case Heading() | Paragraph():
            return [plain(block.words)]
        case FieldGrid():
            return [f"{field.label} {plain(field.value)}" for field in block.fields]
        case Table():
            return [" | ".join(plain(cell) for cell in row.cells) for row in block.body()]
        case SignatureLine():
            return [f"{place.label}：{place.name}" for place in block.places]
        case _:
            return []


@pytest.mark.req("R084", "R085", "R193")
def test_the_sheet_has_done_and_pending_apart_the_read_back_both_names_and_what_was_appended() -> None:
    paper = handover_sheet(printing(), sealed_sheet())
    said = words_of(paper)
    headings = [plain(block.words) for block in paper.blocks if isinstance(block, Heading)]
    assert headings[:3] == ["已办事项（1）", "待办事项（3）", "突发事件（1）"]
    assert headings[-2:] == ["更正", "审阅意见"]
    for words in (
        "2026-0398 | 西岭县停水抢修\n西岭县人民政府 | 22时恢复供水",
        "下一步：向区里核对伤亡数字\n复述：9时前再问一次区值班室，有变化即续报\n✓ 已核对",
        "3 班未动",
        "较大·加急",
        "死亡人数 1",
        "续报 2",
        "温怀谷 市长 | 赴省城开会 | — | （空缺）",
        "密件\n省机要局",
        "传真机 | 异常 | 卡纸，已报修",
        "强制接班 交班人突发疾病送医",
        "林一川 11-21 19:00—11-21 19:20　就餐",
        "渣土车一事最急。",
        "早上有寒潮",
        "交班人：林一川\n接班人：叶知秋",
        "叶知秋 于 2026-11-22 07:59:00 以本人密码电子签名",
        "4181·9f3c 2a71 b04e 0000",
        "传真机已于7时50分修好。",
        "渣土车整治情况一周内报我。",
    ):
        assert words in said
    assert not paper.marks
    assert "412·9f3c" in paper.foot.line()


def test_a_sheet_that_is_not_signed_is_marked_as_a_draft_and_names_nobody_below() -> None:
    sealed = sealed_sheet(0)
    draft = replace(
        sealed,
        handover=replace(
            sealed.handover, state=HandoverState.DRAFT, cut_off=None, signed_at=None, accepted_at=None, outgoing_name=""
        ),
        texts={},
        signatures=(),
        corrections=(),
        history=(),
    )
    paper = handover_sheet(printing(drill=True), draft)
    said = words_of(paper)
    assert [mark.kind for mark in paper.marks] == [MarkKind.DRILL, MarkKind.DRAFT]
    for words in ("交班人：\n接班人：", "截止时间 —", "交班人 林一川"):
        assert words in said
    empty = next(block for block in paper.blocks if isinstance(block, Table) and block.columns[2].title == "现状")
    assert [plain(row.cells[0]) for row in empty.body()] == ["无"]
    english = handover_sheet(replace(printing(), language="en"), draft)
    assert english.title == "Handover sheet"


@pytest.mark.req("R209")
def test_a_range_says_who_was_late_what_is_carried_over_and_what_each_officer_did() -> None:
    one = replace(sealed_sheet().handover, without_owner=2, without_next_step=1, reviewed_by="江远")
    line = HandoverLine(
        handover=one, punctuality=Punctuality.LATE, late=timedelta(minutes=25), leader="江远",
        signers=("林一川", "叶知秋"), oldest_age=timedelta(days=9), remarks=1, corrections=1,
    )  # fmt: skip
    officer = OfficerFigures(
        account_id="lin", name="林一川", watches=7, hours=98.25, on_time=6, late=1, matters=51, entries=160,
        late_entries=4, absences=3,
    )  # fmt: skip
    figures = ReviewFigures(
        pending=(), lateness=(), on_time=0, late=1, calls=tuple((1,) * 24 for _ in range(7)),
        ages=((0, 1, 3), (2, 4, 4), (31, None, 1)),
    )  # fmt: skip
    found = HandoverRange(
        first=date(2026, 11, 1), last=date(2026, 11, 30), lines=(line,), figures=figures, officers=(officer,)
    )
    said = words_of(paper := handover_review(printing(), found))
    assert "共 1 次，按时 0 次，超时 1 次" in paper.subtitle
    assert "超时 25 分钟" in said
    assert "| 9 天 | 2 | 1 | 2 | 江远" in said
    assert "林一川 | 7 | 98.2 | 6 | 1 | 51 | 160 | 4 | 3" in said
    assert "日 | 4 | 4 | 4 | 4 | 4 | 4 | 24" in said
    ages = paper.blocks[-1]
    assert isinstance(ages, Table)
    assert [column.title for column in ages.columns] == ["0 天", "2—3 天", "31 天以上"]
