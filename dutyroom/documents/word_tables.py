"""Tables, forms and places to sign in WordprocessingML, as strings."""

from __future__ import annotations

from collections.abc import Sequence

from dutyroom.documents import paper
from dutyroom.documents.characters import lines_in
from dutyroom.documents.columns import field_widths, label_width, table_widths, title_lines
from dutyroom.documents.model import (
    Align,
    Column,
    FieldGrid,
    Row,
    RowKind,
    SignatureLine,
    Table,
    Text,
    plain,
    text,
)
from dutyroom.documents.paper import FontRole, PageBox
from dutyroom.documents.word_type import Lines, Type, gap, paragraph, twips

# No room of Word's own between figures and characters: a column as wide as its dates would break them.
_AS_MEASURED = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
_FITS_SURELY = 0.7  # of a page: a row estimated higher may break, as Word would cut off what a page cannot hold


def form(item: FieldGrid, box: PageBox) -> str:
    """Return a ruled form."""
    label, value = field_widths(item, box.content_width)
    kind, label_kind = Type(FontRole.BODY, item.size), Type(FontRole.HEADING, item.size)
    rows = []
    for fields in item.rows():
        cells, lines = [], 1
        for field in fields:
            width = value + (field.span - 1) * (label + value)
            name = _cell(
                text(field.label), label_kind, label, align=Align.CENTER, shade=paper.GROUP_SHADE, vertical="center"
            )
            cells.append(name + _cell(field.value, kind, width, span=2 * field.span - 1, vertical="center"))
            lines = max(lines, _estimate(field.value, item.size, width))
        rows.append(_row("".join(cells), whole=_fits(lines, item.size, box)))
    return _ruled([label, value] * item.columns, rows) + gap(paper.BLOCK_GAP)


def table(item: Table, box: PageBox) -> str:
    """Return a ruled table whose header row repeats and whose rows stay whole."""
    widths = table_widths(item, box.content_width)
    head_kind = Type(FontRole.HEADING, item.size)
    head = "".join(
        _cell(
            text(title_lines(column.title, item.size, width)),
            head_kind,
            width,
            align=Align.CENTER,
            shade=paper.HEADER_SHADE,
            vertical="center",
        )
        for column, width in zip(item.columns, widths, strict=True)
    )
    rows = [_row(head, whole=True, header=True)]
    joined = item.same_as_above()
    rows.extend(
        _table_row(line, item, widths, box, joins=_joins(above, below))
        for line, above, below in zip(item.body(), joined, (*joined[1:], ()), strict=True)
    )
    return _ruled(widths, rows) + gap(paper.BLOCK_GAP)


def _joins(above: tuple[bool, ...], below: tuple[bool, ...]) -> list[str]:
    """Return for each cell whether it begins (``restart``) or continues a cell over several rows."""
    under = below or (False,) * len(above)
    return ["continue" if up else "restart" if down else "" for up, down in zip(above, under, strict=True)]


def _table_row(line: Row, item: Table, widths: tuple[float, ...], box: PageBox, *, joins: Sequence[str]) -> str:
    if line.kind is RowKind.GROUP:
        kind = Type(FontRole.HEADING, item.size)
        cell = _cell(line.cells[0], kind, sum(widths), span=len(widths), shade=paper.GROUP_SHADE, keep_next=True)
        return _row(cell, whole=True)
    kinds = (column_type(column, item.size) for column in item.columns)
    vertical = "center" if item.middle else ""
    cells = "".join(
        _cell(
            () if join == "continue" else words,
            kind,
            width,
            align=column.align,
            vertical="center" if join else vertical,
            join=join,
        )
        for words, kind, width, column, join in zip(line.cells, kinds, widths, item.columns, joins, strict=True)
    )
    lines = max(_estimate(words, item.size, width) for words, width in zip(line.cells, widths, strict=True))
    return _row(cells, whole=_fits(lines, item.size, box))


def column_type(column: Column, size: float) -> Type:
    """Return how the cells of ``column`` are set: figures, at the right, in the face of numbers."""
    return Type(FontRole.NUMBER if column.align is Align.RIGHT else FontRole.BODY, size)


def _estimate(words: Text, size: float, width: float) -> int:
    return lines_in(plain(words), (width - 2 * paper.CELL_PADDING_X) / size)


def _fits(lines: int, size: float, box: PageBox) -> bool:
    return lines * size * paper.TABLE_PITCH < box.content_height * _FITS_SURELY


def _cell(
    words: Text,
    kind: Type,
    width: float,
    *,
    span: int = 1,
    align: Align = Align.LEFT,
    shade: str = "",
    vertical: str = "",
    keep_next: bool = False,
    borders: str = "",
    join: str = "",
) -> str:
    lines = Lines(pitch=kind.size * paper.TABLE_PITCH, align=align, keep_next=keep_next, extra=_AS_MEASURED)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + (f'<w:vMerge w:val="{join}"/>' if join else "")
        + borders
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else "")
        + (f'<w:vAlign w:val="{vertical}"/>' if vertical else "")
        + f"</w:tcPr>{paragraph(words, kind, lines)}</w:tc>"
    )


def _row(cells: str, *, whole: bool, header: bool = False, height: float = 0.0) -> str:
    manner_of_row = (
        ("<w:cantSplit/>" if whole else "")
        + (f'<w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>' if height else "")
        + ("<w:tblHeader/>" if header else "")
    )
    return f"<w:tr><w:trPr>{manner_of_row}</w:trPr>{cells}</w:tr>"


def _ruled(widths: list[float] | tuple[float, ...], rows: list[str], *, ruled: bool = True) -> str:
    edge = f'w:sz="{round(paper.HAIRLINE * 8)}" w:space="0" w:color="{paper.HAIRLINE_INK}"'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" {edge}/>' for side in sides) if ruled else ""
    x, y = twips(paper.CELL_PADDING_X if ruled else 0.0), twips(paper.CELL_PADDING_Y)
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="{y}" w:type="dxa"/><w:left w:w="{x}" w:type="dxa"/>'
        f'<w:bottom w:w="{y}" w:type="dxa"/><w:right w:w="{x}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def signatures(item: SignatureLine, box: PageBox) -> str:
    """Return places to sign: labels, each before a line drawn by the lower edge of its cell."""
    kind = Type(FontRole.BODY, item.size)
    room = box.content_width / max(len(item.places), 1)
    line = f'<w:bottom w:val="single" w:sz="{round(paper.HAIRLINE * 8)}" w:space="0" w:color="{paper.INK}"/>'
    under = f"<w:tcBorders>{line}</w:tcBorders>"
    widths: list[float] = []
    cells = ""
    for place in item.places:
        label = min(label_width(place.label, item.size), room * 0.6)
        line_room, after = (room - label) * 0.88, (room - label) * 0.12
        widths += [label, line_room, after]
        cells += _cell(text(place.label), kind, label, vertical="bottom")
        cells += _cell(text(place.name), kind, line_room, vertical="bottom", borders=under)
        cells += _cell((), kind, after)
    if not widths:
        return ""
    row = _row(cells, whole=True, height=item.size * paper.SIGNING_ROOM)
    return _ruled(widths, [row], ruled=False) + gap(paper.BLOCK_GAP)
