"""What is done from the people of the roster: a number is shown, the rules are changed, a list is taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from dutyroom.accounts.model import Right
from dutyroom.roster.model import AbsenceKind, Member, Pool, Turn
from tests.ui.desk.sitting import CTRL, Desk, Key
from tests.ui.roster.rostering import draft, member
from ui.actions import Act
from ui.roster.members_model import Column
from ui.roster.page import RosterPage, Tab


def people_page(desk: Desk) -> RosterPage:
    desk.window.go_to(Act.GO_ROSTER)
    page = desk.window.pages.roster
    page.show_tab(Tab.PEOPLE)
    desk.settle()
    return page


def mark(page: RosterPage, wanted: Member) -> None:
    page.people.table.selectRow(page.people.model.place_of(wanted.id))


@pytest.mark.req("R088")
def test_a_leaders_number_is_masked_and_shown_for_a_reason_that_the_journal_keeps(desk: Desk) -> None:
    roster = desk.house.roster
    leader = member(desk.house, desk.session, "顾承岳")
    leader = roster.save_member(desk.session, replace(leader, phone="19900000017", private_phone=True))
    page = people_page(desk)
    mark(page, member(desk.house, desk.session, "陈予"))
    assert not page.people.reveal.isVisible()
    mark(page, leader)
    row = page.people.table.currentIndex().row()
    assert page.people.model.index(row, Column.PHONE).data() == "199****0017"
    assert page.people.reveal.isVisible()
    page.people.reveal.click()
    desk.settle()
    shown = desk.dialog()
    desk.press(Key.Key_Return, CTRL)
    assert not shown.number.is_revealed()
    shown.reason.setText("突发事件，请示带班领导")
    desk.press(Key.Key_Return, CTRL)
    assert "19900000017" in [one.text() for one in shown.number.findChildren(QLabel)]
    last = desk.house.journal.newest(limit=1)[0]
    assert (last.act, last.subject) == ("number.revealed", leader.id)
    shown.number.conceal()  # as after half a minute
    desk.settle()
    assert not desk.dialogs()


def test_rules_are_changed_from_a_day_on_and_the_next_plan_follows_them(desk: Desk) -> None:
    page = people_page(desk)
    page.people.rules.trigger()
    desk.settle()
    form = desk.dialog()
    night = next(row for row in form.rows if row.rule.turn is Turn.NIGHT and row.rule.pool is Pool.DUTY_ROOM)
    night.seats.setValue(2)
    form.rest.setValue(3)
    desk.press(Key.Key_Return, CTRL)
    assert "why" in form.message.text()
    form.reason.setText("冬季防火，夜间双人值班")
    night.seats.setValue(0)
    form.begins.setText("2027-01-01")
    desk.press(Key.Key_Return, CTRL)
    assert "around the clock" in form.message.text()  # nobody would sit there at night
    night.seats.setValue(2)
    form.add.click()
    form.rows[-1].seats.setValue(0)  # thought better of it
    desk.press(Key.Key_Return, CTRL)
    assert page.message.text().startswith("Kept as version 2.")
    rules = desk.house.roster.rules(desk.session)
    assert (rules.rest_shifts, rules.source) == (3, "冬季防火，夜间双人值班")
    file = draft(desk.house, desk.session, date(2026, 12, 31), date(2027, 1, 2))
    nights = [one.slot.date for one in file.assignments if one.slot.turn is Turn.NIGHT]
    assert [nights.count(date(2026, 12, 31)), nights.count(date(2027, 1, 2))] == [1, 2]

    page.people.rules.trigger()
    desk.settle()
    again = desk.dialog()
    assert any("冬季防火" in words.text() for words in again.findChildren(QLabel))
    assert again.begins.text() == "2027-01-01"
    again.reject()


def test_whoever_may_not_change_the_rules_can_read_them(desk: Desk) -> None:
    page = people_page(desk)
    reading = replace(desk.session, rights=desk.session.rights - {Right.CHANGE_SETTINGS})
    desk.workplace.session = reading
    page.people.rules.trigger()
    desk.settle()
    form = desk.dialog()
    assert not form.ok.isVisible()
    assert not any(row.seats.isEnabled() for row in form.rows)
    named = {label.buddy() for label in form.findChildren(QLabel) if label.isVisible()}
    assert not {form.begins, form.reason} & named, "what cannot be asked is not named"
    form.reject()


LIST = """姓名,名单,科室,电话,新手至,不排夜班,请假
陈予,值班室,,010-55550101,,,2026-12-01—2026-12-05；出差2027-01-04
丁听澜,值班室,,010-55550102,2027-01-31,是,
叶知秋,市领导,,19900000023,,,
柳怀瑾,科长室,,,,,
"""


def test_a_list_of_people_is_taken_with_leave_and_exemptions_and_its_faults_are_named(
    desk: Desk, tmp_path: Path
) -> None:
    page = people_page(desk)
    people = page.people
    form = tmp_path / "人员表.xlsx"
    people.files.save(form)
    desk.settle()
    assert page.message.text() == f"Saved as {form}."
    people.files.read(form)
    desk.settle()
    assert "Begin on the line below" in page.message.text()  # nobody was filled in
    (tmp_path / "名单.csv").write_text(LIST, "utf-8")
    people.files.read(tmp_path / "名单.csv")
    desk.settle()
    shown = desk.dialog()
    assert [shown.rows.row(at).cells[0][:7] for at in range(shown.rows.rowCount())] == ["Cell B5"]
    desk.press(Key.Key_Return, CTRL)
    assert page.message.text() == "New people: 2; brought up to date: 1; absences noted: 3."
    known = member(desk.house, desk.session, "陈予")
    assert known.account_id == desk.session.account_id
    assert [one.kind for one in known.absences] == [AbsenceKind.LEAVE, AbsenceKind.TRIP]
    new = member(desk.house, desk.session, "丁听澜")
    assert (new.newcomer_until, new.absences[0].kind) == (date(2027, 1, 31), AbsenceKind.NO_NIGHTS)
    assert member(desk.house, desk.session, "叶知秋").phone == "199****0023"
    assert people.model.rowCount() == 20
    people.files.read(tmp_path / "名单.csv")
    desk.settle()
    desk.press(Key.Key_Return, CTRL)  # taken twice changes nothing
    assert page.message.text() == "New people: 0; brought up to date: 3; absences noted: 0."
    assert desk.house.verify().whole
