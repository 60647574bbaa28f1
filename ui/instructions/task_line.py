"""One task on a form: which unit, what it has to do, by when, who answers for it; it says when that will be due."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from dutyroom.directory.model import CandidateKind
from dutyroom.errors import Refused
from dutyroom.instructions.model import NewTask, Pace, TaskMode
from ui import icons, theme
from ui.instructions.instruction_layout import keep_narrow
from ui.instructions.name_field import NameField
from ui.log.caller_fields import CompleterSource
from ui.log.choices import Choice
from ui.log.people_choice import OwnerChoice
from ui.widgets.date_time_field import DateTimeField
from ui.widgets.quick_time import Lean
from ui.widgets.relative_time import standard_time
from ui.workplace import Workplace

_WITH_DUE = (TaskMode.CARRY_OUT, TaskMode.OURSELVES)  # for others the relay is the end


class TaskLine(QFrame):
    """The fields of one task; ``removed`` asks whoever holds it to take it away."""

    changed = Signal()
    removed = Signal()

    def __init__(self, workplace: Workplace, source: CompleterSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.unit = NameField(source, CandidateKind.UNIT)
        self.mode = Choice(TaskMode)
        self.pace = Choice(Pace)
        self.due = DateTimeField(workplace.house.clock, zone=workplace.zone, lean=Lean.FUTURE)
        self.text = QLineEdit()
        self.owner = OwnerChoice(workplace)
        self.reckoned = QLabel()
        self.remove = QToolButton()
        self.pace.choose(Pace.ORDINARY)
        self._name_fields()
        self._lay_out()
        self._connect_signals()
        self._show_what_counts()

    def task(self) -> NewTask:
        """Return what was typed; Refused ``log.bad_value`` for a due time that cannot be read."""
        if not self.due.is_valid():
            self.due.setFocus()
            raise Refused("log.bad_value", value=self.due.text())
        mode, pace = self.mode.value() or TaskMode.CARRY_OUT, self.pace.value() or Pace.ORDINARY
        owner_id = self.owner.account_id()
        return NewTask(
            unit_id=self.unit.chosen_id,
            unit_name=self.unit.text(),
            mode=mode,
            text=self.text.text(),
            owner_id=owner_id,
            owner_name=self.owner.account_name() if owner_id else "",
            pace=pace,
            due_at=self.due.value() if pace is Pace.ORDERED and mode in _WITH_DUE else None,
        )

    def empty(self) -> bool:
        """Return whether nothing says whose task it is."""
        return not self.unit.text().strip() and self.mode.value() is not TaskMode.OURSELVES

    def payload(self) -> dict[str, Any]:
        """Return everything, as it is kept in a draft."""
        return {
            "unit": [self.unit.text(), self.unit.chosen_id],
            "mode": self.mode.value() or "",
            "pace": self.pace.value() or "",
            "due": self.due.text(),
            "text": self.text.text(),
            "owner": self.owner.account_id(),
        }

    def restore(self, payload: dict[str, Any]) -> None:
        """Show what a draft held."""
        self.unit.show_name(*payload["unit"])
        self.mode.choose_value(payload["mode"])
        self.pace.choose_value(payload["pace"])
        self.due.setText(payload["due"])
        self.text.setText(payload["text"])
        self.owner.choose(payload["owner"])

    def lines(self) -> tuple[QLineEdit, ...]:
        """Return the plain lines, whose words are checked with the rest of a draft."""
        return (self.unit, self.text)

    @Slot()
    def reckon(self) -> None:
        """Say when the task will be due if it is set now."""
        mode, pace = self.mode.value(), self.pace.value()
        if mode not in _WITH_DUE:
            self.reckoned.setText(self.tr("Ends when it has been relayed"))
        elif pace is None or pace is Pace.ORDERED:
            self.reckoned.setText("")
        else:
            found = self._workplace.house.instructions.preview_due(pace)
            due = standard_time(found.due_at, self._workplace.zone)
            words = self.tr("Due {time}").format(time=due)
            if found.uncertain:
                words = self.tr("Due {time}, while {years} is not published").format(
                    time=due, years=", ".join(str(year) for year in found.uncertain)
                )
            self.reckoned.setText(words)

    @Slot()
    def _show_what_counts(self) -> None:
        with_due = self.mode.value() in _WITH_DUE
        self.pace.setVisible(with_due)
        self.due.setVisible(with_due and self.pace.value() is Pace.ORDERED)
        self.unit.setEnabled(self.mode.value() is not TaskMode.OURSELVES)
        self.reckon()
        self.changed.emit()

    def _name_fields(self) -> None:
        names: dict[QWidget, str] = {
            self.unit: self.tr("Unit"),
            self.mode: self.tr("What it has to do"),
            self.pace: self.tr("By when"),
            self.due: self.tr("Due"),
            self.text: self.tr("Task"),
            self.owner: self.tr("Who answers for it"),
        }
        for field, name in names.items():
            field.setAccessibleName(name)
        for box, name in ((self.mode, self.tr("What it has to do")), (self.pace, self.tr("By when"))):
            box.setToolTip(name)
        self.owner.setItemText(0, self.tr("Nobody yet"))
        self.owner.setToolTip(self.tr("Who answers for it"))
        self.unit.setPlaceholderText(self.tr("Unit: name, initials such as szfb, or number"))
        self.text.setPlaceholderText(self.tr("What this unit has to do; empty: the words as they stand"))
        self.remove.setToolTip(self.tr("Take this unit away"))
        self.remove.setAccessibleName(self.tr("Take this unit away"))

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="card")
        theme.mark(self.reckoned, type="caption")
        self.remove.setIcon(icons.icon("close"))
        for box, letters in ((self.mode, 9), (self.pace, 14), (self.owner, 7)):
            keep_narrow(box, letters)
        self.due.setMinimumWidth(theme.px(150))
        self.reckoned.setMinimumWidth(0)
        self.reckoned.setWordWrap(True)
        self.unit.setMinimumWidth(theme.px(120))
        rows: tuple[tuple[tuple[QWidget, int], ...], ...] = (
            ((self.unit, 1), (self.mode, 0), (self.remove, 0)),
            ((self.pace, 0), (self.due, 1), (self.reckoned, 1), (self.owner, 0)),
            ((self.text, 1),),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_2, sizes.space_2, sizes.space_2, sizes.space_2)
        column.setSpacing(sizes.space_1)
        for widgets in rows:
            row = QHBoxLayout()
            row.setSpacing(sizes.space_2)
            for widget, stretch in widgets:
                row.addWidget(widget, stretch)
            column.addLayout(row)

    def _connect_signals(self) -> None:
        for box in (self.mode, self.pace):
            box.currentIndexChanged.connect(self._show_what_counts)
        for line in (self.unit, self.text, self.due):
            line.textChanged.connect(self.changed)
        self.owner.currentIndexChanged.connect(self.changed)
        self.remove.clicked.connect(self.removed)
