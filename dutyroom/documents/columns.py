"""How wide the columns of a table and of a form are, the same on the screen, in docx and in xlsx."""

from __future__ import annotations

from collections.abc import Sequence

from dutyroom.documents.characters import balanced, widest_token, width_of
from dutyroom.documents.model import FieldGrid, RowKind, Table, plain
from dutyroom.documents.paper import CELL_PADDING_X

_LARGEST_MINIMUM = 0.3  # of the table: a longer word is broken rather than let a column push out the others
_NAME = 4.0  # in sizes: names and terms of up to four characters are not broken
_SLACK = 0.3  # in sizes of the type: the faces of another machine may run a little wider


def table_widths(table: Table, width: float) -> tuple[float, ...]:
    """Return the widths of the columns in points, together ``width``.

    They follow the weights, but a column is at least so wide that its numbers and times stand unbroken, as long as
    that leaves room for the others.
    """
    minimums = _minimums(table, width)
    weights = [column.weight for column in table.columns]
    if sum(minimums) >= width:
        total = sum(weights)
        return tuple(width * weight / total for weight in weights)
    return tuple(_shared(weights, minimums, width))


def _minimums(table: Table, width: float) -> list[float]:
    widest = [_title_width(column.title) for column in table.columns]
    for row in table.rows:
        if row.kind is RowKind.CELLS:
            for index, cell in enumerate(row.cells):
                widest[index] = max(widest[index], _cell_width(plain(cell)))
    cap = width * _LARGEST_MINIMUM
    return [min((most + _SLACK) * table.size + 2 * CELL_PADDING_X, cap) for most in widest]


def _cell_width(words: str) -> float:
    """Return what a cell needs in sizes: its longest number or Latin word, or all of a name or a term."""
    whole = width_of(words)
    return max(whole if whole <= _NAME else 0.0, widest_token(words))


def _title_width(title: str) -> float:
    """Return what a title needs in sizes: three characters stay whole, a longer one reads well in two lines."""
    whole = width_of(title)
    return max(min(whole, 3.0), whole / 2, widest_token(title))


def title_lines(title: str, size: float, width: float) -> str:
    """Return the title of a column ``width`` points wide, parted into even lines where it needs more than one."""
    return balanced(title, (width - 2 * CELL_PADDING_X) / size)


def _shared(weights: Sequence[float], minimums: Sequence[float], width: float) -> list[float]:
    fixed: set[int] = set()
    while True:
        free = width - sum(minimums[index] for index in fixed)
        total = sum(weight for index, weight in enumerate(weights) if index not in fixed)
        result = [minimums[index] if index in fixed else free * weight / total for index, weight in enumerate(weights)]
        short = {index for index, got in enumerate(result) if index not in fixed and got < minimums[index]}
        if not short:
            return result
        fixed |= short


def field_widths(grid: FieldGrid, width: float) -> tuple[float, float]:
    """Return the widths of a label and of its value, for a field that takes one pair of ``grid``, in points."""
    pair = width / grid.columns
    longest = max((width_of(field.label) for field in grid.fields), default=0.0)
    label = max(pair * grid.label_share, min(longest * grid.size + 2 * CELL_PADDING_X, pair * 0.5))
    return label, pair - label


def fitting_size(words: str, size: float, width: float) -> float:
    """Return the type size, at most ``size``, in which ``words`` stand in one line of ``width`` points."""
    return min(size, width / max(width_of(words), 1.0))


def label_width(label: str, size: float) -> float:
    """Return the room in points for the label before a place to sign."""
    return (width_of(label) + 0.5) * size
