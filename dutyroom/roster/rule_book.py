"""The rules a room plans by: the shipped ones, rules as data for keeping, and what no rules may leave out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from dutyroom.calendar.model import DayType
from dutyroom.errors import Refused
from dutyroom.paths import resource
from dutyroom.roster.model import Pool, Post, RosterRules, SlotRule, Turn
from dutyroom.roster.slots import AT_DESK

MOST_SEATS = 20
MOST_REST = 14
_DAY = timedelta(days=1)


@cache
def default_rules() -> RosterRules:
    """Return the shipped rules, version 1 (R066-R068, R074, R075, R137; ``resources/rules/roster.yaml``)."""
    import yaml  # only a room that plans needs it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tree: dict[str, Any] = yaml.load(resource("rules/roster.yaml").read_text("utf-8"), Loader=loader)
    return rules_of_tree({**tree, "source": tree["meta"]["source"]}, version=1)


def rules_of_tree(tree: Mapping[str, Any], *, version: int) -> RosterRules:
    """Return the rules that ``tree_of_rules`` wrote; checked as ``check_rules`` does."""
    rules = RosterRules(
        version=version,
        slots=tuple(
            SlotRule(
                day_types=frozenset(DayType(day_type) for day_type in entry["days"]),
                post=Post(entry["post"]),
                turn=Turn(entry["turn"]),
                pool=Pool(entry["pool"]),
                seats=int(entry.get("seats", 1)),
                first=_day(entry.get("first")),
                last=_day(entry.get("last")),
            )
            for entry in tree["slots"]
        ),
        rest_shifts=int(tree["rest_shifts"]),
        newcomer_needs_experienced=bool(tree["newcomer_needs_experienced"]),
        source=str(tree.get("source", "")),
    )
    check_rules(rules)
    return rules


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def tree_of_rules(rules: RosterRules) -> dict[str, Any]:
    """Return the rules as plain data: texts, numbers, lists; the version is kept by whoever keeps the tree."""
    return {
        "rest_shifts": rules.rest_shifts,
        "newcomer_needs_experienced": rules.newcomer_needs_experienced,
        "source": rules.source,
        "slots": [
            {
                "days": sorted(day_type.value for day_type in rule.day_types),
                "post": rule.post.value,
                "turn": rule.turn.value,
                "pool": rule.pool.value,
                "seats": rule.seats,
            }
            | {name: str(day) for name, day in (("first", rule.first), ("last", rule.last)) if day is not None}
            for rule in rules.slots
        ],
    }


def check_rules(rules: RosterRules) -> None:
    """Refuse rules that leave a shift of some kind of day without a place at the desk (R003, R140).

    Refused ``roster.rules_uncovered`` names the kind of day and the turn, ``roster.rules_seats`` and
    ``roster.rules_rest`` numbers beyond all sense.
    """
    if any(not 1 <= rule.seats <= MOST_SEATS for rule in rules.slots):
        raise Refused("roster.rules_seats", limit=MOST_SEATS)
    if not 0 <= rules.rest_shifts <= MOST_REST:
        raise Refused("roster.rules_rest", limit=MOST_REST)
    begins = {rule.first for rule in rules.slots if rule.first is not None}
    begins |= {rule.last + _DAY for rule in rules.slots if rule.last is not None}
    for day in sorted({date.min, *begins}):
        for day_type in DayType:
            desk = {rule.turn for rule in rules.slots_on(day) if day_type in rule.day_types and rule.post in AT_DESK}
            for turn in (Turn.DAY, Turn.NIGHT):
                if turn not in desk and Turn.WHOLE_DAY not in desk:
                    raise Refused("roster.rules_uncovered", day_type=day_type.value, turn=turn.value)


def changed_from(standing: RosterRules, wanted: RosterRules, begins: date) -> RosterRules:
    """Return the rules by which the slots of ``wanted`` hold from ``begins`` on, and before it those that stood.

    Slots that stay as they are go on without a seam. Rest and pairing are those of ``wanted``; they have no date, since
    they say nothing about which places there are.
    """
    wishes = [replace(rule, first=None, last=None) for rule in wanted.slots]
    kept: list[SlotRule] = []
    for rule in standing.slots:
        bare = replace(rule, first=None, last=None)
        goes_on = rule.holds_on(begins) and bare in wishes
        if goes_on:
            wishes.remove(bare)
            kept.append(replace(rule, last=None))
        elif rule.first is None or rule.first < begins:
            last = begins - _DAY if rule.last is None else min(rule.last, begins - _DAY)
            kept.append(replace(rule, last=last))
    return replace(wanted, slots=(*kept, *(replace(rule, first=begins) for rule in wishes)))
