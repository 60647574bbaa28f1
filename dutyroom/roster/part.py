"""What every part of the roster stands on: the store, the room's time, the locked watch, one way to end an act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection, Table, func, select

from dutyroom.accounts.model import Right, Role, Session
from dutyroom.calendar.model import Day, ShiftPeriod
from dutyroom.changes import Topic
from dutyroom.clock import Clock, to_micros
from dutyroom.directory.names import tidy, tidy_lines
from dutyroom.directory.phones import mask
from dutyroom.errors import Refused
from dutyroom.ids import IdMaker
from dutyroom.journal.service import Journal
from dutyroom.roster.duty_rules import runs_of, together
from dutyroom.roster.model import Assignment, Conflict, Counts, Member, NoticeChannel, RosterRules, Slot, Turn
from dutyroom.roster.reading import done_in, first_day_in, members_in, stamp_in, standing_in
from dutyroom.roster.rules import carried_after, conflicts, counts_of
from dutyroom.roster.tables import roster_steps
from dutyroom.roster.views import PlanAct
from dutyroom.storage.digest import Stored
from dutyroom.storage.store import Store, UnitOfWork

NAME_LENGTH = 60
REASON_LENGTH = 500
NEAR = timedelta(days=4)  # duties this far from a period may stand in the way of its first and last ones
_DAY = timedelta(days=1)


class RoomTime(Protocol):
    """What the roster asks the calendar of the room."""

    def day(self, day: date, /) -> Day:
        """Return what kind of day it is."""
        ...

    def shift_at(self, moment: datetime) -> ShiftPeriod:
        """Return the shift that covers a moment."""
        ...

    def watch_span(self, watch: str) -> ShiftPeriod:
        """Return the shift of a watch's name."""
        ...

    def local_date(self, moment: datetime) -> date:
        """Return the date of a moment in the room's zone."""
        ...


