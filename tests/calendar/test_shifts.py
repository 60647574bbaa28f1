from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dutyroom.calendar.model import DEFAULT_TIMES, HandoverChange, HandoverTimes, Season, Shift, ShiftPeriod
from dutyroom.calendar.shifts import next_handover, shift_at, shifts_between, shifts_of
from dutyroom.errors import Refused

SHANGHAI = ZoneInfo("Asia/Shanghai")
SUMMER_AND_WINTER = (Season(5, 1, time(18, 0)), Season(10, 1, time(17, 30)))
SEASONS = HandoverTimes((HandoverChange(date(2004, 1, 1), SUMMER_AND_WINTER),))
# Ordinary zones, half-hour changes of clocks, dates left out, and China's own summer time of 1986 to 1991.
ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu"]


def _local(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def _wall(period: ShiftPeriod, zone: ZoneInfo = SHANGHAI) -> tuple[str, str]:
    return (f"{period.start.astimezone(zone):%m-%d %H:%M}", f"{period.end.astimezone(zone):%m-%d %H:%M}")


@pytest.mark.req("R080")
@pytest.mark.parametrize(
    ("moment", "shift", "day", "wall"),
    [
        ("2026-11-21 07:59:59", Shift.NIGHT, date(2026, 11, 20), ("11-20 17:30", "11-21 08:00")),
        ("2026-11-21 08:00:00", Shift.DAY, date(2026, 11, 21), ("11-21 08:00", "11-21 17:30")),
        ("2026-11-21 17:29:59", Shift.DAY, date(2026, 11, 21), ("11-21 08:00", "11-21 17:30")),
        ("2026-11-21 17:30:00", Shift.NIGHT, date(2026, 11, 21), ("11-21 17:30", "11-22 08:00")),
        ("2026-11-22 00:00:00", Shift.NIGHT, date(2026, 11, 21), ("11-21 17:30", "11-22 08:00")),
        ("2026-12-31 23:59:59", Shift.NIGHT, date(2026, 12, 31), ("12-31 17:30", "01-01 08:00")),
    ],
)
def test_the_watch_changes_at_eight_and_at_the_close_of_day(
    moment: str, shift: Shift, day: date, wall: tuple[str, str]
) -> None:
    period = shift_at(_local(moment), SHANGHAI, DEFAULT_TIMES)
    assert (period.shift, period.date, _wall(period)) == (shift, day, wall)


@pytest.mark.req("R080")
@pytest.mark.parametrize(
    ("day", "close"),
    [
        (date(2026, 4, 30), "17:30"),
        (date(2026, 5, 1), "18:00"),
        (date(2026, 9, 30), "18:00"),
        (date(2026, 10, 1), "17:30"),
        (date(2027, 1, 1), "17:30"),
        (date(2003, 7, 1), "18:00"),  # before the first change its hours count already
    ],
)
def test_the_close_of_day_follows_the_season_every_year(day: date, close: str) -> None:
    day_shift, night_shift = shifts_of(day, SHANGHAI, SEASONS)
    assert f"{day_shift.end.astimezone(SHANGHAI):%H:%M}" == close
    assert day_shift.end == night_shift.start


def test_new_hours_count_from_their_date_and_leave_the_past_alone() -> None:
    later = HandoverChange(date(2026, 12, 1), (Season(1, 1, time(17, 0)),), morning=time(8, 30))
    times = HandoverTimes((later, *SEASONS.changes))
    assert [_wall(period) for period in shifts_of(date(2026, 11, 30), SHANGHAI, times)] == [
        ("11-30 08:00", "11-30 17:30"),
        ("11-30 17:30", "12-01 08:30"),
    ]
    assert [_wall(period) for period in shifts_of(date(2026, 12, 1), SHANGHAI, times)] == [
        ("12-01 08:30", "12-01 17:00"),
        ("12-01 17:00", "12-02 08:30"),
    ]


@pytest.mark.parametrize(
    ("morning", "close"), [("08:00", "08:00"), ("08:00", "11:00"), ("02:00", "23:00"), ("18:00", "08:00")]
)
def test_hours_that_leave_a_shift_too_short_are_refused(morning: str, close: str) -> None:
    with pytest.raises(Refused) as refusal:
        HandoverChange(date(2026, 1, 1), (Season(1, 1, time.fromisoformat(close)),), time.fromisoformat(morning))
    assert refusal.value.code == "calendar.handover_order"
    assert refusal.value.params == {"morning": morning, "close": close}


def test_hours_without_a_season_or_a_change_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="without a season"):
        HandoverChange(date(2026, 1, 1), ())
    with pytest.raises(ValueError, match="missing"):
        HandoverTimes(())


