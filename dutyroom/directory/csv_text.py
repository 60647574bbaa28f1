"""Text tables: which encoding, which separator, which line a row begins on.

Excel in China writes GB18030 or UTF-8 with a mark, and other programs UTF-8 without; the separator is a comma, a
semicolon or a tab. One quotation mark too many costs its own row and no other.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Sequence

from dutyroom.directory.columns import field_of
from dutyroom.errors import Refused
from dutyroom.spreadsheets.grid import LINE_LIMIT, ROW_LIMIT, Grid, Line

SEPARATORS = (",", "\t", ";")
_LONGEST_ROW = 50  # lines of text that one quoted cell may run over
_LINES_SEARCHED = 40
_LINE_BREAK = re.compile("\r\n|\r|\n")


def decode(content: bytes) -> str:
    """Return the text of a table file; Refused where it is text in no encoding we know."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            encodings: tuple[str, ...] = (encoding,)
            break
    else:
        encodings = ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("spreadsheet.file_not_text")


def grids(text: str) -> Iterator[Grid]:
    """Yield the table once for each separator, so that the caller can take the one whose header makes sense."""
    lines = _LINE_BREAK.split(text)
    if len(lines) > LINE_LIMIT:
        raise Refused("spreadsheet.too_many_rows", limit=ROW_LIMIT)
    for separator in SEPARATORS:
        if separator in text:
            yield Grid(tuple(_rows(lines, separator)))
    if not any(separator in text for separator in SEPARATORS):
        yield Grid(tuple(_rows(lines, ",")))


def _rows(lines: Sequence[str], separator: str) -> Iterator[Line]:
    usual = _separators_of_header(lines, separator)
    start = 0
    while start < len(lines):
        end = _end_of_row(lines, start)
        # Whole rows inside one cell: two stray quotation marks, not a cell of several lines.
        swallowed = usual > 1 and any(line.count(separator) >= usual for line in lines[start + 1 : end - 1])
        parsed = _parsed(lines[start:end], separator) if end and not swallowed else None
        if parsed is None:
            end = start + 1
            parsed = _parsed(lines[start:end], separator)
        if parsed is None:
            yield Line(start + 1, tuple(lines[start].split(separator)), broken=True)
        else:
            for offset, cells in parsed:
                yield Line(start + 1 + offset, cells)
        start = end


def _separators_of_header(lines: Sequence[str], separator: str) -> int:
    """Return how many separators the line has that looks like a header; 0 where none does."""
    for line in lines[:_LINES_SEARCHED]:
        if sum(field_of(cell.strip('"')) is not None for cell in line.split(separator)) > 1:
            return line.count(separator)
    return 0


def _end_of_row(lines: Sequence[str], start: int) -> int:
    """Return the line after which all quotation marks since ``start`` are closed; 0 where they stay open."""
    is_open = False
    for place in range(start, min(start + _LONGEST_ROW, len(lines))):
        is_open ^= lines[place].count('"') % 2 == 1
        if not is_open:
            return place + 1
    return 0


def _parsed(lines: Sequence[str], separator: str) -> list[tuple[int, tuple[str, ...]]] | None:
    """Return each row of ``lines`` with the place of its first line, or None where they cannot be read."""
    reader = csv.reader([f"{line}\n" for line in lines], delimiter=separator, strict=True)
    rows: list[tuple[int, tuple[str, ...]]] = []
    first = 0
    try:
        for cells in reader:
            rows.append((first, tuple(cells)))
            first = reader.line_num
    except csv.Error:
        return None
    return rows
