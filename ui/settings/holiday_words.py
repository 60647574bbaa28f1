"""Days, years and changes of the calendar in words."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QCoreApplication

from dutyroom.calendar.model import ArrangementStatus, Day, DayChange
from ui.terms import holiday_label, label

_ADDRESS = re.compile(r"https?://\S+")


def weekday_words(day: date) -> str:
    """Return the day of the week."""
    names = (
        QCoreApplication.translate("HolidayWords", "Monday"),
        QCoreApplication.translate("HolidayWords", "Tuesday"),
        QCoreApplication.translate("HolidayWords", "Wednesday"),
        QCoreApplication.translate("HolidayWords", "Thursday"),
        QCoreApplication.translate("HolidayWords", "Friday"),
        QCoreApplication.translate("HolidayWords", "Saturday"),
        QCoreApplication.translate("HolidayWords", "Sunday"),
    )
    return names[day.weekday()]


def kind_words(day: Day) -> str:
    """Return type and holiday of a day: 调休上班日（国庆节）."""
    if not day.holiday_name:
        return label(day.day_type)
    template = QCoreApplication.translate("HolidayWords", "{kind} ({holiday})")
    return template.format(kind=label(day.day_type), holiday=holiday_label(day))


def day_words(day: Day) -> str:
    """Return a day in full, with 未公布 where its year is not published."""
    words = f"{day.date.isoformat()} {weekday_words(day.date)}  {kind_words(day)}"
    return words if day.status is ArrangementStatus.OFFICIAL else f"{words}  {label(day.status)}"


def change_words(change: DayChange) -> str:
    """Return what one day becomes."""
    template = QCoreApplication.translate("HolidayWords", "{date} {weekday}: {before} → {after}")
    return template.format(
        date=change.date.isoformat(),
        weekday=weekday_words(change.date),
        before=kind_words(change.before),
        after=kind_words(change.after),
    )


def paper_words(source: str) -> str:
    """Return what a source is called, without the address at which it was found."""
    return _ADDRESS.sub("", source).strip()
