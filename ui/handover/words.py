"""The watch and its handover in plain sentences, for page, strip and review."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from dutyroom.calendar.model import Shift
from dutyroom.errors import Refused
from dutyroom.handover.model import Away, Punctuality, Watch
from ui.roster.words import short_date
from ui.terms import explain, label

if TYPE_CHECKING:
    from dutyroom.handover.views import HandoverLine, Missing, SheetDue

translate = QCoreApplication.translate
_PUNCTUAL = (Punctuality.ON_TIME, Punctuality.UNPLANNED)


def watch_text(watch: str) -> str:
    """Return the name of a watch as people say it: ``11-21 周六 夜班``."""
    day, _, shift = watch.partition("/")
    if shift not in {one.value for one in Shift}:
        return watch
    return f"{short_date(date.fromisoformat(day))} {label(Shift(shift))}"


def short_watch_text(watch: str) -> str:
    """Return the name of a watch where there is little room: ``11-21 夜班``."""
    day, _, shift = watch.partition("/")
    return f"{day[5:]} {label(Shift(shift))}" if shift in {one.value for one in Shift} else watch


def listed(names: Iterable[str]) -> str:
    """Return names one behind the other, each once."""
    return translate("HandoverWords", ", ").join(dict.fromkeys(name for name in names if name))


def people_text(watch: Watch) -> str:
    """Return who is on, without the leader in charge."""
    return listed(one.name for one in watch.on_now)


def minutes_text(span: timedelta) -> str:
    """Return a short span in minutes, or in hours and minutes."""
    minutes = int(abs(span).total_seconds()) // 60
    if minutes < 60:
        return translate("HandoverWords", "{count} min").format(count=minutes)
    return translate("HandoverWords", "{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)


def away_text(away: Away, now: datetime) -> str:
    """Return who is away from the desk, why, and for how long."""
    return translate("HandoverWords", "Away: {name} ({reason}, {since})").format(
        name=away.name, reason=away.reason, since=minutes_text(now - away.since)
    )


def missing_text(missing: Missing) -> str:
    """Return what is missing, in the sentence with which the act would be refused."""
    params: dict[str, str | int] = {"number": missing.number, "count": missing.count}
    if missing.rule is not None:
        params["read_back_rule"] = missing.rule.value
    return explain(Refused(missing.code, **params))


def punctuality_text(line: HandoverLine) -> str:
    """Return how punctual a handover was, with the minutes where it was late."""
    said = label(line.punctuality)
    if line.punctuality in _PUNCTUAL or line.late <= timedelta(minutes=1):
        return said
    return translate("HandoverWords", "{words}, {span}").format(words=said, span=minutes_text(line.late))


def is_punctual(line: HandoverLine) -> bool:
    """Return whether nobody was late."""
    return line.punctuality in _PUNCTUAL


def days_text(span: timedelta) -> str:
    """Return an age in days; less than a day in hours."""
    if span < timedelta(days=1):
        return translate("HandoverWords", "{count} h").format(count=int(span.total_seconds()) // 3600)
    return translate("HandoverWords", "{count} d").format(count=span.days)


def due_kind(one: SheetDue) -> str:
    """Return what has to be done: the second follow-up and where it stands, a chase."""
    kind = f"{label(one.kind)} {one.ordinal}" if one.ordinal > 1 else label(one.kind)
    return f"{kind} · {label(one.report)}" if one.report else kind


def clock_text(moment: datetime, zone: ZoneInfo) -> str:
    """Return ``08:00`` in the room's zone."""
    return f"{moment.astimezone(zone):%H:%M}"
