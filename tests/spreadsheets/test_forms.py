"""Forms that go out to be filled in: text everywhere, choices where there are any."""

from __future__ import annotations

import io

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from dutyroom.spreadsheets.forms import CellKind, Form, FormCell, form_xlsx
from dutyroom.spreadsheets.grid import address
from dutyroom.spreadsheets.reading import grids_of_xlsx

FORM = Form(
    title="值班安排",
    header=("日期", "带班", "值班员"),
    rows=(
        (FormCell("2026-10-01", CellKind.GIVEN), FormCell(choices="领导"), FormCell(choices="科室")),
        (FormCell("2026-10-02", CellKind.GIVEN), FormCell(choices="领导"), FormCell("—", CellKind.CLOSED)),
        (FormCell("=1+1", CellKind.GIVEN), FormCell("007"), FormCell(choices="科室")),
    ),
    lists_title="人员",
    lists={"领导": ("温怀谷", "沈砚"), "科室": ("周望舒",)},
    notes_title="填写说明",
    notes=("从列表里选。",),
    fixed_columns=1,
    refusal="请从列表里选人。",
)


def opened() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(form_xlsx(FORM)))


def choices(sheet: Worksheet) -> dict[str, str]:
    return {str(one.sqref): str(one.formula1) for one in sheet.data_validations.dataValidation}


def test_names_are_chosen_from_the_list_of_each_cell() -> None:
    book = opened()
    assert book.sheetnames == ["值班安排", "人员", "填写说明"]
    assert choices(book.worksheets[0]) == {"B2:B3": "'人员'!$A$2:$A$3", "C2 C4": "'人员'!$B$2:$B$2"}
    assert [cell.value for cell in book["人员"]["A"]] == ["领导", "温怀谷", "沈砚"]


def test_everything_is_text_and_nothing_computes() -> None:
    sheet = opened().worksheets[0]
    assert [(cell.value, cell.data_type, cell.number_format) for cell in sheet[4][:2]] == [
        ("=1+1", "s", "@"),
        ("007", "s", "@"),
    ]
    assert sheet.freeze_panes == "B2"


def test_what_went_out_comes_back_line_by_line() -> None:
    form, lists, notes = grids_of_xlsx(form_xlsx(FORM))
    assert [line.cell(0) for line in form.lines] == ["日期", "2026-10-01", "2026-10-02", "=1+1"]
    assert (lists.sheet, notes.sheet) == ("人员", "填写说明")


def test_cells_are_called_as_a_spreadsheet_calls_them() -> None:
    assert [address(place, 7) for place in (0, 2, 25, 26, 701, 702)] == ["A7", "C7", "Z7", "AA7", "ZZ7", "AAA7"]
