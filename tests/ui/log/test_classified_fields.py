"""The fields of a classified item are part of the slip from the first moment on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desk.sitting import Desk
from ui.log.classified_fields import ClassifiedFields
from ui.widgets.inline_message import InlineMessage


class Windows(QObject):
    """Notes which widgets were shown as windows of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what is shown."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def test_the_notice_stands_in_the_slip_and_is_never_a_window_of_its_own(
    desk: Desk, qapp: QApplication, qtbot: QtBot
) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    fields = ClassifiedFields(desk.window.workplace)
    qapp.removeEventFilter(windows)
    qtbot.addWidget(fields)
    notice = fields.findChild(InlineMessage)
    assert notice is not None
    assert "classified channel" in notice.text()
    assert windows.shown == []
