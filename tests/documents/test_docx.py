"""A sheet as docx: read back the way Word would."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from dutyroom.documents.docx import docx_bytes, write_docx
from dutyroom.documents.model import Column, Paragraph, Sheet, Table, row, text
from dutyroom.errors import Environment
from tests.documents.sheets import day_record, duty_roster, roster_of_leaders, situation_report, watch_journal


def opened(sheet: Sheet) -> Any:
    return docx.Document(io.BytesIO(docx_bytes(sheet)))


def part(sheet: Sheet, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(sheet))) as package:
        return "".join(package.read(item).decode() for item in package.namelist() if name in item)


@pytest.mark.req("R018")
def test_the_duty_record_lists_every_matter_of_the_day() -> None:
    table = opened(day_record(100)).tables[0]
    numbers = [line.cells[0].text for line in table.rows]
    assert numbers == ["编号", *(f"2026-{n:04d}" for n in range(1, 101))]


@pytest.mark.req("R018")
def test_the_work_log_keeps_the_entries_of_the_watch_in_order() -> None:
    document = opened(watch_journal())
    assert document.paragraphs[0].text == "云岭市人民政府办公室值班工作日志"
    times = [line.cells[0].text for line in document.tables[1].rows]
    assert times[1:] == ["白班　08:00—17:30", "08:05", "08:12", "08:40", "夜班　17:30—次日08:00", "20:38:07"]


def test_what_was_corrected_is_still_there_struck_through() -> None:
    runs = [
        run
        for line in opened(watch_journal()).tables[1].rows
        for cell in line.cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
    ]
    assert [run.text for run in runs if run.font.strike] == ["36人"]
    assert [run.text for run in runs if run.bold] == ["63人"]


def test_the_header_repeats_and_rows_stay_whole() -> None:
    rows = opened(day_record(5)).tables[0]._tbl.tr_lst
    assert [len(line.findall(f".//{qn('w:tblHeader')}")) for line in rows] == [1, 0, 0, 0, 0, 0]
    assert all(line.find(f".//{qn('w:cantSplit')}") is not None for line in rows)


def test_a_cell_longer_than_a_page_may_flow_on() -> None:
    long = "水位上涨，继续监测。" * 600
    table = Table((Column("时间"), Column("内容", 6)), (row("08:05", long), row("08:12", "短")))
    _, tall, short = opened(Sheet("值班记录", (table,))).tables[0]._tbl.tr_lst
    assert tall.find(f".//{qn('w:cantSplit')}") is None
    assert short.find(f".//{qn('w:cantSplit')}") is not None
    assert long in "".join(node.text for node in tall.iter(qn("w:t")))


def test_chinese_type_is_named_for_word() -> None:
    body = part(situation_report(), "word/document.xml")
    assert 'w:eastAsia="仿宋"' in body
    assert 'w:eastAsia="黑体"' in body
    assert 'w:eastAsia="楷体"' in body
    assert "Noto Serif CJK SC" in part(situation_report(), "word/fontTable.xml")


def test_the_page_has_the_margins_of_the_standard() -> None:
    section = opened(situation_report()).sections[0]
    assert [round(section.page_width.mm), round(section.page_height.mm)] == [210, 297]
    assert [round(side.mm) for side in (section.top_margin, section.left_margin)] == [37, 28]
    assert [round(side.mm) for side in (section.right_margin, section.bottom_margin)] == [26, 35]


def test_a_roster_lies_across() -> None:
    section = opened(duty_roster()).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width > section.page_height


def test_page_numbers_are_fields_and_the_foot_says_who_printed_it() -> None:
    foot = part(day_record(3), "footer")
    assert 'w:instr=" PAGE "' in foot
    assert 'w:instr=" NUMPAGES "' in foot
    assert "打印：林一川 · 2026年11月21日 20:38 · 日志链首：9f3c2a71b04e" in foot


def test_a_letter_numbers_odd_pages_at_the_right_and_even_ones_at_the_left() -> None:
    document = opened(situation_report())
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    sides = [foot.paragraphs[0].alignment for foot in (section.footer, section.even_page_footer)]
    assert [str(side).split(" ")[0] for side in sides] == ["RIGHT", "LEFT"]


def test_a_drill_says_so_at_the_top_of_every_page() -> None:
    assert opened(watch_journal()).sections[0].header.paragraphs[0].text.strip() == "演练"
    assert not opened(day_record(1)).sections[0].header.paragraphs[0].text


def test_rare_characters_are_kept_and_forbidden_ones_are_replaced_in_sight() -> None:
    sheet = Sheet("记\x00录", (Paragraph(text("𠮷田、㛃🚒\x07<&>\ud800")),))
    assert [paragraph.text for paragraph in opened(sheet).paragraphs] == ["记\ufffd录", "𠮷田、㛃🚒\ufffd<&>\ufffd"]


def test_an_empty_sheet_and_an_empty_day_can_be_written() -> None:
    assert opened(Sheet("")).paragraphs == []
    assert opened(day_record(0)).tables[0].rows[1].cells[0].text == "本日无事项"


def test_the_file_says_its_title_who_made_it_and_when_as_told() -> None:
    moment = datetime(2026, 11, 21, 12, 38, tzinfo=UTC)
    properties = opened(Sheet("值班记录", author="林一川", made_at=moment)).core_properties
    assert (properties.title, properties.author) == ("值班记录", "林一川")
    assert properties.created.replace(tzinfo=UTC) == moment


def test_a_file_is_written_whole_or_the_reason_is_told(tmp_path: Path) -> None:
    write_docx(day_record(3), tmp_path / "值班记录.docx")
    assert docx.Document(str(tmp_path / "值班记录.docx")).tables
    with pytest.raises(Environment):
        write_docx(day_record(3), tmp_path / "没有" / "值班记录.docx")


def test_a_leader_who_stands_for_days_has_one_cell_over_them() -> None:
    table = opened(roster_of_leaders(7)).tables[0]
    leaders = [row.cells[1] for row in table.rows[1:]]
    assert [cell.text for cell in leaders] == ["温怀谷"] * 3 + ["沈　砚"] * 3 + ["欧阳晓晴"]
    assert len({id(cell._tc) for cell in leaders}) == 3
    assert part(roster_of_leaders(7), "word/document.xml").count("0999-8000001") == 1
