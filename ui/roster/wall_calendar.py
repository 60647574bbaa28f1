"""The wall calendar: a month painted at once, each day with its kind by word and shape, and its names."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from dutyroom.calendar.model import DayType
from ui import theme
from ui.roster.month import Cell, CellLine, Month
from ui.roster.words import date_text, day_kind, line_tag, nobody, translate, weekdays
from ui.terms import holiday_label

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_PAD = 6
_RING = 2
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_K: -1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_J: 1}
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_OFF = (DayType.REST_DAY, DayType.HOLIDAY_REST_DAY, DayType.STATUTORY_HOLIDAY)


class WallCalendar(QWidget):
    """Shows a ``Month``. ``opened`` carries a date; ``month_wanted`` a number of months to go on or back."""

    opened = Signal(object)
    chosen = Signal(object)
    month_wanted = Signal(int)
    today_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month: Month | None = None
        self._own = ""
        self._day: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Wall calendar"))

    def show_month(self, month: Month, own_name: str = "") -> None:
        """Show another month, or the same with other names; ``own_name`` is drawn bold."""
        self._month, self._own = month, own_name
        if self._day is None or (self._day.year, self._day.month) != (month.year, month.month):
            here = (month.today.year, month.today.month) == (month.year, month.month)
            self._day = month.today if here else date(month.year, month.month, 1)
        self._tell()
        self.update()

    def month(self) -> Month | None:
        """Return what is shown."""
        return self._month

    def day(self) -> date | None:
        """Return the day that is chosen."""
        return self._day

    def choose(self, day: date) -> None:
        """Choose a day; ask for its month where it is not in the one that is shown."""
        month = self._month
        if month is None:
            self._day = day
            return
        self._day = day
        away = (day.year - month.year) * 12 + day.month - month.month
        if away:
            self.month_wanted.emit(away)
        self._tell()
        self.chosen.emit(day)
        self.update()

    def cell_rect(self, day: date) -> QRect:
        """Return where a day stands; an empty rectangle where it is not shown."""
        month = self._month
        place = (day - month.cells[0].date).days if month else -1
        if month is None or not 0 <= place < len(month.cells):
            return QRect()
        return self._rect(place, month.weeks)

    def _tell(self) -> None:
        """Let a screen reader say the chosen day."""
        cell = self._month.cell(self._day) if self._month and self._day else None
        self.setAccessibleDescription(cell_text(cell) if cell is not None else "")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    # --- painting

    def _head(self) -> int:
        return theme.metrics(theme.current().sizes.small).height() + 2 * _PAD

    def _rect(self, place: int, weeks: int) -> QRect:
        width, top = self.width(), self._head()
        height = self.height() - top
        column, row = place % 7, place // 7
        left, right = width * column // 7, width * (column + 1) // 7
        upper, lower = top + height * row // weeks, top + height * (row + 1) // weeks
        return QRect(left, upper, right - left, lower - upper)

    def _paint_head(self, painter: QPainter) -> None:
        tokens = theme.current()
        painter.setFont(theme.font(tokens.sizes.small))
        painter.setPen(QColor(tokens.secondary))
        for column, words in enumerate(weekdays()):
            left = self.width() * column // 7
            rect = QRect(left + _PAD, 0, self.width() // 7 - _PAD, self._head())
            painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell, today: date) -> None:
        tokens = theme.current()
        off = cell.day is not None and cell.day.day_type in _OFF
        ground = tokens.surface if off or not cell.in_month else tokens.raised
        painter.fillRect(rect, QColor(ground))
        painter.fillRect(rect.left(), rect.top(), rect.width(), 1, QColor(tokens.hairline))
        painter.fillRect(rect.left(), rect.top(), 1, rect.height(), QColor(tokens.hairline))
        inner = rect.adjusted(_PAD, 4, -_PAD, -2)
        line = theme.metrics(tokens.sizes.small).height()
        top = self._paint_date(painter, inner, cell, today)
        for place, one in enumerate(cell.lines):
            area = QRect(inner.left(), top + place * (line + 1), inner.width(), line)
            if area.bottom() > rect.bottom():
                break
            _paint_line(painter, area, one, self._own, quiet=cell.draft or not cell.in_month)
        if cell.date == self._day:
            painter.setPen(QPen(QColor(tokens.accent if self.hasFocus() else tokens.edge), _RING))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_date(self, painter: QPainter, inner: QRect, cell: Cell, today: date) -> int:
        """Paint number, lunar day and kind of day; return where the names begin."""
        tokens = theme.current()
        size = tokens.sizes.body
        metrics = theme.metrics(size, strong=True)
        side = metrics.height() + 2
        number = str(cell.date.day)
        width = max(side, metrics.horizontalAdvance(number) + 6)
        box = QRect(inner.left() - 2, inner.top(), width, side)
        ink = tokens.text if cell.in_month else tokens.disabled
        if cell.date == today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(QRectF(box), side / 2, side / 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ink = tokens.accent_text
        painter.setFont(theme.font(size, strong=True))
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, number)
        right = _paint_kind(painter, inner, side, cell, cell.date == today)
        if cell.lunar is not None:
            painter.setFont(theme.font(tokens.sizes.small - 1))
            painter.setPen(QColor(tokens.secondary if cell.in_month else tokens.disabled))
            area = QRect(box.right() + 4, inner.top(), max(0, right - box.right() - 8), side)
            if painter.fontMetrics().horizontalAdvance(cell.lunar.short) <= area.width():
                painter.drawText(area, _LEFT, cell.lunar.short)
        return inner.top() + side + 2

    # --- Qt

    def sizeHint(self) -> QSize:
        """Return a month that can be read."""
        return QSize(700, 480)

    def minimumSizeHint(self) -> QSize:
        """Return the least in which names can be told."""
        return QSize(420, 280)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint head and weeks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter)
        month = self._month
        if month is not None:
            for place, cell in enumerate(month.cells):
                self._paint_cell(painter, self._rect(place, month.weeks), cell, month.today)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by days with the arrows, by months with Page Up and Page Down or K and J; Enter opens a day."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or self._day is None:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self.choose(self._day + timedelta(days=_STEPS[key]))
        elif key in _MONTHS:
            self.month_wanted.emit(_MONTHS[key])
        elif key in _OPENING:
            self.opened.emit(self._day)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_T):
            self.today_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the day under the mouse."""
        cell = self._cell_at(event.position().toPoint())
        if cell is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.choose(cell.date)
        self.opened.emit(cell.date)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go by months."""
        if event.angleDelta().y():
            self.month_wanted.emit(-1 if event.angleDelta().y() > 0 else 1)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Say the whole day where its cell is too small."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self._cell_at(event.pos())
            if cell is not None:
                QToolTip.showText(event.globalPos(), cell_text(cell), self)
            return True
        return super().event(event)

    def _cell_at(self, point: QPoint) -> Cell | None:
        month = self._month
        if month is None:
            return None
        for place, cell in enumerate(month.cells):
            if self._rect(place, month.weeks).contains(point):
                return cell
        return None


def cell_text(cell: Cell) -> str:
    """Return a day of the calendar in words, one line each."""
    lines = [date_text(cell.date)]
    if cell.day is not None:
        lines.append(day_kind(cell.day))
    if cell.lunar is not None:
        lines[0] += f"  {cell.lunar.label}" + (f" {cell.lunar.solar_term}" if cell.lunar.solar_term else "")
    for line in cell.lines:
        lines.append(f"{line_tag(line.kind)}  " + "  ".join(name or nobody() for name in line.names))
    return "\n".join(lines)


def _paint_kind(painter: QPainter, inner: QRect, side: int, cell: Cell, today: bool) -> int:
    """Paint the kind of day at the right: 休 in a round, 班 in a square, a holiday's name on its own days."""
    tokens = theme.current()
    if cell.day is None or not cell.in_month:
        return inner.right()
    kind = cell.day.day_type
    right = inner.right()
    if kind is DayType.MAKE_UP_WORKDAY:
        right = _paint_shape(painter, inner, side, translate("WallCalendar", "work"), square=True, filled=False)
    elif kind in _OFF:
        filled = kind is not DayType.REST_DAY
        right = _paint_shape(painter, inner, side, translate("WallCalendar", "off"), square=False, filled=filled)
    statutory = kind is DayType.STATUTORY_HOLIDAY
    words = translate("WallCalendar", "today") if today and not statutory else ""
    if statutory:
        words = holiday_label(cell.day)
    if words:
        size = tokens.sizes.small - 1
        painter.setFont(theme.font(size, strong=True))
        painter.setPen(QColor(tokens.accent))
        metrics = theme.metrics(size, strong=True)
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, right - inner.left() - side - 4)
        width = metrics.horizontalAdvance(words)
        painter.drawText(QRect(right - width - 1, inner.top(), width + 1, side), Qt.AlignmentFlag.AlignVCenter, words)
        right -= width + 2
    return right


