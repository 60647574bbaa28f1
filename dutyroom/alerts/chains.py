"""The chains of people by level, read from ``resources/rules/escalation.yaml`` and checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from dutyroom.alerts.model import Chain, How, Level, Step, Who
from dutyroom.log.model import Urgency
from dutyroom.paths import resource

LEAST_WAIT = timedelta(seconds=10)


@dataclass(frozen=True)
class Escalation:
    """All chains in one version, with what goes beside them."""

    version: int
    chains: dict[Level, Chain]
    urgent_matters: frozenset[Urgency]
    warn_before: timedelta

    def chain(self, level: Level) -> Chain:
        """Return the chain of a level."""
        return self.chains[level]


@cache
def shipped_escalation() -> Escalation:
    """Return the chains as they are shipped; ValueError when the file does not hold together."""
    import yaml  # a tenth of a second that only the first alert of a run costs

    return read_escalation(yaml.safe_load(resource("rules/escalation.yaml").read_text("utf-8")))


def read_escalation(loaded: dict[str, Any]) -> Escalation:
    """Return the chains that a loaded file describes.

    Raises ValueError for a level without steps, a wait below ten seconds, a step that falls back to itself, and
    whatever is no word of the file.
    """
    version = int(loaded["version"])
    chains = {}
    for level in Level:
        steps = tuple(_step(level, entry) for entry in loaded["chains"][level.value])
        progress = timedelta(minutes=int(loaded["progress_minutes"][level.value]))
        if not steps or progress < LEAST_WAIT:
            raise ValueError(f"level {level.value} has no step or no limit of progress")
        chains[level] = Chain(level=level, version=version, progress=progress, steps=steps)
    return Escalation(
        version=version,
        chains=chains,
        urgent_matters=frozenset(Urgency(word) for word in loaded["urgent_matters"]),
        warn_before=timedelta(minutes=int(loaded["warn_minutes"])),
    )


def _step(level: Level, entry: dict[str, Any]) -> Step:
    step = Step(
        who=Who(entry["who"]),
        how=How(entry["how"]),
        wait=timedelta(seconds=int(entry["wait"])),
        fallback=Who(entry["fallback"]),
        always=bool(entry.get("always", False)),
        person_ids=tuple(str(person) for person in entry.get("persons", ())),
    )
    if step.wait < LEAST_WAIT or step.fallback is step.who:
        raise ValueError(f"a step of level {level.value} waits too short or falls back to itself: {entry}")
    return step
