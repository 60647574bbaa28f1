"""Whatever the pace and the hour, a task is due ahead, chased before it is due, and counted in working days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyroom.calendar.model import DEFAULT_TIMES, HandoverTimes, WorkingDay
from dutyroom.calendar.rules import shipped_calendar
from dutyroom.calendar.working_days import add_working_days, working_days_between
from dutyroom.instructions.book import shipped_rules
from dutyroom.instructions.model import Pace
from dutyroom.instructions.rules import reckon


class Days:
    """The shipped calendar with the usual hours, in some zone."""

    def __init__(self, zone: str) -> None:
        self.zone: ZoneInfo = ZoneInfo(zone)
        self.times: HandoverTimes = DEFAULT_TIMES

    def add_working_days(self, day: date, count: int) -> WorkingDay:
        return add_working_days(shipped_calendar(), day, count)


moments = st.integers(0, 4 * 365 * 24 * 3600 - 60 * 24 * 3600).map(
    lambda second: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
)
midnight = st.integers(0, 1000).map(lambda day: datetime(2024, 1, 1, 15, 59, 30, tzinfo=UTC) + timedelta(days=day))
zones = st.sampled_from(["Asia/Shanghai", "Asia/Urumqi", "Europe/Berlin"])


@pytest.mark.req("R121", "R123")
@given(set_at=moments | midnight, zone=zones, pace=st.sampled_from([Pace.URGENT, Pace.URGENT_SPECIAL, Pace.ORDINARY]))
def test_a_pace_is_counted_in_working_days_and_chased_in_time(set_at: datetime, zone: str, pace: Pace) -> None:
    days = Days(zone)
    found = reckon(shipped_rules(), days, pace, set_at, None)
    set_on, due_on = set_at.astimezone(days.zone).date(), found.due_at.astimezone(days.zone).date()
    counted = shipped_rules().working_days[pace]
    assert working_days_between(shipped_calendar(), set_on, due_on).days == counted
    assert set_at < found.chase_on_day_at < found.due_at
    assert found.chase_on_day_at.astimezone(days.zone).date() == due_on
    if found.chase_before_at is not None:
        before = found.chase_before_at.astimezone(days.zone).date()
        assert working_days_between(shipped_calendar(), before, due_on).days == 2
        assert set_at < found.chase_before_at < found.chase_on_day_at


@given(set_at=moments, ahead=st.timedeltas(timedelta(minutes=1), timedelta(days=60)))
def test_an_ordered_time_stays_as_it_was_ordered_and_is_chased_before_it(set_at: datetime, ahead: timedelta) -> None:
    found = reckon(shipped_rules(), Days("Asia/Shanghai"), Pace.ORDERED, set_at, set_at + ahead)
    assert found.due_at == set_at + ahead
    assert set_at < found.chase_on_day_at < found.due_at
    assert found.chase_before_at is None or set_at < found.chase_before_at <= found.chase_on_day_at
