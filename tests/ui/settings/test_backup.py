"""Backup and journal: long work goes on beside the desk, says how far it is, and can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, Place
from dutyroom.clock import SetClock
from dutyroom.journal.model import Break, Head, Verdict
from tests.factories import LOGIN, PASSWORD
from tests.ui.settings.test_accounts import may_enter
from ui.settings.backup import BackupSection
from ui.settings.journal import JournalSection
from ui.settings.long_work import LongWork, ProgressLine
from ui.settings.page import SectionName, SettingsPage


def backup_of(page: SettingsPage) -> BackupSection:
    section = page.section(SectionName.BACKUP)
    assert isinstance(section, BackupSection)
    section._workplace.settle()
    return section


def journal_of(page: SettingsPage) -> JournalSection:
    section = page.section(SectionName.JOURNAL)
    assert isinstance(section, JournalSection)
    section._workplace.settle()
    return section


def test_a_backup_opens_like_the_room_itself(qtbot: QtBot, page: SettingsPage, tmp_path: Path, clock: SetClock) -> None:
    section = backup_of(page)
    assert section._last.text() == "None yet."
    with qtbot.waitSignal(section.work.done):
        section.back_up_to(str(tmp_path))
    section._workplace.settle()
    copy = next(tmp_path.glob("dutyroom-*.dutyroom"))
    assert str(copy) in section.message.text()
    assert section._last.text() == "2026-11-21 20:38 by 陈予"
    assert may_enter(Place(copy), clock, LOGIN, PASSWORD).name == "陈予"


def test_a_backup_that_is_there_already_is_not_overwritten_and_another_can_be_made(
    qtbot: QtBot, page: SettingsPage, tmp_path: Path
) -> None:
    section = backup_of(page)
    known = tmp_path / "dutyroom-20261121-203800.dutyroom"
    known.write_text("the backup of this second")
    with qtbot.waitSignal(section.work.failed):
        section.back_up_to(str(tmp_path))
    assert "was not overwritten" in section.message.text()
    assert known.read_text() == "the backup of this second"
    assert section._go.isEnabled()


def test_long_work_is_stopped_by_its_button_and_leaves_no_thread(qtbot: QtBot) -> None:
    def endless(told: Callable[[int, int], None]) -> None:
        while True:
            told(1, 3)

    work = LongWork()
    line = ProgressLine(work, "Copying")
    qtbot.addWidget(line)
    with qtbot.waitSignal(work.progressed):
        line.begin()
        work.start(endless)
    assert line.isVisible()
    with qtbot.waitSignal(work.cancelled):
        line._stop.click()
    assert not work.is_running()
    assert not line.isVisible()


def test_a_duty_officer_is_told_who_makes_backups(officer_page: SettingsPage) -> None:
    section = backup_of(officer_page)
    assert not section._go.isVisible()


def test_the_auditor_reads_every_line_from_the_newest_to_the_first(
    qtbot: QtBot, house: House, session: Session, auditor_page: SettingsPage
) -> None:
    for _ in range(130):
        house.accounts.note_locked(session)
    section = journal_of(auditor_page)
    head = house.journal.head()
    assert head.short() in section._head.text()
    numbers = [int(row.key) for at in range(100) if (row := section._model.row(at))]
    assert numbers == list(range(head.seq, head.seq - 100, -1))
    section._more.click()
    section._workplace.settle()
    last = section._model.row(section._model.rowCount() - 1)
    assert last is not None
    assert last.key == "1"
    assert not section._more.isEnabled()


def test_the_whole_file_is_checked_and_the_page_says_so(qtbot: QtBot, auditor_page: SettingsPage) -> None:
    section = journal_of(auditor_page)
    with qtbot.waitSignal(section.work.done):
        section._check.click()
    assert section.message.text().startswith("The file is whole")
    assert section._check.isEnabled()


def test_a_broken_file_is_named_with_its_first_line_and_what_to_do(auditor_page: SettingsPage) -> None:
    section = journal_of(auditor_page)
    section._judged(Verdict(3, 9, Head(3, "a" * 64), Break("row_changed", seq=2, where="entries")))
    assert "a row was changed, first at line 2" in section.message.text()
    assert "entries" in section.message.text()
    assert "security administrator" in section.message.text()


@pytest.mark.req("R208")
def test_nobody_but_the_auditor_reads_the_journal(page: SettingsPage) -> None:
    section = journal_of(page)
    assert not section._table.isVisible()
    assert section._model.rowCount() == 0
