"""How long the sweep takes over ten thousand deadlines, and an alert from its cause to the disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import Deadline, DeadlineKind, DeadlineState, Subject, SubjectKind
from dutyroom.alerts.rows import deadline_columns
from dutyroom.alerts.tables import deadlines
from dutyroom.bootstrap import House
from dutyroom.clock import to_micros
from dutyroom.incidents.model import Grade
from dutyroom.journal.model import Actor
from tests.benchmarks.building import Room
from tests.benchmarks.floors import DurableInsert, plain_connection
from tests.benchmarks.measuring import Limit, Line, milliseconds, side_by_side

LIVE = 10_000
_INSERT = "a durable insert with two indexes and its words"


def alert_lines(room: Room, count: int) -> list[Line]:
    """Return the sweep with nothing due, the sweep that acts on one moment, and the raising of an alert."""
    house, session = room.open()
    floor = DurableInsert(room.folder, room.key)
    try:
        begun = house.clock.now()
        _fill(house, session, begun, count)
        house.sweeper.run()
        return [
            _idle(room, house, count),
            _acting(house, floor, count, begun),
            _raising(house, session, floor, count),
        ]
    finally:
        floor.close()
        house.close()


def _idle(room: Room, house: House, count: int) -> Line:
    plain = plain_connection(room.place.data_file, room.key)
    query = (
        "SELECT id, next_at FROM alerts WHERE next_at <= ? "
        "UNION ALL SELECT id, next_at FROM deadlines WHERE next_at <= ? ORDER BY next_at LIMIT 200"
    )
    try:
        ours, bare = side_by_side(
            count,
            lambda _number: milliseconds(house.sweeper.run),
            lambda _number: milliseconds(lambda: plain.execute(query, (0, 0)).fetchall()),
        )
    finally:
        plain.close()
    return Line(f"sweep: {LIVE:,} live deadlines, none due", "ms", ours, "the bare query", bare, (Limit("p99", 10),))


def _acting(house: House, floor: DurableInsert, count: int, begun: datetime) -> Line:
    def sweep(number: int) -> float:
        _make_due(house, number, begun)
        floor.prepare("书面报告时限已过")
        acted: list[int] = []
        taken = milliseconds(lambda: acted.append(house.sweeper.run().acted))
        if acted != [1]:
            raise RuntimeError(f"one deadline was due, {acted} moments were acted on")
        return taken

    ours, bare = side_by_side(count, sweep, lambda _number: milliseconds(floor.add))
    return Line(
        "sweep: one of them is over: alert raised, on the disk",
        "ms",
        ours,
        _INSERT,
        bare,
        (Limit("ratio", 10),),
        if_short="a deadline, an alert, its steps and two lines of the journal are written, where the floor is one row",
    )


def _raising(house: House, session: Session, floor: DurableInsert, count: int) -> Line:
    def confirm(number: int) -> float:
        floor.prepare("青云路货车侧翻")
        subject = replace(_subject(number), grade=Grade.II)
        return milliseconds(lambda: house.alerts.confirm(session, subject))

    ours, bare = side_by_side(count, confirm, lambda _number: milliseconds(floor.add))
    return Line("alert: confirmed -> raised, on the disk", "ms", ours, _INSERT, bare, (Limit("p99", 100),))


def _subject(number: int) -> Subject:
    return Subject(kind=SubjectKind.INCIDENT, id=f"b{number % 10**30:031d}", number=f"事件{number}", title="货车侧翻")


def _fill(house: House, session: Session, now: datetime, spare: int) -> None:
    """Set ten thousand deadlines of the days to come, and some more that are made due one by one."""
    rows = []
    for number in range(LIVE + spare + 3):
        due = now + timedelta(days=2, seconds=number)
        made = Deadline(
            id=f"d{number:031d}",
            kind=DeadlineKind.WRITTEN,
            ordinal=1,
            subject=replace(_subject(number), id=f"c{number:031d}"),
            due_at=due,
            warn_at=None,
            state=DeadlineState.RUNNING,
            set_at=now,
            next_at=due,
        )
        rows.append({"id": made.id, "room_id": house.room.id, **deadline_columns(made)})
    with house.store.write() as unit:
        unit.insert_many(deadlines, rows)
        house.journal.record(unit, session.actor, "deadline.set")
        unit.commit()


def _make_due(house: House, number: int, begun: datetime) -> None:
    """Move one deadline's end into the past; rounds that only warm up have negative numbers."""
    place = LIVE + number + 3
    with house.store.write() as unit:
        over = to_micros(begun - timedelta(seconds=1))
        unit.update(deadlines, f"d{place:031d}", {"due_at": over, "next_at": over})
        house.journal.record(unit, Actor("", "", house.seat), "deadline.moved")
        unit.commit()
