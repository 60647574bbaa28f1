"""The verbs of the register of whereabouts: leaders tell where they are, and who acts for them (R026, R113, R139)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import func, select

from dutyroom.accounts.model import Right, Session
from dutyroom.calendar.model import Day, ShiftPeriod
from dutyroom.changes import Topic
from dutyroom.clock import Clock, as_utc, to_micros
from dutyroom.directory.names import tidy, tidy_lines
from dutyroom.directory.phones import mask
from dutyroom.errors import Refused
from dutyroom.ids import IdMaker
from dutyroom.journal.service import Journal
from dutyroom.roster.model import Member, Post
from dutyroom.storage.digest import Stored
from dutyroom.storage.store import Store, UnitOfWork
from dutyroom.whereabouts.model import AbsentLeader, InCharge, NewNotice, Notice, WhereaboutsAct, WhereaboutsKind
from dutyroom.whereabouts.reading import (
    last_row,
    name_and_post,
    notice_of,
    notices_in,
    person_named,
    rows_of_person,
)
from dutyroom.whereabouts.rules import absent, check_notice, contradicted, holding, off_hours, standing_deputies
from dutyroom.whereabouts.tables import whereabouts

WORDS_LENGTH = 200


class RoomTime(Protocol):
    """What is asked of the calendar of the room."""

    def day(self, day: date, /) -> Day:
        """Return what kind of day it is."""
        ...

    def shift_at(self, moment: datetime) -> ShiftPeriod:
        """Return the shift that covers a moment."""
        ...

    def local_date(self, moment: datetime) -> date:
        """Return the date of a moment in the room's zone."""
        ...


class Watch(Protocol):
    """What is asked of the roster."""

    def people_on(self, moment: datetime) -> tuple[tuple[Post, Member | None], ...] | None:
        """Return the posts of the running watch with who is on, None where no plan covers the day."""
        ...


