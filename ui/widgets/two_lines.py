"""Rows of two lines: title and secondary text, a column on the right, an icon, marked hits."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dutyroom.frozen import dataclass
from ui import icons, theme
from ui.widgets.drill_mark import paint_drill
from ui.widgets.hit_text import Elide, Hits, HitText, draw_hits
from ui.widgets.row_ground import has_state, paint_ground, paint_ring

LINES_ROLE = int(Qt.ItemDataRole.UserRole) + 101

_ICON = 18


@dataclass(frozen=True)
class TwoLines:
    """What one row shows; a model answers with it for ``LINES_ROLE`` and with the title for DisplayRole."""

    title: str
    secondary: str = ""
    right: str = ""
    right_secondary: str = ""
    hits: Hits = ()
    secondary_hits: Hits = ()
    icon: str = ""
    strong: bool = False
    tone: theme.Tone | None = None  # colours the right column
    drill: bool = False  # marked by the violet word


class TwoLineDelegate(QStyledItemDelegate):
    """Paints a ``TwoLines`` in the colours of the look in force.

    ``always_active`` is for a list that never has the keyboard itself, such as suggestions under a field.
    """

    def __init__(self, parent: QObject | None = None, *, always_active: bool = False) -> None:
        super().__init__(parent)
        self._always_active = always_active

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the ground, the icon and both lines."""
        lines = index.data(LINES_ROLE)
        if not isinstance(lines, TwoLines):
            super().paint(painter, option, index)
            return
        rect: QRect = option.rect
        painter.save()
        paint_ground(
            painter,
            rect,
            selected=has_state(option, QStyle.StateFlag.State_Selected),
            active=self._always_active or has_state(option, QStyle.StateFlag.State_Active),
            hovered=has_state(option, QStyle.StateFlag.State_MouseOver),
        )
        _paint_lines(painter, rect, lines)
        if has_state(option, QStyle.StateFlag.State_HasFocus):
            paint_ring(painter, rect)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of one or two lines."""
        sizes = theme.current().sizes
        lines = index.data(LINES_ROLE)
        single = isinstance(lines, TwoLines) and not lines.secondary and not lines.right_secondary
        return QSize(8 * sizes.rail // 3, sizes.row if single else sizes.row_two_lines)


def _paint_lines(painter: QPainter, rect: QRect, lines: TwoLines) -> None:
    tokens = theme.current()
    sizes = tokens.sizes
    inner = rect.adjusted(sizes.space_3, sizes.space_1, -sizes.space_3, -sizes.space_1 - 1)
    if lines.icon:
        corner = QPoint(inner.left(), inner.center().y() - _ICON // 2 + 1)
        icons.paint(painter, QRect(corner, QSize(_ICON, _ICON)), lines.icon, tokens.secondary)
        inner.setLeft(inner.left() + _ICON + sizes.space_3)
    upper, lower = _halves(inner, two=bool(lines.secondary or lines.right_secondary))
    right_ink = tokens.tone(lines.tone).ink if lines.tone is not None else tokens.secondary
    left = _beside(painter, upper, lines.right, right_ink)
    if lines.drill:
        left = paint_drill(painter, left)
    title = HitText(lines.title, lines.hits)
    draw_hits(painter, left, title, size=sizes.body, strong=lines.strong, ink=tokens.text, elide=_elide(title))
    left = _beside(painter, lower, lines.right_secondary, tokens.secondary)
    second = HitText(lines.secondary, lines.secondary_hits)
    draw_hits(painter, left, second, size=sizes.small, ink=tokens.secondary, elide=_elide(second))


def _beside(painter: QPainter, rect: QRect, text: str, ink: str) -> QRect:
    """Paint the right column of a line and return what is left of ``rect``."""
    if not text:
        return rect
    sizes = theme.current().sizes
    taken = draw_hits(painter, rect, HitText(text), size=sizes.small, ink=ink, right=True)
    return rect.adjusted(0, 0, -taken - sizes.space_3, 0)


def _elide(line: HitText) -> Elide:
    return Elide.HIT if line.hits else Elide.RIGHT


def _halves(rect: QRect, *, two: bool) -> tuple[QRect, QRect]:
    if not two:
        return rect, QRect(rect.left(), rect.bottom(), rect.width(), 0)
    half = rect.height() // 2
    upper = QRect(rect.left(), rect.top(), rect.width(), half)
    return upper, QRect(rect.left(), rect.top() + half, rect.width(), rect.height() - half)
