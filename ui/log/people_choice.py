"""A drop-down of the people who can own a matter."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from dutyroom.accounts.model import Account
from dutyroom.changes import Changes, Topic
from ui.workplace import Workplace


class OwnerChoice(QComboBox):
    """Chooses an account that is open; the first row stands for the watch as a whole."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._wanted = ""
        self.addItem(self.tr("The watch"), "")
        workplace.changed.connect(self._hear)
        self._ask()

    def account_id(self) -> str:
        """Return the chosen account, empty for the watch."""
        return str(self.currentData() or "") or self._wanted

    def account_name(self) -> str:
        """Return the name of whoever was chosen, or the words for the watch."""
        return self.currentText()

    def choose(self, account_id: str) -> None:
        """Choose an account, also one that is still being read."""
        self._wanted = account_id
        place = self.findData(account_id)
        if place >= 0:
            self.setCurrentIndex(place)
            self._wanted = ""

    def _ask(self) -> None:
        self._workplace.read(self._workplace.house.accounts.owners, self, self._take, key="owners")

    def _take(self, accounts: list[Account]) -> None:
        chosen = self.account_id()
        self.blockSignals(True)
        while self.count() > 1:
            self.removeItem(1)
        for account in accounts:
            self.addItem(account.name, account.id)
        self.choose(chosen)
        self.blockSignals(False)

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.ACCOUNTS):
            self._ask()
