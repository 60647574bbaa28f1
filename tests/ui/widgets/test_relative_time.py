"""Times beside a row are short, and say which day where it is not today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from ui.widgets.relative_time import full_time, relative_time, span_text, standard_time

ZONE = ZoneInfo("Asia/Shanghai")
MINUS = "\N{MINUS SIGN}"
NOW = datetime(2026, 11, 21, 20, 38, 7, tzinfo=ZONE)


class Chinese(QTranslator):
    words = {"Yesterday {time}": "昨天 {time}", "Tomorrow {time}": "明天 {time}", "{days} d {time}": "{days} 天 {time}"}

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        return self.words.get(source) if context == "RelativeTime" else None


@pytest.fixture
def in_chinese(qapp: QApplication) -> Iterator[None]:
    translator = Chinese()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def at(month: int, day: int, hour: int = 8, minute: int = 5, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


def test_today_shows_the_hour_only() -> None:
    assert relative_time(at(11, 21), NOW, ZONE) == "08:05"


@pytest.mark.usefixtures("in_chinese")
def test_yesterday_and_tomorrow_are_named_in_chinese() -> None:
    assert relative_time(at(11, 20, 17, 30), NOW, ZONE) == "昨天 17:30"
    assert relative_time(at(11, 22, 9, 0), NOW, ZONE) == "明天 09:00"
    assert span_text(timedelta(days=2, hours=3, minutes=5)) == "2 天 03:05"


def test_yesterday_and_tomorrow_are_named_in_english() -> None:
    assert relative_time(at(11, 20, 17, 30), NOW, ZONE) == "Yesterday 17:30"
    assert relative_time(at(11, 22, 9, 0), NOW, ZONE) == "Tomorrow 09:00"


def test_older_days_show_their_date_and_other_years_theirs() -> None:
    assert relative_time(at(11, 19), NOW, ZONE) == "11-19 08:05"
    assert relative_time(at(11, 19, year=2025), NOW, ZONE) == "2025-11-19"
    assert relative_time(at(12, 31, 23, 0, year=2025), at(1, 1, 1, 0), ZONE) == "Yesterday 23:00"


def test_days_are_those_of_the_duty_room_and_not_of_greenwich() -> None:
    assert relative_time(datetime(2026, 11, 20, 23, 0, tzinfo=UTC), NOW, ZONE) == "07:00"


def test_hovering_shows_everything() -> None:
    assert full_time(NOW, ZONE) == "2026-11-21 20:38:07"
    assert standard_time(NOW, ZONE) == "2026-11-21 20:38"


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (timedelta(minutes=12), "00:12"),
        (timedelta(seconds=1), "00:01"),
        (timedelta(0), "00:00"),
        (timedelta(seconds=-59), "00:00"),
        (timedelta(minutes=-6, seconds=-30), MINUS + "00:06"),
        (timedelta(hours=11, minutes=22), "11:22"),
        (timedelta(days=2, hours=3, minutes=5), "2 d 03:05"),
        (timedelta(days=-1, minutes=-1), MINUS + "1 d 00:01"),
    ],
)
def test_the_time_left_counts_started_minutes_and_marks_what_is_over(span: timedelta, text: str) -> None:
    assert span_text(span) == text


def test_a_naive_moment_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="naive"):
        relative_time(datetime(2026, 11, 21), NOW, ZONE)  # noqa: DTZ001
