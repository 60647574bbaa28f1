"""The tables of the calendar: accepted arrangements of years, and local holidays; both are only ever added to."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table, Text

from dutyroom.storage.tables import ID, Keeping, kept, metadata, moment, sequence

arrangements = Table(
    "year_arrangements",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("year", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("holidays", Text),  # JSON; empty where the version takes the earlier ones back
    Column("source", Text, nullable=False),
    Column("notice", Text, nullable=False),
    moment("accepted_at"),
    Column("account_id", ID, nullable=False),
    Column("account_name", Text, nullable=False),
    info=kept(Keeping.APPENDED),
)

local_holidays = Table(
    "local_holidays",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("holiday_id", ID, nullable=False, index=True),
    Column("act", String(16), nullable=False),
    Column("day", String(10), nullable=False),
    Column("name", Text, nullable=False),
    Column("source", Text, nullable=False),
    moment("entered_at"),
    Column("account_id", ID, nullable=False),
    Column("account_name", Text, nullable=False),
    info=kept(Keeping.APPENDED),
)
