"""The checklist of keys and equipment: Space says how a thing was found, the line below what is to be said of it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from dutyroom.frozen import dataclass
from dutyroom.handover.model import EquipmentState, HandoverState, SheetSection
from dutyroom.handover.views import Equipment, HandoverSheet
from ui import theme
from ui.handover.section_rows import rows_of
from ui.settings.rows_model import RowsModel
from ui.widgets.quiet_table import QuietTable
from ui.widgets.remembered import Remembered
from ui.workplace import Workplace

_NEXT = {
    EquipmentState.UNCHECKED: EquipmentState.WORKING,
    EquipmentState.WORKING: EquipmentState.NOT_WORKING,
    EquipmentState.NOT_WORKING: EquipmentState.WORKING,
}
_WRITABLE = (HandoverState.DRAFT, HandoverState.READY, HandoverState.REFUSED)


@dataclass(frozen=True)
class Found:
    """How a thing was found."""

    name: str
    state: EquipmentState
    remark: str


class _Things(QuietTable):
    """The table; Space turns to the next state."""

    turned = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.turned.emit()
        else:
            super().keyPressEvent(event)


class EquipmentView(QWidget):
    """Shows the checklist of a sheet. ``found`` carries a ``Found`` that is to be kept."""

    found = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = workplace.seat
        self._drawn = False
        self._things: tuple[Equipment, ...] = ()
        self._writable = False
        self.model = RowsModel((self.tr("Thing"), self.tr("State"), self.tr("Remark")), self)
        self.table = _Things(self)
        self.remark = QLineEdit(self)
        self._hint = QLabel(
            self.tr("Space: working, not working. The list itself stands in the settings of the room."), self
        )
        self._build()
        self.table.turned.connect(self._turn)
        self.table.doubleClicked.connect(self._double_clicked)
        self.table.selectionModel().currentRowChanged.connect(self._marked_changed)
        self.remark.editingFinished.connect(self._remark_done)

    def show_sheet(self, sheet: HandoverSheet) -> None:
        """Show the checklist of a sheet."""
        made = rows_of(sheet, SheetSection.EQUIPMENT, str)
        self._writable = sheet.handover.state in _WRITABLE
        row = max(0, self.table.currentIndex().row())
        self._things = sheet.equipment
        self.model.set_rows(made.rows)
        if made.rows:
            if not self._drawn:  # a width that somebody drew stays
                self._drawn = True
                self.table.set_columns(made.looks)
                Remembered(self._seat, "equipment", self.table)
            self.table.setCurrentIndex(self.model.index(min(row, len(made.rows) - 1), 0))
        self.remark.setReadOnly(not self._writable)
        self._show_remark()

    def _build(self) -> None:
        sizes = theme.current().sizes
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Keys and equipment"))
        self.remark.setPlaceholderText(self.tr("What is to be said of the marked thing"))
        self.remark.setAccessibleName(self.tr("Remark"))
        theme.mark(self._hint, type="caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.space_2)
        column.addWidget(self.table, 1)
        column.addWidget(self.remark)
        column.addWidget(self._hint)
        self.setFocusProxy(self.table)

    def _marked(self) -> Equipment | None:
        row = self.table.currentIndex().row()
        return self._things[row] if 0 <= row < len(self._things) else None

    @Slot(QModelIndex)
    def _marked_changed(self, _index: QModelIndex) -> None:
        self._show_remark()

    def _show_remark(self) -> None:
        one = self._marked()
        if one is not None and not self.remark.hasFocus():
            self.remark.setText(one.remark)

    @Slot(QModelIndex)
    def _double_clicked(self, _index: QModelIndex) -> None:
        self._turn()

    @Slot()
    def _turn(self) -> None:
        one = self._marked()
        if one is not None and self._writable:
            self.found.emit(Found(one.name, _NEXT[one.state], one.remark))

    @Slot()
    def _remark_done(self) -> None:
        one = self._marked()
        if one is not None and self._writable and self.remark.text().strip() != one.remark:
            self.found.emit(Found(one.name, one.state, self.remark.text().strip()))