def test_the_next_handover_is_always_ahead() -> None:
    eight = _local("2026-11-21 08:00:00")
    assert next_handover(eight - timedelta(seconds=1), SHANGHAI, DEFAULT_TIMES) == eight
    assert next_handover(eight, SHANGHAI, DEFAULT_TIMES) == _local("2026-11-21 17:30:00")


def test_a_naive_moment_has_no_shift() -> None:
    with pytest.raises(ValueError, match="naive"):
        shift_at(datetime(2026, 11, 21, 8), SHANGHAI, DEFAULT_TIMES)  # noqa: DTZ001 - the mistake itself


def test_an_empty_span_has_no_shifts() -> None:
    moment = _local("2026-11-21 08:00:00")
    assert shifts_between(moment, moment, SHANGHAI, DEFAULT_TIMES) == ()
    assert shifts_between(moment, moment - timedelta(days=1), SHANGHAI, DEFAULT_TIMES) == ()


@pytest.mark.req("R003")
@settings(deadline=None, max_examples=40)
@given(zone_name=st.sampled_from(ZONES), year=st.integers(1986, 2037), times=st.sampled_from([DEFAULT_TIMES, SEASONS]))
@example(zone_name="Pacific/Apia", year=2011, times=DEFAULT_TIMES)
@example(zone_name="Asia/Shanghai", year=1986, times=SEASONS)
@example(zone_name="Europe/Berlin", year=2026, times=SEASONS)
def test_the_shifts_of_a_year_leave_no_hour_uncovered_and_none_twice(
    zone_name: str, year: int, times: HandoverTimes
) -> None:
    zone = ZoneInfo(zone_name)
    start, end = (
        datetime(year, 1, 1, tzinfo=zone).astimezone(UTC),
        datetime(year + 1, 1, 1, tzinfo=zone).astimezone(UTC),
    )
    shifts = shifts_between(start, end, zone, times)
    assert shifts[0].start <= start
    assert shifts[-1].end >= end
    for before, after in pairwise(shifts):
        assert before.end == after.start
        assert before.shift is not after.shift
        assert before.start < before.end
    assert all(period.start.utcoffset() == timedelta(0) for period in shifts)


@pytest.mark.req("R003")
@settings(deadline=None, max_examples=200)
@given(
    zone_name=st.sampled_from(ZONES),
    moment=st.datetimes(datetime(1986, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds
)
@example(zone_name="Europe/Berlin", moment=datetime(2026, 3, 29, 1, 30, tzinfo=UTC))
@example(zone_name="Pacific/Apia", moment=datetime(2011, 12, 30, 10, 0, tzinfo=UTC))
def test_any_moment_has_exactly_one_shift_and_its_handover_begins_the_next(zone_name: str, moment: datetime) -> None:
    zone = ZoneInfo(zone_name)
    period = shift_at(moment, zone, SEASONS)
    assert period.start <= moment < period.end
    following = shift_at(next_handover(moment, zone, SEASONS), zone, SEASONS)
    assert following.start == period.end
    assert shifts_between(moment, period.end + timedelta(seconds=1), zone, SEASONS) == (period, following)
    assert period in shifts_of(period.date, zone, SEASONS)


def test_the_night_of_a_change_of_clocks_is_an_hour_longer_or_shorter() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    lengths = {
        day: shifts_of(day, berlin, DEFAULT_TIMES)[1].end - shifts_of(day, berlin, DEFAULT_TIMES)[1].start
        for day in (date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 24))
    }
    assert [length / timedelta(hours=1) for length in lengths.values()] == [13.5, 14.5, 15.5]


def test_a_date_that_the_zone_leaves_out_has_no_shifts() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert shifts_of(date(2011, 12, 30), apia, DEFAULT_TIMES) == ()
    night = shifts_of(date(2011, 12, 29), apia, DEFAULT_TIMES)[1]
    assert night.end == shifts_of(date(2011, 12, 31), apia, DEFAULT_TIMES)[0].start
