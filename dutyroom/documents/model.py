"""One model of a sheet of paper, written by every writer alike: screen, printer, PDF, docx and xlsx.

A sheet is a title, blocks from top to bottom, marks on every page and a foot. It holds words only: labels are
looked up and moments are put into words by whoever fills the sheet.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from dutyroom.documents.characters import legible
from dutyroom.documents.paper import (
    GBT_9704,
    LETTER_SIZE,
    RULE,
    TABLE_SIZE,
    TITLE_SIZE,
    FontRole,
    Margins,
    Orientation,
)
from dutyroom.frozen import dataclass


class Align(StrEnum):
    """Where a line of type stands between its edges."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one manner; what was corrected stays on paper as a ``struck`` run."""

    text: str
    bold: bool = False
    struck: bool = False


Text = tuple[Run, ...]


def text(*parts: str | Run) -> Text:
    """Return a text of ``parts``, a plain string being a plain run; empty parts fall away."""
    runs = (part if isinstance(part, Run) else Run(part) for part in parts)
    return tuple(run for run in runs if run.text)


def plain(words: Text) -> str:
    """Return the characters of ``words`` without their manner."""
    return "".join(run.text for run in words)


def paragraphs(words: Text) -> tuple[Text, ...]:
    """Return ``words``, made legible, cut at their line ends; each part keeps its manner."""
    parts: list[list[Run]] = [[]]
    for piece in words:
        first, *rest = legible(piece.text).split("\n")
        parts[-1].append(Run(first, piece.bold, piece.struck))
        parts.extend([Run(line, piece.bold, piece.struck)] for line in rest)
    return tuple(tuple(run for run in part if run.text) for part in parts)


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a part: level 1 is 黑体, 2 is 楷体, 3 and 4 are bold and plain 仿宋 (GB/T 9704-2012, 7.3.3)."""

    words: Text
    level: int = 1
    size: float = LETTER_SIZE


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``first_indent``, ``left_indent`` and ``right_indent`` count characters of its size."""

    words: Text
    align: Align = Align.JUSTIFY
    size: float = LETTER_SIZE
    role: FontRole = FontRole.BODY
    first_indent: float = 2
    left_indent: float = 0
    right_indent: float = 0


@dataclass(frozen=True, slots=True)
class Masthead:
    """The name of the issuing body in large red type, as at the head of a letter or a bulletin."""

    words: str
    size: float = 36.0
    red: bool = True


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a document that stands below something else, such as its masthead."""

    words: str
    size: float = TITLE_SIZE


@dataclass(frozen=True, slots=True)
class SplitLine:
    """One line with words at either end: issuer and date, document number and who signed."""

    left: Text
    right: Text
    size: float = LETTER_SIZE
    role: FontRole = FontRole.BODY


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the type area, ``weight`` in points."""

    red: bool = False
    weight: float = RULE


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value in a form; ``span`` is how many pairs of its row it takes."""

    label: str
    value: Text
    span: int = 1


@dataclass(frozen=True, slots=True)
class FieldGrid:
    """A ruled form of labels and values, ``columns`` pairs to a row, the last field of a row stretched to its end."""

    fields: tuple[Field, ...]
    columns: int = 2
    size: float = TABLE_SIZE
    label_share: float = 0.3  # of the width of a pair

    def rows(self) -> tuple[tuple[Field, ...], ...]:
        """Return the fields row by row, every row filled to its end."""
        rows: list[tuple[Field, ...]] = []
        row: list[Field] = []
        free = self.columns
        for field in self.fields:
            span = max(1, min(field.span, self.columns))
            if row and span > free:
                rows.append(_stretched(row, free))
                row, free = [], self.columns
            row.append(Field(field.label, field.value, span))
            free -= span
        if row:
            rows.append(_stretched(row, free))
        return tuple(rows)


def _stretched(row: list[Field], free: int) -> tuple[Field, ...]:
    last = row[-1]
    return (*row[:-1], Field(last.label, last.value, last.span + free))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: ``weight`` is its share of the width, ``align`` that of its cells; titles are centred.

    Where ``joined``, equal words one below the other stand once, in one cell over all their rows.
    """

    title: str
    weight: float = 1
    align: Align = Align.LEFT
    joined: bool = False


