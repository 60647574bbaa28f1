"""The rosters on pages: on one where it fits, under a repeated header where not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dutyroom.calendar.rules import shipped_calendar
from dutyroom.documents.model import Table
from dutyroom.documents.roster_schedule import holiday_schedule, month_schedule
from tests.documents.rosters import holiday_facts, month_facts, ordinary_assignments, printing
from ui.printing.pages import Pages, pages_of
from ui.printing.pieces import Words

pytestmark = pytest.mark.usefixtures("qapp")


def lines_of(pages: Pages) -> set[str]:
    """Return what stands on the pages, cell by cell, where a cell takes no more lines than it was given."""
    found = set()
    for page in pages.items:
        for item in page:
            if isinstance(item, Words) and item.last - item.first <= item.box.layout.text().count("\u2028") + 1:
                found.add(item.box.layout.text())
    return found


@pytest.mark.parametrize("restricted", [False, True])
def test_each_holiday_of_two_years_stands_on_one_page_and_no_name_is_broken(restricted: bool) -> None:
    for year in (2026, 2027):
        for holiday in shipped_calendar().arrangement(year).holidays:
            sheet = holiday_schedule(printing(), holiday_facts(year, holiday.id), restricted=restricted)
            pages = pages_of(sheet)
            assert len(pages) == 1, sheet.title
            table = next(block for block in sheet.blocks if isinstance(block, Table))
            said = {
                "\u2028".join("".join(run.text for run in cell).split("\n")) for row in table.rows for cell in row.cells
            }
            assert said - {""} <= lines_of(pages), sheet.title


def test_ordinary_months_stand_on_one_page_and_three_months_repeat_the_header() -> None:
    for month in (3, 11, 12):
        assert len(pages_of(month_schedule(printing(), month_facts(2026, month)))) == 1
    facts = month_facts(2026, 11)
    days = shipped_calendar().days(facts.first, month_facts(2027, 1).last)
    spring = tuple(ordinary_assignments(facts.first, days[-1].date))
    pages = pages_of(month_schedule(printing(), replace(facts, days=days, assignments=spring)))
    assert len(pages) > 1
    for page in pages.items:
        assert any(isinstance(item, Words) and item.box.layout.text().startswith("日期") for item in page)
