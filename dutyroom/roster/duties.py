"""The duties that hold, who really sat, what everybody has had, and who is on at a moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from dutyroom.accounts.model import Right, Session
from dutyroom.calendar.model import ShiftPeriod
from dutyroom.calendar.room import watch_name
from dutyroom.changes import Changes, Topic
from dutyroom.errors import Refused
from dutyroom.journal.model import Actor
from dutyroom.roster.duty_rules import Sat, check_period, seats_taken
from dutyroom.roster.model import Assignment, Counts, Member, Post, Slot, Turn
from dutyroom.roster.part import RosterPart
from dutyroom.roster.reading import actual_in, done_in, duties_in, member_in, members_in, rules_in
from dutyroom.roster.rows import slot_values
from dutyroom.roster.rules import counts_of, slots_of
from dutyroom.roster.tables import roster_actuals
from dutyroom.roster.views import ActualDuty, OnDuty
from dutyroom.storage.store import UnitOfWork

LONGEST_DAYS = 3660


class RosterDuties(RosterPart):
    """Questions about duties, and the note of who really sat."""

    _on: OnDuty | None = None
    _changes = 0

    def duties(self, session: Session, first: date, last: date) -> tuple[Assignment, ...]:
        """Return the duties that hold: of the newest approved plan of each day, agreed swaps applied."""
        session.require(Right.READ_LOG)
        check_period(first, last, LONGEST_DAYS)
        with self._store.read() as connection:
            return duties_in(connection, first, last)

    def my_duties(self, session: Session, first: date, last: date) -> tuple[Assignment, ...]:
        """Return the duties of whoever has signed in; none for an account that belongs to nobody on the roster."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            own = {member.id for member in members_in(connection) if member.account_id == session.account_id}
            return tuple(one for one in duties_in(connection, first, last) if one.member_id in own)

    def actual(self, session: Session, first: date, last: date) -> tuple[ActualDuty, ...]:
        """Return each duty as planned and as it really was."""
        session.require(Right.READ_LOG)
        check_period(first, last, LONGEST_DAYS)
        with self._store.read() as connection:
            return actual_in(connection, first, last)

    def actual_on(self, session: Session, day: date) -> tuple[ActualDuty, ...]:
        """Return each duty of a day as ``actual``; one that the day asks for and nobody planned stands there empty."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            known = {one.slot: one for one in actual_in(connection, day, day)}
            asked = {slot: ActualDuty(slot, None, None, "") for slot in self._expected_on(connection, day)}
        both = {**asked, **known}
        return tuple(both[slot] for slot in sorted(both))

    def counts(self, session: Session, first: date, last: date) -> Counts:
        """Return the duties by member and class from ``first`` to ``last``; what was actual counts."""
        session.require(Right.READ_LOG)
        check_period(first, last, LONGEST_DAYS)
        with self._store.read() as connection:
            return counts_of(self._calendar, done_in(connection, first, last))

    def note_actual(self, session: Session, slot: Slot, member_id: str | None, reason: str = "") -> ActualDuty:
        """Note who really sat in a slot, None for nobody; the plan stays, and counts follow what was actual.

        A name other than the planned one needs a reason. A later note replaces an earlier one and both stay.
        Raises Refused ``accounts.not_allowed``, ``roster.not_begun``, ``roster.no_such_slot``,
        ``roster.no_such_member``, ``roster.reason_missing``.
        """
        session.require(Right.WRITE_LOG)
        why = self._words(reason)
        if self._begins(slot) > self._clock.now():
            raise Refused("roster.not_begun", date=slot.date.isoformat(), turn=slot.turn.value)
        with self._store.write() as work:
            planned = {one.slot: one for one in duties_in(work.connection, slot.date, slot.date)}.get(slot)
            if planned is None and slot not in self._expected_on(work.connection, slot.date):
                raise Refused("roster.no_such_slot")
            name = member_in(work.connection, member_id).name if member_id is not None else ""
            if member_id != (planned.member_id if planned is not None else None) and not why:
                raise Refused("roster.reason_missing")
            self._note(work, session.actor, ActualDuty(slot, planned, member_id, name, reason=why))
            (noted,) = [one for one in actual_in(work.connection, slot.date, slot.date) if one.slot == slot]
            self._finish(work, session, "roster.actual_noted", slot.id)
        return noted

    def note_sat(
        self, work: UnitOfWork, actor: Actor, shift: ShiftPeriod, sat: Sequence[tuple[Post, str, str]], reason: str
    ) -> None:
        """Note, within an act of the watch and under its line, who really sat in the slots of a shift.

        ``sat`` has post, account and name of each; who is not on the roster's list is passed over, and so is a day
        that no plan covers. ``reason`` is kept with those who stand in. What the first watch of a day noted for the
        whole day stays.
        """
        turns = {Turn.of(shift.shift), Turn.WHOLE_DAY}
        known = {one.slot: one for one in actual_in(work.connection, shift.date, shift.date) if one.slot.turn in turns}
        if not any(one.planned is not None for one in known.values()):
            return
        members = members_in(work.connection)
        people = [Sat(post, one.id) for post, *person in sat if (one := _member_of(members, *person)) is not None]
        duties = [Assignment(one.slot, one.member_id) for one in known.values()]
        for slot, member_id in seats_taken(duties, people).items():
            before = known[slot]
            if before.noted and (before.member_id == member_id or slot.turn is Turn.WHOLE_DAY):
                continue
            name = member_in(work.connection, member_id).name
            stands_in = before.planned is None or before.planned.member_id != member_id
            why = reason if stands_in else ""
            self._note(work, actor, ActualDuty(slot, before.planned, member_id, name, reason=why))
        work.touch(Topic.ROSTER)

    def _note(self, work: UnitOfWork, actor: Actor, duty: ActualDuty) -> None:
        work.insert(
            roster_actuals,
            {
                **self._numbered(work, roster_actuals),
                **slot_values(duty.slot),
                "planned_id": duty.planned.member_id if duty.planned is not None else None,
                "member_id": duty.member_id,
                "name": duty.name,
                "reason": duty.reason,
                "noted_at": self._now(),
                "account_id": actor.account_id,
                "account_name": actor.name,
            },
        )

    def on_duty(self, moment: datetime) -> OnDuty:
        """Return who is on at a moment and who comes next; remembered until the watch or the roster changes.

        A slot that nobody is planned for stands there empty, so that nobody is never silence.
        """
        known, changes = self._on, self._changes
        if known is None or not known.since <= moment < known.until:
            known = self._look(moment)
            if changes == self._changes:  # nothing was announced while we looked
                self._on = known
        return known

    def people_on(self, moment: datetime) -> tuple[tuple[Post, Member | None], ...] | None:
        """Return the posts of the watch at ``moment`` with who is on, None where no plan covers its day.

        For rooms above, which call people: numbers come with them, and no session is asked for.
        """
        on = self.on_duty(moment)
        if on.nobody_planned:
            return None
        with self._store.read() as connection:
            known = {member.id: member for member in members_in(connection)}
        return tuple((one.slot.post, known.get(one.member_id or "")) for one in on.now)

    def hear(self, changes: Changes) -> None:
        """Forget what is remembered when the roster, the calendar or the settings have changed."""
        if changes.touches(Topic.CALENDAR, Topic.SETTINGS):
            self._carried = None
        if changes.touches(Topic.ROSTER, Topic.CALENDAR, Topic.SETTINGS):
            self._changes += 1
            self._on = None

    def _look(self, moment: datetime) -> OnDuty:
        now = self._calendar.shift_at(moment)
        following = self._calendar.shift_at(now.end)
        with self._store.read() as connection:
            by_date = {day: self._on_date(connection, day) for day in {now.date, following.date}}
        turns = {Turn.of(following.shift)} | ({Turn.WHOLE_DAY} if following.date != now.date else set())
        return OnDuty(
            watch=watch_name(now),
            since=now.start,
            until=now.end,
            now=_of_turns(by_date[now.date], {Turn.of(now.shift), Turn.WHOLE_DAY}),
            next_watch=watch_name(following),
            next=_of_turns(by_date[following.date], turns),
        )

    def _on_date(self, connection: Connection, day: date) -> tuple[Assignment, ...]:
        """Return the slots of a day with who is on; those that nobody planned stand empty."""
        done = {one.slot: one for one in done_in(connection, day, day, reasons=True)}
        if not duties_in(connection, day, day):
            empty = {slot: Assignment(slot, None) for slot in self._expected_on(connection, day)}
            done = {**empty, **done}
        return tuple(done[slot] for slot in sorted(done))

    def _expected_on(self, connection: Connection, day: date) -> tuple[Slot, ...]:
        return slots_of(self._calendar, rules_in(connection), day, day)


def _member_of(members: Sequence[Member], account_id: str, name: str) -> Member | None:
    """Return the member with an account, else the only one of that name; None for somebody who is not on the list."""
    own = next((one for one in members if account_id and one.account_id == account_id), None)
    named = [one for one in members if one.name == name and one.account_id is None]
    return own or (named[0] if len(named) == 1 else None)


def _of_turns(assignments: tuple[Assignment, ...], turns: set[Turn]) -> tuple[Assignment, ...]:
    return tuple(assignment for assignment in assignments if assignment.slot.turn in turns)
