"""The page of the roster at the real desk: who is on, why, whose turn, and what readers may not do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QPushButton

from dutyroom.accounts.model import Right
from dutyroom.roster.model import Turn
from tests.factories import SHANGHAI
from tests.ui.desk.sitting import CTRL, Desk, Key, OpenDesk
from tests.ui.roster.rostering import LAST, a_slot_of, plan_in_force
from ui import theme
from ui.actions import Act
from ui.roster.on_now import read_now
from ui.roster.page import RosterPage, Tab
from ui.theme import Tone

TODAY = date(2026, 11, 21)


def roster_of(desk: Desk) -> RosterPage:
    """Go to the roster with its key."""
    desk.press(Key.Key_4, CTRL)
    return desk.window.pages.roster


def strip(desk: Desk) -> str:
    return desk.window.strip.on_now.text()


def test_without_a_roster_nothing_alarms_and_the_page_says_how_to_begin(bare: None, desk: Desk) -> None:
    assert strip(desk) == "Night: 陈予"  # who has signed in
    page = roster_of(desk)
    begin = next(one for one in page.month.findChildren(QPushButton) if one.text() == "Go to “People”")
    assert begin.isVisible()
    begin.click()
    desk.settle()
    assert page.tabs.currentIndex() == Tab.PEOPLE
    shown = [one.text() for one in page.people.findChildren(QLabel) if one.isVisible()]
    assert "Nobody stands on the roster yet" in shown
    page.show_tab(Tab.PLANNER)
    desk.settle()
    assert "No plan has been made yet" in [one.text() for one in page.planner.findChildren(QLabel) if one.isVisible()]
    page.show_tab(Tab.SWAPS)
    desk.settle()
    assert not page.swaps.ask.isVisible()
    assert not page.message.isVisible()


@pytest.mark.req("R003", "R066", "R069")
def test_the_strip_names_who_is_on_who_leads_and_who_is_next(desk: Desk) -> None:
    file = plan_in_force(desk.house, desk.session)
    desk.settle()
    night, lead, following = (
        file.assignment(a_slot_of(file, day, turn, post))
        for day, turn, post in (
            (TODAY, Turn.NIGHT, "duty_officer"),
            (TODAY, Turn.WHOLE_DAY, "leader_in_charge"),
            (date(2026, 11, 22), Turn.DAY, "duty_officer"),
        )
    )
    assert night is not None
    assert lead is not None
    assert following is not None
    for words in (f"Night: {night.name}", f"Lead: {lead.name}", f"Next: {following.name}"):
        assert words in strip(desk), words
    assert "Signed in: 陈予" in desk.window.strip.on_now.toolTip()
    # the last night of the plan: nobody is next, and what no plan reaches alarms nobody
    desk.clock.jump(datetime.combine(LAST + timedelta(days=1), time(9), tzinfo=SHANGHAI))
    desk.window.tick()
    desk.settle()
    assert strip(desk) == "Day: 陈予"


@pytest.mark.req("R003", "R074")
def test_the_wall_is_walked_by_keys_and_a_day_says_why_each_of_them(desk: Desk) -> None:
    page = roster_of(desk)
    calendar = page.month.wall
    assert calendar.hasFocus()
    desk.press(Key.Key_PageDown)
    month = calendar.month()
    assert month is not None
    assert (month.year, month.month) == (2026, 12)
    desk.press(Key.Key_K)
    assert calendar.month().month == 11  # type: ignore[union-attr]
    assert calendar.day() == TODAY
    assert calendar.accessibleDescription().startswith("2026-11-21 Sat  十月十三\nRest day\nDay  ")
    desk.press(Key.Key_Return)
    words = page.month.panel.text()
    for said in ("2026-11-21 Sat", "Rest day", "in the rotation: Duty room", "Duties before this one"):
        assert said in words, said
    desk.press(Key.Key_Right)
    assert page.month.panel.day() == date(2026, 11, 22)
    page.month.panel.setFocus()
    desk.press(Key.Key_Escape)
    assert not page.month.panel.isVisible()
    assert calendar.hasFocus()
    desk.press(Key.Key_PageDown)
    desk.press(Key.Key_Home)
    assert calendar.month().month == 11  # type: ignore[union-attr]


@pytest.mark.req("R003", "R140")
def test_a_place_without_a_name_is_painted_in_the_danger_tone_with_its_word(desk: Desk) -> None:
    roster, session = desk.house.roster, desk.session
    draft = roster.draft(session, first=date(2027, 1, 4), last=date(2027, 1, 10), title="一月值班表")
    slot = a_slot_of(draft, date(2027, 1, 6), Turn.NIGHT)
    roster.change_slot(session, draft.head.id, slot, None)
    page = roster_of(desk)
    page.month.go(2)
    desk.settle()
    calendar = page.month.wall
    calendar.choose(slot.date)
    assert "Night  Nobody" in calendar.accessibleDescription()
    calendar.clearFocus()
    picture = calendar.grab().toImage()
    wanted = QColor(theme.current().danger.ground)

    def has_danger(day: date) -> bool:
        rect = calendar.cell_rect(day)
        places = ((x, y) for x in range(rect.left(), rect.right()) for y in range(rect.top(), rect.bottom()))
        return any(picture.pixelColor(x, y) == wanted for x, y in places)

    assert has_danger(slot.date)
    assert not has_danger(date(2027, 1, 7))
    assert page.month._status.text() == "2027 Not published"
    assert page.month._draft.text() == "Draft: 一月值班表"
    page.month.open_day(slot.date)
    assert "Nobody" in page.month.panel.text()


@pytest.mark.req("R003")
def test_the_strip_says_in_the_danger_tone_that_nobody_is_on(desk: Desk) -> None:
    on_now = desk.window.strip.on_now
    file = plan_in_force(desk.house, desk.session)
    now = read_now(desk.house, desk.session, desk.house.calendar.shift_at(desk.clock.now()))
    assert now.planned
    emptied = tuple(replace(one, member_id=None, name="") for one in now.on.now)
    on_now._show(replace(now, on=replace(now.on, now=emptied)))
    assert on_now.text().endswith("Nobody is on duty, Nobody leads")
    assert on_now._nobody.tone() is Tone.DANGER
    assert on_now._nobody.isVisible()
    desk.at_another_seat(lambda: desk.house.roster.revise(desk.session, file.head.id, "会议保障"))
    assert not on_now._nobody.isVisible()  # read again: somebody is on


def test_readers_see_everything_and_change_nothing(open_desk: OpenDesk, desk: Desk) -> None:
    file = plan_in_force(desk.house, desk.session)
    reader = open_desk(replace(desk.session, rights=frozenset({Right.READ_LOG})))
    reader.window.go_to(Act.GO_ROSTER)
    reader.settle()
    page = reader.window.pages.roster
    for tab in Tab:
        page.show_tab(tab)
        reader.settle()
    page.show_plan(file.head.id)
    reader.settle()
    hidden = (page.planner.new_plan, page.people.add, page.people.absences, page.people.change, page.month.print)
    assert not any(button.isVisible() for button in hidden)
    verbs = page.planner.verbs
    assert verbs.notices.isVisible()
    assert not any(
        one.isVisible() for one in (verbs.submit, verbs.approve, verbs.revise, verbs.withdraw, verbs.send_back)
    )
    page.planner.table.setFocus()
    reader.press(Key.Key_L)
    assert not page.planner.editor.isVisible()
