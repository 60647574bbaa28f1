"""The mark of a matter's urgency, told apart by weight and outline alone: colours belong to grades.

Flash is a filled block, immediate a heavy outline with a strong word, urgent a thin outline, routine a plain word.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets.hit_text import HitText, draw_hits

UrgencyName = Literal["flash", "immediate", "urgent", "routine"]

_SIDE = 7


class UrgencyMark(QWidget):
    """Shows one urgency; ``word`` is its label in the language of the screen (特提, 特急, 加急, 平件)."""

    def __init__(self, urgency: UrgencyName, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._urgency: UrgencyName = urgency
        self._word = word
        self.set_urgency(urgency, word)

    def set_urgency(self, urgency: UrgencyName, word: str) -> None:
        """Show another urgency."""
        self._urgency = urgency
        self._word = word
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the mark."""
        return urgency_size(self._urgency, self._word)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark."""
        painter = QPainter(self)
        paint_urgency(painter, self.rect(), self._urgency, self._word)
        painter.end()


def urgency_size(urgency: UrgencyName, word: str) -> QSize:
    """Return the size of the mark with ``word``, in logical pixels."""
    metrics = theme.metrics(theme.current().sizes.small, strong=_is_strong(urgency))
    return QSize(_SIDE * 2 + metrics.horizontalAdvance(word), metrics.height() + 4)


def paint_urgency(painter: QPainter, rect: QRect, urgency: UrgencyName, word: str) -> None:
    """Paint the mark at the left of ``rect``, centred upright; for delegates."""
    tokens = theme.current()
    size = urgency_size(urgency, word)
    height = min(size.height(), rect.height())
    top = rect.top() + (rect.height() - height) // 2
    box = QRect(rect.left(), top, min(size.width(), rect.width()), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = tokens.text
    if urgency == "flash":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.text))
        painter.drawRoundedRect(QRectF(box), 4, 4)
        ink = tokens.raised
    elif urgency == "routine":
        ink = tokens.secondary
    else:
        width = 1.75 if urgency == "immediate" else 1.0
        painter.setPen(QPen(QColor(tokens.text if urgency == "immediate" else tokens.placeholder), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = width / 2
        painter.drawRoundedRect(QRectF(box).adjusted(inset, inset, -inset, -inset), 4, 4)
    painter.restore()
    text = box.adjusted(_SIDE, 0, -_SIDE + 1, 0)
    draw_hits(painter, text, HitText(word), size=tokens.sizes.small, strong=_is_strong(urgency), ink=ink)


def _is_strong(urgency: UrgencyName) -> bool:
    return urgency in ("flash", "immediate")
