"""How a figure moved, as a small drawn line: one step for each time somebody told it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dutyroom.incidents.events import Fact
from dutyroom.incidents.words import number_words
from ui import theme

_WIDTH, _HEIGHT, _EDGE, _DOT = 84, 24, 4, 2.5


class FactLine(QWidget):
    """Draws values from left to right in the order in which they were so; the last one is a dot."""

    def __init__(self, facts: Sequence[Fact], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ordered = sorted(facts, key=lambda fact: (fact.said_at, fact.seq))
        self._values = [float(fact.value) for fact in ordered if not isinstance(fact.value, bool)]
        words = [number_words(fact.value) for fact in ordered if not isinstance(fact.value, bool)]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(" → ".join(words))
        self.setAccessibleName(" → ".join(words))

    def sizeHint(self) -> QSize:
        """Return the size of the line."""
        return QSize(_WIDTH, _HEIGHT)

    def points(self) -> list[QPointF]:
        """Return where the values stand, in logical pixels."""
        low, high = min(self._values), max(self._values)
        across = (_WIDTH - 2 * _EDGE) / max(1, len(self._values) - 1)
        up = (_HEIGHT - 2 * _EDGE) / ((high - low) or 1)
        foot = _HEIGHT - _EDGE if high > low else _HEIGHT / 2
        return [QPointF(_EDGE + place * across, foot - (value - low) * up) for place, value in enumerate(self._values)]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw steps and the last value."""
        if len(self._values) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(theme.current().accent)
        painter.setPen(QPen(colour, 1.5))
        points = self.points()
        for before, after in itertools.pairwise(points):
            corner = QPointF(after.x(), before.y())
            painter.drawLine(before, corner)
            painter.drawLine(corner, after)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(points[-1], _DOT, _DOT)
        painter.end()
