"""Rows of watches and handovers made into what is shown, and back; queries that every act needs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from dutyroom.accounts.signing import signatures_in
from dutyroom.clock import from_micros, to_micros
from dutyroom.errors import Refused
from dutyroom.handover.model import (
    CutOff,
    Handover,
    HandoverKind,
    HandoverState,
    HandoverStep,
    HandoverStepKind,
    Place,
    Watch,
    WatchEventKind,
    WatchPart,
    Words,
    WordsKind,
)
from dutyroom.handover.rules import PeopleOfWatch
from dutyroom.handover.tables import (
    handover_sheets,
    handover_steps,
    handover_words,
    handovers,
    watch_events,
    watches,
)
from dutyroom.storage.digest import Stored
from dutyroom.storage.prepared import run

Row = Mapping[Any, Any]
OUTGOING, INCOMING = "handover.outgoing", "handover.incoming"
_SAME = (
    *("watch_id", "watch", "next_watch", "since_seq", "since_matter_seq", "round", "arrived_name", "outgoing_id"),
    *("outgoing_name", "incoming_id", "incoming_name", "reason", "refusal", "done", "pending", "without_owner"),
    *("without_next_step", "reviewed_by"),
)
_MOMENTS = ("due_at", "opened_at", "arrived_at", "signed_at", "accepted_at", "oldest_at", "reviewed_at")
_WATCH = select(watches).where(watches.c.id == bindparam("id"))
_EVENTS = select(watch_events).where(watch_events.c.watch_id == bindparam("watch")).order_by(watch_events.c.seq)
_HANDOVER = select(handovers).where(handovers.c.id == bindparam("id"))
_RUNNING = select(handovers).where(
    handovers.c.watch_id == bindparam("watch"), handovers.c.state != HandoverState.ACCEPTED.value
)
_BEFORE = select(handovers).where(handovers.c.next_watch_id == bindparam("watch"))
_WORDS = select(handover_words).where(handover_words.c.handover_id == bindparam("handover"))
_PAYLOAD = select(handover_sheets.c.payload).where(
    handover_sheets.c.handover_id == bindparam("handover"), handover_sheets.c.round == bindparam("round")
)
_STANDING = select(watches).where(watches.c.ended_at.is_(None)).order_by(watches.c.began_at.desc()).limit(1)


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)


def _micros(moment: datetime | None) -> int | None:
    return None if moment is None else to_micros(moment)


def handover_of(row: Row) -> Handover:
    """Return the handover of a row."""
    cut = None
    if row["cut_at"] is not None:
        cut = CutOff(at=from_micros(row["cut_at"]), matter_seq=row["cut_matter_seq"], entry_seq=row["cut_seq"])
    return Handover(
        id=row["id"],
        kind=HandoverKind(row["kind"]),
        state=HandoverState(row["state"]),
        watch_id=row["watch_id"],
        watch=row["watch"],
        next_watch=row["next_watch"],
        next_watch_id=row["next_watch_id"] or "",
        due_at=from_micros(row["due_at"]),
        opened_at=from_micros(row["opened_at"]),
        since_seq=row["since_seq"],
        since_matter_seq=row["since_matter_seq"],
        cut_off=cut,
        round=row["round"],
        arrived_at=_moment(row["arrived_at"]),
        arrived_name=row["arrived_name"],
        outgoing_id=row["outgoing_id"],
        outgoing_name=row["outgoing_name"],
        signed_at=_moment(row["signed_at"]),
        incoming_id=row["incoming_id"],
        incoming_name=row["incoming_name"],
        accepted_at=_moment(row["accepted_at"]),
        reason=row["reason"],
        refusal=row["refusal"],
        done=row["done"],
        pending=row["pending"],
        without_owner=row["without_owner"],
        without_next_step=row["without_next_step"],
        oldest_at=_moment(row["oldest_at"]),
        reviewed_at=_moment(row["reviewed_at"]),
        reviewed_by=row["reviewed_by"],
    )


def handover_columns(handover: Handover) -> dict[str, Stored]:
    """Return the columns of a handover but its identity and its room."""
    cut = handover.cut_off
    return {
        **{name: getattr(handover, name) for name in _SAME},
        **{name: _micros(getattr(handover, name)) for name in _MOMENTS},
        "kind": handover.kind.value,
        "state": handover.state.value,
        "next_watch_id": handover.next_watch_id or None,
        "cut_at": _micros(cut.at) if cut else None,
        "cut_seq": cut.entry_seq if cut else None,
        "cut_matter_seq": cut.matter_seq if cut else None,
    }


def watch_of(row: Row, events: Iterable[Row]) -> Watch:
    """Return a watch with its people and absences."""
    people = PeopleOfWatch()
    for event in events:
        people.add(
            WatchEventKind(event["kind"]),
            WatchPart(event["part"]),
            event["account_id"],
            event["name"],
            event["reason"],
            from_micros(event["at"]),
        )
    ended = _moment(row["ended_at"])
    if ended is not None:
        people.close(ended)
    return Watch(
        id=row["id"],
        name=row["name"],
        began_at=from_micros(row["began_at"]),
        since=from_micros(row["since"]),
        until=from_micros(row["until"]),
        since_seq=row["since_seq"],
        since_matter_seq=row["since_matter_seq"],
        ended_at=ended,
        people=tuple(people.people),
        absences=tuple(people.absences),
    )


def standing_watch(connection: Connection) -> Watch | None:
    """Return the watch that is responsible now, None before the first take-over."""
    row = run(connection, _STANDING).mappings().one_or_none()
    return None if row is None else _with_events(connection, row)


def watch_in(connection: Connection, watch_id: str) -> Watch:
    """Return a watch; LookupError when there is none."""
    row = run(connection, _WATCH, id=watch_id).mappings().one_or_none()
    if row is None:
        raise LookupError(f"no watch {watch_id}")
    return _with_events(connection, row)


def _with_events(connection: Connection, row: Row) -> Watch:
    return watch_of(row, run(connection, _EVENTS, watch=row["id"]).mappings())


def handover_in(connection: Connection, handover_id: str) -> Handover:
    """Return a handover; Refused ``handover.no_such_handover``."""
    row = run(connection, _HANDOVER, id=handover_id).mappings().one_or_none()
    if row is None:
        raise Refused("handover.no_such_handover")
    return handover_of(row)


def running_handover(connection: Connection, watch_id: str) -> Handover | None:
    """Return the handover by which a watch is being handed over, None while there is none."""
    row = run(connection, _RUNNING, watch=watch_id).mappings().one_or_none()
    return None if row is None else handover_of(row)


def step_of(row: Row) -> HandoverStep:
    """Return a line of a handover's history."""
    return HandoverStep(
        id=row["id"],
        seq=row["seq"],
        handover_id=row["handover_id"],
        kind=HandoverStepKind(row["kind"]),
        at=from_micros(row["at"]),
        account_id=row["account_id"],
        account_name=row["account_name"],
        text=row["text"],
        name=row["name"],
        signature_id=row["signature_id"] or "",
        matter_id=row["matter_id"] or "",
    )


