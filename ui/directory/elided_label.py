"""A line of quiet text that gives way where there is no room, and shows the rest on hover."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme
from ui.widgets.hit_text import HitText, draw_hits


class ElidedLabel(QLabel):
    """A secondary label of one line, shortened at its end; ``tone`` colours it."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._tone: theme.Tone | None = None
        self._small = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def set_tone(self, tone: theme.Tone | None) -> None:
        """Write in a tone, or quietly."""
        self._tone = tone
        self.update()

    def set_small(self) -> None:
        """Write in the size of captions."""
        self._small = True
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return that any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits."""
        tokens = theme.current()
        ink = tokens.secondary if self._tone is None else tokens.tone(self._tone).ink
        painter = QPainter(self)
        size = tokens.sizes.small if self._small else tokens.sizes.body
        draw_hits(painter, self.rect(), HitText(self.text()), size=size, ink=ink)
        painter.end()
