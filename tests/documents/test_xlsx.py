"""A sheet as xlsx: read back cell by cell."""

from __future__ import annotations

import io
import itertools
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from dutyroom.documents.characters import legible
from dutyroom.documents.grid import CELL_LIMIT, ROW_LIMIT, grid_of, spread
from dutyroom.documents.model import Column, Field, FieldGrid, Foot, Paragraph, Run, Sheet, Table, row, text
from dutyroom.documents.xlsx import write_xlsx, xlsx_bytes
from dutyroom.errors import Environment
from tests.documents.sheets import (
    MATTER_COLUMNS,
    day_record,
    duty_roster,
    roster_of_leaders,
    situation_report,
    watch_journal,
)


def opened(sheet: Sheet, *, rich: bool = False) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(sheet)), rich_text=rich).worksheets[0]


def values(page: Worksheet) -> list[list[str]]:
    return [[str(cell) for cell in line if cell is not None] for line in page.iter_rows(values_only=True)]


def one_cell(words: str) -> Sheet:
    return Sheet("值班记录", (Table((Column("内容"),), (row(words),)),))


@pytest.mark.req("R018")
def test_the_duty_record_has_a_row_for_every_matter_under_its_header() -> None:
    rows = values(opened(day_record(100)))
    assert [title.replace("\n", "") for title in rows[2]] == [column.title for column in MATTER_COLUMNS]
    numbers = [line[0] for line in rows[3:] if line and line[0].startswith("2026-")]
    assert numbers == [f"2026-{n:04d}" for n in range(1, 101)]


