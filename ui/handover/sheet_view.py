"""The sheet on the screen: its parts at the left, the chosen one with the words beside it at the right."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dutyroom.handover.model import HandoverState, Place, SheetSection, WordsKind
from dutyroom.handover.views import HandoverSheet
from ui import theme
from ui.handover.equipment_view import EquipmentView
from ui.handover.pending_view import PendingView
from ui.handover.section_rows import count_of, rows_of
from ui.handover.words_keeper import WordsKeeper
from ui.settings.rows_model import RowsModel
from ui.terms import label
from ui.widgets.quiet_table import QuietTable
from ui.widgets.relative_time import relative_time
from ui.widgets.remembered import Remembered
from ui.workplace import Workplace

_LIST_WIDTH = 160
_WRITABLE = (HandoverState.DRAFT, HandoverState.READY, HandoverState.REFUSED)
_MATTERS = (SheetSection.DONE, SheetSection.INCIDENTS, SheetSection.PAPERS)
_SECTIONS = (SheetSection.PENDING, *(one for one in SheetSection if one is not SheetSection.PENDING))


class _Parts(QListWidget):
    """The list of parts; Right goes into the part."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class SheetView(QWidget):
    """Shows a ``HandoverSheet``; pending matters come first, since they are what is handed over."""

    opened = Signal(str)
    """A matter to be shown."""

    def __init__(self, workplace: Workplace, keeper: WordsKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._keeper = keeper
        self._sheet: HandoverSheet | None = None
        self.parts = _Parts(self)
        self.pending = PendingView(workplace, keeper)
        self.equipment = EquipmentView(workplace, self)
        self.words = QPlainTextEdit(self)
        self._caption = QLabel(self)
        self._nothing = QLabel(self.tr("Nothing stands here."), self)
        self._tables: dict[SheetSection, tuple[QuietTable, RowsModel]] = {}
        self._stack = QStackedWidget(self)
        self._build()
        self._connect_signals()

    def show_sheet(self, sheet: HandoverSheet) -> None:
        """Show a sheet; the chosen part stays chosen, and what is being typed stays as it is."""
        self._sheet = sheet
        for row, section in enumerate(_SECTIONS):
            item = self.parts.item(row)
            item.setText(self._part_text(sheet, section))
        self.pending.show_sheet(sheet)
        self.equipment.show_sheet(sheet)
        self._show_part()

    def section(self) -> SheetSection:
        """Return the part that is shown."""
        return _SECTIONS[max(self.parts.currentRow(), 0)]

    def show_section(self, section: SheetSection) -> None:
        """Show a part and put the keyboard there."""
        self.parts.setCurrentRow(_SECTIONS.index(section))
        self._enter()

    def _build(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self.parts, area="list")
        theme.mark(self._caption, type="caption")
        theme.mark(self._nothing, type="secondary")
        self.parts.setFixedWidth(theme.px(_LIST_WIDTH))
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts.setAccessibleName(self.tr("Parts of the sheet"))
        for section in _SECTIONS:
            self.parts.addItem(QListWidgetItem(label(section)))
        self.words.setTabChangesFocus(True)
        self.words.setMaximumHeight(theme.px(46))
        self._caption.setBuddy(self.words)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        for page in (self._nothing, self.pending, self.equipment):
            self._stack.addWidget(page)
        right = QVBoxLayout()
        right.setSpacing(sizes.space_1)
        right.addWidget(self._stack, 1)
        right.addWidget(self._caption)
        right.addWidget(self.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.space_3)
        row.addWidget(self.parts)
        row.addLayout(right, 1)
        self.parts.setCurrentRow(0)
        self.setFocusProxy(self.parts)

    def _connect_signals(self) -> None:
        self.parts.currentRowChanged.connect(self._part_chosen)
        self.parts.entered.connect(self._enter)
        self.words.textChanged.connect(self._typed)
        self.pending.opened.connect(self.opened)

    def _part_text(self, sheet: HandoverSheet, section: SheetSection) -> str:
        count = count_of(sheet, section)
        if section is SheetSection.PENDING and sheet.handover.frozen and not sheet.sealed:
            taken = sum(one.taken for one in sheet.pending)
            return f"{label(section)}  {taken}/{count}"
        written = "✎" if sheet.text(section) else ""
        return "  ".join(part for part in (label(section), str(count) if count else "", written) if part)

    def _show_part(self) -> None:
        sheet, section = self._sheet, self.section()
        if sheet is None:
            return
        self._stack.setCurrentWidget(self._page_of(sheet, section))
        self._caption.setText(self.tr("Words beside “{part}”").format(part=label(section)))
        self.words.setAccessibleName(self._caption.text())
        self.words.setReadOnly(sheet.handover.state not in _WRITABLE)
        place = Place(WordsKind.SECTION, section.value)
        newest = self._keeper.newest(place, sheet.text(section))
        if self.words.property("part") != section.value or not self.words.hasFocus():
            self.words.setProperty("part", section.value)
            if self.words.toPlainText() != newest:
                self.words.blockSignals(True)
                self.words.setPlainText(newest)
                self.words.blockSignals(False)

    def _page_of(self, sheet: HandoverSheet, section: SheetSection) -> QWidget:
        if section is SheetSection.PENDING and sheet.pending:
            return self.pending
        if section is SheetSection.EQUIPMENT and sheet.equipment:
            return self.equipment
        found = rows_of(sheet, section, self._time)
        if not found.rows or section is SheetSection.EQUIPMENT:
            return self._nothing
        if section not in self._tables:
            model = RowsModel(found.headings, self)
            table = QuietTable(self)
            table.setModel(model)
            table.set_columns(found.looks)
            Remembered(self._workplace.seat, f"sheet {section.value}", table)
            table.setAccessibleName(label(section))
            table.activated.connect(self._activated)
            self._tables[section] = table, model
            self._stack.addWidget(table)
        table, model = self._tables[section]
        row = table.currentIndex().row()
        model.set_rows(found.rows)
        table.setCurrentIndex(model.index(max(0, min(row, len(found.rows) - 1)), 0))
        return table

    def _time(self, moment: datetime) -> str:
        return relative_time(moment, self._workplace.now(), self._workplace.zone)

    @Slot(int)
    def _part_chosen(self, _row: int) -> None:
        self._keeper.keep_now()
        self._show_part()

    @Slot()
    def _enter(self) -> None:
        page = self._stack.currentWidget()
        (self.words if page is self._nothing or page is None else page).setFocus()

    @Slot()
    def _typed(self) -> None:
        self._keeper.typed(Place(WordsKind.SECTION, self.section().value), self.words.toPlainText())

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        section = self.section()
        if section in _MATTERS:
            row = self._tables[section][1].row(index.row())
            if row is not None:
                self.opened.emit(row.key)
