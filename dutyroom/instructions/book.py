"""The rules of supervision as data: read from ``resources/rules/supervision.yaml`` and checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta
from functools import cache
from typing import Any

from dutyroom.frozen import dataclass
from dutyroom.instructions.model import FeedbackTo, Pace
from dutyroom.log.model import Urgency
from dutyroom.paths import resource


@dataclass(frozen=True, kw_only=True)
class SupervisionRules:
    """By when things are due: working days of a pace and before a chase, spans until relay and feedback (R121-R123).

    ``chase_hour`` is the local time of a chase, ``chase_within`` how long it may take; ``same_day`` how long before the
    end it is made where that hour is over, and the least that is left of a day for it to end at its close.
    """

    version: int
    working_days: Mapping[Pace, int]
    chase_before: int
    chase_hour: time
    chase_within: timedelta
    same_day: timedelta
    relay: Mapping[Urgency, timedelta]
    feedback: Mapping[FeedbackTo, timedelta]


@cache
def shipped_rules() -> SupervisionRules:
    """Return the rules as they are shipped; ValueError or KeyError when the file does not hold together."""
    import yaml  # only instructions need it

    return read_rules(yaml.safe_load(resource("rules/supervision.yaml").read_text("utf-8")))


def read_rules(loaded: Mapping[str, Any]) -> SupervisionRules:
    """Return the rules that a loaded file describes; ValueError for a span or a count that cannot be kept."""
    chases = loaded["chases"]
    rules = SupervisionRules(
        version=int(loaded["version"]),
        working_days={
            pace: int(loaded["paces"][pace.value]["working_days"]) for pace in Pace if pace is not Pace.ORDERED
        },
        chase_before=int(chases["before"]["working_days"]),
        chase_hour=time.fromisoformat(str(chases["hour"]["at"])),
        chase_within=timedelta(hours=int(chases["within_hours"]["hours"])),
        same_day=timedelta(hours=int(chases["same_day_hours"]["hours"])),
        relay={urgency: _minutes(loaded["relay_minutes"][urgency.value]) for urgency in Urgency},
        feedback={to: _minutes(loaded["feedback_minutes"][to.value]) for to in FeedbackTo},
    )
    if min(rules.working_days.values()) < 0 or rules.chase_before < 1:
        raise ValueError("working days are counted forward for a pace and at least one back for a chase")
    return rules


def _minutes(entry: Mapping[str, Any]) -> timedelta:
    span = timedelta(minutes=int(entry["within"]))
    if span <= timedelta(0):
        raise ValueError(f"no time is left: {entry}")
    return span
