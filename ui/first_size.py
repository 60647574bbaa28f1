"""The sizes of windows on the screen they stand on: the first one, the least, and no larger than there is room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

WANTED = QSize(1366, 768)
TITLE = 40  # what titles of windows take, at most
_IMAGINED = "offscreen"


def open_in_first_size(window: QWidget) -> None:
    """Give a window that is not shown yet its first size; on a screen that it would hang over, all of the screen."""
    window.resize(WANTED)
    if is_real() and not fits(window.screen().availableSize()):
        window.setWindowState(Qt.WindowState.WindowMaximized)


def least_size(window: QWidget, wanted: QSize) -> QSize:
    """Return the least size of ``window``: ``wanted``, or what its screen has room for (768 rows at 125 % are 614)."""
    if not is_real():
        return wanted
    return wanted.boundedTo(window.screen().availableSize() - QSize(0, TITLE))


def room_for(window: QWidget) -> QSize:
    """Return the largest size that ``window`` may have below a title on its screen, in logical pixels."""
    return window.screen().availableSize() - QSize(0, TITLE)


def is_real() -> bool:
    """Return whether there is a screen; one that Qt only imagines is no measure of anything."""
    return QGuiApplication.platformName() != _IMAGINED


def fits(screen: QSize) -> bool:
    """Return whether a window of the first size with its title finds room on ``screen``."""
    return WANTED.width() <= screen.width() and WANTED.height() + TITLE <= screen.height()
