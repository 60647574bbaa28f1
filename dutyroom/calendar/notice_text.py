"""Writes an arrangement in the words of a notice, so that it can be changed by hand and read back."""

from __future__ import annotations

from datetime import date

from dutyroom.calendar.model import WEEKDAYS, Holiday, YearArrangement

_NUMERALS = "一二三四五六七八九十"


def notice_text(arrangement: YearArrangement) -> str:
    """Return ``arrangement`` as the notices are worded; ``notice.read_notice`` reads the same arrangement from it."""
    lines = [f"关于{arrangement.year}年部分节假日安排"]
    for number, holiday in enumerate(arrangement.holidays):
        lines.append(f"{_NUMERALS[number % 10]}、{holiday.name}：{_days_off(holiday, arrangement.year)}")
    return "\n".join(lines) + "\n"


def _days_off(holiday: Holiday, year: int) -> str:
    first = _spoken(holiday.first, year)
    if holiday.first == holiday.last:
        words = f"{first}放假。"
    else:
        count = (holiday.last - holiday.first).days + 1
        words = f"{first}至{_spoken(holiday.last, year)}放假，共{count}天。"
    if holiday.make_up:
        words += "、".join(_spoken(day, year) for day in holiday.make_up) + "上班。"
    return words


def _spoken(day: date, year: int) -> str:
    of_year = "" if day.year == year else f"{day.year}年"
    return f"{of_year}{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"
