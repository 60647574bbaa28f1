"""Starts the desk: language, look, one desk per data file, sign-in, window."""

from __future__ import annotations

import hashlib
import logging
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget

from dutyroom import restart
from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, Place, bring_back, resume, warm_up
from dutyroom.clock import Clock, SystemClock
from dutyroom.errors import DutyroomError, Refused
from dutyroom.paths import data_folder, resource, settings_folder
from dutyroom.settings import COMPACT, LANGUAGE, TEXT_PERCENT, THEME, SeatSettings
from dutyroom.texts import Language
from ui import icons, terms, theme
from ui.actions import Act
from ui.fault_log import note_faults_in
from ui.input_method import choose_input_method
from ui.tidying import Tidying
from ui.window import DeskWindow
from ui.workplace import Workplace

_log = logging.getLogger(__name__)
_CONNECT_MS = 500
_SETTLED_MS = 1500  # after the first call slip could have been opened and its first words typed
_WATCH_MS = 400  # loading what counts the seconds must not hold up the first key
SEAT_FILE = "seat.json"


def make_application(arguments: list[str]) -> QApplication:
    """Return the application object with its names set."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        choose_input_method()
        app = QApplication(arguments)
    app.setApplicationName("dutyroom")
    app.setApplicationDisplayName("值班室")
    app.setDesktopFileName("dutyroom")
    app.setQuitOnLastWindowClosed(True)
    return app


def language_of(chosen: str) -> Language:
    """Return the language for a choice; ``system`` follows the system, Chinese unless it is clearly English."""
    if chosen in ("zh_CN", "en"):
        return "zh_CN" if chosen == "zh_CN" else "en"
    return "en" if QLocale.system().language() == QLocale.Language.English else "zh_CN"


class Languages(QObject):
    """Installs the translators of one language at a time."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._installed: list[QTranslator] = []

    def speak(self, language: Language) -> None:
        """Speak ``language`` from now on; windows made before keep their words."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = []
        terms.speak(language)
        QLocale.setDefault(QLocale(language))
        if language == "en":
            return
        own, base = QTranslator(self), QTranslator(self)
        for translator, folder, name in (
            (base, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{language}"),
            (own, str(resource("i18n")), f"dutyroom_{language}"),
        ):
            if translator.load(name, folder):
                self._app.installTranslator(translator)
                self._installed.append(translator)
            else:
                _log.warning("translation %s is missing", name)


class OneDesk(QObject):
    """Sees to it that one data file has one desk; a second start raises the first."""

    raised = Signal()

    def __init__(self, place: Place, parent: QObject | None = None) -> None:
        super().__init__(parent)
        digest = hashlib.sha256(str(place.data_file.resolve()).encode()).hexdigest()[:24]
        self._name = f"dutyroom-{digest}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._called)

    def claim(self) -> bool:
        """Return whether this is the first desk; otherwise the first one is raised."""
        socket = QLocalSocket(self)
        socket.connectToServer(self._name)
        if socket.waitForConnected(_CONNECT_MS):
            socket.write(b"raise")
            socket.waitForBytesWritten(_CONNECT_MS)
            socket.disconnectFromServer()
            return False
        QLocalServer.removeServer(self._name)  # left behind by a desk that was ended by the power switch
        return self._server.listen(self._name)

    def release(self) -> None:
        """Give the data file free."""
        self._server.close()

    @Slot()
    def _called(self) -> None:
        connection = self._server.nextPendingConnection()
        if connection is not None:
            connection.disconnected.connect(connection.deleteLater)
        self.raised.emit()


class App(QObject):
    """One run of the program on one data file."""

    def __init__(self, app: QApplication, place: Place, clock: Clock, seat: SeatSettings) -> None:
        super().__init__(app)
        self._app = app
        self._place = place
        self._clock = clock
        self.seat = seat
        self.languages = Languages(app)
        self.tidying = Tidying(self)
        self.one_desk = OneDesk(place, self)
        self.one_desk.raised.connect(self.raise_window)
        self.window: QWidget | None = None
        self.workplace: Workplace | None = None
        self._warming: threading.Thread | None = None
        self.password_hint = ""
        self.say_language(seat.get(LANGUAGE))
        self.apply_look()

    def show_sign_in(self) -> None:
        """Show the window for founding the room or signing in."""
        from ui.sign_in.window import SignInWindow

        window = SignInWindow(self._place, self._clock, self.seat)
        window.drill_hint = self.password_hint
        window.set_restorer(bring_back)
        window.signed_in.connect(self.open_desk)
        window.theme_chosen.connect(self._look_chosen)
        window.resize(1024, 720)
        self._show(window)

    @Slot(object, object)
    def open_desk(self, house: House, session: Session) -> None:
        """Show the desk of somebody who has signed in."""
        workplace = Workplace(house, session, self.seat, self)
        workplace.password_hint = self.password_hint
        self.workplace = workplace
        self._show(self._desk_on(workplace))
        if not house.room.drill:
            restart.hold(
                restart.Seated(str(self._place.data_file.resolve()), house.store.key.hex(), session.account_id)
            )
        QTimer.singleShot(_WATCH_MS, self._begin_watch)
        QTimer.singleShot(_SETTLED_MS, self._settle_down)

    def come_back(self, seated: restart.Seated) -> bool:
        """Open the room of a desk that broke down, locked, with its alerts; return whether that could be done."""
        if not restart.same_room(seated, self._place.data_file):
            return False
        try:
            house, session = resume(self._place, seated.key, seated.account_id, self._clock)
        except DutyroomError as error:
            _log.warning("the desk could not come back by itself: %s", error.code)
            return False
        self.open_desk(house, session)
        if isinstance(self.window, DeskWindow):
            self.window.lock_and_tell(self.tr("The desk broke down and was started again. Alerts go on."))
        return True

    def _desk_on(self, workplace: Workplace) -> DeskWindow:
        with theme.undressed(self._app):
            window = DeskWindow(workplace)
        window.theme_chosen.connect(self._look_chosen)
        window.language_chosen.connect(self._language_chosen, Qt.ConnectionType.QueuedConnection)
        window.switch_wanted.connect(self.switch_person)
        window.ended.connect(self.sign_out)
        window.closing.connect(self._close_room)
        return window

    @Slot(str)
    def _language_chosen(self, chosen: str) -> None:
        """Speak the chosen language at once: a new window on the same room, with every form as it was kept."""
        old, workplace = self.window, self.workplace
        if not isinstance(old, DeskWindow) or workplace is None:
            return
        old.closing.disconnect(self._close_room)  # the room stays open
        self._app.setQuitOnLastWindowClosed(False)
        old.close()
        workplace.settle()
        self.window = None
        old.deleteLater()
        self.say_language(chosen)
        window = self._desk_on(workplace)
        self._show(window)
        self._app.setQuitOnLastWindowClosed(True)
        window.go_to(Act.GO_SETTINGS)
        if workplace.reads_log:
            window.alarm.make_ready()
            window.tray.begin(window.alarm.seen)

    @Slot()
    def _begin_watch(self) -> None:
        """Watch over deadlines; alerts that stand already are read, and shown, by the window itself."""
        if self.workplace is not None:
            self.workplace.keep_watch()

    @Slot()
    def _settle_down(self) -> None:
        """Do what the start did not wait for."""
        if self.workplace is not None and self._warming is None:
            self._warming = warm_up(self.workplace.house)
            if isinstance(self.window, DeskWindow) and self.workplace.reads_log:
                self.window.alarm.make_ready()
                self.window.tray.begin(self.window.alarm.seen)

    @Slot()
    def raise_window(self) -> None:
        """Bring the window to the front."""
        if self.window is not None:
            self.window.showNormal() if self.window.isMinimized() else self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    @Slot(str)
    def say_language(self, chosen: str) -> None:
        """Speak the chosen language."""
        self.languages.speak(language_of(chosen))

    def apply_look(self) -> None:
        """Apply the look that this seat has chosen."""
        name = self.seat.get(THEME)
        theme.apply_theme(
            self._app,
            "light" if name == "light" else "dark" if name == "dark" else "system",
            compact=self.seat.get(COMPACT) == "yes",
            scale=int(self.seat.get(TEXT_PERCENT)) / 100,
        )

    @Slot(str)
    def _look_chosen(self, _name: str) -> None:
        self.apply_look()

    @Slot()
    def switch_person(self) -> None:
        """Sign this person out and show the sign-in window again."""
        old = self.window
        self._app.setQuitOnLastWindowClosed(False)
        if old is not None:
            old.close()
            old.deleteLater()
        self._app.setQuitOnLastWindowClosed(True)
        self.show_sign_in()

    @Slot(object)
    def sign_out(self, error: Refused) -> None:
        """Sign out somebody who may not stay, and say why where the next person signs in."""
        from ui.sign_in.window import SignInWindow

        self.switch_person()
        page = self.window.page() if isinstance(self.window, SignInWindow) else None
        if page is not None:
            page.say_refusal(terms.explain(error))

    @Slot()
    def _close_room(self) -> None:
        workplace, self.workplace = self.workplace, None
        restart.let_go()
        if workplace is not None:
            if self._warming is not None:
                self._warming.join()
                self._warming = None
            try:
                workplace.house.accounts.note_signed_out(workplace.session)
            finally:  # even when the file can no longer be written to
                workplace.close()
                workplace.deleteLater()

    def _show(self, window: QWidget) -> None:
        old, self.window = self.window, window
        window.setWindowIcon(icons.app_icon())
        window.show()
        if old is not None and old is not window:
            old.close()
            old.deleteLater()


def run_desk(arguments: list[str], folder: Path | None = None) -> int:
    """Run the desk on the room in ``folder`` until its window is closed; return the exit status."""
    seated = restart.held()
    app = make_application(arguments)
    note_faults_in(settings_folder() if folder is None else folder)
    seat = SeatSettings((settings_folder() if folder is None else folder) / SEAT_FILE)
    desk = App(app, Place.in_folder(folder or data_folder()), SystemClock(), seat)
    if not desk.one_desk.claim():
        print("值班室已经打开，已把它的窗口调到前面。", file=sys.stderr)
        return 0
    if seated is None or not desk.come_back(seated):
        desk.show_sign_in()
    return _run(app, desk)


def run_demo(arguments: list[str], make: Callable[[Callable[[int, int], None]], tuple[House, Session, str]]) -> int:
    """Run the desk on the throw-away room that ``make`` builds; return the exit status."""
    app = make_application(arguments)
    house, session, password = make(_print_progress)
    seat = SeatSettings(house.place.data_file.with_name(SEAT_FILE))
    desk = App(app, house.place, house.clock, seat)
    desk.password_hint = password
    desk.open_desk(house, session)
    try:
        return _run(app, desk)
    finally:
        shutil.rmtree(house.place.data_file.parent, ignore_errors=True)


def _run(app: QApplication, desk: App) -> int:
    try:
        return app.exec()
    finally:
        desk.tidying.stop()
        desk.one_desk.release()


def _print_progress(done: int, total: int) -> None:
    end = "\n" if done == total else ""
    print(f"\r正在布置演练值班室 {done * 100 // total}%", end=end, file=sys.stderr, flush=True)
