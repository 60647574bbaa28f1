"""Somebody at the desk: the real window on a founded room, and the hands that use it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from dutyroom.accounts.model import Session
from dutyroom.alerts.sounding import SoundOwner
from dutyroom.bootstrap import House
from dutyroom.channels.sound import sound_file
from dutyroom.channels.toast import Toaster
from dutyroom.clock import SetClock
from dutyroom.log.model import Matter, MatterFile, MatterFilter, Slip
from dutyroom.settings import SeatSettings
from tests.factories import a_slip
from ui import terms, theme
from ui.alerts.window import AlertWindow
from ui.log.matter_page import MatterPage
from ui.log.slip_form import SlipForm
from ui.touring.hands import commit_text, settle
from ui.window import DeskWindow
from ui.workplace import Workplace

CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


class Speaker:
    """Remembers what the desk was told to play; with ``failure`` set it has no device."""

    def __init__(self) -> None:
        self.playing = ""
        self.heard: list[str] = []
        self.failure = ""

    def play(self, file: Path) -> None:
        self.playing = file.stem
        self.heard.append(file.stem)

    def keep_playing(self) -> None:
        """It repeats by itself."""

    def stop(self) -> None:
        self.playing = ""


class Desk:
    """The window of one person, shown and active, with everything delivered."""

    def __init__(self, qtbot: QtBot, house: House, session: Session, clock: SetClock, seat: SeatSettings) -> None:
        self.qtbot = qtbot
        self.house = house
        self.session = session
        self.clock = clock
        self.speaker = Speaker()
        self.notes: list[tuple[str, str]] = []
        house.sounding = SoundOwner(self.speaker, sound_file, house._note_silence)
        house.toaster = Toaster(self._note)
        self.workplace = Workplace(house, session, seat)
        self.window = DeskWindow(self.workplace)
        # On a slow machine real seconds pass while the room's clock is moved by minutes: a test asks for the check.
        self.window.idle._timer.stop()
        self.closed = False
        self.window.show()
        qtbot.waitUntil(self._is_active)
        self.settle()

    def _note(self, *, title: str, message: str, **_more: object) -> None:
        self.notes.append((title, message))

    def _is_active(self) -> bool:
        """Return whether the window has the keyboard; offscreen it is asked for until it comes."""
        self.window.activateWindow()
        return self.window.isActiveWindow()

    def settle(self) -> None:
        """Wait until every act and answer has arrived."""
        settle(self.workplace)

    def focus(self) -> QWidget:
        """Return the widget that has the keyboard."""
        found = QApplication.focusWidget()
        if found is None:
            (QApplication.activeModalWidget() or self.window).activateWindow()
            QApplication.processEvents()
            found = QApplication.focusWidget()
        assert found is not None, "nothing has the keyboard"
        return found

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key as the system delivers it to the window in front: shortcuts first, then the focus."""
        window = QApplication.focusWindow()
        if window is None or self._is_alert(window, key):  # offscreen nobody hands the keyboard back from a dialog
            (QApplication.activeModalWidget() or self.window).activateWindow()
            QApplication.processEvents()
            window = QApplication.focusWindow()
        assert window is not None
        QTest.keyClick(window, key, modifiers)
        self.settle()

    def _is_alert(self, window: QWindow, key: Qt.Key) -> bool:
        """Return whether offscreen gave the keyboard to an alert that answers to none of the letters."""
        alerts = [shown for shown in QApplication.topLevelWidgets() if isinstance(shown, AlertWindow)]
        return any(window is shown.windowHandle() for shown in alerts) and Key.Key_A <= key <= Key.Key_Z

    def write(self, text: str) -> None:
        """Press the keys of Latin letters and digits one after the other."""
        for letter in text:
            self.press(Key(ord(letter.upper())))

    def say(self, text: str) -> None:
        """Type ``text`` where the keyboard is, as an input method does."""
        commit_text(self.focus(), text)

    def dialogs(self) -> list[QDialog]:
        """Return the dialogs that can be seen."""
        return [one for one in self.window.findChildren(QDialog) if one.isVisible()]

    def dialog(self) -> Any:
        """Return the dialog in front."""
        (found,) = self.dialogs()
        return found

    def slip(self) -> SlipForm:
        """Return the slip in front."""
        form = self.window.slips.current()
        assert form is not None
        return form

    def call(self) -> SlipForm:
        """Press F2 and return the slip that opens."""
        self.press(Key.Key_F2)
        return self.slip()

    def save(self) -> None:
        """Press Ctrl+Enter."""
        self.press(Key.Key_Return, CTRL)

    def log(self, **changes: Any) -> MatterFile:
        """Log a matter behind the window's back, as another seat would."""
        return self.house.log.open_matter(self.session, a_slip(self.clock, **changes))

    def matters(self) -> tuple[Matter, ...]:
        """Return every matter of the room, newest first."""
        return self.house.log_reader.page(self.session, MatterFilter(), limit=1000).matters

    def file(self, matter_id: str) -> MatterFile:
        """Return a matter as it stands in the data file."""
        return self.house.log_reader.file(self.session, matter_id)

    def drafts(self, kind: str = "slip") -> list[str]:
        """Return what is kept of unfinished work of a kind."""
        self.settle()
        return [draft.payload for draft in self.house.drafts.of(self.session, kind)]

    @property
    def page(self) -> MatterPage:
        """Return the page of one matter."""
        return self.window.pages.matter

    def look_at(self, file: MatterFile) -> MatterPage:
        """Open the page of a matter."""
        self.window.open_matter(file.matter.id)
        self.settle()
        return self.page

    def at_another_seat(self, act: Callable[[], object]) -> None:
        """Do ``act`` in a thread of its own and let the news arrive."""
        failed: list[BaseException] = []

        def do() -> None:
            try:
                act()
            except BaseException as error:  # noqa: BLE001 - raised below
                failed.append(error)

        thread = threading.Thread(target=do, name="another seat")
        thread.start()
        thread.join()
        if failed:
            raise failed[0]
        self.settle()

    def leave(self) -> None:
        """Close the window as somebody does who goes home; the room stays open."""
        if not self.closed:
            self.closed = True
            self.window.close()
            self.workplace.settle()
            self.window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            self.workplace._bridge.close()
            self.workplace.stop_lanes()


