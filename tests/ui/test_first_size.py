"""A desk that opens for the first time stands on its screen with its foot, where the buttons are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize

from ui.first_size import fills_screen

LEAST = QSize(1024, 680)


@pytest.mark.parametrize(
    ("screen", "filled"),
    [
        ((1366, 768), True),
        ((1366, 728), True),
        ((1280, 1024), True),
        ((1366, 808), False),
        ((1920, 1080), False),
        ((3840, 2160), False),
        ((800, 600), False),
    ],
)
def test_the_first_window_fills_a_screen_that_it_would_hang_over(screen: tuple[int, int], filled: bool) -> None:
    assert fills_screen(QSize(*screen), LEAST) is filled
