"""Wakes the sweep: at the start, every second, after a commit that made something due. Holds no deadline itself.

APScheduler only counts the seconds. Its jobs live in memory; a job that was missed is run late, once, since what is due
stands in the data file and the sweep acts on it at any time. It counts by the wall clock, and stands still when that is
set back; so a guard counts by the steady clock and sets its jobs going again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from dutyroom.alerts.sweep import AUDIT_EVERY_SECONDS, Sweeper
from dutyroom.changes import Announcer, Changes, Topic

_log = logging.getLogger(__name__)
SWEEP_EVERY_SECONDS = 1.0


def load_scheduler() -> Any:
    """Return the scheduler of APScheduler, which is known here only; loading it takes a moment."""
    from apscheduler.schedulers.background import BackgroundScheduler

    return BackgroundScheduler


class Waker:
    """A scheduler with two jobs in a thread of its own."""

    def __init__(
        self,
        sweeper: Sweeper,
        announcer: Announcer,
        each_second: Callable[[], None] | None = None,
        every: float = SWEEP_EVERY_SECONDS,
    ) -> None:
        self._sweeper = sweeper
        self._announcer = announcer
        self._each_second = each_second
        self._every = every
        self._scheduler: Any = None
        self._stop_listening: Callable[[], None] | None = None
        self._sweeping = threading.local()
        self._ended = threading.Event()
        self._guard = threading.Thread(target=self._keep_going, name="alerts-guard", daemon=True)

    def start(self) -> None:
        """Sweep and audit in this thread, then go on in the background."""
        self._sweeper.start()
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._scheduler = load_scheduler()(
            timezone=UTC,
            daemon=True,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
            executors={"default": {"type": "threadpool", "max_workers": 2}},
        )
        self._scheduler.add_job(self._sweep, "interval", seconds=self._every, id="sweep")
        self._scheduler.add_job(self._audit, "interval", seconds=AUDIT_EVERY_SECONDS, id="audit")
        self._scheduler.start()
        self._stop_listening = self._announcer.listen(self._hear)
        self._guard.start()

    def stop(self) -> None:
        """End the thread; a sweep that is running ends first."""
        if self._stop_listening is not None:
            self._stop_listening()
            self._stop_listening = None
        self._ended.set()
        if self._guard.is_alive():
            self._guard.join()
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=True)
            self._scheduler = None

    def wake(self) -> None:
        """Sweep as soon as can be, in the background."""
        scheduler = self._scheduler
        if scheduler is not None:
            scheduler.modify_job("sweep", next_run_time=_at_once())

    def _keep_going(self) -> None:
        while not self._ended.wait(self._every):
            beat = self._sweeper.heartbeat()
            if beat.since_sweep is None or beat.since_sweep > 2 * self._every:
                self.wake()
            if beat.since_audit is None or beat.since_audit > 1.2 * AUDIT_EVERY_SECONDS:
                self._scheduler.modify_job("audit", next_run_time=_at_once())

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.ALERTS) and not getattr(self._sweeping, "now", False):
            self.wake()

    def _sweep(self) -> None:
        self._sweeping.now = True
        try:
            self._sweeper.run()
            if self._each_second is not None:
                self._each_second()
        except Exception:  # noqa: BLE001 - reported; the next second tries again
            _log.exception("a sweep failed")
        finally:
            self._sweeping.now = False

    def _audit(self) -> None:
        self._sweeping.now = True
        try:
            self._sweeper.audit()
        except Exception:  # noqa: BLE001 - reported; the heartbeat turns grey and red
            _log.exception("an audit failed")
        finally:
            self._sweeping.now = False


def _at_once() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the scheduler's own time, which no deadline depends on
