"""How long the register of a hundred thousand reports takes to a page, and the draft of a follow-up from 500 facts."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import to_micros
from dutyroom.incidents.events import EventSheet, NewFact
from dutyroom.log.model import Category, Slip
from dutyroom.reports.model import Gate, ReportFilter, ReportStage, ReportState, UrgencyMark
from dutyroom.reports.tables import reports
from dutyroom.storage.digest import Stored
from tests.benchmarks.building import Room
from tests.benchmarks.floors import plain_connection
from tests.benchmarks.measuring import Limit, Line, milliseconds, side_by_side

REPORTS = 100_000
FACTS = 500
_EVENTS = 50
_BATCH = 10_000
_STATES = (ReportState.SENT,) * 18 + (ReportState.CORRECTED, ReportState.WITHDRAWN)
_PAGES: dict[str, tuple[ReportFilter, int]] = {
    "newest page": (ReportFilter(), 0),
    "far page": (ReportFilter(), 90_000),
    "corrected ones, far page": (ReportFilter(state=ReportState.CORRECTED), 4_000),
    "waiting at a gate": (ReportFilter(gate=Gate.LEADERS), 0),
}


def report_lines(room: Room, count: int) -> list[Line]:
    """Return pages of the register, each with its count, and the draft of a follow-up."""
    house, session = room.open()
    try:
        events = [_event(house, session, number) for number in range(_EVENTS)]
        _facts(house, session, events[0])
        house.reports.draft(session, events[0], ReportStage.FIRST)
        draft = _draft(room, house, session, events[0], count)
        _fill(house, session, events)
        house.rest()
        return [draft, *(_page(room, house, session, name, count) for name in _PAGES)]
    finally:
        house.close()


def _draft(room: Room, house: House, session: Session, event: str, count: int) -> Line:
    plain = plain_connection(room.place.data_file, room.key)
    try:
        ours, bare = side_by_side(
            count,
            lambda _number: milliseconds(lambda: house.reports.proposal(session, event, ReportStage.FOLLOW_UP)),
            lambda _number: milliseconds(
                lambda: plain.execute("SELECT * FROM incident_facts WHERE incident_id = ?", (event,)).fetchall()
            ),
        )
    finally:
        plain.close()
    name = f"the bare query of {FACTS} facts"
    return Line(f"draft of a follow-up from {FACTS} facts", "ms", ours, name, bare, (Limit("p95", 50),))


def _page(room: Room, house: House, session: Session, name: str, count: int) -> Line:
    wanted, offset = _PAGES[name]
    plain = plain_connection(room.place.data_file, room.key)
    query = "SELECT * FROM reports ORDER BY seq DESC LIMIT 50"
    try:
        ours, bare = side_by_side(
            count,
            lambda _number: milliseconds(lambda: house.report_reader.page(session, wanted, offset)),
            lambda _number: milliseconds(lambda: plain.execute(query).fetchall()),
        )
    finally:
        plain.close()
    work = f"register of {REPORTS:,} reports: {name}, with the count"
    return Line(work, "ms", ours, "the bare query of the newest fifty", bare, (Limit("p95", 20),))


def _event(house: House, session: Session, number: int) -> str:
    now = house.clock.now()
    slip = Slip(received_at=now, category=Category.EMERGENCY, unit_name="东湖区", subject=f"东湖区{number}号路段事故")
    return house.incidents.open_event(session, slip, EventSheet("road_traffic", place=f"{number}号路段")).incident.id


def _facts(house: House, session: Session, event: str) -> None:
    """Let ten sources tell of five figures, each ten times."""
    began = house.clock.now() - timedelta(hours=1)
    names = ("deaths", "injured", "missing", "trapped", "evacuated")
    told = [
        NewFact(
            names[number % 5],
            Decimal(number // 50 + 1),
            f"来源{number % 10}",
            began + timedelta(seconds=number),
        )
        for number in range(FACTS)
    ]
    house.incidents.add_facts(session, event, told)


def _fill(house: House, session: Session, events: list[str]) -> None:
    """Add the reports of years: fifty events with follow-ups numbered on, some waiting at the first gate."""
    now = to_micros(house.clock.now())
    first = {"stage": ReportStage.FOLLOW_UP.value, "kind": "situation", "urgency": UrgencyMark.URGENT.value}
    for start in range(0, REPORTS, _BATCH):
        rows = [_row(house, session, events, number, now) | first for number in range(start, start + _BATCH)]
        with house.store.write() as unit:
            unit.insert_many(reports, rows)
            house.journal.record(unit, session.actor, "report.drafted")
            unit.commit()


def _row(house: House, session: Session, events: list[str], number: int, now: int) -> dict[str, Stored]:
    waits = number % 1000 == 0
    state = ReportState.REVIEW if waits else _STATES[number % len(_STATES)]
    empty: dict[str, Any] = dict.fromkeys(column.name for column in reports.c)
    return empty | {
        "id": f"f{number:031d}",
        "seq": number + 100,
        "room_id": house.room.id,
        "year": 1990 + number // 4000,
        "number_in_kind": number % 4000 + 10,
        "matter_id": events[number % _EVENTS],
        "ordinal": number // _EVENTS + 10,
        "round": 0,
        "title": f"关于东湖区{number}号路段事故的报告",
        "state": state.value,
        "version": 1,
        "weight": number % 5,
        "sensitive": 0,
        "significant": int(number % 5 > 1),
        "gates": "leaders",
        "gate": Gate.LEADERS.value if waits else None,
        "owing": "",
        "owes": 0,
        "drafted_at": now - (REPORTS - number) * 60_000_000,
        "drafter_id": session.account_id,
        "drafter_name": session.name,
    }
