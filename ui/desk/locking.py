"""Hides the desk until the password is given, and shows it again as it was left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QWidget

from ui.handover.words_keeper import WordsKeeper
from ui.log.draft_keeper import DraftKeeper
from ui.workplace import Workplace

if TYPE_CHECKING:
    from ui.sign_in.lock import LockPage


def keep_everything(window: QWidget) -> None:
    """Keep every word that stands in a slip, a step or a dialog of ``window``."""
    for keeper in window.findChildren(DraftKeeper):
        keeper.keep_now()
    for words in window.findChildren(WordsKeeper):
        words.keep_now()


class DeskLock(QObject):
    """Lays a lock over the first page of a stack; ``turned`` says whether it is there.

    ``focus_wanted`` is emitted when the desk is shown again and what had the keyboard is gone.
    """

    turned = Signal(bool)
    switch_wanted = Signal()
    focus_wanted = Signal()

    def __init__(self, workplace: Workplace, over: QStackedWidget, window: QWidget) -> None:
        super().__init__(window)
        self._workplace = workplace
        self._over = over
        self._window = window
        self._hidden_dialogs: list[QDialog] = []
        self._typed_in: QWidget | None = None
        self.page: LockPage | None = None
        """The lock while it is there."""

    @property
    def locked(self) -> bool:
        """Return whether the desk is hidden."""
        return self._over.currentIndex() == 1

    @Slot()
    def lock(self) -> None:
        """Hide the desk until the password is given."""
        if self.locked:
            return
        from ui.sign_in.lock import LockPage  # loaded when the desk is first hidden

        keep_everything(self._window)
        self._typed_in = QApplication.focusWidget()
        self._hidden_dialogs = [dialog for dialog in self._window.findChildren(QDialog) if dialog.isVisible()]
        for dialog in self._hidden_dialogs:  # they show names and words, and would still act
            dialog.hide()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self.page = LockPage(self._workplace)
        self.page.show_time(self._workplace.now())
        self.page.unlocked.connect(self.unlock)
        self.page.switch_wanted.connect(self.switch_wanted)
        self._over.addWidget(self.page)
        self._over.setCurrentWidget(self.page)
        self.turned.emit(True)
        note = partial(self._workplace.house.accounts.note_locked, self._workplace.session)
        self._workplace.write(note, self)
        self.page.setFocus()

    @Slot()
    def unlock(self) -> None:
        """Show the desk again: dialogs that were open, and the keyboard where it was."""
        if self.page is not None:
            self._over.setCurrentIndex(0)
            self._over.removeWidget(self.page)
            self.page.deleteLater()
            self.page = None
        self.turned.emit(False)
        for dialog in self._hidden_dialogs:
            if shiboken6.isValid(dialog):
                dialog.open()
        self._hidden_dialogs = []
        if self._typed_in is not None and shiboken6.isValid(self._typed_in) and self._typed_in.isVisible():
            self._typed_in.setFocus()
        else:
            self.focus_wanted.emit()

    def tick(self) -> None:
        """A second passed: the clock of the lock goes on."""
        if self.page is not None:
            self.page.show_time(self._workplace.now())
