"""Copies by themselves: where they go and how many stay is chosen in the settings."""

from __future__ import annotations

from pathlib import Path

from dutyroom.bootstrap import House
from dutyroom.settings import BACKUP_DAILY, BACKUP_FOLDER, BACKUP_HOURLY
from tests.ui.settings.test_backup import backup_of
from ui.copies import keeping_rule
from ui.settings.page import SettingsPage


def test_a_place_is_chosen_with_how_many_copies_stay_and_the_journal_says_who_did(
    page: SettingsPage, tmp_path: Path, house: House
) -> None:
    section = backup_of(page)
    second = section.second
    assert second._folder.text() == "None: copies are made by hand only."
    assert second._newest.text() == "None yet."
    second.take(str(house.place.data_file.parent))
    assert "Choose one on another disk" in section.message.text()
    second.take(str(tmp_path / "stick"))
    second._hourly.setValue(5)
    second._daily.setValue(7)
    section._workplace.settle()
    rule = keeping_rule(section._workplace.seat)
    assert rule is not None
    assert (rule.folder, rule.hourly, rule.daily) == (tmp_path / "stick", 5, 7)
    assert second._newest.text() == "None yet."
    assert [line.subject for line in house.journal.newest(limit=3)] == [
        option.name for option in (BACKUP_DAILY, BACKUP_HOURLY, BACKUP_FOLDER)
    ]
    second.take_none()
    assert keeping_rule(section._workplace.seat) is None
