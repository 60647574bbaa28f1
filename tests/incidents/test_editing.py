"""Thresholds changed in the settings are a new version; the old one stays as it was."""

from __future__ import annotations

import copy
from decimal import Decimal

import pytest

from dutyroom.errors import Refused
from dutyroom.incidents.book import read_book, shipped_book, shipped_tree
from dutyroom.incidents.editing import with_condition, with_local_plan, with_lower_end, without_condition
from dutyroom.incidents.faults import FaultyBook
from dutyroom.incidents.model import FactSheet, Grade, GradingBook
from dutyroom.incidents.rules import grade


def of(book: GradingBook, type_id: str, **figures: float) -> Grade | None:
    return grade(book, FactSheet(type_id, {name: Decimal(str(value)) for name, value in figures.items()})).grade


@pytest.mark.req("R037")
def test_a_moved_threshold_moves_the_band_below_it() -> None:
    before = copy.deepcopy(dict(shipped_tree()))
    book = read_book(
        with_lower_end(shipped_tree(), "mass_incident.III.participants", "participants", Decimal(300)), shipped_book()
    )
    assert (of(book, "mass_incident", participants=299), of(book, "mass_incident", participants=300)) == ("IV", "III")
    assert of(book, "mass_incident", participants=1000) == "II"
    assert (book.version, shipped_book().version) == (2, 1)
    assert shipped_tree() == before
    power = with_lower_end(shipped_tree(), "power.III.province_1000mw_load_loss_pct", "load_loss_pct", Decimal("22.5"))
    bands = {one["id"]: one["figures"]["load_loss_pct"] for one in power["types"]["power"]["grades"]["IV"][:5]}
    assert bands["province_1000mw_load_loss_pct"] == {"from": 10, "below": 22.5}
    assert bands["region_load_loss_pct"] == {"from": 4, "below": 7}


@pytest.mark.req("R037")
def test_a_local_plan_is_named_and_brings_its_own_conditions() -> None:
    tree = with_local_plan(shipped_tree(), "finance", " 云岭市金融突发事件应急预案 ")
    added = {"id": "depositors", "words": "储户聚集并可能蔓延", "verification": "local"}
    book = read_book(with_condition(tree, "finance", Grade.III, added), shipped_book())
    event = book.types["finance"]
    assert (book.version, event.local_plan) == (3, "云岭市金融突发事件应急预案")
    found = grade(book, FactSheet("finance", answers={"finance.III.depositors": True}))
    assert found.grade is Grade.III
    fewer = read_book(without_condition(tree, "finance.I.security"), shipped_book())
    assert len(fewer.types["finance"].conditions) == len(shipped_book().types["finance"].conditions) - 1


def test_a_change_that_cannot_be_is_refused_or_named() -> None:
    for change in (
        lambda: with_lower_end(shipped_tree(), "fire.III.dead", "deaths", Decimal(1)),
        lambda: with_lower_end(shipped_tree(), "fire.III.deaths", "loss_wan", Decimal(1)),
        lambda: with_lower_end(shipped_tree(), "meteor", "deaths", Decimal(1)),
        lambda: without_condition(shipped_tree(), "fire.V.deaths"),
        lambda: with_local_plan(shipped_tree(), "meteor", ""),
        lambda: with_condition(shipped_tree(), "meteor", Grade.I, {}),
    ):
        with pytest.raises(Refused):
            change()
    for tree in (
        with_lower_end(shipped_tree(), "fire.III.deaths", "deaths", Decimal(10)),
        with_condition(shipped_tree(), "fire", Grade.I, {"id": "x", "figures": {"dead": {"from": 1}}}),
    ):
        with pytest.raises(FaultyBook):
            read_book(tree, shipped_book())
