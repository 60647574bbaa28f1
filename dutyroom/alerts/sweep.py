"""The sweep acts on what has come due, the audit proves that nothing was lost, the heartbeat says both are alive."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Select, Table, bindparam, literal, select, union_all

from dutyroom.alerts.deadlines import deadline_with
from dutyroom.alerts.keeping import acknowledgements, alert_with
from dutyroom.alerts.model import Alert, AlertState, Called, DeadlineState, Health
from dutyroom.alerts.rows import alert_of
from dutyroom.alerts.rules import Move, advanced, came_back, drawn_nearer, next_moment, proven
from dutyroom.alerts.service import Alerts
from dutyroom.alerts.tables import alerts, deadlines
from dutyroom.alerts.views import Heartbeat
from dutyroom.changes import Topic
from dutyroom.clock import Clock, to_micros
from dutyroom.errors import Environment
from dutyroom.frozen import dataclass
from dutyroom.journal.model import Actor
from dutyroom.journal.service import Journal
from dutyroom.log.model import MatterState
from dutyroom.log.reading import read_file
from dutyroom.log.tables import matters
from dutyroom.storage.prepared import run
from dutyroom.storage.sqlite import led_by
from dutyroom.storage.store import Store, UnitOfWork

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_P = ParamSpec("_P")

JUMP = timedelta(seconds=5)
_DRIFT = 0.001  # by how much of the time that passes two good clocks may part at the most
TOLERANCE = timedelta(seconds=30)
GREY_AFTER_SECONDS = 5.0
RED_AFTER_SECONDS = 30.0
AUDIT_EVERY_SECONDS = 180.0
_BATCH = 200
_TOGETHER = 20  # how many acts share one transaction: a call that is being saved waits for no more
_Due = tuple[str, str, int]
"""What has come due: an alert or a deadline, its identity, its moment in microseconds."""


def _come(what: str, table: Table, index: str) -> Select[Any]:
    """Return what has come due in one table, by the index of its moments.

    The statistics of a room that was opened this morning still say that there is next to nothing, and a sweep that
    believed them would go through every deadline, twice a second.
    """
    asked = select(literal(what).label("what"), table.c.id, table.c.next_at).where(table.c.next_at <= bindparam("now"))
    return led_by(asked, table, index)


DUE = (
    union_all(_come("alert", alerts, "ix_alerts_next_at"), _come("deadline", deadlines, "ix_deadlines_next_at"))
    .order_by("next_at", "id")
    .limit(_BATCH)
)
_OPEN = select(alerts).where(alerts.c.state.in_((AlertState.LIVE.value, AlertState.ACKNOWLEDGED.value)))
_UNLOOKED = select(deadlines.c.id).where(
    deadlines.c.state == DeadlineState.RUNNING.value, deadlines.c.next_at.is_(None), deadlines.c.raised_at.is_(None)
)
_UNADOPTED = select(matters.c.id).where(
    matters.c.state == MatterState.OPEN.value,
    matters.c.due_at.is_not(None),
    ~select(deadlines.c.id)
    .where(deadlines.c.subject_id == matters.c.id, deadlines.c.state == DeadlineState.RUNNING.value)
    .exists(),
)


@dataclass(frozen=True)
class Swept:
    """What one sweep did: how many moments it acted on, how late the latest was, whether the clock had jumped."""

    acted: int = 0
    latest: timedelta = timedelta(0)
    jumped: timedelta | None = None


class Sweeper:
    """Acts on every moment that has come, once. May be called at any time, from any thread, any number of times."""

    def __init__(self, store: Store, journal: Journal, clock: Clock, rules: Alerts, seat: str) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock
        self._alerts = rules
        self._actor = Actor("", "", seat)
        self._lock = threading.Lock()
        self._wall, self._steady = clock.now(), clock.steady()
        self._parted = timedelta(0)
        self._swept_at: float | None = None
        self._audited_at: float | None = None
        self._trouble, self._failed = "", False
        self._repaired = 0
        self._jumped: timedelta | None = None

    def start(self) -> Swept:
        """Sweep and audit for the first time: adopt older due times, act on what a stop left over."""
        with self._lock:
            self._guarded(self._adopt)
            self._guarded(self._draw_nearer)
        swept = self.run()
        self.audit()
        return swept

    def run(self) -> Swept:
        """Act on what has come due. A disk that refuses is noted and tried again; nothing is given up."""
        with self._lock:
            jumped = self._jump()
            if jumped is not None:
                self._jumped = jumped
                self._guarded(self._note_jump, jumped)
            acted, latest = 0, timedelta(0)
            self._failed = False
            due = self._due()
            for start in range(0, len(due), _TOGETHER):
                for moment in self._act_on(due[start : start + _TOGETHER]):
                    acted += 1
                    latest = max(latest, timedelta(microseconds=to_micros(self._clock.now()) - moment))
            if not self._failed:
                self._trouble = ""
                self._swept_at = self._clock.steady()
            return Swept(acted, latest, jumped)

    def audit(self) -> int:
        """Prove that each open alert has a future step or a valid acknowledgement; return how many had to be repaired.

        One without is put before the sweep at once, with a line in the journal.
        """
        with self._lock:
            found = self._guarded(self._prove)
            if found is None:
                return 0
            self._repaired += found
            self._audited_at = self._clock.steady()
        if found:
            self.run()
        return found

    def heartbeat(self) -> Heartbeat:
        """Return how the watch itself is: grey when sweep or audit are late, red when they have stopped or fail."""
        now = self._clock.steady()
        since_sweep = None if self._swept_at is None else now - self._swept_at
        since_audit = None if self._audited_at is None else now - self._audited_at
        return Heartbeat(
            health=_health(since_sweep, since_audit, self._trouble),
            since_sweep=since_sweep,
            since_audit=since_audit,
            trouble=self._trouble,
            repaired=self._repaired,
            jumped=self._jumped,
        )

    def _due(self) -> list[_Due]:
        def ask() -> list[_Due]:
            with self._store.read() as connection:
                found = run(connection, DUE, now=to_micros(self._clock.now()))
                return [(str(row.what), str(row.id), int(row.next_at)) for row in found]

        return self._guarded(ask) or []

    def _act_on(self, due: Sequence[_Due]) -> list[int]:
        """Act on moments that have come, and return those acted on.

        Several go to the disk together, each with its own line in the journal: whoever comes back after a night has
        hundreds, and the disk takes longer than they do. Where one of them fails, each is tried by itself.
        """
        if len(due) > 1:
            try:
                return self._act_in_one(due)
            except Exception:  # noqa: BLE001 - found again, and reported, one by one
                _log.info("moments that have come are acted on one by one")
        return [moment for one in due for moment in self._guarded(self._act_in_one, [one]) or ()]

    def _act_in_one(self, due: Sequence[_Due]) -> list[int]:
        """Act on moments in one transaction; what somebody else has moved meanwhile is left out."""
        acted = []
        with self._store.write() as unit:
            for what, thing_id, moment in due:
                act = self._act_on_alert if what == "alert" else self._act_on_deadline
                if act(unit, thing_id):
                    acted.append(moment)
            if acted:
                unit.commit()
        return acted

    def _act_on_alert(self, unit: UnitOfWork, alert_id: str) -> bool:
        """Move one alert whose moment has come; False when somebody else did meanwhile."""
        now = self._clock.now()
        alert = alert_with(unit.connection, alert_id)
        if alert.next_at is None or alert.next_at > now:
            return False
        known = acknowledgements(unit.connection, alert)
        resolve = self._alerts.keeper.resolve(alert.subject, now, unit)
        if alert.progress_at is not None and alert.progress_at <= now:
            before = [Called(name=one.name, account_id=one.account_id) for one in known]
            move, act = came_back(alert, resolve, before, now), "alert.came_back"
        else:
            move = advanced(alert, resolve, frozenset(one.account_id for one in known), now)
            act = "alert.stepped"
        late = int((now - alert.next_at).total_seconds())
        self._alerts.keeper.save(unit, self._actor, alert, move, act, {"late_seconds": late})
        return True

    def _act_on_deadline(self, unit: UnitOfWork, deadline_id: str) -> bool:
        deadline = deadline_with(unit.connection, deadline_id)
        if deadline.next_at is None or deadline.next_at > self._clock.now():
            return False
        self._alerts.deadlines.fall_due(unit, self._actor, deadline)
        return True

    def _jump(self) -> timedelta | None:
        """Return by how much the wall clock has moved against the steady one, if it did: at once, or little by little.

        A clock that is put back a second each second would otherwise stand still, and no sweep would see it jump.
        """
        wall, steady = self._clock.now(), self._clock.steady()
        passed = timedelta(seconds=steady - self._steady)
        jumped = wall - self._wall - passed
        self._wall, self._steady = wall, steady
        allowed = passed * _DRIFT
        self._parted = jumped + max(self._parted - allowed, min(self._parted + allowed, timedelta(0)))
        if abs(self._parted) < JUMP:
            return None
        parted, self._parted = self._parted, timedelta(0)
        return parted

    def _note_jump(self, jumped: timedelta) -> bool:
        """Note a jump (a clock that was set, or a sleep); after one back no step is further away than its own wait."""
        seconds = int(jumped.total_seconds())
        _log.warning("the clock jumped by %s seconds", seconds)
        if jumped < timedelta(0):
            self._draw_nearer()
        self._journal.note(self._actor, "alerts.clock_jumped", "", {"seconds": seconds})
        return True

    def _draw_nearer(self) -> bool:
        now = self._clock.now()
        for alert in self._open():
            if drawn_nearer(alert, now) != alert:
                self._change(alert.id, lambda known: drawn_nearer(known, self._clock.now()), "alert.drawn_nearer")
        return True

    def _adopt(self) -> bool:
        with self._store.read() as connection:
            found = [str(row.id) for row in connection.execute(_UNADOPTED)]
        for start in range(0, len(found), _BATCH):
            with self._store.write() as unit:
                for matter_id in found[start : start + _BATCH]:
                    self._alerts.matters.adopt(unit, self._actor, read_file(unit.connection, matter_id).matter)
                unit.commit()
        return True

    def _prove(self) -> int:
        now, repaired = self._clock.now(), 0
        for alert in self._open():
            with self._store.read() as connection:
                said = len(acknowledgements(connection, alert))
            if not proven(alert, said, now, TOLERANCE):
                _log.error("an open alert had no future step; it is called again")
                self._change(alert.id, lambda known: _called_now(known, self._clock), "alerts.repaired")
                repaired += 1
        with self._store.read() as connection:
            lost = [str(row.id) for row in connection.execute(_UNLOOKED)]
        for deadline_id in lost:
            with self._store.write() as unit:
                self._mend(unit, deadline_id)
                unit.commit()
        return repaired + len(lost)

    def _mend(self, unit: UnitOfWork, deadline_id: str) -> None:
        deadline = deadline_with(unit.connection, deadline_id)
        moment = next_moment(deadline)
        unit.update(deadlines, deadline_id, {"next_at": None if moment is None else to_micros(moment)})
        self._journal.record(unit, self._actor, "alerts.repaired", deadline_id)
        unit.touch(Topic.ALERTS, deadline_id)

    def _open(self) -> list[Alert]:
        with self._store.read() as connection:
            return [alert_of(row) for row in connection.execute(_OPEN).mappings()]

    def _change(self, alert_id: str, change: Callable[[Alert], Alert], act: str) -> None:
        with self._store.write() as unit:
            known = alert_with(unit.connection, alert_id)
            after = change(known)
            if after != known and known.state is not AlertState.CLOSED:
                self._alerts.keeper.save(unit, self._actor, known, Move(after), act)
                unit.commit()

    def _guarded(self, act: Callable[_P, _T], *args: _P.args, **named: _P.kwargs) -> _T | None:
        """Do ``act`` with its arguments; what fails is noted, shown by the heartbeat, and tried again next time.

        One alert that cannot be moved, whatever the reason, must not keep the others from being called.
        """
        try:
            return act(*args, **named)
        except Exception as error:  # noqa: BLE001 - reported below, in the log and by the heartbeat
            code = error.code if isinstance(error, Environment) else "work.broken"
            if self._trouble != code:
                _log.exception("the sweep could not act")
            self._trouble, self._failed = code, True
            return None


def _called_now(alert: Alert, clock: Clock) -> Alert:
    """Return an alert that cannot be lost any more: no moment too far away, and due at once where it had none."""
    nearer = drawn_nearer(alert, clock.now())
    forgotten = nearer.step_at is None and nearer.progress_at is None
    return replace(nearer, step_at=clock.now()) if forgotten or nearer == alert else nearer


def _health(since_sweep: float | None, since_audit: float | None, trouble: str) -> Health:
    if trouble or since_sweep is None or since_sweep > RED_AFTER_SECONDS:
        return Health.RED
    if since_audit is None or since_audit > 3 * AUDIT_EVERY_SECONDS:
        return Health.RED
    if since_sweep > GREY_AFTER_SECONDS or since_audit > 1.5 * AUDIT_EVERY_SECONDS:
        return Health.GREY
    return Health.OK
