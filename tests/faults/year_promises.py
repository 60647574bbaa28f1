"""What a simulated year is held to: promises counted from the data file alone, and what the process holds."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import itertools
import json
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from sqlalchemy import Connection, select

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import AlertState, DeadlineKind, DeadlineState
from dutyroom.alerts.tables import alert_acknowledgements, alert_steps, alerts, deadlines
from dutyroom.bootstrap import House
from dutyroom.clock import to_micros
from dutyroom.handover.model import HandoverState
from dutyroom.handover.tables import handover_sheets, handovers
from dutyroom.incidents.tables import incidents
from dutyroom.log.tables import matters
from tests.benchmarks.memory import memory_of_this

GROWTH = 1.05
_SECOND = 1_000_000


@dataclass(frozen=True)
class Held:
    """What the process holds at one moment: MB after everything was given back, threads, timers, objects of Qt."""

    rss: float
    threads: int
    tasks: int
    timers: int
    objects: int
    widgets: int

    def row(self) -> str:
        """Return the figures of a row."""
        return (
            f"{self.rss:8.1f} MB {self.threads:4} threads {self.tasks:4} tasks {self.timers:4} timers"
            f" {self.objects:6} objects {self.widgets:5} widgets"
        )


def held() -> Held:
    """Give back what nobody holds, and count the rest."""
    gc.collect()
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    objects = _objects()
    return Held(
        rss=memory_of_this()["rss"],
        threads=threading.active_count(),
        tasks=len(list(Path("/proc/self/task").iterdir())),
        timers=sum(1 for one in objects if isinstance(one, QTimer) and one.isActive()),
        objects=len(objects),
        widgets=len(QApplication.allWidgets()),
    )


def _objects() -> list[QObject]:
    """Return every object of Qt that can be reached: those of windows and of the application, and Python's own."""
    app = QApplication.instance()
    found = {id(app): app}
    roots: Iterable[QObject] = (app, *QApplication.topLevelWidgets())
    for root in roots:
        for one in (root, *root.findChildren(QObject)):
            found[shiboken6.getCppPointer(one)[0]] = one
    for one in gc.get_objects():
        if isinstance(one, QObject) and shiboken6.isValid(one):
            found[shiboken6.getCppPointer(one)[0]] = one
    return list(found.values())


@dataclass
class Promises:
    """What was counted, and each promise that was not kept."""

    lines: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def say(self, words: str) -> None:
        """Take a line to be printed."""
        self.lines.append(words)

    def hold(self, kept: bool, words: str) -> None:
        """Take a promise; ``words`` say how it was broken."""
        if not kept:
            self.broken.append(words)


def promises(house: House, session: Session, acted: Counter[str]) -> Promises:
    """Hold the file of ``house`` against every promise; ``acted`` counts the due moments that were swept, by thing."""
    found = Promises()
    with house.store.read() as connection:
        _numbers(connection, found)
        _deadlines(connection, found, to_micros(house.clock.now()))
        _alerts(connection, found)
        _handovers(connection, found)
    found.say(f"due moments {acted.total()}, of {len(acted)} alerts and deadlines, each acted on exactly once")
    repaired = house.sweeper.audit()
    found.hold(repaired == 0, f"{repaired} alerts had no future")
    verdict = house.verify()
    found.hold(verdict.whole, f"the journal breaks: {verdict.first_break}")
    found.say(f"journal: {house.journal.head().seq} lines, {'whole' if verdict.whole else 'BROKEN'}")
    found.hold(not house.lost_lines, f"lost lines: {house.lost_lines}")
    found.say(f"signed in as {session.name}: {house.place.data_file.stat().st_size / (1 << 20):.1f} MB on the disk")
    return found


def _numbers(connection: Connection, found: Promises) -> None:
    rows = connection.execute(select(matters.c.year, matters.c.number_in_year, matters.c.state)).all()
    events = connection.execute(select(incidents.c.id)).all()
    by_year: dict[int, list[int]] = {}
    for row in rows:
        by_year.setdefault(row.year, []).append(row.number_in_year)
    for year, numbers in by_year.items():
        ordinary = sorted(number for number in numbers if number > 0)
        found.hold(ordinary == list(range(1, len(ordinary) + 1)), f"the numbers of {year} have a gap")
    states = Counter(row.state for row in rows)
    years = ", ".join(f"{year}: 1 to {max(numbers)}" for year, numbers in sorted(by_year.items()))
    found.say(f"matters {len(rows)} ({_counted(states)}), numbers without a gap ({years}); incidents {len(events)}")


