"""Accounts: who may sign in, in which role, on what basis; and everybody's own password."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from dutyroom.accounts.model import Account, Right, Role
from dutyroom.accounts.rules import ADMINISTRATORS
from dutyroom.changes import Changes, Topic
from ui import theme
from ui.settings.account_dialogs import CloseAccountDialog, FirstPasswordDialog, OpenAccountDialog, RolesDialog
from ui.settings.dialog import ActDialog
from ui.settings.own_password import OwnPasswordDialog
from ui.settings.replace_key import ReplaceKeyDialog
from ui.settings.rows_model import RowsModel, WordRow
from ui.settings.section import Section
from ui.sign_in.card import scaled, with_icon
from ui.terms import label
from ui.theme import Tone
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.widgets.remembered import Remembered
from ui.workplace import Workplace

_LEAST = 88  # of a column, so that a large text scrolls instead of vanishing
_LOOKS = (
    ColumnLook(96, strong=True),
    ColumnLook(112, secondary=True),
    ColumnLook(),
    ColumnLook(112),
    ColumnLook(144),
    ColumnLook(96),
)


def missing_administrators(accounts: list[Account]) -> list[Role]:
    """Return which of the three administrators nobody is, in their usual order."""
    held = frozenset[Role]().union(*(account.roles for account in accounts if account.active))
    return [role for role in Role if role in ADMINISTRATORS - held]


class AccountsSection(Section):
    """The table of accounts for who manages them; one's own password for everybody."""

    scrolls = False

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        session = workplace.session
        self._manages = session.may(Right.MANAGE_ACCOUNTS)
        self._grants = self._manages or session.may(Right.GRANT_ROLES)
        self._accounts: list[Account] = []
        self._missing = InlineMessage(self)
        self._model = RowsModel(
            (
                self.tr("Name"),
                self.tr("Login"),
                self.tr("Roles"),
                self.tr("State"),
                self.tr("Basis"),
                self.tr("Trained on"),
            ),
            self,
        )
        self._table = QuietTable(self)
        self._add = with_icon("add", self.tr("&Add…"), self)
        self._set_roles = with_icon("users", self.tr("&Roles…"), self)
        self._password = with_icon("key", self.tr("New &password…"), self)
        self._close = QPushButton(self.tr("&Close account…"), self)
        self._reopen = QPushButton(self.tr("R&eopen…"), self)
        self._own = with_icon("key", self.tr("Change &my password…"), self)
        self._recovery = with_icon("key", self.tr("New recovery &key…"), self)
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        self.set_words(
            self.tr("Accounts"),
            self.tr("One account for each person. A closed account keeps its history and can be reopened.")
            if self._grants
            else self.tr("Accounts and roles are the business of the system and security administrators."),
        )
        self._table.setModel(self._model)
        self._table.horizontalHeader().setMinimumSectionSize(scaled(_LEAST))
        self._table.set_columns(_LOOKS)
        self._table.sort_by_heading()
        Remembered(self._workplace.seat, "accounts", self._table)
        self._table.setAccessibleName(self.tr("Accounts"))
        for widget in (self._table, self._add, self._set_roles, self._password, self._close, self._reopen):
            widget.setVisible(self._grants)
        if self._grants:
            self.body.addWidget(self._missing)
            self.body.addWidget(self._buttons())
            self.body.addWidget(self._table, 1)
        self._recovery.setVisible(self._manages)
        self._recovery.setToolTip(self.tr("When the printed one is lost: the old key is void at once."))
        self.add_heading(self.tr("Password and recovery key") if self._manages else self.tr("Your own password"))
        own = QHBoxLayout()
        own.addWidget(self._own)
        own.addWidget(self._recovery)
        own.addStretch(1)
        self.body.addLayout(own)
        if not self._grants:
            self.finish()

    def _buttons(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, gap=theme.current().sizes.space_2)
        for button in (self._add, self._set_roles, self._password, self._close, self._reopen):
            flow.addWidget(button)
        self._show_state()
        return row

    def _connect_signals(self) -> None:
        self._add.clicked.connect(self.add)
        self._set_roles.clicked.connect(self.change_roles)
        self._password.clicked.connect(self.reset_password)
        self._close.clicked.connect(self.close_account)
        self._reopen.clicked.connect(self.reopen)
        self._own.clicked.connect(self.change_own_password)
        self._recovery.clicked.connect(self.replace_recovery_key)
        self._table.selectionModel().currentRowChanged.connect(self._chosen)
        self._table.activated.connect(self._activated)
        self._workplace.changed.connect(self._changed)

    def begin(self) -> None:
        """Read the accounts."""
        self._workplace.read(self._workplace.house.accounts.all, self, self._show_accounts, self.refuse, key="all")

    def chosen(self) -> Account | None:
        """Return the account of the row the keyboard is on."""
        row = self._model.row(self._table.currentIndex().row())
        return next((account for account in self._accounts if row is not None and account.id == row.key), None)

    def choose(self, account_id: str) -> None:
        """Put the keyboard on the row of an account."""
        self._table.selectRow(self._model.place(account_id))

    @Slot()
    def add(self) -> None:
        """Ask for a new account."""
        OpenAccountDialog(self._workplace, self).open()

    @Slot()
    def change_roles(self) -> None:
        """Ask for other roles of the chosen account."""
        account = self.chosen()
        if account is not None:
            RolesDialog(self._workplace, account, self).open()

    @Slot()
    def reset_password(self) -> None:
        """Offer a new first password for the chosen account."""
        self._open_for_chosen(reopen=False)

    @Slot()
    def reopen(self) -> None:
        """Offer to reopen the chosen account."""
        self._open_for_chosen(reopen=True)

    @Slot()
    def close_account(self) -> None:
        """Ask once more before the chosen account is closed."""
        account = self.chosen()
        if account is not None:
            CloseAccountDialog(self._workplace, account, self).open()

    @Slot()
    def change_own_password(self) -> None:
        """Ask for old and new password of whoever sits here."""
        login = next((known.login for known in self._accounts if known.id == self._workplace.session.account_id), "")
        dialog = OwnPasswordDialog(self._workplace, login, self)
        dialog.accepted.connect(self._own_changed)
        dialog.open()

    @Slot()
    def replace_recovery_key(self) -> None:
        """Ask for the own password before the recovery key is replaced."""
        ReplaceKeyDialog(self._workplace, self).open()

    def dialog(self) -> ActDialog | None:
        """Return the dialog that is open, if one is."""
        return next((dialog for dialog in self.findChildren(ActDialog) if dialog.isVisible()), None)

    def _open_for_chosen(self, *, reopen: bool) -> None:
        account = self.chosen()
        if account is not None:
            FirstPasswordDialog(self._workplace, account, self, reopen=reopen).open()

    def _show_accounts(self, accounts: list[Account]) -> None:
        before = self.chosen()
        self._accounts = accounts
        self._model.set_rows([self._row(account) for account in accounts])
        if before is not None:
            self.choose(before.id)
        missing = missing_administrators(accounts)
        if missing and self._grants:
            names = self.tr(", ").join(label(role) for role in missing)
            self._missing.say(
                MessageKind.WARNING,
                self.tr("Still missing: {roles}. The three administrators are three persons.").format(roles=names),
            )
        else:
            self._missing.clear()
        self._show_state()

    def _row(self, account: Account) -> WordRow:
        roles = self.tr(", ").join(label(role) for role in Role if role in account.roles)
        if not account.active:
            state = self.tr("Closed")
        elif account.must_change_password:
            state = self.tr("First password")
        else:
            state = self.tr("Active")
        trained = account.trained_on.isoformat() if account.trained_on else ""
        cells = (account.name, account.login, roles, state, account.basis, trained)
        tone = None if account.active else Tone.NEUTRAL
        return WordRow(account.id, cells, tip=" · ".join(cell for cell in cells if cell), tone=tone)

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_state()

    @Slot(QModelIndex)
    def _activated(self, _index: QModelIndex) -> None:
        if self._set_roles.isEnabled():
            self.change_roles()

    def _show_state(self) -> None:
        account = self.chosen()
        other = account is not None and account.id != self._workplace.session.account_id
        active = other and account is not None and account.active
        self._add.setEnabled(self._manages)
        self._set_roles.setEnabled(active)
        self._password.setEnabled(active and self._manages)
        self._close.setEnabled(active and self._manages)
        closed = account is not None and not account.active
        self._close.setVisible(self._manages and not closed)
        self._reopen.setVisible(self._manages and closed)

    @Slot()
    def _own_changed(self) -> None:
        self.message.say(MessageKind.SUCCESS, self.tr("Your password is changed."))

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.touches(Topic.ACCOUNTS):
            self.begin()
