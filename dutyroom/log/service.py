"""The verbs of the log. Every act is one transaction: rows, search index, journal line, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import bindparam, delete, select

from dutyroom.accounts.model import Right, Session
from dutyroom.changes import Topic
from dutyroom.clock import Clock, to_micros
from dutyroom.errors import Refused
from dutyroom.ids import IdMaker
from dutyroom.journal.service import Journal
from dutyroom.log.conditions import counted, counted_in_day, fits, order_of_doing
from dutyroom.log.correcting import field_change
from dutyroom.log.model import (
    STEPS_BY_HAND,
    Category,
    Entry,
    EntryKind,
    Field,
    Handling,
    MatterFile,
    MatterState,
    NewEntry,
    Secrecy,
    Slip,
    Urgency,
)
from dutyroom.log.reading import read_file
from dutyroom.log.rows import micros_of
from dutyroom.log.rules import (
    REASON_LIMIT,
    USUAL,
    check_close,
    check_correctable,
    check_length,
    check_name,
    check_open,
    check_reason,
    check_slip,
    check_step,
    check_times,
    check_unclassified,
    clean_line,
    hit_spans,
)
from dutyroom.log.tables import classified_items, drafts, matters
from dutyroom.log.writing import LogWriter, Pinyin, RoomTime, UnitNamed
from dutyroom.storage.digest import Stored
from dutyroom.storage.store import Store, UnitOfWork

_DROP_DRAFT = delete(drafts).where(drafts.c.id == bindparam("id"))
_KNOWN = select(matters.c.id).where(matters.c.id == bindparam("id"))


def usual_for(category: Category) -> tuple[Urgency, Handling]:
    """Return the usual urgency and handling level of a category, offered until somebody chooses otherwise."""
    return USUAL[category]


class Consequence(Protocol):
    """What a higher room does within an act of the log: both are on the disk, or neither is."""

    def __call__(self, unit: UnitOfWork, session: Session, act: str, file: MatterFile) -> None:
        """Follow ``act`` (``matter.closed``) on a matter, which stands as ``file`` says."""
        ...


class Log:
    """The log of one room."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        clock: Clock,
        ids: IdMaker,
        room_id: str,
        room_time: RoomTime,
        pinyin: Pinyin,
        unit_named: UnitNamed,
        consequences: Sequence[Consequence] = (),
    ) -> None:
        self._store = store
        self._consequences = tuple(consequences)
        self._clock = clock
        self._ids = ids
        self._unit_named = unit_named
        self._write = LogWriter(journal, clock, ids, room_id, room_time, pinyin)

    def follow(self, consequence: Consequence) -> None:
        """Let ``consequence`` be part of every act from now on; the room's joining calls this, nobody else."""
        self._consequences = (*self._consequences, consequence)

    def open_matter(self, session: Session, slip: Slip, draft_id: str = "") -> MatterFile:
        """Log what a slip holds and return the new matter.

        ``draft_id`` names the draft the slip was typed in: it becomes the matter's identity and goes away in the
        same transaction, so that a second press of the key finds the matter of the first. Raises Refused as in
        ``rules.check_slip`` and ``rules.check_close``.
        """
        session.require(Right.WRITE_LOG)
        checked = check_slip(slip, self._clock.now())
        matter_id = draft_id or self._ids.new()
        with self._store.write() as unit:
            if draft_id and self.known_within(unit, matter_id):
                return read_file(unit.connection, matter_id)
            file = self._open(unit, session, checked, matter_id, draft_id)
            self._write.finish(unit, session, "matter.opened", matter_id, {"number": file.matter.number})
            self._follow(unit, session, "matter.opened", file)
            if checked.result:
                file = self._close_within(unit, session, file, checked.result)
            unit.commit()
        return file

    def open_within(
        self, unit: UnitOfWork, session: Session, slip: Slip, matter_id: str, draft_id: str = ""
    ) -> MatterFile:
        """Log what a slip holds as part of a larger act, which writes the journal's line; as ``open_matter``."""
        session.require(Right.WRITE_LOG)
        return self._open(unit, session, check_slip(slip, self._clock.now()), matter_id, draft_id)

    def _open(self, unit: UnitOfWork, session: Session, checked: Slip, matter_id: str, draft_id: str) -> MatterFile:
        file = self._write.new_matter(unit, session, checked, matter_id)
        if draft_id:
            unit.run(_DROP_DRAFT, id=draft_id)
            unit.touch(Topic.DRAFTS, draft_id)
        return file

    def step_within(self, unit: UnitOfWork, session: Session, matter_id: str, kind: EntryKind, text: str) -> Entry:
        """Add a step that follows from a larger act, which checks the right and writes the journal's line.

        A secretary-general who agrees that an incident is not reported leaves a step without keeping the log.
        Raises Refused as ``check_step``.
        """
        matter = read_file(unit.connection, matter_id).matter
        return self._write.entry(unit, session, matter_id, kind, check_step(matter, text))

    @staticmethod
    def file_within(unit: UnitOfWork, matter_id: str) -> MatterFile:
        """Return a matter as the act sees it; Refused ``log.no_such_matter``."""
        return read_file(unit.connection, matter_id)

    @staticmethod
    def known_within(unit: UnitOfWork, matter_id: str) -> bool:
        """Return whether there is such a matter."""
        return unit.run(_KNOWN, id=matter_id).first() is not None

    def add_entry(self, session: Session, matter_id: str, new: NewEntry) -> MatterFile:
        """Add a step to a matter; a closed matter takes steps too, and stays closed."""
        session.require(Right.WRITE_LOG)
        if new.kind not in STEPS_BY_HAND:
            raise Refused("log.not_a_step")
        now = self._clock.now()
        received_at = new.received_at or now
        check_times(received_at, new.happened_at, now)
        with self._store.write() as unit:
            file = read_file(unit.connection, matter_id)
            text = check_step(file.matter, new.text)
            self._write.entry(
                unit,
                session,
                matter_id,
                new.kind,
                text,
                received_at=received_at,
                happened_at=new.happened_at,
            )
            return self._done(unit, session, "matter.step_added", matter_id, {"kind": new.kind.value})

    def note_step(self, unit: UnitOfWork, session: Session, matter_id: str, kind: EntryKind, text: str) -> Entry:
        """Add a step that follows from an act of a higher room, within that act; Refused as a step of one's own.

        Consequences are not told of it: the room that acts knows.
        """
        checked = check_step(read_file(unit.connection, matter_id).matter, text)
        entry = self._write.entry(unit, session, matter_id, kind, checked)
        self._write.finish(unit, session, "matter.step_added", matter_id, {"kind": kind.value})
        return entry

    def correct_entry(self, session: Session, matter_id: str, entry_id: str, text: str) -> MatterFile:
        """Correct the words of an entry. What stood before stays, struck through.

        Raises Refused ``log.no_such_entry``, ``log.not_correctable``, ``log.nothing_changed``, and as a step.
        """
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            file = read_file(unit.connection, matter_id)
            entry = next((known for known in file.entries if known.id == entry_id), None)
            if entry is None:
                raise Refused("log.no_such_entry")
            check_correctable(entry)
            cleaned = check_step(file.matter, text)
            old = file.standing_text(entry)
            if cleaned == old:
                raise Refused("log.nothing_changed")
            self._write.entry(
                unit, session, matter_id, EntryKind.CORRECTED, "", corrects_id=entry_id, old=old, new=cleaned
            )
            return self._done(unit, session, "matter.entry_corrected", matter_id, {})

    def correct_field(self, session: Session, matter_id: str, field: Field, value: str, reason: str = "") -> MatterFile:
        """Correct one field of a matter; enum fields take the value, moments an ISO text with an offset.

        A unit that the directory knows by this name is linked to it, any other stands by its name alone.
        Raises Refused ``log.classified_no_reply``, ``log.withdrawn``, ``log.nothing_changed``, ``log.bad_value``.
        """
        session.require(Right.WRITE_LOG)
        why = clean_line(reason)
        check_length("content", why, REASON_LIMIT)
        check_unclassified(why)
        with self._store.write() as unit:
            file = read_file(unit.connection, matter_id)
            if file.matter.secrecy is Secrecy.CLASSIFIED:
                raise Refused("log.classified_no_reply")
            if file.matter.state is MatterState.WITHDRAWN:
                raise Refused("log.withdrawn", number=file.matter.number)
            change = field_change(file.matter, field, value, self._clock.now())
            if field is Field.UNIT:
                change.values["unit_id"] = self._unit_named(change.new) or None
            if change.caller is not None:
                self._write.put_caller(unit, matter_id, change.caller)
            if change.values:
                unit.update(matters, matter_id, change.values)
            self._write.entry(
                unit,
                session,
                matter_id,
                EntryKind.CORRECTED,
                why,
                field=field,
                old=change.old,
                new=change.new,
                also=change.found_by,
                pinyin=self._write.spelled(*change.found_by),
            )
            return self._done(unit, session, "matter.corrected", matter_id, {"field": field.value})

    def assign(self, session: Session, matter_id: str, owner_id: str, owner_name: str) -> MatterFile:
        """Hand an open matter to someone; an empty ``owner_id`` gives it back to the watch."""
        session.require(Right.WRITE_LOG)
        name = check_name("person", owner_name)
        with self._store.write() as unit:
            file = read_file(unit.connection, matter_id)
            check_open(file.matter)
            if file.matter.owner_id == owner_id:
                raise Refused("log.nothing_changed")
            unit.update(matters, matter_id, {"owner_id": owner_id or None})
            self._write.entry(unit, session, matter_id, EntryKind.ASSIGNED, name)
            return self._done(unit, session, "matter.assigned", matter_id, {"owner": owner_id})

    def set_due(self, session: Session, matter_id: str, due_at: datetime | None) -> MatterFile:
        """Give an open matter a due time, another one, or none."""
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            file = read_file(unit.connection, matter_id)
            check_open(file.matter)
            if file.matter.due_at == due_at:
                raise Refused("log.nothing_changed")
            if due_at is not None and due_at < file.matter.received_at:
                raise Refused("log.due_before_received")
            unit.update(matters, matter_id, {"due_at": micros_of(due_at)})
            old, new = (moment.isoformat() if moment else "" for moment in (file.matter.due_at, due_at))
            self._write.entry(unit, session, matter_id, EntryKind.DUE_SET, "", old=old, new=new)
            return self._done(unit, session, "matter.due_set", matter_id, {})

    def close(self, session: Session, matter_id: str, result: str) -> MatterFile:
        """Close a matter with its result. Raises Refused as in ``rules.check_close``."""
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            file = read_file(unit.connection, matter_id)
            closed = self._close_within(unit, session, file, result)
            unit.commit()
        return closed

    def close_within(self, unit: UnitOfWork, session: Session, matter_id: str, result: str) -> MatterFile:
        """Close a matter as part of a larger act; as ``close``."""
        session.require(Right.WRITE_LOG)
        return self._close_within(unit, session, read_file(unit.connection, matter_id), result)

    def reopen(self, session: Session, matter_id: str, reason: str) -> MatterFile:
        """Take a closed matter up again, with a reason; its result stays in its entries."""
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            file = read_file(unit.connection, matter_id)
            if file.matter.state is not MatterState.CLOSED:
                raise Refused("log.not_closed", number=file.matter.number)
            text = check_reason(file.matter, reason)
            unit.update(matters, matter_id, {"state": MatterState.OPEN.value, "result": None, "closed_at": None})
            self._write.entry(unit, session, matter_id, EntryKind.REOPENED, text)
            return self._done(unit, session, "matter.reopened", matter_id, {})

    def withdraw(self, session: Session, matter_id: str, reason: str) -> MatterFile:
        """Withdraw a matter with a reason: it stays, struck through, and counts no more."""
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            file = read_file(unit.connection, matter_id)
            if file.matter.state is MatterState.WITHDRAWN:
                raise Refused("log.withdrawn", number=file.matter.number)
            text = check_reason(file.matter, reason)
            unit.update(matters, matter_id, {"state": MatterState.WITHDRAWN.value})
            self._write.entry(unit, session, matter_id, EntryKind.WITHDRAWN, text, old=file.matter.state.value)
            return self._done(unit, session, "matter.withdrawn", matter_id, {})

    def reinstate(self, session: Session, matter_id: str, reason: str) -> MatterFile:
        """Undo a withdrawal: the matter is again what it was before."""
        session.require(Right.WRITE_LOG)
        with self._store.write() as unit:
            file = read_file(unit.connection, matter_id)
            if file.matter.state is not MatterState.WITHDRAWN:
                raise Refused("log.not_withdrawn", number=file.matter.number)
            text = check_reason(file.matter, reason)
            before = next(e.old for e in reversed(file.entries) if e.kind is EntryKind.WITHDRAWN)
            unit.update(matters, matter_id, {"state": before})
            self._write.entry(unit, session, matter_id, EntryKind.REINSTATED, text)
            return self._done(unit, session, "matter.reinstated", matter_id, {})

    def hand_over_item(
        self, session: Session, matter_id: str, handed_to: str, handed_at: datetime | None = None
    ) -> MatterFile:
        """Note that a classified item went on to somebody, who signed for it on paper.

        Raises Refused ``log.not_classified``, ``log.handed_to_missing``.
        """
        session.require(Right.WRITE_LOG)
        now = self._clock.now()
        moment = handed_at or now
        check_times(moment, None, now)
        with self._store.write() as unit:
            file = read_file(unit.connection, matter_id)
            if file.matter.classified is None:
                raise Refused("log.not_classified")
            check_open(file.matter)
            name = check_name("handed_to", handed_to)
            if not name:
                raise Refused("log.handed_to_missing")
            unit.update(classified_items, matter_id, {"handed_to": name, "handed_at": to_micros(moment)})
            self._write.entry(unit, session, matter_id, EntryKind.MOVED, name, received_at=moment)
            return self._done(unit, session, "matter.item_moved", matter_id, {})

    def _close_within(self, unit: UnitOfWork, session: Session, file: MatterFile, result: str) -> MatterFile:
        matter_id = file.matter.id
        text = check_close(file.matter, [entry.kind for entry in file.entries], result)
        values: dict[str, Stored] = {
            "state": MatterState.CLOSED.value,
            "result": text,
            "closed_at": to_micros(self._clock.now()),
        }
        unit.update(matters, matter_id, values)
        self._write.entry(unit, session, matter_id, EntryKind.CLOSED, text)
        self._write.finish(unit, session, "matter.closed", matter_id, {})
        closed = read_file(unit.connection, matter_id)
        self._follow(unit, session, "matter.closed", closed)
        return closed

    def _done(
        self,
        unit: UnitOfWork,
        session: Session,
        act: str,
        matter_id: str,
        detail: Mapping[str, str | int | None],
    ) -> MatterFile:
        self._write.finish(unit, session, act, matter_id, detail)
        file = read_file(unit.connection, matter_id)
        self._follow(unit, session, act, file)
        unit.commit()
        return file

    def _follow(self, unit: UnitOfWork, session: Session, act: str, file: MatterFile) -> None:
        for consequence in self._consequences:
            consequence(unit, session, act, file)


__all__ = ["Log", "counted", "counted_in_day", "fits", "hit_spans", "order_of_doing", "usual_for"]
