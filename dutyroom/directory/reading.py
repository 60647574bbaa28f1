"""Reading units and people from a file of a spreadsheet, xlsx or CSV; the only reader of xlsx files.

Nothing of the file is run: formulas count by their stored results, macros and links are not looked at.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from dutyroom.directory import csv_text, template
from dutyroom.directory.columns import find_header
from dutyroom.directory.directory_rows import (
    DirectoryRow,
    Problem,
    SheetRows,
    read_rows,
    without_duplicates,
)
from dutyroom.directory.grid import (
    COLUMN_LIMIT,
    LINE_LIMIT,
    ROW_LIMIT,
    Area,
    Grid,
    SheetFindings,
    with_findings,
    without_blank_lines,
)
from dutyroom.errors import Environment, Refused

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 50 * 1024 * 1024
_MEGABYTE = 1024 * 1024
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_OLE = "EncryptedPackage".encode("utf-16-le")
_OTHER_FILES = (b"%pdf", b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta", b"{\\rtf", b"\x89png", b"\xff\xd8\xff")
_CLAIM_SEARCHED = 4096
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?", re.ASCII)


@dataclass(frozen=True)
class ReadDirectory:
    """What a file gave: the good rows in order, and everything a person should look at."""

    rows: tuple[DirectoryRow, ...]
    problems: tuple[Problem, ...]


def read_directory_file(path: Path) -> ReadDirectory:
    """Return what stands in the file at ``path``, as ``read_directory``; Environment where it cannot be opened."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise _too_large()
        content = path.read_bytes()
    except OSError as error:
        raise Environment("directory.file_unreadable", file=path.name) from error
    return read_directory(content)


def read_directory(content: bytes) -> ReadDirectory:
    """Return the rows of a directory file and its problems; the kind of file is told by its content, not its name.

    Raises Refused with one clear reason where the file is empty, too large, encrypted, of an old format, damaged, no
    table at all, or a table without a header that names units or people.
    """
    if len(content) > MAX_FILE_BYTES:
        raise _too_large()
    if not content.strip():
        raise Refused("directory.file_empty")
    if content.startswith(b"PK\x03\x04"):
        sheets = [(grid, read_rows(grid)) for grid in _grids_of_xlsx(content)]
    else:
        grid = _grid_of_text(content)
        sheets = [(grid, read_rows(grid))]
    return _gathered(sheets)


