"""A desk that opens for the first time stands on its screen with its foot, where the buttons are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui import first_size
from ui.first_size import fits, least_size, open_in_first_size


@pytest.mark.parametrize(
    ("screen", "room"),
    [((1366, 768), False), ((1280, 1024), False), ((1366, 808), True), ((1920, 1080), True), ((3840, 2160), True)],
)
def test_a_screen_has_room_for_the_window_with_its_title_or_not(screen: tuple[int, int], room: bool) -> None:
    assert fits(QSize(*screen)) is room


def test_on_a_screen_without_room_the_window_takes_all_of_it_and_may_be_smaller_than_it_likes(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    screen = window.screen().availableSize()
    assert not fits(screen), "the imagined screen is a small one"
    open_in_first_size(window)
    assert not window.windowState() & Qt.WindowState.WindowMaximized
    assert least_size(window, QSize(1024, 680)) == QSize(1024, 680), "and no measure of anything"
    monkeypatch.setattr(first_size, "is_real", lambda: True)
    open_in_first_size(window)
    assert window.windowState() & Qt.WindowState.WindowMaximized
    assert least_size(window, QSize(1024, 680)).width() == screen.width()
