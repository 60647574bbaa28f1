"""Units, people and numbers as they stand in the tables, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, func, select

from dutyroom.clock import from_micros
from dutyroom.directory.model import NumberCheck, Person, PhoneLabel, PhoneNumber, Unit, UnitKind
from dutyroom.directory.tables import number_checks
from dutyroom.storage.digest import Stored


def unit_values(unit: Unit) -> dict[str, Stored]:
    """Return the columns of a unit but its identity."""
    return {
        "name": unit.name,
        "short_name": unit.short_name,
        "kind": unit.kind.value,
        "parent_id": unit.parent_id,
        "pinyin": unit.pinyin,
        "initials": unit.initials,
        "remark": unit.remark,
        "active": int(unit.active),
    }


def person_values(person: Person) -> dict[str, Stored]:
    """Return the columns of a person but their identity."""
    return {
        "unit_id": person.unit_id,
        "name": person.name,
        "post": person.post,
        "is_leader": int(person.is_leader),
        "portfolio": person.portfolio,
        "pinyin": person.pinyin,
        "initials": person.initials,
        "remark": person.remark,
        "active": int(person.active),
    }


def number_values(number: PhoneNumber) -> dict[str, Stored]:
    """Return the columns of a number but its identity."""
    return {
        "owner_id": number.owner_id,
        "label": number.label.value,
        "digits": number.digits,
        "private": int(number.private),
        "active": int(number.active),
    }


def all_of(connection: Connection, table: Table) -> list[Mapping[Any, Any]]:
    """Return every row of a table, in the order of entry."""
    return list(connection.execute(select(table).order_by(table.c.id)).mappings())


def active_of(connection: Connection, table: Table) -> list[Mapping[Any, Any]]:
    """Return the rows that are active, in the order of entry."""
    return list(connection.execute(select(table).where(table.c.active == 1).order_by(table.c.id)).mappings())


def unit_of(row: Mapping[Any, Any]) -> Unit:
    """Return the unit of a row."""
    return Unit(
        id=row["id"],
        name=row["name"],
        short_name=row["short_name"],
        kind=UnitKind(row["kind"]),
        parent_id=row["parent_id"],
        pinyin=row["pinyin"],
        initials=row["initials"],
        remark=row["remark"],
        active=bool(row["active"]),
    )


def person_of(row: Mapping[Any, Any]) -> Person:
    """Return the person of a row."""
    return Person(
        id=row["id"],
        unit_id=row["unit_id"],
        name=row["name"],
        post=row["post"],
        is_leader=bool(row["is_leader"]),
        portfolio=row["portfolio"],
        pinyin=row["pinyin"],
        initials=row["initials"],
        remark=row["remark"],
        active=bool(row["active"]),
    )


def number_of(row: Mapping[Any, Any]) -> PhoneNumber:
    """Return the number of a row, in full."""
    return PhoneNumber(
        id=row["id"],
        owner_id=row["owner_id"],
        label=PhoneLabel(row["label"]),
        digits=row["digits"],
        private=bool(row["private"]),
        active=bool(row["active"]),
    )


def last_checks(connection: Connection) -> dict[str, NumberCheck]:
    """Return the newest check of each number, by its identity."""
    newest = select(func.max(number_checks.c.seq)).group_by(number_checks.c.number_id)
    rows = connection.execute(select(number_checks).where(number_checks.c.seq.in_(newest))).mappings()
    return {
        row["number_id"]: NumberCheck(
            number_id=row["number_id"],
            at=from_micros(row["checked_at"]),
            reachable=bool(row["reachable"]),
            remark=row["remark"],
            by=row["account_name"],
        )
        for row in rows
    }
