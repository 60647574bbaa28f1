"""How a call slip is laid out: when and how above, who and what in the middle, what is to be done below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.caption import caption
from ui.widgets.key_hint import KeyHint

if TYPE_CHECKING:
    from ui.log.slip_form import SlipForm

translate = QCoreApplication.translate


def lay_out_slip(form: SlipForm) -> QWidget:
    """Lay a slip out, and return the part that gives way to the fields of a classified item."""
    sizes = theme.current().sizes
    form.classified_button.setCheckable(True)
    theme.mark(form.save_button, kind="primary")
    for button in (form.classified_button, form.later_button, form.discard_button):
        theme.mark(button, kind="quiet")
    open_part = QWidget()
    _lay_out_open(form, open_part)
    column = QVBoxLayout(form)
    column.setContentsMargins(sizes.space_4, sizes.space_2, sizes.space_4, sizes.space_3)
    column.setSpacing(sizes.space_2)
    column.addWidget(form.message)
    column.addLayout(_head(form))
    column.addWidget(open_part, 1)
    column.addWidget(form.classified, 1)
    column.addLayout(_foot(form))
    return open_part


def _head(form: SlipForm) -> QHBoxLayout:
    form.received.setMinimumWidth(144)
    form.happened.setMinimumWidth(136)
    row = _row(
        (translate("SlipForm", "Received"), form.received),
        (translate("SlipForm", "Happened"), form.happened),
        ("", form.direction),
        ("", form.channel),
        (translate("SlipForm", "Category"), form.category),
    )
    row.addStretch(1)
    row.addWidget(form.classified_button)
    return row


def _lay_out_open(form: SlipForm, part: QWidget) -> None:
    sizes = theme.current().sizes
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(sizes.space_2)
    grid.setVerticalSpacing(sizes.space_2)
    caller = form.caller
    who: tuple[tuple[str, QWidget], ...] = (
        (translate("SlipForm", "Unit"), caller.unit),
        (translate("SlipForm", "Person"), caller.person),
        (translate("SlipForm", "Post"), caller.post),
        (translate("SlipForm", "Number"), caller.phone),
    )
    for column, (text, field) in enumerate(who):
        grid.addWidget(caption(text), 0, column * 2)
        grid.addWidget(field, 0, column * 2 + 1)
    for column, stretch in ((1, 4), (3, 2), (5, 2), (7, 2)):
        grid.setColumnStretch(column, stretch)
    grid.addWidget(caption(translate("SlipForm", "Subject")), 1, 0)
    grid.addWidget(form.subject, 1, 1, 1, 7)
    grid.addWidget(caption(translate("SlipForm", "Said"), top=True), 2, 0)
    texts = QHBoxLayout()
    texts.setSpacing(sizes.space_2)
    texts.addWidget(form.content, 3)
    texts.addWidget(caption(translate("SlipForm", "Done"), top=True))
    texts.addWidget(form.done, 2)
    grid.addLayout(texts, 2, 1, 1, 7)
    grid.setRowStretch(2, 1)
    grid.addWidget(caption(translate("SlipForm", "Result")), 3, 0)
    grid.addWidget(form.result, 3, 1, 1, 7)


def _foot(form: SlipForm) -> QHBoxLayout:
    form.due.setMinimumWidth(150)
    row = _row(
        (translate("SlipForm", "Urgency"), form.urgency),
        ("", form.handling),
        (translate("SlipForm", "Owner"), form.owner),
        (translate("SlipForm", "Due"), form.due),
    )
    row.addStretch(1)
    row.addWidget(form.discard_button)
    row.addWidget(KeyHint("Esc"))
    row.addWidget(form.later_button)
    row.addWidget(KeyHint("Ctrl+Enter"))
    row.addWidget(form.save_button)
    return row


def _row(*fields: tuple[str, QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.current().sizes.space_2)
    for text, field in fields:
        if text:
            row.addWidget(caption(text))
        row.addWidget(field)
    return row
