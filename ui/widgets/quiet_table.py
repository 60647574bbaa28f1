"""The table of the desk: no grid, whole rows, one bold column, figures at the right, marks painted."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Literal, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionHeader,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dutyroom.frozen import dataclass
from ui import icons, theme
from ui.terms import label
from ui.theme import Tone
from ui.widgets.bar_mark import paint_bar
from ui.widgets.grade_mark import grade_size, paint_grade
from ui.widgets.hit_text import Elide, HitText, draw_hits
from ui.widgets.relative_time import widest_time
from ui.widgets.row_ground import paint_ground, paint_ring
from ui.widgets.row_menu import RowMenu, copy_rows
from ui.widgets.row_pictures import RowPictures
from ui.widgets.urgency_mark import paint_urgency, urgency_size

_Index = QModelIndex | QPersistentModelIndex

HITS_ROLE = int(Qt.ItemDataRole.UserRole) + 111  # Hits in the text of the cell
MARK_ROLE = int(Qt.ItemDataRole.UserRole) + 112  # the grade, urgency or bar behind the word of the cell
TONE_ROLE = int(Qt.ItemDataRole.UserRole) + 113  # a Tone that colours the cell's text
ICON_ROLE = int(Qt.ItemDataRole.UserRole) + 114  # the name of an icon before the text

_ICON = 16
_PAD = 8
_LEAST_OPEN, _LEAST_WORDS = 9, 6  # letters


@dataclass(frozen=True)
class ColumnLook:
    """How a column is drawn; ``width`` in logical pixels, 0 takes what is left.

    It becomes wider where the words of another language need it: its heading, every word of ``fits``, a ``time`` of
    yesterday.
    """

    width: int = 0
    strong: bool = False
    secondary: bool = False
    right: bool = False
    elide: Elide = Elide.RIGHT
    mark: Literal["", "grade", "urgency", "bar"] = ""
    fits: type[StrEnum] | None = None
    time: bool = False
    icon: bool = False

    @property
    def gives_way(self) -> bool:
        """Whether it may become narrower for the column that takes what is left: its words are free."""
        return not (self.time or self.mark or self.fits or self.right)


class _Place(NamedTuple):
    """Where a column stands in the view, in logical pixels."""

    column: int
    left: int
    width: int


class _RowLook(NamedTuple):
    """Everything but its words that a row's picture depends on."""

    columns: tuple[_Place, ...]
    size: tuple[int, int]
    ratio: float
    selected: bool
    active: bool
    hovered: bool
    ring: bool


