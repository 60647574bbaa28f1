"""What the officer in charge compares, drawn quietly: pending matters, punctuality, calls by hour, ages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.handover.words import minutes_text, translate
from ui.roster.words import weekdays
from ui.theme import Tone

_TYPE = 10
_HOURS = 24
_LABELLED = (0, 6, 12, 18)
_LEAST_ALPHA = 40


class Chart(QWidget):
    """A wide, low drawing in the colours of the look in force; what it shows is also said in words."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    def say(self, words: str) -> None:
        """Say in words what is drawn, on hover and to a screen reader."""
        self.setAccessibleDescription(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a low, wide size."""
        return QSize(180, 72)

    def minimumSizeHint(self) -> QSize:
        """Return what can still be read."""
        return QSize(120, 48)

    def begin(self) -> tuple[QPainter, int]:
        """Return a painter in the type of captions, and how high its line is."""
        painter = QPainter(self)
        painter.setFont(theme.font(_TYPE))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter, painter.fontMetrics().height()

    def base_line(self, painter: QPainter, ground: int, first: str, last: str) -> None:
        """Draw the line on which things stand, and what stands at its ends."""
        tokens = theme.current()
        line = painter.fontMetrics().height()
        painter.fillRect(0, ground, self.width(), 1, QColor(tokens.hairline))
        painter.setPen(QColor(tokens.secondary))
        rect = QRect(0, ground + 1, self.width(), line)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft, first)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight, last)


class PendingChart(Chart):
    """How many matters were handed on, handover by handover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("Charts", "Pending matters"), parent)
        self._points: tuple[tuple[datetime, int], ...] = ()
        self._zone: ZoneInfo | None = None

    def show_points(self, points: Sequence[tuple[datetime, int]], zone: ZoneInfo) -> None:
        """Show the counts at their moments."""
        self._points, self._zone = tuple(points), zone
        counts = [count for _, count in points]
        if counts:
            words = translate("Charts", "Pending: {first} at first, {last} at last, {most} at most")
            self.say(words.format(first=counts[0], last=counts[-1], most=max(counts)))
        else:
            self.say("")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a line over a soft ground, with the last count at its end."""
        if not self._points:
            return
        tokens = theme.current()
        painter, line = self.begin()
        ground = self.height() - line - 1
        most = max(1, *(count for _, count in self._points))
        room = self.width() - painter.fontMetrics().horizontalAdvance("0000")
        steps = max(1, len(self._points) - 1)
        curve = [
            QPointF(room * place / steps, ground - (ground - line) * count / most)
            for place, (_, count) in enumerate(self._points)
        ]
        soft = QColor(tokens.accent)
        soft.setAlpha(_LEAST_ALPHA)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(soft)
        painter.drawPolygon(QPolygonF([QPointF(0, ground), *curve, QPointF(curve[-1].x(), ground)]))
        painter.setPen(QPen(QColor(tokens.accent), 1.5))
        painter.drawPolyline(QPolygonF(curve))
        painter.setPen(QColor(tokens.text))
        last = curve[-1]
        painter.drawText(QPointF(last.x() + 4, max(float(line), last.y() + line / 3)), str(self._points[-1][1]))
        self.base_line(painter, ground, f"{self._day(0)}", "")
        painter.drawText(QRect(0, ground + 1, room, line), Qt.AlignmentFlag.AlignRight, self._day(-1))

    def _day(self, place: int) -> str:
        return f"{self._points[place][0].astimezone(self._zone):%m-%d}"


class PunctualityChart(Chart):
    """How late each handover was; one in time is a low mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("Charts", "Punctuality"), parent)
        self._late: tuple[tuple[datetime, timedelta], ...] = ()
        self._limit = timedelta()
        self._zone: ZoneInfo | None = None

    def show_lateness(self, late: Sequence[tuple[datetime, timedelta]], limit: timedelta, zone: ZoneInfo) -> None:
        """Show by how much each handover was late; up to ``limit`` it counts as in time."""
        self._late, self._limit, self._zone = tuple(late), limit, zone
        over = [span for _, span in late if span > limit]
        words = translate("Charts", "{count} of {all} late").format(count=len(over), all=len(late))
        if over:
            words += translate("Charts", ", at most by {span}").format(span=minutes_text(max(over)))
        self.say(words if late else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a bar for each handover, the late ones in the ink of danger."""
        if not self._late:
            return
        tokens = theme.current()
        painter, line = self.begin()
        ground = self.height() - line - 1
        most = max(timedelta(minutes=30), *(span for _, span in self._late))
        step = self.width() / len(self._late)
        for place, (_, span) in enumerate(self._late):
            late = span > self._limit
            height = max(3, round((ground - 2) * (max(timedelta(), span) / most))) if late else 3
            ink = tokens.tone(Tone.DANGER).ink if late else tokens.placeholder
            width = max(1.0, min(step - 1, 14.0))
            painter.fillRect(QRectF(place * step, ground - height, width, height), QColor(ink))
        first, last = (f"{self._late[place][0].astimezone(self._zone):%m-%d}" for place in (0, -1))
        self.base_line(painter, ground, first, last if len(self._late) > 1 else "")


class CallsChart(Chart):
    """Calls by weekday and hour: the more, the stronger."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("Charts", "Calls by weekday and hour"), parent)
        self._calls: tuple[tuple[int, ...], ...] = ()

    def show_calls(self, calls: Sequence[Sequence[int]]) -> None:
        """Show the counts of each weekday, Monday first, hour by hour."""
        self._calls = tuple(tuple(hours) for hours in calls)
        best = max(
            ((count, day, hour) for day, hours in enumerate(self._calls) for hour, count in enumerate(hours)),
            default=(0, 0, 0),
        )
        if best[0]:
            words = translate("Charts", "Most calls: {day} {hour}:00, {count}")
            self.say(words.format(day=weekdays()[best[1]], hour=f"{best[2]:02d}", count=best[0]))
        else:
            self.say("")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw seven rows of twenty-four cells."""
        if not self._calls:
            return
        tokens = theme.current()
        painter, line = self.begin()
        left = painter.fontMetrics().horizontalAdvance(weekdays()[0]) + 4
        ground = self.height() - line - 1
        most = max(1, *(count for hours in self._calls for count in hours))
        step, high = (self.width() - left) / _HOURS, ground / max(1, len(self._calls))
        for day, hours in enumerate(self._calls):
            for hour, count in enumerate(hours):
                ink = QColor(tokens.accent if count else tokens.hairline)
                ink.setAlpha(_LEAST_ALPHA + round((255 - _LEAST_ALPHA) * count / most) if count else 110)
                painter.fillRect(QRectF(left + hour * step, day * high, step - 1, high - 1), ink)
        painter.setPen(QColor(tokens.secondary))
        for day, top in ((0, 0), (len(self._calls) - 1, ground - line)):
            painter.drawText(QRect(0, top, left, line), Qt.AlignmentFlag.AlignVCenter, weekdays()[day])
        for hour in _LABELLED:
            painter.drawText(
                QPointF(left + hour * step, float(self.height() - painter.fontMetrics().descent())), f"{hour:02d}"
            )


class _Age(NamedTuple):
    words: str
    many: int


class AgeChart(Chart):
    """How long open matters have been open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("Charts", "Age of open matters"), parent)
        self._ages: tuple[_Age, ...] = ()

    def show_ages(self, ages: Sequence[tuple[int, int | None, int]]) -> None:
        """Show counts of spans of days: first, the day after the last (None: and more), count."""
        self._ages = tuple(_Age(_span(first, end), count) for first, end, count in ages)
        self.say("\n".join(f"{one.words}: {one.many}" for one in self._ages if one.many))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a lying bar for each span; the oldest ones in the ink of warning."""
        if not self._ages:
            return
        tokens = theme.current()
        painter, _line = self.begin()
        figures = painter.fontMetrics()
        left = max(figures.horizontalAdvance(one.words) for one in self._ages) + 6
        right = figures.horizontalAdvance("0000")
        most = max(1, *(one.many for one in self._ages))
        high = self.height() / len(self._ages)
        for place, one in enumerate(self._ages):
            top = place * high
            old = place >= len(self._ages) - 2
            ink = tokens.tone(Tone.WARNING).ink if old else tokens.accent
            length = (self.width() - left - right) * one.many / most
            painter.fillRect(QRectF(left, top + high / 4, length, high / 2), QColor(ink))
            painter.setPen(QColor(tokens.secondary))
            painter.drawText(QRectF(0, top, left, high), Qt.AlignmentFlag.AlignVCenter, one.words)
            painter.drawText(QRectF(left + length + 4, top, right, high), Qt.AlignmentFlag.AlignVCenter, str(one.many))


def _span(first: int, end: int | None) -> str:
    if end is None:
        return translate("Charts", "{first} d and more").format(first=first)
    if end - first == 1:
        return translate("Charts", "{first} d").format(first=first)
    return translate("Charts", "{first}–{last} d").format(first=first, last=end - 1)
