"""Signing in: name or login, password, Enter."""

from __future__ import annotations

from dataclasses import field

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from dutyroom.errors import DutyroomError
from dutyroom.frozen import dataclass
from ui import theme
from ui.sign_in.card import CardPage, keyboard_order, link, primary
from ui.sign_in.password_field import PasswordField
from ui.theme import Tone


@dataclass(frozen=True)
class Credentials:
    """What somebody signs in with."""

    login: str
    password: str = field(repr=False)


class SignInPage(CardPage):
    """Asks who it is; ``wanted`` carries ``Credentials``, ``forgotten`` the login typed so far."""

    wanted = Signal(object)
    forgotten = Signal(str)
    other_file_wanted = Signal()

    def __init__(self, *, login: str = "", hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._login = QLineEdit(login, self)
        self._password = PasswordField(self)
        self._hint = QLabel(self)
        self._forgot = link(self.tr("&Forgot the password"))
        self._other = link(self.tr("&Other data file…"))
        self._go = primary(self.tr("&Sign in"))
        self._build()
        self._connect_signals()
        self.set_hint(hint)

    def _build(self) -> None:
        sizes = theme.current().sizes
        self.set_words(self.tr("Sign in"), "")
        self._hint.setWordWrap(True)
        self._hint.setContentsMargins(sizes.space_3, sizes.space_2, sizes.space_3, sizes.space_2)
        theme.mark(self._hint, area="message", tone=Tone.DRILL.value)
        self.add_widget(self._hint)
        self.add_fields((self.tr("&Name or login"), self._login))
        self.add_fields((self.tr("&Password"), self._password))
        self.add_buttons((self._forgot, self._other), (self._go,))
        self.setFocusProxy(self._password if self._login.text() else self._login)
        keyboard_order(self._login, self._password, self._go, self._forgot, self._other)

    def _connect_signals(self) -> None:
        self._login.returnPressed.connect(self._login_given)
        self._password.returnPressed.connect(self.submit)
        self._go.clicked.connect(self.submit)
        self._forgot.clicked.connect(self._forget)
        self._other.clicked.connect(self.other_file_wanted)

    def set_hint(self, hint: str) -> None:
        """Show how to sign in to a drill room; an empty hint shows nothing."""
        self._hint.setText(self.tr("For the drill: {hint}").format(hint=hint))
        self._hint.setVisible(bool(hint))

    def set_busy(self, busy: bool) -> None:
        """Show that the password is being checked."""
        self._go.setEnabled(not busy)
        self._go.setText(self.tr("Signing in…") if busy else self.tr("&Sign in"))

    def refuse(self, error: DutyroomError) -> None:
        """Say what was wrong, with the password ready to be typed again."""
        super().refuse(error)
        self._password.ask_again()

    @Slot()
    def submit(self) -> None:
        """Ask to be let in, or say what is missing."""
        if not self._go.isEnabled():
            return
        if not self._login.text().strip():
            self.say_refusal(self.tr("Enter your name or login."))
            self._login.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._password.text():
            self.say_refusal(self.tr("Enter the password."))
            self._password.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.message.clear()
            self.set_busy(True)
            self.wanted.emit(Credentials(self._login.text().strip(), self._password.text()))

    @Slot()
    def _login_given(self) -> None:
        if self._password.text():
            self.submit()
        else:
            self._password.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _forget(self) -> None:
        self.forgotten.emit(self._login.text().strip())
