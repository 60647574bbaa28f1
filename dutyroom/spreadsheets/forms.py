"""Workbooks that go out to be filled in and come back: the only writer of forms.

All cells are text, so that Excel keeps leading zeros and long numbers, and nothing that was typed computes anything.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from dutyroom.frozen import dataclass
from dutyroom.spreadsheets.grid import address, column_letters

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_NARROWEST = 12
_SHADE = "EFEFEF"
_GREY = "808080"
_NOTES_WIDTH = 100


class CellKind(StrEnum):
    """What a cell of a form is for."""

    OPEN = "open"  # to be filled in
    GIVEN = "given"  # stands there, to be left as it is
    CLOSED = "closed"  # nothing belongs here
    EXAMPLE = "example"  # shows how it is done


@dataclass(frozen=True)
class FormCell:
    """A cell; ``choices`` names the list of a form that may stand in it, empty where anything may."""

    words: str = ""
    kind: CellKind = CellKind.OPEN
    choices: str = ""


@dataclass(frozen=True)
class Form:
    """A sheet to fill in with its header, a sheet of ``lists`` to choose from, and a sheet of notes.

    ``fixed_columns`` stay in sight at the left; ``refusal`` is said when somebody types what is not on the list.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[FormCell, ...], ...]
    lists_title: str = ""
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes_title: str = ""
    notes: tuple[str, ...] = ()
    fixed_columns: int = 0
    refusal: str = ""


def form_xlsx(form: Form) -> bytes:
    """Return ``form`` as the content of an xlsx file."""
    import openpyxl  # only when somebody asks for a form

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = form.title
    _put(sheet, [[FormCell(word, CellKind.GIVEN) for word in form.header], *form.rows])
    _dress(sheet, form)
    if form.lists:
        _add_lists(book, sheet, form)
    if form.notes:
        _add_notes(book, form)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _put(sheet: Worksheet, rows: Sequence[Sequence[FormCell]]) -> None:
    from openpyxl.styles import Font, PatternFill

    shade, example = PatternFill("solid", fgColor=_SHADE), Font(italic=True, color=_GREY)
    for number, row in enumerate(rows, start=1):
        for place, item in enumerate(row, start=1):
            cell = sheet.cell(number, place, item.words or None)
            cell.number_format = "@"
            if item.words:
                cell.data_type = "s"
            if item.kind is CellKind.CLOSED:
                cell.fill = shade
            elif item.kind is CellKind.EXAMPLE:
                cell.font = example


def _dress(sheet: Worksheet, form: Form) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"  # some print it and fill it in by hand first
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_options.gridLines = True
    sheet.print_title_rows = "1:1"
    for place, word in enumerate(form.header):
        sheet.cell(1, place + 1).font = Font(bold=True)
        column = sheet.column_dimensions[column_letters(place)]
        longest = (len(row[place].words) * 2 + 2 for row in form.rows if place < len(row))
        column.width = max(_NARROWEST, len(word) * 3, *longest, 0)
        column.number_format = "@"
    sheet.freeze_panes = address(form.fixed_columns, 2)


def _add_lists(book: Workbook, sheet: Worksheet, form: Form) -> None:
    """Put each list in a column of a sheet of its own, and tie the cells that choose from it to it."""
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = book.create_sheet(form.lists_title)
    columns = [[FormCell(name, CellKind.GIVEN), *map(FormCell, words)] for name, words in form.lists.items()]
    height = max(len(column) for column in columns)
    _put(lists, [[column[line] if line < len(column) else FormCell() for column in columns] for line in range(height)])
    for place, (name, words) in enumerate(form.lists.items()):
        lists.column_dimensions[column_letters(place)].width = _NARROWEST * 2
        letter = column_letters(place)
        source = f"'{form.lists_title}'!${letter}$2:${letter}${max(len(words), 1) + 1}"
        choice = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
        choice.error, choice.errorTitle = form.refusal or None, form.title
        for area in _areas(form, name):
            choice.add(area)
        sheet.add_data_validation(choice)


def _areas(form: Form, name: str) -> Iterator[str]:
    """Yield the areas, each down one column, whose cells choose from a list."""
    for place in range(len(form.header)):
        first: int | None = None
        for line, row in enumerate((*form.rows, ()), start=2):
            chosen = place < len(row) and row[place].choices == name
            if chosen and first is None:
                first = line
            elif not chosen and first is not None:
                yield f"{address(place, first)}:{address(place, line - 1)}"
                first = None


def _add_notes(book: Workbook, form: Form) -> None:
    from openpyxl.styles import Alignment

    notes = book.create_sheet(form.notes_title)
    notes.column_dimensions["A"].width = _NOTES_WIDTH
    for number, note in enumerate(form.notes, start=1):
        notes.cell(number, 1, f"{number}. {note}").alignment = Alignment(wrap_text=True)
