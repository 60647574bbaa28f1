"""Swaps: asked for before the shift, told to the leader in charge, agreed by the substitute (R071, R072, R079)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from dutyroom.accounts.model import Right, Role, Session
from dutyroom.errors import Refused
from dutyroom.roster.duty_rules import added_conflicts, check_substitute, pool_of
from dutyroom.roster.model import Assignment, Conflict, Member, NoticeChannel, Post, Slot, SwapState
from dutyroom.roster.part import NAME_LENGTH, RosterPart, require_own_or_planner
from dutyroom.roster.reading import duties_in, member_in, members_in, rules_in, standing_in, swap_in, swaps_in
from dutyroom.roster.rows import slot_values
from dutyroom.roster.rules import conflicts
from dutyroom.roster.slots import HOLIDAYS
from dutyroom.roster.tables import roster_swaps
from dutyroom.roster.views import Swap
from dutyroom.storage.digest import Stored
from dutyroom.storage.store import UnitOfWork

LEADERS = frozenset({Role.HEAD_OF_DUTY_ROOM, Role.LEADER_IN_CHARGE, Role.SECRETARY_GENERAL})


class RosterSwaps(RosterPart):
    """Verbs about swaps."""

    def swaps(self, session: Session, *states: SwapState) -> tuple[Swap, ...]:
        """Return the swaps, the latest request first; of some states only if any are given."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return swaps_in(connection, states)

    def request_swap(
        self,
        session: Session,
        plan_id: str,
        slot: Slot,
        substitute_member_id: str,
        reason: str,
        *,
        told: NoticeChannel | None = None,
    ) -> Swap:
        """Ask that somebody else takes a slot of a plan in force, before its shift begins.

        ``told`` says how the leader in charge of that day was told already; otherwise ``report_swap`` notes it. Whoever
        has the duty asks under an own sign-in, or the desk for them.
        Raises Refused ``accounts.not_allowed``, ``roster.reason_missing``, ``roster.no_such_slot``,
        ``roster.plan_replaced``, ``roster.shift_begun``, ``roster.swap_open``, ``roster.swap_same``,
        ``roster.swap_pool``, ``roster.swap_staff_only``, ``roster.swap_conflict``.
        """
        session.require(Right.READ_LOG)
        why = self._words(reason, "roster.reason_missing")
        with self._store.write() as work:
            connection = work.connection
            planned = self._planned(connection, plan_id, slot)
            member = member_in(connection, planned.member_id or "")
            require_own_or_planner(session, member)
            substitute = member_in(connection, substitute_member_id)
            self._check_free(connection, slot)
            self._check_possible(connection, slot, member, substitute)
            leader = self._leader(connection, slot)
            swap_id = self._ids.new()
            work.insert(
                roster_swaps,
                {
                    "id": swap_id,
                    "room_id": self._room_id,
                    "plan_id": plan_id,
                    **slot_values(slot),
                    "member_id": member.id,
                    "member_name": member.name,
                    "substitute_id": substitute.id,
                    "substitute_name": substitute.name,
                    "reason": why,
                    "state": SwapState.REQUESTED.value,
                    "holiday": int(self._calendar.day(slot.date).day_type in HOLIDAYS),
                    "requested_at": self._now(),
                    "requested_by": session.account_id,
                    "requester_name": session.name,
                    "to_tell": leader.name if leader is not None else "",
                    **self._told(session, leader, told),
                    **dict.fromkeys(("answered_at", "answered_by", "answerer_name", "answer", "agreement_id")),
                },
            )
            swap = swap_in(connection, swap_id)
            self._finish(work, session, "roster.swap_requested", swap_id, {"slot": slot.id})
        return swap

    def report_swap(self, session: Session, swap_id: str, channel: NoticeChannel, told_name: str = "") -> Swap:
        """Note that the head or leader on duty was told of a swap, who and how (R072, R079).

        Without a name it is the leader in charge of that day. Raises Refused ``roster.swap_closed``,
        ``roster.told_whom_missing``, ``accounts.not_allowed``.
        """
        session.require(Right.READ_LOG)
        name = self._words(told_name, limit=NAME_LENGTH)
        with self._store.write() as work:
            swap = self._waiting(work.connection, swap_id)
            self._require_party(session, work.connection, swap)
            whom = name or swap.to_tell
            if not whom:
                raise Refused("roster.told_whom_missing")
            values: dict[str, Stored] = {"told_name": whom, "told_at": self._now(), "told_channel": channel.value}
            work.update(roster_swaps, swap_id, values)
            swap = swap_in(work.connection, swap_id)
            self._finish(work, session, "roster.swap_reported", swap_id, {"channel": channel.value})
        return swap

    def agree_swap(self, session: Session, swap_id: str, reason: str = "") -> Swap:
        """Agree as the substitute, under an own sign-in; from here on the roster says the substitute.

        Where the substitute has no account, a head or leader notes the agreement, with the reason.
        Raises Refused ``roster.swap_closed``, ``roster.only_substitute``, ``roster.only_leader_notes``,
        ``roster.reason_missing``, ``roster.shift_begun``, ``roster.swap_not_reported``, ``roster.swap_outdated``,
        ``roster.swap_conflict``.
        """
        session.require(Right.READ_LOG)
        said = self._words(reason)
        with self._store.write() as work:
            connection = work.connection
            swap = self._waiting(connection, swap_id)
            substitute = member_in(connection, swap.substitute_id)
            self._require_substitute(session, substitute, said)
            values = self._told(session, self._leader(connection, swap.slot), None) if swap.told_at is None else {}
            if swap.told_at is None and values["told_at"] is None:
                raise Refused("roster.swap_not_reported", name=swap.to_tell or swap.member_name)
            planned = self._planned(connection, None, swap.slot)
            if planned.member_id != swap.member_id:
                raise Refused("roster.swap_outdated", name=swap.member_name)
            self._check_possible(connection, swap.slot, member_in(connection, swap.member_id), substitute)
            self._answer(work, session, swap_id, SwapState.AGREED, said, values)
            agreed = swap_in(connection, swap_id)
            self._finish(work, session, "roster.swap_agreed", swap_id, {"slot": swap.slot.id})
        return agreed

    def refuse_swap(self, session: Session, swap_id: str, reason: str) -> Swap:
        """Decline as the substitute, or as head or leader, with the reason; the roster stays as it is.

        Raises Refused ``roster.reason_missing``, ``roster.swap_closed``, ``roster.only_substitute``.
        """
        session.require(Right.READ_LOG)
        said = self._words(reason, "roster.reason_missing")
        with self._store.write() as work:
            swap = self._waiting(work.connection, swap_id)
            substitute = member_in(work.connection, swap.substitute_id)
            if substitute.account_id != session.account_id and not session.roles & LEADERS:
                raise Refused("roster.only_substitute", name=substitute.name)
            self._answer(work, session, swap_id, SwapState.REFUSED, said, {})
            refused = swap_in(work.connection, swap_id)
            self._finish(work, session, "roster.swap_refused", swap_id)
        return refused

    def withdraw_swap(self, session: Session, swap_id: str, reason: str) -> Swap:
        """Take a request back before it is answered, with the reason.

        Raises Refused ``roster.reason_missing``, ``roster.swap_closed``, ``accounts.not_allowed``.
        """
        session.require(Right.READ_LOG)
        said = self._words(reason, "roster.reason_missing")
        with self._store.write() as work:
            swap = self._waiting(work.connection, swap_id)
            require_own_or_planner(session, member_in(work.connection, swap.member_id))
            self._answer(work, session, swap_id, SwapState.WITHDRAWN, said, {})
            withdrawn = swap_in(work.connection, swap_id)
            self._finish(work, session, "roster.swap_withdrawn", swap_id)
        return withdrawn

    def _planned(self, connection: Connection, plan_id: str | None, slot: Slot) -> Assignment:
        """Return the duty that holds in a slot, with a name in it."""
        standing = standing_in(connection, slot.date, slot.date)
        found = next((one for one in standing if one.assignment.slot == slot), None)
        if found is None or found.assignment.empty:
            raise Refused("roster.no_such_slot")
        if plan_id is not None and found.plan_id != plan_id:
            raise Refused("roster.plan_replaced")
        return found.assignment

    def _check_possible(self, connection: Connection, slot: Slot, member: Member, substitute: Member) -> None:
        """Refuse a swap after the shift began, by the rules of the day type, or where the duties would clash."""
        if self._begins(slot) <= self._clock.now():
            raise Refused("roster.shift_begun", date=slot.date.isoformat(), turn=slot.turn.value)
        rules, day = rules_in(connection), self._calendar.day(slot.date)
        check_substitute(day, pool_of(rules, day, slot), member, substitute)
        held = duties_in(connection, slot.date, slot.date)
        taken = Assignment(slot, substitute.id, substitute.name)
        swapped = tuple(taken if one.slot == slot else one for one in held)
        before = self._around(connection, slot, held)
        for conflict in added_conflicts(before, self._around(connection, slot, swapped)):
            raise Refused(
                "roster.swap_conflict",
                name=substitute.name,
                conflict_kind=conflict.kind.value,
                date=conflict.slot.date.isoformat(),
                turn=conflict.slot.turn.value,
            )

    def _around(self, connection: Connection, slot: Slot, held: Sequence[Assignment]) -> tuple[Conflict, ...]:
        """Return what is wrong on the days around a slot if its own day is held like this."""
        return conflicts(
            calendar=self._calendar,
            rules=rules_in(connection),
            members=members_in(connection),
            assignments=(*self._near(connection, slot.date, slot.date), *held),
        )

    def _check_free(self, connection: Connection, slot: Slot) -> None:
        if any(swap.slot == slot for swap in swaps_in(connection, (SwapState.REQUESTED,))):
            raise Refused("roster.swap_open")

    def _leader(self, connection: Connection, slot: Slot) -> Member | None:
        """Return the leader in charge of a slot's day, who has to be told; None for the leader's own slot."""
        if slot.post is Post.LEADER_IN_CHARGE:
            return None
        leaders = (one for one in duties_in(connection, slot.date, slot.date) if one.slot.post is Post.LEADER_IN_CHARGE)
        ids = {one.member_id for one in leaders}
        return next((member for member in members_in(connection) if member.id in ids), None)

    def _told(self, session: Session, leader: Member | None, told: NoticeChannel | None) -> dict[str, Stored]:
        """Return who was told of a swap: the head or leader who is here, or whoever was told on the way given."""
        here = self._is_head(session) or (leader is not None and leader.account_id == session.account_id)
        if told is not None and leader is not None:
            return {"told_name": leader.name, "told_at": self._now(), "told_channel": told.value}
        if here:
            return {"told_name": session.name, "told_at": self._now(), "told_channel": NoticeChannel.SCREEN.value}
        return {"told_name": None, "told_at": None, "told_channel": None}

    @staticmethod
    def _waiting(connection: Connection, swap_id: str) -> Swap:
        swap = swap_in(connection, swap_id)
        if swap.state is not SwapState.REQUESTED:
            raise Refused("roster.swap_closed")
        return swap

    @staticmethod
    def _require_party(session: Session, connection: Connection, swap: Swap) -> None:
        parties = {member_in(connection, one).account_id for one in (swap.member_id, swap.substitute_id)}
        if session.account_id not in parties and not session.roles & LEADERS:
            session.require(Right.PLAN_ROSTER)

    @staticmethod
    def _require_substitute(session: Session, substitute: Member, said: str) -> None:
        if substitute.account_id == session.account_id:
            return
        if substitute.account_id is not None:
            raise Refused("roster.only_substitute", name=substitute.name)
        if not session.roles & LEADERS:
            raise Refused("roster.only_leader_notes", name=substitute.name)
        if not said:
            raise Refused("roster.reason_missing")

    def _answer(
        self,
        work: UnitOfWork,
        session: Session,
        swap_id: str,
        state: SwapState,
        said: str,
        values: dict[str, Stored],
    ) -> None:
        answer: dict[str, Stored] = {
            "state": state.value,
            "answered_at": self._now(),
            "answered_by": session.account_id,
            "answerer_name": session.name,
            "answer": said,
            "agreement_id": self._ids.new() if state is SwapState.AGREED else None,
        }
        work.update(roster_swaps, swap_id, {**values, **answer})
