"""The steps of an alert so far: who was called, who was reached, who was not, the newest first."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dutyroom.alerts.model import StepRecord
from ui.alerts.words import step_lines
from ui.widgets.two_lines import LINES_ROLE, TwoLines
from ui.workplace import Workplace

_Index = QModelIndex | QPersistentModelIndex


class StepsModel(QAbstractListModel):
    """Lines of the history."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._steps: tuple[StepRecord, ...] = ()

    def show_all(self, steps: tuple[StepRecord, ...]) -> None:
        """Show these, given oldest first."""
        turned = steps[::-1]
        if turned == self._steps:
            return
        self.beginResetModel()
        self._steps = turned
        self.endResetModel()

    def lines(self) -> list[TwoLines]:
        """Return what is shown, the newest first."""
        now, zone = self._workplace.now(), self._workplace.zone
        return [step_lines(step, now, zone) for step in self._steps]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._steps)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the two lines of a step, or its words."""
        if not 0 <= index.row() < len(self._steps):
            return None
        lines = step_lines(self._steps[index.row()], self._workplace.now(), self._workplace.zone)
        if role == LINES_ROLE:
            return lines
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{lines.title} {lines.right} {lines.secondary}"
        return None
