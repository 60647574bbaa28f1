"""Whatever stands in a file, the reader never crashes and never loses a good row."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyroom.directory.directory_rows import DirectoryRow
from dutyroom.directory.reading import ReadDirectory, read_directory, template_xlsx
from dutyroom.errors import Refused

HEADER = ["单位", "单位简称", "单位类别", "姓名", "是否领导", "手机", "备注"]
Row = list[object]

writable = st.characters(exclude_categories=["Cs"])
written_text = st.text(writable, max_size=30) | st.sampled_from(
    [
        '"',
        '"",',
        'a"b',
        "a\nb\nc",
        "\r\n",
        ",,,,,,,",
        "；",
        "（示例）",
        "=1+1",
        "#REF!",
        "单位",
        "姓名",
        "1e9",
        "\x00",
        "_x000D_",
    ]
)
junk_rows = st.lists(written_text, max_size=9)
# What a workbook can hold: openpyxl refuses to write control characters.
cell_text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
cells = (
    cell_text
    | st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates(date(1900, 3, 1), date(2100, 1, 1))
    | st.sampled_from(["#REF!", "=A1", "（示例）"])
)


def outcome(content: bytes) -> tuple[ReadDirectory | None, str]:
    """Return what was read, or why it was refused; anything else is a crash."""
    try:
        return read_directory(content), ""
    except Refused as refused:
        return None, refused.code


def good(number: int) -> Row:
    return [f"云岭市第{number}测试单位", "", "县区", f"王测{number}", "否", f"199000{number:05d}", ""]


def expected(count: int) -> set[tuple[str, str, str]]:
    return {(str(good(n)[0]), str(good(n)[3]), str(good(n)[5])) for n in range(count)}


def found_in(read: ReadDirectory) -> set[tuple[str, str, str]]:
    def said(row: DirectoryRow) -> tuple[str, str, str]:
        return row.unit, row.name, row.numbers[0].digits if row.numbers else ""

    return {said(row) for row in read.rows}


def mixed(junk: list[Row]) -> list[Row]:
    """Return good rows with a junk row between each two."""
    rows: list[Row] = [good(0)]
    for number, row in enumerate(junk, start=1):
        rows += [row, good(number)]
    return rows


@settings(deadline=None)
@given(st.lists(junk_rows, max_size=6), st.sampled_from(["utf-8-sig", "utf-8", "gb18030"]), st.sampled_from(",;\t"))
def test_no_good_row_of_a_text_table_is_lost_among_any_others(junk: list[Row], encoding: str, separator: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows([HEADER, *mixed(junk)])
    read = read_directory(text.getvalue().encode(encoding))
    assert expected(len(junk) + 1) <= found_in(read)
    assert all(problem.line > 0 for problem in read.problems)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=60))
def test_one_line_of_anything_costs_no_other_row(line: str) -> None:
    before, after = (",".join(map(str, good(number))) for number in (0, 1))
    text = "\n".join([",".join(HEADER), before, line, after])
    assert expected(2) <= found_in(read_directory(text.encode()))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(cells, max_size=9), max_size=5))
def test_no_good_row_of_a_workbook_is_lost_among_any_others(junk: list[Row]) -> None:
    book = openpyxl.Workbook()
    for row in [HEADER, *mixed(junk)]:
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    assert expected(len(junk) + 1) <= found_in(read_directory(packed.getvalue()))


@settings(deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_file_is_read_or_refused_with_a_reason(content: bytes) -> None:
    read, reason = outcome(content)
    assert reason.startswith(("directory.", "spreadsheet.")) if read is None else read.rows or read.problems


TEMPLATE = template_xlsx()


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(TEMPLATE) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused_with_a_reason(place: int, noise: bytes) -> None:
    read, reason = outcome(TEMPLATE[:place] + noise + TEMPLATE[place + len(noise) :])
    assert read is not None or reason.startswith(("directory.", "spreadsheet."))
