"""Dialogs of one task: relay with read-back, chase with its answer, late explanation, a leader's word, due time."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from dutyroom.accounts.model import Session
from dutyroom.errors import Refused
from dutyroom.instructions.model import InstructionFile, NewChase, NewRelay, Task
from dutyroom.instructions.service import Instructions
from dutyroom.log.model import Channel
from ui.instructions.instruction_dialogs import CHANNELS, InstructionDialog, Known, checked_moment
from ui.instructions.task_line import TaskLine
from ui.instructions.words import leader_of, unit_of
from ui.log.caller_fields import CompleterSource
from ui.log.choices import Choice
from ui.log.dialogs import Acting
from ui.log.people_choice import OwnerChoice
from ui.workplace import Workplace


class RelayDialog(InstructionDialog):
    """Asks who of the unit took the words, and what was read back; the words stand above, to be read out."""

    def __init__(self, workplace: Workplace, file: InstructionFile, task: Task, parent: QWidget) -> None:
        super().__init__(
            workplace,
            file,
            self.tr("Relay to {unit}").format(unit=unit_of(task)),
            self.tr("Read out: {words}").format(words=file.instruction.words),
            self.tr("Relayed"),
            parent,
        )
        self._task_id = task.id
        self.person = QLineEdit()
        self.channel = Choice(CHANNELS)
        self.told = self.time_field()
        self.read_back = QPlainTextEdit()
        self.remark = QLineEdit()
        self.told.setPlaceholderText(self.tr("now"))
        self.read_back.setPlaceholderText(self.tr("What the other side repeated; needed when it was spoken"))
        self.add("person", self.tr("Taken by"), self.person)
        self.add("channel", self.tr("By what means"), self.channel)
        self.add("told", self.tr("When"), self.told)
        self.add("read_back", self.tr("Read back"), self.read_back)
        self.add("remark", self.tr("Remark"), self.remark)
        self.person.setFocus()
        self.keep("relay", task.id)

    def acting(self) -> Acting:
        """Return the act; Refused ``log.bad_value`` for a time that cannot be read."""
        task_id = self._task_id
        relay = NewRelay(
            person=self.person.text(),
            channel=self.channel.value() or Channel.PHONE,
            read_back=self.read_back.toPlainText(),
            told_at=checked_moment(self.told),
            remark=self.remark.text(),
        )

        def act(verbs: Instructions, session: Session, known: Known) -> InstructionFile:
            return verbs.note_relay(session, *known, task_id, relay)

        return self.doing(act)


class ChaseDialog(InstructionDialog):
    """Asks whom of the unit one has chased, and what they answered."""

    def __init__(self, workplace: Workplace, file: InstructionFile, task: Task, parent: QWidget) -> None:
        super().__init__(
            workplace,
            file,
            self.tr("Chase {unit}").format(unit=unit_of(task)),
            self.tr("Every chase has its answer, and be it that nobody answered."),
            self.tr("Chased"),
            parent,
        )
        self._task_id = task.id
        self.person = QLineEdit()
        self.channel = Choice(CHANNELS)
        self.told = self.time_field()
        self.answer = QPlainTextEdit()
        self.told.setPlaceholderText(self.tr("now"))
        self.add("person", self.tr("Whom"), self.person)
        self.add("channel", self.tr("By what means"), self.channel)
        self.add("told", self.tr("When"), self.told)
        self.add("answer", self.tr("Answer"), self.answer)
        last = [step.person for step in file.steps_of(task.id) if step.person]
        self.person.setText(last[-1] if last else "")
        (self.answer if last else self.person).setFocus()
        self.keep("chase", task.id)

    def acting(self) -> Acting:
        """Return the act; Refused ``log.bad_value`` for a time that cannot be read."""
        task_id = self._task_id
        chase = NewChase(
            person=self.person.text(),
            answer=self.answer.toPlainText(),
            channel=self.channel.value() or Channel.PHONE,
            told_at=checked_moment(self.told),
        )

        def act(verbs: Instructions, session: Session, known: Known) -> InstructionFile:
            return verbs.note_chase(session, *known, task_id, chase)

        return self.doing(act)


class SaidDialog(InstructionDialog):
    """Asks for what somebody said of a task, who, and a new due time: a late explanation, a leader's word."""

    def __init__(
        self, workplace: Workplace, file: InstructionFile, task: Task, parent: QWidget, *, leader: bool
    ) -> None:
        titles = (
            self.tr("Why {unit} is late") if not leader else self.tr("The leader's word on the proposal"),
            self.tr("The written explanation; with an extension where one was granted.")
            if not leader
            else self.tr("The words exactly; also to put it off is a word."),
            self.tr("Note"),
        )
        super().__init__(workplace, file, titles[0].format(unit=unit_of(task)), *titles[1:], parent)
        self._task_id = task.id
        self._leader = leader
        self.person = QLineEdit(leader_of(file.instruction.sheet) if leader else "")
        self.words = QPlainTextEdit()
        self.due = self.time_field(ahead=True)
        self.due.setPlaceholderText(self.tr("stays as it is"))
        self.add("person", self.tr("Who"), self.person)
        self.add("words", self.tr("Words"), self.words)
        self.add("due", self.tr("Due from now on"), self.due)
        (self.words if leader else self.person).setFocus()
        self.keep("word" if leader else "explanation", task.id)

    def acting(self) -> Acting:
        """Return the act; Refused ``log.bad_value`` for a time that cannot be read."""
        task_id, person, words = self._task_id, self.person.text(), self.words.toPlainText()
        due, leader = checked_moment(self.due), self._leader

        def act(verbs: Instructions, session: Session, known: Known) -> InstructionFile:
            verb = verbs.note_word if leader else verbs.note_explanation
            return verb(session, *known, task_id, person, words, due)

        return self.doing(act)


