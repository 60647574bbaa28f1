"""A line on the desk when the leader in charge has not told where they are outside office hours (R139)."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from dutyroom.accounts.model import Right
from dutyroom.changes import Changes, Topic
from dutyroom.whereabouts.model import InCharge
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.workplace import Workplace


class LeaderLine(InlineMessage):
    """Hidden while everybody has told; ``acted`` wants to note it. Closed, it stays away until another name is due."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._names: tuple[str, ...] = ()
        workplace.changed.connect(self._hear)
        workplace.settled(self, self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Ask who has not told."""
        if not self._workplace.reads_log:
            return
        house, session = self._workplace.house, self._workplace.session
        now = house.clock.now()

        def question() -> tuple[InCharge, ...]:
            return house.whereabouts.unknown_whereabouts(session, now)

        self._workplace.read(question, self, self._show, key="leader line")

    def _show(self, missing: tuple[InCharge, ...]) -> None:
        names = tuple(leader.name for leader in missing)
        if names == self._names:
            return
        self._names = names
        if not names:
            self.clear()
            return
        words = self.tr("The leader in charge {name} has not told where they are. Ask, and note it.")
        action = self.tr("Note it…") if self._workplace.session.may(Right.WRITE_LOG) else ""
        self.say(MessageKind.WARNING, words.format(name=self.tr(", ").join(names)), action=action)

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.WHEREABOUTS, Topic.ROSTER, Topic.CALENDAR, Topic.SETTINGS):
            self._workplace.reread(self, self.refresh)