def _paint_shape(painter: QPainter, inner: QRect, side: int, word: str, *, square: bool, filled: bool) -> int:
    """Paint a short word in its shape at the right end; return where that begins."""
    tokens = theme.current()
    size = tokens.sizes.small - 2
    width = max(side - 2, theme.metrics(size).horizontalAdvance(word) + 8)
    box = QRect(inner.right() - width + 1, inner.top() + 1, width, side - 2)
    painter.setPen(Qt.PenStyle.NoPen if filled else QPen(QColor(tokens.text if square else tokens.edge), 1))
    painter.setBrush(QColor(tokens.accent_soft.ground) if filled else Qt.BrushStyle.NoBrush)
    shape = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
    radius = 0 if square else shape.height() / 2
    painter.drawRoundedRect(shape, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QColor(tokens.text if square else tokens.accent_soft.ink if filled else tokens.secondary))
    painter.setFont(theme.font(size))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
    return box.left() - 3


@cache
def _width(words: str, size: int, strong: bool) -> int:
    """Return how wide words are; asked for the same few names on every day of the month."""
    return theme.metrics(size, strong=strong).horizontalAdvance(words)


def _paint_line(painter: QPainter, area: QRect, line: CellLine, own: str, *, quiet: bool) -> None:
    """Paint the word of a line and its names; nobody is said in the danger tone, by its own word."""
    tokens = theme.current()
    small = tokens.sizes.small
    tag = line_tag(line.kind)
    painter.setFont(theme.font(small - 1))
    painter.setPen(QColor(tokens.disabled if quiet else tokens.secondary))
    painter.drawText(area, _LEFT, tag)
    left = area.left() + _width(tag, small - 1, False) + 5
    for name in line.names:
        words = name or nobody()
        strong = name == own or not name
        wanted, room = _width(words, small, strong), area.right() - left
        if room <= small:
            painter.setPen(QColor(tokens.secondary))
            painter.drawText(QRect(left, area.top(), room, area.height()), _LEFT, "…")
            return
        if wanted > room:
            words = theme.metrics(small, strong=strong).elidedText(words, Qt.TextElideMode.ElideRight, room)
        box = QRect(left, area.top(), min(wanted, room), area.height())
        if not name:
            painter.fillRect(box.adjusted(-2, 0, 2, 0), QColor(tokens.danger.ground))
        painter.setFont(theme.font(small, strong=strong))
        painter.setPen(QColor(_ink(name, own, quiet)))
        painter.drawText(box, _LEFT, words)
        left += wanted + 6


def _ink(name: str, own: str, quiet: bool) -> str:
    tokens = theme.current()
    if not name:
        return tokens.danger.ink
    if quiet:
        return tokens.placeholder
    return tokens.accent if name == own else tokens.text
