"""What the verbs of the watch and its handover share: who may, one act, its line, its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from sqlalchemy import Table, func, select

from dutyroom.accounts.model import Account, Right, Session, Signature
from dutyroom.accounts.rules import rights_of
from dutyroom.accounts.service import Accounts
from dutyroom.alerts.service import Alerts
from dutyroom.calendar.model import ShiftPeriod
from dutyroom.changes import Topic
from dutyroom.clock import Clock, to_micros
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.handover.gathering import Gatherer
from dutyroom.handover.model import REVIEWERS, Handover, HandoverStep, HandoverStepKind, Watch
from dutyroom.handover.rows import handover_columns, handover_in, standing_watch, step_of
from dutyroom.handover.rules import TEXT_LIMIT
from dutyroom.handover.tables import handover_steps, handovers
from dutyroom.handover.watch_time import WatchTime
from dutyroom.ids import IdMaker
from dutyroom.journal.model import Actor
from dutyroom.journal.service import Journal
from dutyroom.log.rules import check_length, check_unclassified, clean
from dutyroom.log.service import Log
from dutyroom.roster.model import Member, Post
from dutyroom.roster.views import OnDuty
from dutyroom.storage.digest import Stored
from dutyroom.storage.store import Store, UnitOfWork


class Shifts(Protocol):
    """What is asked of the calendar."""

    def shift_at(self, moment: datetime) -> ShiftPeriod:
        """Return the shift that covers ``moment``."""
        ...

    def watch_span(self, watch: str) -> ShiftPeriod:
        """Return the shift that a watch's name stands for."""
        ...

    def local(self, moment: datetime) -> datetime:
        """Return ``moment`` in the room's zone."""
        ...


class PlannedWatch(Protocol):
    """What is asked of the roster."""

    def on_duty(self, moment: datetime) -> OnDuty:
        """Return who is on at ``moment`` and who comes next; remembered while the moment stays in one watch."""
        ...

    def people_on(self, moment: datetime) -> tuple[tuple[Post, Member | None], ...] | None:
        """Return the posts of the watch at ``moment`` with who is on, None where no plan covers its day."""
        ...

    def note_sat(
        self, work: UnitOfWork, actor: Actor, shift: ShiftPeriod, sat: Sequence[tuple[Post, str, str]], reason: str
    ) -> None:
        """Note within an act who really sat: post, account, name; ``reason`` is for those who stand in."""
        ...


@dataclass(frozen=True)
class Around:
    """What the room of the watch stands on."""

    store: Store
    journal: Journal
    clock: Clock
    ids: IdMaker
    room_id: str
    accounts: Accounts
    alerts: Alerts
    log: Log
    shifts: Shifts
    roster: PlannedWatch
    gatherer: Gatherer
    watch_time: WatchTime
    drill: bool = False


class HandoverPart:
    """One group of verbs; each is one transaction with its line in the journal."""

    def __init__(self, around: Around) -> None:
        self._at = around

    def _now(self) -> datetime:
        return self._at.clock.now()

    def _words(self, text: str, code: str = "") -> str:
        """Return a text as it is kept; Refused ``code`` when it is empty, and for its length or a mark of secrecy."""
        words = clean(text).strip()
        check_length("content", words, TEXT_LIMIT)
        check_unclassified(words)
        if code and not words:
            raise Refused(code)
        return words

    def _account(self, account_id: str) -> Account:
        """Return an open account that may keep the log; Refused ``handover.no_officer``."""
        for one in self._at.accounts.all():
            if one.id == account_id and one.active and Right.WRITE_LOG in rights_of(one.roles):
                return one
        raise Refused("handover.no_officer")

    @staticmethod
    def _standing(unit: UnitOfWork) -> Watch:
        """Return the watch that is responsible; Refused ``handover.no_watch`` before the first take-over."""
        watch = standing_watch(unit.connection)
        if watch is None:
            raise Refused("handover.no_watch")
        return watch

    @staticmethod
    def _running(unit: UnitOfWork, handover_id: str) -> Handover:
        """Return a handover that is not done; Refused ``handover.no_such_handover``, ``handover.over``."""
        handover = handover_in(unit.connection, handover_id)
        if handover.over:
            raise Refused("handover.over")
        return handover

    def _save(self, unit: UnitOfWork, before: Handover, after: Handover) -> Handover:
        old, new = handover_columns(before), handover_columns(after)
        unit.update(handovers, after.id, {name: value for name, value in new.items() if value != old[name]} or new)
        return after

    def _step(
        self,
        unit: UnitOfWork,
        actor: Actor,
        handover_id: str,
        kind: HandoverStepKind,
        text: str = "",
        *,
        name: str = "",
        signature: Signature | None = None,
        matter_id: str = "",
    ) -> HandoverStep:
        """Add a line to the history of a handover."""
        row = {
            **self._numbered(unit, handover_steps),
            "handover_id": handover_id,
            "kind": kind.value,
            "name": name,
            "text": text,
            "signature_id": signature.id if signature else None,
            "matter_id": matter_id or None,
            "at": to_micros(self._now()),
            "account_id": actor.account_id,
            "account_name": actor.name,
        }
        unit.insert(handover_steps, row)
        return step_of(row)

    def _numbered(self, unit: UnitOfWork, table: Table) -> dict[str, Stored]:
        seq = int(unit.execute(select(func.max(table.c.seq))).scalar_one() or 0) + 1
        return {"seq": seq, "id": self._at.ids.new(), "room_id": self._at.room_id}

    def _finish(
        self,
        unit: UnitOfWork,
        actor: Actor,
        act: str,
        subject: str,
        detail: Mapping[str, str | int | None] | None = None,
    ) -> None:
        """Write the line of an act and commit it; the watch of what is written next is known before anybody writes."""
        self._at.journal.record(unit, actor, act, subject, detail)
        unit.touch(Topic.HANDOVER, subject)
        self._at.watch_time.commit(unit)

    @staticmethod
    def _by(session: Session, account_id: str, name: str) -> Actor:
        """Return who acts at this seat, where it is not who has signed in."""
        return replace(session.actor, account_id=account_id, name=name)


def require_reviewer(session: Session) -> None:
    """Raise Refused ``handover.not_reviewer`` unless this person reviews handovers: a leader in charge or above."""
    if not session.roles & REVIEWERS:
        raise Refused("handover.not_reviewer")


def unique(ids: Sequence[str]) -> tuple[str, ...]:
    """Return identities, each once, in their order."""
    return tuple(dict.fromkeys(one for one in ids if one))
