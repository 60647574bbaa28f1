"""Everybody on a plan in force is told and says so (R035, R077)."""

from __future__ import annotations

from collections.abc import Iterable

from dutyroom.accounts.model import Right, Session
from dutyroom.errors import Refused
from dutyroom.roster.model import Member, NoticeChannel, PlanState
from dutyroom.roster.part import who
from dutyroom.roster.reading import assignments_in, head_in, members_in
from dutyroom.roster.tables import roster_acknowledgements, roster_notices, roster_plans
from dutyroom.roster.viewing import RosterViews, notices_in
from dutyroom.roster.views import Notice, PlanAct, PlanFile, PlanHead
from dutyroom.storage.store import UnitOfWork


class RosterNotices(RosterViews):
    """Verbs about who was told of a plan."""

    def notify(self, session: Session, plan_id: str, member_ids: Iterable[str], channel: NoticeChannel) -> PlanFile:
        """Note that members were told of their duties, how and now; once everybody was, the plan is notified (R077).

        Raises Refused ``accounts.not_allowed``, ``roster.not_in_force``, ``roster.not_in_plan``.
        """
        session.require(Right.PLAN_ROSTER)
        with self._store.write() as work:
            head, notices = self._in_force(work, plan_id)
            told = list(dict.fromkeys(member_ids))
            for member_id in told:
                notice = _of(notices, member_id)
                row = {"plan_id": plan_id, "member_id": member_id, "name": notice.name, "channel": channel.value}
                times = {"told_at": self._now(), **who(session)}
                work.insert(roster_notices, {**self._numbered(work, roster_notices), **row, **times})
                self._step(work, session, plan_id, PlanAct.TOLD, after=notice.name, channel=channel)
            waiting = [one for one in notices.values() if one.told_at is None and one.member_id not in told]
            if told and not waiting and head.state is PlanState.APPROVED:
                work.update(roster_plans, plan_id, {"state": PlanState.NOTIFIED.value})
            if told:
                self._finish(work, session, "roster.told", plan_id, {"people": len(told), "channel": channel.value})
        return self.plan(session, plan_id)

    def acknowledge(self, session: Session, plan_id: str) -> PlanFile:
        """Say under one's own sign-in that one knows of one's duties; saying it twice changes nothing.

        Raises Refused ``roster.not_a_member`` (the account belongs to nobody on the roster), ``roster.not_in_force``,
        ``roster.not_in_plan``.
        """
        session.require(Right.READ_LOG)
        with self._store.write() as work:
            member = own_member(members_in(work.connection), session)
            _head, notices = self._in_force(work, plan_id)
            notice = _of(notices, member.id)
            if not (notice.acknowledged_at is not None and notice.own):
                self._acknowledged(work, session, notice, NoticeChannel.SCREEN, own=True)
        return self.plan(session, plan_id)

    def note_acknowledgement(self, session: Session, plan_id: str, member_id: str, how: NoticeChannel) -> PlanFile:
        """Note at the desk that somebody who was told has said so, and how.

        Raises Refused ``accounts.not_allowed``, ``roster.not_in_force``, ``roster.not_in_plan``, ``roster.not_told``.
        """
        session.require(Right.PLAN_ROSTER)
        with self._store.write() as work:
            _head, notices = self._in_force(work, plan_id)
            notice = _of(notices, member_id)
            if notice.told_at is None:
                raise Refused("roster.not_told", name=notice.name)
            if notice.acknowledged_at is None:
                self._acknowledged(work, session, notice, how, own=False)
        return self.plan(session, plan_id)

    @staticmethod
    def _in_force(work: UnitOfWork, plan_id: str) -> tuple[PlanHead, dict[str, Notice]]:
        """Return a plan in force, and the notice of everybody on it by member."""
        head = head_in(work.connection, plan_id)
        if not head.in_force:
            raise Refused("roster.not_in_force", title=head.title)
        notices = notices_in(work.connection, head, assignments_in(work.connection, plan_id, reasons=False))
        return head, {notice.member_id: notice for notice in notices}

    def _acknowledged(
        self, work: UnitOfWork, session: Session, notice: Notice, how: NoticeChannel, *, own: bool
    ) -> None:
        work.insert(
            roster_acknowledgements,
            {
                **self._numbered(work, roster_acknowledgements),
                "plan_id": notice.plan_id,
                "member_id": notice.member_id,
                "how": how.value,
                "own": int(own),
                "acknowledged_at": self._now(),
                **who(session),
            },
        )
        self._step(work, session, notice.plan_id, PlanAct.ACKNOWLEDGED, after=notice.name, channel=how)
        self._finish(work, session, "roster.acknowledged", notice.plan_id, {"how": how.value})


def own_member(members: Iterable[Member], session: Session) -> Member:
    """Return the member whose account has signed in; Refused ``roster.not_a_member``."""
    for member in members:
        if member.account_id == session.account_id:
            return member
    raise Refused("roster.not_a_member", name=session.name)


def _of(notices: dict[str, Notice], member_id: str) -> Notice:
    if member_id not in notices:
        raise Refused("roster.not_in_plan")
    return notices[member_id]
