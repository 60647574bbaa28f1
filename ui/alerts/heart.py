"""The heart in the strip: whether somebody watches over the deadlines."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dutyroom.alerts.model import Health
from dutyroom.alerts.views import Heartbeat
from ui.icons import Role
from ui.widgets.icon_label import IconLabel
from ui.workplace import Workplace

_SIDE = 20
_STARTING_SECONDS = 5.0


class Heart(IconLabel):
    """Teal while sweep and audit run, grey when one is late, red when they have stopped; hovering says it in words."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__("heartbeat", role=Role.ACCENT, side=_SIDE, parent=parent)
        self._workplace = workplace
        self._made_at = workplace.house.clock.steady()
        self.health = Health.GREY
        self.setEnabled(False)
        self.tick()

    def tick(self) -> None:
        """Show how the watch is now; to be called every second."""
        beat = self._workplace.house.sweeper.heartbeat()
        starting = beat.since_sweep is None and not beat.trouble and self._since_made() < _STARTING_SECONDS
        health = Health.GREY if starting else beat.health
        meaning = self.tr("The watch over deadlines is starting.") if starting else self._words(beat)
        if meaning != self.toolTip():
            self.set_meaning(meaning)
        if health is not self.health:
            self.health = health
            self.setEnabled(health is not Health.GREY)
            self.set_icon("heartbeat", Role.DANGER if health is Health.RED else Role.ACCENT)

    def _since_made(self) -> float:
        return self._workplace.house.clock.steady() - self._made_at

    def _words(self, beat: Heartbeat) -> str:
        if beat.since_sweep is None:
            return self.tr("Nobody watches over the deadlines. Watch the clock yourself, and start the program again.")
        if beat.health is Health.OK:
            return self.tr("Deadlines and alerts are watched over every second, and checked every three minutes.")
        sweep, audit = int(beat.since_sweep), int(beat.since_audit or 0) // 60
        if beat.health is Health.GREY:
            words = self.tr("The watch over deadlines is late: last sweep {sweep} s ago, last check {audit} min ago.")
        elif beat.trouble:
            words = self.tr(
                "The watch over deadlines fails: last sweep that worked {sweep} s ago, last check {audit} min ago. "
                "Watch the clock yourself, and see whether the disk is full."
            )
        else:
            words = self.tr(
                "The watch over deadlines has stopped: last sweep {sweep} s ago, last check {audit} min ago. "
                "Watch the clock yourself, and start the program again."
            )
        return words.format(sweep=sweep, audit=audit)
