"""Rows, counts and the open board agree after whatever was done in a room."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, Place, open_house
from dutyroom.clock import SetClock
from dutyroom.log import finding
from dutyroom.log.conditions import counted, counted_in_day, fits, order_of_doing
from dutyroom.log.model import (
    Category,
    Channel,
    DayCounts,
    Direction,
    Field,
    MatterCounts,
    MatterFile,
    MatterFilter,
    MatterState,
    Urgency,
)
from dutyroom.log.rules import URGENCY_ORDER
from tests.conftest import Template
from tests.factories import EVENING, SHANGHAI, a_classified_slip, a_slip

UNITS, OWNERS = ["", "u" * 32, "v" * 32], ["", "o" * 32, "p" * 32]
SPANS = [timedelta(0), timedelta(minutes=5), timedelta(hours=6), timedelta(hours=30)]


@dataclass
class Known:
    """What the model knows of a matter."""

    id: str
    seq: int
    direction: Direction
    channel: Channel
    category: Category
    urgency: Urgency
    unit_id: str
    owner_id: str
    received_at: datetime
    due_at: datetime | None
    watch: str
    state: MatterState = MatterState.OPEN
    before: MatterState = MatterState.OPEN

    def fits(self, wanted: MatterFilter) -> bool:
        """Return whether this matter belongs into the list, said as plainly as possible."""
        same = (
            (wanted.direction, self.direction),
            (wanted.channel, self.channel),
            (wanted.category, self.category),
            (wanted.urgency, self.urgency),
            (wanted.state, self.state),
            (wanted.watch, self.watch),
            (wanted.unit_id, self.unit_id),
            (wanted.owner_id, self.owner_id),
        )
        if any(asked and asked != has for asked, has in same):
            return False
        if wanted.since is not None and self.received_at < wanted.since:
            return False
        if wanted.until is not None and self.received_at >= wanted.until:
            return False
        return wanted.overdue_at is None or self.overdue(wanted.overdue_at)

    def overdue(self, now: datetime) -> bool:
        return self.state is MatterState.OPEN and self.due_at is not None and self.due_at < now


def watch_of(moment: datetime) -> str:
    """Return the watch of a moment in winter: by day from 08:00 to 17:30, by night until the next morning."""
    local = moment.astimezone(SHANGHAI)
    if (8, 0) <= (local.hour, local.minute) < (17, 30):
        return f"{local:%Y-%m-%d}/day"
    return f"{local - timedelta(hours=8):%Y-%m-%d}/night"


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(st.none(), st.none(), strategy)


FILTERS = st.builds(
    MatterFilter,
    direction=maybe(st.sampled_from(Direction)),
    channel=maybe(st.sampled_from([Channel.PHONE, Channel.FAX])),
    category=maybe(st.sampled_from([Category.EMERGENCY, Category.OTHER])),
    urgency=maybe(st.sampled_from(Urgency)),
    state=maybe(st.sampled_from(MatterState)),
    unit_id=st.sampled_from(["", *UNITS]),
    owner_id=st.sampled_from(["", *OWNERS]),
    watch=st.sampled_from(["", "", "2026-11-21/night", "2026-11-22/day"]),
    since=maybe(st.sampled_from([EVENING + span for span in SPANS])),
    until=maybe(st.sampled_from([EVENING + span for span in SPANS])),
    overdue_at=maybe(st.sampled_from([EVENING + span for span in SPANS])),
)


class DutyRoomMachine(RuleBasedStateMachine):
    """Random acts on a room; after each, random lists are compared with the model."""

    template: Template

    @initialize()
    def open_the_room(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.clock = SetClock(EVENING)
        place: Place = self.template.copy_to(self.folder / "room")
        self.house: House = open_house(place, self.template.data_key, self.clock)
        self.session: Session = self.house.accounts.sign_in(self.template.account_id)
        self.known: list[Known] = []

    @rule(
        direction=st.sampled_from(Direction),
        channel=st.sampled_from([Channel.PHONE, Channel.FAX]),
        category=st.sampled_from([Category.EMERGENCY, Category.OTHER]),
        urgency=st.sampled_from(Urgency),
        unit_id=st.sampled_from(UNITS),
        owner_id=st.sampled_from(OWNERS),
        ago=st.sampled_from(SPANS),
        due=maybe(st.sampled_from(SPANS)),
        classified=st.booleans(),
    )
    def open(
        self,
        direction: Direction,
        channel: Channel,
        category: Category,
        urgency: Urgency,
        unit_id: str,
        owner_id: str,
        ago: timedelta,
        due: timedelta | None,
        classified: bool,
    ) -> None:
        received = self.clock.now() - ago
        slip = replace(
            a_classified_slip(self.clock) if classified else a_slip(self.clock, unit_id=unit_id),
            direction=direction,
            channel=channel,
            category=category,
            urgency=urgency,
            owner_id=owner_id,
            received_at=received,
            due_at=None if due is None else received + due,
        )
        before = self.counts_now()
        file = self.house.log.open_matter(self.session, slip)
        self.counts_agree(file, *before)
        matter = file.matter
        self.known.append(
            Known(
                matter.id,
                matter.seq,
                direction,
                channel,
                category,
                urgency,
                "" if classified else unit_id,
                owner_id,
                received,
                slip.due_at,
                watch_of(self.clock.now()),
            )
        )

    @rule(span=st.sampled_from(SPANS))
    def let_time_pass(self, span: timedelta) -> None:
        self.clock.advance(span)

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def close(self, data: st.DataObject) -> None:
        for matter in self.some(data, MatterState.OPEN):
            self.house.log.close(self.session, matter.id, "办结")
            matter.state = MatterState.CLOSED

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def reopen(self, data: st.DataObject) -> None:
        for matter in self.some(data, MatterState.CLOSED):
            self.house.log.reopen(self.session, matter.id, "又有新情况")
            matter.state = MatterState.OPEN

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        for matter in self.some(data, MatterState.OPEN, MatterState.CLOSED):
            self.house.log.withdraw(self.session, matter.id, "重复")
            matter.before, matter.state = matter.state, MatterState.WITHDRAWN

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def reinstate(self, data: st.DataObject) -> None:
        for matter in self.some(data, MatterState.WITHDRAWN):
            self.house.log.reinstate(self.session, matter.id, "并未重复")
            matter.state = matter.before

    @precondition(lambda self: self.known)
    @rule(data=st.data(), owner=st.sampled_from(OWNERS), due=maybe(st.sampled_from(SPANS)))
    def assign_and_set_due(self, data: st.DataObject, owner: str, due: timedelta | None) -> None:
        for matter in self.some(data, MatterState.OPEN):
            due_at = None if due is None else matter.received_at + due
            if matter.owner_id != owner:
                self.house.log.assign(self.session, matter.id, owner, "某人")
            if matter.due_at != due_at:
                self.house.log.set_due(self.session, matter.id, due_at)
            matter.owner_id, matter.due_at = owner, due_at

    @precondition(lambda self: self.known)
    @rule(data=st.data(), urgency=st.sampled_from(Urgency))
    def correct(self, data: st.DataObject, urgency: Urgency) -> None:
        for matter in self.some(data, MatterState.OPEN, MatterState.CLOSED):
            file = self.house.log_reader.file(self.session, matter.id)
            if matter.urgency is not urgency and file.matter.classified is None:
                self.house.log.correct_field(self.session, matter.id, Field.URGENCY, urgency.value)
                matter.urgency = urgency

    @precondition(lambda self: self.known)
    @rule(wanted=FILTERS, limit=st.integers(1, 5))
    def lists_agree(self, wanted: MatterFilter, limit: int) -> None:
        expected = [matter.seq for matter in reversed(self.known) if matter.fits(wanted)]
        assert self.pages_down(wanted, limit) == expected
        assert self.pages_up(wanted, limit) == expected
        now = self.clock.now()
        found = [matter for matter in self.known if matter.fits(wanted)]
        assert self.house.log_reader.counts(self.session, wanted, now) == MatterCounts(
            total=len(found),
            open=sum(matter.state is MatterState.OPEN for matter in found),
            overdue=sum(matter.overdue(now) for matter in found),
            closed=sum(matter.state is MatterState.CLOSED for matter in found),
            withdrawn=sum(matter.state is MatterState.WITHDRAWN for matter in found),
        )
        late = self.house.log_reader.page(self.session, replace(wanted, overdue_at=now))
        whole = self.house.log_reader.page(self.session, MatterFilter(), limit=1000).matters
        assert [matter.seq for matter in whole if fits(wanted, matter)] == expected
        if wanted.overdue_at is None:
            assert [matter.seq for matter in late.matters] == [m.seq for m in reversed(found) if m.overdue(now)]

    @invariant()
    def the_board_agrees(self) -> None:
        if not getattr(self, "known", None):
            return
        still_open = [matter for matter in self.known if matter.state is MatterState.OPEN]
        far = datetime.max.replace(tzinfo=SHANGHAI)
        board = sorted(still_open, key=lambda m: (URGENCY_ORDER[m.urgency], m.due_at or far, m.received_at, m.seq))
        assert [matter.id for matter in self.house.log_reader.open_board(self.session)] == [m.id for m in board]
        shown = self.house.log_reader.open_board(self.session)
        assert sorted(shown, key=order_of_doing) == shown
        due = sorted((m for m in still_open if m.due_at), key=lambda m: (m.due_at, m.seq))
        assert [matter.id for matter in self.house.log_reader.due(self.session)] == [m.id for m in due]

    def counts_now(self) -> tuple[MatterCounts, DayCounts]:
        now = self.clock.now()
        day, watch = self.house.calendar.day_span(self.house.calendar.local_date(now)), watch_of(now)
        reader = self.house.log_reader
        return reader.counts(self.session, MatterFilter(), now), reader.day_counts(self.session, *day, watch, now)

    def counts_agree(self, file: MatterFile, counts: MatterCounts, of_day: DayCounts) -> None:
        """Hold what the screen counts on at once against what the file then says."""
        now = self.clock.now()
        day = self.house.calendar.day_span(self.house.calendar.local_date(now))
        told = counted(counts, file.matter, now), counted_in_day(of_day, file, day, watch_of(now), now)
        assert told == self.counts_now()

    def some(self, data: st.DataObject, *states: MatterState) -> list[Known]:
        """Return one matter in one of ``states``, or none where there is none."""
        fitting = [matter for matter in self.known if matter.state in states]
        return [data.draw(st.sampled_from(fitting))] if fitting else []

    def pages_down(self, wanted: MatterFilter, limit: int) -> list[int]:
        seqs: list[int] = []
        page = self.house.log_reader.page(self.session, wanted, limit=limit)
        assert not page.newer
        while True:
            assert len(page.matters) <= limit
            seqs += [matter.seq for matter in page.matters]
            if not page.older:
                return seqs
            page = self.house.log_reader.page(self.session, wanted, before=seqs[-1], limit=limit)
            assert page.newer
            assert page.matters, "a page that was promised is empty"

    def pages_up(self, wanted: MatterFilter, limit: int) -> list[int]:
        seqs: list[int] = []
        page = self.house.log_reader.page(self.session, wanted, oldest=True, limit=limit)
        assert not page.older
        while True:
            seqs = [matter.seq for matter in page.matters] + seqs
            if not page.newer:
                return seqs
            page = self.house.log_reader.page(self.session, wanted, after=seqs[0], limit=limit)
            assert page.older
            assert page.matters, "a page that was promised is empty"

    def teardown(self) -> None:
        if hasattr(self, "house"):
            self.house.close()
            shutil.rmtree(self.folder)


@pytest.mark.req("R219", "R240")
def test_rows_counts_and_board_agree_after_whatever_was_done(
    founded: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "FEW", 2)  # so that a small room is gone through in portions as a large one is
    monkeypatch.setattr(finding, "PORTIONS", (2, 3, 4))
    machine = type("Machine", (DutyRoomMachine,), {"template": founded})
    run_state_machine_as_test(machine, settings=settings(max_examples=15, stateful_step_count=30))
