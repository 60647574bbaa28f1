"""A field for a moment: quick to type, shown in the standard form, never guessing silently."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from dutyroom.clock import DEFAULT_ZONE, Clock, as_utc
from ui import icons, theme
from ui.icons import Role
from ui.widgets.quick_time import Lean, read_time
from ui.widgets.relative_time import full_time, standard_time

if TYPE_CHECKING:
    from ui.widgets.calendar_popup import CalendarPopup

_BUTTON = 30  # the calendar button at the right end
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_STEPS = {
    Qt.Key.Key_Up: _MINUTE,
    Qt.Key.Key_Down: -_MINUTE,
    Qt.Key.Key_PageUp: _HOUR,
    Qt.Key.Key_PageDown: -_HOUR,
}


class DateTimeField(QLineEdit):
    """Reads 0805, 8:05, 昨天17:30, 11-20 17:30, +30; while typing, shows at its right how it was understood.

    Up and Down move by a minute, Page Up and Page Down by an hour. ``value_changed`` carries an aware UTC
    datetime or None. What cannot be read stays as typed and is marked.
    """

    value_changed = Signal(object)

    def __init__(
        self,
        clock: Clock,
        *,
        zone: ZoneInfo = DEFAULT_ZONE,
        lean: Lean = Lean.PAST,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._zone = zone
        self._lean = lean
        self._value: datetime | None = None
        self._announced: datetime | None = None
        self._popup: CalendarPopup | None = None
        self._open = QAction(icons.icon("calendar", Role.SECONDARY), self.tr("Choose a day"), self)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self.setPlaceholderText(self.tr("0805, 11-20 17:30"))
        self.setAccessibleDescription(self.tr("A time such as 0805, or a day and a time such as 11-20 17:30"))
        self._connect_signals()

    def _connect_signals(self) -> None:
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self.settle)
        self._open.triggered.connect(self.open_calendar)

    def value(self) -> datetime | None:
        """Return the moment in UTC that the field shows now, or None where it is empty or cannot be read."""
        if self._value is not None and self.text() == standard_time(self._value, self._zone):
            return self._value
        read = read_time(self.text(), self._clock.now(), self._zone, self._lean)
        return None if read is None else as_utc(read)

    def set_value(self, moment: datetime | None) -> None:
        """Show ``moment`` (aware) or nothing; seconds that are not shown are kept until something is typed."""
        self._value = None if moment is None else as_utc(moment)
        self.setText("" if self._value is None else standard_time(self._value, self._zone))
        self._show_validity()
        self._announce()

    def is_valid(self) -> bool:
        """Return whether the field is empty or names a moment."""
        return not self.text().strip() or self.value() is not None

    @Slot()
    def settle(self) -> None:
        """Write what was typed in the standard form; what cannot be read stays as it is, marked."""
        moment = self.value()
        if moment is not None and moment != self._value:
            self.set_value(moment)
            return
        if not self.text().strip():
            self._value = None
        self._show_validity()
        self._announce()

    @Slot()
    def open_calendar(self) -> None:
        """Open the month under the field."""
        if self._popup is None:
            from ui.widgets.calendar_popup import CalendarPopup  # most moments are typed

            self._popup = CalendarPopup(self)
            self._popup.picked.connect(self._pick_day)
        shown = (self.value() or self._clock.now()).astimezone(self._zone)
        self._popup.set_day(shown.date())
        self._popup.popup(self.mapToGlobal(QPoint(0, self.height())))
        self._popup.calendar().setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(object)
    def _pick_day(self, day: date) -> None:
        shown = (self.value() or self._clock.now()).astimezone(self._zone)
        self.set_value(shown.replace(year=day.year, month=day.month, day=day.day, second=0, microsecond=0))
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(str)
    def _typed(self, text: str) -> None:
        if self.property("invalid") and self.is_valid():
            self._show_validity()
        self._announce()

    def _announce(self) -> None:
        moment = self.value()
        if moment != self._announced:
            self._announced = moment
            self.value_changed.emit(moment)

    def _show_validity(self) -> None:
        moment = self.value()
        valid = self.is_valid()
        if bool(self.property("invalid")) == valid:
            theme.mark(self, invalid=not valid)
        if not valid:
            self.setToolTip(self.tr("This is no time. Type 0805, 8:05 or 11-20 17:30."))
        else:
            self.setToolTip("" if moment is None else full_time(moment, self._zone))

    def _hint(self) -> str:
        """Return how the typed text is understood, unless it already stands there in full."""
        moment = self.value()
        if moment is None or not self.hasFocus():
            return ""
        shown = standard_time(moment, self._zone)
        return "" if self.text() == shown else shown

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by minutes and hours with the arrow and page keys."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        base = self.value() or self._clock.now().replace(second=0, microsecond=0)
        self.set_value(base + step)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write at the right how the typed text is understood."""
        super().paintEvent(event)
        hint = self._hint()
        if not hint:
            return
        small = theme.current().sizes.small
        end = self.width() - _BUTTON
        start = end - theme.metrics(small).horizontalAdvance(hint)
        if start < self.cursorRect().right() + theme.current().sizes.space_2:
            return
        painter = QPainter(self)
        painter.setFont(theme.font(small))
        painter.setPen(QColor(theme.current().accent))
        box = QRect(start, 0, end - start, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, hint)
        painter.end()
