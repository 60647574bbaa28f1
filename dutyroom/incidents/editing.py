"""Changes of the rules in the settings: each returns a new tree of the next version, to be checked by ``read_book``.

The tree that was handed in is never touched, so that the version an incident was graded by stays as it was (R037).
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dutyroom.errors import Refused
from dutyroom.incidents.model import Grade

Written = dict[str, Any]


def with_lower_end(tree: Mapping[str, Any], condition_id: str, figure: str, least: Decimal) -> Written:
    """Return the rules with another lower end of one figure of a condition, in its own unit.

    The band of the next lighter grade that ended there ends at the new number, so that no gap opens between them.
    Raises Refused ``incidents.unknown_condition``.
    """
    changed = _next(tree)
    type_id, grade, condition = _found(changed, condition_id)
    band = condition.get("figures", {}).get(figure)
    if band is None:
        raise Refused("incidents.unknown_condition", condition=condition_id)
    before, band["from"] = band["from"], _plain(least)
    same = (set(condition["figures"]), condition.get("scope"))
    for lighter in list(Grade)[list(Grade).index(grade) + 1 :]:
        neighbours = [
            one
            for one in changed["types"][type_id]["grades"].get(lighter.value, ())
            if (set(one.get("figures", {})), one.get("scope")) == same and one["figures"][figure].get("below") == before
        ]
        for one in neighbours:
            one["figures"][figure]["below"] = _plain(least)
        if neighbours:
            break
    return changed


def with_local_plan(tree: Mapping[str, Any], type_id: str, plan: str) -> Written:
    """Return the rules with the name of the plan that sets the grades which the law leaves to the place.

    Raises Refused ``incidents.unknown_type``.
    """
    changed = _next(tree)
    if type_id not in changed["types"]:
        raise Refused("incidents.unknown_type", type=type_id)
    changed["types"][type_id]["local_plan"] = plan.strip()
    return changed


def with_condition(tree: Mapping[str, Any], type_id: str, grade: Grade, condition: Mapping[str, Any]) -> Written:
    """Return the rules with one condition more, written as in the book; ``read_book`` says what is wrong with it.

    Raises Refused ``incidents.unknown_type``.
    """
    changed = _next(tree)
    if type_id not in changed["types"]:
        raise Refused("incidents.unknown_type", type=type_id)
    changed["types"][type_id]["grades"].setdefault(grade.value, []).append(copy.deepcopy(dict(condition)))
    return changed


def without_condition(tree: Mapping[str, Any], condition_id: str) -> Written:
    """Return the rules without a condition; Refused ``incidents.unknown_condition``."""
    changed = _next(tree)
    type_id, grade, condition = _found(changed, condition_id)
    changed["types"][type_id]["grades"][grade.value].remove(condition)
    return changed


def _next(tree: Mapping[str, Any]) -> Written:
    changed = copy.deepcopy(dict(tree))
    changed["version"] += 1
    return changed


def _found(tree: Written, condition_id: str) -> tuple[str, Grade, Written]:
    """Return type, grade and writing of a condition: ``road_traffic.III.deaths``."""
    type_id, _, rest = condition_id.partition(".")
    grade, _, name = rest.partition(".")
    for one in tree["types"].get(type_id, {}).get("grades", {}).get(grade, ()):
        if one.get("id") == name:
            return type_id, Grade(grade), one
    raise Refused("incidents.unknown_condition", condition=condition_id)


def _plain(number: Decimal) -> int | float:
    """Return a number as YAML and JSON write it."""
    return int(number) if number == number.to_integral_value() else float(number)
