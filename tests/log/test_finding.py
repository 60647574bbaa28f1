"""A list of any choice is answered by indexes: no row is read in vain, and nothing is sorted."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.log import finding
from dutyroom.log.conditions import conditions_of
from dutyroom.log.finding import Stretch, find, how_many
from dutyroom.log.model import Category, Channel, Direction, MatterFilter, MatterState, Urgency
from tests.factories import EVENING, a_slip
from tests.plans import plans_of

UNIT, OWNER, WATCH = "u" * 32, "o" * 32, "2026-11-21/night"
ASKED: dict[str, dict[str, Any]] = {
    "channel": {"channel": Channel.PHONE},
    "category": {"category": Category.EMERGENCY},
    "urgency": {"urgency": Urgency.FLASH},
    "state": {"state": MatterState.OPEN},
    "unit": {"unit_id": UNIT},
    "watch": {"watch": WATCH},
    "owner": {"owner_id": OWNER},
    "received_at": {"since": EVENING - timedelta(hours=1), "until": EVENING + timedelta(hours=1)},
    "due": {"overdue_at": EVENING + timedelta(hours=9)},
    "direction": {"direction": Direction.INBOUND},
}
CHOICES = [names for count in (0, 1, 2, len(ASKED)) for names in combinations(ASKED, count)]
STRETCHES = [
    Stretch(),
    Stretch(upwards=True),
    Stretch(below=40),
    Stretch(above=3, upwards=True),
]
BY_INDEX = re.compile(r"SEARCH \S+ (EXISTS )?USING (COVERING )?INDEX ix_matters_(\w+) ")
BY_NUMBER = re.compile(r"SEARCH (matters|its_row) (EXISTS )?USING INTEGER PRIMARY KEY \(rowid")
PROBED = ("SCALAR SUBQUERY", "CORRELATED SCALAR SUBQUERY")


def wanted_of(names: tuple[str, ...]) -> MatterFilter:
    return MatterFilter(**{field: value for name in names for field, value in ASKED[name].items()})


@pytest.fixture
def busy_house(house: House, session: Session, clock: SetClock) -> House:
    """Return a room in which some matters fulfil all that can be asked."""
    for number in range(6):
        slip = a_slip(
            clock,
            channel=Channel.PHONE,
            category=Category.EMERGENCY,
            urgency=Urgency.FLASH,
            unit_id=UNIT,
            owner_id=OWNER if number % 2 else "",
            due_at=clock.now() + timedelta(hours=number),
        )
        house.log.open_matter(session, slip)
    return house


@pytest.mark.parametrize("few", [2000, 2], ids=["few matters", "many matters"])
def test_whatever_is_asked_an_index_brings_it_and_indexes_test_it(
    few: int, busy_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "FEW", few)
    monkeypatch.setattr(finding, "PORTIONS", (few, few + 1, few + 2))
    asked_by_index: set[str] = set()
    with busy_house.store.read() as connection, plans_of(connection) as plans:
        for names in CHOICES:
            asked = tuple(conditions_of(wanted_of(names)))
            for stretch in STRETCHES:
                find(connection, asked, stretch, 3)
            how_many(connection, asked)
            only_rows = not set(names) - {"direction"}  # the list as it stands, gone through until the page is full
            for plan in plans:
                for line in plan:
                    assert "TEMP B-TREE" not in line, (names, plan)
                    if by_index := BY_INDEX.match(line):
                        asked_by_index.add(by_index[3])
                        assert by_index[3] in {"state", *names}, (names, plan)
                    elif only_rows:
                        assert line.startswith(("SCAN matters", "SEARCH matters USING INTEGER PRIMARY KEY")), plan
                    else:
                        assert BY_NUMBER.match(line) or line.startswith(PROBED), (names, plan)
            plans.clear()
    assert asked_by_index == set(ASKED) - {"direction"}


def test_a_row_is_read_only_when_every_index_has_said_yes(busy_house: House) -> None:
    """What has no index is asked of the row itself, and last: a row costs as much as a hundred looks into an index."""
    asked = tuple(conditions_of(wanted_of(("channel", "urgency", "direction"))))
    with busy_house.store.read() as connection, plans_of(connection) as plans:
        assert len(find(connection, asked, Stretch(), 3)) == 3
    leading, *tests = [line for line in plans[-1] if line.startswith("SEARCH")]
    assert "COVERING INDEX" in leading
    assert [BY_NUMBER.match(line) is not None for line in tests] == [False, True]


def test_the_rarest_condition_leads(busy_house: House, session: Session, clock: SetClock) -> None:
    for _number in range(6):
        busy_house.log.open_matter(session, a_slip(clock, channel=Channel.PHONE))
    asked = tuple(conditions_of(wanted_of(("channel", "owner"))))
    for stretch in STRETCHES:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(finding, "PORTIONS", (2, 3, 4))
            with busy_house.store.read() as connection, plans_of(connection) as plans:
                assert find(connection, asked, stretch, 3)
        assert "ix_matters_owner" in plans[-1][0]


def test_a_matter_written_down_late_is_found_on_its_day_and_in_its_place(
    house: House, session: Session, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day is asked by when matters were received, the list is in the order of their numbers."""
    monkeypatch.setattr(finding, "FEW", 2)
    yesterday = clock.now()
    first, second = (house.log.open_matter(session, a_slip(clock)).matter for _ in range(2))
    clock.advance(timedelta(days=1))
    today = house.log.open_matter(session, a_slip(clock)).matter
    late = house.log.open_matter(session, a_slip(clock, received_at=yesterday)).matter
    span = MatterFilter(since=yesterday - timedelta(hours=1), until=yesterday + timedelta(hours=1))
    page = house.log_reader.page(session, span)
    assert [matter.id for matter in page.matters] == [late.id, second.id, first.id]
    assert house.log_reader.counts(session, span, clock.now()).total == 3
    since = house.log_reader.page(session, MatterFilter(since=clock.now()), oldest=True)
    assert [matter.id for matter in since.matters] == [today.id]
