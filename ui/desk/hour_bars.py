"""How many matters came in each hour of the day, drawn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

_HOURS = 24
_LABELLED = (0, 6, 12, 18)


class HourBars(QWidget):
    """Twenty-four bars; the present hour in the accent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: tuple[int, ...] = (0,) * _HOURS
        self._now = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Received today, hour by hour"))

    def show_hours(self, counts: Sequence[int], now: int) -> None:
        """Show ``counts`` of the hours 0 to 23; ``now`` is the present hour."""
        if (tuple(counts), now) == (self._counts, self._now):
            return
        self._counts = tuple(counts)
        self._now = now
        self.setAccessibleDescription(", ".join(f"{hour}: {count}" for hour, count in enumerate(counts) if count))
        self.setToolTip(self.tr("{count} received today").format(count=sum(counts)))
        self.update()

    def sizeHint(self) -> QSize:
        """Return a low, wide size."""
        return QSize(260, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bars, hairline and four hours."""
        tokens = theme.current()
        painter = QPainter(self)
        painter.setFont(theme.font(10))
        text = painter.fontMetrics().height()
        ground = self.height() - text
        top = max(1, *self._counts)
        step = self.width() / _HOURS
        for hour, count in enumerate(self._counts):
            height = round((ground - 2) * count / top)
            bar = QRect(round(hour * step) + 1, ground - height, max(2, round(step) - 3), height)
            painter.fillRect(bar, QColor(tokens.accent if hour == self._now else tokens.placeholder))
        painter.fillRect(0, ground, self.width(), 1, QColor(tokens.hairline))
        painter.setPen(QColor(tokens.secondary))
        for hour in _LABELLED:
            painter.drawText(QRect(round(hour * step), ground, 40, text), Qt.AlignmentFlag.AlignLeft, f"{hour:02d}")
