"""Who is away at a moment, who acts for them, and what a notice must say. No clock, no database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from dutyroom.calendar.model import DayType, Shift
from dutyroom.errors import Refused
from dutyroom.whereabouts.model import AbsentLeader, NewNotice, Notice, WhereaboutsAct, WhereaboutsKind

AHEAD = timedelta(minutes=5)  # clocks of two people differ by so much
_AWAY = frozenset({WhereaboutsKind.TRIP, WhereaboutsKind.ABROAD, WhereaboutsKind.LEAVE, WhereaboutsKind.SICK})
_WITH_DEPUTY = frozenset({WhereaboutsKind.MEETING, WhereaboutsKind.OTHER})
_WITH_PLACE = frozenset({WhereaboutsKind.TRIP, WhereaboutsKind.ABROAD, WhereaboutsKind.MEETING, WhereaboutsKind.OTHER})


def away(kind: WhereaboutsKind, deputy_id: str) -> bool:
    """Return whether a notice means that somebody else acts (R026, R113).

    Trips, journeys abroad, leave and illness always; a meeting or something else only where a deputy is named, since
    whoever sits in a meeting can be called out of it.
    """
    return kind in _AWAY or (kind in _WITH_DEPUTY and bool(deputy_id))


def covers(since: datetime, until: datetime | None, moment: datetime) -> bool:
    """Return whether a span holds at a moment; at its end it no longer does."""
    return since <= moment and (until is None or moment < until)


def overlap(since: datetime, until: datetime | None, other_since: datetime, other_until: datetime | None) -> bool:
    """Return whether two spans have a moment in common; None is an open end."""
    return (other_until is None or since < other_until) and (until is None or other_since < until)


def holding(notices: Iterable[Notice], moment: datetime) -> dict[str, Notice]:
    """Return where each person is at a moment, by person: being away counts before being here, then the last told."""
    found: dict[str, Notice] = {}
    for notice in sorted(notices, key=_weight):
        if notice.kind is not WhereaboutsKind.STANDING_DEPUTY and covers(notice.since, notice.until, moment):
            found[notice.person_id] = notice
    return found


def standing_deputies(notices: Iterable[Notice], moment: datetime) -> dict[str, Notice]:
    """Return the notice of each person's standing deputy at a moment, by person; the last told holds."""
    found: dict[str, Notice] = {}
    for notice in sorted(notices, key=_weight):
        if notice.kind is WhereaboutsKind.STANDING_DEPUTY and covers(notice.since, notice.until, moment):
            found[notice.person_id] = notice
    return found


def absent(notices: Iterable[Notice], moment: datetime) -> tuple[AbsentLeader, ...]:
    """Return who is away at a moment, with the deputy of the notice, else the standing one (R113)."""
    known = tuple(notices)
    standing = standing_deputies(known, moment)
    found = []
    for notice in holding(known, moment).values():
        if not away(notice.kind, notice.deputy_id):
            continue
        other = standing.get(notice.person_id)
        if notice.deputy_id or other is None:
            found.append(AbsentLeader(notice, notice.deputy_id, notice.deputy_name))
        else:
            found.append(AbsentLeader(notice, other.deputy_id, other.deputy_name, standing=True))
    return tuple(found)


def off_hours(day_type: DayType, shift: Shift) -> bool:
    """Return whether leaders must have told where they are: outside office hours, on rest days and holidays (R139)."""
    return shift is Shift.NIGHT or not day_type.works


def check_notice(new: NewNotice, now: datetime) -> None:
    """Raise Refused where a notice does not fit together.

    ``whereabouts.period_order``, ``whereabouts.place_missing``, ``whereabouts.deputy_missing``,
    ``whereabouts.own_deputy``, ``whereabouts.deputy_not_away``, ``whereabouts.told_later``.
    """
    if new.until is not None and new.until <= new.since:
        raise Refused("whereabouts.period_order")
    if new.kind in _WITH_PLACE and not new.place:
        raise Refused("whereabouts.place_missing")
    if new.kind is WhereaboutsKind.STANDING_DEPUTY and not new.deputy_id:
        raise Refused("whereabouts.deputy_missing")
    if new.deputy_id and new.deputy_id == new.person_id:
        raise Refused("whereabouts.own_deputy")
    if new.deputy_id and new.kind is WhereaboutsKind.IN_CITY:
        raise Refused("whereabouts.deputy_not_away")
    if new.told_at is not None and new.told_at > now + AHEAD:
        raise Refused("whereabouts.told_later")


def contradicted(new: NewNotice, others: Iterable[Notice]) -> Notice | None:
    """Return a notice by which the person is away while the new one says that they are here, None for none.

    Whoever comes back early ends the other first, so that nobody is called in their place any longer.
    """
    if new.kind is WhereaboutsKind.STANDING_DEPUTY or away(new.kind, new.deputy_id):
        return None
    return next(
        (
            other
            for other in others
            if other.person_id == new.person_id
            and away(other.kind, other.deputy_id)
            and overlap(new.since, new.until, other.since, other.until)
        ),
        None,
    )


def _weight(notice: Notice) -> tuple[bool, int]:
    return away(notice.kind, notice.deputy_id), notice.seq


def in_force(notice: Notice) -> bool:
    """Return whether a row, the last of its notice, lets it stand."""
    return notice.act is not WhereaboutsAct.WITHDRAWN
