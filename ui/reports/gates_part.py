"""The two gates of a report: who is asked, how long it waits there, who decided with which words, what is owed."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dutyroom.alerts.model import Called
from dutyroom.reports.model import Gate, GateStanding, GateState, StepTaken
from ui import theme
from ui.reports.report_desk import ReportDesk
from ui.reports.words import GATE_TONES
from ui.terms import label
from ui.theme import Tone
from ui.widgets.pill import Pill
from ui.widgets.relative_time import relative_time, span_text
from ui.widgets.scrolled import Scrolled
from ui.widgets.section_title import SectionTitle
from ui.workplace import Workplace


class GateCard(QFrame):
    """One gate as it stands."""

    def __init__(self, workplace: Workplace, gate: Gate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.gate = gate
        self.state = Pill()
        self.late = Pill("", Tone.DANGER)
        self.asked = _words("secondary")
        self.waiting = _words()
        self.decided = _words()
        name = QLabel(label(gate))
        theme.mark(name, type="section")
        theme.mark(self, area="card")
        sizes = theme.current().sizes
        head = QHBoxLayout()
        head.setSpacing(sizes.space_2)
        for widget in (name, self.state, self.late):
            head.addWidget(widget)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_4, sizes.space_3, sizes.space_4, sizes.space_3)
        column.setSpacing(sizes.space_2)
        column.addLayout(head)
        for words in (self.asked, self.waiting, self.decided):
            column.addWidget(words)

    def show_standing(self, standing: GateStanding, asked: tuple[Called, ...], *, owed: bool, now: datetime) -> None:
        """Show how the gate stands at ``now``."""
        self.state.setText(label(standing.state))
        self.state.set_tone(GATE_TONES[standing.state])
        who = ", ".join(self._called(one) for one in asked) or self.tr("nobody is found now")
        self.asked.setText(self.tr("Asked: {who}").format(who=who))
        self.asked.setVisible(standing.state is not GateState.APPROVED)
        self.waiting.setText(self._waited(standing, now))
        self.waiting.setVisible(bool(self.waiting.text()))
        over = standing.due_at is not None and standing.due_at <= now
        self.late.setText(self.tr("owed") if owed else self.tr("waits too long"))
        self.late.setVisible(owed or over)
        self.decided.setText(self._decision(standing, now))
        self.decided.setVisible(standing.decided is not None)

    def _called(self, one: Called) -> str:
        name = f"{one.post} {one.name}".strip()
        return self.tr("{name} for {away}").format(name=name, away=one.instead_of) if one.instead_of else name

    def _waited(self, standing: GateStanding, now: datetime) -> str:
        if standing.asked_at is None or standing.due_at is None:
            return ""
        zone = self._workplace.zone
        return self.tr("Waits since {since}: {span}. To be cleared by {due}.").format(
            since=relative_time(standing.asked_at, now, zone),
            span=span_text(now - standing.asked_at) if now > standing.asked_at else "00:00",
            due=relative_time(standing.due_at, now, zone),
        )

    def _decision(self, standing: GateStanding, now: datetime) -> str:
        step = standing.decided
        if step is None:
            return ""
        parts = [relative_time(step.at, now, self._workplace.zone), self._who(step), step.words]
        if step.signature_id:
            parts.append(self.tr("signed with an own password"))
        if standing.late:
            parts.append(self.tr("cleared afterwards"))
        return " · ".join(part for part in parts if part)

    def _who(self, step: StepTaken) -> str:
        if step.for_whom and step.gate is not None and step.step.value == "bypassed":
            return self.tr("{officer} told {leader} directly").format(officer=step.account_name, leader=step.for_whom)
        if step.for_whom:
            return self.tr("{name} for {away}").format(name=step.account_name, away=step.for_whom)
        return step.account_name


class GatesPart(QWidget):
    """Both gates, and the words of leaders by which it may go up."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._desk: ReportDesk | None = None
        self.cards = {gate: GateCard(workplace, gate) for gate in Gate}
        self.orders = _words()
        sizes = theme.current().sizes
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.space_3)
        for card in self.cards.values():
            column.addWidget(card)
        column.addWidget(SectionTitle(self.tr("Leaders' words on it")))
        column.addWidget(self.orders)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(part))

    def show_desk(self, desk: ReportDesk) -> None:
        """Show the gates of a report."""
        self._desk = desk
        self.time_passed()

    def time_passed(self) -> None:
        """Show how long it has waited by now."""
        desk = self._desk
        if desk is None:
            return
        now, zone = self._workplace.now(), self._workplace.zone
        for gate, card in self.cards.items():
            owed = gate in desk.file.report.owing
            card.show_standing(desk.file.gate(gate), desk.asked[gate], owed=owed, now=now)
        lines = [f"{relative_time(one.at, now, zone)} · {one.leader} · {one.words}" for one in desk.file.orders]
        significant = desk.event.incident.significant or desk.event.assessment.report
        none = (
            self.tr("None was noted. The rules themselves ask for this report.")
            if significant
            else self.tr("None was noted. This event goes up only by a leader's word: press L.")
        )
        self.orders.setText("\n".join(lines) or none)
        theme.mark(self.orders, type="" if lines else "secondary")


def _words(kind: str = "") -> QLabel:
    made = QLabel()
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if kind:
        theme.mark(made, type=kind)
    return made
