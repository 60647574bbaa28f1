"""One's own password."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from dutyroom.errors import DutyroomError
from ui.settings.dialog import ActDialog
from ui.sign_in.card import labelled
from ui.sign_in.new_password import NewPassword
from ui.sign_in.password_field import PasswordField
from ui.workplace import Workplace


class OwnPasswordDialog(ActDialog):
    """Asks for the old password and twice for the new one."""

    def __init__(self, workplace: Workplace, login: str, parent: QWidget) -> None:
        super().__init__(workplace, parent)
        self._old = PasswordField(self)
        self._new = NewPassword(self)
        self._new.set_owner(login, workplace.session.name)
        self.set_words(
            self.tr("Change your password"),
            self.tr("It counts from now on, also for unlocking the desk."),
            self.tr("&Change"),
        )
        self.body.addLayout(labelled(self.tr("&Old password"), self._old))
        self.body.addWidget(self._new)
        self._old.setFocus()

    def acting(self) -> Callable[[], object] | None:
        """Return the change, once the new password keeps every rule."""
        if not self._old.text():
            self.say(self.tr("Enter the old password."))
            self._old.setFocus()
            return None
        if not self._new.is_good():
            self.say(self.tr("The new password does not keep every rule yet."))
            self._new.insist()
            return None
        accounts, session = self.workplace.house.accounts, self.workplace.session
        return partial(accounts.change_password, session, self._old.text(), self._new.password())

    def refuse(self, error: DutyroomError) -> None:
        """Say what was wrong, with the old password ready to be typed again where it was that."""
        super().refuse(error)
        if error.code == "accounts.wrong_name_or_password":
            self.say(self.tr("The old password is wrong. Try again."))
            self._old.ask_again()
