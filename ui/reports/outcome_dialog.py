"""What becomes of an information: reported up, returned for completion, or not reported with the result told (R260)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from dutyroom.log.model import MatterFile
from dutyroom.reports.model import InformationOutcome
from ui import theme
from ui.incidents.kept_dialog import KeptDialog
from ui.log.choices import Choice
from ui.log.dialogs import Acting
from ui.workplace import Workplace


class OutcomeDialog(KeptDialog):
    """Asks for one of the three outcomes, and who was told of it."""

    def __init__(self, workplace: Workplace, matter_id: str, parent: QWidget) -> None:
        super().__init__(
            workplace,
            self.tr("What becomes of it"),
            self.tr("Every information has one of three outcomes, and somebody is told of it."),
            self.tr("Note"),
            parent,
        )
        self._matter_id = matter_id
        self.outcome = Choice(InformationOutcome)
        self.told = QLineEdit()
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setMaximumHeight(theme.px(96))
        form = QFormLayout()
        for text, field in (
            (self.tr("Outcome"), self.outcome),
            (self.tr("Who was told"), self.told),
            (self.tr("Words"), self.words),
        ):
            field.setAccessibleName(text)
            form.addRow(text, field)
        self.body.addLayout(form)
        self.told.setFocus()
        self.keep("outcome", matter_id)

    def payload(self) -> dict[str, Any]:
        """Return which, who, and the words."""
        value = self.outcome.value()
        return {"outcome": value.value if value else "", "told": self.told.text(), "words": self.words.toPlainText()}

    def restore(self, payload: dict[str, Any]) -> None:
        """Show what was kept."""
        self.outcome.choose_value(payload["outcome"])
        self.told.setText(payload["told"])
        self.words.setPlainText(payload["words"])

    def acting(self) -> Acting:
        """Return the act; it brings back the file of the matter."""
        house, session, matter_id = self._workplace.house, self._workplace.session, self._matter_id
        outcome = self.outcome.value() or InformationOutcome.REPORT_UP
        told, words = self.told.text(), self.words.toPlainText()

        def do() -> MatterFile:
            house.reports.decide(session, matter_id, outcome, told, words)
            return house.log_reader.file(session, matter_id)

        return do
