"""A sheet put on pages, once, for the screen, the printer and PDF alike."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtGui import QPainter

from dutyroom.documents import paper
from dutyroom.documents.model import Align, Foot, Mark, PageNumbers, Sheet, text
from dutyroom.documents.paper import FontRole, PageBox, page_box
from dutyroom.frozen import dataclass
from ui.printing.layout import Layout
from ui.printing.pieces import Cell, Item, Piece, Stroke, TableRow, Words
from ui.printing.typesetting import UNIT, Measure, TextBox, Type, Typefaces, typeset

_TOUCH = 0.5  # units; sums of heights may miss the edge by a hair


@dataclass(frozen=True)
class Pages:
    """The pages of a sheet; ``items`` are placed in units from the corner of the paper, ``box`` is in points."""

    sheet: Sheet
    box: PageBox
    items: tuple[tuple[Item, ...], ...]

    def __len__(self) -> int:
        return len(self.items)

    def boxes(self) -> Iterator[TextBox]:
        """Yield every text, as often as it stands on a page."""
        return (item.box for page in self.items for item in page if isinstance(item, Words))

    def paint(self, painter: QPainter, number: int) -> None:
        """Draw page ``number`` (the first is 0) with a painter whose coordinates are units."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        for item in self.items[number]:
            item.paint(painter)


def pages_of(sheet: Sheet) -> Pages:
    """Return ``sheet`` on pages; there is at least one."""
    faces = Typefaces()
    box = page_box(sheet.orientation, sheet.margins)
    pager = _Pager(box)
    pager.fill(list(Layout(box.content_width, faces).pieces(sheet)))
    total = len(pager.pages)
    edges = _Edges(sheet, box, faces)
    items = (tuple(page + edges.items(number, total)) for number, page in enumerate(pager.pages, start=1))
    return Pages(sheet, box, tuple(items))


class _Pager:
    """Puts pieces one below the other and begins a page where the next does not fit."""

    def __init__(self, box: PageBox) -> None:
        self.pages: list[list[Item]] = [[]]
        self._left, self._top, self._bottom = box.left * UNIT, box.top * UNIT, box.bottom * UNIT
        self._y = self._top
        self._open: dict[float, tuple[Cell, float]] = {}  # cells over several rows: by place, with their upper edge

    def fill(self, pieces: Sequence[Piece]) -> None:
        for index, piece in enumerate(pieces):
            if piece.new_page and self.pages[-1]:
                self._turn(None)
            elif self._y > self._top and self._needed(pieces, index) > self._bottom - self._y + _TOUCH:
                self._turn(piece)
            self._put(piece)

    def _needed(self, pieces: Sequence[Piece], index: int) -> float:
        """Return what has to fit for ``pieces[index]`` to begin here: itself, or its least, and what it is tied to."""
        needed = 0.0
        for piece in pieces[index:]:
            whole = piece.height if isinstance(piece, TableRow) and self._fits_a_page(piece) else piece.least()
            if not piece.keep_next:
                return needed + whole
            needed += piece.height
        return needed

    def _fits_a_page(self, row: TableRow) -> bool:
        head = row.head.height if row.head else 0.0
        return row.height + head <= self._bottom - self._top + _TOUCH

    def _put(self, piece: Piece) -> None:
        rest: Piece | None = piece
        while rest is not None:
            room = self._bottom - self._y
            if rest.height <= room + _TOUCH:
                self._place(rest)
                return
            parts = rest.split(room, anywhere=self._is_fresh(rest))
            if parts is None and not self._is_fresh(rest):
                self._turn(rest)
                continue
            if parts is None:  # longer than a page and cannot be broken
                self._place(rest)
                return
            self._place(parts[0])
            rest = parts[1] if parts[1].height > 0 and _has_more(parts[1]) else None
            if rest is not None:
                self._turn(rest)

    def _is_fresh(self, piece: Piece) -> bool:
        """Return whether a new page would offer ``piece`` no more room than this one."""
        head = piece.head.height if isinstance(piece, TableRow) and piece.head else 0.0
        return self._y <= self._top + head + _TOUCH

    def _turn(self, piece: Piece | None) -> None:
        self._close(list(self._open))
        self.pages.append([])
        self._y = self._top
        if isinstance(piece, TableRow) and piece.head is not None:
            self._place(piece.head)

    def _place(self, piece: Piece) -> None:
        if isinstance(piece, TableRow):  # a row that had to be broken stands for itself
            self._close([cell.x for cell in piece.cells if not cell.above])
        self.pages[-1] += [item.moved(self._left, self._y) for item in piece.painted()]
        if isinstance(piece, TableRow):
            for cell in piece.cells:
                if cell.joined:
                    self._open.setdefault(cell.x, (cell, self._y))
        self._y += piece.height
        if isinstance(piece, TableRow):
            self._close([cell.x for cell in piece.cells if not cell.below])

    def _close(self, places: Iterable[float]) -> None:
        """Put the words of cells over several rows between their edges; on the next page they are said again."""
        for x in places:
            if x in self._open:
                cell, top = self._open.pop(x)
                page = self.pages[-1]
                page.append(cell.words(top, self._y - top).moved(self._left, 0.0))
                left = self._left + x
                page.append(Stroke(left, self._y, left + cell.width, self._y))


