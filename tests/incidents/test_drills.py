"""An exercise in the real room: it cannot be taken for the real thing, counts nowhere, and is ended by one act."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.documents.model import Table, plain
from dutyroom.errors import Refused
from dutyroom.incidents.events import EventFilter, NewFact
from dutyroom.log.model import Handling, MatterFilter, MatterState
from dutyroom.papers import day_sheet
from tests.factories import a_sheet, a_slip


def numbers(house: House, session: Session) -> list[str]:
    """Return every number, oldest first."""
    found = house.log_reader.page(session, MatterFilter(), limit=100).matters
    return [matter.number for matter in reversed(found)]


def test_drills_are_numbered_apart_and_neither_series_has_a_gap(
    house: House, session: Session, clock: SetClock
) -> None:
    def real() -> None:
        house.log.open_matter(session, a_slip(clock))

    def drill() -> str:
        return house.incidents.open_event(session, a_slip(clock), a_sheet(drill=True)).incident.number

    assert drill() == "演2026-001", "the first of its year, before anything real"
    real()
    drill()
    real()
    real()
    first = house.log_reader.by_number(session, "演2026-001")
    assert first is not None
    house.incidents.join_call(session, first.id, a_slip(clock, subject="演练通话"), "同一演练")
    real()
    assert numbers(house, session) == [
        *("演2026-001", "2026-0001", "演2026-002", "2026-0002", "2026-0003", "演2026-003", "2026-0004")
    ]
    assert house.log_reader.by_number(session, "d2026-3") == house.log_reader.by_number(session, "演2026-003")
    assert house.log_reader.by_number(session, "2026-0001") != first
    assert house.log_reader.by_number(session, "演") is None
    clock.advance(timedelta(days=60))
    assert drill() == "演2027-001", "each year begins anew"
    assert house.verify().whole


def test_a_real_call_never_becomes_a_drill_nor_a_drill_a_real_event(
    house: House, session: Session, clock: SetClock
) -> None:
    call = house.log.open_matter(session, a_slip(clock)).matter
    drill = house.incidents.open_event(session, a_slip(clock), a_sheet(drill=True))
    for act in (
        lambda: house.incidents.make_event(session, call.id, a_sheet(drill=True)),
        lambda: house.incidents.join(session, drill.incident.id, call.id, "误作演练"),
        lambda: house.drills.end(session, call.id, "演练结束"),
    ):
        with pytest.raises(Refused) as told:
            act()
        assert told.value.code in {
            "incidents.drill_from_start",
            "incidents.drill_apart",
            "incidents.no_such_event",
        }
    real = house.incidents.make_event(session, call.id, a_sheet())
    with pytest.raises(Refused) as told:
        house.drills.end(session, real.incident.id, "演练结束")
    assert told.value.code == "incidents.no_drill"


def test_a_drill_counts_in_no_day_and_stands_on_no_desk(house: House, session: Session, clock: SetClock) -> None:
    house.log.open_matter(session, a_slip(clock))
    day = house.calendar.day_span(house.calendar.local_date(clock.now()))
    watch = house.calendar.watch_at(clock.now())
    before = house.log_reader.day_counts(session, *day, watch, clock.now())
    late = a_slip(clock, subject="演练：青云路两车相撞", due_at=clock.now() + timedelta(minutes=1))
    drill = house.incidents.open_event(session, late, a_sheet(drill=True), [NewFact("deaths", Decimal(30))])
    clock.advance(timedelta(minutes=5))
    assert house.log_reader.day_counts(session, *day, watch, clock.now()) == before
    assert [matter.number for matter in house.log_reader.open_board(session)] == ["2026-0001"]
    assert [m.number for m in house.log_reader.page(session, MatterFilter(drill=True)).matters] == ["演2026-001"]
    sheet = day_sheet(house, session, house.calendar.local_date(clock.now()))
    (table,) = (block for block in sheet.blocks if isinstance(block, Table))
    drawn = [[plain(cell) for cell in row.cells] for row in table.rows]
    assert sheet.subtitle.rstrip().endswith("1 件"), "the drill stands on the paper and is not counted"
    assert [("演2026-001" in cells[0], "【演练】" in cells[3]) for cells in drawn] == [(False, False), (True, True)]
    assert drill.incident.sheet.drill


def test_one_act_ends_a_drill_with_its_calls_its_alert_and_its_clocks(
    house: House, session: Session, clock: SetClock
) -> None:
    slip = a_slip(clock, handling=Handling.ASK_FIRST)
    drill = house.incidents.open_event(session, slip, a_sheet(drill=True), [NewFact("deaths", Decimal(3))])
    house.incidents.join_call(session, drill.incident.id, a_slip(clock), "同一演练")
    (standing,) = house.drills.standing(session)
    assert (standing.number, standing.since) == ("演2026-001", drill.incident.received_at)
    (alert,) = house.alert_reader.live(session)
    assert alert.subject.drill
    with pytest.raises(Refused) as told:
        house.drills.end(session, drill.incident.id, "  ")
    assert told.value.code == "log.result_missing", "a drill is ended with what came of it"
    ended = house.drills.end(session, drill.incident.id, "桌面推演结束，各环节均按时完成")
    assert not ended.incident.open
    assert house.drills.standing(session) == ()
    assert house.alert_reader.live(session) == ()
    assert house.alert_reader.due(session).total == 0
    assert house.log_reader.counts(session, MatterFilter(state=MatterState.OPEN), clock.now()).total == 0
    assert house.event_reader.count(session, EventFilter(drill=True)) == 1
