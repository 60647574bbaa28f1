"""Writing the rows of the log inside an act: matters, entries with their index, callers, the journal line."""

from __future__ import annotations

import secrets
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import bindparam, func, select

from dutyroom.accounts.model import Session
from dutyroom.changes import Topic
from dutyroom.clock import Clock, to_micros
from dutyroom.ids import IdMaker
from dutyroom.journal.service import Journal
from dutyroom.log.model import Caller, ClassifiedItem, Entry, EntryKind, Field, MatterFile, MatterState, Secrecy, Slip
from dutyroom.log.rows import NO_CALLER, NO_CLASSIFIED, classified_columns, entry_of, matter_of, micros_of
from dutyroom.log.rules import matter_number
from dutyroom.log.tables import callers, classified_items, entries, matters
from dutyroom.storage import search_index
from dutyroom.storage.digest import Stored
from dutyroom.storage.store import UnitOfWork

REVIEW_AFTER_YEARS = 1
_NEWEST_ENTRY = select(func.max(entries.c.seq))
# One question instead of three: most of the time of saving a call goes into asking, not into writing.
_NEWEST = select(
    select(func.max(matters.c.seq)).scalar_subquery(),
    select(func.max(matters.c.number_in_year))
    .where(matters.c.room_id == bindparam("room"), matters.c.year == bindparam("year"))
    .scalar_subquery(),
    select(func.max(entries.c.seq)).scalar_subquery(),
)
_LAST_DRILL = select(func.min(matters.c.number_in_year)).where(
    matters.c.room_id == bindparam("room"), matters.c.year == bindparam("year")
)


class RoomTime(Protocol):
    """What the log asks the calendar: the watch of a moment, and the date in the room's zone."""

    def watch_at(self, moment: datetime) -> str:
        """Return the name of the watch of ``moment``: ``2026-11-21/day``."""
        ...

    def local_date(self, moment: datetime) -> date:
        """Return the date of ``moment`` in the room's zone."""
        ...


class Pinyin(Protocol):
    """What the log asks the directory: the pinyin words by which a unit or person is found."""

    def __call__(self, text: str) -> Sequence[str]:
        """Return initials and full pinyin of ``text``."""
        ...


class UnitNamed(Protocol):
    """What the log asks the directory: which unit has this very name."""

    def __call__(self, name: str) -> str:
        """Return the identity of the unit, or an empty text."""
        ...


