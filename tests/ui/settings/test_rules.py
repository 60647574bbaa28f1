"""The head of the duty room edits thresholds, chains and deadlines, tries them, and keeps each with a reason."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dutyroom.alerts.model import How, Level, Who
from dutyroom.bootstrap import House
from dutyroom.rulebook.model import RuleKind
from ui.settings.deadlines import DeadlinesSection
from ui.settings.escalation import EscalationSection
from ui.settings.page import SectionName, SettingsPage
from ui.settings.rule_dialogs import BackToDialog, SaveRulesDialog
from ui.settings.rule_section import RuleSection
from ui.settings.threshold_dialogs import AddConditionDialog, LocalPlanDialog
from ui.settings.thresholds import ThresholdsSection

S = TypeVar("S", bound=RuleSection)


def settle(section: RuleSection) -> None:
    for _round in range(3):
        section._workplace.settle()
        QApplication.processEvents()


def opened(page: SettingsPage, name: SectionName, kind: type[S]) -> S:
    section = page.section(name)
    assert isinstance(section, kind)
    settle(section)
    return section


def keep(section: RuleSection, reason: str) -> str:
    """Keep the draft and return what the dialog said would change."""
    section.keep.click()
    dialog = section.findChild(SaveRulesDialog)
    assert dialog is not None
    dialog.act()
    settle(section)
    assert "The reason is missing" in dialog.message.text()
    dialog.reason.setText(reason)
    words = "\n".join(label.text() for label in dialog.body.parentWidget().findChildren(type(dialog._why)))
    dialog.act()
    settle(section)
    return words


@pytest.mark.req("R037")
def test_a_lower_end_is_set_tried_and_kept_and_the_first_version_comes_back(
    qtbot: QtBot, page: SettingsPage, house: House
) -> None:
    section = opened(page, SectionName.THRESHOLDS, ThresholdsSection)
    assert section._state.text() == "Version 1 holds: the rules that came with the program"
    section.choose_type("fire")
    section.table.selectRow(section.rows.place("fire.III.deaths|deaths"))
    section.figures.cell("deaths").setText("2")
    assert (section.least.text(), section.outcome.text()) == ("3", "These figures: Ordinary")
    row = section.rows.row(section.table.currentIndex().row())
    assert row is not None
    assert row.cells[2:6] == ("3", "people", "3", "Read in an excerpt")
    section.least.setText("50")
    qtbot.mouseClick(section.put, Qt.MouseButton.LeftButton)
    settle(section)
    assert "Fire Considerable Deaths" in section.message.text(), "above the worse grade it does not hold together"
    assert not section.edited

    section.least.setText("2")
    qtbot.keyClick(section.least, Qt.Key.Key_Return)
    settle(section)
    assert section._state.text() == "2 changes, not kept yet"
    assert section.outcome.text() == "These figures: Considerable, by the rules that hold now: Ordinary"
    section.ask_condition()
    asked = section.findChild(AddConditionDialog)
    assert asked is not None
    asked.act()
    assert "Choose a figure" in asked.message.text()
    asked.words.setText("重点文物单位起火")
    asked.act()
    section.ask_plan()
    plan = section.findChild(LocalPlanDialog)
    assert plan is not None
    plan.plan.setText("云岭市火灾事故应急预案")
    plan.act()
    settle(section)
    assert section.rows.place("fire.I.local_words|") >= 0, "quick edits build on each other"
    words = keep(section, "云岭市火灾事故应急预案 2026 年修订")
    assert "Fire · Considerable · Deaths · from：3 → 2" in words
    assert house.books.grading().version == 2
    assert house.books.grading().types["fire"].local_plan == "云岭市火灾事故应急预案"
    assert "Version 2 holds, kept by 陈予" in section._state.text()

    section.versions.table.selectRow(1)
    section.versions.ask_again()
    back = section.versions.findChild(BackToDialog)
    assert back is not None
    back.reason.setText("修订稿未批准")
    back.act()
    settle(section)
    assert house.rules.versions(RuleKind.GRADING)[0].reason == "修订稿未批准"
    assert section.rows.place("fire.I.local_words|") == -1


@pytest.mark.req("R037", "R047")
def test_a_chain_is_changed_step_by_step_with_whom_it_would_call_at_three_in_the_morning(
    page: SettingsPage, house: House
) -> None:
    section = opened(page, SectionName.ESCALATION, EscalationSection)
    section.choose_level(Level.IV)
    settle(section)
    assert (section.rows.rowCount(), section._night.text()[:22]) == (4, "Raised at 11-22 03:00 ")
    first = section.calls.row(0)
    assert first is not None
    assert first.cells[:3] == ("03:00:00", "Officer on watch", "陈予")
    third = section.calls.row(2)
    assert third is not None
    assert third.cells[3] == "Nobody is on duty, falls to: Head of the duty room"

    section.table.selectRow(3)
    section.add.click()
    settle(section)
    section.table.selectRow(4)
    section.who.setCurrentIndex(section.who.findData(Who.MAYOR.value))
    section.wait.setValue(45)
    section.always.setChecked(True)
    section.put.click()
    settle(section)
    section.table.selectRow(4)
    section.fallback.setCurrentIndex(section.fallback.findData(Who.MAYOR.value))
    section.put.click()
    settle(section)
    assert "Ordinary step 5" in section.message.text(), "it would fall back to itself"
    section.table.selectRow(4)
    section.up.click()
    settle(section)
    section.progress.setValue(90)
    settle(section)
    assert "Called by phone" in keep(section, "市长要求直接报告")
    chain = house.books.escalation().chain(Level.IV)
    assert [(one.who, one.how) for one in chain.steps][3] == (Who.MAYOR, How.PHONE)
    assert (chain.version, chain.steps[3].always, chain.progress.total_seconds()) == (2, True, 5400)


@pytest.mark.req("R037", "R090")
def test_a_place_is_chosen_and_its_minutes_and_fixed_hours_are_edited(page: SettingsPage, house: House) -> None:
    section = opened(page, SectionName.DEADLINES, DeadlinesSection)
    assert section.profiles.currentText() == "National"
    section.profiles.setCurrentIndex(section.profiles.findData("henan"))
    section._profile_chosen(0)
    settle(section)
    section.table.selectRow(section.rows.place("henan.phone"))
    assert (section.ways.currentData(), section.value.text()) == ("within", "15")
    section.value.setText("soon")
    section.put_timing()
    assert section.message.text() == "Enter a whole number, or times of the day such as 08:00 17:00."
    section.value.setText("10")
    section.put_timing()
    settle(section)
    section.table.selectRow(section.rows.place("henan.follow_up_4"))
    assert section.value.text() == "08:00 17:00"
    section.value.setText("9:00、21:00")
    section.put_timing()
    settle(section)
    words = keep(section, "省厅规定")
    assert "chosen place：National → Henan" in words
    assert house.books.profile().id == "henan"
    assert house.books.profile().rules[0].timing.within == 10


def test_an_officer_reads_the_rules_and_changes_none(officer_page: SettingsPage) -> None:
    for name in (SectionName.THRESHOLDS, SectionName.ESCALATION, SectionName.DEADLINES):
        section = opened(officer_page, name, RuleSection)  # type: ignore[type-abstract]
        buttons = [section.put, section.keep, section.versions.again]  # type: ignore[attr-defined]
        assert not any(button.isVisible() for button in buttons)