def steps_in(connection: Connection, handover_id: str) -> tuple[HandoverStep, ...]:
    """Return the history of a handover, oldest first."""
    asked = select(handover_steps).where(handover_steps.c.handover_id == handover_id).order_by(handover_steps.c.seq)
    return tuple(step_of(row) for row in connection.execute(asked).mappings())


def words_in(connection: Connection, handover_id: str) -> dict[Place, Words]:
    """Return everything that was typed on a sheet, by its place."""
    found = {}
    for row in run(connection, _WORDS, handover=handover_id).mappings():
        place = Place(WordsKind(row["kind"]), row["subject_id"])
        found[place] = Words(place, row["text"], row["account_name"], from_micros(row["updated_at"]))
    return found


def words_id(handover_id: str, place: Place) -> str:
    """Return the identity of a text: the same for every typing at one place."""
    return hashlib.sha256(f"{handover_id}\n{place.kind.value}\n{place.subject_id}".encode()).hexdigest()[:32]


def payload_in(connection: Connection, handover_id: str, round_: int) -> dict[str, Any] | None:
    """Return what was frozen in one round of a handover, None when nothing was."""
    payload = run(connection, _PAYLOAD, handover=handover_id, round=round_).scalar_one_or_none()
    return None if payload is None else dict(json.loads(payload))


def sealed_form(connection: Connection, handover_id: str) -> dict[str, Any] | None:
    """Return the sheet that the incoming has signed, as a form; None before."""
    signed = signatures_in(connection, handover_id, INCOMING)
    return dict(json.loads(signed[-1].text)) if signed else None


def before_in(connection: Connection, handover: Handover) -> Handover | None:
    """Return the handover by which the outgoing watch of this one was taken over, None for the first of a room."""
    row = run(connection, _BEFORE, watch=handover.watch_id).mappings().one_or_none()
    return None if row is None else handover_of(row)