class LogWriter:
    """Adds rows to the log within a unit of work; the verbs that decide stand in ``service``."""

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        ids: IdMaker,
        room_id: str,
        room_time: RoomTime,
        pinyin: Pinyin,
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._ids = ids
        self._room_id = room_id
        self._room_time = room_time
        self._pinyin = pinyin

    def new_matter(self, unit: UnitOfWork, session: Session, slip: Slip, matter_id: str) -> MatterFile:
        """Add a new matter with its first entries and return it; its number is the next of its year, without a gap.

        Drills are counted downwards from zero: a series of their own, in which there is no gap either.
        """
        year = self._room_time.local_date(slip.received_at).year
        newest = unit.run(_NEWEST, room=self._room_id, year=year).one()
        seq, place, entry_seq = (max(int(number or 0), 0) + 1 for number in newest)
        if slip.drill:
            place = min(int(unit.run(_LAST_DRILL, room=self._room_id, year=year).scalar_one() or 0), 0) - 1
        now = self._clock.now()
        row: dict[str, Stored] = {
            "seq": seq,
            "id": matter_id,
            "room_id": self._room_id,
            "year": year,
            "number_in_year": place,
            "direction": slip.direction.value,
            "channel": slip.channel.value,
            "category": slip.category.value,
            "urgency": slip.urgency.value,
            "handling": slip.handling.value,
            "secrecy": (Secrecy.CLASSIFIED if slip.classified else Secrecy.OPEN).value,
            "state": MatterState.OPEN.value,
            "received_at": to_micros(slip.received_at),
            "happened_at": micros_of(slip.happened_at),
            "entered_at": to_micros(now),
            "unit_id": slip.unit_id or None,
            "unit_name": slip.unit_name or None,
            "subject": slip.subject or None,
            "owner_id": slip.owner_id or None,
            "due_at": micros_of(slip.due_at),
            "result": None,
            "closed_at": None,
            "watch": self._room_time.watch_at(now),
            "account_id": session.account_id,
            "account_name": session.name,
        }
        unit.insert(matters, row)
        number = matter_number(year, place)
        if slip.classified is not None:
            entries_made = self._insert_classified(unit, session, slip, slip.classified, matter_id, number, entry_seq)
            return MatterFile(matter_of({**row, **NO_CALLER, **classified_columns(slip.classified)}), entries_made)
        caller = self._insert_caller(unit, matter_id, slip.caller) if slip.caller else NO_CALLER
        entries_made = self._first_entries(unit, session, slip, matter_id, number, entry_seq)
        return MatterFile(matter_of({**row, **caller, **NO_CLASSIFIED}), entries_made)

    def _first_entries(
        self, unit: UnitOfWork, session: Session, slip: Slip, matter_id: str, number: str, entry_seq: int
    ) -> tuple[Entry, ...]:
        caller = slip.caller
        heard = self.entry(
            unit,
            session,
            matter_id,
            EntryKind.HEARD,
            slip.content or slip.subject,
            received_at=slip.received_at,
            happened_at=slip.happened_at,
            also=(number, slip.subject, slip.unit_name, caller.name, caller.post, caller.phone),
            pinyin=self.spelled(slip.unit_name, caller.name),
            seq=entry_seq,
        )
        if not slip.done:
            return (heard,)
        return (heard, self.entry(unit, session, matter_id, EntryKind.HANDLED, slip.done, seq=entry_seq + 1))

    def _insert_classified(
        self,
        unit: UnitOfWork,
        session: Session,
        slip: Slip,
        item: ClassifiedItem,
        matter_id: str,
        number: str,
        entry_seq: int,
    ) -> tuple[Entry, ...]:
        unit.insert(
            classified_items,
            {
                "id": matter_id,
                "document_number": item.document_number,
                "sender": item.sender,
                "level": item.level.value,
                "copies": item.copies,
                "received_by": item.received_by,
                "handed_to": item.handed_to,
                "handed_at": micros_of(item.handed_at),
            },
        )
        received = self.entry(
            unit,
            session,
            matter_id,
            EntryKind.MOVED,
            item.received_by,
            received_at=slip.received_at,
            also=(number, item.document_number, item.sender),
            pinyin=self._pinyin(item.sender),
            seq=entry_seq,
        )
        if not item.handed_to:
            return (received,)
        handed = self.entry(
            unit,
            session,
            matter_id,
            EntryKind.MOVED,
            item.handed_to,
            received_at=item.handed_at,
            seq=entry_seq + 1,
        )
        return received, handed

    def spelled(self, *texts: str) -> list[str]:
        """Return the pinyin words by which ``texts`` are found."""
        return [word for text in texts if text for word in self._pinyin(text)]

    def put_caller(self, unit: UnitOfWork, matter_id: str, caller: Caller) -> None:
        """Write who called, apart from the matter, salted so that its digest gives nothing away."""
        values: dict[str, Stored] = {"name": caller.name, "post": caller.post, "phone": caller.phone}
        known = unit.execute(select(callers.c.id).where(callers.c.id == matter_id)).one_or_none()
        if known is not None:
            unit.update(callers, matter_id, {**values, "salt": secrets.token_hex(16)})
            return
        self._insert_caller(unit, matter_id, caller)

    def _insert_caller(self, unit: UnitOfWork, matter_id: str, caller: Caller) -> dict[str, Stored]:
        """Add the row of a caller and return its columns as a matter is read with them."""
        today = self._room_time.local_date(self._clock.now())
        last_day = monthrange(today.year + REVIEW_AFTER_YEARS, today.month)[1]
        in_a_year = date(today.year + REVIEW_AFTER_YEARS, today.month, min(today.day, last_day))
        values: dict[str, Stored] = {
            "name": caller.name,
            "post": caller.post,
            "phone": caller.phone,
            "review_on": (caller.review_on or in_a_year).isoformat(),
        }
        unit.insert(callers, {"id": matter_id, **values, "salt": secrets.token_hex(16)})
        return {f"caller_{name}": value for name, value in values.items()}

    def entry(
        self,
        unit: UnitOfWork,
        session: Session,
        matter_id: str,
        kind: EntryKind,
        text: str,
        *,
        received_at: datetime | None = None,
        happened_at: datetime | None = None,
        corrects_id: str = "",
        field: Field | None = None,
        old: str = "",
        new: str = "",
        also: Sequence[str] = (),
        pinyin: Sequence[str] = (),
        seq: int = 0,
    ) -> Entry:
        """Add one entry, index its words (``also``: further words by which it is found), and return it."""
        now = self._clock.now()
        seq = seq or int(unit.run(_NEWEST_ENTRY).scalar_one() or 0) + 1
        row: dict[str, Stored] = {
            "seq": seq,
            "id": self._ids.new(),
            "room_id": self._room_id,
            "matter_id": matter_id,
            "kind": kind.value,
            "text": text,
            "happened_at": micros_of(happened_at),
            "received_at": to_micros(received_at or now),
            "entered_at": to_micros(now),
            "account_id": session.account_id,
            "account_name": session.name,
            "watch": self._room_time.watch_at(now),
            "corrects_id": corrects_id or None,
            "field": field.value if field else None,
            "old": old or None,
            "new": new or None,
        }
        unit.insert(entries, row)
        search_index.add(unit.connection, seq, "\n".join((text, new, *also)), pinyin)
        return entry_of(row)

    def finish(
        self,
        unit: UnitOfWork,
        session: Session,
        act: str,
        matter_id: str,
        detail: Mapping[str, str | int | None],
    ) -> None:
        """Write the line of the journal and say what was touched."""
        self._journal.record(unit, session.actor, act, matter_id, detail)
        unit.touch(Topic.MATTERS, matter_id)
