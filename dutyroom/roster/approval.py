"""A plan on its way: submitted, sent back, approved by the secretary-general, withdrawn (R035, R076)."""

from __future__ import annotations

from sqlalchemy import Connection, select

from dutyroom.accounts.model import Right, Session
from dutyroom.errors import Refused
from dutyroom.roster.model import Assignment, PlanState, Slot
from dutyroom.roster.reading import IN_FORCE, head_in, heads_in, stamp_in, standing_in
from dutyroom.roster.tables import roster_duties, roster_plans
from dutyroom.roster.viewing import RosterViews
from dutyroom.roster.views import PlanAct, PlanFile, PlanHead
from dutyroom.storage.store import UnitOfWork


class RosterApproval(RosterViews):
    """Verbs that carry a plan from draft to being in force."""

    def submit(self, session: Session, plan_id: str) -> PlanFile:
        """Hand a draft to the secretary-general; it is no longer changed.

        Raises Refused ``accounts.not_allowed``, ``roster.not_draft``.
        """
        session.require(Right.PLAN_ROSTER)
        with self._store.write() as work:
            head = head_in(work.connection, plan_id)
            if head.state is not PlanState.DRAFT:
                raise Refused("roster.not_draft", title=head.title)
            self._to(work, session, head, PlanState.SUBMITTED, PlanAct.SUBMITTED)
            self._finish(work, session, "roster.submitted", plan_id)
        return self.plan(session, plan_id)

    def send_back(self, session: Session, plan_id: str, reason: str) -> PlanFile:
        """Give a submitted plan back to be changed, with the reason.

        Raises Refused ``accounts.not_allowed``, ``roster.reason_missing``, ``roster.not_submitted``.
        """
        session.require(Right.APPROVE_ROSTER)
        why = self._words(reason, "roster.reason_missing")
        with self._store.write() as work:
            head = _submitted(work.connection, plan_id)
            self._to(work, session, head, PlanState.DRAFT, PlanAct.SENT_BACK, why)
            self._finish(work, session, "roster.sent_back", plan_id)
        return self.plan(session, plan_id)

    def recall(self, session: Session, plan_id: str, reason: str) -> PlanFile:
        """Take a submitted plan back to be changed, by those who plan, with the reason.

        Raises Refused ``accounts.not_allowed``, ``roster.reason_missing``, ``roster.not_submitted``.
        """
        session.require(Right.PLAN_ROSTER)
        why = self._words(reason, "roster.reason_missing")
        with self._store.write() as work:
            head = _submitted(work.connection, plan_id)
            self._to(work, session, head, PlanState.DRAFT, PlanAct.RECALLED, why)
            self._finish(work, session, "roster.recalled", plan_id)
        return self.plan(session, plan_id)

    def withdraw(self, session: Session, plan_id: str, reason: str) -> PlanFile:
        """Drop a plan that is not yet approved; it stays to be looked at. One in force is revised instead.

        Raises Refused ``accounts.not_allowed``, ``roster.reason_missing``, ``roster.plan_closed``.
        """
        session.require(Right.PLAN_ROSTER)
        why = self._words(reason, "roster.reason_missing")
        with self._store.write() as work:
            head = head_in(work.connection, plan_id)
            if not head.open:
                raise Refused("roster.plan_closed", title=head.title)
            self._to(work, session, head, PlanState.WITHDRAWN, PlanAct.WITHDRAWN, why)
            self._finish(work, session, "roster.plan_withdrawn", plan_id)
        return self.plan(session, plan_id)

    def approve(self, session: Session, plan_id: str) -> PlanFile:
        """Let a submitted plan hold from now on; the version before it is replaced (R076).

        Nothing with an empty slot or a conflict that stops is approved, nothing that changes today's watch but by the
        head of the duty room, nothing that changes what lies behind us, and nothing drafted before another plan of the
        same days was approved otherwise.
        Raises Refused ``accounts.not_allowed``, ``roster.not_submitted``, ``roster.slot_empty``,
        ``roster.slots_differ``, ``roster.slot_conflict``, ``roster.today_locked``, ``roster.slot_over``,
        ``roster.overtaken``.
        """
        session.require(Right.APPROVE_ROSTER)
        with self._store.write() as work:
            head = _submitted(work.connection, plan_id)
            file = self._file(work.connection, plan_id)
            check_whole(file)
            self._check_watch(work.connection, file)
            self._check_not_overtaken(work.connection, file)
            for older in self._in_force_of(work.connection, head):
                self._to(work, session, older, PlanState.REPLACED, PlanAct.REPLACED)
            work.update(
                roster_plans,
                plan_id,
                {
                    "approval": stamp_in(work.connection)[0] + 1,
                    "approved_at": self._now(),
                    "approved_by": session.account_id,
                    "approver_name": session.name,
                },
            )
            self._to(work, session, head, PlanState.APPROVED, PlanAct.APPROVED)
            self._finish(work, session, "roster.approved", plan_id, {"version": head.version})
        return self.plan(session, plan_id)

    def _to(
        self,
        work: UnitOfWork,
        session: Session,
        head: PlanHead,
        state: PlanState,
        act: PlanAct,
        reason: str = "",
    ) -> None:
        work.update(roster_plans, head.id, {"state": state.value})
        self._step(work, session, head.id, act, reason=reason)

    @staticmethod
    def _in_force_of(connection: Connection, head: PlanHead) -> tuple[PlanHead, ...]:
        """Return the versions of a plan that hold until now."""
        plans = roster_plans.c
        statement = select(plans.id).where(plans.series_id == head.series_id, plans.state.in_(IN_FORCE))
        ids = connection.execute(statement).scalars().all()
        return heads_in(connection, *ids) if ids else ()

    def _check_watch(self, connection: Connection, file: PlanFile) -> None:
        """Refuse to change what is over, and today's watch unless the head of the duty room gave the name."""
        changed = _changed(self._standing_names(connection, file.head), file.assignments)
        by_head = {
            Slot.of_id("/".join(str(part) for part in row))
            for row in connection.execute(
                select(roster_duties.c.date, roster_duties.c.turn, roster_duties.c.post, roster_duties.c.seat).where(
                    roster_duties.c.plan_id == file.head.id, roster_duties.c.by_head == 1
                )
            )
        }
        for slot in changed:
            if self._over(slot):
                raise Refused("roster.slot_over", date=slot.date.isoformat(), turn=slot.turn.value)
            if self._locked(slot) and slot not in by_head:
                raise Refused("roster.today_locked", date=slot.date.isoformat(), turn=slot.turn.value)

    @staticmethod
    def _standing_names(connection: Connection, head: PlanHead) -> dict[Slot, str | None]:
        standing = standing_in(connection, head.first, head.last)
        return {one.assignment.slot: one.assignment.member_id for one in standing}

    def _check_not_overtaken(self, connection: Connection, file: PlanFile) -> None:
        """Refuse where another plan of the same days, approved since this was drafted, says other names."""
        head, plans = file.head, roster_plans.c
        known = connection.execute(select(plans.after_approval).where(plans.id == head.id)).scalar_one()
        newer = connection.execute(
            select(plans.id, plans.title).where(
                plans.state.in_(IN_FORCE), plans.approval > known, plans.series_id != head.series_id
            )
        ).all()
        titles: dict[str, str] = {row.id: row.title for row in newer}
        names = {one.slot: one.member_id for one in file.assignments}
        for one in standing_in(connection, head.first, head.last):
            slot = one.assignment.slot
            if one.plan_id in titles and names.get(slot) != one.assignment.member_id:
                title = titles[one.plan_id]
                raise Refused("roster.overtaken", title=title, date=slot.date.isoformat(), turn=slot.turn.value)


