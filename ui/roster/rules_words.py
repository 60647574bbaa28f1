"""The rules of the roster in words: kinds of days together, and who kept a version when and why."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from dutyroom.calendar.model import DayType
from dutyroom.roster.views import RulesVersion
from ui.roster.words import translate
from ui.terms import label
from ui.widgets.relative_time import standard_time

_WORKDAYS = frozenset({DayType.WORKDAY, DayType.MAKE_UP_WORKDAY})
_HOLIDAYS = frozenset({DayType.STATUTORY_HOLIDAY, DayType.HOLIDAY_REST_DAY})
DAY_SETS = (
    _WORKDAYS | {DayType.REST_DAY},
    _WORKDAYS,
    frozenset({DayType.REST_DAY}),
    _HOLIDAYS,
    frozenset({DayType.STATUTORY_HOLIDAY}),
    frozenset({DayType.HOLIDAY_REST_DAY}),
    frozenset(DayType),
)
"""The kinds of days that a new place is usually for."""


def days_text(days: frozenset[DayType]) -> str:
    """Return kinds of days in words."""
    named = {
        DAY_SETS[0]: translate("RosterWords", "Ordinary days"),
        _WORKDAYS: translate("RosterWords", "Workdays"),
        _HOLIDAYS: translate("RosterWords", "Holidays and their days off"),
        frozenset(DayType): translate("RosterWords", "Every day"),
    }
    separator = translate("RosterWords", ", ")
    return named.get(days) or separator.join(label(one) for one in DayType if one in days)


def version_text(version: RulesVersion, zone: ZoneInfo) -> str:
    """Return who kept a version when, and why."""
    rules = version.rules
    if version.changed_at is None:
        return translate("RosterWords", "Version {version}: the rules that came with the program").format(
            version=rules.version
        )
    return translate("RosterWords", "Version {version}, kept by {who} at {when}: {reason}").format(
        version=rules.version,
        who=version.changed_by,
        when=standard_time(version.changed_at, zone),
        reason=rules.source,
    )
