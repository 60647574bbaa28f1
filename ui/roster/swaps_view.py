"""Swaps: what was asked, who agreed, and all that was before (R071 to R073, R079)."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dutyroom.accounts.model import Right
from dutyroom.frozen import dataclass
from dutyroom.roster.model import Assignment, Member, SwapState
from dutyroom.roster.model import Slot as RosterSlot
from dutyroom.roster.views import PlanHead, Swap
from ui import icons, theme
from ui.roster.hours import hours_of
from ui.roster.plan_dialogs import PlanReasonDialog
from ui.roster.swap_dialog import SwapDialog
from ui.roster.told_dialog import ToldDialog
from ui.roster.words import slot_text
from ui.settings.rows_model import RowsModel, WordRow
from ui.terms import label
from ui.theme import Tone
from ui.widgets.empty_page import EmptyPage
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.widgets.remembered import Remembered
from ui.workplace import Workplace

_AHEAD = timedelta(days=90)
_LOOKS = (
    ColumnLook(width=96, strong=True),
    ColumnLook(),
    ColumnLook(width=84),
    ColumnLook(width=84),
    ColumnLook(width=170, secondary=True),
    ColumnLook(width=150, secondary=True),
)


@dataclass(frozen=True)
class SwapShelf:
    """What the view needs: swaps, who has signed in, the duties ahead that may be given away, the plans."""

    swaps: tuple[Swap, ...]
    own: Member | None
    duties: tuple[Assignment, ...]
    heads: tuple[PlanHead, ...]


def read_shelf(workplace: Workplace, now: datetime) -> SwapShelf:
    """Return swaps and what has not begun yet; planners may ask for everybody, others for themselves (R072)."""
    roster, session, calendar = workplace.house.roster, workplace.session, workplace.house.calendar
    own = next((one for one in roster.members(session) if one.account_id == session.account_id), None)
    ahead = roster.duties(session, now.date(), now.date() + _AHEAD)
    if not session.may(Right.PLAN_ROSTER):
        ahead = tuple(one for one in ahead if own is not None and one.member_id == own.id)
    given = tuple(one for one in ahead if not one.empty and hours_of(one.slot, calendar)[0] > now)
    return SwapShelf(roster.swaps(session), own, given, roster.plans(session))


class SwapsView(QWidget):
    """A table of swaps. ``refused`` carries an error, ``said`` a sentence."""

    refused = Signal(object)
    said = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._shelf = SwapShelf((), None, (), ())
        self._stale = True
        self._asked: RosterSlot | None = None
        headings = (
            self.tr("State"),
            self.tr("Duty"),
            self.tr("Gives"),
            self.tr("Takes"),
            self.tr("Reason"),
            self.tr("Leader told"),
        )
        self.rows = RowsModel(headings, self)
        self.table = QuietTable(self)
        self.ask = QPushButton(icons.icon("add"), self.tr("As&k for a swap…"), self)
        self.agree = QPushButton(icons.icon("done", icons.Role.ON_ACCENT), self.tr("A&gree"), self)
        self.refuse = QPushButton(icons.icon("refused"), self.tr("Re&fuse…"), self)
        self.report = QPushButton(icons.icon("phone-out"), self.tr("Leader &told…"), self)
        self.take_back = QPushButton(icons.icon("withdraw"), self.tr("Take &back…"), self)
        self._hint = QLabel(self)
        self.dialog: QDialog | None = None
        self._empty = EmptyPage(
            icon="assign",
            title=self.tr("No swap was asked for yet"),
            text=self.tr("Whoever cannot come asks for a swap before the shift; the substitute agrees here."),
            action=self.tr("Ask for a swap…"),
        )
        self._stack = QStackedWidget(self)
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self._hint, type="secondary")
        theme.mark(self.agree, kind="primary")
        for button in (self.ask, self.refuse, self.report, self.take_back):
            theme.mark(button, kind="quiet")
        self.table.setModel(self.rows)
        self.table.set_columns(_LOOKS)
        Remembered(self._workplace.seat, "swaps", self.table)
        self.table.setAccessibleName(self.tr("Swaps"))
        head = QHBoxLayout()
        head.setSpacing(sizes.space_2)
        head.addWidget(self._hint, 1)
        for button in (self.report, self.take_back, self.refuse, self.agree, self.ask):
            head.addWidget(button)
        full = QWidget(self)
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.space_3)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self._stack.addWidget(full)
        self._stack.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect_signals(self) -> None:
        self.ask.clicked.connect(self.open_request)
        self._empty.acted.connect(self.open_request)
        self.agree.clicked.connect(self._agree)
        self.refuse.clicked.connect(self._refuse)
        self.report.clicked.connect(self._report)
        self.take_back.clicked.connect(self._take_back)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)

    def marked(self) -> Swap | None:
        """Return the swap that is marked."""
        row = self.rows.row(self.table.currentIndex().row())
        return next((swap for swap in self._shelf.swaps if row is not None and swap.id == row.key), None)

    @Slot()
    def refresh(self) -> None:
        """Read the swaps again."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        call = partial(read_shelf, self._workplace, self._workplace.now())
        self._workplace.read(call, self, self._take, self.refused.emit, key="swaps")

    def _take(self, shelf: SwapShelf) -> None:
        marked = self.marked()
        self._shelf = shelf
        self.rows.set_rows([self._row(swap) for swap in shelf.swaps])
        self._stack.setCurrentIndex(0 if shelf.swaps else 1)
        may_ask = bool(shelf.duties)
        self.ask.setVisible(may_ask)
        self._empty.button().setVisible(may_ask)
        if shelf.swaps:
            place = self.rows.place(marked.id) if marked is not None else 0
            self.table.selectRow(max(0, place))
        self._row_changed()
        asked, self._asked = self._asked, None
        if asked is not None:
            self._open_for(asked)

    def _row(self, swap: Swap) -> WordRow:
        told = self.tr("not yet: {name}").format(name=swap.to_tell) if swap.to_tell else self.tr("not yet")
        if swap.told_at is not None:
            told = f"{swap.told_name}  {self._time(swap.told_at)}"
        asked = self.tr("Asked by {name}, {time}").format(name=swap.requested_by, time=self._time(swap.requested_at))
        lines = [slot_text(swap.slot), asked, swap.reason]
        if swap.answered_at is not None:
            answered = self.tr("Answered by {name}, {time}").format(
                name=swap.answered_by, time=self._time(swap.answered_at)
            )
            lines += [answered, swap.answer]
        tone = Tone.WARNING if swap.state is SwapState.REQUESTED else None
        cells = (label(swap.state), slot_text(swap.slot), swap.member_name, swap.substitute_name, swap.reason, told)
        return WordRow(swap.id, cells, "\n".join(line for line in lines if line), tone)

    @Slot()
    def _row_changed(self, _now: QModelIndex | None = None) -> None:
        """Offer what may be done with the marked swap."""
        swap, own, session = self.marked(), self._shelf.own, self._workplace.session
        waits = swap is not None and swap.state is SwapState.REQUESTED
        is_substitute = waits and swap is not None and own is not None and swap.substitute_id == own.id
        is_giver = waits and swap is not None and own is not None and swap.member_id == own.id
        planner = session.may(Right.PLAN_ROSTER)
        self.agree.setVisible(waits and (is_substitute or planner))
        self.refuse.setVisible(waits and (is_substitute or planner))
        self.report.setVisible(waits and swap is not None and swap.told_at is None)
        self.take_back.setVisible(waits and (is_giver or planner))
        self._hint.setText(self.tr("You are asked to stand in.") if is_substitute else "")

    # --- acts

    @Slot()
    def open_request(self) -> None:
        """Open the form of a request."""
        self._open_for(None)

    def ask_for(self, slot: RosterSlot) -> None:
        """Open the form for one duty, as soon as the duties were read."""
        self._asked = slot
        self.refresh()

    def _open_for(self, slot: RosterSlot | None) -> None:
        dialog = SwapDialog(self._workplace, self._shelf.duties, self._shelf.heads, self, begin_with=slot)
        dialog.requested.connect(self._requested)
        self._open(dialog)

    @Slot()
    def _agree(self) -> None:
        swap = self.marked()
        if swap is None:
            return
        roster, session = self._workplace.house.roster, self._workplace.session
        own = self._shelf.own
        if own is not None and own.id == swap.substitute_id:
            self._workplace.write(partial(roster.agree_swap, session, swap.id), self, self._done, self.refused.emit)
            return
        words = (
            self.tr("Note the agreement"),
            self.tr("{name} has no account here: write down how the agreement was given.").format(
                name=swap.substitute_name
            ),
            self.tr("&Note it"),
        )
        self._ask_reason(words, partial(roster.agree_swap, session, swap.id))

    @Slot()
    def _refuse(self) -> None:
        swap = self.marked()
        if swap is not None:
            words = (self.tr("Refuse the swap"), self.tr("The roster stays as it is."), self.tr("&Refuse"))
            roster, session = self._workplace.house.roster, self._workplace.session
            self._ask_reason(words, partial(roster.refuse_swap, session, swap.id))

    @Slot()
    def _take_back(self) -> None:
        swap = self.marked()
        if swap is not None:
            words = (self.tr("Take the request back"), self.tr("The roster stays as it is."), self.tr("&Take back"))
            roster, session = self._workplace.house.roster, self._workplace.session
            self._ask_reason(words, partial(roster.withdraw_swap, session, swap.id))

    @Slot()
    def _report(self) -> None:
        swap = self.marked()
        if swap is not None:
            dialog = ToldDialog(self._workplace, swap, self)
            dialog.noted.connect(self._done)
            self._open(dialog)

    def _ask_reason(self, words: tuple[str, str, str], act: partial[Swap]) -> None:
        dialog = PlanReasonDialog(self._workplace, self, words, act)
        dialog.finished_with.connect(self._done)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    @Slot(object)
    def _requested(self, swap: Swap) -> None:
        self.said.emit(self.tr("{name} is asked to stand in.").format(name=swap.substitute_name))
        self.refresh()

    @Slot(object)
    def _done(self, _swap: Swap) -> None:
        self.refresh()

    def _time(self, at: datetime) -> str:
        return f"{self._workplace.house.calendar.local(at):%m-%d %H:%M}"

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was changed while the view was out of sight."""
        super().showEvent(event)
        if self._stale:
            self.refresh()
