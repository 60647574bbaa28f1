"""Whatever is known: more is never milder, and the rules say what the book says when read by hand."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dutyroom.incidents.book import shipped_book, shipped_tree
from dutyroom.incidents.model import FactSheet, Grade
from dutyroom.incidents.rules import grade

BOOK = shipped_book()
TYPES = sorted(BOOK.types)
CASES = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _edges(type_id: str, figure: str) -> list[Decimal]:
    """Return the values at which something may change, and their neighbours."""
    step = Decimal(1) if BOOK.figures[figure].unit.counted else Decimal("0.1")
    ends = {Decimal(0), Decimal(1)}
    for one in BOOK.types[type_id].conditions:
        for threshold in one.thresholds:
            if threshold.figure == figure:
                ends.add(threshold.least)
                ends.add(threshold.below or threshold.least)
    near = {end + change for end in ends for change in (-step, Decimal(0), step)}
    return sorted(value for value in near if 0 <= value <= BOOK.figures[figure].limit)


@st.composite
def sheets(draw: st.DrawFn) -> FactSheet:
    """Any facts about any type: some figures near their boundaries, some answers."""
    type_id = draw(st.sampled_from(TYPES))
    event = BOOK.types[type_id]
    names = draw(st.lists(st.sampled_from(sorted(event.figures)), unique=True, max_size=8)) if event.figures else []
    figures = {name: draw(st.sampled_from(_edges(type_id, name))) for name in names}
    asking = sorted(one.id for one in event.criteria().values() if one.asks)
    answers = draw(st.dictionaries(st.sampled_from(asking), st.booleans(), max_size=6)) if asking else {}
    return FactSheet(type_id, figures, answers=answers)


def _weight(found: Grade | None) -> int:
    return 0 if found is None else found.weight


@CASES
@given(sheets(), st.data())
def test_raising_a_figure_or_learning_one_never_lowers_the_grade(sheet: FactSheet, data: st.DataObject) -> None:
    names = sorted(BOOK.types[sheet.type_id].figures)
    if not names:
        return
    name = data.draw(st.sampled_from(names))
    before = sheet.figures.get(name, Decimal(-1))
    larger = [value for value in _edges(sheet.type_id, name) if value >= before]
    if not larger:
        return
    value = data.draw(st.sampled_from(larger))
    more = FactSheet(sheet.type_id, {**sheet.figures, name: value}, answers=sheet.answers)
    first, second = grade(BOOK, sheet), grade(BOOK, more)
    assert _weight(second.grade) >= _weight(first.grade)
    assert second.report >= first.report


def _by_hand(type_id: str, figures: Mapping[str, Decimal], answers: Mapping[str, bool]) -> str | None:
    """Return the grade that the written book gives, read in the plainest way."""
    tree: Mapping[str, Any] = shipped_tree()["types"]
    for level in ("I", "II", "III", "IV"):
        for lender in (type_id, *tree[type_id].get("higher_of", ())):
            for one in tree[lender]["grades"].get(level, ()):
                bands = one.get("figures", {})
                asks = "scope" in one or not bands
                if asks and answers.get(f"{lender}.{level}.{one['id']}") is not True:
                    continue
                if all(
                    name in figures
                    and figures[name] >= Decimal(str(band["from"]))
                    and figures[name] < Decimal(str(band.get("below", "Infinity")))
                    for name, band in bands.items()
                ):
                    return level
    return None


@CASES
@given(sheets())
def test_the_rules_say_what_the_book_says(sheet: FactSheet) -> None:
    found = grade(BOOK, sheet)
    plain = _by_hand(sheet.type_id, sheet.figures, sheet.answers)
    follows = any(one.sum_of or one.largest_of for one in found.event.wholes)
    if not follows and not any(match.beyond for match in found.matched):
        assert found.grade == plain
    assert _weight(found.grade) >= _weight(None if plain is None else Grade(plain))


@CASES
@given(sheets())
def test_each_open_question_gives_at_least_its_grade(sheet: FactSheet) -> None:
    for one in grade(BOOK, sheet).questions[:3]:
        yes = FactSheet(sheet.type_id, sheet.figures, answers={**sheet.answers, one.id: True})
        assert _weight(grade(BOOK, yes).grade) >= one.grade.weight


def test_a_band_without_a_successor_is_held_only_where_the_law_leaves_a_gap() -> None:
    """Where one figure alone leaves its band and the plain reading says no grade: these and no others."""
    gaps = set()
    for event in BOOK.types.values():
        for one in event.conditions:
            if one.asks or len(one.thresholds) != 1 or one.thresholds[0].below is None:
                continue
            at_end = {one.thresholds[0].figure: one.thresholds[0].below}
            if _by_hand(event.id, at_end, {}) is None:
                gaps.add((one.id, grade(BOOK, FactSheet(event.id, at_end)).grade))
    assert gaps == {
        ("grassland_fire.III.serious_injuries", Grade.II),  # ten hurt are ten casualties
        ("meteorological.II.deaths", Grade.II),  # grade I wants an area of 50 square kilometres too
        ("meteorological.II.loss_wan", Grade.II),
    }
