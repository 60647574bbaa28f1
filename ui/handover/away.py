"""One key for a short absence from the desk (R070): away with a reason, and back again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from ui.workplace import Workplace

if TYPE_CHECKING:
    from dutyroom.handover.views import Standing


class AwayKey(QObject):
    """``said`` when somebody is back; a refusal goes to the window."""

    said = Signal(str)

    def __init__(self, workplace: Workplace, window: QWidget) -> None:
        super().__init__(window)
        self._workplace = workplace
        self._window = window

    @Slot()
    def toggle(self) -> None:
        """Ask why one leaves the desk, or note at once that one is back."""
        call = partial(self._workplace.house.handover_reader.standing, self._workplace.session)
        self._workplace.read(call, self, self._take, key="away")

    def _take(self, standing: Standing) -> None:
        house, session = self._workplace.house, self._workplace.session
        away = standing.watch.away_now if standing.watch is not None else ()
        if any(one.account_id == session.account_id for one in away):
            self._workplace.write(partial(house.handovers.come_back, session), self, self._back)
            return
        from ui.handover.dialogs import Asking, WordsDialog  # nobody leaves while the desk opens

        asking = Asking(
            self.tr("Away from the desk"),
            self.tr("Your absence and its reason stand in the strip and on the handover sheet. F10 again: back."),
            self.tr("&Away"),
        )
        usual = (self.tr("Meal"), self.tr("Washroom"), self.tr("Taking a paper"), self.tr("Called by a leader"))
        WordsDialog(self._workplace, asking, partial(_step_away, house, session), self._window, usual=usual).open()

    def _back(self, _watch: object) -> None:
        self.said.emit(self.tr("Noted: you are back at the desk."))


def _step_away(house: House, session: Session, reason: str) -> object:
    return house.handovers.step_away(session, reason)
