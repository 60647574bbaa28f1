"""Sheets as xlsx for Excel, WPS and LibreOffice. The only file that knows openpyxl.

Every value is text: a cell that begins with ``=`` says ``=`` and computes nothing.
"""

from __future__ import annotations

import io
import re
from copy import copy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dutyroom.documents import paper
from dutyroom.documents.characters import legible
from dutyroom.documents.files import write_whole
from dutyroom.documents.grid import CellStyle, Grid, GridCell, grid_of
from dutyroom.documents.model import Align, Foot, Mark, PageNumbers, Run, Sheet, plain
from dutyroom.documents.paper import FACES, FontRole, Orientation, PageBox, page_box

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.cell.rich_text import CellRichText
    from openpyxl.styles import Alignment, Border, Font, PatternFill
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.header_footer import _HeaderFooterPart
    from openpyxl.worksheet.worksheet import Worksheet

_A4 = 9  # ECMA-376 part 1, 18.3.1.63
_FIRST_OF_FORMULAS = ("=", "+", "-", "@")
_LONGEST_TEXT_FORMAT = 255  # older Excel shows longer text in a cell of text format as ####
_LONGEST_FOOT = 200  # a foot may have 255 characters, codes included, or Excel calls the file damaged
_LONGEST_NAME = 31
_DEEPEST_FREEZE = 12  # a header further down would leave no room for the rows on a small screen
_ESCAPE = re.compile("_x(?=[0-9A-Fa-f]{4}_)")  # Excel would read _x0041_ as A (ECMA-376 part 1, 22.9.2.19)
_HORIZONTAL = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "left"}


def xlsx_bytes(sheet: Sheet) -> bytes:
    """Return ``sheet`` as the content of an xlsx file with one worksheet."""
    import openpyxl  # 200 ms that a start without a table does not pay

    box = page_box(sheet.orientation, sheet.margins)
    grid = grid_of(sheet, box.content_width)
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = _name(sheet.title)
    _fill(page, grid)
    _set_page(page, sheet, grid, box)
    _set_foot(page, sheet.foot)
    _set_marks(page, sheet.marks)
    properties = book.properties
    properties.title, properties.creator = legible(sheet.title)[:255], legible(sheet.author)[:255]
    if sheet.made_at is not None:
        properties.created = sheet.made_at
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_xlsx(sheet: Sheet, path: Path) -> None:
    """Write ``sheet`` as xlsx to ``path``; raises Environment (see ``dutyroom.documents.files.write_whole``)."""
    write_whole(path, xlsx_bytes(sheet))


def _name(title: str) -> str:
    name = re.sub(r"[\\/*?:\[\]\x00-\x1f\ufffd]", " ", legible(title)).strip(" '")
    while len(name.encode("utf-16-le")) // 2 > _LONGEST_NAME:
        name = name[:-1]
    return name or "Sheet"


def _fill(page: Worksheet, grid: Grid) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.pagebreak import Break

    dressed: dict[CellStyle, StyleArray] = {}
    for index, width in enumerate(grid.widths, start=1):
        pixels = width * 96 / 72
        page.column_dimensions[get_column_letter(index)].width = max((pixels - 5) / 7, 1.0)
    for number, row in enumerate(grid.rows, start=1):
        page.row_dimensions[number].height = row.height
        if row.new_page and number > 1:
            page.row_breaks.append(Break(id=number - 1))
        for item in row.cells:
            _put(page, number, item, dressed)


def _put(page: Worksheet, number: int, item: GridCell, dressed: dict[CellStyle, StyleArray]) -> None:
    from openpyxl.cell.cell import Cell

    first = item.column + 1
    ruled = bool(item.style.edges or item.style.shade)
    wide, high = (item.span, item.rows) if ruled else (1, 1)
    for line in range(number, number + high):
        for column in range(first, first + wide):
            cell = page.cell(line, column)
            assert isinstance(cell, Cell)  # merged only below
            _dress(cell, item.style, dressed)
            if (line, column) == (number, first):
                _write(cell, item)
    if item.span > 1 or item.rows > 1:
        page.merge_cells(None, number, first, number + item.rows - 1, item.column + item.span)


def _write(cell: Cell, item: GridCell) -> None:
    runs = [Run(legible(run.text), run.bold, run.struck) for run in item.words]
    words = _ESCAPE.sub("_x005F_x", plain(tuple(runs)))
    if not words:
        return
    if any(run.bold or run.struck for run in runs):
        cell.value = _rich(runs, item.style)
    else:
        cell.value = words
    cell.data_type = "s"
    if words.startswith(_FIRST_OF_FORMULAS):
        cell.quotePrefix = True  # stays text when somebody edits it
    if len(words) <= _LONGEST_TEXT_FORMAT:
        cell.number_format = "@"