def _too_large() -> Refused:
    return Refused("directory.file_too_large", limit=MAX_FILE_BYTES // _MEGABYTE)


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
    if content.startswith(_OLE):
        raise Refused("directory.file_encrypted" if _ENCRYPTED_OLE in content else "directory.file_old_format")
    begin = content[:_CLAIM_SEARCHED].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if begin.startswith(_OTHER_FILES):
        raise Refused("directory.file_not_table")
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
        raise Refused("directory.file_not_table")
    if len(best[1].lines) > ROW_LIMIT:
        raise Refused("directory.too_many_rows", limit=ROW_LIMIT)
    return best[1]


# --- xlsx -----------------------------------------------------------------------------------------------------------


def _grids_of_xlsx(content: bytes) -> list[Grid]:
    """Return the visible sheets of a workbook."""
    _check_package(content)
    import openpyxl  # 0.1 s and 15 MB that only an import costs

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # remarks about styles and lists, which are not read here
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                return [
                    without_blank_lines(_grid_of_sheet(sheet, book, content))
                    for sheet in book.worksheets
                    if sheet.sheet_state == "visible"
                ]
            finally:
                book.close()
    except Refused:
        raise
    except Exception as error:  # a damaged file breaks the reader in any way there is
        raise Refused("directory.file_damaged") from error


def _check_package(content: bytes) -> None:
    """Refuse what is no workbook, is locked, or would unpack beyond all measure."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise Refused("directory.file_not_table")
            if any(part.flag_bits & 1 for part in parts):
                raise Refused("directory.file_encrypted")
            # What a part says of its size is also all that is ever unpacked of it.
            if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
                raise Refused("directory.file_too_large", limit=MAX_UNPACKED_BYTES // _MEGABYTE)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with package.open(part) as text:
                        if b"<!DOCTYPE" in text.read(_CLAIM_SEARCHED):
                            raise Refused("directory.file_damaged")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise Refused("directory.file_damaged") from error


def _grid_of_sheet(sheet: ReadOnlyWorksheet, book: Workbook, content: bytes) -> Grid:
    sheet.reset_dimensions()  # the size written in the file is often wrong, and rows beyond it would be lost
    values: dict[int, tuple[str, ...]] = {}
    # The stubs borrow this method from another class and so doubt its self.
    rows = sheet.iter_rows(max_row=LINE_LIMIT, max_col=COLUMN_LIMIT, values_only=True)  # type: ignore[misc]
    for number, row in enumerate(rows, start=1):
        if row.count(None) == len(row):
            continue  # a sheet may pretend to a million of these
        used = next(place for place in range(len(row), 0, -1) if row[place - 1] is not None)
        cells = tuple(_text(value) for value in row[:used])
        if any(cells):
            values[number] = cells
            if len(values) > ROW_LIMIT:
                raise Refused("directory.too_many_rows", limit=ROW_LIMIT)
    findings = _findings(content, getattr(sheet, "_worksheet_path", ""))
    return with_findings(values, findings, sheet.title)


def _text(value: object) -> str:
    """Return what a cell shows: 19900000001 where Excel made a fraction of it, a date in the usual order."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.isoformat(" ", "minutes")
        case date() | time() | timedelta():
            return str(value)
        case _:
            return str(value)


def _findings(content: bytes, part: str) -> SheetFindings:
    """Return merged areas and formulas without a result, which the reader of values does not tell."""
    findings = SheetFindings()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        text = package.read(part)
    if b"mergeCell" not in text and re.search(rb"<(?:\w+:)?f[ />]", text) is None:
        return findings
    for tag, element in _elements(text):
        if tag == "mergeCell" and (area := _area(element.get("ref", ""))):
            findings.areas.append(area)
        elif tag == "c" and (area := _area(element.get("r", ""))):
            if _lacks_result(element):
                findings.unread.setdefault(area.top, set()).add(area.left)
        elif tag == "row":
            element.clear()
    return findings


def _lacks_result(cell: ElementTree.Element) -> bool:
    """Return whether a cell has a formula that nobody has calculated; an empty text is a result."""
    inside = {child.tag.rpartition("}")[2]: child.text for child in cell}
    return "f" in inside and not inside.get("v") and cell.get("t") != "str"


def _elements(text: bytes) -> Iterator[tuple[str, ElementTree.Element]]:
    for _, element in ElementTree.iterparse(io.BytesIO(text)):
        yield element.tag.rpartition("}")[2], element


def _area(reference: str) -> Area | None:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    left, top, right, bottom = found.groups()
    return Area(int(top), _place(left), int(bottom or top), _place(right or left))


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def template_xlsx() -> bytes:
    """Return the template as a workbook: a sheet to fill in, all cells as text, and a sheet of notes."""
    import openpyxl  # only when somebody asks for the template
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = template.SHEET_TITLE
    header, *examples = template.template_rows()
    for row in (header, *examples):
        sheet.append(row)
    for place, word in enumerate(header, start=1):
        sheet.cell(1, place).font = Font(bold=True)
        column = sheet.column_dimensions[get_column_letter(place)]
        column.width = max(12, len(word) * 3, *(len(row[place - 1]) * 2 + 2 for row in examples))
        column.number_format = "@"  # so that Excel keeps leading zeros and whole numbers
    for cells in sheet.iter_rows(min_row=2, max_row=len(examples) + 1):
        for cell in cells:
            cell.number_format = "@"
            cell.font = Font(italic=True, color="808080")
    sheet.freeze_panes = "A2"
    notes = book.create_sheet(template.NOTES_TITLE)
    notes.column_dimensions["A"].width = 100
    for number, note in enumerate(template.NOTES, start=1):
        notes.cell(number, 1, f"{number}. {note}").alignment = Alignment(wrap_text=True)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()
