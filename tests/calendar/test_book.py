from __future__ import annotations

from datetime import date

import pytest

from dutyroom.calendar.book import shipped_book
from dutyroom.calendar.checks import faults
from dutyroom.calendar.model import ArrangementStatus


def test_each_text_of_the_law_gives_the_days_it_promises() -> None:
    totals = {law.from_year: (law.total_days, sum(rule.days for rule in law.rules)) for law in shipped_book().laws}
    assert totals == {2004: (10, 10), 2008: (11, 11), 2014: (11, 11), 2025: (13, 13)}


@pytest.mark.parametrize(("year", "first"), [(2007, 2004), (2008, 2008), (2013, 2008), (2014, 2014), (2060, 2025)])
def test_a_year_goes_by_the_text_in_force(year: int, first: int) -> None:
    assert shipped_book().law_of(year).from_year == first


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2007, (date(2007, 2, 18), date(2007, 2, 19), date(2007, 2, 20))),
        (2008, (date(2008, 2, 6), date(2008, 2, 7), date(2008, 2, 8))),
        (2014, (date(2014, 1, 31), date(2014, 2, 1), date(2014, 2, 2))),
        (2025, (date(2025, 1, 28), date(2025, 1, 29), date(2025, 1, 30), date(2025, 1, 31))),
    ],
)
def test_spring_festival_follows_the_law_of_its_time(year: int, days: tuple[date, ...]) -> None:
    assert shipped_book().statutory_days(year)["spring_festival"] == days


# Made by hand from printed calendars, not by this program.
BY_HAND = {
    2027: {
        "new_year": ["01-01"],
        "spring_festival": ["02-05", "02-06", "02-07", "02-08"],
        "qingming": ["04-05"],
        "labour_day": ["05-01", "05-02"],
        "dragon_boat": ["06-09"],
        "mid_autumn": ["09-15"],
        "national_day": ["10-01", "10-02", "10-03"],
    },
    2028: {
        "new_year": ["01-01"],
        "spring_festival": ["01-25", "01-26", "01-27", "01-28"],
        "qingming": ["04-04"],
        "labour_day": ["05-01", "05-02"],
        "dragon_boat": ["05-28"],
        "mid_autumn": ["10-03"],
        "national_day": ["10-01", "10-02", "10-03"],
    },
}


@pytest.mark.parametrize("year", BY_HAND)
def test_the_statutory_days_of_coming_years_are_those_of_a_list_made_by_hand(year: int) -> None:
    days = {id_: [f"{day:%m-%d}" for day in dates] for id_, dates in shipped_book().statutory_days(year).items()}
    assert days == BY_HAND[year]


@pytest.mark.req("R073")
@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_shipped_arrangements_agree_with_the_law_of_their_year(year: int) -> None:
    book = shipped_book()
    arrangement = book.arrangements[year]
    assert arrangement.status is ArrangementStatus.OFFICIAL
    assert arrangement.source
    assert faults(arrangement, book) == ()
    shipped = sorted(day for holiday in arrangement.holidays for day in holiday.statutory)
    assert shipped == sorted(day for days in book.statutory_days(year).values() for day in days)


def test_every_holiday_has_its_chinese_and_english_name() -> None:
    names = shipped_book().names
    assert all(name.zh and name.en for name in names.values())
    assert {rule.holiday_id for law in shipped_book().laws for rule in law.rules} <= names.keys()
