"""One task on the page of its instruction: how it stands, the relay, the chases with their answers, every step."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dutyroom.instructions.model import InstructionFile, InstructionStepKind, Step, Task, TaskOutcome
from ui import theme
from ui.instructions.steps import said_of
from ui.instructions.words import due_text, standing_text, standing_tone, unit_of
from ui.terms import label
from ui.theme import Tone
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.pill import Pill
from ui.widgets.relative_time import full_time, relative_time, span_text, standard_time
from ui.workplace import Workplace

_TIMES = 92
_KINDS = 96


class TaskCard(QFrame):
    """A task that can be marked; ``marked`` says that it was. The keys of the page are meant for the marked one."""

    marked = Signal(str)

    def __init__(self, workplace: Workplace, file: InstructionFile, task: Task, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.task = task
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.mark(self, area="entry", marked=False)
        self.lines = list(self._lines(file))
        self._lay_out(file)

    def show_marked(self, *, on: bool) -> None:
        """Show whether the keys are meant for this task."""
        theme.mark(self, marked=on)

    def text(self) -> str:
        """Return the task as text, for copying."""
        return "\n".join([self._head(), *(text for text in self.lines if text)])

    def _head(self) -> str:
        task = self.task
        due = standard_time(task.due_at, self._workplace.zone) if task.due_at else ""
        return "  ".join(part for part in (unit_of(task), label(task.mode), standing_text(task), due) if part)

    def _lines(self, file: InstructionFile) -> Iterator[str]:
        """Yield what is said below the head, a line each; empty ones say nothing."""
        task, zone = self.task, self._workplace.zone
        yield task.text
        yield self._relay_text(file)
        planned = [
            relative_time(at, self._workplace.now(), zone)
            for at in (task.chase_before_at, task.chase_on_day_at)
            if at is not None and task.unfinished
        ]
        yield self.tr("Still to be chased: {times}").format(times=" · ".join(planned)) if planned else ""
        if task.uncertain and task.unfinished:
            years = ", ".join(str(year) for year in task.uncertain)
            yield self.tr("The holidays of {years} are not published; the due time may move").format(years=years)

    def _relay_text(self, file: InstructionFile) -> str:
        took = file.relay_took(self.task)
        parts = []
        if took is not None:
            parts.append(self.tr("Relayed {time} after receipt").format(time=span_text(took)))
        if file.needs_relay(self.task) and self.task.outcome is not TaskOutcome.STOPPED:
            told = self.task.wording > 0
            parts.append(
                self.tr("the words were corrected since, relay them again") if told else self.tr("Not relayed yet")
            )
        return "  ".join(parts)

    def _lay_out(self, file: InstructionFile) -> None:
        sizes = theme.current().sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_3, sizes.space_2, sizes.space_3, sizes.space_2)
        column.setSpacing(2)
        column.addWidget(self._head_row())
        for text in self.lines:
            if text:
                column.addWidget(_words(text, "secondary"))
        for step in file.steps_of(self.task.id):
            column.addLayout(self._step_row(step))
        self.setAccessibleName(self.text())

    def _head_row(self) -> QWidget:
        task, now, zone = self.task, self._workplace.now(), self._workplace.zone
        unit = QLabel(f"{task.number}  {unit_of(task)}")
        theme.mark(unit, type="strong")
        mode = QLabel(label(task.mode))
        due = QLabel(due_text(task, now, zone))
        if task.due_at is not None:
            due.setToolTip(f"{full_time(task.due_at, zone)}  {label(task.pace)}")
        pace = QLabel(label(task.pace) if task.due_at is not None else "")
        owner = QLabel(task.owner_name or self.tr("nobody answers for it"))
        for quiet in (mode, pace, owner):
            theme.mark(quiet, type="secondary")
        row = QWidget()
        flow = FlowLayout(row, gap=theme.current().sizes.space_3)
        state = Pill(standing_text(task), standing_tone(task, now))
        late = Pill(due.text(), Tone.DANGER) if task.overdue(now) else due
        for widget in (unit, state, late, mode, pace, owner):
            flow.addWidget(widget)
        return row

    def _step_row(self, step: Step) -> QHBoxLayout:
        zone, top = self._workplace.zone, Qt.AlignmentFlag.AlignTop
        when = QLabel(relative_time(step.told_at, self._workplace.now(), zone))
        when.setToolTip(full_time(step.told_at, zone))
        when.setFixedWidth(theme.px(_TIMES))
        kind = QLabel(label(step.kind))
        kind.setFixedWidth(theme.px(_KINDS))
        theme.mark(when, type="secondary")
        said = _words(said_of(step, zone), "")
        said.setToolTip(step.account_name)
        if step.kind is InstructionStepKind.DUE_MOVED and step.old_due_at is not None:
            said.setText(f"{standard_time(step.old_due_at, zone)} →  {said.text()}")
        row = QHBoxLayout()
        row.setSpacing(theme.current().sizes.space_2)
        row.addWidget(when, 0, top)
        row.addWidget(kind, 0, top)
        row.addWidget(said, 1)
        return row

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the task."""
        super().focusInEvent(event)
        self.marked.emit(self.task.id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mark the task."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)


def _words(text: str, look: str) -> QLabel:
    words = QLabel(text)
    words.setWordWrap(True)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if look:
        theme.mark(words, type=look)
    return words
