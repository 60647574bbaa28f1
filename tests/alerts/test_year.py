"""A year of a duty room under a set clock: every due moment is acted on exactly once, whatever happens to the program.

``YEARS`` sets how many (1 by default), ``EVENTS_A_DAY`` how busy they are (0.3).
"""

from __future__ import annotations

import heapq
import os
import random
from collections import Counter
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import select, union_all

from dutyroom.alerts.model import AlertState, DeadlineState, Who
from dutyroom.alerts.on_watch import NobodyAway
from dutyroom.alerts.rows import alert_of, deadline_of
from dutyroom.alerts.tables import alerts, deadlines
from dutyroom.bootstrap import House, Place, open_house
from dutyroom.clock import SetClock, from_micros
from dutyroom.errors import Refused
from dutyroom.incidents.model import Grade
from dutyroom.journal.tables import journal
from dutyroom.log.model import EntryKind, NewEntry
from tests.alerts.people import EVERYBODY, Roster, an_incident
from tests.conftest import Template
from tests.factories import a_slip

DAYS = 365 * int(os.environ.get("YEARS", "1"))
EVENTS_A_DAY = float(os.environ.get("EVENTS_A_DAY", "0.3"))
SWEPT = ("alert.stepped", "alert.came_back", "deadline.warned", "deadline.passed")
MINUTE = timedelta(minutes=1)
WAITING = union_all(
    select(alerts.c.id, alerts.c.next_at).where(alerts.c.next_at.is_not(None)),
    select(deadlines.c.id, deadlines.c.next_at).where(deadlines.c.next_at.is_not(None)),
)
STANDING = select(alerts.c.id).where(alerts.c.state != AlertState.CLOSED.value)


