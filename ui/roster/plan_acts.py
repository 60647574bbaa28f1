"""What is done to a plan: each act goes to the writer's lane and comes back as the plan that it made."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from dutyroom.roster.model import Slot as RosterSlot
from dutyroom.roster.views import PlanFile
from ui.roster.differences_dialog import DifferencesDialog
from ui.roster.history_dialog import HistoryDialog
from ui.roster.holidays import NextHoliday, next_holidays
from ui.roster.notices_dialog import NoticesDialog
from ui.roster.plan_dialogs import NewPlanDialog, PlanReasonDialog
from ui.workplace import Workplace

Undoing = Callable[[], PlanFile]


class PlanActs(QObject):
    """``changed`` carries the ``PlanFile`` as it is after an act, ``refused`` an error, ``said`` a sentence."""

    changed = Signal(object)
    refused = Signal(object)
    said = Signal(str)

    def __init__(self, workplace: Workplace, page: QWidget) -> None:
        super().__init__(page)
        self._workplace = workplace
        self._page = page
        self._file: PlanFile | None = None
        self._undoing: list[tuple[str, Undoing]] = []
        self.dialog: QDialog | None = None

    def set_plan(self, file: PlanFile | None) -> None:
        """Take the plan that is shown."""
        self._file = file

    # --- names

    @Slot(object, object)
    def change(self, slot: RosterSlot, member_id: str | None) -> None:
        """Put somebody into a slot of the draft, or nobody."""
        file = self._file
        before = file.assignment(slot) if file is not None else None
        if file is None or before is None or before.member_id == member_id:
            return
        roster, session, plan_id = self._workplace.house.roster, self._workplace.session, file.head.id
        reason = self.tr("changed in the draft")
        self._undoing.append((plan_id, partial(roster.change_slot, session, plan_id, slot, before.member_id, reason)))
        self._do(partial(roster.change_slot, session, plan_id, slot, member_id, reason))

    @Slot(object, object)
    def exchange(self, one: RosterSlot, other: RosterSlot) -> None:
        """Exchange the names of two slots of the draft."""
        file = self._file
        if file is None or one == other:
            return
        roster, session, plan_id = self._workplace.house.roster, self._workplace.session, file.head.id
        self._undoing.append((plan_id, partial(roster.swap_slots, session, plan_id, one, other)))
        self._do(partial(roster.swap_slots, session, plan_id, one, other))

    @Slot()
    def undo(self) -> None:
        """Take back the last change that was made here to this plan."""
        file = self._file
        while self._undoing and file is not None:
            plan_id, act = self._undoing.pop()
            if plan_id == file.head.id:
                self._do(act)
                return

    # --- the way of a plan

    @Slot()
    def new_plan(self) -> None:
        """Offer the next holidays and a period."""
        calendar, today = self._workplace.house.calendar, self._workplace.now().date()
        call = partial(next_holidays, calendar.day, today)
        self._workplace.read(call, self, self._open_new_plan, self.refused.emit, key="holidays")

    def _open_new_plan(self, holidays: tuple[NextHoliday, ...]) -> None:
        dialog = NewPlanDialog(self._workplace, holidays, self._page)
        dialog.made.connect(self.changed)
        self._open(dialog)

    @Slot()
    def submit(self) -> None:
        """Hand the draft in."""
        if self._file is not None:
            plan_id = self._file.head.id
            self._do(partial(self._workplace.house.roster.submit, self._workplace.session, plan_id))

    @Slot()
    def approve(self) -> None:
        """Approve the plan."""
        if self._file is not None:
            plan_id = self._file.head.id
            self._do(partial(self._workplace.house.roster.approve, self._workplace.session, plan_id))

    @Slot()
    def send_back(self) -> None:
        """Send the plan back with a reason."""
        words = (
            self.tr("Send back"),
            self.tr("The plan becomes a draft again; whoever made it reads the reason."),
            self.tr("&Send back"),
        )
        self._ask(words, self._workplace.house.roster.send_back)

    @Slot()
    def recall(self) -> None:
        """Take the submitted plan back to be changed."""
        words = (
            self.tr("Take back"),
            self.tr("The plan becomes a draft again and has to be submitted anew."),
            self.tr("&Take back"),
        )
        self._ask(words, self._workplace.house.roster.recall)

    @Slot()
    def revise(self) -> None:
        """Make a new version with its reason."""
        words = (
            self.tr("New version"),
            self.tr("The approved plan holds until the new version is approved. The difference can be shown."),
            self.tr("&Make a new version"),
        )
        self._ask(words, self._workplace.house.roster.revise)

    @Slot()
    def plan_again(self) -> None:
        """Plan the days again; every name that still fits stays, and the difference can be shown."""
        words = (
            self.tr("Plan again"),
            self.tr("After another arrangement of the year, or absences. Every name that still fits stays."),
            self.tr("&Plan again"),
        )
        self._ask(words, self._workplace.house.roster.replan)

    @Slot()
    def withdraw(self) -> None:
        """Take the plan out of the way; it stays to be read."""
        words = (self.tr("Withdraw"), self.tr("The plan no longer counts; it stays to be read."), self.tr("&Withdraw"))
        self._ask(words, self._workplace.house.roster.withdraw)

    @Slot()
    def show_differences(self) -> None:
        """Show what this version changes."""
        file = self._file
        if file is not None and file.head.previous_id is not None:
            self._open(DifferencesDialog(self._workplace, file, self._page))

    @Slot()
    def show_history(self) -> None:
        """Show what was done to the plan."""
        if self._file is not None:
            self._open(HistoryDialog(self._workplace, self._file, self._page))

    @Slot()
    def show_notices(self) -> None:
        """Show who was told and who acknowledged."""
        if self._file is not None:
            dialog = NoticesDialog(self._workplace, self._file, self._page)
            dialog.changed.connect(self.changed)
            self._open(dialog)

    def _ask(self, words: tuple[str, str, str], act: Callable[..., PlanFile]) -> None:
        if self._file is None:
            return
        call = partial(act, self._workplace.session, self._file.head.id)
        dialog = PlanReasonDialog(self._workplace, self._page, words, call)
        dialog.finished_with.connect(self.changed)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _do(self, act: Callable[[], PlanFile]) -> None:
        self._workplace.write(act, self, self.changed.emit, self.refused.emit)
