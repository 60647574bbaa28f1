"""The head of a report's page: number, stage, state, urgency, grade, who has it in hand, where it waits."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dutyroom.reports.model import UrgencyMark
from dutyroom.reports.rules import held_by_other
from ui import theme
from ui.reports.report_desk import ReportDesk
from ui.reports.words import STATE_TONES, stage_text, waiting_text, waits_too_long
from ui.terms import label
from ui.theme import Tone
from ui.widgets.drill_mark import drill_word
from ui.widgets.grade_mark import GradeMark
from ui.widgets.pill import Pill
from ui.workplace import Workplace


class ReportHead(QWidget):
    """Says in one line where a report stands."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.number = QLabel()
        self.stage = Pill("", Tone.NEUTRAL)
        self.state = Pill()
        self.urgency = Pill("", Tone.DANGER)
        self.grade = GradeMark("IV", "")
        self.drill = Pill(drill_word(), Tone.DRILL)
        self.waiting = Pill()
        self.holder = QLabel()
        for words in (self.number, self.holder):
            theme.mark(words, type="secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().sizes.space_2)
        for widget in (self.number, self.stage, self.state, self.waiting, self.grade, self.urgency, self.drill):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.holder)

    def show_desk(self, desk: ReportDesk, now: datetime) -> None:
        """Show a report at ``now``."""
        report = desk.file.report
        self.number.setText(report.number)
        self.stage.setText(stage_text(report.stage, report.ordinal))
        self.state.setText(label(report.state))
        self.state.set_tone(STATE_TONES[report.state])
        self.urgency.setText(label(report.urgency))
        self.urgency.setVisible(report.urgency is not UrgencyMark.NONE)
        self.urgency.set_tone(Tone.DANGER if report.urgency is UrgencyMark.MOST_URGENT else Tone.WARNING)
        self.grade.setVisible(report.grade is not None)
        if report.grade is not None:
            self.grade.set_grade(report.grade.value, label(report.grade))
        self.drill.setVisible(report.drill)
        self.waiting.setText(waiting_text(report, now))
        self.waiting.set_tone(Tone.DANGER if waits_too_long(report, now) else Tone.WARNING)
        self.waiting.setVisible(bool(self.waiting.text()))
        held = held_by_other(report, self._workplace.session.account_id, self._workplace.house.clock.now())
        in_hand = self.tr("In the hands of {name}").format(name=report.holder_name)
        drafted = self.tr("Drafted by {name}").format(name=report.drafter_name)
        self.holder.setText(in_hand if held else drafted)
