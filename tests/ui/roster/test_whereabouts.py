"""Where leaders are, on the screen: noted by pinyin, corrected, ended early; the desk names who has not told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel

from dutyroom.accounts.model import Right
from dutyroom.directory.model import Person, Unit, UnitKind
from dutyroom.roster.model import Post
from dutyroom.whereabouts.model import NewNotice, WhereaboutsKind
from tests.ui.desk.sitting import CTRL, Desk, Key, OpenDesk
from ui.actions import Act
from ui.desk.leader_line import LeaderLine
from ui.roster.page import Tab
from ui.roster.whereabouts_view import WhereaboutsView
from ui.theme import Tone

HOUR = timedelta(hours=1)


def leaders(desk: Desk, *names: str) -> dict[str, str]:
    """Enter leaders in the directory; return their identities by name."""
    unit = desk.house.directory.add_unit(desk.session, Unit(id="", name="市政府办公厅", kind=UnitKind.LEADERS))
    made = {}
    for name in names:
        person = Person(id="", unit_id=unit.id, name=name, post="主任", is_leader=True)
        made[name] = desk.house.directory.add_person(desk.session, person).id
    desk.settle()
    return made


def in_charge(desk: Desk) -> str:
    """Return the name of the leader in charge of this evening."""
    on = desk.house.roster.people_on(desk.clock.now()) or ()
    return next(member.name for post, member in on if post is Post.LEADER_IN_CHARGE and member is not None)


def view_of(desk: Desk) -> WhereaboutsView:
    desk.window.go_to(Act.GO_ROSTER)
    desk.window.pages.roster.show_tab(Tab.WHEREABOUTS)
    desk.settle()
    return desk.window.pages.roster.whereabouts


def cells(view: WhereaboutsView, row: int = 0) -> tuple[str, ...]:
    found = view.rows.row(row)
    assert found is not None
    return found.cells


@pytest.mark.req("R139")
def test_the_desk_says_who_leads_and_has_not_told_and_one_press_notes_it(desk: Desk) -> None:
    lead = in_charge(desk)
    leaders(desk, "沈望舒", "江怀远")
    line: LeaderLine = desk.window.pages.desk.leaders
    assert line.isVisible()
    assert lead in line.text()
    line.acted.emit()
    desk.settle()
    form = desk.dialog()
    assert form.person.text() == lead
    form.until.setText("11-22 1200")
    desk.say("家中")
    desk.press(Key.Key_Return, CTRL)
    assert desk.dialogs() == []
    view = desk.window.pages.roster.whereabouts
    assert cells(view) == (f"{lead} 主任", "Now", "In the city", "20:38 – Tomorrow 12:00", "家中", "", "")
    desk.window.go_to(Act.GO_DESK)
    desk.settle()
    assert line.isHidden()
    desk.clock.advance(16 * HOUR)  # Sunday, and the notice is over
    desk.window.pages.tick()
    desk.settle()
    assert not line.isHidden()  # the desk may have been locked meanwhile


@pytest.mark.req("R026", "R113")
def test_a_trip_is_noted_by_pinyin_with_its_deputy_corrected_and_ended_early(bare: None, desk: Desk) -> None:
    known = leaders(desk, "林秋实", "白露")
    assert not desk.window.pages.desk.leaders.isVisible()  # nobody has planned this day
    view = view_of(desk)
    assert view._stack.currentIndex() == 1
    view._empty.acted.emit()
    desk.settle()
    form = desk.dialog()
    desk.press(Key.Key_Return, CTRL)
    assert "whose" in form.message.text()
    form.person.setFocus()
    desk.write("lqs")
    form.person._popup.ask()
    desk.press(Key.Key_Return)
    assert form.person.person_id() == known["林秋实"]
    assert not form.deputy.isVisible()  # in the city nobody acts for them
    form.kind.setCurrentIndex(form.kind.findData(WhereaboutsKind.STANDING_DEPUTY))
    assert form.deputy.isVisible()
    assert not form.place.isVisible()
    form.kind.setCurrentIndex(form.kind.findData(WhereaboutsKind.TRIP))
    form.place.setText("省城")
    form.reach.setText("19900000041")
    desk.press(Key.Key_Return, CTRL)
    assert "No deputy is named" in form.message.text()
    form.deputy.setText("百露")
    desk.press(Key.Key_Return, CTRL)
    assert "does not know" in form.message.text()
    form.deputy.setText("")
    desk.press(Key.Key_Return, CTRL)  # asked about once
    if desk.dialogs():
        desk.press(Key.Key_Return, CTRL)
    first = view.rows.row(0)
    assert first is not None
    assert (first.cells[5:], first.tone) == (("199****0041", "nobody named"), Tone.WARNING)

    view.correct.click()
    desk.settle()
    form = desk.dialog()
    form.deputy.setText("白露")
    desk.press(Key.Key_Return, CTRL)
    assert "reason" in form.message.text()
    form.reason.setText("补记代管")
    desk.press(Key.Key_Return, CTRL)
    assert cells(view)[5:] == ("199****0041", "白露")
    assert view.past.rowCount() == 2
    notice = view.marked()
    assert notice is not None
    assert desk.house.whereabouts.reveal_reach(desk.session, notice.id, "急电") == "19900000041"
    view.reveal.click()
    desk.settle()
    shown = desk.dialog()
    desk.press(Key.Key_Return, CTRL)
    assert not shown.number.is_revealed()  # not without a reason
    shown.reason.setText("领导要求回电")
    desk.press(Key.Key_Return, CTRL)
    assert "19900000041" in [one.text() for one in shown.number.findChildren(QLabel)]
    shown.number.conceal()  # as after half a minute
    desk.settle()
    assert not desk.dialogs()

    desk.clock.advance(HOUR)
    view.back.click()
    desk.settle()
    desk.press(Key.Key_Return, CTRL)
    assert view._stack.currentIndex() == 1  # nobody is away any longer
    assert desk.house.whereabouts.absent_leaders(desk.session, desk.clock.now()) == ()


def test_readers_see_who_is_where_and_note_nothing(desk: Desk, open_desk: OpenDesk) -> None:
    known = leaders(desk, "林秋实")
    trip = NewNotice(
        person_id=known["林秋实"], kind=WhereaboutsKind.TRIP, since=desk.clock.now(), place="省城", reach="19900000041"
    )
    desk.house.whereabouts.note(desk.session, trip)
    reader = open_desk(replace(desk.session, rights=frozenset({Right.READ_LOG})))
    view = view_of(reader)
    assert {view.rows.row(row).key for row in range(view.rows.rowCount())} >= {f"missing:{in_charge(desk)}"}  # type: ignore[union-attr]
    view.table.selectRow(1)
    reader.settle()
    assert view.marked() is not None
    assert not any(button.isVisible() for button in (view.note, view.correct, view.back, view.take_back, view.reveal))
    assert view.past.rowCount() == 1
    reader.press(Key.Key_Return)
    assert reader.dialogs() == []
