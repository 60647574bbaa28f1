"""Small dialogs of an event file. A refusal is shown in the dialog, and what was typed stays."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from dutyroom.errors import Refused
from dutyroom.incidents.events import CheckKind, CheckResult, EventFile, Fact
from dutyroom.incidents.model import Grade
from dutyroom.incidents.words import grade_words, number_words
from dutyroom.texts import term
from ui import theme
from ui.incidents.event_view import EventView
from ui.incidents.form_sources import FormSources
from ui.incidents.kept_dialog import KeptDialog
from ui.incidents.sheet_fields import SheetFields
from ui.incidents.suggestion import SuggestionPanel
from ui.log.choices import Choice
from ui.log.dialogs import Acting, MatterDialog
from ui.terms import language
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.relative_time import standard_time
from ui.workplace import Workplace

_WIDTH = 720


class GradeDialog(KeptDialog):
    """Asks which grade it is; another one than suggested needs a reason."""

    def __init__(self, workplace: Workplace, view: EventView, parent: QWidget) -> None:
        super().__init__(
            workplace,
            self.tr("Grade of the event"),
            self.tr("The rules suggest, a person decides. Another grade than the suggested one needs a reason."),
            self.tr("Confirm"),
            parent,
        )
        self._view = view
        suggestion = SuggestionPanel()
        suggestion.show_assessment(view.book, view.file.assessment)
        self.grade = QComboBox()
        for grade in Grade:
            self.grade.addItem(grade_words(view.file.assessment.event, grade, language()), grade.value)
        self.grade.addItem(self.tr("No grade"), "")
        suggested = view.file.assessment.grade
        self.grade.setCurrentIndex(self.grade.findData(suggested.value if suggested else ""))
        self.grade.setAccessibleName(self.tr("Grade"))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Why, where it is not the suggested one"))
        self.reason.setAccessibleName(self.tr("Reason"))
        for widget in (suggestion, self.grade, self.reason):
            self.body.addWidget(widget)
        self.grade.setFocus()
        self.keep("grade", view.file.incident.id)

    def payload(self) -> dict[str, Any]:
        """Return the reason; the grade is chosen anew, since the suggestion may be another one by then."""
        return {"reason": self.reason.text()}

    def restore(self, payload: dict[str, Any]) -> None:
        """Show what was kept."""
        self.reason.setText(payload["reason"])

    def acting(self) -> Acting:
        """Return the act."""
        house, session, incident_id = self._workplace.house, self._workplace.session, self._view.file.incident.id
        chosen, reason = str(self.grade.currentData() or ""), self.reason.text()
        grade = Grade(chosen) if chosen else None

        def do() -> EventFile:
            return house.incidents.confirm_grade(session, incident_id, grade, reason)

        return do


class CheckDialog(KeptDialog):
    """Asks with whom something was verified or assessed, and how it came out."""

    def __init__(self, workplace: Workplace, view: EventView, parent: QWidget) -> None:
        super().__init__(
            workplace,
            self.tr("Verification or assessment"),
            self.tr("Was it true, or what does it mean? Say with whom, and with what result."),
            self.tr("Record"),
            parent,
        )
        self._incident_id = view.file.incident.id
        self.kind = Choice(CheckKind)
        self.outcome = Choice(CheckResult)
        self.with_whom = QLineEdit()
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setMaximumHeight(theme.px(96))
        form = QFormLayout()
        for text, field in (
            (self.tr("Step"), self.kind),
            (self.tr("With whom"), self.with_whom),
            (self.tr("Outcome"), self.outcome),
            (self.tr("Words"), self.words),
        ):
            field.setAccessibleName(text)
            form.addRow(text, field)
        self.body.addLayout(form)
        self.with_whom.setFocus()
        self.keep("check", self._incident_id)

    def payload(self) -> dict[str, Any]:
        """Return with whom, and the words."""
        return {"with_whom": self.with_whom.text(), "words": self.words.toPlainText()}

    def restore(self, payload: dict[str, Any]) -> None:
        """Show what was kept."""
        self.with_whom.setText(payload["with_whom"])
        self.words.setPlainText(payload["words"])

    def acting(self) -> Acting:
        """Return the act."""
        house, session, incident_id = self._workplace.house, self._workplace.session, self._incident_id
        kind, result = self.kind.value() or CheckKind.VERIFICATION, self.outcome.value() or CheckResult.UNCLEAR
        whom, words = self.with_whom.text(), self.words.toPlainText()

        def do() -> EventFile:
            return house.incidents.note_check(session, incident_id, kind, result, whom, words)

        return do


class SheetDialog(KeptDialog):
    """Asks for the sheet as it should be; the entry says what stood before."""

    def __init__(self, workplace: Workplace, sources: FormSources, view: EventView, parent: QWidget) -> None:
        super().__init__(
            workplace,
            self.tr("Change the sheet"),
            self.tr("What stood before stays visible in the steps. A drill stays a drill."),
            self.tr("Change"),
            parent,
        )
        self._incident_id = view.file.incident.id
        sources.rules.renew()
        self.fields = SheetFields(workplace, sources.completer, sources.rules, self)
        self.fields.drill.setEnabled(False)
        fields = self.fields
        flags = QWidget()
        flow = FlowLayout(flags, gap=theme.current().sizes.space_2)
        for box in fields.flags.values():
            flow.addWidget(box)
        contact = QWidget()
        row = QHBoxLayout(contact)
        row.setContentsMargins(0, 0, 0, 0)
        for field in (fields.name, fields.post, fields.phone):
            row.addWidget(field)
        form = QFormLayout()
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Kind"), fields.kind),
            (self.tr("Happened"), fields.happened),
            (self.tr("Unit"), fields.unit),
            (self.tr("Place"), fields.place),
            (self.tr("Sensitive"), flags),
            ("", fields.why),
            (self.tr("At the scene"), contact),
            ("", fields.drill),
        )
        for text, widget in rows:
            form.addRow(text, widget)
        self.body.addLayout(form)
        fields.show_sheet(view.file.incident.sheet)
        self.setMinimumWidth(theme.px(_WIDTH))
        fields.place.setFocus()
        self.keep("sheet", self._incident_id)

    def payload(self) -> dict[str, Any]:
        """Return every field."""
        return self.fields.payload()

    def restore(self, payload: dict[str, Any]) -> None:
        """Show what was kept."""
        self.fields.restore(payload)

    def acting(self) -> Acting:
        """Return the act; Refused as ``SheetFields.sheet``."""
        sheet = self.fields.sheet()
        house, session, incident_id = self._workplace.house, self._workplace.session, self._incident_id

        def do() -> EventFile:
            return house.incidents.change_sheet(session, incident_id, sheet)

        return do


class ReviewDialog(MatterDialog):
    """Asks whether not reporting is agreed to; sending it back needs words."""

    def __init__(self, workplace: Workplace, view: EventView, parent: QWidget) -> None:
        decision = view.file.incident.no_report
        assert decision is not None
        super().__init__(
            workplace,
            self.tr("Review: not reported"),
            f"{decision.by}: {decision.reason}",
            self.tr("Decide"),
            parent,
        )
        self._incident_id = view.file.incident.id
        self.agree = QComboBox()
        self.agree.addItem(self.tr("Agreed: it is not reported"), True)
        self.agree.addItem(self.tr("Not agreed: it has to be reported"), False)
        self.remark = QLineEdit()
        self.remark.setPlaceholderText(self.tr("Words; needed when it is sent back"))
        self.remark.setAccessibleName(self.tr("Words"))
        for widget in (self.agree, self.remark):
            self.body.addWidget(widget)

    def acting(self) -> Acting:
        """Return the act."""
        house, session, incident_id = self._workplace.house, self._workplace.session, self._incident_id
        agree, remark = bool(self.agree.currentData()), self.remark.text()

        def do() -> EventFile:
            return house.incidents.review_no_report(session, incident_id, agree=agree, remark=remark)

        return do


class JoinDialog(KeptDialog):
    """Asks which other matter tells of this event, and why it is the same."""

    def __init__(self, workplace: Workplace, view: EventView, parent: QWidget) -> None:
        super().__init__(
            workplace,
            self.tr("Join a matter"),
            self.tr("It becomes another source of this event, keeps its own file, and can be parted again."),
            self.tr("Join"),
            parent,
        )
        self._incident_id = view.file.incident.id
        self.number = QLineEdit()
        self.number.setPlaceholderText(self.tr("Its number, such as 2026-0417"))
        self.number.setAccessibleName(self.tr("Number"))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Why it is the same: place, time, what happened"))
        self.reason.setAccessibleName(self.tr("Reason"))
        for widget in (self.number, self.reason):
            self.body.addWidget(widget)
        self.number.setFocus()
        self.keep("join", self._incident_id)

    def payload(self) -> dict[str, Any]:
        """Return number and reason."""
        return {"number": self.number.text(), "reason": self.reason.text()}

    def restore(self, payload: dict[str, Any]) -> None:
        """Show what was kept."""
        self.number.setText(payload["number"])
        self.reason.setText(payload["reason"])

    def acting(self) -> Acting:
        """Return the act; it is Refused ``log.no_such_matter`` for a number that does not exist."""
        house, session, incident_id = self._workplace.house, self._workplace.session, self._incident_id
        number, reason = self.number.text().strip(), self.reason.text()

        def do() -> EventFile:
            matter = house.log_reader.by_number(session, number)
            if matter is None:
                raise Refused("log.no_such_matter")
            return house.incidents.join(session, incident_id, matter.id, reason)

        return do


class TakeBackDialog(MatterDialog):
    """Asks which fact was said wrongly, and why; it stays visible, struck through."""

    def __init__(self, workplace: Workplace, view: EventView, name: str, parent: QWidget) -> None:
        super().__init__(
            workplace,
            self.tr("Take a fact back"),
            self.tr("It stays visible, struck through, and counts no more."),
            self.tr("Take back"),
            parent,
        )
        self._incident_id = view.file.incident.id
        self.fact = QComboBox()
        criteria = view.file.assessment.event.criteria()
        for fact in reversed(view.file.facts):
            if fact.name == name and not fact.withdrawn:
                title = criteria[name].question if name in criteria else term("figure", name, language())
                when = standard_time(fact.said_at, workplace.zone)
                value = _number(fact) or (self.tr("yes") if fact.value else self.tr("no"))
                self.fact.addItem(f"{title} {value} · {fact.said_by or fact.account_name} · {when}", fact.id)
        self.fact.setAccessibleName(self.tr("Fact"))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Why: misheard, mistyped, corrected by its source"))
        self.reason.setAccessibleName(self.tr("Reason"))
        for widget in (self.fact, self.reason):
            self.body.addWidget(widget)
        self.reason.setFocus()

    def acting(self) -> Acting:
        """Return the act."""
        house, session, incident_id = self._workplace.house, self._workplace.session, self._incident_id
        fact_id, reason = str(self.fact.currentData() or ""), self.reason.text()

        def do() -> EventFile:
            return house.incidents.withdraw_fact(session, incident_id, fact_id, reason)

        return do


def _number(fact: Fact) -> str:
    return "" if isinstance(fact.value, bool) else number_words(fact.value)
