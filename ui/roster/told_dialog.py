"""Noting that the leader in charge was told of a swap (R072, R079)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from dutyroom.roster.model import NoticeChannel
from dutyroom.roster.views import Swap
from ui.log.choices import Choice
from ui.settings.dialog import ActDialog
from ui.workplace import Workplace


class ToldDialog(ActDialog):
    """Asks who was told and how; ``noted`` carries the ``Swap``."""

    noted = Signal(object)

    def __init__(self, workplace: Workplace, swap: Swap, parent: QWidget) -> None:
        super().__init__(workplace, parent, width=440)
        self._swap = swap
        self.name = QLineEdit(swap.to_tell, self)
        self.channel = Choice(NoticeChannel)
        self.set_words(
            self.tr("The leader was told"),
            self.tr("The substitute can agree once the leader in charge or the head was told."),
            self.tr("&Note it"),
        )
        self.name.setAccessibleName(self.tr("Who was told"))
        self.name.setPlaceholderText(self.tr("Who was told"))
        self.channel.setAccessibleName(self.tr("How they were told"))
        self.body.addWidget(self.name)
        self.body.addWidget(self.channel)
        self.channel.setFocus()

    def acting(self) -> Callable[[], object] | None:
        """Return the note."""
        channel = self.channel.value()
        assert channel is not None
        roster, session = self.workplace.house.roster, self.workplace.session
        return partial(roster.report_swap, session, self._swap.id, channel, self.name.text().strip())

    def done_well(self, result: object) -> None:
        """Hand the swap on."""
        self.noted.emit(result)
        self.accept()
