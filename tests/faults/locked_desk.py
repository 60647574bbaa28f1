"""A desk that is signed in to, read, and locked, and then stands still; its memory is read from outside.

``locked_desk FOLDER LOGIN``: what is typed comes letter by letter through the standard input, so that this process
knows no more of it than a desk does. It says ``typed`` when the password stands in its field, ``open`` when it has read
what there is, ``locked``, and ``locked again`` after it was unlocked, and goes on at a line end.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from dutyroom import bootstrap
from dutyroom.bootstrap import Place
from dutyroom.channels.toast import Toaster
from dutyroom.clock import SystemClock
from dutyroom.settings import SeatSettings
from ui.actions import Act
from ui.app import SEAT_FILE, App, make_application
from ui.sign_in.signing_in import SignInPage
from ui.sign_in.window import SignInWindow
from ui.touring.hands import commit_text, press, settle
from ui.window import DeskWindow


class Quiet:
    """A device that plays nothing."""

    failure = ""

    def play(self, file: Path) -> None:
        """Play nothing."""

    def keep_playing(self) -> None:
        """Go on playing nothing."""

    def stop(self) -> None:
        """Stop nothing."""


def _take_note(**_words: object) -> None:
    """Take a note of the system and show none."""


def type_what_comes(field: QWidget) -> None:
    """Type into ``field`` what comes in, byte by byte, until the line ends."""
    while (letter := os.read(0, 1)) not in (b"\n", b""):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = Qt.Key(ord(letter.upper()))
            QApplication.sendEvent(field, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter.decode()))


def say(words: str) -> None:
    """Say how far it is, and wait until somebody wants the next step."""
    os.write(1, words.encode() + b"\n")
    os.read(0, 1)


def read_everything(window: DeskWindow) -> None:
    """Look at the log, search, open what is found, open an empty slip: what somebody does before they leave."""
    for act in (Act.GO_DESK, Act.GO_LOG):
        window.go_to(act)
        settle(window.workplace)
    window.go_to(Act.SEARCH)
    type_what_comes(window.pages.search.field)
    window.pages.search.search(window.pages.search.field.text())
    settle(window.workplace)
    hit = window.pages.search.model.hit(0)
    assert hit is not None
    window.open_matter(hit.entry.matter_id)
    settle(window.workplace)


def lock(window: DeskWindow) -> None:
    """Lock the desk, and let everything come to rest."""
    window.lock()
    settle(window.workplace)


def main(folder: Path, login: str) -> None:
    """Sign in, read, lock, stand still."""
    bootstrap.system_sound = Quiet
    bootstrap.Toaster = lambda: Toaster(_take_note)
    make_application(["dutyroom"])
    place = Place.in_folder(folder)
    desk = App(QApplication.instance(), place, SystemClock(), SeatSettings(folder / SEAT_FILE))
    desk.show_sign_in()
    settle()
    signing = desk.window
    assert isinstance(signing, SignInWindow)
    page = signing.page()
    assert isinstance(page, SignInPage)
    page._login.clear()
    commit_text(page._login, login)
    type_what_comes(page._password)
    say("typed")
    press(page._password, Qt.Key.Key_Return)
    del page
    signing.settle()
    del signing
    settle()
    window = desk.window
    assert isinstance(window, DeskWindow)
    desk._begin_watch()
    desk._settle_down()
    settle(window.workplace)
    read_everything(window)
    say("open")
    lock(window)
    say("locked")
    assert window.locking.page is not None
    type_what_comes(window.locking.page._password)
    press(window.locking.page._password, Qt.Key.Key_Return)
    settle(window.workplace)
    assert not window.locked
    lock(window)
    say("locked again")
    window.close()
    settle()
    desk.tidying.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