class _Heading(QHeaderView):
    """The heading of a table: what stands above figures stands at the right as they do."""

    def __init__(self, table: QuietTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Lay the words of a section as its column is laid."""
        super().initStyleOptionForIndex(option, logicalIndex)
        if self._table.look(logicalIndex).right:
            option.textAlignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class QuietTable(QTableView):
    """A table of whole rows; set the model, then ``set_columns``. Enter or a double click activates a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks: tuple[ColumnLook, ...] = ()
        self._wanted: dict[int, int] = {}
        self._sharing = False
        self._hovered = -1
        self._pictures = RowPictures(self)
        self.setViewport(QWidget())  # one that Python knows: of a stranger PySide6 asks which of 73 classes it is
        self.setHorizontalHeader(_Heading(self))
        self._build()
        self.setItemDelegate(_RowDelegate(self))
        theme.signals().changed.connect(self._take_sizes)

    def _build(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.setHighlightSections(False)
        head.setSectionsMovable(True)
        head.sectionResized.connect(self._drawn)
        head.setMinimumSectionSize(2 * _PAD)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._take_sizes()

    def set_columns(self, looks: Sequence[ColumnLook]) -> None:
        """Say how the columns of the model are drawn, in their order."""
        self._looks = tuple(looks)
        self._pictures.forget()
        head = self.horizontalHeader()
        for column, look in enumerate(self._looks):
            if look.width:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
                head.resizeSection(column, max(theme.px(look.width), self._needed(column, look)))
            else:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def sort_by_heading(self) -> None:
        """Let a click on a heading sort by its column, a second one the other way, a third one not at all."""
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def _needed(self, column: int, look: ColumnLook) -> int:
        """Return how wide a column has to be for the words that are known beforehand."""
        model, head = self.model(), self.horizontalHeader()
        title = str(model.headerData(column, Qt.Orientation.Horizontal) or "") if model is not None else ""
        widths = [head.fontMetrics().horizontalAdvance(title)]
        words = theme.metrics(theme.current().sizes.body, strong=look.strong)
        for one in look.fits or ():
            match look.mark:
                case "grade":
                    widths.append(grade_size(label(one)).width())
                case "urgency":
                    widths.append(urgency_size("immediate", label(one)).width())
                case _:
                    widths.append(words.horizontalAdvance(label(one)))
        if look.time:
            widths.append(words.horizontalAdvance(widest_time()) + (_ICON + _PAD if look.icon else 0))
        return max(widths) + 2 * _PAD

    def look(self, column: int) -> ColumnLook:
        """Return how a column is drawn."""
        return self._looks[column] if 0 <= column < len(self._looks) else ColumnLook()

    def paint_now(self) -> None:
        """Paint what changed before anything else is done."""
        self.executeDelayedItemsLayout()
        self.viewport().repaint()

    def hovered_row(self) -> int:
        """Return the row under the mouse, or -1."""
        return self._hovered

    @Slot()
    def _take_sizes(self) -> None:
        self._pictures.forget()
        self.verticalHeader().setDefaultSectionSize(theme.current().sizes.row)

    def _hover(self, row: int) -> None:
        if row == self._hovered:
            return
        for changed in (self._hovered, row):
            if changed >= 0:
                top = self.rowViewportPosition(changed)
                self.viewport().update(0, top, self.viewport().width(), self.rowHeight(changed))
        self._hovered = row

    def _columns(self) -> tuple[_Place, ...]:
        """Return the columns that are seen, from left to right."""
        head = self.horizontalHeader()
        shown = (head.logicalIndex(place) for place in range(head.count()))
        return tuple(
            _Place(column, head.sectionViewportPosition(column), head.sectionSize(column))
            for column in shown
            if not head.isSectionHidden(column)
        )

    def _row_look(self, row: int, columns: tuple[_Place, ...]) -> _RowLook:
        current = self.currentIndex().row() == row
        selected = self.selectionModel().isSelected(self.model().index(row, columns[0].column))
        return _RowLook(
            columns,
            (self.viewport().width(), self.rowHeight(row)),
            self.devicePixelRatioF(),
            selected=selected,
            active=(selected or current) and self.hasFocus(),
            hovered=row == self._hovered,
            ring=current and self.hasFocus(),
        )

    def _draw_row(self, row: int, look: _RowLook) -> QPixmap:
        width, height = look.size
        made = QPixmap(QSize(width, height) * look.ratio)
        made.setDevicePixelRatio(look.ratio)
        made.fill(QColor(theme.current().raised))
        left, right = look.columns[0].left, look.columns[-1].left + look.columns[-1].width
        whole = QRect(left, 0, right - left, height)
        painter = QPainter(made)
        paint_ground(painter, whole, selected=look.selected, active=look.active, hovered=look.hovered)
        for place in look.columns:
            if place.left < width and place.left + place.width > 0:
                cell = QRect(place.left, 0, place.width, height).adjusted(_PAD, 0, -_PAD, -1)
                _paint_cell(painter, cell, self.model().index(row, place.column), self.look(place.column))
        if look.ring:
            paint_ring(painter, whole)
        painter.end()
        return made

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show ``model``."""
        super().setModel(model)
        if model is not None:
            self._pictures.follow(model)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width among the columns."""
        super().resizeEvent(event)
        self._share()

    def wanted_width(self, column: int) -> int:
        """Return the width a column was given, by the page or by a person; it may have given some of it away."""
        return self._wanted.get(column, self.horizontalHeader().sectionSize(column))

    @Slot(int, int, int)
    def _drawn(self, column: int, _before: int, after: int) -> None:
        """Remember the width that somebody gave a column."""
        if not self._sharing and self.look(column).width:
            self._wanted[column] = after

    def _share(self) -> None:
        """Let no column vanish that takes what is left: others with free words give way, then the table is scrolled.

        What a row is about can be made out in nine letters; a name or a unit can be guessed from six.
        """
        head, body = self.horizontalHeader(), theme.current().sizes.body
        shown = [column for column in range(head.count()) if not head.isSectionHidden(column)]
        open_ones = {
            column: max(self._needed(column, self.look(column)), _LEAST_OPEN * body)
            for column in shown
            if not self.look(column).width
        }
        wanted = {column: self.wanted_width(column) for column in shown if column not in open_ones}
        lacking = sum(open_ones.values()) + sum(wanted.values()) - self.viewport().width()
        giving = wanted if lacking > 0 and open_ones else ()
        spare = {
            column: max(0, wanted[column] - max(self._needed(column, self.look(column)), _LEAST_WORDS * body))
            for column in giving
            if self.look(column).gives_way
        }
        given = min(max(0, lacking), sum(spare.values()))
        self._sharing = True
        for column, width in wanted.items():
            less = given * spare.get(column, 0) // max(1, sum(spare.values()))
            head.resizeSection(column, width - less)
        for column, least in open_ones.items():
            if lacking > given:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
                head.resizeSection(column, least)
            else:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._sharing = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are asked for, from their pictures where they stay as they were."""
        area, count = event.rect(), self.model().rowCount() if self.model() is not None else 0
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        columns = self._columns()
        if first < 0 or not columns:
            return
        painter = QPainter(self.viewport())
        for row in range(first, (last if last >= 0 else count - 1) + 1):
            look = self._row_look(row, columns)
            made = self._pictures.picture(row, look, self._draw_row)
            painter.drawPixmap(0, self.rowViewportPosition(row), made)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the chosen rows as they are seen, where Qt would copy one cell."""
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_rows(self)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the row under the mouse."""
        index = self.indexAt(event.pos())
        if index.isValid():
            RowMenu(self, index).popup(event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Remember the row under the mouse."""
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Forget the row when the mouse leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)


class _RowDelegate(QStyledItemDelegate):
    """Says how high a row is; the table paints its rows itself."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), theme.current().sizes.row)


def _paint_cell(painter: QPainter, rect: QRect, index: _Index, look: ColumnLook) -> None:
    tokens = theme.current()
    text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
    mark = index.data(MARK_ROLE)
    if look.mark and mark is not None and text:
        if look.mark == "grade":
            paint_grade(painter, rect, mark, text)
        elif look.mark == "bar":
            paint_bar(painter, rect, mark, strong=look.strong)
        else:
            paint_urgency(painter, rect, mark, text)
        return
    tone = index.data(TONE_ROLE)
    ink = tokens.secondary if look.secondary else tokens.text
    if tone:
        ink = tokens.tone(Tone(str(tone))).ink  # on its way through the model an enum becomes text
    name = index.data(ICON_ROLE)
    if name:
        top = rect.top() + (rect.height() - _ICON) // 2
        icons.paint(painter, QRect(rect.left(), top, _ICON, _ICON), str(name), tokens.secondary)
        rect = rect.adjusted(_ICON + _PAD, 0, 0, 0)
    line = HitText(text, index.data(HITS_ROLE) or ())
    elide = Elide.HIT if line.hits else look.elide
    draw_hits(painter, rect, line, size=tokens.sizes.body, strong=look.strong, ink=ink, elide=elide, right=look.right)
