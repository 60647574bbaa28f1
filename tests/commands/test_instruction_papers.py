"""The slips of instructions and papers say what was said, by whom and when, and leave room to sign."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.documents.docx import docx_bytes
from dutyroom.documents.model import FieldGrid, Sheet, Table, plain
from dutyroom.documents.xlsx import write_xlsx
from dutyroom.instruction_papers import circulation_sheet, reading_sheet, register_sheet, routing_sheet
from dutyroom.instructions.model import FeedbackTo, GivenHow, InstructionKind
from dutyroom.log.model import Channel
from dutyroom.receipts.model import NewOpinion, NewPaper, OpinionRole
from dutyroom.storage.tables import metadata
from tests.factories import UNIT_NAME, an_item
from tests.instructions.orders import WORDS, Desk, an_order, at

TITLE = "关于做好寒潮防范工作的通知"


def words_on(sheet: Sheet) -> Iterator[str]:
    for block in sheet.blocks:
        if isinstance(block, FieldGrid):
            yield from (f"{field.label}={plain(field.value)}" for field in block.fields)
        if isinstance(block, Table):
            yield from ("|".join(plain(cell) for cell in line.cells) for line in block.body())


@pytest.mark.req("R124", "R201", "R199")
def test_the_routing_slip_carries_the_words_the_chases_with_answers_and_every_step(
    house: House, session: Session, clock: SetClock
) -> None:
    paper = house.receipts.receive(
        session, NewPaper(title=TITLE, document_number="云政办发〔2026〕40号", issuer="省政府办公厅", pages=4)
    )
    sheet = {
        "linked_id": paper.paper.id,
        "how": GivenHow.WRITTEN,
        "source": "呈批件第8号",
        "kind": InstructionKind.REMARK,
    }
    desk = Desk(house, session, an_order(sheet=sheet))
    desk.relay()
    clock.jump(at(2, 9, 10, month=12))
    desk.chase("排查过半")
    desk.on("propose", "建议挂牌督办")
    desk.on("note_word", "贺知微", "同意", at(7, 17, month=12))
    desk.act("correct_words", WORDS.replace("八点", "九点"), "领导秘书更正")
    desk.relay()
    desk.on("finish_task", "隐患三处已处置")
    desk.tell(FeedbackTo.LEADER)
    words = list(words_on(routing_sheet(house, session, desk.id)))
    assert f"批示原文（转录）={WORDS}\n{WORDS.replace('八点', '九点')}" in words
    assert "转录=转录人陈予，转录自呈批件第8号" in words
    assert f"{UNIT_NAME}|到期前2个工作日|2026-12-02 09:10|邵青山\n电话|排查过半|陈予" in words
    assert "领导批示|东湖区应急管理局 贺知微|同意|2026-12-02 09:10" in words
    assert any(line.startswith("调整时限") and "由2026-12-04 17:30改为2026-12-07 17:00" in line for line in words)
    assert [line.split("|")[0] for line in words if "版原文" in line] == [
        f"{UNIT_NAME}（第1版原文）",
        f"{UNIT_NAME}（第2版原文）",
    ]
    assert "来文机关=省政府办公厅" in words
    assert any("反馈领导" in line and "隐患三处均已设置警示" in line for line in words)
    made = docx.Document(io.BytesIO(docx_bytes(routing_sheet(house, session, desk.id))))
    assert made.paragraphs[0].text == "公文运转单"


@pytest.mark.req("R144", "R163")
def test_the_slips_of_a_telegram_show_opinions_given_and_lines_for_those_to_come(
    house: House, session: Session, clock: SetClock, tmp_path: Path
) -> None:
    new = NewPaper(channel=Channel.TELEGRAM, title=TITLE, issuer="省政府办公厅", document_number="云发电〔2026〕9号")
    file = house.receipts.receive(session, new)
    clock.advance(timedelta(minutes=5))
    word = NewOpinion(role=OpinionRole.APPROVED, person="秦望", post="秘书长", text="呈贺市长阅定")
    house.receipts.note_opinion(session, file.paper.id, file.paper.version, word)
    slip = circulation_sheet(house, session, file.paper.id)
    words = list(words_on(slip))
    assert "阅批|秦望\n秘书长|呈贺市长阅定|2026-11-21 20:43" in words
    assert "阅定||\n|" in words, "a line for the vice mayor"
    reading = list(words_on(reading_sheet(house, session, file.paper.id)))
    assert "秦望秘书长|呈贺市长阅定||2026-11-21 20:43" in reading
    assert reading.count("|\n||") == 7
    write_xlsx(slip, tmp_path / "slip.xlsx")
    assert (tmp_path / "slip.xlsx").stat().st_size > 4000


@pytest.mark.req("R162", "R159", "R187")
def test_the_register_says_what_was_counted_who_signed_and_nothing_of_a_classified_paper(
    house: House, session: Session
) -> None:
    house.receipts.receive(session, NewPaper(title=TITLE, issuer="省政府办公厅", copies=2, pages=4))
    house.receipts.receive(session, NewPaper(issuer="市委机要局", addressee="书记工作人员 陆知行"))
    house.receipts.receive(session, NewPaper(channel=Channel.TELEGRAM, classified=an_item()))
    today = date(2026, 11, 21)
    sheet = register_sheet(house, session, today, today)
    assert list(words_on(sheet)) == [
        f"2026-0001|2026-11-21 20:38|省政府办公厅||{TITLE}|明件|2|4|上级来文|陈予|",
        "2026-0002|2026-11-21 20:38|市委机要局||书记工作人员 陆知行亲收|明件|1|—|上级来文|陈予|",
        "2026-0003|2026-11-21 20:38|云岭市保密局|云密〔2026〕17号|密件 云密〔2026〕17号（秘密，2份）"
        "|秘密|2|—|上级来文|陈予|",
    ]
    assert sheet.subtitle == "云岭市人民政府总值班室    2026-11-21至2026-11-21    共 3 件"


@pytest.mark.req("R201")
def test_there_is_no_place_for_a_picture_of_handwriting() -> None:
    tables = [table for name, table in metadata.tables.items() if name.startswith(("instruction", "paper_"))]
    kinds = {type(column.type).__name__ for table in tables for column in table.columns}
    assert len(tables) == 6
    assert kinds <= {"String", "Text", "Integer", "BigInteger"}
