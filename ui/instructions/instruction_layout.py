"""How the forms of instructions and papers are laid out: what is told at the left, what follows at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.caption import caption
from ui.widgets.key_hint import KeyHint
from ui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from ui.instructions.instruction_form import InstructionForm

_WORDS = 84  # four lines at least
_NOTES = 44


def lay_out_instruction_form(form: InstructionForm) -> None:
    """Lay a form out."""
    sizes = theme.current().sizes
    mark_buttons(form.save_button, form.later_button, form.discard_button)
    theme.mark(form.head, type="section")
    form.head.hide()
    told, beside = QWidget(), QWidget()
    _lay_out_told(form, told)
    _lay_out_beside(form, beside)
    halves = QHBoxLayout()
    halves.setSpacing(sizes.space_3)
    halves.addWidget(Scrolled(told), 1)
    halves.addWidget(Scrolled(beside), 1)
    column = QVBoxLayout(form)
    column.setContentsMargins(sizes.space_4, sizes.space_2, sizes.space_4, sizes.space_3)
    column.setSpacing(sizes.space_2)
    column.addWidget(form.message)
    column.addWidget(form.head)
    column.addLayout(halves, 1)
    column.addLayout(foot(form.discard_button, form.later_button, form.save_button, form.drafted, form.decided))


def _lay_out_told(form: InstructionForm, part: QWidget) -> None:
    translate = QCoreApplication.translate
    form.content.setMinimumHeight(theme.px(_WORDS))
    form.notes.setFixedHeight(theme.px(_NOTES))
    for field in (form.received, form.given):
        field.setMinimumWidth(theme.px(140))
    for box in (form.how, form.kind, form.urgency):
        keep_narrow(box, 6)
    given = caption(translate("InstructionForm", "Given"))
    by = caption(translate("InstructionForm", "By"))
    rows: tuple[tuple[str, QWidget], ...] = (
        (translate("InstructionForm", "Leader"), line(form.leader, form.post)),
        (translate("InstructionForm", "Received"), line(form.received, given, form.given)),
        ("", line(form.how, form.kind, form.urgency)),
        (translate("InstructionForm", "Words"), form.content),
        (translate("InstructionForm", "Transcribed"), line(form.source, by, form.transcriber)),
        (translate("InstructionForm", "Notes"), form.notes),
    )
    lay_out_rows(part, rows, growing=form.content)


def _lay_out_beside(form: InstructionForm, part: QWidget) -> None:
    translate = QCoreApplication.translate
    sizes = theme.current().sizes
    title = QLabel(translate("InstructionForm", "Who has to do what"))
    theme.mark(title, type="section")
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, sizes.space_2, 0)
    column.setSpacing(sizes.space_2)
    column.addWidget(title)
    column.addWidget(form.tasks)
    after = QLabel(translate("InstructionForm", "Who hears of the result besides the leader"))
    theme.mark(after, type="caption")
    column.addWidget(after)
    column.addWidget(form.section)
    column.addWidget(line(form.forwarder, form.forwarder_number))
    column.addStretch(1)


def lay_out_rows(part: QWidget, rows: tuple[tuple[str, QWidget], ...], growing: QWidget | None = None) -> None:
    """Lay named fields out in a column, the names before them; ``growing`` takes the height that is left."""
    sizes = theme.current().sizes
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, sizes.space_2, 0)
    grid.setHorizontalSpacing(sizes.space_2)
    grid.setVerticalSpacing(sizes.space_2)
    grid.setColumnStretch(1, 1)
    for row, (text, widget) in enumerate(rows):
        grid.addWidget(caption(text, top=True), row, 0)
        grid.addWidget(widget, row, 1)
    grown = next((row for row, (_text, widget) in enumerate(rows) if widget is growing), len(rows))
    grid.setRowStretch(grown, 1)


def line(*widgets: QWidget) -> QWidget:
    """Return fields side by side; names, boxes and choices take no more than they need."""
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.current().sizes.space_2)
    for widget in widgets:
        row.addWidget(widget, 0 if isinstance(widget, QLabel | QCheckBox | QComboBox) else 1)
    return part


def keep_narrow(box: QComboBox, letters: int) -> None:
    """Let a choice be as wide as some letters: the longest word of a language must not push the rest out."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(letters)


def mark_buttons(save: QPushButton, later: QPushButton, discard: QPushButton) -> None:
    """Dress the buttons of a form."""
    for button, kind in ((save, "primary"), (later, "quiet"), (discard, "quiet")):
        theme.mark(button, kind=kind)


def foot(discard: QPushButton, later: QPushButton, save: QPushButton, *beside: QWidget) -> QHBoxLayout:
    """Return the line below a form; ``beside`` stands before the buttons that leave it."""
    row = QHBoxLayout()
    row.setSpacing(theme.current().sizes.space_2)
    row.addWidget(discard)
    row.addStretch(1)
    for widget in beside:
        row.addWidget(widget)
    row.addWidget(KeyHint("Esc"))
    row.addWidget(later)
    row.addWidget(KeyHint("Ctrl+Enter"))
    row.addWidget(save)
    return row
