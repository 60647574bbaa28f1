"""Times typed in a hurry are understood, and nothing is guessed that is not a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.quick_time import Lean, read_time
from ui.widgets.relative_time import standard_time

ZONE = ZoneInfo("Asia/Shanghai")
SATURDAY_EVENING = datetime(2026, 11, 21, 20, 38, tzinfo=ZONE)
AFTER_MIDNIGHT = datetime(2026, 11, 22, 0, 20, tzinfo=ZONE)
SPAN = (datetime(2000, 1, 1), datetime(2090, 1, 1))  # noqa: DTZ001 - hypothesis wants them naive
NEW_YEAR = datetime(2027, 1, 1, 0, 20, tzinfo=ZONE)


def shown(text: str, now: datetime = SATURDAY_EVENING, lean: Lean = Lean.PAST) -> str | None:
    moment = read_time(text, now, ZONE, lean)
    return None if moment is None else standard_time(moment, ZONE)


@pytest.mark.parametrize(
    "text",
    [
        "0805",
        "805",
        "8:05",
        "08:05",
        "8：05",
        " 8:05 ",
        "8.05",
        "8点05",
        "8时05分",
        "今天8:05",
        "today 8:05",
        "\uff10\uff18\uff10\uff15",
    ],
)
def test_a_time_of_today_is_read_however_it_is_typed(text: str) -> None:
    assert shown(text) == "2026-11-21 08:05"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("昨天17:30", "2026-11-20 17:30"),
        ("昨天 1730", "2026-11-20 17:30"),
        ("昨晚23:50", "2026-11-20 23:50"),
        ("前天8点", "2026-11-19 08:00"),
        ("yesterday 17:30", "2026-11-20 17:30"),
        ("明天 0800", "2026-11-22 08:00"),
        ("后天8:00", "2026-11-23 08:00"),
        ("11-20 17:30", "2026-11-20 17:30"),
        ("11/20 1730", "2026-11-20 17:30"),
        ("11.20 17:30", "2026-11-20 17:30"),
        ("11月20日17:30", "2026-11-20 17:30"),
        ("11月20日 17时30分", "2026-11-20 17:30"),
        ("2025-11-20 17:30", "2025-11-20 17:30"),
        ("2025年11月20日17:30", "2025-11-20 17:30"),
        ("2026-11-20T17:30", "2026-11-20 17:30"),
        ("202611201730", "2026-11-20 17:30"),
        ("20261120 17:30", "2026-11-20 17:30"),
        ("+30", "2026-11-21 21:08"),
        ("+30分钟", "2026-11-21 21:08"),
        ("+2h", "2026-11-21 22:38"),
        ("+2小时", "2026-11-21 22:38"),
    ],
)
def test_other_days_are_read_too(text: str, moment: str) -> None:
    assert shown(text) == moment


def test_seconds_are_kept_where_they_were_typed() -> None:
    assert read_time("8:05:33", SATURDAY_EVENING, ZONE) == datetime(2026, 11, 21, 8, 5, 33, tzinfo=ZONE)


def test_what_happened_at_2350_was_yesterday_when_it_is_typed_after_midnight() -> None:
    assert shown("2350", AFTER_MIDNIGHT) == "2026-11-21 23:50"
    assert shown("2350", AFTER_MIDNIGHT, Lean.FUTURE) == "2026-11-22 23:50"
    assert shown("2350", AFTER_MIDNIGHT, Lean.NEAR) == "2026-11-22 23:50"


def test_a_wall_clock_some_minutes_ahead_does_not_make_it_yesterday() -> None:
    assert shown("2045") == "2026-11-21 20:45"


def test_what_is_due_at_8_is_tomorrow_when_it_is_typed_in_the_evening() -> None:
    assert shown("0800", SATURDAY_EVENING, Lean.FUTURE) == "2026-11-22 08:00"


def test_a_day_of_december_typed_at_new_year_lies_in_the_old_year() -> None:
    assert shown("12-31 23:50", NEW_YEAR) == "2026-12-31 23:50"
    assert shown("12-31 23:50", NEW_YEAR, Lean.FUTURE) == "2027-12-31 23:50"
    assert shown("1-2 8:00", datetime(2026, 12, 31, 20, tzinfo=ZONE), Lean.FUTURE) == "2027-01-02 08:00"


@pytest.mark.parametrize(
    "text", ["", "值班", "25:00", "8:61", "2460", "11-20", "昨天", "13-20 8:00", "2-30 8:00", "8:5:99", "1", "+", "-5"]
)
def test_what_names_no_moment_is_not_guessed(text: str) -> None:
    assert shown(text) is None


def test_a_naive_now_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="naive"):
        read_time("0805", datetime(2026, 11, 21, 20, 38), ZONE)  # noqa: DTZ001


@given(st.datetimes(*SPAN))
def test_what_the_field_shows_it_reads_again(moment: datetime) -> None:
    aware = moment.replace(second=0, microsecond=0, tzinfo=ZONE)
    assert read_time(standard_time(aware, ZONE), SATURDAY_EVENING, ZONE) == aware


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading(text: str) -> None:
    moment = read_time(text, SATURDAY_EVENING, ZONE)
    assert moment is None or moment.tzinfo is not None


@given(st.integers(0, 23), st.integers(0, 59), st.datetimes(*SPAN))
def test_a_time_alone_is_within_a_day_on_the_side_it_leans_to(hour: int, minute: int, now: datetime) -> None:
    here = now.replace(tzinfo=UTC)
    past = read_time(f"{hour:02d}{minute:02d}", here, ZONE, Lean.PAST)
    future = read_time(f"{hour:02d}{minute:02d}", here, ZONE, Lean.FUTURE)
    assert past is not None
    assert future is not None
    assert -timedelta(hours=1) <= here - past < timedelta(hours=24)
    assert -timedelta(hours=1) <= future - here < timedelta(hours=24)
