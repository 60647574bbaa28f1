"""A sheet on pages: what the PDF says when it is read back, and where pages end."""

from __future__ import annotations

import io
import itertools
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtGui import QFontDatabase
from PySide6.QtPrintSupport import QPrinter

from dutyroom.documents.model import (
    Align,
    Column,
    Field,
    FieldGrid,
    Foot,
    Heading,
    PageBreak,
    Paragraph,
    Sheet,
    Signature,
    SignatureLine,
    Spacer,
    Table,
    row,
    text,
)
from dutyroom.documents.paper import LETTER_PITCH, FontRole
from dutyroom.errors import Environment
from tests.documents.sheets import FOOT, day_record, duty_roster, roster_of_leaders, situation_report, watch_journal
from ui.printing.pages import Pages, pages_of
from ui.printing.pieces import Stroke, Words
from ui.printing.render import pdf_bytes, prepared_printer, print_pages, write_pdf
from ui.printing.typesetting import UNIT, Type, Typefaces

pytestmark = pytest.mark.usefixtures("qapp")


def said(pages: Pages) -> list[str]:
    """Return the text of each page of the PDF; Qt writes 一 and 文 as Kangxi radicals, which NFKC undoes."""
    reader = PdfReader(io.BytesIO(pdf_bytes(pages)))
    return [unicodedata.normalize("NFKC", page.extract_text()) for page in reader.pages]


def compact(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split())


def words_of(pages: Pages, page: int) -> str:
    """Return the words drawn on a page, line by line."""
    lines = []
    for item in pages.items[page]:
        if isinstance(item, Words):
            whole = item.box.layout.text()
            for number in range(item.first, item.last):
                line = item.box.layout.lineAt(number)
                raw = whole.encode("utf-16-le")[2 * line.textStart() : 2 * (line.textStart() + line.textLength())]
                lines.append(raw.decode("utf-16-le", errors="replace"))
    return "".join(lines)


def test_the_pdf_of_the_day_says_every_matter_once() -> None:
    pages = pages_of(day_record(100))
    whole = compact("".join(said(pages)))
    assert [whole.count(f"2026-{n:04d}") for n in range(1, 101)] == [1] * 100
    assert "云岭市人民政府办公室值班记录" in whole


def test_what_is_searched_for_in_the_pdf_is_found_as_it_was_typed() -> None:
    typed = "云岭市人民政府一月一日，县道X203线K12处，来电0999-8000001，日志链9f3c2a71b04e"
    page = PdfReader(io.BytesIO(pdf_bytes(pages_of(Sheet("", (Paragraph(text(typed)),)))))).pages[0]
    assert typed in "".join(page.extract_text().split())


def test_every_page_repeats_the_header_and_says_who_printed_it() -> None:
    pages = said(pages_of(day_record(100)))
    assert len(pages) > 5
    for number, page in enumerate(pages, start=1):
        words = compact(page)
        assert "编号" in words
        assert "办理结果" in words
        assert "打印:林一川·2026年11月21日20:38·日志链首:9f3c2a71b04e" in words
        assert f"{number}/{len(pages)}" in words


def test_a_letter_has_the_page_numbers_of_the_standard() -> None:
    pages = pages_of(situation_report())
    assert [f"—{number}—" in compact(page) for number, page in enumerate(said(pages), start=1)] == [True, True]
    odd, even = (
        next(item for item in page if isinstance(item, Words) and "—" in item.box.layout.text()) for page in pages.items
    )
    assert odd.x < pages.box.left * UNIT < even.x


def test_the_pdf_is_a4_with_its_faces_inside_and_its_title() -> None:
    reader = PdfReader(io.BytesIO(pdf_bytes(pages_of(duty_roster()))))
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)
    assert reader.metadata is not None
    assert reader.metadata.title == "云岭市人民政府2026年11月值班表"
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_nothing_stands_outside_the_paper_or_on_the_foot() -> None:
    for sheet in (day_record(60), watch_journal(), situation_report(), duty_roster()):
        pages = pages_of(sheet)
        bottom = pages.box.bottom * UNIT
        for page in pages.items:
            inside = [item for item in page if isinstance(item, Words) and item.y < bottom]
            assert inside
            for item in inside:
                assert item.y + (item.last - item.first) * item.box.pitch <= bottom + 1


