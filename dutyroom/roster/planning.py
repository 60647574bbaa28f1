"""Drafts: made by the planner, as a new version of a plan in force, or planned again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select

from dutyroom.accounts.model import Right, Session
from dutyroom.clock import to_micros
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.roster.duty_rules import check_period
from dutyroom.roster.model import (
    Assignment,
    PlanState,
    RotationMark,
    SlotChange,
)
from dutyroom.roster.part import NAME_LENGTH
from dutyroom.roster.reading import (
    assignments_in,
    head_in,
    heads_in,
    marks_in,
    members_in,
    rules_in,
    stamp_in,
    standing_in,
)
from dutyroom.roster.rows import assignment_values, marks_text
from dutyroom.roster.rules import differences, plan
from dutyroom.roster.tables import roster_duties, roster_plans
from dutyroom.roster.viewing import RosterViews
from dutyroom.roster.views import PlanAct, PlanFile, PlanHead
from dutyroom.storage.digest import Stored
from dutyroom.storage.store import UnitOfWork

LONGEST_DAYS = 732  # two years, leap days included


@dataclass(frozen=True)
class _Made:
    """A plan ready to be written as a draft."""

    title: str
    first: date
    last: date
    holiday_id: str | None
    assignments: tuple[Assignment, ...]
    marks: tuple[RotationMark, ...]
    rules_version: int
    provisional_years: tuple[int, ...]
    after_approval: int
    reason: str = ""
    previous: PlanHead | None = None


class RosterDrafts(RosterViews):
    """Verbs that make drafts."""

    def draft(
        self, session: Session, *, first: date, last: date, title: str, holiday_id: str | None = None
    ) -> PlanFile:
        """Plan a period, both days included, as a new draft; a plan of one holiday names it by ``holiday_id``.

        Rotation continues where the plans in force stopped, fairness counts what was actual; an ordinary plan keeps the
        names of holiday plans in force within it.
        Raises Refused ``accounts.not_allowed``, ``roster.title_missing``, ``roster.period_order``,
        ``roster.period_too_long``, ``roster.no_members``, ``calendar.year_unknown``.
        """
        session.require(Right.PLAN_ROSTER)
        name = self._words(title, "roster.title_missing", NAME_LENGTH)
        check_period(first, last, LONGEST_DAYS)
        with self._store.read() as connection:
            fixed = self._of_holiday_plans(connection, first, last) if holiday_id is None else ()
            made = self._made(connection, name, first, last, holiday_id, fixed)
        return self._write_draft(session, made)

    def revise(self, session: Session, plan_id: str, reason: str) -> PlanFile:
        """Open a new version of a plan in force, as a draft with the names that hold now, swaps included.

        Raises Refused ``accounts.not_allowed``, ``roster.reason_missing``, ``roster.not_in_force``,
        ``roster.version_open``.
        """
        session.require(Right.PLAN_ROSTER)
        why = self._words(reason, "roster.reason_missing")
        with self._store.read() as connection:
            head = head_in(connection, plan_id)
            if not head.in_force:
                raise Refused("roster.not_in_force", title=head.title)
            made = _Made(
                title=head.title,
                first=head.first,
                last=head.last,
                holiday_id=head.holiday_id,
                assignments=tuple(one.assignment for one in standing_in(connection, head.first, head.last)),
                marks=self._marks_of(connection, plan_id),
                rules_version=head.rules_version,
                provisional_years=head.provisional_years,
                after_approval=stamp_in(connection)[0],
                reason=why,
                previous=head,
            )
        return self._write_draft(session, made)

    def replan(self, session: Session, plan_id: str, reason: str = "") -> PlanFile:
        """Plan a period again as a new draft version that keeps every name which still fits.

        For a year whose official arrangement replaced the provisional one, or after absences: ``differences`` shows
        what came out otherwise. The plan of a holiday grows to the days off that the calendar has now. What lies
        behind us and today's watch stay. An open draft is withdrawn in favour of it.
        Raises Refused ``accounts.not_allowed``, ``roster.plan_closed``, ``roster.version_open``.
        """
        session.require(Right.PLAN_ROSTER)
        why = self._words(reason)
        with self._store.read() as connection:
            head = head_in(connection, plan_id)
            if not (head.in_force or head.open):
                raise Refused("roster.plan_closed", title=head.title)
            kept = self._still_fitting(connection, head)
            made = self._made(connection, head.title, *self._period(head), head.holiday_id, kept)
        return self._write_draft(session, replace(made, reason=why, previous=head))

    def differences(self, session: Session, plan_id: str, other_id: str) -> tuple[SlotChange, ...]:
        """Return the slots whose names differ between two plans, from ``plan_id`` to ``other_id``."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            head_in(connection, plan_id)
            head_in(connection, other_id)
            return differences(assignments_in(connection, plan_id), assignments_in(connection, other_id))

    def _made(
        self,
        connection: Connection,
        title: str,
        first: date,
        last: date,
        holiday_id: str | None,
        fixed: Sequence[Assignment],
    ) -> _Made:
        """Let the planner fill a period."""
        rules = rules_in(connection)
        members = self._members_before(connection, rules, first)
        if not members:
            raise Refused("roster.no_members")
        planned = plan(
            calendar=self._calendar,
            rules=rules,
            members=members,
            first=first,
            last=last,
            fixed=(*self._near(connection, first, last), *fixed),
            marks=marks_in(connection, first),
        )
        return _Made(
            title=title,
            first=first,
            last=last,
            holiday_id=holiday_id,
            assignments=tuple(one for one in planned.assignments if first <= one.slot.date <= last),
            marks=planned.marks,
            rules_version=planned.rules_version,
            provisional_years=planned.provisional_years,
            after_approval=stamp_in(connection)[0],
        )

    def _of_holiday_plans(self, connection: Connection, first: date, last: date) -> tuple[Assignment, ...]:
        """Return the names that plans of single holidays give to days of a period."""
        standing = standing_in(connection, first, last)
        ids = {one.plan_id for one in standing}
        holiday = {head.id for head in heads_in(connection, *ids) if head.holiday_id} if ids else set()
        return tuple(replace(one.assignment, fixed=True) for one in standing if one.plan_id in holiday)

    def _still_fitting(self, connection: Connection, head: PlanHead) -> tuple[Assignment, ...]:
        """Return the names to keep: what is over or locked as it stands, and the rest where nothing stops it."""
        if head.in_force:
            known: Sequence[Assignment] = [one.assignment for one in standing_in(connection, head.first, head.last)]
        else:
            known = assignments_in(connection, head.id)
        rules = rules_in(connection)
        wrong = {
            one.slot for one in self._conflicts(connection, rules, members_in(connection), known) if one.kind.stops
        }
        expected = set(self._expected(rules, head))
        kept = []
        for assignment in known:
            untouchable = head.in_force and (self._over(assignment.slot) or self._locked(assignment.slot))
            fits = assignment.slot in expected and not assignment.empty and assignment.slot not in wrong
            if untouchable or fits:
                kept.append(replace(assignment, fixed=True))
        return tuple(kept)

    def _write_draft(self, session: Session, made: _Made) -> PlanFile:
        """Write a draft with all its slots in one act."""
        plan_id = self._ids.new()
        previous = made.previous
        with self._store.write() as work:
            version = self._next_version(work, session, previous)
            work.insert(
                roster_plans,
                {
                    "id": plan_id,
                    "room_id": self._room_id,
                    "series_id": previous.series_id if previous is not None else plan_id,
                    "version": version,
                    "title": made.title,
                    "first": made.first.isoformat(),
                    "last": made.last.isoformat(),
                    "holiday_id": made.holiday_id,
                    "state": PlanState.DRAFT.value,
                    "reason": made.reason,
                    "previous_id": previous.id if previous is not None else None,
                    "rules_version": made.rules_version,
                    "provisional_years": " ".join(str(year) for year in made.provisional_years),
                    "marks": marks_text(made.marks),
                    "created_at": to_micros(self._clock.now()),
                    "created_by": session.account_id,
                    "creator_name": session.name,
                    "approval": None,
                    "after_approval": made.after_approval,
                    "approved_at": None,
                    "approved_by": None,
                    "approver_name": None,
                },
            )
            work.insert_many(roster_duties, [self._duty(plan_id, one) for one in made.assignments])
            self._step(work, session, plan_id, PlanAct.DRAFTED, reason=made.reason)
            self._finish(work, session, "roster.drafted", plan_id, {"version": version})
        return self.plan(session, plan_id)

    def _duty(self, plan_id: str, assignment: Assignment) -> dict[str, Stored]:
        own = {"id": self._ids.new(), "room_id": self._room_id, "plan_id": plan_id}
        return {**own, **assignment_values(assignment), "by_head": 0}

    def _next_version(self, work: UnitOfWork, session: Session, previous: PlanHead | None) -> int:
        """Return the number of a new version; an open draft it was made from is withdrawn in its favour."""
        if previous is None:
            return 1
        rows = work.execute(
            select(roster_plans.c.id, roster_plans.c.version, roster_plans.c.state).where(
                roster_plans.c.series_id == previous.series_id
            )
        ).all()
        waiting = {PlanState.DRAFT.value, PlanState.SUBMITTED.value}
        open_ids = {row.id for row in rows if row.state in waiting}
        if open_ids - {previous.id}:
            raise Refused("roster.version_open", title=previous.title)
        if previous.id in open_ids:
            work.update(roster_plans, previous.id, {"state": PlanState.WITHDRAWN.value})
            self._step(work, session, previous.id, PlanAct.REPLACED)
        return max(int(row.version) for row in rows) + 1
