"""The papers of a plan from the screen: schedule, slip, changes; the form out and back; one's duties for a calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dutyroom.roster.model import Turn
from tests.ui.desk.sitting import CTRL, Desk, Key
from tests.ui.roster.rostering import LAST, a_slot_of, draft, plan_in_force
from ui.actions import Act
from ui.printing.preview import PreviewPage
from ui.roster.page import RosterPage, Tab


def roster_of(desk: Desk, tab: Tab) -> RosterPage:
    desk.window.go_to(Act.GO_ROSTER)
    page = desk.window.pages.roster
    page.show_tab(tab)
    desk.settle()
    return page


def title_of(desk: Desk) -> str:
    """Return what is previewed, and go back."""
    preview = desk.window.pages.current()
    assert isinstance(preview, PreviewPage)
    title = preview.pages().sheet.title
    desk.window.back()
    desk.settle()
    return title


@pytest.mark.req("R035", "R077")
def test_schedule_slip_and_changes_come_to_the_preview(desk: Desk) -> None:
    file = plan_in_force(desk.house, desk.session)
    page = roster_of(desk, Tab.CALENDAR)
    page.month.print.click()
    desk.settle()
    assert "duty roster" in title_of(desk)
    page.month.go(-3)
    desk.settle()
    assert not page.month.print.isEnabled()  # no plan reaches August
    page.show_tab(Tab.MINE)
    desk.settle()
    page.mine.slip.click()
    desk.settle()
    assert title_of(desk)
    desk.house.roster.revise(desk.session, file.head.id, "会议保障")
    page.show_tab(Tab.PLANNER)
    desk.settle()
    verbs = page.planner.verbs
    assert verbs.changes.isVisible()
    for entry in (verbs.schedule, verbs.restricted, verbs.slip, verbs.changes):
        entry.trigger()
        desk.settle()
        assert title_of(desk), entry.text()
        assert desk.window.pages.current() is page


@pytest.mark.req("R138")
def test_a_form_goes_out_and_comes_back_with_its_problem_named_by_cell(desk: Desk, tmp_path: Path) -> None:
    first, last = date(2027, 1, 4), date(2027, 1, 10)
    file = draft(desk.house, desk.session, first, last)
    page = roster_of(desk, Tab.PLANNER)
    page.show_plan(file.head.id)
    desk.settle()
    sheet = tmp_path / "form.xlsx"
    page.planner.files.save(sheet)
    desk.settle()
    assert page.message.text() == f"Saved as {sheet}."
    book = load_workbook(sheet)
    night = file.assignment(a_slot_of(file, first, Turn.NIGHT))
    assert night is not None
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    (there,) = [cell for cell in cells if cell.value == night.name][:1]
    there.value = "查无此人"
    book.save(sheet)
    page.planner.files.read(sheet)
    desk.settle()
    dialog = desk.dialog()
    (problem,) = [dialog.rows.row(at) for at in range(dialog.rows.rowCount())]
    assert problem.cells[0] == there.coordinate
    assert "查无此人" in problem.cells[1]
    desk.press(Key.Key_Return, CTRL)
    assert desk.dialogs() == []
    laid = page.planner.file()
    assert laid is not None
    assert laid.empty == ()  # the place of the unknown name keeps whoever stood there


def test_own_duties_are_written_for_a_calendar(desk: Desk, tmp_path: Path) -> None:
    page = roster_of(desk, Tab.MINE)
    own = page.mine
    shelf = own._shelf
    assert shelf.own is not None
    own.files._calendar_of = shelf.duties[0].plan_id, shelf.own.id
    own.files.save_calendar(tmp_path / "own.ics")
    desk.settle()
    text = (tmp_path / "own.ics").read_bytes().decode()
    assert text.count("BEGIN:VEVENT") >= len(shelf.duties)
    assert shelf.duties[-1].slot.date <= LAST
    assert page.message.text().startswith("Saved as ")
