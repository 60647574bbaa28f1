"""Reading units and people from a file of a spreadsheet, xlsx or CSV."""

from __future__ import annotations

from pathlib import Path

from dutyroom.directory import csv_text, template
from dutyroom.directory.columns import find_header
from dutyroom.directory.directory_rows import (
    DirectoryRow,
    Problem,
    SheetRows,
    read_rows,
    without_duplicates,
)
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.spreadsheets.forms import CellKind, Form, FormCell, form_xlsx
from dutyroom.spreadsheets.grid import ROW_LIMIT, Grid, Told, without_blank_lines
from dutyroom.spreadsheets.reading import check_size, content_of, grids_of_xlsx, is_package, refuse_old_formats

_OTHER_FILES = (b"%pdf", b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta", b"{\\rtf", b"\x89png", b"\xff\xd8\xff")
_CLAIM_SEARCHED = 4096
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class ReadDirectory:
    """What a file gave: the good rows in order, and everything a person should look at."""

    rows: tuple[DirectoryRow, ...]
    problems: tuple[Problem, ...]


def read_directory_file(path: Path, told: Told | None = None) -> ReadDirectory:
    """Return what stands in the file at ``path``, as ``read_directory``; Environment where it cannot be opened."""
    return read_directory(content_of(path), told)


def read_directory(content: bytes, told: Told | None = None) -> ReadDirectory:
    """Return the rows of a directory file and its problems; the kind of file is told by its content, not its name.

    ``told`` hears which line of a workbook is read. Raises Refused with one clear reason where the file is empty, too
    large, encrypted, of an old format, damaged, no table at all, or a table without a header of units or people.
    """
    check_size(content)
    if not content.strip():
        raise Refused("directory.file_empty")
    if is_package(content):
        sheets = [(grid, read_rows(grid)) for grid in grids_of_xlsx(content, told)]
    else:
        grid = _grid_of_text(content)
        sheets = [(grid, read_rows(grid))]
    return _gathered(sheets)


def tables_of(content: bytes) -> tuple[Grid, ...]:
    """Return the tables of a spreadsheet or text file, whatever they are about: lists of other rooms are read by this.

    A workbook gives its visible sheets; a text file gives itself once for each separator it may have. Raises Refused
    as ``read_directory``, but for what concerns headers.
    """
    check_size(content)
    if not content.strip():
        raise Refused("directory.file_empty")
    if is_package(content):
        return tuple(grids_of_xlsx(content))
    _refuse_other_files(content)
    if b"\0" in content and not content.startswith(_UTF16_MARKS):
        raise Refused("spreadsheet.file_not_table")
    return tuple(map(without_blank_lines, csv_text.grids(csv_text.decode(content))))


def _refuse_other_files(content: bytes) -> None:
    refuse_old_formats(content)
    begin = content[:_CLAIM_SEARCHED].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if begin.startswith(_OTHER_FILES):
        raise Refused("spreadsheet.file_not_table")


def _gathered(sheets: list[tuple[Grid, SheetRows]]) -> ReadDirectory:
    written = [(grid, read) for grid, read in sheets if grid.lines]
    if not written:
        raise Refused("directory.file_empty")
    known = [read for _, read in written if read.header is not None]
    if not known:
        raise Refused("directory.header_missing")
    rows, problems = without_duplicates(known)
    if not rows and not problems:
        raise Refused("directory.no_rows")
    skipped = tuple(
        Problem("directory.sheet_not_read", sheet=grid.sheet)
        for grid, read in written
        if read.header is None and grid.sheet != template.NOTES_TITLE
    )
    return ReadDirectory(rows, problems + skipped)


def _grid_of_text(content: bytes) -> Grid:
    """Return the table of a text file, with the separator that makes most sense of its header."""
    _refuse_other_files(content)
    best: tuple[int, Grid] | None = None
    refused: Refused | None = None
    for grid in map(without_blank_lines, csv_text.grids(csv_text.decode(content))):
        try:
            header = find_header(grid)
        except Refused as error:
            refused = error
            continue
        fields = len(header.places) if header is not None else 0
        if best is None or fields > best[0]:
            best = (fields, grid)
    if refused is not None and (best is None or best[0] == 0):
        raise refused
    assert best is not None
    if best[0] == 0 and b"\0" in content and not content.startswith(_UTF16_MARKS):
        raise Refused("spreadsheet.file_not_table")
    if len(best[1].lines) > ROW_LIMIT:
        raise Refused("spreadsheet.too_many_rows", limit=ROW_LIMIT)
    return best[1]


def template_xlsx() -> bytes:
    """Return the template as a workbook: a sheet to fill in, all cells as text, and a sheet of notes."""
    header, *examples = template.template_rows()
    return form_xlsx(
        Form(
            title=template.SHEET_TITLE,
            header=header,
            rows=tuple(tuple(FormCell(word, CellKind.EXAMPLE) for word in row) for row in examples),
            notes_title=template.NOTES_TITLE,
            notes=template.NOTES,
        )
    )
