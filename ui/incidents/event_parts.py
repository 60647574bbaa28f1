"""Parts of an event's page: its head, its grade, its checks, whether it is reported, who else told of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dutyroom.incidents.events import EventFile, Incident
from dutyroom.incidents.words import grade_words
from dutyroom.log.model import Matter
from ui import theme
from ui.incidents.event_view import EventView
from ui.incidents.suggestion import SuggestionPanel
from ui.terms import label, language
from ui.theme import Tone
from ui.widgets.grade_mark import GradeMark
from ui.widgets.pill import Pill
from ui.widgets.relative_time import relative_time, span_text
from ui.workplace import Workplace


def age_text(since: datetime, now: datetime) -> str:
    """Return how long ago something was received: ``00:42 ago``."""
    passed = max(now - since, timedelta())
    return QCoreApplication.translate("EventParts", "{time} ago").format(time=span_text(passed))


class EventHead(QWidget):
    """Grade with word and shape, sensitive, drill, how long ago."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grade = GradeMark("IV", "")
        self.confirmed = Pill()
        self.sensitive = Pill(self.tr("Sensitive"), Tone.WARNING)
        self.drill = Pill(self.tr("Drill"), Tone.DRILL)
        self.joined = Pill(self.tr("Joined"), Tone.NEUTRAL)
        self.age = QLabel()
        theme.mark(self.age, type="secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().sizes.space_2)
        for widget in (self.grade, self.confirmed, self.sensitive, self.drill, self.joined, self.age):
            row.addWidget(widget)

    def show_file(self, file: EventFile, now: datetime) -> None:
        """Show an event's head at ``now``."""
        incident = file.incident
        worst = incident.worst
        self.grade.setVisible(worst is not None)
        if worst is not None:
            self.grade.set_grade(worst.value, grade_words(file.assessment.event, worst, language()))
        self.confirmed.setText(confirmed_text(incident))
        self.confirmed.set_tone(Tone.NEUTRAL if incident.graded_at else Tone.ACCENT)
        self.sensitive.setVisible(incident.sensitive)
        self.sensitive.setToolTip(incident.sheet.sensitive_why)
        self.drill.setVisible(incident.sheet.drill)
        self.joined.setVisible(bool(incident.joined_to))
        self.age.setText(age_text(incident.received_at, now))


def confirmed_text(incident: Incident) -> str:
    """Return whether a person has confirmed the grade, and which one where the rules say otherwise."""
    translate = QCoreApplication.translate
    if incident.graded_at is None:
        return translate("EventParts", "Not confirmed yet")
    if incident.grade is incident.suggested:
        return translate("EventParts", "Confirmed")
    none = translate("EventParts", "no grade")
    decided, suggested = (label(one) if one else none for one in (incident.grade, incident.suggested))
    return translate("EventParts", "Decided: {decided}, suggested: {suggested}").format(
        decided=decided, suggested=suggested
    )


class GradePart(QWidget):
    """What the rules say now, and every decision of a person, newest first."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.suggestion = SuggestionPanel()
        self.decisions = _words("secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().sizes.space_1)
        column.addWidget(self.suggestion)
        column.addWidget(self.decisions)

    def show_view(self, view: EventView) -> None:
        """Show an event's grade."""
        self.suggestion.show_assessment(view.book, view.file.assessment)
        now, zone = self._workplace.now(), self._workplace.zone
        none = self.tr("no grade")
        lines = [
            self.tr("{time} {who}: {grade} (suggested {suggested})").format(
                time=relative_time(step.at, now, zone),
                who=step.account_name,
                grade=label(step.grade) if step.grade else none,
                suggested=label(step.suggested) if step.suggested else none,
            )
            + (f"  {step.reason}" if step.reason else "")
            for step in reversed(view.file.grades)
        ]
        self.decisions.setText("\n".join(lines))
        self.decisions.setVisible(bool(lines))


class ChecksPart(QWidget):
    """Verifications and assessments: who, with whom, when, with what result."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.words = _words()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words)

    def show_view(self, view: EventView) -> None:
        """Show an event's checks, newest first."""
        now, zone = self._workplace.now(), self._workplace.zone
        lines = [
            " · ".join(
                part
                for part in (
                    relative_time(check.at, now, zone),
                    label(check.kind),
                    check.with_whom,
                    label(check.result),
                    check.text,
                    check.account_name,
                )
                if part
            )
            for check in reversed(view.file.checks)
        ]
        self.words.setText("\n".join(lines) or self.tr("Nothing was verified yet."))
        theme.mark(self.words, type="" if lines else "secondary")


class ReportPart(QWidget):
    """Whether the event goes up, and the decision that it does not with who agreed."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.words = _words()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words)

    def show_view(self, view: EventView) -> None:
        """Show where reporting stands."""
        self.words.setText(self._told(view.file))

    def _told(self, file: EventFile) -> str:
        decision, now, zone = file.incident.no_report, self._workplace.now(), self._workplace.zone
        if file.incident.significant or file.assessment.report:
            return self.tr("Has to be reported.")
        if decision is None:
            return self.tr("Below significant: not reporting needs a reason and somebody else who agrees.")
        told = self.tr("Not reported, decided by {who} {time}: {reason}").format(
            who=decision.by, time=relative_time(decision.at, now, zone), reason=decision.reason
        )
        if decision.reviewed_at is None:
            return told + "\n" + self.tr("Not valid yet: a leader in charge or head of the duty room has to agree.")
        return (
            told
            + "\n"
            + self.tr("Agreed by {who} {time}").format(
                who=decision.reviewed_by, time=relative_time(decision.reviewed_at, now, zone)
            )
        )


class JoinedPart(QWidget):
    """Other matters that tell of the event; ``opened`` and ``part_wanted`` carry the identity of one."""

    opened = Signal(str)
    part_wanted = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_view(self, view: EventView, *, may_write: bool) -> None:
        """Show the joined matters, and the event that this one stands with."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if view.leading is not None:
            self._add(view.leading, self.tr("Stands with {number} {title}"), part=False)
        for matter in view.joined:
            self._add(matter, "{number} {title}", part=may_write)
        if not self._column.count():
            words = _words("secondary")
            words.setText(self.tr("No other call tells of it."))
            self._column.addWidget(words)

    def _add(self, matter: Matter, words: str, *, part: bool) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        unit = f"{matter.unit_name} " if matter.unit_name else ""
        text = words.format(number=matter.number, title=unit + matter.subject)
        link = _button(text, "link", matter.id)
        link.clicked.connect(self._open)
        row.addWidget(link, 1)
        if part:
            apart = _button(self.tr("Part…"), "quiet", matter.id)
            apart.clicked.connect(self._part)
            row.addWidget(apart)
        self._column.addWidget(line)

    @Slot()
    def _open(self) -> None:
        self.opened.emit(_matter_of(self.sender()))

    @Slot()
    def _part(self) -> None:
        self.part_wanted.emit(_matter_of(self.sender()))


def _button(text: str, kind: str, matter_id: str) -> QPushButton:
    made = QPushButton(text.replace("&", "&&"))
    made.setProperty("matter", matter_id)
    theme.mark(made, kind=kind)
    return made


def _matter_of(button: object) -> str:
    assert isinstance(button, QPushButton)
    return str(button.property("matter"))


def _words(kind: str = "") -> QLabel:
    made = QLabel()
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if kind:
        theme.mark(made, type=kind)
    return made
