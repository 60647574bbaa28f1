"""Tables, forms and places to sign as pieces. ``width`` is that of the type area in points; pieces are in units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dutyroom.documents import paper
from dutyroom.documents.columns import field_widths, label_width, table_widths, title_lines
from dutyroom.documents.model import Align, FieldGrid, Row, RowKind, SignatureLine, Table, Text, text
from dutyroom.documents.paper import FontRole
from ui.printing.pieces import PADDING_X, Block, Cell, Item, Piece, Stroke, TableRow, Words
from ui.printing.typesetting import UNIT, Measure, Type, Typefaces, typeset

_SIGNING_LINE = 0.88  # of the room after a label; the rest parts it from the next place
_GAP = Block((), paper.BLOCK_GAP * UNIT)


def table(item: Table, width: float, faces: Typefaces) -> Iterator[Piece]:
    """Yield the rows of a table, each knowing the header to repeat."""
    widths = table_widths(item, width)
    edges = [sum(widths[:index]) for index in range(len(widths))]
    head_kind = Type(FontRole.HEADING, item.size)
    head = TableRow(
        tuple(
            _cell(
                text(title_lines(column.title, item.size, room)),
                head_kind,
                (x, room),
                faces,
                align=Align.CENTER,
                shade=paper.HEADER_SHADE,
            )
            for column, x, room in zip(item.columns, edges, widths, strict=True)
        ),
        keep_next=True,
    )
    yield head
    kinds = [
        Type(FontRole.NUMBER if column.align is Align.RIGHT else FontRole.BODY, item.size) for column in item.columns
    ]
    joined = item.same_as_above()
    for row, above, below in zip(item.body(), joined, (*joined[1:], ()), strict=True):
        if row.kind is RowKind.GROUP:
            yield _group(row, width, head_kind, head, faces)
            continue
        cells = tuple(
            _cell(words, kind, (x, room), faces, align=column.align, middle=item.middle)
            for words, kind, column, x, room in zip(row.cells, kinds, item.columns, edges, widths, strict=True)
        )
        yield TableRow(_joined(cells, above, below), head=head)
    yield _GAP


def _joined(cells: tuple[Cell, ...], above: tuple[bool, ...], below: tuple[bool, ...]) -> tuple[Cell, ...]:
    """Return ``cells`` that know whether they are one with those of the rows above and below."""
    if not any(above) and not any(below):
        return cells
    under = below or (False,) * len(cells)
    return tuple(replace(cell, above=up, below=down) for cell, up, down in zip(cells, above, under, strict=True))


def _group(row: Row, width: float, kind: Type, head: TableRow, faces: Typefaces) -> TableRow:
    cell = _cell(row.cells[0], kind, (0.0, width), faces, shade=paper.GROUP_SHADE)
    return TableRow((cell,), keep_next=True, head=head)


def _cell(
    words: Text,
    kind: Type,
    place: tuple[float, float],
    faces: Typefaces,
    *,
    align: Align = Align.LEFT,
    shade: str = "",
    middle: bool = False,
) -> Cell:
    x, width = place[0] * UNIT, place[1] * UNIT
    measure = Measure(width - 2 * PADDING_X, kind.size * paper.TABLE_PITCH * UNIT, align)
    box = typeset(words, kind, measure, faces)
    return Cell(x, width, box, 0, box.lines, shade, middle=middle or bool(shade))


def form(item: FieldGrid, width: float, faces: Typefaces) -> Iterator[Piece]:
    """Yield the rows of a form."""
    label_width_of_pair, value_width = field_widths(item, width)
    pair = label_width_of_pair + value_width
    name, value = Type(FontRole.HEADING, item.size), Type(FontRole.BODY, item.size)
    for fields in item.rows():
        cells: list[Cell] = []
        x = 0.0
        for field in fields:
            place = (x, label_width_of_pair)
            label = _cell(text(field.label), name, place, faces, align=Align.CENTER, shade=paper.GROUP_SHADE)
            room = value_width + (field.span - 1) * pair
            cells += [label, _cell(field.value, value, (x + label_width_of_pair, room), faces, middle=True)]
            x += field.span * pair
        yield TableRow(tuple(cells))
    yield _GAP


def signatures(item: SignatureLine, width: float, faces: Typefaces) -> Iterator[Piece]:
    """Yield one piece with all places to sign, each label before a line."""
    if not item.places:
        return
    kind = Type(FontRole.BODY, item.size)
    pitch = item.size * paper.TABLE_PITCH * UNIT
    height = item.size * paper.SIGNING_ROOM * UNIT
    room = width * UNIT / len(item.places)
    items: list[Item] = []
    for index, place in enumerate(item.places):
        x = index * room
        label_room = min(label_width(place.label, item.size) * UNIT, room * 0.6)
        line_room = (room - label_room) * _SIGNING_LINE
        for words, left, space in (
            (place.label, x, label_room),
            (place.name, x + label_room + PADDING_X, line_room - PADDING_X),
        ):
            box = typeset(text(words), kind, Measure(space, pitch), faces)
            height = max(height, box.lines * pitch)
            items.append(Words(box, 0, box.lines, left, -box.lines * pitch))
        items.append(Stroke(x + label_room, 0.0, x + label_room + line_room, 0.0, ink=paper.INK))
    yield Block(tuple(part.moved(0.0, height) for part in items), height)
    yield _GAP
