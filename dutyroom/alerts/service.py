"""The verbs of alerts: what raises them from within an act below, and what a person does about them.

Verbs that take a ``UnitOfWork`` belong to the act of a lower room: the alert is on the disk with its cause, or neither
is. The others open their own. Every button carries the version of the picture it was drawn on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dutyroom.accounts.model import Right, Session
from dutyroom.alerts.chains import Escalation, shipped_escalation
from dutyroom.alerts.deadlines import DeadlineKeeper, every_of, running_of
from dutyroom.alerts.drills import DrillWatch
from dutyroom.alerts.keeping import AlertKeeper, acknowledgements, alert_with, open_of_matter, open_of_subject
from dutyroom.alerts.matters import MatterFollower
from dutyroom.alerts.model import (
    Alert,
    Called,
    Cause,
    Deadline,
    DeadlineKind,
    NewDeadline,
    Subject,
    SubjectKind,
)
from dutyroom.alerts.on_watch import Absences, NobodyAway, OnWatch
from dutyroom.alerts.rules import (
    Move,
    acknowledged,
    alerting,
    call_made,
    check_closable,
    check_version,
    progressed,
)
from dutyroom.clock import Clock, to_micros
from dutyroom.errors import Refused
from dutyroom.ids import IdMaker
from dutyroom.journal.model import Actor
from dutyroom.journal.service import Journal
from dutyroom.log.model import EntryKind, MatterFile, MatterState
from dutyroom.log.rules import REASON_LIMIT, check_length, clean_line
from dutyroom.log.service import Log
from dutyroom.storage.store import Store, UnitOfWork


def subject_key(subject: Subject) -> str:
    """Return the key of the alert that a subject raises by itself: one stands at a time."""
    return f"{subject.kind.value}:{subject.id}"


class Alerts:
    """The alerts and deadlines of one room."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        clock: Clock,
        ids: IdMaker,
        room_id: str,
        on_watch: OnWatch,
        absences: Absences | None = None,
        escalation: Callable[[], Escalation] = shipped_escalation,
        *,
        drill: bool = False,
    ) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock
        self._log: Log | None = None
        self.keeper = AlertKeeper(journal, clock, ids, room_id, on_watch, absences or NobodyAway(), escalation)
        self.deadlines = DeadlineKeeper(journal, clock, ids, room_id, self.keeper, escalation)
        self.drills = DrillWatch(self.deadlines, escalation, clock)
        self.matters = MatterFollower(self.keeper, self.deadlines, escalation, drill=drill)

    def write_calls_into(self, log: Log) -> None:
        """Let calls become entries of ``log``, which is made after its consequences."""
        self._log = log

    # Within an act of a lower room

    def follow(self, unit: UnitOfWork, actor: Actor, subject: Subject, *, anew: bool = False) -> Alert | None:
        """Raise the alert of a confirmed subject that is significant, worse or sensitive; raise it higher.

        A duplicate and a lower grade touch no clock; one that was closed at this level stays closed, unless the subject
        begins ``anew``. Returns the alert that stands, None where none is called for.
        """
        key = subject_key(subject)
        mine = [one for one in open_of_subject(unit.connection, subject.id) if one.key.startswith(key)]
        if mine:
            key = mine[0].key
        elif anew:
            key = f"{key}:{to_micros(self._clock.now())}"
        if not alerting(subject):
            for alert in mine:
                if alert.subject != subject:
                    self.keeper.follow(unit, actor, subject, Cause.CONFIRMED, alert.key)
            return None
        return self.keeper.follow(unit, actor, subject, Cause.CONFIRMED, key)

    def set_deadlines(
        self, unit: UnitOfWork, actor: Actor, subject: Subject, wanted: Iterable[NewDeadline]
    ) -> tuple[Deadline, ...]:
        """Set the deadlines of a subject; one of a kind and ordinal that was set before is not touched."""
        return self.deadlines.set(unit, actor, subject, wanted)

    def meet(
        self,
        unit: UnitOfWork,
        actor: Actor,
        subject_id: str,
        kind: DeadlineKind,
        act: str,
        ordinal: int | None = None,
    ) -> tuple[Deadline, ...]:
        """Meet the running deadlines of a kind (one ordinal, or all) by an act or an entry, also when it is late."""
        found = [
            deadline
            for deadline in running_of(unit.connection, subject_id)
            if deadline.kind is kind and ordinal in (None, deadline.ordinal)
        ]
        return tuple(self.deadlines.meet(unit, actor, deadline, act) for deadline in found)

    @staticmethod
    def running(unit: UnitOfWork, subject_id: str) -> list[Deadline]:
        """Return the deadlines of a subject that nobody has met yet, as the act sees them."""
        return running_of(unit.connection, subject_id)

    @staticmethod
    def all_of(unit: UnitOfWork, subject_id: str) -> list[Deadline]:
        """Return every deadline that a subject ever had, as the act sees them."""
        return every_of(unit.connection, subject_id)

    def ended(
        self, unit: UnitOfWork, actor: Actor, subject_id: str, outcome: str, kind: SubjectKind | None = None
    ) -> None:
        """Let a subject have ended: its running deadlines are withdrawn and its alerts closed with ``outcome``.

        A matter and its incident have one identity; ``kind`` says that only one of them has ended.
        """
        for deadline in running_of(unit.connection, subject_id):
            if kind in (None, deadline.subject.kind):
                self.deadlines.withdraw(unit, actor, deadline, outcome)
        for alert in open_of_subject(unit.connection, subject_id):
            if kind in (None, alert.subject.kind):
                self.keeper.close(unit, actor, alert, outcome)

    def progress(self, unit: UnitOfWork, actor: Actor, matter_id: str) -> None:
        """Note that somebody wrote an entry: the clocks of progress on this matter start again."""
        now = self._clock.now()
        for alert in open_of_matter(unit.connection, matter_id):
            after = progressed(alert, now)
            if after != alert:
                self.keeper.save(unit, actor, alert, Move(after), "alert.progressed")

    def follow_matter(self, unit: UnitOfWork, session: Session, act: str, file: MatterFile) -> None:
        """Follow an act of the log: its due time, its urgency, its end, and every entry as progress."""
        if act != "matter.opened" and file.matter.state is MatterState.OPEN:
            self.progress(unit, session.actor, file.matter.id)
        self.matters.follow(unit, session.actor, act, file.matter)
        if act != "matter.opened":
            self.drills.stirred(unit, session.actor, file.matter)

    # Acts of a person

    def confirm(self, session: Session, subject: Subject) -> Alert | None:
        """Raise the alert of a subject that has no room of its own yet; see ``follow``."""
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            alert = self.follow(unit, session.actor, subject)
            if unit.touched:
                unit.commit()
        return alert

    def acknowledge(self, session: Session, alert_id: str, version: int) -> Alert:
        """Say that one knows: the sound stops for this person, the clock of progress starts, others go on being called.

        Raises Refused ``alerts.stale``, ``alerts.closed``, ``alerts.acknowledged``, ``accounts.not_allowed``.
        """
        session.require(Right.ANSWER_ALERTS)
        person = Called(name=session.name, account_id=session.account_id)
        with self._store.write() as unit:
            alert, known = self._answerable(unit, alert_id, version)
            if session.account_id in known:
                raise Refused("alerts.acknowledged", number=alert.subject.number)
            now = self._clock.now()
            move = acknowledged(alert, person, self.keeper.resolve(alert.subject, now), known, now)
            self.keeper.write_acknowledgement(unit, session.actor, alert)
            after = self.keeper.save(unit, session.actor, alert, move, "alert.acknowledged")
            unit.commit()
        return after

    def note_call(
        self, session: Session, alert_id: str, version: int, person_key: str, *, reached: bool, words: str = ""
    ) -> Alert:
        """Note that somebody who is being called was reached, or did not answer; it becomes an entry of the matter.

        ``words`` is what was said. Raises Refused ``alerts.stale``, ``alerts.closed``, ``alerts.not_called``.
        """
        session.require(Right.ANSWER_ALERTS)
        said = clean_line(words)
        check_length("content", said, REASON_LIMIT)
        with self._store.write() as unit:
            alert, known = self._answerable(unit, alert_id, version)
            person = next((called for called in alert.people if called.key == person_key), None)
            if person is None:
                raise Refused("alerts.not_called", number=alert.subject.number)
            entry_id = self._write_call(unit, session, alert, person, reached=reached, words=said)
            now = self._clock.now()
            resolve = self.keeper.resolve(alert.subject, now)
            move = call_made(alert, person, reached=reached, resolve=resolve, known=known, now=now)
            move = Move(progressed(move.alert, now), move.taken)
            act = "alert.call_reached" if reached else "alert.call_unanswered"
            after = self.keeper.save(unit, session.actor, alert, move, act, entry_id=entry_id)
            unit.commit()
        return after

    def close(self, session: Session, alert_id: str, version: int, outcome: str) -> Alert:
        """Close an alert with what became of it; only who has acknowledged it may.

        Raises Refused ``alerts.stale``, ``alerts.closed``, ``alerts.not_acknowledged``, ``alerts.outcome_missing``.
        """
        session.require(Right.ANSWER_ALERTS)
        text = clean_line(outcome)
        check_length("result", text, REASON_LIMIT)
        if not text:
            raise Refused("alerts.outcome_missing")
        with self._store.write() as unit:
            alert, known = self._answerable(unit, alert_id, version)
            check_closable(mine=session.account_id in known, number=alert.subject.number)
            done = self.keeper.close(unit, session.actor, alert, text)
            unit.commit()
        return done

    def note_channel_failed(self, actor: Actor, alert_id: str, channel: str, code: str) -> None:
        """Note that an alert could not be heard or shown by a channel (``sound``, ``toast``); it still stands."""
        self._journal.note(actor, "alert.channel_failed", alert_id, {"channel": channel, "code": code})

    def _answerable(self, unit: UnitOfWork, alert_id: str, version: int) -> tuple[Alert, frozenset[str]]:
        alert = alert_with(unit.connection, alert_id)
        check_version(alert, version)
        return alert, frozenset(one.account_id for one in acknowledgements(unit.connection, alert))

    def _write_call(
        self, unit: UnitOfWork, session: Session, alert: Alert, person: Called, *, reached: bool, words: str
    ) -> str:
        if self._log is None or not alert.subject.matter_id:
            return ""
        whom = " ".join(part for part in (person.post, person.name) if part)
        if person.instead_of:
            whom = f"{whom}（代{person.instead_of}）"
        text = f"电话报告{whom}：{'已接通' if reached else '无人接听'}{'。' + words if words else ''}"
        try:
            return self._log.note_step(unit, session, alert.subject.matter_id, EntryKind.TOLD, text).id
        except Refused as refused:
            if refused.code != "log.classified_no_reply":
                raise
            return ""  # a classified item takes no words; the history of the alert keeps the call