class RosterPart:
    """One part of the roster of a room; ``check_text`` refuses words that may not be kept on this computer."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        clock: Clock,
        ids: IdMaker,
        room_id: str,
        calendar: RoomTime,
        check_text: Callable[[str], object],
    ) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock
        self._ids = ids
        self._room_id = room_id
        self._calendar = calendar
        self._check_text = check_text
        self._carried: tuple[tuple[object, ...], Counts] | None = None

    def _begins(self, slot: Slot) -> datetime:
        """Return when a slot begins, in UTC."""
        return self._calendar.watch_span(f"{slot.date}/{'night' if slot.turn is Turn.NIGHT else 'day'}").start

    def _ends(self, slot: Slot) -> datetime:
        """Return when a slot ends, in UTC."""
        return self._calendar.watch_span(f"{slot.date}/{'day' if slot.turn is Turn.DAY else 'night'}").end

    def _over(self, slot: Slot) -> bool:
        """Return whether a slot lies behind us."""
        today = self._calendar.local_date(self._clock.now())
        if abs(slot.date - today) > _DAY:
            return slot.date < today
        return self._ends(slot) <= self._clock.now()

    def _locked(self, slot: Slot) -> bool:
        """Return whether a slot belongs to today's watch: the shift that runs now and the rest of today."""
        now = self._clock.now()
        today = {self._calendar.shift_at(now).date, self._calendar.local_date(now)}
        return slot.date in today and self._ends(slot) > now

    @staticmethod
    def _is_head(session: Session) -> bool:
        return Role.HEAD_OF_DUTY_ROOM in session.roles

    def _words(self, text: str, code: str = "", limit: int = REASON_LENGTH) -> str:
        """Return words cleaned; Refused ``code`` where nothing is left, ``roster.too_long``, or as ``check_text``."""
        kept = tidy_lines(text) if limit == REASON_LENGTH else tidy(text)
        if code and not kept:
            raise Refused(code)
        if len(kept) > limit:
            raise Refused("roster.too_long", length=len(kept), limit=limit)
        self._check_text(kept)
        return kept

    def _shown(self, member: Member) -> Member:
        """Return a member as anybody may see it: a leader's private number masked (R088)."""
        return replace(member, phone=mask(member.phone)) if member.private_phone else member

    def _carried_in(self, connection: Connection, members: Sequence[Member], before: date) -> Counts:
        """Return the duties of each member before a day, carried ones included; what was actual counts."""
        key = (before, stamp_in(connection))
        if self._carried is None or self._carried[0] != key:
            begin = first_day_in(connection)
            done = done_in(connection, begin, before - _DAY) if begin is not None and begin < before else ()
            self._carried = key, counts_of(self._calendar, done)
        own = {member.id: dict(member.carried) for member in members}
        return together(self._carried[1], own)

    def _members_before(self, connection: Connection, rules: RosterRules, before: date) -> tuple[Member, ...]:
        """Return the members as the planner wants them: each list with what was had before a day, actual duties.

        Only days that were planned here count: who was not yet here then missed nothing on the others.
        """
        members = members_in(connection)
        begin = first_day_in(connection)
        if begin is None or begin >= before:
            return members
        done = done_in(connection, begin, before - _DAY)
        for first, last in runs_of({one.slot.date for one in done}):
            carried = carried_after(
                calendar=self._calendar,
                rules=rules,
                members=members,
                assignments=(one for one in done if first <= one.slot.date <= last),
                first=first,
                last=last,
            )
            members = tuple(replace(member, carried_in=carried[member.id]) for member in members)
        return members

    def _near(self, connection: Connection, first: date, last: date) -> tuple[Assignment, ...]:
        """Return the duties that hold just before and just after a period."""
        before = standing_in(connection, first - NEAR, first - _DAY, reasons=False)
        after = standing_in(connection, last + _DAY, last + NEAR, reasons=False)
        return tuple(one.assignment for one in (*before, *after))

    def _conflicts(
        self,
        connection: Connection,
        rules: RosterRules,
        members: Sequence[Member],
        assignments: Sequence[Assignment],
    ) -> tuple[Conflict, ...]:
        """Return what is wrong with these slots, duties around their period taken into account."""
        if not assignments:
            return ()
        first = min(assignment.slot.date for assignment in assignments)
        last = max(assignment.slot.date for assignment in assignments)
        return conflicts(
            calendar=self._calendar,
            rules=rules,
            members=members,
            assignments=(*self._near(connection, first, last), *assignments),
            first=first,
            last=last,
        )

    def _step(
        self,
        work: UnitOfWork,
        session: Session,
        plan_id: str,
        act: PlanAct,
        *,
        reason: str = "",
        slot: Slot | None = None,
        before: str = "",
        after: str = "",
        channel: NoticeChannel | None = None,
    ) -> None:
        """Add a line to the history of a plan."""
        work.insert(
            roster_steps,
            {
                **self._numbered(work, roster_steps),
                "plan_id": plan_id,
                "act": act.value,
                "at": self._now(),
                "slot": slot.id if slot is not None else None,
                "before": before,
                "after": after,
                "reason": reason,
                "channel": channel.value if channel is not None else None,
                **who(session),
            },
        )

    def _numbered(self, work: UnitOfWork, table: Table) -> dict[str, Stored]:
        """Return what each row of an appended table begins with."""
        seq = int(work.execute(select(func.coalesce(func.max(table.c.seq), 0))).scalar_one()) + 1
        return {"seq": seq, "id": self._ids.new(), "room_id": self._room_id}

    def _now(self) -> int:
        return to_micros(self._clock.now())

    def _finish(
        self,
        work: UnitOfWork,
        session: Session,
        act: str,
        subject: str,
        detail: Mapping[str, str | int | None] | None = None,
    ) -> None:
        """Write the line of the journal and make the act final."""
        self._journal.record(work, session.actor, act, subject, detail)
        work.touch(Topic.ROSTER, subject)
        work.commit()


def who(session: Session) -> dict[str, Stored]:
    """Return the columns for who did it."""
    return {"account_id": session.account_id, "account_name": session.name}


def require_own_or_planner(session: Session, member: Member) -> None:
    """Raise Refused ``accounts.not_allowed`` unless it is the member's own account, or somebody who plans."""
    if member.account_id is None or member.account_id != session.account_id:
        session.require(Right.PLAN_ROSTER)
