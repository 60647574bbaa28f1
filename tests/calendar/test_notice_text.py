"""An arrangement written in the words of a notice, to be changed by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dutyroom.calendar.book import shipped_book
from dutyroom.calendar.model import ArrangementStatus
from dutyroom.calendar.notice import read_notice
from dutyroom.calendar.notice_text import notice_text
from dutyroom.calendar.rules import shipped_calendar


@pytest.mark.req("R073")
@pytest.mark.parametrize("year", range(2004, 2028))
def test_every_year_is_read_back_as_it_was_written(year: int) -> None:
    known = shipped_calendar().arrangement(year)
    read = read_notice(notice_text(known), shipped_book(), source=known.source)
    assert read.problems == ()
    assert read.arrangement == replace(known, status=ArrangementStatus.OFFICIAL)


def test_a_day_of_the_december_before_is_written_with_its_year() -> None:
    known = shipped_calendar().arrangement(2026)
    new_year = replace(known.holidays[0], make_up=(date(2025, 12, 28),), first=date(2025, 12, 31))
    text = notice_text(replace(known, holidays=(new_year, *known.holidays[1:])))
    assert "一、元旦：2025年12月31日（周三）至1月3日（周六）放假，共4天。2025年12月28日（周日）上班。" in text
    read = read_notice(text, shipped_book())
    assert read.arrangement is not None
    assert read.arrangement.holidays[0] == new_year
