"""How the event form is laid out: what is told at the left, what the rules say of it at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.caption import caption
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.key_hint import KeyHint
from ui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from ui.incidents.event_form import EventForm

_BESIDE = 330
_TOLD = 60  # three lines: what else is told comes as steps


def lay_out_event_form(form: EventForm) -> QWidget:
    """Lay a form out; return the row of the caller, which a call that was logged before does without."""
    sizes = theme.current().sizes
    for button, kind in ((form.save_button, "primary"), (form.later_button, "quiet"), (form.discard_button, "quiet")):
        theme.mark(button, kind=kind)
    theme.mark(form.head, type="section")
    theme.mark(form.drill_note, area="message", tone=theme.Tone.DRILL.value)
    form.drill_note.setContentsMargins(sizes.space_3, sizes.space_1, sizes.space_3, sizes.space_1)
    form.drill_note.hide()
    form.head.hide()
    told = QWidget()
    caller = _lay_out_told(form, told)
    beside = QWidget()
    side = QVBoxLayout(beside)
    side.setContentsMargins(sizes.space_3, 0, sizes.space_2, 0)
    side.setSpacing(sizes.space_2)
    side.addWidget(form.same)
    side.addWidget(form.suggestion)
    side.addStretch(1)
    right = Scrolled(beside)
    right.setFixedWidth(theme.beside(_BESIDE))
    halves = QHBoxLayout()
    halves.setSpacing(sizes.space_2)
    halves.addWidget(Scrolled(told), 1)
    halves.addWidget(right)
    column = QVBoxLayout(form)
    column.setContentsMargins(sizes.space_4, sizes.space_2, sizes.space_4, sizes.space_3)
    column.setSpacing(sizes.space_2)
    column.addWidget(form.message)
    column.addWidget(form.drill_note)
    column.addWidget(form.head)
    column.addLayout(halves, 1)
    column.addLayout(_foot(form))
    return caller


def _lay_out_told(form: EventForm, part: QWidget) -> QWidget:
    fields, sizes = form.fields, theme.current().sizes
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, sizes.space_2, 0)
    grid.setHorizontalSpacing(sizes.space_2)
    grid.setVerticalSpacing(sizes.space_2)
    grid.setColumnStretch(1, 1)
    form.content.setFixedHeight(theme.px(_TOLD))
    for field in (form.received, fields.happened):
        field.setMinimumWidth(theme.px(136))
    translate = QCoreApplication.translate
    caller = _line(form.person, form.caller_post, form.phone)
    unit = _line(fields.unit, caller)
    received, happened = caption(translate("EventForm", "Received")), caption(translate("EventForm", "Happened"))
    kind = _line(fields.kind, received, form.received, fixed=(2,))
    place = _line(fields.place, happened, fields.happened, fields.drill, fixed=(2,))
    rows: tuple[tuple[str, QWidget], ...] = (
        (translate("EventForm", "Kind"), kind),
        (translate("EventForm", "Unit"), unit),
        (translate("EventForm", "Place"), place),
        (translate("EventForm", "Told"), form.content),
        (translate("EventForm", "Figures"), _figures(form)),
        (translate("EventForm", "Sensitive"), _sensitive(form)),
        (translate("EventForm", "At the scene"), _line(fields.name, fields.post, fields.phone)),
        (translate("EventForm", "Questions"), form.questions),
    )
    for row, (text, widget) in enumerate(rows):
        grid.addWidget(caption(text, top=True), row, 0)
        grid.addWidget(widget, row, 1)
    grid.setRowStretch(len(rows), 1)
    return caller


def _figures(form: EventForm) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().sizes.space_1)
    hint = QLabel(QCoreApplication.translate("EventForm", "Empty means not known, never zero."))
    theme.mark(hint, type="caption")
    source = _line(hint, caption(QCoreApplication.translate("EventForm", "Source")), form.said_by)
    column.addWidget(form.figures)
    column.addWidget(source)
    return part


def _sensitive(form: EventForm) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().sizes.space_1)
    flags = QWidget()
    row = FlowLayout(flags, gap=theme.current().sizes.space_2)
    for box in form.fields.flags.values():
        row.addWidget(box)
    column.addWidget(flags)
    column.addWidget(form.fields.why)
    return part


def _line(*widgets: QWidget, fixed: tuple[int, ...] = ()) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.current().sizes.space_2)
    for place, widget in enumerate(widgets):
        row.addWidget(widget, 0 if isinstance(widget, QLabel | QCheckBox) or place in fixed else 1)
    return part


def _foot(form: EventForm) -> QLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.current().sizes.space_2)
    row.addWidget(form.discard_button)
    row.addStretch(1)
    row.addWidget(KeyHint("Esc"))
    row.addWidget(form.later_button)
    row.addWidget(KeyHint("Ctrl+Enter"))
    row.addWidget(form.save_button)
    return row
