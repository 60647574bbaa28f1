"""How a watch begins: its row, its people, its deadlines, and the end of the watch before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from dutyroom.alerts.model import Cause, DeadlineKind, NewDeadline, Subject, SubjectKind
from dutyroom.calendar.model import ShiftPeriod
from dutyroom.calendar.room import watch_name
from dutyroom.clock import to_micros
from dutyroom.frozen import dataclass
from dutyroom.handover.model import CutOff, Handover, Watch, WatchEventKind, WatchPart, WatchPerson
from dutyroom.handover.part import HandoverPart, unique
from dutyroom.handover.rows import watch_in
from dutyroom.handover.rules import GRACE
from dutyroom.handover.tables import watch_events, watches
from dutyroom.journal.model import Actor
from dutyroom.roster.model import Member, Post
from dutyroom.storage.store import UnitOfWork
from dutyroom.texts import term

ARRIVAL, ACCEPTANCE = 1, 2
_PARTS = {
    Post.DUTY_OFFICER: WatchPart.OFFICER,
    Post.SECTION_OFFICER: WatchPart.SECTION_OFFICER,
    Post.LEADER_IN_CHARGE: WatchPart.LEADER_IN_CHARGE,
}
_POSTS = {part: post for post, part in _PARTS.items()}


@dataclass(frozen=True)
class Taker:
    """Who takes over, with whom, under which leader (an account's identity, or a name; empty: the roster's)."""

    account_id: str
    name: str
    others: Sequence[str] = ()
    leader: str = ""


class WatchTaking(HandoverPart):
    """What every way of taking over shares."""

    def _begin(self, unit: UnitOfWork, actor: Actor, taker: Taker, shift: ShiftPeriod, cut: CutOff) -> Watch:
        """Let a watch begin: rows of the watch and its people, and the deadlines of its own handover."""
        now = self._now()
        watch_id = self._at.ids.new()
        unit.insert(
            watches,
            {
                "id": watch_id,
                "room_id": self._at.room_id,
                "name": watch_name(shift),
                "began_at": to_micros(now),
                "since": to_micros(shift.start),
                "until": to_micros(shift.end),
                "since_seq": cut.entry_seq,
                "since_matter_seq": cut.matter_seq,
                "ended_at": None,
            },
        )
        on = self._at.roster.people_on(shift.start) or ()
        planned = {one.account_id: _PARTS[post] for post, one in on if one and one.account_id and post in _PARTS}
        took, joined = WatchEventKind.TOOK_OVER, WatchEventKind.JOINED
        part = planned.get(taker.account_id, WatchPart.OFFICER)
        self._event(unit, actor, watch_id, took, part, taker.account_id, taker.name)
        for other in unique(taker.others):
            if other != taker.account_id:
                account = self._account(other)
                other_part = planned.get(other, WatchPart.OFFICER)
                self._event(unit, actor, watch_id, joined, other_part, account.id, account.name)
        leader = self._named(taker.leader) if taker.leader else _leader_on(on)
        if leader is not None:
            self._event(unit, actor, watch_id, joined, WatchPart.LEADER_IN_CHARGE, *leader)
        watch = watch_in(unit.connection, watch_id)
        self._note_sat(unit, actor, watch)
        self._set_deadlines(unit, actor, watch)
        return watch

    def _note_sat(self, unit: UnitOfWork, actor: Actor, watch: Watch) -> None:
        """Let the roster know who really sits: the plan stays, and duties count as they were (R069)."""
        sat = [(_POSTS[one.part], one.account_id, one.name) for one in (*watch.on_now, *_leaders(watch))]
        shift = self._at.shifts.watch_span(watch.name)
        self._at.roster.note_sat(unit, actor, shift, sat, term("handover_due", "sat"))

    def _end(self, unit: UnitOfWork, actor: Actor, watch: Watch) -> None:
        """Let a watch have ended: what it had to do by a time is done."""
        unit.update(watches, watch.id, {"ended_at": to_micros(self._now())})
        self._at.alerts.meet(unit, actor, watch.id, DeadlineKind.HANDOVER, "handover.accepted")
        self._at.alerts.ended(unit, actor, watch.id, "handover.accepted", SubjectKind.HANDOVER)

    def _event(
        self,
        unit: UnitOfWork,
        actor: Actor,
        watch_id: str,
        kind: WatchEventKind,
        part: WatchPart,
        account_id: str,
        name: str,
        reason: str = "",
    ) -> None:
        unit.insert(
            watch_events,
            {
                **self._numbered(unit, watch_events),
                "watch_id": watch_id,
                "kind": kind.value,
                "part": part.value,
                "account_id": account_id,
                "name": name,
                "reason": reason,
                "at": to_micros(self._now()),
                "noted_by": actor.account_id,
                "noted_name": actor.name,
            },
        )

    def _named(self, leader: str) -> tuple[str, str]:
        """Return (account, name) of a leader who is named by account or by name."""
        known = next((one for one in self._at.accounts.all() if leader in (one.id, one.name)), None)
        return (known.id, known.name) if known else ("", self._words(leader))

    def _subject(self, watch_id: str, name: str, what: str, owner_id: str = "") -> Subject:
        day, _, shift = name.partition("/")
        return Subject(
            kind=SubjectKind.HANDOVER,
            id=watch_id,
            number=f"{day} {term('shift', shift)}",
            title=term("handover_due", what),
            drill=self._at.drill,
            owner_id=owner_id,
        )

    def _set_deadlines(self, unit: UnitOfWork, actor: Actor, watch: Watch) -> None:
        """Set by when the incoming has to be there (R083) and by when they have to have accepted.

        Both are absolute: a clock that is changed makes neither a second handover nor a missing one.
        """
        arrival = self._subject(watch.id, watch.name, "arrival")
        acceptance = self._subject(watch.id, watch.name, "acceptance")
        kind = DeadlineKind.HANDOVER
        wanted = NewDeadline(kind=kind, due_at=watch.until, ordinal=ARRIVAL)
        self._at.alerts.set_deadlines(unit, actor, arrival, [wanted])
        due_at = watch.until + GRACE
        wanted = NewDeadline(kind=kind, due_at=due_at, ordinal=ACCEPTANCE, warn_at=watch.until - timedelta(minutes=1))
        self._at.alerts.set_deadlines(unit, actor, acceptance, [wanted])

    def _tell_leader(self, unit: UnitOfWork, actor: Actor, watch: Watch, handover: Handover, what: str) -> None:
        """Raise a notice that the leader in charge is called with first; nothing else waits for it."""
        leader = watch.leader
        subject = self._subject(handover.id, handover.watch, what, leader.account_id if leader else "")
        key = f"handover:{handover.id[-20:]}:{to_micros(self._now())}"
        self._at.alerts.keeper.follow(unit, actor, subject, Cause.CONFIRMED, key)


def _leaders(watch: Watch) -> list[WatchPerson]:
    return [watch.leader] if watch.leader is not None else []


def _leader_on(on: Sequence[tuple[Post, Member | None]]) -> tuple[str, str] | None:
    """Return (account, name) of the leader in charge as the roster has it."""
    found = (member for post, member in on if post is Post.LEADER_IN_CHARGE and member is not None)
    return next(((one.account_id or "", one.name) for one in found), None)
