"""Queries of the register of whereabouts, and the rows they read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, select, union_all

from dutyroom.clock import from_micros, to_micros
from dutyroom.directory.phones import mask
from dutyroom.directory.tables import people
from dutyroom.errors import Refused
from dutyroom.roster.model import NoticeChannel
from dutyroom.whereabouts.model import Notice, WhereaboutsAct, WhereaboutsKind
from dutyroom.whereabouts.rules import in_force
from dutyroom.whereabouts.tables import whereabouts

_later = whereabouts.alias("later")
_LAST = ~exists().where(_later.c.notice_id == whereabouts.c.notice_id, _later.c.seq > whereabouts.c.seq)


def notice_of(row: Mapping[Any, Any]) -> Notice:
    """Return a row as a notice; the number to reach somebody at comes masked (R088)."""
    return Notice(
        id=row["notice_id"],
        act=WhereaboutsAct(row["act"]),
        person_id=row["person_id"],
        person_name=row["person_name"],
        post=row["post"],
        kind=WhereaboutsKind(row["kind"]),
        since=from_micros(row["since"]),
        until=None if row["until"] is None else from_micros(row["until"]),
        place=row["place"],
        reach=mask(row["reach"]) if row["reach"] else "",
        deputy_id=row["deputy_id"] or "",
        deputy_name=row["deputy_name"],
        told_by=row["told_by"],
        told_at=from_micros(row["told_at"]),
        channel=NoticeChannel(row["channel"]),
        passed_on=row["passed_on"],
        reason=row["reason"],
        noted_at=from_micros(row["noted_at"]),
        noted_by=row["account_name"],
        seq=row["seq"],
    )


def notices_in(
    connection: Connection, since: datetime, until: datetime | None, person_id: str = ""
) -> tuple[Notice, ...]:
    """Return the notices that stand and have a moment between two (an open end is None), of everybody or of one."""
    wanted: list[ColumnElement[bool]] = [_LAST]
    if until is not None:
        wanted.append(whereabouts.c.since < to_micros(until))
    if person_id:
        wanted.append(whereabouts.c.person_id == person_id)
    ends = (whereabouts.c.until.is_(None), whereabouts.c.until > to_micros(since))  # two questions, one index for both
    asked = union_all(*(select(whereabouts).where(end, *wanted) for end in ends))
    rows = sorted(connection.execute(asked).mappings(), key=lambda row: (row["since"], row["seq"]))
    return tuple(notice for notice in map(notice_of, rows) if in_force(notice))


def rows_of_person(connection: Connection, person_id: str) -> tuple[Notice, ...]:
    """Return every row about a person, the newest first."""
    asked = select(whereabouts).where(whereabouts.c.person_id == person_id).order_by(whereabouts.c.seq.desc())
    return tuple(notice_of(row) for row in connection.execute(asked).mappings())


def last_row(connection: Connection, notice_id: str) -> dict[str, Any]:
    """Return the columns of a notice as it stands, numbers as they are; Refused ``whereabouts.no_such_notice``."""
    asked = select(whereabouts).where(whereabouts.c.notice_id == notice_id).order_by(whereabouts.c.seq.desc()).limit(1)
    row = connection.execute(asked).mappings().one_or_none()
    if row is None:
        raise Refused("whereabouts.no_such_notice")
    return dict(row)


def name_and_post(connection: Connection, person_id: str) -> tuple[str, str]:
    """Return name and post of somebody in the directory; Refused ``whereabouts.no_such_person``."""
    asked = select(people.c.name, people.c.post).where(people.c.id == person_id, people.c.active == 1)
    row = connection.execute(asked).one_or_none()
    if row is None:
        raise Refused("whereabouts.no_such_person")
    return str(row.name), str(row.post)


def person_named(connection: Connection, name: str) -> str:
    """Return the identity of the only active person of this name, empty where there is none or more than one."""
    found = connection.execute(select(people.c.id).where(people.c.name == name, people.c.active == 1)).all()
    return str(found[0].id) if len(found) == 1 else ""
