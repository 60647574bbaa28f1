"""The view of a long list of rows below headings; the keyboard passes over the headings."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from ui import theme
from ui.directory.rows import Row
from ui.directory.unit_list import HEADING_ROLE, UnitListModel
from ui.widgets.hit_text import HitText, draw_hits
from ui.widgets.two_lines import TwoLineDelegate

_ANSWERS, _NO_ANSWER = Qt.Key.Key_Plus, Qt.Key.Key_Minus


class GroupedList(QTableView):
    """A list of one column. Its rows have known heights, so that nothing is measured.

    ``chosen`` carries the current ``Row`` or None; ``wanted`` one that was entered or double-clicked; ``typed`` the
    letter that somebody types to search; ``tried`` says with + or - whether the current number answered.
    """

    chosen = Signal(object)
    wanted = Signal(object)
    typed = Signal(str)
    tried = Signal(bool)

    def __init__(self, model: UnitListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._quiet = False
        self._low: tuple[int, ...] = ()
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self._take_sizes()

    def _connect_signals(self) -> None:
        self._rows.modelReset.connect(self._set_heights)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.activated.connect(self._activated)
        theme.signals().changed.connect(self._take_sizes)

    def current_row(self) -> Row | None:
        """Return the row that is chosen, or None."""
        return self._rows.row(self.currentIndex().row())

    def choose(self, at: int) -> None:
        """Choose the row at a place and bring it into sight; ``chosen`` is emitted in any case."""
        self._quiet = True
        if at >= 0:
            self.setCurrentIndex(self._rows.index(at))
            if at == 1:
                self.scrollToTop()
        else:
            self.setCurrentIndex(QModelIndex())
        self._quiet = False
        self.chosen.emit(self.current_row())

    @Slot()
    def _take_sizes(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.current().sizes.row_two_lines)
        self._set_heights()

    @Slot()
    def _set_heights(self) -> None:
        sizes = theme.current().sizes
        for at in self._low:  # the header keeps heights by place when the rows change
            if at < self._rows.rowCount():
                self.setRowHeight(at, sizes.row_two_lines)
        self._low = self._rows.headings()
        for at in self._low:
            self.setRowHeight(at, sizes.row)

    @Slot()
    def _current_changed(self) -> None:
        if not self._quiet:
            self.chosen.emit(self.current_row())

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        row = self._rows.row(index.row())
        if row is not None:
            self.wanted.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Note a try with + and -, and hand letters on to the search."""
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        key = Qt.Key(event.key())
        if plain and key in (_ANSWERS, _NO_ANSWER):
            self.tried.emit(key == _ANSWERS)
        elif plain and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Move as usual, but never come to rest on a heading."""
        index: QModelIndex = super().moveCursor(action, modifiers)
        if index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEnabled:
            return self._rows.index(self._rows.place_near(index.row()))
        return index


class _Delegate(TwoLineDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        heading = index.data(HEADING_ROLE)
        if heading is None:
            super().paint(painter, option, index)
            return
        painter.save()
        _paint_heading(painter, option.rect, *heading)
        painter.restore()


def _paint_heading(painter: QPainter, rect: QRect, words: str, count: str) -> None:
    tokens = theme.current()
    sizes = tokens.sizes
    painter.fillRect(rect, QColor(tokens.surface))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.hairline))
    inner = rect.adjusted(sizes.space_3, 0, -sizes.space_3, -1)
    taken = draw_hits(painter, inner, HitText(words), size=sizes.small, strong=True, ink=tokens.secondary)
    inner.setLeft(inner.left() + taken + sizes.space_2)
    draw_hits(painter, inner, HitText(count), size=sizes.small, ink=tokens.secondary)
