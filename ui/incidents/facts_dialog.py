"""Asks what else was said of an event, and shows while one types what the rules would make of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from dutyroom.errors import Refused
from dutyroom.incidents.events import EventFile, Fact, NewFact
from dutyroom.incidents.known import sheet_with
from dutyroom.incidents.rules import grade
from dutyroom.incidents.words import number_words
from ui import theme
from ui.incidents.event_view import EventView
from ui.incidents.figure_fields import FigureFields
from ui.incidents.kept_dialog import KeptDialog
from ui.incidents.question_fields import QuestionFields
from ui.incidents.suggestion import SuggestionPanel
from ui.log.dialogs import Acting
from ui.widgets.date_time_field import DateTimeField
from ui.workplace import Workplace

_WIDTH = 1020
_BESIDE = 300


class AddFactsDialog(KeptDialog):
    """Asks for figures and answers, who said so and when it was so; kept as a draft until they are added."""

    def __init__(self, workplace: Workplace, view: EventView, parent: QWidget) -> None:
        super().__init__(
            workplace,
            self.tr("Add facts"),
            self.tr("Nothing said before is overwritten. Empty means not known, never zero."),
            self.tr("Add"),
            parent,
        )
        self._view = view
        self.figures = FigureFields()
        self.questions = QuestionFields()
        self.suggestion = SuggestionPanel()
        self.said_by = QLineEdit(view.file.incident.sheet.unit_name)
        self.said_at = DateTimeField(workplace.house.clock, zone=workplace.zone)
        self.said_at.set_value(workplace.house.clock.now())
        self._fill()
        self.keep("facts", view.file.incident.id)
        assert self.keeper is not None
        for changed in (self.figures.changed, self.questions.changed):
            changed.connect(self.keeper.touched)
            changed.connect(self._assess)
        self.said_by.textChanged.connect(self._assess)
        self._assess()

    def acting(self) -> Acting:
        """Return the act; Refused for a figure or a time that cannot be."""
        if not self.said_at.is_valid():
            raise Refused("log.bad_value", value=self.said_at.text())
        said_by, said_at = self.said_by.text(), self.said_at.value()
        facts = [NewFact(name, value, said_by, said_at) for name, value in self.figures.checked().items()]
        facts += [NewFact(name, value, said_by, said_at) for name, value in self.questions.answers().items()]
        house, session, incident_id = self._workplace.house, self._workplace.session, self._view.file.incident.id

        def do() -> EventFile:
            return house.incidents.add_facts(session, incident_id, facts)

        return do

    @Slot()
    def _assess(self) -> None:
        """Show what the rules would make of the event with what stands here now, at every key."""
        said_by = self.said_by.text()
        told = [NewFact(name, value, said_by) for name, value in self.figures.figures().items()]
        told += [NewFact(name, value, said_by) for name, value in self.questions.answers().items()]
        found = grade(self._view.book, sheet_with(self._view.file, told, self._workplace.house.clock.now()))
        self.questions.show_questions(found)
        self.suggestion.show_assessment(self._view.book, found)

    def _fill(self) -> None:
        file, sizes = self._view.file, theme.current().sizes
        self.figures.show_kind(self._view.book, file.assessment.event)
        for figures in file.figures():
            self.figures.cell(figures.name).setPlaceholderText(_number(figures.worst))
        self.questions.show_questions(file.assessment)
        halves, told = QHBoxLayout(), QVBoxLayout()
        halves.setSpacing(sizes.space_4)
        told.addWidget(self.figures)
        told.addWidget(self.questions)
        told.addStretch(1)
        self.suggestion.setFixedWidth(theme.beside(_BESIDE))
        halves.addLayout(told, 1)
        halves.addWidget(self.suggestion, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(halves)
        row = QHBoxLayout()
        row.setSpacing(sizes.space_2)
        for text, field in ((self.tr("Who says so"), self.said_by), (self.tr("As of"), self.said_at)):
            caption = QLabel(text)
            theme.mark(caption, type="caption")
            field.setAccessibleName(text)
            row.addWidget(caption)
            row.addWidget(field, 1)
        self.body.addLayout(row)
        self.setMinimumWidth(theme.px(_WIDTH))
        shown = self.figures.shown()
        if shown:
            self.figures.cell(shown[0]).setFocus()

    def payload(self) -> dict[str, Any]:
        """Return figures, answers and their source."""
        return {"figures": self.figures.payload(), "answers": self.questions.answers(), "said_by": self.said_by.text()}

    def restore(self, payload: dict[str, Any]) -> None:
        """Show what was kept."""
        self.figures.restore(payload["figures"])
        self.questions.restore(payload["answers"])
        self.said_by.setText(payload["said_by"])


def _number(fact: Fact) -> str:
    return "" if isinstance(fact.value, bool) else number_words(fact.value)
