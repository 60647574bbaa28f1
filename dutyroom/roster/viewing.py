"""Plans as they are looked at: with what is wrong in them, their counts, who was told, what was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection, Table, select

from dutyroom.accounts.model import Right, Session
from dutyroom.clock import from_micros
from dutyroom.roster.model import Assignment, NoticeChannel, RosterRules, RotationMark, Slot
from dutyroom.roster.part import RosterPart
from dutyroom.roster.reading import assignments_in, head_in, heads_in, members_in, rules_in, steps_in
from dutyroom.roster.rows import Row, marks_of
from dutyroom.roster.rules import counts_of, provisional_years, slots_of
from dutyroom.roster.tables import roster_acknowledgements, roster_notices, roster_plans
from dutyroom.roster.views import Notice, PlanFile, PlanHead

_AROUND = timedelta(days=10)  # so much longer than its statutory days no holiday becomes


class RosterViews(RosterPart):
    """Questions about plans."""

    def plans(self, session: Session) -> tuple[PlanHead, ...]:
        """Return all plans, the latest period first, of one series the newest version first."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return heads_in(connection)

    def plan(self, session: Session, plan_id: str) -> PlanFile:
        """Return a plan with everything in it; Refused ``roster.no_such_plan``."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return self._file(connection, plan_id)

    def _file(self, connection: Connection, plan_id: str) -> PlanFile:
        head = head_in(connection, plan_id)
        assignments = assignments_in(connection, plan_id)
        rules, members = rules_in(connection), members_in(connection)
        watched = head.open or head.in_force  # what was replaced or withdrawn has nothing to put right
        missing, needless = self._gaps(rules, head, assignments) if watched else ((), ())
        return PlanFile(
            head=head,
            assignments=assignments,
            conflicts=self._conflicts(connection, rules, members, assignments) if watched else (),
            counts=counts_of(self._calendar, assignments),
            carried=self._carried_in(connection, members, head.first),
            missing=missing,
            needless=needless,
            notices=notices_in(connection, head, assignments) if not head.open else (),
            history=steps_in(connection, plan_id),
            published=self._published(head) if watched else (),
        )

    def _expected(self, rules: RosterRules, head: PlanHead) -> tuple[Slot, ...]:
        """Return the slots that the calendar asks for in the period of a plan."""
        return slots_of(self._calendar, rules, *self._period(head))

    def _period(self, head: PlanHead) -> tuple[date, date]:
        """Return the first and last day of a plan; that of a holiday grows to the days off which the calendar has now.

        The notice of a year makes a holiday longer than its statutory days, by which it was planned before.
        """
        if head.holiday_id is None:
            return head.first, head.last
        near = range((head.first - _AROUND).toordinal(), (head.last + _AROUND).toordinal() + 1)
        off = [day for day in (self._calendar.day(date.fromordinal(number)) for number in near) if not day.works]
        own = [day for day in off if day.holiday_id == head.holiday_id]
        if not own:  # two holidays that fall together have a name of their own
            joined = {day.holiday_id for day in off if day.holiday_id and head.first <= day.date <= head.last}
            own = [day for day in off if day.holiday_id in joined]
        return min([head.first, *(day.date for day in own)]), max([head.last, *(day.date for day in own)])

    def _published(self, head: PlanHead) -> tuple[int, ...]:
        """Return the years for which a plan was provisional and which are published now."""
        provisional = provisional_years(self._calendar, *self._period(head)) if head.provisional_years else ()
        return tuple(year for year in head.provisional_years if year not in provisional)

    def _gaps(
        self, rules: RosterRules, head: PlanHead, assignments: tuple[Assignment, ...]
    ) -> tuple[tuple[Slot, ...], tuple[Slot, ...]]:
        """Return the slots a plan lacks and those it does not need; what lies behind us is as it was."""
        expected = self._expected(rules, head)
        standing = {assignment.slot for assignment in assignments}
        planned_days = {slot.date for slot in standing}
        missing = (slot for slot in expected if slot not in standing)
        needless = (slot for slot in sorted(standing - set(expected)))
        return (
            tuple(slot for slot in missing if slot.date not in planned_days or not self._over(slot)),
            tuple(slot for slot in needless if not self._over(slot)),
        )

    @staticmethod
    def _marks_of(connection: Connection, plan_id: str) -> tuple[RotationMark, ...]:
        marks = connection.execute(select(roster_plans.c.marks).where(roster_plans.c.id == plan_id)).scalar_one()
        return marks_of(marks)


def notices_in(connection: Connection, head: PlanHead, assignments: tuple[Assignment, ...]) -> tuple[Notice, ...]:
    """Return for everybody on a plan whether they were told and said so, in the order of their first duty.

    Whose duties a new version leaves as they were need not be told again: the notice of the version before stands.
    """
    told, said = _newest(connection, head.id, roster_notices), _newest(connection, head.id, roster_acknowledgements)
    names = {one.member_id: one.name for one in assignments if one.member_id is not None}
    names |= {member_id: row["name"] for member_id, row in told.items() if member_id not in names}
    earlier: dict[str, Notice] = {}
    if head.previous_id is not None and names.keys() - told.keys():
        before = assignments_in(connection, head.previous_id, reasons=False)
        duties, duties_before = _by_member(assignments), _by_member(before)
        for notice in notices_in(connection, head_in(connection, head.previous_id), before):
            if duties.get(notice.member_id) == duties_before.get(notice.member_id):
                earlier[notice.member_id] = notice
    return tuple(
        _notice(head.id, member_id, name, told.get(member_id), said.get(member_id), earlier.get(member_id))
        for member_id, name in names.items()
    )


def _by_member(assignments: Iterable[Assignment]) -> dict[str, list[Slot]]:
    duties: dict[str, list[Slot]] = {}
    for one in assignments:
        if one.member_id is not None:
            duties.setdefault(one.member_id, []).append(one.slot)
    return duties


def _newest(connection: Connection, plan_id: str, table: Table) -> Mapping[str, Row]:
    rows = connection.execute(select(table).where(table.c.plan_id == plan_id).order_by(table.c.seq)).mappings()
    return {row["member_id"]: row for row in rows}


def _notice(
    plan_id: str, member_id: str, name: str, told: Row | None, said: Row | None, earlier: Notice | None
) -> Notice:
    """Return the notice of a member; ``earlier`` is the one of the version before, where it still stands."""
    notice = replace(earlier, plan_id=plan_id) if earlier is not None else Notice(plan_id, member_id, name)
    if told is not None:
        notice = replace(
            notice,
            channel=NoticeChannel(told["channel"]),
            told_at=from_micros(told["told_at"]),
            told_by=told["account_name"],
        )
    if said is not None:
        notice = replace(
            notice,
            acknowledged_at=from_micros(said["acknowledged_at"]),
            acknowledged_how=NoticeChannel(said["how"]),
            acknowledged_by=said["account_name"],
            own=bool(said["own"]),
        )
    return notice
