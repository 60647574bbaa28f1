"""What stands on a page, and pieces of a sheet that are put on pages one below the other. Lengths are units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from dutyroom.documents import paper
from dutyroom.frozen import dataclass
from ui.printing.typesetting import UNIT, TextBox

_FEWEST_LINES = 2  # of a paragraph at the foot or the head of a page
_FEWEST_ROW_LINES = 3  # of a row that is broken, as it is longer than a page

PADDING_X = paper.CELL_PADDING_X * UNIT
PADDING_Y = paper.CELL_PADDING_Y * UNIT


@dataclass(frozen=True)
class Words:
    """Lines ``first`` to before ``last`` of a text, their top left corner at (x, y)."""

    box: TextBox
    first: int
    last: int
    x: float
    y: float
    ink: str = paper.INK

    def moved(self, x: float, y: float) -> Words:
        """Return the same further right and down."""
        return replace(self, x=self.x + x, y=self.y + y)

    def paint(self, painter: QPainter) -> None:
        """Draw it."""
        painter.setPen(QColor(f"#{self.ink}"))
        self.box.draw(painter, self.x, self.y, self.first, self.last)


@dataclass(frozen=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float = paper.HAIRLINE * UNIT
    ink: str = paper.HAIRLINE_INK

    def moved(self, x: float, y: float) -> Stroke:
        """Return the same further right and down."""
        return replace(self, x1=self.x1 + x, x2=self.x2 + x, y1=self.y1 + y, y2=self.y2 + y)

    def paint(self, painter: QPainter) -> None:
        """Draw it."""
        pen = QPen(QColor(f"#{self.ink}"), self.weight)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        painter.drawLine(QLineF(self.x1, self.y1, self.x2, self.y2))


@dataclass(frozen=True)
class Shade:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    ink: str

    def moved(self, x: float, y: float) -> Shade:
        """Return the same further right and down."""
        return replace(self, x=self.x + x, y=self.y + y)

    def paint(self, painter: QPainter) -> None:
        """Draw it."""
        painter.fillRect(QRectF(self.x, self.y, self.width, self.height), QColor(f"#{self.ink}"))


Item = Words | Stroke | Shade


@dataclass(frozen=True)
class Block:
    """A piece that is never broken: its items, from its top left corner."""

    items: tuple[Item, ...]
    height: float
    keep_next: bool = False
    new_page: bool = False

    def split(self, room: float, *, anywhere: bool) -> None:
        """Return None: it stays whole."""

    def least(self) -> float:
        """Return the least height it takes on a page."""
        return self.height

    def painted(self) -> Sequence[Item]:
        """Return its items."""
        return self.items


@dataclass(frozen=True)
class Lines:
    """Running text, broken between lines."""

    box: TextBox
    first: int
    last: int
    ink: str = paper.INK
    keep_next: bool = False
    after: float = 0.0
    new_page: bool = False

    @property
    def height(self) -> float:
        """Height of its lines and the room after them."""
        return (self.last - self.first) * self.box.pitch + self.after

    def least(self) -> float:
        """Return the least height it takes on a page."""
        return min(self.last - self.first, _FEWEST_LINES) * self.box.pitch

    def split(self, room: float, *, anywhere: bool) -> tuple[Lines, Lines] | None:
        """Return what fits into ``room`` and the rest, no single line alone on a page unless ``anywhere``."""
        count = self.last - self.first
        fitting = int(room / self.box.pitch + 1e-6)
        if fitting >= count:  # only the room after the text does not fit
            return replace(self, after=0.0), replace(self, first=self.last, after=0.0)
        if not anywhere:
            fitting = min(fitting, count - _FEWEST_LINES)
        if fitting < (1 if anywhere else _FEWEST_LINES):
            return None
        at = self.first + fitting
        return replace(self, last=at, after=0.0), replace(self, first=at)

    def painted(self) -> Sequence[Item]:
        """Return its lines."""
        return (Words(self.box, self.first, self.last, 0.0, 0.0, self.ink),)


@dataclass(frozen=True)
class Cell:
    """A cell of a row: where it stands, and the lines of its text that belong here.

    ``above`` and ``below`` say that it is one with the cell of the row above or below; whoever knows where the rows
    come to stand puts the words of such a cell on the page (``TableRow.painted`` leaves them out).
    """

    x: float
    width: float
    box: TextBox
    first: int
    last: int
    shade: str = ""
    middle: bool = False
    above: bool = False
    below: bool = False

    @property
    def joined(self) -> bool:
        """Return whether it is part of a cell over several rows."""
        return self.above or self.below

    def words(self, top: float, height: float) -> Words:
        """Return its words in the middle of a room ``height`` high."""
        used = (self.last - self.first) * self.box.pitch
        return Words(self.box, self.first, self.last, self.x + PADDING_X, top + (height - used) / 2)


@dataclass(frozen=True)
class TableRow:
    """A ruled row; ``head`` is the row to repeat where it comes to stand on a new page."""

    cells: tuple[Cell, ...]
    keep_next: bool = False
    head: TableRow | None = None
    new_page: bool = False

    @property
    def height(self) -> float:
        """Height of its longest cell."""
        return max((cell.last - cell.first) * cell.box.pitch for cell in self.cells) + 2 * PADDING_Y

    def least(self) -> float:
        """Return the least height it takes on a page if it has to be broken."""
        return min(self.height, _FEWEST_ROW_LINES * self.cells[0].box.pitch + 2 * PADDING_Y)

    def split(self, room: float, *, anywhere: bool) -> tuple[TableRow, TableRow] | None:
        """Return the lines that fit into ``room`` and the rest."""
        if not anywhere and room < self.least():
            return None
        upper, lower = [], []
        for cell in self.cells:
            fitting = max(int((room - 2 * PADDING_Y) / cell.box.pitch + 1e-6), 0)
            at = min(cell.first + fitting, cell.last)
            upper.append(replace(cell, last=at, above=False, below=False))  # a row that long stands for itself
            lower.append(replace(cell, first=at, above=False, below=False))
        if all(cell.first == cell.last for cell in upper):
            return None
        return replace(self, cells=tuple(upper)), replace(self, cells=tuple(lower))

    def painted(self) -> Sequence[Item]:
        """Return shades, words and rules of its cells."""
        height = self.height
        shades: list[Item] = []
        words: list[Item] = []
        for cell in self.cells:
            if cell.shade:
                shades.append(Shade(cell.x, 0.0, cell.width, height, cell.shade))
            if cell.last > cell.first and not cell.joined:
                placed = cell.words(0.0, height)
                words.append(placed if cell.middle else replace(placed, y=PADDING_Y))
        right = self.cells[-1].x + self.cells[-1].width
        rules = [*self._across(0.0, [not cell.above for cell in self.cells])]
        rules += self._across(height, [not cell.below for cell in self.cells])
        rules += [Stroke(x, 0.0, x, height) for x in (*(cell.x for cell in self.cells), right)]
        return (*shades, *words, *rules)

    def _across(self, y: float, ruled: Sequence[bool]) -> Iterator[Stroke]:
        """Yield the lines across at ``y``, as long as the cells below each other are parted there."""
        for parted, cells in groupby(zip(ruled, self.cells, strict=True), key=itemgetter(0)):
            if parted:
                line = [cell for _parted, cell in cells]
                yield Stroke(line[0].x, y, line[-1].x + line[-1].width, y)


Piece = Block | Lines | TableRow