def _has_more(piece: Piece) -> bool:
    if isinstance(piece, TableRow):
        return any(cell.last > cell.first for cell in piece.cells)
    return bool(piece.painted())


class _Edges:
    """What stands outside the type area: marks above, the foot below."""

    def __init__(self, sheet: Sheet, box: PageBox, faces: Typefaces) -> None:
        self._foot, self._marks = sheet.foot, sheet.marks
        self._box, self._faces = box, faces
        self._left, self._width = box.left * UNIT, box.content_width * UNIT
        self._y = (box.bottom + paper.FOOT_DROP_MM * paper.POINTS_PER_MM) * UNIT

    def items(self, number: int, total: int) -> list[Item]:
        return [*self._mark_items(), *self._foot_items(number, total)]

    def _words(self, words: str, kind: Type, y: float, align: Align, *, width: float = 0.0) -> Words:
        pitch = kind.size * paper.TABLE_PITCH * UNIT
        box = typeset(text(words), kind, Measure(width or self._width, pitch, align), self._faces)
        return Words(box, 0, box.lines, self._left, y)

    def _foot_items(self, number: int, total: int) -> list[Item]:
        foot: Foot = self._foot
        items: list[Item] = []
        y = self._y
        note = Type(FontRole.BODY, paper.FOOT_SIZE)
        room = self._width
        if foot.pages is PageNumbers.DASHED:
            kind = Type(FontRole.NUMBER, paper.NOTE_SIZE)
            align = Align.RIGHT if number % 2 else Align.LEFT
            inset = paper.NOTE_SIZE * UNIT * (-1 if number % 2 else 1)
            items.append(self._words(f"— {number} —", kind, y, align).moved(inset, 0.0))
            y += kind.size * paper.TABLE_PITCH * UNIT
        elif foot.pages is PageNumbers.OF_TOTAL:
            items.append(
                self._words(f"{number} / {total}", Type(FontRole.NUMBER, paper.PAGE_NUMBER_SIZE), y, Align.RIGHT)
            )
            room -= paper.PAGE_NUMBER_ROOM * UNIT
        if foot.line():
            items.append(self._words(foot.line(), note, y, Align.LEFT, width=room))
        if items and foot.pages is not PageNumbers.DASHED:
            above = self._y - 3 * UNIT
            items.append(Stroke(self._left, above, self._left + self._width, above))
        return items

    def _mark_items(self) -> list[Item]:
        items: list[Item] = []
        kind = Type(FontRole.HEADING, paper.MARK_SIZE)
        right = self._left + self._width
        top = (self._box.top - paper.MARK_RISE_MM * paper.POINTS_PER_MM) * UNIT
        for mark in reversed(self._marks):
            items += self._framed(mark, kind, right, top)
            right = min(item.x1 for item in items if isinstance(item, Stroke)) - paper.MARK_SIZE * UNIT / 2
        return items

    def _framed(self, mark: Mark, kind: Type, right: float, top: float) -> list[Item]:
        pitch = kind.size * paper.TABLE_PITCH * UNIT
        box = typeset(text(mark.word), kind, Measure(self._width, pitch), self._faces)
        width = box.layout.lineAt(0).naturalTextWidth() + kind.size * UNIT
        left, bottom = right - width, top + box.lines * pitch
        corners = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
        edges = [
            Stroke(x1, y1, x2, y2, paper.RULE * UNIT, paper.MARK_INK)
            for (x1, y1), (x2, y2) in itertools.pairwise(corners)
        ]
        return [*edges, Words(box, 0, box.lines, left + kind.size * UNIT / 2, top, paper.MARK_INK)]
