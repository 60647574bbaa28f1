"""The clocks of an alert: since the receipt, until the next step, how late."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dutyroom.alerts.views import LiveAlert
from ui import theme
from ui.alerts.words import clock_text


class _Clock(QWidget):
    """A caption and a time below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption, self._time = QLabel(), QLabel()
        theme.mark(self._caption, type="caption")
        theme.mark(self._time, type="clock")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._caption)
        column.addWidget(self._time)

    def show_time(self, caption: str, time: str, *, late: bool = False) -> None:
        """Show ``time`` under ``caption``."""
        self._caption.setText(caption)
        self._time.setText(time)
        if self._time.property("ink") != ("danger" if late else "text"):
            theme.mark(self._time, ink="danger" if late else "text")


class Clocks(QWidget):
    """Three clocks side by side, of which those that do not run are hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._since, self._next, self._late = _Clock(), _Clock(), _Clock()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().sizes.space_5)
        for clock in (self._since, self._next, self._late):
            row.addWidget(clock)
        row.addStretch(1)

    def show_clocks(self, alert: LiveAlert, now: datetime) -> None:
        """Show the clocks of ``alert`` at ``now``."""
        self._since.show_time(self.tr("Since the receipt"), clock_text(now - alert.clock_from))
        moment = alert.next_step_at or alert.progress_at
        self._next.setVisible(moment is not None)
        if moment is not None:
            over = moment <= now
            caption = self.tr("Next step in") if alert.next_step_at else self.tr("Without an entry it comes back in")
            self._next.show_time(self.tr("Next step is over by") if over else caption, clock_text(moment - now))
        due = alert.due_at
        self._late.setVisible(due is not None)
        if due is not None:
            late = due <= now
            self._late.show_time(self.tr("Late by") if late else self.tr("Due in"), clock_text(due - now), late=late)
