"""A field for a day: typed as 2026-11-21, 20261121 or 11-21, or picked from a month."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import icons, theme
from ui.icons import Role
from ui.widgets.calendar_popup import CalendarPopup
from ui.widgets.quick_time import Lean

_FULL = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
_SHORT = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?")

_YEARS = 8  # between two leap days lie eight years at most


def read_day(text: str, today: date, lean: Lean = Lean.PAST) -> date | None:
    """Return the day that ``text`` names, or None.

    A day without a year is the last one that was, or by ``lean`` the next one to come, or the one nearest to today.
    """
    plain = "".join(text.split())
    try:
        full = _FULL.fullmatch(plain)
        if full is not None:
            return date(int(full[1]), int(full[2]), int(full[3]))
        short = _SHORT.fullmatch(plain)
        if short is None:
            return None
        return _in_year(int(short[1]), int(short[2]), today, lean)
    except ValueError:  # 31 April
        return None


def _in_year(month: int, day: int, today: date, lean: Lean) -> date | None:
    """Return the day of a month in the year that is meant; a leap day in the nearest year that has one."""
    found: list[date] = []
    for year in range(today.year - _YEARS, today.year + _YEARS + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:  # 29 February, or 31 April in every year
            continue
    match lean:
        case Lean.PAST:
            found = [one for one in found if one <= today]
        case Lean.FUTURE:
            found = [one for one in found if one >= today]
        case Lean.NEAR:
            pass
    return min(found, key=lambda one: abs((one - today).days), default=None)


class DayField(QLineEdit):
    """Empty or a day; what cannot be read stays as typed and is marked. ``lean`` is as for ``read_day``."""

    def __init__(self, today: date, parent: QWidget | None = None, *, lean: Lean = Lean.PAST) -> None:
        super().__init__(parent)
        self._today = today
        self._lean = lean
        self._popup: CalendarPopup | None = None
        self._open = QAction(icons.icon("calendar", Role.SECONDARY), self.tr("Choose a day"), self)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self.setPlaceholderText("2026-11-21")
        self._open.triggered.connect(self.open_calendar)
        self.editingFinished.connect(self.settle)

    def value(self) -> date | None:
        """Return the day, or None where the field is empty or cannot be read."""
        return read_day(self.text(), self._today, self._lean)

    def is_valid(self) -> bool:
        """Return whether the field is empty or names a day."""
        return not self.text().strip() or self.value() is not None

    @Slot()
    def settle(self) -> None:
        """Write the day in its standard form, or mark what cannot be read."""
        day = self.value()
        if day is not None:
            self.setText(day.isoformat())
        theme.mark(self, invalid=not self.is_valid())

    @Slot()
    def open_calendar(self) -> None:
        """Open the month under the field."""
        if self._popup is None:
            self._popup = CalendarPopup(self)
            self._popup.picked.connect(self._pick)
        self._popup.set_day(self.value() or self._today)
        self._popup.popup(self.mapToGlobal(QPoint(0, self.height())))
        self._popup.calendar().setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(object)
    def _pick(self, day: date) -> None:
        self.setText(day.isoformat())
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.settle()
