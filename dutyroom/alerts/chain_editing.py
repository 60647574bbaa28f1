"""Changes of the chains in the settings: each returns a new tree, to be checked by ``read_escalation``."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from dutyroom.alerts.model import How, Level, Step, Who

Written = dict[str, Any]


def with_step(tree: Mapping[str, Any], level: Level, place: int, step: Step) -> Written:
    """Return the chains with another step at ``place`` of a level, counted from 0."""
    return _with(tree, level, [*_before(tree, level, place), written_step(step), *_behind(tree, level, place + 1)])


def with_new_step(tree: Mapping[str, Any], level: Level, place: int) -> Written:
    """Return the chains with one step more at ``place``, to be filled in: the head of the duty room by phone."""
    new = {"who": Who.HEAD_OF_DUTY_ROOM.value, "how": How.PHONE.value, "wait": 120}
    new["fallback"] = Who.SECRETARY_GENERAL.value
    return _with(tree, level, [*_before(tree, level, place), new, *_behind(tree, level, place)])


def without_step(tree: Mapping[str, Any], level: Level, place: int) -> Written:
    """Return the chains without a step; the reader refuses a level that has none left."""
    return _with(tree, level, [*_before(tree, level, place), *_behind(tree, level, place + 1)])


def moved_step(tree: Mapping[str, Any], level: Level, place: int, by: int) -> Written:
    """Return the chains with a step moved up (-1) or down (1); at the end it stays where it is."""
    steps = list(tree["chains"][level.value])
    target = place + by
    if 0 <= place < len(steps) and 0 <= target < len(steps):
        steps[place], steps[target] = steps[target], steps[place]
    return _with(tree, level, steps)


def with_progress(tree: Mapping[str, Any], level: Level, minutes: int) -> Written:
    """Return the chains with another limit of silence after an acknowledgement, in minutes."""
    changed = copy.deepcopy(dict(tree))
    changed["progress_minutes"][level.value] = minutes
    return changed


def with_warning(tree: Mapping[str, Any], minutes: int) -> Written:
    """Return the chains with another warning before a deadline, in minutes."""
    return {**copy.deepcopy(dict(tree)), "warn_minutes": minutes}


def written_step(step: Step) -> Written:
    """Return a step as it is written in the book."""
    written: Written = {
        "who": step.who.value,
        "how": step.how.value,
        "wait": int(step.wait.total_seconds()),
        "fallback": step.fallback.value,
    }
    if step.always:
        written["always"] = True
    if step.person_ids:
        written["persons"] = list(step.person_ids)
    return written


def _before(tree: Mapping[str, Any], level: Level, place: int) -> list[Any]:
    return list(tree["chains"][level.value][:place])


def _behind(tree: Mapping[str, Any], level: Level, place: int) -> list[Any]:
    return list(tree["chains"][level.value][place:])


def _with(tree: Mapping[str, Any], level: Level, steps: Sequence[Any]) -> Written:
    changed = copy.deepcopy(dict(tree))
    changed["chains"][level.value] = copy.deepcopy(list(steps))
    return changed
