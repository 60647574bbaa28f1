"""Dialogs of an instruction. What is typed is kept until the act is done; a refusal is shown in the dialog."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from dutyroom.accounts.model import Session
from dutyroom.errors import DutyroomError, Refused
from dutyroom.instructions.model import FeedbackTo, Instruction, InstructionFile
from dutyroom.instructions.service import Instructions
from dutyroom.log.model import Channel
from ui import theme
from ui.incidents.kept_dialog import KeptDialog
from ui.instructions.words import leader_of
from ui.log.choices import Choice
from ui.log.dialogs import Acting
from ui.terms import label
from ui.widgets.date_time_field import DateTimeField
from ui.widgets.quick_time import Lean
from ui.workplace import Workplace

CHANNELS = (Channel.PHONE, Channel.VISIT, Channel.SMS, Channel.FAX, Channel.PAPER, Channel.NETWORK, Channel.OTHER)
_WORDS_HEIGHT = 84
Known = tuple[str, int]
"""The identity of an instruction, and the version of the picture that was decided on."""
Verb = Callable[[Instructions, Session, Known, str], InstructionFile]
"""An act on an instruction with words."""


class InstructionDialog(KeptDialog):
    """Fields in a form; each line and text that is added is kept.

    After a refusal because somebody else was quicker the newest version is taken: whoever sits here has been told.
    """

    def __init__(
        self, workplace: Workplace, file: InstructionFile, title: str, why: str, ok: str, parent: QWidget
    ) -> None:
        super().__init__(workplace, title, why, ok, parent)
        self.instruction_id = file.instruction.id
        self.version = file.instruction.version
        self._kept: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._form = QFormLayout()
        self.body.addLayout(self._form)

    def add(self, key: str, text: str, field: QWidget) -> None:
        """Add a field under its name; lines and texts are kept under ``key``."""
        field.setAccessibleName(text)
        if isinstance(field, QPlainTextEdit):
            field.setTabChangesFocus(True)
            field.setFixedHeight(theme.px(_WORDS_HEIGHT))
        if isinstance(field, QLineEdit | QPlainTextEdit):
            self._kept[key] = field
        self._form.addRow(text, field)

    def time_field(self, *, ahead: bool = False) -> DateTimeField:
        """Return a field for a moment, empty: it stands for now, or, ``ahead``, for none."""
        clock, zone = self._workplace.house.clock, self._workplace.zone
        return DateTimeField(clock, zone=zone, lean=Lean.FUTURE if ahead else Lean.PAST)

    def payload(self) -> dict[str, Any]:
        """Return what stands in the lines."""
        return {
            key: field.text() if isinstance(field, QLineEdit) else field.toPlainText()
            for key, field in self._kept.items()
        }

    def restore(self, payload: dict[str, Any]) -> None:
        """Show what was kept."""
        for key, field in self._kept.items():
            if isinstance(field, QLineEdit):
                field.setText(payload[key])
            else:
                field.setPlainText(payload[key])

    def doing(self, act: Callable[[Instructions, Session, Known], InstructionFile]) -> Acting:
        """Return the act of a verb on this instruction, on the version that is known here."""
        house, session, known = self._workplace.house, self._workplace.session, (self.instruction_id, self.version)

        def do() -> InstructionFile:
            return act(house.instructions, session, known)

        return do

    def refuse(self, error: DutyroomError) -> None:
        """Say why not; where somebody else was quicker, read what stands now."""
        super().refuse(error)
        if error.code == "instructions.changed":
            house, session, instruction_id = self._workplace.house, self._workplace.session, self.instruction_id

            def question() -> Instruction:
                return house.instruction_reader.file(session, instruction_id).instruction

            self._workplace.read(question, self, self._take_newest)

    def _take_newest(self, instruction: Instruction) -> None:
        self.version = instruction.version


def checked_moment(field: DateTimeField) -> datetime | None:
    """Return the moment of a field, None where it is empty; Refused ``log.bad_value`` for one that cannot be read."""
    if not field.is_valid():
        field.setFocus()
        raise Refused("log.bad_value", value=field.text())
    return field.value()


class WordsDialog(InstructionDialog):
    """Asks for words and does ``verb`` with them."""

    def __init__(
        self,
        workplace: Workplace,
        file: InstructionFile,
        name: str,
        titles: tuple[str, str, str],
        verb: Verb,
        parent: QWidget,
    ) -> None:
        super().__init__(workplace, file, *titles, parent)
        self._verb = verb
        self.words = QPlainTextEdit()
        self.add("words", self.tr("Words"), self.words)
        self.words.setFocus()
        self.keep(name, self.instruction_id)

    def acting(self) -> Acting:
        """Return the act."""
        verb, words = self._verb, self.words.toPlainText()

        def act(verbs: Instructions, session: Session, known: Known) -> InstructionFile:
            return verb(verbs, session, known, words)

        return self.doing(act)


class FeedbackDialog(InstructionDialog):
    """Asks who was told of the result, whom of them, and with what words."""

    def __init__(self, workplace: Workplace, file: InstructionFile, parent: QWidget) -> None:
        super().__init__(
            workplace,
            file,
            self.tr("Feed back"),
            self.tr("The leader hears of the result; the section gets a copy, the forwarding office an answer."),
            self.tr("Told"),
            parent,
        )
        sheet = file.instruction.sheet
        self._names = {
            FeedbackTo.LEADER: leader_of(sheet),
            FeedbackTo.SECTION: sheet.section,
            FeedbackTo.FORWARDER: sheet.forwarder,
        }
        whom = [to for to, name in self._names.items() if name]
        owed = [to for to in file.owed() if to in whom]
        self.to = Choice(whom)
        self.to.choose(owed[0] if owed else FeedbackTo.LEADER)
        self.person = QLineEdit()
        self.channel = Choice(CHANNELS)
        self.told = self.time_field()
        self.told.setPlaceholderText(self.tr("now"))
        self.words = QPlainTextEdit("\n".join(task.result for task in file.tasks if task.result))
        self.add("to", self.tr("To"), self.to)
        self.add("person", self.tr("Whom"), self.person)
        self.add("channel", self.tr("By what means"), self.channel)
        self.add("told", self.tr("When"), self.told)
        self.add("words", self.tr("Words"), self.words)
        self.to.currentIndexChanged.connect(self._name)
        self._name()
        self.words.setFocus()
        self.keep("feedback", self.instruction_id)

    @Slot()
    def _name(self) -> None:
        to = self.to.value() or FeedbackTo.LEADER
        self.person.setText(self._names[to])
        self.person.setPlaceholderText(label(to))

    def acting(self) -> Acting:
        """Return the act; Refused ``log.bad_value`` for a time that cannot be read."""
        to, channel = self.to.value() or FeedbackTo.LEADER, self.channel.value() or Channel.PHONE
        person, words, told = self.person.text(), self.words.toPlainText(), checked_moment(self.told)

        def act(verbs: Instructions, session: Session, known: Known) -> InstructionFile:
            return verbs.note_feedback(session, *known, to, person, channel, words, told)

        return self.doing(act)


class CorrectWordsDialog(InstructionDialog):
    """Asks for the right words and why; what stood before stays, and every unit is told again."""

    def __init__(self, workplace: Workplace, file: InstructionFile, parent: QWidget) -> None:
        super().__init__(
            workplace,
            file,
            self.tr("Correct the exact words"),
            self.tr("What stood before stays visible, struck through. Every unit has to be told again."),
            self.tr("Correct"),
            parent,
        )
        self.words = QPlainTextEdit(file.instruction.words)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Why: misheard, misread, corrected by the leader"))
        self.add("words", self.tr("Words"), self.words)
        self.add("reason", self.tr("Reason"), self.reason)
        self.words.setFocus()
        self.keep("instruction words", self.instruction_id)

    def acting(self) -> Acting:
        """Return the act."""
        words, reason = self.words.toPlainText(), self.reason.text()

        def act(verbs: Instructions, session: Session, known: Known) -> InstructionFile:
            return verbs.correct_words(session, *known, words, reason)

        return self.doing(act)
