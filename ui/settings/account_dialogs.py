"""What an administrator does with accounts: open one, reset its password, change its roles, close, reopen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dutyroom.accounts.model import Account, NewAccount, Role
from ui import theme
from ui.settings.day_field import DayField
from ui.settings.dialog import ActDialog
from ui.settings.first_password import FirstPasswordField, HandOver
from ui.settings.roles_choice import RolesChoice
from ui.sign_in.card import labelled
from ui.sign_in.opening import login_of
from ui.widgets.inline_message import MessageKind
from ui.widgets.section_title import SectionTitle
from ui.workplace import Workplace

_WIDE = 680


class HandOverDialog(ActDialog):
    """A dialog that ends with a first password, shown once."""

    def __init__(self, workplace: Workplace, parent: QWidget, *, width: int) -> None:
        super().__init__(workplace, parent, width=width)
        self.password = FirstPasswordField(self)
        self.hand_over = HandOver(self)
        self._fields = QWidget(self)
        self._finished = False

    def login(self) -> str:
        """Return the login the password belongs to."""
        raise NotImplementedError

    def done_well(self, _result: object) -> None:
        """Show what has to be told, in place of the fields."""
        self._finished = True
        self._fields.hide()
        self.cancel.hide()
        self.hand_over.show_once(self.login(), self.password.password())
        self.set_words(
            self.windowTitle(),
            self.tr("Tell this to the person alone. It is shown only now, and it is changed at the first sign-in."),
            self.tr("&Done"),
        )
        self.ok.setEnabled(True)
        self.ok.setFocus()
        self.message.say(MessageKind.SUCCESS, self.tr("Done."))
        self.fit()

    @Slot()
    def act(self) -> None:
        """Do the act, or close once it is done."""
        if self._finished:
            self.accept()
        else:
            super().act()


class OpenAccountDialog(HandOverDialog):
    """Opens an account: name, login, basis, training, roles, first password."""

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(workplace, parent, width=_WIDE)
        self._name = QLineEdit(self._fields)
        self._login = QLineEdit(self._fields)
        self._basis = QLineEdit(self._fields)
        self._trained = DayField(workplace.now().date(), self._fields)
        self._roles = RolesChoice(frozenset({Role.DUTY_OFFICER}), self._fields)
        self._own_login = False
        self._build()
        self._name.editingFinished.connect(self._name_given)
        self._name.textChanged.connect(self._owner_changed)
        self._login.textChanged.connect(self._owner_changed)
        self._login.textEdited.connect(self._login_typed)

    def _build(self) -> None:
        self.set_words(
            self.tr("Add an account"),
            self.tr("One account for each person, never shared. It stays in the journal for good."),
            self.tr("&Add"),
        )
        self._basis.setPlaceholderText(self.tr("Paper by which the person was posted"))
        column = stacked(self._fields)
        column.addLayout(self._pair((self.tr("&Name"), self._name), (self.tr("&Login"), self._login)))
        column.addLayout(self._pair((self.tr("&Basis"), self._basis), (self.tr("&Trained on"), self._trained)))
        column.addLayout(labelled(self.tr("First &password"), self.password))
        column.addWidget(SectionTitle(self.tr("Roles"), parent=self))
        column.addWidget(self._roles)
        self.body.addWidget(self._fields)
        self.body.addWidget(self.hand_over)
        self._name.setFocus()

    def _pair(self, *fields: tuple[str, QWidget]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().sizes.space_3)
        for text, field in fields:
            row.addLayout(labelled(text, field), 1)
        return row

    def login(self) -> str:
        """Return the login as it stands, or the name where it is left to that."""
        return self._login.text().strip() or self._name.text().strip()

    def acting(self) -> Callable[[], object] | None:
        """Return the opening of the account."""
        if not self._trained.is_valid():
            self.say(self.tr("This is no day. Type it like 2026-11-21."))
            self._trained.setFocus()
            return None
        new = NewAccount(
            login=self._login.text().strip(),
            name=self._name.text().strip(),
            roles=self._roles.roles(),
            basis=self._basis.text(),
            trained_on=self._trained.value(),
        )
        accounts, session = self.workplace.house.accounts, self.workplace.session
        return partial(accounts.open, session, new, self.password.password())

    @Slot()
    def _name_given(self) -> None:
        name = self._name.text().strip()
        if name and not self._own_login:
            self.workplace.read(partial(login_of, name), self, self._suggest, key="login")

    def _suggest(self, login: str) -> None:
        if not self._own_login:
            self._login.setText(login)

    @Slot()
    def _owner_changed(self) -> None:
        self.password.set_owner(self._login.text(), self._name.text())

    @Slot(str)
    def _login_typed(self, text: str) -> None:
        self._own_login = bool(text)


class FirstPasswordDialog(HandOverDialog):
    """Gives somebody a new first password; with ``reopen`` the closed account is opened again."""

    def __init__(self, workplace: Workplace, account: Account, parent: QWidget, *, reopen: bool = False) -> None:
        super().__init__(workplace, parent, width=520)
        self._account = account
        self._reopen = reopen
        self.password.set_owner(account.login, account.name)
        if reopen:
            title, ok = self.tr("Reopen the account of {name}"), self.tr("&Reopen")
            why = self.tr("The person signs in again with a new first password. Roles are as before.")
        else:
            title, ok = self.tr("New password for {name}"), self.tr("&Set")
            why = self.tr("The old password ends now. The person chooses another at the next sign-in.")
        self.set_words(title.format(name=account.name), why, ok)
        stacked(self._fields).addLayout(labelled(self.tr("First &password"), self.password))
        self.body.addWidget(self._fields)
        self.body.addWidget(self.hand_over)
        self.password.setFocus()

    def login(self) -> str:
        """Return the login of the account."""
        return self._account.login

    def acting(self) -> Callable[[], object] | None:
        """Return the resetting, or the reopening."""
        accounts, session = self.workplace.house.accounts, self.workplace.session
        act = accounts.reopen if self._reopen else accounts.reset_password
        return partial(act, session, self._account.id, self.password.password())


class RolesDialog(ActDialog):
    """Gives somebody other roles."""

    def __init__(self, workplace: Workplace, account: Account, parent: QWidget) -> None:
        super().__init__(workplace, parent, width=_WIDE)
        self._account = account
        self._roles = RolesChoice(account.roles, self)
        self.set_words(
            self.tr("Roles of {name}").format(name=account.name),
            self.tr("They hold from the next sign-in. The three administrators are three persons."),
            self.tr("&Set the roles"),
        )
        self.body.addWidget(self._roles)
        self._roles.setFocus()

    def acting(self) -> Callable[[], object] | None:
        """Return the setting of the roles."""
        accounts, session = self.workplace.house.accounts, self.workplace.session
        return partial(accounts.set_roles, session, self._account.id, self._roles.roles())


class CloseAccountDialog(ActDialog):
    """Asks once more before an account is closed."""

    def __init__(self, workplace: Workplace, account: Account, parent: QWidget) -> None:
        super().__init__(workplace, parent)
        self._account = account
        self.set_words(
            self.tr("Close the account of {name}").format(name=account.name),
            self.tr("The person can no longer sign in. Everything logged under the name stays. It can be reopened."),
            self.tr("&Close the account"),
        )
        theme.mark(self.ok, kind="danger")
        self.cancel.setFocus()

    def acting(self) -> Callable[[], object] | None:
        """Return the closing."""
        accounts, session = self.workplace.house.accounts, self.workplace.session
        return partial(accounts.close, session, self._account.id)


def stacked(widget: QWidget) -> QVBoxLayout:
    """Give ``widget`` a column without margins and return it."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().sizes.space_3)
    return column
