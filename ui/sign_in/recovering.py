"""A forgotten password: the printed recovery key, the login, a new password."""

from __future__ import annotations

from dataclasses import field

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from dutyroom.errors import DutyroomError
from dutyroom.frozen import dataclass
from ui import theme
from ui.sign_in.card import CardPage, keyboard_order, labelled, link, primary
from ui.sign_in.new_password import NewPassword

KEY_LETTERS = 32
_GROUP = 4


@dataclass(frozen=True)
class Recovery:
    """What a forgotten password is replaced with."""

    recovery_key: str = field(repr=False)
    login: str
    password: str = field(repr=False)


def letters_of(typed: str) -> str:
    """Return the letters and digits of a recovery key as typed, without what stands between them."""
    return "".join(character for character in typed.upper() if character.isascii() and character.isalnum())


def grouped(letters: str) -> str:
    """Return letters in groups of four, as they are printed."""
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


class RecoverPage(CardPage):
    """Asks for the recovery key, a login and a new password; ``wanted`` carries a ``Recovery``."""

    wanted = Signal(object)

    def __init__(self, *, login: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = QLineEdit(self)
        self._count = QLabel(self)
        self._login = QLineEdit(login, self)
        self._password = NewPassword(self)
        self._back = link(self.tr("&Back"))
        self._go = primary(self.tr("&Set the password"))
        self._build()
        self._connect_signals()
        self._key_typed(self._key.text())

    def _build(self) -> None:
        self.set_words(
            self.tr("A new password"),
            self.tr(
                "Take the printed recovery key out of the safe. A system administrator can also give you a new "
                "password without it."
            ),
        )
        self._key.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self._key.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhUppercaseOnly)
        theme.mark(self._count, type="caption")
        key = labelled(self.tr("&Recovery key"), self._key)
        key.addWidget(self._count)
        self.add_layout(key)
        self.add_fields((self.tr("&Login"), self._login))
        self.add_widget(self._password)
        self.add_buttons((self._back,), (self._go,))
        self.setFocusProxy(self._key)
        keyboard_order(self._key, self._login, *self._password.fields(), self._go, self._back)

    def _connect_signals(self) -> None:
        self._key.textEdited.connect(self._key_typed)
        self._login.textChanged.connect(self._owner_changed)
        for field_ in (self._key, self._login):
            field_.returnPressed.connect(self.submit)
        self._password.submitted.connect(self.submit)
        self._go.clicked.connect(self.submit)
        self._back.clicked.connect(self.back_wanted)

    def set_busy(self, busy: bool) -> None:
        """Show that the key is being tried."""
        self._go.setEnabled(not busy)
        self._go.setText(self.tr("Checking the key…") if busy else self.tr("&Set the password"))

    def refuse(self, error: DutyroomError) -> None:
        """Say what was wrong; a wrong key is not a wrong name."""
        super().refuse(error)
        if error.code == "accounts.wrong_name_or_password":
            self.say_refusal(self.tr("The recovery key does not fit. Compare it with the paper, group by group."))
            self._key.setFocus(Qt.FocusReason.OtherFocusReason)
        elif error.code == "accounts.unknown_login":
            self._login.setFocus(Qt.FocusReason.OtherFocusReason)
            self._login.selectAll()

    @Slot()
    def submit(self) -> None:
        """Ask for the new password to be set, or say what is missing."""
        if not self._go.isEnabled():
            return
        if len(letters_of(self._key.text())) != KEY_LETTERS:
            self.say_refusal(self.tr("A recovery key has {count} characters.").format(count=KEY_LETTERS))
            self._key.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._login.text().strip():
            self.say_refusal(self.tr("Enter the login whose password is forgotten."))
            self._login.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._password.is_good():
            self.say_refusal(self.tr("The password does not keep every rule yet."))
            self._password.insist()
        else:
            self.message.clear()
            self.set_busy(True)
            key = grouped(letters_of(self._key.text()))
            self.wanted.emit(Recovery(key, self._login.text().strip(), self._password.password()))

    @Slot(str)
    def _key_typed(self, text: str) -> None:
        letters = letters_of(text)
        self._count.setText(
            self.tr("{count} of {all} characters; spaces and hyphens do not matter.").format(
                count=len(letters), all=KEY_LETTERS
            )
        )
        if self._key.cursorPosition() == len(text) and len(letters) <= KEY_LETTERS:
            self._key.setText(grouped(letters))

    @Slot(str)
    def _owner_changed(self, login: str) -> None:
        self._password.set_owner(login, "")
