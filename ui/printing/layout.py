"""The blocks of a sheet as pieces ready to be put on pages. Lengths are units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dutyroom.documents import paper
from dutyroom.documents.characters import balanced, legible, width_of
from dutyroom.documents.columns import fitting_size
from dutyroom.documents.model import (
    Align,
    FieldGrid,
    Heading,
    Masthead,
    PageBreak,
    Paragraph,
    Rule,
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
from dutyroom.documents.model import Block as SheetBlock
from dutyroom.documents.paper import FontRole
from ui.printing.pieces import Block, Lines, Piece, Stroke, Words
from ui.printing.table_layout import form, signatures, table
from ui.printing.typesetting import UNIT, Measure, TextBox, Type, Typefaces, typeset

_SUBTITLE_PITCH = 1.6
_RULE_ROOM = 4.0
_HEADING_ROLES = {1: FontRole.HEADING, 2: FontRole.SUBHEADING}


class Layout:
    """Turns blocks into pieces for a type area ``width`` points wide."""

    def __init__(self, width: float, faces: Typefaces) -> None:
        self._points = width
        self._width = width * UNIT
        self._faces = faces

    def pieces(self, sheet: Sheet) -> Iterator[Piece]:
        """Yield the pieces of ``sheet`` from top to bottom."""
        if sheet.title and sheet.show_title:
            title = self._title(Title(sheet.title, sheet.title_size))
            yield replace(title, after=0.0) if sheet.subtitle else title
        if sheet.subtitle:
            kind = Type(FontRole.BODY, paper.SUBTITLE_SIZE)
            box = self._set(text(sheet.subtitle), kind, _SUBTITLE_PITCH * kind.size, Align.CENTER)
            yield Lines(box, 0, box.lines, keep_next=True, after=paper.TITLE_GAP * UNIT)
        new_page = False
        for block in sheet.blocks:
            if isinstance(block, PageBreak):
                new_page = True
                continue
            for piece in self._block(block):
                yield replace(piece, new_page=True) if new_page else piece
                new_page = False

    def _block(self, item: SheetBlock) -> Iterator[Piece]:
        match item:
            case Heading():
                yield self._heading(item)
            case Paragraph():
                yield from self._paragraph(item)
            case Masthead():
                yield self._masthead(item)
            case Title():
                yield self._title(item)
            case SplitLine():
                yield self._split_line(item)
            case Rule():
                yield self._rule(item)
            case FieldGrid():
                yield from form(item, self._points, self._faces)
            case Table():
                yield from table(item, self._points, self._faces)
            case SignatureLine():
                yield from signatures(item, self._points, self._faces)
            case Spacer():
                yield Block((), item.height_mm * paper.POINTS_PER_MM * UNIT)

    def _set(self, words: Text, kind: Type, pitch: float, align: Align = Align.LEFT) -> TextBox:
        return typeset(words, kind, Measure(self._width, pitch * UNIT, align), self._faces)

    def _title(self, item: Title) -> Lines:
        words = text(balanced(legible(item.words), self._points / item.size))
        box = self._set(words, Type(FontRole.TITLE, item.size), item.size * paper.TITLE_PITCH, Align.CENTER)
        return Lines(box, 0, box.lines, keep_next=True, after=paper.TITLE_GAP * UNIT)

    def _masthead(self, item: Masthead) -> Lines:
        size = fitting_size(item.words, item.size, self._points)
        box = self._set(text(item.words), Type(FontRole.TITLE, size), size * paper.TITLE_PITCH, Align.CENTER)
        ink = paper.RED_INK if item.red else paper.INK
        return Lines(box, 0, box.lines, ink, keep_next=True, after=paper.TITLE_GAP * UNIT)

    def _heading(self, item: Heading) -> Lines:
        kind = Type(_HEADING_ROLES.get(item.level, FontRole.BODY), item.size)
        words = tuple(replace(run, bold=True) for run in item.words) if item.level == 3 else item.words
        measure = Measure(self._width, paper.letter_pitch(item.size) * UNIT, first=2 * item.size * UNIT)
        box = typeset(words, kind, measure, self._faces)
        return Lines(box, 0, box.lines, keep_next=True)

    def _paragraph(self, item: Paragraph) -> Iterator[Lines]:
        size = item.size * UNIT
        letter = item.size == paper.LETTER_SIZE
        kind = Type(item.role, item.size, paper.LETTER_TIGHTENING if letter else 0.0)
        measure = Measure(
            self._width,
            paper.letter_pitch(item.size) * UNIT,
            item.align,
            first=item.first_indent * size if item.align in (Align.LEFT, Align.JUSTIFY) else 0.0,
            left=item.left_indent * size,
            right=item.right_indent * size,
        )
        for words in paragraphs(item.words):
            box = typeset(words, kind, measure, self._faces)
            yield Lines(box, 0, box.lines)

    def _split_line(self, item: SplitLine) -> Block:
        kind = Type(item.role, item.size)
        pitch = paper.letter_pitch(item.size)
        left = self._set(item.left, kind, pitch)
        right = self._set(item.right, kind, pitch, Align.RIGHT)
        both = (width_of(plain(item.left)) + 1 + width_of(plain(item.right))) * item.size
        below = left.lines if both > self._points else 0
        items = (
            Words(left, 0, left.lines, 0.0, 0.0),
            Words(right, 0, right.lines, 0.0, below * left.pitch),
        )
        return Block(items, max(left.lines, right.lines + below) * left.pitch)

    def _rule(self, item: Rule) -> Block:
        ink = paper.RED_INK if item.red else paper.INK
        y = _RULE_ROOM / 2 * UNIT
        line = Stroke(0.0, y, self._width, y, item.weight * UNIT, ink)
        return Block((line,), _RULE_ROOM * UNIT)
