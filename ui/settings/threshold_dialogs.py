"""What is asked for a new condition of a kind of event, and for the name of its local plan."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit

from dutyroom.errors import Refused
from dutyroom.folding import fold
from dutyroom.incidents.editing import with_condition, with_local_plan
from dutyroom.incidents.facts import checked_figure
from dutyroom.incidents.model import EventType, Grade, GradingBook
from dutyroom.texts import term
from ui.settings.dialog import ActDialog
from ui.sign_in.card import labelled
from ui.terms import label, language
from ui.workplace import Workplace

if TYPE_CHECKING:
    from ui.settings.thresholds import ThresholdsSection


class DraftDialog(ActDialog):
    """Changes the draft of a section and closes; the draft is checked there, and nothing is written yet."""

    @Slot()
    def act(self) -> None:
        """Change the draft."""
        acting = self.acting()
        if acting is not None:
            acting()
            self.accept()


class LocalPlanDialog(DraftDialog):
    """Asks for the plan that sets the grades which the law leaves to the place."""

    def __init__(self, workplace: Workplace, event: EventType, section: ThresholdsSection) -> None:
        super().__init__(workplace, section)
        self._section, self._event = section, event
        self.set_words(
            self.tr("Local plan: {kind}").format(kind=term("event_type", event.id, language())),
            self.tr("The name and number of the plan whose figures stand here."),
            self.tr("&Name it"),
        )
        self.plan = QLineEdit(event.local_plan, self)
        self.body.addLayout(labelled(self.tr("&Plan"), self.plan))
        self.plan.setFocus()

    def acting(self) -> Callable[[], object] | None:
        """Return the change of the draft."""
        return partial(self._section.edit, with_local_plan, self._event.id, self.plan.text())


class AddConditionDialog(DraftDialog):
    """Asks for grade, figure, lower end and the circumstance of a condition; a figure or words are needed."""

    def __init__(self, workplace: Workplace, book: GradingBook, type_id: str, section: ThresholdsSection) -> None:
        super().__init__(workplace, section)
        self._section, self._book, self._type_id = section, book, type_id
        self.set_words(
            self.tr("Add a condition: {kind}").format(kind=term("event_type", type_id, language())),
            self.tr("One that holds makes the event of this grade. Words alone become a question to the officer."),
            self.tr("&Add"),
        )
        self.grade = QComboBox(self)
        for grade in Grade:
            self.grade.addItem(label(grade), grade.value)
        self.figure = QComboBox(self)
        self.figure.addItem(self.tr("no figure, words alone"), "")
        for figure in book.figures.values():
            unit = term("figure_unit", figure.unit, language())
            self.figure.addItem(f"{term('figure', figure.id, language())} ({unit})", figure.id)
        self.least = QLineEdit(self)
        self.words = QLineEdit(self)
        self.body.addLayout(labelled(self.tr("&Grade"), self.grade))
        self.body.addLayout(labelled(self.tr("&Figure"), self.figure))
        self.body.addLayout(labelled(self.tr("F&rom"), self.least))
        self.body.addLayout(labelled(self.tr("&Words of the local plan"), self.words))
        self.grade.setFocus()

    def acting(self) -> Callable[[], object] | None:
        """Return the change of the draft, or None after saying what is missing."""
        figure, words = str(self.figure.currentData()), self.words.text().strip()
        written: dict[str, object] = {"id": self._free_id(figure or "words"), "verification": "local"}
        if figure:
            try:
                least = checked_figure(self._book.figures[figure], Decimal(fold(self.least.text()).strip()))
            except InvalidOperation:
                self.say(self.tr("Enter the number from which on it holds."))
                return None
            except Refused as error:
                self.refuse(error)
                return None
            written["figures"] = {figure: {"from": int(least) if least == int(least) else float(least)}}
        elif not words:
            self.say(self.tr("Choose a figure, or write the words of the plan."))
            return None
        if words:
            written["words"] = words
        grade = Grade(str(self.grade.currentData()))
        return partial(self._section.edit, with_condition, self._type_id, grade, written)

    def _free_id(self, wanted: str) -> str:
        grade = str(self.grade.currentData())
        known = {one.id for one in self._book.types[self._type_id].conditions}
        number, name = 1, f"local_{wanted}"
        while f"{self._type_id}.{grade}.{name}" in known:
            number += 1
            name = f"local_{wanted}_{number}"
        return name
