"""Sees to it that Python's collector runs in the screen's thread alone.

The collector runs in whatever thread makes the next object. Garbage may hold widgets, and a widget that is taken
apart by one of the lanes ends the program. So the automatic turns are switched off and taken here, by a timer.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 5000


class Tidying(QObject):
    """Takes the collector's turns while it lives; ``stop`` gives them back."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    @Slot()
    def collect(self) -> None:
        """Collect what Python would have collected by now."""
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Give the turns back to Python."""
        self._timer.stop()
        gc.enable()
