"""The form of an instruction: who gave it, when and how, the exact words apart from notes, and who has to do what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from dutyroom.directory.model import Candidate, CandidateKind
from dutyroom.errors import Refused
from dutyroom.instructions.model import GivenHow, InstructionKind, InstructionSheet, NewInstruction
from dutyroom.log.model import Urgency
from ui.instructions.instruction_layout import lay_out_instruction_form
from ui.instructions.name_field import NameField
from ui.instructions.task_lines import TaskLines
from ui.log.caller_fields import CompleterSource
from ui.log.choices import Choice
from ui.log.kept_form import KeptForm
from ui.widgets.date_time_field import DateTimeField
from ui.workplace import Workplace

INSTRUCTION_DRAFT = "instruction"
"""The kind of these drafts."""


class InstructionForm(KeptForm):
    """One instruction being taken down. ``saved`` carries its file; ``left``: the draft was left for later."""

    def __init__(
        self, workplace: Workplace, source: CompleterSource, draft_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(workplace, parent)
        self._linked_id = ""
        clock, zone = workplace.house.clock, workplace.zone
        self.head = QLabel()
        self.leader = NameField(source, CandidateKind.PERSON)
        self.post = QLineEdit()
        self.how = Choice(GivenHow)
        self.kind = Choice(InstructionKind)
        self.urgency = Choice(Urgency)
        self.given = DateTimeField(clock, zone=zone)
        self.content = QPlainTextEdit()
        self.source = QLineEdit()
        self.transcriber = QLineEdit()
        self.notes = QPlainTextEdit()
        self.tasks = TaskLines(workplace, source)
        self.section = NameField(source, CandidateKind.UNIT)
        self.forwarder = NameField(source, CandidateKind.UNIT)
        self.forwarder_number = QLineEdit()
        self.decided = QCheckBox(self.tr("Decided, no discussion"))
        self.drafted = QCheckBox(self.tr("Drafted for the leader"))
        self.keep_as(draft_id, INSTRUCTION_DRAFT)
        self._begin_with_usual()
        self._name_fields()
        lay_out_instruction_form(self)
        self._connect_signals()
        self._show_how()
        self.keeper.begin()

    @property
    def linked_id(self) -> str:
        """Return the matter, event or paper that the instruction is about; empty for none."""
        return self._linked_id

    def start_on(self, moment: datetime, linked_id: str, number: str, subject: str) -> None:
        """Begin an instruction on a matter that is known; the link is kept and said."""
        self._show_link(linked_id, self.tr("On {number} {subject}").format(number=number, subject=subject))
        self.start(moment)

    def take_focus(self) -> None:
        """Put the cursor where an instruction begins."""
        self.leader.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def title(self) -> str:
        """Return what the form is called in its tab."""
        text = self.content.toPlainText().strip() or self.leader.text()
        return text[:12] or self.received.text()[-5:]

    def new(self) -> NewInstruction:
        """Return what was typed; Refused ``log.bad_value`` for a time that cannot be read."""
        for field in (self.received, self.given):
            if not field.is_valid():
                field.setFocus()
                raise Refused("log.bad_value", value=field.text())
        sheet = InstructionSheet(
            kind=self.kind.value() or InstructionKind.ORDER,
            how=self.how.value() or GivenHow.PHONE,
            leader_id=self.leader.chosen_id,
            leader_name=self.leader.text(),
            leader_post=self.post.text(),
            given_at=self.given.value(),
            source=self.source.text(),
            transcriber=self.transcriber.text(),
            notes=self.notes.toPlainText(),
            drafted=self.drafted.isChecked(),
            section=self.section.text(),
            forwarder=self.forwarder.text(),
            forwarder_number=self.forwarder_number.text(),
            linked_id=self._linked_id,
        )
        return NewInstruction(
            sheet=sheet,
            words=self.content.toPlainText(),
            tasks=self.tasks.tasks(),
            decided=self.decided.isChecked(),
            received_at=self.received.value(),
            urgency=self.urgency.value() or Urgency.URGENT,
        )

    def payload(self) -> dict[str, Any]:
        """Return everything on the form, as it is kept in a draft."""
        return {
            "linked": [self._linked_id, self.head.text()],
            "ids": [self.leader.chosen_id, self.section.chosen_id, self.forwarder.chosen_id],
            "texts": [line.text() for line in self._lines()],
            "received": self.received.text(),
            "given": self.given.text(),
            "choices": [str(box.value() or "") for box in self._choices()],
            "content": self.content.toPlainText(),
            "notes": self.notes.toPlainText(),
            "checks": [self.decided.isChecked(), self.drafted.isChecked()],
            "tasks": self.tasks.payload(),
        }

    def restore(self, payload: dict[str, Any]) -> None:
        """Fill the form from a draft."""
        self.content.setPlainText(payload["content"])
        self.notes.setPlainText(payload["notes"])
        if payload["linked"][0]:
            self._show_link(*payload["linked"])
        for line, text in zip(self._lines(), payload["texts"], strict=True):
            line.setText(text)
        for field, known in zip((self.leader, self.section, self.forwarder), payload["ids"], strict=True):
            field.chosen_id = known
        self.received.setText(payload["received"])
        self.given.setText(payload["given"])
        for box, value in zip(self._choices(), payload["choices"], strict=True):
            box.choose_value(value)
        for check, on in zip((self.decided, self.drafted), payload["checks"], strict=True):
            check.setChecked(bool(on))
        self.tasks.restore(payload["tasks"])

    def acting(self) -> Callable[[], object]:
        """Return the act; Refused ``log.bad_value`` for a time that cannot be read."""
        return partial(self._workplace.house.instructions.open, self._workplace.session, self.new(), self.draft_id)

    def places(self) -> dict[str, QWidget]:
        """Return which field a refusal means."""
        return {
            "log.nothing_written": self.content,
            "log.secrecy_mark": self.content,
            "instructions.no_leader": self.leader,
            "instructions.no_source": self.source,
            "instructions.undecided": self.decided,
            "instructions.no_task": self.tasks.task_lines()[0].unit,
        }

    def _show_link(self, linked_id: str, head: str) -> None:
        self._linked_id = linked_id
        self.head.setText(head)
        self.head.setVisible(bool(head))

    @Slot(object)
    def _leader_picked(self, candidate: Candidate) -> None:
        self.post.setText(self.leader.post_of(candidate))

    @Slot()
    def _show_how(self) -> None:
        """Ask for what was transcribed where there is a paper, and for nothing where it was spoken."""
        written = self.how.value() is GivenHow.WRITTEN
        self.source.setPlaceholderText(
            self.tr("Which paper: number, page; needed") if written else self.tr("Which call or talk; may stay empty")
        )
        if written and self.kind.value() is InstructionKind.ORDER:
            self.kind.choose(InstructionKind.REMARK)

    def _lines(self) -> tuple[QLineEdit, ...]:
        return (
            self.leader,
            self.post,
            self.source,
            self.transcriber,
            self.section,
            self.forwarder,
            self.forwarder_number,
        )

    def _choices(self) -> tuple[Choice[Any], ...]:
        return (self.how, self.kind, self.urgency)

    def words(self) -> str:
        """Return every word on the form."""
        lines = [line.text() for line in (*self._lines(), *self.tasks.lines())]
        return "\n".join((self.content.toPlainText(), self.notes.toPlainText(), *lines))

    def _begin_with_usual(self) -> None:
        self.how.choose(GivenHow.PHONE)
        self.kind.choose(InstructionKind.ORDER)
        self.urgency.choose(Urgency.URGENT)

    def _name_fields(self) -> None:
        names: dict[QWidget, str] = {
            self.leader: self.tr("Leader"),
            self.post: self.tr("Post"),
            self.how: self.tr("How it was given"),
            self.kind: self.tr("Kind"),
            self.urgency: self.tr("Urgency"),
            self.received: self.tr("Received"),
            self.given: self.tr("Given"),
            self.content: self.tr("Exact words"),
            self.source: self.tr("Transcribed from"),
            self.transcriber: self.tr("Transcribed by"),
            self.notes: self.tr("Notes of the officer"),
            self.section: self.tr("Section that gets a copy"),
            self.forwarder: self.tr("Office that forwarded it"),
            self.forwarder_number: self.tr("Number of the forwarding"),
        }
        for field, name in names.items():
            field.setAccessibleName(name)
            field.setToolTip(name)
        self.leader.setPlaceholderText(self.tr("Leader"))
        self.post.setPlaceholderText(self.tr("Post"))
        self.given.setPlaceholderText(self.tr("as received"))
        self.transcriber.setPlaceholderText(self.tr("By whom; empty: you"))
        self.content.setPlaceholderText(self.tr("The words exactly as they were written or spoken; nothing else"))
        self.notes.setPlaceholderText(self.tr("Your own notes, apart from the words"))
        self.section.setPlaceholderText(self.tr("Section that gets a copy"))
        self.forwarder.setPlaceholderText(self.tr("Office that forwarded it"))
        self.forwarder_number.setPlaceholderText(self.tr("Its number"))
        self.decided.setToolTip(self.tr("Only what the leader has decided is taken down; discussion is not"))
        self.drafted.setToolTip(self.tr("It goes out only after the leader has read and signed it"))
        for text in (self.content, self.notes):
            text.setTabChangesFocus(True)

    def _connect_signals(self) -> None:
        self.leader.picked.connect(self._leader_picked)
        self.how.currentIndexChanged.connect(self._show_how)
        for text in (self.content, self.notes):
            text.textChanged.connect(self.touched)
        for line in (*self._lines(), self.received, self.given):
            line.textChanged.connect(self.touched)
        for box in self._choices():
            box.currentIndexChanged.connect(self.touched)
        for check in (self.decided, self.drafted):
            check.toggled.connect(self.touched)
        self.tasks.changed.connect(self.touched)
