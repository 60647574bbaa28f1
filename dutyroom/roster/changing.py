"""A draft changed by hand: another name, two names exchanged, and who could be on instead."""

from __future__ import annotations

from sqlalchemy import Connection

from dutyroom.accounts.model import Right, Session
from dutyroom.errors import Refused
from dutyroom.roster.duty_rules import pool_of, together, why_by_hand
from dutyroom.roster.model import Assignment, CandidateRank, Member, PlanState, Slot, Why
from dutyroom.roster.part import NEAR
from dutyroom.roster.reading import (
    assignments_in,
    duty_row,
    head_in,
    member_in,
    members_in,
    rules_in,
    standing_in,
)
from dutyroom.roster.rows import assignment_of, assignment_values
from dutyroom.roster.rules import candidates, counts_of
from dutyroom.roster.tables import roster_duties
from dutyroom.roster.viewing import RosterViews
from dutyroom.roster.views import PlanAct, PlanFile, PlanHead
from dutyroom.storage.store import UnitOfWork


class RosterChanges(RosterViews):
    """Verbs that change the names of a draft."""

    def change_slot(
        self, session: Session, plan_id: str, slot: Slot, member_id: str | None, reason: str = ""
    ) -> PlanFile:
        """Give a slot of a draft another name, or none; what is wrong with it comes back at once.

        Raises Refused ``accounts.not_allowed``, ``roster.not_draft``, ``roster.no_such_slot``,
        ``roster.no_such_member``, ``roster.today_locked``, ``roster.slot_over``.
        """
        session.require(Right.PLAN_ROSTER)
        why = self._words(reason)
        with self._store.write() as work:
            self._check_draft(work.connection, plan_id)
            before = assignment_of(duty_row(work.connection, plan_id, slot))
            member = member_in(work.connection, member_id) if member_id is not None else None
            if before.member_id != member_id:
                after = self._put(work, session, plan_id, before, member, why)
                self._step(
                    work,
                    session,
                    plan_id,
                    PlanAct.NAME_CHANGED,
                    reason=why,
                    slot=slot,
                    before=before.name,
                    after=after.name,
                )
                self._finish(work, session, "roster.slot_changed", plan_id, {"slot": slot.id})
        return self.plan(session, plan_id)

    def swap_slots(self, session: Session, plan_id: str, slot_a: Slot, slot_b: Slot, reason: str = "") -> PlanFile:
        """Exchange the names of two slots of a draft; raises Refused as ``change_slot``."""
        session.require(Right.PLAN_ROSTER)
        why = self._words(reason)
        with self._store.write() as work:
            self._check_draft(work.connection, plan_id)
            one = assignment_of(duty_row(work.connection, plan_id, slot_a))
            other = assignment_of(duty_row(work.connection, plan_id, slot_b))
            if one.member_id != other.member_id:
                known = {member.id: member for member in members_in(work.connection)}
                self._put(work, session, plan_id, one, known.get(other.member_id or ""), why)
                self._put(work, session, plan_id, other, known.get(one.member_id or ""), why)
                for was, other_name in ((one, other.name), (other, one.name)):
                    self._step(
                        work,
                        session,
                        plan_id,
                        PlanAct.NAMES_EXCHANGED,
                        reason=why,
                        slot=was.slot,
                        before=was.name,
                        after=other_name,
                    )
                self._finish(work, session, "roster.slots_exchanged", plan_id, {"slot": slot_a.id, "other": slot_b.id})
        return self.plan(session, plan_id)

    def candidates(self, session: Session, plan_id: str, slot: Slot) -> tuple[CandidateRank, ...]:
        """Return everybody of the list a slot is filled from, best first, each with what stands against them."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            head = head_in(connection, plan_id)
            rules = rules_in(connection)
            return candidates(
                calendar=self._calendar,
                rules=rules,
                members=self._members_before(connection, rules, head.first - NEAR),  # duties near it are handed in
                assignments=(*self._near(connection, head.first, head.last), *assignments_in(connection, plan_id)),
                slot=slot,
            )

    def _check_draft(self, connection: Connection, plan_id: str) -> PlanHead:
        head = head_in(connection, plan_id)
        if head.state is not PlanState.DRAFT:
            raise Refused("roster.not_draft", title=head.title)
        return head

    def _put(
        self,
        work: UnitOfWork,
        session: Session,
        plan_id: str,
        before: Assignment,
        member: Member | None,
        reason: str,
    ) -> Assignment:
        """Write another name into a slot, with the reason for it."""
        slot = before.slot
        holding = [one.assignment for one in standing_in(work.connection, slot.date, slot.date)]
        if any(one.slot == slot for one in holding):
            if self._over(slot):
                raise Refused("roster.slot_over", date=slot.date.isoformat(), turn=slot.turn.value)
            if self._locked(slot) and not self._is_head(session):
                raise Refused("roster.today_locked", date=slot.date.isoformat(), turn=slot.turn.value)
        after = Assignment(slot, None)
        if member is not None:
            why = self._why(work.connection, plan_id, before, member, reason or session.name)
            after = Assignment(slot, member.id, member.name, why)
        row_id = duty_row(work.connection, plan_id, slot)["id"]
        work.update(roster_duties, row_id, {**assignment_values(after), "by_head": int(self._is_head(session))})
        return after

    def _why(self, connection: Connection, plan_id: str, before: Assignment, member: Member, reason: str) -> Why | None:
        """Return why a member stands in a slot that somebody gave them."""
        slot = before.slot
        pool = pool_of(rules_in(connection), self._calendar.day(slot.date), slot)
        if pool is None:
            return None
        head, members = head_in(connection, plan_id), members_in(connection)
        earlier = (one for one in assignments_in(connection, plan_id) if one.slot < slot)
        counts = together(self._carried_in(connection, members, head.first), counts_of(self._calendar, earlier))
        return why_by_hand(pool, member, members, counts.get(member.id, {}), before, reason)
