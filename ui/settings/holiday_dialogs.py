"""What is asked for a local holiday, for its withdrawal, and for taking an arrangement back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from dutyroom.calendar.model import LocalHoliday
from ui.settings.day_field import DayField
from ui.settings.dialog import ActDialog
from ui.sign_in.card import labelled
from ui.widgets.quick_time import Lean
from ui.workplace import Workplace


class AddLocalHolidayDialog(ActDialog):
    """Asks for the day, the name and the paper of a local holiday."""

    def __init__(self, workplace: Workplace, day: date | None, parent: QWidget) -> None:
        super().__init__(workplace, parent)
        self.day = DayField(workplace.now().date(), self, lean=Lean.FUTURE)
        self.name = QLineEdit(self)
        self.source = QLineEdit(self)
        self.set_words(
            self.tr("Add a local holiday"),
            self.tr("A day off that only this place has. Leaders lead on it as on other holidays."),
            self.tr("&Add"),
        )
        if day is not None:
            self.day.setText(day.isoformat())
        self.source.setPlaceholderText(self.tr("Number or name of the notice"))
        self.body.addLayout(labelled(self.tr("&Day"), self.day))
        self.body.addLayout(labelled(self.tr("&Name"), self.name))
        self.body.addLayout(labelled(self.tr("&Source"), self.source))
        (self.name if day is not None else self.day).setFocus()

    def acting(self) -> Callable[[], object] | None:
        """Return the act, or None after saying that the day is missing."""
        day = self.day.value()
        if day is None:
            self.say(self.tr("Enter the day, such as 2026-11-21."))
            self.day.setFocus()
            return None
        house = self.workplace.house
        add = house.arrangements.add_local_holiday
        return partial(add, self.workplace.session, day, self.name.text(), self.source.text())


class WhyDialog(ActDialog):
    """Asks why something is taken back."""

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(workplace, parent)
        self.reason = QLineEdit(self)
        self.body.addLayout(labelled(self.tr("&Reason"), self.reason))
        self.reason.setFocus()


class WithdrawLocalHolidayDialog(WhyDialog):
    """Withdraws a local holiday."""

    def __init__(self, workplace: Workplace, holiday: LocalHoliday, parent: QWidget) -> None:
        super().__init__(workplace, parent)
        self._holiday = holiday
        self.set_words(
            self.tr("Withdraw {name} on {day}").format(name=holiday.name, day=holiday.day.isoformat()),
            self.tr("The day becomes again what it is elsewhere. Both entries stay in the history."),
            self.tr("&Withdraw"),
        )

    def acting(self) -> Callable[[], object] | None:
        """Return the act."""
        withdraw = self.workplace.house.arrangements.withdraw_local_holiday
        return partial(withdraw, self.workplace.session, self._holiday.id, self.reason.text())


class TakeBackDialog(WhyDialog):
    """Takes back what was accepted for a year."""

    def __init__(self, workplace: Workplace, year: int, parent: QWidget) -> None:
        super().__init__(workplace, parent)
        self._year = year
        self.set_words(
            self.tr("Take back the arrangement of {year}").format(year=year),
            self.tr("What the program ships for the year holds again. The versions stay in the history."),
            self.tr("&Take back"),
        )

    def acting(self) -> Callable[[], object] | None:
        """Return the act."""
        take_back = self.workplace.house.arrangements.take_back
        return partial(take_back, self.workplace.session, self._year, self.reason.text())