@pytest.mark.parametrize(
    "words", ["=1+1", "+86", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", "#N/A", "1e3", "2026-11-21", "007"]
)
def test_a_value_that_looks_like_something_else_stays_text(words: str) -> None:
    page = opened(one_cell(words))
    cell = page["A3"]
    assert (cell.value, cell.data_type) == (words, "s")
    assert (
        "<f>" not in zipfile.ZipFile(io.BytesIO(xlsx_bytes(one_cell(words)))).read("xl/worksheets/sheet1.xml").decode()
    )


def test_a_value_that_begins_like_a_formula_stays_text_when_somebody_edits_it() -> None:
    assert opened(one_cell("=1+1"))["A3"].quotePrefix
    assert not opened(one_cell("滑坡"))["A3"].quotePrefix


def test_what_was_corrected_is_still_there_struck_through() -> None:
    page = opened(watch_journal(), rich=True)
    found = [
        (part.text, bool(part.font.strike), bool(part.font.b))
        for line in page.iter_rows(values_only=True)
        for value in line
        if type(value).__name__ == "CellRichText" and "63人" in str(value)
        for part in value
    ]
    assert found == [
        ("转移群众", False, False),
        ("36人", True, False),
        ("63人", False, True),
        ("，原记录听记有误。", False, False),
    ]


def test_spaces_between_runs_are_not_lost() -> None:
    sheet = Sheet("", (Table((Column("内容"),), (row(text(Run("甲", struck=True), "  ", Run("乙", bold=True))),)),))
    assert str(opened(sheet, rich=True)["A2"].value) == "甲  乙"


def test_the_header_repeats_on_paper_and_stays_on_the_screen() -> None:
    page = opened(day_record(100))
    assert page.print_title_rows == "$3:$3"
    assert page.freeze_panes == "A4"
    assert page["A3"].value == "编号"


def test_the_page_is_a4_as_wide_as_the_sheet_and_a_roster_lies_across() -> None:
    page = opened(day_record(3))
    assert (int(page.page_setup.paperSize), page.page_setup.orientation) == (9, "portrait")
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert opened(duty_roster()).page_setup.orientation == "landscape"


def test_the_foot_says_who_printed_it_and_counts_pages() -> None:
    page = opened(day_record(3))
    assert page.oddFooter.left.text == "打印：林一川 · 2026年11月21日 20:38 · 日志链首：9f3c2a71b04e"
    assert page.oddFooter.right.text == "&P / &N"


def test_a_foot_that_is_too_long_for_excel_ends_the_sheet_instead() -> None:
    foot = Foot(printed_by="打印：" + "林" * 300)
    page = opened(Sheet("值班记录", (Paragraph(text("无")),), foot=foot))
    assert page.cell(page.max_row, 1).value == foot.line()
    assert len(str(page.oddFooter.left.text)) <= 200


def test_a_drill_says_so_on_the_screen_and_on_every_page() -> None:
    page = opened(watch_journal())
    assert page["A1"].value == "演练"
    assert page.HeaderFooter.differentFirst
    assert page.oddHeader.right.text == "演练"


@pytest.mark.parametrize("length", [40_000, 200_000])
def test_an_enormous_text_goes_on_in_the_next_rows_and_nothing_is_lost(length: int) -> None:
    words = "".join(chr(0x4E00 + n % 5000) for n in range(length))
    table = Table((Column("编号", 2), Column("内容", 8)), (row("2026-0417", words),), continued="（续）")
    page = opened(Sheet("值班记录", (table,)))
    rows = [line for line in page.iter_rows(min_row=3, max_col=2, values_only=True) if line[0]]
    assert "".join(str(line[1]) for line in rows) == words
    assert {line[0] for line in rows[1:]} == {"2026-0417（续）"}
    assert all(len(str(line[1])) <= CELL_LIMIT for line in rows)


@settings(max_examples=25)
@given(st.lists(st.text(max_size=400), min_size=1, max_size=5))
def test_whatever_was_typed_comes_back_from_the_file(words: list[str]) -> None:
    table = Table(tuple(Column(str(n)) for n in range(len(words))), (row(*words),))
    for line in grid_of(Sheet("", (table,)), 442.0).rows:
        assert 0 < line.height <= ROW_LIMIT
    page = opened(Sheet("", (table,)))
    columns = page.iter_cols(min_row=2, max_col=len(words), values_only=True)
    for wanted, column in zip(words, columns, strict=True):
        found = "".join(str(value) for value in column if value is not None)
        assert unescape(found).removesuffix("…") == legible(wanted)


def test_rare_characters_are_kept_and_forbidden_ones_are_replaced_in_sight() -> None:
    assert opened(one_cell("𠮷田、㛃🚒\x07"))["A3"].value == "𠮷田、㛃🚒\ufffd"


def test_excels_own_escapes_are_not_taken_for_characters() -> None:
    assert opened(one_cell("_x0041_"))["A3"].value == "_x005F_x0041_"


def test_an_empty_sheet_and_an_empty_day_can_be_written() -> None:
    assert values(opened(Sheet(""))) in ([], [[]])
    assert ["本日无事项"] in values(opened(day_record(0)))


def test_a_form_alone_gets_a_cell_for_each_label_and_each_value() -> None:
    grid = FieldGrid((Field("天气", text("晴")), Field("班次", text("白班")), Field("备注", text("无"), span=2)))
    assert values(opened(Sheet("交接班单", (grid,))))[1:3] == [["天气", "晴", "班次", "白班"], ["备注", "无"]]


def test_a_form_above_a_table_leaves_the_columns_to_the_table() -> None:
    page = opened(watch_journal())
    assert ["天气  小雨转阴，8～13℃", "班次  白班、夜班"] in values(page)


def test_a_letter_is_legible_in_a_workbook_too() -> None:
    joined = "".join(cell for line in values(opened(situation_report())) for cell in line)
    assert "关于南川县县道X203线\n山体滑坡的报告（初报）" in joined
    assert "联系人：林一川，0999-8000001。" in joined


@given(st.lists(st.floats(1, 100), min_size=1, max_size=12), st.data())
def test_parts_spread_over_columns_leave_none_out(widths: list[float], data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.floats(1, 100), min_size=1, max_size=len(widths)))
    places = spread(widths, parts)
    assert places[0][0] == 0
    assert sum(span for _, span in places) == len(widths)
    assert all(span >= 1 for _, span in places)
    assert all(after[0] == before[0] + before[1] for before, after in itertools.pairwise(places))


def test_the_file_says_its_title_who_made_it_and_when_as_told() -> None:
    moment = datetime(2026, 11, 21, 12, 38, tzinfo=UTC)
    sheet = Sheet("值班记录", author="林一川", made_at=moment)
    properties = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(sheet))).properties
    assert (properties.title, properties.creator) == ("值班记录", "林一川")
    assert properties.created == moment.replace(tzinfo=None)


def test_a_file_is_written_whole_or_the_reason_is_told(tmp_path: Path) -> None:
    write_xlsx(day_record(3), tmp_path / "值班记录.xlsx")
    assert openpyxl.load_workbook(tmp_path / "值班记录.xlsx").worksheets[0].max_row > 3
    with pytest.raises(Environment):
        write_xlsx(day_record(3), tmp_path / "没有" / "值班记录.xlsx")


def test_a_leader_who_stands_for_days_has_one_cell_over_them() -> None:
    page = opened(roster_of_leaders(7))
    assert {str(area) for area in page.merged_cells.ranges} == {"A1:D1", "B3:B5", "B6:B8", "D3:D9"}
    assert [page.cell(number, 2).value for number in (3, 6, 9)] == ["温怀谷", "沈　砚", "欧阳晓晴"]
    assert page["B3"].alignment.vertical == "center"
