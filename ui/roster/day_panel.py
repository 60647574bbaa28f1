"""One day opened from the wall calendar: what kind of day, who is on, why each of them, and who really was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dutyroom.roster.model import Assignment
from dutyroom.roster.model import Slot as RosterSlot
from dutyroom.roster.views import ActualDuty
from ui import icons, theme
from ui.icons import Role
from ui.roster.month import Cell
from ui.roster.words import actual_lines, date_text, day_kind, nobody, post_text, why_lines
from ui.theme import Tone
from ui.widgets.hairline import Hairline
from ui.widgets.pill import Pill

WIDTH = 300


class DayPanel(QFrame):
    """Stands beside the month; ``closed`` when its cross puts it away, as Esc does.

    ``note_wanted`` when it is to be noted who really was on; ``note`` is offered on days that have begun.
    """

    closed = Signal()
    note_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: date | None = None
        self._title = QLabel(self)
        self._kind = QLabel(self)
        self._lunar = QLabel(self)
        self._close = QToolButton(self)
        self._area = QScrollArea(self)
        self.note = QPushButton(icons.icon("check"), self.tr("N&ote who was really on…"), self)
        self._build()
        self._close.clicked.connect(self.closed)
        self.note.clicked.connect(self.note_wanted)

    def _build(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="card")
        theme.mark(self._title, type="section")
        theme.mark(self.note, kind="quiet")
        for quiet in (self._kind, self._lunar):
            theme.mark(quiet, type="secondary")
            quiet.setWordWrap(True)
        self._close.setIcon(icons.icon("close", Role.SECONDARY))
        self._close.setIconSize(QSize(sizes.icon, sizes.icon))
        self._close.setToolTip(self.tr("Close this day (Esc)"))
        self._close.setAccessibleName(self.tr("Close this day"))
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(self.tr("Who is on, and why"))
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_4, sizes.space_3, sizes.space_2, sizes.space_3)
        column.setSpacing(sizes.space_1)
        column.addLayout(head)
        column.addWidget(self._kind)
        column.addWidget(self._lunar)
        column.addWidget(self._area, 1)
        column.addWidget(self.note)
        self.setFixedWidth(theme.px(WIDTH))

    def show_cell(self, cell: Cell, *, may_note: bool = False) -> None:
        """Show a day; ``may_note`` offers to note who really was on."""
        self._day = cell.date
        self.note.setVisible(may_note)
        self._title.setText(date_text(cell.date))
        self._kind.setText(day_kind(cell.day) if cell.day is not None else "")
        lunar = cell.lunar
        self._lunar.setText(f"{lunar.label} {lunar.solar_term or ''}".strip() if lunar is not None else "")
        inner = QWidget()
        theme.mark(inner, area="plain")
        column = QVBoxLayout(inner)
        sizes = theme.current().sizes
        column.setContentsMargins(0, sizes.space_2, sizes.space_2, 0)
        column.setSpacing(sizes.space_1)
        noted = {one.slot: one for one in cell.noted}
        for one in cell.assignments:
            self._add(column, one, noted)
        if not cell.assignments:
            column.addWidget(_words(self.tr("No plan reaches this day yet."), "secondary"))
        column.addStretch(1)
        self._area.setWidget(inner)

    def day(self) -> date | None:
        """Return the day that is shown."""
        return self._day

    def text(self) -> str:
        """Return everything that is said, for a screen reader and for copying."""
        said = [label.text() for label in self.findChildren(QLabel) if label.text()]
        return "\n".join(said)

    def _add(self, column: QVBoxLayout, one: Assignment, noted: Mapping[RosterSlot, ActualDuty]) -> None:
        if column.count():
            column.addWidget(Hairline())
        head = QHBoxLayout()
        name = Pill(nobody(), Tone.DANGER) if one.empty else _words(one.name, "strong")
        head.addWidget(name)
        head.addStretch(1)
        head.addWidget(_words(post_text(one.slot), "caption"))
        column.addLayout(head)
        actual = noted.get(one.slot)
        lines = why_lines(one) if actual is None else actual_lines(actual)
        for line in lines:
            words = _words(line, "caption")
            words.setWordWrap(True)
            column.addWidget(words)


def _words(text: str, kind: str) -> QLabel:
    words = QLabel(text)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    theme.mark(words, type=kind)
    return words
