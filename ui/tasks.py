"""Two threads beside the screen: one writes, one reads. Their answers come back in the screen's thread.

An answer is given only while its owner lives; a question asked again under the same key makes the older
answer stale, and it is dropped.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, Signal

from dutyroom.errors import DutyroomError

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Job:
    call: Callable[[], Any]
    owner: QObject
    done: Callable[[Any], None] | None
    failed: Callable[[DutyroomError], None] | None
    key: str
    number: int


@dataclass(frozen=True)
class _Answer:
    job: _Job
    result: Any = None
    error: BaseException | None = None


class Lane(QObject):
    """One thread that does one thing after the other."""

    broken = Signal(object)
    """A bug: the exception that a call raised and nobody expected."""
    refused = Signal(object)
    """A DutyroomError whose asker left it to the window to show."""
    _answered = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._newest: dict[str, int] = {}
        self._number = 0
        self._waiting = 0
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
            self._newest[full_key] = self._number
        self._waiting += 1
        self._jobs.put(_Job(call, owner, done, failed, full_key, self._number))

    @property
    def idle(self) -> bool:
        """Return whether every answer has been delivered."""
        return self._waiting == 0

    def drain(self) -> None:
        """Deliver what is outstanding before going on; for closing, the tour, and tests."""
        while not self.idle:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)

    def stop(self) -> None:
        """Finish what was submitted and end the thread."""
        self._jobs.put(None)
        self._thread.join()
        QCoreApplication.sendPostedEvents(self, 0)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            if job.key and self._newest.get(job.key, 0) > job.number:
                self._answered.emit(_Answer(job))
                continue
            try:
                answer = _Answer(job, job.call())
            except BaseException as error:  # noqa: BLE001 - every error is reported in _deliver
                answer = _Answer(job, error=error)
            self._answered.emit(answer)

    def _deliver(self, answer: _Answer) -> None:
        self._waiting -= 1
        job = answer.job
        stale = bool(job.key) and self._newest.get(job.key) != job.number
        if stale and answer.error is None:
            return
        if not shiboken6.isValid(job.owner):
            if answer.error is not None:
                _log.error("a call failed after its page was closed", exc_info=answer.error)
            return
        if answer.error is None:
            if job.done is not None:
                job.done(answer.result)
        elif isinstance(answer.error, DutyroomError):
            if job.failed is not None:
                job.failed(answer.error)
            else:
                self.refused.emit(answer.error)
        else:
            _log.error("a call broke", exc_info=answer.error)
            self.broken.emit(answer.error)
