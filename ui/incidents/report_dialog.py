"""Asks for a report that went out, so that its deadline is met by an act and not by silence."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from dutyroom.incidents.deadlines import Stage
from dutyroom.incidents.events import EventFile
from ui import theme
from ui.incidents.event_view import EventView
from ui.incidents.kept_dialog import KeptDialog
from ui.log.choices import Choice
from ui.log.dialogs import Acting
from ui.workplace import Workplace


class ReportDialog(KeptDialog):
    """Asks which report went out, to whom, and with what words; kept as a draft until it is noted."""

    def __init__(self, workplace: Workplace, view: EventView, parent: QWidget) -> None:
        super().__init__(
            workplace,
            self.tr("Note a report that went out"),
            self.tr("Its deadline is met by this, and the next follow-up is set."),
            self.tr("Note"),
            parent,
        )
        self._incident_id = view.file.incident.id
        self.stage = Choice(Stage)
        self.stage.choose(Stage.PHONE)
        self.to = QLineEdit()
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setMaximumHeight(theme.px(96))
        form = QFormLayout()
        for text, field in (
            (self.tr("Report"), self.stage),
            (self.tr("To whom"), self.to),
            (self.tr("Words"), self.words),
        ):
            field.setAccessibleName(text)
            form.addRow(text, field)
        self.body.addLayout(form)
        self.to.setFocus()
        self.keep("report", self._incident_id)

    def payload(self) -> dict[str, Any]:
        """Return to whom, and the words."""
        return {"to": self.to.text(), "words": self.words.toPlainText()}

    def restore(self, payload: dict[str, Any]) -> None:
        """Show what was kept."""
        self.to.setText(payload["to"])
        self.words.setPlainText(payload["words"])

    def acting(self) -> Acting:
        """Return the act."""
        house, session, incident_id = self._workplace.house, self._workplace.session, self._incident_id
        stage, to, words = self.stage.value() or Stage.PHONE, self.to.text(), self.words.toPlainText()

        def do() -> EventFile:
            return house.incidents.note_report(session, incident_id, stage, to, words)

        return do
