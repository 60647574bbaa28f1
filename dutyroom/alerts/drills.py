"""A drill that nobody works at any more is told of: an exercise may not be left on by accident."""

from __future__ import annotations

from collections.abc import Callable

from dutyroom.alerts.chains import Escalation
from dutyroom.alerts.deadlines import DeadlineKeeper, every_of
from dutyroom.alerts.matters import subject_of_matter
from dutyroom.alerts.model import DeadlineKind, DeadlineState, NewDeadline
from dutyroom.clock import Clock
from dutyroom.journal.model import Actor
from dutyroom.log.model import Matter, MatterState
from dutyroom.storage.store import UnitOfWork


class DrillWatch:
    """Keeps one deadline on each open drill, moved by every act on it; when it passes, a notice is raised."""

    def __init__(self, deadlines: DeadlineKeeper, escalation: Callable[[], Escalation], clock: Clock) -> None:
        self._deadlines = deadlines
        self._escalation = escalation
        self._clock = clock

    def stirred(self, unit: UnitOfWork, actor: Actor, matter: Matter, *, begins: bool = False) -> None:
        """Note that somebody works at a drill; the watch begins with its event file, and anew when it is reopened."""
        if not matter.drill or matter.state is not MatterState.OPEN:
            return
        known = [one for one in every_of(unit.connection, matter.id) if one.kind is DeadlineKind.DRILL_OPEN]
        due_at = self._clock.now() + self._escalation().drill_limit
        running = next((one for one in known if one.state is DeadlineState.RUNNING), None)
        if running is None and (begins or known):
            ordinal = max((one.ordinal for one in known), default=0) + 1
            new = NewDeadline(kind=DeadlineKind.DRILL_OPEN, due_at=due_at, ordinal=ordinal)
            self._deadlines.add(unit, actor, subject_of_matter(matter), new)
        elif running is not None and running.due_at != due_at:
            self._deadlines.move(unit, actor, running, due_at)

    def rested(self, unit: UnitOfWork, actor: Actor, matter_id: str, act: str) -> None:
        """Take the watch back: the drill stands with another one now."""
        for one in every_of(unit.connection, matter_id):
            if one.kind is DeadlineKind.DRILL_OPEN and one.state is DeadlineState.RUNNING:
                self._deadlines.withdraw(unit, actor, one, act)