def _rich(runs: list[Run], style: CellStyle) -> CellRichText:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles.colors import Color

    face = FACES[style.role][0].name
    blocks = (  # no run is blank: openpyxl would not mark its spaces as worth keeping
        TextBlock(
            InlineFont(
                rFont=face,
                sz=style.size,
                b=run.bold or style.bold or None,
                strike=run.struck or None,
                color=Color("FF" + (paper.STRUCK_INK if run.struck else style.ink)),
            ),
            _ESCAPE.sub("_x005F_x", run.text),
        )
        for run in _without_blanks(runs)
    )
    return CellRichText(*blocks)


def _without_blanks(runs: list[Run]) -> list[Run]:
    """Return ``runs`` with each blank one joined to the run before it, or to the one after it at the beginning."""
    result: list[Run] = []
    for run in runs:
        last = result[-1] if result else None
        if last is not None and (not run.text.strip() or not last.text.strip()):
            kept = last if last.text.strip() else run
            result[-1] = Run(last.text + run.text, kept.bold, kept.struck)
        else:
            result.append(run)
    return result


def _dress(cell: Cell, style: CellStyle, dressed: dict[CellStyle, StyleArray]) -> None:
    """Give ``cell`` its style; a style seen before is copied, as openpyxl hashes four objects to find one again."""
    if style in dressed:
        cell._style = copy(dressed[style])  # type: ignore[attr-defined]
        return
    font, alignment, border, fill = _parts(style)
    cell.font = font
    cell.alignment = alignment
    if border is not None:
        cell.border = border
    if fill is not None:
        cell.fill = fill
    dressed[style] = copy(cell._style)  # type: ignore[attr-defined]


@cache
def _parts(style: CellStyle) -> tuple[Font, Alignment, Border | None, PatternFill | None]:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    side = Side(style="thin", color=paper.HAIRLINE_INK)
    top, bottom, left, right = (side if edge in style.edges else None for edge in "tblr")
    return (
        Font(name=FACES[style.role][0].name, size=style.size, bold=style.bold, color=style.ink, charset=134),
        Alignment(horizontal=_HORIZONTAL[style.align], vertical=style.vertical, wrap_text=True),
        Border(top=top, bottom=bottom, left=left, right=right) if style.edges else None,
        PatternFill("solid", fgColor=style.shade) if style.shade else None,
    )


def _set_page(page: Worksheet, sheet: Sheet, grid: Grid, box: PageBox) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    setup = page.page_setup
    setup.paperSize = _A4
    setup.orientation = "landscape" if sheet.orientation is Orientation.LANDSCAPE else "portrait"
    setup.fitToWidth, setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.sheet_view.showGridLines = False
    margins = page.page_margins
    margins.left, margins.right = box.left / 72, (box.width - box.right) / 72
    margins.top, margins.bottom = box.top / 72, (box.height - box.bottom) / 72
    margins.header = max(margins.top - paper.MARK_RISE_MM / 25.4, 0.2)
    margins.footer = max(margins.bottom - paper.FOOT_DROP_MM / 25.4 - 0.2, 0.2)
    if grid.header is not None:
        line = grid.header + 1
        page.print_title_rows = f"{line}:{line}"
        if line <= _DEEPEST_FREEZE:
            page.freeze_panes = f"A{line + 1}"


def _set_foot(page: Worksheet, foot: Foot) -> None:
    words = legible(foot.line()).replace("\n", " ")
    if len(words) > _LONGEST_FOOT:
        last = page.cell(page.max_row + 1, 1, words)  # nothing is lost: what the foot cannot hold ends the sheet
        last.data_type = "s"
        words = words[: _LONGEST_FOOT - 1] + "…"
    dashed = foot.pages is PageNumbers.DASHED
    page.HeaderFooter.differentOddEven = dashed
    for part in (page.firstFooter, page.oddFooter, page.evenFooter):
        assert part is not None
        number = {PageNumbers.DASHED: "— &P —", PageNumbers.OF_TOTAL: "&P / &N"}.get(foot.pages, "")
        number_left = dashed and part is page.evenFooter
        size = paper.NOTE_SIZE if dashed else paper.PAGE_NUMBER_SIZE
        _say(part.left if number_left else part.right, number, size)
        _say(part.right if number_left else part.left, words.replace("&", "&&"), paper.FOOT_SIZE)


def _set_marks(page: Worksheet, marks: tuple[Mark, ...]) -> None:
    """Repeat the marks at the top of every page but the first, where they stand in the first row."""
    words = legible("  ".join(mark.word for mark in marks)).replace("\n", " ")[:_LONGEST_FOOT]
    page.HeaderFooter.differentFirst = bool(words)
    for part in (page.oddHeader, page.evenHeader):
        assert part is not None
        _say(part.right, words.replace("&", "&&"), paper.MARK_SIZE)
        part.right.color = paper.MARK_INK if words else None


def _say(part: _HeaderFooterPart, words: str, size: float) -> None:
    part.text = words or None
    part.size = int(size) if words else None
    part.font = f"{FACES[FontRole.NUMBER][0].name},Regular" if words else None
