"""The shipped rules are whole, later versions are checked condition by condition."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from dutyroom.incidents.book import read_book, shipped_book, shipped_tree
from dutyroom.incidents.faults import FaultyBook
from dutyroom.incidents.model import FactSheet, Grade, Verification
from dutyroom.incidents.rules import grade
from dutyroom.paths import resource
from dutyroom.texts import sentence

TERMS: dict[str, dict[str, Any]] = yaml.safe_load(resource("terms.yaml").read_text("utf-8"))


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """Return the shipped rules after somebody changed them in the settings."""
    tree = copy.deepcopy(dict(shipped_tree()))
    change(tree)
    return tree


def faults_of(change: Callable[[dict[str, Any]], object]) -> list[tuple[str, str]]:
    with pytest.raises(FaultyBook) as faulty:
        read_book(changed(change), shipped_book())
    for fault in faulty.value.faults:
        assert fault.place in sentence(fault.error)
    assert str(len(faulty.value.faults)) in sentence(faulty.value)
    return [(fault.place, fault.error.code.removeprefix("incidents.rule_")) for fault in faulty.value.faults]


@pytest.mark.req("R007")
def test_the_book_has_thirty_types_with_431_conditions_each_with_its_law() -> None:
    book = shipped_book()
    own = [one for event in book.types.values() for one in event.conditions if one.id.startswith(f"{event.id}.")]
    assert (book.version, len(book.types), len(own)) == (1, 30, 431)
    assert len({one.id for one in own}) == 431
    assert all(one.source.title for one in own)
    assert {one.verification for one in own} == set(Verification) - {Verification.SUGGESTED}


def test_types_and_figures_have_their_words() -> None:
    book = shipped_book()
    assert list(TERMS["event_type"]) == list(book.types)
    assert list(TERMS["figure"]) == list(book.figures)
    assert set(TERMS["figure_unit"]) == {figure.unit.value for figure in book.figures.values()}
    assert set(TERMS["figure_more"]) - {"other"} <= set(book.figures)
    for kind in ("event_type", "figure", "figure_unit"):
        labels = [entry["zh"] for entry in TERMS[kind].values()]
        assert len(set(labels)) == len(labels)
        assert all(entry["en"].isascii() for entry in TERMS[kind].values())


def test_every_figure_but_the_parts_decides_something() -> None:
    book = shipped_book()
    used = {name for event in book.types.values() for name in event.figures}
    assert used == set(book.figures)


def test_a_power_failure_is_graded_by_both_decrees() -> None:
    power = shipped_book().types["power"]
    assert {one.id.split(".")[0] for one in power.conditions} == {"power", "work_safety"}
    weights = [one.grade.weight for one in power.conditions]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.req("R037")
def test_the_rules_come_back_from_the_database_as_they_went_in() -> None:
    kept = json.loads(json.dumps(dict(shipped_tree()), ensure_ascii=False))
    assert read_book(kept, shipped_book()) == shipped_book()


@pytest.mark.req("R037")
def test_a_later_version_grades_by_its_own_thresholds() -> None:
    def lower(tree: dict[str, Any]) -> None:
        tree["version"] = 2
        mass = tree["types"]["mass_incident"]
        mass["local_plan"] = "云岭市群体性事件应急预案"
        mass["grades"]["III"] = [{"id": "participants", "figures": {"participants": {"from": 300, "below": 1000}}}]
        mass["grades"]["IV"] = [{"id": "participants", "figures": {"participants": {"from": 10, "below": 300}}}]

    book = read_book(changed(lower), shipped_book())
    sheet = FactSheet("mass_incident", {"participants": book.figures["participants"].limit.from_float(200)})
    assert (grade(shipped_book(), sheet).grade, grade(book, sheet).grade) == (Grade.III, Grade.IV)
    assert (grade(book, sheet).version, grade(book, sheet).event.local_plan) == (2, "云岭市群体性事件应急预案")


def _traffic(tree: dict[str, Any], level: str = "III") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tree["types"]["road_traffic"]["grades"][level]
    return found


FAULTY: dict[str, tuple[Callable[[dict[str, Any]], object], list[tuple[str, str]]]] = {
    "a figure nobody knows": (
        lambda tree: _traffic(tree)[0].update(figures={"dead": {"from": 3}}),
        [("road_traffic.III.deaths", "unknown_part")],
    ),
    "a text for a number": (
        lambda tree: _traffic(tree)[0].update(figures={"deaths": {"from": "3"}}),
        [("road_traffic.III.deaths", "number")],
    ),
    "yes for a number": (
        lambda tree: _traffic(tree)[0].update(figures={"deaths": {"from": True}}),
        [("road_traffic.III.deaths", "number")],
    ),
    "no number": (
        lambda tree: _traffic(tree)[0].update(figures={"deaths": {"below": 3}}),
        [("road_traffic.III.deaths", "number")],
    ),
    "a negative number": (
        lambda tree: _traffic(tree)[0].update(figures={"deaths": {"from": -3}}),
        [("road_traffic.III.deaths", "number")],
    ),
    "nan": (
        lambda tree: _traffic(tree)[0].update(figures={"deaths": {"from": float("nan")}}),
        [("road_traffic.III.deaths", "number")],
    ),
    "a huge number": (
        lambda tree: _traffic(tree)[0].update(figures={"deaths": {"from": 10**5000}}),
        [("road_traffic.III.deaths", "number")],
    ),
    "a band that ends before it begins": (
        lambda tree: _traffic(tree)[0].update(figures={"deaths": {"from": 10, "below": 3}}),
        [("road_traffic.III.deaths", "band"), ("road_traffic.II.deaths", "order")],
    ),
    "a worse grade that asks for no more": (
        lambda tree: _traffic(tree, "II")[0].update(figures={"deaths": {"from": 3}}),
        [("road_traffic.II.deaths", "order")],
    ),
    "neither figures nor words": (
        lambda tree: _traffic(tree)[0].pop("figures"),
        [("road_traffic.III.deaths", "empty")],
    ),
    "the same id twice": (
        lambda tree: _traffic(tree)[1].update(id="deaths"),
        [("road_traffic.III.deaths", "twice")],
    ),
    "no id": (lambda tree: _traffic(tree)[0].pop("id"), [("road_traffic.III", "missing_part")]),
    "a part nobody knows": (
        lambda tree: _traffic(tree)[0].update(ge=3),
        [("road_traffic.III", "unknown_part")],
    ),
    "no condition at all": (
        lambda tree: _traffic(tree).__setitem__(0, "3人"),
        [("road_traffic.III", "unreadable"), ("road_traffic.III", "missing_part"), ("road_traffic.III.", "empty")],
    ),
    "a grade nobody knows": (
        lambda tree: tree["types"]["fire"]["grades"].update(V=[]),
        [("fire", "unknown_part")],
    ),
    "a law nobody knows": (
        lambda tree: tree["types"]["fire"]["sources"][0].update(law="decree_1"),
        [("fire", "unknown_part")],
    ),
    "a verification nobody knows": (
        lambda tree: tree["types"]["fire"].update(verification="sure"),
        [("fire", "unknown_part")],
    ),
    "a type gone": (lambda tree: tree["types"].pop("fire"), [("types", "missing_part")]),
    "a type added": (
        lambda tree: tree["types"].update(meteor=tree["types"]["fire"]),
        [("types", "unknown_part")],
    ),
    "a version that is none": (lambda tree: tree.update(version="2"), [("grading", "unreadable")]),
    "a figure made of a later one": (
        lambda tree: tree["figures"]["deaths"].update(sum=["casualties"]),
        [("figures.deaths", "unknown_part")],
    ),
}


@pytest.mark.req("R037")
@pytest.mark.parametrize("what", FAULTY)
def test_a_faulty_rule_is_named_and_the_book_not_used(what: str) -> None:
    change, expected = FAULTY[what]
    assert faults_of(change) == expected


@pytest.mark.parametrize("tree", [None, [], "rules", {}, {"version": 1, "types": []}, {1: 2}], ids=str)
def test_what_is_no_book_is_refused(tree: object) -> None:
    with pytest.raises(FaultyBook):
        read_book(tree, shipped_book())


def test_several_faults_are_named_at_once() -> None:
    def worse(tree: dict[str, Any]) -> None:
        _traffic(tree)[0]["figures"]["deaths"]["from"] = None
        tree["types"]["fire"]["grades"]["I"][0]["figures"]["deaths"]["from"] = -1

    assert {place for place, _code in faults_of(worse)} == {"road_traffic.III.deaths", "fire.I.deaths"}
