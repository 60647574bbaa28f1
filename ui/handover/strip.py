"""The countdown to the handover in the strip, and who is away from the desk."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from dutyroom.changes import Changes, Topic
from ui import theme
from ui.actions import Act, tip_of
from ui.handover.words import away_text, clock_text
from ui.terms import label
from ui.theme import Tone
from ui.widgets.relative_time import span_text
from ui.workplace import Workplace

if TYPE_CHECKING:
    from dutyroom.handover.views import Standing


class HandoverStrip(QWidget):
    """Quiet until 20 minutes before, then in the accent, and in the danger tone once it is overdue."""

    handover_wanted = Signal()
    away_wanted = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._standing: Standing | None = None
        self._minute = -1
        self._tone: Tone | None = None
        self.away = QToolButton(self)
        self.countdown = QToolButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().sizes.space_2)
        row.addWidget(self.away)
        row.addWidget(self.countdown)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.countdown.setToolTip(tip_of(Act.GO_HANDOVER))
        self.away.setToolTip(tip_of(Act.STEP_AWAY))
        theme.mark(self.away, tone=Tone.WARNING.value)
        self.away.hide()
        workplace.changed.connect(self._hear)
        self.countdown.clicked.connect(self.handover_wanted)
        self.away.clicked.connect(self.away_wanted)

    def text(self) -> str:
        """Return what is said."""
        parts = (self.away.text() if not self.away.isHidden() else "", self.countdown.text())
        return "  ".join(part for part in parts if part)

    def tick(self, now: datetime, shift_end: datetime) -> None:
        """Count down to the handover of the watch, or, before the first one, to the end of the shift."""
        if self._minute < 0:
            self._workplace.settled(self, self.refresh)
        elif now.minute != self._minute:
            self.refresh()
        self._minute = now.minute
        standing = self._standing
        watch = standing.watch if standing is not None else None
        due = standing.due_at if standing is not None and watch is not None else shift_end
        words = {"time": clock_text(due, self._workplace.zone), "left": span_text(due - now)}
        said = self.tr("Handover {time} ({left})").format(**words)
        tone = None
        if watch is not None:
            from dutyroom.handover.rules import WINDOW  # loaded with the answer that there is a watch

            if now > due:
                said = self.tr("Handover {time}: overdue ({left})").format(**words)
                tone = Tone.DANGER
            elif now >= due - WINDOW:
                tone = Tone.ACCENT
        handover = standing.handover if standing is not None else None
        if handover is not None and handover.frozen:
            said = f"{said} · {label(handover.state)}"
        self._say(said, tone)
        away = watch.away_now if watch is not None else ()
        self.away.setVisible(bool(away))
        if away:
            self.away.setText("\u3000".join(away_text(one, now) for one in away))

    @Slot()
    def refresh(self) -> None:
        """Read where the watch stands."""
        if self._workplace.reads_log:
            call = partial(self._workplace.house.handover_reader.standing, self._workplace.session)
            self._workplace.read(call, self, self._take, key="standing")

    def _take(self, standing: Standing) -> None:
        self._standing = standing
        now = self._workplace.now()
        self.tick(now, self._workplace.house.calendar.shift_at(now).end)

    def _say(self, words: str, tone: Tone | None) -> None:
        self.countdown.setText(words)
        if tone is not self._tone:
            self._tone = tone
            theme.mark(self.countdown, tone=tone.value if tone is not None else "")

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.HANDOVER, Topic.ROSTER, Topic.CALENDAR, Topic.SETTINGS):
            self._workplace.reread(self, self.refresh)
