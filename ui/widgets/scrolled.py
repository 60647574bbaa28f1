"""A part that is scrolled up and down where its place is too low."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui import theme


class Scrolled(QScrollArea):
    """Shows ``part`` as wide as there is room; ``plain`` lets the ground behind it be seen.

    A part that needs no more than ``least`` pixels of height is never scrolled.
    """

    def __init__(self, part: QWidget, parent: QWidget | None = None, *, plain: bool = True, least: int = 0) -> None:
        super().__init__(parent)
        self._least = least
        self.setWidget(part)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if plain:
            for widget in (part, self):
                theme.mark(widget, area="plain")

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which it can be used."""
        least, part = super().minimumSizeHint(), self.widget()
        needed = min(part.minimumSizeHint().height(), self._least) if part is not None else 0
        return QSize(least.width(), max(least.height(), needed))

    def sizeHint(self) -> QSize:
        """Return the size at which nothing has to be scrolled."""
        part = self.widget()
        layout = part.layout() if part is not None else None
        if part is None or layout is None:
            return super().sizeHint()
        wanted = part.sizeHint()
        width = max(wanted.width(), self.minimumWidth())
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else wanted.height()
        return QSize(wanted.width(), height)
