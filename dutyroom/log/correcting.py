"""What changes when one field of a matter is corrected, and how it reads before and after."""

from __future__ import annotations

from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum

from dutyroom.clock import to_micros
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.log.model import Caller, Category, Channel, Direction, Field, Handling, Matter, Urgency
from dutyroom.log.rules import (
    SUBJECT_LIMIT,
    check_length,
    check_name,
    check_times,
    check_unclassified,
    clean_line,
)
from dutyroom.storage.digest import Stored

_ENUMS: dict[Field, type[StrEnum]] = {
    Field.DIRECTION: Direction,
    Field.CHANNEL: Channel,
    Field.CATEGORY: Category,
    Field.URGENCY: Urgency,
    Field.HANDLING: Handling,
}
_CALLER_FIELDS = (Field.PERSON, Field.POST, Field.PHONE)


@dataclass(frozen=True)
class FieldChange:
    """The columns to change, or the caller; the two readings for the entry; words by which it is found besides."""

    old: str
    new: str
    values: dict[str, Stored] = field(default_factory=dict)
    caller: Caller | None = None
    found_by: tuple[str, ...] = ()


def field_change(matter: Matter, changed: Field, value: str, now: datetime) -> FieldChange:
    """Return the change of ``changed`` to ``value``.

    The person's data are not repeated in the entry: it says that they changed, not what they were.
    Raises Refused ``log.bad_value``, ``log.nothing_changed``, and as a slip.
    """
    change = _change(matter, changed, clean_line(value), now)
    if change.old == change.new and change.caller in (None, matter.caller):
        raise Refused("log.nothing_changed")
    return change


def _change(matter: Matter, changed: Field, value: str, now: datetime) -> FieldChange:
    if changed in _ENUMS:
        if value not in [member.value for member in _ENUMS[changed]]:
            raise Refused("log.bad_value", value=value)
        return FieldChange(str(getattr(matter, changed.value)), value, {changed.value: value})
    if changed in _CALLER_FIELDS:
        check_name("person", value)
        return FieldChange("", "", caller=_caller_with(matter.caller, changed, value), found_by=(value,))
    if changed is Field.UNIT:
        check_name("unit", value)
        return FieldChange(matter.unit_name, value, {"unit_name": value or None}, found_by=(value,))
    if changed is Field.SUBJECT:
        if not value:
            raise Refused("log.nothing_written")
        check_length("subject", value, SUBJECT_LIMIT)
        check_unclassified(value)
        return FieldChange(matter.subject, value, {"subject": value})
    return _moment_change(matter, changed, value, now)


def _caller_with(caller: Caller, changed: Field, value: str) -> Caller:
    if changed is Field.PERSON:
        return replace(caller, name=value)
    return replace(caller, post=value) if changed is Field.POST else replace(caller, phone=value)


def _moment_change(matter: Matter, changed: Field, value: str, now: datetime) -> FieldChange:
    try:
        moment = datetime.fromisoformat(value)
        micros = to_micros(moment)
    except (ValueError, OverflowError) as error:
        raise Refused("log.bad_value", value=value) from error
    received = moment if changed is Field.RECEIVED_AT else matter.received_at
    happened = moment if changed is Field.HAPPENED_AT else matter.happened_at
    check_times(received, happened, now, received_before=changed is Field.HAPPENED_AT)
    if matter.due_at is not None and received > matter.due_at:
        raise Refused("log.due_before_received")
    before = matter.received_at if changed is Field.RECEIVED_AT else matter.happened_at
    old = before.isoformat() if before else ""
    new = moment.astimezone(now.tzinfo).isoformat()
    return FieldChange(old, new, {changed.value: micros})
