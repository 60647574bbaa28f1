"""The tasks of a form, one below the other; there is always at least one line to type into."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from dutyroom.instructions.model import NewTask, Pace
from ui import icons, theme
from ui.instructions.task_line import TaskLine
from ui.log.caller_fields import CompleterSource
from ui.workplace import Workplace


class TaskLines(QWidget):
    """Lines that can be added and taken away; a line without a unit is no task."""

    changed = Signal()

    def __init__(self, workplace: Workplace, source: CompleterSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._source = source
        self._lines: list[TaskLine] = []
        self.add_button = QPushButton(icons.icon("add"), self.tr("Another unit"))
        theme.mark(self.add_button, kind="quiet")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().sizes.space_2)
        self._column.addWidget(self.add_button)
        self._column.addStretch(1)
        self.add_button.clicked.connect(self.add)
        self._put()

    def tasks(self) -> tuple[NewTask, ...]:
        """Return the tasks that name a unit or the room itself; Refused as ``TaskLine.task``."""
        return tuple(line.task() for line in self._lines if not line.empty())

    def task_lines(self) -> list[TaskLine]:
        """Return the lines, in their order."""
        return self._lines

    def lines(self) -> list[QLineEdit]:
        """Return every plain line in them."""
        return [field for line in self._lines for field in line.lines()]

    def payload(self) -> list[dict[str, Any]]:
        """Return every line, as it is kept in a draft."""
        return [line.payload() for line in self._lines]

    def restore(self, payload: list[dict[str, Any]]) -> None:
        """Show what a draft held."""
        while len(self._lines) < len(payload):
            self._put()
        for line, kept in zip(self._lines, payload, strict=False):
            line.restore(kept)

    def take_pace(self, pace: Pace) -> None:
        """Let every line that nobody has filled in begin with a pace."""
        for line in self._lines:
            if line.empty():
                line.pace.choose(pace)

    @Slot()
    def add(self) -> TaskLine:
        """Add a line with the pace of the one above it, and put the cursor into it."""
        above = self._lines[-1].pace.value() if self._lines else None
        line = self._put()
        line.pace.choose(above)
        line.unit.setFocus()
        self.changed.emit()
        return line

    def _put(self) -> TaskLine:
        line = TaskLine(self._workplace, self._source)
        line.changed.connect(self.changed)
        line.removed.connect(self._remove)
        self._lines.append(line)
        self._column.insertWidget(len(self._lines) - 1, line)
        self._show_buttons()
        return line

    @Slot()
    def _remove(self) -> None:
        line = self.sender()
        assert isinstance(line, TaskLine)
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.deleteLater()
        self._show_buttons()
        self._lines[-1].unit.setFocus()
        self.changed.emit()

    def _show_buttons(self) -> None:
        for line in self._lines:
            line.remove.setVisible(len(self._lines) > 1)
