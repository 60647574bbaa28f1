"""Leaders of the directory who go away and come back; all are invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.directory.model import Person, PhoneLabel, Unit, UnitKind
from dutyroom.whereabouts.model import NewNotice, WhereaboutsKind

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
_PEOPLE = (("林秋实", "副秘书长"), ("白露", "办公厅副主任"), ("秦望舒", "副市长"), ("沈知远", "秘书长"))


def leaders(house: House, session: Session) -> dict[str, str]:
    """Enter the leaders with a mobile number each, and return their identities by name."""
    unit = house.directory.add_unit(session, Unit(id="", name="市政府领导", kind=UnitKind.LEADERS))
    found = {}
    for place, (name, post) in enumerate(_PEOPLE, 1):
        person = Person(id="", unit_id=unit.id, name=name, post=post, is_leader=True)
        mobile = {PhoneLabel.MOBILE: f"1990000005{place}"}
        found[name] = house.directory.add_person(session, person, mobile).id
    return found


def a_trip(person_id: str, since: datetime, **changes: Any) -> NewNotice:
    """Return the notice of a trip of two days to the provincial capital."""
    told: dict[str, Any] = {
        "person_id": person_id,
        "kind": WhereaboutsKind.TRIP,
        "since": since,
        "until": since + 2 * DAY,
        "place": "省城",
    }
    return NewNotice(**{**told, **changes})
