"""What follows from an act on an event file, within that act: its alert, its deadlines, and their end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import DeadlineKind, DeadlineState, NewDeadline, Subject, SubjectKind
from dutyroom.alerts.service import Alerts
from dutyroom.clock import Clock
from dutyroom.incidents.deadline_book import shipped_deadlines
from dutyroom.incidents.deadlines import DeadlineProfile, Stage, duties, next_follow_up
from dutyroom.incidents.events import EventFile
from dutyroom.incidents.model import Grade
from dutyroom.storage.store import UnitOfWork

_LOOKS_AHEAD = timedelta(hours=24)
_SAME_NEWS = timedelta(minutes=10)
_REPEATED = (Stage.FOLLOW_UP, Stage.ZERO_REPORT)


class EventFollower:
    """Keeps alerts and deadlines of incidents in step with their event files; see ``incidents.service.Consequence``."""

    def __init__(
        self,
        alerts: Alerts,
        clock: Clock,
        zone: Callable[[], ZoneInfo],
        *,
        drill: bool = False,
        profile: Callable[[], DeadlineProfile] | None = None,
    ) -> None:
        self._alerts = alerts
        self._clock = clock
        self._zone = zone
        self._drill = drill
        self._profile = profile or _default_profile

    def follow(self, unit: UnitOfWork, session: Session, before: EventFile | None, after: EventFile) -> None:
        """Raise the alert of a significant or sensitive event, or raise it higher, and set what has to be reported.

        An event joined to another one is told of there: its own clocks end. Source: R007, R042, R090.
        """
        incident = after.incident
        if incident.joined_to:
            if before is None or not before.incident.joined_to:
                self._alerts.ended(unit, session.actor, incident.id, "incident.joined", SubjectKind.INCIDENT)
                self._alerts.drills.rested(unit, session.actor, incident.id, "incident.joined")
            return
        if not incident.open:
            return
        self._alerts.drills.stirred(unit, session.actor, after.matter.matter, begins=True)
        subject = self._subject(after)
        parted = before is not None and bool(before.incident.joined_to)
        self._alerts.follow(unit, session.actor, subject, anew=parted)
        if subject.sensitive or (subject.grade is not None and subject.grade.significant) or after.assessment.report:
            wanted = tuple(self._deadlines(after, subject, self._told_at(before, after)))
            if parted:
                wanted = self._anew(unit, incident.id, wanted)
            self._alerts.set_deadlines(unit, session.actor, subject, wanted)

    def _told_at(self, before: EventFile | None, after: EventFile) -> datetime:
        """Return when the news was received that has to be reported (R090).

        That is the receipt of the event, and for one that grew worse later the moment of the later news; what is added
        within ten minutes still belongs to the first.
        """
        received, now = after.incident.received_at, self._clock.now()
        return received if before is None or now - received <= _SAME_NEWS else now

    def _anew(self, unit: UnitOfWork, incident_id: str, wanted: tuple[NewDeadline, ...]) -> tuple[NewDeadline, ...]:
        """Return the deadlines of an event that stands for itself again; those that nobody met come back."""
        known = self._alerts.all_of(unit, incident_id)
        met = {one.kind for one in known if one.state is DeadlineState.MET}
        last = {one.kind: max(other.ordinal for other in known if other.kind is one.kind) for one in known}
        return tuple(
            replace(one, ordinal=last.get(one.kind, 0) + 1)
            for one in wanted
            if one.kind not in met or one.kind is DeadlineKind.FOLLOW_UP
        )

    def reported(self, unit: UnitOfWork, session: Session, file: EventFile, stage: Stage) -> None:
        """Meet the deadline of a report that went out, and set the next follow-up (R045, R250)."""
        incident, kind = file.incident, DeadlineKind(stage.value)
        running = self._alerts.running(unit, incident.id)
        met = min((one.ordinal for one in running if one.kind is kind), default=None)
        if met is not None:
            self._alerts.meet(unit, session.actor, incident.id, kind, "incident.report_noted", met)
        if stage in (Stage.PHONE, Stage.WRITTEN):  # whoever has told by any means has told first
            self._alerts.meet(unit, session.actor, incident.id, DeadlineKind.FIRST, "incident.report_noted")
        if stage is not Stage.FOLLOW_UP:
            return
        subject = self._subject(file)
        following = next_follow_up(
            self._profile(),
            type_id=incident.sheet.type_id,
            grade=subject.grade,
            sensitive=subject.sensitive,
            after=self._clock.now(),
            zone=self._zone(),
        )
        if following is not None:
            known = [one.ordinal for one in self._alerts.all_of(unit, incident.id) if one.kind is kind]
            wanted = NewDeadline(kind=kind, due_at=following, ordinal=max(known, default=0) + 1)
            self._alerts.set_deadlines(unit, session.actor, subject, [wanted])

    def _deadlines(self, file: EventFile, subject: Subject, received: datetime) -> Iterator[NewDeadline]:
        """Yield what has to be reported; of follow-ups the first, each next one is set when one went out."""
        sheet = file.incident.sheet
        repeated: set[Stage] = set()
        for due in duties(
            self._profile(),
            type_id=sheet.type_id,
            grade=subject.grade,
            sensitive=subject.sensitive,
            received_at=received,
            until=max(received, self._clock.now()) + _LOOKS_AHEAD,
            zone=self._zone(),
            happened_at=sheet.happened_at,
        ):
            if due.stage in _REPEATED:
                if due.stage in repeated:
                    continue
                repeated.add(due.stage)
            yield NewDeadline(kind=DeadlineKind(due.stage.value), due_at=due.at, ordinal=due.number)

    def _subject(self, file: EventFile) -> Subject:
        incident = file.incident
        return Subject(
            kind=SubjectKind.INCIDENT,
            id=incident.id,
            number=incident.number,
            title=incident.title,
            grade=standing_grade(file),
            sensitive=incident.sensitive,
            drill=self._drill or incident.sheet.drill,
            matter_id=incident.id,
            owner_id=file.matter.matter.owner_id,
            began_at=incident.received_at,
        )


def standing_grade(file: EventFile) -> Grade | None:
    """Return the grade that an event is alerted by.

    Before anybody has decided, what the rules suggest; then what was decided, until the facts make it worse than they
    were at the decision. So no missing decision silences an event, and no rule overrules a person.
    """
    suggested = file.assessment.grade
    if not file.grades:
        return suggested
    decided = file.grades[-1]
    if suggested is not None and (decided.suggested is None or suggested.weight > decided.suggested.weight):
        return max((one for one in (decided.grade, suggested) if one is not None), key=lambda one: one.weight)
    return decided.grade


def _default_profile() -> DeadlineProfile:
    book = shipped_deadlines()
    return book.profiles[book.default]
