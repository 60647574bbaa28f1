"""Pending matters one by one: Space ticks, J and K go down and up, and below stands what the marked one needs."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from dutyroom.handover.model import HandoverState, Place, WordsKind
from dutyroom.handover.views import HandoverSheet, PendingMatter
from ui import theme
from ui.handover.pending_model import LOOKS, PendingModel
from ui.handover.words_keeper import WordsKeeper
from ui.terms import label
from ui.widgets.quiet_table import QuietTable
from ui.widgets.remembered import Remembered
from ui.workplace import Workplace

_MOVES = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}
_TICKABLE = (HandoverState.READY, HandoverState.SIGNED, HandoverState.REFUSED)
_WRITABLE = (HandoverState.DRAFT, HandoverState.READY, HandoverState.REFUSED)


class PendingTable(QuietTable):
    """The table; what its letters ask for comes out as signals."""

    tick_wanted = Signal()
    read_back_wanted = Signal()
    next_step_wanted = Signal()

    def move(self, step: int) -> None:  # type: ignore[override]
        """Mark the row ``step`` below, or above where it is negative."""
        row = self.currentIndex().row() + step
        if 0 <= row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick, move, or go to a line below."""
        key, plain = Qt.Key(event.key()), not event.modifiers()
        if plain and key in _MOVES:
            self.move(_MOVES[key])
        elif plain and key == Qt.Key.Key_Space:
            self.tick_wanted.emit()
        elif plain and key == Qt.Key.Key_R:
            self.read_back_wanted.emit()
        elif plain and key == Qt.Key.Key_N:
            self.next_step_wanted.emit()
        else:
            super().keyPressEvent(event)


class PendingView(QWidget):
    """The table, and the marked matter with its two lines: next step of the outgoing, read-back of the incoming."""

    ticked = Signal(str, bool)
    """A matter, and whether it is ticked from now on."""
    opened = Signal(str)

    def __init__(self, workplace: Workplace, keeper: WordsKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = workplace.seat
        self._keeper = keeper
        self._state = HandoverState.DRAFT
        self._shown = ""
        self.model = PendingModel(workplace, self)
        self.table = PendingTable(self)
        self._about = QLabel(self)
        self._last = QLabel(self)
        self.next_step = QLineEdit(self)
        self.read_back = QLineEdit(self)
        self._build()
        self._connect_signals()

    def show_sheet(self, sheet: HandoverSheet) -> None:
        """Show the pending matters of a sheet; a line in which somebody types stays as it is."""
        self._state = sheet.handover.state
        marked = self.model.matter(self.table.currentIndex().row())
        self.model.show_all(sheet.pending, taking=sheet.handover.frozen)
        if sheet.pending and not self.table.currentIndex().isValid():
            row = self.model.row_of(marked.matter_id) if marked else 0
            self.table.setCurrentIndex(self.model.index(max(row, 0), 0))
        self._show_marked()

    def marked(self) -> PendingMatter | None:
        """Return the matter that is marked."""
        return self.model.matter(self.table.currentIndex().row())

    def mark(self, matter_id: str) -> None:
        """Mark a matter and put the keyboard there."""
        row = self.model.row_of(matter_id)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
            self.table.setFocus()

    def _build(self) -> None:
        sizes = theme.current().sizes
        self.table.setModel(self.model)
        self.table.set_columns(LOOKS)
        Remembered(self._seat, "pending", self.table)
        self.table.setAccessibleName(self.tr("Pending matters"))
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._last.setTextFormat(Qt.TextFormat.PlainText)
        self._last.setWordWrap(True)
        theme.mark(self._about, type="strong")
        theme.mark(self._last, type="secondary")
        card = QFrame(self)
        theme.mark(card, area="card")
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for words, field in ((self.tr("&Next step"), self.next_step), (self.tr("&Read back"), self.read_back)):
            field.setAccessibleName(words.replace("&", ""))
            field.setMaxLength(400)
            form.addRow(words, field)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(sizes.space_3, sizes.space_2, sizes.space_3, sizes.space_2)
        inner.setSpacing(sizes.space_1)
        inner.addWidget(self._about)
        inner.addWidget(self._last)
        inner.addLayout(form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.space_2)
        column.addWidget(self.table, 1)
        column.addWidget(card)
        self.setFocusProxy(self.table)

    def _connect_signals(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._marked_changed)
        self.table.tick_wanted.connect(self._tick)
        self.table.read_back_wanted.connect(self._go_read_back)
        self.table.next_step_wanted.connect(self._go_next_step)
        self.table.activated.connect(self._activated)
        self.next_step.textEdited.connect(self._next_step_typed)
        self.read_back.textEdited.connect(self._read_back_typed)
        for field in (self.next_step, self.read_back):
            field.returnPressed.connect(self._line_done)

    @Slot(QModelIndex)
    def _marked_changed(self, _index: QModelIndex) -> None:
        self._show_marked()

    def _show_marked(self) -> None:
        one = self.marked()
        self.next_step.setReadOnly(one is None or self._state not in _WRITABLE)
        self.read_back.setReadOnly(one is None or self._state not in _TICKABLE)
        if one is None:
            self._about.clear()
            self._last.clear()
            return
        self._about.setText("  ".join(part for part in (one.number, one.subject, one.unit_name) if part))
        self._last.setText(one.last_text)
        self._last.setVisible(bool(one.last_text))
        rule = label(one.rule) if one.rule else ""
        wanted = self.tr("{rule}: what is to be done now, in one line").format(rule=rule)
        self.read_back.setPlaceholderText(wanted if one.rule else self.tr("A tick is enough"))
        for field, kind, kept in (
            (self.next_step, WordsKind.NEXT_STEP, one.next_step),
            (self.read_back, WordsKind.READ_BACK, one.read_back),
        ):
            newest = self._keeper.newest(Place(kind, one.matter_id), kept)
            typing = field.hasFocus() and self._shown == one.matter_id
            if not typing and field.text() != newest:
                field.setText(newest)
        self._shown = one.matter_id

    @Slot()
    def _tick(self) -> None:
        one = self.marked()
        if one is not None and self._state in _TICKABLE:
            self.ticked.emit(one.matter_id, not one.ticked)

    @Slot()
    def _go_read_back(self) -> None:
        self.read_back.setFocus()

    @Slot()
    def _go_next_step(self) -> None:
        self.next_step.setFocus()

    @Slot(str)
    def _next_step_typed(self, text: str) -> None:
        self._keeper.typed(Place(WordsKind.NEXT_STEP, self._shown), text)

    @Slot(str)
    def _read_back_typed(self, text: str) -> None:
        self._keeper.typed(Place(WordsKind.READ_BACK, self._shown), text)

    @Slot()
    def _line_done(self) -> None:
        """Keep the line; a read-back ticks its matter, and the next one is marked."""
        self._keeper.keep_now()
        one = self.marked()
        if self.sender() is self.read_back and one is not None and self._state in _TICKABLE:
            if not one.ticked:
                self.ticked.emit(one.matter_id, True)
            self.table.move(1)
        self.table.setFocus()

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        one = self.model.matter(index.row())
        if one is not None:
            self.opened.emit(one.matter_id)
