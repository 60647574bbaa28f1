"""A new recovery key where the printed one is lost: one's own password first, then the key, seen once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from dutyroom.errors import DutyroomError
from ui import theme
from ui.settings.dialog import ActDialog
from ui.sign_in.card import labelled, scaled
from ui.sign_in.password_field import PasswordField
from ui.sign_in.recovery_key import RecoveryKeyPage
from ui.sign_in.recovery_sheet import RecoveryFacts
from ui.sign_in.short_copy import ShortCopy
from ui.workplace import Workplace

_WIDTH = 520


class ReplaceKeyDialog(ActDialog):
    """Asks for the password of whoever replaces the key, and then shows the new one."""

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(workplace, parent)
        self._password = PasswordField(self)
        self.set_words(
            self.tr("Replace the recovery key"),
            self.tr(
                "The printed key is void at once; only copies made before still open with it. "
                "The new one is shown once: have the printer ready."
            ),
            self.tr("&Replace"),
        )
        self.body.addLayout(labelled(self.tr("Your &password"), self._password))
        self._password.setFocus()

    def acting(self) -> Callable[[], object] | None:
        """Return the act once a password was given."""
        if not self._password.text():
            self.say(self.tr("Enter your password."))
            self._password.setFocus()
            return None
        house, session = self.workplace.house, self.workplace.session
        return partial(house.accounts.replace_recovery_key, session, self._password.text())

    def refuse(self, error: DutyroomError) -> None:
        """Say what was wrong, with the password ready to be typed again."""
        super().refuse(error)
        self._password.ask_again()

    def done_well(self, result: object) -> None:
        """Show the key in the place of the question."""
        parent = self.parentWidget()
        assert isinstance(result, str)
        assert parent is not None
        NewKeyDialog(self.workplace, result, parent).open()
        self.accept()


class NewKeyDialog(QDialog):
    """Shows the new key until somebody says that it is in the safe."""

    def __init__(self, workplace: Workplace, recovery_key: str, parent: QWidget) -> None:
        super().__init__(parent)
        house = workplace.house
        facts = RecoveryFacts(
            key=recovery_key,
            room_name=house.room.name,
            city=house.room.city,
            data_file=str(house.place.data_file),
            founder=workplace.session.name,
            made_at=workplace.now(),
        )
        self.setWindowTitle(self.tr("Recovery key"))
        copier = ShortCopy(QCoreApplication.instance() or self)
        self.page = RecoveryKeyPage(facts, copier, self, go_on=self.tr("&Close"))
        space = theme.current().sizes.space_5
        column = QVBoxLayout(self)
        column.setContentsMargins(space, space, space, space)
        column.addWidget(self.page)
        self.setMinimumWidth(scaled(_WIDTH))
        self.page.put_away.connect(self.accept)
        self.page.left.connect(self._leave)
        self.page.start()

    @Slot()
    def _leave(self) -> None:
        super().reject()

    def reject(self) -> None:
        """Warn before the key is lost."""
        self.page.warn()
