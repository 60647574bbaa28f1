"""What is learnt of an event: facts, verifications, and the grade that somebody confirms."""

from __future__ import annotations

from collections.abc import Sequence

from dutyroom.accounts.model import Right, Session
from dutyroom.clock import to_micros
from dutyroom.errors import Refused
from dutyroom.incidents.checking import check_facts, check_grade, check_said, check_standing
from dutyroom.incidents.events import CheckKind, CheckResult, EventFile, NewFact
from dutyroom.incidents.model import Grade
from dutyroom.incidents.part import IncidentsPart
from dutyroom.incidents.saying import check_said_as, facts_said, grade_said
from dutyroom.log.model import EntryKind
from dutyroom.log.rules import check_name


class EventLearning(IncidentsPart):
    """Facts are only added; the rules look again after each act."""

    def add_facts(self, session: Session, incident_id: str, facts: Sequence[NewFact]) -> EventFile:
        """Add what was said about an event; nothing said before is overwritten. Refused as ``check_facts``."""
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            before = self._read(unit, incident_id)
            checked = check_facts(
                self.book_of(before.incident), before.incident.sheet.type_id, facts, self._clock.now()
            )
            for new in checked:
                self._write.fact(unit, session, incident_id, new)
            self._say(
                unit, session, incident_id, EntryKind.HEARD, facts_said(self.book_of(before.incident), before, checked)
            )
            return self._done(unit, session, before, "incident.facts_added", {"facts": len(checked)})

    def withdraw_fact(self, session: Session, incident_id: str, fact_id: str, reason: str) -> EventFile:
        """Take a fact back that was said wrongly; it stays visible, struck through, and counts no more."""
        session.require(Right.WRITE_LOG)
        why = check_said(reason)
        with self._store.write() as unit:
            before = self._read(unit, incident_id)
            fact = check_standing(before, fact_id)
            taken_back = NewFact(fact.name, fact.value, fact.said_by, fact.said_at, fact.matter_id, why)
            self._write.fact(unit, session, incident_id, taken_back, withdraws=fact.id)
            said = facts_said(self.book_of(before.incident), before, (taken_back,), taken_back=True)
            self._say(unit, session, incident_id, EntryKind.HANDLED, f"{said}：{why}")
            return self._done(unit, session, before, "incident.fact_withdrawn", {"fact": fact_id})

    def confirm_grade(self, session: Session, incident_id: str, grade: Grade | None, reason: str = "") -> EventFile:
        """Confirm the grade, or decide another one with a reason; None says that it has none.

        Raises Refused as ``check_grade``.
        """
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            before = self._read(unit, incident_id)
            why = check_grade(before, grade, reason)
            self._write.grade(unit, session, before, grade, why)
            now = to_micros(self._clock.now())
            self._write.change(
                unit,
                incident_id,
                {"grade": grade.value if grade else None, "graded_at": now, "rules_version": before.assessment.version},
            )
            self._say(unit, session, incident_id, EntryKind.HANDLED, grade_said(before, grade, why))
            return self._done(
                unit, session, before, "incident.graded", {"grade": grade.value if grade else "", "why": len(why)}
            )

    def note_check(
        self, session: Session, incident_id: str, kind: CheckKind, result: CheckResult, with_whom: str, text: str
    ) -> EventFile:
        """Record a verification or an assessment: who, with whom, when, with what result (R041, R095).

        Raises Refused ``incidents.with_whom_missing`` for a verification without anybody asked.
        """
        session.require(Right.WRITE_LOG)
        whom, words = check_name("person", with_whom), check_said(text)
        if kind is CheckKind.VERIFICATION and not whom:
            raise Refused("incidents.with_whom_missing")
        with self._store.write() as unit:
            before = self._read(unit, incident_id)
            self._write.check(unit, session, incident_id, kind, result, whom, words)
            step = EntryKind.VERIFIED if kind is CheckKind.VERIFICATION else EntryKind.HANDLED
            self._say(unit, session, incident_id, step, check_said_as(kind, result, whom, words))
            return self._done(unit, session, before, "incident.checked", {"kind": kind.value, "result": result.value})