def test_a_row_that_fits_a_page_is_not_broken() -> None:
    table = Table((Column("时间"), Column("内容", 5)), tuple(row(f"{n:02d}:00", "水位上涨，" * 40) for n in range(24)))
    pages = pages_of(Sheet("值班工作日志", (table,)))
    assert len(pages) > 1
    for page in pages.items:
        for item in page:
            if isinstance(item, Words) and "水位" in item.box.layout.text():
                assert (item.first, item.last) == (0, item.box.lines)


def test_a_cell_longer_than_a_page_flows_on_under_the_repeated_header_and_loses_nothing() -> None:
    long = "".join(f"第{n}次观测，水位{n}米。" for n in range(900))
    table = Table((Column("时间"), Column("内容", 5)), (row("08:05", "短"), row("08:12", long), row("08:20", "完")))
    pages = pages_of(Sheet("值班工作日志", (table,), foot=Foot()))
    assert len(pages) > 3
    assert all("时间" in words_of(pages, number) for number in range(len(pages)))
    parts = [
        item for page in pages.items for item in page if isinstance(item, Words) and "次观测" in item.box.layout.text()
    ]
    assert parts[0].box.layout.text() == long
    assert (parts[0].first, parts[-1].last) == (0, parts[-1].box.lines)
    assert all(before.last == after.first for before, after in itertools.pairwise(parts))
    assert "第899次观测" in compact("".join(said(pages)))


def test_a_heading_is_not_left_alone_at_the_foot_of_a_page() -> None:
    filler = Spacer(225 - 2 * LETTER_PITCH / 72 * 25.4)
    sheet = Sheet("", (filler, Heading(text("一、处置情况")), Paragraph(text("南川县启动应急响应。" * 10))))
    pages = pages_of(sheet)
    assert len(pages) == 2
    assert "处置情况" in words_of(pages, 1)


def test_no_single_line_of_a_paragraph_stands_alone_on_a_page() -> None:
    for lines in range(1, 22):
        filler = Spacer(lines * LETTER_PITCH / 72 * 25.4)
        pages = pages_of(Sheet("", (filler, Paragraph(text("南川县启动应急响应。" * 60)))))
        for page in pages.items:
            for item in page:
                if isinstance(item, Words) and "南川" in item.box.layout.text():
                    assert item.last - item.first >= 2


def test_a_letter_has_twenty_eight_characters_to_a_line_and_twenty_two_lines_to_a_page() -> None:
    pages = pages_of(Sheet("", (Paragraph(text("值" * 28 * 30), first_indent=0),), foot=Foot()))
    first = next(item for item in pages.items[0] if isinstance(item, Words))
    assert first.box.layout.lineAt(0).textLength() == 28
    assert first.last - first.first == 22


def test_a_page_break_begins_a_new_page_and_an_empty_sheet_has_one() -> None:
    pages = pages_of(Sheet("", (Paragraph(text("甲")), PageBreak(), Paragraph(text("乙")))))
    assert ["甲" in words_of(pages, 0), "乙" in words_of(pages, 1), len(pages)] == [True, True, 2]
    assert len(pages_of(Sheet(""))) == 1
    assert "本日无事项" in compact(said(pages_of(day_record(0)))[0])


def test_figures_stand_at_the_right_of_their_column() -> None:
    table = Table((Column("事由", 4), Column("页数", 1, Align.RIGHT)), (row("甲", "7"), row("乙", "128")))
    pages = pages_of(Sheet("", (table,)))
    ends = []
    for item in pages.items[0]:
        if isinstance(item, Words) and item.box.layout.text() in ("7", "128"):
            rect = item.box.layout.lineAt(0).naturalTextRect()
            ends.append(item.x + rect.right())
    assert len(ends) == 2
    assert ends[0] == pytest.approx(ends[1], abs=1)


def test_what_was_corrected_is_drawn_struck_through() -> None:
    pages = pages_of(watch_journal())
    struck = [
        part
        for item in pages.items[0]
        if isinstance(item, Words)
        for part in item.box.layout.formats()
        if part.format.font().strikeOut()
    ]
    assert [(part.start, part.length) for part in struck] == [(4, 3)]


def test_a_drill_is_marked_in_a_frame_above_every_page() -> None:
    pages = pages_of(watch_journal())
    mark = next(item for item in pages.items[0] if isinstance(item, Words) and item.box.layout.text() == "演练")
    frame = [item for item in pages.items[0] if isinstance(item, Stroke) and item.ink == mark.ink]
    assert len(frame) == 4
    assert mark.y < pages.box.top * UNIT


