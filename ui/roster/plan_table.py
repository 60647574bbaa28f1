"""The plan under one's hands: type a name or drag it; what is wrong is marked in its cell."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dutyroom.roster.model import Slot as RosterSlot
from ui import icons, theme
from ui.roster.plan_model import CONFLICT_ROLE, FIXED_COLUMNS, SLOT_ROLE, PlanModel
from ui.theme import Tone
from ui.widgets.hit_text import HitText, draw_hits
from ui.widgets.quiet_table import TONE_ROLE
from ui.widgets.row_ground import has_state, paint_ground

_Index = QModelIndex | QPersistentModelIndex
MIME = "application/x-dutyroom-slot"
_PAD = 8
_ICON = 14
_DATE_WIDTH = 86
_KIND_WIDTH = 164
_NAME_WIDTH = 76
_CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PlanTable(QTableView):
    """``edit_wanted`` carries an index and the letter that was typed; ``exchanged`` two slots; ``cleared`` a slot."""

    edit_wanted = Signal(object, str)
    exchanged = Signal(object, object)
    cleared = Signal(object)
    slot_chosen = Signal(object)

    def __init__(self, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = model
        self._may_change = False
        self._pressed: QPoint | None = None
        self._target = QModelIndex()
        self.setModel(model)
        self._build()
        self.doubleClicked.connect(self._double_clicked)
        self.selectionModel().currentChanged.connect(self._current_changed)
        model.modelReset.connect(self._share_width)

    def _build(self) -> None:
        self.setItemDelegate(_NameDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.current().sizes.row)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(self.tr("Plan: days by posts"))

    def set_may_change(self, may: bool) -> None:
        """Let names be changed, or only be read."""
        self._may_change = may
        self.setAcceptDrops(may)

    def slot(self) -> RosterSlot | None:
        """Return the slot that is marked."""
        one = self._plan.assignment(self.currentIndex())
        return one.slot if one is not None else None

    def choose(self, slot: RosterSlot) -> None:
        """Mark a slot and bring it into sight."""
        index = self._plan.index_of(slot)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def target(self) -> QModelIndex:
        """Return the cell over which a name is being dragged."""
        return self._target

    @Slot(QModelIndex)
    def _double_clicked(self, index: QModelIndex) -> None:
        self._want_edit(index, "")

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        one = self._plan.assignment(index)
        self.slot_chosen.emit(one.slot if one is not None else None)

    def _want_edit(self, index: QModelIndex, typed: str) -> None:
        if self._may_change and self._plan.assignment(index) is not None:
            self.edit_wanted.emit(index, typed)

    @Slot()
    def _share_width(self) -> None:
        """Give the names what is left, evenly, and never less than a name needs."""
        scale = theme.current().sizes.body / 13
        head = self.horizontalHeader()
        columns = self._plan.columnCount()
        if columns <= FIXED_COLUMNS:
            return
        date_width, kind_width = round(_DATE_WIDTH * scale), round(_KIND_WIDTH * scale)
        names = columns - FIXED_COLUMNS
        left = self.viewport().width() - date_width - kind_width
        width = max(round(_NAME_WIDTH * scale), left // names)
        head.resizeSection(0, date_width)
        head.resizeSection(1, kind_width)
        for column in range(FIXED_COLUMNS, columns):
            head.resizeSection(column, width)

    # --- dragging

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        self._pressed = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Take a name up once the mouse has gone far enough."""
        start = self._pressed
        here = event.position().toPoint()
        if start is not None and self._may_change and event.buttons() & Qt.MouseButton.LeftButton:
            if (here - start).manhattanLength() >= QApplication.startDragDistance():
                self._pressed = None
                self._drag(self.indexAt(start))
            return
        super().mouseMoveEvent(event)

    def _drag(self, index: QModelIndex) -> None:
        one = self._plan.assignment(index)
        if one is None or one.empty:
            return
        data = QMimeData()
        data.setData(MIME, one.slot.id.encode())
        data.setText(one.name)
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self.viewport().grab(self.visualRect(index)))
        drag.exec(Qt.DropAction.MoveAction)
        self._set_target(QModelIndex())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a name of this plan."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the name would go."""
        index = self.indexAt(event.position().toPoint())
        if event.mimeData().hasFormat(MIME) and self._plan.assignment(index) is not None:
            self._set_target(index)
            event.acceptProposedAction()
        else:
            self._set_target(QModelIndex())
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Exchange the two names."""
        target = self._plan.assignment(self.indexAt(event.position().toPoint()))
        self._set_target(QModelIndex())
        if target is None or not event.mimeData().hasFormat(MIME):
            return
        source = RosterSlot.of_id(bytes(event.mimeData().data(MIME).data()).decode())
        event.acceptProposedAction()
        if source != target.slot:
            self.exchanged.emit(source, target.slot)

    def _set_target(self, index: QModelIndex) -> None:
        self._target = index
        self.viewport().update()

    # --- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width again."""
        super().resizeEvent(event)
        self._share_width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the names with Enter or with the first letter; Delete takes the name away."""
        key, index = Qt.Key(event.key()), self.currentIndex()
        one = self._plan.assignment(index)
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if not plain or one is None:
            super().keyPressEvent(event)
        elif key in _OPENING:
            self._want_edit(index, "")
        elif key in _CLEARING and self._may_change and not one.empty:
            self.cleared.emit(one.slot)
        elif event.text().isalnum():
            self._want_edit(index, event.text())
        else:
            super().keyPressEvent(event)


class _NameDelegate(QStyledItemDelegate):
    """Paints a name, with a mark and a tinted ground where something is wrong."""

    def __init__(self, table: PlanTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens = theme.current()
        rect: QRect = option.rect
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        painter.save()
        name = index.column() >= FIXED_COLUMNS
        current = name and index == self._table.currentIndex()
        paint_ground(
            painter, rect, selected=current, active=self._table.hasFocus(), hovered=_is_hovered(option) and name
        )
        tone = index.data(CONFLICT_ROLE)
        inner = rect.adjusted(_PAD, 0, -_PAD, -1)
        ink, strong = (tokens.text, True) if name else (tokens.secondary, False)
        if tone:
            pair = tokens.tone(Tone(str(tone)))
            ink = pair.ink
            painter.fillRect(rect.adjusted(2, 3, -2, -4), QColor(pair.ground))
            icons.paint(painter, _icon_place(inner), "warning", ink)
            inner = inner.adjusted(_ICON + 4, 0, 0, 0)
        elif index.data(TONE_ROLE):
            ink = tokens.tone(Tone(str(index.data(TONE_ROLE)))).ink
        strong = strong and index.data(SLOT_ROLE) is not None
        draw_hits(painter, inner, HitText(text), size=tokens.sizes.body, strong=strong, ink=ink)
        if (current and self._table.hasFocus()) or index == self._table.target():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), theme.current().sizes.row)


def _icon_place(inner: QRect) -> QRect:
    return QRect(inner.left(), inner.top() + (inner.height() - _ICON) // 2, _ICON, _ICON)


def _is_hovered(option: QStyleOptionViewItem) -> bool:
    return has_state(option, QStyle.StateFlag.State_MouseOver)
