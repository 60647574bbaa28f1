"""Opening a workbook that somebody sent: the only reader of xlsx files.

Nothing of the file is run: formulas count by their stored results, macros and links are not looked at. What is no
workbook, is locked, defines entities or would unpack beyond all measure is refused before it is read.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from dutyroom.errors import Environment, Refused
from dutyroom.spreadsheets.grid import (
    COLUMN_LIMIT,
    LINE_LIMIT,
    ROW_LIMIT,
    Area,
    Grid,
    SheetFindings,
    Told,
    with_findings,
    without_blank_lines,
)

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 50 * 1024 * 1024
_MEGABYTE = 1024 * 1024
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_OLE = "EncryptedPackage".encode("utf-16-le")
_PACKAGE = b"PK\x03\x04"
_ENTITIES_SEARCHED = 4096
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?", re.ASCII)


def content_of(path: Path) -> bytes:
    """Return what stands in the file at ``path``.

    Raises Environment ``spreadsheet.file_unreadable`` and Refused ``spreadsheet.file_too_large``.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise _too_large()
        return path.read_bytes()
    except OSError as error:
        raise Environment("spreadsheet.file_unreadable", file=path.name) from error


def check_size(content: bytes) -> None:
    """Refuse what is larger than any table of an office: ``spreadsheet.file_too_large``."""
    if len(content) > MAX_FILE_BYTES:
        raise _too_large()


def is_package(content: bytes) -> bool:
    """Return whether ``content`` may be a workbook of today."""
    return content.startswith(_PACKAGE)


def refuse_old_formats(content: bytes) -> None:
    """Refuse a workbook with a password, or of the time before xlsx."""
    if content.startswith(_OLE):
        raise Refused("spreadsheet.file_encrypted" if _ENCRYPTED_OLE in content else "spreadsheet.file_old_format")


def _too_large() -> Refused:
    return Refused("spreadsheet.file_too_large", limit=MAX_FILE_BYTES // _MEGABYTE)


def grids_of_xlsx(content: bytes, told: Told | None = None) -> list[Grid]:
    """Return the visible sheets of a workbook, without blank lines; ``told`` hears which line of how many is read.

    Raises Refused ``spreadsheet.file_not_table``, ``.file_encrypted``, ``.file_too_large``, ``.file_damaged`` and
    ``.too_many_rows``.
    """
    _check_package(content)
    import openpyxl  # 0.1 s and 15 MB that only an import costs

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # remarks about styles and lists, which are not read here
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                return [
                    without_blank_lines(_grid_of_sheet(sheet, book, content, told))
                    for sheet in book.worksheets
                    if sheet.sheet_state == "visible"
                ]
            finally:
                book.close()
    except Refused:
        raise
    except Exception as error:  # a damaged file breaks the reader in any way there is
        raise Refused("spreadsheet.file_damaged") from error


def _check_package(content: bytes) -> None:
    """Refuse what is no workbook, is locked, or would unpack beyond all measure."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise Refused("spreadsheet.file_not_table")
            if any(part.flag_bits & 1 for part in parts):
                raise Refused("spreadsheet.file_encrypted")
            # What a part says of its size is also all that is ever unpacked of it.
            if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
                raise Refused("spreadsheet.file_too_large", limit=MAX_UNPACKED_BYTES // _MEGABYTE)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with package.open(part) as text:
                        if b"<!DOCTYPE" in text.read(_ENTITIES_SEARCHED):
                            raise Refused("spreadsheet.file_damaged")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise Refused("spreadsheet.file_damaged") from error


def _grid_of_sheet(sheet: ReadOnlyWorksheet, book: Workbook, content: bytes, told: Told | None) -> Grid:
    said = sheet.max_row or 0
    sheet.reset_dimensions()  # the size written in the file is often wrong, and rows beyond it would be lost
    values: dict[int, tuple[str, ...]] = {}
    # The stubs borrow this method from another class and so doubt its self.
    rows = sheet.iter_rows(max_row=LINE_LIMIT, max_col=COLUMN_LIMIT, values_only=True)  # type: ignore[misc]
    for number, row in enumerate(rows, start=1):
        if told is not None:
            told(number, said if number <= said else 0)  # unknown where the file says less than it holds
        if row.count(None) == len(row):
            continue  # a sheet may pretend to a million of these
        used = next(place for place in range(len(row), 0, -1) if row[place - 1] is not None)
        cells = tuple(_text(value) for value in row[:used])
        if any(cells):
            values[number] = cells
            if len(values) > ROW_LIMIT:
                raise Refused("spreadsheet.too_many_rows", limit=ROW_LIMIT)
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
