"""The size in which a window opens on a computer that has not seen it before."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

WANTED = QSize(1366, 768)
_TITLE = 40  # what titles of windows take, at most


def open_in_first_size(window: QWidget) -> None:
    """Give a window that is not shown yet its first size; on a screen that it would hang over, all of the screen."""
    window.resize(WANTED)
    if fills_screen(window.screen().availableSize(), window.minimumSize()):
        window.setWindowState(Qt.WindowState.WindowMaximized)


def fills_screen(screen: QSize, least: QSize) -> bool:
    """Return whether a window with its title is too large for a screen with this room.

    On a screen that is smaller than the ``least`` the window can be, filling it would help nobody.
    """
    fits = WANTED.width() <= screen.width() and WANTED.height() + _TITLE <= screen.height()
    return not fits and least.width() <= screen.width() and least.height() <= screen.height()
