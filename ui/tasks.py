"""Two threads beside the screen: one writes, one reads. Their answers come back in the screen's thread.

An answer is given only while its owner lives; a question asked again under the same key makes the older
answer stale, and it is dropped.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, Signal, Slot

from dutyroom.errors import DutyroomError, Environment
from dutyroom.frozen import dataclass

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Asker:
    """Who waits for an answer. Lives in the screen's thread alone: a widget must never die in another one."""

    owner: QObject
    done: Callable[[Any], None] | None
    failed: Callable[[DutyroomError], None] | None
    key: str


@dataclass(frozen=True)
class _Job:
    number: int
    call: Callable[[], Any]


@dataclass(frozen=True)
class _Answer:
    number: int
    result: Any = None
    error: BaseException | None = None


class Lane(QObject):
    """One thread that does one thing after the other."""

    broken = Signal(object)
    """A bug: the exception that a call raised and nobody expected."""
    refused = Signal(object)
    """A DutyroomError whose asker left it to the window to show."""
    _answered = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._answers: deque[_Answer] = deque()
        self._askers: dict[int, _Asker] = {}
        self._newest: dict[str, int] = {}
        self._stale: set[int] = set()
        self._number = 0
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def submit(
        self,
        call: Callable[[], T],
        owner: QObject,
        done: Callable[[T], None] | None = None,
        failed: Callable[[DutyroomError], None] | None = None,
        *,
        key: str = "",
    ) -> None:
        """Do ``call`` on this lane; ``done`` or ``failed`` is called in the screen's thread while ``owner`` lives.

        With a ``key``, an answer is dropped once the same owner has asked again under it.
        """
        self._number += 1
        full_key = f"{id(owner)}:{key}" if key else ""
        if full_key:
            if full_key in self._newest:
                self._stale.add(self._newest[full_key])
            self._newest[full_key] = self._number
        self._askers[self._number] = _Asker(owner, done, failed, full_key)
        self._jobs.put(_Job(self._number, call))

    @property
    def idle(self) -> bool:
        """Return whether every answer has been delivered."""
        return not self._askers

    def drain(self) -> None:
        """Deliver what is outstanding before going on; for closing, the tour, and tests."""
        while not self.idle:
            # Without a limit of time: with one Qt returns at once, and the wait takes the processor from the lane.
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def stop(self) -> None:
        """Finish what was submitted and end the thread."""
        self._jobs.put(None)
        self._thread.join()
        QCoreApplication.sendPostedEvents(self, 0)

    def _work(self) -> None:
        while self._do_next():
            pass

    def _do_next(self) -> bool:
        """Do one job. Nothing of it is held in this thread when its answer is told: a widget dies in its own thread."""
        job = self._jobs.get()
        if job is None:
            return False
        number, call = job.number, job.call
        del job
        try:
            self._answers.append(_Answer(number) if number in self._stale else _Answer(number, call()))
        except BaseException as error:  # noqa: BLE001 - every error is reported in _deliver
            self._answers.append(_Answer(number, error=error))
        del call
        self._answered.emit()
        return True

    @Slot()
    def _deliver(self) -> None:
        answer = self._answers.popleft()
        asker = self._askers.pop(answer.number)
        stale = answer.number in self._stale
        self._stale.discard(answer.number)
        if asker.key and self._newest.get(asker.key) == answer.number:
            del self._newest[asker.key]
        if stale and (answer.error is None or isinstance(answer.error, DutyroomError)):
            return
        if not shiboken6.isValid(asker.owner):
            if answer.error is not None:
                _log.error("a call failed after its page was closed", exc_info=answer.error)
            return
        if answer.error is None:
            if asker.done is not None:
                asker.done(answer.result)
        elif isinstance(answer.error, DutyroomError):
            (asker.failed or self.refused.emit)(answer.error)
        else:
            _log.error("a call broke", exc_info=answer.error)
            if asker.failed is not None:  # so that the form that asked can be used again
                asker.failed(Environment("work.broken"))
            self.broken.emit(answer.error)
