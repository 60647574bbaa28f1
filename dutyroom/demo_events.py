"""The event files of the demonstration room, made by the acts of its officers beside the matters of its three days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.incidents.deadlines import Stage
from dutyroom.incidents.events import CheckKind, CheckResult, Contact, EventSheet, NewFact
from dutyroom.incidents.model import Grade, SensitiveFlag

Row = Mapping[str, Any]


class EventStory:
    """One event file and the acts that carry it on; ``matters`` names the matters by when they were received."""

    def __init__(
        self, house: House, sessions: Mapping[str, Session], matters: Mapping[datetime, str], entry: Row
    ) -> None:
        self._house = house
        self._sessions = sessions
        self._matters = matters
        self._entry = entry
        self._id = matters[entry["matter"]]

    def acts(self) -> Iterator[tuple[datetime, Callable[[], None]]]:
        """Yield the acts with their moments."""
        yield self._entry["at"], self._make
        for row in self._entry["acts"]:
            yield row["at"], _Act(self, row).do

    def do(self, row: Row) -> None:
        """Do one act as the officer who did it."""
        incidents, session = self._house.incidents, self._sessions[row["by"]]
        match row["act"]:
            case "facts":
                incidents.add_facts(session, self._id, _facts(row))
            case "join":
                incidents.join(session, self._id, self._matters[row["matter"]], row["reason"], _facts(row))
            case "check":
                kind, result = CheckKind(row["kind"]), CheckResult(row["result"])
                incidents.note_check(session, self._id, kind, result, row["with_whom"], row["text"])
            case "report":
                incidents.note_report(session, self._id, Stage(row["stage"]), row["to"], row.get("text", ""))
            case "answer":
                for alert in self._house.alert_reader.live(session):
                    if alert.subject.id == self._id:
                        self._house.alerts.acknowledge(session, alert.id, alert.version)
            case act:
                assert act == "grade", act
                incidents.confirm_grade(session, self._id, Grade(row["grade"]), row.get("reason", ""))

    def _make(self) -> None:
        entry, session = self._entry, self._sessions[self._entry["by"]]
        matter = self._house.log_reader.file(session, self._id).matter
        sheet = EventSheet(
            type_id=entry["type"],
            happened_at=matter.happened_at,
            unit_id=matter.unit_id,
            unit_name=matter.unit_name,
            place=entry["place"],
            sensitive=frozenset(SensitiveFlag(flag) for flag in entry.get("sensitive", ())),
            sensitive_why=entry.get("sensitive_why", ""),
            contact=Contact(**entry.get("contact", {})),
        )
        self._house.incidents.make_event(session, self._id, sheet)


class _Act:
    """One act of a story, ready to be done."""

    def __init__(self, story: EventStory, row: Row) -> None:
        self._story = story
        self._row = row

    def do(self) -> None:
        """Do it."""
        self._story.do(self._row)


def _facts(row: Row) -> list[NewFact]:
    return [NewFact(name, Decimal(value), row["said_by"]) for name, value in row.get("figures", {}).items()]
