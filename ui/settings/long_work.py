"""Work that takes minutes: in a thread of its own, so that logging goes on, with progress and a way to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from dutyroom.errors import DutyroomError, Refused
from ui import theme
from ui.progress import Progress, Reached
from ui.tasks import Lane

CANCELLED = "work.cancelled"
T = TypeVar("T")
Told = Callable[[int, int], None]


class LongWork(QObject):
    """Does one long thing at a time. ``done`` carries its result, ``failed`` a DutyroomError."""

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    broken = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane: Lane | None = None
        self._stopped = threading.Event()
        self._progress = Progress(self)
        self._progress.moved.connect(self.progressed)
        self._reached = Reached()

    def is_running(self) -> bool:
        """Return whether something is under way."""
        return self._lane is not None

    def start(self, call: Callable[[Told], T]) -> None:
        """Do ``call``, handing it what it tells its progress to; ignored while something is under way."""
        if self._lane is not None:
            return
        self._stopped.clear()
        self._reached = self._progress.begin()
        self._lane = Lane("long-work", self)
        self._lane.broken.connect(self._broke)
        self._lane.submit(partial(call, self._tell), self, self._finish, self._fail)

    @Slot()
    def cancel(self) -> None:
        """Ask the work to end at its next step."""
        self._stopped.set()

    def stop(self) -> None:
        """End the work and wait for it; before the room is closed."""
        self.cancel()
        if self._lane is not None:
            self._lane.drain()
            self._release()

    def _tell(self, done: int, total: int) -> None:
        if self._stopped.is_set():
            raise Refused(CANCELLED)
        self._reached.tell(done, total)

    def _finish(self, result: object) -> None:
        self._release()
        self.done.emit(result)

    def _fail(self, error: DutyroomError) -> None:
        self._release()
        if error.code == CANCELLED:
            self.cancelled.emit()
        else:
            self.failed.emit(error)

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        self._release()
        self.broken.emit(error)

    def _release(self) -> None:
        self._progress.end()
        if self._lane is not None:
            self._lane.stop()
            self._lane.deleteLater()
            self._lane = None


class ProgressLine(QWidget):
    """A sentence, a bar and a button that stops; hidden while nothing is under way."""

    def __init__(self, work: LongWork, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._label = QLabel(text, self)
        self._bar = QProgressBar(self)
        self._stop = QPushButton(self.tr("&Stop"), self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(text)
        theme.mark(self._label, type="secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().sizes.space_3)
        row.addWidget(self._label)
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        self.hide()
        self._connect_signals()

    def _connect_signals(self) -> None:
        self._stop.clicked.connect(self._work.cancel)
        self._work.progressed.connect(self.show_progress)
        self._work.done.connect(self.hide)
        self._work.failed.connect(self.hide)
        self._work.cancelled.connect(self.hide)
        self._work.broken.connect(self.hide)

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is; an unknown total moves the bar to and fro."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def begin(self) -> None:
        """Show that it has begun."""
        self._bar.setRange(0, 0)
        self.show()
