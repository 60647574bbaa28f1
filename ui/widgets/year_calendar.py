"""A year on one page: twelve months, each day with its type; the arrows go from day to day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from dutyroom.calendar.model import Day
from ui import theme
from ui.widgets.day_mark import CellState, cell_size, paint_day

_MOST_COLUMNS = 4
_WEEKS = 6
_DAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class YearCalendar(QWidget):
    """Shows the days it is given; ``moved`` and ``activated`` carry the date the keyboard or a click is on."""

    moved = Signal(object)
    activated = Signal(object)

    def __init__(self, words: Callable[[Day], str], parent: QWidget | None = None) -> None:
        """``words`` says a day in full, for hovering and for who listens instead of looking."""
        super().__init__(parent)
        self._words = words
        self._year = 0
        self._days: dict[date, Day] = {}
        self._changed: frozenset[date] = frozenset()
        self._today: date | None = None
        self._current: date | None = None
        self._hovered: date | None = None
        self._cells: dict[date, QRect] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Year calendar"))
        theme.signals().changed.connect(self._place_cells)

    def show_year(
        self, year: int, days: Sequence[Day], *, changed: frozenset[date] = frozenset(), today: date | None = None
    ) -> None:
        """Show ``days`` of ``year``; those ``changed`` are framed, ``today`` is underlined."""
        self._year = year
        self._days = {day.date: day for day in days if day.date.year == year}
        self._changed = changed
        self._today = today
        if self._current is None or self._current.year != year:
            self._current = today if today in self._days else date(year, 1, 1)
        self.setAccessibleName(self.tr("Calendar of {year}").format(year=year))
        self._place_cells()
        self._tell()
        self.update()

    def current(self) -> date | None:
        """Return the day the keyboard is on."""
        return self._current

    def day(self, day: date | None) -> Day | None:
        """Return what is known of a day that is shown."""
        return self._days.get(day) if day is not None else None

    def go_to(self, day: date) -> None:
        """Put the keyboard on ``day``; one that is not shown changes nothing."""
        if day not in self._days or day == self._current:
            return
        if self._current is not None:
            self.update(self.cell(self._current))
        self._current = day
        self.update(self.cell(day))
        self._tell()
        self._keep_in_sight()
        self.moved.emit(day)

    def day_at(self, place: QPoint) -> date | None:
        """Return the day drawn at ``place``, or None."""
        return next((day for day, box in self._cells.items() if box.contains(place)), None)

    def cell(self, day: date) -> QRect:
        """Return where ``day`` is drawn; nowhere where it is not shown."""
        return self._cells.get(day, QRect())

    @Slot()
    def _place_cells(self) -> None:
        """Say where each day is drawn; measured once for a size and a look."""
        cell, head = self._cell_size(), self._head()
        blocks = {month: self._block(month) for month in range(1, 13)}
        self._cells = {}
        for day in self._days:
            block, slot = blocks[day.month], day.replace(day=1).weekday() + day.day - 1
            left, top = block.left() + slot % 7 * cell.width(), block.top() + head + slot // 7 * cell.height()
            self._cells[day] = QRect(left, top, cell.width(), cell.height())

    def _columns(self) -> int:
        gap = theme.current().sizes.space_4
        fit = (self.width() + gap) // (7 * cell_size().width() + gap)
        return next(count for count in (4, 3, 2, 1) if count <= max(1, min(fit, _MOST_COLUMNS)))

    def _cell_size(self) -> QSize:
        gap, columns = theme.current().sizes.space_4, self._columns()
        width = (self.width() - gap * (columns - 1)) // columns // 7
        least = cell_size()
        return QSize(max(least.width(), min(width, least.width() * 3 // 2)), least.height())

    def _head(self) -> int:
        """Return the height of a month's name and its weekdays."""
        sizes = theme.current().sizes
        return theme.metrics(sizes.body, strong=True).height() + theme.metrics(sizes.small).height() + sizes.space_1

    def _block(self, month: int) -> QRect:
        cell, sizes, columns = self._cell_size(), theme.current().sizes, self._columns()
        width, height = 7 * cell.width(), self._head() + _WEEKS * cell.height()
        row, column = divmod(month - 1, columns)
        return QRect(column * (width + sizes.space_4), row * (height + sizes.space_2), width, height)

    def _tell(self) -> None:
        """Say the current day to who listens."""
        day = self.day(self._current)
        if day is not None:
            self.setAccessibleDescription(self._words(day))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _keep_in_sight(self) -> None:
        """Scroll to the current day where the calendar is longer than its place."""
        place = self.parentWidget()
        while place is not None and not isinstance(place, QScrollArea):
            place = place.parentWidget()
        content = place.widget() if place is not None else None
        if place is not None and content is not None and self._current is not None:
            middle = self.mapTo(content, self.cell(self._current).center())
            place.ensureVisible(middle.x(), middle.y(), 0, 2 * cell_size().height())

    def _say(self, day: date, place: QPoint) -> None:
        """Say ``day`` in full beside it."""
        known = self.day(day)
        if known is not None:
            QToolTip.showText(place, self._words(known), self, self.cell(day))

    def _go_by_key(self, day: date) -> None:
        """Go to ``day`` and say it there: the line that says it may be out of sight."""
        self.go_to(day)
        if self._current is not None:
            self._say(self._current, self.mapToGlobal(self.cell(self._current).bottomLeft()))

    def _months(self) -> tuple[str, ...]:
        return (
            self.tr("January"),
            self.tr("February"),
            self.tr("March"),
            self.tr("April"),
            self.tr("May"),
            self.tr("June"),
            self.tr("July"),
            self.tr("August"),
            self.tr("September"),
            self.tr("October"),
            self.tr("November"),
            self.tr("December"),
        )

    def _weekdays(self) -> tuple[str, ...]:
        return (
            self.tr("Mo"),
            self.tr("Tu"),
            self.tr("We"),
            self.tr("Th"),
            self.tr("Fr"),
            self.tr("Sa"),
            self.tr("Su"),
        )

    def _paint_heads(self, painter: QPainter, where: QRect) -> None:
        tokens, cell = theme.current(), self._cell_size()
        name_height = theme.metrics(tokens.sizes.body, strong=True).height()
        for month, name in enumerate(self._months(), start=1):
            block = self._block(month)
            if not block.intersects(where):
                continue
            painter.setFont(theme.font(tokens.sizes.body, strong=True))
            painter.setPen(QColor(tokens.text))
            painter.drawText(QRect(block.left() + 4, block.top(), block.width(), name_height), 0, name)
            painter.setFont(theme.font(tokens.sizes.small))
            painter.setPen(QColor(tokens.secondary))
            for place, weekday in enumerate(self._weekdays()):
                top = block.top() + name_height
                box = QRect(block.left() + place * cell.width(), top, cell.width(), self._head() - name_height)
                painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, weekday)

    def sizeHint(self) -> QSize:
        """Return room for three months beside each other."""
        width = 3 * 7 * cell_size().width() + 2 * theme.current().sizes.space_4
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the width of one month."""
        return QSize(7 * cell_size().width(), cell_size().height())

    def heightForWidth(self, width: int) -> int:
        """Return the height of all months where ``width`` is given."""
        gap = theme.current().sizes.space_4
        columns = max(1, min((width + gap) // (7 * cell_size().width() + gap), _MOST_COLUMNS))
        rows = -(-12 // columns)
        height = self._head() + _WEEKS * cell_size().height()
        return rows * height + (rows - 1) * theme.current().sizes.space_2

    def hasHeightForWidth(self) -> bool:
        """Return that the height follows the width."""
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the days anew."""
        self._place_cells()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the months that are in need of it."""
        painter = QPainter(self)
        self._paint_heads(painter, event.rect())
        for day, known in self._days.items():
            box = self.cell(day)
            if event.rect().intersects(box):
                state = CellState(
                    today=day == self._today,
                    changed=day in self._changed,
                    hovered=day == self._hovered,
                    current=day == self._current and self.hasFocus(),
                )
                paint_day(painter, box, known, state)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by day, week, month; Home and End to the ends of the year, Enter takes the day."""
        now, key = self._current, Qt.Key(event.key())
        if now is None:
            super().keyPressEvent(event)
        elif key in _DAYS:
            self._go_by_key(now + timedelta(days=_DAYS[key]))
        elif key in _MONTHS:
            self._go_by_key(_in_month(now, _MONTHS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_by_key(date(self._year, 1, 1) if key == Qt.Key.Key_Home else date(self._year, 12, 31))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(now)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the day under the mouse."""
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self.go_to(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the day under the mouse."""
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self.activated.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the day under the mouse."""
        self._hover(self.day_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the day under the mouse."""
        self._hover(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self.update()
        super().focusOutEvent(event)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """Return where the current day is drawn, to which a page scrolls when the keyboard comes here."""
        if query == Qt.InputMethodQuery.ImCursorRectangle and self._current is not None:
            return self.cell(self._current)
        return super().inputMethodQuery(query)

    def event(self, event: QEvent) -> bool:
        """Say the day under the mouse in full."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.day_at(event.pos())
            if day is not None:
                self._say(day, event.globalPos())
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _hover(self, day: date | None) -> None:
        for place in (self._hovered, day):
            if place is not None and day != self._hovered:
                self.update(self.cell(place))
        self._hovered = day


def _in_month(day: date, step: int) -> date:
    """Return the same day ``step`` months on, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
