"""Names of the accounts, for the columns that say who owns a matter."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from dutyroom.accounts.model import Account
from dutyroom.changes import Changes, Topic
from ui.workplace import Workplace


class AccountNames(QObject):
    """Keeps the names by account id; ``renewed`` carries them whenever they were read again."""

    renewed = Signal(object)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._workplace = workplace
        self.names: dict[str, str] = {}
        workplace.changed.connect(self._hear)
        self._ask()

    def _ask(self) -> None:
        self._workplace.read(self._workplace.house.accounts.all, self, self._take, key="names")

    def _take(self, accounts: list[Account]) -> None:
        self.names = {account.id: account.name for account in accounts}
        self.renewed.emit(self.names)

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.ACCOUNTS):
            self._ask()
