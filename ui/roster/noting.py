"""Noting who really was on, and taking the last note back by noting again what stood before."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from dutyroom.roster.views import ActualDuty
from ui.actions import Act, make
from ui.roster.actual_dialog import ActualDialog, NotedDuty
from ui.roster.words import nobody
from ui.workplace import Workplace


class Noting(QObject):
    """``noted`` after a note, ``refused`` carries an error, ``said`` a sentence."""

    noted = Signal()
    refused = Signal(object)
    said = Signal(str)

    def __init__(self, workplace: Workplace, page: QWidget) -> None:
        super().__init__(page)
        self._workplace = workplace
        self._page = page
        self._made: list[NotedDuty] = []
        self.dialog: ActualDialog | None = None
        self._undo = make(Act.UNDO, page, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._undo.setEnabled(False)
        self._undo.triggered.connect(self._take_back)

    def ask(self, day: date) -> None:
        """Ask who really was on, on a day."""
        self.dialog = ActualDialog(self._workplace, day, self._page)
        self.dialog.noted.connect(self._noted)
        self.dialog.open()

    @Slot(object)
    def _noted(self, noted: NotedDuty) -> None:
        self._made.append(noted)
        self._undo.setEnabled(True)
        name = noted.after.name or nobody()
        self.said.emit(self.tr("Noted: {name} was on. Ctrl+Z takes it back.").format(name=name))
        self.noted.emit()

    @Slot()
    def _take_back(self) -> None:
        if self._made:
            before = self._made.pop().before
            self._undo.setEnabled(bool(self._made))
            roster, session = self._workplace.house.roster, self._workplace.session
            reason = self.tr("the last note is taken back")
            call = partial(roster.note_actual, session, before.slot, before.member_id, reason)
            self._workplace.write(call, self, self._taken_back, self.refused.emit)

    @Slot(object)
    def _taken_back(self, duty: ActualDuty) -> None:
        self.said.emit(self.tr("Taken back: {name} was on.").format(name=duty.name or nobody()))
        self.noted.emit()
