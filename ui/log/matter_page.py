"""One matter: what it is, every step, and the keys that carry it on."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dutyroom.accounts.model import Right
from dutyroom.changes import Changes, Topic
from dutyroom.errors import DutyroomError, Refused
from dutyroom.log.model import STEPS_BY_HAND, Draft, Entry, MatterFile, MatterState, NewEntry, Secrecy
from ui import theme
from ui.actions import Act, make, plain_text_of, text_with_keys
from ui.log.account_names import AccountNames
from ui.log.dialogs import WORDS, DueDialog, FieldDialog, MatterDialog, OwnerDialog, TextDialog
from ui.log.draft_keeper import draft_id_of
from ui.log.entry_row import EntryRow
from ui.log.matter_model import unit_text
from ui.log.step_box import StepBox
from ui.terms import explain, label
from ui.theme import Tone
from ui.widgets.drill_mark import drill_word
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.widgets.pill import Pill
from ui.widgets.relative_time import full_time, standard_time
from ui.widgets.urgency_mark import UrgencyMark
from ui.workplace import Workplace

_BUTTONS = (
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


class MatterPage(QWidget):
    """The page of one matter."""

    fact_columns = 4
    left = Signal()
    event_wanted = Signal(object)
    """The file of a call that somebody wants to make an event file of."""
    is_event = Signal(str)
    """What was asked for has an event file and is shown on a page of its own."""
    is_instruction = Signal(str)
    """The same, for the sheet of an instruction."""
    is_paper = Signal(str)
    """The same, for a paper of the receipt register."""
    instruction_wanted = Signal(object)
    """The file of a matter on which a leader has instructed something."""

    def __init__(self, workplace: Workplace, names: AccountNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._names = names
        self._file: MatterFile | None = None
        self._wanted = ""
        self._stale = False
        self._marked = ""
        self._rows: list[EntryRow] = []
        self.message = InlineMessage()
        self._number = QLabel()
        self._subject = QLabel()
        self._state = Pill("")
        self._drill = Pill(drill_word(), Tone.DRILL)
        self._urgency = UrgencyMark("routine", "")
        self._facts = QGridLayout()
        self._steps = QVBoxLayout()
        self._scroll = QScrollArea()
        self.step = StepBox(workplace)
        self.back = QPushButton(plain_text_of(Act.BACK))
        self._actions: dict[Act, QAction] = {}
        self._lay_out()
        self._connect_signals()

    def show_matter(self, matter_id: str) -> None:
        """Show a matter and keep it up to date."""
        if self._wanted != matter_id:
            self.message.clear()
            self._marked = ""
        self._wanted = matter_id
        self._ask()
        self._ask_for_draft()

    def time_passed(self) -> None:
        """A minute passed: the matter may be overdue now."""
        if self._file is not None and self.isVisible():
            self._show_head(self._file)

    def file(self) -> MatterFile | None:
        """Return what is shown."""
        return self._file

    def rows(self) -> list[EntryRow]:
        """Return the rows of the steps, oldest first."""
        return self._rows

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
        self._show_head(file)
        self._show_facts(file)
        self._show_steps(file)
        self._enable(file)

    def _take_drafts(self, drafts: list[Draft]) -> None:
        draft_id = draft_id_of(self._wanted, self._workplace.session.account_id)
        kept = next((draft.payload for draft in drafts if draft.id == draft_id), "")
        try:
            words = str(json.loads(kept)["words"]) if kept else ""
        except (ValueError, KeyError, TypeError):  # damaged, or of another release: nothing typed is lost
            words = kept
        self.step.begin(draft_id, words)

    def _show_head(self, file: MatterFile) -> None:
        matter = file.matter
        self._number.setText(matter.number)
        self._drill.setVisible(matter.drill and self._drill.parent() is not None)  # else it were a window of its own
        classified = matter.classified
        subject = matter.subject
        if classified is not None:
            subject = self.tr("Classified item {number}").format(number=classified.document_number)
        self._subject.setText(subject)
        font = self._subject.font()
        font.setStrikeOut(matter.state is MatterState.WITHDRAWN)
        self._subject.setFont(font)
        self._state.setText(label(matter.state))
        overdue = matter.overdue(self._workplace.now())
        tones = {MatterState.OPEN: Tone.ACCENT, MatterState.CLOSED: Tone.SUCCESS, MatterState.WITHDRAWN: Tone.NEUTRAL}
        self._state.set_tone(Tone.DANGER if overdue else tones[matter.state])
        self._urgency.set_urgency(matter.urgency.value, label(matter.urgency))

    def _show_facts(self, file: MatterFile) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for place, (name, value, tip) in enumerate(self._fact_texts(file)):
            caption, text = QLabel(name), QLabel(value)
            theme.mark(caption, type="caption")
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
            text.setToolTip(tip)
            text.setAccessibleName(f"{name} {value}")
            row, column = divmod(place, self.fact_columns)
            self._facts.addWidget(caption, row * 2, column)
            self._facts.addWidget(text, row * 2 + 1, column)

    def _fact_texts(self, file: MatterFile) -> list[tuple[str, str, str]]:
        matter, zone = file.matter, self._workplace.zone
        received = standard_time(matter.received_at, zone)
        facts = [
            (self.tr("Received"), received, full_time(matter.received_at, zone)),
            (self.tr("Way"), f"{label(matter.direction)} · {label(matter.channel)}", ""),
            (self.tr("Category"), label(matter.category), ""),
            (self.tr("Handling level"), label(matter.handling), ""),
        ]
        if matter.classified is not None:
            item = matter.classified
            handed = (
                item.handed_to and f"{item.handed_to} {standard_time(item.handed_at, zone) if item.handed_at else ''}"
            )
            facts += [
                (self.tr("Sender"), item.sender, ""),
                (self.tr("Level and copies"), f"{label(item.level)} · {item.copies}", ""),
                (self.tr("Received by"), item.received_by, ""),
                (self.tr("Handed to"), handed, ""),
            ]
        else:
            caller = matter.caller
            person = " ".join(part for part in (caller.name, caller.post) if part)
            facts += [
                (self.tr("Unit"), unit_text(matter), ""),
                (self.tr("Person"), person, ""),
                (self.tr("Number"), caller.phone, ""),
                (self.tr("Logged by"), matter.account_name, matter.watch),
            ]
        owner = self._names.names.get(matter.owner_id, self.tr("The watch"))
        facts.append((self.tr("Owner"), owner, ""))
        if matter.due_at is not None:
            facts.append((self.tr("Due"), standard_time(matter.due_at, zone), full_time(matter.due_at, zone)))
        if matter.happened_at is not None:
            facts.append((self.tr("Happened"), standard_time(matter.happened_at, zone), ""))
        if matter.result:
            facts.append((self.tr("Result"), matter.result, ""))
        return facts

    def _show_steps(self, file: MatterFile) -> None:
        if any(row.hasFocus() for row in self._rows):
            self._scroll.setFocus()  # the keys of the page go on working while the rows are made anew
        for row in self._rows:
            self._steps.removeWidget(row)
            row.deleteLater()
        self._rows = []
        for entry in file.entries:
            row = self._row_of(file, entry)
            row.marked.connect(self._mark)
            self._steps.insertWidget(self._steps.count() - 1, row)
            self._rows.append(row)

    def _row_of(self, file: MatterFile, entry: Entry) -> EntryRow:
        return EntryRow(self._workplace, file, entry)

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
            self._actions[act].setEnabled(can)
            self._buttons[act].setEnabled(can)
            self._buttons[act].setVisible(can)
        self.step.setVisible(is_open_item and standing)

    @Slot(str)
    def _mark(self, entry_id: str) -> None:
        self._marked = entry_id

    def _marked_entry(self) -> Entry | None:
        if self._file is None:
            return None
        entries = [entry for entry in self._file.entries if entry.kind in STEPS_BY_HAND]
        return next((entry for entry in entries if entry.id == self._marked), entries[-1] if entries else None)

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
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _step_refused(self, error: DutyroomError) -> None:
        self.step.refused()
        self._refuse(error)

    def _refuse(self, error: DutyroomError) -> None:
        self.message.say(MessageKind.REFUSAL if isinstance(error, Refused) else MessageKind.WARNING, explain(error))

    def _acted(self, file: object) -> None:
        self.message.clear()
        self._scroll.setFocus()  # the row that had the keyboard is made anew, and the keys go on working
        if isinstance(file, MatterFile):
            self._take(file)

    def _open(self, dialog: MatterDialog) -> None:
        dialog.acted.connect(self._acted)
        dialog.open()

    def _ask_words(
        self, name: str, title: str, why: str, ok: str, act: Callable[[str], object], text: str = ""
    ) -> None:
        """Open a dialog for words, with what was typed in it before and never sent off."""
        workplace, matter_id = self._workplace, self._wanted
        house, session = workplace.house, workplace.session
        draft_id = draft_id_of(f"{name} {matter_id}", session.account_id)

        def question() -> list[Draft]:
            return house.drafts.of(session, WORDS)

        def show(drafts: list[Draft]) -> None:
            kept = next((str(json.loads(draft.payload)["words"]) for draft in drafts if draft.id == draft_id), "")
            if self._wanted == matter_id:
                self._open(TextDialog(workplace, title, why, ok, act, self, text=kept or text, draft_id=draft_id))

        workplace.read(question, self, show, key="words")

    @Slot()
    def focus_step(self) -> None:
        """Put the cursor where the next step is written."""
        self.step.take_focus()

    @Slot()
    def note_outcome(self) -> None:
        """Ask what becomes of this information."""
        from ui.reports.outcome_dialog import OutcomeDialog  # few matters need it

        self._open(OutcomeDialog(self._workplace, self._wanted, self))

    @Slot()
    def hand_to(self) -> None:
        """Ask to whom; of a classified item, who signed for it."""
        if self._file is None:
            return
        if self._file.matter.classified is None:
            self._open(OwnerDialog(self._workplace, self._file.matter, self))
            return
        house, session, matter_id = self._workplace.house, self._workplace.session, self._wanted

        def act(words: str) -> MatterFile:
            return house.log.hand_over_item(session, matter_id, words)

        self._ask_words(
            "hand",
            self.tr("Hand on the classified item"),
            self.tr("Write who signed for it on paper. Nothing else is noted here."),
            self.tr("Note"),
            act,
        )

    @Slot()
    def set_due(self) -> None:
        """Ask for the due time."""
        if self._file is not None:
            self._open(DueDialog(self._workplace, self._file.matter, self))

    @Slot()
    def close_matter(self) -> None:
        """Ask for the result."""
        house, session, matter_id = self._workplace.house, self._workplace.session, self._wanted

        def act(words: str) -> MatterFile:
            return house.log.close(session, matter_id, words)

        self._ask_words(
            "close",
            self.tr("Close the matter"),
            self.tr("Write the result: what came of it, who confirmed it. Without a result a matter stays open."),
            self.tr("Close"),
            act,
        )

    @Slot()
    def reopen(self) -> None:
        """Ask why a closed matter is taken up, or a withdrawal undone."""
        if self._file is None:
            return
        house, session, matter_id = self._workplace.house, self._workplace.session, self._wanted
        withdrawn = self._file.matter.state is MatterState.WITHDRAWN

        def act(words: str) -> MatterFile:
            if withdrawn:
                return house.log.reinstate(session, matter_id, words)
            return house.log.reopen(session, matter_id, words)

        self._ask_words(
            "reinstate" if withdrawn else "reopen",
            self.tr("Undo the withdrawal") if withdrawn else self.tr("Take the matter up again"),
            self.tr("Write why. The matter keeps its number and all its steps."),
            self.tr("Take up"),
            act,
        )

    @Slot()
    def correct(self) -> None:
        """Ask for the right words of the marked entry."""
        if self._file is None:
            return
        marked = next((entry for entry in self._file.entries if entry.id == self._marked), None)
        if marked is not None and marked.kind not in STEPS_BY_HAND:
            self.message.say(MessageKind.REFUSAL, explain(Refused("log.not_correctable")))
            return
        entry = self._marked_entry()
        if entry is None:
            return
        house, session, matter_id, entry_id = (
            self._workplace.house,
            self._workplace.session,
            self._wanted,
            entry.id,
        )

        def act(words: str) -> MatterFile:
            return house.log.correct_entry(session, matter_id, entry_id, words)

        self._ask_words(
            f"correct {entry_id}",
            self.tr("Correct the entry of {time}").format(time=standard_time(entry.received_at, self._workplace.zone)),
            self.tr("What stood before stays visible, struck through."),
            self.tr("Correct"),
            act,
            self._file.standing_text(entry),
        )

    @Slot()
    def correct_field(self) -> None:
        """Ask which field is wrong."""
        if self._file is not None:
            self._open(FieldDialog(self._workplace, self._file.matter, self))

    @Slot()
    def withdraw(self) -> None:
        """Ask why the matter is withdrawn."""
        house, session, matter_id = self._workplace.house, self._workplace.session, self._wanted

        def act(words: str) -> MatterFile:
            return house.log.withdraw(session, matter_id, words)

        self._ask_words(
            "withdraw",
            self.tr("Withdraw the matter"),
            self.tr("Write why. It stays in the log, struck through, and can be taken up again."),
            self.tr("Withdraw"),
            act,
        )

    @Slot()
    def make_event(self) -> None:
        """Ask for an event file of this call."""
        if self._file is not None:
            self.event_wanted.emit(self._file)

    @Slot()
    def make_instruction(self) -> None:
        """Ask for the form of an instruction on this matter."""
        if self._file is not None:
            self.instruction_wanted.emit(self._file)

    @Slot()
    def copy(self) -> None:
        """Copy the matter as text: head and steps."""
        if self._file is None:
            return
        lines = [f"{self._number.text()} {self._subject.text()}"]
        for row in self._rows:
            when = standard_time(row.entry.received_at, self._workplace.zone)
            lines.append(f"{when}\t{label(row.entry.kind)}\t{row.text()}\t{row.entry.account_name}")
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _hear(self, changes: Changes) -> None:
        if self._wanted and changes.touches(Topic.MATTERS) and self._wanted in changes.subjects:
            self._stale = not self.isVisible()
            if not self._stale:
                self._ask()

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="page")
        theme.mark(self._number, type="secondary")
        theme.mark(self._subject, type="title")
        theme.mark(self.back, kind="quiet")
        self._subject.setWordWrap(True)
        self._subject.setTextFormat(Qt.TextFormat.PlainText)
        self._subject.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QHBoxLayout()
        head.setSpacing(sizes.space_3)
        head.addWidget(self.back)
        head.addWidget(self._number)
        head.addWidget(self._drill)
        head.addWidget(self._urgency)
        head.addWidget(self._state)
        head.addStretch(1)
        card = QWidget()
        theme.mark(card, area="card")
        self._facts.setContentsMargins(sizes.space_4, sizes.space_3, sizes.space_4, sizes.space_3)
        self._facts.setHorizontalSpacing(sizes.space_5)
        self._facts.setVerticalSpacing(2)
        for place in range(self.fact_columns):
            self._facts.setColumnStretch(place, 1)
        card.setLayout(self._facts)
        steps = QWidget()
        self._steps.setContentsMargins(0, 0, 0, 0)
        self._steps.setSpacing(0)
        self._steps.addStretch(1)
        steps.setLayout(self._steps)
        theme.mark(steps, area="plain")
        self._scroll.setWidget(steps)
        self._scroll.setWidgetResizable(True)
        theme.mark(self._scroll, area="card")
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_4, sizes.space_5, sizes.space_4)
        column.setSpacing(sizes.space_3)
        column.addLayout(head)
        column.addWidget(self._subject)
        column.addWidget(self.message)
        column.addWidget(card)
        column.addLayout(self._button_row())
        column.addWidget(self._scroll, 1)
        column.addWidget(self.step)

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().sizes.space_2)
        self._buttons: dict[Act, QPushButton] = {}
        for act in _BUTTONS:
            action = make(act, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            button = QPushButton(action.icon(), text_with_keys(act, action))
            button.setToolTip(action.toolTip())
            theme.mark(button, kind="quiet")
            button.clicked.connect(action.trigger)
            self._actions[act] = action
            self._buttons[act] = button
            row.addWidget(button)
        row.addStretch(1)
        return row

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
        self.back.clicked.connect(self.left)
        self.step.wanted.connect(self._add_step)
        self._workplace.changed.connect(self._hear)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring up to date what changed while the page was hidden."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._ask()
