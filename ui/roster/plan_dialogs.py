"""The small dialogs of a plan: a new draft, and a reason for what is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from dutyroom.calendar.model import ArrangementStatus
from ui.roster.holidays import NextHoliday
from ui.roster.month import moved
from ui.settings.day_field import DayField
from ui.settings.dialog import ActDialog
from ui.terms import holiday_label, label
from ui.widgets.filter_bar import FilterBar
from ui.widgets.inline_message import MessageKind
from ui.widgets.quick_time import Lean
from ui.workplace import Workplace

_MONTH = "month"


class NewPlanDialog(ActDialog):
    """Asks for a period or one of the next holidays; ``made`` carries the ``PlanFile`` of the draft."""

    made = Signal(object)

    def __init__(self, workplace: Workplace, holidays: Sequence[NextHoliday], parent: QWidget) -> None:
        super().__init__(workplace, parent)
        self._holidays = {holiday.id + holiday.first.isoformat(): holiday for holiday in holidays}
        self._today = workplace.now().date()
        self._offers = FilterBar(single=True, parent=self)
        self._title = QLineEdit(self)
        self._first = DayField(self._today, self, lean=Lean.FUTURE)
        self._last = DayField(self._today, self, lean=Lean.FUTURE)
        self.set_words(
            self.tr("New plan"),
            self.tr("Names are put in by rotation and by the counts so far. Everything can be changed afterwards."),
            self.tr("&Make the draft"),
        )
        self._build_fields()
        self._offers.changed.connect(self._offered)
        self._offered(frozenset({_MONTH}))
        self._title.setFocus()

    def _build_fields(self) -> None:
        following = moved(self._today, 1)
        self._offers.add(_MONTH, self.tr("{year}-{month:02d}").format(year=following.year, month=following.month))
        for key, holiday in self._holidays.items():
            status = "" if holiday.status is ArrangementStatus.OFFICIAL else f" · {label(holiday.status)}"
            self._offers.add(key, f"{holiday.year} {holiday_label(holiday.day)}{status}")
        self._offers.choose(frozenset({_MONTH}))
        self.body.addWidget(self._offers)
        form = QFormLayout()
        period = QHBoxLayout()
        period.addWidget(self._first, 1)
        period.addWidget(QLabel("—"))
        period.addWidget(self._last, 1)
        title = QLabel(self.tr("&Title"))
        title.setBuddy(self._title)
        first = QLabel(self.tr("&Period"))
        first.setBuddy(self._first)
        self._first.setAccessibleName(self.tr("First day"))
        self._last.setAccessibleName(self.tr("Last day"))
        form.addRow(title, self._title)
        form.addRow(first, period)
        self.body.addLayout(form)

    @Slot(object)
    def _offered(self, keys: frozenset[str]) -> None:
        key = next(iter(keys), "")
        holiday = self._holidays.get(key)
        city = self.workplace.house.room.city
        if holiday is not None:
            self._fill(
                holiday.first,
                holiday.last,
                self.tr("{city} {year} {holiday} duty schedule").format(
                    city=city, year=holiday.year, holiday=holiday_label(holiday.day)
                ),
            )
        elif key == _MONTH:
            first = moved(self._today, 1)
            last = date.fromordinal(moved(first, 1).toordinal() - 1)
            title = self.tr("Duty roster {year}-{month:02d}").format(year=first.year, month=first.month)
            self._fill(first, last, title)

    def _fill(self, first: date, last: date, title: str) -> None:
        self._first.setText(first.isoformat())
        self._last.setText(last.isoformat())
        self._title.setText(title)

    def acting(self) -> Callable[[], object] | None:
        """Return the making of the draft."""
        first, last = self._first.value(), self._last.value()
        if first is None or last is None or last < first:
            self.say(self.tr("Enter the first and the last day, such as 2026-10-01 and 2026-10-07."))
            return None
        if not self._title.text().strip():
            self.say(self.tr("Give the plan a title: it stands at the head of the printed schedule."))
            return None
        chosen = self._holidays.get(next(iter(self._offers.chosen()), ""))
        fits = chosen is not None and (chosen.first, chosen.last) == (first, last)
        return partial(
            self.workplace.house.roster.draft,
            self.workplace.session,
            first=first,
            last=last,
            title=self._title.text().strip(),
            holiday_id=chosen.id if chosen is not None and fits else None,
        )

    def done_well(self, result: object) -> None:
        """Hand the draft over."""
        self.made.emit(result)
        self.accept()


class PlanReasonDialog(ActDialog):
    """Asks why; ``finished_with`` carries what the act gave back."""

    finished_with = Signal(object)

    def __init__(
        self,
        workplace: Workplace,
        parent: QWidget,
        words: tuple[str, str, str],
        act: Callable[[str], object],
        *,
        needed: bool = True,
    ) -> None:
        super().__init__(workplace, parent)
        self._act = act
        self._needed = needed
        self.reason = QLineEdit(self)
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setPlaceholderText(self.tr("Reason") if needed else self.tr("Reason; may stay empty"))
        self.set_words(*words)
        self.body.addWidget(self.reason)
        self.reason.setFocus()

    def acting(self) -> Callable[[], object] | None:
        """Return the act with its reason."""
        reason = self.reason.text().strip()
        if self._needed and not reason:
            self.say(self.tr("Write down the reason: it stands in the history of the plan."), MessageKind.REFUSAL)
            self.reason.setFocus()
            return None
        return partial(self._act, reason)

    def done_well(self, result: object) -> None:
        """Hand on what came of it."""
        self.finished_with.emit(result)
        self.accept()
