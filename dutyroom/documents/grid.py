"""A sheet laid out on the rows and columns of a spreadsheet: no library, no files.

The widest table gives the columns; everything else spans some of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from dutyroom.documents import paper
from dutyroom.documents.characters import balanced, legible, lines_in, pieces
from dutyroom.documents.columns import field_widths, fitting_size, table_widths, title_lines
from dutyroom.documents.model import (
    Align,
    Block,
    Field,
    FieldGrid,
    Heading,
    Masthead,
    PageBreak,
    Paragraph,
    RowKind,
    Rule,
    Run,
    Sheet,
    SignatureLine,
    Spacer,
    SplitLine,
    Table,
    Text,
    Title,
    paragraphs,
    plain,
    text,
)
from dutyroom.documents.paper import FontRole
from dutyroom.frozen import dataclass

CELL_LIMIT = 32767  # UTF-16 units in a cell, Excel specifications and limits
ROW_LIMIT = 409.0  # points, the same source: what stands below would neither be shown nor printed
_PITCH = 1.3  # height of a line, in sizes of its type, as Excel sets CJK faces
_PADDING = 6.0
_ESTIMATE = 0.98  # of the room: rather an empty line than one cut off
_PLAIN_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How a cell is set; ``edges`` are the ruled sides, of ``tblr``; ``vertical`` is top, center or bottom."""

    role: FontRole = FontRole.BODY
    size: float = paper.TABLE_SIZE
    bold: bool = False
    align: Align = Align.LEFT
    vertical: str = "top"
    ink: str = paper.INK
    shade: str = ""
    edges: str = ""


@dataclass(frozen=True, slots=True)
class GridCell:
    """Words over ``span`` columns from ``column`` (the first is 0) and ``rows`` rows."""

    column: int
    span: int
    words: Text
    style: CellStyle
    rows: int = 1


