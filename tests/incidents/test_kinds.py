"""A kind of event is found by its name in either language, by pinyin and by initials."""

from __future__ import annotations

import pytest

from dutyroom.incidents.book import shipped_book
from dutyroom.incidents.kinds import KindFinder
from dutyroom.incidents.model import EventClass


@pytest.fixture(scope="module")
def kinds() -> KindFinder:
    return KindFinder(shipped_book())


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("道路", "road_traffic"),
        ("dljt", "road_traffic"),
        ("DLJT", "road_traffic"),
        ("daolu", "road_traffic"),
        ("road", "road_traffic"),
        ("hzsg", "fire"),
        ("火灾", "fire"),
        ("qtx", "mass_incident"),
        ("dljtsg", "road_traffic"),
        ("食品安全", "food_safety"),
    ],
)
def test_what_is_typed_finds_the_kind_that_is_meant(kinds: KindFinder, typed: str, first: str) -> None:
    assert kinds.find(typed)[0].id == first


def test_nothing_typed_lists_all_thirty_by_class_and_nonsense_none(kinds: KindFinder) -> None:
    listed = kinds.find("")
    assert len(listed) == 30
    classes = [event.event_class for event in listed]
    assert classes == sorted(classes, key=list(EventClass).index)
    assert kinds.find("qqqq") == ()
