"""The violet word before whatever belongs to a drill: painted in rows, so that no row is taken for the real thing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from dutyroom.log.rules import DRILL_SIGN
from ui import theme
from ui.widgets.hit_text import HitText, draw_hits

_SIDE = 6
_GAP = 6


def drill_word() -> str:
    """Return the word for a drill in the language of the screen."""
    return QCoreApplication.translate("DrillMark", "Drill")


def is_marked(number: str, *, drill: bool, drill_room: bool) -> bool:
    """Return whether a row bears the mark: in a drill room, where all are drills, only what is numbered as one."""
    return drill and (not drill_room or number.startswith(DRILL_SIGN))


def paint_drill(painter: QPainter, rect: QRect) -> QRect:
    """Paint the mark at the left of ``rect``, centred upright, and return what is left of it."""
    pair, small = theme.current().drill, theme.current().sizes.small
    metrics = theme.metrics(small, strong=True)
    word = drill_word()
    width, height = metrics.horizontalAdvance(word) + 2 * _SIDE, min(metrics.height() + 2, rect.height())
    box = QRect(rect.left(), rect.top() + (rect.height() - height) // 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(pair.ground))
    painter.drawRoundedRect(QRectF(box), 4, 4)
    painter.restore()
    draw_hits(painter, box.adjusted(_SIDE, 0, 0, 0), HitText(word), size=small, strong=True, ink=pair.ink)
    return rect.adjusted(width + _GAP, 0, 0, 0)
