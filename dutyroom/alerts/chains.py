"""The chains of people by level: read from ``resources/rules/escalation.yaml`` or a later version of it (R037)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from dutyroom.alerts.model import Chain, How, Level, Step, Who
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.incidents.faults import FaultyBook, Notes, Tree
from dutyroom.log.model import Urgency
from dutyroom.paths import resource

LEAST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=24)
_DAY = 24 * 60  # minutes
_TOP = ("version", "source", "status", "progress_minutes", "urgent_matters", "warn_minutes", "drill_minutes", "chains")
_DRILL = "drill_minutes"
_DRILL_MINUTES = 240
_STEP = ("who", "how", "wait", "fallback", "always", "persons")


@dataclass(frozen=True)
class Escalation:
    """All chains in one version, with what goes beside them."""

    version: int
    chains: dict[Level, Chain]
    urgent_matters: frozenset[Urgency]
    warn_before: timedelta
    drill_limit: timedelta = timedelta(minutes=_DRILL_MINUTES)

    def chain(self, level: Level) -> Chain:
        """Return the chain of a level."""
        return self.chains[level]


@cache
def shipped_escalation_tree() -> Mapping[str, Any]:
    """Return the shipped chains as they are written, read once."""
    import yaml  # which only the first alert of a run costs

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tree: Mapping[str, Any] = yaml.load(resource("rules/escalation.yaml").read_text("utf-8"), Loader=loader)
    return tree


@cache
def shipped_escalation() -> Escalation:
    """Return the chains as they are shipped; FaultyBook when the file does not hold together."""
    return read_escalation(shipped_escalation_tree())


def read_escalation(tree: object) -> Escalation:
    """Return the chains that a mapping of YAML or JSON describes; waits are in seconds, limits in minutes.

    Raises ``FaultyBook``, which names every step that is wrong (``III.2`` is the second of level III): a level without
    steps, a wait below ten seconds or above a day, a step that falls back to itself, a word that nobody knows.
    """
    reader = _Reader()
    read = reader.escalation(tree)
    if reader.notes.faults:
        raise FaultyBook(reader.notes.faults)
    return read


class _Reader:
    """Reads one set of chains and notes what is wrong with it."""

    def __init__(self) -> None:
        self.notes = Notes()

    def escalation(self, tree: object) -> Escalation:
        top = self.notes.tree(tree, "escalation", _TOP)
        version = self._count(top, "version", "escalation", 1, 10**9)
        levels = tuple(level.value for level in Level)
        written = self.notes.tree(top.get("chains", {}), "chains", levels)
        limits = self.notes.tree(top.get("progress_minutes", {}), "progress_minutes", levels)
        chains = {level: self._chain(level, version, written, limits) for level in Level}
        words = tuple(one.value for one in Urgency)
        return Escalation(
            version=version,
            chains=chains,
            urgent_matters=frozenset(
                Urgency(one) for one in self.notes.names(top, "urgent_matters", "escalation", words)
            ),
            warn_before=timedelta(minutes=self._count(top, "warn_minutes", "escalation", 0, _DAY)),
            drill_limit=timedelta(
                minutes=self._count(
                    {_DRILL: _DRILL_MINUTES, **top}, _DRILL, "escalation", 1, _DAY
                )  # older sets lack it
            ),
        )

    def _chain(self, level: Level, version: int, written: Tree, limits: Tree) -> Chain:
        entries = self.notes.items(written, level.value, level.value)
        if not entries:
            self.notes.add(level.value, Refused("incidents.chain_empty", place=level.value))
        steps = tuple(self._step(entry, f"{level.value}.{number}") for number, entry in enumerate(entries, 1))
        minutes = self._count(limits, level.value, "progress_minutes", 1, _DAY)
        return Chain(level=level, version=version, progress=timedelta(minutes=minutes), steps=steps)

    def _step(self, tree: object, place: str) -> Step:
        entry = self.notes.tree(tree, place, _STEP)
        who = self.notes.one_of(Who, entry.get("who"), place) or Who.OFFICER_ON_WATCH
        fallback = self.notes.one_of(Who, entry.get("fallback"), place)
        if fallback is who:
            self.notes.add(place, Refused("incidents.chain_falls_to_itself", place=place))
        least, most = (int(wait.total_seconds()) for wait in (LEAST_WAIT, LONGEST_WAIT))
        return Step(
            who=who,
            how=self.notes.one_of(How, entry.get("how"), place) or How.DESK,
            wait=timedelta(seconds=self._count(entry, "wait", place, least, most)),
            fallback=fallback or Who.LEADER_IN_CHARGE,
            always=self.notes.flag(entry, "always", place),
            person_ids=tuple(str(person) for person in self.notes.items(entry, "persons", place)),
        )

    def _count(self, tree: Tree, part: str, place: str, least: int, most: int) -> int:
        value = tree.get(part)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.notes.add(place, Refused("incidents.chain_number", place=place, part=part, least=least, most=most))
        return least
