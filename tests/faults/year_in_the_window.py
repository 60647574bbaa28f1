"""A simulated year at the real desk: ``python -m tests.faults.year_in_the_window [--days N] [--seed N]``.

One process, offscreen: the real window, file, writer, sweep and waker; the room's clock is put forward from one thing
that happens to the next. About 27 matters a day, 1.1 incidents, two handovers. The desk is signed out of and into
every thirty days in the same process, so that what a closed desk leaves behind shows.

Through the window go: every ninth call (slip), every third incident (event form), every answer to an alert and every
closing of one (alert window), every fourteenth handover (its page, both signatures), sign-in, lock, pages, search,
absence, printing preview. The others, and facts, reports, and the closing of matters, go through the services as
another seat's would, and the window that stands open hears of each of them.

It prints what was counted from the file, and ends with 1 when a promise is broken or something grew.
"""

from __future__ import annotations

import argparse
import heapq
import itertools
import os
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from sqlalchemy import select, union_all

from dutyroom.accounts.model import NewAccount, Role
from dutyroom.alerts.model import AlertState
from dutyroom.alerts.tables import alerts, deadlines
from dutyroom.bootstrap import Place, open_house
from dutyroom.clock import SetClock, from_micros
from dutyroom.errors import Refused
from dutyroom.handover.model import Place as SheetPlace
from dutyroom.handover.model import SheetSection, WordsKind
from dutyroom.incidents.deadlines import Stage
from dutyroom.incidents.events import NewFact
from dutyroom.incidents.model import Grade
from dutyroom.journal.tables import journal
from dutyroom.log.model import Category, EntryKind, NewEntry, Urgency
from tests.conftest import Template
from tests.factories import EVENING, LOGIN, OTHER_PASSWORD, PASSWORD, UNIT_NAME, a_sheet, a_slip
from tests.faults.year_hands import Hands
from tests.faults.year_promises import Held, Promises, flat, held, promises

CALLS, EVENTS = 25.6, 1.1  # a day; an event is a matter too
MONTH = 30
SLIP_EVERY, FORM_EVERY, PAGE_EVERY, LATE_EVERY = 9, 3, 14, 25
MINUTE = timedelta(minutes=1)
SWEPT = ("alert.stepped", "alert.came_back", "deadline.warned", "deadline.passed")
WAITING = union_all(
    select(alerts.c.id, alerts.c.next_at).where(alerts.c.next_at.is_not(None)),
    select(deadlines.c.id, deadlines.c.next_at).where(deadlines.c.next_at.is_not(None)),
)
LOOKING = ("lock", "look", "event", "handover")
STANDING = select(alerts.c.id).where(alerts.c.state != AlertState.CLOSED.value)
SUBJECTS = ("青云路货车侧翻", "县里报送值班表", "水库水位上涨", "市民反映停电", "化工园区异味", "群众来电咨询公交")
KINDS = ("road_traffic", "fire", "flood_drought", "work_safety")


