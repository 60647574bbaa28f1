"""Noting that a number was tried, and asking for the reason before one is shown."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from dutyroom.accounts.model import Right
from dutyroom.changes import Changes, Topic
from dutyroom.directory.model import NumberCheck
from dutyroom.errors import DutyroomError
from ui.directory.number_row import NumberRow
from ui.directory.reason_dialog import ReasonDialog
from ui.directory.shelf import Shelf, called
from ui.workplace import Workplace


class Trying(QObject):
    """Everything that is done to a number without changing it."""

    noted = Signal(object)
    """The ``NumberCheck`` that was written."""
    refused = Signal(object)

    def __init__(self, workplace: Workplace, page: QWidget) -> None:
        super().__init__(page)
        self._workplace = workplace
        self._page = page
        self._shelf: Shelf | None = None
        self._own: set[str] = set()

    def set_shelf(self, shelf: Shelf) -> None:
        """Take a newer directory."""
        self._shelf = shelf

    @Slot(str, bool)
    def note(self, number_id: str, reachable: bool) -> None:
        """Note whether a number answered (R009)."""
        if not self._workplace.session.may(Right.WRITE_LOG):
            return
        self._own.add(number_id)
        self._workplace.write(partial(_note, self._workplace, number_id, reachable), self, self._noted, self._failed)

    def is_own(self, changes: Changes) -> bool:
        """Return whether changes are nothing but a check of ours, which ``noted`` tells of without a new reading."""
        return bool(changes.subjects) and changes.subjects <= self._own and changes.topics == {Topic.DIRECTORY}

    @Slot(object)
    def ask_reason(self, row: NumberRow) -> None:
        """Ask why a number is to be shown, and show it in its row (R088)."""
        dialog = ReasonDialog(self._workplace, row.number, self._owner(row.number.owner_id), self._page)
        dialog.revealed.connect(row.reveal)
        dialog.open()

    def _noted(self, check: NumberCheck) -> None:
        self._own.discard(check.number_id)
        self.noted.emit(check)

    def _failed(self, error: DutyroomError) -> None:
        self._own.clear()
        self.refused.emit(error)

    def _owner(self, owner_id: str) -> str:
        if self._shelf is None:
            return ""
        person = self._shelf.people.get(owner_id)
        unit = self._shelf.unit_of(owner_id)
        return person.name if person else called(unit) if unit else ""


def _note(workplace: Workplace, number_id: str, reachable: bool) -> NumberCheck:
    house, session = workplace.house, workplace.session
    house.directory.note_check(session, number_id, reachable=reachable)
    return NumberCheck(number_id=number_id, at=house.clock.now(), reachable=reachable, by=session.name)
