"""Differences and faults of rules in the words of the screen: where, what stood, what stands, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dutyroom.errors import Refused
from dutyroom.incidents.faults import Fault
from dutyroom.rulebook.rules import Difference
from dutyroom.texts import term
from ui.terms import explain, language

_KINDS = {"types": "event_type", "figures": "figure", "grades": "grade", "chains": "level", "progress_minutes": "level"}
_VALUES = {"who": "who", "fallback": "who", "how": "how", "stage": "stage", "urgent_matters": "urgency"}
_UNSAID = ("id", "law", "article", "verification")
Tree = Mapping[str, Any]


def difference_words(one: Difference, tree: Tree) -> str:
    """Return one difference: 火灾 · 较大 · 死亡人数 · 起点：3 → 2; ``tree`` is a set of rules that it stands in."""
    last = one.path[-1] if one.path else ""
    where = " · ".join(dict.fromkeys(_where(one.path, tree)))
    return f"{where}：{_shown(last, one.before, tree)} → {_shown(last, one.after, tree)}"


def fault_words(fault: Fault) -> str:
    """Return what is wrong with a set of rules, with words for the ids that the sentence carries."""
    params = dict(fault.error.params)
    for name in ("place", "other", "part"):
        if isinstance(params.get(name), str):
            params[name] = _place_words(str(params[name]))
    return explain(Refused(fault.error.code, **params))


def _place_words(place: str) -> str:
    """Return the words of an id: fire.III.deaths 火灾事故 较大 死亡人数, IV.2 一般 第2步; what has none stays."""
    found = []
    for part in place.split("."):
        if part.isdigit():
            found.append(_term("rule_part", "step").format(number=part))
            continue
        kinds = ("event_type", "level", "figure", "rule_part", "who")
        found.append(next((words for kind in kinds if (words := _term(kind, part)) != part), part))
    return " ".join(found)


def _where(path: tuple[str, ...], tree: Tree) -> Iterator[str]:
    """Yield the parts of the way in words; ids and parts that only hold others say nothing."""
    for place, part in enumerate(path):
        parent = path[place - 1] if place else ""
        if parent == "profiles":
            yield _profile(part, tree)
        elif parent == "rules":
            yield _stage(path, tree)
        elif parent in _KINDS:
            yield _term(_KINDS[parent], part)
        elif part.isdigit():
            yield _term("rule_part", "step").format(number=part)
        elif part != "figures":
            yield from _part(part)


def _part(part: str) -> Iterator[str]:
    try:
        yield term("rule_part", part, language())
    except KeyError:  # the id of a condition, which its figures tell
        return


def _profile(profile_id: str, tree: Tree) -> str:
    names = tree.get("profiles", {}).get(profile_id, {}).get("name", {})
    return str(names.get("zh" if language() == "zh_CN" else "en", profile_id))


def _stage(path: tuple[str, ...], tree: Tree) -> str:
    """Return what a rule of a place is about: 电话报告 特别重大、重大."""
    _profiles, profile_id, _rules, rule_id = path[:4]
    for rule in tree.get("profiles", {}).get(profile_id, {}).get("rules", ()):
        if rule.get("id") == rule_id:
            grades = "、".join(_term("grade", one) for one in rule.get("grades", ()))
            return f"{_term('stage', str(rule.get('stage')))} {grades}".strip()
    return rule_id


def _shown(part: str, value: Any, tree: Tree) -> str:
    if value is None or value == "":
        return _term("rule_part", "none")
    if isinstance(value, bool):
        return _term("rule_part", "yes" if value else "no")
    if isinstance(value, Mapping):
        kind = _KINDS.get(part, "rule_part")
        inner = [(name, one) for name, one in value.items() if name not in _UNSAID]
        return "，".join(f"{_term(kind, name)} {_shown(name, one, tree)}" for name, one in inner)
    if isinstance(value, list | tuple):
        return "、".join(_shown(part, one, tree) for one in value)
    if part == "default":
        return _profile(str(value), tree)
    return _term(_VALUES.get(part, "verification" if part == "verification" else ""), str(value))


def _term(kind: str, value: str) -> str:
    try:
        return term(kind, value, language())
    except KeyError:
        return value
