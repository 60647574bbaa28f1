"""A month to pick a day from, without the red weekends of Qt: red is a grade."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QMenu, QWidget, QWidgetAction

from ui import theme


class CalendarPopup(QMenu):
    """Opens a month beside a field; ``picked`` carries a ``datetime.date``."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calendar = QCalendarWidget(self)
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._calendar.setAccessibleName(self.tr("Choose a day"))
        cell = theme.metrics(theme.current().sizes.body).horizontalAdvance("00000")
        self._calendar.setMinimumSize(7 * cell, 6 * cell)
        action = QWidgetAction(self)
        action.setDefaultWidget(self._calendar)
        self.addAction(action)
        self._dress()
        self._calendar.clicked.connect(self._pick)
        self._calendar.activated.connect(self._pick)
        theme.signals().changed.connect(self._dress)

    def set_day(self, day: date) -> None:
        """Show the month of ``day`` with it selected."""
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))

    def calendar(self) -> QCalendarWidget:
        """Return the month itself, so that the keyboard can be put there."""
        return self._calendar

    @Slot(QDate)
    def _pick(self, day: QDate) -> None:
        self.hide()
        self.picked.emit(date(day.year(), day.month(), day.day()))

    @Slot()
    def _dress(self) -> None:
        tokens = theme.current()
        plain = QTextCharFormat()
        plain.setForeground(QBrush(QColor(tokens.text)))
        quiet = QTextCharFormat()
        quiet.setForeground(QBrush(QColor(tokens.secondary)))
        for day in Qt.DayOfWeek:
            weekend = day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)
            self._calendar.setWeekdayTextFormat(day, quiet if weekend else plain)
        header = QTextCharFormat(quiet)
        header.setBackground(QBrush(QColor(tokens.raised)))
        self._calendar.setHeaderTextFormat(header)
