"""The handover itself: the cut-off, two signatures at this desk, a refusal, a double shift, a forced take-over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, func, select

from dutyroom.accounts.model import Right, Session, Signer
from dutyroom.calendar.room import watch_name
from dutyroom.clock import to_micros
from dutyroom.errors import Refused
from dutyroom.handover.at_desk import newest_written
from dutyroom.handover.model import (
    CutOff,
    Handover,
    HandoverKind,
    HandoverState,
    HandoverStepKind,
    SheetSection,
    Watch,
)
from dutyroom.handover.preparing import Preparing
from dutyroom.handover.rows import INCOMING, OUTGOING, payload_in, running_handover, watch_in, words_in
from dutyroom.handover.rules import check_state, missing_to_accept, missing_to_sign, refuse_missing, shift_taken
from dutyroom.handover.sheets import facts_of_text, facts_text, sheet_of, signed_text
from dutyroom.handover.tables import handover_sheets
from dutyroom.handover.taking import Taker
from dutyroom.handover.views import HandoverSheet, Missing
from dutyroom.log.tables import drafts
from dutyroom.storage.store import UnitOfWork

SLIPS = ("slip", "event", "instruction", "receipt")
"""Drafts of what has come in and is not logged yet."""


class HandingOver(Preparing):
    """Verbs that move a handover from state to state; each is one transaction."""

    def start(self, session: Session, handover_id: str) -> Handover:
        """Freeze the cut-off: what is written from now on belongs to the next watch and to its sheet.

        Raises Refused ``handover.already_started``, ``handover.over``, ``accounts.not_allowed``.
        """
        session.require(Right.WRITE_LOG)
        with self._at.store.write() as unit:
            handover = self._running(unit, handover_id)
            if handover.frozen:
                raise Refused("handover.already_started")
            handover = self._freeze(unit, session, handover)
            self._finish(unit, session.actor, "handover.started", handover.id, {"pending": handover.pending})
        return handover

    def take_back_start(self, session: Session, handover_id: str, reason: str) -> Handover:
        """Take the cut-off back, with a reason: the sheet follows the log again, and everything typed stays."""
        session.require(Right.WRITE_LOG)
        why = self._words(reason, "handover.reason_missing")
        with self._at.store.write() as unit:
            handover = self._running(unit, handover_id)
            check_state(handover, HandoverState.READY, HandoverState.SIGNED, HandoverState.REFUSED)
            draft = replace(_unsigned(handover), state=HandoverState.DRAFT, cut_off=None)
            handover = self._save(unit, handover, draft)
            self._step(unit, session.actor, handover.id, HandoverStepKind.TAKEN_BACK, why)
            self._finish(unit, session.actor, "handover.taken_back", handover.id)
        return handover

    def sign_out(self, session: Session, handover_id: str, login: str, password: str) -> Handover:
        """Let somebody of the outgoing watch sign the sheet at this desk (R082, R084).

        Raises Refused as ``Accounts.signer``; ``handover.not_on_watch``, ``handover.wrong_state``, and what the log
        lacks before it may be closed (R081): see ``rules.missing_to_sign``.
        """
        signer = self._at.accounts.signer(login, password)
        signer.require(Right.WRITE_LOG)
        with self._at.store.write() as unit:
            handover = self._running(unit, handover_id)
            check_state(handover, HandoverState.READY)
            watch = watch_in(unit.connection, handover.watch_id)
            _check_on_watch(watch, signer)
            sheet = self._sheet(unit, handover, watch)
            refuse_missing(self._lacking(unit, handover, watch, sheet))
            signature = self._at.accounts.sign(unit, signer, OUTGOING, handover.id, signed_text(sheet, read_back=False))
            signed = replace(
                handover,
                state=HandoverState.SIGNED,
                outgoing_id=signer.account_id,
                outgoing_name=signer.name,
                signed_at=self._now(),
                refusal="",
            )
            handover = self._save(unit, handover, signed)
            actor = self._by(session, signer.account_id, signer.name)
            self._step(unit, actor, handover.id, HandoverStepKind.SIGNED, signature=signature)
            self._finish(unit, actor, "handover.signed", handover.id)
        return handover

    def refuse(self, session: Session, handover_id: str, reason: str, account_id: str) -> Handover:
        """Let the incoming refuse the sheet with a reason, which goes to the leader in charge as a notice.

        Raises Refused ``handover.reason_missing``, ``handover.wrong_state``, ``handover.no_officer``.
        """
        session.require(Right.WRITE_LOG)
        why = self._words(reason, "handover.reason_missing")
        with self._at.store.write() as unit:
            handover = self._running(unit, handover_id)
            check_state(handover, HandoverState.READY, HandoverState.SIGNED)
            account = self._account(account_id)
            refused = replace(_unsigned(handover), state=HandoverState.REFUSED, refusal=why)
            handover = self._save(unit, handover, refused)
            actor = self._by(session, account.id, account.name)
            self._step(unit, actor, handover.id, HandoverStepKind.REFUSED, why)
            self._tell_leader(unit, actor, watch_in(unit.connection, handover.watch_id), handover, "refused")
            self._finish(unit, actor, "handover.refused", handover.id)
        return handover

    def resume(self, session: Session, handover_id: str, answer: str = "") -> Handover:
        """Take a refused sheet up again, or take one's signature back; the cut-off and everything typed stay."""
        session.require(Right.WRITE_LOG)
        words = self._words(answer)
        with self._at.store.write() as unit:
            handover = self._running(unit, handover_id)
            check_state(handover, HandoverState.REFUSED, HandoverState.SIGNED)
            ready = replace(_unsigned(handover), state=HandoverState.READY)
            handover = self._save(unit, handover, ready)
            self._step(unit, session.actor, handover.id, HandoverStepKind.RESUMED, words)
            self._at.alerts.ended(unit, session.actor, handover.id, "handover.resumed")
            self._finish(unit, session.actor, "handover.resumed", handover.id)
        return handover

    def accept(
        self,
        session: Session,
        handover_id: str,
        login: str,
        password: str,
        *,
        others: Sequence[str] = (),
        leader: str = "",
    ) -> Handover:
        """Let the incoming sign: every pending matter ticked, the serious ones read back (R085). The new watch stands.

        ``others`` are accounts that come on with them, ``leader`` the leader in charge (empty: as the roster has it).
        Raises Refused as ``Accounts.signer``; ``handover.same_person``, ``handover.wrong_state``,
        ``handover.not_ticked``, ``handover.read_back_missing``.
        """
        signer = self._at.accounts.signer(login, password)
        signer.require(Right.WRITE_LOG)
        with self._at.store.write() as unit:
            handover = self._running(unit, handover_id)
            check_state(handover, HandoverState.SIGNED)
            if signer.account_id == handover.outgoing_id:
                raise Refused("handover.same_person")
            watch = watch_in(unit.connection, handover.watch_id)
            sheet = self._sheet(unit, handover, watch)
            refuse_missing(missing_to_accept(sheet.pending))
            taker = Taker(signer.account_id, signer.name, others, leader)
            return self._accept(unit, session, sheet, signer, taker)

    def go_on(
        self,
        session: Session,
        handover_id: str,
        login: str,
        password: str,
        reason: str,
        *,
        others: Sequence[str] = (),
        leader: str = "",
    ) -> Handover:
        """Let one person go on for another shift: the sheet has one signer and is named so.

        Raises Refused as ``sign_out``; ``handover.reason_missing``.
        """
        why = self._words(reason, "handover.reason_missing")
        signer = self._at.accounts.signer(login, password)
        signer.require(Right.WRITE_LOG)
        with self._at.store.write() as unit:
            handover = self._running(unit, handover_id)
            check_state(handover, HandoverState.READY)
            watch = watch_in(unit.connection, handover.watch_id)
            _check_on_watch(watch, signer)
            sheet = self._sheet(unit, handover, watch)
            refuse_missing(self._lacking(unit, handover, watch, sheet))
            named = replace(
                handover,
                kind=HandoverKind.DOUBLE_SHIFT,
                reason=why,
                outgoing_id=signer.account_id,
                outgoing_name=signer.name,
                signed_at=self._now(),
            )
            sheet = replace(sheet, handover=self._save(unit, handover, named))
            taker = Taker(signer.account_id, signer.name, others, leader)
            return self._accept(unit, session, sheet, signer, taker)

    def force(
        self,
        session: Session,
        login: str,
        password: str,
        reason: str,
        *,
        others: Sequence[str] = (),
        leader: str = "",
    ) -> Handover:
        """Take over without the outgoing's signature, who is ill or gone; the leader in charge is told.

        The cut-off is frozen now unless it was; what was not ticked stays so on the sheet. Raises Refused as
        ``Accounts.signer``; ``handover.no_watch``, ``handover.reason_missing``, ``handover.on_watch_takes_over``.
        """
        why = self._words(reason, "handover.reason_missing")
        signer = self._at.accounts.signer(login, password)
        signer.require(Right.WRITE_LOG)
        with self._at.store.write() as unit:
            watch = self._standing(unit)
            if watch.has(signer.account_id):
                raise Refused("handover.on_watch_takes_over", name=signer.name)
            handover = running_handover(unit.connection, watch.id) or self._open(unit, session, watch)
            if not handover.frozen:
                handover = self._freeze(unit, session, handover)
            forced = replace(handover, kind=HandoverKind.FORCED, reason=why, refusal="")
            sheet = self._sheet(unit, self._save(unit, handover, forced), watch)
            taker = Taker(signer.account_id, signer.name, others, leader)
            return self._accept(unit, session, sheet, signer, taker)

    def _freeze(self, unit: UnitOfWork, session: Session, handover: Handover) -> Handover:
        """Freeze the cut-off within an act: what was gathered, and up to which entry and matter."""
        now = self._now()
        watch = watch_in(unit.connection, handover.watch_id)
        facts = self._at.gatherer.gather(unit.connection, session, handover, now)
        entry_seq, matter_seq = newest_written(unit)
        shift = shift_taken(self._at.shifts.watch_span(watch.name), now, self._at.shifts.shift_at)
        frozen = replace(
            handover,
            state=HandoverState.READY,
            next_watch=watch_name(shift),
            cut_off=CutOff(at=now, matter_seq=matter_seq, entry_seq=entry_seq),
            round=handover.round + 1,
            done=len(facts.done),
            pending=len(facts.pending),
            without_owner=facts.without_owner,
            oldest_at=facts.oldest_at,
        )
        unit.insert(
            handover_sheets,
            {
                **self._numbered(unit, handover_sheets),
                "handover_id": handover.id,
                "round": frozen.round,
                "frozen_at": to_micros(now),
                "payload": facts_text(facts),
            },
        )
        self._step(unit, session.actor, handover.id, HandoverStepKind.STARTED)
        return self._save(unit, handover, frozen)

    def _accept(
        self, unit: UnitOfWork, session: Session, sheet: HandoverSheet, signer: Signer, taker: Taker
    ) -> Handover:
        """Sign as the incoming, end the outgoing watch, let the next one begin, and commit."""
        handover, watch = sheet.handover, sheet.outgoing
        actor = self._by(session, signer.account_id, signer.name)
        assert handover.cut_off is not None
        named = replace(
            handover,
            state=HandoverState.ACCEPTED,
            incoming_id=signer.account_id,
            incoming_name=signer.name,
            accepted_at=self._now(),
            without_next_step=sum(not one.next_step for one in sheet.pending),
        )
        text = signed_text(replace(sheet, handover=named), read_back=True)
        signature = self._at.accounts.sign(unit, signer, INCOMING, handover.id, text)
        self._end(unit, actor, watch)
        shift = self._at.shifts.watch_span(handover.next_watch)
        begun = self._begin(unit, actor, taker, shift, handover.cut_off)
        done = self._save(unit, handover, replace(named, next_watch_id=begun.id))
        self._at.alerts.ended(unit, actor, handover.id, "handover.accepted")
        forced = done.kind is HandoverKind.FORCED
        kind = HandoverStepKind.FORCED if forced else HandoverStepKind.ACCEPTED
        self._step(unit, actor, done.id, kind, done.reason, signature=signature)
        if forced:
            self._tell_leader(unit, actor, begun if begun.leader else watch, done, "forced")
        act = "handover.forced" if forced else "handover.accepted"
        self._finish(unit, actor, act, done.id, {"pending": done.pending, "kind": done.kind.value})
        return done

    @staticmethod
    def _sheet(unit: UnitOfWork, handover: Handover, watch: Watch) -> HandoverSheet:
        """Return the frozen sheet with every typed word, as the act sees it."""
        payload = payload_in(unit.connection, handover.id, handover.round)
        assert payload is not None
        return sheet_of(handover, watch, facts_of_text(payload), words_in(unit.connection, handover.id))

    @staticmethod
    def _lacking(unit: UnitOfWork, handover: Handover, watch: Watch, sheet: HandoverSheet) -> tuple[Missing, ...]:
        slips = slips_left(unit.connection, handover, watch)
        return missing_to_sign(
            sheet.pending,
            since_seq=handover.since_seq,
            entries=sheet.entries,
            remarks=sheet.text(SheetSection.REMARKS),
            slips=slips,
        )


def slips_left(connection: Connection, handover: Handover, watch: Watch) -> int:
    """Return how many slips people of the watch had left unsaved at the cut-off; a call that goes on is none."""
    if handover.cut_off is None:
        return 0
    people = [one.account_id for one in watch.on_now]
    asked = select(func.count()).where(
        drafts.c.kind.in_(SLIPS),
        drafts.c.account_id.in_(people),
        drafts.c.updated_at <= to_micros(handover.cut_off.at),
    )
    return int(connection.execute(asked).scalar_one())


def _unsigned(handover: Handover) -> Handover:
    """Return a handover without the outgoing's signature; the signature itself stays in the file for ever."""
    return replace(handover, outgoing_id="", outgoing_name="", signed_at=None)


def _check_on_watch(watch: Watch, signer: Signer) -> None:
    if not watch.has(signer.account_id):
        raise Refused("handover.not_on_watch", name=signer.name)
    if any(one.account_id == signer.account_id for one in watch.away_now):
        raise Refused("handover.is_away", name=signer.name)