class RowKind(StrEnum):
    """A row of cells, or one cell across the table that names the rows below it."""

    CELLS = "cells"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, a cell for each column; a GROUP has one cell."""

    cells: tuple[Text, ...]
    kind: RowKind = RowKind.CELLS


def row(*cells: str | Text) -> Row:
    """Return a row of ``cells``, a plain string being a plain text."""
    return Row(tuple(text(cell) if isinstance(cell, str) else cell for cell in cells))


def group(words: str) -> Row:
    """Return a row that names the rows below it."""
    return Row((text(words),), RowKind.GROUP)


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose header is repeated on every page.

    ``empty`` is what stands there when it has no rows; ``continued`` follows the first cell of a row again where a
    spreadsheet cannot hold the row in one. ``middle`` puts words halfway up their cells, as on a roster.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    size: float = TABLE_SIZE
    empty: str = ""
    continued: str = "…"
    middle: bool = False

    def __post_init__(self) -> None:
        if not self.columns or any(column.weight <= 0 for column in self.columns):
            raise ValueError("a table has at least one column, and each has a width")
        for line in self.rows:
            wanted = 1 if line.kind is RowKind.GROUP else len(self.columns)
            if len(line.cells) != wanted:
                raise ValueError(f"a row of {len(line.cells)} cells does not fit {wanted}")

    def body(self) -> tuple[Row, ...]:
        """Return the rows to write: those there are, or the one that says there are none."""
        return self.rows or ((group(self.empty),) if self.empty else ())

    def same_as_above(self) -> tuple[tuple[bool, ...], ...]:
        """Return for each row of the body, and each column, whether its cell goes on with the one above it."""
        rows = self.body()
        nothing = (False,) * len(self.columns)
        return tuple(
            tuple(
                column.joined and bool(words) and words == over
                for column, words, over in zip(self.columns, line.cells, above.cells, strict=True)
            )
            if above is not line and above.kind is line.kind is RowKind.CELLS
            else nothing
            for above, line in zip((*rows[:1], *rows), rows, strict=False)
        )


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: what for, and what is already known of it."""

    label: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """Places to sign side by side, each label followed by a line to write on."""

    places: tuple[Signature, ...]
    size: float = 12.0


@dataclass(frozen=True, slots=True)
class Spacer:
    """Empty room, in millimetres."""

    height_mm: float = 4.0


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = (
    Heading | Paragraph | Masthead | Title | SplitLine | Rule | FieldGrid | Table | SignatureLine | Spacer | PageBreak
)


class PageNumbers(StrEnum):
    """How pages are numbered: ``1 / 3`` at the right, ``— 1 —`` right on odd and left on even pages, or not at all.

    The second is the manner of GB/T 9704-2012, 7.5.
    """

    OF_TOTAL = "of_total"
    DASHED = "dashed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands below every page: who printed it, when, and the head of the journal, which proves the file.

    Each is a finished phrase (``打印：林一川``); an empty one is left out.
    """

    printed_by: str = ""
    printed_at: str = ""
    journal_head: str = ""
    pages: PageNumbers = PageNumbers.OF_TOTAL

    def line(self) -> str:
        """Return the phrases in one line."""
        return " · ".join(part for part in (self.printed_by, self.printed_at, self.journal_head) if part)


class MarkKind(StrEnum):
    """What a mark on every page warns of."""

    DRILL = "drill"
    DRAFT = "draft"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Mark:
    """A word in a frame at the top of every page."""

    kind: MarkKind
    word: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document; ``margins`` are those of the upright page, ``made_at`` goes into the properties of files.

    ``title`` names files too; with ``show_title`` off a Title among the blocks says it in its own place.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    subtitle: str = ""
    orientation: Orientation = Orientation.PORTRAIT
    foot: Foot = Foot()
    marks: tuple[Mark, ...] = ()
    title_size: float = TITLE_SIZE
    show_title: bool = True
    margins: Margins = GBT_9704
    author: str = ""
    made_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.made_at is not None and self.made_at.tzinfo is None:
            raise ValueError("a naive datetime has no place in the duty room")
