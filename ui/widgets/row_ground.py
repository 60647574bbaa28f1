"""The ground of a row in lists and tables: hover, selection, focus ring, hairline; the same everywhere."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui import theme

_RING = 2


def paint_ground(
    painter: QPainter,
    rect: QRect,
    *,
    selected: bool = False,
    active: bool = True,
    hovered: bool = False,
    hairline: bool = True,
) -> None:
    """Paint what lies under a row; ``active`` is whether the keyboard is in this view."""
    tokens = theme.current()
    ground = None
    if selected:
        ground = tokens.selection if active else tokens.selection_idle
    elif hovered:
        ground = tokens.hover
    if ground is not None:
        painter.fillRect(rect, QColor(ground))
    if hairline:
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.hairline))


def paint_ring(painter: QPainter, rect: QRect, *, first: bool = True, last: bool = True) -> None:
    """Paint the focus ring of a row, or of one cell of it: ``first`` and ``last`` close its ends."""
    colour = QColor(theme.current().accent)
    painter.fillRect(rect.left(), rect.top(), rect.width(), _RING, colour)
    painter.fillRect(rect.left(), rect.bottom() - _RING + 1, rect.width(), _RING, colour)
    if first:
        painter.fillRect(rect.left(), rect.top(), _RING, rect.height(), colour)
    if last:
        painter.fillRect(rect.right() - _RING + 1, rect.top(), _RING, rect.height(), colour)


def has_state(option: QStyleOptionViewItem, flag: QStyle.StateFlag) -> bool:
    """Return whether the row that ``option`` describes is in a state."""
    state: QStyle.StateFlag = option.state
    return bool(state & flag)
