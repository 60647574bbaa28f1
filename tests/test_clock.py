"""Time comes from a clock that is handed in, in UTC, to the microsecond."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyroom.clock import SetClock, SystemClock, as_utc, from_micros, to_micros
from tests.factories import EVENING, SHANGHAI

MOMENTS = st.datetimes(
    min_value=datetime(1901, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(9990, 1, 1),  # noqa: DTZ001
    timezones=st.just(SHANGHAI),
)


@given(MOMENTS)
def test_a_moment_is_stored_and_read_back_exactly(moment: datetime) -> None:
    assert from_micros(to_micros(moment)) == as_utc(moment)
    assert from_micros(to_micros(moment)).tzinfo is UTC


@given(st.integers(-(2**52), 2**57))
def test_whole_microseconds_come_back_as_they_were(micros: int) -> None:
    assert to_micros(from_micros(micros)) == micros


@given(MOMENTS, MOMENTS)
def test_stored_moments_are_in_the_order_of_time(one: datetime, other: datetime) -> None:
    assert (to_micros(one) < to_micros(other)) == (one.astimezone(UTC) < other.astimezone(UTC))


def test_a_naive_moment_is_refused() -> None:
    naive = datetime(2026, 11, 21, 20, 38)  # noqa: DTZ001 - the mistake itself
    for careless in (as_utc, to_micros, SetClock, SetClock(EVENING).jump):
        with pytest.raises(ValueError, match="naive"):
            careless(naive)


def test_the_same_moment_in_two_zones_is_one_moment() -> None:
    there = EVENING.astimezone(timezone(timedelta(hours=-5)))
    assert as_utc(there) == as_utc(EVENING)
    assert to_micros(there) == to_micros(EVENING)


def test_the_set_clock_stands_advances_and_jumps() -> None:
    clock = SetClock(EVENING)
    assert (clock.now(), clock.now().tzinfo, clock.steady()) == (EVENING, UTC, 0.0)
    clock.advance(timedelta(minutes=2))
    assert (clock.now(), clock.steady()) == (EVENING + timedelta(minutes=2), 120.0)
    clock.jump(EVENING - timedelta(days=1))
    assert (clock.now(), clock.steady()) == (EVENING - timedelta(days=1), 120.0)


def test_the_clock_of_the_computer_speaks_utc_and_its_steady_count_never_runs_back() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    counts = [clock.steady() for _ in range(1000)]
    assert counts == sorted(counts)
