"""The pure part of the roster, by one door: slots, the planner, what is wrong with a plan, and how fair it is."""

from __future__ import annotations

from dutyroom.roster.candidates import candidates
from dutyroom.roster.checking import conflicts, differences
from dutyroom.roster.fairness import carried_after
from dutyroom.roster.planner import plan, provisional_years
from dutyroom.roster.rule_book import changed_from, check_rules, default_rules, rules_of_tree, tree_of_rules
from dutyroom.roster.slots import classes_of, counts_of, places_of, slots_of, uncovered

__all__ = [
    "candidates",
    "carried_after",
    "changed_from",
    "check_rules",
    "classes_of",
    "conflicts",
    "counts_of",
    "default_rules",
    "differences",
    "places_of",
    "plan",
    "provisional_years",
    "rules_of_tree",
    "slots_of",
    "tree_of_rules",
    "uncovered",
]
