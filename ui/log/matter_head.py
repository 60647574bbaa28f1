"""The head of a matter's page: the way back, number, urgency, state, and the subject below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dutyroom.log.model import MatterFile, MatterState
from ui import theme
from ui.actions import Act, plain_text_of
from ui.terms import label
from ui.theme import Tone
from ui.widgets.drill_mark import drill_word
from ui.widgets.pill import Pill
from ui.widgets.urgency_mark import UrgencyMark
from ui.workplace import Workplace

_TONES = {MatterState.OPEN: Tone.ACCENT, MatterState.CLOSED: Tone.SUCCESS, MatterState.WITHDRAWN: Tone.NEUTRAL}


class MatterHead(QWidget):
    """What a matter is called and how it stands; ``gap`` is the room between its parts, in pixels."""

    def __init__(self, workplace: Workplace, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.back = QPushButton(plain_text_of(Act.BACK))
        self.state = Pill("")
        self._number = QLabel()
        self._subject = QLabel()
        self._drill = Pill(drill_word(), Tone.DRILL)
        self._says_drill = True
        self._urgency = UrgencyMark("routine", "")
        self._row = QHBoxLayout()
        self._lay_out(gap)

    def add(self, mark: QWidget) -> None:
        """Let ``mark`` stand behind the others."""
        self._row.insertWidget(self._row.count() - 1, mark)

    def say_drill_by(self, mark: QWidget) -> None:
        """Let ``mark`` say by itself that it is a drill, where this head would."""
        self._row.replaceWidget(self._drill, mark)
        self._says_drill = False

    def name(self) -> str:
        """Return number and subject, for copying."""
        return f"{self._number.text()} {self._subject.text()}"

    def show_file(self, file: MatterFile) -> None:
        """Show how a matter stands now."""
        matter = file.matter
        self._number.setText(matter.number)
        self._drill.setVisible(matter.drill and self._says_drill)
        subject = matter.subject
        if matter.classified is not None:
            subject = self.tr("Classified item {number}").format(number=matter.classified.document_number)
        self._subject.setText(subject)
        font = QFont(self._subject.font())
        font.setStrikeOut(matter.state is MatterState.WITHDRAWN)
        self._subject.setFont(font)
        self.state.setText(label(matter.state))
        overdue = matter.overdue(self._workplace.now())
        self.state.set_tone(Tone.DANGER if overdue else _TONES[matter.state])
        self._urgency.set_urgency(matter.urgency.value, label(matter.urgency))

    def _lay_out(self, gap: int) -> None:
        theme.mark(self._number, type="secondary")
        theme.mark(self._subject, type="title")
        theme.mark(self.back, kind="quiet")
        self._subject.setWordWrap(True)
        self._subject.setTextFormat(Qt.TextFormat.PlainText)
        self._subject.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._row.setSpacing(gap)
        for widget in (self.back, self._number, self._drill, self._urgency, self.state):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addLayout(self._row)
        column.addWidget(self._subject)
