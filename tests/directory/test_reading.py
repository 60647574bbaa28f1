from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.directory.directory_rows import DirectoryRow, RowNumber, split_numbers
from dutyroom.directory.model import PhoneLabel, UnitKind
from dutyroom.directory.reading import ReadDirectory, read_directory, read_directory_file
from dutyroom.errors import Environment, Refused
from dutyroom.spreadsheets.reading import MAX_FILE_BYTES

HEADER = "单位,单位简称,单位类别,上级单位,姓名,职务,是否领导,分工,值班电话,办公电话,手机,传真,备注"


def read(*lines: str, header: str = HEADER) -> ReadDirectory:
    return read_directory("\n".join((header, *lines)).encode())


def named(found: ReadDirectory) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.column, problem.code) for problem in found.problems]


def numbers(row: DirectoryRow) -> list[tuple[PhoneLabel, str]]:
    return [(number.label, number.digits) for number in row.numbers]


@pytest.mark.req("R009", "R013")
def test_a_full_row_is_read_with_everything_it_says() -> None:
    found = read(
        "云岭市应急管理局,市应急局,市直部门,云岭市人民政府,王测,局长,是,安全生产,0999-8000001,0999-8000002,"
        "19900000001,0999-8000003,新任"
    )
    assert found.problems == ()
    assert found.rows == (
        DirectoryRow(
            line=2,
            unit="云岭市应急管理局",
            short_name="市应急局",
            kind=UnitKind.DEPARTMENT,
            parent="云岭市人民政府",
            name="王测",
            post="局长",
            is_leader=True,
            portfolio="安全生产",
            numbers=(
                RowNumber(label=PhoneLabel.DUTY, digits="0999-8000001"),
                RowNumber(label=PhoneLabel.OFFICE, digits="0999-8000002"),
                RowNumber(label=PhoneLabel.MOBILE, digits="19900000001"),
                RowNumber(label=PhoneLabel.FAX, digits="0999-8000003"),
            ),
            remark="新任",
        ),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_every_usual_encoding_separator_and_line_break_is_understood(
    encoding: str, separator: str, line_break: str
) -> None:
    text = line_break.join(["单位,姓名,手机", "云岭市水利局,测𠮷,19900000001", ""]).replace(",", separator)
    (row,) = read_directory(text.encode(encoding)).rows
    assert (row.unit, row.name, numbers(row)) == (
        "云岭市水利局",
        "测𠮷",
        [(PhoneLabel.MOBILE, "19900000001")],
    )


def test_titles_above_the_header_other_words_and_another_order_do_not_matter() -> None:
    found = read(
        "更新日期：2026年11月,,,",
        "",
        '手 机 号 码（必填）,"联系电话\n（区号0999）",姓  名,部门名称*',
        "19900000001,8000001,王测,东湖区",
        header="云岭市值班通讯录,,,",
    )
    (row,) = found.rows
    assert (row.line, row.unit, row.name) == (6, "东湖区", "王测")
    assert numbers(row) == [(PhoneLabel.OFFICE, "8000001"), (PhoneLabel.MOBILE, "19900000001")]


def test_a_second_line_of_headers_says_which_phone_is_which() -> None:
    found = read(",,办公,手机", "东湖区,王测,8000001,19900000001", header="单位,姓名,联系方式,")
    assert numbers(found.rows[0]) == [(PhoneLabel.OFFICE, "8000001"), (PhoneLabel.MOBILE, "19900000001")]


def test_a_unit_called_like_a_header_is_still_a_unit() -> None:
    found = read("领导,", "东湖区,王测", header="单位,姓名")
    assert [row.unit for row in found.rows] == ["领导", "东湖区"]


def test_a_header_printed_again_on_the_next_page_is_no_row() -> None:
    found = read("东湖区,王测", "单位,姓名", "西岭县,王试", header="单位,姓名")
    assert ([row.line for row in found.rows], found.problems) == ([2, 4], ())


def test_a_column_the_directory_has_no_place_for_is_named_and_a_serial_number_is_not() -> None:
    found = read("1,东湖区,x@example.invalid", header="序号,单位,邮箱")
    assert named(found) == [(1, "邮箱", "directory.column_not_read")]
    assert found.problems[0].as_error().params == {"line": 1, "column": "邮箱", "sheet": ""}


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        (",,,,王测,,,,,,,,", "单位", "directory.row_unit_missing"),
        ("东湖区,,,,王测,,,,,,1990000000,,", "手机", "directory.row_phone_bad"),
        ("东湖区,,,,王测,,,,,,1.99E+10,,", "手机", "directory.row_phone_bad"),
        ("东湖区,,,,,,,,9998000001,,,,", "值班电话", "directory.row_phone_zero_lost"),
        ("东湖区,,大区,,,,,,,,,,", "单位类别", "directory.row_kind_unknown"),
        ("东湖区,,,,王测,,也许,,,,,,", "是否领导", "directory.row_yes_no_unknown"),
        ("东湖区,,,,王测,#REF!,,,,,,,", "职务", "directory.row_cell_error"),
        ("东湖区," + "长" * 31 + ",,,,,,,,,,,", "单位简称", "directory.row_text_too_long"),
        ("东湖区,,,东湖区,,,,,,,,,", "上级单位", "directory.row_parent_itself"),
    ],
)
def test_a_bad_row_is_named_by_line_column_and_reason_and_the_good_ones_stay(line: str, column: str, code: str) -> None:
    found = read("西岭县,,,,王试,,,,,,,,", line, "南川县,,,,王式,,,,,,,,")
    assert [row.line for row in found.rows] == [2, 4]
    assert named(found) == [(3, column, code)]


