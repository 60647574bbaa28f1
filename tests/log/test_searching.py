"""The search of the log: every entry by any part of its words, newest first, page by page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.log.model import Caller, EntryKind, NewEntry
from tests.factories import a_slip, wide


def found(house: House, session: Session, query: str) -> list[str]:
    return [hit.matter.number for hit in house.log_reader.search(session, query).hits]


@pytest.mark.parametrize(
    "query",
    [
        "货",
        "货车",
        "青云路",
        "李明远",
        "值班员",
        "8000123",
        "0999-8000123",
        wide("0999"),
        "东湖区应急",
        "dhqyjglj",
        "donghu",
        "DHQ",
        "lmy",
        "limingyuan",
        "2026-0001",
        "侧翻 东湖",
        "已派员",
        "道路恢复",
    ],
)
def test_a_matter_is_found_by_words_caller_number_unit_and_pinyin(
    house: House, session: Session, clock: SetClock, query: str
) -> None:
    house.log.open_matter(session, a_slip(clock, done="已派员", result="道路恢复通行"))
    house.log.open_matter(session, a_slip(clock, subject="别的", content="别的", unit_name="", caller=Caller()))
    assert set(found(house, session, query)) == {"2026-0001"}


@pytest.mark.parametrize(
    "query", ["火灾", "东湖西岭", "青云街", "0999-8000999", "2026-0009", "", " ", "，", '"', "zzz"]
)
def test_what_nobody_wrote_is_not_found(house: House, session: Session, clock: SetClock, query: str) -> None:
    house.log.open_matter(session, a_slip(clock))
    page = house.log_reader.search(session, query)
    assert (page.query, page.hits, page.next_before) == (query, (), None)


def test_pages_of_hits_follow_each_other_without_loss_or_repeat(
    house: House, session: Session, clock: SetClock
) -> None:
    for n in range(23):
        clock.advance(timedelta(minutes=1))
        house.log.open_matter(session, a_slip(clock, subject=f"第{n}次雨情", content="雨情" if n % 2 else "其他"))
    pages, before = [], None
    while True:
        page = house.log_reader.search(session, "雨情", before=before, limit=5)
        pages.append([hit.entry.seq for hit in page.hits])
        before = page.next_before
        if before is None:
            break
    assert [len(page) for page in pages] == [5, 5, 5, 5, 3]
    assert sum(pages, []) == list(range(23, 0, -1))  # noqa: RUF017 - five short lists


def test_each_step_is_a_hit_of_its_own_with_its_matter(house: House, session: Session, clock: SetClock) -> None:
    matter = house.log.open_matter(session, a_slip(clock)).matter
    house.log.add_entry(session, matter.id, NewEntry(EntryKind.TOLD, "已向林副秘书长报告货车侧翻"))
    hits = house.log_reader.search(session, "货车").hits
    assert [(hit.entry.kind, hit.matter.id) for hit in hits] == [
        (EntryKind.TOLD, matter.id),
        (EntryKind.HEARD, matter.id),
    ]


def test_a_hit_shows_the_matter_as_it_stands_now(house: House, session: Session, clock: SetClock) -> None:
    matter = house.log.open_matter(session, a_slip(clock)).matter
    house.log.withdraw(session, matter.id, "重复")
    assert house.log_reader.search(session, "货车").hits[0].matter.state.value == "withdrawn"


@pytest.mark.parametrize(
    "query", ["\0", "\ud800", "a" * 10_000, "货" * 10_000, "OR NEAR( *", "%_", "'; DROP TABLE entries"]
)
def test_no_query_breaks_the_search(house: House, session: Session, clock: SetClock, query: str) -> None:
    house.log.open_matter(session, a_slip(clock))
    house.log_reader.search(session, query)
    assert found(house, session, "货车") == ["2026-0001"]
