"""Before both have signed: the draft, the incoming's arrival, what is typed and ticked on the sheet."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import insert, update

from dutyroom.accounts.model import Right, Session
from dutyroom.alerts.model import DeadlineKind
from dutyroom.calendar.room import watch_name
from dutyroom.changes import Topic
from dutyroom.clock import to_micros
from dutyroom.errors import Refused
from dutyroom.handover.model import (
    EquipmentState,
    Handover,
    HandoverKind,
    HandoverState,
    HandoverStepKind,
    Place,
    SheetSection,
    Watch,
    WordsKind,
)
from dutyroom.handover.rows import handover_columns, handover_in, payload_in, running_handover, words_id
from dutyroom.handover.rules import TEXT_LIMIT, check_state, shift_taken
from dutyroom.handover.tables import handover_words, handovers
from dutyroom.handover.taking import ARRIVAL, WatchTaking
from dutyroom.log.rules import check_length, check_unclassified
from dutyroom.storage.store import UnitOfWork

_TICKED = frozenset({HandoverState.READY, HandoverState.SIGNED, HandoverState.REFUSED})
_OF_THE_INCOMING = frozenset({WordsKind.READ_BACK, WordsKind.TICK})


class Preparing(WatchTaking):
    """Verbs on a handover that is not done."""

    def open_draft(self, session: Session) -> Handover:
        """Open the draft of the handover of the watch that stands, or return the one that is open.

        Raises Refused ``handover.no_watch``, ``accounts.not_allowed``.
        """
        session.require(Right.WRITE_LOG)
        with self._at.store.write() as unit:
            watch = self._standing(unit)
            handover = running_handover(unit.connection, watch.id)
            if handover is None:
                handover = self._open(unit, session, watch)
                self._finish(unit, session.actor, "handover.opened", handover.id)
        return handover

    def note_arrival(self, session: Session, account_id: str) -> Handover:
        """Note that the incoming is here now; the first arrival counts (R083). Opens the draft where none is open."""
        session.require(Right.WRITE_LOG)
        with self._at.store.write() as unit:
            watch = self._standing(unit)
            handover = running_handover(unit.connection, watch.id) or self._open(unit, session, watch)
            account = self._account(account_id)
            if handover.arrived_at is None:
                arrived = replace(handover, arrived_at=self._now(), arrived_name=account.name)
                handover = self._save(unit, handover, arrived)
            kind = HandoverStepKind.ARRIVED
            self._step(unit, session.actor, handover.id, kind, name=account.name)
            self._at.alerts.meet(
                unit, session.actor, watch.id, DeadlineKind.HANDOVER, "handover.arrived", ordinal=ARRIVAL
            )
            self._finish(unit, session.actor, "handover.arrived", handover.id)
        return handover

    def test_reach(self, session: Session, who: str, *, reached: bool, words: str = "") -> Handover:
        """Note a call that tests whether the incoming can be reached; ``who`` is an account or a name."""
        session.require(Right.WRITE_LOG)
        said = self._words(words)
        with self._at.store.write() as unit:
            watch = self._standing(unit)
            handover = running_handover(unit.connection, watch.id) or self._open(unit, session, watch)
            known = next((one.name for one in self._at.accounts.all() if one.id == who), who)
            name = self._words(known, "handover.words_missing")
            result = "已接通" if reached else "未接通"
            text = f"{result}：{said}" if said else result
            self._step(unit, session.actor, handover.id, HandoverStepKind.REACH_TESTED, text, name=name)
            detail = {"reached": int(reached)}
            self._finish(unit, session.actor, "handover.reach_tested", handover.id, detail)
        return handover

    def keep_words(self, session: Session, handover_id: str, place: Place, text: str) -> None:
        """Keep what was typed at a place of the sheet, like a draft: it survives every change of state.

        Raises Refused ``handover.over``; ``handover.sheet_signed`` for the outgoing's part once they have signed;
        ``handover.no_such_place``, ``log.too_long``, ``log.secrecy_mark``. What was kept before stays then.
        """
        session.require(Right.WRITE_LOG)
        self._keep(session, handover_id, place, text)

    def tick(self, session: Session, handover_id: str, matter_id: str, on: bool = True) -> None:
        """Tick a pending matter as taken over, or take the tick back; Refused as ``keep_words``."""
        session.require(Right.WRITE_LOG)
        self._keep(session, handover_id, Place(WordsKind.TICK, matter_id), "1" if on else "")

    def set_equipment(
        self, session: Session, handover_id: str, name: str, state: EquipmentState, remark: str = ""
    ) -> None:
        """Note how a key or a thing of the checklist was found; Refused as ``keep_words``."""
        session.require(Right.WRITE_LOG)
        line = " ".join(remark.split())
        self._keep(session, handover_id, Place(WordsKind.EQUIPMENT, name), f"{state.value}\n{line}")

    def _keep(self, session: Session, handover_id: str, place: Place, text: str) -> None:
        storable = text.encode("utf-8", "ignore").decode()
        check_length("content", storable, TEXT_LIMIT)
        check_unclassified(storable)
        with self._at.store.write() as unit:
            handover = self._running(unit, handover_id)
            self._check_place(unit, handover, place)
            row = {
                "id": words_id(handover_id, place),
                "room_id": self._at.room_id,
                "handover_id": handover_id,
                "kind": place.kind.value,
                "subject_id": place.subject_id,
                "text": storable,
                "account_id": session.account_id,
                "account_name": session.name,
                "updated_at": to_micros(self._now()),
            }
            changing = {name: row[name] for name in ("text", "account_id", "account_name", "updated_at")}
            known = update(handover_words).where(handover_words.c.id == row["id"]).values(changing)
            if unit.execute(known).rowcount == 0:
                unit.execute(insert(handover_words), row)
            unit.touch(Topic.HANDOVER, handover_id)
            unit.commit()

    @staticmethod
    def _check_place(unit: UnitOfWork, handover: Handover, place: Place) -> None:
        if place.kind in _OF_THE_INCOMING:
            check_state(handover, *_TICKED)
            payload = payload_in(unit.connection, handover.id, handover.round) or {"pending": ()}
            if not any(one["matter_id"] == place.subject_id for one in payload["pending"]):
                raise Refused("handover.no_such_place")
            return
        if handover.state is HandoverState.SIGNED:
            raise Refused("handover.sheet_signed")
        if place.kind is WordsKind.SECTION and place.subject_id not in {one.value for one in SheetSection}:
            raise Refused("handover.no_such_place")

    def _open(self, unit: UnitOfWork, session: Session, watch: Watch) -> Handover:
        shift = shift_taken(self._at.shifts.watch_span(watch.name), self._now(), self._at.shifts.shift_at)
        handover = Handover(
            id=self._at.ids.new(),
            kind=HandoverKind.ORDINARY,
            state=HandoverState.DRAFT,
            watch_id=watch.id,
            watch=watch.name,
            next_watch=watch_name(shift),
            next_watch_id="",
            due_at=watch.until,
            opened_at=self._now(),
            since_seq=watch.since_seq,
            since_matter_seq=watch.since_matter_seq,
        )
        unit.insert(handovers, {"id": handover.id, "room_id": self._at.room_id, **handover_columns(handover)})
        self._step(unit, session.actor, handover.id, HandoverStepKind.OPENED)
        return handover_in(unit.connection, handover.id)
