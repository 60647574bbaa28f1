"""Parts of an instruction's page: the exact words with their transcription, and who has heard of the result."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dutyroom.instructions.model import FeedbackTo, InstructionFile, InstructionStepKind
from ui import theme
from ui.instructions.instruction_view import InstructionView
from ui.instructions.steps import said_of
from ui.instructions.words import leader_of
from ui.terms import label
from ui.theme import Tone
from ui.widgets.pill import Pill
from ui.widgets.relative_time import full_time, relative_time, standard_time
from ui.workplace import Workplace

_TOLD = {
    FeedbackTo.LEADER: InstructionStepKind.FED_BACK,
    FeedbackTo.SECTION: InstructionStepKind.COPIED,
    FeedbackTo.FORWARDER: InstructionStepKind.SENT_BACK,
}


class WordsPart(QWidget):
    """The words and nothing but the words; who gave them, when, from what they were transcribed; the notes apart."""

    linked_wanted = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._linked_id = ""
        self.words = QLabel()
        self.before = _quiet()
        self.given = _quiet("secondary")
        self.transcribed = _quiet()
        self.notes_title = _quiet()
        self.notes = _quiet("secondary")
        self.linked = QPushButton()
        theme.mark(self.linked, kind="link")
        theme.mark(self.words, type="section")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notes_title.setText(self.tr("Notes of the officer, no part of the words"))
        self.linked.clicked.connect(self._open_linked)
        sizes = theme.current().sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.space_1)
        for widget in (self.given, self.words, self.before, self.transcribed, self.notes_title, self.notes):
            column.addWidget(widget)
        column.addWidget(self.linked, 0, Qt.AlignmentFlag.AlignLeft)

    def show_view(self, view: InstructionView) -> None:
        """Show an instruction's words."""
        file, zone, now = view.file, self._workplace.zone, self._workplace.now()
        instruction, sheet = file.instruction, file.instruction.sheet
        given_at = sheet.given_at or instruction.received_at
        self.given.setText(
            "  ".join((leader_of(sheet), label(sheet.how), label(sheet.kind), relative_time(given_at, now, zone)))
        )
        self.given.setToolTip(full_time(given_at, zone))
        self.words.setText(instruction.words)
        self.before.setText(self._struck(file))
        self.before.setVisible(len(file.wordings) > 1)
        first = file.wordings[0]
        by = sheet.transcriber or first.account_name
        source = sheet.source or label(sheet.how)
        self.transcribed.setText(
            self.tr("Transcribed from {source} by {name}, {time}").format(
                source=source, name=by, time=standard_time(first.at, zone)
            )
        )
        self.notes.setText(sheet.notes)
        for widget in (self.notes, self.notes_title):
            widget.setVisible(bool(sheet.notes))
        self._linked_id = view.linked.id if view.linked is not None else ""
        self.linked.setVisible(view.linked is not None)
        if view.linked is not None:
            words = self.tr("On {number} {subject}").format(number=view.linked.number, subject=view.linked.subject)
            self.linked.setText(words.replace("&", "&&"))

    def _struck(self, file: InstructionFile) -> str:
        lines = []
        for older, newer in zip(file.wordings, file.wordings[1:], strict=False):
            when = standard_time(newer.at, self._workplace.zone)
            why = f"{when} {newer.account_name}: {newer.reason}"
            lines.append(f"<s>{escape(older.words)}</s>  {escape(why)}")
        return "<br>".join(lines)

    @Slot()
    def _open_linked(self) -> None:
        if self._linked_id:
            self.linked_wanted.emit(self._linked_id)


class FeedbackPart(QWidget):
    """Leader, section and forwarding office: who has heard, with what words, and who is still owed it."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().sizes.space_1)

    def texts(self) -> Sequence[str]:
        """Return the rows as text."""
        return [row.accessibleName() for row in self._rows]

    def show_file(self, file: InstructionFile) -> None:
        """Show who has heard of the result of an instruction."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        sheet = file.instruction.sheet
        names = {
            FeedbackTo.LEADER: leader_of(sheet),
            FeedbackTo.SECTION: sheet.section,
            FeedbackTo.FORWARDER: f"{sheet.forwarder} {sheet.forwarder_number}".strip(),
        }
        self._rows = [self._row(file, to, name) for to, name in names.items() if name]
        for row in self._rows:
            self._column.addWidget(row)

    def _row(self, file: InstructionFile, to: FeedbackTo, name: str) -> QWidget:
        zone, now = self._workplace.zone, self._workplace.now()
        told = [step for step in file.steps if step.kind is _TOLD[to]]
        owed = to in file.owed()
        ready = not any(task.unfinished for task in file.tasks)
        state = Pill(self.tr("Owed") if owed and ready else self.tr("Later") if owed else self.tr("Told"))
        state.set_tone(Tone.WARNING if owed and ready else Tone.NEUTRAL if owed else Tone.SUCCESS)
        who = QLabel(f"{label(to)}  {name}")
        said = [f"{relative_time(step.told_at, now, zone)} {said_of(step, zone)}" for step in told]
        words = _quiet("secondary")
        words.setText("\n".join(said))
        head = QHBoxLayout()
        head.setSpacing(theme.current().sizes.space_2)
        for widget in (state, who):
            head.addWidget(widget)
        head.addStretch(1)
        row = QWidget()
        row.setAccessibleName(" ".join((who.text(), state.text(), words.text())).strip())
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        words.setVisible(bool(said))
        column.addWidget(words)
        return row


def _quiet(look: str = "caption") -> QLabel:
    words = QLabel()
    words.setWordWrap(True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    theme.mark(words, type=look)
    return words
