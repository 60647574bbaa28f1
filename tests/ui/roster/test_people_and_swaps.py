"""Who takes turns and how often; one's own duties; a swap from its request to the roster that follows it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from dutyroom.roster.model import DutyClass, Pool, SwapState
from tests.ui.desk.sitting import CTRL, Desk, Key
from tests.ui.roster.rostering import member, plan_in_force
from ui.actions import Act
from ui.roster.members_model import Column
from ui.roster.page import RosterPage, Tab
from ui.widgets.bar_mark import Bar
from ui.widgets.quiet_table import MARK_ROLE

TODAY = date(2026, 11, 21)


def page_of(desk: Desk, tab: Tab) -> RosterPage:
    desk.window.go_to(Act.GO_ROSTER)
    page = desk.window.pages.roster
    page.show_tab(tab)
    desk.settle()
    return page


@pytest.mark.req("R078")
def test_members_are_entered_compared_and_noted_as_absent(desk: Desk) -> None:
    file = plan_in_force(desk.house, desk.session)
    page = page_of(desk, Tab.PEOPLE)
    people = page.people
    model = people.model
    assert model.rowCount() == 18
    first = model.member(0)
    assert first is not None
    assert first.name == "陈予"
    shown = model.index(0, Column.TOTAL).data(MARK_ROLE)
    longest = max(counts[DutyClass.TOTAL] for counts in file.counts.values())
    assert shown == Bar(file.counts[first.id][DutyClass.TOTAL], longest)
    people.table.sortByColumn(Column.TOTAL, Qt.SortOrder.DescendingOrder)
    totals = [model.index(row, Column.TOTAL).data(MARK_ROLE).count for row in range(model.rowCount())]
    assert totals == sorted(totals, reverse=True)
    people.pool.choose(Pool.HEADS)
    assert {model.member(row).name for row in range(model.rowCount())} == {"沈望舒", "江怀远"}  # type: ignore[union-attr]
    people.pool.choose(None)
    people.pool.setCurrentIndex(0)

    people.add.click()
    desk.settle()
    form = desk.dialog()
    desk.say("丁听澜")
    form._pools[Pool.DUTY_ROOM].setChecked(True)
    form._newcomer.setText("2027-01-31")
    desk.press(Key.Key_Return, CTRL)
    marked = people.marked()
    assert marked is not None
    assert marked.name == "丁听澜"
    assert marked.newcomer_until == date(2027, 1, 31)
    assert page.message.text() == "Saved: 丁听澜"

    people.absences.click()
    desk.settle()
    form = desk.dialog()
    form._first.setText("2026-12-01")
    form._last.setText("2026-11-01")
    desk.press(Key.Key_Return, CTRL)
    assert form.message.isVisible()  # the last day lies before the first
    form._last.setText("2026-12-03")
    desk.press(Key.Key_Return, CTRL)
    row = model.place_of(marked.id)
    assert model.index(row, Column.ABSENT).data() == "Leave 12-01—12-03"


@pytest.mark.req("R035", "R072", "R077", "R079")
def test_own_duties_are_acknowledged_and_given_away_before_the_shift(desk: Desk) -> None:
    file = plan_in_force(desk.house, desk.session)
    page = page_of(desk, Tab.MINE)
    mine = page.mine
    own = [one for one in file.assignments if one.name == "陈予" and one.slot.date > TODAY]  # that of today is over
    assert mine.rows.rowCount() == len(own) > 0
    first = mine.rows.row(0)
    assert first is not None
    assert first.cells[0].startswith(own[0].slot.date.isoformat())
    assert "lead: " in first.cells[4]
    assert first.cells[5] == "not yet"
    mine.acknowledge.click()
    desk.settle()
    assert mine.rows.row(0).cells[5] == "yes"  # type: ignore[union-attr]
    assert not mine.acknowledge.isVisible()
    assert page.message.text() == "Noted: you have seen your duties."

    mine.table.selectRow(0)
    mine.swap.click()
    desk.settle()
    form = desk.dialog()
    assert form.duty.currentText().startswith(own[0].slot.date.isoformat())
    desk.press(Key.Key_Return, CTRL)
    assert "reason" in form.message.text()
    taken = ""
    form.reason.setText("市外参加培训")
    for place in range(form.substitute.count()):  # whoever would come off a night is refused, and said so
        form.substitute.setCurrentIndex(place)
        taken = str(form.substitute.currentData())
        desk.press(Key.Key_Return, CTRL)
        if not desk.dialogs():
            break
    swaps = page.swaps
    (swap,) = desk.house.roster.swaps(desk.session)
    assert (swap.slot, swap.substitute_id) == (own[0].slot, taken)
    assert swaps.rows.rowCount() == 1
    assert swaps.agree.isVisible()
    assert swaps.take_back.isVisible()
    swaps.agree.click()
    desk.settle()
    desk.dialog().reason.setText("电话同意")  # the substitute has no account here
    desk.press(Key.Key_Return, CTRL)
    assert desk.house.roster.swaps(desk.session)[0].state is SwapState.AGREED
    (now,) = [
        one
        for one in desk.house.roster.duties(desk.session, own[0].slot.date, own[0].slot.date)
        if one.slot == own[0].slot
    ]
    assert now.member_id == taken != member(desk.house, desk.session, "陈予").id
    assert swaps.rows.row(0).cells[0] == "Agreed"  # type: ignore[union-attr]
    assert not swaps.agree.isVisible()
    page.show_tab(Tab.MINE)
    desk.settle()
    assert mine.rows.rowCount() == len(own) - 1


@pytest.mark.req("R069")
def test_who_was_really_on_is_noted_beside_the_plan_counted_and_taken_back(desk: Desk) -> None:
    file = plan_in_force(desk.house, desk.session)
    page = page_of(desk, Tab.CALENDAR)
    month = page.month
    month.open_day(date(2026, 11, 22))
    assert not month.panel.note.isVisible()  # that day has not begun
    month.open_day(TODAY)
    month.panel.note.click()
    desk.settle()
    form = desk.dialog()
    planned = next(one for one in file.assignments if one.slot.date == TODAY and one.slot.turn.value == "night")
    texts = [form.duty.itemText(at) for at in range(form.duty.count())]
    assert [text.split("  ")[1] for text in texts][1] == planned.name
    form.duty.setCurrentIndex(1)
    assert form.who.currentText() == "Somebody else"
    form.person.setFocus()
    desk.say("没有此人")
    desk.press(Key.Key_Return, CTRL)
    assert form.message.text().startswith("Name somebody of the roster")
    form.person.clear()
    other = next(name for name in ("林一川", "周晓岚") if name != planned.name)
    desk.say(other)
    desk.press(Key.Key_Return, CTRL)
    assert form.message.isVisible()  # another name needs a reason
    form.reason.setText("原值班员急诊")
    desk.press(Key.Key_Return, CTRL)
    assert not desk.dialogs()
    assert page.message.text() == f"Noted: {other} was on. Ctrl+Z takes it back."
    assert f"Planned was {planned.name}." in month.panel.text()
    assert "Reason: 原值班员急诊." in month.panel.text()
    on = {one.slot: one for one in desk.house.roster.actual_on(desk.session, TODAY)}[planned.slot]
    assert (on.name, on.planned.name if on.planned else "") == (other, planned.name)

    month.wall.setFocus()
    desk.press(Key.Key_Z, CTRL)
    on = {one.slot: one for one in desk.house.roster.actual_on(desk.session, TODAY)}[planned.slot]
    assert (on.name, on.noted, on.reason) == (planned.name, True, "the last note is taken back")
    assert "As planned." in month.panel.text()

    month.panel.note.click()
    desk.settle()
    form = desk.dialog()
    form.duty.setCurrentIndex(1)
    form.who.setCurrentIndex(form.who.findData("nobody"))
    form.reason.setText("脱岗")
    desk.press(Key.Key_Return, CTRL)
    assert desk.house.roster.counts(desk.session, TODAY, TODAY).get(planned.member_id or "") is None
    assert "Nobody" in month.panel.text()
