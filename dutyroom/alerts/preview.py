"""Whom a chain would call if it began at a moment and nobody answered: for whoever writes the chain."""

from __future__ import annotations

from datetime import datetime

from dutyroom.alerts.model import Called, Chain, EmptyReason, Step, Subject, SubjectKind, Who
from dutyroom.alerts.on_watch import Absences, OnWatch, resolver
from dutyroom.frozen import dataclass

_NOBODYS = Subject(kind=SubjectKind.INCIDENT, id="", number="", title="")


@dataclass(frozen=True, kw_only=True)
class PreviewedStep:
    """One step as it would come: when, whom; ``fell_to`` who stands in where nobody has the function, and why."""

    at: datetime
    step: Step
    people: tuple[Called, ...]
    fell_to: Who | None = None
    reason: EmptyReason | None = None


class ChainPreview:
    """Looks ahead along a chain; nothing is written and nobody is called."""

    def __init__(self, on_watch: OnWatch, absences: Absences) -> None:
        self._on_watch = on_watch
        self._absences = absences

    def look(self, chain: Chain, begins: datetime) -> tuple[PreviewedStep, ...]:
        """Return the steps with their moments and people as roster, accounts and directory know them now.

        A step that nobody answers lasts its wait; one that finds nobody falls at once to its fallback.
        """
        at, found = begins, []
        for step in chain.steps:
            resolve = resolver(self._on_watch, self._absences, _NOBODYS, at)
            called = resolve(step.who, step.person_ids)
            fell_to = None if called.people else step.fallback
            people = called.people if fell_to is None else resolve(fell_to, ()).people
            found.append(PreviewedStep(at=at, step=step, people=people, fell_to=fell_to, reason=called.reason))
            at += step.wait
        return tuple(found)