class Year:
    """The people of the room, and what they do from hour to hour."""

    def __init__(self, hands: Hands, incoming: list[tuple[str, str]], draw: random.Random) -> None:
        self.hands, self.clock, self.draw = hands, hands.clock, draw
        self.incoming = incoming
        self.order = itertools.count()
        self.coming: list[tuple[datetime, int, str, str]] = []
        self.acted: Counter[str] = Counter()
        self.did: Counter[str] = Counter()
        self.broken: list[str] = []

    # --- time ----------------------------------------------------------------

    def later(self, kind: str, least: float, most: float, about: str = "") -> None:
        """Let something happen in a random number of minutes."""
        moment = self.clock.now() + MINUTE * self.draw.uniform(least, most)
        heapq.heappush(self.coming, (moment, next(self.order), kind, about))

    def day(self, number: int) -> None:
        """Let a day pass."""
        for kind, often in (("call", CALLS), ("event", EVENTS)):
            for _once in range(int(often) + (self.draw.random() < often % 1)):
                self.later(kind, 0, 1439)
        for kind in ("lock", "look", "paper", "away")[: (1, 2, 4)[number % 3]]:
            self.later(kind, 0, 1400, str(number))
        end = self.clock.now() + timedelta(days=1)
        while self.coming and self.coming[0][0] < end:
            moment, _order, kind, about = heapq.heappop(self.coming)
            self.pass_until(moment)
            self.hands.here(looking=kind in LOOKING)
            getattr(self, kind)(about)
            self.notice()
        self.pass_until(end)

    def pass_until(self, moment: datetime) -> None:
        """Put the clock forward, from one due moment to the next."""
        while True:
            waiting = self.waiting()
            due = min((at for _id, at in waiting), default=None)
            if due is None or due > moment:
                break
            self._sweep_at(due + timedelta(seconds=self.draw.random()), waiting)
            self.notice()
        self._put_clock(moment)

    def _put_clock(self, moment: datetime) -> None:
        """Let time pass between two sweeps of the waker, which would take half of it for a jump of the clock."""
        with self.house.sweeper._lock:
            self.clock.advance(max(moment - self.clock.now(), timedelta(0)))
        self.hands.here()

    def _sweep_at(self, moment: datetime, waiting: list[tuple[str, datetime]]) -> None:
        """Put the clock to a moment; each thing that is due then is acted on once, and no other."""
        head = self.house.journal.head().seq
        self._put_clock(moment)
        due = Counter(thing for thing, at in waiting if at <= self.clock.now())
        self.house.sweeper.run()
        with self.house.store.read() as connection:
            asked = select(journal.c.subject).where(journal.c.seq > head, journal.c.act.in_(SWEPT))
            done = Counter(connection.execute(asked).scalars())
        if done != due:
            self.broken.append(f"{self.clock.now()}: due {dict(due)}, acted on {dict(done)}")
        self.acted.update(due)

    def waiting(self) -> list[tuple[str, datetime]]:
        """Return everything with a moment to come."""
        with self.house.store.read() as connection:
            return [(str(row.id), from_micros(row.next_at)) for row in connection.execute(WAITING)]

    @property
    def house(self):
        """Return the open room."""
        return self.hands.house

    @property
    def session(self):
        """Return who sits here."""
        return self.hands.workplace.session

    # --- what happens --------------------------------------------------------

    def call(self, _about: str) -> None:
        """Log a call, at the desk or at another seat; most have their result within hours."""
        self.did["calls"] += 1
        subject = f"{self.draw.choice(SUBJECTS)}{self.did['calls']}"
        result = "已告知" if self.draw.random() < 0.4 else ""
        if self.did["calls"] % SLIP_EVERY == 0:
            self.did["calls by slip"] += 1
            words = f"{UNIT_NAME}来电：{subject}，正在核实。"
            matter = self.hands.log_call(subject, words, urgent=self.draw.random() < 0.5, result=result)
        else:
            urgent = {"urgency": self.draw.choice(list(Urgency))} if self.draw.random() < 0.05 else {}
            due = {"due_at": self.clock.now() + MINUTE * self.draw.uniform(5, 400)} if self.draw.random() < 0.08 else {}
            slip = a_slip(self.clock, subject=subject, result=result, **urgent, **due)
            matter = self.house.log.open_matter(self.session, slip).matter.id
        if not result:
            self.later("close", 5, 420, matter)

    def event(self, _about: str) -> None:
        """Tell an event; more is heard of it, some of it worse, and it is reported, in time or too late."""
        self.did["events"] += 1
        place = f"青云路{self.did['events']}号"
        deaths = self.draw.choice((0, 0, 1, 2, 2, 3, 4, 11, 31))
        if self.did["events"] % FORM_EVERY == 0:
            self.did["events by form"] += 1
            kind = self.draw.choice(KINDS)
            event = self.hands.tell_event(kind, place, f"{place}发生突发事件，正在核实伤亡。", deaths)
        else:
            slip = replace(a_slip(self.clock, subject=f"{place}突发事件"), category=Category.EMERGENCY)
            said = [NewFact("deaths", Decimal(deaths), UNIT_NAME)]
            event = self.house.incidents.open_event(self.session, slip, a_sheet(place=place), said).incident.id
        for _news in range(self.draw.randrange(4)):
            self.later("news", 5, 180, event)
        for stage in (Stage.PHONE, Stage.WRITTEN, Stage.FOLLOW_UP):
            self.later("report", 3, {Stage.PHONE: 35, Stage.WRITTEN: 70}.get(stage, 300), f"{event} {stage.value}")
        if self.draw.random() < 0.3:
            self.later("grade", 5, 60, event)
        self.later("close", 120, 900, event)

    def news(self, event: str) -> None:
        """Hear another figure."""
        fact = NewFact("deaths", Decimal(self.draw.choice((1, 2, 3, 5))), self.draw.choice(("市公安局", UNIT_NAME)))
        self._unless_over(lambda: self.house.incidents.add_facts(self.session, event, [fact]))

    def grade(self, event: str) -> None:
        """Confirm a grade, which may be another than the rules suggest."""
        grade = self.draw.choice((Grade.IV, Grade.III, Grade.II, Grade.I))
        self._unless_over(lambda: self.house.incidents.confirm_grade(self.session, event, grade, "现场指挥部研判"))

    def report(self, about: str) -> None:
        """Note that a report went out."""
        event, stage = about.split()
        self._unless_over(lambda: self.house.incidents.note_report(self.session, event, Stage(stage), "省政府总值班室"))

    def close(self, matter: str) -> None:
        """Give a matter its result; some are asked about first."""
        if self.draw.random() < 0.3:
            told = NewEntry(EntryKind.VERIFIED, "已电话核实")
            self._unless_over(lambda: self.house.log.add_entry(self.session, matter, told))
        self._unless_over(lambda: self.house.log.close(self.session, matter, "已办结"))

    def _unless_over(self, act) -> None:
        try:
            act()
        except Refused as refused:
            self.did[f"refused: {refused.code}"] += 1

    # --- alerts --------------------------------------------------------------

    def notice(self) -> None:
        """Let somebody plan an answer to each alert that is new; one in twenty-five is left alone for long."""
        planned = {about for _moment, _order, kind, about in self.coming if kind in ("answer", "done")}
        with self.house.store.read() as connection:
            standing = connection.execute(STANDING).scalars().all()
        for alert in standing:
            if alert not in planned:
                slow = self.draw.random() < 0.04
                self.later("answer", *((20, 60) if slow else (0.2, 5)), alert)

    def answer(self, alert: str) -> None:
        """Acknowledge or call, in the alert window."""
        done = self.hands.answer(alert, reached=self.draw.random() < 0.8)
        self.did[f"alert: {done or 'nothing to press'}"] += 1
        self.later("answer" if done == "acknowledged" and self.draw.random() < 0.3 else "done", 0.5, 5, alert)

    def done(self, alert: str) -> None:
        """Close an alert in its window, or write what is known."""
        if self.draw.random() < 0.9 and self.hands.close_alert(alert, "已处置"):
            self.did["alert: closed"] += 1
            return
        seen = self.house.alert_reader.one(self.session, alert)
        if seen.state is not AlertState.CLOSED:
            if seen.subject.matter_id:
                told = NewEntry(EntryKind.VERIFIED, "已核实，继续跟踪")
                self._unless_over(lambda: self.house.log.add_entry(self.session, seen.subject.matter_id, told))
            self.later("answer", 2, 30, alert)

    # --- the room ------------------------------------------------------------

    def handover(self, _about: str) -> None:
        """Hand the watch over, on its page or by the services, a few of them too late; plan the next one."""
        self.did["handovers"] += 1
        who, _name = self.incoming[self.did["handovers"] % 2]
        if self.did["handovers"] % PAGE_EVERY == 2:
            self.did["handovers on the page"] += 1
            self.hands.hand_over(who, OTHER_PASSWORD, self.session.account_id)
        else:
            self._hand_over(who)
        self.plan_handover()

    def plan_handover(self) -> None:
        """Plan the next handover: ten to twenty minutes before the watch ends, one in twenty-five too late."""
        watch = self.house.handover_reader.standing(self.session)
        late = (self.did["handovers"] + 1) % LATE_EVERY == 0
        self.did["handovers planned too late"] += late
        early = -self.draw.uniform(15, 40) if late else self.draw.uniform(5, 18)
        moment = max(watch.due_at - MINUTE * early, self.clock.now() + MINUTE)
        heapq.heappush(self.coming, (moment, next(self.order), "handover", ""))

    def _hand_over(self, who: str) -> None:
        house, session, verbs = self.house, self.session, self.house.handovers
        handover = verbs.start(session, verbs.open_draft(session).id)
        for one in house.handover_reader.sheet(session, handover.id).pending:
            verbs.keep_words(session, handover.id, SheetPlace(WordsKind.NEXT_STEP, one.matter_id), "等待书面材料")
        remarks = SheetPlace(WordsKind.SECTION, SheetSection.REMARKS.value)
        verbs.keep_words(session, handover.id, remarks, "本班无异常。")
        verbs.sign_out(session, handover.id, LOGIN, PASSWORD)
        for one in house.handover_reader.sheet(session, handover.id).pending:
            verbs.tick(session, handover.id, one.matter_id)
            if one.rule is not None:
                words = SheetPlace(WordsKind.READ_BACK, one.matter_id)
                verbs.keep_words(session, handover.id, words, "继续跟踪，有情况随时报告")
        verbs.accept(session, handover.id, who, OTHER_PASSWORD, others=(session.account_id,))

    def lock(self, _about: str) -> None:
        """Lock the desk and come back."""
        self.did["locked"] += 1
        self.hands.lock_and_unlock()

    def look(self, day: str) -> None:
        """Go about the pages and search."""
        self.hands.look_around(int(day))

    def paper(self, day: str) -> None:
        """Look at what would be printed."""
        self.did["previews"] += 1
        self.hands.look_at_paper(watch=int(day) % 2 == 0)

    def away(self, _about: str) -> None:
        """Step away and come back."""
        self.hands.step_away()
        self.pass_until(self.clock.now() + 3 * MINUTE)
        self.hands.come_back()


