"""A roster that a test writes itself, and subjects to raise alerts about; all names are invented."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import Any

from dutyroom.alerts.chains import Escalation, shipped_escalation
from dutyroom.alerts.model import Called, Number, Subject, SubjectKind, Who
from dutyroom.alerts.on_watch import Absence
from dutyroom.incidents.model import Grade

OFFICER = Called(name="陈予", account_id="a-officer", numbers=(Number("0999-8000001"),))
SECOND = Called(name="周岚", account_id="a-second", numbers=(Number("0999-8000002"),))
LEADER = Called(name="林秋实", post="副秘书长", account_id="a-leader", numbers=(Number("19900000003", private=True),))
HEAD = Called(name="何姗", post="值班室主任", account_id="a-head", numbers=(Number("19900000004", private=True),))
SECRETARY = Called(name="沈知远", post="秘书长", account_id="a-secretary", numbers=(Number("19900000005", True),))
VICE_MAYOR = Called(name="秦望舒", post="副市长", person_id="p-vice", numbers=(Number("19900000006", True),))
MAYOR = Called(name="贺江川", post="市长", person_id="p-mayor", numbers=(Number("19900000007", True),))
DEPUTY = Called(name="白露", post="副主任", account_id="a-deputy", numbers=(Number("0999-8000009"),))

EVERYBODY: dict[Who, tuple[Called, ...]] = {
    Who.OFFICER_ON_WATCH: (OFFICER,),
    Who.SECOND_OFFICER: (SECOND,),
    Who.LEADER_IN_CHARGE: (LEADER,),
    Who.HEAD_OF_DUTY_ROOM: (HEAD,),
    Who.SECRETARY_GENERAL: (SECRETARY,),
    Who.RESPONSIBLE_VICE_MAYOR: (VICE_MAYOR,),
    Who.MAYOR: (MAYOR,),
}


class Roster:
    """Who is on watch, as a test sets it."""

    def __init__(self, **absent: Called | None) -> None:
        self.on: dict[Who, tuple[Called, ...]] = dict(EVERYBODY)
        self.away: dict[str, Called | None] = {}
        self.asked: Counter[Who] = Counter()

    def people(self, who: Who, subject: Subject, moment: datetime) -> tuple[Called, ...]:
        self.asked[who] += 1
        if who is Who.OWNER:
            return self.named((subject.owner_id,)) if subject.owner_id else ()
        return self.on.get(who, ())

    def named(self, ids: tuple[str, ...]) -> tuple[Called, ...]:
        everybody = {person.key: person for people in EVERYBODY.values() for person in people}
        return tuple(everybody[key] for key in ids if key in everybody)

    def absence(self, person: Called, moment: datetime) -> Absence | None:
        return Absence(self.away[person.name]) if person.name in self.away else None


def an_incident(grade: Grade | None = Grade.III, **changes: Any) -> Subject:
    """Return a confirmed incident."""
    subject = Subject(
        kind=SubjectKind.INCIDENT, id="e" * 32, number="事件2026-0007", title="青云路货车侧翻三人死亡", grade=grade
    )
    return replace(subject, **changes)


def escalation() -> Escalation:
    return shipped_escalation()
