from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterable

import openpyxl
import pytest

from dutyroom.directory.model import PhoneLabel
from dutyroom.directory.reading import ReadDirectory, read_directory
from dutyroom.errors import Refused
from dutyroom.spreadsheets.reading import MAX_UNPACKED_BYTES


def workbook(*rows: Iterable[object], merged: Iterable[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    for area in merged:
        book.active.merge_cells(area)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook with what the pattern ``old`` finds in a part replaced, as other programs write it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(packed, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                text, times = re.subn(old, new, text)
                assert times == 1
            after.writestr(name, text)
    return packed.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def codes(found: ReadDirectory) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in found.problems]


def test_numbers_that_excel_made_fractions_of_come_back_as_digits() -> None:
    found = read_directory(workbook(["单位", "姓名", "手机", "办公电话"], ["东湖区", "王测", 19900000001.0, 8000001]))
    (row,) = found.rows
    assert [(number.label, number.digits) for number in row.numbers] == [
        (PhoneLabel.OFFICE, "8000001"),
        (PhoneLabel.MOBILE, "19900000001"),
    ]


def test_a_unit_merged_over_its_people_is_carried_down_and_an_empty_one_is_not() -> None:
    found = read_directory(
        workbook(
            ["单位", "姓名", "职务"],
            ["东湖区", "王测", "科长"],
            [None, "王试", "科员"],
            [None, "王式", "科员"],
            merged=["A2:A3"],
        )
    )
    assert [(row.line, row.unit, row.name) for row in found.rows] == [(2, "东湖区", "王测"), (3, "东湖区", "王试")]
    assert codes(found) == [(4, "directory.row_unit_missing")]


def test_a_phone_merged_over_three_people_belongs_to_all_three() -> None:
    found = read_directory(
        workbook(
            ["单位", "姓名", "办公电话"],
            ["东湖区", "王测", "8000001"],
            ["东湖区", "王试", None],
            ["东湖区", "王式", None],
            merged=["C2:C4"],
        )
    )
    assert [row.numbers[0].digits for row in found.rows] == ["8000001"] * 3


def test_a_heading_across_the_table_is_skipped_and_named() -> None:
    found = read_directory(
        workbook(
            ["云岭市通讯录"],
            ["单位", "姓名", "手机"],
            ["一、县区"],
            ["东湖区", "王测", "19900000001"],
            merged=["A1:C1", "A3:C3"],
        )
    )
    assert [row.unit for row in found.rows] == ["东湖区"]
    assert codes(found) == [(3, "directory.row_heading_skipped")]


def test_headers_merged_over_two_lines_are_one_header() -> None:
    found = read_directory(
        workbook(
            ["单位", "姓名", "电话", None],
            [None, None, "办公电话", "手机"],
            ["东湖区", "王测", "8000001", "19900000001"],
            merged=["A1:A2", "B1:B2", "C1:D1"],
        )
    )
    (row,) = found.rows
    assert [number.label for number in row.numbers] == [PhoneLabel.OFFICE, PhoneLabel.MOBILE]
    assert found.problems == ()


def test_a_formula_counts_by_its_stored_result() -> None:
    content = workbook(["单位", "姓名", "职务"], ["东湖区", "王测", "=1+1"])
    stored = changed(content, SHEET, rb"<f>1\+1</f><v(?: ?/>|></v>)", b"<f>1+1</f><v>3</v>")
    (row,) = read_directory(stored).rows
    assert row.post == "3"


def test_a_formula_nobody_calculated_is_named_instead_of_read_as_empty() -> None:
    found = read_directory(workbook(["单位", "姓名"], ["东湖区", "王测"], ["西岭县", '="王"&"试"'], ["南川县", "王式"]))
    assert [row.line for row in found.rows] == [2, 4]
    assert codes(found) == [(3, "directory.row_formula_unread")]


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell() -> None:
    content = workbook(["单位", "姓名", "职务"], ["东湖区", "王测", '=""'])
    stored = changed(content, SHEET, rb'<c r="C2"><f>""</f><v(?: ?/>|></v>)', b'<c r="C2" t="str"><f>""</f><v></v>')
    (row,) = read_directory(stored).rows
    assert row.post == ""


def test_a_wrong_size_written_in_the_file_loses_no_row() -> None:
    content = workbook(["单位", "姓名"], *(["东湖区", f"王测{i}"] for i in range(30)))
    shrunk = changed(content, SHEET, b'<dimension ref="A1:B31"', b'<dimension ref="A1:A1"')
    assert len(read_directory(shrunk).rows) == 30


def test_all_visible_sheets_are_read_and_one_without_a_header_is_named() -> None:
    book = openpyxl.Workbook()
    book.active.title = "县区"
    book.active.append(["单位", "姓名"])
    book.active.append(["东湖区", "王测"])
    more = book.create_sheet("市直")
    more.append(["姓名", "单位"])
    more.append(["王试", "市水利局"])
    book.create_sheet("统计").append(["共计", 2])
    book.create_sheet("空")
    hidden = book.create_sheet("旧")
    hidden.append(["单位", "姓名"])
    hidden.append(["旧局", "王旧"])
    hidden.sheet_state = "hidden"
    found = read_directory(saved(book))
    assert [(row.sheet, row.line, row.name) for row in found.rows] == [("县区", 2, "王测"), ("市直", 2, "王试")]
    assert [(problem.code, problem.sheet) for problem in found.problems] == [("directory.sheet_not_read", "统计")]


def test_yes_as_a_tick_or_a_truth_is_a_yes() -> None:
    rows = [["东湖区", "王测", True], ["东湖区", "王试", "√"], ["东湖区", "王式", 0], ["东湖区", "王士", None]]
    found = read_directory(workbook(["单位", "姓名", "是否领导"], *rows))
    assert [row.is_leader for row in found.rows] == [True, True, False, None]


def test_a_workbook_without_anything_is_empty() -> None:
    with pytest.raises(Refused, match="file_empty"):
        read_directory(workbook())


def package(**parts: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return packed.getvalue()


def test_some_other_zip_is_no_table() -> None:
    with pytest.raises(Refused, match="file_not_table"):
        read_directory(package(**{"word/document.xml": b"<w/>"}))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = package(**{"xl/workbook.xml": b"<w/>", "xl/media/image1.png": b"\0" * (MAX_UNPACKED_BYTES + 1)})
    assert len(bomb) < 100_000
    with pytest.raises(Refused, match="file_too_large"):
        read_directory(bomb)


def test_a_bomb_that_lies_about_its_size_is_not_unpacked_either() -> None:
    size = MAX_UNPACKED_BYTES + 1
    bomb = package(**{"xl/workbook.xml": b"<w/>" + b" " * size})
    lying = bomb.replace(struct.pack("<I", size + 4), struct.pack("<I", 4))
    assert lying != bomb
    with pytest.raises(Refused, match="file_damaged"):
        read_directory(lying)


def test_a_file_that_defines_entities_is_refused() -> None:
    content = workbook(["单位", "姓名"], ["东湖区", "王测"])
    laughing = changed(content, SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet')
    with pytest.raises(Refused, match="file_damaged"):
        read_directory(laughing)


def test_a_workbook_cut_short_is_damaged() -> None:
    content = workbook(["单位", "姓名"], ["东湖区", "王测"])
    with pytest.raises(Refused, match="file_damaged"):
        read_directory(content[: len(content) // 2])


def test_a_row_far_down_does_not_keep_the_reader_busy() -> None:
    content = workbook(["单位", "姓名"], ["东湖区", "王测"])
    far = changed(content, SHEET, b'<row r="2">', b'<row r="999999999999">')
    with pytest.raises(Refused, match="no_rows"):
        read_directory(far)


def test_a_sheet_longer_than_any_directory_is_refused() -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("长")
    sheet.append(["单位"])
    for number in range(60_001):
        sheet.append([number])
    with pytest.raises(Refused, match="too_many_rows"):
        read_directory(saved(book))
