"""Reading the watch and its handovers: what the strip shows, the sheet, the list of the review page; never a write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, func, select

from dutyroom.accounts.model import Account, Right, Session
from dutyroom.calendar.room import watch_name
from dutyroom.clock import to_micros
from dutyroom.handover.model import Handover, HandoverStepKind, SheetSection, WatchPart
from dutyroom.handover.part import Around
from dutyroom.handover.review import difference_of, figures_of, line_of, officers_of
from dutyroom.handover.rows import (
    before_in,
    handover_in,
    handover_of,
    payload_in,
    running_handover,
    standing_watch,
    watch_in,
    words_in,
)
from dutyroom.handover.rules import WINDOW, missing_to_accept, missing_to_sign, shift_taken
from dutyroom.handover.sheets import facts_of_text, sealed_sheet, sheet_of, with_signatures
from dutyroom.handover.signing import slips_left
from dutyroom.handover.tables import handover_steps, handovers, watch_events
from dutyroom.handover.views import (
    Difference,
    HandoverLine,
    HandoverSheet,
    OfficerFigures,
    ReviewFigures,
    Standing,
)
from dutyroom.roster.model import Assignment, Post

_DESK = (Post.DUTY_OFFICER, Post.SECTION_OFFICER)


class HandoverReader:
    """The watch and its handovers as they can be read."""

    def __init__(self, around: Around) -> None:
        self._at = around

    def standing(self, session: Session) -> Standing:
        """Return who is responsible now, when the watch changes hands, and what is there for it."""
        session.require(Right.READ_LOG)
        now = self._at.clock.now()
        with self._at.store.read() as connection:
            watch = standing_watch(connection)
            handover = running_handover(connection, watch.id) if watch else None
        if watch is None:
            shift = self._at.shifts.shift_at(now)
            return Standing(
                watch=None,
                handover=None,
                next_watch=watch_name(shift),
                due_at=shift.end,
                window_open=False,
                overdue=False,
                expected=_at_the_desk(self._at.roster.on_duty(now).now),
            )
        following = shift_taken(self._at.shifts.watch_span(watch.name), max(now, watch.until), self._at.shifts.shift_at)
        frozen = handover is not None and handover.frozen
        return Standing(
            watch=watch,
            handover=handover,
            next_watch=handover.next_watch if handover is not None and frozen else watch_name(following),
            due_at=watch.until,
            window_open=now >= watch.until - WINDOW,
            overdue=now > watch.until,
            expected=self._expected(now, watch.until),
        )

    def current(self, session: Session) -> HandoverSheet | None:
        """Return the sheet of the handover that is open, None when none is."""
        session.require(Right.READ_LOG)
        with self._at.store.read() as connection:
            watch = standing_watch(connection)
            handover = running_handover(connection, watch.id) if watch else None
            return self._sheet(connection, session, handover) if handover else None

    def sheet(self, session: Session, handover_id: str) -> HandoverSheet:
        """Return a sheet: live while a draft, as it was frozen, or as it was sealed.

        Raises Refused ``handover.no_such_handover``.
        """
        session.require(Right.READ_LOG)
        with self._at.store.read() as connection:
            return self._sheet(connection, session, handover_in(connection, handover_id))

    def lines(self, session: Session, since: datetime, until: datetime) -> tuple[HandoverLine, ...]:
        """Return the accepted handovers whose time falls into a span (``until`` not included), the oldest first."""
        session.require(Right.READ_LOG)
        with self._at.store.read() as connection:
            found = _accepted(connection, since, until)
            ids = [one.id for one in found]
            counts = _step_counts(connection, ids)
            leaders = _leaders(connection, [one.watch_id for one in found])
            return tuple(line_of(one, counts.get(one.id, {}), leaders.get(one.watch_id, "")) for one in found)

    def difference(self, session: Session, handover_id: str) -> Difference:
        """Return what became of the pending matters between the sheet before and this one."""
        session.require(Right.READ_LOG)
        with self._at.store.read() as connection:
            after = self._sheet(connection, session, handover_in(connection, handover_id))
            earlier = before_in(connection, after.handover)
            before = sealed_sheet(connection, earlier) if earlier else None
        return difference_of(before, after)

    def figures(self, session: Session, since: datetime, until: datetime) -> ReviewFigures:
        """Return what the review page draws of a span."""
        session.require(Right.READ_LOG)
        with self._at.store.read() as connection:
            found = _accepted(connection, since, until)
            return figures_of(connection, found, since, until, self._at.clock.now(), self._at.shifts.local)

    def officers(self, session: Session, since: datetime, until: datetime) -> tuple[OfficerFigures, ...]:
        """Return what each officer did in the watches that began in a span (R209), by name."""
        session.require(Right.READ_LOG)
        with self._at.store.read() as connection:
            return officers_of(connection, since, until, self._at.clock.now())

    def candidates(self, session: Session) -> tuple[Account, ...]:
        """Return the open accounts that may take over, by name."""
        session.require(Right.READ_LOG)
        return tuple(self._at.accounts.owners())

    def _expected(self, now: datetime, due_at: datetime) -> tuple[str, ...]:
        """Return whom the roster has for the next watch; asked so that it answers from memory, every second.

        A watch that was taken early ends after the shift that still runs: then the moment itself is asked for.
        """
        on = self._at.roster.on_duty(now)
        if on.until < due_at:
            return _at_the_desk(self._at.roster.on_duty(due_at).now)
        return _at_the_desk(on.next if on.until == due_at else on.now)

    def _sheet(self, connection: Connection, session: Session, handover: Handover) -> HandoverSheet:
        if handover.over:
            sealed = sealed_sheet(connection, handover)
            assert sealed is not None
            return with_signatures(connection, sealed)
        watch = watch_in(connection, handover.watch_id)
        words = words_in(connection, handover.id)
        if not handover.frozen:
            facts = self._at.gatherer.gather(connection, session, handover, self._at.clock.now())
            return with_signatures(connection, sheet_of(handover, watch, facts, words))
        payload = payload_in(connection, handover.id, handover.round)
        assert payload is not None
        sheet = sheet_of(handover, watch, facts_of_text(payload), words)
        lacking = missing_to_sign(
            sheet.pending,
            since_seq=handover.since_seq,
            entries=sheet.entries,
            remarks=sheet.text(SheetSection.REMARKS),
            slips=slips_left(connection, handover, watch),
        )
        return replace(
            with_signatures(connection, sheet),
            missing_to_sign=lacking,
            missing_to_accept=missing_to_accept(sheet.pending),
        )


def _at_the_desk(assignments: Sequence[Assignment]) -> tuple[str, ...]:
    return tuple(one.name for one in assignments if one.name and one.slot.post in _DESK)


def _accepted(connection: Connection, since: datetime, until: datetime) -> list[Handover]:
    asked = (
        select(handovers)
        .where(
            handovers.c.due_at >= to_micros(since),
            handovers.c.due_at < to_micros(until),
            handovers.c.accepted_at.is_not(None),
        )
        .order_by(handovers.c.due_at, handovers.c.accepted_at)
    )
    return [handover_of(row) for row in connection.execute(asked).mappings()]


def _step_counts(connection: Connection, ids: Sequence[str]) -> dict[str, dict[HandoverStepKind, int]]:
    asked = (
        select(handover_steps.c.handover_id, handover_steps.c.kind, func.count())
        .where(handover_steps.c.handover_id.in_(ids))
        .group_by(handover_steps.c.handover_id, handover_steps.c.kind)
    )
    found: dict[str, dict[HandoverStepKind, int]] = {}
    for handover_id, kind, count in connection.execute(asked):
        found.setdefault(handover_id, {})[HandoverStepKind(kind)] = int(count)
    return found


def _leaders(connection: Connection, watch_ids: Sequence[str]) -> dict[str, str]:
    """Return the last leader in charge that was named of each watch."""
    asked = (
        select(watch_events.c.watch_id, watch_events.c.name)
        .where(watch_events.c.watch_id.in_(watch_ids), watch_events.c.part == WatchPart.LEADER_IN_CHARGE.value)
        .order_by(watch_events.c.seq)
    )
    return {row[0]: row[1] for row in connection.execute(asked)}