class Whereabouts:
    """The register of one room; ``check_text`` refuses words that may not be kept on this computer."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        clock: Clock,
        ids: IdMaker,
        room_id: str,
        calendar: RoomTime,
        watch: Watch,
        check_text: Callable[[str], object],
    ) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock
        self._ids = ids
        self._room_id = room_id
        self._calendar = calendar
        self._watch = watch
        self._check_text = check_text

    # Verbs

    def note(self, session: Session, new: NewNotice) -> Notice:
        """Note where a leader is, or who always acts for them; nothing noted before is changed.

        Raises Refused ``accounts.not_allowed``, ``whereabouts.no_such_person``, ``whereabouts.still_away``, and as
        ``rules.check_notice``.
        """
        session.require(Right.WRITE_LOG)
        told = self._cleaned(new)
        with self._store.write() as work:
            self._check_not_away(work, told)
            row = self._columns(work, told)
            return self._write(work, session, self._ids.new(), WhereaboutsAct.NOTED, row)

    def correct(self, session: Session, notice_id: str, new: NewNotice, reason: str) -> Notice:
        """Say a notice anew; the person stays the same, and a masked number stands for the stored one.

        Raises Refused as ``note``, ``whereabouts.reason_missing``, ``whereabouts.no_such_notice``,
        ``whereabouts.withdrawn_already``.
        """
        session.require(Right.WRITE_LOG)
        why = self._reason(reason)
        told = self._cleaned(new)
        with self._store.write() as work:
            before = self._standing_row(work, notice_id)
            told = replace(told, person_id=before["person_id"])
            if before["reach"] and told.reach == mask(before["reach"]):
                told = replace(told, reach=before["reach"])
            self._check_not_away(work, told, notice_id)
            row = {**self._columns(work, told), "reason": why}
            return self._write(work, session, notice_id, WhereaboutsAct.CORRECTED, row)

    def end_early(self, session: Session, notice_id: str, at: datetime | None = None, reason: str = "") -> Notice:
        """End a notice at a moment (None: now), as when a leader comes back before they said.

        Raises Refused ``accounts.not_allowed``, ``whereabouts.no_such_notice``, ``whereabouts.withdrawn_already``,
        ``whereabouts.not_running`` where it does not run at that moment.
        """
        session.require(Right.WRITE_LOG)
        end = to_micros(at if at is not None else self._clock.now())
        why = self._words(reason)
        with self._store.write() as work:
            before = self._standing_row(work, notice_id)
            if end <= before["since"] or (before["until"] is not None and end >= before["until"]):
                raise Refused("whereabouts.not_running")
            row = {**before, "until": end, "reason": why}
            return self._write(work, session, notice_id, WhereaboutsAct.ENDED, row)

    def withdraw(self, session: Session, notice_id: str, reason: str) -> Notice:
        """Take a notice back that should not have been noted; it stays in the history.

        Raises Refused ``accounts.not_allowed``, ``whereabouts.reason_missing``, ``whereabouts.no_such_notice``,
        ``whereabouts.withdrawn_already``.
        """
        session.require(Right.WRITE_LOG)
        why = self._reason(reason)
        with self._store.write() as work:
            row = {**self._standing_row(work, notice_id), "reason": why}
            return self._write(work, session, notice_id, WhereaboutsAct.WITHDRAWN, row)

    def reveal_reach(self, session: Session, notice_id: str, reason: str) -> str:
        """Return the number of a notice in full to whoever may see it, and note who and why (R088).

        Raises Refused ``accounts.not_allowed``, ``directory.reason_missing``, ``whereabouts.no_such_notice``.
        """
        session.require(Right.REVEAL_NUMBERS)
        why = tidy(reason)
        if not why:
            raise Refused("directory.reason_missing")
        with self._store.read() as connection:
            row = last_row(connection, notice_id)
        self._journal.note(session.actor, "number.revealed", row["person_id"], {"reason": why})
        return str(row["reach"])

    # Questions

    def standing(self, session: Session, moment: datetime) -> tuple[Notice, ...]:
        """Return where everybody who told us is at a moment, one notice each, by name."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            found = holding(notices_in(connection, moment, None), moment)
        return tuple(sorted(found.values(), key=lambda notice: (notice.person_name, notice.person_id)))

    def standing_deputies(self, session: Session, moment: datetime) -> tuple[Notice, ...]:
        """Return who always acts for whom at a moment, by name."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            found = standing_deputies(notices_in(connection, moment, None), moment)
        return tuple(sorted(found.values(), key=lambda notice: (notice.person_name, notice.person_id)))

    def between(self, session: Session, since: datetime, until: datetime) -> tuple[Notice, ...]:
        """Return every notice that stands and has a moment between two, by their beginning."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return notices_in(connection, since, until)

    def history(self, session: Session, person_id: str) -> tuple[Notice, ...]:
        """Return everything that was ever noted about a person, corrections included, the newest first."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return rows_of_person(connection, person_id)

    def absent_leaders(self, session: Session, moment: datetime) -> tuple[AbsentLeader, ...]:
        """Return who is away at a moment, with who acts for them; for the handover sheet (R026, R113)."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            found = absent(notices_in(connection, moment, None), moment)
        return tuple(sorted(found, key=lambda one: (one.notice.person_name, one.notice.person_id)))

    def unknown_whereabouts(self, session: Session, moment: datetime) -> tuple[InCharge, ...]:
        """Return the leaders in charge who have not told where they are, though it is outside office hours (R139).

        Empty within office hours, and on a day that no plan covers.
        """
        session.require(Right.READ_LOG)
        shift = self._calendar.shift_at(moment).shift
        if not off_hours(self._calendar.day(self._calendar.local_date(moment)).day_type, shift):
            return ()
        on = self._watch.people_on(moment) or ()
        members = [member for post, member in on if post is Post.LEADER_IN_CHARGE and member is not None]
        if not members:
            return ()
        with self._store.read() as connection:
            known = holding(notices_in(connection, moment, None), moment)
            leaders = [InCharge(m.person_id or person_named(connection, m.name), m.name) for m in members]
        return tuple(leader for leader in leaders if leader.person_id not in known)

    def absence_of(self, person_id: str, name: str, moment: datetime) -> AbsentLeader | None:
        """Return the absence of a person at a moment, None when they are here.

        For rooms above, which call people: no session is asked for. Who has no identity in the directory is found by a
        name that only one person there has.
        """
        with self._store.read() as connection:
            own = person_id or person_named(connection, name)
            if not own:
                return None
            return next(iter(absent(notices_in(connection, moment, None, own), moment)), None)

    # How a row is made

    def _cleaned(self, new: NewNotice) -> NewNotice:
        """Return a notice as it is kept, checked."""
        now = self._clock.now()
        kept = replace(
            new,
            since=as_utc(new.since),
            until=None if new.until is None else as_utc(new.until),
            told_at=now if new.told_at is None else as_utc(new.told_at),
            place=self._words(new.place),
            reach=self._words(new.reach),
            told_by=self._words(new.told_by),
            passed_on=self._words(new.passed_on),
        )
        check_notice(kept, now)
        return kept

    def _words(self, text: str) -> str:
        kept = " ".join(tidy_lines(text).split("\n"))
        if len(kept) > WORDS_LENGTH:
            raise Refused("whereabouts.too_long", length=len(kept), limit=WORDS_LENGTH)
        self._check_text(kept)
        return kept

    def _reason(self, text: str) -> str:
        why = self._words(text)
        if not why:
            raise Refused("whereabouts.reason_missing")
        return why

    @staticmethod
    def _check_not_away(work: UnitOfWork, told: NewNotice, but: str = "") -> None:
        others = notices_in(work.connection, told.since, told.until, told.person_id)
        other = contradicted(told, (one for one in others if one.id != but))
        if other is not None:
            raise Refused("whereabouts.still_away", name=other.person_name)

    @staticmethod
    def _standing_row(work: UnitOfWork, notice_id: str) -> dict[str, Any]:
        row = last_row(work.connection, notice_id)
        if row["act"] == WhereaboutsAct.WITHDRAWN.value:
            raise Refused("whereabouts.withdrawn_already")
        return row

    @staticmethod
    def _columns(work: UnitOfWork, told: NewNotice) -> dict[str, Stored]:
        name, post = name_and_post(work.connection, told.person_id)
        deputy = name_and_post(work.connection, told.deputy_id)[0] if told.deputy_id else ""
        assert told.told_at is not None
        return {
            "person_id": told.person_id,
            "person_name": name,
            "post": post,
            "kind": told.kind.value,
            "since": to_micros(told.since),
            "until": None if told.until is None else to_micros(told.until),
            "place": "" if told.kind is WhereaboutsKind.STANDING_DEPUTY else told.place,
            "reach": told.reach,
            "deputy_id": told.deputy_id or None,
            "deputy_name": deputy,
            "told_by": told.told_by or name,
            "told_at": to_micros(told.told_at),
            "channel": told.channel.value,
            "passed_on": told.passed_on,
            "reason": "",
        }

    def _write(
        self, work: UnitOfWork, session: Session, notice_id: str, act: WhereaboutsAct, row: dict[str, Any]
    ) -> Notice:
        """Add a row to the register with its line in the journal, and make it final."""
        seq = int(work.execute(select(func.coalesce(func.max(whereabouts.c.seq), 0))).scalar_one()) + 1
        made = {
            **row,
            "seq": seq,
            "id": self._ids.new(),
            "room_id": self._room_id,
            "notice_id": notice_id,
            "act": act.value,
            "noted_at": to_micros(self._clock.now()),
            "account_id": session.account_id,
            "account_name": session.name,
        }
        work.insert(whereabouts, made)
        self._journal.record(work, session.actor, f"whereabouts.{act.value}", made["person_id"], {"kind": made["kind"]})
        work.touch(Topic.WHEREABOUTS, notice_id, made["person_id"])
        work.commit()
        return notice_of(made)