def check_whole(file: PlanFile) -> None:
    """Raise Refused where a slot is empty, the calendar asks for other slots, or a conflict stops approval."""
    for slot in (assignment.slot for assignment in file.empty):
        raise Refused("roster.slot_empty", date=str(slot.date), turn=slot.turn.value, post=slot.post.value)
    for slot in (*file.missing, *file.needless):
        raise Refused("roster.slots_differ", date=str(slot.date), turn=slot.turn.value, post=slot.post.value)
    for conflict in file.conflicts:
        if conflict.kind.stops:
            slot, held = conflict.slot, file.assignment(conflict.slot)
            raise Refused(
                "roster.slot_conflict",
                date=str(slot.date),
                turn=slot.turn.value,
                post=slot.post.value,
                name=held.name if held is not None else "",
                conflict_kind=conflict.kind.value,
            )


def _changed(standing: dict[Slot, str | None], assignments: tuple[Assignment, ...]) -> list[Slot]:
    """Return the slots that hold already and would say another name."""
    return [one.slot for one in assignments if one.slot in standing and standing[one.slot] != one.member_id]


def _submitted(connection: Connection, plan_id: str) -> PlanHead:
    head = head_in(connection, plan_id)
    if head.state is not PlanState.SUBMITTED:
        raise Refused("roster.not_submitted", title=head.title)
    return head
