"""The people of a watch: the first take-over of a room, who joins and leaves, who steps away from the desk (R070)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from dutyroom.accounts.model import Right, Session
from dutyroom.errors import Refused
from dutyroom.handover.model import CutOff, Watch, WatchEventKind, WatchPart
from dutyroom.handover.rows import standing_watch, watch_in
from dutyroom.handover.taking import Taker, WatchTaking
from dutyroom.log.tables import entries, matters
from dutyroom.storage.store import UnitOfWork

_NEWEST = select(
    select(func.max(entries.c.seq)).scalar_subquery(),
    select(func.max(matters.c.seq)).scalar_subquery(),
)


def newest_written(unit: UnitOfWork) -> tuple[int, int]:
    """Return the newest entry and the newest matter, as the act sees them."""
    newest = [int(number or 0) for number in unit.run(_NEWEST).one()]
    return newest[0], newest[1]


class AtTheDesk(WatchTaking):
    """Verbs about the people of the watch that stands."""

    def take_first(self, session: Session, *, others: Sequence[str] = (), leader: str = "") -> Watch:
        """Take the first watch of a room, from nobody; what was logged before belongs to no sheet.

        ``others`` are accounts, ``leader`` an account or a name, empty: as the roster has it. Raises Refused
        ``handover.watch_stands``, ``handover.no_officer``, ``accounts.not_allowed``.
        """
        session.require(Right.WRITE_LOG)
        with self._at.store.write() as unit:
            if standing_watch(unit.connection) is not None:
                raise Refused("handover.watch_stands")
            entry_seq, matter_seq = newest_written(unit)
            now = self._now()
            cut = CutOff(at=now, matter_seq=matter_seq, entry_seq=entry_seq)
            taker = Taker(session.account_id, session.name, others, leader)
            watch = self._begin(unit, session.actor, taker, self._at.shifts.shift_at(now), cut)
            self._finish(unit, session.actor, "watch.taken_first", watch.id)
        return watch

    def join(self, session: Session, account_id: str, part: WatchPart = WatchPart.OFFICER) -> Watch:
        """Let somebody join the watch; Refused ``handover.on_watch``, ``handover.no_officer``."""
        session.require(Right.WRITE_LOG)
        with self._at.store.write() as unit:
            watch = self._standing(unit)
            account = self._account(account_id)
            if watch.has(account.id):
                raise Refused("handover.on_watch", name=account.name)
            joined = WatchEventKind.JOINED
            self._event(unit, session.actor, watch.id, joined, part, account.id, account.name)
            self._note_sat(unit, session.actor, watch_in(unit.connection, watch.id))
            return self._noted(unit, session, watch, "watch.joined")

    def leave(self, session: Session, account_id: str) -> Watch:
        """Let somebody of several leave the watch early; the last one hands over (``handover.last_on_watch``)."""
        session.require(Right.WRITE_LOG)
        with self._at.store.write() as unit:
            watch = self._standing(unit)
            one = next((person for person in watch.on_now if person.account_id == account_id), None)
            if one is None:
                raise Refused("handover.not_on_watch", name=self._name(account_id))
            if len(watch.on_now) == 1:
                raise Refused("handover.last_on_watch", name=one.name)
            self._event(unit, session.actor, watch.id, WatchEventKind.LEFT, one.part, account_id, one.name)
            return self._noted(unit, session, watch, "watch.left")

    def set_leader(self, session: Session, leader: str) -> Watch:
        """Name the leader in charge: an account or a name; Refused ``handover.words_missing``."""
        session.require(Right.WRITE_LOG)
        with self._at.store.write() as unit:
            watch = self._standing(unit)
            found = self._named(self._words(leader, "handover.words_missing"))
            joined = WatchEventKind.JOINED
            self._event(unit, session.actor, watch.id, joined, WatchPart.LEADER_IN_CHARGE, *found)
            return self._noted(unit, session, watch, "watch.leader_set")

    def step_away(self, session: Session, reason: str, account_id: str = "") -> Watch:
        """Note that somebody of the watch leaves the desk for a short while, and why (R070).

        ``account_id`` is empty for whoever has signed in. Raises Refused ``handover.not_on_watch``,
        ``handover.is_away``, ``handover.reason_missing``.
        """
        session.require(Right.WRITE_LOG)
        why = self._words(reason, "handover.reason_missing")
        with self._at.store.write() as unit:
            watch = self._standing(unit)
            away = WatchEventKind.STEPPED_AWAY
            self._move(unit, session, watch, away, account_id or session.account_id, why)
            return self._noted(unit, session, watch, "watch.stepped_away")

    def come_back(self, session: Session, account_id: str = "") -> Watch:
        """Note that somebody is back at the desk; Refused ``handover.is_here``, ``handover.not_on_watch``."""
        session.require(Right.WRITE_LOG)
        with self._at.store.write() as unit:
            watch = self._standing(unit)
            self._move(unit, session, watch, WatchEventKind.RETURNED, account_id or session.account_id, "")
            return self._noted(unit, session, watch, "watch.returned")

    def _move(
        self, unit: UnitOfWork, session: Session, watch: Watch, kind: WatchEventKind, account_id: str, why: str
    ) -> None:
        one = next((person for person in watch.on_now if person.account_id == account_id), None)
        if one is None:
            raise Refused("handover.not_on_watch", name=self._name(account_id))
        is_away = any(absence.account_id == account_id for absence in watch.away_now)
        if kind is WatchEventKind.STEPPED_AWAY and is_away:
            raise Refused("handover.is_away", name=one.name)
        if kind is WatchEventKind.RETURNED and not is_away:
            raise Refused("handover.is_here", name=one.name)
        self._event(unit, session.actor, watch.id, kind, one.part, account_id, one.name, why)

    def _noted(self, unit: UnitOfWork, session: Session, watch: Watch, act: str) -> Watch:
        noted = watch_in(unit.connection, watch.id)
        self._finish(unit, session.actor, act, watch.id)
        return noted

    def _name(self, account_id: str) -> str:
        return next((one.name for one in self._at.accounts.all() if one.id == account_id), "")
