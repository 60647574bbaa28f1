"""The first password was somebody else's choice: it is changed before the desk opens."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from ui.sign_in.card import CardPage, keyboard_order, link, primary
from ui.sign_in.new_password import NewPassword


class ChangePasswordPage(CardPage):
    """Asks for a password of one's own; ``wanted`` carries it."""

    wanted = Signal(str)

    def __init__(self, *, login: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._password = NewPassword(self)
        self._back = link(self.tr("Sign in as &somebody else"))
        self._go = primary(self.tr("&Change and go on"))
        self._build(name)
        self._password.set_owner(login, name)
        self._connect_signals()

    def _build(self, name: str) -> None:
        self.set_words(
            self.tr("Welcome, {name}").format(name=name),
            self.tr("Your password was set by an administrator. Choose one that only you know."),
        )
        self.add_widget(self._password)
        self.add_buttons((self._back,), (self._go,))
        self.setFocusProxy(self._password)
        keyboard_order(*self._password.fields(), self._go, self._back)

    def _connect_signals(self) -> None:
        self._password.submitted.connect(self.submit)
        self._go.clicked.connect(self.submit)
        self._back.clicked.connect(self.back_wanted)

    def set_busy(self, busy: bool) -> None:
        """Show that the password is being changed."""
        self._go.setEnabled(not busy)

    @Slot()
    def submit(self) -> None:
        """Ask for the password to be changed, or mark the rules it does not keep."""
        if not self._go.isEnabled():
            return
        if not self._password.is_good():
            self.say_refusal(self.tr("The password does not keep every rule yet."))
            self._password.insist()
            return
        self.message.clear()
        self.set_busy(True)
        self.wanted.emit(self._password.password())