def test_a_character_no_face_has_is_given_by_its_number_instead_of_a_box() -> None:
    faces = Typefaces()
    assert faces.drawable("\U0010fffd", FontRole.BODY) == "[U+10FFFD]"
    assert faces.drawable("值班\u200b室", FontRole.BODY) == "值班\u200b室"


def test_type_falls_back_to_chinese_faces_this_machine_has() -> None:
    families = set(QFontDatabase.families())
    font = Typefaces().font(Type(FontRole.BODY, 16.0))
    assert set(font.families()) <= families
    assert font.pixelSize() == 16 * UNIT


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=300), min_size=1, max_size=6))
def test_whatever_was_typed_can_be_put_on_pages(typed: list[str]) -> None:
    table = Table(tuple(Column(str(n)) for n in range(len(typed))), (row(*typed),))
    blocks = (table, Paragraph(text(typed[0])), FieldGrid((Field("备注", text(*typed)),)))
    pages = pages_of(Sheet(typed[0], blocks, foot=FOOT))
    for page in pages.items:
        for item in page:
            if isinstance(item, Words):
                assert item.x >= 0
                assert item.last <= item.box.lines


def test_a_leader_who_stands_for_days_is_named_once_on_a_page_halfway_down_those_days() -> None:
    pages = pages_of(roster_of_leaders(30))
    assert len(pages) == 2
    for page in pages.items:
        rows = {item.box.layout.text(): item for item in page if isinstance(item, Words)}
        numbers = [item for item in page if isinstance(item, Words) and "0999" in item.box.layout.text()]
        assert len(numbers) == 1  # said again where the table goes on
        days = sorted(item.y for words, item in rows.items() if words.startswith("10月"))
        assert numbers[0].y == pytest.approx((days[0] + days[-1]) / 2, abs=1)
    first = [item for item in pages.items[0] if isinstance(item, Words) and item.box.layout.text() == "温怀谷"]
    second = [item for item in pages.items[0] if isinstance(item, Words) and item.box.layout.text() == "10月2日"]
    assert first[0].y == pytest.approx(second[0].y, abs=1)


def test_a_row_longer_than_a_page_ends_the_cell_above_it_and_no_word_stands_on_another() -> None:
    columns = (Column("带班", joined=True), Column("内容", 5))
    long = "水位上涨，" * 2000
    table = Table(columns, (row("温怀谷", "短"), row("温怀谷", long), row("温怀谷", "完")), middle=True)
    for page in pages_of(Sheet("值班安排", (table,))).items:
        names = [item for item in page if isinstance(item, Words) and item.box.layout.text() == "温怀谷"]
        spans = sorted((item.y, item.y + (item.last - item.first) * item.box.pitch) for item in names)
        assert all(upper[1] <= lower[0] for upper, lower in itertools.pairwise(spans))


def test_signatures_side_by_side_stay_within_the_type_area() -> None:
    places = tuple(Signature(label) for label in ("交班人签名", "接班人签名", "带班领导签名", "时间"))
    pages = pages_of(Sheet("", (SignatureLine(places),)))
    lines = [item for item in pages.items[0] if isinstance(item, Stroke) and item.y1 < pages.box.bottom * UNIT]
    assert len(lines) == 4
    assert max(line.x2 for line in lines) <= pages.box.right * UNIT


def test_a_pdf_is_written_whole_or_the_reason_is_told(tmp_path: Path) -> None:
    pages = pages_of(day_record(3))
    write_pdf(pages, tmp_path / "值班记录.pdf")
    assert len(PdfReader(tmp_path / "值班记录.pdf").pages) == len(pages)
    with pytest.raises(Environment):
        write_pdf(pages, tmp_path / "没有" / "值班记录.pdf")


def test_a_printer_gets_the_pages_it_was_asked_for_on_a4(tmp_path: Path) -> None:
    pages = pages_of(day_record(60))
    printer = prepared_printer(pages)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setFromTo(2, 3)
    assert print_pages(pages, printer) == 2
    printed = PdfReader(tmp_path / "out.pdf").pages
    assert len(printed) == 2
    assert (round(printed[0].mediabox.width), round(printed[0].mediabox.height)) == (595, 842)
    assert "编号" in compact(printed[0].extract_text())
    assert f"2/{len(pages)}" in compact(printed[0].extract_text())


def test_starting_the_desk_does_not_load_the_printer_support() -> None:
    code = "import sys, ui.printing.preview; sys.exit('PySide6.QtPrintSupport' in sys.modules or 'docx' in sys.modules)"
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
