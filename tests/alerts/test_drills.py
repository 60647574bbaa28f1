"""A drill alerts like the real thing, never above it, and is not left on by accident."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import DeadlineKind, Level
from dutyroom.alerts.sounding import what_sounds
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.incidents.events import NewFact
from dutyroom.log.model import EntryKind, NewEntry
from tests.factories import a_sheet, a_slip

Sweep = Callable[[], int]


def test_a_real_alert_sounds_and_stands_before_any_drill(house: House, session: Session, clock: SetClock) -> None:
    worst = [NewFact("deaths", Decimal(40))]
    house.incidents.open_event(session, a_slip(clock), a_sheet(drill=True), worst)
    (drill,) = house.alert_reader.live(session)
    assert (drill.level, drill.subject.drill, drill.subject.number) == (Level.I, True, "演2026-001")
    assert what_sounds([drill]) == drill, "a drill is heard, or nothing is exercised"
    clock.advance(timedelta(minutes=1))
    house.incidents.open_event(session, a_slip(clock), a_sheet(), [NewFact("deaths", Decimal(3))])
    seen = house.alert_reader.live(session)
    assert [(one.level, one.subject.drill) for one in seen] == [(Level.III, False), (Level.I, True)]
    assert what_sounds(reversed(seen)) == seen[0]


def test_a_drill_at_which_nobody_works_any_more_raises_a_notice(
    house: House, session: Session, clock: SetClock, sweep: Sweep
) -> None:
    drill = house.incidents.open_event(session, a_slip(clock), a_sheet(drill=True)).incident

    def watched() -> list[timedelta]:
        board = house.alert_reader.due(session)
        return [one.left(clock.now()) for one in board.items if one.kind is DeadlineKind.DRILL_OPEN]

    assert watched() == [timedelta(hours=4)]
    clock.advance(timedelta(hours=3))
    house.log.add_entry(session, drill.id, NewEntry(EntryKind.TOLD, "已通知各参演单位"))
    assert watched() == [timedelta(hours=4)], "whoever writes an entry works at it"
    clock.advance(timedelta(hours=4, minutes=1))
    sweep()
    (notice,) = (one for one in house.alert_reader.live(session) if one.deadline_kind is DeadlineKind.DRILL_OPEN)
    assert (notice.level, notice.subject.drill) == (Level.NOTICE, True)
    house.incidents.add_facts(session, drill.id, [NewFact("deaths", Decimal(1))])
    assert watched() == [timedelta(hours=4)]
    assert house.alert_reader.live(session) == (), "the notice goes as soon as somebody works at it again"
    house.drills.end(session, drill.id, "演练结束")
    assert watched() == []
    house.log.reopen(session, drill.id, "补充演练")
    assert watched() == [timedelta(hours=4)], "reopened, it is watched anew"
