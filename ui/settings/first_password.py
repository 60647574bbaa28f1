"""A first password: made here, handed to its owner, changed by the owner at once."""

from __future__ import annotations

import secrets

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from ui import theme
from ui.sign_in.card import with_icon
from ui.sign_in.password_rules import PasswordRule, rules_met
from ui.sign_in.short_copy import ShortCopy
from ui.theme import Tone

# Nothing that is misread when copied by hand: no 0 and O, no 1, I and l.
_SMALL = "abcdefghijkmnpqrstuvwxyz"
_CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_DIGITS = "23456789"
_GROUPS = 3
_IN_GROUP = 4


def new_first_password(login: str, name: str) -> str:
    """Return a random password that keeps every rule and can be read aloud: ``Kmt4-xw9R-fhq7``."""
    while True:
        letters = [secrets.choice(_SMALL + _CAPITALS + _DIGITS) for _ in range(_GROUPS * _IN_GROUP)]
        groups = ["".join(letters[at : at + _IN_GROUP]) for at in range(0, len(letters), _IN_GROUP)]
        password = "-".join(groups)
        if rules_met(password, login, name) == frozenset(PasswordRule):
            return password


class FirstPasswordField(QWidget):
    """Holds a made password in the clear, since it is there to be told; another can be made or typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._login = ""
        self._name = ""
        self._field = QLineEdit(new_first_password("", ""), self)
        self._again = with_icon("refresh", self.tr("Make &another"), self)
        self._again.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().sizes.space_2)
        row.addWidget(self._field, 1)
        row.addWidget(self._again)
        self.setFocusProxy(self._field)
        self._again.clicked.connect(self.make_another)

    def set_owner(self, login: str, name: str) -> None:
        """Say for whom it is: neither may be part of it."""
        self._login, self._name = login, name

    def password(self) -> str:
        """Return the password that stands there."""
        return self._field.text().strip()

    @Slot()
    def make_another(self) -> None:
        """Put another made password there."""
        self._field.setText(new_first_password(self._login, self._name))


class HandOver(QFrame):
    """Shows login and first password once, to be told to their owner."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._password = ""
        self._login_label = QLabel(self)
        self._password_label = QLabel(self)
        self._copy = with_icon("copy", self.tr("&Copy"), self)
        self._copy.setAutoDefault(False)
        self._copier = ShortCopy(QCoreApplication.instance() or self)
        theme.mark(self, area="message", tone=Tone.NEUTRAL.value)
        self._lay_out()
        self._copy.clicked.connect(self._copy_it)
        self.hide()

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        grid = QGridLayout(self)
        grid.setContentsMargins(sizes.space_4, sizes.space_3, sizes.space_3, sizes.space_3)
        grid.setHorizontalSpacing(sizes.space_4)
        for row, (words, label) in enumerate(
            ((self.tr("Login"), self._login_label), (self.tr("First password"), self._password_label))
        ):
            caption = QLabel(words, self)
            theme.mark(caption, type="secondary")
            theme.mark(label, type="section")
            grid.addWidget(caption, row, 0)
            grid.addWidget(label, row, 1)
        grid.addWidget(self._copy, 1, 2)
        grid.setColumnStretch(1, 1)

    def show_once(self, login: str, password: str) -> None:
        """Show both."""
        self._password = password
        self._login_label.setText(login)
        self._password_label.setText(password)
        self._password_label.setAccessibleName(" ".join(password))
        self.show()

    def password(self) -> str:
        """Return the password that is shown."""
        return self._password

    @Slot()
    def _copy_it(self) -> None:
        self._copier.copy(self._password)
        self._copy.setText(self.tr("Copied for {count} s").format(count=self._copier.seconds()))
