"""How far work in another thread is, as the screen hears of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_PULSE_MS = 50


class Reached:
    """The working thread writes down how far it is: a signal for every step would flood the screen's thread."""

    def __init__(self) -> None:
        self.figures = (0, 0)

    def tell(self, done: int, total: int) -> None:
        """Take note; may be called in any thread. ``total`` is 0 where nobody knows it."""
        self.figures = (done, total)


class Progress(QObject):
    """Looks at it twenty times a second; ``moved`` carries what is done, and of how many."""

    moved = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reached = Reached()
        self._said = (0, 0)
        self._pulse = QTimer(self)
        self._pulse.setInterval(_PULSE_MS)
        self._pulse.timeout.connect(self.look)

    def begin(self) -> Reached:
        """Return what the next work tells how far it is; what an earlier one still tells is heard no more."""
        self._reached, self._said = Reached(), (0, 0)
        self._pulse.start()
        return self._reached

    def end(self) -> None:
        """Look once more, and rest."""
        self._pulse.stop()
        self.look()

    @Slot()
    def look(self) -> None:
        """Say how far it is, where that has changed."""
        if self._reached.figures != self._said:
            self._said = self._reached.figures
            self.moved.emit(*self._said)