def _deadlines(connection: Connection, found: Promises, now: int) -> None:
    """Each deadline is met in time, or raised exactly one alert when it was over; none passes in silence."""
    raised = Counter(connection.execute(select(alerts.c.deadline_id).where(alerts.c.deadline_id != "")).scalars())
    kinds: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for row in connection.execute(select(deadlines)):
        kinds[row.kind] += 1
        came = row.raised_at is not None
        found.hold(raised[row.id] == came, f"deadline {row.id} raised {raised[row.id]} alerts")
        over = row.due_at + _SECOND <= min(row.met_at or now, now)
        if row.state != DeadlineState.WITHDRAWN.value:
            found.hold(came or not over, f"deadline {row.id} ({row.kind}) passed in silence")
        found.hold(not came or row.raised_at >= row.due_at, f"deadline {row.id} was raised too early")
        ends[f"{row.state}{' after its alert' if came else ''}"] += 1
    found.say(f"deadlines {kinds.total()}: {_counted(ends)} [{_counted(kinds)}]")


def _alerts(connection: Connection, found: Promises) -> None:
    rows = connection.execute(select(alerts)).all()
    steps = Counter(connection.execute(select(alert_steps.c.kind)).scalars())
    answered = connection.execute(select(alert_acknowledgements.c.alert_id, alert_acknowledgements.c.epoch)).all()
    for row in rows:
        closed = row.state == AlertState.CLOSED.value
        found.hold(closed == (row.closed_at is not None), f"alert {row.id} is {row.state} without its time")
        found.hold(closed or row.next_at is not None, f"alert {row.id} stands and nothing comes next")
    taken = Counter(row.alert_id for row in answered)
    found.say(
        f"alerts raised {len(rows)} [{_counted(Counter(row.cause for row in rows))}; levels"
        f" {_counted(Counter(row.level for row in rows))}], acknowledged {len(taken)} ({taken.total()} times),"
        f" now {_counted(Counter(row.state for row in rows))}; steps {_counted(steps)}"
    )


def _handovers(connection: Connection, found: Promises) -> None:
    """Each watch is handed over once, to the one that stands next, with each matter that is open then, and no other."""
    accepted = HandoverState.ACCEPTED.value
    rows = connection.execute(select(handovers).order_by(handovers.c.due_at)).all()
    done = [row for row in rows if row.state == accepted]
    found.hold(len({row.watch_id for row in done}) == len(done), "a watch was handed over twice")
    for before, after in itertools.pairwise(done):
        found.hold(before.next_watch_id == after.watch_id, f"a watch lies between {before.watch} and {after.watch}")
    late = {row.watch_id for row in done if row.accepted_at > row.due_at}
    asked = select(deadlines.c.subject_id, deadlines.c.raised_at).where(
        deadlines.c.kind == DeadlineKind.HANDOVER.value, deadlines.c.state == DeadlineState.MET.value
    )
    alarmed = {row.subject_id for row in connection.execute(asked) if row.raised_at is not None}
    found.hold(late == alarmed, f"{len(late)} late handovers, {len(alarmed)} with their alert")
    pending = _sheets(connection, found, [row for row in done if row.cut_at is not None])
    found.say(
        f"handovers {len(done)} [{_counted(Counter(row.kind for row in done))}], on time {len(done) - len(late)},"
        f" overdue {len(late)} with {len(alarmed & late)} alerts; {pending} times a matter was on a sheet,"
        " each on exactly those of its time"
    )


def _sheets(connection: Connection, found: Promises, done: list) -> int:
    asked = select(matters.c.id, matters.c.seq, matters.c.closed_at, matters.c.state)
    log = connection.execute(asked).all()
    sheets = {
        (row.handover_id, row.round): json.loads(row.payload) for row in connection.execute(select(handover_sheets))
    }
    total = 0
    for row in done:
        sheet = sheets.get((row.id, row.round))
        if sheet is None:
            continue
        expected = {
            one.id
            for one in log
            if one.seq <= row.cut_matter_seq and (one.closed_at is None or one.closed_at > row.cut_at)
        }
        listed = [one["matter_id"] for one in sheet["pending"]]
        total += len(listed)
        found.hold(len(listed) == len(set(listed)), f"{row.watch}: a matter is on the sheet twice")
        wrong = len(expected ^ set(listed))
        found.hold(not wrong, f"{row.watch}: {wrong} matters are missing on the sheet or on it without reason")
    return total


def flat(months: Sequence[Held]) -> list[str]:
    """Return what grew from the second month, which is warm, to the last; the same place of the month each.

    A worker that is busy, or a pause that is about to end, is one thread or timer more at the moment of counting. What
    is left behind stays: the least of the last three months is held against the most of the first three warm ones.
    """
    grown = []
    warm, last = months[1], months[-1]
    if last.rss > warm.rss * GROWTH:
        grown.append(f"memory grew from {warm.rss:.1f} to {last.rss:.1f} MB ({last.rss / warm.rss - 1:+.1%})")
    for name in ("threads", "timers", "objects", "widgets"):
        counted = [int(getattr(month, name)) for month in months]
        before, after = max(counted[1:4]), min(counted[-3:])
        if after > before * (GROWTH if name in ("objects", "widgets") else 1):
            grown.append(f"{name} grew from {before} to {after}")
    return grown


def _counted(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counter.most_common())