class Year:
    """People who call, answer, forget and are away; a program that is stopped and started again."""

    def __init__(self, place: Place, template: Template, clock: SetClock, seed: int) -> None:
        self.place, self.template, self.clock = place, template, clock
        self.draw = random.Random(seed)
        self.roster = Roster()
        self.order = count()
        self.coming: list[tuple[datetime, int, str, str]] = []
        self.acted: Counter[str] = Counter()
        self.restarts = 0
        self.house: House
        self.open()

    def open(self) -> None:
        self.house = open_house(self.place, self.template.data_key, self.clock)
        self.house.alerts.keeper._on_watch = self.roster
        self.house.alerts.keeper._absences = NobodyAway()
        self.session = self.house.accounts.sign_in(self.template.account_id)

    def later(self, kind: str, least: float, most: float, about: str = "") -> None:
        """Let something happen in a random number of minutes."""
        moment = self.clock.now() + MINUTE * self.draw.uniform(least, most)
        heapq.heappush(self.coming, (moment, next(self.order), kind, about))

    def run(self, until: datetime) -> None:
        for kind, gap in (("arrival", 1440 / EVENTS_A_DAY), ("absence", 3 * 1440), ("stop", 6 * 1440)):
            self.later(kind, 0, gap)
        while self.coming and self.coming[0][0] < until:
            moment = self.coming[0][0]
            due = self.next_due()
            if due is not None and due <= moment:
                self.pass_until(due + timedelta(seconds=self.draw.random()))
                self.sweep()
                continue
            _moment, _order, kind, about = heapq.heappop(self.coming)
            self.pass_until(moment)
            getattr(self, kind)(about)

    def pass_until(self, moment: datetime) -> None:
        self.clock.advance(max(moment - self.clock.now(), timedelta(0)))

    def next_due(self) -> datetime | None:
        moments = [moment for _id, moment in self.waiting()]
        return min(moments, default=None)

    def waiting(self) -> list[tuple[str, datetime]]:
        with self.house.store.read() as connection:
            return [(str(row.id), from_micros(row.next_at)) for row in connection.execute(WAITING)]

    def sweep(self, *, first: bool = False) -> None:
        """Sweep, and see that each due moment was acted on once and no other."""
        now = self.clock.now()
        due = Counter(thing for thing, moment in self.waiting() if moment <= now)
        head = self.house.journal.head().seq
        acted = self.house.sweeper.start().acted if first else self.house.sweeper.run().acted
        with self.house.store.read() as connection:
            asked = select(journal.c.subject).where(journal.c.seq > head, journal.c.act.in_(SWEPT))
            done = Counter(connection.execute(asked).scalars())
        assert done == due, (now, due, done)
        assert acted == due.total()
        self.acted.update(due)
        self.notice()

    def notice(self) -> None:
        """Let people plan their answers to alerts that are new to them."""
        planned = {about for _moment, _order, kind, about in self.coming if kind in ("answer", "done")}
        with self.house.store.read() as connection:
            standing = connection.execute(STANDING).scalars().all()
        for alert_id in standing:
            if alert_id not in planned:
                slow = self.draw.random() < 0.04
                self.later("answer", *((60, 150) if slow else (0.2, 12)), alert_id)

    def arrival(self, _about: str) -> None:
        choice = self.draw.random()
        if choice < 0.4:
            grade = self.draw.choice([Grade.IV, Grade.III, Grade.III, Grade.II, Grade.I])
            made = self.house.log.open_matter(self.session, a_slip(self.clock)).matter
            subject = an_incident(grade, id=made.id, number=made.number, matter_id=made.id)
            self.house.alerts.confirm(self.session, subject)
            if self.draw.random() < 0.3:
                self.house.alerts.confirm(self.session, an_incident(Grade.I, id=made.id, matter_id=made.id))
        else:
            due = self.clock.now() + MINUTE * self.draw.uniform(1, 300)
            made = self.house.log.open_matter(self.session, a_slip(self.clock, due_at=due)).matter
            self.later("close", 1, 400, made.id)
        self.notice()
        self.later("arrival", 0, 2 * 1440 / EVENTS_A_DAY)

    def answer(self, alert_id: str) -> None:
        """Acknowledge or call, as somebody at the desk does."""
        seen = self.house.alert_reader.one(self.session, alert_id)
        if seen.state is AlertState.CLOSED:
            return
        if not seen.mine:
            seen_version = self.house.alerts.acknowledge(self.session, alert_id, seen.version).version
            assert seen_version == seen.version + 1
        elif seen.calls:
            reached = self.draw.random() < 0.8
            self.house.alerts.note_call(self.session, alert_id, seen.version, seen.calls[0].person.key, reached=reached)
        self.later("done" if self.draw.random() < 0.5 else "answer", 0.3, 5, alert_id)

    def done(self, alert_id: str) -> None:
        """Write what is known, or close the alert."""
        seen = self.house.alert_reader.one(self.session, alert_id)
        if seen.state is AlertState.CLOSED:
            return
        if seen.mine and self.draw.random() < 0.8:
            self.house.alerts.close(self.session, alert_id, seen.version, "已处置")
            return
        if seen.subject.matter_id:
            self.house.log.add_entry(self.session, seen.subject.matter_id, NewEntry(EntryKind.VERIFIED, "已核实"))
        self.later("answer", 1, 40, alert_id)

    def close(self, matter_id: str) -> None:
        """Close a matter, in time or too late."""
        try:
            self.house.log.close(self.session, matter_id, "已办")
        except Refused as refused:
            if refused.code != "log.not_open":
                raise

    def absence(self, _about: str) -> None:
        """Somebody is not there, or is there again."""
        who = self.draw.choice(list(EVERYBODY))
        own = who is Who.OFFICER_ON_WATCH and self.draw.random() < 0.5
        self.roster.on[who] = () if self.roster.on.get(who) and not own else EVERYBODY[who]
        self.later("absence", 60, 6 * 1440)

    def stop(self, _about: str) -> None:
        """The program ends; it is started again after minutes or hours, in which people's plans have to wait."""
        self.house.close()
        self.clock.advance(MINUTE * self.draw.choice([1, 5, 30, 120, 600]))
        self.open()
        self.restarts += 1
        self.sweep(first=True)
        assert self.house.sweeper.run().acted == 0, "never a burst"
        now = self.clock.now()
        self.coming = [(max(moment, now), order, kind, about) for moment, order, kind, about in self.coming]
        heapq.heapify(self.coming)
        self.later("stop", 60, 12 * 1440)


def test_in_a_year_of_events_absences_and_restarts_every_due_moment_is_acted_on_exactly_once(
    place: Place, founded: Template, clock: SetClock
) -> None:
    begun = clock.now()
    year = Year(place, founded, clock, seed=20261121)
    try:
        year.run(begun + timedelta(days=DAYS))
        with year.house.store.read() as connection:
            raised = [alert_of(row) for row in connection.execute(select(alerts)).mappings()]
            set_ = [deadline_of(row) for row in connection.execute(select(deadlines)).mappings()]
        for deadline in set_:
            alarms = [alert for alert in raised if alert.deadline_id == deadline.id]
            met_in_time = deadline.state is DeadlineState.MET and deadline.raised_at is None
            assert len(alarms) == (deadline.raised_at is not None), deadline
            assert not met_in_time or (
                deadline.met_at is not None and deadline.met_at <= deadline.due_at + MINUTE * 601
            )
            assert deadline.raised_at is None or deadline.raised_at >= deadline.due_at
        assert year.house.sweeper.audit() == 0
        verdict = year.house.verify()
        assert verdict.whole, verdict.first_break
        assert (year.clock.now() - begun).days >= DAYS - 15
        assert (len(set_) > 40, len(raised) > 60, year.restarts > 20) == (True, True, True)
        assert year.acted.total() > 200
    finally:
        year.house.close()
