"""The planner: choose a plan, change names, see what is wrong at once, and bring it to its approval."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dutyroom.accounts.model import Right
from dutyroom.roster.model import PlanState
from dutyroom.roster.model import Slot as RosterSlot
from dutyroom.roster.views import PlanFile, PlanHead
from ui import icons, theme
from ui.actions import Act, make
from ui.roster.conflict_list import ConflictList
from ui.roster.form_dialog import FilledFormDialog
from ui.roster.form_files import FormFiles
from ui.roster.history_dialog import last_turn
from ui.roster.name_editor import Choice, NameEditor, choices_of
from ui.roster.paper_wish import PaperKind, PaperWish
from ui.roster.plan_acts import PlanActs
from ui.roster.plan_model import PlanModel
from ui.roster.plan_table import PlanTable
from ui.roster.plan_verbs import PlanVerbs
from ui.terms import label
from ui.theme import Tone
from ui.widgets.empty_page import EmptyPage
from ui.widgets.pill import Pill
from ui.workplace import Workplace

if TYPE_CHECKING:
    from dutyroom.documents.roster_form_reading import FilledForm

_SIDE_WIDTH = 272
_TONES = {
    PlanState.DRAFT: Tone.NEUTRAL,
    PlanState.SUBMITTED: Tone.WARNING,
    PlanState.APPROVED: Tone.SUCCESS,
    PlanState.NOTIFIED: Tone.SUCCESS,
    PlanState.REPLACED: Tone.NEUTRAL,
    PlanState.WITHDRAWN: Tone.NEUTRAL,
}


class PlannerView(QWidget):
    """Shows one plan. ``refused`` carries an error, ``said`` a sentence, ``print_wanted`` a ``PaperWish``."""

    refused = Signal(object)
    said = Signal(str)
    print_wanted = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._may_plan = workplace.session.may(Right.PLAN_ROSTER)
        self._heads: tuple[PlanHead, ...] = ()
        self._file: PlanFile | None = None
        self._wanted = ""
        self._stale = True
        self.model = PlanModel(workplace.house.calendar.day, self)
        self.table = PlanTable(self.model, self)
        self.editor = NameEditor(self.table.viewport())
        self.conflicts = ConflictList(self)
        self.acts = PlanActs(workplace, self)
        self.files = FormFiles(workplace, self)
        self.verbs = PlanVerbs(workplace, self.acts, self.files, self)
        self.plans = QComboBox(self)
        self.new_plan = QPushButton(icons.icon("add"), self.tr("New &plan…"), self)
        self._state = Pill(parent=self)
        self._facts = QLabel(self)
        self.history = QPushButton(icons.icon("log"), self.tr("&History"), self)
        self._hint = QLabel(
            self.tr("Type initials to change a name, drag a name onto another, Delete empties a place.")
        )
        self._empty = EmptyPage(
            icon="roster",
            title=self.tr("No plan has been made yet"),
            text=self.tr("Enter the people first (“People”), then let a plan be made for a month or for a holiday.")
            if self._may_plan
            else self.tr("The duty officers and the head of the duty room make plans; they will appear here."),
            action=self.tr("New plan…") if self._may_plan else "",
        )
        self._stack = QStackedWidget(self)
        self._undo = make(Act.UNDO, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        sizes = theme.current().sizes
        for quiet in (self._facts, self._hint):
            theme.mark(quiet, type="secondary")
        self._facts.setWordWrap(True)
        theme.mark(self.new_plan, kind="quiet")
        theme.mark(self.history, kind="quiet")
        self.new_plan.setVisible(self._may_plan)
        self.plans.setMinimumContentsLength(18)
        self.plans.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.plans.setAccessibleName(self.tr("Plan"))
        self._hint.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(sizes.space_2)
        head.addWidget(self.plans, 1)
        head.addWidget(self._state)
        head.addWidget(self.verbs)
        head.addWidget(self.new_plan)
        side = QVBoxLayout()
        side.setSpacing(sizes.space_3)
        side.addWidget(self._facts)
        side.addWidget(self.history, 0, Qt.AlignmentFlag.AlignLeft)
        side.addWidget(self.conflicts, 1)
        side.addWidget(self._hint)
        beside = QWidget(self)
        beside.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        beside.setFixedWidth(theme.px(_SIDE_WIDTH))
        work = QWidget(self)
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.space_4)
        row.addWidget(self.table, 1)
        row.addWidget(beside)
        full = QWidget(self)
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.space_3)
        column.addLayout(head)
        column.addWidget(work, 1)
        self._stack.addWidget(full)
        self._stack.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect_signals(self) -> None:
        self.plans.activated.connect(self._plan_chosen)
        self.history.clicked.connect(self.acts.show_history)
        self.new_plan.clicked.connect(self.acts.new_plan)
        self._empty.acted.connect(self.acts.new_plan)
        self.table.edit_wanted.connect(self._edit)
        self.table.exchanged.connect(self.acts.exchange)
        self.table.cleared.connect(self._clear)
        self.editor.chosen.connect(self._name_chosen)
        self.editor.left.connect(self.table.setFocus)
        self.conflicts.slot_wanted.connect(self._go_to_slot)
        self.acts.changed.connect(self._take_changed)
        self.acts.refused.connect(self.refused)
        self.acts.said.connect(self.said)
        self.verbs.paper_wanted.connect(self._print)
        self.files.saved.connect(self._file_saved)
        self.files.filled.connect(self._form_read)
        self.files.refused.connect(self.refused)
        self._undo.triggered.connect(self.acts.undo)

    # --- what others may ask

    def file(self) -> PlanFile | None:
        """Return the plan that is shown."""
        return self._file

    def show_plan(self, plan_id: str) -> None:
        """Go to a plan."""
        self._wanted = plan_id
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the plans, and the one that is shown, again."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        roster, session, wanted = self._workplace.house.roster, self._workplace.session, self._wanted

        def question() -> tuple[tuple[PlanHead, ...], PlanFile | None]:
            heads = in_reading_order(roster.plans(session))
            known = {head.id for head in heads}
            chosen = wanted if wanted in known else first_choice(heads)
            return heads, roster.plan(session, chosen) if chosen else None

        self._workplace.read(question, self, self._take, self.refused.emit, key="plans")

    # --- showing

    def _take(self, answer: tuple[tuple[PlanHead, ...], PlanFile | None]) -> None:
        self._heads, file = answer
        self.plans.blockSignals(True)
        self.plans.clear()
        for head in self._heads:
            self.plans.addItem(head_text(head), head.id)
        self.plans.blockSignals(False)
        self._stack.setCurrentIndex(0 if self._heads else 1)
        self._show(file)

    @Slot(object)
    def _take_changed(self, file: PlanFile) -> None:
        """A change made here: show it at once; the list of plans is read again by the announcement."""
        known = any(head.id == file.head.id for head in self._heads)
        self._wanted = file.head.id
        if known:
            self._show(file)
        self.refresh()

    def _show(self, file: PlanFile | None) -> None:
        slot = self.table.slot()
        self._file = file
        self.acts.set_plan(file)
        self.files.set_plan(file)
        self.model.show_plan(file)
        self.conflicts.show_plan(file)
        self.verbs.show_plan(file)
        if file is None:
            return
        head = file.head
        self._wanted = head.id
        self.plans.setCurrentIndex(self.plans.findData(head.id))
        self._state.setText(label(head.state))
        self._state.set_tone(_TONES[head.state])
        changeable = self._may_plan and head.state is PlanState.DRAFT
        self.table.set_may_change(changeable)
        self._hint.setVisible(changeable)
        self._undo.setEnabled(changeable)
        self._facts.setText(self._facts_text(file))
        if slot is not None:
            self.table.choose(slot)
        elif file.assignments:
            self.table.choose(min(one.slot for one in file.assignments))

    def _facts_text(self, file: PlanFile) -> str:
        head = file.head
        lines = [
            self.tr("{first} to {last}, version {version}").format(
                first=head.first, last=head.last, version=head.version
            )
        ]
        if head.reason:
            lines.append(self.tr("Reason: {reason}").format(reason=head.reason))
        turned = last_turn(file)
        if turned:
            lines.append(turned)
        if file.published:
            years = ", ".join(str(year) for year in file.published)
            lines.append(self.tr("{years}: the notice is out. Plan it again.").format(years=years))
        elif head.provisional_years:
            years = ", ".join(str(year) for year in head.provisional_years)
            lines.append(
                self.tr("{years}: not published yet. Provisional; plan it again when the notice is out.").format(
                    years=years
                )
            )
        if head.approved_at is not None:
            day = self._workplace.house.calendar.local(head.approved_at)
            lines.append(self.tr("Approved by {name} on {day}").format(name=head.approved_by, day=f"{day:%Y-%m-%d}"))
        return "\n".join(lines)

    # --- changing names

    @Slot(object, str)
    def _edit(self, index: QModelIndex, typed: str) -> None:
        one = self.model.assignment(index)
        file = self._file
        if one is None or file is None:
            return
        rect = self.table.visualRect(index)
        self.editor.open_over(rect, one.slot, typed)
        roster, session, slot, plan_id = (
            self._workplace.house.roster,
            self._workplace.session,
            one.slot,
            file.head.id,
        )

        def question() -> tuple[Choice, ...]:
            return choices_of(roster.candidates(session, plan_id, slot))

        self._workplace.read(question, self, partial(self._offer, slot), self.refused.emit, key="candidates")

    def _offer(self, slot: RosterSlot, choices: tuple[Choice, ...]) -> None:
        if self.editor.slot() == slot:
            self.editor.offer(choices)

    @Slot(object, str)
    def _name_chosen(self, slot: RosterSlot, member_id: str) -> None:
        self.table.setFocus()
        self.acts.change(slot, member_id)

    @Slot(object)
    def _clear(self, slot: RosterSlot) -> None:
        self.acts.change(slot, None)

    @Slot(object)
    def _go_to_slot(self, slot: RosterSlot) -> None:
        self.table.choose(slot)
        self.table.setFocus()

    @Slot(int)
    def _plan_chosen(self, at: int) -> None:
        self._wanted = str(self.plans.itemData(at))
        self.refresh()

    @Slot(object)
    def _print(self, kind: PaperKind) -> None:
        """Wish for a paper; a slip is that of the person who is marked, or nothing where nobody is."""
        file = self._file
        if file is None:
            return
        other = file.head.previous_id or "" if kind is PaperKind.CHANGES else ""
        if kind is PaperKind.SLIP:
            slot = self.table.slot()
            one = file.assignment(slot) if slot is not None else None
            if one is None or one.member_id is None:
                return
            other = one.member_id
        self.print_wanted.emit(PaperWish(kind, file.head.id, other))

    @Slot(object)
    def _file_saved(self, path: Path) -> None:
        self.said.emit(self.tr("Saved as {file}.").format(file=path))

    @Slot(object)
    def _form_read(self, filled: FilledForm) -> None:
        if self._file is not None:
            dialog = FilledFormDialog(self._workplace, self._file, filled, self)
            dialog.laid.connect(self._take_laid)
            dialog.open()

    @Slot(object)
    def _take_laid(self, file: PlanFile) -> None:
        self.said.emit(
            self.tr("The names of the form stand in the draft. To settle: {count}.").format(count=len(file.conflicts))
        )
        self._take_changed(file)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was changed while the view was out of sight."""
        super().showEvent(event)
        if self._stale:
            self.refresh()


def in_reading_order(heads: tuple[PlanHead, ...]) -> tuple[PlanHead, ...]:
    """Return what waits for somebody first, then what is in force, then the rest; newest first."""
    newest = sorted(heads, key=lambda head: (head.first, head.version), reverse=True)
    return tuple(sorted(newest, key=lambda head: (not head.open, not head.in_force)))


def first_choice(heads: tuple[PlanHead, ...]) -> str:
    """Return the plan to begin with, or an empty text."""
    return heads[0].id if heads else ""


def head_text(head: PlanHead) -> str:
    """Return a plan in one line: title, version, state."""
    return f"{head.title}  v{head.version}  {label(head.state)}"
