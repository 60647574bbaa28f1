"""One matter: what it is, every step, and the keys that carry it on."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dutyroom.accounts.model import Right
from dutyroom.changes import Changes, Topic
from dutyroom.errors import DutyroomError
from dutyroom.log.model import Draft, MatterFile, MatterState, NewEntry, Secrecy
from ui import theme
from ui.actions import Act, make, text_with_keys
from ui.log.account_names import AccountNames
from ui.log.draft_keeper import draft_id_of
from ui.log.entry_row import EntryRow
from ui.log.fact_grid import Fact, FactGrid
from ui.log.matter_facts import matter_facts
from ui.log.matter_head import MatterHead
from ui.log.matter_verbs import MatterVerbs
from ui.log.step_box import StepBox
from ui.widgets.flow_layout import FlowLayout
from ui.workplace import Workplace

KEYS = (
    Act.ADD_STEP,
    Act.HAND_TO,
    Act.SET_DUE,
    Act.CLOSE_MATTER,
    Act.REOPEN,
    Act.CORRECT,
    Act.CORRECT_FIELD,
    Act.WITHDRAW,
    Act.MAKE_EVENT,
    Act.MAKE_INSTRUCTION,
    Act.NOTE_OUTCOME,
)


_LEAST_WITH_FACTS = 420


class MatterPage(MatterVerbs):
    """The page of one matter."""

    fact_columns = 4
    left = Signal()
    is_event = Signal(str)
    """What was asked for has an event file and is shown on a page of its own."""
    is_instruction = Signal(str)
    """The same, for the sheet of an instruction."""
    is_paper = Signal(str)
    """The same, for a paper of the receipt register."""

    def __init__(self, workplace: Workplace, names: AccountNames, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._names = names
        self._stale = False
        self._card: QWidget | None = None
        """What the facts stand on by themselves; a page with sections has them among those."""
        self._actions: dict[Act, QAction] = {}
        self._buttons: dict[Act, QPushButton] = {}
        self.step = StepBox(workplace)
        self._lay_out()
        self._connect_signals()

    def show_matter(self, matter_id: str) -> None:
        """Show a matter and keep it up to date."""
        if self._wanted != matter_id:
            self.message.clear()
            self.trail.mark("")
        self._wanted = matter_id
        self._ask()
        self._ask_for_draft()

    def time_passed(self) -> None:
        """A minute passed: the matter may be overdue now."""
        if self._file is not None and self.isVisible():
            self.matter_head.show_file(self._file)

    def file(self) -> MatterFile | None:
        """Return what is shown."""
        return self._file

    def rows(self) -> list[EntryRow]:
        """Return the rows of the steps, oldest first."""
        return self.trail.rows()

    def allow(self, act: Act, *, possible: bool) -> None:
        """Let a key and its button be used, or not."""
        self._actions[act].setEnabled(possible)
        self._buttons[act].setEnabled(possible)
        self._buttons[act].setVisible(possible)

    def _ask(self) -> None:
        house, session, matter_id = self._workplace.house, self._workplace.session, self._wanted

        def question() -> MatterFile | str:
            if house.event_reader.is_event(session, matter_id):
                return "event"
            if house.instruction_reader.is_instruction(session, matter_id):
                return "instruction"
            if house.receipt_reader.is_paper(session, matter_id):
                return "paper"
            return house.log_reader.file(session, matter_id)

        def take(found: MatterFile | str) -> None:
            if isinstance(found, MatterFile):
                self._take(found)
            elif self._wanted == matter_id:
                own = {"event": self.is_event, "instruction": self.is_instruction, "paper": self.is_paper}
                own[found].emit(matter_id)

        self._workplace.read(question, self, take, key="file")

    def _ask_for_draft(self) -> None:
        house, session = self._workplace.house, self._workplace.session

        def question() -> list[Draft]:
            return house.drafts.of(session, "step")

        self._workplace.read(question, self, self._take_drafts, key="draft")

    def _take(self, file: MatterFile) -> None:
        if file.matter.id != self._wanted:
            return
        self._file = file
        self.matter_head.show_file(file)
        self.fact_grid.show_facts(self._fact_texts(file))
        self.trail.show_file(file)
        self._enable(file)

    def _fact_texts(self, file: MatterFile) -> list[Fact]:
        owner = self._names.names.get(file.matter.owner_id, self.tr("The watch"))
        return matter_facts(file, self._workplace.zone, owner)

    def _take_drafts(self, drafts: list[Draft]) -> None:
        draft_id = draft_id_of(self._wanted, self._workplace.session.account_id)
        kept = next((draft.payload for draft in drafts if draft.id == draft_id), "")
        try:
            words = str(json.loads(kept)["words"]) if kept else ""
        except (ValueError, KeyError, TypeError):  # damaged, or of another release: nothing typed is lost
            words = kept
        self.step.begin(draft_id, words)

    def _enable(self, file: MatterFile) -> None:
        matter = file.matter
        writes = self._workplace.session.may(Right.WRITE_LOG)
        opened = writes and matter.state is MatterState.OPEN
        is_open_item = matter.secrecy is Secrecy.OPEN
        standing = writes and matter.state is not MatterState.WITHDRAWN
        possible = {
            Act.ADD_STEP: is_open_item and standing,
            Act.HAND_TO: opened,
            Act.SET_DUE: opened,
            Act.CLOSE_MATTER: opened,
            Act.REOPEN: writes and not opened,
            Act.CORRECT: is_open_item and standing,
            Act.CORRECT_FIELD: is_open_item and standing,
            Act.WITHDRAW: standing,
            Act.MAKE_EVENT: is_open_item and opened,
            Act.MAKE_INSTRUCTION: is_open_item and standing,
            Act.NOTE_OUTCOME: is_open_item and standing,
        }
        for act, can in possible.items():
            self.allow(act, possible=can)
        self.step.setVisible(is_open_item and standing)

    @Slot(object)
    def _add_step(self, new: NewEntry) -> None:
        house, session, matter_id = self._workplace.house, self._workplace.session, self._wanted

        def act() -> MatterFile:
            return house.log.add_entry(session, matter_id, new)

        self._workplace.write(act, self, self._step_added, self._step_refused)

    def _step_added(self, file: MatterFile) -> None:
        self.step.saved(draft_id_of(file.matter.id, self._workplace.session.account_id))
        if file.matter.id != self._wanted:
            return  # somebody went on to another matter meanwhile
        self.message.clear()
        self._take(file)
        self.trail.go_to_end()

    def _step_refused(self, error: DutyroomError) -> None:
        self.step.refused()
        self._refuse(error)

    @Slot()
    def focus_step(self) -> None:
        """Put the cursor where the next step is written."""
        self.step.take_focus()

    @Slot()
    def copy(self) -> None:
        """Copy the matter as text: head and steps."""
        if self._file is not None:
            QGuiApplication.clipboard().setText(f"{self.matter_head.name()}\n{self.trail.text()}")

    def _hear(self, changes: Changes) -> None:
        if self._wanted and changes.touches(Topic.MATTERS) and self._wanted in changes.subjects:
            self._stale = not self.isVisible()
            if not self._stale:
                self._ask()

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="page")
        self.matter_head = MatterHead(self._workplace, sizes.space_3)
        self.fact_grid = FactGrid(self.fact_columns, sizes.space_5)
        self._card = QWidget()
        theme.mark(self._card, area="card")
        within = QVBoxLayout(self._card)
        within.setContentsMargins(sizes.space_4, sizes.space_3, sizes.space_4, sizes.space_3)
        within.addWidget(self.fact_grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_4, sizes.space_5, sizes.space_4)
        column.setSpacing(sizes.space_3)
        column.addWidget(self.matter_head)
        column.addWidget(self.message)
        column.addWidget(self._card)
        column.addWidget(self._keys_part())
        column.addWidget(self.trail, 1)
        column.addWidget(self.step)

    def _keys_part(self) -> QWidget:
        """Return the keys of a matter; what finds no room in a line stands in the next, whole."""
        keys = QWidget()
        flow = FlowLayout(keys, gap=theme.current().sizes.space_1)
        for act in KEYS:
            flow.addWidget(self._button(act))
        return keys

    def _button(self, act: Act) -> QPushButton:
        action = make(act, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        button = QPushButton(action.icon(), text_with_keys(act, action))
        button.setToolTip(action.toolTip())
        theme.mark(button, kind="quiet")
        button.clicked.connect(action.trigger)
        self._actions[act] = action
        self._buttons[act] = button
        return button

    def _connect_signals(self) -> None:
        for act, slot in (
            (Act.ADD_STEP, self.focus_step),
            (Act.HAND_TO, self.hand_to),
            (Act.SET_DUE, self.set_due),
            (Act.CLOSE_MATTER, self.close_matter),
            (Act.REOPEN, self.reopen),
            (Act.CORRECT, self.correct),
            (Act.CORRECT_FIELD, self.correct_field),
            (Act.WITHDRAW, self.withdraw),
            (Act.MAKE_EVENT, self.make_event),
            (Act.MAKE_INSTRUCTION, self.make_instruction),
            (Act.NOTE_OUTCOME, self.note_outcome),
        ):
            self._actions[act].triggered.connect(slot)
        make(Act.COPY, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).triggered.connect(self.copy)
        self.matter_head.back.clicked.connect(self.left)
        self.step.wanted.connect(self._add_step)
        self._workplace.changed.connect(self._hear)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the facts out where a form below leaves too little room: what was said is what one reads then."""
        super().resizeEvent(event)
        if self._card is not None:
            self._card.setVisible(event.size().height() >= theme.px(_LEAST_WITH_FACTS))

    def showEvent(self, event: QShowEvent) -> None:
        """Bring up to date what changed while the page was hidden."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._ask()
