"""The summary of the year on the screen: numbers drawn as bars, drills apart, the sheet one button away."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.ui.desk.sitting import CTRL, Desk, Key
from tests.ui.incidents.test_page import add
from ui.incidents.summary_page import Column, SummaryPage
from ui.printing.preview import PreviewPage
from ui.widgets.bar_mark import Bar
from ui.widgets.quiet_table import MARK_ROLE


@pytest.mark.req("R014")
def test_a_year_is_drawn_against_the_year_before_and_its_sheet_is_one_button_away(desk: Desk) -> None:
    add(desk, "去年", 3)
    desk.clock.advance(timedelta(days=365))
    for subject, deaths in (("今年一", 3), ("今年二", 1)):
        add(desk, subject, deaths)
    add(desk, "演练", 40, drill=True)
    desk.press(Key.Key_5, CTRL)
    desk.window.pages.incidents.summary.click()
    desk.settle()
    page = desk.window.pages.current()
    assert isinstance(page, SummaryPage)
    assert page.total.text() == "2 events, 1 in the same time of the year before (+1)"

    def shown(name: str) -> tuple[object, object, object]:
        row = next(r for r in range(page.model.rowCount()) if page.model.index(r, Column.NAME).data() == name)
        this, before = (page.model.index(row, column).data(MARK_ROLE) for column in (Column.YEAR, Column.BEFORE))
        return this, before, page.model.index(row, Column.CHANGE).data()

    assert shown("Considerable") == (Bar(1, 1), Bar(1, 1), "0")
    assert shown("Accident") == (Bar(2, 2), Bar(1, 2), "+1")
    page.drills.click()
    desk.settle()
    assert shown("Extraordinary") == (Bar(1, 1), Bar(0, 1), "+1")
    assert page._drill.isVisible()
    page.drills.click()
    page.earlier.click()
    desk.settle()
    assert page.total.text().startswith("1 events, 0")
    page.paper.click()
    desk.settle()
    assert isinstance(desk.window.pages.current(), PreviewPage)
    desk.press(Key.Key_Escape)
    assert desk.window.pages.current() is page
    desk.press(Key.Key_Escape)
    assert desk.window.pages.current() is desk.window.pages.incidents
