"""The page of one instruction: its exact words, its tasks until there is a result, who has heard, every step."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dutyroom.accounts.model import Right
from dutyroom.instructions.model import InstructionFile, InstructionStepKind, Task, TaskStanding
from dutyroom.log.model import MatterFile, MatterState
from ui.actions import Act
from ui.incidents.form_sources import FormSources
from ui.instructions import verbs
from ui.instructions.instruction_dialogs import CorrectWordsDialog, FeedbackDialog, Verb, WordsDialog
from ui.instructions.instruction_parts import FeedbackPart, WordsPart
from ui.instructions.instruction_view import InstructionView, read_view
from ui.instructions.paper_wish import PaperWish, WishKind
from ui.instructions.sheet_dialog import CorrectSheetDialog
from ui.instructions.task_card import TaskCard
from ui.instructions.task_dialogs import (
    AddTaskDialog,
    AssignDialog,
    ChaseDialog,
    DueTaskDialog,
    RelayDialog,
    SaidDialog,
)
from ui.instructions.words import age_text, leader_of, unit_of
from ui.log.account_names import AccountNames
from ui.log.fact_grid import Fact
from ui.log.sheet_page import Section, SheetPage
from ui.theme import Tone
from ui.widgets.pill import Pill
from ui.widgets.relative_time import full_time, standard_time
from ui.workplace import Workplace

_TASK_KEYS = (
    Act.RELAY,
    Act.CHASE,
    Act.FINISH_TASK,
    Act.EXPLAIN_LATE,
    Act.PROPOSE,
    Act.PASS_ON,
    Act.STOP_TASK,
    Act.TAKE_UP_TASK,
)


class InstructionPage(SheetPage):
    """A matter's page with the sheet of an instruction beside its steps; the keys of a task are for the marked one."""

    print_wanted = Signal(object)

    def __init__(
        self, workplace: Workplace, names: AccountNames, sources: FormSources, parent: QWidget | None = None
    ) -> None:
        super().__init__(workplace, names, parent)
        self._sources = sources
        self._view: InstructionView | None = None
        self._task_id = ""
        self._cards: list[TaskCard] = []

    def view(self) -> InstructionView | None:
        """Return what is shown."""
        return self._view

    def cards(self) -> list[TaskCard]:
        """Return the tasks, in their order."""
        return self._cards

    def marked_task(self) -> Task | None:
        """Return the task the keys are meant for: the marked one, else the first that is not done."""
        if self._view is None:
            return None
        tasks = self._view.file.tasks
        marked = next((task for task in tasks if task.id == self._task_id), None)
        return marked or next((task for task in tasks if task.unfinished), tasks[0] if tasks else None)

    # --- showing -----------------------------------------------------------

    def _ask(self) -> None:
        house, session, instruction_id = self._workplace.house, self._workplace.session, self._wanted

        def question() -> InstructionView:
            return read_view(house, session, instruction_id)

        self._workplace.read(question, self, self._take_view, key="file")

    def _take_view(self, view: InstructionView) -> None:
        if view.file.instruction.id != self._wanted:
            return
        if self._view is None or self._view.file.instruction.id != self._wanted:
            self._task_id = ""
        self._view = view
        self._take(view.file.matter)
        self.words.show_view(view)
        self.told.show_file(view.file)
        self._show_tasks(view.file)
        self._show_unsigned(view.file)
        self._enable(view.file.matter)

    def _acted(self, file: object) -> None:
        super()._acted(file)
        if isinstance(file, InstructionFile):
            self._ask()

    def _show_unsigned(self, file: InstructionFile) -> None:
        instruction = file.instruction
        self.unsigned.setVisible(instruction.sheet.drafted and instruction.signed_at is None)

    def _show_tasks(self, file: InstructionFile) -> None:
        if any(card.hasFocus() for card in self._cards):
            self.trail.setFocus()  # the keys of the page go on working while the cards are made anew
        for card in self._cards:
            self._tasks.removeWidget(card)
            card.deleteLater()
        self._cards = [TaskCard(self._workplace, file, task) for task in file.tasks]
        for card in self._cards:
            card.marked.connect(self._mark_task)
            self._tasks.addWidget(card)
        self._show_marked()

    @Slot(str)
    def _mark_task(self, task_id: str) -> None:
        self._task_id = task_id
        self._show_marked()
        if self._view is not None:
            self._enable(self._view.file.matter)

    def _show_marked(self) -> None:
        marked = self.marked_task()
        for card in self._cards:
            card.show_marked(on=marked is not None and card.task.id == marked.id and len(self._cards) > 1)

    def _fact_texts(self, file: MatterFile) -> list[Fact]:
        matter, zone = file.matter, self._workplace.zone
        view = self._view
        if view is None or view.file.instruction.id != matter.id:
            return super()._fact_texts(file)
        instruction = view.file.instruction
        age = age_text(self._workplace.now() - instruction.received_at)
        facts = [
            (self.tr("Leader"), leader_of(instruction.sheet), ""),
            (self.tr("Received"), standard_time(matter.received_at, zone), full_time(matter.received_at, zone)),
            (self.tr("Age"), age, ""),
            (self.tr("Logged by"), matter.account_name, matter.watch),
        ]
        sheet = instruction.sheet
        if sheet.section:
            facts.append((self.tr("Copy to"), sheet.section, ""))
        if sheet.forwarder:
            facts.append((self.tr("Forwarded by"), f"{sheet.forwarder} {sheet.forwarder_number}".strip(), ""))
        if instruction.signed_at is not None:
            facts.append((self.tr("Signed"), standard_time(instruction.signed_at, zone), ""))
        if matter.result:
            facts.append((self.tr("Result"), matter.result, ""))
        return facts

    def _enable(self, file: MatterFile) -> None:
        super()._enable(file)
        for act in (Act.MAKE_EVENT, Act.HAND_TO, Act.SET_DUE):
            self.allow(act, possible=False)
        view = self._view
        if view is None or view.file.instruction.id != file.matter.id:
            return
        opened = self._workplace.session.may(Right.WRITE_LOG) and file.matter.state is MatterState.OPEN
        task = self.marked_task()
        for act in _TASK_KEYS:
            self.allow(act, possible=opened and task is not None and self._fits(act, view.file, task))
        unfinished = task is not None and task.outcome is None
        self.allow(Act.HAND_TO, possible=opened and unfinished)
        self.allow(Act.SET_DUE, possible=opened and unfinished and task is not None and task.due_at is not None)
        instruction = view.file.instruction
        for act in (Act.ADD_TASK, Act.CORRECT_WORDS, Act.CORRECT_SHEET, Act.FEED_BACK):
            self.allow(act, possible=opened)
        self.allow(Act.NOTE_SIGNED, possible=opened and instruction.sheet.drafted and instruction.signed_at is None)
        self.allow(Act.PRINT_SLIP, possible=self._workplace.session.may(Right.PRINT))

    def _fits(self, act: Act, file: InstructionFile, task: Task) -> bool:
        """Return whether an act makes sense for a task as it stands; the rules have the last word."""
        ended = task.outcome is not None
        relayed = task.standing is not TaskStanding.TO_RELAY
        match act:
            case Act.RELAY:
                return file.needs_relay(task) or (not ended and bool(task.unit_name))
            case Act.TAKE_UP_TASK:
                return ended
            case Act.EXPLAIN_LATE:
                return not ended and task.due_at is not None
            case Act.PROPOSE:
                return not ended and bool(file.steps_of(task.id, InstructionStepKind.CHASED))
            case Act.STOP_TASK:
                return not ended
            case _:
                return not ended and relayed

    # --- acts on the marked task --------------------------------------------

    @Slot()
    def relay(self) -> None:
        """Ask who took the words, and what was read back."""
        self._open_task(RelayDialog)

    @Slot()
    def chase(self) -> None:
        """Ask whom one has chased, and the answer."""
        self._open_task(ChaseDialog)

    @Slot()
    def hand_to(self) -> None:
        """Ask who answers for the task."""
        self._open_task(AssignDialog)

    @Slot()
    def set_due(self) -> None:
        """Ask by when it was ordered."""
        self._open_task(DueTaskDialog)

    @Slot()
    def explain_late(self) -> None:
        """Ask for the written explanation of a unit."""
        self._open_said(leader=False)

    @Slot()
    def propose(self) -> None:
        """Ask for a proposal; where one waits, for the leader's word on it."""
        view, task = self._view, self.marked_task()
        if view is None or task is None:
            return
        asked = view.file.steps_of(task.id, InstructionStepKind.PROPOSED, InstructionStepKind.DECIDED)
        if asked and asked[-1].kind is InstructionStepKind.PROPOSED:
            self._open_said(leader=True)
            return
        titles = (
            self.tr("Proposal on {unit}").format(unit=unit_of(task)),
            self.tr("Chasing has brought no result: propose how to go on. The leader's word follows."),
            self.tr("Propose"),
        )
        self._ask_task("propose", titles, verbs.propose)

    @Slot()
    def finish_task(self) -> None:
        """Ask for the result of the task."""
        titles = (
            self.tr("The task is done"),
            self.tr("Write the result: what was done, who confirmed it."),
            self.tr("Done"),
        )
        self._ask_task("finish", titles, verbs.finish)

    @Slot()
    def pass_on(self) -> None:
        """Ask to whom it was passed on for direct reply."""
        titles = (
            self.tr("Passed on for direct reply"),
            self.tr("Write to whom, and who replies to whom. This counts as done."),
            self.tr("Passed on"),
        )
        self._ask_task("pass on", titles, verbs.pass_on)

    @Slot()
    def stop_task(self) -> None:
        """Ask why the task is stopped."""
        titles = (self.tr("Stop the task"), self.tr("Write why. It stays visible."), self.tr("Stop"))
        self._ask_task("stop", titles, verbs.stop)

    @Slot()
    def take_up_task(self) -> None:
        """Ask why an ended task is taken up again."""
        titles = (
            self.tr("Take the task up again"),
            self.tr("Write why. What was done stays visible; its time counts from now."),
            self.tr("Take up"),
        )
        self._ask_task("take up", titles, verbs.take_up)

    # --- acts on the instruction ---------------------------------------------

    @Slot()
    def add_task(self) -> None:
        """Ask for one more task."""
        if self._view is not None:
            self._open(AddTaskDialog(self._workplace, self._view.file, self._sources.completer, self))

    @Slot()
    def correct_words(self) -> None:
        """Ask for the right words."""
        if self._view is not None:
            self._open(CorrectWordsDialog(self._workplace, self._view.file, self))

    @Slot()
    def correct_sheet(self) -> None:
        """Ask for the sheet as it should be."""
        if self._view is not None:
            self._open(CorrectSheetDialog(self._workplace, self._view.file, self._sources.completer, self))

    @Slot()
    def feed_back(self) -> None:
        """Ask who was told of the result."""
        if self._view is not None:
            self._open(FeedbackDialog(self._workplace, self._view.file, self))

    @Slot()
    def note_signed(self) -> None:
        """Ask on which paper the leader has signed the draft."""
        titles = (
            self.tr("The leader has signed"),
            self.tr("Write on which paper, such as its number and page. Now it may go out."),
            self.tr("Signed"),
        )
        self._ask_sheet("signed", titles, verbs.signed)

    @Slot()
    def close_matter(self) -> None:
        """Ask for the result of the whole."""
        titles = (
            self.tr("Close the instruction"),
            self.tr("Write the result. It is closed when every task is done and everybody owed has heard."),
            self.tr("Close"),
        )
        self._ask_sheet("close", titles, verbs.close)

    @Slot()
    def print_slip(self) -> None:
        """Preview the routing slip."""
        self.print_wanted.emit(PaperWish(WishKind.ROUTING, self._wanted))

    @Slot()
    def copy(self) -> None:
        """Copy the instruction as text: head, words, tasks with their steps."""
        if self._view is None:
            return
        instruction = self._view.file.instruction
        lines = [f"{instruction.number} {leader_of(instruction.sheet)}", instruction.words]
        lines += [card.text() for card in self._cards]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _open_task(self, made: type[RelayDialog | ChaseDialog | AssignDialog | DueTaskDialog]) -> None:
        view, task = self._view, self.marked_task()
        if view is not None and task is not None:
            self._open(made(self._workplace, view.file, task, self))

    def _open_said(self, *, leader: bool) -> None:
        view, task = self._view, self.marked_task()
        if view is not None and task is not None:
            self._open(SaidDialog(self._workplace, view.file, task, self, leader=leader))

    def _ask_task(self, name: str, titles: tuple[str, str, str], verb: verbs.TaskVerb) -> None:
        task = self.marked_task()
        if task is not None:
            self._ask_sheet(f"{name} {task.id}", titles, verbs.on_task(verb, task.id))

    def _ask_sheet(self, name: str, titles: tuple[str, str, str], verb: Verb) -> None:
        if self._view is not None:
            self._open(WordsDialog(self._workplace, self._view.file, name, titles, verb, self))

    # --- building ----------------------------------------------------------

    def _make_parts(self) -> None:
        self.unsigned = Pill(self.tr("Not signed by the leader yet"), Tone.WARNING)
        self.unsigned.hide()
        self.words = WordsPart(self._workplace)
        self.told = FeedbackPart(self._workplace)
        self._tasks_part = QWidget()
        self._tasks = QVBoxLayout(self._tasks_part)
        self._tasks.setContentsMargins(0, 0, 0, 0)
        self._tasks.setSpacing(0)
        self.words.linked_wanted.connect(self.matter_wanted)

    def _head_marks(self) -> tuple[QWidget, ...]:
        return (self.unsigned,)

    def _sections(self) -> tuple[Section, ...]:
        return (
            (self.tr("Exact words"), (Act.NOTE_SIGNED, Act.CORRECT_WORDS, Act.PRINT_SLIP), self.words),
            (self.tr("Tasks"), (*_TASK_KEYS, Act.ADD_TASK), self._tasks_part),
            (self.tr("Who has heard of the result"), (Act.FEED_BACK,), self.told),
            (self.tr("Sheet"), (Act.CORRECT_SHEET,), self.fact_grid),
        )

    def _connect_signals(self) -> None:
        super()._connect_signals()
        for act, slot in (
            (Act.RELAY, self.relay),
            (Act.CHASE, self.chase),
            (Act.FINISH_TASK, self.finish_task),
            (Act.EXPLAIN_LATE, self.explain_late),
            (Act.PROPOSE, self.propose),
            (Act.PASS_ON, self.pass_on),
            (Act.STOP_TASK, self.stop_task),
            (Act.TAKE_UP_TASK, self.take_up_task),
            (Act.ADD_TASK, self.add_task),
            (Act.FEED_BACK, self.feed_back),
            (Act.NOTE_SIGNED, self.note_signed),
            (Act.CORRECT_WORDS, self.correct_words),
            (Act.CORRECT_SHEET, self.correct_sheet),
            (Act.PRINT_SLIP, self.print_slip),
        ):
            self._actions[act].triggered.connect(slot)
