"""Which open or recent events may be the one that somebody is telling of now (R046). Pure; never joins by itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from dutyroom.folding import runs
from dutyroom.incidents.events import EventSheet, Incident, Likeness, SameEvent
from dutyroom.incidents.model import EventClass

NEAR = timedelta(hours=6)
RECENT = timedelta(hours=72)
OFFERED = 5
_LEAST = 4
_WEIGHTS = {
    Likeness.SAME_TYPE: 3,
    Likeness.SAME_CLASS: 1,
    Likeness.SAME_UNIT: 2,
    Likeness.NEAR_PLACE: 3,
    Likeness.NEAR_TIME: 2,
    Likeness.SAME_WORDS: 2,
}
_ALIKE_SHARE = 0.34


def same_events(
    sheet: EventSheet,
    title: str,
    received_at: datetime,
    known: Iterable[Incident],
    class_of: dict[str, EventClass],
) -> tuple[SameEvent, ...]:
    """Return at most five events that may be the same, the likeliest first, each with why.

    Kind, place or unit, time and words count; drills are offered for drills only. ``class_of`` maps event types to
    their classes. Nothing is joined here: a person decides.
    """
    pairs = _pairs(title)
    places = _pairs(sheet.place)
    moment = sheet.happened_at or received_at
    found = []
    for event in known:
        if event.joined_to or event.sheet.drill != sheet.drill:
            continue
        away = abs((event.sheet.happened_at or event.received_at) - moment)
        if away > RECENT:
            continue
        why = tuple(_why(sheet, event, away, pairs, places, class_of))
        score = sum(_WEIGHTS[one] for one in why)
        if score >= _LEAST and any(one not in _OF_KIND for one in why):
            found.append(SameEvent(event, why, score))
    found.sort(key=lambda one: (-one.score, one.incident.received_at, one.incident.number))
    return tuple(found[:OFFERED])


_OF_KIND = (Likeness.SAME_TYPE, Likeness.SAME_CLASS, Likeness.NEAR_TIME)


def _why(
    sheet: EventSheet,
    event: Incident,
    away: timedelta,
    pairs: frozenset[str],
    places: frozenset[str],
    class_of: dict[str, EventClass],
) -> Iterable[Likeness]:
    other = event.sheet
    if other.type_id == sheet.type_id:
        yield Likeness.SAME_TYPE
    elif class_of.get(other.type_id) is class_of.get(sheet.type_id):
        yield Likeness.SAME_CLASS
    if sheet.unit_name and (sheet.unit_id, sheet.unit_name) == (other.unit_id, other.unit_name):
        yield Likeness.SAME_UNIT
    if _alike(places, _pairs(other.place)):
        yield Likeness.NEAR_PLACE
    if away <= NEAR:
        yield Likeness.NEAR_TIME
    if _alike(pairs, _pairs(event.title)):
        yield Likeness.SAME_WORDS


def _pairs(text: str) -> frozenset[str]:
    """Return the pairs of characters in ``text``, as words are compared without a dictionary."""
    return frozenset(run[place : place + 2] for run in runs(text) for place in range(len(run) - 1))


def _alike(some: frozenset[str], others: frozenset[str]) -> bool:
    if not some or not others:
        return False
    return len(some & others) >= _ALIKE_SHARE * min(len(some), len(others))
