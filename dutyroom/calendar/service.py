"""The verbs of the calendar: accept a year's arrangement, take it back, add and withdraw a local holiday."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, func, select

from dutyroom.accounts.model import Right, Session
from dutyroom.calendar.model import (
    ArrangementStatus,
    ArrangementVersion,
    Day,
    DayChange,
    DayType,
    LocalAct,
    LocalEntry,
    LocalHoliday,
    YearArrangement,
)
from dutyroom.calendar.rows import arrangement_of, holidays_text, local_entry_of, version_of
from dutyroom.calendar.rules import Calendar, changed_days, span_of, standing
from dutyroom.calendar.tables import arrangements, local_holidays
from dutyroom.changes import Topic
from dutyroom.clock import Clock, to_micros
from dutyroom.directory.names import tidy, tidy_lines
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.ids import IdMaker
from dutyroom.journal.service import Journal
from dutyroom.storage.digest import Stored
from dutyroom.storage.store import Store, UnitOfWork

if TYPE_CHECKING:
    from dutyroom.calendar.notice import ReadNotice

NAME_LENGTH = 20
SOURCE_LENGTH = 200
NOTICE_LENGTH = 20_000


@dataclass(frozen=True)
class Proposal:
    """What a pasted notice would do: what was read of it, the days that would change, the whole year as it would be.

    The days that change may lie in the December before; ``days`` are those of the year, none where it is not known.
    """

    read: ReadNotice
    changes: tuple[DayChange, ...] = ()
    days: tuple[Day, ...] = ()

    @property
    def fits(self) -> bool:
        """Return whether it can be accepted as it stands."""
        return self.read.arrangement is not None and not self.read.problems


class Arrangements:
    """The arrangements and local holidays that this room has accepted; everything else is the shipped facts."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        clock: Clock,
        ids: IdMaker,
        room_id: str,
        check_text: Callable[..., None],
    ) -> None:
        """``check_text`` refuses texts that may not be kept here: those with a mark of secrecy."""
        self._store = store
        self._journal = journal
        self._clock = clock
        self._ids = ids
        self._room_id = room_id
        self._check_text = check_text

    def calendar(self) -> Calendar:
        """Return the calendar of this room as it stands now."""
        with self._store.read() as connection:
            return _calendar(connection)

    def versions(self, year: int) -> tuple[ArrangementVersion, ...]:
        """Return the versions of ``year`` that this room accepted, newest first; none where the shipped facts hold."""
        statement = select(arrangements).where(arrangements.c.year == year).order_by(arrangements.c.seq.desc())
        with self._store.read() as connection:
            return tuple(version_of(row) for row in connection.execute(statement).mappings())

    def difference(self, year: int, before: int, after: int) -> tuple[DayChange, ...]:
        """Return the days that differ between two versions of ``year``; version 0 are the shipped facts.

        Local holidays are as they stand now in both. LookupError for a version that is not there.
        """
        known = {one.version: one for one in self.versions(year)}
        shipped = Calendar().arrangement(year)
        calendar = self.calendar()
        old, new = (
            calendar.changed(arrangement=(known[number].arrangement if number else None) or shipped)
            for number in (before, after)
        )
        return changed_days(old, new, *span_of(year))

    def propose(self, text: str, *, year: int | None = None, source: str = "") -> Proposal:
        """Read a notice and say what it would change; nothing is written. Problems are in the result."""
        read = _read(text[:NOTICE_LENGTH], year, tidy(source))
        if read.arrangement is None:
            return Proposal(read)
        arrangement, before = read.arrangement, self.calendar()
        after = before.changed(arrangement=arrangement)
        first, last = span_of(arrangement.year)
        changes = changed_days(before, after, first, last)
        return Proposal(read, changes, after.days(date(arrangement.year, 1, 1), last))

    def accept_notice(
        self,
        session: Session,
        text: str,
        *,
        source: str,
        year: int | None = None,
        status: ArrangementStatus = ArrangementStatus.OFFICIAL,
    ) -> ArrangementVersion:
        """Accept the arrangement that a notice says, keeping its text.

        Raises Refused with the first thing that does not fit, and as ``accept``.
        """
        session.require(Right.EDIT_CALENDAR)
        if len(text) > NOTICE_LENGTH:
            raise Refused("calendar.too_long", limit=NOTICE_LENGTH)
        read = _read(text, year)
        if read.problems:
            raise read.problems[0].error
        assert read.arrangement is not None  # without one there is a problem
        return self.accept(session, replace(read.arrangement, status=status, source=source), notice=text)

    def accept(self, session: Session, arrangement: YearArrangement, *, notice: str = "") -> ArrangementVersion:
        """Accept ``arrangement`` as the newest version of its year; it says its source and its status.

        Raises Refused ``accounts.not_allowed``, ``calendar.source_missing``, ``calendar.too_long``,
        ``calendar.nothing_new``, and the first of ``checks.faults``; ValueError for the status ``unpublished``.
        """
        session.require(Right.EDIT_CALENDAR)
        Calendar().arrangement(arrangement.year)  # the year has to be one of the calendar
        if arrangement.status is ArrangementStatus.UNPUBLISHED:
            raise ValueError("an arrangement that is accepted is published or provisional")
        arrangement = replace(arrangement, source=self._said(arrangement.source, "calendar.source_missing"))
        _check(arrangement)
        self._check_text(notice)
        values: dict[str, Stored] = {
            "status": arrangement.status.value,
            "holidays": holidays_text(arrangement),
            "source": arrangement.source,
            "notice": tidy_lines(notice),
        }
        return self._add_version(session, arrangement.year, "arrangement.accepted", values)

    def take_back(self, session: Session, year: int, reason: str) -> ArrangementVersion:
        """Take back what was accepted for ``year``, so that the shipped facts hold again; the versions stay.

        Raises Refused ``accounts.not_allowed``, ``calendar.reason_missing``, ``calendar.nothing_new``.
        """
        session.require(Right.EDIT_CALENDAR)
        why = self._said(reason, "calendar.reason_missing")
        values: dict[str, Stored] = {"status": "", "holidays": None, "source": why, "notice": ""}
        return self._add_version(session, year, "arrangement.taken_back", values)

    def local_holidays(self) -> tuple[LocalHoliday, ...]:
        """Return the local holidays that stand, by date."""
        return standing(self.local_entries())

    def local_entries(self) -> tuple[LocalEntry, ...]:
        """Return every entry about local holidays, oldest first."""
        with self._store.read() as connection:
            return _local_entries(connection)

    def add_local_holiday(self, session: Session, day: date, name: str, source: str) -> LocalHoliday:
        """Make ``day`` a day off of this locality, by the notice that ``source`` names.

        Raises Refused ``accounts.not_allowed``, ``calendar.name_missing``, ``calendar.source_missing``,
        ``calendar.too_long``, ``calendar.already_off``, ``calendar.year_unknown``.
        """
        session.require(Right.EDIT_CALENDAR)
        called = self._said(name, "calendar.name_missing", NAME_LENGTH)
        holiday = LocalHoliday(self._ids.new(), day, called, self._said(source, "calendar.source_missing"))
        with self._store.write() as unit:
            known = _calendar(unit.connection).day(day)
            if known.local or known.day_type in (DayType.STATUTORY_HOLIDAY, DayType.HOLIDAY_REST_DAY):
                raise Refused("calendar.already_off", date=str(day), holiday=str(known.holiday_name))
            self._add_entry(unit, session, LocalAct.ADDED, holiday, "local_holiday.added")
        return holiday

    def withdraw_local_holiday(self, session: Session, holiday_id: str, reason: str) -> None:
        """Take a local holiday back; both entries stay.

        Raises Refused ``accounts.not_allowed``, ``calendar.reason_missing``, ``calendar.no_such_holiday``.
        """
        session.require(Right.EDIT_CALENDAR)
        why = self._said(reason, "calendar.reason_missing")
        with self._store.write() as unit:
            there = {holiday.id: holiday for holiday in standing(_local_entries(unit.connection))}
            if holiday_id not in there:
                raise Refused("calendar.no_such_holiday")
            gone = replace(there[holiday_id], source=why)
            self._add_entry(unit, session, LocalAct.WITHDRAWN, gone, "local_holiday.withdrawn")

    def _said(self, text: str, missing: str, limit: int = SOURCE_LENGTH) -> str:
        """Return ``text`` as it is kept; Refused with the code ``missing`` where nothing is left."""
        kept = tidy(text)
        if not kept:
            raise Refused(missing)
        if len(kept) > limit:
            raise Refused("calendar.too_long", limit=limit)
        self._check_text(kept)
        return kept

    def _add_version(self, session: Session, year: int, act: str, values: dict[str, Stored]) -> ArrangementVersion:
        with self._store.write() as unit:
            newest = _newest_version(unit.connection, year)
            if newest is None and values["holidays"] is None:
                raise Refused("calendar.nothing_new", year=year)
            if newest is not None and all(newest[name] == values[name] for name in ("status", "holidays", "source")):
                raise Refused("calendar.nothing_new", year=year)
            if newest is not None and newest["holidays"] is values["holidays"] is None:
                raise Refused("calendar.nothing_new", year=year)
            version = int(newest["version"]) + 1 if newest is not None else 1
            row = {**self._signed(unit, arrangements, session, "accepted_at"), "year": year, "version": version}
            row |= values
            unit.insert(arrangements, row)
            self._journal.record(unit, session.actor, act, str(year), {"version": version})
            unit.touch(Topic.CALENDAR, str(year))
            unit.commit()
        return version_of(row)

    def _add_entry(self, unit: UnitOfWork, session: Session, act: LocalAct, holiday: LocalHoliday, name: str) -> None:
        row = {
            **self._signed(unit, local_holidays, session, "entered_at"),
            "holiday_id": holiday.id,
            "act": act.value,
            "day": holiday.day.isoformat(),
            "name": holiday.name,
            "source": holiday.source,
        }
        unit.insert(local_holidays, row)
        self._journal.record(unit, session.actor, name, holiday.day.isoformat())
        unit.touch(Topic.CALENDAR, str(holiday.day.year))
        unit.commit()

    def _signed(self, unit: UnitOfWork, table: Table, session: Session, moment: str) -> dict[str, Stored]:
        """Return what every new row begins with: number, identity, who and when."""
        seq = unit.execute(select(func.coalesce(func.max(table.c.seq), 0))).scalar_one()
        return {
            "seq": int(seq) + 1,
            "id": self._ids.new(),
            "room_id": self._room_id,
            moment: to_micros(self._clock.now()),
            "account_id": session.account_id,
            "account_name": session.name,
        }