def test_everything_wrong_with_a_row_is_named_at_once() -> None:
    found = read("东湖区,,大区,,王测,,也许,,打总机,,12,,")
    assert [problem.column for problem in found.problems] == ["单位类别", "是否领导", "值班电话", "手机"]


def test_a_name_again_in_the_same_unit_is_named_with_the_line_of_the_first() -> None:
    found = read("东湖区,王测", "西岭县,王测", "东湖区 ,王　测", "东湖区,", "东湖区,", header="单位,姓名")
    assert [row.line for row in found.rows] == [2, 3, 5]
    assert [(problem.line, problem.params["first_line"]) for problem in found.problems] == [(4, 2), (6, 5)]
    assert {problem.code for problem in found.problems} == {"directory.row_duplicate"}


def test_in_a_text_table_an_empty_unit_is_not_guessed_from_the_row_above() -> None:
    found = read("东湖区,王测", ",王试", header="单位,姓名")
    assert named(found) == [(3, "单位", "directory.row_unit_missing")]


def test_dashes_and_none_stand_for_an_empty_cell() -> None:
    (row,) = read("东湖区,/,无,—,,,,,--,暂无,N/A,\\,").rows
    assert row == DirectoryRow(line=2, unit="东湖区")


@pytest.mark.parametrize(
    ("cell", "pieces"),
    [
        ("0999-8000001、8000002", ["0999-8000001", "8000002"]),
        ("0999-8000001/0999-8000002；19900000001", ["0999-8000001", "0999-8000002", "19900000001"]),
        ("0999-8000001\n19900000001", ["0999-8000001", "19900000001"]),
        ("0999-8000001 19900000001", ["0999-8000001", "19900000001"]),
        ("199 0000 0001", ["199 0000 0001"]),
        ("8001 8002", ["8001 8002"]),
    ],
)
def test_several_numbers_in_a_cell_are_told_apart_and_never_guessed(cell: str, pieces: list[str]) -> None:
    assert split_numbers(cell) == pieces


@pytest.mark.req("R088")
def test_a_mobile_in_a_column_of_phones_is_known_as_a_mobile() -> None:
    (row,) = read("东湖区,王测,19900000001", header="单位,姓名,联系电话").rows
    assert numbers(row) == [(PhoneLabel.MOBILE, "19900000001")]


def test_one_quotation_mark_too_many_costs_its_own_row_only() -> None:
    found = read('东湖区,"王测', "西岭县,王试", '南川县,5"王', '北屏区,"王"士', "东湖区,王示", header="单位,姓名")
    assert [row.line for row in found.rows] == [3, 4, 6]
    assert named(found) == [(2, "", "directory.row_quote_open"), (5, "", "directory.row_quote_open")]


def test_two_stray_quotation_marks_do_not_swallow_the_rows_between_them() -> None:
    found = read('东湖区,"王测,1', "西岭县,王试,2", "南川县,王式,3", '北屏区,王士",4', header="单位,姓名,职务")
    assert [row.line for row in found.rows] == [3, 4, 5]
    assert named(found) == [(2, "", "directory.row_quote_open")]


def test_a_cell_of_several_lines_is_one_cell_and_counts_its_lines() -> None:
    found = read('东湖区,王测,"应急管理\n安全生产"', "西岭县,王试,", header="单位,姓名,分工")
    assert [(row.line, row.portfolio) for row in found.rows] == [(2, "应急管理\n安全生产"), (4, "")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "directory.file_empty"),
        (b" \r\n\r\n ", "directory.file_empty"),
        (b"\xef\xbb\xbf,,\n,,\n", "directory.file_empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "spreadsheet.file_not_table"),
        (b"<html><table><tr><td>\xe5\x8d\x95</td></tr></table>", "spreadsheet.file_not_table"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", "spreadsheet.file_not_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "spreadsheet.file_old_format"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "spreadsheet.file_encrypted",
        ),
        (b"\xff\xfe\xff\xdf", "spreadsheet.file_not_text"),
        (b"\x81 \xff\xff", "spreadsheet.file_not_text"),
        ("今天没有事情。\n一切正常。".encode(), "directory.header_missing"),
        ("单位,姓名\n\n".encode(), "directory.no_rows"),
        ("单位,姓名,电话,姓名,电话\n东湖区,王测,1,王试,2\n".encode(), "directory.column_twice"),
        (b"x" * (MAX_FILE_BYTES + 1), "spreadsheet.file_too_large"),
        (b"\n" * 1_100_000 + b"a", "spreadsheet.too_many_rows"),
        ("单位,姓名\n".encode() + b"a,b\n" * 60_001, "spreadsheet.too_many_rows"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_a_file_that_is_no_directory_gets_one_clear_reason(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_directory(content)
    assert refused.value.code == code


def test_a_file_is_read_from_its_path_and_one_that_is_gone_is_the_computers_fault(tmp_path: Path) -> None:
    path = tmp_path / "通讯录.csv"
    path.write_bytes("单位,姓名\n东湖区,王测\n".encode("gb18030"))
    assert [row.name for row in read_directory_file(path).rows] == ["王测"]
    with pytest.raises(Environment, match="file_unreadable"):
        read_directory_file(tmp_path / "不在.csv")


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大.csv"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(Refused, match="file_too_large"):
        read_directory_file(path)
