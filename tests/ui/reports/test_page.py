"""The register of reports: rows and counts by one set of conditions, far pages, sorting, copying, going to a number."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication

from dutyroom.reports.model import Gate, ReportFilter, ReportStage
from dutyroom.settings import COLUMNS
from tests.factories import a_sheet, a_slip
from tests.ui.desk.sitting import CTRL, Desk, Key
from ui.reports.page import ReportsPage
from ui.reports.report_model import PAGE, Column
from ui.reports.report_page import ReportFilePage
from ui.widgets.remembered import Remembered


def draft_many(desk: Desk, count: int) -> list[str]:
    """Draft the first reports of as many events; return their identities."""
    made = []
    for number in range(count):
        slip = a_slip(desk.clock, subject=f"第{number}处路面塌陷")
        event = desk.house.incidents.open_event(desk.session, slip, a_sheet())
        made.append(desk.house.reports.draft(desk.session, event.incident.id, ReportStage.FIRST).report.id)
        desk.clock.advance(timedelta(minutes=1))
    return made


def register_of(desk: Desk) -> ReportsPage:
    desk.press(Key.Key_R, CTRL)
    page = desk.window.pages.current()
    assert isinstance(page, ReportsPage)
    return page


@pytest.mark.req("R043", "R097")
def test_the_register_says_what_to_do_counts_as_it_lists_reaches_far_pages_and_goes_to_a_number(desk: Desk) -> None:
    page = register_of(desk)
    assert page.empty.isVisible()
    page.empty.acted.emit()
    assert desk.window.pages.current() is desk.window.pages.incidents
    desk.window.pages.incidents.sections.setCurrentIndex(1)
    assert desk.window.pages.current() is page
    made = draft_many(desk, 2 * PAGE + 8)
    desk.house.reports.submit(desk.session, made[3], 1)
    desk.clock.advance(timedelta(minutes=14))
    desk.settle()
    assert page.model.total() == len(made)
    chips = {key: chip.text() for bar in (page.state, page.kind) for key, chip in bar._chips.items()}
    assert (chips["draft"], chips["review"]) == (f"Draft {len(made) - 1}", "In review 1")
    assert chips["leaders"].endswith("1")

    assert page.model.report(len(made) - 1) is None, "a page that nobody looked at is not read"
    page.table.scrollToBottom()

    def last_is_read() -> bool:
        page.table.paint_now()
        desk.settle()
        last = page.model.report(len(made) - 1)
        return last is not None and last.number.endswith("0001")

    desk.qtbot.waitUntil(last_is_read)

    page.state._chips["review"].click()
    desk.settle()
    assert page.model.total() == 1
    waiting = page.model.data(page.model.index(0, Column.WAITING))
    assert waiting == "Review before leaders are told 00:14"
    desk.press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().split("\t")[Column.NUMBER] == "直报2026-0004"
    page.state._chips["review"].click()
    page.kind._chips["upward"].click()
    desk.settle()
    assert page.no_match.isVisible()
    page.kind._chips["upward"].click()
    desk.settle()
    page.table.horizontalHeader().sectionClicked.emit(Column.NUMBER)
    desk.settle()
    numbers = [str(page.model.data(page.model.index(row, Column.NUMBER))) for row in range(page.model.total())]
    assert numbers == sorted(numbers)
    assert page.model.report(len(made) - 1) is not None
    page.table.horizontalHeader().resizeSection(Column.NUMBER, 150)
    page.table.findChildren(Remembered)[0].keep_now()
    assert desk.workplace.seat.get(COLUMNS)

    page.number.setText("2026-4")
    page.number.returnPressed.emit()
    desk.settle()
    shown = desk.window.pages.current()
    assert isinstance(shown, ReportFilePage)
    assert shown.head.number.text() == "直报2026-0004"
    assert desk.house.report_reader.count(desk.session, ReportFilter(gate=Gate.LEADERS)) == 1
    desk.press(Key.Key_Escape)
    assert desk.window.pages.current() is page