OpenDesk = Callable[..., Desk]


@pytest.fixture(autouse=True)
def _light_and_english(qapp: QApplication) -> Iterator[None]:
    """Sit down in the light, in English, and without the style sheet: polishing it is half the cost of a window."""
    theme.apply_theme(qapp, "light")
    qapp.setStyleSheet("")
    before = terms.language()
    terms.speak("en")
    yield
    terms.speak(before)
    theme.apply_theme(qapp, "light")


@pytest.fixture
def seat(tmp_path: Path) -> SeatSettings:
    return SeatSettings(tmp_path / "seat.json")


@pytest.fixture
def open_desk(qtbot: QtBot, house: House, session: Session, clock: SetClock, seat: SeatSettings) -> Iterator[OpenDesk]:
    """Sits down at the room: as the founder, or as whoever is named."""
    desks: list[Desk] = []

    def opened(who: Session | None = None) -> Desk:
        desks.append(Desk(qtbot, house, who or session, clock, seat))
        return desks[-1]

    yield opened
    for desk in desks:
        desk.leave()


@pytest.fixture
def desk(open_desk: OpenDesk) -> Desk:
    """The founder at the desk of a room in which nothing was logged."""
    return open_desk()


def many(house: House, session: Session, clock: SetClock, count: int, **changes: Any) -> list[MatterFile]:
    """Log ``count`` matters one after the other."""
    return [house.log.open_matter(session, a_slip(clock, **changes)) for _ in range(count)]


__all__ = ["Desk", "OpenDesk", "Slip", "desk", "many", "open_desk", "seat"]
