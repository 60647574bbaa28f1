"""``python -m dutyroom calendar DATE [--json]``: what kind of day it is, its shifts, and who leads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import TextIO
from zoneinfo import ZoneInfo

from dutyroom.calendar.lunar import lunar_day
from dutyroom.calendar.model import (
    DEFAULT_TIMES,
    WEEKDAYS,
    ArrangementStatus,
    Day,
    HandoverTimes,
    LeadRole,
    LunarDay,
    ShiftPeriod,
)
from dutyroom.calendar.rules import Calendar, lead_roles, shipped_calendar
from dutyroom.calendar.shifts import shifts_of
from dutyroom.clock import DEFAULT_ZONE
from dutyroom.errors import Refused
from dutyroom.texts import sentence, term

DONE = 0
REFUSED = 1
WRONG_USE = 2

_USAGE = "用法：python -m dutyroom calendar 日期 [--json]，日期写作 2026-02-14。"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def run(
    arguments: list[str],
    out: TextIO,
    *,
    calendar: Calendar | None = None,
    zone: ZoneInfo = DEFAULT_ZONE,
    times: HandoverTimes = DEFAULT_TIMES,
) -> int:
    """Write what is known of a date to ``out`` and return the exit status: 0 done, 1 refused, 2 wrong use.

    With ``--json`` one object and nothing else; ``weekday`` counts from Monday 1 to Sunday 7 (ISO 8601), the times of
    the shifts carry the offset of ``zone``, ``leads`` are role ids, ``sentence`` is the one that ends the plain output.
    """
    as_json = "--json" in arguments
    rest = [argument for argument in arguments if argument != "--json"]
    if rest in (["--help"], ["-h"]):
        print(_USAGE, file=out)
        return DONE
    try:
        wanted = _date(rest)
    except ValueError as mistake:
        return _fail(out, as_json, "usage", str(mistake), WRONG_USE)
    try:
        day = (calendar or shipped_calendar()).day(wanted)
    except Refused as refusal:
        return _fail(out, as_json, refusal.code, sentence(refusal), REFUSED)
    lunar = lunar_day(wanted)
    periods = shifts_of(wanted, zone, times)
    if as_json:
        json.dump(_as_json(day, lunar, periods, zone), out, ensure_ascii=False, indent=2)
        out.write("\n")
    else:
        for line in _lines(day, lunar, periods, zone):
            print(line, file=out)
    return DONE


def _date(arguments: list[str]) -> date:
    """Return the one date asked for; ValueError with a sentence for the person otherwise."""
    if len(arguments) != 1:
        raise ValueError(f"请给出一个日期。{_USAGE}")
    text = arguments[0]
    if text.startswith("-"):
        raise ValueError(f"不认识选项 {text}。{_USAGE}")
    if not _DATE.fullmatch(text):
        raise ValueError(f"“{text}”不是能读懂的日期。{_USAGE}")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"日历上没有 {text} 这一天，请核对后再查。{_USAGE}") from None


def _fail(out: TextIO, as_json: bool, code: str, words: str, status: int) -> int:
    if as_json:
        json.dump({"error": code, "sentence": words}, out, ensure_ascii=False, indent=2)
        out.write("\n")
    else:
        print(words, file=out)
    return status


def _as_json(day: Day, lunar: LunarDay, periods: tuple[ShiftPeriod, ...], zone: ZoneInfo) -> dict[str, object]:
    holiday = None if day.holiday_id is None else {"id": day.holiday_id, "name": day.holiday_name}
    return {
        "date": day.date.isoformat(),
        "weekday": day.weekday,
        "day_type": day.day_type.value,
        "status": day.status.value,
        "holiday": holiday,
        "lunar": lunar.label,
        "solar_term": lunar.solar_term,
        "shifts": [
            {
                "shift": period.shift.value,
                "start": period.start.astimezone(zone).isoformat(),
                "end": period.end.astimezone(zone).isoformat(),
            }
            for period in periods
        ],
        "leads": [role.value for role in lead_roles(day.day_type)],
        "sentence": _sentence(day),
    }


def _lines(day: Day, lunar: LunarDay, periods: tuple[ShiftPeriod, ...], zone: ZoneInfo) -> Iterator[str]:
    term_of_day = f" {lunar.solar_term}" if lunar.solar_term else ""
    yield f"{_spoken(day.date)} 周{WEEKDAYS[day.date.weekday()]} 农历{lunar.label}{term_of_day}"
    yield f"日子：{_kind(day)}"
    for period in periods:
        start, end = period.start.astimezone(zone), period.end.astimezone(zone)
        next_day = "次日" if end.date() > period.date else ""
        yield f"{term('shift', period.shift.value)}：{start:%H:%M}—{next_day}{end:%H:%M}"
    yield f"带班：{_leads(day)}"
    yield _sentence(day)


def _sentence(day: Day) -> str:
    said = f"{_spoken(day.date)}是{_kind(day)}，带班由{_leads(day)}负责"
    if day.status is ArrangementStatus.UNPUBLISHED:
        return (
            f"{said}；{day.date.year}年的放假调休安排未公布，只有法定节日当日是确定的，"
            "调休放假和调休上班的日子要等国务院办公厅通知，公布后请录入再查。"
        )
    if day.status is ArrangementStatus.PROVISIONAL:
        return f"{said}；{day.date.year}年的安排是暂定的，正式通知公布后请核对。"
    return f"{said}。"


def _kind(day: Day) -> str:
    label = term("day_type", day.day_type.value)
    return label if day.holiday_name is None else f"{label}（{day.holiday_name}）"


def _leads(day: Day) -> str:
    roles: tuple[LeadRole, ...] = lead_roles(day.day_type)
    names = "、".join(term("lead_role", role.value) for role in roles)
    return f"{names}轮流" if len(roles) > 1 else names


def _spoken(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
