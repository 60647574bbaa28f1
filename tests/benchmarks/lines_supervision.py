"""How long the page of supervision takes over a hundred thousand tasks, with its counts."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import insert, select

from dutyroom.bootstrap import House
from dutyroom.instructions.model import SupervisionOrder
from dutyroom.instructions.tables import instruction_tasks, instruction_words, instructions
from dutyroom.instructions.views import SupervisionFilter
from dutyroom.log.tables import matters
from tests.benchmarks.building import Room
from tests.benchmarks.floors import plain_connection
from tests.benchmarks.measuring import Limit, Line, milliseconds, side_by_side

TASKS = 100_000
OPEN = 2_000
_PAGE = "SELECT * FROM instruction_tasks WHERE open = 1 ORDER BY due_order, seq LIMIT 51"
_LEADERS, _UNITS = 12, 120


def supervision_lines(room: Room, rounds: int) -> list[Line]:
    """Return the first page of open tasks, a page of the closed ones by leader, and the counts beside them."""
    own = room.copy_to(room.folder.with_name(f"{room.folder.name}-supervision"))
    house, session = own.open()
    plain = plain_connection(own.place.data_file, own.key)
    reader, now = house.instruction_reader, house.clock.now()
    today = house.calendar.day_span(house.calendar.local_date(now))
    closed = SupervisionFilter(open=False)
    try:
        _fill(house)

        def page(_number: int) -> float:
            return milliseconds(lambda: reader.page(session, SupervisionFilter()))

        def by_leader(_number: int) -> float:
            return milliseconds(lambda: reader.page(session, closed, SupervisionOrder.LEADER))

        def counts(_number: int) -> float:
            return milliseconds(lambda: reader.counts(session, SupervisionFilter(), now, today))

        def bare(_number: int) -> float:
            return milliseconds(lambda: plain.execute(_PAGE).fetchall())

        lines = []
        for name, ours in (("first page", page), ("closed, by leader", by_leader), ("its counts", counts)):
            measured, floor = side_by_side(rounds, ours, bare)
            work = f"supervision over {TASKS:,} tasks: {name}"
            lines.append(Line(work, "ms", measured, "the bare query of a page", floor, (Limit("p95", 20),)))
        return lines
    finally:
        plain.close()
        house.close()


def _fill(house: House) -> None:
    """Add the tasks without lines in the journal: this copy is measured and thrown away."""
    with house.store.write() as unit:
        known = unit.execute(select(matters.c.id, matters.c.received_at).limit(TASKS)).all()
        sheets, words, tasks = [], [], []
        numbers = count(1)
        for place, (matter_id, received_at) in enumerate(known):
            leader = f"领导{place % _LEADERS:02d}"
            sheets.append(_sheet(matter_id, received_at, leader))
            words.append(_words(place + 1, matter_id, received_at))
            for number in range(1, -(-TASKS // len(known)) + 1):
                seq = next(numbers)
                if seq <= TASKS:
                    tasks.append(_task(seq, number, matter_id, received_at, leader))
        for table, rows in ((instructions, sheets), (instruction_words, words), (instruction_tasks, tasks)):
            unit.execute(insert(table), rows)
        unit.commit()


def _sheet(matter_id: str, at: int, leader: str) -> dict[str, Any]:
    empty = dict.fromkeys(
        ("leader_post", "source", "transcriber", "notes", "section", "forwarder", "forwarder_number"), ""
    )
    return {
        **empty,
        "id": matter_id,
        "room_id": "",
        "kind": "order",
        "how": "phone",
        "leader_id": None,
        "leader_name": leader,
        "given_at": at,
        "drafted": 0,
        "signed_at": None,
        "linked_id": None,
        "wording": 1,
        "received_at": at,
        "version": 1,
        "changed_by": "",
        "changed_at": at,
    }


def _words(seq: int, matter_id: str, at: int) -> dict[str, Any]:
    return {
        "seq": seq,
        "id": f"{seq:032x}",
        "room_id": "",
        "instruction_id": matter_id,
        "version": 1,
        "words": "请立即核实并报我。",
        "reason": "",
        "at": at,
        "account_id": "",
        "account_name": "",
    }


def _task(seq: int, number: int, matter_id: str, at: int, leader: str) -> dict[str, Any]:
    is_open = seq > TASKS - OPEN
    due_at = at + int(timedelta(days=14) / timedelta(microseconds=1))
    nothing = dict.fromkeys(("unit_id", "owner_id", "chase_before_at", "chase_on_day_at", "relayed_at", "finished_at"))
    return {
        **nothing,
        "id": f"{seq:032x}",
        "seq": seq,
        "room_id": "",
        "instruction_id": matter_id,
        "number": number,
        "unit_name": f"第{seq % _UNITS:03d}单位",
        "mode": "carry_out",
        "text": "核实情况",
        "owner_name": "",
        "pace": "ordinary",
        "set_at": at,
        "due_at": due_at,
        "uncertain": "",
        "standing": "under_way" if is_open else "finished",
        "outcome": None if is_open else "done",
        "result": "",
        "wording": 1,
        "moved_at": at,
        "chased": 0,
        "leader_name": leader,
        "received_at": at,
        "open": int(is_open),
        "due_order": due_at,
    }
