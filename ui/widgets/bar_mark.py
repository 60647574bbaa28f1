"""A number with a bar beside it, as long as its share of the longest: numbers that people compare are drawn."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter

from dutyroom.frozen import dataclass
from ui import theme

_GAP = 8
_LEAST = 6


@dataclass(frozen=True)
class Bar:
    """A number, and the longest of its column."""

    count: int
    most: int


def paint_bar(painter: QPainter, rect: QRect, bar: Bar, *, strong: bool = False) -> None:
    """Paint the number at the left, right-aligned in three figures, and its bar in what is left of ``rect``."""
    tokens = theme.current()
    figures = theme.metrics(tokens.sizes.body, strong=strong).horizontalAdvance("000")
    painter.setFont(theme.font(tokens.sizes.body, strong=strong))
    painter.setPen(QColor(tokens.text if bar.count else tokens.secondary))
    number = QRect(rect.left(), rect.top(), figures, rect.height())
    painter.drawText(number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(bar.count))
    room = rect.width() - figures - _GAP
    length = round(room * bar.count / bar.most) if bar.most else 0
    height = max(_LEAST, rect.height() // 3)
    top = rect.top() + (rect.height() - height) // 2
    colour = tokens.accent if strong else tokens.placeholder
    painter.fillRect(number.right() + _GAP, top, length, height, QColor(colour))
