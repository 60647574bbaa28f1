"""Arrangements and local holidays as the tables hold them, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from dutyroom.calendar.model import (
    ArrangementStatus,
    ArrangementVersion,
    Holiday,
    LocalAct,
    LocalEntry,
    LocalHoliday,
    YearArrangement,
)
from dutyroom.clock import from_micros

Row = Mapping[Any, Any]


def holidays_text(arrangement: YearArrangement) -> str:
    """Return the holidays of ``arrangement`` as canonical JSON, so that equal ones are equal texts."""
    form = [
        {
            "id": holiday.id,
            "name": holiday.name,
            "first": holiday.first.isoformat(),
            "last": holiday.last.isoformat(),
            "statutory": [day.isoformat() for day in holiday.statutory],
            "make_up": [day.isoformat() for day in holiday.make_up],
        }
        for holiday in arrangement.holidays
    ]
    return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def arrangement_of(row: Row) -> YearArrangement | None:
    """Return the arrangement of a version, or None where it takes the earlier ones back."""
    if row["holidays"] is None:
        return None
    holidays = tuple(
        Holiday(
            id=one["id"],
            name=one["name"],
            first=date.fromisoformat(one["first"]),
            last=date.fromisoformat(one["last"]),
            statutory=tuple(date.fromisoformat(day) for day in one["statutory"]),
            make_up=tuple(date.fromisoformat(day) for day in one["make_up"]),
        )
        for one in json.loads(row["holidays"])
    )
    return YearArrangement(int(row["year"]), ArrangementStatus(row["status"]), holidays, str(row["source"]))


def version_of(row: Row) -> ArrangementVersion:
    """Return a version with who accepted it and when."""
    return ArrangementVersion(
        id=str(row["id"]),
        year=int(row["year"]),
        version=int(row["version"]),
        arrangement=arrangement_of(row),
        source=str(row["source"]),
        notice=str(row["notice"]),
        accepted_at=from_micros(int(row["accepted_at"])),
        account_name=str(row["account_name"]),
    )


def local_entry_of(row: Row) -> LocalEntry:
    """Return an entry about a local holiday."""
    holiday = LocalHoliday(str(row["holiday_id"]), date.fromisoformat(row["day"]), str(row["name"]), str(row["source"]))
    return LocalEntry(
        act=LocalAct(row["act"]),
        holiday=holiday,
        source=str(row["source"]),
        entered_at=from_micros(int(row["entered_at"])),
        account_name=str(row["account_name"]),
    )
