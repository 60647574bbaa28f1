"""This seat: changes are kept at once and told to who applies them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

import dutyroom
from dutyroom.autostart import Autostart, Folders
from dutyroom.bootstrap import Place
from dutyroom.settings import COMPACT, LANGUAGE, TEXT_PERCENT, THEME, SeatSettings
from ui.settings.page import SectionName, SettingsPage
from ui.settings.seat import SeatSection
from ui.widgets.filter_bar import FilterBar


def chip(bar: FilterBar, key: str) -> QPushButton:
    return next(chip for chip in bar.findChildren(QPushButton) if chip.property("key") == key)


def test_a_look_is_written_at_once_and_asked_for(
    qtbot: QtBot, page: SettingsPage, seat: SeatSettings, tmp_path: Path
) -> None:
    section = page.section(SectionName.SEAT)
    assert isinstance(section, SeatSection)
    with qtbot.waitSignal(page.theme_chosen) as chosen:
        qtbot.mouseClick(chip(section._theme, "dark"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["dark"]
    with qtbot.waitSignal(page.theme_chosen):
        qtbot.mouseClick(chip(section._percent, "125"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.theme_chosen):
        qtbot.keyClick(section._compact, Qt.Key.Key_Space)
    read_again = SeatSettings(tmp_path / "seat.json")
    assert [read_again.get(option) for option in (THEME, TEXT_PERCENT, COMPACT)] == ["dark", "125", "yes"]


def test_a_language_is_kept_and_wanted_at_once(qtbot: QtBot, page: SettingsPage, seat: SeatSettings) -> None:
    section = page.section(SectionName.SEAT)
    assert isinstance(section, SeatSection)
    with qtbot.waitSignal(page.language_chosen) as chosen:
        qtbot.mouseClick(chip(section._language, "zh_CN"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["zh_CN"]
    assert seat.get(LANGUAGE) == "zh_CN"


def test_about_says_which_program_and_where_the_data_lie(page: SettingsPage, place: Place) -> None:
    section = page.section(SectionName.ABOUT)
    words = [label.text() for label in section.findChildren(QLabel)]
    assert dutyroom.__version__ in words
    assert str(place.data_file) in words
    assert any("must not hold" in word for word in words)


def test_the_desk_opens_by_itself_when_that_is_wanted_and_the_switch_tells_the_truth(
    qtbot: QtBot, seat: SeatSettings, tmp_path: Path
) -> None:
    folders = Folders(tmp_path / "config", tmp_path / "data")
    section = SeatSection(seat, Autostart(folders, ("/opt/dutyroom/dutyroom",), lambda _command: 0, windows=False))
    qtbot.addWidget(section)
    qtbot.keyClick(section._at_sign_in, Qt.Key.Key_Space)
    assert folders.autostart.is_file()
    qtbot.keyClick(section._at_sign_in, Qt.Key.Key_Space)
    assert not folders.autostart.exists()
    folders.autostart.parent.rmdir()
    folders.autostart.parent.write_text("in the way", "utf-8")
    qtbot.keyClick(section._at_sign_in, Qt.Key.Key_Space)
    assert not section._at_sign_in.isChecked()
    assert "system administrator" in section.message.text()
