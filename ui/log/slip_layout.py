"""How a call slip is laid out: when and how above, who and what in the middle, what is to be done below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.caption import caption
from ui.widgets.folding_row import FoldingRow
from ui.widgets.key_hint import KeyHint
from ui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from ui.log.slip_form import SlipForm

translate = QCoreApplication.translate
_LEAST = 190  # pixels: all of it in letters of 100 %


class SlipLayout(QVBoxLayout):
    """The rows of a slip; the first and the last one are ``folded`` where a window is too narrow for them."""

    def __init__(self, form: SlipForm) -> None:
        super().__init__(form)
        sizes = theme.current().sizes
        form.classified_button.setCheckable(True)
        theme.mark(form.save_button, kind="primary")
        for button in (form.classified_button, form.later_button, form.discard_button):
            theme.mark(button, kind="quiet")
        part = QWidget()
        self._folding = (_head(form), _foot(form))
        _lay_out_open(form, part)
        self.open_part, self.classified_part = (Scrolled(one, least=_LEAST) for one in (part, form.classified))
        self.setContentsMargins(sizes.space_4, sizes.space_2, sizes.space_4, sizes.space_3)
        self.setSpacing(sizes.space_2)
        self.addWidget(form.message)
        self.addLayout(self._folding[0])
        self.addWidget(self.open_part, 1)
        self.addWidget(self.classified_part, 1)
        self.addLayout(self._folding[1])

    def fold(self, width: int) -> None:
        """Stand in a form of ``width`` pixels."""
        margins = self.contentsMargins()
        for row in self._folding:
            row.fold(width - margins.left() - margins.right())
        self.invalidate()


def _head(form: SlipForm) -> FoldingRow:
    form.received.setMinimumWidth(144)
    form.happened.setMinimumWidth(136)
    times = _row(
        (translate("SlipForm", "Received"), form.received),
        (translate("SlipForm", "Happened"), form.happened),
    )
    kinds = _row(
        ("", form.direction),
        ("", form.channel),
        (translate("SlipForm", "Category"), form.category),
    )
    kinds.addStretch(1)
    kinds.addWidget(form.classified_button)
    return FoldingRow(times, kinds)


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


def _foot(form: SlipForm) -> FoldingRow:
    form.due.setMinimumWidth(150)
    choices = _row(
        (translate("SlipForm", "Urgency"), form.urgency),
        ("", form.handling),
        (translate("SlipForm", "Owner"), form.owner),
        (translate("SlipForm", "Due"), form.due),
    )
    buttons = _row()
    buttons.addStretch(1)
    buttons.addWidget(form.discard_button)
    buttons.addWidget(KeyHint("Esc"))
    buttons.addWidget(form.later_button)
    buttons.addWidget(KeyHint("Ctrl+Enter"))
    buttons.addWidget(form.save_button)
    return FoldingRow(choices, buttons)


def _row(*fields: tuple[str, QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.current().sizes.space_2)
    for text, field in fields:
        if text:
            row.addWidget(caption(text))
        row.addWidget(field)
    return row
