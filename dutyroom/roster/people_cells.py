"""What a cell of a list of people says: lists, whole numbers, dates, periods of absence.

Every reader returns what it understood, or raises Refused with the address of the cell, so that a person finds it.
"""

from __future__ import annotations

import re
from datetime import date

from dutyroom.errors import Refused
from dutyroom.roster.model import Absence, AbsenceKind, Pool
from dutyroom.texts import term

MOST = 9999
_ALWAYS = (date(2000, 1, 1), date(2099, 12, 31))
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0?0:00(?::00)?)?")
_PARTS = re.compile(r"[；;、，,\n]+")
_JOINTS = re.compile(r"[-—–－~～至到起止\s]+")
_LISTS = {
    "值班室": Pool.DUTY_ROOM,
    "带班": Pool.HEADS,
    "科室": Pool.SECTIONS,
    "办公厅领导": Pool.OFFICE_LEADERS,
    "市领导": Pool.CITY_LEADERS,
}
_KINDS = {term("absence_kind", kind.value): kind for kind in (AbsenceKind.LEAVE, AbsenceKind.TRIP, AbsenceKind.SICK)}
_KINDS |= {"请假": AbsenceKind.LEAVE, "年假": AbsenceKind.LEAVE, "公出": AbsenceKind.TRIP, "其他": AbsenceKind.OTHER}
LIST_NAMES = tuple(_LISTS)


def lists_in(cell: str, text: str) -> frozenset[Pool]:
    """Return the lists named in a cell; Refused ``roster.cell_list`` for one that is not known."""
    found = set()
    for part in filter(None, (part.strip() for part in _PARTS.split(text))):
        pool = _LISTS.get(part) or next((one for one in Pool if part == term("pool", one.value)), None)
        if pool is None:
            raise Refused("roster.cell_list", cell=cell, text=part)
        found.add(pool)
    return frozenset(found)


def number_in(cell: str, text: str) -> int:
    """Return a whole number; Refused ``roster.cell_number``."""
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII):
        raise Refused("roster.cell_number", cell=cell, text=text, limit=MOST)
    return int(text)


def date_in(cell: str, text: str) -> date:
    """Return a date; Refused ``roster.cell_date``."""
    found = _DATE.fullmatch(text)
    try:
        if found is not None:
            return date(*map(int, found.groups()))
    except ValueError:
        pass  # the thirtieth of February
    raise Refused("roster.cell_date", cell=cell, text=text)


def absences_in(cell: str, text: str) -> tuple[Absence, ...]:
    """Return the periods of a cell, each with its kind before or behind it: 出差2026-03-01—2026-03-05; else leave."""
    found = []
    for part in filter(None, (part.strip() for part in _PARTS.split(text))):
        first, last, rest = _period(cell, part)
        kind = _KINDS.get(rest, None if rest else AbsenceKind.LEAVE)
        if kind is None:
            raise Refused("roster.cell_period", cell=cell, text=part)
        found.append(Absence(first, last, kind))
    return tuple(found)


def no_nights_in(cell: str, text: str) -> tuple[Absence, ...]:
    """Return when somebody is exempt from nights: 是 for always, 否 for never, otherwise periods."""
    if text in ("否", "无"):
        return ()
    if text in ("是", "长期"):
        return (Absence(*_ALWAYS, AbsenceKind.NO_NIGHTS),)
    found = []
    for part in filter(None, (part.strip() for part in _PARTS.split(text))):
        first, last, rest = _period(cell, part)
        if rest:
            raise Refused("roster.cell_period", cell=cell, text=part)
        found.append(Absence(first, last, AbsenceKind.NO_NIGHTS))
    return tuple(found)


def _period(cell: str, text: str) -> tuple[date, date, str]:
    """Return first and last day of a period and what else is written; one date is one day."""
    written = [match[0] for match in _DATE.finditer(text)]
    if not 1 <= len(written) <= 2:
        raise Refused("roster.cell_period", cell=cell, text=text)
    first, last = date_in(cell, written[0]), date_in(cell, written[-1])
    if last < first:
        raise Refused("roster.cell_reversed", cell=cell, text=text)
    return first, last, _JOINTS.sub("", _DATE.sub("", text))
