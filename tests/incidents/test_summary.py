"""The summary of a year: what happened, against the same time of the year before, and no drill among it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.documents.model import MarkKind
from dutyroom.documents.xlsx import write_xlsx
from dutyroom.incidents.events import NewFact, SummaryPart
from dutyroom.incidents.model import EventClass, Grade
from dutyroom.incidents.summary import UNITS, Counted, summed
from dutyroom.papers import summary_sheet
from tests.factories import UNIT_NAME, a_sheet, a_slip


def of(day: date, unit: str = UNIT_NAME, grade: Grade | None = Grade.IV) -> Counted:
    return Counted(day, EventClass.ACCIDENT, grade, unit)


@pytest.mark.req("R014")
def test_a_year_that_is_not_over_is_held_against_the_same_days_of_the_year_before() -> None:
    days = (date(2026, 3, 1), date(2026, 11, 21), date(2025, 11, 21), date(2025, 11, 22), date(2025, 3, 1))
    found = summed([of(day) for day in (*days, date(2024, 12, 31))], 2026, date(2026, 11, 21))
    assert (found.total, found.before) == (2, 2), "the day after today of the year before is not compared"
    months = {one.key: (one.count, one.before) for one in found.tallies if one.part is SummaryPart.MONTH}
    assert (months["3"], months["11"], len(months)) == ((1, 1), (1, 1), 12)
    over = summed([of(day) for day in days], 2025, date(2026, 11, 21))
    assert (over.total, over.before, over.until) == (3, 0, date(2026, 1, 1)), "a year that is over is whole"
    leap = summed([of(date(2027, 2, 28)), of(date(2027, 3, 1))], 2028, date(2028, 2, 28))
    assert leap.before == 1, "up to the 28th, though this February goes on"
    for part in SummaryPart:
        assert sum(one.count for one in found.tallies if one.part is part) == found.total, "every part adds up"
    many = summed([of(date(2026, 5, 1), f"第{n}街道") for n in range(UNITS + 3)], 2026, date(2026, 12, 1))
    units = [one for one in many.tallies if one.part is SummaryPart.UNIT]
    assert (len(units), units[-1].key, units[-1].count) == (UNITS + 1, "…", 3)


@pytest.mark.req("R014")
def test_the_summary_counts_events_once_leaves_drills_apart_and_goes_out_as_a_sheet(
    house: House, session: Session, clock: SetClock, tmp_path: Path
) -> None:
    first = house.incidents.open_event(session, a_slip(clock), a_sheet(), [NewFact("deaths", Decimal(3))])
    clock.advance(timedelta(minutes=5))
    twin = house.incidents.open_event(session, a_slip(clock), a_sheet())
    house.incidents.join(session, first.incident.id, twin.incident.id, "同一起")
    withdrawn = house.incidents.open_event(session, a_slip(clock), a_sheet())
    house.log.withdraw(session, withdrawn.incident.id, "误登")
    house.incidents.open_event(session, a_slip(clock), a_sheet(drill=True), [NewFact("deaths", Decimal(30))])
    today = house.calendar.local_date(clock.now())
    real = house.event_summary.of_year(session, 2026, today)
    assert (real.total, real.before) == (1, 0)
    counted = {(one.part, one.key): one.count for one in real.tallies if one.count}
    assert counted == {
        (SummaryPart.GRADE, "III"): 1,
        (SummaryPart.EVENT_CLASS, "accident"): 1,
        (SummaryPart.UNIT, UNIT_NAME): 1,
        (SummaryPart.MONTH, "11"): 1,
    }
    drills = house.event_summary.of_year(session, 2026, today, drills=True)
    assert [one.key for one in drills.tallies if one.count and one.part is SummaryPart.GRADE] == ["I"]
    sheet = summary_sheet(house, session, 2026, drills=True)
    assert [mark.kind for mark in sheet.marks] == [MarkKind.DRILL]
    assert summary_sheet(house, session, 2026).marks == ()
    file = tmp_path / "summary.xlsx"
    write_xlsx(summary_sheet(house, session, 2026), file)
    cells = {str(cell) for row in load_workbook(file).active.iter_rows(values_only=True) for cell in row if cell}
    assert {"突发事件汇总", "按等级", "较大", UNIT_NAME, "11月"} <= cells
