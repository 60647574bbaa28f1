"""A fresh process that opens the desk until its call slip has taken a letter, and prints when it was where.

``start_child.py HOW FOLDER KEY NOW ACCOUNT``: HOW is ``desk`` (opened with the data key, so that no time goes
into deriving it) or ``sign_in`` (a person types name and password; the key of the measured room is derived in a
millisecond). Moments are seconds of the steady clock, which parent and child share.
"""

from __future__ import annotations

import time

STAMPS = {"python": time.monotonic()}

import json
import sys
from datetime import datetime
from pathlib import Path

from main import prepare

prepare()

from ui.app import SEAT_FILE, App, make_application

STAMPS["imports"] = time.monotonic()

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from dutyroom.bootstrap import Place, open_house
from dutyroom.clock import ShiftedClock, SystemClock
from dutyroom.settings import SeatSettings


def press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    """Press a key on a widget."""
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text))


class Hand(QObject):
    """Signs in, asks for a slip as soon as the desk is there, types a letter into the field that has the focus."""

    def __init__(self, desk: App) -> None:
        super().__init__()
        self._desk = desk

    @Slot()
    def sign_in(self) -> None:
        """Type name and password."""
        login, password = self._desk.window.page().findChildren(QLineEdit)[:2]
        login.setText("chenyu")
        password.setText("Ab3-ling-yun")
        press(password, Qt.Key.Key_Return)
        self._wait_for_desk()

    @Slot()
    def _wait_for_desk(self) -> None:
        if self._desk.workplace is None:
            QTimer.singleShot(2, self._wait_for_desk)
        else:
            STAMPS["window"] = time.monotonic()
            self.ask_for_slip()

    @Slot()
    def ask_for_slip(self) -> None:
        """Open a call slip."""
        self._desk.window.forms.new_slip()
        STAMPS["slip"] = time.monotonic()
        QTimer.singleShot(0, self._type)

    @Slot()
    def _type(self) -> None:
        field = self._desk.window.focusWidget()
        press(field, Qt.Key.Key_S, "s")
        if not isinstance(field, QLineEdit) or field.text() != "s":
            raise SystemExit(f"the letter did not arrive: {field}")
        STAMPS["letter"] = time.monotonic()
        QTimer.singleShot(0, self._leave)

    @Slot()
    def _leave(self) -> None:
        STAMPS["shown"] = time.monotonic()
        self._desk.window.slips.forms()[0].keeper.drop()
        self._desk.workplace.settle()
        STAMPS["settled"] = time.monotonic()
        self._desk.window.close()


def main(how: str, folder: str, key: str, now: str, account_id: str) -> None:
    """Open the desk, type, and print the moments."""
    app = make_application(["dutyroom"])
    place, clock = Place.in_folder(Path(folder)), ShiftedClock(SystemClock(), datetime.fromisoformat(now))
    desk = App(app, place, clock, SeatSettings(Path(folder) / SEAT_FILE))
    if not desk.one_desk.claim():
        raise SystemExit("another desk is open on this room")
    STAMPS["application"] = time.monotonic()
    hand = Hand(desk)
    if how == "sign_in":
        desk.show_sign_in()
        QTimer.singleShot(0, hand.sign_in)
    else:
        house = open_house(place, bytes.fromhex(key), clock)
        session = house.accounts.sign_in(account_id)
        STAMPS["file"] = time.monotonic()
        desk.open_desk(house, session)
        STAMPS["window"] = time.monotonic()
        QTimer.singleShot(0, hand.ask_for_slip)
    app.exec()
    desk.one_desk.release()
    print(json.dumps(STAMPS), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
