from __future__ import annotations

import io

import openpyxl
import pytest

from dutyroom.directory.reading import read_directory, template_xlsx
from dutyroom.directory.template import NOTES, template_csv
from dutyroom.errors import Refused
from dutyroom.paths import resource

FILLED_IN = ["东湖区", "", "县区", "", "王测", "", "", "", "", "", "19900000001", "", ""]


def test_the_shipped_template_is_the_one_the_program_writes() -> None:
    assert resource("templates/directory.csv").read_bytes() == template_csv()
    assert template_csv().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("content", [template_csv(), template_xlsx()], ids=["csv", "xlsx"])
def test_the_examples_of_an_untouched_template_are_not_imported(content: bytes) -> None:
    with pytest.raises(Refused, match="no_rows"):
        read_directory(content)


def test_a_filled_in_text_template_gives_its_row_and_no_complaint() -> None:
    read = read_directory(template_csv() + (",".join(FILLED_IN) + "\r\n").encode())
    assert [(row.unit, row.name) for row in read.rows] == [("东湖区", "王测")]
    assert read.problems == ()


def test_a_filled_in_workbook_gives_its_row_and_no_complaint_about_its_notes() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    book.worksheets[0].append(FILLED_IN)
    packed = io.BytesIO()
    book.save(packed)
    read = read_directory(packed.getvalue())
    assert [(row.unit, row.name) for row in read.rows] == [("东湖区", "王测")]
    assert read.problems == ()


def test_the_workbook_keeps_leading_zeros_and_carries_its_notes() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    sheet, notes = book.worksheets
    assert {cell.number_format for cell in sheet[2]} == {"@"}
    assert notes.max_row == len(NOTES)


def test_the_examples_would_be_sound_rows_if_they_were_not_examples() -> None:
    read = read_directory(template_csv().decode("utf-8-sig").replace("（示例）", "").encode())
    assert (len(read.rows), read.problems) == (2, ())
