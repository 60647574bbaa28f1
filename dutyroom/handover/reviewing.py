"""After a handover: corrections are appended, the leader in charge remarks, orders, and marks it as reviewed."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.accounts.model import Right, Session
from dutyroom.changes import Topic
from dutyroom.errors import Refused
from dutyroom.handover.model import Handover, HandoverStep, HandoverStepKind
from dutyroom.handover.part import HandoverPart, require_reviewer
from dutyroom.handover.rows import handover_in
from dutyroom.log.model import Category, Channel, Direction, EntryKind, Handling, Slip, Urgency
from dutyroom.storage.store import UnitOfWork


class Reviewing(HandoverPart):
    """Verbs on a handover that is done."""

    def correct(self, session: Session, handover_id: str, text: str) -> HandoverStep:
        """Append a correction to a sealed sheet; what was signed stays as it is.

        Raises Refused ``handover.not_over``, ``handover.words_missing``, ``log.secrecy_mark``.
        """
        session.require(Right.WRITE_LOG)
        words = self._words(text, "handover.words_missing")
        with self._at.store.write() as unit:
            handover = self._done(unit, handover_id)
            step = self._step(unit, session.actor, handover.id, HandoverStepKind.CORRECTED, words)
            self._finish(unit, session.actor, "handover.corrected", handover.id)
        return step

    def review(
        self, session: Session, handover_id: str, text: str, *, order: bool = False, matter_id: str = ""
    ) -> HandoverStep:
        """Add a remark or an order. An order becomes a step of ``matter_id``, or an open matter of its own.

        Raises Refused ``handover.not_reviewer``, ``handover.not_over``, ``handover.words_missing``.
        """
        require_reviewer(session)
        words = self._words(text, "handover.words_missing")
        kind = HandoverStepKind.ORDERED if order else HandoverStepKind.REMARKED
        with self._at.store.write() as unit:
            handover = self._done(unit, handover_id)
            target = self._ordered(unit, session, handover, words, matter_id) if order else matter_id
            step = self._step(unit, session.actor, handover.id, kind, words, matter_id=target)
            self._finish(unit, session.actor, f"handover.{kind.value}", handover.id)
        return step

    def mark_reviewed(self, session: Session, handover_id: str) -> Handover:
        """Mark a handover as reviewed; the first to do so stays named. Raises Refused as ``review``."""
        require_reviewer(session)
        with self._at.store.write() as unit:
            handover = self._done(unit, handover_id)
            if handover.reviewed_at is None:
                reviewed = replace(handover, reviewed_at=self._now(), reviewed_by=session.name)
                handover = self._save(unit, handover, reviewed)
            self._step(unit, session.actor, handover.id, HandoverStepKind.REVIEWED)
            self._finish(unit, session.actor, "handover.reviewed", handover.id)
        return handover

    def _ordered(self, unit: UnitOfWork, session: Session, handover: Handover, words: str, matter_id: str) -> str:
        """Let an order be work that somebody has to do: a step of a matter, or a new matter."""
        if matter_id:
            self._at.log.step_within(unit, session, matter_id, EntryKind.ORDERED, words)
            unit.touch(Topic.MATTERS, matter_id)
            return matter_id
        new_id = self._at.ids.new()
        slip = Slip(
            received_at=self._now(),
            direction=Direction.INBOUND,
            channel=Channel.OTHER,
            category=Category.LEADER_ORDER,
            urgency=Urgency.ROUTINE,
            handling=Handling.HANDLE_THEN_REPORT,
            unit_name="",
            content=f"{words}（对{handover.watch.replace('/', ' ')}交接班的要求，{session.name}）",
            subject=words[:60],
        )
        self._at.log.open_within(unit, session, slip, new_id)
        unit.touch(Topic.MATTERS, new_id)
        return new_id

    @staticmethod
    def _done(unit: UnitOfWork, handover_id: str) -> Handover:
        handover = handover_in(unit.connection, handover_id)
        if not handover.over:
            raise Refused("handover.not_over")
        return handover
