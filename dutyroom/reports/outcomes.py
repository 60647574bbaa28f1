"""The three outcomes of any information: report up, return for completion, no report with the result told (R260)."""

from __future__ import annotations

from dutyroom.accounts.model import Right, Session
from dutyroom.changes import Topic
from dutyroom.errors import Refused
from dutyroom.incidents.events import EventFile
from dutyroom.log.model import EntryKind
from dutyroom.log.rules import check_name
from dutyroom.reports.model import InformationOutcome, NotedOutcome
from dutyroom.reports.part import ReportsPart
from dutyroom.reports.tables import report_outcomes
from dutyroom.storage.store import UnitOfWork
from dutyroom.texts import term


class ReportOutcomes(ReportsPart):
    """The verb that ends the way of an information."""

    def decide(
        self, session: Session, matter_id: str, outcome: InformationOutcome, told: str, words: str
    ) -> NotedOutcome:
        """Decide what becomes of an information, and note who was told of it: the informer who has to complete it, the
        leader who hears the result, the leader to whom it is reported.

        A later decision stands beside the earlier one. Raises Refused ``reports.told_missing``,
        ``reports.words_missing``, ``incidents.has_to_be_reported`` for a significant event that nobody would report.
        """
        session.require(Right.WRITE_LOG)
        named, said = check_name("person", told), self._reason(words, "reports.words_missing")
        if not named:
            raise Refused("reports.told_missing")
        with self._store.write() as unit:
            event = self._event_of(unit, matter_id)
            significant = event is not None and (event.incident.significant or event.assessment.report)
            if outcome is InformationOutcome.NOT_REPORTED and significant:
                raise Refused("incidents.has_to_be_reported")
            entry = f"{term('information_outcome', outcome)}，已告知{named}：{said}"
            kind = EntryKind.VERIFIED if outcome is InformationOutcome.RETURN else EntryKind.TOLD
            self._log.step_within(unit, session, matter_id, kind, entry)
            values = {"matter_id": matter_id, "outcome": outcome.value, "told": named, "words": said}
            self._append(unit, session, report_outcomes, values)
            self._journal.record(unit, session.actor, "report.outcome_noted", matter_id, {"outcome": outcome.value})
            unit.touch(Topic.MATTERS, matter_id)
            unit.commit()
        return NotedOutcome(outcome, named, said, self._clock.now(), session.name)

    def _event_of(self, unit: UnitOfWork, matter_id: str) -> EventFile | None:
        try:
            return self._event(unit.connection, matter_id)
        except Refused as error:
            if error.code != "incidents.no_such_event":
                raise
            return None
