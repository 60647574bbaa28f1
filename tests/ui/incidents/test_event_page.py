"""The page of an event: what is known and who says so, its grade and checks, and every key of a matter besides."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from dutyroom.accounts.model import Role
from dutyroom.alerts.model import DeadlineKind, DeadlineState
from dutyroom.incidents.events import CheckKind, CheckResult, EventFile, NewFact
from dutyroom.incidents.model import Grade
from dutyroom.log.model import EntryKind
from tests.factories import UNIT_NAME, a_sheet, a_slip, an_officer
from tests.ui.desk.sitting import CTRL, Desk, Key, OpenDesk
from ui.incidents.event_page import EventPage
from ui.incidents.fact_line import FactLine

POLICE = "市公安局"


def event_of(desk: Desk, deaths: int = 1, **changes: object) -> EventFile:
    slip = a_slip(desk.clock, subject="青云路两车相撞")
    return desk.house.incidents.open_event(
        desk.session, slip, a_sheet(**changes), [NewFact("deaths", Decimal(deaths), UNIT_NAME)]
    )


def look_at(desk: Desk, file: EventFile) -> EventPage:
    desk.window.open_matter(file.incident.id)
    desk.settle()
    page = desk.window.pages.current()
    assert isinstance(page, EventPage)
    return page


def texts(page: EventPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]


def told(desk: Desk, file: EventFile) -> EventFile:
    return desk.house.event_reader.file(desk.session, file.incident.id)


@pytest.mark.req("R007", "R046")
def test_figures_that_disagree_stand_side_by_side_and_the_worse_one_is_never_hidden(desk: Desk) -> None:
    file = event_of(desk)
    for number, said_by in ((3, POLICE), (2, UNIT_NAME)):
        desk.clock.advance(timedelta(minutes=5))
        desk.house.incidents.add_facts(desk.session, file.incident.id, [NewFact("deaths", Decimal(number), said_by)])
    page = look_at(desk, file)
    assert page.head.grade.accessibleName() == "Considerable III"
    assert page.head.confirmed.text() == "Not confirmed yet"
    assert page.head.age.text() == "00:10 ago"
    shown = texts(page)
    assert "3 people" in shown, "what counts is the worst that anybody says now"
    assert any(text.startswith(f"{POLICE} 3 people") and text.endswith("counts") for text in shown)
    assert any(text.startswith(f"{UNIT_NAME} 2 people") for text in shown)
    (line,) = page.findChildren(FactLine)
    assert line.accessibleName() == "1 → 3 → 2"
    ups = [point.y() for point in line.points()]
    assert ups[1] < ups[2] < ups[0], "it rose by two and fell by one"
    desk.press(Key.Key_A)
    dialog = desk.dialog()
    dialog.figures.cell("deaths").setText("12")
    dialog.said_by.setText("市应急管理局")
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_A)
    dialog = desk.dialog()
    assert dialog.figures.cell("deaths").text() == "12", "what was typed and not sent comes back"
    desk.save()
    assert page.head.grade.accessibleName() == "Major II"
    assert told(desk, file).figures()[0].latest.said_by == "市应急管理局"
    page.findChildren(QToolButton)[-1].click()
    dialog = desk.dialog()
    assert "12" in dialog.fact.currentText()
    desk.save()
    assert "reason" in dialog.message.text()
    dialog.reason.setText("听错")
    desk.save()
    assert page.head.grade.accessibleName() == "Considerable III"
    struck = [one for one in page.findChildren(QLabel) if one.isVisible() and one.font().strikeOut()]
    assert ["12" in label.text() for label in struck] == [True], "it stays in sight, struck through"


@pytest.mark.req("R041", "R095")
def test_a_person_decides_the_grade_and_verifies_with_whom(desk: Desk) -> None:
    file = event_of(desk, deaths=3)
    page = look_at(desk, file)
    desk.press(Key.Key_G)
    desk.save()
    assert page.head.confirmed.text() == "Confirmed"
    desk.press(Key.Key_G)
    dialog = desk.dialog()
    dialog.grade.setCurrentIndex(dialog.grade.findData("II"))
    desk.save()
    assert "reason" in dialog.message.text()
    dialog.reason.setText("被困人员多，从重")
    desk.save()
    assert told(desk, file).incident.grade is Grade.II
    assert page.head.confirmed.text() == "Decided: Major, suggested: Considerable"
    assert any("被困人员多，从重" in text for text in texts(page))
    desk.press(Key.Key_V)
    dialog = desk.dialog()
    dialog.words.setPlainText("人数待查")
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_V)
    dialog = desk.dialog()
    assert dialog.words.toPlainText() == "人数待查", "what was typed and not sent comes back"
    desk.save()
    assert "with whom" in dialog.message.text()
    dialog.with_whom.setText(POLICE)
    dialog.outcome.choose(CheckResult.UNCLEAR)
    desk.save()
    (check,) = told(desk, file).checks
    assert (check.kind, check.result, check.with_whom) == (CheckKind.VERIFICATION, CheckResult.UNCLEAR, POLICE)
    assert any("Still unclear" in text and POLICE in text for text in texts(page))
    assert page.rows()[-1].entry.kind is EntryKind.VERIFIED, "the timeline says it too"


@pytest.mark.req("R090")
def test_a_report_that_went_out_is_noted_by_one_key_and_meets_its_deadline(desk: Desk) -> None:
    file = event_of(desk, deaths=3)
    page = look_at(desk, file)

    def running() -> set[DeadlineKind]:
        every = desk.house.alert_reader.deadlines_of(desk.session, file.incident.id)
        return {one.kind for one in every if one.state is DeadlineState.RUNNING}

    assert DeadlineKind.PHONE in running()
    desk.press(Key.Key_P)
    dialog = desk.dialog()
    desk.save()
    assert "to whom" in dialog.message.text()
    dialog.to.setText("市委总值班室")
    desk.save()
    assert DeadlineKind.PHONE not in running()
    assert any("电话报告：市委总值班室" in text for text in texts(page))


@pytest.mark.req("R254")
def test_not_reporting_is_decided_with_a_reason_and_counts_when_somebody_else_agrees(
    desk: Desk, open_desk: OpenDesk
) -> None:
    file, grave = event_of(desk), event_of(desk, deaths=3)
    page = look_at(desk, grave)
    desk.press(Key.Key_R)
    assert desk.dialogs() == [], "what has to be reported cannot be kept back"
    page = look_at(desk, file)
    desk.press(Key.Key_R)
    desk.say("轻微事故，已处置完毕")
    desk.save()
    assert any("Not valid yet" in text for text in texts(page))
    leader = desk.house.accounts.sign_in(an_officer(desk.house, desk.session, "林远航", Role.SECRETARY_GENERAL).id)
    desk.leave()
    other = open_desk(leader)
    page = look_at(other, file)
    other.press(Key.Key_R)
    assert "轻微事故" in "".join(label.text() for label in other.dialog().findChildren(QLabel))
    other.save()
    decision = told(other, file).incident.no_report
    assert decision is not None
    assert decision.valid
    assert any("Agreed by 林远航" in text for text in texts(page))


def test_every_key_of_a_matter_works_on_the_page_and_a_joined_matter_can_be_named(desk: Desk) -> None:
    file = event_of(desk)
    other = desk.log(subject="市民反映青云路车祸")
    page = look_at(desk, file)
    assert not any(
        button.text().startswith("Event file") for button in page.findChildren(QPushButton) if button.isVisible()
    )
    desk.press(Key.Key_N)
    desk.say("已通知交警支队")
    desk.save()
    assert page.rows()[-1].text() == "已通知交警支队"
    page.rows()[-1].setFocus()
    desk.press(Key.Key_J)
    dialog = desk.dialog()
    dialog.number.setText("2026-9999")
    dialog.reason.setText("同一路口")
    desk.save()
    assert dialog.message.isVisible()
    dialog.number.setText(other.matter.number)
    desk.save()
    assert told(desk, file).joined() == (other.matter.id,)
    assert any(other.matter.number in button.text() for button in page.joined.findChildren(QPushButton))
    desk.press(Key.Key_S)
    dialog = desk.dialog()
    dialog.fields.place.setText("青云路17号门前")
    desk.save()
    assert "青云路17号门前" in texts(page)
    assert "由“青云路与滨河街路口”改为" in page.rows()[-1].text()
    desk.press(Key.Key_C)
    desk.say("现场清理完毕")
    desk.press(Key.Key_Return, CTRL)
    assert not told(desk, file).incident.open
    desk.press(Key.Key_Escape)
    assert not isinstance(desk.window.pages.current(), EventPage)


@pytest.mark.req("R245")
def test_the_rules_answer_while_facts_are_added_and_count_what_stands_already(desk: Desk) -> None:
    page = look_at(desk, event_of(desk, deaths=2))
    page.add_facts()
    desk.settle()
    dialog = desk.dialog()
    shown = dialog.suggestion
    assert shown.grade.accessibleName() == "Ordinary IV"
    assert shown.raises.text().splitlines()[0] == "1 more dead makes it Considerable"
    dialog.figures.cell("deaths").setText("3")
    assert shown.grade.accessibleName() == "Considerable III"
    dialog.figures.cell("deaths").setText("1")
    assert not shown.grade.accessibleName().endswith("III"), "the same source takes its own word back"
    dialog.said_by.setText(POLICE)
    assert "1 more dead makes it Considerable" in shown.raises.text(), "another source hides no worse figure"
    dialog.figures.cell("deaths").setText("30")
    assert shown.grade.accessibleName().endswith(" I")
    dialog.act()
    desk.settle()
    view = page.view()
    assert view is not None
    assert view.file.incident.suggested is Grade.I
