"""The window before the desk: founding, signing in, a forgotten password, and what is in the way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from dutyroom.accounts.keys import KeyFile
from dutyroom.bootstrap import Founding, Place
from dutyroom.clock import DEFAULT_ZONE, Clock
from dutyroom.errors import DutyroomError, Environment
from dutyroom.safekeeping import BroughtBack, copies_in
from dutyroom.settings import BACKUP_FOLDER, THEME, SeatSettings
from ui import icons, theme
from ui.sign_in.card import Card, CardPage, scaled
from ui.sign_in.changing import ChangePasswordPage
from ui.sign_in.coming_back import ComingBackPage, Wish, come_back
from ui.sign_in.founding import FoundingPage
from ui.sign_in.opening import Opened, change_first_password, found_room, login_of, open_room, recover_room
from ui.sign_in.recovering import RecoverPage, Recovery
from ui.sign_in.recovery_key import RecoveryKeyPage
from ui.sign_in.recovery_sheet import RecoveryFacts
from ui.sign_in.short_copy import ShortCopy
from ui.sign_in.signing_in import Credentials, SignInPage
from ui.sign_in.trouble import TroublePage
from ui.tasks import Lane
from ui.terms import explain
from ui.widgets.inline_message import MessageKind

Restorer = Callable[[Place, Path], object]

# What no other password would mend: the page of ways out is shown instead of a message.
_TROUBLE = frozenset(
    {
        "keys.missing",
        "keys.damaged",
        "storage.cannot_open",
        "storage.damaged",
        "storage.io_error",
        "storage.migration_failed",
        "storage.newer_schema",
        "storage.no_permission",
        "storage.no_such_file",
        "storage.not_ours",
        "storage.wrong_key",
    }
)


class SignInWindow(QWidget):
    """Lets somebody in: ``signed_in`` carries the open House and the Session; the window is then closed by its owner.

    ``theme_chosen`` asks for the look that the seat's settings now name. ``restorer`` puts a backup, or only the
    key ring of one (``.keys``), back into a place; without it nothing offers to.
    """

    signed_in = Signal(object, object)
    theme_chosen = Signal(str)

    def __init__(self, place: Place, clock: Clock, seat: SeatSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._clock = clock
        self._seat = seat
        self._drill_hint = ""
        self._restorer: Restorer | None = None
        self._opened: Opened | None = None
        self._closing = False
        self._lane = Lane("sign-in", self)
        self._card = Card(self)
        self._look_button = QToolButton(self)
        self._copier = ShortCopy(QCoreApplication.instance() or self)
        self._build()
        self._connect_signals()
        self.resize(self.sizeHint().boundedTo(self.screen().availableGeometry().size()))
        self.look()

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Dutyroom"))
        self.setWindowIcon(icons.app_icon())
        theme.mark(self, area="page")
        sizes = theme.current().sizes
        self._look_button.setIcon(icons.icon("theme", icons.Role.SECONDARY))
        self._look_button.setIconSize(QSize(sizes.icon, sizes.icon))
        self._look_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._look_button.setToolTip(self.tr("Light or dark"))
        self._look_button.setAccessibleName(self.tr("Light or dark"))
        banner = QLabel(self.tr("Non-classified computer. It must not hold or transmit state secrets."), self)
        banner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.mark(banner, type="secondary")
        top = QHBoxLayout()
        top.addStretch(1)
        top.addWidget(self._look_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_3, sizes.space_3, sizes.space_3, sizes.space_4)
        column.addLayout(top)
        column.addWidget(self._scroller(), 1)
        column.addWidget(banner)

    def _scroller(self) -> QScrollArea:
        """Return the card in the middle, to be scrolled where the window is too low for it."""
        ground = QWidget()
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._card)
        middle.addStretch(1)
        column = QVBoxLayout(ground)
        column.addStretch(2)
        column.addLayout(middle)
        column.addStretch(3)
        theme.mark(ground, area="page")
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        return area

    def _connect_signals(self) -> None:
        self._look_button.clicked.connect(self._switch_look)
        self._lane.broken.connect(self._broke)

    @property
    def drill_hint(self) -> str:
        """Return how to sign in to a drill room, in a sentence; shown in drill rooms only."""
        return self._drill_hint

    @drill_hint.setter
    def drill_hint(self, hint: str) -> None:
        self._drill_hint = hint
        page = self.page()
        if isinstance(page, SignInPage):
            page.set_hint(hint if self._is_drill() else "")

    def set_restorer(self, restorer: Restorer) -> None:
        """Offer to put a backup back; ``restorer`` is called in the background with the place and the chosen file."""
        self._restorer = restorer
        self.look()

    def page(self) -> CardPage | None:
        """Return the page that is shown."""
        return self._card.page()

    def place(self) -> Place:
        """Return where the room is kept that this window opens."""
        return self._place

    def settle(self) -> None:
        """Wait for what is under way; for closing, the tour and tests."""
        self._lane.drain()

    @Slot()
    def look(self) -> None:
        """Look what is kept at the place, and show the page for it."""
        try:
            founded, has_keys = self._place.founded, self._place.key_file.exists()
            if founded:
                KeyFile(self._place.key_file).read()
        except DutyroomError as error:
            self._show_trouble(error)
        except PermissionError:
            self._show_trouble(Environment("storage.no_permission", file=str(self._place.data_file)))
        else:
            if founded:
                self._show_sign_in()
            elif has_keys:  # a key ring without its data: founding here would overwrite the only way into them
                self._show_trouble(Environment("storage.no_such_file", file=str(self._place.data_file)))
            else:
                self._show_founding()

    def _is_drill(self) -> bool:
        try:
            return bool(KeyFile(self._place.key_file).read().open_key)
        except DutyroomError:
            return False  # the page of trouble says what is wrong with the ring

    def _show(self, page: CardPage) -> None:
        self._card.set_drill(self._is_drill())
        self._card.show_page(page)

    def _show_founding(self) -> None:
        page = FoundingPage(can_restore=self._restorer is not None)
        page.wanted.connect(self._found)
        page.login_wanted.connect(self._suggest_login)
        page.other_file_wanted.connect(self.choose_file)
        page.backup_wanted.connect(self.choose_backup)
        self._show(page)

    @Slot()
    def _show_sign_in(self, login: str = "") -> None:
        page = SignInPage(login=login, hint=self._drill_hint if self._is_drill() else "")
        page.wanted.connect(self._sign_in)
        page.forgotten.connect(self._show_recovering)
        page.other_file_wanted.connect(self.choose_file)
        self._show(page)

    @Slot(str)
    def _show_recovering(self, login: str) -> None:
        page = RecoverPage(login=login)
        page.wanted.connect(self._recover)
        page.back_wanted.connect(self._back)
        self._show(page)

    def _show_trouble(self, error: DutyroomError) -> None:
        page = TroublePage(error, self._place, can_restore=self._restorer is not None)
        page.again_wanted.connect(self.look)
        page.other_file_wanted.connect(self.choose_file)
        page.backup_wanted.connect(self.show_way_back)
        self._show(page)

    @Slot()
    def show_way_back(self) -> None:
        """Show the copies that this seat has kept, or ask for a file where there is none."""
        folder = self._seat.get(BACKUP_FOLDER)
        copies = copies_in(Path(folder), DEFAULT_ZONE) if folder else []
        if not copies:
            self.choose_backup()
            return
        page = ComingBackPage(copies)
        page.wanted.connect(self._come_back)
        page.other_file_wanted.connect(self.choose_backup)
        page.back_wanted.connect(self.look)
        self._show(page)

    @Slot(object)
    def _come_back(self, wish: Wish) -> None:
        self._lane.submit(partial(come_back, self._place, wish, self._clock), self, self._came_back, self._refused)

    def _came_back(self, back: BroughtBack) -> None:
        before = self.page()
        words = before.said(back) if isinstance(before, ComingBackPage) else ""
        self.look()
        page = self.page()
        if page is not None and words:
            page.message.say(MessageKind.SUCCESS, words)

    @Slot(object)
    def _found(self, founding: Founding) -> None:
        self._lane.submit(partial(found_room, self._place, founding, self._clock), self, self._founded, self._refused)

    @Slot(str)
    def _suggest_login(self, name: str) -> None:
        self._lane.submit(partial(_login_for, name), self, self._login_found, key="login")

    @Slot(object)
    def _sign_in(self, credentials: Credentials) -> None:
        self._lane.submit(partial(open_room, self._place, credentials, self._clock), self, self._entered, self._refused)

    @Slot(object)
    def _recover(self, recovery: Recovery) -> None:
        self._lane.submit(partial(recover_room, self._place, recovery, self._clock), self, self._entered, self._refused)

    @Slot(str)
    def _change_password(self, new: str) -> None:
        assert self._opened is not None
        self._lane.submit(partial(change_first_password, self._opened, new), self, self._entered, self._refused)

    def _login_found(self, found: tuple[str, str]) -> None:
        page = self.page()
        if isinstance(page, FoundingPage):
            page.suggest_login(*found)

    def _founded(self, opened: Opened) -> None:
        self._opened = opened
        if self._closing:
            self._let_go()
            return
        room = opened.house.room
        facts = RecoveryFacts(
            key=opened.recovery_key,
            room_name=room.name,
            city=room.city,
            data_file=str(self._place.data_file),
            founder=opened.session.name,
            made_at=self._clock.now().astimezone(DEFAULT_ZONE),
        )
        page = RecoveryKeyPage(facts, self._copier)
        page.put_away.connect(self._open_desk)
        page.left.connect(self._leave_without_key)
        self._show(page)

    def _entered(self, opened: Opened) -> None:
        self._opened = opened
        if self._closing:
            self._let_go()
        elif opened.session.must_change_password:
            page = ChangePasswordPage(login=opened.login, name=opened.session.name)
            page.wanted.connect(self._change_password)
            page.back_wanted.connect(self._back)
            self._show(page)
        else:
            self._open_desk()

    def _refused(self, error: DutyroomError) -> None:
        page = self.page()
        if error.code in _TROUBLE and self._opened is None and not isinstance(page, ComingBackPage):
            self._show_trouble(error)
        elif page is not None:
            page.refuse(error)

    @Slot()
    def _open_desk(self) -> None:
        assert self._opened is not None
        house, session = self._opened.house, self._opened.session
        self._opened = None
        self.signed_in.emit(house, session)

    @Slot()
    def _back(self) -> None:
        self._let_go()
        self._show_sign_in()

    @Slot()
    def choose_file(self) -> None:
        """Ask for another data file."""
        self._ask_for_file(self.tr("Open a data file"), self.tr("Data file (*.dutyroom)"), self.take_file)

    @Slot()
    def choose_backup(self) -> None:
        """Ask for a backup to put back."""
        words = self.tr("Backup or key file (*.dutyroom *.keys)")
        self._ask_for_file(self.tr("Restore a backup"), words, self.take_backup)

    def _ask_for_file(self, title: str, kinds: str, take: Callable[[str], None]) -> None:
        dialog = QFileDialog(self, title, str(self._place.data_file.parent), kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(take)
        dialog.open()

    @Slot(str)
    def take_file(self, file: str) -> None:
        """Open the room of another data file."""
        self._place = Place(Path(file))
        self.look()

    @Slot(str)
    def take_backup(self, file: str) -> None:
        """Put a backup back in the place of the room."""
        page = self.page()
        if self._restorer is None or page is None:
            return
        page.set_busy(True)
        restore = partial(self._restorer, self._place, Path(file))
        self._lane.submit(restore, self, self._restored, self._refused)

    def _restored(self, _nothing: object) -> None:
        self.look()

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        page = self.page()
        if page is not None:
            page.set_busy(False)
            page.say_refusal(
                self.tr("Something went wrong in the program ({name}). It is in the log file; try again.").format(
                    name=type(error).__name__
                )
            )

    @Slot()
    def _switch_look(self) -> None:
        name: theme.Name = "light" if theme.current().dark else "dark"
        try:
            self._seat.put(THEME, name)
        except DutyroomError as error:
            page = self.page()
            if page is not None:
                page.say_refusal(explain(error))
            return
        self.theme_chosen.emit(name)

    @Slot()
    def _leave_without_key(self) -> None:
        self._let_go()
        self.close()

    def _let_go(self) -> None:
        if self._opened is not None:
            self._opened.house.close()
            self._opened = None

    def sizeHint(self) -> QSize:
        """Return room for the card and air around it."""
        return QSize(scaled(960), scaled(720))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Warn before the key is lost; else end the thread, and close what was opened on the way."""
        page = self.page()
        if isinstance(page, RecoveryKeyPage) and self._opened is not None:
            page.warn()
            event.ignore()
            return
        self._closing = True
        self._lane.stop()
        self._let_go()
        super().closeEvent(event)


def _login_for(name: str) -> tuple[str, str]:
    return name, login_of(name)
