"""The first start: who this duty room is, and who founds it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from dutyroom.accounts.model import NewAccount
from dutyroom.bootstrap import FOUNDER_ROLES, Founding
from dutyroom.errors import Refused
from ui import theme
from ui.sign_in.card import CardPage, keyboard_order, link, primary
from ui.sign_in.new_password import NewPassword
from ui.terms import explain


class FoundingPage(CardPage):
    """Asks what a room is founded with; ``wanted`` carries a ``Founding``.

    ``login_wanted`` carries a name whose login is to be suggested; ``other_file_wanted`` and
    ``backup_wanted`` lead to a room that exists already.
    """

    wanted = Signal(object)
    login_wanted = Signal(str)
    other_file_wanted = Signal()
    backup_wanted = Signal()

    def __init__(self, *, can_restore: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = QLineEdit(self)
        self._city = QLineEdit(self)
        self._name = QLineEdit(self)
        self._login = QLineEdit(self)
        self._password = NewPassword(self)
        self._other = link(self.tr("&Open existing…"))
        self._backup = link(self.tr("&Restore backup…"))
        self._backup.setVisible(can_restore)
        self._go = primary(self.tr("&Found the room"))
        self._own_login = False
        self._build(can_restore=can_restore)
        self._connect_signals()

    def _build(self, *, can_restore: bool) -> None:
        self.set_words(
            self.tr("Set up the duty room"),
            self.tr("This is done once. You become its first user and add the others in the settings."),
        )
        self._room.setPlaceholderText(self.tr("Duty room of the city government"))
        self._city.setPlaceholderText(self.tr("City"))
        self._login.setPlaceholderText(self.tr("From the name"))
        self.add_fields((self.tr("&Name of the room"), self._room), (self.tr("&City"), self._city))
        self.add_fields((self.tr("&Your name"), self._name), (self.tr("&Login"), self._login))
        self.add_widget(self._password)
        self.add_buttons((self._other, self._backup) if can_restore else (self._other,), (self._go,))
        self.setFocusProxy(self._room)
        keyboard_order(self._room, self._city, self._name, self._login, *self._password.fields(), self._go, self._other)

    def _connect_signals(self) -> None:
        self._name.editingFinished.connect(self._name_given)
        self._name.textChanged.connect(self._owner_changed)
        self._login.textChanged.connect(self._owner_changed)
        self._login.textEdited.connect(self._login_typed)
        for field in (self._room, self._city, self._name, self._login):
            field.returnPressed.connect(self.submit)
        self._password.submitted.connect(self.submit)
        self._go.clicked.connect(self.submit)
        self._other.clicked.connect(self.other_file_wanted)
        self._backup.clicked.connect(self.backup_wanted)

    def suggest_login(self, name: str, login: str) -> None:
        """Fill in a login for ``name``, unless the name is another by now or the login was typed."""
        if name == self._name.text().strip() and not self._own_login:
            self._login.setText(login)

    def set_busy(self, busy: bool) -> None:
        """Show that the room is being founded."""
        self._go.setEnabled(not busy)
        self._go.setText(self.tr("Founding…") if busy else self.tr("&Found the room"))

    @Slot()
    def submit(self) -> None:
        """Ask for the room to be founded, or say what is missing."""
        if not self._go.isEnabled() or self._something_missing():
            return
        self.message.clear()
        self.set_busy(True)
        founder = NewAccount(self._login.text().strip(), self._name.text().strip(), FOUNDER_ROLES)
        self.wanted.emit(Founding(self._room.text(), self._city.text(), founder, self._password.password()))

    def _something_missing(self) -> bool:
        for field, code in ((self._room, "room.name_missing"), (self._name, "accounts.name_missing")):
            empty = not field.text().strip()
            theme.mark(field, invalid=empty)
            if empty:
                self.say_refusal(explain(Refused(code)))
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        if not self._password.is_good():
            self.say_refusal(self.tr("The password does not keep every rule yet."))
            self._password.insist()
            return True
        return False

    @Slot()
    def _name_given(self) -> None:
        name = self._name.text().strip()
        if name and not self._own_login:
            self.login_wanted.emit(name)

    @Slot()
    def _owner_changed(self) -> None:
        self._password.set_owner(self._login.text(), self._name.text())

    @Slot(str)
    def _login_typed(self, text: str) -> None:
        self._own_login = bool(text)