def run(folder: Path, days: int, seed: int, month: int) -> int:
    """Let ``days`` pass at a desk on the room in ``folder``; print what was counted, return the exit status."""
    from tests.faults.__main__ import a_worked_room

    said: Counter[str] = Counter()
    qInstallMessageHandler(partial(_hear, said))
    template = a_worked_room(folder)
    clock = SetClock(EVENING + timedelta(hours=3))
    incoming = _officers(template, clock)
    hands = Hands(Place.in_folder(folder), clock)
    before = held()
    hands.sit_down()
    year = Year(hands, incoming, random.Random(seed))
    year.plan_handover()
    full: list[Held] = []
    fresh: list[Held] = []
    began, worked = time.perf_counter(), time.process_time()
    for number in range(1, days + 1):
        year.day(number)
        if number % month == 0 or number == days:
            full.append(held())
            hands.get_up()
            hands.sit_down()
            fresh.append(held())
            minutes = (time.perf_counter() - began) / 60
            seconds = (time.process_time() - worked) / number
            print(f"day {number:3}  before leaving {full[-1].row()}", flush=True)
            print(f"{minutes:4.1f} min  signed in again {fresh[-1].row()}  {seconds:.1f} s a day", flush=True)
    found = promises(hands.house, year.session, year.acted)
    found.broken += year.broken
    hands.go_home()
    del year
    _left(found, before, full, fresh)
    found.broken += [f"Qt said {count} times: {words}" for words, count in said.items()]
    return _print(found)


