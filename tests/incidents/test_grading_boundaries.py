"""All thirty types at the boundaries of the law, figures together, and every condition at its lower end."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from dutyroom.incidents.book import shipped_book
from dutyroom.incidents.model import FactSheet
from dutyroom.incidents.rules import grade
from tests.incidents.assessing import assess

ACCIDENT = {
    "deaths": [(1, "IV"), (2, "IV"), (3, "III"), (9, "III"), (10, "II"), (29, "II"), (30, "I"), (74, "I")],
    "serious_injuries": [(1, "IV"), (9, "IV"), (10, "III"), (49, "III"), (50, "II"), (99, "II"), (100, "I")],
}
LOSS = [(0.0001, "IV"), (999.9999, "IV"), (1000, "III"), (4999.9, "III"), (5000, "II"), (9999.99, "II"), (10000, "I")]

# What the law says of single figures, written down by hand: figure, then value and grade; None is no grade.
SINGLE: Mapping[str, Mapping[str, list[tuple[float, str | None]]]] = {
    "work_safety": {**ACCIDENT, "loss_wan": LOSS},
    "fire": {**ACCIDENT, "property_loss_wan": LOSS, "loss_wan": [(10000, None)]},
    "road_traffic": {**ACCIDENT, "loss_wan": LOSS},
    "railway": {
        **ACCIDENT,
        "loss_wan": LOSS,
        "derailed_passenger_cars": [(1, None), (2, "III"), (17, "III"), (18, "II")],
        "derailed_freight_cars": [(5, None), (6, "III"), (59, "III"), (60, "II")],
        "rail_busy_interrupt_h": [(5.9, None), (6, "III"), (100, "III")],
        "rail_other_interrupt_h": [(9.5, None), (10, "III")],
    },
    "special_equipment": {
        **ACCIDENT,
        "loss_wan": [(0.99, None), (1, "IV"), (999, "IV"), (1000, "III"), (5000, "II"), (10000, "I")],
        "toxic_leak_evacuated": [
            (499, None),
            (500, "IV"),
            (9999, "IV"),
            (10000, "III"),
            (49999, "III"),
            (50000, "II"),
            (149999, "II"),
            (150000, "I"),
        ],
        "lift_stranded_hours": [(1.9, None), (2, "IV")],
    },
    "power": {**ACCIDENT, "loss_wan": LOSS},
    "gas_supply": {**ACCIDENT, "loss_wan": LOSS},
    "urban_rail": {
        **ACCIDENT,
        "loss_wan": [(49, None), (50, "IV"), (1000, "III"), (5000, "II"), (10000, "I")],
        "service_interrupt_h": [(1.9, None), (2, "IV"), (5.9, "IV"), (6, "III"), (23.9, "III"), (24, "II"), (72, "II")],
    },
    "national_safety": {
        "deaths_or_missing": [(9, None), (10, "II"), (29, "II"), (30, "I")],
        "lives_endangered": [(9, None), (10, "II"), (29, "II"), (30, "I")],
        "loss_wan": [(4999, None), (5000, "II"), (10000, "I")],
        "poisoned_or_injured": [(49, None), (50, "II"), (99, "II"), (100, "I")],
        "evacuated": [(49999, None), (50000, "II"), (99999, "II"), (100000, "I")],
        "expressway_interrupt_h": [(23.9, None), (24, "II"), (47.9, "II"), (48, "I")],
        "stampede_deaths": [(9, None), (10, "II"), (29, "II"), (30, "I")],
    },
    "major_hazard": {
        "lives_endangered": [(9, None), (10, "III"), (5000, "III")],
        "trapped_or_missing": [(2, None), (3, "III")],
        "evacuated": [(499, None), (500, "III")],
    },
    "environment": {
        "deaths": ACCIDENT["deaths"],
        "poisoned_or_injured": ACCIDENT["serious_injuries"],
        "evacuated": [(1, "IV"), (4999, "IV"), (5000, "III"), (10000, "II"), (49999, "II"), (50000, "I")],
        "loss_wan": [(499, "IV"), (500, "III"), (1999, "III"), (2000, "II"), (9999, "II"), (10000, "I")],
    },
    "cyber": {
        "cii_total_down_h": [(0.4, None), (0.5, "III"), (1.9, "III"), (2, "II"), (5.9, "II"), (6, "I")],
        "cii_main_down_h": [(1.9, None), (2, "III"), (5.9, "III"), (6, "II"), (23.9, "II"), (24, "I")],
        "affected_pop_pct_province": [(49.9, None), (50, "I")],
        "affected_pop_pct_city": [(9.9, None), (10, "III"), (29.9, "III"), (30, "II"), (100, "II")],
        "affected_people": [(99999, None), (100000, "III"), (999999, "III"), (1000000, "II"), (10000000, "I")],
        "leaked_personal_records": [(999999, None), (1000000, "III"), (10000000, "II"), (100000000, "I")],
        "loss_wan": [(499, None), (500, "III"), (2000, "II"), (10000, "I")],
    },
    "earthquake": {
        "deaths_or_missing": [(1, "IV"), (9, "IV"), (10, "III"), (49, "III"), (50, "II"), (299, "II"), (300, "I")],
    },
    "geological": {
        "deaths": ACCIDENT["deaths"],
        "loss_wan": [(99.9, "IV"), (100, "III"), (499, "III"), (500, "II"), (999, "II"), (1000, "I")],
    },
    "geological_risk": {
        "threatened": [(1, "IV"), (99, "IV"), (100, "III"), (499, "III"), (500, "II"), (999, "II"), (1000, "I")],
        "potential_loss_wan": [(499, "IV"), (500, "III"), (4999, "III"), (5000, "II"), (10000, "I")],
    },
    "forest_fire": {
        **ACCIDENT,
        "area_ha": [(0.0001, "IV"), (0.99, "IV"), (1, "III"), (99, "III"), (100, "II"), (999.9, "II"), (1000, "I")],
    },
    "grassland_fire": {
        "area_ha": [(9, None), (10, "IV"), (999, "IV"), (1000, "III"), (5000, "II"), (7999, "II"), (8000, "I")],
        "deaths": [(1, "III"), (2, "III"), (3, "II"), (9, "II"), (10, "I")],
        "casualties": [(9, None), (10, "II"), (19, "II"), (20, "I")],
        "serious_injuries": [(1, "IV"), (2, "IV"), (3, "III"), (9, "III")],
        "loss_wan": [(0.4, None), (0.5, "IV"), (49, "IV"), (50, "III"), (299, "III"), (300, "II"), (500, "I")],
    },
    "flood_drought": {"deaths": [(30, None)]},
    "meteorological": {
        "deaths": [(9, None), (10, "II"), (29, "II")],
        "loss_wan": [(999, None), (1000, "II"), (4999, "II")],
        "airport_port_expressway_closed_h": [(11.9, None), (12, "II")],
    },
    "marine": {
        "deaths": [(9, None), (10, "II"), (29, "II"), (30, "I")],
        "loss_wan": [(999, None), (1000, "II"), (4999, "II"), (5000, "I")],
    },
    "biological": {"loss_wan": [(10000, None)]},
    "public_health": {
        "pneumonic_plague_or_anthrax_cases": [(1, "III"), (4, "III"), (5, "II")],
        "bubonic_plague_cases": [(1, "IV"), (9, "IV"), (10, "III"), (19, "III"), (20, "II")],
        "cholera_cases_week": [(1, "IV"), (9, "IV"), (10, "III"), (29, "III"), (30, "II")],
        "food_poisoning_cases": [(99, None), (100, "III"), (5000, "III")],
        "food_poisoning_deaths": [(1, "III"), (9, "III"), (10, "II")],
        "occupational_poisoning_cases": [(9, None), (10, "III"), (49, "III"), (50, "II")],
        "occupational_poisoning_deaths": [(1, "III"), (4, "III"), (5, "II")],
    },
    "food_safety": {
        "deaths": [(1, "III"), (9, "III"), (10, "II"), (29, "II"), (30, "I")],
        "food_poisoning_cases": [(99, None), (100, "III")],
    },
    "animal_epidemic": {"loss_wan": [(10000, None)]},
    "mass_incident": {
        "participants": [(4, None), (5, "IV"), (99, "IV"), (100, "III"), (1000, "II"), (4999, "II"), (5000, "I")],
        "deaths": [(2, None), (3, "II"), (9, "II"), (10, "I")],
        "injured": [(9, None), (10, "II"), (29, "II"), (30, "I")],
        "armed_fight_participants": [(199, None), (200, "II"), (499, "II"), (500, "I")],
        "jailbreak_people": [(9, None), (10, "I")],
        "traffic_block_h": [(7.9, None), (8, "I")],
        "key_project_stop_h": [(23.9, None), (24, "I")],
    },
    "finance": {"loss_wan": [(10000, None)]},
    "foreign": {
        "deaths": [(9, None), (10, "II"), (29, "II"), (30, "I")],
        "casualties": [(49, None), (50, "II"), (99, "II"), (100, "I")],
    },
    "market": {"deaths": [(30, None)]},
    "terror": {"deaths": [(30, None)]},
    "criminal": {"deaths": [(2, None), (3, "II"), (9, "II"), (10, "I")]},
}  # fmt: skip

# Figures together: type, figures, the ids that a person says yes to, grade.
TOGETHER: list[tuple[str, dict[str, float], list[str], str | None]] = [
    ("railway", {"derailed_passenger_cars": 18, "rail_busy_interrupt_h": 48}, [], "I"),
    ("railway", {"derailed_passenger_cars": 18, "rail_busy_interrupt_h": 47}, [], "II"),
    ("railway", {"derailed_passenger_cars": 17, "rail_busy_interrupt_h": 24}, [], "II"),
    ("railway", {"derailed_passenger_cars": 2, "rail_other_interrupt_h": 48}, [], "II"),
    ("railway", {"derailed_passenger_cars": 2, "rail_other_interrupt_h": 47}, [], "III"),
    ("railway", {"derailed_freight_cars": 60, "rail_busy_interrupt_h": 48}, [], "I"),
    ("railway", {"derailed_freight_cars": 6, "rail_busy_interrupt_h": 23}, [], "III"),
    ("special_equipment", {"stranded_high": 100, "stranded_hours": 48}, [], "I"),
    ("special_equipment", {"stranded_high": 100, "stranded_hours": 47}, [], "II"),
    ("special_equipment", {"stranded_high": 99, "stranded_hours": 48}, [], None),
    ("special_equipment", {"stranded_hours": 12}, ["special_equipment.III.aloft_stranded_hours"], "III"),
    ("special_equipment", {"stranded_hours": 3.5}, ["special_equipment.IV.cableway_stranded_hours"], "IV"),
    ("special_equipment", {"stranded_hours": 3.4}, ["special_equipment.IV.cableway_stranded_hours"], None),
    ("special_equipment", {"stranded_hours": 1}, ["special_equipment.IV.ride_stranded_hours"], "IV"),
    ("gas_supply", {"households_no_gas_or_water": 50000, "outage_hours": 48}, [], "I"),
    ("gas_supply", {"households_no_gas_or_water": 50000, "outage_hours": 47}, [], "II"),
    ("gas_supply", {"households_no_gas_or_water": 29999, "outage_hours": 24}, [], "III"),
    ("gas_supply", {"households_no_gas_or_water": 9999, "outage_hours": 24}, [], "IV"),
    ("gas_supply", {"households_no_gas_or_water": 999, "outage_hours": 99}, [], None),
    ("gas_supply", {"households_no_gas_or_water": 90000}, [], None),
    ("power", {"load_loss_pct": 30}, ["power.I.region_load_loss_pct"], "I"),
    ("power", {"load_loss_pct": 29.9}, ["power.II.region_load_loss_pct"], "II"),
    ("power", {"grid_mw": 20000, "load_loss_pct": 30}, ["power.I.province_20000mw_load_loss_pct"], "I"),
    ("power", {"grid_mw": 19999, "load_loss_pct": 40}, ["power.I.province_5000mw_load_loss_pct"], "I"),
    ("power", {"grid_mw": 19999, "load_loss_pct": 39}, ["power.II.province_5000mw_load_loss_pct"], "II"),
    ("power", {"grid_mw": 4999, "load_loss_pct": 50}, ["power.II.province_1000mw_load_loss_pct"], "II"),
    ("power", {"grid_mw": 1999, "load_loss_pct": 40}, ["power.II.capital_0mw_load_loss_pct"], "II"),
    ("power", {"users_out_pct": 60}, ["power.I.municipality_users_out_pct"], "I"),
    ("power", {"grid_mw": 149, "load_loss_pct": 40}, ["power.IV.county_city_0mw_load_loss_pct"], "IV"),
    ("power", {"deaths": 30, "load_loss_pct": 8}, ["power.III.region_load_loss_pct"], "I"),
    ("meteorological", {"area_km2": 50, "deaths": 30}, [], "I"),
    ("meteorological", {"area_km2": 50, "loss_wan": 5000}, [], "I"),
    ("meteorological", {"area_km2": 49, "loss_wan": 4999}, [], "II"),
    ("public_health", {"food_poisoning_cases": 101, "deaths": 1}, [], "II"),
    ("public_health", {"food_poisoning_cases": 100, "deaths": 1}, [], "III"),
    ("public_health", {"food_poisoning_cases": 30, "deaths": 0}, [], "IV"),
    ("public_health", {"food_poisoning_cases": 29, "deaths": 0}, [], None),
    ("public_health", {"occupational_poisoning_cases": 9, "occupational_poisoning_deaths": 0}, [], "IV"),
    ("food_safety", {"food_poisoning_cases": 100, "deaths": 1}, [], "II"),
    ("food_safety", {"food_poisoning_cases": 99, "deaths": 0}, [], "IV"),
    ("food_safety", {"food_poisoning_cases": 50}, ["food_safety.II.school_or_event_food_poisoning_cases"], "II"),
    ("earthquake", {"magnitude": 7.0}, ["earthquake.I.fairly_dense_magnitude"], "I"),
    ("earthquake", {"magnitude": 6.9}, ["earthquake.II.fairly_dense_magnitude"], "II"),
    ("earthquake", {"magnitude": 6.0}, ["earthquake.I.dense_magnitude"], "I"),
    ("earthquake", {"magnitude": 4.0}, ["earthquake.III.dense_magnitude"], "III"),
    ("earthquake", {"magnitude": 3.9}, ["earthquake.III.dense_magnitude"], None),
    ("cyber", {"portal_down_h": 24}, ["cyber.I.central_sites_portal_down_h"], "I"),
    ("cyber", {"portal_down_h": 5.9}, ["cyber.III.sites_portal_down_h"], "III"),
    ("flood_drought", {"trunk_route_interrupt_h": 48}, ["flood_drought.I.flood_trunk_route_interrupt_h"], "I"),
    ("flood_drought", {"trunk_route_interrupt_h": 24}, ["flood_drought.II.flood_trunk_route_interrupt_h"], "II"),
    ("criminal", {"deaths": 6}, ["criminal.I.public_place_deaths"], "I"),
    ("criminal", {"deaths": 5}, ["criminal.I.public_place_deaths"], "II"),
    ("terror", {}, ["terror.I.attack"], "I"),
    ("finance", {}, ["finance.II.across_provinces"], "II"),
    ("market", {}, ["market.I.rush_buying"], "I"),
    ("biological", {}, ["biological.II.outbreak"], "II"),
    ("animal_epidemic", {}, ["animal_epidemic.IV.one_county"], "IV"),
    ("flood_drought", {}, ["flood_drought.III.local_plan"], "III"),
]


def test_the_table_below_speaks_of_every_type() -> None:
    assert set(SINGLE) == set(shipped_book().types)
    assert len(SINGLE) == 30


@pytest.mark.req("R007")
@pytest.mark.parametrize("type_id", SINGLE)
def test_each_boundary_is_graded_as_the_law_says(type_id: str) -> None:
    wrong = []
    for figure, steps in SINGLE[type_id].items():
        assert assess(type_id, {figure: 0}).grade is None
        for value, expected in steps:
            found = assess(type_id, {figure: value}).grade
            if found != expected:
                wrong.append((figure, value, expected, found))
    assert wrong == []


@pytest.mark.req("R007")
@pytest.mark.parametrize(("type_id", "figures", "yes", "expected"), TOGETHER)
def test_figures_together(type_id: str, figures: dict[str, float], yes: list[str], expected: str | None) -> None:
    found = assess(type_id, figures, answers=dict.fromkeys(yes, True))
    assert found.grade == expected
    if expected is not None:
        assert found.matched[0].condition.grade is found.grade


def test_every_condition_holds_at_its_lower_end_and_not_below_it() -> None:
    book = shipped_book()
    step = Decimal("0.000001")
    for event in book.types.values():
        for one in event.conditions:
            answers = {one.id: True} if one.asks else {}
            at_end = {threshold.figure: threshold.least for threshold in one.thresholds}
            found = grade(book, FactSheet(event.id, at_end, answers=answers))
            assert one in [match.condition for match in found.matched], one.id
            for threshold in one.thresholds:
                if threshold.least:
                    less = at_end | {threshold.figure: threshold.least - step}
                    found = grade(book, FactSheet(event.id, less, answers=answers))
                    assert one not in [match.condition for match in found.matched], one.id
                if threshold.below is not None:
                    inside = at_end | {threshold.figure: threshold.below - step}
                    found = grade(book, FactSheet(event.id, inside, answers=answers))
                    assert any(match.condition is one and not match.beyond for match in found.matched), one.id
