"""Asking for a swap: which duty, who stands in, why, and whether the leader in charge was told (R071, R072, R079)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from dutyroom.roster.model import Assignment, CandidateRank, NoticeChannel
from dutyroom.roster.model import Slot as RosterSlot
from dutyroom.roster.views import PlanHead, Swap
from ui.directory.form_dialog import FormDialog
from ui.log.choices import Choice
from ui.roster.words import counts_text, problem_text, slot_text
from ui.widgets.inline_message import MessageKind
from ui.workplace import Workplace

_WIDTH = 560


def plan_of(heads: Sequence[PlanHead], slot: RosterSlot) -> PlanHead | None:
    """Return the plan in force that a slot's name comes from: the latest approved one of that day."""
    covering = [head for head in heads if head.in_force and head.first <= slot.date <= head.last]
    return max(covering, key=lambda head: head.approved_at or head.created_at, default=None)


class SwapDialog(FormDialog):
    """The form of a request; ``requested`` carries the ``Swap``."""

    requested = Signal(object)

    def __init__(
        self,
        workplace: Workplace,
        duties: Sequence[Assignment],
        heads: Sequence[PlanHead],
        parent: QWidget | None = None,
        *,
        begin_with: RosterSlot | None = None,
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._duties = tuple(one for one in duties if plan_of(heads, one.slot) is not None)
        self._heads = tuple(heads)
        self._ranks: tuple[CandidateRank, ...] = ()
        self.duty = QComboBox(self)
        self.substitute = QComboBox(self)
        self.reason = QLineEdit(self)
        self.told = Choice(NoticeChannel, any_text=self.tr("Not yet told"))
        self._build_form(begin_with)
        self.duty.currentIndexChanged.connect(self._ask)
        self._ask()
        self.begin()

    def _build_form(self, begin_with: RosterSlot | None) -> None:
        self.set_title(self.tr("Ask for a swap"))
        self.set_save_text(self.tr("&Ask"))
        for place, one in enumerate(self._duties):
            self.duty.addItem(f"{slot_text(one.slot)}  {one.name}")
            if one.slot == begin_with:
                self.duty.setCurrentIndex(place)
        self.reason.setPlaceholderText(self.tr("For example: a meeting outside the city"))
        self.add_field(self.tr("&Duty"), self.duty)
        self.add_field(self.tr("&Substitute"), self.substitute)
        self.add_field(self.tr("&Reason"), self.reason)
        self.add_field(self.tr("&Leader in charge"), self.told)
        self.set_width(_WIDTH)
        self.substitute.setFocus()

    def _chosen(self) -> Assignment | None:
        place = self.duty.currentIndex()
        return self._duties[place] if 0 <= place < len(self._duties) else None

    @Slot()
    def _ask(self) -> None:
        """Read who could stand in."""
        one = self._chosen()
        head = plan_of(self._heads, one.slot) if one is not None else None
        self.substitute.clear()
        if one is None or head is None:
            self.say(MessageKind.INFO, self.tr("There is no duty ahead that could be swapped."))
            return
        roster, session = self._workplace.house.roster, self._workplace.session
        call = partial(roster.candidates, session, head.id, one.slot)
        self._workplace.read(call, self, self._offer, self.refuse, key="substitutes")

    @Slot(object)
    def _offer(self, ranks: tuple[CandidateRank, ...]) -> None:
        one = self._chosen()
        self._ranks = tuple(rank for rank in ranks if one is None or rank.member_id != one.member_id)
        self.substitute.clear()
        for rank in self._ranks:
            note = counts_text(rank.counts) if rank.fit else problem_text(rank)
            self.substitute.addItem(f"{rank.name}  ({note})", rank.member_id)

    def snapshot(self) -> object:
        """Return what is typed."""
        return self.reason.text(), self.told.currentIndex()

    def save(self) -> None:
        """Send the request."""
        one = self._chosen()
        head = plan_of(self._heads, one.slot) if one is not None else None
        substitute = self.substitute.currentData()
        if one is None or head is None or not substitute:
            self.say(MessageKind.REFUSAL, self.tr("Choose a duty and who stands in for it."))
            return
        if not self.reason.text().strip():
            self.say(MessageKind.REFUSAL, self.tr("Write down the reason: it stays in the history."))
            self.reason.setFocus()
            return
        self.set_busy(True)
        roster, session = self._workplace.house.roster, self._workplace.session
        call = partial(
            roster.request_swap,
            session,
            head.id,
            one.slot,
            str(substitute),
            self.reason.text().strip(),
            told=self.told.value(),
        )
        self._workplace.write(call, self, self._requested, self.refuse)

    @Slot(object)
    def _requested(self, swap: Swap) -> None:
        self.requested.emit(swap)
        self.accept()
