"""The tables of the room itself and of its accounts."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from dutyroom.storage.tables import ID, Keeping, kept, metadata, moment

rooms = Table(
    "rooms",
    metadata,
    Column("id", ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("city", Text, nullable=False),
    Column("drill", Integer, nullable=False),
    moment("created_at"),
    info=kept(Keeping.JOURNALLED),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", ID, primary_key=True),
    Column("room_id", ID, nullable=False),
    Column("login", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("active", Integer, nullable=False),
    Column("basis", Text, nullable=False),
    Column("trained_on", String(10)),
    moment("created_at"),
    moment("password_set_at"),
    Column("must_change_password", Integer, nullable=False),
    UniqueConstraint("room_id", "login"),
    info=kept(Keeping.JOURNALLED),
)
