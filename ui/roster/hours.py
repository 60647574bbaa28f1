"""The hours of a slot: when it begins and ends, and how that is read."""

from __future__ import annotations

from datetime import datetime

from dutyroom.calendar.model import Shift
from dutyroom.calendar.room import RoomCalendar
from dutyroom.roster.model import Slot, Turn
from ui.roster.words import translate


def hours_of(slot: Slot, calendar: RoomCalendar) -> tuple[datetime, datetime]:
    """Return the first moment of a slot and the first after it, in UTC; a whole day ends with its night."""
    day, night = (calendar.watch_span(f"{slot.date.isoformat()}/{shift.value}") for shift in (Shift.DAY, Shift.NIGHT))
    begin = night.start if slot.turn is Turn.NIGHT else day.start
    return begin, day.end if slot.turn is Turn.DAY else night.end


def hours_text(slot: Slot, calendar: RoomCalendar) -> str:
    """Return the hours of a slot in the room's time: 17:30—08:00 +1."""
    start, stop = (calendar.local(moment) for moment in hours_of(slot, calendar))
    if stop.date() > slot.date:
        return translate("RosterWords", "{start}—{stop} +1").format(start=f"{start:%H:%M}", stop=f"{stop:%H:%M}")
    return f"{start:%H:%M}—{stop:%H:%M}"
