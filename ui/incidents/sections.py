"""The two halves of the page 事件: the event files, and the reports of what went up."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QTabBar, QWidget

FILES, REPORTS = 0, 1


class EventSections(QTabBar):
    """Names both halves and marks the one that is shown; ``elsewhere`` asks for the other."""

    elsewhere = Signal()

    def __init__(self, here: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._here = here
        self.addTab(self.tr("Event files"))
        self.addTab(self.tr("Situation reports"))
        self.setExpanding(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCurrentIndex(here)
        self.currentChanged.connect(self._chosen)

    @Slot(int)
    def _chosen(self, place: int) -> None:
        if place == self._here:
            return
        self.blockSignals(True)
        self.setCurrentIndex(self._here)
        self.blockSignals(False)
        self.elsewhere.emit()
