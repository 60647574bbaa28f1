"""By when a fax or telegram is laid before the secretary-general and then settled by a vice mayor (R144).

Where views on a paper differ the secretary-general hears of it within the same time (R112).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from dutyroom.alerts.model import DeadlineKind, NewDeadline, Subject, SubjectKind
from dutyroom.alerts.service import Alerts
from dutyroom.journal.model import Actor
from dutyroom.paths import resource
from dutyroom.receipts.model import OpinionRole, PaperFile, PaperStepKind
from dutyroom.storage.store import UnitOfWork

Spans = Mapping[OpinionRole, timedelta]
_ORDINALS = {OpinionRole.APPROVED: 1, OpinionRole.SETTLED: 2}


@cache
def shipped_spans() -> Spans:
    """Return how long each opinion may take, as shipped in ``resources/rules/supervision.yaml``."""
    import yaml  # only papers need it

    return read_spans(yaml.safe_load(resource("rules/supervision.yaml").read_text("utf-8")))


def read_spans(loaded: Mapping[str, Any]) -> Spans:
    """Return the spans that a loaded file describes; ValueError for one without time."""
    spans = {role: timedelta(minutes=int(loaded["circulation_minutes"][role.value]["within"])) for role in _ORDINALS}
    if min(spans.values()) <= timedelta(0):
        raise ValueError("no time is left for an opinion")
    return spans


class CirculationClocks:
    """Keeps the deadline of the opinion that a paper waits for in step with it, within each act."""

    def __init__(self, alerts: Alerts, spans: Callable[[], Spans] = shipped_spans, *, drill: bool = False) -> None:
        self._alerts = alerts
        self._spans = spans
        self._drill = drill

    def follow(self, unit: UnitOfWork, actor: Actor, file: PaperFile, act: str) -> None:
        """Meet what was waited for, and set what is waited for now: from the receipt, then from the last opinion."""
        wanted, paper = file.waits_for, file.paper
        known = {one.ordinal for one in self._alerts.running(unit, paper.id) if one.kind is DeadlineKind.CIRCULATION}
        place = _ordinal(file, wanted) if wanted is not None else 0
        for ordinal in known - {place}:
            self._alerts.meet(unit, actor, paper.id, DeadlineKind.CIRCULATION, act, ordinal)
        if wanted is not None and place not in known:
            due = NewDeadline(
                kind=DeadlineKind.CIRCULATION, due_at=_begun(file, wanted) + self._spans()[wanted], ordinal=place
            )
            self._alerts.deadlines.add(unit, actor, self._subject(file), due)
        self._alerts.progress(unit, actor, paper.id)

    def _subject(self, file: PaperFile) -> Subject:
        matter = file.matter.matter
        return Subject(
            kind=SubjectKind.MATTER,
            id=matter.id,
            number=matter.number,
            title=matter.subject,
            drill=self._drill,
            matter_id=matter.id,
            owner_id=matter.owner_id,
            began_at=matter.received_at,
        )


def _ordinal(file: PaperFile, wanted: OpinionRole) -> int:
    """Return the place of a deadline; each time that views differ has one of its own."""
    if file.differing is None:
        return _ORDINALS[wanted]
    return max(_ORDINALS.values()) + sum(step.kind is PaperStepKind.DIFFERED for step in file.steps)


def _begun(file: PaperFile, wanted: OpinionRole) -> datetime:
    """Return since when an opinion is waited for: views differ, the opinion before was given, the paper came."""
    if file.differing is not None:
        return file.differing.given_at
    before = file.opinions(OpinionRole.APPROVED) if wanted is OpinionRole.SETTLED else ()
    return before[-1].given_at if before else file.paper.received_at
