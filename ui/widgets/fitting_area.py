"""A part of a dialog that shows all it holds where the screen has room, and is scrolled where not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QWidget

from ui import first_size
from ui.widgets.scrolled import Scrolled

_AROUND = 240  # for the words above, a message and the buttons of a dialog
_LEAST = 120


class FittingArea(Scrolled):
    """Is as large as its part wants to be, but never so high that the buttons below leave the screen."""

    def room(self) -> int:
        """Return the height in pixels that this may take of its screen."""
        return max(first_size.room_for(self).height() - _AROUND, _LEAST)

    def sizeHint(self) -> QSize:
        """Return the size of the part, as far as there is room."""
        return self._within(self._part().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """Return the least size of the part, as far as there is room."""
        return self._within(self._part().minimumSizeHint())

    def hasHeightForWidth(self) -> bool:
        """Return whether words in it break."""
        return self._part().hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """Return the height in pixels that the part needs at a width, as far as there is room."""
        return min(self._part().heightForWidth(width), self.room())

    def event(self, event: QEvent) -> bool:
        """Tell the dialog when the part has become larger or smaller."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def _part(self) -> QWidget:
        part = self.widget()
        assert part is not None
        return part

    def _within(self, wanted: QSize) -> QSize:
        scrolled = self.verticalScrollBar().sizeHint().width() if wanted.height() > self.room() else 0
        return QSize(wanted.width() + scrolled, min(wanted.height(), self.room()))
