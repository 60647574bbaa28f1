"""Fields for the figures of an event: those its kind is graded by first, others on demand. Empty is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from dutyroom.errors import Refused
from dutyroom.folding import fold
from dutyroom.incidents.facts import checked_figure
from dutyroom.incidents.model import EventType, Figure, GradingBook
from dutyroom.texts import term
from ui import theme
from ui.terms import explain, language

_IN_A_ROW = {"zh_CN": 3, "en": 2}
_WIDTH = 64
_USUAL = ("deaths", "missing", "serious_injuries", "light_injuries", "trapped")
"""Asked for in every report, also where the kind is not graded by them; kept for the list of others."""


class _Cell(QWidget):
    """One figure: its name, its field, its unit."""

    def __init__(self, figure: Figure, parent: QWidget) -> None:
        super().__init__(parent)
        self.figure = figure
        self.field = QLineEdit()
        self.field.setFixedWidth(theme.px(_WIDTH))
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        name, unit = term("figure", figure.id, language()), term("figure_unit", figure.unit, language())
        self.field.setAccessibleName(f"{name} ({unit})")
        caption, after = QLabel(name), QLabel(unit)
        caption.setToolTip(name)
        for label in (caption, after):
            theme.mark(label, type="caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().sizes.space_1)
        row.addWidget(caption, 1, Qt.AlignmentFlag.AlignRight)
        row.addWidget(self.field)
        row.addWidget(after)


class FigureFields(QWidget):
    """Shows and reads figures; ``changed`` says that something was typed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book: GradingBook | None = None
        self._cells: dict[str, _Cell] = {}
        self._asked: list[str] = []
        self._kept: dict[str, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.current().sizes.space_3)
        self._grid.setVerticalSpacing(theme.current().sizes.space_1)
        self._in_a_row = _IN_A_ROW[language()]
        for column in range(self._in_a_row):
            self._grid.setColumnStretch(column, 1)
        self.others = QComboBox()
        self.others.setMaxVisibleItems(14)
        self.others.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.others.setMinimumContentsLength(8)
        self.others.setAccessibleName(self.tr("Another figure"))
        self.others.activated.connect(self._add_other)
        self.others.hide()

    def show_kind(self, book: GradingBook, event: EventType) -> None:
        """Show the figures that ``event`` is graded by; what was typed elsewhere stays in sight."""
        self._book = book
        own = {one.figure: None for condition in event.conditions for one in condition.thresholds}
        ordered = [name for name in book.figures if name in own]
        typed = self.payload()
        self._asked = list(dict.fromkeys([*ordered, *(name for name in typed if typed[name])]))
        self._place(typed)

    def cell(self, name: str) -> QLineEdit:
        """Return the field of a figure, shown from now on."""
        if name not in self._cells:
            self._asked.append(name)
            self._place(self.payload())
        return self._cells[name].field

    def shown(self) -> list[str]:
        """Return the ids of the figures that can be typed, in their order."""
        return list(self._asked)

    def figures(self) -> dict[str, Decimal]:
        """Return what can be read of what stands here, for grading while somebody types."""
        found = {}
        for name, cell in self._cells.items():
            try:
                value = _read(cell)
            except Refused:
                continue
            if value is not None:
                found[name] = value
        return found

    def checked(self) -> dict[str, Decimal]:
        """Return every figure that stands here; Refused as ``checked_figure``, with the cursor in the faulty one."""
        found = {}
        for name, cell in self._cells.items():
            try:
                value = _read(cell)
            except Refused:
                cell.field.setFocus()
                raise
            if value is not None:
                found[name] = value
        return found

    def payload(self) -> dict[str, str]:
        """Return what was typed, as it is kept in a draft."""
        typed = {name: cell.field.text() for name, cell in self._cells.items() if cell.field.text()}
        return {**self._kept, **typed} if not self._cells else typed

    def restore(self, payload: Mapping[str, str]) -> None:
        """Show what a draft held; before a kind is known it is kept until one is."""
        self._kept = dict(payload)
        if self._book is not None:
            for name, text in payload.items():
                if name in self._book.figures:
                    self.cell(name).setText(text)

    def _place(self, typed: Mapping[str, str]) -> None:
        assert self._book is not None
        for name in [known for known in self._cells if known not in self._asked]:
            cell = self._cells.pop(name)
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        for place, name in enumerate(self._asked):
            known = self._cells.get(name)
            if known is None:
                known = self._cells[name] = _Cell(self._book.figures[name], self)
                known.field.setText(typed.get(name, ""))
                known.field.textChanged.connect(self._typed)
            self._grid.addWidget(known, *divmod(place, self._in_a_row))
        self._offer_others()

    def _offer_others(self) -> None:
        assert self._book is not None
        place = len(self._asked)
        self.others.clear()
        self.others.addItem(self.tr("Another figure…"), "")
        rest = [name for name in (*_USUAL, *self._book.figures) if name not in self._asked]
        for name in dict.fromkeys(rest):
            self.others.addItem(term("figure", name, language()), name)
        self._grid.addWidget(self.others, *divmod(place, self._in_a_row))
        self.others.show()

    @Slot(int)
    def _add_other(self, _index: int) -> None:
        name = str(self.others.currentData() or "")
        if name:
            self.cell(name).setFocus()
            self.changed.emit()

    @Slot()
    def _typed(self) -> None:
        field = self.sender()
        cell = next((one for one in self._cells.values() if one.field is field), None)
        if cell is not None:
            _mark(cell)
        self.changed.emit()


def _read(cell: _Cell) -> Decimal | None:
    text = fold(cell.field.text()).replace(",", "").strip()
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise Refused(
            "incidents.figure_not_number", figure=cell.figure.id, figure_unit=cell.figure.unit.value
        ) from None
    return checked_figure(cell.figure, number)


def _mark(cell: _Cell) -> None:
    try:
        _read(cell)
    except Refused as error:
        theme.mark(cell.field, invalid=True)
        cell.field.setToolTip(explain(error))
        return
    if cell.field.property("invalid"):
        theme.mark(cell.field, invalid=False)
        cell.field.setToolTip("")
