"""Reports of an event that were noted by hand, and the decision not to report it."""

from __future__ import annotations

from dutyroom.accounts.model import Right, Role, Session
from dutyroom.clock import to_micros
from dutyroom.errors import Refused
from dutyroom.incidents.checking import REASON_LIMIT, check_said
from dutyroom.incidents.deadlines import Stage
from dutyroom.incidents.events import EventFile
from dutyroom.incidents.part import IncidentsPart
from dutyroom.incidents.saying import report_said
from dutyroom.log.model import EntryKind
from dutyroom.log.rules import check_name, check_words
from dutyroom.storage.store import UnitOfWork

REVIEWERS = frozenset({Role.LEADER_IN_CHARGE, Role.HEAD_OF_DUTY_ROOM, Role.SECRETARY_GENERAL})


class EventReporting(IncidentsPart):
    """That something was reported, or why it is not."""

    def note_report(self, session: Session, incident_id: str, stage: Stage, to: str, text: str = "") -> EventFile:
        """Note that a report went out: which, to whom, with what words; its deadline is met by this (R015, R048, R250).

        Raises Refused ``incidents.to_whom_missing``.
        """
        session.require(Right.WRITE_LOG)
        whom = check_name("unit", to)
        if not whom:
            raise Refused("incidents.to_whom_missing")
        words = check_words(text, REASON_LIMIT) if text.strip() else ""
        with self._store.write() as unit:
            before = self._read(unit, incident_id)
            self._say(unit, session, incident_id, EntryKind.TOLD, report_said(stage, whom, words))
            for objection in self._objections:
                objection(unit, before, stage)
            self._follow(unit, session, before, "incident.report_noted", incident_id, {"stage": stage.value})
            after = self.reported_within(unit, session, incident_id, stage)
            unit.commit()
        return after

    def reported_within(self, unit: UnitOfWork, session: Session, incident_id: str, stage: Stage) -> EventFile:
        """Let what follows from a report be part of the act by which a higher room has sent it."""
        after = self._read(unit, incident_id)
        for consequence in self._consequences:
            consequence.reported(unit, session, after, stage)
        return after

    def decide_no_report(self, session: Session, incident_id: str, reason: str) -> EventFile:
        """Decide not to report an event below significant; it counts once somebody else has agreed (R089, R254).

        Raises Refused ``incidents.has_to_be_reported`` for a significant or sensitive one.
        """
        session.require(Right.WRITE_LOG)
        why = check_said(reason)
        with self._store.write() as unit:
            before = self._read(unit, incident_id)
            if before.incident.significant or before.assessment.report:
                raise Refused("incidents.has_to_be_reported")
            self._write.change(
                unit,
                incident_id,
                {
                    "no_report_reason": why,
                    "no_report_by": session.account_id,
                    "no_report_by_name": session.name,
                    "no_report_at": to_micros(self._clock.now()),
                    "no_report_reviewer": None,
                    "no_report_reviewed_at": None,
                },
            )
            self._say(unit, session, incident_id, EntryKind.HANDLED, f"拟不上报：{why}")
            return self._done(unit, session, before, "incident.no_report_decided", {})

    def review_no_report(self, session: Session, incident_id: str, *, agree: bool, remark: str = "") -> EventFile:
        """Agree to not reporting, or send it back; never by whoever decided it (R254).

        Raises Refused ``incidents.no_reviewer``, ``incidents.own_decision``, ``incidents.nothing_to_review``.
        """
        if not session.roles & REVIEWERS:
            raise Refused("incidents.no_reviewer")
        with self._store.write() as unit:
            before = self._read(unit, incident_id)
            decision = before.incident.no_report
            if decision is None or decision.valid:
                raise Refused("incidents.nothing_to_review")
            if decision.by_id == session.account_id:
                raise Refused("incidents.own_decision")
            if agree:
                now = to_micros(self._clock.now())
                self._write.change(
                    unit, incident_id, {"no_report_reviewer": session.name, "no_report_reviewed_at": now}
                )
                said = "同意不上报" + (f"：{remark.strip()}" if remark.strip() else "")
            else:
                self._write.change(unit, incident_id, {"no_report_at": None, "no_report_reason": None})
                said = f"不同意不上报，应予上报：{check_said(remark)}"
            self._say(unit, session, incident_id, EntryKind.ORDERED, said)
            return self._done(unit, session, before, "incident.no_report_reviewed", {"agreed": int(agree)})
