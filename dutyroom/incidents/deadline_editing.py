"""Changes of the deadlines in the settings: each returns a new tree, to be checked by ``read_deadlines``."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from dutyroom.errors import Refused
from dutyroom.incidents.deadlines import Timing

Written = dict[str, Any]
_WAYS = ("within", "at_once", "every", "at", "days", "after_end")


def with_profile(tree: Mapping[str, Any], profile_id: str) -> Written:
    """Return the deadlines with another place chosen for the room; Refused ``incidents.unknown_profile``."""
    if profile_id not in tree["profiles"]:
        raise Refused("incidents.unknown_profile", profile=profile_id)
    return {**copy.deepcopy(dict(tree)), "default": profile_id}


def with_timing(tree: Mapping[str, Any], rule_id: str, timing: Timing) -> Written:
    """Return the deadlines with another time for one rule (``henan.phone``); Refused ``incidents.unknown_rule``.

    What the law named no longer holds then word for word, so the rule is marked as one of this place.
    """
    changed = copy.deepcopy(dict(tree))
    profile_id, _, name = rule_id.partition(".")
    for rule in changed["profiles"].get(profile_id, {}).get("rules", ()):
        if rule.get("id") == name:
            for way in _WAYS:
                rule.pop(way, None)
            rule.update(written_timing(timing))
            rule["verification"] = "local"
            return changed
    raise Refused("incidents.unknown_rule", rule=rule_id)


def written_timing(timing: Timing) -> Written:
    """Return a time as it is written in the book."""
    if timing.at:
        return {"at": [f"{wall:%H:%M}" for wall in timing.at]}
    if timing.at_once:
        return {"at_once": True}
    numbers = {"within": timing.within, "every": timing.every, "days": timing.days, "after_end": timing.after_end}
    return {way: number for way, number in numbers.items() if number is not None}