def _read(text: str, year: int | None, source: str = "") -> ReadNotice:
    from dutyroom.calendar.book import shipped_book  # what only a notice needs does not slow the start
    from dutyroom.calendar.notice import read_notice

    return read_notice(text, shipped_book(), year=year, source=source)


def _check(arrangement: YearArrangement) -> None:
    """Raise the first fault of ``arrangement``."""
    from dutyroom.calendar.book import shipped_book
    from dutyroom.calendar.checks import faults

    for fault in faults(arrangement, shipped_book()):
        raise fault.error


def _calendar(connection: Connection) -> Calendar:
    newest = select(func.max(arrangements.c.seq)).group_by(arrangements.c.year)
    rows = connection.execute(select(arrangements).where(arrangements.c.seq.in_(newest))).mappings()
    accepted = [found for row in rows if (found := arrangement_of(row)) is not None]
    return Calendar(accepted, standing(_local_entries(connection)))


def _local_entries(connection: Connection) -> tuple[LocalEntry, ...]:
    statement = select(local_holidays).order_by(local_holidays.c.seq)
    return tuple(local_entry_of(row) for row in connection.execute(statement).mappings())


def _newest_version(connection: Connection, year: int) -> dict[str, Any] | None:
    statement = select(arrangements).where(arrangements.c.year == year).order_by(arrangements.c.seq.desc()).limit(1)
    row = connection.execute(statement).mappings().one_or_none()
    return None if row is None else {str(name): value for name, value in row.items()}
