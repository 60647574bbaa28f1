"""The tables of the directory: units, people, their numbers, and the checks of these numbers."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table, Text

from dutyroom.storage.tables import ID, Keeping, kept, metadata, moment, sequence

units = Table(
    "units",
    metadata,
    Column("id", ID, primary_key=True),
    Column("room_id", ID, nullable=False),
    Column("name", Text, nullable=False),
    Column("short_name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("parent_id", ID),
    Column("pinyin", Text, nullable=False),
    Column("initials", Text, nullable=False),
    Column("remark", Text, nullable=False),
    Column("active", Integer, nullable=False),
    info=kept(Keeping.JOURNALLED),
)

people = Table(
    "people",
    metadata,
    Column("id", ID, primary_key=True),
    Column("room_id", ID, nullable=False),
    Column("unit_id", ID, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("is_leader", Integer, nullable=False),
    Column("portfolio", Text, nullable=False),
    Column("pinyin", Text, nullable=False),
    Column("initials", Text, nullable=False),
    Column("remark", Text, nullable=False),
    Column("active", Integer, nullable=False),
    info=kept(Keeping.JOURNALLED),
)

numbers = Table(
    "numbers",
    metadata,
    Column("id", ID, primary_key=True),
    Column("room_id", ID, nullable=False),
    Column("owner_id", ID, nullable=False, index=True),
    Column("label", String(16), nullable=False),
    Column("digits", Text, nullable=False),
    Column("private", Integer, nullable=False),
    Column("active", Integer, nullable=False),
    info=kept(Keeping.JOURNALLED),
)

number_checks = Table(
    "number_checks",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("number_id", ID, nullable=False, index=True),
    moment("checked_at"),
    Column("reachable", Integer, nullable=False),
    Column("remark", Text, nullable=False),
    Column("account_id", ID, nullable=False),
    Column("account_name", Text, nullable=False),
    info=kept(Keeping.APPENDED),
)