@dataclass(frozen=True, slots=True)
class GridRow:
    """Cells of one row and its height in points: not every program measures a row anew when it opens a file."""

    cells: tuple[GridCell, ...]
    height: float
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Widths of columns in points, rows, and which row is the header of the only table."""

    widths: tuple[float, ...]
    rows: tuple[GridRow, ...]
    header: int | None


def grid_of(sheet: Sheet, width: float) -> Grid:
    """Return ``sheet`` on columns that are together ``width`` points wide."""
    forms_only = not any(isinstance(block, Table) for block in sheet.blocks)
    layout = _Layout(_master(sheet.blocks, width), width, forms_only=forms_only)
    for mark in sheet.marks:
        style = CellStyle(FontRole.HEADING, paper.MARK_SIZE, align=Align.RIGHT, ink=paper.MARK_INK)
        layout.line(text(mark.word), style)
    if sheet.title and sheet.show_title:
        layout.block(Title(sheet.title, sheet.title_size))
    if sheet.subtitle:
        style = CellStyle(FontRole.BODY, paper.SUBTITLE_SIZE, align=Align.CENTER, vertical="center")
        layout.line(text(sheet.subtitle), style)
    for block in sheet.blocks:
        layout.block(block)
    header = layout.headers[0] if len(layout.headers) == 1 else None
    return Grid(layout.widths, tuple(layout.rows), header)


def _master(blocks: Sequence[Block], width: float) -> tuple[float, ...]:
    tables = [block for block in blocks if isinstance(block, Table)]
    if tables:
        return table_widths(max(tables, key=lambda table: len(table.columns)), width)
    forms = [block for block in blocks if isinstance(block, FieldGrid)]
    if forms:
        form = max(forms, key=lambda form: form.columns)
        return tuple(field_widths(form, width) * form.columns)
    return (width / _PLAIN_COLUMNS,) * _PLAIN_COLUMNS


def spread(widths: Sequence[float], parts: Sequence[float]) -> tuple[tuple[int, int], ...]:
    """Return (column, span) for each of ``parts``, its edges on the nearest edges of ``widths``.

    There may be at most as many parts as widths; each gets at least one column.
    """
    edges = list(accumulate(widths))
    scale = edges[-1] / sum(parts)
    result: list[tuple[int, int]] = []
    start = 0
    for index, wanted in enumerate(accumulate(parts)):
        last = len(widths) - (len(parts) - index)  # leave a column to each part that follows
        nearest = min(range(start, last + 1), key=lambda at: abs(edges[at] - wanted * scale))
        end = len(widths) - 1 if index == len(parts) - 1 else nearest
        result.append((start, end - start + 1))
        start = end + 1
    return tuple(result)


class _Layout:
    """Rows as they are put down one after the other."""

    def __init__(self, widths: tuple[float, ...], width: float, *, forms_only: bool) -> None:
        self.widths = widths
        self._forms_only = forms_only
        self.rows: list[GridRow] = []
        self.headers: list[int] = []
        self._width = width
        self._new_page = False

    def block(self, item: Block) -> None:
        match item:
            case Title() | Masthead():
                self._title(item)
            case Heading():
                role = {1: FontRole.HEADING, 2: FontRole.SUBHEADING}.get(item.level, FontRole.BODY)
                self.line(item.words, CellStyle(role, min(item.size, 14.0), bold=item.level == 3, vertical="center"))
            case Paragraph():
                self._paragraph(item)
            case SplitLine():
                self._split_line(item)
            case Rule():
                self.put(GridRow((self._across((), CellStyle(edges="b")),), 6.0))
            case FieldGrid():
                self._form(item)
            case Table():
                self._table(item)
            case SignatureLine():
                self._signatures(item)
            case Spacer():
                self.put(GridRow((), max(item.height_mm * paper.POINTS_PER_MM, 1.0)))
            case PageBreak():
                self._new_page = True

    def put(self, row: GridRow) -> None:
        self.rows.append(replace(row, new_page=True) if self._new_page else row)
        self._new_page = False

    def line(self, words: Text, style: CellStyle) -> None:
        """Put ``words`` over the whole width, in as many rows as they need."""
        for (cell,) in self._continued([self._across(words, style)], ""):
            self.put(GridRow((cell,), self._height([cell])))

    def _across(self, words: Text, style: CellStyle) -> GridCell:
        return GridCell(0, len(self.widths), words, style)

    def _room(self, cell: GridCell) -> float:
        points = sum(self.widths[cell.column : cell.column + cell.span]) - _PADDING
        return points * _ESTIMATE / cell.style.size

    def _height(self, cells: Iterable[GridCell]) -> float:
        lines = (lines_in(plain(cell.words), self._room(cell)) * cell.style.size for cell in cells)
        return min(max(lines, default=0.0) * _PITCH + _PADDING, ROW_LIMIT)

    def _continued(self, cells: list[GridCell], again: str) -> Iterator[list[GridCell]]:
        """Yield ``cells`` in as many rows as the longest needs; the first says ``again`` where it has nothing more."""
        parts = [list(self._parts(cell)) for cell in cells]
        for index in range(max(len(part) for part in parts)):
            words = [part[index] if index < len(part) else () for part in parts]
            if index and again and not words[0]:
                words[0] = (*parts[0][0], Run(again))
            yield [replace(cell, words=part) for cell, part in zip(cells, words, strict=True)]

    def _parts(self, cell: GridCell) -> Iterator[Text]:
        words = tuple(replace(run, text=legible(run.text)) for run in cell.words)
        lines = int((ROW_LIMIT - 2 * _PADDING) / (cell.style.size * _PITCH)) - 1
        cuts = pieces(plain(words), room=self._room(cell), lines=max(lines, 1), units=CELL_LIMIT)
        for start, end in cuts:
            yield _between(words, start, end)

    def _title(self, item: Title | Masthead) -> None:
        size, ink = item.size, paper.INK
        if isinstance(item, Masthead):
            size = fitting_size(item.words, size, self._width)
            ink = paper.RED_INK if item.red else ink
        words = text(balanced(legible(item.words), self._width / size))
        self.line(words, CellStyle(FontRole.TITLE, size, align=Align.CENTER, vertical="center", ink=ink))

    def _paragraph(self, item: Paragraph) -> None:
        style = CellStyle(item.role, item.size, align=item.align)
        indent = "　" * round(item.first_indent) if item.align in (Align.LEFT, Align.JUSTIFY) else ""
        for words in paragraphs(item.words):
            after = "　" * round(item.right_indent) if item.align is Align.RIGHT else ""
            self.line((*text(indent), *words, *text(after)), style)

    def _split_line(self, item: SplitLine) -> None:
        if len(self.widths) < 2:
            self.line((*item.left, *text("　　"), *item.right), CellStyle(item.role, item.size))
            return
        places = spread(self.widths, (1, 1))
        styles = (CellStyle(item.role, item.size), CellStyle(item.role, item.size, align=Align.RIGHT))
        cells = [
            GridCell(*place, words, style)
            for place, words, style in zip(places, (item.left, item.right), styles, strict=True)
        ]
        for row in self._continued(cells, ""):
            self.put(GridRow(tuple(row), self._height(row)))

    def _form(self, item: FieldGrid) -> None:
        for fields in item.rows():
            row = self._pairs(item, fields) if self._forms_only else self._joined(item, fields)
            for part in self._continued(row, "…"):
                self.put(GridRow(tuple(part), self._height(part)))
        self.put(GridRow((), paper.BLOCK_GAP))

    def _pairs(self, item: FieldGrid, fields: Sequence[Field]) -> list[GridCell]:
        """Return a cell for each label and one for each value."""
        label, value = field_widths(item, self._width)
        name = CellStyle(
            FontRole.HEADING, item.size, align=Align.CENTER, vertical="center", shade=paper.GROUP_SHADE, edges="tblr"
        )
        words = CellStyle(FontRole.BODY, item.size, vertical="center", edges="tblr")
        widths = [width for field in fields for width in (label, value + (field.span - 1) * (label + value))]
        contents = [part for field in fields for part in ((text(field.label), name), (field.value, words))]
        places = spread(self.widths, widths)
        return [GridCell(*place, *content) for place, content in zip(places, contents, strict=True)]

    def _joined(self, item: FieldGrid, fields: Sequence[Field]) -> list[GridCell]:
        """Return a cell for each field, its label first: the columns of a table are no place for labels."""
        style = CellStyle(FontRole.BODY, item.size, vertical="center", edges="tblr")
        words = [text(Run(f"{field.label}  ", bold=True), *field.value) for field in fields]
        if len(words) > len(self.widths):
            words = [tuple(run for part in words for run in (*part, Run("  ")))]
        places = spread(self.widths, [field.span for field in fields][: len(words)])
        return [GridCell(*place, part, style) for place, part in zip(places, words, strict=True)]

    def _table(self, item: Table) -> None:
        widths = table_widths(item, self._width)
        places = spread(self.widths, widths)
        head = CellStyle(
            FontRole.HEADING, item.size, align=Align.CENTER, vertical="center", shade=paper.HEADER_SHADE, edges="tblr"
        )
        titles = [
            GridCell(*place, text(title_lines(legible(column.title), item.size, width)), head)
            for place, column, width in zip(places, item.columns, widths, strict=True)
        ]
        self.headers.append(len(self.rows))
        self.put(GridRow(tuple(titles), self._height(titles)))
        styles = [
            CellStyle(
                FontRole.NUMBER if column.align is Align.RIGHT else FontRole.BODY,
                item.size,
                align=column.align,
                vertical="center" if item.middle else "top",
                edges="tblr",
            )
            for column in item.columns
        ]
        name = replace(head, align=Align.LEFT, shade=paper.GROUP_SHADE)
        above: dict[int, int] = {}  # by column, the row in which a cell over several rows begins
        for line, joined in zip(item.body(), item.same_as_above(), strict=True):
            if line.kind is RowKind.GROUP:
                self.line(line.cells[0], name)
                continue
            cells = [
                GridCell(*place, words, style) for place, words, style in zip(places, line.cells, styles, strict=True)
            ]
            parts = list(self._continued(cells, item.continued))
            height = self._height(cells)
            for row in parts:
                self.put(GridRow(tuple(row), height if len(parts) == 1 else self._height(row)))
            self._join(cells, joined if len(parts) == 1 else (), above)
        self.put(GridRow((), paper.BLOCK_GAP))

    def _join(self, cells: Sequence[GridCell], joined: Sequence[bool], above: dict[int, int]) -> None:
        """Take the cells of the last row that say what stands above them out of it, and let the upper ones grow."""
        last = len(self.rows) - 1
        gone = {cell.column for cell, same in zip(cells, joined, strict=False) if same and cell.column in above}
        for column in gone:
            first = above[column]
            upper = tuple(
                replace(cell, rows=last - first + 1, style=replace(cell.style, vertical="center"))
                if cell.column == column
                else cell
                for cell in self.rows[first].cells
            )
            self.rows[first] = replace(self.rows[first], cells=upper)
        left = tuple(cell for cell in self.rows[last].cells if cell.column not in gone)
        self.rows[last] = replace(self.rows[last], cells=left)
        above.update({cell.column: last for cell in cells if cell.column not in gone})
        if not joined:
            above.clear()

    def _signatures(self, item: SignatureLine) -> None:
        style = CellStyle(FontRole.BODY, item.size, vertical="bottom", edges="b")
        height = item.size * paper.SIGNING_ROOM
        count = len(self.widths)
        for start in range(0, len(item.places), count):
            places = item.places[start : start + count]
            spans = spread(self.widths, [1.0] * len(places))
            cells = [
                GridCell(*span, text(f"{place.label}  {place.name}"), style)
                for span, place in zip(spans, places, strict=True)
            ]
            self.put(GridRow(tuple(cells), max(height, self._height(cells))))


def _between(words: Text, start: int, end: int) -> Text:
    result, at = [], 0
    for run in words:
        part = run.text[max(start - at, 0) : max(end - at, 0)]
        if part:
            result.append(replace(run, text=part))
        at += len(run.text)
    return tuple(result)
