"""A plan on its way: drafted, changed by keys and by dragging, approved, made anew with a reason, told to everybody."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent

from dutyroom.roster.model import Absence, AbsenceKind, PlanState, Turn
from tests.ui.desk.sitting import CTRL, Desk, Key, OpenDesk
from tests.ui.roster.rostering import a_slot_of, draft, member, planner
from ui.actions import Act
from ui.roster.page import Tab
from ui.roster.plan_table import MIME
from ui.roster.planner_view import PlannerView

FIRST, LAST = date(2027, 1, 4), date(2027, 1, 10)


def planner_of(desk: Desk, plan_id: str = "") -> PlannerView:
    desk.window.go_to(Act.GO_ROSTER)
    page = desk.window.pages.roster
    page.show_tab(Tab.PLANNER)
    if plan_id:
        page.show_plan(plan_id)
    desk.settle()
    return page.planner


def name_in(view: PlannerView, day: date, turn: Turn) -> str:
    file = view.file()
    assert file is not None
    one = file.assignment(a_slot_of(file, day, turn))
    assert one is not None
    return one.name


@pytest.mark.req("R003", "R078")
def test_a_name_is_changed_by_its_initials_and_what_is_wrong_is_seen_at_once(desk: Desk) -> None:
    desk.house.roster.add_absence(
        desk.session, member(desk.house, desk.session, "林一川").id, Absence(FIRST, LAST, AbsenceKind.TRIP)
    )
    file = draft(desk.house, desk.session, FIRST, LAST)
    view = planner_of(desk, file.head.id)
    slot = a_slot_of(file, date(2027, 1, 6), Turn.NIGHT)
    before = name_in(view, slot.date, Turn.NIGHT)
    assert before != "林一川"
    assert view.conflicts.model.rowCount() == 0
    view.table.choose(slot)
    view.table.setFocus()
    desk.press(Key.Key_L)
    assert view.editor.isVisible()
    assert view.editor.text() == "l"
    desk.press(Key.Key_Y)
    (only,) = view.editor.offered()
    assert only.name == "林一川"
    desk.press(Key.Key_Return)
    assert name_in(view, slot.date, Turn.NIGHT) == "林一川"
    assert view.table.hasFocus()
    assert view.table.slot() == slot
    (sentence,) = view.conflicts.sentences()
    assert "01-06 Wed" in sentence
    assert "林一川 is absent on this day." in sentence
    assert "is absent" in str(view.model.index_of(slot).data(Qt.ItemDataRole.ToolTipRole))
    desk.press(Key.Key_Delete)
    assert name_in(view, slot.date, Turn.NIGHT) == ""
    assert view.model.index_of(slot).data() == "Nobody"
    assert "Nobody is on" in view.conflicts.sentences()[0]
    desk.press(Key.Key_Z, CTRL)
    desk.press(Key.Key_Z, CTRL)
    assert name_in(view, slot.date, Turn.NIGHT) == before
    assert view.conflicts.model.rowCount() == 0
    desk.press(Key.Key_Return)
    everybody = [choice.name for choice in view.editor.offered()]
    assert set(everybody) == {"陈予", "林一川", "周晓岚", "吴砚秋", "苏闻笛", "韩听雪"}
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_Escape)
    assert not view.editor.isVisible()
    assert desk.window.pages.current() is desk.window.pages.roster


def test_a_name_that_is_dragged_onto_another_changes_places_with_it(desk: Desk) -> None:
    file = draft(desk.house, desk.session, FIRST, LAST)
    view = planner_of(desk, file.head.id)
    one, other = a_slot_of(file, FIRST, Turn.DAY), a_slot_of(file, date(2027, 1, 8), Turn.NIGHT)
    names = name_in(view, FIRST, Turn.DAY), name_in(view, date(2027, 1, 8), Turn.NIGHT)
    data = QMimeData()
    data.setData(MIME, one.id.encode())
    where = QPointF(view.table.visualRect(view.model.index_of(other)).center())
    event = QDropEvent(where, Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    view.table.dropEvent(event)
    desk.settle()
    assert (name_in(view, date(2027, 1, 8), Turn.NIGHT), name_in(view, FIRST, Turn.DAY)) == names
    view.table.setFocus()
    desk.press(Key.Key_Z, CTRL)
    assert (name_in(view, FIRST, Turn.DAY), name_in(view, date(2027, 1, 8), Turn.NIGHT)) == names


@pytest.mark.req("R035", "R076", "R077")
def test_a_plan_goes_from_draft_over_approval_to_everybody_and_on_to_a_new_version(
    open_desk: OpenDesk, desk: Desk
) -> None:
    view = planner_of(desk)
    view.new_plan.click()
    desk.settle()
    dialog = desk.dialog()
    assert "Draft" not in dialog._title.text()
    dialog._first.setText("2027-01-04")
    dialog._last.setText("2027-01-10")
    dialog._title.setText("第四十八周值班表")
    desk.press(Key.Key_Return, CTRL)
    file = view.file()
    assert file is not None
    assert file.head.title == "第四十八周值班表"
    assert file.head.state is PlanState.DRAFT
    slot = a_slot_of(file, FIRST, Turn.DAY)
    view.acts.change(slot, None)
    desk.settle()
    assert not view.verbs.submit.isEnabled()  # nobody could approve it
    view.acts.submit()
    desk.settle()
    assert not view.verbs.approve.isVisible()  # the founder is no secretary-general
    view.verbs.recall.click()
    desk.settle()
    desk.dialog().reason.setText("先补白班")
    desk.press(Key.Key_Return, CTRL)
    assert view.file().head.state is PlanState.DRAFT  # type: ignore[union-attr]
    view.acts.submit()
    desk.settle()

    leader = open_desk(planner(desk.session))
    theirs = planner_of(leader, file.head.id)
    assert theirs.verbs.approve.isVisible()
    assert not theirs.verbs.approve.isEnabled()
    assert leader.window.pages.roster.tabs.tabText(Tab.PLANNER).endswith("· 1")  # it waits for them
    assert not desk.window.pages.roster.tabs.tabText(Tab.PLANNER).endswith("1")
    theirs.verbs.send_back.click()
    leader.settle()
    leader.dialog().reason.setText("白班缺人")
    leader.press(Key.Key_Return, CTRL)
    assert theirs.file().head.state is PlanState.DRAFT  # type: ignore[union-attr]
    assert "Sent back by 陈予: 白班缺人" in theirs._facts.text()
    theirs.history.click()
    leader.settle()
    steps = leader.dialog().rows
    assert steps.row(0).cells[2:] == ("Sent back", "白班缺人")
    assert [steps.row(at).cells[2] for at in (1, 2, 3)] == ["Submitted", "Taken back", "Submitted"]
    leader.dialog().accept()
    theirs.acts.undo()  # nothing was changed at this desk: nothing is taken back
    leader.settle()
    found = desk.house.roster.candidates(desk.session, file.head.id, slot)[0]
    theirs.acts.change(slot, found.member_id)
    leader.settle()
    theirs.acts.submit()
    leader.settle()
    theirs.verbs.approve.click()
    leader.settle()
    assert theirs.file().head.state is PlanState.APPROVED  # type: ignore[union-attr]
    assert not theirs.verbs.submit.isVisible()
    theirs.table.choose(slot)
    theirs.table.setFocus()
    leader.press(Key.Key_Delete)
    assert theirs.model.index_of(slot).data() != "Nobody"  # what is approved is frozen

    theirs.acts.show_notices()
    leader.settle()
    notices = leader.dialog()
    notices.tell_all.click()
    leader.settle()
    notices.table.selectRow(0)
    notices.noted.click()
    leader.settle()
    told = [notices.rows.row(at) for at in range(notices.rows.rowCount())]
    assert all(row is not None and "In person" in row.cells[1] for row in told)
    assert [row is not None and row.cells[2] == "not yet" for row in told].count(False) == 1
    notices.accept()
    leader.settle()
    assert theirs.file().head.state is PlanState.NOTIFIED  # type: ignore[union-attr]

    theirs.acts.revise()
    leader.press(Key.Key_Return, CTRL)
    assert leader.dialog().message.isVisible()  # no new version without its reason
    leader.dialog().reason.setText("周二会议保障")
    leader.press(Key.Key_Return, CTRL)
    assert theirs.file().head.version == 2  # type: ignore[union-attr]
    others = (one.slot for one in theirs.file().assignments if one.slot.turn is Turn.DAY and one.name != found.name)  # type: ignore[union-attr]
    theirs.acts.exchange(slot, next(others))
    leader.settle()
    theirs.verbs.differences.click()
    leader.settle()
    changed = leader.dialog().rows
    assert changed.rowCount() == 2
    assert changed.row(0).cells[:2] == ("2027-01-04 Mon", "Duty officer · Day")
    leader.dialog().accept()


def test_a_plan_of_an_unpublished_year_says_that_it_is_provisional(desk: Desk) -> None:
    file = draft(desk.house, desk.session, date(2027, 2, 5), date(2027, 2, 8), "春节值班安排表")
    view = planner_of(desk, file.head.id)
    assert "2027: not published yet" in view._facts.text()
    assert view.plans.count() == 2
    assert view.plans.itemText(0).startswith("春节值班安排表")  # what waits for somebody stands first
    desk.window.pages.roster.show_tab(Tab.CALENDAR)
    desk.settle()
    desk.window.pages.roster.month.go(3)
    desk.settle()
    assert desk.window.pages.roster.month._status.text() == "2027 Not published"
    assert desk.window.pages.roster.month._draft.text() == "Draft: 春节值班安排表"