def _hear(said: Counter[str], _kind: QtMsgType, _where: object, words: str) -> None:
    """Count what Qt complains of; a display that is none cannot do everything."""
    if "This plugin does not support" not in words:
        said[words] += 1


def _officers(template: Template, clock: SetClock) -> list[tuple[str, str]]:
    """Open the accounts of those who come on watch; return their identities and names."""
    house = open_house(Place.in_folder(template.folder), template.data_key, clock)
    session = house.accounts.sign_in(template.account_id)
    found = []
    for name in ("江晚秋", "许长亭"):
        new = NewAccount(f"login-{name}", name, frozenset({Role.DUTY_OFFICER}))
        found.append((house.accounts.open(session, new, OTHER_PASSWORD, must_change=False).id, name))
    for kept in house.drafts.of(session, "slip"):  # nobody hands over with a call half typed
        house.drafts.drop(session, kept.id)
    house.close()
    return found


def _left(found: Promises, before: Held, full: list[Held], fresh: list[Held]) -> None:
    """Hold the last month against the second, and what is left after the desk was closed against before it opened."""
    after = held()
    found.say(f"before it was opened    {before.row()}")
    found.say(f"after it was closed     {after.row()}")
    found.hold(after.threads <= before.threads, f"{after.threads - before.threads} threads are left")
    found.hold(after.timers <= before.timers, f"{after.timers - before.timers} timers are left")
    if len(full) > 2:
        for name, row in (("before leaving", full), ("signed in again", fresh)):
            change = row[-1].rss / row[1].rss - 1
            found.say(f"memory, {name}: month 2 {row[1].rss:.1f} MB, last {row[-1].rss:.1f} MB ({change:+.1%})")
            found.broken += [f"{name}: {words}" for words in flat(row)]


def _print(found: Promises) -> int:
    for line in found.lines:
        print(f"   {line}")
    for line in found.broken[:20]:
        print(f"BROKEN {line}")
    print("every promise was kept" if not found.broken else f"{len(found.broken)} promises broken", flush=True)
    return 1 if found.broken else 0


def main() -> int:
    """Run the year and return the exit status."""
    parser = argparse.ArgumentParser(description="a year in the real window")
    parser.add_argument("--days", type=int, default=365, metavar="N")
    parser.add_argument("--month", type=int, default=MONTH, metavar="N", help="days between two sign-ins")
    parser.add_argument("--seed", type=int, default=20261122)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dutyroom-year-") as name:
        return run(Path(name) / "room", asked.days, asked.seed, asked.month)


if __name__ == "__main__":
    sys.exit(main())
