"""Lists, counts, the open board and pages come from the same conditions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.log.model import (
    MatterCounts,
    MatterFilter,
    MatterState,
    Urgency,
)
from tests.factories import EVENING, SHANGHAI, a_slip, wide


@pytest.mark.req("R240")
def test_the_board_is_in_the_order_of_doing(house: House, session: Session, clock: SetClock) -> None:
    hour = timedelta(hours=1)
    wanted = {
        "特提": a_slip(clock, urgency=Urgency.FLASH),
        "特急且早到期": a_slip(clock, urgency=Urgency.IMMEDIATE, due_at=clock.now() + hour),
        "特急且晚到期": a_slip(clock, urgency=Urgency.IMMEDIATE, due_at=clock.now() + 2 * hour),
        "特急无期限": a_slip(clock, urgency=Urgency.IMMEDIATE),
        "加急先来": a_slip(clock, urgency=Urgency.URGENT, received_at=clock.now() - hour),
        "加急后来": a_slip(clock, urgency=Urgency.URGENT),
        "平件已超期": a_slip(clock, due_at=clock.now()),
        "平件": a_slip(clock),
    }
    for subject, slip in reversed(wanted.items()):
        house.log.open_matter(session, replace(slip, subject=subject))
    house.log.open_matter(session, a_slip(clock, subject="办结了", urgency=Urgency.FLASH, result="办结"))
    assert [matter.subject for matter in house.log_reader.open_board(session)] == list(wanted)


def test_the_counts_of_a_narrowed_list_are_those_of_its_rows(house: House, session: Session, clock: SetClock) -> None:
    house.log.open_matter(session, a_slip(clock, due_at=clock.now()))
    house.log.open_matter(session, a_slip(clock))
    house.log.open_matter(session, a_slip(clock, result="办结"))
    clock.advance(timedelta(minutes=1))
    wanted = {
        MatterState.OPEN: MatterCounts(total=2, open=2, overdue=1, closed=0, withdrawn=0),
        MatterState.CLOSED: MatterCounts(total=1, open=0, overdue=0, closed=1, withdrawn=0),
        MatterState.WITHDRAWN: MatterCounts(total=0, open=0, overdue=0, closed=0, withdrawn=0),
    }
    for state, counts in wanted.items():
        assert house.log_reader.counts(session, MatterFilter(state=state), clock.now()) == counts


def test_an_empty_room_has_empty_lists(house: House, session: Session, clock: SetClock) -> None:
    reader = house.log_reader
    page = reader.page(session, MatterFilter())
    assert (page.matters, page.newer, page.older) == ((), False, False)
    assert reader.page(session, MatterFilter(), oldest=True).matters == ()
    assert reader.counts(session, MatterFilter(), clock.now()) == MatterCounts(0, 0, 0, 0, 0)
    assert reader.open_board(session) == reader.due(session) == reader.watch_entries(session, "2026-11-21/night") == []


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("2026-0001", True),
        (" 2026-0001 ", True),
        ("2026-1", True),
        (wide("2026") + "-" + wide("0001"), True),
        ("2026-0002", False),
        ("2025-0001", False),
        ("2026", False),
        ("", False),
        ("-", False),
        ("abc-def", False),
        ("2026-0001-1", False),
        ("2026--1", False),
        ("2026-²", False),
        ("2026-99999999999999999999", False),
        ("9" * 5000 + "-1", False),
        ("0999-8000001", False),
    ],
)
def test_a_matter_is_found_by_its_number_and_nonsense_finds_nothing(
    house: House, session: Session, clock: SetClock, number: str, found: bool
) -> None:
    house.log.open_matter(session, a_slip(clock))
    assert (house.log_reader.by_number(session, number) is not None) is found


@pytest.mark.req("R018", "R234")
def test_the_record_of_a_day_and_the_diary_of_a_watch(house: House, session: Session, clock: SetClock) -> None:
    evening = house.log.open_matter(session, a_slip(clock, done="已派员")).matter
    clock.jump(datetime(2026, 11, 22, 9, 0, tzinfo=SHANGHAI))
    morning = house.log.open_matter(session, a_slip(clock)).matter
    since, until = house.calendar.day_span(evening.received_at.astimezone(SHANGHAI).date())
    files = house.log_reader.files_received(session, since, until)
    assert [(file.matter.id, len(file.entries)) for file in files] == [(evening.id, 2)]
    diary = house.log_reader.watch_entries(session, "2026-11-21/night")
    assert [(hit.matter.id, hit.entry.text) for hit in diary] == [(evening.id, file.text) for file in files[0].entries]
    assert [hit.matter.id for hit in house.log_reader.watch_entries(session, "2026-11-22/day")] == [morning.id]


@pytest.mark.req("R003")
def test_every_minute_of_a_week_belongs_to_exactly_one_watch(house: House) -> None:
    moment, watches = EVENING, []
    for _ in range(7 * 24 * 12):
        span = house.calendar.shift_at(moment)
        assert span.start <= moment < span.end
        assert house.calendar.watch_span(house.calendar.watch_at(moment)) == span
        watches.append(house.calendar.watch_at(moment))
        moment += timedelta(minutes=5)
    assert len(set(watches)) == 15
    assert watches == sorted(watches, key=watches.index)