class DueTaskDialog(InstructionDialog):
    """Asks by when a leader has ordered a task to be done, and why."""

    def __init__(self, workplace: Workplace, file: InstructionFile, task: Task, parent: QWidget) -> None:
        super().__init__(
            workplace,
            file,
            self.tr("Due time of {unit}").format(unit=unit_of(task)),
            self.tr("As a leader has ordered it. The chases are planned anew; what stood before stays visible."),
            self.tr("Set"),
            parent,
        )
        self._task_id = task.id
        self.due = self.time_field(ahead=True)
        self.reason = QLineEdit()
        self.add("due", self.tr("Due"), self.due)
        self.add("reason", self.tr("Reason"), self.reason)
        self.due.setFocus()
        self.keep("due", task.id)

    def acting(self) -> Acting:
        """Return the act; Refused ``instructions.due_missing``, ``log.bad_value``."""
        task_id, reason, due = self._task_id, self.reason.text(), checked_moment(self.due)
        if due is None:
            raise Refused("instructions.due_missing")

        def act(verbs: Instructions, session: Session, known: Known) -> InstructionFile:
            return verbs.move_due(session, *known, task_id, due, reason)

        return self.doing(act)


class AssignDialog(InstructionDialog):
    """Asks who answers for a task."""

    def __init__(self, workplace: Workplace, file: InstructionFile, task: Task, parent: QWidget) -> None:
        super().__init__(
            workplace,
            file,
            self.tr("Who answers for {unit}").format(unit=unit_of(task)),
            self.tr("One person answers for each task until it is done."),
            self.tr("Hand over"),
            parent,
        )
        self._task_id = task.id
        self.owner = OwnerChoice(workplace)
        self.owner.setItemText(0, self.tr("Nobody yet"))
        self.owner.choose(task.owner_id)
        self.add("owner", self.tr("Who"), self.owner)
        self.owner.setFocus()

    def acting(self) -> Acting:
        """Return the act."""
        task_id, owner_id, name = self._task_id, self.owner.account_id(), self.owner.account_name()

        def act(verbs: Instructions, session: Session, known: Known) -> InstructionFile:
            return verbs.assign(session, *known, task_id, owner_id, name)

        return self.doing(act)


class AddTaskDialog(InstructionDialog):
    """Asks for one more task."""

    def __init__(self, workplace: Workplace, file: InstructionFile, source: CompleterSource, parent: QWidget) -> None:
        super().__init__(
            workplace,
            file,
            self.tr("Add a task"),
            self.tr("Its time counts from now; the unit has still to be told the words."),
            self.tr("Add"),
            parent,
        )
        self.line = TaskLine(workplace, source)
        self.line.remove.hide()
        self.body.addWidget(self.line)
        self._kept = {"unit": self.line.unit, "text": self.line.text}
        self.line.unit.setFocus()
        self.keep("task", self.instruction_id)

    def acting(self) -> Acting:
        """Return the act; Refused as ``TaskLine.task``."""
        new = self.line.task()

        def act(verbs: Instructions, session: Session, known: Known) -> InstructionFile:
            return verbs.add_task(session, *known, new)

        return self.doing(act)
