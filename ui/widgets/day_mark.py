"""How a day of a calendar looks: its type by shape and word, so that no colour is needed alone."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dutyroom.calendar.model import Day, DayType
from dutyroom.frozen import dataclass
from ui import theme

CELL_WIDTH = 32
CELL_HEIGHT = 26
_RADIUS = 4
_WORD = 10  # pixels of the word in the corner
_INSET = 1.5
_OFF = (DayType.STATUTORY_HOLIDAY, DayType.HOLIDAY_REST_DAY)


@dataclass(frozen=True)
class CellState:
    """What else is said of a day: it is today, it changes, the mouse or the keyboard is on it."""

    today: bool = False
    changed: bool = False
    hovered: bool = False
    current: bool = False


_PLAIN = CellState()


class DayMark(QWidget):
    """One day for a legend; ``day`` gives type and holiday, and its number is drawn."""

    def __init__(self, day: Day, state: CellState = _PLAIN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = day
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of a cell."""
        return cell_size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the day."""
        painter = QPainter(self)
        paint_day(painter, self.rect(), self._day, self._state)
        painter.end()


def cell_size() -> QSize:
    """Return the least size of a day's cell in the scale of the look in force."""
    scale = theme.current().sizes.body / 13
    return QSize(round(CELL_WIDTH * scale), round(CELL_HEIGHT * scale))


def corner_word(day: Day) -> str:
    """Return the word in the corner of a day: 休, 班, 地, or none."""
    if day.day_type is DayType.MAKE_UP_WORKDAY:
        return QCoreApplication.translate("DayMark", "on")
    if day.local:
        return QCoreApplication.translate("DayMark", "L")
    return QCoreApplication.translate("DayMark", "off") if day.day_type in _OFF else ""


def paint_day(painter: QPainter, rect: QRect, day: Day, state: CellState) -> None:
    """Paint one day: filled and bold the law's own, tinted what goes with them, dashed the local, framed the worked."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(rect).adjusted(_INSET, _INSET, -_INSET, -_INSET)
    ink = _paint_shape(painter, box, day, state)
    statutory = day.day_type is DayType.STATUTORY_HOLIDAY
    tokens = theme.current()
    word = corner_word(day)
    small = theme.px(_WORD)
    room = theme.metrics(small).horizontalAdvance(word) + 2 if word else 0
    number = QRect(rect.left() + 2, rect.top(), rect.width() - 4 - room, rect.height())
    painter.setPen(QColor(ink))
    painter.setFont(theme.font(tokens.sizes.small, strong=statutory))
    painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.date.day))
    if word:
        painter.setFont(theme.font(small))
        corner = QRect(rect.right() - room - 4, rect.top() + 4, room + 1, rect.height())
        painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, word)
    if state.today:
        painter.fillRect(QRectF(number.center().x() - 7, rect.bottom() - 4, 15, 2), QColor(ink))
    if state.changed:
        _paint_frame(painter, box, QPen(QColor(tokens.text), 2))
    if state.current:  # the inner line parts the ring from a day that is filled with its colour
        _paint_frame(painter, QRectF(rect).adjusted(3, 3, -3, -3), QPen(QColor(tokens.raised), 2))
        _paint_frame(painter, QRectF(rect).adjusted(1, 1, -1, -1), QPen(QColor(tokens.accent), 2))
    painter.restore()


def _paint_shape(painter: QPainter, box: QRectF, day: Day, state: CellState) -> str:
    """Paint what lies under the number and return the ink for it."""
    tokens = theme.current()
    painter.setPen(Qt.PenStyle.NoPen)
    if day.day_type is DayType.STATUTORY_HOLIDAY:
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        return tokens.accent_text
    if day.day_type is DayType.HOLIDAY_REST_DAY:
        painter.setBrush(QColor(tokens.accent_soft.ground))
        if day.local:
            painter.setPen(QPen(QColor(tokens.accent_soft.ink), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        return tokens.accent_soft.ink
    if day.day_type is DayType.MAKE_UP_WORKDAY:
        painter.setBrush(QColor(tokens.warning.ground))
        painter.setPen(QPen(QColor(tokens.warning.ink), 1))
        painter.drawRect(box)
        return tokens.warning.ink
    if state.hovered:
        painter.setBrush(QColor(tokens.hover))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
    return tokens.text if day.works else tokens.placeholder


def _paint_frame(painter: QPainter, box: QRectF, pen: QPen) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, _RADIUS, _RADIUS)
